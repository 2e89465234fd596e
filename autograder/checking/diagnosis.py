"""Recognise known mistakes in wrong answers.

A student's outcomes on a battery of calls are compared with the outcomes of every known wrong implementation on the
same calls. The steps go from strict evidence to vague evidence, and the first that finds a name is heard. Each names
a mistake only where its evidence leaves no other reading.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from autograder.checking.known import FEWEST, KnownMistakes
from autograder.checking.outcomes import Outcome, alike, holds_nan, same_outcome
from autograder.checking.slips import digest, same_digest

LARGEST_SET = 3
"""So many separate mistakes at once can be told apart."""
MOST = 0.6
"""The share of a mistake's telling calls that must agree, and of the wrong calls that it must explain, to be vague."""
NEARLY_ALL = 0.9
"""The same where fewer calls are looked at first."""
OF_ITS_OWN = 2
"""So many calls must each of several mistakes explain alone: one may agree by chance."""

Names = list[str]


@dataclass
class Traces:
    """Where outcomes agree, by the numbers of the calls.

    Attributes:
        telling: for each known mistake, where its outcome is not the expected one.
        agreeing: for each known mistake, the telling calls on which yours equals it.
        wrong: where yours is not the expected one.
    """

    telling: dict[str, set[int]]
    agreeing: dict[str, set[int]]
    wrong: set[int] = field(default_factory=set)

    @property
    def fits(self) -> dict[str, set[int]]:
        """The mistakes that yours equals on all of their telling calls, with these calls."""
        return {name: calls for name, calls in self.telling.items() if calls and calls == self.agreeing[name]}

    def on(self, calls: set[int]) -> "Traces":
        """The same as if there were no other calls."""
        telling, agreeing = (
            {name: found & calls for name, found in by_name.items()} for by_name in (self.telling, self.agreeing)
        )
        return Traces(telling, agreeing, self.wrong & calls)


@dataclass(frozen=True)
class Evidence:
    """What a battery of calls tells of a student's function.

    Attributes:
        strict: traces by `same_outcome`.
        close: traces by `alike`, which minds no more than criteria do.
        values: the calls for which a value is expected.
        ordinary: those of them whose arguments are ordinary, see `Call.ordinary`.
        everyday: those whose arguments were drawn at random, see `KnownMistakes.everyday`.
        ends: those with an argument at an end, see `Call.at_an_end`.
        drawn: the calls that draw random numbers: another value than the expected one may be as right.
        broken: the calls on which yours raises an error, or holds a nan, unlike what is expected.
        pairs: the names of two mistakes at once whose outcomes yours equals on all calls for which a value is expected
            and yours is not broken, by `alike`.
        ordinary_pairs: the same on ordinary calls alone.
        slips: the texts of the slips that give what yours gives on all calls that tell them, where yours is not broken.
        different: how many different wrong values yours gives on everyday calls.
    """

    strict: Traces
    close: Traces
    values: set[int]
    ordinary: set[int]
    everyday: set[int]
    ends: set[int]
    drawn: set[int]
    broken: set[int]
    pairs: set[frozenset[str]]
    ordinary_pairs: set[frozenset[str]]
    slips: Sequence[str]
    different: int


Step = Callable[[Evidence], Iterable[str]]
"""Names mistakes, or says nothing."""


def gather(known: KnownMistakes, yours: Iterable[Outcome]) -> Evidence:
    """Compare each outcome with the expected one and, where it is wrong, with those of the known mistakes.

    Args:
        known: what is compared with.
        yours: outcomes of the student's function, one for each call. None is kept: a student may return large values,
            which together would fill the memory.
    """
    values = {i for i, right in enumerate(known.expected) if not right.raises}
    ordinary = {i for i in values if known.calls[i].ordinary}
    drawn = {i for i in values if known.calls[i].random}
    everyday = set(known.everyday)
    strict, close = (
        Traces(telling, {name: set() for name in telling}) for telling in (known.telling, known.plainly_telling)
    )
    broken = set()
    pairs, ordinary_pairs = (set(range(len(known.pairs))) for _ in range(2))
    slips, different = known.slips, set()
    for i, (got, right) in enumerate(zip(yours, known.expected, strict=True)):
        told = digest(got.value)
        right_nearly, right_here = _agree(got, right)
        if not right_nearly:
            close.wrong.add(i)
        if not right_here:
            strict.wrong.add(i)
            for name, telling in strict.telling.items():
                if i in telling and (got.raises or same_digest(told, known.digest_of(name, i))):
                    nearly, strictly = _agree(got, known.outcomes[name][i])
                    if strictly:
                        strict.agreeing[name].add(i)
                    if nearly and i in close.telling[name] and not right_nearly:
                        close.agreeing[name].add(i)
        if i in values and (got.raises or (holds_nan(got.value) and not holds_nan(right.value))):
            broken.add(i)
        elif i in values:
            others = {n for n in ordinary_pairs if not _equals_pair(got, i, n, known, right_nearly)}
            pairs -= others
            ordinary_pairs -= others if i in ordinary - drawn else set()
            if i in everyday:
                slips = [slip for slip in slips if slip.gives(i, told)]
                different |= set() if right_nearly else {f"{told:.6g}"}
    return Evidence(
        strict,
        close,
        values,
        ordinary=ordinary,
        everyday=everyday,
        ends={i for i in values if known.calls[i].at_an_end},
        drawn=drawn,
        broken=broken,
        pairs={frozenset(known.pairs[number].names) for number in pairs},
        ordinary_pairs={frozenset(known.pairs[number].names) for number in ordinary_pairs},
        slips=[slip.text for slip in slips],
        different=len(different),
    )


def _agree(one: Outcome, other: Outcome) -> tuple[bool, bool]:
    """Whether two outcomes agree by `alike`, and by `same_outcome`, which minds more."""
    nearly = alike(one, other)
    return nearly, nearly and same_outcome(one, other)


def _equals_pair(got: Outcome, i: int, number: int, known: KnownMistakes, right: bool) -> bool:
    """Whether yours on call `i`, which is right or not, is what an answer with both mistakes gives."""
    telling = i in known.telling_pairs[number]
    return not telling if right else telling and alike(got, known.pairs[number].outcomes[i])


def conclude(evidence: Evidence) -> tuple[Step | None, Names]:
    """The mistakes that explain the wrong outcomes: what the first step says that has something to say.

    Returns:
        The step, and names in the order in which they are known; several when several mistakes are made at once.
    """
    for step in STEPS:
        if names := set(step(evidence)):
            return step, [name for name in evidence.strict.telling if name in names]
    return None, []


def all_calls_explained(evidence: Evidence) -> Iterable[str]:
    """The mistakes that yours equals on all of their telling calls, if they explain every wrong call.

    - A fit whose telling calls all belong to a larger fit is dropped: the larger one explains them too.
    - Calls for which an error is expected, and fits that tell on nothing else, do not count unless yours is wrong on
      nothing else: a missing validation must not hide the mistake in the formula, and needs no name beside it.
    - If two of the remaining fits share a telling call, the evidence is ambiguous.
    """
    fits, wrong = evidence.strict.fits, evidence.strict.wrong
    to_explain = wrong & evidence.values or wrong
    named = {
        name: calls
        for name, calls in fits.items()
        if calls & to_explain and not any(calls < other for other in fits.values())
    }
    explained = set[int]().union(*named.values())
    ambiguous = len(explained) < sum(map(len, named.values()))
    return () if ambiguous or not to_explain <= explained else named


def values_explained(evidence: Evidence) -> Iterable[str]:
    """The one smallest set of mistakes that explains every wrong value."""
    return _smallest_set(evidence.close.on(evidence.values))


def unbroken_values_explained(evidence: Evidence) -> Iterable[str]:
    """The same where yours is an error or nan on some calls, but not on most: a mistake may have edges of its own."""
    traces = evidence.close.on(evidence.values - evidence.broken)
    return _smallest_set(traces) if len(traces.wrong) >= len(evidence.broken) else ()


def ordinary_values_explained(evidence: Evidence) -> Iterable[str]:
    """The same on ordinary calls only, if there are enough of them: edges may be any, if they are not most."""
    return _explained_on(evidence, evidence.ordinary - evidence.drawn, evidence.values, MOST)


def everyday_values_explained(evidence: Evidence) -> Iterable[str]:
    """The same on everyday calls only, if nearly all others agree but for those at an end, which may be edges, too."""
    others = evidence.values - (evidence.ends - evidence.everyday)
    return _explained_on(evidence, evidence.everyday, others, NEARLY_ALL) if evidence.different >= FEWEST else ()


def _explained_on(evidence: Evidence, calls: set[int], others: set[int], share: float) -> Iterable[str]:
    """The smallest set that explains these calls, and so large a share of the others."""
    names = _smallest_set(evidence.close.on(calls - evidence.broken))
    traces = evidence.close.on(others - evidence.drawn)
    for name in names:
        agreeing = len(traces.agreeing[name])
        if agreeing < FEWEST or agreeing < share * len(traces.telling[name]):
            return ()
    explained = set[int]().union(*(traces.agreeing[name] for name in names))
    return names if len(explained) >= share * len(traces.wrong) else ()


def two_at_once_explain_unbroken_values(evidence: Evidence) -> Iterable[str]:
    """The one pair of mistakes that, made together, gives what yours gives, where that is not broken."""
    wrong = evidence.close.wrong & evidence.values - evidence.broken
    return _common(evidence.pairs) if len(wrong) > len(evidence.broken) else ()


def two_at_once_explain_ordinary_values(evidence: Evidence) -> Iterable[str]:
    """The same on ordinary calls only, if there are enough of them."""
    wrong = evidence.close.wrong & evidence.values
    ordinary = wrong & evidence.ordinary - evidence.drawn - evidence.broken
    enough = len(ordinary) >= FEWEST and len(ordinary) >= MOST * len(wrong)
    return _common(evidence.ordinary_pairs) if enough else ()


STEPS: Sequence[Step] = (
    all_calls_explained,
    values_explained,
    unbroken_values_explained,
    two_at_once_explain_unbroken_values,
    ordinary_values_explained,
    everyday_values_explained,
    two_at_once_explain_ordinary_values,
)
OF_PAIRS = (two_at_once_explain_unbroken_values, two_at_once_explain_ordinary_values)
"""What these name meets in one value: one small change may be a simpler reading."""


def slip_in(evidence: Evidence) -> str:
    """What is said of the slip that gives what yours gives; empty if there is none, or too little to see.

    Of several slips, which differ only where yours is broken, the first is told.
    """
    wrong = evidence.close.wrong & evidence.values - evidence.broken
    enough = evidence.different >= FEWEST and len(wrong) > len(evidence.broken)
    return evidence.slips[0] if enough and evidence.slips else ""


def _common(pairs: set[frozenset[str]]) -> Iterable[str]:
    """What is common to all pairs: both of them if there is one."""
    return frozenset.intersection(*pairs) if pairs else ()


def _smallest_set(traces: Traces) -> Iterable[str]:
    """The smallest set of fits that covers all wrong calls; nothing if there is none, or another as small."""
    fits = traces.fits
    for size in range(1, LARGEST_SET + 1):
        covering = [names for names in itertools.combinations(fits, size) if _cover([fits[n] for n in names], traces)]
        if covering and traces.wrong:
            return covering[0] if len(covering) == 1 else ()
    return ()


def _cover(fits: Sequence[set[int]], traces: Traces) -> bool:
    """Whether these sets of calls hold all that is wrong, and each of them two that are in no other."""
    seen = Counter(call for calls in fits for call in calls)
    alone = all(sum(seen[call] == 1 for call in calls) >= OF_ITS_OWN for calls in fits)
    return alone and traces.wrong <= seen.keys()
