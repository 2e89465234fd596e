"""Calls made in one exchange, before anybody needs their results, give what the same calls give one by one."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.sandbox.errors import StudentCrash, StudentError, StudentTimeout
from autograder.sandbox.foreseen import Foreseen, foresee
from autograder.sandbox.student import Student
from autograder.sandbox.wire.frames import BODY_MAX

MakeStudent = Callable[..., Student]


def foreseen(name: str, *arguments: Any) -> list[Foreseen]:
    calls = [foresee(name, args if isinstance(args, tuple) else (args,), {})[0] for args in arguments]
    return [call for call in calls if call is not None]


def test_answers_are_used_once_each_and_the_rest_is_asked(make_student: MakeStudent) -> None:
    student = make_student("count = 0\ndef f(x):\n    global count\n    count += 1\n    return x, count")
    calls = foreseen("f", 1, 2, 1)
    with student.knowing(calls, student.ask("f", calls)):
        f = student.function("f")
        assert [f(2), f(1), f(1)] == [(2, 2), (1, 1), (1, 3)]
        assert student.calls_made == 0
        assert [f(1), f(3)] == [(1, 4), (3, 5)]
        assert student.calls_made == 2
    assert f(2) == (2, 6)


def test_effects_errors_and_warnings_come_with_the_answer(make_student: MakeStudent) -> None:
    student = make_student(
        "import warnings\n"
        "def f(x):\n    print('seen', x[0])\n    x[0] += 1.0\n    warnings.warn('careful', UserWarning)\n    return x\n"
        "def g(x):\n    raise ValueError(f'no {x}')\n"
    )
    array = np.array([1.0, 2.0])
    calls = [*foreseen("f", array), *foreseen("g", 3)]
    with student.knowing(calls, student.ask("f", calls)):
        with pytest.warns(UserWarning, match="careful"):
            assert student.function("f")(array) is array
        assert array.tolist() == [2.0, 2.0]
        assert student.output == "seen 1.0\n"
        with pytest.raises(ValueError, match="no 3") as caught:
            student.function("g")(3)
        assert isinstance(caught.value, StudentError)
        assert caught.value.trace[-1].source == "    raise ValueError(f'no {x}')"
        assert student.calls_made == 0


def test_generators_go_on_where_the_student_left_them(make_student: MakeStudent) -> None:
    student = make_student("def f(rng):\n    return rng.random()")
    rng, other = np.random.default_rng(1), np.random.default_rng(1)
    calls = foreseen("f", rng)
    with student.knowing(calls, student.ask("f", calls)):
        assert [student.function("f")(rng), rng.random()] == [other.random(), other.random()]
        assert student.calls_made == 0


def test_functions_and_iterators_are_not_foreseen() -> None:
    assert foresee("f", (lambda: 1,), {}) == (None, [])
    assert foresee("f", (iter([1]),), {}) == (None, [])


def test_a_function_in_an_answer_can_be_called(make_student: MakeStudent) -> None:
    student = make_student("def f(x):\n    return lambda y: x + y")
    calls = foreseen("f", 1)
    with student.knowing(calls, student.ask("f", calls)):
        assert student.function("f")(1)(2) == 3


@pytest.mark.parametrize(
    ("ending", "error"),
    [("while True:\n            pass", StudentTimeout), ("import os\n        os._exit(3)", StudentCrash)],
)
def test_a_call_that_ends_the_worker_is_made_again_alone_and_paid_for_once(
    make_student: MakeStudent, ending: str, error: type[Exception]
) -> None:
    student = make_student(
        f"def f(x):\n    if x == 2:\n        {ending}\n    return x", cpu_per_call=0.3, cpu_per_function=0.5
    )
    calls = foreseen("f", 1, 2, 3)
    answers = student.ask("f", calls)
    assert answers == []
    with student.knowing(calls, answers):
        f = student.function("f")
        assert f(1) == 1
        with pytest.raises(error):
            f(2)
        assert f(3) == 3


def test_what_does_not_fit_into_one_reply_is_asked_alone(make_student: MakeStudent) -> None:
    student = make_student("import numpy as np\ndef f(size):\n    return np.zeros(size, np.uint8)")
    size = BODY_MAX // 2
    calls = foreseen("f", 1, size, size, 2)
    answers = student.ask("f", calls)
    assert len(answers) == 2
    with student.knowing(calls, answers):
        assert [len(student.function("f")(n)) for n in (1, size, size, 2)] == [1, size, size, 2]
        assert student.calls_made == 2


def test_after_exhausted_memory_nothing_more_is_answered_ahead(make_student: MakeStudent) -> None:
    student = make_student("def f(x):\n    return len(bytearray(x))", memory=200 << 20)
    calls = foreseen("f", 1, 1 << 40, 2)
    assert len(student.ask("f", calls)) == 1


def test_answers_go_with_their_worker(make_student: MakeStudent) -> None:
    student = make_student("import os\ndef f(x):\n    return x\ndef end():\n    os._exit(1)")
    calls = foreseen("f", 1)
    answers = student.ask("f", calls)
    with student.knowing(calls, answers):
        with pytest.raises(StudentCrash):
            student.function("end")()
        assert student.function("f")(1) == 1
        assert student.calls_made == 2
    with student.knowing(calls, answers):
        assert student.function("f")(1) == 1
        assert student.calls_made == 3


def test_nothing_is_asked_of_a_function_that_is_not_there(make_student: MakeStudent) -> None:
    student = make_student("x = 1")
    assert student.ask("f", foreseen("f", 1)) == []
