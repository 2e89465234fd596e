"""Write the sheets of learners' tools, see `autograder.learning.sheet`."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from autograder.checking.battery import Battery
from autograder.checking.outcomes import Outcome, same_outcome
from autograder.checking.plain import battery_from_json, call_to_json, is_plain, outcome_to_json
from autograder.checking.slips import Slip
from autograder.workbook.evidence import battery_of, slips_on
from autograder.workbook.model import Exercise, Given, Section
from autograder.workbook.workbook import ROOT, Workbook

DIGITS = 12
"""Outcomes are rounded to as many: enough to compare with."""

DIGEST_DIGITS = 8
"""Digests of slips are rounded to as many: they are compared more loosely than outcomes."""

LINE = 4000
"""A call, or a mistake's outcome, that takes more characters than this is left out: nobody would read it."""

PAIR = 1000
"""Two mistakes at once that take more characters are left to the graders: there are many, and sheets travel."""

MAKERS = (
    *(f"checking/{name}" for name in ("changes", "compare", "known", "outcomes", "plain", "slips", "trees")),
    *(f"workbook/{name}" for name in ("evidence", "pairs", "sheets", "slips", "visible")),
    *(f"content/{name}" for name in ("asserting", "batteries", "marks")),
)
"""The modules that decide on evidence."""

Evidence = Mapping[str, str]
"""What is known of each exercise, as the text that stands in a sheet."""


def sheet_text(workbook: Workbook, section: Section) -> str:
    """The JSON text of a section's sheet, a line an exercise.

    Evidence takes minutes to make, and its last digits differ from processor to processor. So that of the sheet on
    disk stays, unless what it follows from has changed.
    """
    evidence = kept_evidence(workbook, section) or _made(workbook, section)
    entries = [_facts(section, each) | {"evidence": evidence[name]} for name, each in section.exercises.items()]
    head = {"number": section.number, "title": section.title, "seal": _seal(workbook, section, evidence)}
    lines = ",\n".join(map(_json, entries))
    return f'{_json(head)[:-1]}, "exercises": [\n{lines}\n]}}\n'


def slips_of_sheet(workbook: Workbook, section: str, battery: Battery) -> list[Slip]:
    """The slips that the sheet on disk tells of an exercise, by the numbers of this battery's calls; none without one.

    To find them takes minutes, so that graders read them, too. A call that another processor writes in other digits is
    left out.
    """
    path = _path(workbook, workbook.section(section))
    entries = json.loads(path.read_text(encoding="utf-8"))["exercises"] if path.exists() else []
    told = [battery_from_json(entry) for entry in entries if entry["name"] == battery.exercise]
    numbers = {call.text(battery.exercise): i for i, call in enumerate(battery.calls)}
    return [
        Slip(slip.text, {numbers[call]: each for call, each in _by_call(slip, sheet).items() if call in numbers})
        for sheet in told
        for slip in sheet.slips
    ]


def _by_call(slip: Slip, sheet: Battery) -> dict[str, float | None]:
    return {sheet.calls[i].text(sheet.exercise): each for i, each in slip.digests.items()}


def kept_evidence(workbook: Workbook, section: Section) -> Evidence:
    """The evidence of the sheet on disk; none if something else would follow today, or if it was changed by hand."""
    try:
        sheet = json.loads(_path(workbook, section).read_text(encoding="utf-8"))
        evidence = {entry["name"]: entry["evidence"] for entry in sheet["exercises"]}
        return evidence if sheet["seal"] == _seal(workbook, section, evidence) else {}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def _made(workbook: Workbook, section: Section) -> Evidence:
    return {exercise: _json(_evidence(workbook, section, exercise)) for exercise in section.exercises}


def _seal(workbook: Workbook, section: Section, evidence: Evidence) -> str:
    """SHA-256 over evidence and all that it follows from."""
    code = [cell.source for cell in section.cells if isinstance(cell, (Given, Exercise))]
    hidden = [path for path in (workbook.content / section.name).glob("*.py") if path.stem != "figures"]
    files = [workbook.visible_file(section.name), *sorted(hidden)]
    texts = [path.read_text(encoding="utf-8") for path in files if path.exists()]
    parts = [*_makers(), *code, *texts, *(text for pair in evidence.items() for text in pair)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@cache
def _makers() -> list[str]:
    return [(ROOT / "autograder" / f"{name}.py").read_text(encoding="utf-8") for name in MAKERS]


def _path(workbook: Workbook, section: Section) -> Path:
    return workbook.sheets / f"{section.name}.json"


def _facts(section: Section, exercise: Exercise) -> dict[str, Any]:
    """What is known of an exercise but for the evidence, which is text within the text: who lists the exercises need
    not read it, and most of a sheet is this."""
    return {
        "name": exercise.name,
        "tier": exercise.tier,
        "points": exercise.points,
        "difficulty": exercise.difficulty,
        "minutes": exercise.minutes,
        "summary": exercise.summary,
        "foundations": section.foundations(exercise.name),
        "hints": exercise.hints,
    }


def _evidence(workbook: Workbook, section: Section, exercise: str) -> dict[str, Any]:
    """The calls with what is expected of them; what the known mistakes give in its place, two at once, and slips."""
    battery = battery_of(workbook, section.name, exercise)
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
    tried, slips = slips_on(battery, workbook, section.name)
    on = [i for i in tried if i in entries]
    told_slips = [[slip.text, *(_rounded(slip.digests[i], DIGEST_DIGITS) for i in on)] for slip in slips]
    return {
        "calls": list(entries.values()),
        "mistakes": mistakes,
        "pairs": pairs,
        "slips": {"tried": [list(entries).index(i) for i in on], "told": told_slips},
    }


def _told(outcomes: list[Outcome], expected: list[Outcome]) -> dict[str, Any]:
    """The outcomes that differ from the expected ones, by the number of the call; none if one is too long to write."""
    different = {
        str(i): _rounded(outcome_to_json(got))
        for i, (got, right) in enumerate(zip(outcomes, expected, strict=True))
        if not same_outcome(got, right)
    }
    return different if all(len(_json(entry)) <= LINE for entry in different.values()) else {}


def _rounded(value: Any, digits: int = DIGITS) -> Any:
    """The same JSON value with its floats rounded to so many significant digits."""
    match value:
        case float():
            return float(f"{value:.{digits}g}")
        case list():
            return [_rounded(item, digits) for item in value]
        case dict():
            return {key: _rounded(item, digits) for key, item in value.items()}
        case _:
            return value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
