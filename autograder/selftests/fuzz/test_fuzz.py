"""Some damaged frames and notebooks are read or refused; plain data of all kinds travels; runs find what they must."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis.extra.numpy as arrays_of
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox.wire.codec import Encoder
from autograder.sandbox.wire.frames import pack_frame
from autograder.sandbox.wire.messages import Effects, Returned, pack
from autograder.selftests.fuzz import frames, notebooks, planted
from autograder.selftests.fuzz.__main__ import holds
from autograder.selftests.fuzz.exchange import ALLOWANCE, NONCE, RAISED, READ, REFUSED, read_reply, replies, session_of
from autograder.selftests.fuzz.watch import run
from autograder.selftests.sandbox.test_codec import identical

SEED = 1


@pytest.fixture(scope="module", autouse=True)
def _recordings() -> Iterator[None]:
    with replies():
        yield


def test_what_an_honest_worker_sends_is_read() -> None:
    endings = Counter(read_reply(pack_frame(head, [body])) for head, body in frames.seeds())
    assert endings == {READ: len(frames.seeds()) - 1, RAISED: 1}


def test_damaged_frames_are_read_or_refused() -> None:
    endings = Counter(read_reply(frames.make_frame(SEED, number)) for number in range(2_000))
    # Were nearly all of them refused, or nearly none, the damage would tell nothing.
    assert endings[REFUSED] > 500 and endings[READ] > 100 and endings[RAISED] > 10


def test_damaged_notebooks_are_read_or_refused() -> None:
    with notebooks.submissions() as read:
        endings = Counter(read(notebooks.make_notebook(SEED, number)) for number in range(300))
    assert endings[notebooks.REFUSED] > 50 and endings[notebooks.READ] > 50


def test_an_input_follows_from_seed_and_number_alone() -> None:
    for make in (frames.make_frame, notebooks.make_notebook):
        assert make(SEED, 7) == make(SEED, 7)
        assert len({make(SEED, 7), make(SEED, 8), make(SEED + 1, 7)}) == 3


_UNITS = st.sampled_from(["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"])
_KEYS = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False), st.text(), st.binary())
_SCALARS = st.one_of(
    _KEYS,
    st.booleans(),
    st.floats(),
    st.complex_numbers(),
    st.frozensets(_KEYS),
    st.builds(range, st.integers(0, 99), st.integers(0, 99), st.integers(1, 9)),
    st.builds(slice, st.none() | st.integers(), st.none() | st.integers()),
    st.builds(np.datetime64, st.integers(-9999, 9999), _UNITS),
    st.builds(np.timedelta64, st.integers(-9999, 9999), _UNITS),
    st.sampled_from([np.dtype("<f4"), np.exp, np.longdouble(1) / 3, np.str_("é"), np.bytes_(b"x"), np.bool_(True)]),
)
_ARRAYS = arrays_of.arrays(arrays_of.scalar_dtypes(), arrays_of.array_shapes(min_dims=0, min_side=0, max_side=3))
_VALUES = st.recursive(
    st.one_of(_SCALARS, _ARRAYS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.tuples(inner, inner), st.dictionaries(_KEYS, inner, max_size=4)
    ),
    max_leaves=10,
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(_VALUES)
def test_what_a_function_returns_arrives_as_it_is(value: Any) -> None:
    encoder = Encoder()
    reply = Returned(NONCE, encoder.encode(value), Effects([], "", []))
    session = session_of(pack_frame(pack(reply), encoder.buffers))
    assert identical(session.call("function", [], {}, ALLOWANCE), value)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_no_reply(data: bytes) -> None:
    assert read_reply(data) == REFUSED


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(frames.seeds()), st.binary(max_size=3_000))
def test_a_body_of_any_kind_is_read_or_refused(frame: frames.Frame, body: bytes) -> None:
    head, honest = frame
    assert read_reply(pack_frame(head, [body])) in (READ, RAISED, REFUSED)
    assert read_reply(pack_frame(head, [body[: len(honest)] + honest[len(body) :]])) in (READ, RAISED, REFUSED)


_for_linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded and measured on Linux alone")


@_for_linux
def test_a_run_reads_all_inputs() -> None:
    told: list[int] = []
    result = run(planted.SOUND, 0, range(2, 7), told.append, planted.BOUNDS)
    assert (result.endings, result.finding, told[-1]) == ({"read": 5}, None, 5)


@_for_linux
@pytest.mark.parametrize("what", planted.DEFECTS)
def test_a_run_ends_at_the_first_finding(what: str) -> None:
    result = run(planted.DEFECTS[what], 0, range(10), lambda done: None, planted.BOUNDS)
    assert result.finding is not None
    assert result.finding.number == planted.DEFECT_AT and what in result.finding.what


@_for_linux
def test_a_finding_is_saved_and_can_be_had_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    defect = planted.DEFECTS["raised KeyError"]
    assert not holds(defect, 0, range(10), tmp_path, planted.BOUNDS)
    assert (tmp_path / f"0-{planted.DEFECT_AT}.bin").read_bytes() == defect.make(0, planted.DEFECT_AT)
    assert f"--seed 0 --first {planted.DEFECT_AT} " in capsys.readouterr().out
