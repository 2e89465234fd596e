"""Values survive the way over the wire exactly: type, dtype, sign of zero, order, identity."""

import collections
import math
from typing import Any, NamedTuple

import hypothesis.extra.numpy as arrays_of
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox.wire import messages
from autograder.sandbox.wire.codec import Decoder, Encoder
from autograder.sandbox.wire.errors import ProtocolError
from autograder.sandbox.wire.frames import BODY_MAX, HEAD_MAX, pack_bounded_frame, pack_frame, read_frame
from autograder.sandbox.wire.messages import Effects, Returned, pack, read_message


class Pieces:
    """A source of frames that gives one piece at a time."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = iter(pieces)

    def read(self, size: int) -> bytes:
        return next(self._pieces)

    def read_into(self, room: memoryview) -> int:
        piece = next(self._pieces)
        room[: len(piece)] = piece
        return len(piece)


def over_the_wire(value: object, **options: Any) -> Any:
    """`value` packed into a frame as a worker would, and read as the grader would."""
    encoder = Encoder(**options)
    frame = pack_bounded_frame(pack(Returned(1, encoder.encode(value), Effects([], "", []))), encoder.buffers)
    head, body = read_frame(Pieces(frame), bounded=True)
    message = read_message(head)
    assert isinstance(message, Returned)
    decoder = Decoder(body)
    result = decoder.decode(message.value)
    decoder.finish()
    return result


def identical(a: Any, b: Any) -> bool:
    """Same type and value, nan equal to nan, -0.0 not equal to 0.0."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray | np.generic):
        return bool(a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes())
    if isinstance(a, float):
        return (math.isnan(a) and math.isnan(b)) or (a == b and math.copysign(1, a) == math.copysign(1, b))
    if isinstance(a, complex):
        return identical(a.real, b.real) and identical(a.imag, b.imag)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(identical, a, b))
    if isinstance(a, dict):
        return identical(list(a.items()), list(b.items()))
    return bool(a == b)


_KEYS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.binary(max_size=5))
_ATOMS = st.one_of(_KEYS, st.floats(), st.complex_numbers())
_ARRAYS = arrays_of.arrays(
    dtype=st.one_of(
        arrays_of.boolean_dtypes(),
        arrays_of.integer_dtypes(endianness="?"),
        arrays_of.floating_dtypes(endianness="?"),
        arrays_of.complex_number_dtypes(endianness="?"),
        arrays_of.unicode_string_dtypes(),
        arrays_of.byte_string_dtypes(),
    ),
    shape=arrays_of.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
)
_VALUES = st.recursive(
    st.one_of(_ATOMS, _ARRAYS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(_KEYS, inner, max_size=4),
        st.sets(_KEYS, max_size=4),
        st.frozensets(_KEYS, max_size=4),
    ),
    max_leaves=10,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(_VALUES)
def test_every_plain_value_survives(value: object) -> None:
    assert identical(over_the_wire(value), value)


@pytest.mark.parametrize(
    "value",
    [
        -0.0,
        math.nan,
        -math.inf,
        (1 << 63) - 1,
        -(1 << 63),
        1 << 63,
        -(1 << 5000),
        np.float32(0.1),
        np.longdouble(1) / 3,
        np.bool_(True),
        np.str_(""),
        np.str_("é"),
        np.bytes_(b"x"),
        np.datetime64("2024-01-01"),
        np.array(2.5),
        np.empty((0, 3)),
        np.empty((2, 0, 4), np.float32),
        np.array(["", "long"]),
        np.arange(3, dtype=">i4"),
        range(3, 30, 5),
        slice(1, None, 2),
        np.dtype("float32"),
    ],
    ids=repr,
)
def test_odd_values_survive(value: object) -> None:
    assert identical(over_the_wire(value), value)


def test_fortran_order_and_read_only_arrays_stay_so() -> None:
    array = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    array.flags.writeable = False
    result = over_the_wire(array)
    assert result.flags.f_contiguous and not result.flags.c_contiguous and not result.flags.writeable


def test_an_object_met_twice_stays_one_object() -> None:
    inner = [1]
    array = np.zeros(2)
    result = over_the_wire([inner, inner, array, {"a": array}])
    assert result[0] is result[1] and result[2] is result[3]["a"]


class _Pair(NamedTuple):
    a: int
    b: int


def test_named_tuples_and_the_dictionaries_of_the_standard_library_become_plain() -> None:
    value = [_Pair(1, 2), collections.Counter("aab"), collections.OrderedDict(b=1)]
    assert identical(over_the_wire(value), [(1, 2), {"a": 2, "b": 1}, {"b": 1}])


class _Integer(int):
    pass


class _Text(str):
    __slots__ = ()


class _Tuple(tuple[int, ...]):
    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = tuple.__hash__


class _Dictionary(dict[str, int]):
    pass


class _Array(np.ndarray[Any, Any]):
    pass


class _Float64(np.float64):
    pass


@pytest.mark.parametrize(
    "value",
    [
        _Integer(3),
        _Text("x"),
        _Tuple((1,)),
        _Dictionary(a=1),
        np.zeros(2).view(_Array),
        _Float64(1.0),
        np.ma.masked_array([1, 2], [True, False]),
        np.array([object()]),
        np.zeros(2, dtype=[("a", "f8")]),
        object(),
        {"a": 1}.keys(),
        bytearray(b"x"),
        np.random.RandomState(0),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plain_data_is_refused_by_name(value: object) -> None:
    with pytest.raises(TypeError, match=r"plain data"):
        Encoder().encode([value])


def test_too_deep_and_too_large_values_are_refused() -> None:
    deep: list[object] = []
    for _ in range(100):
        deep = [deep]
    with pytest.raises(ValueError, match="nested too deeply"):
        Encoder().encode(deep)
    with pytest.raises(ValueError, match="too large"):
        Encoder().encode(1 << 20_000)
    with pytest.raises(ValueError, match="too large: 8 MB"):
        pack_bounded_frame(b"x", [bytes(BODY_MAX + 1)])


def test_only_the_grader_sends_functions_by_name() -> None:
    by_name = Encoder(to_worker=True)
    assert by_name.encode(np.mean) == messages.Node("np", ["mean"])
    assert by_name.encode(float) == messages.Node("py", ["float"])
    assert Encoder().encode(np.exp) == messages.Node("np", ["exp"])
    with pytest.raises(TypeError):
        Encoder().encode(np.mean)


def test_frames_arrive_in_pieces_of_any_size() -> None:
    frame = pack_frame(b"head", [b"bo", b"dy"])
    pieces = Pieces(*(frame[i : i + 1] for i in range(len(frame))))
    head, body = read_frame(pieces, bounded=True)
    assert (bytes(head), bytes(body)) == (b"head", b"body")


@pytest.mark.parametrize(
    "frame",
    [
        (HEAD_MAX + 1).to_bytes(4, "little") + bytes(4),
        (1).to_bytes(4, "little") + (BODY_MAX + 1).to_bytes(4, "little"),
        bytes(8),
        pack_frame(b"head", [b"body"]) + b"more",
    ],
    ids=["head too large", "body too large", "no head", "two frames"],
)
def test_a_frame_of_forged_size_is_refused_before_it_is_read(frame: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_frame(Pieces(frame), bounded=True)
