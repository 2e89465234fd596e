"""What a plot in a module says where it cannot run to its end."""

import pytest

from autograder.learning.notebook import once_written

ANSWER = "def area(r):\n    return maht.pi * r**2\n\n"


@pytest.mark.parametrize(
    ("plot", "said"),
    [
        ("area(2)", "Not shown: NameError: name 'maht' is not defined\n"),
        ("[area(r) for r in (1, 2)]", "Not shown: NameError: name 'maht' is not defined\n"),
        ("print(heights)", "Not yet: heights comes from a plot above that did not come to its end.\n"),
        ("[heights[i] for i in (1, 2)]", "Not yet: heights comes from a plot above that did not come to its end.\n"),
        ("raise NotImplementedError('area: write it')", "Not yet: this appears once area is written.\n"),
    ],
)
def test_an_error_of_an_answer_is_told_apart_from_a_plot_that_waits(
    plot: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with once_written():
        exec(ANSWER + plot, {})
    assert capsys.readouterr().out == said
