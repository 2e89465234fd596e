"""Two mistakes in one answer: what two known versions change in the reference, changed at once.

Whoever makes two mistakes in one formula gives results that neither of them gives alone. So the machine makes such
answers from the known ones, as far as their changes stand in different places of the reference.
"""

import ast
import inspect
import itertools
import re
import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from typing import NamedTuple

from autograder.checking.outcomes import Function
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
    """Two mistakes and a function that makes both, for all pairs whose changes can be made together."""
    tokens = _tokens(reference)
    edits = [(known, _edits(tokens, _tokens(known.function))) for known in mistakes]
    for (one, changes), (other, more) in itertools.combinations(edits, 2):
        text = _merged(tokens, sorted({*changes, *more}))
        if text and "while" not in text:  # a loop that two changes meet in need not end
            with suppress(SyntaxError):
                yield one, other, _function(text, reference, one, other)


def _tokens(function: Function) -> list[str]:
    """A function's code as Python itself would write it, without its docstring and its name."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(definition, ast.FunctionDef)
    definition.name = NAME
    definition.decorator_list = []
    if ast.get_docstring(definition) is not None:
        del definition.body[0]
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
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of code that nobody would write
        exec(compile(text, f"<{one.name} and {other.name}>", "exec"), names)
    made: Function = names[NAME]
    return made
