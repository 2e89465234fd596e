"""The corpus as objects: read an oddity, write its submission, say how many points it deserves."""

import ast
import re
import symtable
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from autograder.selftests.corpus import read_docstring, work, write_submission
from autograder.workbook.model import Section

CORPUS = Path(__file__).with_name("corpus")

ENDING = re.compile(r"^(?:Told: (?P<told>.+)\n)?Deserves: (?P<share>nothing|all points)(?:, but (?P<lost>.+))?$", re.M)
LOST = re.compile(r"(?P<points>\d+(?:\.\d+)?) for (?P<exercise>\w+)")


class Oddity(NamedTuple):
    """One file of the corpus."""

    path: Path
    sentence: str
    told: str
    """Words that must be in the report; empty if there is nothing to tell."""
    deserves_nothing: bool
    lost: dict[str, float]
    """Points of the exercises that do not earn all of theirs."""

    @property
    def name(self) -> str:
        """Of the oddity, and of the student who hands it in."""
        return self.path.stem

    def hand_in(self, folder: Path) -> None:
        """Write the submission."""
        start = work()
        write_submission(self.path, folder, start, lambda code: completed(code, start.module))

    def deserved(self, section: Section) -> dict[str, float]:
        """Points of each exercise."""
        share = 0.0 if self.deserves_nothing else 1.0
        return {name: share * exercise.points for name, exercise in section.exercises.items()} | self.lost


def completed(code: str, module: str) -> str:
    """The code, and behind it the statements of `module` without the functions that the code gives a meaning to."""
    symbols = symtable.symtable(code, "student", "exec").get_symbols()
    defined = {symbol.get_name() for symbol in symbols if symbol.is_assigned()}
    lines = module.splitlines()
    missing = [
        "\n".join(lines[statement.lineno - 1 : statement.end_lineno])
        for statement in ast.parse(module).body
        if not (isinstance(statement, ast.FunctionDef) and statement.name in defined)
    ]
    return "\n\n\n".join([code.rstrip("\n"), *missing]) + "\n"


def oddities() -> Iterator[Oddity]:
    """All oddities, by name.

    Raises:
        ValueError: a file does not say what it deserves, or loses points without saying what the student is told.
    """
    for path in sorted(CORPUS.glob("*.py")):
        sentence, ending = read_docstring(path, ENDING)
        lost = {}
        for part in (ending["lost"] or "").split(", ") if ending["lost"] else []:
            match = LOST.fullmatch(part)
            if match is None:
                raise ValueError(f"{path}: {part!r} is not of the form '1.5 for perplexity'")
            lost[match["exercise"]] = float(match["points"])
        deserves_nothing = ending["share"] == "nothing"
        if (deserves_nothing or lost) and not ending["told"]:
            raise ValueError(f"{path}: points are lost, but there is no line 'Told: ...'")
        yield Oddity(path, sentence, ending["told"] or "", deserves_nothing, lost)
