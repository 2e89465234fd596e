"""Functions as syntax trees, what can be changed in them, and back: what pairs, slips and repairs are made of."""

import ast
import copy
import inspect
import textwrap
import warnings
from collections.abc import Callable, Iterator, Mapping
from types import CodeType, FunctionType
from typing import Any, TypeVar

Tree = TypeVar("Tree", bound=ast.AST)

READABLE = 24
"""A part that stands on both sides is shown as "…" if it has more characters."""


def definition_of(function: Callable[..., Any]) -> ast.FunctionDef:
    """The syntax tree of a function, without its docstring and decorators."""
    definition = definition_in(textwrap.dedent(inspect.getsource(function)))
    assert definition is not None
    return definition


def definition_in(source: str, name: str = "") -> ast.FunctionDef | None:
    """The tree of the last function of that name, or of any, in a source, without its docstring and decorators.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: it is no Python, or too deep for its parser.
    """
    found = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and name in ("", node.name)]
    if not found:
        return None
    definition = found[-1]
    definition.decorator_list = []
    if ast.get_docstring(definition) is not None:
        definition.body = definition.body[1:] or [ast.Pass()]
    return definition


def compiled(source: str | ast.Module, name: str, names: Mapping[str, Any], file: str) -> Callable[..., Any]:
    """The function called `name` that the source defines, which sees these names.

    Raises:
        SyntaxError, ValueError: it is no Python.
    """
    seen = dict(names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of code that nobody would write
        code: CodeType = compile(source, file, "exec")
        exec(code, seen)
    made: Callable[..., Any] = seen[name]
    return made


def calling(function: Callable[..., Any], name: str, other: Callable[..., Any]) -> Callable[..., Any]:
    """The function with another one behind a name that it calls."""
    names = {**function.__globals__, name: other}
    made = FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def places_in(tree: ast.FunctionDef) -> Iterator[ast.expr]:
    """The expressions where a change shows in results: not those that check the arguments, and no text."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        if not _is_check(node) and not isinstance(node, ast.JoinedStr):
            waiting += ast.iter_child_nodes(node)
            if isinstance(node, ast.expr):
                yield node


def _is_check(node: ast.AST) -> bool:
    return isinstance(node, ast.Raise) or (isinstance(node, ast.If) and isinstance(node.body[-1], ast.Raise))


def steps_in(tree: ast.FunctionDef) -> Iterator[ast.stmt]:
    """The statements without which a function still runs."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.AugAssign, ast.Assign, ast.Expr)):
            yield node


def names_in(tree: ast.FunctionDef) -> list[str]:
    """The arguments, and what is given a name in the function."""
    local = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    return list(dict.fromkeys([*(argument.arg for argument in tree.args.args), *local]))


def replaced(tree: Tree, old: ast.AST, new: ast.AST) -> Tree:
    """The tree with another node in place of one; all that does not lead to it is shared."""
    if tree is old:
        return new  # type: ignore[return-value]
    fields: dict[str, Any] = {}
    for name, value in ast.iter_fields(tree):
        if isinstance(value, ast.AST):
            fields[name] = replaced(value, old, new)
        elif isinstance(value, list):
            fields[name] = [replaced(item, old, new) if isinstance(item, ast.AST) else item for item in value]
    same = all(_is_same(getattr(tree, name), value) for name, value in fields.items())
    return tree if same else with_fields(tree, **fields)


def _is_same(before: Any, after: Any) -> bool:
    if isinstance(before, list):
        return all(a is b for a, b in zip(before, after, strict=True))
    return before is after


def with_fields(node: Tree, **fields: object) -> Tree:
    """A copy of the node with other values in these fields."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def side_by_side(tree: ast.AST, old: ast.expr, new: ast.expr) -> tuple[str, str]:
    """A node and what stands in its place, as text.

    A name or number alone tells too little: it is shown with what it stands in. Long parts that both share are "…".
    """
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    whole: ast.AST = old
    while isinstance(whole, (ast.Name, ast.Constant)) or not isinstance(whole, (ast.expr, ast.stmt)):
        whole = parents[whole]
    other = replaced(whole, old, new)
    shared = {id(node) for node in ast.walk(whole)} & {id(node) for node in ast.walk(other)}
    before, after = (ast.unparse(_abridged(each, shared)) for each in (whole, other))
    return ast.unparse(whole) if id(whole) in shared else before, after


def _abridged(tree: ast.AST, shared: set[int]) -> ast.AST:
    """The tree with "…" for the long parts that it shares with another."""
    if id(tree) in shared and isinstance(tree, ast.expr):
        return ast.Name("…") if len(ast.unparse(tree)) > READABLE else tree
    for child in ast.iter_child_nodes(tree):
        tree = replaced(tree, child, _abridged(child, shared))
    return tree
