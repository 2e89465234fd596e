"""Suites with calls sent ahead say of every student what they say with one call after the other."""

from collections import Counter
from typing import Any

import pytest

from autograder.demo.sample_class import SECTION, mistakes_that_stand_alone, renamed
from autograder.grading.ahead import Ahead
from autograder.grading.results import CriterionResult
from autograder.grading.suite import HiddenSuites
from autograder.sandbox.cells import Cell
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.student import Student
from autograder.workbook.model import Section
from autograder.workbook.modules import module_text
from autograder.workbook.workbook import this_workbook

EXERCISE = "cross_entropy_loss"
ODD = {
    "draws its own numbers": "def entropy(p, base=2.7):\n    return float(np.random.random())",
    "remembers": "seen = []\ndef entropy(p, base=2.7):\n    seen.append(p)\n    return float(len(seen))",
    "raises": "def entropy(p, base=2.7):\n    return p.no_such_thing",
    "ends the process": "def entropy(p, base=2.7):\n    import os\n    os._exit(1)",
    "changes its argument": "def entropy(p, base=2.7):\n    p[0] = 2.0\n    return 0.0",
    "returns a function": "def entropy(p, base=2.7):\n    return lambda: 0.0",
}


class Counting(HiddenSuites):
    """Suites that count how often a criterion of theirs is run on a student."""

    runs = 0

    def judge(self, section: str, exercise: str, test: Any, subject: Any) -> CriterionResult:
        self.runs += isinstance(subject, Student)
        return super().judge(section, exercise, test, subject)


@pytest.fixture
def suites() -> Counting:
    return Counting(this_workbook(), [SECTION], b"secret")


def student(zygote: Zygote, section: Section, answers: dict[str, str], before: str = "") -> Student:
    return Student(zygote, [Cell("module.py", before + module_text(section, answers))])


def verdicts(ahead: Ahead, zygote: Zygote, section: Section, exercise: str, answers: dict[str, str]) -> list[Any]:
    with student(zygote, section, answers) as asked:
        return ahead.run(SECTION, exercise, asked)


def test_known_mistakes_fail_the_same_criteria_in_the_same_way(
    zygote: Zygote, section: Section, answers: dict[str, str], suites: Counting
) -> None:
    ahead = Ahead(suites)
    for function in mistakes_that_stand_alone(section, EXERCISE):
        mistaken = answers | {EXERCISE: renamed(function, EXERCISE)}
        with student(zygote, section, mistaken) as asked:
            one_by_one = suites.run(SECTION, EXERCISE, asked)
        assert verdicts(ahead, zygote, section, EXERCISE, mistaken) == one_by_one


@pytest.mark.parametrize("kind", ODD)
def test_odd_answers_fail_in_the_same_way(
    zygote: Zygote, section: Section, answers: dict[str, str], suites: Counting, kind: str
) -> None:
    odd = answers | {"entropy": ODD[kind]}
    with student(zygote, section, odd) as asked:
        one_by_one = suites.run(SECTION, "entropy", asked)
    assert Counter(r.verdict for r in one_by_one) != Counter(passed=len(one_by_one))
    assert verdicts(Ahead(suites), zygote, section, "entropy", odd) == one_by_one


def test_equal_answers_are_judged_once(
    zygote: Zygote, section: Section, answers: dict[str, str], suites: Counting
) -> None:
    ahead = Ahead(suites)
    first = verdicts(ahead, zygote, section, EXERCISE, answers)
    runs = suites.runs
    assert runs == len(first)
    assert verdicts(ahead, zygote, section, EXERCISE, answers) == first
    assert suites.runs == runs
    wrong = answers | {EXERCISE: f"def {EXERCISE}(logits, targets):\n    return 0.5"}
    assert verdicts(ahead, zygote, section, EXERCISE, wrong) != first


def test_nobody_is_shown_the_line_of_another_student(
    zygote: Zygote, section: Section, answers: dict[str, str], suites: Counting
) -> None:
    ahead = Ahead(suites)
    for name in ("alpha", "omega"):
        raising = answers | {EXERCISE: f"def {EXERCISE}(logits, targets):\n    return {name}"}
        results = verdicts(ahead, zygote, section, EXERCISE, raising)
        assert {r.verdict for r in results} >= {"raised"}
        assert all(f"(return {name})" in r.message for r in results if r.verdict == "raised")
