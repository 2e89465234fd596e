"""Sample submissions: of one section honest ones of every kind and some that are not, and a few of all sections.

Each folder is named after what its submission is.
"""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from autograder.checking.outcomes import Function
from autograder.workbook.model import Section
from autograder.workbook.modules import module_text
from autograder.workbook.notebooks import notebook_text
from autograder.workbook.workbook import this_workbook

SECTION = "s04_information_theory"

MISTAKEN = 5
"""How many submissions with one known mistake each the class has."""

HOSTILE = {
    "loops-forever": """
def entropy(p, base=2.718281828459045):
    while True:
        pass
""",
    "fills-the-memory": """
def entropy(p, base=2.718281828459045):
    blocks = []
    while True:
        blocks.append(bytearray(2**30))
""",
    "ends-the-process": """
def entropy(p, base=2.718281828459045):
    import os
    os._exit(0)
""",
    "equals-everything": """
class Agreeable(tuple):
    def __eq__(self, other):
        return True
    def __float__(self):
        return 0.0

def entropy(p, base=2.718281828459045):
    return Agreeable()
""",
    "reads-the-tests": """
def entropy(p, base=2.718281828459045):
    import pathlib, sys
    for module in list(sys.modules.values()):
        if hasattr(module, "references"):
            return module.references("s04_information_theory")["entropy"](p, base)
    for file in pathlib.Path("/").rglob("s04_information_theory.py"):
        names = {}
        exec(file.read_text(), names)
        return names["entropy"](p, base)
""",
}
"""What stands at the end of an otherwise perfect module."""


class Sample(NamedTuple):
    """One submission: source by exercise, code behind the last exercise, and the suffix of the file handed in."""

    answers: dict[str, str]
    extra: str = ""
    suffix: str = ".py"

    def text(self, section: Section) -> str:
        """The file that is handed in."""
        if self.suffix == ".py":
            return module_text(section, self.answers) + self.extra
        return notebook_text(section, this_workbook().visible_checks(section.name), self.answers) + self.extra


def samples() -> dict[str, Sample]:
    """The class, by the name of the submission."""
    section = this_workbook().section(SECTION)
    return _honest(section) | _mistaken(section) | _hostile(section)


def write_sample_class(folder: Path) -> list[str]:
    """Write the class into `folder`, one folder per submission; returns their names in order."""
    section = this_workbook().section(SECTION)
    for name, sample in samples().items():
        path = folder / name / f"{SECTION}{sample.suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sample.text(section), encoding="utf-8")
    return sorted(samples())


def write_whole_submissions(folder: Path) -> list[str]:
    """Write submissions of all sections into `folder`, one folder each; returns their names in order."""
    sections = this_workbook().sections
    right = {section.name: solved(section) for section in sections}
    slips = {section.name: right[section.name] | _first_mistake(section) for section in sections}
    half = {section.name: right[section.name] if 2 * section.number <= len(sections) else {} for section in sections}
    whole = {
        "everything-right-in-modules": (right, ".py"),
        "everything-right-in-notebooks": (right, ".ipynb"),
        "a-mistake-in-each-section": (slips, ".ipynb"),
        "the-first-half": (half, ".py"),
    }
    for name, (answers, suffix) in whole.items():
        (folder / name).mkdir(parents=True)
        for section in sections:
            text = Sample(answers[section.name], suffix=suffix).text(section)
            (folder / name / f"{section.name}{suffix}").write_text(text, encoding="utf-8")
    return sorted(whole)


def solved(section: Section) -> dict[str, str]:
    """Source of every reference of the section, as a student would have written it."""
    return {name: exercise.source for name, exercise in section.exercises.items()}


def _honest(section: Section) -> dict[str, Sample]:
    answers = solved(section)
    half = dict(list(answers.items())[: len(answers) // 2])
    last = next(reversed(answers))
    return {
        "all-right-in-the-module": Sample(answers),
        "all-right-in-the-notebook": Sample(answers, suffix=".ipynb"),
        "half-done": Sample(half),
        "half-done-in-the-notebook": Sample(half, suffix=".ipynb"),
        "not-started": Sample({}),
        "syntax-error": Sample(answers | {last: f"{answers[last]}\n\ndef unfinished(x:\n    return x"}),
    }


def _mistaken(section: Section) -> dict[str, Sample]:
    """One known mistake each, in different exercises; everything else is right."""
    mistaken = {}
    for exercise in list(section.exercises)[1 : MISTAKEN + 1]:
        function = next(mistakes_that_stand_alone(section, exercise))
        mistaken[f"mistaken-{exercise}"] = Sample(solved(section) | {exercise: renamed(function, exercise)})
    return mistaken


def _first_mistake(section: Section) -> dict[str, str]:
    """The first known mistake of a section that a student's file can hold, as its exercise and source."""
    for exercise in section.exercises:
        for function in mistakes_that_stand_alone(section, exercise):
            return {exercise: renamed(function, exercise)}
    return {}


def mistakes_that_stand_alone(section: Section, exercise: str) -> Iterator[Function]:
    """The known mistakes of an exercise that a student's file can hold."""
    known = this_workbook().content_of(section.name, exercise).mistakes
    return (mistake.function for mistake in known if _stands_alone(mistake.function, exercise, section))


def alternatives_that_stand_alone(section: Section, exercise: str) -> Iterator[Function]:
    """The other right answers that a student's file can hold."""
    answers = this_workbook().content_of(section.name, exercise).alternatives
    return (answer for answer in answers if _stands_alone(answer, exercise, section))


def _hostile(section: Section) -> dict[str, Sample]:
    return {name: Sample(solved(section), f"\n{code}") for name, code in HOSTILE.items()}


def _stands_alone(function: Function, exercise: str, section: Section) -> bool:
    """Whether a misconception uses nothing that a student's file lacks, and not the right answer itself."""
    used = inspect.getclosurevars(function).globals.keys()
    return used <= vars(this_workbook().solution(section.name)).keys() - {exercise}


def renamed(function: Function, name: str) -> str:
    """Source of a misconception as a student's function called `name`."""
    (node,) = ast.parse(inspect.getsource(function)).body
    assert isinstance(node, ast.FunctionDef)
    node.name, node.decorator_list = name, []
    return ast.unparse(node)
