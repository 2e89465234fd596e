"""What is known of an exercise: calls that may be shown, what is expected of them, what known mistakes give."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.checking.battery import Battery
from autograder.checking.known import EVERYDAY, FEWEST, KnownMistakes, Pair
from autograder.checking.outcomes import Call, Function, Outcome, Recorder, alike, outcome, same_outcome
from autograder.checking.plain import is_plain, to_json
from autograder.checking.slips import Slip, digest
from autograder.checking.watchdog import TooSlow, time_limit
from autograder.content.marks import Content, Known
from autograder.workbook.pairs import pairs_of
from autograder.workbook.slips import slips_of
from autograder.workbook.visible import visible_calls
from autograder.workbook.workbook import Workbook

Digests = tuple[float | None, ...]

SEED = 0
"""Of the inputs that criteria draw: those of a course follow from its secret, these are for everyone."""
LONGEST = 800
"""Calls with more characters are not tried every day."""
COMMON = 16
"""So many of the mistakes, from the first on, are made two at once: a file begins with what is common."""
SOME_VALUES, MANY_VALUES = 2, 5
"""With fewer values of their own, two mistakes at once may look like a third."""
SLIP_SECONDS = 0.2
"""A slip that takes longer is left out: many end in a loop."""


@cache
def battery_of(workbook: Workbook, section: str, exercise: str) -> Battery:
    """The calls of the visible checks, the examples of the known mistakes, and everyday calls: all may be seen.

    It follows from what a workbook has read, which it keeps; and so is this kept.
    """
    references = workbook.references(section)
    content = workbook.content_of(section, exercise)
    calls = [
        *filter(is_plain, visible_calls(workbook.visible_checks(section), exercise, references)),
        *(Call(known.mistake.example) for known in content.mistakes),
        *_everyday_calls(content, exercise, references),
    ]
    calls = list({call.text(exercise): call for call in calls}.values())
    expected = [outcome(references[exercise], call) for call in calls]
    also_right = dict(_also_right(calls, expected, content.alternatives))

    def outcomes_of(function: Function) -> list[Outcome]:
        """What it gives on all calls: the expected outcome, too, where another right answer gives the same."""
        given = [outcome(function, call) for call in calls]
        return [
            right if any(alike(got, other) for other in also_right.get(i, ())) else got
            for i, (got, right) in enumerate(zip(given, expected, strict=True))
        ]

    known = {known.mistake.message: outcomes_of(known.function) for known in content.mistakes}
    both = pairs_of(references[exercise], content.mistakes[:COMMON])
    pairs = _pairs_told_apart(both, KnownMistakes(calls, expected, known), outcomes_of)
    return Battery(exercise, calls, expected, known, also_right, pairs)


def _everyday_calls(content: Content, exercise: str, references: Mapping[str, Function]) -> list[Call]:
    """The shortest of the ordinary calls that the core criteria make, with inputs that are drawn for everyone.

    Numbers at random hardly agree by chance, while round ones in examples often do. Calls with and without an optional
    argument take turns.
    """
    recorder = Recorder(references[exercise])
    given = {**references, exercise: recorder, "reference": SimpleNamespace(**references)}
    for test in content.tests:
        if test.criterion.core and "rng" in test.needs:
            with suppress(Exception):  # a criterion that its reference fails is the author's check's business
                test.function(**{n: np.random.default_rng(SEED) if n == "rng" else given[n] for n in test.needs})
    calls = {call.text(exercise): call for call in recorder.calls if call.ordinary and not call.random}
    texts = [text for text in sorted(calls, key=len) if len(text) <= LONGEST and is_plain(calls[text])]
    turn: Counter[tuple[object, ...]] = Counter()
    turns = {}
    for text in texts:
        call = calls[text]
        form = (len(call.args), *sorted(call.kwargs))
        turns[text] = turn[form]
        turn[form] += 1
    return [calls[text] for text in sorted(texts, key=turns.__getitem__)[:EVERYDAY]]


def _pairs_told_apart(
    both: Iterable[tuple[Known, Known, Function]],
    known: KnownMistakes,
    outcomes_of: Callable[[Function], Sequence[Outcome]],
) -> list[Pair]:
    """The answers with two mistakes that can be told from those with one, each once."""
    found: list[Pair] = []
    for first, second, function in both:
        names = first.mistake.message, second.mistake.message
        if _may_be_told_apart(*(known.plainly_telling[name] for name in names)):
            with suppress(TooSlow), time_limit():  # two changes may meet in a loop
                pair = Pair(names, outcomes_of(function))
                if _is_told_apart(pair, known) and not any(_are_the_same(pair, other) for other in found):
                    found.append(pair)
    for pair in _a_component_each(known):
        if _is_told_apart(pair, known) and not any(_are_the_same(pair, other) for other in found):
            found.append(pair)
    equivocal = {name for pair in found for third in _thirds(pair, known) for name in (*pair.names, third)}
    return [pair for pair in found if equivocal.isdisjoint(pair.names)]


def _a_component_each(known: KnownMistakes) -> Iterator[Pair]:
    """Where results come in a tuple or dict, always the same ones, the pairs of mistakes that spoil one each."""
    if len({tuple(_components(right)) for right in known.expected if not right.raises}) != 1:
        return
    spoilt = {name: _spoilt(outcomes, known.expected) for name, outcomes in known.outcomes.items()}
    single = [name for name, components in spoilt.items() if len(components) == 1]
    for one, other in itertools.combinations(single, 2):
        if spoilt[one] != spoilt[other]:
            (place,) = spoilt[other]
            told = zip(known.outcomes[one], known.outcomes[other], strict=True)
            yield Pair((one, other), [_with_component(first, second, place) for first, second in told])


def _spoilt(outcomes: Sequence[Outcome], expected: Sequence[Outcome]) -> set[Any]:
    """The places in a tuple, or the keys of a dict, at which any outcome is not the expected one."""
    spoilt = set()
    for got, right in zip(outcomes, expected, strict=True):
        mine, theirs = _components(got), _components(right)
        if not got.raises:
            spoilt |= {i for i in theirs if i not in mine or not alike(Outcome(mine[i]), Outcome(theirs[i]))}
    return spoilt


def _with_component(one: Outcome, other: Outcome, place: Any) -> Outcome:
    """The first outcome with one component of the second."""
    mine, theirs = _components(one), _components(other)
    if place not in mine or place not in theirs:
        return other if other.raises else one
    components = mine | {place: theirs[place]}
    return replace(one, value=components if isinstance(one.value, dict) else tuple(components.values()))


def _components(outcome: Outcome) -> dict[Any, Any]:
    """Those of a tuple or dict, by place or key; any other value has none."""
    value = outcome.value
    return dict(value) if isinstance(value, dict) else dict(enumerate(value)) if isinstance(value, tuple) else {}


def _thirds(pair: Pair, known: KnownMistakes) -> list[str]:
    """The known mistakes that give by themselves what these two give together, on all ordinary calls.

    Where there is one, an unknown mistake may well be the same as one of these and another.
    """
    return [
        name
        for name, outcomes in known.outcomes.items()
        if name not in pair.names and all(alike(pair.outcomes[i], outcomes[i]) for i in known.ordinary)
    ]


def _may_be_told_apart(one: set[int], other: set[int]) -> bool:
    """Whether `_is_told_apart` may say yes, by the calls on which each is wrong: most pairs need not be tried."""
    meeting = len(one & other)
    return meeting >= MANY_VALUES or (meeting >= SOME_VALUES and bool(one - other) and bool(other - one))


def _is_told_apart(pair: Pair, known: KnownMistakes) -> bool:
    """Whether two mistakes at once are seen: by many values that neither gives alone, or by some, and each by itself.

    Different values are counted: one value that comes again is no further evidence.
    """
    together, of_first, of_second = set(), set(), set()
    single = (known.outcomes[name] for name in pair.names)
    for got, right, first, second in zip(pair.outcomes, known.expected, *single, strict=True):
        if got.raises or right.raises or alike(got, right):
            continue
        as_first, as_second = alike(got, first), alike(got, second)
        if not as_first and not as_second:
            together.add(got.text())
        elif not as_second and alike(second, right):
            of_first.add(got.text())
        elif not as_first and alike(first, right):
            of_second.add(got.text())
    return len(together) >= MANY_VALUES or (len(together) >= SOME_VALUES and bool(of_first) and bool(of_second))


def _are_the_same(one: Pair, other: Pair) -> bool:
    """Whether it makes no difference in which order two mistakes are made."""
    return set(one.names) == set(other.names) and all(map(alike, one.outcomes, other.outcomes))


def _also_right(
    calls: Sequence[Call], expected: Sequence[Outcome], alternatives: Sequence[Function]
) -> Iterator[tuple[int, list[Outcome]]]:
    """What other right answers give where they differ from the reference, by the number of the call."""
    for i, (call, right) in enumerate(zip(calls, expected, strict=True)):
        others = [] if call.random else [outcome(function, call) for function in alternatives]
        if different := [other for other in others if not same_outcome(other, right)]:
            yield i, different


def slips_on(battery: Battery, workbook: Workbook, section: str) -> tuple[list[int], list[Slip]]:
    """The slips of an exercise that give anything of their own, all on the same calls; and the numbers of these.

    These are everyday calls: numbers that are drawn hardly agree by chance.
    """
    tried = [i for i in battery.mistakes.everyday if is_plain(battery.calls[i])]
    right = _rounded(_digests([battery.expected[i] for i in tried]))
    others = (*battery.known.values(), *(pair.outcomes for pair in battery.pairs))
    seen = {right, *(_rounded(_digests([outcomes[i] for i in tried])) for outcomes in others)}
    references = workbook.references(section)
    alternatives = workbook.content_of(section, battery.exercise).alternatives
    found = []
    for slip in slips_of(references[battery.exercise], alternatives, references):
        with suppress(TooSlow), time_limit(SLIP_SECONDS):
            given = _digests([outcome(slip.function, battery.calls[i]) for i in tried])
            told = _rounded(given)
            wrong = {mine for mine, theirs in zip(told, right, strict=True) if mine and mine != theirs}
            if told not in seen and len(wrong) >= FEWEST and 2 * told.count("") < len(tried):
                seen.add(told)
                found.append(Slip(slip.told(), dict(zip(tried, given, strict=True))))
    return tried, found


def _digests(outcomes: Sequence[Outcome]) -> Digests:
    return tuple(digest(got.value) if _is_told(got) else None for got in outcomes)


def _is_told(got: Outcome) -> bool:
    """Whether it is a value of a kind that a student's result may have."""
    try:
        to_json(got.value)
    except (TypeError, RecursionError):
        return False
    return not got.raises


def _rounded(digests: Digests) -> tuple[str, ...]:
    """Digests that one can look up, without the digits that arithmetic does not leave."""
    return tuple("" if each is None else f"{round(each, 9):.6g}" for each in digests)
