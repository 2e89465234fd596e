"""Write the sheets of the visible checks, see `autograder.checking.sheet`."""

import json
from typing import Any

from autograder.checking.outcomes import outcome, same_outcome
from autograder.checking.plain import call_to_json, outcome_to_json
from autograder.workbook.hidden_side import misconceptions, references
from autograder.workbook.model import Exercise, Section
from autograder.workbook.visible import VisibleCheck, visible_calls, visible_checks


def sheet_text(section: Section) -> str:
    """The JSON text of a section's sheet; the same input gives the same bytes."""
    checks = visible_checks(section.name)
    data = {
        "number": section.number,
        "title": section.title,
        "exercises": [_exercise(section, exercise, checks) for exercise in section.exercises.values()],
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _exercise(section: Section, exercise: Exercise, checks: list[VisibleCheck]) -> dict[str, Any]:
    functions = references(section.name, section.exercises)
    calls = visible_calls(checks, exercise.name, functions)
    expected = [outcome(functions[exercise.name], call) for call in calls]
    mistakes = []
    for mark, function in misconceptions(section.name)[exercise.name]:
        outcomes = [outcome(function, call) for call in calls]
        if not all(map(same_outcome, outcomes, expected)):
            mistakes.append({"message": mark.message, "outcomes": [outcome_to_json(o) for o in outcomes]})
    return {
        "name": exercise.name,
        "tier": exercise.tier,
        "points": exercise.points,
        "difficulty": exercise.difficulty,
        "minutes": exercise.minutes,
        "summary": exercise.summary,
        "builds_on": section.builds_on(exercise.name),
        "calls": [
            call_to_json(call) | {"expected": outcome_to_json(o)} for call, o in zip(calls, expected, strict=True)
        ],
        "mistakes": mistakes,
    }
