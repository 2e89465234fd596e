"""Nothing that a student wrote is live where an instructor or a student looks at it.

nbgrader shows autograded notebooks in formgrader, in the page of the instructor's own Jupyter, with Markdown as it is:
a script in a submission would act for the instructor there.
"""

import re
from collections.abc import Iterator
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, v4

from autograder.course.pages import FORMATTING, clean, picture_address

JOINER = "\u2060"
"""A character without width. Behind a < it makes text of a tag, in code as in prose; nobody sees it."""

TAG_BEGINS = re.compile(r"<(?=[A-Za-z/!?])")
PICTURE_BEGINS = re.compile(r"!(?=\[)")
ACTIVE_COMMAND = re.compile(r"\\(?=(href|url|style|class|cssId|require|unicode|includegraphics|data)\b)")
"""Commands of formulas that MathJax makes links, styles or requests of."""

ATTACHMENT = re.compile(r"!\[[^\]]*\]\(attachment:(?P<name>[^)\s]+)[^)]*\)")

MARK_OF_NBGRADER: dict[str, type | tuple[type, ...]] = {
    "grade": bool,
    "solution": bool,
    "locked": bool,
    "task": bool,
    "grade_id": str,
    "cell_type": str,
    "checksum": str,
    "schema_version": int,
    "points": (int, float),
}
"""nbgrader's marks of a cell, and the kind of each; its pages show some of them as they are."""
NAME = re.compile(r"[\w.:-]{1,200}")


IN_NO_ID = re.compile(r"[<>\"&\x00-\x1f\x7f]")


class NotAnId(Exception):
    """The student's id, which is the name of a folder, would be obeyed by formgrader's pages."""


class Harmless(Preprocessor):
    """Make all that a notebook shows harmless: Markdown, raw cells, outputs, attachments, marks and metadata."""

    enabled = True  # nbconvert's steps are off unless they say so

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        student = resources.get("nbgrader", {}).get("student", "")
        if IN_NO_ID.search(student):
            raise NotAnId(f"{student!r} is no id of a student: rename the folder in submitted/")
        nb.metadata = NotebookNode({key: nb.metadata[key] for key in ("kernelspec", "workbook") if key in nb.metadata})
        nb.cells = [_harmless(cell, number) for number, cell in enumerate(nb.cells)]
        return nb, resources


def _harmless(cell: NotebookNode, number: int) -> NotebookNode:
    cell.metadata = _metadata(cell.metadata)
    if not NAME.fullmatch(str(cell.get("id", ""))):
        cell.id = f"cell-{number}"
    if cell.cell_type == "raw":
        # A raw cell is put into a page as it is; as code in Markdown it is text.
        shown: NotebookNode = v4.new_markdown_cell(harmless_markdown(fenced(cell.source)), metadata=cell.metadata)
        shown.id = cell.id
        return shown
    if cell.cell_type == "code":
        cell.execution_count = cell.execution_count if isinstance(cell.get("execution_count"), int) else None
        cell.outputs = list(map(harmless_output, cell.get("outputs", [])))
        return cell
    kept = {name: _pictures(data) for name, data in cell.pop("attachments", {}).items()}
    attached = NotebookNode({name: pictures for name, pictures in kept.items() if pictures})
    cell.source = harmless_markdown(cell.source, attached)
    if attached:
        cell.attachments = attached
    return cell


def _metadata(metadata: NotebookNode) -> NotebookNode:
    """What nbgrader and we need of a cell's metadata."""
    kept = NotebookNode({"workbook": metadata["workbook"]} if "workbook" in metadata else {})
    mark = metadata.get("nbgrader")
    if isinstance(mark, dict) and NAME.fullmatch(str(mark.get("grade_id", ""))):
        known = {key: mark[key] for key, kind in MARK_OF_NBGRADER.items() if isinstance(mark.get(key), kind)}
        kept["nbgrader"] = NotebookNode(known)
    return kept


def harmless_markdown(text: str, attachments: NotebookNode | None = None) -> str:
    """Markdown that nbconvert makes harmless HTML of: as it is if it is harmless, else with less that is live.

    First tags become text, and pictures that are not there links; if that does not do, all of it is shown as code.

    >>> harmless_markdown('a **b** `<c>` <b>d</b>')
    'a **b** `<c>` <b>d</b>'
    >>> harmless_markdown('<script>a</script>').replace(JOINER, '|')
    '<|script>a<|/script>'
    >>> harmless_markdown('[a](javascript:b)')
    '```\\n[a](javascript:b)\\n```'
    """
    attached = attachments or NotebookNode()
    there = ATTACHMENT.sub(lambda picture: _picture(picture, attached), as_written(text))
    quiet = ACTIVE_COMMAND.sub(f"\\\\{JOINER}", there)
    without_tags = TAG_BEGINS.sub(f"<{JOINER}", quiet)
    for candidate in (quiet, without_tags, PICTURE_BEGINS.sub(f"!{JOINER}", without_tags)):
        if shows_nothing_live(candidate, attached):
            return candidate
    return fenced(quiet)


def _picture(picture: re.Match[str], attached: NotebookNode) -> str:
    """A picture that is attached, as it is; of one that is gone, which would be an error, its name."""
    return picture[0] if picture["name"] in attached else f"(the picture {picture['name']} is missing)"


def as_written(text: str) -> str:
    """The text without the marks that `harmless_markdown` puts into it."""
    return text.replace(JOINER, "")


def fenced(text: str) -> str:
    """Text as code in Markdown."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{text}\n{fence}"


def shows_nothing_live(text: str, attachments: NotebookNode) -> bool:
    """Whether nbconvert makes of this Markdown nothing but plain, well-nested formatting, links and pictures."""
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    try:
        html = MarkdownWithMath(renderer=renderer).render(text)
    except Exception:  # whatever a student wrote: nbconvert's page would end in the same error
        return False
    return is_plain_html(html)


TAG = re.compile(r'<(?P<closing>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z]+(?:="[^"<>]*")?)*) ?/?>')
ATTRIBUTE = re.compile(r' (?P<name>[a-z]+)(?:="(?P<value>[^"<>]*)")?')
TAGS = FORMATTING | {"input"}
"""The plain tags: `input` is a box of a list of tasks."""
VOID = frozenset({"br", "hr", "img", "input"})
VALUES = {
    "href": re.compile(r"#.*|https?://.*|mailto:.*|\w+\.ipynb"),  # the last is another notebook of the workbook
    "src": re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=]+|(?!\.)[\w-][\w.-]*(/[\w-][\w.-]*)*"),
    "class": re.compile(r"highlight|anchor-link|task-list-item(-checkbox)?|language-\w+|err|[a-z][a-z0-9]?"),
    "style": re.compile(r"text-align: ?(left|right|center)"),
    "type": re.compile("checkbox"),
    "id": re.compile(r"[^\s]*"),
    "alt": re.compile(".*"),
    "title": re.compile(".*"),
    "start": re.compile(r"\d+"),
    "disabled": re.compile(""),
    "checked": re.compile(""),
    "open": re.compile(""),
}
"""Attributes that may be there, and their values."""
ONLY_OF = {"id": {"h1", "h2", "h3", "h4", "h5", "h6"}, "href": {"a"}, "src": {"img"}, "type": {"input"}}


def is_plain_html(html: str) -> bool:
    """Whether each < begins one of our plain tags, with plain attributes, and all of them are closed in order.

    This is a language of its own, so narrow that every browser reads it alike.
    """
    opened: list[str] = []
    for place in _tags_begin(html):
        tag = TAG.match(html, place)
        if tag is None or tag["name"] not in TAGS or not _plain_attributes(tag):
            return False
        if tag["closing"]:
            if not opened or opened.pop() != tag["name"]:
                return False
        elif tag["name"] not in VOID:
            opened.append(tag["name"])
    return not opened


def _tags_begin(html: str) -> Iterator[int]:
    return (match.start() for match in TAG_BEGINS.finditer(html))


def _plain_attributes(tag: re.Match[str]) -> bool:
    attributes = list(ATTRIBUTE.finditer(tag["attributes"]))
    if tag["name"] == "input" and "disabled" not in {attribute["name"] for attribute in attributes}:
        return False
    return all(
        attribute["name"] in VALUES
        and VALUES[attribute["name"]].fullmatch(attribute["value"] or "") is not None
        and tag["name"] in ONLY_OF.get(attribute["name"], TAGS)
        for attribute in attributes
    )


def harmless_output(output: NotebookNode) -> NotebookNode:
    """An output of which text, pictures and plain HTML are left."""
    match output.get("output_type"):
        case "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            return _output("stream", name=name, text=_text(output.get("text", "")))
        case "error":
            lines = output.get("traceback", [])
            return _output(
                "error",
                ename=_text(output.get("ename", "")),
                evalue=_text(output.get("evalue", "")),
                traceback=list(map(str, lines)) if isinstance(lines, list) else [str(lines)],
            )
        case kind:
            data = dict(_harmless_data(output.get("data", {})))
            if not data:
                data = {"text/plain": "(an output of a kind that is not shown)"}
            if kind != "execute_result":
                return _output("display_data", data=data)
            count = output.get("execution_count")
            return _output("execute_result", data=data, execution_count=count if isinstance(count, int) else None)


def _output(kind: str, **content: Any) -> NotebookNode:
    output: NotebookNode = v4.new_output(kind, **content)
    return output


def _harmless_data(data: NotebookNode) -> Iterator[tuple[str, str]]:
    for kind, content in data.items():
        if kind == "text/plain" or picture_address(kind, content):
            yield kind, _text(content)
        elif kind == "text/html":
            yield kind, clean(_text(content))
        elif kind == "text/markdown":
            yield kind, harmless_markdown(_text(content))


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


def _pictures(data: Any) -> NotebookNode:
    """The pictures of an attachment; an SVG is no picture but a program."""
    items = data.items() if isinstance(data, dict) else ()
    return NotebookNode({kind: content for kind, content in items if picture_address(kind, content)})
