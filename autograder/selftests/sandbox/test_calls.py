"""Calling a student's function feels like calling one's own: arguments, results, effects and exceptions."""

import itertools
import math
import warnings
from typing import Any

import numpy as np
import pytest

from autograder.sandbox.errors import GradingError, StudentCrash, StudentError, TraceLine
from autograder.selftests.sandbox.conftest import MakeStudent

FUNCTIONS = """
import warnings
import numpy as np

def same(value): return value
def arguments(*args, **kwargs): return args, kwargs
def add_one(x): x += 1; return x
def reverse(x): return x[::-1]
def append(items, value): items.append(value)
def append_twice(items):
    new = [1]
    items.append(new); items.append(new)
    return new
def sort(items): items.sort(key=lambda pair: pair[0])
def empty(values): values.clear()
def resize(x): x.resize((5,), refcheck=False)
def unlock(x): x.flags.writeable = True; x[0] = 9
def contain_itself(items): items.append(items)
def draw(rng): return rng.normal(size=3)
def draw_with(f, rng): return [f(rng) for _ in range(3)]
def spawn(rng): return rng.spawn(2)[1].normal()
def apply(f, *args): return f(*args)
def apply_named(f, value): return f(value, scale=3)
def keep(f): global kept; kept = f
def use_kept(x): return kept(x)
def compose(functions): return lambda x: functions[1](functions[0](x))
def double_all(items): return [2 * x for x in items]
def count(n): yield from range(n)
def forever():
    while True: yield 0
def warn(): warnings.warn("careful", DeprecationWarning); return np.log(np.zeros(1))
def speak(): print("hello", end=""); return 1
def negative_zero(items): items[0] = -0.0
def fail(message): raise ValueError(message)
def stub(): raise NotImplementedError
def own_error():
    class Odd(KeyError): pass
    raise Odd("x")
def bad_text():
    class Bad(ValueError):
        def __str__(self): raise RuntimeError
    raise Bad
def singular(): return np.linalg.inv(np.zeros((2, 2)))
def deep(n=0): return deep(n + 1)
def leave(): raise SystemExit(3)
"""


@pytest.fixture
def call(make_student: MakeStudent) -> Any:
    """Calls a function of FUNCTIONS by name."""
    student = make_student(FUNCTIONS)
    return lambda name, *args, **kwargs: student.function(name)(*args, **kwargs)


@pytest.mark.parametrize(
    "value",
    [None, True, 3, 1 << 200, -0.0, 1j, "é", b"x", [1, [2]], (1,), {"a": 1}, {1}, frozenset({1}), range(3), slice(2)],
    ids=repr,
)
def test_plain_values_go_and_come_back(call: Any, value: object) -> None:
    result = call("same", value)
    assert type(result) is type(value) and repr(result) == repr(value)


def test_arguments_arrive_in_their_places(call: Any) -> None:
    assert call("arguments", 1, 2, b=3, a=4) == ((1, 2), {"b": 3, "a": 4})


def test_numpy_types_arrive_as_such(call: Any) -> None:
    assert call("apply", np.float32, 1.5) == np.float32(1.5)
    assert call("apply", np.mean, np.arange(4.0)) == 1.5
    assert call("apply", np.zeros, 2, np.dtype("int8")).dtype == np.int8
    assert call("same", np.exp) is np.exp


def test_a_returned_argument_is_the_callers_own_object(call: Any) -> None:
    array, items = np.arange(3.0), [1]
    assert call("same", array) is array
    assert call("same", items) is items


def test_a_view_of_an_argument_shares_the_callers_memory(call: Any) -> None:
    array = np.arange(6.0).reshape(2, 3)
    result = call("reverse", array)
    assert np.shares_memory(result, array) and (result == array[::-1]).all()


def test_changes_in_place_are_seen(call: Any) -> None:
    array, items, pairs = np.arange(3.0), [1], [(2, "b"), (1, "a")]
    assert call("add_one", array) is array and list(array) == [1, 2, 3]
    call("append", items, 2)
    assert items == [1, 2]
    call("sort", pairs)
    assert pairs == [(1, "a"), (2, "b")]
    for values in ({"a": 1}, {1, 2}):
        call("empty", values)
        assert not values


def test_an_object_in_result_and_argument_is_one(call: Any) -> None:
    items: list[Any] = []
    result = call("append_twice", items)
    assert items == [[1], [1]] and items[0] is items[1] is result


def test_a_change_that_equality_does_not_see_is_seen(call: Any) -> None:
    items = [0.0]
    call("negative_zero", items)
    assert math.copysign(1, items[0]) == -1


def test_unchanged_arguments_keep_their_items(call: Any) -> None:
    functions = [abs, lambda x: -x]
    nested = [functions, [math.nan]]
    before = list(functions)
    call("same", nested)
    assert nested[0] is functions and functions == before


def test_changes_that_cannot_be_carried_out_are_the_students_errors(call: Any) -> None:
    locked = np.arange(3.0)
    locked.flags.writeable = False
    with pytest.raises(StudentError, match="read-only"):
        call("unlock", locked)
    with pytest.raises(StudentError, match="shape or dtype"):
        call("resize", np.arange(3.0))
    items: list[Any] = []
    with pytest.raises(StudentCrash, match="contains itself"):
        call("contain_itself", items)
    assert items == []


def test_a_generator_stays_in_step(call: Any) -> None:
    for kind in (np.random.PCG64, np.random.MT19937, np.random.Philox, np.random.SFC64):
        theirs, ours = np.random.Generator(kind(5)), np.random.Generator(kind(5))
        assert (call("draw", theirs) == ours.normal(size=3)).all()
        assert theirs.normal() == ours.normal()


def test_spawned_children_are_counted(call: Any) -> None:
    theirs, ours = np.random.default_rng(5), np.random.default_rng(5)
    assert call("spawn", theirs) == ours.spawn(2)[1].normal()
    assert theirs.spawn(1)[0].normal() == ours.spawn(1)[0].normal()


def test_a_generator_that_a_callback_draws_from_goes_on(call: Any) -> None:
    theirs, ours = np.random.default_rng(5), np.random.default_rng(5)
    assert call("apply", lambda rng: rng.random(), theirs) == ours.random()
    drawn = call("draw_with", lambda rng: rng.random(), theirs)
    assert drawn == [ours.random() for _ in range(3)]
    assert theirs.random() == ours.random()


def test_callables_are_called_back(call: Any) -> None:
    assert call("apply", lambda x: x + 1, 2) == 3
    assert call("apply_named", lambda x, scale=1: x * scale, 2) == 6
    call("keep", lambda x: x * 10)
    assert call("use_kept", 3) == 30


def test_an_exception_in_a_callback_keeps_its_kind_but_not_its_text(call: Any) -> None:
    def secretive(x: object) -> None:
        raise KeyError("the expected value is 42")

    with pytest.raises(KeyError) as caught:
        call("apply", secretive, 1)
    assert isinstance(caught.value, StudentError) and "42" not in str(caught.value)


def test_a_students_function_can_be_handed_back(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS)
    apply, same = student.function("apply"), student.function("same")
    assert apply(same, 5) == 5
    composed = student.function("compose")([same, lambda x: x * 2])
    assert composed(4) == 8
    assert apply(composed, 5) == 10


def test_a_callback_cannot_call_the_student(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS)
    with pytest.raises(GradingError, match="called the student's code"):
        student.function("apply")(lambda x: student.function("same")(x), 1)
    assert student.function("same")(2) == 2


def test_iterators_go_both_ways(call: Any) -> None:
    assert list(call("count", 3)) == [0, 1, 2]
    assert call("double_all", iter([1, 2])) == [2, 4]
    assert list(itertools.islice(call("forever"), 5)) == [0] * 5


def test_a_handle_does_not_outlive_its_worker(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS + "\nimport os\ndef crash(): os._exit(1)")
    numbers = student.function("count")(3)
    with pytest.raises(StudentCrash, match="exit status 1"):
        student.function("crash")()
    with pytest.raises(StudentCrash, match="gone"):
        next(numbers)
    with pytest.raises(StudentCrash, match="gone"):
        student.function("same")(numbers)


def test_warnings_are_forwarded(call: Any) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call("warn")
    assert [(w.category, str(w.message)) for w in caught] == [
        (DeprecationWarning, "careful"),
        (RuntimeWarning, "divide by zero encountered in log"),
    ]
    assert caught[0].filename == __file__


def test_output_is_that_of_the_last_call(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS)
    student.function("speak")()
    assert student.output == "hello"
    student.function("same")(1)
    assert student.output == ""


def test_an_exception_is_of_its_kind_and_tells_where(call: Any) -> None:
    with pytest.raises(ValueError, match="wrong") as caught:
        call("fail", "wrong\x1b[31m")
    error = caught.value
    assert isinstance(error, StudentError)
    assert (error.type_name, error.message) == ("ValueError", "wrong\N{REPLACEMENT CHARACTER}[31m")
    line = FUNCTIONS.splitlines().index("def fail(message): raise ValueError(message)") + 1
    assert error.trace == (TraceLine("cell 1", line, "fail", "def fail(message): raise ValueError(message)"),)


def test_a_line_that_the_submission_does_not_have_is_not_told(make_student: MakeStudent) -> None:
    source = """
import types
def fail(): raise ValueError
def far(line): types.FunctionType(fail.__code__.replace(co_firstlineno=line), {})()
"""
    with pytest.raises(ValueError) as caught:
        make_student(source).function("far")(48271)
    error: Any = caught.value
    assert [step.line for step in error.trace] == [4]


@pytest.mark.parametrize(
    ("name", "kind", "type_name"),
    [
        ("stub", NotImplementedError, "NotImplementedError"),
        ("own_error", KeyError, "Odd"),
        ("bad_text", ValueError, "Bad"),
        ("singular", np.linalg.LinAlgError, "LinAlgError"),
        ("deep", RecursionError, "RecursionError"),
        ("leave", StudentError, "SystemExit"),
        ("no_such_function", StudentError, "NameError"),
    ],
)
def test_exceptions_are_mixed(call: Any, name: str, kind: type[Exception], type_name: str) -> None:
    with pytest.raises(kind) as caught:
        call(name)
    assert isinstance(caught.value, StudentError) and caught.value.type_name == type_name
    assert isinstance(str(caught.value), str)


def test_the_name_of_an_exception_is_on_one_line_whatever_it_is_called(make_student: MakeStudent) -> None:
    name = "Odd\n+ all right\t\u2028\u202e\x1b[31m"
    function = make_student(f"def fail(): raise type({name!r}, (KeyError,), {{}})").function("fail")
    with pytest.raises(KeyError) as caught:
        function()
    assert isinstance(caught.value, StudentError)
    assert caught.value.type_name == "Odd?+ all right????[31m".replace("?", "\N{REPLACEMENT CHARACTER}")


def test_what_cannot_be_sent_is_the_tests_fault(call: Any) -> None:
    for value in (object(), "\ud800"):
        with pytest.raises(GradingError, match="a test passed"):
            call("same", value)
    with pytest.raises(GradingError, match="what cannot be sent"):
        call("apply", lambda: object())
    assert call("same", 1) == 1


def test_all_workers_draw_the_same_unseeded_numbers(make_student: MakeStudent) -> None:
    source = "import random, numpy as np\ndef draw(): return random.random(), np.random.rand()"
    assert make_student(source).function("draw")() == make_student(source).function("draw")()
