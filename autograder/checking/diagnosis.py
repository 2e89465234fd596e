"""Recognise known mistakes in wrong answers.

A student's outcomes on a battery of calls are compared with the outcomes of every known wrong implementation on the
same calls. A mistake is named only where the evidence leaves no other reading; otherwise nothing is said.
"""

from collections.abc import Iterable, Mapping, Sequence

from autograder.checking.outcomes import Outcome, same_outcome


def diagnose(
    yours: Iterable[Outcome], expected: Sequence[Outcome], known: Mapping[str, Sequence[Outcome]]
) -> list[str]:
    """Names of the mistakes that explain the wrong outcomes, or an empty list.

    A call is *telling* for a mistake when the mistake's outcome differs from the expected one. A mistake *fits* when
    it has telling calls and yours equals it on all of them. Then

    - a fit whose telling calls all belong to a larger fit is dropped: the larger one explains them too;
    - calls for which an error is expected, and fits that tell on nothing else, do not count unless yours is wrong on
      nothing else: a missing validation must not hide the mistake in the formula, and needs no name beside it;
    - if two of the remaining fits share a telling call, the evidence is ambiguous: nothing is named;
    - if the fits leave a wrong answer unexplained, something else is going on: nothing is named.

    Args:
        yours: outcomes of the student's function, one for each call of the battery. None is kept: a student may
            return large values, which together would fill the memory.
        expected: outcomes of the reference on the same calls.
        known: outcomes of each known mistake on the same calls, by its name.

    Returns:
        Names in the order of `known`; several when separate mistakes explain separate calls.
    """
    telling = {
        name: {i for i, (a, b) in enumerate(zip(outcomes, expected, strict=True)) if not same_outcome(a, b)}
        for name, outcomes in known.items()
    }
    fits = {name: calls for name, calls in telling.items() if calls}
    wrong = set()
    for i, (got, right) in enumerate(zip(yours, expected, strict=True)):
        if not same_outcome(got, right):
            wrong.add(i)
        fits = {name: calls for name, calls in fits.items() if i not in calls or same_outcome(got, known[name][i])}
    to_explain = {i for i in wrong if not expected[i].raises} or wrong
    named = {
        name: calls
        for name, calls in fits.items()
        if calls & to_explain and not any(calls < other for other in fits.values())
    }
    explained = set().union(*named.values())
    ambiguous = len(explained) < sum(len(calls) for calls in named.values())
    return [] if ambiguous or not to_explain <= explained else list(named)
