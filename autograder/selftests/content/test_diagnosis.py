"""What the diagnosis makes of every known mistake: as it is, unknown, and as students vary it."""

import json
from dataclasses import replace

import pytest

from autograder.checking.battery import Battery
from autograder.checking.diagnosis import Evidence, conclude, gather
from autograder.checking.outcomes import Outcome, alike, outcome, wrong_outcome
from autograder.checking.plain import battery_from_json
from autograder.grading.shelf import battery as battery_of
from autograder.selftests.content.relatives import MISTAKEN, RELATIVES
from autograder.workbook.model import Section
from autograder.workbook.sheets import sheet_text
from autograder.workbook.workbook import this_workbook

Told = list[tuple[Battery, str, Evidence]]
"""Batteries, a mistake that each knows, and what it tells of whoever makes it."""


@pytest.fixture(scope="module", params=this_workbook().names)
def lesson(request: pytest.FixtureRequest) -> Section:
    return this_workbook().section(request.param)


@pytest.fixture(scope="module")
def batteries(lesson: Section) -> list[Battery]:
    """The batteries of one section."""
    return [battery_of(this_workbook(), lesson.name, exercise) for exercise in lesson.exercises]


@pytest.fixture(scope="module")
def told(batteries: list[Battery]) -> Told:
    """What the batteries tell of each known mistake."""
    return [
        (battery, message, gather(battery.mistakes, outcomes))
        for battery in batteries
        for message, outcomes in battery.known.items()
    ]


def test_each_known_mistake_is_recognised_and_never_taken_for_another(told: Told) -> None:
    for battery, message, evidence in told:
        _, named = conclude(evidence)
        assert named == [message]
        # Random numbers are not wrong for certain, so where they are drawn no call need be shown.
        outcomes = zip(battery.calls, battery.known[message], battery.expected, strict=True)
        assert any(wrong_outcome(*each) for each in outcomes) or any(call.random for call in battery.calls)


def test_a_mistake_that_is_not_listed_is_named_as_nothing_or_as_a_near_relative(
    told: Told,
) -> None:
    judged = RELATIVES | MISTAKEN
    for battery, message, evidence in told:
        _, named = conclude(without(message, evidence))
        pair = (battery.exercise, beginning(message), *map(beginning, named))
        assert not named or pair in judged, "is it a relative? then it belongs to the others in relatives.py"


def test_of_a_thousand_unlisted_mistakes_at_most_three_are_taken_for_another() -> None:
    workbook = this_workbook()
    contents = (workbook.content_of(s.name, exercise) for s in workbook.sections for exercise in s.exercises)
    assert len(MISTAKEN) <= 0.003 * sum(len(content.mistakes) for content in contents)


def test_a_mistake_is_recognised_without_the_checks_that_its_known_version_makes(batteries: list[Battery]) -> None:
    """Students often write the formula alone: where an error is expected, something comes back."""
    made, recognised = 0, 0
    for battery in batteries:
        for message, outcomes in battery.known.items():
            unchecked = [
                Outcome(0.0123) if right.raises else got for got, right in zip(outcomes, battery.expected, strict=True)
            ]
            if any(not alike(a, b) for a, b in zip(unchecked, battery.expected, strict=True) if not b.raises):
                made += 1
                recognised += battery.explain(unchecked).mistakes == (message,)
    assert recognised >= 0.95 * made


def test_of_two_mistakes_at_once_nothing_else_is_named(batteries: list[Battery]) -> None:
    for battery in batteries:
        for names, outcomes in battery.pairs:
            named = battery.explain(outcomes).mistakes
            assert set(named) <= set(names)


def test_a_sheet_knows_what_two_mistakes_give_together(lesson: Section, batteries: list[Battery]) -> None:
    written = {entry["name"]: entry for entry in json.loads(sheet_text(this_workbook(), lesson))["exercises"]}
    for battery in batteries:
        sheet = battery_from_json(written[battery.exercise])
        numbers = {call.text(battery.exercise): i for i, call in enumerate(battery.calls)}
        for names, told in sheet.pairs:
            made = [outcomes for known, outcomes in battery.pairs if known == names]
            on_its_calls = [[each[numbers[call.text(battery.exercise)]] for call in sheet.calls] for each in made]
            assert any(all(map(alike, told, outcomes)) for outcomes in on_its_calls)


def test_the_battery_of_a_right_answer_tells_nothing(batteries: list[Battery]) -> None:
    for battery in batteries:
        found = battery.explain(battery.expected)
        assert (found.mistakes, found.remark, found.failing) == ((), "", None)


def test_no_call_of_another_right_answer_is_called_wrong(lesson: Section, batteries: list[Battery]) -> None:
    for battery in batteries:
        for function in this_workbook().content_of(lesson.name, battery.exercise).alternatives:
            for i, (call, right) in enumerate(zip(battery.calls, battery.expected, strict=True)):
                got = outcome(function, call)
                assert battery.is_right(i, got) or not wrong_outcome(call, got, right), call.text(function.__name__)


def without(name: str, evidence: Evidence) -> Evidence:
    """The evidence if that mistake were not known."""
    strict, close = (
        replace(traces, telling={other: calls for other, calls in traces.telling.items() if other != name})
        for traces in (evidence.strict, evidence.close)
    )
    pairs, ordinary_pairs = (
        {pair for pair in found if name not in pair} for found in (evidence.pairs, evidence.ordinary_pairs)
    )
    return replace(evidence, strict=strict, close=close, pairs=pairs, ordinary_pairs=ordinary_pairs)


def beginning(message: str) -> str:
    """The first words of a message."""
    return message[:40]
