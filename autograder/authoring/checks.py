"""Rules about the text of a section's checks, visible and hidden."""

import ast
from collections.abc import Iterator
from pathlib import Path

from autograder.workbook.model import Exercise, Section
from autograder.workbook.workbook import Workbook

LOOSE = ("allclose", "isclose", "assert_allclose", "array_equal", "approx")
ALTERNATIVES = {"core": 3, "plus": 2, "stretch": 2}
"""How many other right answers an exercise needs, by its tier."""
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MAKES_MUTABLE = {"array", "asarray", "zeros", "ones", "full", "arange", "linspace", "list", "dict", "set"}


def has_visible_checks(workbook: Workbook, section: Section) -> Iterator[str]:
    where = f"tests/{workbook.visible_file(section.name).name}"
    checks = workbook.visible_checks(section.name)
    for name in section.exercises:
        if not any(check.exercise == name for check in checks):
            yield f"{name}: there is no visible check: write test_{name}_... in {where}"
    order = list(section.exercises)
    for check in checks:
        if check.exercise not in section.exercises:
            yield f"{where}, {check.name}: its first parameter must be an exercise of this section"
            continue
        earlier = order[: order.index(check.exercise)]
        if later := [name for name in check.needs[1:] if name not in earlier]:
            yield f"{where}, {check.name}: needs {', '.join(later)}, which is not an earlier exercise"
        if not check.name.startswith(f"test_{check.exercise}_"):
            yield f"{where}, {check.name}: the name must start with test_{check.exercise}_"


def has_content(workbook: Workbook, section: Section) -> Iterator[str]:
    """Each exercise has its file with criteria, mistakes and other right answers, and no file is left over."""
    folder = f"autograder/content/{section.name}"
    for path in workbook.content_files(section.name):
        if path.stem not in section.exercises:
            yield f"{folder}/{path.name}: {path.stem} is not an exercise of this section"
    for exercise in section.exercises.values():
        where = f"{folder}/{exercise.name}.py"
        if not (workbook.content / section.name / f"{exercise.name}.py").exists():
            yield f"{exercise.name}: there is no {where}: it holds the criteria, known mistakes and other right answers"
            continue
        yield from (f"{where}: {defect}" for defect in _content(workbook, section, exercise))


def _content(workbook: Workbook, section: Section, exercise: Exercise) -> Iterator[str]:
    content = workbook.content_of(section.name, exercise.name)
    core = [test for test in content.tests if test.criterion.core]
    if not core:
        yield "no criterion is core: write @criterion(core=True) over what the exercise is for"
    for test in core:
        if "rng" not in test.needs:
            yield f"{test.name} is core and has no inputs from rng: who has read it could answer from a table"
    if not content.mistakes:
        yield "there are no known mistakes: write functions under @mistake(...)"
    messages = [known.mistake.message for known in content.mistakes]
    yield from (f"two known mistakes say {text!r}" for text in set(messages) if messages.count(text) > 1)
    wanted = ALTERNATIVES[exercise.tier]
    if len(content.alternatives) < wanted:
        yield f"there are {len(content.alternatives)} other right answers under @alternative; it takes {wanted}"


def compares_strictly(workbook: Workbook, section: Section) -> Iterator[str]:
    """Checks compare with `assert_close` and `assert_same`: all else broadcasts, converts, or believes the result."""
    for path in (workbook.visible_file(section.name), *_hidden_files(workbook, section)):
        if not path.exists():
            continue
        hidden = path.parent.name == section.name
        for node in _tests(path):
            where = f"{path.relative_to(workbook.root)}, line {getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Attribute | ast.Name) and _name(node) in LOOSE:
                yield f"{where}: {_name(node)} broadcasts and converts: use assert_close"
            if isinstance(node, ast.Assert) and hidden:
                yield f"{where}: a bare assert judges unchecked values: use assert_same"


def _tests(path: Path) -> Iterator[ast.AST]:
    """Every node inside of the tests of a file."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield from ast.walk(node)


def _name(node: ast.Attribute | ast.Name) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id


def has_constants_that_cannot_change(workbook: Workbook, section: Section) -> Iterator[str]:
    """What stands beside the tests and is used in them serves a whole class: it must be the same for everyone."""
    files = _hidden_files(workbook, section)
    used = {node.id for path in files for node in _tests(path) if isinstance(node, ast.Name)}
    for path in files:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and _is_mutable(node.value):
                targets = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
                if targets & used or path.stem == "shared":
                    where = f"{path.relative_to(workbook.root)}, line {node.lineno}"
                    yield f"{where}: a constant that can be changed: make it a tuple, or build it inside of the test"


def _is_mutable(value: ast.expr) -> bool:
    """Whether a constant's value can be changed in place, in itself or in what it holds."""
    if isinstance(value, ast.Tuple):
        return any(map(_is_mutable, value.elts))
    if isinstance(value, ast.Call):
        function = value.func
        return isinstance(function, ast.Attribute | ast.Name) and _name(function) in MAKES_MUTABLE
    return isinstance(value, MUTABLE)


def _hidden_files(workbook: Workbook, section: Section) -> list[Path]:
    shared = workbook.content / section.name / "shared.py"
    return [*workbook.content_files(section.name), *([shared] if shared.exists() else [])]
