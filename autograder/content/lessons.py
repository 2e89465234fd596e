"""A part of a lesson as its readers meet it: its text, what its cells print, and what they draw."""

import contextlib
import io
from functools import cache
from typing import Any, NamedTuple

from autograder.workbook.model import Demo, Exercise, Given, Markdown
from autograder.workbook.workbook import this_workbook


class Part(NamedTuple):
    """The text on one line, what the cells print, the titles of their plots, and the names that they leave."""

    text: str
    printed: str
    titles: list[str]
    names: dict[str, Any]


@cache
def part(section: str, title: str = "In the little world") -> Part:
    """The part of a section that begins with the heading `title`, its cells run with the references.

    The cells run as those of a module in `assignments/` do, beside the data.
    """
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    workbook = this_workbook()
    names: dict[str, Any] = {"__name__": "__main__", "__file__": str(workbook.assignments / f"{section}.py")}
    texts: list[str] = []
    printed = io.StringIO()
    plt.close("all")
    with contextlib.redirect_stdout(printed):
        for cell in workbook.section(section).cells:
            match cell:
                case Markdown(text) if texts or title in text.partition("\n")[0]:
                    texts.append(text)
                case Given(source) | Exercise(source=source):
                    exec(source, names)
                case Demo(source) if texts:
                    exec(source.replace("plt.show()", ""), names)  # the figures are looked at below
                case _:
                    pass
    figures = [plt.figure(number) for number in plt.get_fignums()]
    titles = [title for figure in figures for title in (figure.get_suptitle(), *(a.get_title() for a in figure.axes))]
    return Part(" ".join(" ".join(texts).split()), printed.getvalue(), list(filter(None, titles)), names)
