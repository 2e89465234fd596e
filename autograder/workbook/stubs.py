"""Turn a reference function into the stub that students fill in."""

import ast

from autograder.workbook.model import Exercise


def stub(exercise: Exercise) -> str:
    """The exercise's function with its docstring, and a `NotImplementedError` where the reference's body was."""
    return "".join(stub_parts(exercise))


def stub_parts(exercise: Exercise) -> tuple[str, str]:
    """The stub up to the end of its docstring, and the statement that students replace.

    The body is found in the syntax tree, not by markers in the text, so nothing of it can be left behind: comments
    after the docstring go with it.
    """
    docstring = exercise.function.body[0]
    assert isinstance(docstring, ast.Expr) and docstring.end_lineno is not None
    kept = exercise.source.splitlines()[: docstring.end_lineno]
    indent = " " * docstring.col_offset
    return "\n".join(kept), f'\n{indent}raise NotImplementedError("{exercise.name}: write your code here")'
