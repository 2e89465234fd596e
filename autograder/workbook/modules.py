"""Write a section's stub module: the lesson as comments, the exercises as stubs, the plots for a direct run."""

import textwrap
from collections.abc import Mapping
from types import MappingProxyType

from autograder.workbook.headings import with_facts
from autograder.workbook.model import Cell, Demo, Exercise, Given, Markdown, Section
from autograder.workbook.read import GUARD
from autograder.workbook.stubs import stub

DEMO = """\
    from workbook_checks import once_written

    with once_written():
"""
NOTHING: Mapping[str, str] = MappingProxyType({})


def module_text(section: Section, written: Mapping[str, str] = NOTHING) -> str:
    """The text of `assignments/<section>.py`, in the percent format that editors show as cells.

    `written` holds source to put in place of exercises' stubs: a submission, as far as someone has come.
    """
    return "\n\n".join(_cell_text(cell, written) for cell in with_facts(section.cells)) + "\n"


def _cell_text(cell: Cell, written: Mapping[str, str]) -> str:
    match cell:
        case Markdown(text):
            return "# %% [markdown]\n" + "\n".join(f"# {line}".rstrip() for line in text.splitlines())
        case Given(source):
            return f"# %%\n{source}"
        case Exercise(name=name):
            return f"# %%\n{written.get(name) or stub(cell)}"
        case Demo(source):
            return f"# %%\n{GUARD}{DEMO}{textwrap.indent(source, ' ' * 8)}"
