"""A workbook reads its own files, whatever other workbooks there are."""

from pathlib import Path

import pytest

from autograder.content.marks import ContentError, changed, mistakes_of
from autograder.grading.suite import Functions, HiddenSuites
from autograder.workbook.model import AuthorError
from autograder.workbook.workbook import Workbook


def content(toy: Workbook, exercise: str) -> Path:
    return toy.content / "s90_toys" / f"{exercise}.py"


def test_a_copy_of_a_workbook_has_references_of_its_own(toy: Workbook) -> None:
    path = toy.solutions / "s90_toys.py"
    assert toy.references("s90_toys")["double"](3.0) == 6.0
    path.write_text(path.read_text().replace("np.add(np.float64(x), np.float64(x))", "3 * x"))
    assert Workbook(toy.root).references("s90_toys")["double"](3.0) == 9.0
    assert toy.references("s90_toys")["double"](3.0) == 6.0, "what was read is kept"


def test_content_comes_in_the_order_of_its_file(toy: Workbook) -> None:
    found = toy.content_of("s90_toys", "double")
    assert [test.title for test in found.tests] == ["is twice the number", "of nothing is nothing"]
    assert [test.criterion.core for test in found.tests] == [True, False]
    assert [known.name for known in found.mistakes] == ["double_as_a_square", "double_of_nothing_added"]
    assert found.alternatives[0].__name__ == "double_by_multiplying"


def test_a_mistake_may_be_a_small_change_of_the_reference(toy: Workbook) -> None:
    known = toy.content_of("s90_toys", "double").mistakes[1]
    assert known.function(3.0) == 3.0
    assert toy.references("s90_toys")["double"](3.0) == 6.0


def reference(x: float) -> float:
    """Twice `x`."""
    return x + x


def test_a_change_must_fit_exactly_once_and_give_python() -> None:
    assert changed(reference, "x + x", "x")(3.0) == 3.0
    with pytest.raises(ContentError, match="stands 0 times in reference"):
        changed(reference, "x - x", "x")
    with pytest.raises(ContentError, match="stands 2 times"):
        changed(reference, "float", "int")
    with pytest.raises(ContentError, match="is not Python"):
        changed(reference, "return", "retrun x")


def test_a_mistake_needs_an_example_of_its_own_or_a_default() -> None:
    mistake = mistakes_of(reference)
    with pytest.raises(ContentError, match="has no example"):
        mistake("Wrong.")


BROKEN = {
    "a test has no criterion": ("def test_is_twice(double): ...", "has no @criterion"),
    "a test needs something unknown": (
        "from autograder.content import criterion\n@criterion()\ndef test_is_twice(double, tmp_path): ...",
        "needs tmp_path, which is",
    ),
    "it does not import": ("import nothing_of_that_name", "No module named 'nothing_of_that_name'"),
    "its syntax is wrong": ("def test(:", "SyntaxError"),
}


@pytest.mark.parametrize(("text", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_file_of_an_exercise_is_refused_with_its_name(toy: Workbook, text: str, reason: str) -> None:
    content(toy, "double").write_text(text)
    with pytest.raises(AuthorError, match=r"autograder/content/s90_toys/double\.py") as caught:
        HiddenSuites(Workbook(toy.root), ["s90_toys"], b"")
    assert reason in str(caught.value)


def test_an_exercise_without_a_file_has_no_criteria(toy: Workbook) -> None:
    content(toy, "double").unlink()
    suites = HiddenSuites(Workbook(toy.root), ["s90_toys"], b"")
    assert suites.run("s90_toys", "double", Functions(suites.references["s90_toys"])) == []
