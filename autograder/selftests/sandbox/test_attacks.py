"""Submissions that try to pass without knowing: by forged equality, by what is in memory, by the protocol itself."""

import numpy as np
import pytest

from autograder.sandbox.errors import StudentCrash, StudentError
from autograder.selftests.sandbox.conftest import MakeStudent

FORGERS = """
import numpy as np
class Anything:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __abs__(self): return 0
    def __sub__(self, other): return 0
    __hash__ = object.__hash__
class T(Anything, tuple): pass
class A(np.ndarray):
    def __eq__(self, other): return np.True_
    def __array_ufunc__(self, *args, **kwargs): return np.True_
class F(Anything, float): pass
class I(Anything, int): pass
class S(Anything, str): pass
class L(Anything, list): pass
class G(np.float64):
    def __eq__(self, other): return True
class N(tuple):
    _fields = ()
    def __eq__(self, other): return True
def of(kind):
    return {"tuple": T((1,)), "array": np.zeros(2).view(A), "float": F(1), "int": I(1), "text": S("x"), "list": L([1]),
            "numpy float": G(1), "nothing": Anything(), "inside": [T((1,))], "masked": np.ma.masked_all(3),
            "structure": np.zeros(1, "f8,f8")}[kind]
def named(): return N((1, 2))
def caller(): return Anything
"""


@pytest.mark.parametrize(
    "kind",
    ["tuple", "array", "float", "int", "text", "list", "numpy float", "nothing", "inside", "masked", "structure"],
)
def test_forged_equality_does_not_arrive(make_student: MakeStudent, kind: str) -> None:
    with pytest.raises(TypeError, match="not plain data") as caught:
        make_student(FORGERS).function("of")(kind)
    assert isinstance(caught.value, StudentError)


def test_what_looks_like_a_named_tuple_is_a_tuple(make_student: MakeStudent) -> None:
    result = make_student(FORGERS).function("named")()
    assert type(result) is tuple and result == (1, 2) and result != (1, 3)


def test_a_returned_class_stays_in_the_worker(make_student: MakeStudent) -> None:
    result = make_student(FORGERS).function("caller")()
    assert result != 1 and not isinstance(result, type)


def test_nothing_of_the_tests_is_in_the_workers_memory(make_student: MakeStudent) -> None:
    secret = "the answer is " + "forty-two"
    student = make_student(
        """
import gc, sys
def search(part):
    frames, frame = [], sys._getframe()
    while frame: frames.append(frame.f_code.co_filename); frame = frame.f_back
    texts = [text for o in gc.get_objects() if type(o) is dict for text in o.values() if type(text) is str]
    found = [text for text in texts if part in text and text != part]
    return frames, found, [name for name in sys.modules if "test" in name and "selftests" in name]
"""
    )
    frames, found, modules = student.function("search")("answer is forty")
    assert secret.endswith("forty-two") and found == [] and modules == []
    assert not [name for name in frames if "selftests" in name or "pytest" in name]


# The student's code has found the worker's own objects, and speaks for it.
_AS_WORKER = """
import gc, os, struct, sys
import msgspec
worker = next(o for o in gc.get_objects() if type(o).__name__ == "Worker")
channel = worker._channel
def frame(message, body=b""):
    head = msgspec.msgpack.encode(message)
    return struct.pack("<II", len(head), len(body)) + head + body
def nonce():
    step = sys._getframe()
    while "request" not in step.f_locals: step = step.f_back
    return step.f_locals["request"].nonce
def send(data):
    while data: data = data[os.write(channel, data):]
def send_and_wait(data):
    send(data)
    os.read(channel, 1)
EFFECTS = [[], "", []]
"""

FORGERIES = {
    "a reply in advance": "send(frame(['returned', 1, 42, EFFECTS]))",
    "two replies at once": "m = frame(['returned', nonce(), 42, EFFECTS]); send_and_wait(m + m)",
    "ready again": "send_and_wait(frame(['ready']))",
    "failed": "send_and_wait(frame(['failed', 'not isolated']))",
    "a map": "send_and_wait(frame({'a': 1}))",
    "noise": "send_and_wait(bytes(range(256)) * 10)",
    "a frame of four gigabytes": "send_and_wait(b'\\xff' * 8)",
    "half a frame, then the end": "send(frame(['returned', nonce(), 42, EFFECTS])[:-2]); os._exit(0)",
    "an unknown callback": "send_and_wait(frame(['callback', 7, False, [], []]))",
    "a negative callback": "send_and_wait(frame(['callback', -1, False, [], []]))",
    "a callback with pickles": "send_and_wait(frame(['callback', 0, False, [['pickle', [1]]], []]))",
    "more keywords than arguments": "send_and_wait(frame(['callback', 0, False, [], ['a']]))",
    "an argument that does not exist": "send_and_wait(frame(['returned', nonce(), 1, [[[9, ['l', []]]], '', []]]))",
    "an argument of another type": "send_and_wait(frame(['returned', nonce(), 1, [[[0, ['d', []]]], '', []]]))",
    "an argument that contains itself": (
        "send_and_wait(frame(['returned', nonce(), 1, [[[0, ['l', [['m', [0]]]]]], '', []]]))"
    ),
    "a function of the grader's": "send_and_wait(frame(['returned', nonce(), ['h', ['own', 5]], EFFECTS]))",
    "a public name as a handle": "send_and_wait(frame(['returned', nonce(), ['h', ['call', 'x']], EFFECTS]))",
    "a closed channel": "os.close(channel)",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_message_is_a_crash_of_the_student(make_student: MakeStudent, forgery: str) -> None:
    student = make_student(_AS_WORKER, f"def attack(items, f): {forgery}", "def fine(): return 1", wall_per_call=5.0)
    items = [1, 2]
    with pytest.raises(StudentCrash, match=r"invalid reply|process ended"):
        student.function("attack")(items, lambda: None)
    assert items == [1, 2]
    assert student.function("fine")() == 1


def test_a_drip_of_bytes_is_stopped(make_student: MakeStudent) -> None:
    student = make_student(
        _AS_WORKER,
        """
import time
def drip():
    send(struct.pack("<II", 1 << 20, 0))
    while True: send(b"x"); time.sleep(0.001)
""",
        wall_per_call=0.2,
    )
    with pytest.raises(StudentError) as caught:
        student.function("drip")()
    assert caught.value.type_name == "Timeout"


def test_a_worker_that_does_not_read_is_stopped(make_student: MakeStudent) -> None:
    source = "import time\ndef quit_reading(f): send(frame(['callback', 0, False, [], []])); time.sleep(9)"
    student = make_student(_AS_WORKER, source, wall_per_call=0.3)
    with pytest.raises(StudentError) as caught:
        student.function("quit_reading")(lambda: np.zeros(8 << 20))
    assert caught.value.type_name == "Timeout"


def test_a_changed_worker_changes_only_itself(make_student: MakeStudent) -> None:
    spoilt = make_student(
        """
import gc, numpy as np
worker = next(o for o in gc.get_objects() if type(o).__name__ == "Worker")
def f(x): return x
def spoil():
    type(worker)._perform = lambda self, request, arguments: 42
    np.sum = np.mean = lambda *args: 42
"""
    )
    spoilt.function("spoil")()
    assert spoilt.function("f")([1, 2, 3]) == 42
    other = make_student("import numpy as np\ndef f(x): return len(x), float(np.sum(x))")
    assert other.function("f")([1, 2, 3]) == (3, 6.0)
    assert np.sum([1, 2]) == 3
