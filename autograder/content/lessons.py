"""A part of a lesson as its readers meet it: its text, what its cells print, and what they draw."""

import contextlib
import io
import shutil
import tempfile
from functools import cache
from pathlib import Path
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

    The cells run as those of a module do, in a folder that has only the data that go with the section.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name in this_workbook().section(section).data:
            copy = Path(folder, name)
            copy.parent.mkdir(exist_ok=True)
            shutil.copy(this_workbook().assignments / name, copy)
        return _run(section, title, Path(folder, f"{section}.py"))


def _run(section: str, title: str, file: Path) -> Part:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    names: dict[str, Any] = {"__name__": "__main__", "__file__": str(file)}
    texts: list[str] = []
    printed = io.StringIO()
    plt.close("all")
    with contextlib.redirect_stdout(printed):
        for cell in this_workbook().section(section).cells:
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
