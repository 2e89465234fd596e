"""What is known of an exercise: the outcomes of the reference, of the known mistakes, of two at once, and of slips."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from autograder.checking.outcomes import Call, Outcome, alike, same_outcome
from autograder.checking.slips import Slip, digest

FEWEST = 4
"""Fewer agreeing calls are no evidence for a part of a mistake."""
EVERYDAY = 8
"""So many calls have numbers that are drawn at random, if there are so many: the last ones."""

Comparison = Callable[[Outcome, Outcome], bool]


class Pair(NamedTuple):
    """The outcomes of an answer that makes two known mistakes at once, and their names."""

    names: tuple[str, str]
    outcomes: Sequence[Outcome]


@dataclass(frozen=True)
class KnownMistakes:
    """The known mistakes of an exercise on a battery of calls.

    Attributes:
        calls: the battery.
        expected: outcomes of the reference.
        outcomes: those of each mistake, by its name.
        pairs: those of answers that make two of them at once.
        slips: what small changes of a right answer give that are none of them.
    """

    calls: Sequence[Call]
    expected: Sequence[Outcome]
    outcomes: Mapping[str, Sequence[Outcome]]
    pairs: Sequence[Pair] = ()
    slips: Sequence[Slip] = ()

    @cached_property
    def telling(self) -> dict[str, set[int]]:
        """For each mistake, the calls on which its outcome is not the expected one, by `same_outcome`."""
        return {name: self._different(outcomes, same_outcome) for name, outcomes in self.outcomes.items()}

    @cached_property
    def plainly_telling(self) -> dict[str, set[int]]:
        """The same by `alike`."""
        return {name: self._different(outcomes, alike) for name, outcomes in self.outcomes.items()}

    @cached_property
    def telling_pairs(self) -> list[set[int]]:
        """For each pair, the calls on which its outcome is not the expected one, by `alike`."""
        return [self._different(pair.outcomes, alike) for pair in self.pairs]

    @cached_property
    def ordinary(self) -> list[int]:
        """The ordinary calls on which a value is expected, and the same one from everyone."""
        told = enumerate(zip(self.calls, self.expected, strict=True))
        return [i for i, (call, right) in told if call.ordinary and not call.random and not right.raises]

    @cached_property
    def everyday(self) -> list[int]:
        """The last of them, without those at an end if enough are left."""
        inside = [i for i in self.ordinary if not self.calls[i].at_an_end]
        return (inside if len(inside) >= FEWEST else self.ordinary)[-EVERYDAY:]

    def digest_of(self, name: str, call: int) -> float:
        """The digest of a mistake's value on the call with this number; taken once."""
        if (name, call) not in self._digests:
            self._digests[name, call] = digest(self.outcomes[name][call].value)
        return self._digests[name, call]

    @cached_property
    def _digests(self) -> dict[tuple[str, int], float]:
        return {}

    def _different(self, outcomes: Sequence[Outcome], same: Comparison) -> set[int]:
        return {i for i, (a, b) in enumerate(zip(outcomes, self.expected, strict=True)) if not same(a, b)}
