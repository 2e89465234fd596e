"""What a file does to the process that reads it is told as that file's problem, and the next one is read."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.reading import reader as module
from autograder.reading.forms import MAX_BYTES, source_of
from autograder.reading.reader import Reader

NAME = "s04_information_theory.py"
SECTION = "s04_information_theory"
SOURCE = "import math\n%time y = 1\n# %%\ndef entropy(p):\n    return 0.0\n"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader(cpu_seconds=1.0, memory=400 << 20)
    yield reader
    reader.close()


def is_well(reader: Reader) -> bool:
    return reader.read_text("x = 1\n", NAME, SECTION).cells == ((NAME, "x = 1\n"),)


def pids(reader: Reader) -> list[int]:
    return [each.pid for each in reader._idle]


def test_a_form_is_read_as_in_this_process(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(SOURCE)
    read = reader.read(tmp_path, NAME, SECTION, ["entropy"])
    expected = source_of(SOURCE.encode(), NAME, SECTION, ["entropy"])
    assert (read.cells, read.attempted, read.imports, read.problem) == (*expected, "")
    assert read.attempted == {"entropy"} and "y = 1" in read.cells[0].source


def test_a_problem_is_told(reader: Reader, tmp_path: Path) -> None:
    assert "valid JSON" in reader.read_text("{", "x.ipynb", SECTION).problem
    assert "is not a file" in reader.read(tmp_path, "x.py", SECTION).problem
    assert "the limit is 10 MB" in reader.read_bytes(b" " * (MAX_BYTES + 1), NAME, SECTION).problem


def test_one_process_reads_many_forms(reader: Reader) -> None:
    assert is_well(reader)
    before = pids(reader)
    assert all(is_well(reader) for _ in range(20))
    assert pids(reader) == before


def test_what_takes_too_much_memory_is_unreadable(reader: Reader) -> None:
    read = reader.read_text("import " + ".".join("a" * 40_000), NAME, SECTION)
    assert read.problem == f"{NAME} takes too much memory to read" and read.cells == ()
    assert is_well(reader)


def test_what_takes_too_long_is_unreadable(reader: Reader) -> None:
    read = reader.read_text("!ls\n" * 499 + "x = [1, 2]\n" * 16_000, NAME, SECTION)
    assert read.problem == f"{NAME} takes too long to read" and read.seconds == 1.0
    assert is_well(reader)


def test_text_that_is_nested_too_deep_is_left_for_python_to_refuse(reader: Reader) -> None:
    read = reader.read_text("x = " + "-" * 50_000 + "1", NAME, SECTION, ["x"])
    assert read.problem == "" and read.attempted == {"x"}


def test_a_crash_of_the_parser_is_the_files_problem(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    # No text is known that crashes this version of Python's parser, as some did older ones.
    ends_as_crashed(monkeypatch, signal.SIGSEGV, times=1)
    assert reader.read_text("x = 1", NAME, SECTION).problem == f"{NAME} is too much for Python's parser"
    assert is_well(reader)


def test_a_process_that_is_killed_from_outside_is_replaced(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    ends_as_crashed(monkeypatch, signal.SIGKILL, times=1)
    assert is_well(reader)


def test_one_that_is_killed_again_is_no_fault_of_the_files(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    ends_as_crashed(monkeypatch, signal.SIGKILL, times=2)
    read = reader.read_text("x = 1", NAME, SECTION)
    assert read.fault == "the process that reads submissions was ended from outside" and read.problem == ""
    assert is_well(reader)


def ends_as_crashed(monkeypatch: pytest.MonkeyPatch, number: signal.Signals, times: int) -> None:
    """The next requests find a process that has just ended by this signal."""
    left = iter([True] * times)
    ask = module._Process.ask

    def killed(process: module._Process, request: bytes) -> module.Answer:
        if next(left, False):
            os.kill(process.pid, number)
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        return ask(process, request)

    monkeypatch.setattr(module._Process, "ask", killed)


def test_several_threads_may_read_at_once(reader: Reader) -> None:
    texts = [f"x = {number}\n" * 50 for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        reads = list(pool.map(lambda text: reader.read_text(text, NAME, SECTION), texts))
    assert [read.cells[0].source for read in reads] == texts
    assert len(pids(reader)) <= 5


def test_closing_ends_the_processes_and_reading_starts_another() -> None:
    reader = Reader()
    assert is_well(reader)
    (pid,) = pids(reader)
    reader.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert is_well(reader)
    reader.close()
