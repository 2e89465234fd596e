"""What `workbook lint` does not ask of each section: another secret."""

import pytest

from autograder.authoring import measure
from autograder.authoring.measure import kill_matrix, share
from autograder.grading.suite import HiddenSuites
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
