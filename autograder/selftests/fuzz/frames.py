"""Frames from a worker: real ones of many kinds, and damaged ones made from them."""

import builtins
import functools
import math
from random import Random
from typing import Any

import msgspec
import numpy as np

from autograder.sandbox.wire import messages
from autograder.sandbox.wire.codec import Decoder, Encoder
from autograder.sandbox.wire.frames import pack_frame
from autograder.sandbox.wire.generators import BIT_GENERATORS, array_sizes, flatten_state
from autograder.sandbox.wire.messages import Change, Effects, Raised, Returned, pack
from autograder.selftests.fuzz.damage import Place, damage_bytes, damage_one, nudged, places
from autograder.selftests.fuzz.exchange import NONCE, StandIn, arguments

Frame = tuple[bytes, bytes]
"""Head and body."""

_OWN_VALUES = 12
_HASH_MODULUS = (1 << 61) - 1  # of Python's integers: its multiples all have the hash 0
_TAGS = (*"icbnavlstfdghm", "range", "slice", "dtype", "np", "py", "x")
_TIMES = ("<M8", "<m8", "<M8[s]", "<M8[Y]", "<M8[as]", "<M8[0s]", "<m8[25us]", "<m8[Y]", "<m8[9999999W]")
_DTYPES = (
    *("|b1", "|i1", "<i4", ">u8", "<f2", "<f8", ">f8", "<f16", "<c16", "<c32", "|S3", "<U0", "<U1", ">U2", "<U9999999"),
    *("|O", "|V8", "i4,i4", "f8", *_TIMES),
)
_NAMES = ("exp", "add", "load", "object", "distutils", "random", "eval", "call", "iter", "own", "own ", "C", "F", "K")
_NUMBERS = (
    *(-(1 << 63), -7, -1, 0, 1, 2, 3, 7, 8, 40, 624, 625, 9999),
    *(1 << 20, 1 << 31, 1 << 32, (1 << 63) - 1, (1 << 64) - 1),
)
_ATOMS: tuple[Any, ...] = (
    *(None, True, False, 0.0, -0.0, 0.5, 1e308, float("nan"), float("inf")),
    *("", "0x0", "-0x1", "f" * 3500, "f" * 3600, "é" * 40_000),
    *(*_NUMBERS, *_TAGS, *_DTYPES, *_NAMES, *BIT_GENERATORS),
    *(name for name in vars(builtins) if name.endswith(("Error", "Warning", "Group", "Exit"))),
)
_FITTED_MAX = 1 << 20
_ITEM_SIZES = {name: np.dtype(name).itemsize for name in _DTYPES}
_TOKENS = (
    # Counts of items, characters and bytes far beyond the frame, and a timestamp.
    *(b"\xdd\xff\xff\xff\xff", b"\xdd\x10\x00\x00\x00", b"\xdf\xff\xff\xff\xff", b"\xdb\xff\xff\xff\xff"),
    *(b"\xc6\xff\xff\xff\xff", b"\xc9\xff\xff\xff\xff\x05", b"\xd6\xff\x00\x00\x00\x00"),
    # Lists in lists, text that is not UTF-8, what msgpack does not know, and runs of one byte.
    *(b"\x92\xa1l\x91" * 45, b"\x92\xa1l\x91" * 20_000, b"\xa1\xff", b"\xa3\xed\xa0\x80", b"\xc1"),
    *(bytes(8), b"\xff" * 8, bytes(70_000), b"\x7f"),
)


@functools.cache
def seeds() -> tuple[Frame, ...]:
    """What an honest worker would send: each kind of value, changed arguments, an error, a callback."""
    replies = [_reply(index) for index in range(len(_values(arguments())))]
    return (*replies, _reply(0, changed=True), _callback(), (pack(_raised()), b""))


def make_frame(seed: int, number: int) -> bytes:
    """Damaged frame `number` of `seed`."""
    random = Random(f"frame {number} of seed {seed}")
    head, body = damaged(random, random.choice(seeds()))
    frame = pack_frame(head, [body])
    return damage_bytes(random, frame, _TOKENS) if random.random() < 0.05 else frame


def damaged(random: Random, frame: Frame) -> Frame:
    """Head and body, damaged in the tree, in the bytes, or in both."""
    head, body = frame
    if random.random() < 0.1:
        return damage_bytes(random, head, _TOKENS), body
    if random.random() < 0.2:
        body = damage_bytes(random, body, _TOKENS)
    tree = msgspec.msgpack.decode(head)
    # What is wrong with a message's shape is found first, so that it hides all other damage.
    find, nudge = (_places_in_nodes, _nudged) if random.random() < 0.9 else (places, nudged)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        damage_one(random, find(tree), _forged, nudge)
    size = _body_size(tree)
    if size <= _FITTED_MAX and random.random() < 0.9:
        body = (body if random.random() < 0.8 else b"")[:size]
        missing = size - len(body)
        body += random.choice((bytes(missing), b"\xff" * missing, random.randbytes(missing)))
    return msgspec.msgpack.encode(tree), body


def _places_in_nodes(tree: list[Any]) -> list[Place]:
    """Where a node has its items: whatever of the right type is put there, the message keeps its shape."""
    nodes = [holder[key] for holder, key in places(tree) if _is_node(holder[key])]
    return [(items, index) for _, items in nodes for index in range(len(items))]


def _is_node(tree: Any) -> bool:
    match tree:
        case [str(), list()]:
            return True
        case _:
            return False


def _nudged(random: Random, value: Any) -> Any:
    """A node stays a node."""
    match value:
        case [str(tag), list(items)]:
            return [tag, nudged(random, items)] if random.random() < 0.5 else [random.choice(_TAGS), items]
        case _:
            return nudged(random, value)


def _body_size(tree: Any) -> int:
    """How long the body must be, so that its length is not all that is wrong."""
    size, waiting = 0, [tree]
    while waiting:
        match waiting.pop():
            case ["b", [int(length)]]:
                size += max(length, 0)
            case ["n", [str(dtype)]]:
                size += _ITEM_SIZES.get(dtype, 0)
            case ["a", [str(dtype), _, _, _, *shape]] if all(isinstance(n, int) and n >= 0 for n in shape):
                size += _ITEM_SIZES.get(dtype, 0) * math.prod(shape)
            case ["g", [str(kind), *_]] if kind in BIT_GENERATORS:
                size += sum(array_sizes(BIT_GENERATORS[kind](0).state))
            case list(items):
                waiting += items
    return size


def _forged(random: Random) -> Any:
    """An atom or a node as an attacker might write it: most are nearly right, or only the first check would be met."""
    if random.random() < 0.4:
        return random.choice(_ATOMS)
    tag = random.choice(_TAGS)
    return [tag, _forged_items(random, tag)]


def _forged_items(random: Random, tag: str) -> list[Any]:
    number = functools.partial(random.choice, _NUMBERS)
    dtype = random.choice(_DTYPES)
    match tag:
        case "m":
            return [random.randrange(12)]
        case "n" | "dtype":
            return [dtype]
        case "a":
            axes = [random.choice((0, 1, 2, 3, number())) for _ in range(random.randrange(4))]
            return [dtype, random.choice("CFK"), True, random.random() < 0.5, *axes]
        case "v":
            axes = [random.randrange(-9, 20) for _ in range(random.choice((2, 2, 4, 5)))]
            return [random.randrange(12), random.randrange(-9, 90), dtype, *axes]
        case "g":
            kind = random.choice(list(BIT_GENERATORS))
            parts = flatten_state(BIT_GENERATORS[kind](0).state)
            numbers = [random.choice(("0x0", "0x1", hex(number()))) for part in parts if isinstance(part, int)]
            return [kind, None, random.choice((0, number())), *numbers]
        case "i":
            return [random.choice(("f" * 3499, "f" * 3504, "-1", "0x_1", "", " 7 ", hex(number())))]
        case "range" | "slice":
            return [random.choice((None, number(), ["i", ["-0x1" + "f" * 40]])) for _ in range(3)]
        case "h":
            return [random.choice(_NAMES), number()]
        case "s" | "f" | "d" if random.random() < 0.4:
            return [["i", [hex(k * _HASH_MODULUS)]] for k in range(random.choice((2, 16, 70)))]
        case "s" | "f" | "d" if random.random() < 0.5:
            return [["n", [random.choice(_TIMES)]] for _ in range(4)]
        case "l":
            return [_nested(random.choice((1, 37, 38, 39, 40, 100)), _forged(random))]
        case _:
            return [_forged(random) for _ in range(random.randrange(5))]


def _nested(levels: int, tree: Any) -> Any:
    for _ in range(levels):
        tree = ["l", [tree]]
    return tree


def _reply(index: int, *, changed: bool = False) -> Frame:
    """The reply of a function that returns one of `_values`."""
    theirs, encoder = _arguments_in_the_worker()
    value = encoder.encode(_values(theirs)[index])
    changes = [Change(i, encoder.contents(each)) for i, each in enumerate(encoder.mutables)] if changed else []
    effects = Effects(changes, "printed\n", [("UserWarning", "a warning")])
    return pack(Returned(NONCE, value, effects)), b"".join(encoder.buffers)


def _values(theirs: list[Any]) -> list[Any]:
    """What the function may return, given its arguments; the last ones need no arguments."""
    numbers, texts, flags, table, items, *_ = theirs
    shared = [1]
    frozen = np.arange(3, dtype=">i4")
    frozen.flags.writeable = False
    return [
        # Arguments, parts of them, and views of them.
        *theirs,
        [numbers[2:5], numbers[::-1], numbers[::3], numbers.reshape(2, 5).T, texts[1:], flags[::-1], table.T, items[1]],
        {"again": items, "items": [items, items[1], theirs[5]]},
        # Values of the function's own.
        [None, True, -1, 1 << 62, -(1 << 200), 0.5, float("inf"), 1 - 2j, "text", b"bytes"],
        [kind(1) for kind in (np.int8, np.uint64, np.float16, np.longdouble, np.complex128, np.bool_, np.str_)],
        [np.bytes_(b"x"), np.datetime64("2024-01-01"), np.timedelta64(3, "h"), np.datetime64("NaT")],
        [np.array(2.5), np.empty((0, 3)), np.array(["a", "long"]), np.array([b"x"]), frozen],
        [np.ones((2, 3, 4), np.float32, "F"), np.array(["2024-01", "NaT"], "M8[M]"), np.array([1j, 2])],
        np.linspace(0.0, 1.0, 20_000),
        {(1, "a"): {"b": [1, (2, 3)]}, frozenset({1, 2}): {3, 4}, np.float64(0.5): (), np.timedelta64(1, "D"): None},
        [list(range(50)), {str(key): key for key in range(50)}, set(range(50))],
        [range(3, 30, 5), slice(1, None, 2), np.dtype("float32"), np.exp, range(1 << 70, 1 << 71, 1 << 69)],
        [shared, shared, {"a": shared, "b": frozen}, frozen],
        [np.random.Generator(kind(7)) for kind in BIT_GENERATORS.values()],
        [np.random.Generator(np.random.PCG64(1)).spawn(1)[0], StandIn("own", 0), max, iter([1])],
    ]


def _raised() -> Raised:
    kinds = ["KeyError", "LookupError", "Exception"]
    return Raised(NONCE, kinds, "'x'", [messages.Place("cell 1", 1, "entropy")], Effects([], "", []))


def _callback() -> Frame:
    encoder = Encoder(describe=_describe)
    trees = [encoder.encode(value) for value in _values(arguments())[-_OWN_VALUES:]]
    return pack(messages.Callback(0, False, trees, ["a", "b"])), b"".join(encoder.buffers)


def _arguments_in_the_worker() -> tuple[list[Any], Encoder]:
    """The arguments as a worker reads them, and the encoder of its reply."""
    encoder = Encoder(describe=_describe, to_worker=True)
    trees = [encoder.encode(value) for value in arguments()]
    decoder = Decoder(memoryview(b"".join(encoder.buffers)), resolve=_resolve, suspicious=False)
    theirs = [decoder.decode(tree) for tree in trees]
    return theirs, Encoder(decoder.mutables, contiguous=decoder.contiguous, describe=_describe)


def _describe(value: object) -> tuple[str, str | int] | None:
    """Functions by a number, as both ends do."""
    if isinstance(value, StandIn):
        return "own", value.identity
    if callable(value):
        return "call", 0
    return ("iter", 1) if hasattr(type(value), "__next__") else None


def _resolve(kind: str, identity: str | int) -> StandIn:
    return StandIn(kind, int(identity))
