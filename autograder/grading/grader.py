"""Grade one section of one submission: run the criteria in the sandbox, score, diagnose."""

import re
import sys
import traceback
from collections.abc import Mapping, Sequence

import msgspec

from autograder.grading import scoring
from autograder.grading.ahead import Ahead
from autograder.grading.explaining import NOTHING, Explainer, Told
from autograder.grading.foundations import right_versions
from autograder.grading.results import (
    CriterionResult,
    ExerciseOutcome,
    ExerciseResult,
    FailingCall,
    SectionResult,
    Status,
)
from autograder.grading.shelf import battery
from autograder.grading.submission import Form
from autograder.grading.suite import HiddenSuites
from autograder.grading.verdicts import NO_FILES
from autograder.sandbox.cells import CellError, LoadReport
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.limits import Limits
from autograder.sandbox.student import Student
from autograder.workbook.model import Exercise

ERRORS_SHOWN = 5
"""How many of the errors met while loading a section's message tells."""
MESSAGE_SHOWN = 300
"""How many characters of each."""
LOADING = {
    "FileNotFoundError": NO_FILES,
    "PermissionError": NO_FILES,
    "SyntaxError": f"this is Python {sys.version_info.major}.{sys.version_info.minor}",
}
"""What such an error may have to do with the grader, by its type; the one about modules says it itself."""

CLEAR = ("correct", "not started")
"""Outcomes of which there is nothing to explain."""


class Grader:
    """Grades sections with one zygote and one set of collected suites."""

    def __init__(self, suites: HiddenSuites, zygote: Zygote, limits: Limits | None = None) -> None:
        self._zygote = zygote
        self._limits = limits or Limits()
        ahead = Ahead(suites)
        self._sections = {section: SectionGrader(ahead, section) for section in suites.sections}

    def grade(self, section: str, forms: Sequence[Form], kept: Sequence[ExerciseResult] = ()) -> SectionResult:
        """Grade each form of a section. The better one counts, the first at a tie; a fault of the grader beats both.

        Exercises that are `kept` are not graded again; of several forms all are, as one of them alone was kept.
        """
        grader = self._sections[section]
        if not forms:
            return grader.without_points("missing", f"there is no {section}.py or {section}.ipynb")
        standing = {exercise.name: exercise for exercise in kept} if len(forms) == 1 else {}
        results = [self._grade_form(grader, form, standing) for form in forms]
        return max(results, key=lambda result: (result.status == "grader fault", result.points))

    def _grade_form(self, grader: "SectionGrader", form: Form, standing: Mapping[str, ExerciseResult]) -> SectionResult:
        if form.fault:
            return grader.without_points("grader fault", form.fault, form.name)
        if form.problem:
            return grader.without_points("unreadable", form.problem, form.name)
        try:
            with Student(self._zygote, form.cells, self._limits) as student, student.again() as other:
                return grader.grade(form, student, other, standing)
        except Exception as error:
            # Whatever it is, it is ours and not the student's: say so, tell the operator all, and go on with the class.
            traceback.print_exc()
            return grader.without_points("grader fault", f"{type(error).__name__}: {error}", form.name)


class SectionGrader:
    """Grades one section; batteries and expected outcomes are made once and kept."""

    def __init__(self, suites: Ahead, section: str) -> None:
        self._suites = suites
        self._workbook = suites.suites.workbook
        self._section = self._workbook.section(section)
        self._explainers: dict[str, Explainer] = {}

    def without_points(self, status: Status, message: str, form: str = "") -> SectionResult:
        """The result of a section that could not be graded at all."""
        return SectionResult(self._section.name, status, 0.0, self._section.points, form, message)

    def grade(
        self,
        form: Form,
        student: Student,
        other: Student,
        standing: Mapping[str, ExerciseResult],
    ) -> SectionResult:
        """Grade all exercises of a student who handed in `form`, but for those whose results stand.

        What may be told of a wrong one is found out by `other`, which is never asked anything hidden.
        """
        report = student.load()
        not_run = source_not_run(form, report)
        judged: dict[str, ExerciseResult] = {}
        for exercise in self._section.exercises.values():
            if exercise.name in standing:
                judged[exercise.name] = standing[exercise.name]
            elif exercise.name in report.names:
                judged[exercise.name] = self._with_foundations(exercise, judged, student, other)
            else:
                lost: ExerciseOutcome = "missing"
                if re.search(rf"\b{exercise.name}\b", not_run):
                    lost = "could not be loaded"
                judged[exercise.name] = ExerciseResult(exercise.name, exercise.tier, lost, 0.0, exercise.points)
        results = tuple(judged.values())
        return SectionResult(
            section=self._section.name,
            status=_status({result.outcome for result in results}, loaded=not report.errors),
            points=round(sum(result.points for result in results), 4),
            max_points=self._section.points,
            form=form.name,
            message="; ".join(filter(None, [*map(fault_of, results), load_message(report)])),
            exercises=results,
        )

    def _exercise(self, exercise: Exercise, student: Student, other: Student) -> ExerciseResult:
        criteria = self._suites.run(self._section.name, exercise.name, student)
        earned = scoring.points(criteria, exercise.points)
        outcome = scoring.outcome(criteria, earned)
        told = NOTHING if outcome in CLEAR else self._told(exercise.name, other)
        if told.fault:
            criteria = [CriterionResult("can be explained", True, "grader fault", told.fault)]
            earned, outcome = 0.0, "grader fault"
        found = told.found if outcome in ("wrong", "partly correct") else NOTHING.found
        return ExerciseResult(
            exercise.name,
            exercise.tier,
            outcome,
            earned,
            exercise.points,
            tuple(map(told.without_more, criteria)),
            found.mistakes,
            found.remark,
            FailingCall(*found.failing) if found.failing else None,
        )

    def _told(self, exercise: str, other: Student) -> Told:
        """What may be told of an exercise; nothing if its cells define it in one run and not in another."""
        try:
            if exercise not in other.load().names:
                return NOTHING
            if exercise not in self._explainers:
                self._explainers[exercise] = Explainer(battery(self._workbook, self._section.name, exercise))
            return self._explainers[exercise].explain(other)
        except Exception as error:
            traceback.print_exc()
            return Told(fault=f"{type(error).__name__}: {error}")

    def _with_foundations(
        self, exercise: Exercise, judged: Mapping[str, ExerciseResult], student: Student, other: Student
    ) -> ExerciseResult:
        """What the exercise is worth; if it builds on wrong ones, with right ones in their place, if that is more."""
        result = self._exercise(exercise, student, other)
        foundations = self._section.foundations(exercise.name)
        wrong = [name for name in foundations if not judged[name].right_by_itself]
        if not wrong or result.outcome == "correct":
            return result
        cell = right_versions(self._section, wrong, foundations)
        with student.followed_by(cell) as helped, helped.again() as helped_other:
            better = self._exercise(exercise, helped, helped_other)
        if better.outcome != "grader fault" and better.points <= result.points:
            return result
        # What it returned may come from the right versions: none of it is shown.
        return msgspec.structs.replace(better, inherited=tuple(wrong), failing_call=None)


def _status(outcomes: set[ExerciseOutcome], *, loaded: bool) -> Status:
    """What came of a section, from what came of its exercises, and whether all its cells ran."""
    if "grader fault" in outcomes:
        return "grader fault"
    if outcomes <= {"missing", "could not be loaded"} and not loaded:
        return "could not be loaded"
    return "not started" if outcomes <= {"not started", "missing"} else "graded"


def fault_of(result: ExerciseResult) -> str:
    """Where the grader failed in this exercise and why; empty if it did not."""
    faults = [criterion for criterion in result.criteria if criterion.verdict == "grader fault"]
    return f"{result.name}, {faults[0].title!r}: {faults[0].message}" if faults else ""


def source_not_run(form: Form, report: LoadReport) -> str:
    """The text of the cells that did not run to their end, and of those behind one that ended the loading."""
    not_run = {error.label for error in report.errors}
    ended = [error.label for error in report.errors if error.kind != "error"]
    if ended:
        labels = [cell.label for cell in form.cells]
        not_run.update(labels[labels.index(ended[0]) :])
    return "\n".join(cell.source for cell in form.cells if cell.label in not_run)


def load_message(report: LoadReport) -> str:
    """What went wrong while the student's cells were run, on one line: any of it may have cost an exercise.

    Lines are told by their numbers: a file that does not run may be another's, under a hard link, and its text is not
    repeated.
    """
    shown = [_load_error(error) for error in report.errors[:ERRORS_SHOWN]]
    more = len(report.errors) - len(shown)
    return "; ".join([*shown, f"and {more} more"] if more else shown)


def _load_error(error: CellError) -> str:
    message = error.message.splitlines()[0] if error.message else ""
    place = f"{error.label}, line {error.line}" if error.line else error.label
    reason = LOADING.get(error.type_name, "") if error.kind == "error" else "what comes after it was not run"
    return f"{place}: {error.type_name}: {message[:MESSAGE_SHOWN]}{f' ({reason})' if reason else ''}"
