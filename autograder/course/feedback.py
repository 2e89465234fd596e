"""Feedback that is a page to read: what was written, what is said of it, and points, exercise by exercise.

Nothing of a student is live in it, and it opens without a network.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.exporter import Exporter
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory

from autograder.course.harmless import as_written
from autograder.course.marks import workbook_cells
from autograder.course.pages import (
    NotebookPictures,
    clean,
    clean_page,
    code_html,
    colours,
    markdown_html,
    picture_address,
)
from autograder.reporting.text import points_text
from autograder.workbook.model import Exercise
from autograder.workbook.workbook import this_workbook

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; form-action 'none'; base-uri 'none'"
)
STYLE = """
body { font: 15px/1.35 system-ui, sans-serif; max-width: 60em; margin: 1em auto; padding: 0 1em; }
h1 { font-size: 1.4em; margin: 0; } h2 { font-size: 1.1em; margin: .8em 0 .2em; border-top: 1px solid #ccc; }
h2 small, nav { color: #444; } p, ul, ol, details { margin: .3em 0; } nav ol { columns: 16em; padding-left: 1.5em; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .2em 0; padding: .3em .6em; background: #f6f6f6; }
pre.report { background: #eef3f8; } .comment { border-left: 3px solid #c80; padding-left: .6em; }
img { max-width: 100%; } table { border-collapse: collapse; } td, th { border: 1px solid #ccc; padding: 0 .4em; }
"""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="{policy}" />
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""
TEMPLATES = Environment(loader=PackageLoader("autograder.course", "."), autoescape=True, trim_blocks=True)


@dataclass
class Part:
    """What the page says of one exercise, or of one graded cell of the instructor's own; pieces are cleaned HTML."""

    name: str
    anchor: str
    answer: Markup | None = None
    report: str = ""
    score: float = 0.0
    points: float | None = None
    pieces: list[Markup] = field(default_factory=list)
    comments: list[Markup] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return self.points is not None and self.score >= self.points


class FeedbackExporter(HTMLExporter):
    """nbgrader's feedback page, without lessons, checks and whatever else everybody has."""

    def from_notebook_node(  # type: ignore[override]  # as in HTMLExporter, whose page is text
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str, Any]:
        notebook, resources = Exporter.from_notebook_node(self, nb, resources, **kw)
        where = resources["nbgrader"]
        writer = _Writer(where, _released(CourseDirectory(config=self.config), where), _folder(resources))
        for cell in notebook.cells:
            writer.add(cell)
        body = TEMPLATES.get_template("feedback.html.j2").render(
            title=where["notebook"],
            score=where["score"] + where["late_penalty"],
            max_score=where["max_score"],
            late_penalty=where["late_penalty"],
            parts=[part for part in writer.parts if part.name or part.pieces],
            points=points_text,
        )
        page = PAGE.format(
            policy=POLICY, title=escape(where["notebook"]), style=STYLE + colours(), body=clean_page(body)
        )
        return page, resources


class _Writer:
    """Goes through a notebook from its beginning, and makes parts of it.

    Args:
        where: nbgrader's resources, which say whose notebook it is.
        released: texts of the cells as everybody got them.
        folder: where the notebook lies, with the pictures that it shows.
    """

    def __init__(self, where: dict[str, Any], released: frozenset[str], folder: Path | None) -> None:
        self._checks = workbook_cells(where)
        self._released = released if self._checks else frozenset()  # of other notebooks nothing is left out
        self._folder = folder
        self._exercises: dict[str, Exercise] = {}
        for section in {section for section, _ in self._checks.values()}:
            self._exercises |= this_workbook().section(section).exercises
        self.parts = [Part("", "part-0")]

    def add(self, cell: NotebookNode) -> None:
        """Put a cell where it belongs: to an exercise, to the instructor's own work, or with what stands around it."""
        mark = cell.metadata.get("nbgrader", {})
        name = str(mark.get("grade_id", ""))
        source = as_written(cell.source)
        is_new = source.strip() not in self._released
        if name in self._checks:
            part = self._part(self._checks[name][1])
            part.report = _report(cell)
            self._judge(part, mark)
        elif name.removeprefix("exercise-") in self._exercises:
            part = self._part(name.removeprefix("exercise-"))
            self._comment(part, mark)
            if is_new:
                part.answer = Markup(code_html(without_docstring(source, self._exercises[part.name])))
        elif mark.get("grade") or mark.get("solution") or mark.get("task"):
            part = self._part(name)
            if "points" in mark:
                self._judge(part, mark)
            self._comment(part, mark)
            part.pieces += self._shown(cell, source)
        elif is_new and not (self._checks and mark.get("locked")):
            self.parts[-1].pieces += self._shown(cell, source)

    def _part(self, name: str) -> Part:
        """The part of this name; a new one if there is none yet."""
        known = next((part for part in self.parts if part.name == name), None)
        if known is None:
            known = Part(name, f"part-{len(self.parts)}")
            self.parts.append(known)
        return known

    def _judge(self, part: Part, mark: dict[str, Any]) -> None:
        part.score, part.points = float(mark.get("score") or 0.0), float(mark["points"])

    def _comment(self, part: Part, mark: dict[str, Any]) -> None:
        if comment := mark.get("comment"):
            part.comments.append(Markup(markdown_html(str(comment), NotebookPictures({}, None))))

    def _shown(self, cell: NotebookNode, source: str) -> Iterator[Markup]:
        """A cell as it is, with its outputs."""
        if cell.cell_type == "markdown":
            yield Markup(markdown_html(source, NotebookPictures(cell.get("attachments", {}), self._folder)))
        elif source.strip():
            yield Markup(code_html(source))
        for output in cell.get("outputs", []):
            yield Markup(_output_html(output, self._folder))


def without_docstring(source: str, exercise: Exercise) -> str:
    """An answer in which the exercise's docstring, where it stands as it was given, is cut to its first line."""
    docstring = exercise.function.body[0]
    lines = exercise.source.splitlines()[docstring.lineno - 1 : docstring.end_lineno]
    first = lines[0].strip().removesuffix('"""')
    return source.replace("\n".join(lines), f'    {first} [...]"""', 1) if len(lines) > 1 else source


def _report(cell: NotebookNode) -> str:
    """What stands below a graded cell; the points alone, in their own output, are in the heading."""
    return "".join(_text(output.get("text", "")) for output in cell.get("outputs", []) if "text" in output).rstrip()


def _output_html(output: NotebookNode, folder: Path | None) -> str:
    """One output, in the form that tells most and can do nothing."""
    if output.output_type == "stream":
        return f"<pre>{escape(strip_ansi(_text(output.get('text', ''))))}</pre>"
    if output.output_type == "error":
        return f"<pre>{escape(strip_ansi(_text(output.get('traceback', []), between=chr(10))))}</pre>"
    data = output.get("data", {})
    for kind, content in data.items():
        if address := picture_address(kind, content):
            return f'<img src="{address}">'
    if "text/html" in data:
        return clean(_text(data["text/html"]))
    if "text/markdown" in data:
        return markdown_html(as_written(_text(data["text/markdown"])), NotebookPictures({}, folder))
    return f"<pre>{escape(strip_ansi(_text(data.get('text/plain', ''))))}</pre>"


def _text(value: Any, between: str = "") -> str:
    return between.join(map(str, value)) if isinstance(value, list) else str(value)


def _released(courses: CourseDirectory, where: dict[str, Any]) -> frozenset[str]:
    """Texts of the cells as students were given them."""
    folder = Path(courses.format_path(courses.release_directory, ".", where["assignment"]))
    path = folder / f"{where['notebook']}.ipynb"
    if not path.is_file():
        return frozenset()
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return frozenset(_text(cell["source"]).strip() for cell in cells)


def _folder(resources: Any) -> Path | None:
    path = resources.get("metadata", {}).get("path")
    return Path(path) if path else None
