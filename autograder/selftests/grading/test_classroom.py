"""A whole class through real warm graders and the real sandbox."""

import csv
import json
import os
import shutil
import signal
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
import pytest

from autograder.checking.battery import Battery, Explanation
from autograder.checking.outcomes import Outcome
from autograder.demo.sample_class import HOSTILE, MISTAKEN, SECTION, Sample, write_sample_class
from autograder.grading.channel import Settings
from autograder.grading.classroom import Classroom, Graded
from autograder.grading.files import locked
from autograder.grading.grader import Grader
from autograder.grading.results import ExerciseResult, SectionResult, SubmissionResult, decode, encode
from autograder.grading.submission import read_submission
from autograder.grading.suite import HiddenSuites
from autograder.grading.tables import COLUMNS, grades_csv
from autograder.grading.warm import WarmGrader, grade_twice_if_needed
from autograder.sandbox.errors import GradingError
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.limits import Limits
from autograder.workbook.evidence import battery_of
from autograder.workbook.model import Section
from autograder.workbook.workbook import ROOT, this_workbook

SECRET = b"a secret of the tests"
SETTINGS = Settings(str(ROOT), (SECTION,), limits=Limits(cpu_per_call=0.3, wall_per_call=5.0))
Submit = Callable[..., Path]


def grade(submissions: Path, results: Path, settings: Settings = SETTINGS) -> dict[str, SubmissionResult]:
    classroom = Classroom(submissions, results, settings, SECRET, processes=2)
    return {result.student: result for result in classroom.grade(lambda graded: None)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("class")


@pytest.fixture(scope="module")
def sample(folder: Path) -> dict[str, SubmissionResult]:
    """Results of the sample class, by student."""
    write_sample_class(folder / "submissions")
    return grade(folder / "submissions", folder / "results")


@pytest.fixture(scope="module")
def grader() -> WarmGrader:
    grader = WarmGrader(SETTINGS, SECRET)
    grader.start()
    return grader


def only_section(result: SubmissionResult) -> SectionResult:
    (section,) = result.sections
    return section


def exercise(result: SubmissionResult, name: str) -> ExerciseResult:
    return next(e for e in only_section(result).exercises if e.name == name)


@pytest.mark.parametrize("student", ["all-right-in-the-module", "all-right-in-the-notebook"])
def test_the_references_score_everything_in_the_sandbox(sample: dict[str, SubmissionResult], student: str) -> None:
    result = sample[student]
    assert result.points == result.max_points > 0
    assert {e.outcome for e in only_section(result).exercises} == {"correct"}


def test_what_is_done_is_paid_and_what_is_not_started_is_not(sample: dict[str, SubmissionResult]) -> None:
    for student in ("half-done", "half-done-in-the-notebook"):
        outcomes = {e.outcome for e in only_section(sample[student]).exercises}
        assert outcomes == {"correct", "not started"}
        assert 0 < sample[student].points < sample[student].max_points


def test_untouched_stubs_are_not_started(sample: dict[str, SubmissionResult]) -> None:
    assert only_section(sample["not-started"]).status == "not started"
    assert sample["not-started"].points == 0


def test_a_cell_that_does_not_load_says_where_and_costs_what_is_in_it(sample: dict[str, SubmissionResult]) -> None:
    section = only_section(sample["syntax-error"])
    assert [e.outcome for e in section.exercises if e.outcome != "correct"] == ["could not be loaded"]
    assert "SyntaxError" in section.message and f"{SECTION}.py (cell " in section.message


def test_every_mistaken_submission_is_told_its_mistake(sample: dict[str, SubmissionResult]) -> None:
    mistaken = [result for student, result in sample.items() if student.startswith("mistaken-")]
    assert len(mistaken) == MISTAKEN
    for result in mistaken:
        (wrong,) = [e for e in only_section(result).exercises if e.misconceptions]
        assert wrong.points < wrong.max_points
        assert wrong.failing_call is not None and wrong.failing_call.call.startswith(f"{wrong.name}(")
        assert wrong.failing_call.yours != wrong.failing_call.expected


@pytest.mark.parametrize(
    ("student", "outcome"),
    [
        ("loops-forever", "timed out"),
        ("fills-the-memory", "out of memory"),
        ("ends-the-process", "crashed"),
        ("equals-everything", "wrong"),
        ("reads-the-tests", "wrong"),
    ],
)
def test_hostile_answers_earn_nothing_and_cost_the_others_nothing(
    sample: dict[str, SubmissionResult], student: str, outcome: str
) -> None:
    assert student in HOSTILE
    entropy = exercise(sample[student], "entropy")
    assert (entropy.outcome, entropy.points) == (outcome, 0.0)
    assert exercise(sample[student], "cross_entropy").outcome == "correct"


def test_results_and_grades_are_on_disk(sample: dict[str, SubmissionResult], folder: Path) -> None:
    for student, result in sample.items():
        assert decode((folder / "results" / student / "result.json").read_bytes()) == result
    rows = list(csv.DictReader((folder / "results" / "grades.csv").open(encoding="utf-8")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["student"] for row in rows] == sorted(sample)
    assert {row["student"]: float(row["points"]) for row in rows} == {s: r.points for s, r in sample.items()}
    assert not list(folder.rglob("*.part"))


def test_grading_again_gives_the_same_bytes(sample: dict[str, SubmissionResult], folder: Path) -> None:
    students = ["all-right-in-the-notebook", "mistaken-logsumexp", "ends-the-process"]
    again = folder / "again"
    for student in students:
        shutil.copytree(folder / "submissions" / student, again / "submissions" / student)
    grade(again / "submissions", again / "results")
    for student in students:
        first, second = (base / "results" / student / "result.json" for base in (folder, again))
        assert first.read_bytes() == second.read_bytes()


def test_finished_results_are_taken_as_long_as_they_hold(
    submit: Submit, answers: dict[str, str], tmp_path: Path
) -> None:
    submissions = submit("done", {"entropy": answers["entropy"]})
    submit("changed", {"entropy": answers["entropy"]})
    first = grade(submissions, tmp_path / "results")
    submit("changed", answers)
    taken: dict[str, bool] = {}
    classroom = Classroom(submissions, tmp_path / "results", SETTINGS, SECRET, processes=1)

    def remember(graded: Graded) -> None:
        taken[graded.result.student] = graded.taken

    second = {result.student: result for result in classroom.grade(remember)}
    assert taken == {"done": True, "changed": False}
    assert second["done"] == first["done"]
    assert second["changed"].points > first["changed"].points


def test_a_result_that_is_not_whole_is_made_again(submit: Submit, answers: dict[str, str], tmp_path: Path) -> None:
    submissions = submit("student", {"entropy": answers["entropy"]})
    grade(submissions, tmp_path / "results")
    path = tmp_path / "results" / "student" / "result.json"
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    grade(submissions, tmp_path / "results")
    assert path.read_bytes() == whole


def test_the_better_of_two_forms_counts(
    submit: Submit, answers: dict[str, str], grader: WarmGrader, section: Section
) -> None:
    folder = submit("student", {"entropy": answers["entropy"]}) / "student"
    (folder / f"{SECTION}.ipynb").write_text(Sample(answers, suffix=".ipynb").text(section), encoding="utf-8")
    (result,) = grader.grade(read_submission(folder, this_workbook(), [SECTION]).forms)
    assert (result.form, result.points) == (f"{SECTION}.ipynb", result.max_points)


def test_a_notebook_cell_that_fails_costs_only_itself(
    tmp_path: Path, answers: dict[str, str], grader: WarmGrader
) -> None:
    sources = ["%matplotlib inline\nimport math\nimport numpy as np\nimport matplotlib.pyplot as plt\nplt.plot([1])"]
    sources += ["1 / 0", "def broken(:", answers["self_information"], "!ls"]
    cells = [{"cell_type": "code", "source": source} for source in sources]
    (tmp_path / f"{SECTION}.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4}))
    (result,) = grader.grade(read_submission(tmp_path, this_workbook(), [SECTION]).forms)
    assert result.status == "graded"
    first, second = result.message.split("; ")
    assert first == "cell 2, line 1: ZeroDivisionError: division by zero"
    assert second.startswith("cell 3, line 1: SyntaxError: invalid syntax")
    assert result.exercises[0].outcome == "correct"


def test_an_empty_folder_is_missing_and_an_unreadable_file_is_unreadable(tmp_path: Path, grader: WarmGrader) -> None:
    (missing,) = grader.grade(read_submission(tmp_path, this_workbook(), [SECTION]).forms)
    assert (missing.status, missing.points) == ("missing", 0.0)
    (tmp_path / f"{SECTION}.ipynb").write_text("not JSON")
    (unreadable,) = grader.grade(read_submission(tmp_path, this_workbook(), [SECTION]).forms)
    assert (unreadable.status, unreadable.message.count("\n")) == ("unreadable", 0)


def test_hidden_inputs_do_not_show_in_messages(submit: Submit, tmp_path: Path, answers: dict[str, str]) -> None:
    leak = "def entropy(p, base=2):\n    print(p)\n    raise type(repr(p), (Exception,), {})(repr(p))"
    submissions = submit("student", {"entropy": leak})
    criteria = exercise(grade(submissions, tmp_path / "results")["student"], "entropy").criteria
    assert {c.message for c in criteria} == {criteria[0].message}
    assert criteria[0].message.startswith(f"raises an error in {SECTION}.py (cell ")


def test_a_shown_answer_remembers_no_hidden_input(submit: Submit, tmp_path: Path, answers: dict[str, str]) -> None:
    memory = "def entropy(p, base=2, seen=[]):\n    seen.append(str(p))\n    return ' and '.join(seen)"
    submissions = submit("student", {"entropy": memory})
    shown = exercise(grade(submissions, tmp_path / "results")["student"], "entropy").failing_call
    battery = battery_of(this_workbook(), SECTION, "entropy")
    assert shown is not None
    assert {*shown.yours.strip("'").split(" and ")} <= {str(call.args[0]) for call in battery.calls}


def test_a_grader_that_dies_is_replaced_and_the_submission_graded(submit: Submit, answers: dict[str, str]) -> None:
    submission = read_submission(submit("student", answers) / "student", this_workbook(), [SECTION])
    with WarmGrader(SETTINGS, SECRET) as grader:
        grader.start()
        assert grader.pid is not None
        os.kill(grader.pid, signal.SIGKILL)
        (section,) = grade_twice_if_needed(grader, submission.forms)
    assert section.points == section.max_points


def test_a_submission_that_kills_every_grader_is_a_grader_fault(submit: Submit, answers: dict[str, str]) -> None:
    submission = read_submission(submit("student", answers) / "student", this_workbook(), [SECTION])

    class Dying(WarmGrader):
        def grade(self, forms: object, kept: object = None) -> tuple[SectionResult, ...]:
            raise GradingError("the grader's process ended while it graded this submission")

    (section,) = grade_twice_if_needed(Dying(SETTINGS, SECRET), submission.forms)
    assert section.status == "grader fault"
    assert section.max_points > 0


def test_a_fault_in_one_exercise_is_told_with_its_reason_and_leaves_the_others_their_points(
    submit: Submit, answers: dict[str, str], section: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = answers | {"entropy": "def entropy(p, base=math.e):\n    return 0.5"}
    forms = read_submission(submit("student", wrong) / "student", this_workbook(), [SECTION]).forms[SECTION]
    explain = Battery.explain

    def failing(battery: Battery, yours: Iterable[Outcome]) -> Explanation:
        if battery.exercise == "entropy":
            raise GradingError("the process that asks it is gone")
        return explain(battery, yours)

    monkeypatch.setattr(Battery, "explain", failing)
    with Zygote() as zygote:
        result = Grader(HiddenSuites(this_workbook(), [SECTION], SECRET), zygote).grade(SECTION, forms)
    assert result.status == "grader fault"
    assert "entropy, 'can be explained': GradingError: the process that asks it is gone" in result.message
    outcomes = {exercise.name: exercise.outcome for exercise in result.exercises}
    assert outcomes.pop("entropy") == "grader fault"
    assert outcomes["self_information"] == "correct"


SHIFTED = "def log_softmax(x, axis=-1):\n    return np.asarray(x, dtype=float) - 1.0"
SUMMED = """
def cross_entropy_loss(logits, targets):
    rows = log_softmax(np.asarray(logits, dtype=float))
    return float(-rows[np.arange(len(rows)), np.asarray(targets)].sum())
"""


@pytest.mark.parametrize("foundation", [SHIFTED, "def log_softmax(x, axis=-1):\n    raise NotImplementedError"])
def test_a_mistake_in_an_earlier_exercise_costs_points_once(
    submit: Submit, answers: dict[str, str], grader: WarmGrader, foundation: str
) -> None:
    folder = submit("student", answers | {"log_softmax": foundation}) / "student"
    (result,) = grader.grade(read_submission(folder, this_workbook(), [SECTION]).forms)
    by_name = {e.name: e for e in result.exercises}
    assert by_name["log_softmax"].points == 0
    assert by_name["cross_entropy_loss"].outcome == "correct"
    assert by_name["cross_entropy_loss"].inherited == ("log_softmax",)
    assert by_name["label_smoothed_loss"].inherited == ("log_softmax", "cross_entropy_loss")
    assert result.points == result.max_points - by_name["log_softmax"].max_points


def test_a_mistake_of_its_own_is_not_taken_for_an_inherited_one(
    submit: Submit, answers: dict[str, str], grader: WarmGrader
) -> None:
    folder = submit("student", answers | {"log_softmax": SHIFTED, "cross_entropy_loss": SUMMED}) / "student"
    (result,) = grader.grade(read_submission(folder, this_workbook(), [SECTION]).forms)
    loss = next(e for e in result.exercises if e.name == "cross_entropy_loss")
    assert (loss.points, loss.outcome) == (0.0, "wrong")


def test_right_foundations_are_left_in_place(submit: Submit, answers: dict[str, str], grader: WarmGrader) -> None:
    folder = submit("student", answers | {"cross_entropy_loss": SUMMED}) / "student"
    (result,) = grader.grade(read_submission(folder, this_workbook(), [SECTION]).forms)
    assert {e.name: e.inherited for e in result.exercises if e.inherited} == {
        "label_smoothed_loss": ("cross_entropy_loss",)
    }


def test_results_without_isolation_are_stamped(submit: Submit, answers: dict[str, str], tmp_path: Path) -> None:
    submissions = submit("student", answers)
    result = grade(submissions, tmp_path / "results", msgspec.structs.replace(SETTINGS, isolation="none"))["student"]
    assert result.points == result.max_points
    assert not result.isolated
    strict = grade(submissions, tmp_path / "results")["student"]
    assert strict.isolated, "a result made without isolation must not be taken"


def test_an_unknown_section_cannot_be_graded(tmp_path: Path) -> None:
    with pytest.raises(GradingError), WarmGrader(Settings(str(ROOT), ("s99_nowhere",)), SECRET) as grader:
        grader.start()


def test_names_that_a_spreadsheet_would_run_are_text(sample: dict[str, SubmissionResult]) -> None:
    result = msgspec.structs.replace(sample["not-started"], student='=HYPERLINK("x")')
    assert '"\'=HYPERLINK(""x"")",' in grades_csv([result])


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("all; =cmd()", "all; '=cmd()"),
        ("＝1+1", "'＝1+1"),
        ("one\ttwo\nthree", "one two three"),
        ("a - b, 1.5", "a - b, 1.5"),
    ],
)
def test_no_cell_of_the_table_is_a_formula(sample: dict[str, SubmissionResult], text: str, cell: str) -> None:
    result = msgspec.structs.replace(sample["not-started"], student=text)
    assert list(csv.reader(grades_csv([result]).splitlines()))[1][0] == cell


def test_grading_another_section_adds_to_the_results(submit: Submit, answers: dict[str, str], tmp_path: Path) -> None:
    submissions, results = submit("student", answers), tmp_path / "results"
    first = grade(submissions, results)["student"]
    other = msgspec.structs.replace(SETTINGS, sections=("s06_bayes",))
    both = grade(submissions, results, other)["student"]
    assert [section.section for section in both.sections] == [SECTION, "s06_bayes"]
    assert both.sections[0] == first.sections[0]
    assert "s06_bayes" in (results / "grades.csv").read_text() and SECTION in (results / "grades.csv").read_text()
    assert both.notes == ()


def test_two_gradings_do_not_write_into_one_folder(submit: Submit, answers: dict[str, str], tmp_path: Path) -> None:
    submissions, results = submit("student", answers), tmp_path / "results"
    with locked(results), pytest.raises(GradingError, match="another grading writes into"):
        grade(submissions, results)


def test_a_result_of_another_schema_is_refused(sample: dict[str, SubmissionResult]) -> None:
    with pytest.raises(msgspec.ValidationError):
        decode(encode(sample["not-started"]).replace(b'"notes"', b'"remarks"'))
