"""The author check: all that must hold before a section is given to students, in the order of an author's work."""

from collections.abc import Callable, Iterator, Sequence

from autograder.authoring import checks, leaks, lesson, measure
from autograder.grading.suite import HiddenSuites
from autograder.workbook.build import stale
from autograder.workbook.model import AuthorError, Section
from autograder.workbook.workbook import Workbook

READING: list[Callable[[Workbook, Section], Iterator[str]]] = [
    lesson.has_a_title,
    lesson.explains_each_exercise,
    lesson.has_whole_docstrings,
    lesson.has_three_hints,
    lesson.builds_on_earlier_exercises_and_says_so,
    lesson.has_the_data_that_it_reads,
    lesson.has_names_of_its_own,
    lesson.shares_given_helpers_unchanged,
    checks.has_visible_checks,
    checks.has_content,
    checks.compares_strictly,
    checks.has_constants_that_cannot_change,
    leaks.keeps_solutions_out_of_the_assignments,
]
"""Rules about what is written."""

RUNNING: list[measure.Rule] = [
    measure.examples_are_true,
    measure.references_pass,
    measure.other_right_answers_pass,
    measure.stubs_pass_nothing,
    measure.known_mistakes_are_caught,
    measure.trivial_answers_earn_nothing,
    measure.no_result_trips_up_a_test,
    measure.spoilt_arguments_change_nothing,
    measure.a_table_earns_nothing,
    measure.suites_ask_seldom,
]
"""Rules about what happens when the checks are run: only worth asking where the others find nothing."""


def defects(workbook: Workbook, sections: Sequence[str]) -> Iterator[str]:
    """One line per defect of these sections, and what to write where."""
    for name in sections:
        found = list(in_section(workbook, name))
        yield from (f"{name}: {defect}" for defect in found)
    try:
        outdated = stale(workbook)
    except Exception as error:
        yield f"assignments cannot be built: {error}"
        return
    yield from (f"{path.relative_to(workbook.root)} is not up to date: run workbook build" for path in outdated)


def in_section(workbook: Workbook, name: str) -> Iterator[str]:
    """The defects of one section, however broken it is."""
    try:
        section = workbook.section(name)
    except AuthorError as error:
        yield str(error)
        return
    found = dict.fromkeys(defect for rule in READING for defect in _applied(rule, workbook, section))
    yield from found
    if not found:
        suites = HiddenSuites(workbook, [name], measure.MEASURING)
        for measured in RUNNING:
            yield from measured(suites, name)


def _applied(rule: Callable[[Workbook, Section], Iterator[str]], workbook: Workbook, section: Section) -> Iterator[str]:
    """What a rule finds; where it cannot go on, why."""
    try:
        yield from rule(workbook, section)
    except AuthorError as error:
        yield str(error)
