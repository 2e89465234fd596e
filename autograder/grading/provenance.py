"""What a result follows from, see `results.Provenance`.

Text that decides on no points is no part of it: comments, docstrings, hints, lessons, and what is said of a known
mistake. To correct such a text has nobody graded again.
"""

import ast
import hashlib
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from autograder.grading.results import Provenance
from autograder.grading.seeds import fingerprint
from autograder.workbook.model import Exercise, Given, Section
from autograder.workbook.workbook import ROOT, Workbook

ENGINE = ("checking", "grading", "reading", "sandbox", "workbook")
"""The parts of the engine that decide on points."""


def provenance(workbook: Workbook, section: str, submission: str, secret: bytes, isolation: str) -> Provenance:
    """Provenance of a grading of one section of this workbook, in this Python."""
    digests = exercise_digests(workbook, section)
    return Provenance(submission, engine_digest(), fingerprint(secret), isolation, versions(), digests)


@cache
def engine_digest() -> str:
    """SHA-256 over the engine's files that decide on points."""
    files = [*(ROOT / "autograder" / "content").glob("*.py")]
    for part in ENGINE:
        files += (ROOT / "autograder" / part).rglob("*.py")
    return digest_of_files(files, ROOT)


def digest_of_files(files: Iterable[Path], root: Path) -> str:
    """SHA-256 over the names, seen from `root`, and the bytes of files."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def exercise_digests(workbook: Workbook, name: str) -> dict[str, str]:
    """For each exercise of a section, SHA-256 over what decides on its points, and on which mistakes are named.

    That is its worth, its criteria, known mistakes and visible checks, what these import from the section's folder,
    the section's given helpers, every reference whose name stands in any of it, and the same of the exercises that it
    builds on: an exercise is judged by them, too.
    """
    section = workbook.section(name)
    given = [_code(cell.source).essence for cell in section.cells if isinstance(cell, Given)]
    checks = workbook.visible_checks(name)
    own = {}
    for exercise in section.exercises.values():
        code = [*_hidden(workbook.content / name, exercise.name)]
        code += [_code(check.source) for check in checks if check.exercise == exercise.name]
        code += _references(section, exercise, code)
        own[exercise.name] = [f"{exercise.tier} {exercise.points}", *(part.essence for part in code)]

    def digest(exercise: str) -> str:
        judged_by = [*section.foundations(exercise), exercise]
        text = "\n".join([*given, *(part for other in judged_by for part in own[other])])
        return hashlib.sha256(text.encode()).hexdigest()

    return {exercise: digest(exercise) for exercise in section.exercises}


def versions() -> dict[str, str]:
    packages = ("numpy", "scipy", "msgspec")
    return {"python": platform.python_version(), **{package: version(package) for package in packages}}


class Code(NamedTuple):
    """What there is to know of some source text.

    Attributes:
        essence: the syntax tree as text, without comments, docstrings and messages of known mistakes.
        names: of its variables, attributes, parameters and imports.
        modules: from which it imports.
    """

    essence: str
    names: frozenset[str]
    modules: tuple[str, ...]


@cache
def _code(source: str) -> Code:
    tree = _WithoutTexts().visit(ast.parse(source))
    names: set[str] = set()
    modules = []
    for node in ast.walk(tree):
        match node:
            case ast.Name(name) | ast.Attribute(attr=name) | ast.arg(name) | ast.alias(name):
                names.add(name)
            case ast.ImportFrom(str(module)):
                modules.append(module)
    return Code(ast.dump(tree), frozenset(names), tuple(modules))


def _hidden(folder: Path, exercise: str) -> Iterator[Code]:
    """The exercise's file, and the files of the section's folder that it imports from, directly or not."""
    waiting, seen = [exercise], {exercise}
    while waiting:
        path = folder / f"{waiting.pop()}.py"
        if path.exists():
            code = _code(path.read_text(encoding="utf-8"))
            yield code
            files = [module.rpartition(".")[2] for module in code.modules if module.split(".")[2:3] == [folder.name]]
            waiting += sorted(set(files) - seen)
            seen.update(files)


def _references(section: Section, exercise: Exercise, code: Iterable[Code]) -> list[Code]:
    """The exercise's reference, and those whose names stand in this code or in the references found."""
    names = frozenset({exercise.name}).union(*(part.names for part in code))
    while True:
        found = [_code(other.source) for other in section.exercises.values() if other.name in names]
        more = names.union(*(part.names for part in found))
        if more == names:
            return found
        names = more


class _WithoutTexts(ast.NodeTransformer):
    """Takes out docstrings and the messages of known mistakes. Changes the tree."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.body = _without_docstring(node.body)
        return node

    def visit_Module(self, node: ast.Module) -> ast.AST:
        self.generic_visit(node)
        node.body = _without_docstring(node.body)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node.func:
            case ast.Name("mistake"):
                node.args = []
            case ast.Attribute(ast.Name("mistake"), "change"):
                node.args = node.args[:2]
        return node


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body:
        case [ast.Expr(ast.Constant(str())), *rest]:
            return rest
    return body
