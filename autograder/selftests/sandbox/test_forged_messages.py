"""Each forged message is refused with ProtocolError: none hangs, takes memory, or raises something else."""

import struct
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox.wire.codec import EXPANDED_MAX, INTEGER_BITS_MAX, PARTS_MAX, Decoder, Encoder, check_expansion
from autograder.sandbox.wire.errors import ProtocolError
from autograder.sandbox.wire.messages import Node, Returned, Tree, read_message

_HASH_MODULUS = (1 << 61) - 1  # of Python's integers: its multiples all have the hash 0


def read(message: bytes, body: bytes = b"", mutables: tuple[object, ...] = ()) -> object:
    """Read a reply as the grader does."""
    reply = read_message(memoryview(message))
    assert isinstance(reply, Returned)
    decoder = Decoder(memoryview(body), mutables)
    result = decoder.decode(reply.value)
    decoder.finish()
    check_expansion([result, *mutables], {})
    return result


def reply_with(value: object) -> bytes:
    return msgspec.msgpack.encode(["returned", 1, value, [[], "", []]])


def _colliding_map() -> msgspec.Raw:
    keys = b"".join(b"\xcf" + struct.pack(">Q", k % 8 * _HASH_MODULUS) + b"\0" for k in range(100_000))
    return msgspec.Raw(b"\xdf" + struct.pack(">I", 100_000) + keys)


def _nested(levels: int) -> msgspec.Raw:
    return msgspec.Raw(b"\x92\xa1l\x91" * levels + b"\xc0")


def _colliding_keys(tag: str) -> list[object]:
    keys: list[object] = [["i", [hex(k * _HASH_MODULUS)]] for k in range(1, 20_001)]
    return [tag, [x for key in keys for x in (key, None)] if tag == "d" else keys]


def _doubling_lists(levels: int) -> list[object]:
    # Number 0 is the outer list, so the innermost list of the first item is number 2, and so on.
    items: list[object] = [["l", []]]
    items += [["l", [["m", [k]], ["m", [k]]]] for k in range(1, levels)]
    return ["l", items]


MESSAGES = {
    "not msgpack": b"\xc1",
    "empty": b"",
    "cut short": reply_with([1, 2])[:-3],
    "bytes behind": reply_with(1) + b"\0",
    "unknown message": msgspec.msgpack.encode(["shutdown", 1]),
    "a request": msgspec.msgpack.encode(["call", 1, "f", [], []]),
    "a field too many": msgspec.msgpack.encode(["returned", 1, 2, [[], "", []], 3]),
    "nonce of a wrong type": msgspec.msgpack.encode(["returned", "1", 2, [[], "", []]]),
    "output too long": msgspec.msgpack.encode(["returned", 1, 2, [[], "x" * 70_000, []]]),
    "too many warnings": msgspec.msgpack.encode(["returned", 1, 2, [[], "", [["W", "w"]] * 100]]),
    "message too long": msgspec.msgpack.encode(["error", 1, ["E"], "x" * 3_000, [], [[], "", []]]),
    "no class": msgspec.msgpack.encode(["error", 1, [], "", [], [[], "", []]]),
    "trace too long": msgspec.msgpack.encode(["error", 1, ["E"], "", [["a", 1, "f"]] * 50, [[], "", []]]),
    "a map": reply_with({"a": 1}),
    "a map with colliding keys": reply_with(_colliding_map()),
    "bytes in the tree": reply_with(b"x"),
    "an extension": reply_with(msgspec.msgpack.Ext(5, b"x")),
    "a timestamp": reply_with(msgspec.Raw(b"\xd6\xff\0\0\0\0")),
    "text that is not UTF-8": reply_with(msgspec.Raw(b"\xa1\xff")),
    "a surrogate": reply_with(msgspec.Raw(b"\xa3\xed\xa0\x80")),
    "nesting of 200 thousand levels": reply_with(_nested(200_000)),
}


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES.keys())
def test_forged_message(message: bytes) -> None:
    with pytest.raises(ProtocolError):
        read(message)


# tag, items and body of values that no Encoder writes.
VALUES: dict[str, tuple[object, bytes]] = {
    "unknown tag": (["x", []], b""),
    "nested too deeply": (_nested(60), b""),
    "body left over": (1, b"x"),
    "integer that is no number": (["i", ["zz"]], b""),
    "integer too long to print": (["i", ["f" * 10_000]], b""),
    "integer just too long to print": (["i", ["f" * (INTEGER_BITS_MAX // 4 + 1)]], b""),
    "integer without text": (["i", [5]], b""),
    "integer without items": (["i", []], b""),
    "complex of text": (["c", ["a", "b"]], b""),
    "bytes of negative length": (["b", [-1]], b""),
    "bytes beyond the body": (["b", [1 << 62]], b""),
    "boolean as a length": (["b", [True]], b"x"),
    "dtype of objects": (["a", ["|O", "C", True, True, 1]], bytes(8)),
    "dtype of structures": (["a", ["|V8", "C", True, True, 1]], bytes(8)),
    "dtype of size zero": (["a", ["<U0", "C", True, True, 1 << 40]], b""),
    "dtype with fields": (["a", ["i4,i4", "C", True, True, 1]], bytes(8)),
    "dtype with an unknown unit": (["a", ["<M8[parsec]", "C", True, True, 1]], bytes(8)),
    "dtype of times with a unit of zero": (["a", ["<M8[0s]", "C", True, True, 1]], bytes(8)),
    "dtype of times with a padded unit of zero": (["n", ["<m8[00D]"]], bytes(8)),
    "dtype with a line break": (["a", ["<f8\n", "C", True, True, 1]], bytes(8)),
    "dtype that is a number": (["a", [8, "C", True, True, 1]], bytes(8)),
    "array without a shape's data": (["a", ["<f8", "C", True, True, 4]], bytes(8)),
    "array of a petabyte": (["a", ["<f8", "C", True, True, 1 << 47]], b""),
    "empty array of absurd shape": (["a", ["<f8", "C", True, True, 0, 1 << 60]], b""),
    "shape that overflows": (["a", ["<f8", "C", True, True, 1 << 62, 1 << 62, 1 << 62]], b""),
    "negative shape": (["a", ["<f8", "C", True, True, -1, -8]], bytes(64)),
    "shape of booleans": (["a", ["<f8", "C", True, True, True]], bytes(8)),
    "forty dimensions": (["a", ["<f8", "C", True, True, *[1] * 40]], bytes(8)),
    "unknown order": (["a", ["<f8", "K", True, True, 1]], bytes(8)),
    "array without items": (["a", []], b""),
    "boolean that is 7": (["a", ["|b1", "C", True, True, 1]], b"\x07"),
    "text beyond Unicode": (["a", ["<U1", "C", True, True, 1]], b"\xff\xff\xff\x7f"),
    "text beyond Unicode, swapped": (["a", [">U1", "C", True, True, 1]], b"\x7f\xff\xff\xff"),
    "text with a surrogate": (["a", ["<U1", "C", True, True, 1]], b"\x00\xd8\x00\x00"),
    "scalar text beyond Unicode": (["n", ["<U1"]], b"\xff\xff\xff\x7f"),
    "scalar boolean that is 2": (["n", ["|b1"]], b"\x02"),
    "scalar without data": (["n", ["<f8"]], b""),
    "colliding set": (_colliding_keys("s"), b""),
    "colliding frozenset": (_colliding_keys("f"), b""),
    "colliding dictionary": (_colliding_keys("d"), b""),
    "one key ten thousand times": (["d", [1, 2] * 10_000], b""),
    "dictionary of thirty thousand keys": (["d", [x for key in range(30_000) for x in (key, None)]], b""),
    "set of thirty thousand keys": (["s", list(range(30_000))], b""),
    "key that numpy does not hash": (["d", [["n", ["<m8"]], 1]], b"\1" + bytes(7)),
    "keys that numpy does not compare": (["s", [["n", ["<M8[Y]"]], ["n", ["<M8[as]"]]]], bytes(16)),
    "frozensets that are slow to compare": (["s", [["f", [["f", [["f", [1]]]]]]]], b""),
    "dictionary with half a pair": (["d", [1, 2, 3]], b""),
    "list as a key": (["d", [["l", []], 1]], b""),
    "set of lists": (["s", [["l", []]]], b""),
    "range of text": (["range", ["a", "b", 1]], b""),
    "range with step zero": (["range", [0, 1, 0]], b""),
    "range too long for a list": (["range", [0, 1 << 62, 1]], b""),
    "range of two": (["range", [0, 1]], b""),
    "slice of lists": (["slice", [["l", []], None, None]], b""),
    "reference to nothing": (["m", [0]], b""),
    "reference from the end": (["l", [["m", [-1]]]], b""),
    "reference that is a boolean": (["l", [["m", [False]]]], b""),
    "list that contains itself": (["l", [["m", [0]]]], b""),
    "dictionary that contains itself": (["d", ["a", ["m", [0]]]], b""),
    "two to the hundredth items": (_doubling_lists(100), b""),
    "two to the thirtieth items": (_doubling_lists(30), b""),
    "python's eval": (["py", ["eval"]], b""),
    "numpy's load": (["np", ["load"]], b""),
    "numpy's modules": (["np", ["linalg"]], b""),
    "numpy's private names": (["np", ["__builtins__"]], b""),
    "handle without a session": (["h", ["call", 0]], b""),
    "dtype value of objects": (["dtype", ["|O"]], b""),
    "generator of an unknown kind": (["g", ["Evil", None, 0]], b""),
    "generator without state": (["g", ["PCG64", None, 0]], b""),
    "generator with a million children": (["g", ["PCG64", None, 1_000_000, "0x1", "0x1", "0x0", "0x0"]], b""),
    "generator with negative children": (["g", ["PCG64", None, -1, "0x1", "0x1", "0x0", "0x0"]], b""),
    "more generators than one can wait for": (["l", [["g", ["SFC64", None, 0, "0", "0"]]] * 1_001], bytes(32 * 1_001)),
    "generator under construction": (["g", ["PCG64", ["m", [0]], 0, ["m", [0]]]], b""),
}


@pytest.mark.parametrize(("value", "body"), VALUES.values(), ids=VALUES.keys())
def test_forged_value(value: object, body: bytes) -> None:
    with pytest.raises(ProtocolError):
        read(reply_with(value), body)


# offset, dtype, shape, strides of views into an array of ten float64.
VIEWS: dict[str, list[object]] = {
    "behind the end": [80, "<f8", 1, 8],
    "across the end": [76, "<f8", 1, 8],
    "before the start": [-8, "<f8", 1, 8],
    "stride beyond the end": [0, "<f8", 11, 8],
    "negative stride before the start": [8, "<f8", 3, -8],
    "stride that overflows": [0, "<f8", 3, (1 << 63) - 1],
    "huge by repetition": [0, "<f8", 1 << 40, 0],
    "empty": [0, "<f8", 0, 8],
    "text over numbers": [0, "<U1", 1, 4],
    "booleans over numbers": [0, "|b1", 1, 1],
    "strides missing": [0, "<f8", 2, 2, 8],
    "text as stride": [0, "<f8", 2, "8"],
}


@pytest.mark.parametrize("items", VIEWS.values(), ids=VIEWS.keys())
def test_forged_view_of_an_argument(items: list[object]) -> None:
    with pytest.raises(ProtocolError):
        read(reply_with(["v", [0, *items]]), mutables=(np.arange(10.0),))


def test_view_of_text_must_keep_to_whole_characters() -> None:
    with pytest.raises(ProtocolError):
        read(reply_with(["v", [0, 1, "<U2", 1, 8]]), mutables=(np.array(["ab", "cd"]),))


def test_views_of_an_array_that_is_not_in_one_piece_or_of_a_list_are_refused() -> None:
    for base in (np.arange(10.0)[::2], [1, 2]):
        with pytest.raises(ProtocolError):
            read(reply_with(["v", [0, 0, "<f8", 1, 8]]), mutables=(base,))


def test_many_large_views_are_refused_together() -> None:
    view = ["v", [0, 0, "<f8", 1_000_000, 0]]
    with pytest.raises(ProtocolError, match="size of views"):
        read(reply_with(["l", [view] * 9]), mutables=(np.zeros(1),))


def test_a_long_list_of_references_is_counted_once_each() -> None:
    shared = ["l", [["l", [0] * 1000], *[["m", [1]]] * (EXPANDED_MAX // 1000)]]
    with pytest.raises(ProtocolError, match="size of the value"):
        read(reply_with(shared))


def test_more_parts_than_an_honest_worker_sends_are_refused() -> None:
    read(reply_with(["l", [["t", []]] * (PARTS_MAX - 1)]))
    with pytest.raises(ProtocolError, match="number of parts"):
        read(reply_with(["l", [["t", []]] * PARTS_MAX]))


_TREES: st.SearchStrategy[Tree] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(1 << 63), (1 << 64) - 1), st.floats(), st.text(max_size=5)),
    lambda inner: st.builds(
        Node,
        st.sampled_from(["i", "c", "b", "n", "a", "v", "l", "s", "t", "f", "d", "range", "slice", "g", "np", "h", "m"]),
        st.lists(st.one_of(inner, st.sampled_from(["<f8", "|b1", "<U1", "C", "PCG64", True, 0, 1, 8])), max_size=6),
    ),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(_TREES, st.binary(max_size=40))
def test_a_random_tree_gives_a_value_or_a_protocol_error(tree: Tree, body: bytes) -> None:
    decoder = Decoder(memoryview(body), (np.arange(10.0), [1]))
    try:
        value = decoder.decode(tree)
        decoder.finish()
        check_expansion([value], {})
    except ProtocolError:
        return
    repr(value)


KINDS = ["PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"]


def _state_tree(kind: str) -> tuple[Node, bytes]:
    encoder = Encoder()
    generator = np.random.Generator(getattr(np.random, kind)(7))
    generator.integers(10, dtype=np.int32)
    tree = encoder.encode(generator)
    assert isinstance(tree, Node)
    return tree, b"".join(encoder.buffers)


def _decode(tree: Node, body: bytes) -> Any:
    decoder = Decoder(memoryview(body))
    value = decoder.decode(tree)
    decoder.finish()
    return value


@pytest.mark.parametrize("kind", KINDS)
def test_generators_of_every_kind_keep_their_state(kind: str) -> None:
    original = np.random.Generator(getattr(np.random, kind)(7))
    original.integers(10, dtype=np.int32)
    copy = _decode(*_state_tree(kind))
    assert (copy.normal(size=5) == original.normal(size=5)).all()


def _with_number(tree: Node, position: int, number: Any) -> Node:
    return Node("g", [*tree.items[:position], number, *tree.items[position + 1 :]])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [hex(1 << 128), "-0x1", "zz", "1" * 1000, 3, None])
def test_every_number_of_a_forged_state_is_checked(kind: str, number: Any) -> None:
    tree, body = _state_tree(kind)
    for position in range(3, len(tree.items)):
        with pytest.raises(ProtocolError):
            _decode(_with_number(tree, position, number), body)


@pytest.mark.parametrize(
    ("kind", "position", "end"),
    [("MT19937", 3, 625), ("Philox", 3, 5), ("Philox", 4, 2), ("PCG64", 5, 2), ("PCG64", 6, 1 << 32), ("SFC64", 3, 2)],
)
def test_positions_in_a_state_have_an_end(kind: str, position: int, end: int) -> None:
    tree, body = _state_tree(kind)
    _decode(_with_number(tree, position, hex(end - 1)), body)
    with pytest.raises(ProtocolError):
        _decode(_with_number(tree, position, hex(end)), body)


@pytest.mark.parametrize("kind", ["PCG64", "PCG64DXSM"])
def test_a_generator_that_stands_still_is_refused(kind: str) -> None:
    tree, body = _state_tree(kind)
    with pytest.raises(ProtocolError, match="generator state"):
        _decode(_with_number(_with_number(tree, 3, "0x0"), 4, "0x0"), body)


@pytest.mark.parametrize("first", [0, 1, (1 << 31) - 1])  # the lower 31 bits of the first word are not used
def test_a_mersenne_twister_of_zeros_is_refused(first: int) -> None:
    tree, body = _state_tree("MT19937")
    with pytest.raises(ProtocolError, match="generator state"):
        _decode(tree, first.to_bytes(4, "little") + bytes(len(body) - 4))
    _decode(tree, (1 << 31).to_bytes(4, "little") + bytes(len(body) - 4))


def test_names_are_looked_up_without_importing_or_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> None:
        raise AssertionError(f"numpy was asked for {name}")

    monkeypatch.setattr(np, "__getattr__", load)
    with pytest.raises(ProtocolError):
        read(reply_with(["np", ["distutils"]]))


def test_keys_of_a_grid_may_share_hashes() -> None:
    grid = {(i, j): None for i in range(-50, 50) for j in range(-50, 50)}  # -1 and -2 have one hash
    encoder = Encoder()
    assert _decode(encoder.encode(grid), b"") == grid  # type: ignore[arg-type]


def test_a_state_with_too_few_or_too_many_bytes_is_refused() -> None:
    tree, body = _state_tree("MT19937")
    for forged in (body[:-4], body + bytes(4)):
        with pytest.raises(ProtocolError):
            _decode(tree, forged)


def test_a_forged_seed_is_never_rebuilt() -> None:
    tree, body = _state_tree("PCG64")
    tree.items[1] = Node("t", [1, Node("t", []), 1 << 40])  # a pool of 2**40 words
    assert _decode(tree, body).bit_generator.seed_seq.pool_size == 4
