"""A workbook on disk: where its parts are, and its sections as data.

Everything that needs a workbook is given one, so that the engine runs as well on another than that of this checkout.
"""

import importlib.util
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from autograder.workbook.model import AuthorError, Section
from autograder.workbook.read import parse_section

if TYPE_CHECKING:  # they import numpy, which a list of exercises can do without
    from autograder.content.marks import Content, Function
    from autograder.workbook.visible import VisibleCheck

ROOT = Path(__file__).resolve().parents[2]
"""The checkout that this file belongs to."""

SHARED = ("__init__", "shared", "figures")
"""Files of a section's folder that belong to no exercise."""


class Workbook:
    """The workbook in the folder `root`; what is read is kept.

    Attributes:
        root: the folder, laid out as this checkout is.
        solutions, assignments, tests, sheets, content: its parts.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.solutions = root / "solutions"
        self.assignments = root / "assignments"
        self.tests = root / "tests"
        self.sheets = self.tests / "sheets"
        self.content = root / "autograder" / "content"
        self._sections: dict[str, Section] = {}
        self._modules: dict[str, ModuleType] = {}

    @property
    def names(self) -> list[str]:
        """Names of the sections that have a solution, in teaching order: ``["s01_probability", ...]``."""
        return sorted(path.stem for path in self.solutions.glob("s[0-9][0-9]_*.py"))

    def section(self, name: str) -> Section:
        """The section called `name`.

        Raises:
            AuthorError: its file is not a section; the message names the cell.
        """
        if name not in self._sections:
            text = (self.solutions / f"{name}.py").read_text(encoding="utf-8")
            self._sections[name] = parse_section(name, text)
        return self._sections[name]

    @property
    def sections(self) -> list[Section]:
        """All sections in teaching order."""
        return [self.section(name) for name in self.names]

    def exercises(self, sections: Iterable[str]) -> dict[str, list[str]]:
        """Names of the exercises of these sections, by section."""
        return {name: list(self.section(name).exercises) for name in sections}

    def solution(self, section: str) -> ModuleType:
        """The section's literate module, imported: its references and given helpers."""
        return self._module(f"solutions.{section}", self.solutions / f"{section}.py")

    def references(self, section: str) -> "dict[str, Function]":
        """The reference functions of a section by name, in teaching order."""
        module = self.solution(section)
        return {name: getattr(module, name) for name in self.section(section).exercises}

    def content_files(self, section: str) -> list[Path]:
        """The files of a section's exercises; whose name is not an exercise's belongs to nobody."""
        return [path for path in sorted((self.content / section).glob("*.py")) if path.stem not in SHARED]

    def content_of(self, section: str, exercise: str) -> "Content":
        """What the hidden side knows of an exercise; nothing if it has no file.

        Raises:
            AuthorError: the file does not import, or is not written as it must be.
        """
        from autograder.content.marks import NOTHING, ContentError, content_of

        path = self.content / section / f"{exercise}.py"
        if not path.exists():
            return NOTHING
        try:
            self.solution(section)  # which the file imports from
            return content_of(self._module(f"autograder.content.{section}.{exercise}", path))
        except ContentError as error:
            raise AuthorError(f"{path.relative_to(self.root)}: {error}") from None
        except Exception as error:
            raise AuthorError(
                f"{path.relative_to(self.root)} does not import: {type(error).__name__}: {error}"
            ) from error

    def visible_checks(self, section: str) -> "list[VisibleCheck]":
        """The visible checks of a section, in the order of their file."""
        from autograder.workbook.visible import visible_checks

        return visible_checks(self.visible_file(section))

    def visible_file(self, section: str) -> Path:
        return self.tests / f"test_{section}.py"

    def _module(self, name: str, path: Path) -> ModuleType:
        """The module called `name`, from this workbook's file, whatever else was imported by that name."""
        if name not in self._modules:
            package = name.rpartition(".")[0]
            if package != "solutions" and package not in self._modules:
                self._modules[package] = _package(package, path.parent)
            self._modules[name] = _loaded(name, path)
        return self._modules[name]


def _package(name: str, folder: Path) -> ModuleType:
    """A folder as a package under this name, in the place of any other: what its files import from it is theirs."""
    for imported in [module for module in sys.modules if module == name or module.startswith(f"{name}.")]:
        del sys.modules[imported]
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package
    return package


def _loaded(name: str, path: Path) -> ModuleType:
    """A module from a file, registered by its name so that others can import from it."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


@cache
def this_workbook() -> Workbook:
    """The workbook of this checkout."""
    return Workbook(ROOT)
