"""Whose file it is, and which section's: names as learning platforms, browsers and students make them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

SUFFIXES = (".py", ".ipynb")
RENAMED = (".txt", ".json")
"""What a browser puts behind the suffix of a file that it does not know."""

_COPY = r"(?>[ _.-]*\(\d+\)|[ _.-]*\(?(?:copy|kopie)\)?(?: ?\d+)?|[ _.-]+v?\d{1,3}(?!\d))*+"
"""`` (1)``, ``-1``, ``_2``, ``-Copy1``, `` - Copy (2)``; no match is tried in another way: that could take hours."""
_PLATFORM = re.compile(r"(?:^copy of |[ _-]*assignsubmission[_ -]file|[ _-]late(?=[ _-]))", re.IGNORECASE)
"""What Google and Moodle and Canvas add to a student's name."""
_CANVAS = re.compile(r"(?P<student>.+_\d+)_\d+")
"""Canvas numbers the student and then the file: only the first number is the same for all of a student's files."""


class Claim(NamedTuple):
    """What a file's name says.

    Attributes:
        section: the section that it is a form of.
        suffix: ``.py`` or ``.ipynb``.
        student: what stands before the section, as far as it names someone; often nothing.
        exact: whether the name is the very name that the form was handed out with.
    """

    section: str
    suffix: str
    student: str
    exact: bool


def claim(name: str, sections: Sequence[str]) -> Claim | None:
    """What the name of a file says, or None if it is not named after one of the sections.

    >>> claim("doe_jane_123_s01_probability (1).ipynb", ["s01_probability"])
    Claim(section='s01_probability', suffix='.ipynb', student='doe_jane_123', exact=False)
    """
    stem, suffix = _split(name)
    if suffix not in SUFFIXES:
        return None
    for section in sorted(sections, key=len, reverse=True):
        spelled = re.escape(section).replace("_", "[ _-]?")
        match = re.fullmatch(rf"(?P<before>|.*[\W_]){spelled}{_COPY}", stem, re.IGNORECASE | re.DOTALL)
        if match:
            return Claim(section, suffix, _student(match["before"]), name == f"{section}{suffix}")
    return None


def _split(name: str) -> tuple[str, str]:
    """The name without its suffix, and the suffix in lower case."""
    shown = name.strip()
    for renamed in RENAMED:
        inner = shown[: -len(renamed)]
        if shown.casefold().endswith(renamed) and inner.casefold().endswith(SUFFIXES):
            shown = inner
    stem, dot, suffix = shown.rpartition(".")
    return stem, dot + suffix.casefold()


def _student(before: str) -> str:
    name = _PLATFORM.sub("", before).strip(" _-.")
    canvas = _CANVAS.fullmatch(name)
    return canvas["student"] if canvas else name
