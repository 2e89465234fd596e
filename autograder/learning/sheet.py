"""The sheet of a section: what a learner's tools know of it beside the text of its visible checks.

One JSON file per section in `tests/sheets/`, written by `workbook build`: the exercises with their hints and, as a
JSON text within the text, their evidence: calls with the expected outcomes, and the outcomes (never the code) of known
mistakes on them.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # they import numpy, which a list of exercises can do without
    from autograder.checking.battery import Battery


@dataclass(frozen=True)
class ExerciseSheet:
    """One exercise as a learner's tools know it; `data` is its part of the JSON file."""

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
    def foundations(self) -> list[str]:
        """Earlier exercises that this one builds on, directly or through others."""
        return list(self.data["foundations"])

    @property
    def hints(self) -> list[str]:
        """A nudge, the idea, almost the answer."""
        return list(self.data["hints"])

    @cached_property
    def battery(self) -> "Battery":
        """The calls that are written down, with their outcomes."""
        from autograder.checking.plain import battery_from_json

        return battery_from_json(self.data)


@dataclass(frozen=True)
class Sheet:
    """A section as a learner's tools know it."""

    section: str
    number: int
    title: str
    exercises: dict[str, ExerciseSheet]


def read_sheets(folder: Path) -> list[Sheet]:
    """All sheets in a folder, in teaching order."""
    return [_read(path) for path in sorted(folder.glob("s[0-9][0-9]_*.json"))]


def _read(path: Path) -> Sheet:
    data = json.loads(path.read_text(encoding="utf-8"))
    exercises = {entry["name"]: ExerciseSheet(path.stem, entry["name"], entry) for entry in data["exercises"]}
    return Sheet(path.stem, data["number"], data["title"], exercises)
