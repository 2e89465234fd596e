"""What a plot in a module says where it cannot run to its end."""

import math

import pytest

from autograder.learning.notebook import once_written
from autograder.workbook.model import Section
from autograder.workbook.stubs import stub

ANSWER = "def area(r):\n    return maht.pi * r**2\n\n"


@pytest.mark.parametrize(
    ("plot", "said"),
    [
        ("area(2)", "Not shown: NameError: name 'maht' is not defined\n"),
        ("[area(r) for r in (1, 2)]", "Not shown: NameError: name 'maht' is not defined\n"),
        ("print(heights)", "Not yet: heights comes from a plot above that did not come to its end.\n"),
        ("[heights[i] for i in (1, 2)]", "Not yet: heights comes from a plot above that did not come to its end.\n"),
    ],
)
def test_an_error_of_an_answer_is_told_apart_from_a_plot_that_waits(
    plot: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with once_written():
        exec(ANSWER + plot, {})
    assert capsys.readouterr().out == said


def test_a_plot_that_waits_for_an_exercise_names_it(section: Section, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {"math": math}
    exec(stub(section.exercises["entropy"]), names)
    with once_written():
        exec("entropy([1.0])", names)
    assert capsys.readouterr().out == "Not yet: this appears once entropy is written.\n"
