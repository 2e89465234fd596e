"""What a student is told of an error that the sandbox has to do with, and of those met while loading."""

import pytest

from autograder.grading.grader import ERRORS_SHOWN, MESSAGE_SHOWN, load_message, source_not_run
from autograder.grading.submission import Form
from autograder.grading.verdicts import LINE_SHOWN, NO_FILES, NOT_PLAIN, judge
from autograder.sandbox.cells import Cell, CellError, LoadReport
from autograder.sandbox.errors import TraceLine, student_error

THREAD = "can't start new thread"


def error(label: str, kind: str = "error", *, name: str = "KeyError", text: str = "'x'", line: int = 1) -> CellError:
    return CellError(label, line, name, text, kind)  # type: ignore[arg-type]


def report(*errors: CellError) -> LoadReport:
    return LoadReport(frozenset(), errors)


@pytest.mark.parametrize(
    ("kinds", "text", "verdict", "told"),
    [
        (["FileNotFoundError", "OSError"], "x", "raised", f"raises FileNotFoundError: {NO_FILES}"),
        (["PermissionError", "OSError"], "x", "raised", f"raises PermissionError: {NO_FILES}"),
        (["RuntimeError"], THREAD, "raised", "raises RuntimeError: threads cannot be started while grading"),
        (["RuntimeError"], f"I {THREAD}", "raised", "raises RuntimeError"),
        (["NotImplementedError", "RuntimeError"], THREAD, "raised", "raises NotImplementedError: threads cannot be "
         "started while grading"),
        (["NotImplementedError", "RuntimeError"], "later", "not started", ""),
        (["NotPlainData", "TypeError"], "a value of type Secret is not plain data", "wrong", NOT_PLAIN),
    ],
)  # fmt: skip
def test_a_verdict_says_what_the_sandbox_has_to_do_with_it(
    kinds: list[str], text: str, verdict: str, told: str
) -> None:
    assert judge(student_error(kinds, text)) == (verdict, told)


@pytest.mark.parametrize(
    ("source", "shown"),
    [("    return p[9]", " (return p[9])"), ("", ""), ("x" * 100, f" ({'x' * LINE_SHOWN}...)")],
)
def test_a_verdict_shows_the_students_line(source: str, shown: str) -> None:
    raised = student_error(["IndexError"], "secret", (TraceLine("cell 2", 7, "entropy", source),))
    assert judge(raised) == ("raised", f"raises IndexError in cell 2, line 7{shown}")


def test_every_error_met_while_loading_is_told_up_to_a_number() -> None:
    assert load_message(report()) == ""
    first, second = error("cell 2"), error("cell 5", line=3)
    told = "cell 2, line 1: KeyError: 'x'; cell 5, line 3: KeyError: 'x'"
    assert load_message(report(first, second)) == told
    many = load_message(report(*(error(f"cell {number}") for number in range(ERRORS_SHOWN + 2))))
    assert many.endswith(f"cell {ERRORS_SHOWN - 1}, line 1: KeyError: 'x'; and 2 more")


@pytest.mark.parametrize("text", ["x" * 10_000, "x" * 10_000 + "\nmore", "\n", ""])
def test_a_message_is_one_line_and_not_too_long(text: str) -> None:
    message = load_message(report(error("cell 2", text=text)))
    assert "\n" not in message and len(message) <= MESSAGE_SHOWN + LINE_SHOWN + 50


def test_what_is_known_of_an_error_stands_behind_it() -> None:
    assert load_message(report(error("cell 2", name="FileNotFoundError"))).endswith(f"({NO_FILES})")
    assert "(this is Python 3." in load_message(report(error("cell 2", name="SyntaxError")))
    ended = error("cell 2", "timeout", name="Timeout", line=0, text="too long")
    assert load_message(report(ended)) == "cell 2: Timeout: too long (what comes after it was not run)"


@pytest.mark.parametrize(
    ("errors", "not_run"),
    [
        ([], ""),
        ([error("b")], "two"),
        ([error("a"), error("b", "timeout")], "one\ntwo\nthree"),
        ([error("b", "crash"), error("c", "memory")], "two\nthree"),
    ],
)
def test_what_did_not_run_is_what_failed_and_what_stands_behind_an_end(errors: list[CellError], not_run: str) -> None:
    form = Form("n.ipynb", (Cell("a", "one"), Cell("b", "two"), Cell("c", "three")))
    assert source_not_run(form, report(*errors)) == not_run
