"""Text of others as HTML that may stand in a page: cleaned after it is rendered, and complete without a network."""

import base64
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import nh3
from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.token import STANDARD_TYPES

_FORMATTING = """
    a b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd li ol p pre s small span strong
    sub summary sup table tbody td tfoot th thead tr tt u ul
"""
FORMATTING = frozenset(_FORMATTING.split())

_FORMULAS = """
    math menclose mfrac mi mmultiscripts mn mo mover mprescripts mroot mrow mspace msqrt mstyle msub msubsup msup mtable
    mtd mtext mtr munder munderover
"""
FORMULAS = frozenset(_FORMULAS.split())
"""MathML without what links, embeds or moves what it holds."""

PARTS = frozenset({"header", "nav", "section"})
"""What our own page consists of besides."""

DROPPED_WHOLE = {"script", "style", "title", "textarea", "iframe", "noscript", "template", "object", "svg", "select"}

ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "details": {"open"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "math": {"display"},
    "mfrac": {"linethickness"},
    "mi": {"mathvariant"},
    "mo": {"accent", "fence", "form", "largeop", "maxsize", "minsize", "movablelimits", "separator", "stretchy"},
    "mspace": {"width", "linebreak"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mtable": {"columnalign", "columnspacing", "displaystyle", "rowspacing"},
    "mtd": {"columnalign"},
    "mover": {"accent"},
    "munder": {"accentunder"},
}
CLASSES = {"span": {*STANDARD_TYPES.values()} - {""}, "div": {"highlight"}}
"""Colours of code."""
PAGE_CLASSES = {**CLASSES, "div": {"highlight", "comment"}, "p": {"points"}, "pre": {"report"}}

EMBEDDED = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/]+={0,2}")
SIZE = re.compile(r"-?\d?(\.\d+)?(em|pt)?( \d?(\.\d+)?em)*")
SIZES = {"width", "minsize", "maxsize", "linethickness", "rowspacing", "columnspacing"}

PICTURE_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif"}
LARGEST_PICTURE = 2_000_000
LONGEST_FORMULA = 2_000

# Commands that students and lessons write and that the converter does not know.
SPELLED_OUT = {r"\arg": r"\operatorname{arg}", "{aligned}": "{align*}", "{gathered}": "{align*}"}
COMMAND = re.compile("|".join(rf"{re.escape(name)}(?![A-Za-z])" for name in SPELLED_OUT))

Pictures = Callable[[str], str | None]
"""Gives the data address of a picture by its name in a notebook; None if it is not there."""


def clean(html: str) -> str:
    """What is left of HTML that somebody else wrote, or that was made of it: formatting, formulas, embedded pictures.

    >>> clean('<b onclick="x()">a</b><script>b</script><form><input name="c">d</form><a href="https://e.f">g</a>')
    '<b>a</b>d<a>g</a>'
    """
    return nh3.clean(
        html,
        tags={*FORMATTING, *FORMULAS},
        clean_content_tags=DROPPED_WHOLE,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=_attribute,
        url_schemes={"data"},
        link_rel=None,
    )


def clean_page(html: str) -> str:
    """The same for a page of ours that holds such pieces: with its parts, and the places that its contents lead to."""
    return nh3.clean(
        html,
        tags={*FORMATTING, *FORMULAS, *PARTS},
        clean_content_tags=DROPPED_WHOLE,
        attributes={**ATTRIBUTES, "section": {"id"}},
        allowed_classes=PAGE_CLASSES,
        attribute_filter=_attribute,
        url_schemes={"data"},
        link_rel=None,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """An attribute as it may stay: links lead within the page, pictures are in it, and formulas keep their place."""
    if tag == "a" and name == "href":
        return value if value.startswith("#") else None
    if name == "src":
        return value if EMBEDDED.fullmatch(value) else None
    if name in SIZES:
        return value if SIZE.fullmatch(value) else None
    return value


def markdown_html(text: str, pictures: Pictures) -> str:
    """Markdown as HTML for a page: formulas as MathML, pictures embedded, addresses as text."""
    return clean(MarkdownWithMath(renderer=_PageRenderer(pictures)).render(text))


def code_html(source: str) -> str:
    """Python code as HTML, coloured."""
    return clean(highlight(source, PythonLexer(), HtmlFormatter()))


def colours() -> str:
    """The style sheet of coloured code."""
    return str(HtmlFormatter().get_style_defs(".highlight"))


def formula_html(latex: str, display: str) -> str:
    """A formula as MathML; what is no formula, or none that is known, as it was written."""
    written = f"<code>{escape(latex)}</code>"
    if len(latex) > LONGEST_FORMULA:
        return written
    try:
        return str(convert(COMMAND.sub(lambda command: SPELLED_OUT[command[0]], latex), display=display))
    except Exception:  # whatever a student wrote: the converter has a dozen errors, and stumbles over some input
        return written


class _PageRenderer(IPythonRenderer):
    """Markdown as notebooks have it, for a page that reaches nothing."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self._pictures = pictures

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """Headings of the text stand below those of the page."""
        return f"<h{min(level + 2, 6)}>{text}</h{min(level + 2, 6)}>\n"

    def block_mermaidjs(self, code: str) -> str:
        """A diagram is drawn by a script: here it is what was written."""
        return f"<pre>{escape(code)}</pre>\n"

    def block_math(self, body: str) -> str:
        return formula_html(body, "block")

    def inline_math(self, body: str) -> str:
        return formula_html(body, "inline")

    def latex_environment(self, name: str, body: str) -> str:
        return formula_html(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith("#") or unquote(url) == text:
            return f'<a href="{escape(url)}">{text}</a>' if url.startswith("#") else text
        return f"{text} ({escape(url)})"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        name = unquote(url).removeprefix("attachment:")
        if "://" in name:
            return f"{text} ({escape(url)})"
        data = self._pictures(name)
        if data is None:
            return f"(the picture {escape(name)} is missing)"
        return f'<img src="{data}" alt="{escape(text)}">'


def picture_address(kind: str, content: Any) -> str | None:
    """The data address of a picture of this MIME type, given in base 64 as notebooks hold it; None if it is none."""
    text = "".join(content) if isinstance(content, list) else content
    address = f"data:{kind};base64,{''.join(text.split())}" if isinstance(text, str) else ""
    return address if EMBEDDED.fullmatch(address) else None


class NotebookPictures:
    """Pictures of one cell: attached to it, or lying beside the notebook."""

    def __init__(self, attachments: Mapping[str, Any], folder: Path | None) -> None:
        self._attachments = attachments
        self._folder = folder

    def __call__(self, name: str) -> str | None:
        attached = self._attachments.get(name)
        if isinstance(attached, dict):
            addresses = (picture_address(kind, content) for kind, content in attached.items())
            return next(filter(None, addresses), None)
        return None if self._root is None else self._beside(self._root, name)

    @cached_property
    def _root(self) -> Path | None:
        return None if self._folder is None else self._folder.resolve()

    def _beside(self, root: Path, name: str) -> str | None:
        """A file within the notebook's folder, if it is a picture by what it holds."""
        try:
            path = (root / name).resolve()
            if not (path.is_relative_to(root) and path.is_file() and path.stat().st_size <= LARGEST_PICTURE):
                return None
        except (OSError, ValueError):  # no name of a file
            return None
        content = path.read_bytes()
        kinds = (kind for beginning, kind in PICTURE_BEGINNINGS.items() if content.startswith(beginning))
        return next((f"data:image/{kind};base64,{base64.b64encode(content).decode()}" for kind in kinds), None)
