"""What a hidden test passes to the function under test is a copy: nothing that a student does reaches the test.

Otherwise a student who changes an argument in place would change what the test compares with, what the reference is
asked, and what every later submission is tested with.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.checking.compare import CheckFailure, assert_same
from autograder.checking.outcomes import Function


class OnCopies:
    """The function under test, called with copies of its arguments.

    Generators of random numbers, iterators and functions are passed as they are: they are there to be used.

    Attributes:
        function: the function itself, to pass to another function under test.
    """

    def __init__(self, function: Function) -> None:
        self.function = function
        self.__name__ = getattr(function, "__name__", "function")
        self._passed: list[tuple[object, object]] = []

    def __call__(self, /, *args: object, **kwargs: object) -> Any:
        copies: dict[int, object] = {}
        own_args = [_copy(value, copies) for value in args]
        own_kwargs = {name: _copy(value, copies) for name, value in kwargs.items()}
        passed = zip([*own_args, *own_kwargs.values()], [*args, *kwargs.values()], strict=True)
        self._passed = [(copy, value) for copy, value in passed if not isinstance(value, OnCopies)]
        return self.function(*own_args, **own_kwargs)

    @property
    def changed(self) -> bool:
        """Whether the last call changed an argument."""
        return any(copy is not value and not _same(copy, value) for copy, value in self._passed)


def _copy(value: Any, copies: dict[int, object]) -> Any:
    """A copy of plain data; the same object twice has one copy. Whatever else it is, itself."""
    if isinstance(value, OnCopies):
        return value.function
    if id(value) in copies:
        return copies[id(value)]
    match value:
        case np.ndarray():
            copy: Any = value.copy()
            copy.flags.writeable = value.flags.writeable
        case list() | tuple() | set() | frozenset():
            copy = type(value)(_copies(value, copies))
        case dict():
            copy = {_copy(key, copies): _copy(item, copies) for key, item in value.items()}
        case _:
            return value
    copies[id(value)] = copy
    return copy


def _copies(values: Iterable[object], copies: dict[int, object]) -> list[object]:
    return [_copy(value, copies) for value in values]


def _same(copy: object, value: object) -> bool:
    try:
        assert_same(copy, value)
    except CheckFailure:
        return False
    return True
