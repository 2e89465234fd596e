"""Repairs of students' functions in a real sandbox."""

from collections.abc import Callable

import pytest

from autograder.checking.battery import Battery, Explanation
from autograder.checking.mending import explained
from autograder.checking.outcomes import Call, outcome
from autograder.grading.explaining import Explainer
from autograder.grading.repairing import LONGEST_TEXT
from autograder.sandbox.cells import Cell
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.limits import Limits
from autograder.sandbox.student import Student

CALLS = [Call(([float(a), 7.0, *range(b)],)) for a in range(1, 5) for b in (2, 3)]
WRONG = """
def mean(x):
    total = 0.0
    for value in x:
        total += value
    return total / len(x) - 1
"""
TOLD = "Something is too much. `total / len(x) - 1` would be right as `total / len(x)`."

Explain = Callable[..., Explanation]


def mean(x: list[float]) -> float:
    return sum(x) / len(x)


@pytest.fixture
def explain(zygote: Zygote) -> Explain:
    """What the battery of `mean` tells of a student with these cells."""

    def told(*sources: str) -> Explanation:
        cells = [Cell(f"cell {number}", source) for number, source in enumerate(sources, 1)]
        battery = Battery("mean", CALLS, [outcome(mean, call) for call in CALLS], {}, {})
        limits = Limits(cpu_per_call=1.0, wall_per_call=3.0)
        with Student(zygote, cells, limits) as student:
            found = Explainer(battery).explain(student)
        assert not found.fault
        return found.found

    return told


def test_a_student_is_told_the_change_that_makes_the_function_right(explain: Explain) -> None:
    assert explain(WRONG).remark == TOLD
    assert explain("def other(x):\n    return x", WRONG, "print('done')").remark == TOLD


def test_the_source_of_the_last_definition_is_repaired(explain: Explain) -> None:
    assert explain("def mean(x):\n    return 3", WRONG).remark == TOLD


@pytest.mark.parametrize(
    "code",
    [
        "import inspect\ninspect.getsource = lambda f: 'def mean(x):\\n    while True: pass'",
        "import ast\nast.parse = lambda *_, **__: 1 / 0",
        "import ast\nast.unparse = lambda *_, **__: {}",
        "zip = range = None",
        "def _repaired(*_):\n    pass\n__builtins__['exec'] = print",
    ],
)
def test_a_process_that_was_tampered_with_has_no_repairs_and_is_no_fault(code: str, explain: Explain) -> None:
    found = explain(WRONG, code)
    assert found.failing is not None and found.remark == ""


def test_a_text_from_the_students_process_is_short_and_printable(explain: Explain) -> None:
    forged = "import ast\nplain = ast.unparse\n"
    forged += "ast.unparse = lambda tree: plain(tree) + (' # \\x1b[2J\\u202e' + 'x' * 999) * isinstance(tree, ast.expr)"
    said = explain(WRONG, forged).remark
    assert said.isprintable() and len(said) <= LONGEST_TEXT


def test_repairs_that_never_return_end_the_search(explain: Explain) -> None:
    endless = "def mean(x):\n    i = total = 0\n    while i < len(x):\n        total += x[i]\n        i += 1\n"
    endless += "    return total * total / len(x) / 7 + i"
    assert explain(endless).remark == ""


def test_a_student_without_a_function_in_python_has_no_repairs(explain: Explain) -> None:
    assert explain("mean = max").remark == ""
    assert explain("import functools\nmean = functools.partial(max, default=1)").remark == ""


def test_a_learner_is_told_the_same_at_home() -> None:
    battery = Battery("mean", CALLS, [outcome(mean, call) for call in CALLS], {}, {})
    assert explained(battery, wrong_mean).remark == TOLD


def wrong_mean(x: list[float]) -> float:
    total = 0.0
    for value in x:
        total += value
    return total / len(x) - 1
