"""The same inputs, but those that reach new code of the grader are kept and damaged further: ``make fuzz-atheris``.

``python -m autograder.selftests.fuzz.coverage_guided frames|notebooks FOLDER [options of libFuzzer]`` keeps inputs in
FOLDER, and saves a finding beside it. Needs the extra `fuzz`.
"""

import json
import sys
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from random import Random
from typing import NamedTuple

import atheris
import msgspec

_READERS = [f"autograder.{part}" for part in ("sandbox", "checking", "grading", "reading")]

with atheris.instrument_imports(include=_READERS):
    from autograder.sandbox.wire.frames import pack_frame
    from autograder.selftests.fuzz import frames, notebooks
    from autograder.selftests.fuzz.exchange import replies

_SIZES = 8  # bytes in front of a frame's head


class Fuzzed(NamedTuple):
    """What is read: honest inputs, damage to inputs of any kind, and the reader."""

    honest: list[bytes]
    damage: Callable[[Random, bytes], bytes]
    reader: AbstractContextManager[Callable[[bytes], str]]


def main(what: str, folder: Path, options: list[str]) -> None:
    """Read damaged inputs until one is not read as it must be."""
    warnings.simplefilter("ignore")  # Python warns of odd code that it parses
    fuzzed = _frames() if what == "frames" else _notebooks()
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(fuzzed.honest):
        (folder / f"honest-{number}").write_bytes(data)
    bounds = ["-timeout=10", "-rss_limit_mb=1024", "-max_len=200000"]
    with fuzzed.reader as read:

        def read_one(data: bytes) -> None:
            read(data)

        arguments = [sys.argv[0], str(folder), f"-artifact_prefix={folder}-", *bounds, *options]
        atheris.Setup(arguments, read_one, custom_mutator=_mutator(fuzzed))
        atheris.Fuzz()


def _frames() -> Fuzzed:
    return Fuzzed([pack_frame(head, [body]) for head, body in frames.seeds()], _damaged_frame, replies())


def _notebooks() -> Fuzzed:
    return Fuzzed([text.encode() for text in notebooks.seeds()], _damaged_notebook, notebooks.submissions())


def _mutator(fuzzed: Fuzzed) -> Callable[[bytes, int, int], bytes]:
    """Damage of ours, which knows the format, and libFuzzer's own, which knows what code compares the bytes with."""

    def mutate(data: bytes, size: int, seed: int) -> bytes:
        random = Random(seed)
        return bytes(atheris.Mutate(data, size)) if random.random() < 0.5 else fuzzed.damage(random, data)[:size]

    return mutate


def _damaged_frame(random: Random, data: bytes) -> bytes:
    """A frame whose head is damaged beyond reading is left for an honest one."""
    end = _SIZES + int.from_bytes(data[:4], "little")
    head, body = data[_SIZES:end], data[end:]
    try:
        msgspec.msgpack.decode(head)
    except (ValueError, RecursionError):
        head, body = random.choice(frames.seeds())
    head, body = frames.damaged(random, (head, body))
    return pack_frame(head, [body])


def _damaged_notebook(random: Random, data: bytes) -> bytes:
    """A notebook whose cells are damaged beyond knowing is left for an honest one."""
    try:
        text = data.decode()
        cells = json.loads(text)["cells"]
        known = cells and all(isinstance(line, str) for cell in cells for line in cell["source"])
    except (ValueError, LookupError, TypeError, RecursionError):
        known = False
    return notebooks.damaged(random, text if known else random.choice(notebooks.seeds()))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
