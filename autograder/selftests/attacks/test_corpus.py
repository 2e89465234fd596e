"""Every attack of the corpus, handed in among honest submissions and graded as root and as an ordinary user."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from autograder.demo.sample_class import SECTION, samples
from autograder.grading.grader import Grader
from autograder.grading.results import SectionResult, SubmissionResult, decode
from autograder.grading.submission import read_submission
from autograder.grading.suite import HiddenSuites
from autograder.sandbox.launcher import Zygote
from autograder.selftests.attacks.attack import TARGETS, attacks
from autograder.selftests.attacks.canaries import Canaries
from autograder.selftests.attacks.grade import LIMITS
from autograder.selftests.attacks.table import TABLE, table_text
from autograder.selftests.users import as_ordinary_user, let_in
from autograder.workbook.evidence import battery_of
from autograder.workbook.model import Section
from autograder.workbook.workbook import ROOT, this_workbook

ATTACKS = {attack.name: attack for attack in attacks()}
HONEST = ("all-right-in-the-module", "half-done-in-the-notebook", "mistaken-cross_entropy")
MEMORY = 512 << 20
"""Bytes that a grader may need at most, whatever it is sent."""
SECONDS = 900
"""An end for a grading that hangs; a whole class takes a small part of it."""

REACHING = ("archives", "companions", "ending", "patching", "reading", "walking")
"""Families that reach for the system, where it matters as whom they do it: they are graded as root, too."""
USERS = {
    "an ordinary user": list(ATTACKS),
    "root": [name for name, attack in ATTACKS.items() if attack.family in REACHING],
}

LEAKING = [name for name, attack in ATTACKS.items() if attack.family == "leaking"]
MARKED = re.compile(r"LEAK\[([-+.\w, ]*)")
"""Sorted arguments of a call, as those attacks mark whatever they tell."""


class Graded(NamedTuple):
    """A class that holds every attack, after grading."""

    attacks: list[str]
    results: Path
    touched: list[str]
    peak_memory: int

    def result(self, student: str) -> SubmissionResult:
        return decode((self.results / student / "result.json").read_bytes())


def write_honest(submissions: Path) -> None:
    section = this_workbook().section(SECTION)
    for name in HONEST:
        sample = samples()[name]
        (submissions / name).mkdir(parents=True)
        (submissions / name / f"{section.name}{sample.suffix}").write_text(sample.text(section), encoding="utf-8")


def grade(folder: Path, names: list[str], *, user: bool = False, isolation: str = "strict") -> Graded:
    """Write a class of these attacks and the honest submissions, and grade it in a process of its own."""
    folder.mkdir(parents=True)
    submissions, results = folder / "submissions", folder / "results"
    write_honest(submissions)
    results.mkdir()
    with Canaries(folder) as canaries:
        for name in names:
            ATTACKS[name].hand_in(submissions / name, canaries.baits)
        for path in (folder, results):
            path.chmod(0o777)
        prefix, run_as = as_ordinary_user() if user else ([], {})
        command = [*prefix, sys.executable, "-B", "-m", "autograder.selftests.attacks.grade"]
        run = subprocess.run(  # type: ignore[call-overload]
            [*command, str(submissions), str(results), isolation],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            **run_as,
        )
        assert run.returncode == 0, run.stderr
        return Graded(names, results, canaries.touched(results), int(run.stdout))


@pytest.fixture(scope="module", params=USERS)
def graded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    user: str = request.param
    if user == "root" and os.getuid() != 0:
        pytest.skip("this is not root")
    folder = tmp_path_factory.mktemp("attacked")
    let_in(folder)
    return grade(folder / "class", USERS[user], user=user != "root")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """The honest submissions in a class of their own."""
    return grade(tmp_path_factory.mktemp("alone") / "class", [])


@pytest.fixture(scope="module")
def honest_points(section: Section) -> float:
    """What the honest part of an attacker's submission is worth."""
    return sum(exercise.points for name, exercise in section.exercises.items() if name not in TARGETS)


def test_there_are_at_least_a_hundred_attacks() -> None:
    assert len(ATTACKS) >= 100


def test_an_attack_earns_no_more_than_its_honest_part(graded: Graded, honest_points: float) -> None:
    results = {name: graded.result(name) for name in graded.attacks}
    assert {name: result.points for name, result in results.items() if result.points > honest_points} == {}
    assert [name for name, result in results.items() if result.at_fault] == []


def test_the_verdict_says_what_an_attack_did(graded: Graded) -> None:
    found = {name: outcome(graded.result(name)) for name in graded.attacks}
    other = {name: got for name, got in found.items() if got not in ATTACKS[name].outcome.split(" or ")}
    assert other == {}


def outcome(result: SubmissionResult) -> str:
    """What came of entropy, or of the section."""
    (section,) = result.sections
    return next((exercise.outcome for exercise in section.exercises if exercise.name == "entropy"), section.status)


def test_no_attack_reaches_a_file_a_folder_a_server_or_a_process(graded: Graded) -> None:
    assert graded.touched == []


@pytest.mark.parametrize("student", HONEST)
def test_the_others_grades_are_the_same_to_the_byte(graded: Graded, alone: Graded, student: str) -> None:
    with_attackers, without = (class_.results / student / "result.json" for class_ in (graded, alone))
    assert with_attackers.read_bytes() == without.read_bytes()


def shown_arguments() -> list[str]:
    """Of all calls of the targets that may be shown, as the attacks mark them."""
    calls = [call.args for name in TARGETS for call in battery_of(this_workbook(), SECTION, name).calls]
    return [", ".join(map(str, sorted(map(float, args[0])))) for args in calls]


def test_no_attack_tells_hidden_inputs(graded: Graded) -> None:
    shown = shown_arguments()
    told = {text for path in graded.results.rglob("result.json") for text in MARKED.findall(path.read_text())}
    assert told
    # A long text is cut, and so may the arguments be.
    assert [text for text in told if not any(call.startswith(text.removesuffix(" ...")) for call in shown)] == []


def told_in_a_class_of_its_own(submissions: Path, secret: bytes) -> dict[str, SectionResult]:
    with Zygote() as zygote:
        grader = Grader(HiddenSuites(this_workbook(), [SECTION], secret), zygote, LIMITS)
        forms = {
            name: read_submission(submissions / name, this_workbook(), [SECTION]).forms[SECTION] for name in LEAKING
        }
        return {name: grader.grade(SECTION, form) for name, form in forms.items()}


def test_leaking_attacks_are_told_the_same_whatever_the_hidden_inputs_are(tmp_path: Path) -> None:
    for name in LEAKING:
        ATTACKS[name].hand_in(tmp_path / name, {})
    one, another = (told_in_a_class_of_its_own(tmp_path, secret) for secret in (b"one secret", b"another secret"))
    assert {result.status for result in one.values()} == {"graded"}
    assert [name for name in LEAKING if one[name] != another[name]] == []


def test_the_graders_memory_is_bounded(graded: Graded) -> None:
    assert 0 < graded.peak_memory < MEMORY


def test_without_the_walls_the_same_attacks_reach_everything(tmp_path: Path) -> None:
    names = [
        "reading-opens_a_file",
        "reading-writes_a_file",
        "reading-connects_to_a_server",
        "ending-kills_another_process",
    ]
    found = " ".join(grade(tmp_path / "class", names, isolation="none").touched)
    for reached in ("the secret is in", "hacked was written", "had a visitor", "was ended"):
        assert reached in found


def test_the_published_table_is_up_to_date() -> None:
    assert TABLE.read_text(encoding="utf-8") == table_text()
