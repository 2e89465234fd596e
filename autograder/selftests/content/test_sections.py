"""What `workbook lint` does not ask of each section: another secret, and a run of the unwritten module."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.authoring import measure
from autograder.authoring.measure import kill_matrix, share
from autograder.course.data import companions
from autograder.grading.suite import HiddenSuites
from autograder.workbook.modules import module_text
from autograder.workbook.workbook import this_workbook

OTHER_RULES = [
    measure.references_pass,
    measure.other_right_answers_pass,
    measure.known_mistakes_are_caught,
    measure.no_result_trips_up_a_test,
]
"""Rules whose answer must not depend on the secret."""


SECRETS = 50
"""So many are tried."""


@pytest.fixture(scope="module", params=this_workbook().names)
def suites(request: pytest.FixtureRequest) -> HiddenSuites:
    """The suites of one section, with another secret than the author check's."""
    return HiddenSuites(this_workbook(), [request.param], b"another secret")


@pytest.mark.parametrize("rule", OTHER_RULES, ids=lambda rule: rule.__name__)
def test_another_secret_finds_no_defects(suites: HiddenSuites, rule: measure.Rule) -> None:
    assert list(rule(suites, suites.sections[0])) == []


def test_no_secret_draws_inputs_on_which_the_references_fail(suites: HiddenSuites) -> None:
    """A criterion that one secret in a hundred makes impossible would cost a whole class its points."""
    (section,) = suites.sections
    for number in range(SECRETS):
        drawn = HiddenSuites(suites.workbook, [section], f"secret {number}".encode())
        assert list(measure.references_pass(drawn, section)) == [], f"with secret {number}"


def test_the_visible_checks_alone_catch_nine_of_ten_known_mistakes(suites: HiddenSuites) -> None:
    assert share(row.visible for row in kill_matrix(suites)) >= 0.9


def test_before_anything_is_written_every_plot_says_what_it_waits_for(suites: HiddenSuites, tmp_path: Path) -> None:
    """A name that a plot takes from a plot above must not be one that a third plot has used for something else."""
    (name,) = suites.references
    workbook = this_workbook()
    module = tmp_path / f"{name}.py"
    module.write_text(module_text(workbook.section(name)))
    for companion, origin in companions(workbook, workbook.section(name)).items():
        (tmp_path / companion).parent.mkdir(exist_ok=True)
        shutil.copy(origin, tmp_path / companion)
    command = [sys.executable, "-W", "ignore", str(module)]
    run = subprocess.run(command, cwd=tmp_path, env={**os.environ, "MPLBACKEND": "Agg"}, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
    assert "Not yet: " in run.stdout and "Not shown: " not in run.stdout
