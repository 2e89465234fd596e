"""Grade one section of one submission: run the criteria in the sandbox, score, diagnose."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from autograder.checking.diagnosis import diagnose
from autograder.checking.outcomes import Call, Function, Outcome, Recorder, outcome, wrong_outcome
from autograder.checking.sheet import ExerciseSheet, sheet
from autograder.grading import scoring
from autograder.grading.foundations import right_versions
from autograder.grading.results import ExerciseResult, FailingCall, SectionResult
from autograder.grading.submission import Form
from autograder.grading.suite import Functions, HiddenSuites
from autograder.sandbox.cells import Cell, LoadReport
from autograder.sandbox.errors import GradingError
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.limits import Limits
from autograder.sandbox.student import Student
from autograder.workbook.hidden_side import misconceptions
from autograder.workbook.read import read_section


class Grader:
    """Grades sections with one zygote and one set of collected suites."""

    def __init__(self, suites: HiddenSuites, zygote: Zygote, limits: Limits | None = None) -> None:
        self._zygote = zygote
        self._limits = limits or Limits()
        self._sections = {section: SectionGrader(suites, section) for section in suites.sections}

    def grade(self, section: str, forms: Sequence[Form]) -> SectionResult:
        """Grade each form of a section; the better one counts, the first at a tie."""
        grader = self._sections[section]
        if not forms:
            return grader.without_points("missing", f"there is no {section}.py or {section}.ipynb")
        return max((self._grade_form(grader, form) for form in forms), key=lambda result: result.points)

    def _grade_form(self, grader: "SectionGrader", form: Form) -> SectionResult:
        if form.problem:
            return grader.without_points("unreadable", form.problem, form.name)
        cells = [Cell(cell.label, cell.source) for cell in form.cells]
        try:
            with Student(self._zygote, cells, self._limits) as student:
                return grader.grade(form.name, student)
        except Exception as error:
            # Whatever it is, it is ours and not the student's: say so, tell the operator all, and go on with the class.
            traceback.print_exc()
            return grader.without_points("grader fault", f"{type(error).__name__}: {error}", form.name)


class SectionGrader:
    """Grades one section; batteries and expected outcomes are made once and kept."""

    def __init__(self, suites: HiddenSuites, section: str) -> None:
        self._suites = suites
        self._sheet = sheet(section)
        self._batteries = {name: Battery(suites, section, name) for name in self._sheet.exercises}

    def without_points(self, status: str, message: str, form: str = "") -> SectionResult:
        """The result of a section that could not be graded at all."""
        return SectionResult(self._sheet.section, status, 0.0, self._sheet.points, form, message)  # type: ignore[arg-type]

    def grade(self, form: str, student: Student) -> SectionResult:
        """Grade all exercises of a loaded student."""
        report = student.load()
        judged: dict[str, ExerciseResult] = {}
        for exercise in self._sheet.exercises.values():
            result = self._exercise(exercise, report, student)
            wrong = [name for name in self._sheet.foundations(exercise.name) if not judged[name].right_by_itself]
            if wrong and exercise.name in report.names and result.outcome != "correct":
                result = self._with_right_foundations(exercise, wrong, result, student)
            judged[exercise.name] = result
        results = tuple(judged.values())
        outcomes = {result.outcome for result in results}
        if "grader fault" in outcomes:
            status = "grader fault"
        elif outcomes <= {"missing", "could not be loaded"} and report.errors:
            status = "could not be loaded"
        elif outcomes <= {"not started", "missing"}:
            status = "not started"
        else:
            status = "graded"
        return SectionResult(
            section=self._sheet.section,
            status=status,  # type: ignore[arg-type]
            points=round(sum(result.points for result in results), 4),
            max_points=self._sheet.points,
            form=form,
            message=load_message(report),
            exercises=results,
        )

    def _exercise(self, exercise: ExerciseSheet, report: LoadReport, student: Student) -> ExerciseResult:
        if exercise.name not in report.names:
            lost = "could not be loaded" if report.errors else "missing"
            return ExerciseResult(exercise.name, exercise.tier, lost, 0.0, exercise.points)  # type: ignore[arg-type]
        criteria = self._suites.run(self._sheet.section, exercise.name, student)
        earned = scoring.points(criteria, exercise.points)
        outcome = scoring.outcome(criteria, earned)
        messages: tuple[str, ...] = ()
        failing = None
        if outcome in ("wrong", "partly correct"):
            messages, failing = self._batteries[exercise.name].explain(student.function(exercise.name))
        return ExerciseResult(
            exercise.name, exercise.tier, outcome, earned, exercise.points, tuple(criteria), messages, failing
        )

    def _with_right_foundations(
        self, exercise: ExerciseSheet, wrong: list[str], result: ExerciseResult, student: Student
    ) -> ExerciseResult:
        """What the exercise is worth when the `wrong` ones that it builds on are right, if that is more."""
        cell = right_versions(read_section(self._sheet.section), wrong, self._sheet.foundations(exercise.name))
        with student.followed_by(cell) as helped:
            better = self._exercise(exercise, helped.load(), helped)
        return msgspec.structs.replace(better, inherited=tuple(wrong)) if better.points > result.points else result


@dataclass(frozen=True)
class Battery:
    """The calls on which a student's function is compared with the known wrong implementations."""

    suites: HiddenSuites
    section: str
    exercise: str

    @cached_property
    def _reference(self) -> Function:
        return self.suites.references[self.section][self.exercise]

    @cached_property
    def _revealed(self) -> list[Call]:
        """Calls that may be shown: those of the visible checks, and the examples of the misconceptions."""
        examples = [Call(mark.example) for mark, _ in misconceptions(self.section)[self.exercise]]
        return sorted(
            [*sheet(self.section).exercises[self.exercise].calls, *examples],
            key=lambda call: len(call.text(self.exercise)),
        )

    @cached_property
    def _calls(self) -> list[Call]:
        """The revealed calls and those that the hidden suite makes."""
        recorder = Recorder(self._reference)
        self.suites.run(self.section, self.exercise, Functions({self.exercise: recorder}))
        return [*self._revealed, *recorder.calls]

    @cached_property
    def _expected(self) -> list[Outcome]:
        return [outcome(self._reference, call) for call in self._calls]

    @cached_property
    def _known(self) -> dict[str, list[Outcome]]:
        known = misconceptions(self.section)[self.exercise]
        return {mark.message: [outcome(function, call) for call in self._calls] for mark, function in known}

    def explain(self, function: Function) -> tuple[tuple[str, ...], FailingCall | None]:
        """Messages of the recognised mistakes, and the smallest revealed call that goes wrong."""
        yours = self._outcomes(function)
        messages = tuple(diagnose(yours, self._expected, self._known))
        for call, got, expected in zip(self._revealed, yours, self._expected, strict=False):
            if wrong_outcome(call, got, expected):
                return messages, FailingCall(call.text(self.exercise), got.text(), expected.text())
        return messages, None

    def _outcomes(self, function: Function) -> list[Outcome]:
        """Outcomes of a student's function; a fault of the grader is not an outcome and goes through."""
        faults: list[GradingError] = []

        def watched(*args: Any, **kwargs: Any) -> Any:
            try:
                return function(*args, **kwargs)
            except GradingError as fault:
                faults.append(fault)
                raise

        found = [outcome(watched, call) for call in self._calls]
        if faults:
            raise faults[0]
        return found


def load_message(report: LoadReport) -> str:
    """The first thing that went wrong while the student's cells were run, on one line."""
    if not report.errors:
        return ""
    error = report.errors[0]
    return (
        f"{error.label}, line {error.line}: {error.type_name}: {error.message.splitlines()[0] if error.message else ''}"
    )
