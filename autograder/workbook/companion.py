"""Write the module that lies beside the notebooks and holds what their check cells need.

It is put together from the modules of `autograder.checking` and from `autograder.learning.notebook`: whoever has a
notebook need not have the workbook's package.
"""

import ast
import inspect
from collections import Counter
from collections.abc import Iterator, Sequence
from types import ModuleType

from autograder.checking import (
    battery,
    changes,
    compare,
    diagnosis,
    failure,
    known,
    mending,
    outcomes,
    plain,
    remarks,
    repairs,
    slips,
    trees,
    watchdog,
)
from autograder.learning import notebook
from autograder.workbook.model import AuthorError

NAME, SHEET = BESIDE = ("workbook_checks.py", "workbook_checks.json")
"""The module, and the sheet of a notebook that is handed out alone."""
PARTS = (
    *(compare, outcomes, slips, known, diagnosis, remarks, watchdog, battery),
    *(trees, changes, repairs, mending, plain, failure, notebook),
)
"""In the order in which they need each other."""

HEADER = '''"""What the check cells of the notebooks need. There is nothing to write here.

Written by `workbook build` from autograder/: changes belong there.
"""'''


def companion_text() -> str:
    """The text of the module."""
    return f"{HEADER}\n\n{joined(PARTS)}"


def joined(parts: Sequence[ModuleType]) -> str:
    """The text of one module that holds what these hold; they need nothing else of this package.

    Raises:
        AuthorError: two of the parts give the same name to something.
    """
    read = [ast.parse(inspect.getsource(part)) for part in parts]
    names = Counter(name for tree in read for node in tree.body for name in _names(node))
    if twice := [name for name, count in names.items() if count > 1]:
        raise AuthorError(f"{twice[0]} is there twice: give it another name in one of the modules that are joined")
    imports = sorted({line for tree in read for node in tree.body for line in _import_lines(node)})
    return "\n".join([*imports, "", *(_body(part, tree) for part, tree in zip(parts, read, strict=True))])


def _names(node: ast.stmt) -> Iterator[str]:
    """What a statement at the top of a module gives a name to."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name


def _import_lines(node: ast.stmt) -> Iterator[str]:
    """A statement's imports from elsewhere, one a line."""
    match node:
        case ast.Import(names=names):
            yield from (ast.unparse(ast.Import([name])) for name in names)
        case ast.ImportFrom(module=str(module), names=names) if not module.startswith("autograder"):
            yield from (f"from {module} import {ast.unparse(name)}" for name in names)


def _body(part: ModuleType, tree: ast.Module) -> str:
    """The module's text without its docstring and imports."""
    lines = inspect.getsource(part).splitlines()
    first = next(node for node in tree.body[1:] if not isinstance(node, ast.Import | ast.ImportFrom))
    decorators = getattr(first, "decorator_list", [])
    start = min([first.lineno, *(decorator.lineno for decorator in decorators)])
    return "\n\n" + "\n".join(lines[start - 1 :]).strip() + "\n"
