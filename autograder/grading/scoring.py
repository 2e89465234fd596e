"""From verdicts to points."""

from collections.abc import Sequence

from autograder.grading.results import CriterionResult, ExerciseOutcome, Verdict

BY_SEVERITY: tuple[Verdict, ...] = ("out of memory", "crashed", "timed out", "not started")
"""Verdicts that give their name to an exercise without points, the most telling first."""


def points(criteria: Sequence[CriterionResult], max_points: float) -> float:
    """The share of the criteria that passed, times `max_points`, rounded to 4 digits.

    While a core criterion fails, the other criteria count as failed.

    >>> core = CriterionResult("is right", core=True, verdict="wrong")
    >>> edge = CriterionResult("raises on bad input", core=False, verdict="passed")
    >>> points([core, edge], 2.0)
    0.0
    """
    gate = all(c.verdict == "passed" for c in criteria if c.core)
    earned = sum(c.verdict == "passed" and (c.core or gate) for c in criteria)
    return round(max_points * earned / len(criteria), 4) if criteria else 0.0


def outcome(criteria: Sequence[CriterionResult], earned: float) -> ExerciseOutcome:
    """One word for an exercise, from what came of its criteria."""
    verdicts = {c.verdict for c in criteria}
    if "grader fault" in verdicts:
        return "grader fault"
    if verdicts == {"passed"}:
        return "correct"
    if earned > 0:
        return "partly correct"
    for verdict in BY_SEVERITY:
        if verdict in verdicts:
            return verdict  # type: ignore[return-value]  # each of them is also an exercise outcome
    return "wrong"
