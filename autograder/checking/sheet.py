"""The sheet of a section: what its visible checks know beside their own text.

One JSON file per section in `tests/sheets/`, written by `workbook build`: the exercises, the calls that the visible
checks make with the expected outcomes, and the outcomes (never the code) of known mistakes on those calls.
"""

import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from autograder.checking.diagnosis import diagnose
from autograder.checking.outcomes import Call, Function, Outcome, outcome
from autograder.checking.plain import call_from_json, outcome_from_json

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "sheets"


@dataclass(frozen=True)
class ExerciseSheet:
    """One exercise as the visible checks know it; `data` is its part of the JSON file."""

    section: str
    name: str
    data: dict[str, Any]

    @property
    def summary(self) -> str:
        return str(self.data["summary"])

    @property
    def tier(self) -> str:
        return str(self.data["tier"])

    @property
    def points(self) -> float:
        return float(self.data["points"])

    @property
    def difficulty(self) -> int:
        return int(self.data["difficulty"])

    @property
    def minutes(self) -> int:
        return int(self.data["minutes"])

    @property
    def builds_on(self) -> list[str]:
        """Earlier exercises of the section that this one uses."""
        return list(self.data["builds_on"])

    @cached_property
    def calls(self) -> list[Call]:
        return [call_from_json(entry) for entry in self.data["calls"]]

    @cached_property
    def expected(self) -> list[Outcome]:
        return [outcome_from_json(entry["expected"]) for entry in self.data["calls"]]

    @cached_property
    def known(self) -> dict[str, list[Outcome]]:
        return {entry["message"]: [outcome_from_json(o) for o in entry["outcomes"]] for entry in self.data["mistakes"]}

    def mistakes(self, function: Function) -> list[str]:
        """Messages of the known mistakes that `function` makes, see `diagnose`."""
        return diagnose([outcome(function, call) for call in self.calls], self.expected, self.known)


@dataclass(frozen=True)
class Sheet:
    """A section as the visible checks know it."""

    section: str
    number: int
    title: str
    exercises: dict[str, ExerciseSheet]

    @property
    def points(self) -> float:
        return sum(exercise.points for exercise in self.exercises.values())

    def foundations(self, exercise: str) -> list[str]:
        """The exercises that `exercise` builds on, those that they build on, and so forth; in teaching order."""
        found: set[str] = set()
        open_ = list(self.exercises[exercise].builds_on)
        while open_:
            name = open_.pop()
            if name not in found:
                found.add(name)
                open_ += self.exercises[name].builds_on
        return [name for name in self.exercises if name in found]


@cache
def sheet(section: str) -> Sheet:
    """The sheet of the section called `section`.

    Raises:
        FileNotFoundError: there is no such section, or it has not been built.
    """
    data = json.loads((FOLDER / f"{section}.json").read_text(encoding="utf-8"))
    exercises = {entry["name"]: ExerciseSheet(section, entry["name"], entry) for entry in data["exercises"]}
    return Sheet(section, data["number"], data["title"], exercises)


def sheets() -> list[Sheet]:
    """All sheets in teaching order."""
    return [sheet(path.stem) for path in sorted(FOLDER.glob("s[0-9][0-9]_*.json"))]
