"""The hidden suites measure students."""

import gc
import subprocess
import sys
import weakref
from pathlib import Path

import numpy as np
import pytest

from autograder.checking.compare import CheckFailure
from autograder.content import assert_unchanged
from autograder.grading.arguments import OnCopies
from autograder.grading.channel import Settings
from autograder.grading.memo import ANSWERS_KEPT, memoised
from autograder.grading.seeds import fingerprint, generator, read_or_create_secret
from autograder.grading.suite import Functions, HiddenSuites
from autograder.grading.warm import WarmGrader
from autograder.sandbox.errors import GradingError
from autograder.workbook.workbook import ROOT, Workbook, this_workbook

SECRETS = (b"one secret", b"another secret")
SECTIONS = {section.name: section for section in this_workbook().sections}


def test_hidden_inputs_follow_from_the_secret_alone() -> None:
    first, second = (generator(secret, "test").random(4).tolist() for secret in SECRETS)
    assert first == generator(SECRETS[0], "test").random(4).tolist() != second
    assert first != generator(SECRETS[0], "another test").random(4).tolist()
    assert fingerprint(SECRETS[0]) != fingerprint(SECRETS[1])


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "secret"
    secret = read_or_create_secret(path)
    assert len(secret) == 64 and read_or_create_secret(path) == secret
    assert path.stat().st_mode & 0o077 == 0
    path.write_text("\n")
    with pytest.raises(ValueError, match="is empty"):
        read_or_create_secret(path)


def test_a_reference_is_computed_once_and_never_shared() -> None:
    calls = []

    def reference(x: int) -> list[int]:
        calls.append(x)
        return [x]

    remembered = memoised(reference)
    remembered(1).append(2)
    assert remembered(1) == [1]
    assert calls == [1]
    for x in range(ANSWERS_KEPT + 1):
        remembered(x)
    remembered(1)
    assert calls.count(1) == 2, "the oldest answer was forgotten to bound the memory"


def test_what_a_wrong_answer_returned_is_not_kept(toy: Workbook) -> None:
    class Large:
        pass

    returned: list[weakref.ref[Large]] = []

    def wrong(*args: object, **kwargs: object) -> Large:
        value = Large()
        returned.append(weakref.ref(value))
        return value

    suites = HiddenSuites(toy, ["s90_toys"], b"")
    gc.disable()
    try:
        suites.run("s90_toys", "average", Functions({"average": wrong}))
        assert [value for reference in returned if (value := reference()) is not None] == []
    finally:
        gc.enable()
    assert returned


def test_a_test_passes_copies_and_learns_what_was_changed() -> None:
    def spoil(values: np.ndarray, words: list[list[str]], other: list[list[str]]) -> bool:
        values[0] = 7.0
        words[0].append("c")
        return words is other

    passed = OnCopies(spoil)
    values, words = np.zeros(2), [["a"], ["b"]]
    assert passed(values, words, other=words), "the same object twice is the same object"
    assert values.tolist() == [0.0, 0.0] and words == [["a"], ["b"]]
    assert passed.changed
    with pytest.raises(CheckFailure, match="an argument was changed"):
        assert_unchanged(passed, values, words, words)
    assert_unchanged(OnCopies(np.sum), values)


def test_what_is_there_to_be_used_is_passed_as_it_is() -> None:
    rng, numbers = np.random.default_rng(1), iter([1, 2, 3])
    passed = OnCopies(lambda rng, numbers, function: (rng.random(), next(numbers), function(2)))
    first, number, result = passed(rng, numbers, OnCopies(lambda x: x + 1))
    assert (number, next(numbers), result) == (1, 2, 3)
    assert rng.random() != first
    assert not passed.changed


def test_a_read_only_argument_stays_read_only() -> None:
    values = np.zeros(2)
    values.flags.writeable = False

    def write(values: np.ndarray) -> None:
        values[0] = 1.0

    with pytest.raises(ValueError, match="read-only"):
        OnCopies(write)(values)


def test_a_class_is_not_graded_by_a_suite_that_the_reference_fails(toy: Workbook) -> None:
    path = toy.content / "s90_toys" / "double.py"
    path.write_text(path.read_text().replace("assert_close(double(0.0), 0.0)", "assert_close(double(0.0), 1.0)"))
    settings = Settings(str(toy.root), ("s90_toys",))
    with pytest.raises(GradingError, match="reference of double in s90_toys fails the criterion 'of nothing"):
        WarmGrader(settings, b"").start()


def test_hidden_tests_run_under_plain_pytest_too(tmp_path: Path) -> None:
    name, exercise = next((name, next(iter(section.exercises))) for name, section in SECTIONS.items())
    path = this_workbook().content / name / f"{exercise}.py"
    count = len(this_workbook().content_of(name, exercise).tests)
    wrong = tmp_path / "wrong.py"
    wrong.write_text(f"def {exercise}(*args, **kwargs):\n    return 'nothing'\n")

    def run(*options: str) -> str:
        command = [sys.executable, "-m", "pytest", "-q", *options, str(path)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout

    assert f"{count} passed" in run()
    assert " failed" in run(f"--submission={wrong}")
