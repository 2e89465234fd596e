"""The calls on which a learner's function is compared with what is right and with known mistakes."""

import contextlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from autograder.checking.diagnosis import OF_PAIRS, conclude, gather, slip_in
from autograder.checking.known import KnownMistakes, Pair
from autograder.checking.outcomes import Call, Function, Outcome, alike, is_finite, outcome, wrong_outcome
from autograder.checking.remarks import Wrong, remark_on, wrong
from autograder.checking.slips import Slip
from autograder.checking.watchdog import TooSlow, time_limit


class FailingCall(NamedTuple):
    """A call as one would write it, what the function gave, and what was expected."""

    call: str
    yours: str
    expected: str


class Explanation(NamedTuple):
    """What a battery tells of a function.

    Attributes:
        mistakes: messages of the known mistakes that it makes.
        remark: where no mistake is named, what is said of the slip that gives the same, what is wrong in general, such
            as a result that is printed and not returned, or a repair.
        failing: the most telling of the calls that go wrong.
        wrong: the numbers of the calls on which a value is expected and yours is another one.
        broken: those of them on which yours raises an error, or holds a nan.
        paired: whether the mistakes are two that meet in one value, which one small change would explain better.
    """

    mistakes: tuple[str, ...] = ()
    remark: str = ""
    failing: FailingCall | None = None
    wrong: frozenset[int] = frozenset()
    broken: frozenset[int] = frozenset()
    paired: bool = False

    @property
    def may_be_repaired(self) -> bool:
        """Whether a small change of the answer may say more."""
        return bool(self.wrong) and not self.remark and (self.paired or not self.mistakes)

    def with_repair(self, told: str) -> "Explanation":
        """The same, if there is a repair with what is told of it."""
        return self._replace(mistakes=(), remark=told, paired=False) if told else self


@dataclass(frozen=True)
class Battery:
    """The calls of an exercise, and what is expected of them.

    Attributes:
        exercise: its name.
        calls: those of the visible checks, examples of the known mistakes, and everyday calls: all may be shown.
        expected: outcomes of the reference.
        known: outcomes of the known mistakes on all calls, by message.
        also_right: other outcomes that are as right, by the number of the call: those of right answers that round in
            another way than the reference, or less.
        pairs: outcomes of answers that make two of the known mistakes at once, those that neither explains.
        slips: what small changes of right answers give that are no known mistake.
    """

    exercise: str
    calls: Sequence[Call]
    expected: Sequence[Outcome]
    known: Mapping[str, Sequence[Outcome]]
    also_right: Mapping[int, Sequence[Outcome]]
    pairs: Sequence[Pair] = ()
    slips: Sequence[Slip] = ()

    @cached_property
    def mistakes(self) -> KnownMistakes:
        return KnownMistakes(self.calls, self.expected, self.known, self.pairs, self.slips)

    def try_out(self, function: Function) -> Explanation:
        """What the battery tells of a function that is run in this process; nothing if it takes too long.

        What it prints while it is tried is nobody's business.
        """
        with contextlib.suppress(TooSlow), contextlib.redirect_stdout(io.StringIO()), time_limit():
            return self.explain(outcome(function, call) for call in self.calls)
        return Explanation()

    def explain(self, yours: Iterable[Outcome]) -> Explanation:
        """What the outcomes of a learner's function tell. They are looked at one by one, and none is kept."""
        found = _Found(self)
        evidence = gather(self.mistakes, found.watching(yours))
        step, mistakes = conclude(evidence)
        paired = step in OF_PAIRS
        remark = ""
        if not mistakes and not found.drew_otherwise:
            remark = slip_in(evidence) or remark_on(found.wrong)
        elif paired and (remark := slip_in(evidence)):
            mistakes, paired = [], False
        wrong_values, broken = frozenset(evidence.close.wrong & evidence.values), frozenset(evidence.broken)
        return Explanation(tuple(mistakes), remark, found.failing, wrong_values, broken, paired)

    def is_right(self, call: int, got: Outcome) -> bool:
        """Whether an outcome of the call with this number is the expected one, or another that is as right."""
        return any(alike(got, right) for right in (self.expected[call], *self.also_right.get(call, ())))


class _Found:
    """What goes wrong, collected while the outcomes pass by.

    Attributes:
        failing: the most telling wrong call so far.
        wrong: the wrong calls.
        drew_otherwise: whether other random numbers came than the expected ones, which may be as right: then nothing
            is known of all calls.
    """

    def __init__(self, battery: Battery) -> None:
        self._battery = battery
        self._rank: tuple[int, ...] = ()
        self.failing: FailingCall | None = None
        self.wrong: list[Wrong] = []
        self.drew_otherwise = False

    def watching(self, yours: Iterable[Outcome]) -> Iterator[Outcome]:
        name = self._battery.exercise
        for i, (call, right, got) in enumerate(zip(self._battery.calls, self._battery.expected, yours, strict=True)):
            if any(alike(got, other) for other in self._battery.also_right.get(i, ())):
                yield right
                continue
            self.drew_otherwise |= call.random and not alike(got, right)
            if wrong_outcome(call, got, right):
                text = call.text(name)
                rank = _rank(call, text, got, right)
                if self.failing is None or rank < self._rank:
                    self._rank, self.failing = rank, FailingCall(text, _text(got), right.text())
                if not alike(got, right):
                    self.wrong.append(wrong(call, text, got, right))
            yield got


def _rank(call: Call, text: str, got: Outcome, right: Outcome) -> tuple[int, ...]:
    """How little a wrong call tells: the first is shown.

    Last comes what no criterion may mind; before it errors that are expected and missing; then results that are nan,
    infinite or errors, and edge cases. A short call is easier to follow than a long one.
    """
    return (
        alike(got, right),
        bool(right.raises),
        bool(got.raises) or not (is_finite(got.value) and is_finite(right.value)),
        not call.ordinary or (isinstance(right.value, float) and right.value == 0.0),
        len(text),
    )


def _text(got: Outcome) -> str:
    """The outcome in words; of an error its text, too."""
    return f"{got.text()}: {got.message}" if got.message else got.text()
