"""Every way to take too much ends the call, and only that."""

from typing import Any

import numpy as np
import pytest

from autograder.sandbox.cells import Cell
from autograder.sandbox.errors import StudentCrash, StudentError, StudentOutOfMemory, StudentTimeout
from autograder.selftests.sandbox.conftest import MakeStudent

FUNCTIONS = """
import ctypes, os, signal, sys, time
import numpy as np

def fine(x=1): return x
def loop():
    while True: pass
def loop_again():
    while True: pass
def stubborn():
    while True:
        try:
            while True: pass
        except BaseException: pass
def deaf():
    for number in range(1, 65):
        try: signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError): pass
    while True: pass
def in_c(): return sum(range(10 ** 12))
def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass
    return seconds
def nap(seconds): time.sleep(seconds); return seconds
def list_bomb():
    out = []
    while True: out.append([0] * 1000)
def small_bomb():
    out = []
    while True: out = [out, 1.5]
def array_bomb(): return np.ones((1 << 20, 1 << 20))
def text_bomb(): return "x" * (1 << 40)
def hoard():
    global kept
    kept = []
    while True: kept.append(bytearray(1 << 20))
def large_result(): return np.zeros(10 * (1 << 20))
def large_tree(): return list(range(2_000_000))
def flood():
    while True: print("x" * 1000)
def talk(): print("ab" * 100_000); return 1
def leave(): os._exit(7)
def segfault(): ctypes.string_at(0)
def c_stack():
    sys.setrecursionlimit(10 ** 9)
    one, other = [], []
    for _ in range(200_000): one, other = [one], [other]
    return one == other
def recurse(): return recurse()
def endless(f):
    while True: f(1)
def flood_warnings():
    import warnings
    for i in range(10_000): warnings.warn("w" * 10_000 + str(i))
    return 1
def long_message(): raise ValueError("x" * 10 ** 7)
def deep_trace(n=500):
    if n: deep_trace(n - 1)
    raise ValueError
def slow_text():
    class Slow(Exception):
        def __str__(self):
            while True: pass
    raise Slow
"""


@pytest.mark.parametrize("name", ["loop", "stubborn", "deaf", "in_c", "flood", "slow_text"])
def test_endless_computing_is_stopped(make_student: MakeStudent, name: str) -> None:
    student = make_student(FUNCTIONS, cpu_per_call=0.15)
    with pytest.raises(StudentTimeout, match=r"longer than 0\.15 s of computing"):
        student.function(name)()
    assert student.function("fine")() == 1


def test_sleep_is_stopped_by_the_wall_clock(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS, wall_per_call=0.2)
    with pytest.raises(StudentTimeout, match=r"longer than 0\.2 s$"):
        student.function("nap")(100)


def test_endless_callbacks_are_stopped(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS, cpu_per_call=0.15)
    with pytest.raises(StudentTimeout):
        student.function("endless")(lambda x: x)


def test_a_function_is_given_up_after_some_timeouts(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS, cpu_per_call=0.05, timeouts_per_function=2)
    for _ in range(2):
        with pytest.raises(StudentTimeout, match="computing"):
            student.function("loop")()
    with pytest.raises(StudentTimeout, match="given up after 2 timeouts"):
        student.function("loop")()
    with pytest.raises(StudentTimeout, match="computing"):
        student.function("loop_again")()


def test_a_functions_computing_time_is_counted_over_all_workers(make_student: MakeStudent) -> None:
    source = FUNCTIONS + "\ndef burn_or_loop(how): burn(0.15) if how == 'burn' else loop()"
    student = make_student(source, cpu_per_call=0.2, cpu_per_function=0.4, timeouts_per_function=100)
    student.function("burn_or_loop")("burn")
    for _ in range(2):
        with pytest.raises(StudentTimeout, match=r"of computing|all calls together"):
            student.function("burn_or_loop")("loop")
    for _ in range(3):
        with pytest.raises(StudentTimeout, match="all calls together took longer than the time for one function"):
            student.function("burn_or_loop")("burn")


def test_a_function_that_has_used_up_its_time_costs_no_other_function(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS, cpu_per_call=0.1, cpu_per_function=0.15, timeouts_per_function=100)
    for _ in range(5):
        with pytest.raises(StudentTimeout):
            student.function("loop")()
    assert student.function("fine")(2) == 2
    assert student.function("burn")(0.05) == 0.05


def test_who_ends_a_worker_pays_for_the_next_one(make_student: MakeStudent) -> None:
    slow_to_load = FUNCTIONS + "\nburn(0.1)"
    student = make_student(slow_to_load, cpu_per_function=0.35)
    with pytest.raises(StudentTimeout, match="all calls together"):
        for _ in range(5):
            with pytest.raises(StudentCrash):
                student.function("leave")()
    assert student.function("fine")(2) == 2


def test_time_burnt_before_a_crash_is_counted(make_student: MakeStudent) -> None:
    source = FUNCTIONS + "\ndef burn_and_leave(): burn(0.1); leave()"
    student = make_student(source, cpu_per_function=0.3)
    with pytest.raises(StudentTimeout, match="all calls together"):
        for _ in range(5):
            with pytest.raises(StudentCrash):
                student.function("burn_and_leave")()


def test_naps_just_short_of_the_limit_come_to_an_end(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS, wall_per_call=0.2, wall_per_function=0.3)
    with pytest.raises(StudentTimeout, match="all calls together"):
        for _ in range(5):
            student.function("nap")(0.1)


def test_all_loadings_have_one_time(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS + "\nburn(0.1)", cpu_for_loading=0.35)
    assert student.function("fine")(2) == 2
    with pytest.raises(StudentTimeout, match="again and again took longer than the time for all loadings"):
        for _ in range(5):
            student.close()
            student.function("fine")(2)
    with pytest.raises(StudentTimeout, match="again and again"):
        student.function("burn")(0)


def test_naps_in_many_cells_that_are_loaded_again_come_to_an_end(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS, *["nap(0.02)"] * 5, wall_for_loading=0.35)
    student.load()
    with pytest.raises(StudentTimeout, match="again and again"):
        for _ in range(5):
            student.close()
            student.function("fine")()


def test_the_time_for_loadings_is_one_with_and_without_right_versions(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS + "\nburn(0.1)", cpu_for_loading=0.25)
    student.load()
    with student.followed_by(Cell("right versions", "")) as helped:
        assert helped.function("fine")() == 1
    with (
        student.followed_by(Cell("right versions", "")) as late,
        pytest.raises(StudentTimeout, match="again and again"),
    ):
        late.function("fine")()


@pytest.mark.parametrize("name", ["list_bomb", "small_bomb", "array_bomb", "text_bomb", "hoard"])
def test_exhausted_memory_is_told_apart(make_student: MakeStudent, name: str) -> None:
    student = make_student(FUNCTIONS, memory=64 << 20, cpu_per_call=5.0)
    with pytest.raises(MemoryError) as caught:
        student.function(name)()
    assert isinstance(caught.value, StudentOutOfMemory) and caught.value.type_name == "MemoryError"
    assert student.function("fine")(2) == 2


@pytest.mark.parametrize("name", ["large_result", "large_tree"])
def test_results_too_large_are_refused(make_student: MakeStudent, name: str) -> None:
    student = make_student(FUNCTIONS)
    with pytest.raises(ValueError, match="the value is too large"):
        student.function(name)()


def test_large_arrays_go_both_ways(make_student: MakeStudent) -> None:
    array = np.arange(4e6)
    assert make_student(FUNCTIONS).function("fine")(array) is array


@pytest.mark.parametrize(("name", "how"), [("leave", "exit status 7"), ("segfault", "SIGSEGV"), ("c_stack", "SIGSEGV")])
def test_the_end_of_the_process_is_told(make_student: MakeStudent, name: str, how: str) -> None:
    student = make_student(FUNCTIONS)
    with pytest.raises(StudentCrash, match=how):
        student.function(name)()
    assert student.function("fine")() == 1


def test_recursion_is_an_ordinary_error(make_student: MakeStudent) -> None:
    with pytest.raises(RecursionError) as caught:
        make_student(FUNCTIONS).function("recurse")()
    assert isinstance(caught.value, StudentError) and len(caught.value.trace) == 10


def test_output_is_cut(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS, output=100)
    assert student.function("talk")() == 1
    assert student.output == "ab" * 50


@pytest.mark.filterwarnings("ignore")
def test_texts_are_cut(make_student: MakeStudent) -> None:
    student = make_student(FUNCTIONS)
    assert student.function("flood_warnings")() == 1
    with pytest.raises(ValueError) as caught:
        student.function("long_message")()
    assert len(str(caught.value)) == 2000
    with pytest.raises(ValueError) as deep:
        student.function("deep_trace")()
    error: Any = deep.value
    assert len(error.trace) == 10
