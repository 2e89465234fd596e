"""The author check: everything that must hold before a section is given to students."""

import doctest
from collections.abc import Iterator, Sequence

from autograder.grading.measure import (
    failed_criteria,
    faults,
    kill_matrix,
    trivial_points,
    visible_failures_of_references,
    visible_passes_of_the_stub,
)
from autograder.grading.suite import HiddenSuites
from autograder.workbook.build import stale
from autograder.workbook.hidden_side import solution
from autograder.workbook.lint import lint_section
from autograder.workbook.paths import ROOT
from autograder.workbook.read import read_section


def defects(sections: Sequence[str], secret: bytes) -> Iterator[str]:
    """One line per defect of these sections: their files first, then what running them shows."""
    outdated = [f"{path.relative_to(ROOT)} is not up to date: run workbook build" for path in stale()]
    if outdated:
        yield from outdated
        return
    for section in sections:
        yield from (f"{section}: {defect}" for defect in lint_section(read_section(section)))
    yield from _measured(HiddenSuites(sections, secret))


def _measured(suites: HiddenSuites) -> Iterator[str]:
    for section in suites.sections:
        references = suites.references[section]
        wrong_examples, _ = doctest.testmod(solution(section), report=False)
        if wrong_examples:
            yield f"{section}: {wrong_examples} examples are not true: python -m doctest solutions/{section}.py"
        yield from visible_failures_of_references(section, references)
        for name, function in references.items():
            for title in failed_criteria(suites, section, name, function):
                yield f"{name}: the reference fails the hidden criterion {title!r}"
        yield from (f"{check}: the stub passes it" for check in visible_passes_of_the_stub(section, references))
    for row in kill_matrix(suites):
        if not row.hidden:
            yield f"{row.exercise}: no hidden criterion catches {row.name}"
        if not row.example_tells:
            yield f"{row.exercise}: the example of {row.name} does not tell it from the reference"
    for exercise, answer, points in trivial_points(suites):
        if points:
            yield f"{exercise}: {answer!r} earns {points:g} points"
    for exercise, answer, criterion in faults(suites):
        yield f"{exercise}: the hidden test itself fails when students {answer}: {criterion}"
