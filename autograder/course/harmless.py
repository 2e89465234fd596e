"""Nothing that a student wrote is live where an instructor or a student looks at it.

nbgrader shows autograded notebooks in formgrader, in the page of the instructor's own Jupyter, with Markdown as it is:
a script in a submission would act for the instructor there.
"""

import html
import re
from typing import Any

import bleach
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, v4

FORMATTING = """
    b br blockquote code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li ol p pre s small span strong sub
    summary sup table tbody td tfoot th thead tr tt u ul
"""
TAGS = frozenset(FORMATTING.split())
"""What is left of HTML in Markdown, without any attribute."""

PICTURES = ("image/png", "image/jpeg", "image/gif")

ATTACHMENT = re.compile(r"!\[[^\]]*\]\(attachment:(?P<name>[^)\s]+)[^)]*\)")

SCHEMES = re.compile(r"(javascript|vbscript|data|file)\s*:", re.IGNORECASE)
"""Addresses that a click would run or open; those of attachments have a scheme of their own."""


class Harmless(Preprocessor):
    """Make what a notebook shows harmless: Markdown, raw cells, attachments, and the notebook's own metadata."""

    enabled = True

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        nb.metadata = NotebookNode({key: nb.metadata[key] for key in ("kernelspec", "workbook") if key in nb.metadata})
        nb.cells = [_harmless(cell) for cell in nb.cells]
        return nb, resources


def _harmless(cell: NotebookNode) -> NotebookNode:
    if cell.cell_type == "raw":
        # A raw cell is put into a page as it is; as code in Markdown it is text.
        shown: NotebookNode = v4.new_markdown_cell(harmless_markdown(_fenced(cell.source)), metadata=cell.metadata)
        shown.id = cell.get("id", shown.id)
        return shown
    if cell.cell_type == "markdown":
        kept = {name: _pictures(data) for name, data in cell.pop("attachments", {}).items()}
        attached = NotebookNode({name: pictures for name, pictures in kept.items() if pictures})
        cell.source = ATTACHMENT.sub(lambda link: _link(link, attached), harmless_markdown(cell.source))
        if attached:
            cell.attachments = attached
    return cell


def harmless_markdown(text: str) -> str:
    """Markdown in which HTML is text, but for plain formatting, and no address runs anything.

    >>> harmless_markdown('<b onclick="x()">a</b> <script>b</script> [c](javascript:d) > e')
    '<b>a</b> &lt;script>b&lt;/script> [c](javascript-d) > e'
    """
    # Entities first, or an address could be spelled with them.
    plain = html.unescape(html.unescape(text))
    cleaned = bleach.clean(plain, tags=TAGS, attributes={}, strip_comments=True)
    # A bare > or & begins nothing, and quotations and formulas need them; < stays escaped.
    return SCHEMES.sub(r"\1-", cleaned.replace("&gt;", ">").replace("&amp;", "&"))


def _link(link: re.Match[str], attached: NotebookNode) -> str:
    """A picture that is attached, as it is; of one that is gone, which would be an error, its name."""
    return link[0] if link["name"] in attached else f"(the picture {link['name']} is missing)"


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _pictures(data: Any) -> NotebookNode:
    """The pictures of an attachment; an SVG is no picture but a program."""
    items = data.items() if isinstance(data, dict) else ()
    return NotebookNode({kind: content for kind, content in items if kind in PICTURES})
