"""Cells of a Python file in percent format, as Jupytext defines it, as far as a section's file uses it.

Jupytext itself would take two seconds to import, at every start of a grader and of the command line. That both read the
same is tested.
"""

import re
from typing import NamedTuple

MARK = re.compile(r"^# %%(?P<markdown> \[markdown\])?(?P<options>.*)$")
OPTION = re.compile(r'(?P<key>\w+)=(?:"(?P<text>[^"]*)"|(?P<number>[\d.]+))')


class PercentCell(NamedTuple):
    """A cell: its kind, the options behind its mark, and its source (of Markdown without the comment signs)."""

    markdown: bool
    options: dict[str, str]
    source: str


def percent_cells(text: str) -> list[PercentCell]:
    """The cells of a file, in order. What stands above the first mark is not a cell.

    >>> percent_cells('# %% exercise="f" points=2\\nx = 1\\n')
    [PercentCell(markdown=False, options={'exercise': 'f', 'points': '2'}, source='x = 1')]
    """
    cells: list[tuple[re.Match[str], list[str]]] = []
    for line in text.splitlines():
        if mark := MARK.match(line):
            cells.append((mark, []))
        elif cells:
            cells[-1][1].append(line)
    return [_cell(mark, lines) for mark, lines in cells]


def _cell(mark: re.Match[str], lines: list[str]) -> PercentCell:
    markdown = mark["markdown"] is not None
    if markdown:
        lines = [line.removeprefix("#").removeprefix(" ") for line in lines]
    options = {option["key"]: option["text"] or option["number"] or "" for option in OPTION.finditer(mark["options"])}
    return PercentCell(markdown, options, "\n".join(lines).strip("\n"))
