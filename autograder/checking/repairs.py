"""Repairs: small changes of a learner's own code, one of which may make it right.

Many a wrong answer resembles no known one and is one step from right all the same. That step says what is wrong with it
better than any list could.
"""

import ast
import contextlib
import inspect
import itertools
import textwrap
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from autograder.checking.changes import (
    KINDS,
    another_assignment,
    another_indentation,
    another_name,
    another_order,
    left_out,
    no_axis,
    not_enough,
)
from autograder.checking.trees import (
    compiled,
    definition_in,
    names_in,
    places_in,
    replaced,
    side_by_side,
    steps_in,
    with_fields,
)

LONGEST = 5_000
"""Longer functions, in characters, are not repaired: there would be too much to try."""


class Repair(NamedTuple):
    """A function with a small change, and what gives the text that a learner is told if that makes it right."""

    told: Callable[[], str]
    source: str


class Change(NamedTuple):
    """What may stand in a node's place, and what is said of the mistake that this would mend."""

    lead: str
    old: ast.expr
    new: ast.expr


def repaired(function: Callable[..., Any]) -> Iterator[tuple[Repair, Callable[..., Any]]]:
    """A function's repairs, and what they make of it; none if it was not written where its source can be found."""
    try:
        source = textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        return
    for repair in repairs_of(source, function.__name__):
        with contextlib.suppress(Exception):  # a change may be no Python, and defaults are evaluated
            yield repair, compiled(repair.source, function.__name__, function.__globals__, "<a repair>")


def repairs_of(source: str, name: str) -> Iterator[Repair]:
    """Small changes of the function `name` that a source defines, the most frequent kinds of mistakes first.

    There are none if it defines no such function, or a very long one, or is no Python.
    """
    try:
        definition = definition_in(source, name)
        text = ast.unparse(definition) if definition else ""
        tree = definition_in(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    if tree is None or len(text) > LONGEST:
        return
    lines = text.encode().splitlines(keepends=True)
    for step in steps_in(tree):
        yield Repair(partial(_told_without, step), _spliced(lines, step, "pass"))
    yield from _other_steps(tree)
    for change in _changes(tree):
        yield Repair(partial(_told_instead, tree, change), _spliced(lines, change.old, f"({ast.unparse(change.new)})"))


def _other_steps(tree: ast.FunctionDef) -> Iterator[Repair]:
    """Steps that assign in another way, or stand elsewhere."""
    for step in steps_in(tree):
        for new in another_assignment(step):
            yield Repair(partial(_told_assignment, step, new), ast.unparse(replaced(tree, step, new)))
    for node in ast.walk(tree):
        for name in ("body", "orelse"):
            block = getattr(node, name, None)
            if not isinstance(block, list):
                continue
            orders = ((changed, partial(_told_order, one, other)) for changed, one, other in another_order(block))
            places = (
                (changed, partial(_told_indentation, step, into)) for changed, step, into in another_indentation(block)
            )
            for changed, told in itertools.chain(orders, places):
                yield Repair(told, ast.unparse(replaced(tree, node, with_fields(node, **{name: changed}))))


def _changes(tree: ast.FunctionDef) -> Iterator[Change]:
    names = names_in(tree)
    nodes = [node for node in places_in(tree) if not isinstance(node, ast.Name) or node.id in names]
    others = [(lead, kind) for lead, kind in KINDS if kind is not left_out]
    for lead, kind in [("Something is too much.", left_out), *others]:
        yield from (Change(lead, node, new) for node in nodes for new in kind(node))
    for said, named_kind in (
        ("A mix-up of names.", another_name),
        ("Mind the axis.", no_axis),
        ("Something is missing.", not_enough),
    ):
        yield from (Change(said, node, new) for node in nodes for new in named_kind(node, names))


def _told_assignment(step: ast.stmt, new: ast.stmt) -> str:
    return f"Mind the assignment. `{ast.unparse(step)}` would be right as `{ast.unparse(new)}`."


def _told_order(first: ast.stmt, second: ast.stmt) -> str:
    return f"Mind the order: it would be right with `{_beginning(second)}` before `{_beginning(first)}`."


def _told_indentation(step: ast.stmt, into: bool) -> str:
    place = "in the loop" if into else "behind the loop"
    return f"Mind the indentation: it would be right with `{_beginning(step)}` {place}."


def _beginning(step: ast.stmt) -> str:
    return ast.unparse(step).splitlines()[0]


def _told_instead(tree: ast.AST, change: Change) -> str:
    yours, right = side_by_side(tree, change.old, change.new)
    return f"{change.lead} `{yours}` would be right as `{right}`."


def _told_without(step: ast.stmt) -> str:
    return f"A step is too much: it would be right without `{ast.unparse(step)}`."


def _spliced(lines: Sequence[bytes], node: ast.expr | ast.stmt, new: str) -> str:
    """The text with another one in a node's place. Columns count bytes."""
    assert node.end_lineno is not None
    first, last = node.lineno - 1, node.end_lineno - 1
    before, after = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
    return b"".join([*lines[:first], before, new.encode(), after, *lines[last + 1 :]]).decode()
