"""Write the sheets of learners' tools, see `autograder.learning.sheet`."""

import json
from typing import Any

from autograder.checking.outcomes import Outcome, same_outcome
from autograder.checking.plain import call_to_json, is_plain, outcome_to_json
from autograder.workbook.evidence import battery_of
from autograder.workbook.model import Exercise, Section
from autograder.workbook.workbook import Workbook

DIGITS = 12
"""Outcomes are rounded to as many: enough to compare with, and the same on every machine."""

LINE = 4000
"""A call, or a mistake's outcome, that takes more characters than this is left out: nobody would read it."""

PAIR = 1000
"""Two mistakes at once that take more characters are left to the graders: there are many, and sheets travel."""


def sheet_text(workbook: Workbook, section: Section) -> str:
    """The JSON text of a section's sheet, a line an exercise; the same input gives the same bytes."""
    exercises = ",\n".join(_exercise_text(workbook, section, exercise) for exercise in section.exercises.values())
    return f'{{"number": {section.number}, "title": {_json(section.title)}, "exercises": [\n{exercises}\n]}}\n'


def _exercise_text(workbook: Workbook, section: Section, exercise: Exercise) -> str:
    facts = {
        "name": exercise.name,
        "tier": exercise.tier,
        "points": exercise.points,
        "difficulty": exercise.difficulty,
        "minutes": exercise.minutes,
        "summary": exercise.summary,
        "foundations": section.foundations(exercise.name),
        "hints": exercise.hints,
    }
    # Text within the text: whoever lists the exercises need not read it, and most of a sheet is this.
    return _json(facts | {"evidence": _json(_evidence(workbook, section, exercise))})


def _evidence(workbook: Workbook, section: Section, exercise: Exercise) -> dict[str, list[Any]]:
    """The calls with what is expected of them; what the known mistakes give in its place, and two of them at once."""
    battery = battery_of(workbook, section.name, exercise.name)
    entries = {}
    for i, (call, right) in enumerate(zip(battery.calls, battery.expected, strict=True)):
        if is_plain(call):
            entry = call_to_json(call) | {"expected": _rounded(outcome_to_json(right))}
            if others := battery.also_right.get(i):
                entry["also_right"] = [_rounded(outcome_to_json(other)) for other in others]
            if len(_json(entry)) <= LINE:
                entries[i] = entry
    expected = [battery.expected[i] for i in entries]
    mistakes = []
    for message, outcomes in battery.known.items():
        if told := _told([outcomes[i] for i in entries], expected):
            mistakes.append({"message": message, "outcomes": told})
    numbers = {entry["message"]: number for number, entry in enumerate(mistakes)}
    pairs = []
    for names, outcomes in battery.pairs:
        if numbers.keys() >= set(names):
            one, other = ([battery.known[name][i] for i in entries] for name in names)
            foreseen = [b if same_outcome(a, right) else a for a, b, right in zip(one, other, expected, strict=True)]
            told = _told([outcomes[i] for i in entries], foreseen)
            pair = {"both": [numbers[name] for name in names], "outcomes": told}
            if told and len(_json(pair)) <= PAIR:
                pairs.append(pair)
    return {"calls": list(entries.values()), "mistakes": mistakes, "pairs": pairs}


def _told(outcomes: list[Outcome], expected: list[Outcome]) -> dict[str, Any]:
    """The outcomes that differ from the expected ones, by the number of the call; none if one is too long to write."""
    different = {
        str(i): _rounded(outcome_to_json(got))
        for i, (got, right) in enumerate(zip(outcomes, expected, strict=True))
        if not same_outcome(got, right)
    }
    return different if all(len(_json(entry)) <= LINE for entry in different.values()) else {}


def _rounded(value: Any) -> Any:
    """The same JSON value with its floats rounded to `DIGITS` significant digits."""
    match value:
        case float():
            return float(f"{value:.{DIGITS}g}")
        case list():
            return [_rounded(item) for item in value]
        case dict():
            return {key: _rounded(item) for key, item in value.items()}
        case _:
            return value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
