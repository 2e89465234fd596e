"""Functions as syntax trees, and back: what pairs and slips are made of."""

import ast
import inspect
import textwrap
import warnings
from collections.abc import Mapping
from types import CodeType, FunctionType
from typing import Any

from autograder.checking.outcomes import Function


def definition_of(function: Function) -> ast.FunctionDef:
    """The syntax tree of a function, without its docstring and decorators."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(definition, ast.FunctionDef)
    definition.decorator_list = []
    if ast.get_docstring(definition) is not None:
        del definition.body[0]
    return definition


def compiled(source: str | ast.Module, name: str, names: Mapping[str, Any], file: str) -> Function:
    """The function called `name` that the source defines, which sees these names.

    Raises:
        SyntaxError, ValueError: it is no Python.
    """
    seen = dict(names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of code that nobody would write
        code: CodeType = compile(source, file, "exec")
        exec(code, seen)
    made: Function = seen[name]
    return made


def calling(function: Function, name: str, other: Function) -> Function:
    """The function with another one behind a name that it calls."""
    names = {**function.__globals__, name: other}
    made = FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    made.__kwdefaults__ = function.__kwdefaults__
    return made
