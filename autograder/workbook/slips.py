"""Slips: right answers with one small change, made by the machine.

Nobody can write down every mistake, but most of those that nobody wrote down are slips: brackets in the wrong place, a
forgotten axis, one name for another. Whoever gives what a slip gives can be told so.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from autograder.checking.changes import KINDS, another_name, too_much
from autograder.checking.outcomes import Function
from autograder.checking.trees import (
    calling,
    compiled,
    definition_of,
    names_in,
    places_in,
    replaced,
    side_by_side,
    steps_in,
)


class Slipped(NamedTuple):
    """A function that makes a small mistake, and what gives the text that a learner is told who gives the same."""

    told: Callable[[], str]
    function: Function


def slips_of(
    reference: Function, alternatives: Iterable[Function], exercises: Mapping[str, Function]
) -> Iterator[Slipped]:
    """All slips in right answers, and in the exercises that the reference calls.

    Args:
        reference: the function of the solutions.
        alternatives: other right answers, written in other ways.
        exercises: the references of the section.
    """
    for right in (reference, *alternatives):
        yield from _slips_in(right)
    yield from _too_much(reference)
    for name, exercise in exercises.items():
        if name in reference.__code__.co_names:
            for slip in _slips_in(exercise):
                yield Slipped(slip.told, calling(reference, name, slip.function))


def _slips_in(right: Function) -> Iterator[Slipped]:
    tree = definition_of(right)
    names = names_in(tree)
    for node in places_in(tree):
        changes = [(lead, new) for lead, kind in KINDS for new in kind(node)]
        changes += [("A mix-up of names.", new) for new in another_name(node, names)]
        for lead, new in changes:
            with suppress(SyntaxError, ValueError):
                yield Slipped(partial(_in_place_of, lead, tree, node, new), _function(tree, node, new, right))
    for step in steps_in(tree):
        yield Slipped(partial(_without, step), _function(tree, step, ast.Pass(), right))


def _too_much(right: Function) -> Iterator[Slipped]:
    tree = definition_of(right)
    names = [argument.arg for argument in tree.args.args]
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and node.value is not None:
            for result in (node.value, *_parts(node.value)):
                for new in too_much(result, names):
                    yield Slipped(partial(_done_to, result, new), _function(tree, result, new, right))


def _parts(value: ast.expr) -> Sequence[ast.expr]:
    """Of a result that is made a float its argument; of several results each."""
    match value:
        case ast.Call(ast.Name("float" | "int"), [argument]):
            return [argument]
        case ast.Tuple(elements):
            return elements
    return []


def _without(step: ast.stmt) -> str:
    return f"A step is missing. Your results are those without `{ast.unparse(step)}`."


def _done_to(result: ast.expr, new: ast.expr) -> str:
    shown = ast.unparse(replaced(new, result, ast.Name("result")))
    return f"Something is too much. Your results are `{shown}`, where `result` would be right."


def _in_place_of(lead: str, tree: ast.AST, old: ast.expr, new: ast.expr) -> str:
    right, yours = side_by_side(tree, old, new)
    return f"{lead} Your results are those of `{yours}` in place of `{right}`."


def _function(tree: ast.FunctionDef, old: ast.AST, new: ast.AST, like: Function) -> Function:
    """The function of a tree with another node in place of one."""
    module = ast.fix_missing_locations(ast.Module([replaced(tree, old, new)], []))
    return compiled(module, tree.name, like.__globals__, f"<a slip in {like.__name__}>")
