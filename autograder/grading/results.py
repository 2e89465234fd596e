"""What grading says. These structs are the schema of `result.json`; `docs/results.md` explains it to people.

A result holds nothing that depends on when or how fast it was made: the same submission, suites and seed give the
same bytes.
"""

from typing import Literal

import msgspec

SCHEMA_VERSION = 3

Verdict = Literal["passed", "wrong", "raised", "timed out", "crashed", "out of memory", "not started", "grader fault"]
"""What came of one criterion."""

ExerciseOutcome = Literal[
    "correct",
    "partly correct",
    "wrong",
    "timed out",
    "crashed",
    "out of memory",
    "not started",
    "missing",
    "could not be loaded",
    "grader fault",
]

Status = Literal["graded", "not started", "missing", "could not be loaded", "unreadable", "grader fault"]
"""What came of a section."""


class Result(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all result structs: immutable, and strict when read back."""


class CriterionResult(Result, frozen=True):
    """One criterion of an exercise, by its title. `message` says what is wrong without showing hidden inputs."""

    title: str
    core: bool
    verdict: Verdict
    message: str = ""


class FailingCall(Result, frozen=True):
    """A call that may be shown: what was called, what the student's function gave, what was expected."""

    call: str
    yours: str
    expected: str


class ExerciseResult(Result, frozen=True):
    """One exercise: its outcome and points, and why.

    `inherited` names the earlier exercises that it builds on and that are wrong: it was judged with right ones in their
    place, so that a mistake costs points once. Where no misconception is named, `remark` tells a slip, what is wrong
    in general, or a repair.
    """

    name: str
    tier: str
    outcome: ExerciseOutcome
    points: float
    max_points: float
    criteria: tuple[CriterionResult, ...] = ()
    misconceptions: tuple[str, ...] = ()
    remark: str = ""
    failing_call: FailingCall | None = None
    inherited: tuple[str, ...] = ()

    @property
    def right_by_itself(self) -> bool:
        """Whether the student's own function can be relied on."""
        return self.outcome == "correct" and not self.inherited


class Provenance(Result, frozen=True):
    """What a result follows from: equal provenance means equal results.

    `submission` is a hash of the section's files, `engine` one of the grader's own code, `seed` a fingerprint of the
    grading secret, not the secret; `exercises` has a hash for each exercise, of its reference, criteria, known mistakes
    and visible checks and of those of the exercises that it builds on.
    """

    submission: str
    engine: str
    seed: str
    isolation: str
    versions: dict[str, str]
    exercises: dict[str, str]


class SectionResult(Result, frozen=True):
    """One section.

    `form` is the file that counted; `message` is one line when there is something to say; `provenance` is empty only as
    long as the result is in the grader's hands.
    """

    section: str
    status: Status
    points: float
    max_points: float
    form: str = ""
    message: str = ""
    exercises: tuple[ExerciseResult, ...] = ()
    provenance: Provenance | None = None

    def holds(self, now: Provenance) -> bool:
        """Whether grading again would give the same: nothing changed, and the grader did not fail."""
        return self.status != "grader fault" and self.provenance == now

    def holding(self, now: Provenance) -> tuple[ExerciseResult, ...]:
        """The exercises of which grading again would give the same."""
        before = self.provenance
        if before is None or msgspec.structs.replace(before, exercises=now.exercises) != now:
            return ()
        return tuple(
            exercise
            for exercise in self.exercises
            if exercise.outcome != "grader fault"
            and before.exercises.get(exercise.name) == now.exercises.get(exercise.name)
        )


class SubmissionResult(Result, frozen=True):
    """Everything about one student's submission: the sections that were graded, now or earlier."""

    schema_version: int
    student: str
    sections: tuple[SectionResult, ...]
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        return round(sum(section.points for section in self.sections), 6)

    @property
    def max_points(self) -> float:
        return round(sum(section.max_points for section in self.sections), 6)

    @property
    def isolated(self) -> bool:
        """Whether every section was graded behind walls."""
        return all(section.provenance is None or section.provenance.isolation != "none" for section in self.sections)

    @property
    def at_fault(self) -> bool:
        """Whether the grader failed somewhere, so that this submission must be graded again."""
        return any(section.status == "grader fault" for section in self.sections)


def encode(result: SubmissionResult) -> bytes:
    """The text of `result.json`."""
    return msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n"


def decode(data: bytes) -> SubmissionResult:
    """Read a `result.json`.

    Raises:
        msgspec.ValidationError: it was not written by `encode` of this schema version.
    """
    return msgspec.json.decode(data, type=SubmissionResult)
