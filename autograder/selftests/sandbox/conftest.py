"""Students made from source text."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from autograder.sandbox.cells import Cell
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.limits import Limits
from autograder.sandbox.student import Student

MakeStudent = Callable[..., Student]


@pytest.fixture
def make_student(zygote: Zygote) -> Iterator[MakeStudent]:
    """Makes a student of one or more cells; keyword arguments are limits."""
    with ExitStack() as stack:

        def make(*sources: str, **limits: float) -> Student:
            cells = [Cell(f"cell {number}", source) for number, source in enumerate(sources, 1)]
            return stack.enter_context(Student(zygote, cells, Limits(**limits)))  # type: ignore[arg-type]

        yield make
