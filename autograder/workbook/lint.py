"""The author check, first half: what can be seen in a section's files without running the hidden suites."""

import ast
import importlib
import re
from collections.abc import Iterator

from autograder.checking.criteria import Criterion
from autograder.workbook.hidden_side import misconceptions
from autograder.workbook.model import Demo, Exercise, Markdown, Section
from autograder.workbook.paths import ASSIGNMENTS, HIDDEN
from autograder.workbook.visible import visible_checks

HEADINGS = ("Args:", "Returns:", "Example:", "In an LLM:", "Source:")
HINT_LEVELS = 3
LOOSE = ("allclose", "isclose", "assert_allclose", "array_equal", "approx")
LEAK_LENGTH = 30
"""Lines of a reference shorter than this (``return total``) may well stand in a lesson, too."""


def lint_section(section: Section) -> Iterator[str]:
    """One line per defect of the section."""
    yield from _title(section)
    yield from _order(section)
    checks = visible_checks(section.name)
    earlier: list[str] = []
    for exercise in section.exercises.values():
        yield from (f"{exercise.name}: {defect}" for defect in _exercise(exercise))
        yield from (f"{exercise.name}: {defect}" for defect in _foundations(exercise, section, earlier))
        own = [check for check in checks if check.exercise == exercise.name]
        if not own:
            yield f"{exercise.name}: there is no visible check"
        for check in own:
            later = [name for name in check.needs[1:] if name not in earlier]
            if later:
                yield f"{check.name}: needs {', '.join(later)}, which is not an earlier exercise"
            if not check.name.startswith(f"test_{exercise.name}_"):
                yield f"{check.name}: the name must start with test_{exercise.name}_"
        earlier.append(exercise.name)
    for check in checks:
        if check.exercise not in section.exercises:
            yield f"{check.name}: its first parameter {check.exercise} is not an exercise of this section"
    yield from _hidden_side(section)
    yield from _leaks(section)


def _title(section: Section) -> Iterator[str]:
    if not section.title:
        yield f"{section.name}: the section has no title"


def _order(section: Section) -> Iterator[str]:
    """A lesson reads in the order theory, worked number, exercise, picture."""
    explained = begun = False
    for cell in section.cells:
        match cell:
            case Markdown(text):
                explained = explained or "**Worked number" in text
            case Exercise(name=name):
                if not explained:
                    yield f"{name}: no worked number stands before it"
                explained, begun = False, True
            case Demo() if not begun:
                yield f"{section.name}: a plot stands before the first exercise"


def _exercise(exercise: Exercise) -> Iterator[str]:
    for heading in HEADINGS:
        if f"\n{heading}\n" not in exercise.docstring and f"\n{heading} " not in exercise.docstring:
            yield f"the docstring has no section {heading}"
    if ">>> " not in exercise.docstring:
        yield "the docstring has no example that can be run"
    raised = {
        node.exc.func.id
        for node in ast.walk(exercise.function)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name)
    }
    for error in sorted(raised):
        if error not in exercise.docstring:
            yield f"the docstring does not say when {error} is raised"
    if len(exercise.hints) != HINT_LEVELS or not all(exercise.hints):
        yield f"it has {len(exercise.hints)} hints, not {HINT_LEVELS}"


def _foundations(exercise: Exercise, section: Section, earlier: list[str]) -> Iterator[str]:
    """An exercise builds on earlier ones only, and its docstring says on which."""
    used = section.builds_on(exercise.name)
    told = re.search(r"^Builds on: (.+)$", exercise.docstring, re.MULTILINE)
    named = re.findall(r"`(\w+)`", told[1]) if told else []
    if later := [name for name in used if name not in earlier]:
        yield f"it uses {', '.join(later)}, which comes later"
    if sorted(named) != sorted(used):
        names = ", ".join(f"`{name}`" for name in used) or "nothing"
        yield f"the docstring's line 'Builds on: ...' must name what the reference uses: {names}"


def _hidden_side(section: Section) -> Iterator[str]:
    """Hidden criteria and misconceptions exist for every exercise, for nothing else, and compare strictly."""
    module = importlib.import_module(f"autograder.hidden.{section.name}")
    marks = [mark for test in vars(module).values() if isinstance(mark := getattr(test, "criterion", None), Criterion)]
    known = misconceptions(section.name)
    for name in section.exercises:
        if not any(mark.exercise == name and mark.core for mark in marks):
            yield f"{name}: the hidden suite has no core criterion"
        if not known[name]:
            yield f"{name}: there are no misconceptions"
        messages = [mark.message for mark, _ in known[name]]
        yield from (f"{name}: two misconceptions say {text!r}" for text in set(messages) if messages.count(text) > 1)
    for name in {mark.exercise for mark in marks} | known.keys():
        if name not in section.exercises:
            yield f"{name}: the hidden suite or the misconceptions mention it, but it is not an exercise"
    where = f"hidden/{section.name}.py"
    tree = ast.parse((HIDDEN / f"{section.name}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in LOOSE:
            yield f"{where}, line {node.lineno}: {node.attr} broadcasts and converts: use assert_close"
        if isinstance(node, ast.Assert):
            yield f"{where}, line {node.lineno}: a bare assert judges unchecked values: use assert_same"


def _leaks(section: Section) -> Iterator[str]:
    """No line of a reference's body may stand in what students get."""
    for path in sorted(ASSIGNMENTS.glob(f"{section.name}.*")):
        text = path.read_text(encoding="utf-8")
        for exercise in section.exercises.values():
            for line in _body_lines(exercise):
                if line in text:
                    yield f"{path.name}: holds a line of the solution of {exercise.name}: {line}"


def _body_lines(exercise: Exercise) -> Iterator[str]:
    """Lines of the reference after its docstring that are long enough to be telling."""
    start = exercise.function.body[0].end_lineno or 0
    for line in exercise.source.splitlines()[start:]:
        if len(line.strip()) >= LEAK_LENGTH:
            yield line.strip()
