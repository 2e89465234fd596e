"""Marks on the functions of an exercise's file: criteria, known mistakes, other right answers.

An exercise's file is named after it, so no mark repeats the name.
"""

import inspect
import linecache
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, NamedTuple, TypeVar

Function = Callable[..., Any]
Marked = TypeVar("Marked", bound=Function)


class ContentError(Exception):
    """An exercise's file is not written as it must be; the message says what to do."""


@dataclass(frozen=True)
class Criterion:
    """A hidden test is one criterion of its exercise.

    *Core* criteria check that the exercise does what it is for; the others check edge cases. As long as a core
    criterion fails, the others earn nothing: a function that raises on every input would otherwise be paid for raising
    on bad ones.
    """

    core: bool = False


def criterion(*, core: bool = False) -> Callable[[Marked], Marked]:
    """Mark a hidden test as a criterion.

    >>> @criterion(core=True)
    ... def test_matches_the_definition(entropy, reference, rng): ...
    """

    def mark(test: Marked) -> Marked:
        test.criterion = Criterion(core)  # type: ignore[attr-defined]
        return test

    return mark


@dataclass(frozen=True)
class Mistake:
    """What a known wrong implementation stands for.

    Attributes:
        message: what a student who made this mistake is told: the mistake, then the way out. One or two sentences.
        example: positional arguments that tell it from the reference; may be shown to students.
    """

    message: str
    example: tuple[Any, ...]


class Mistakes:
    """Marks the known mistakes of one exercise; made by `mistakes_of`.

    >>> from solutions.s04_information_theory import entropy
    >>> mistake = mistakes_of(entropy, example=([0.5, 0.5],))
    >>> @mistake("This is in nats, whatever the base. Divide by math.log(base).", example=([0.5, 0.5], 2))
    ... def entropy_in_nats_only(p, base=2.718281828459045): ...
    >>> entropy_with_the_wrong_sign = mistake.change("0.0 - np.sum", "np.sum", "The minus sign is missing.")
    """

    def __init__(self, reference: Function, example: tuple[Any, ...] | None) -> None:
        self._reference = reference
        self._example = example

    def __call__(self, message: str, *, example: tuple[Any, ...] | None = None) -> Callable[[Marked], Marked]:
        """Mark a function that is written as a student would write it."""
        telling = self._example if example is None else example
        if telling is None:
            raise ContentError(f"the mistake {message[:60]!r} has no example: give it one, or mistakes_of a default")

        def mark(function: Marked) -> Marked:
            function.mistake = Mistake(message, telling)  # type: ignore[attr-defined]
            return function

        return mark

    def change(self, old: str, new: str, message: str, *, example: tuple[Any, ...] | None = None) -> Function:
        """A mistake that is a small change of the reference: its source with `new` in the place of `old`.

        Raises:
            ContentError: `old` does not stand in the reference's body exactly once, or the result is not Python.
        """
        return self(message, example=example)(changed(self._reference, old, new))


def mistakes_of(reference: Function, *, example: tuple[Any, ...] | None = None) -> Mistakes:
    """The mark for known mistakes of an exercise; `example` is the default of those that bring none."""
    return Mistakes(reference, example)


def changed(function: Function, old: str, new: str) -> Function:
    """The function with `new` in the place of `old` in its source; everything around it is as it was."""
    source = inspect.getsource(function)
    if source.count(old) != 1:
        raise ContentError(f"{old!r} stands {source.count(old)} times in {function.__name__}: it must stand there once")
    text = source.replace(old, new)
    file = f"<{function.__name__} with {new!r} for {old!r}>"
    names = dict(vars(inspect.getmodule(function)))
    try:
        exec(compile(text, file, "exec"), names)
    except SyntaxError as error:
        raise ContentError(f"{function.__name__} with {new!r} for {old!r} is not Python: {error.msg}") from None
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)  # for inspect.getsource
    result: Function = names[function.__name__]
    return result


def alternative(answer: Marked) -> Marked:
    """Mark a correct answer in another style than the reference's: a loop, another formula, a library.

    Whatever keeps the docstring's promises must pass every check; these show that the checks ask for nothing else.
    """
    answer.alternative = True  # type: ignore[attr-defined]
    return answer


class Known(NamedTuple):
    """A known mistake: what it stands for, the name it has in its file, and the function."""

    mistake: Mistake
    name: str
    function: Function


class HiddenTest(NamedTuple):
    """A hidden test as it is written."""

    criterion: Criterion
    name: str
    function: Function
    needs: tuple[str, ...]

    @property
    def title(self) -> str:
        """What students read: ``test_is_zero_when_certain`` is "is zero when certain"."""
        return self.name.removeprefix("test_").replace("_", " ")


@dataclass(frozen=True)
class Content:
    """All that the hidden side knows of one exercise."""

    tests: Sequence[HiddenTest]
    mistakes: Sequence[Known]
    alternatives: Sequence[Function]


NOTHING = Content((), (), ())


def content_of(module: ModuleType) -> Content:
    """What is marked in an exercise's file, in the order in which it stands there.

    Raises:
        ContentError: a test has no criterion.
    """
    tests, mistakes, alternatives = [], [], []
    for name, value in vars(module).items():
        if _comes_from_another_file(value, module):
            continue
        if name.startswith("test_") and callable(value):
            mark = getattr(value, "criterion", None)
            if not isinstance(mark, Criterion):
                raise ContentError(f"{name} has no @criterion(...): is it a core criterion or not?")
            tests.append(HiddenTest(mark, name, value, tuple(inspect.signature(value).parameters)))
        elif isinstance(mark := getattr(value, "mistake", None), Mistake):
            mistakes.append(Known(mark, name, value))
        elif getattr(value, "alternative", False) is True:
            alternatives.append(value)
    return Content(tests, mistakes, alternatives)


def _comes_from_another_file(value: object, module: ModuleType) -> bool:
    """Whether a file of another exercise, which marked it as its own, lends it."""
    home = getattr(value, "__module__", None) or ""
    return home.startswith("autograder.content.") and home != module.__name__
