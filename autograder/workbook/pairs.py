"""Two mistakes in one answer, made of two known ones.

Whoever makes two mistakes in one formula gives results that neither of them gives alone. So the machine makes such
answers: a known mistake that calls the right function is made of another mistake instead, and what two of them change
in different places of the right function is changed at once.
"""

import ast
import itertools
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from typing import NamedTuple

from autograder.checking.outcomes import Function
from autograder.checking.trees import calling, compiled, definition_of
from autograder.content.marks import Known

TOKEN = re.compile(r"\n *| +|\w+|[^\w\s]")
"""A line's beginning, a space, a word or number, a sign: what a change is made of."""

NAME = "both"
"""What a function that makes two mistakes is called."""


class Edit(NamedTuple):
    """Tokens `start` to `end` of the reference are replaced by `new` ones."""

    start: int
    end: int
    new: tuple[str, ...]


def pairs_of(reference: Function, mistakes: Sequence[Known]) -> Iterator[tuple[Known, Known, Function]]:
    """Two mistakes and a function that makes both, for all pairs that can be made together."""
    yield from _one_made_of_another(reference, mistakes)
    yield from _both_changes_made(reference, mistakes)


def _one_made_of_another(reference: Function, mistakes: Sequence[Known]) -> Iterator[tuple[Known, Known, Function]]:
    """What calls the right function, with a wrong one in its place."""
    name = reference.__name__
    for one, other in itertools.permutations(mistakes, 2):
        outer = one.function
        if name in outer.__code__.co_names and outer.__globals__.get(name) is reference:
            yield one, other, calling(outer, name, other.function)


def _both_changes_made(reference: Function, mistakes: Sequence[Known]) -> Iterator[tuple[Known, Known, Function]]:
    """The right function with the changes of both."""
    tokens = _tokens(reference)
    edits = [(known, _edits(tokens, _tokens(known.function))) for known in mistakes]
    for (one, changes), (other, more) in itertools.combinations(edits, 2):
        text = _merged(tokens, sorted({*changes, *more}))
        if text:
            with suppress(SyntaxError):
                yield one, other, _function(text, reference, one, other)


def _tokens(function: Function) -> list[str]:
    """A function's code as Python itself would write it, without its docstring and its name."""
    definition = definition_of(function)
    definition.name = NAME
    return TOKEN.findall(ast.unparse(definition))


def _edits(before: Sequence[str], after: Sequence[str]) -> list[Edit]:
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [Edit(i, j, tuple(after[k:end])) for tag, i, j, k, end in changes if tag != "equal"]


def _merged(tokens: Sequence[str], edits: Sequence[Edit]) -> str:
    """The text with all edits made; empty if two of them are in each other's way."""
    if any(b.start < a.end or (a.start, a.end) == (b.start, b.end) for a, b in itertools.pairwise(edits)):
        return ""
    pieces, done = [], 0
    for edit in edits:
        pieces += [*tokens[done : edit.start], *edit.new]
        done = edit.end
    return "".join([*pieces, *tokens[done:]])


def _function(text: str, reference: Function, one: Known, other: Known) -> Function:
    names = {**one.function.__globals__, **other.function.__globals__, **reference.__globals__}
    return compiled(text, NAME, names, f"<{one.name} and {other.name}>")
