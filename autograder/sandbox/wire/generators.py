"""The state of numpy's random generators, taken apart and put together again with care.

numpy's state setters do not check positions: one out of range makes the generator read foreign memory. A state from the
wire is therefore fitted into a fresh state of the same kind, and every part must have that part's type, size and range.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from autograder.sandbox.wire.errors import ProtocolError, require

BIT_GENERATORS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (np.random.PCG64, np.random.PCG64DXSM, np.random.MT19937, np.random.Philox, np.random.SFC64)
}
CHILDREN_MAX = 10_000
"""Most children a worker may claim to have spawned: the grader's generator spawns as many to stay in step."""

GENERATORS_MAX = 1_000
"""Most generators in one frame: to put one together takes up to a fifth of a millisecond."""

_RANGES = {"pos": 625, "buffer_pos": 5, "has_uint32": 2, "uinteger": 1 << 32}
_ANY_STATE = 1 << 128


def flatten_state(state: Mapping[str, Any]) -> Iterator[int | np.ndarray[Any, Any]]:
    """The numbers and arrays of a bit generator's state, in the order of its keys."""
    for part in state.values():
        if isinstance(part, Mapping):
            yield from flatten_state(part)
        elif not isinstance(part, str):
            yield part


def fit_state(template: Mapping[str, Any], numbers: Iterator[object], arrays: Iterator[memoryview]) -> dict[str, Any]:
    """A state with the structure of `template` and the parts given, in the order of `flatten_state`.

    Raises:
        ProtocolError: a part is missing or does not fit, or the generator would give one number for ever.
    """
    state = _fit(template, numbers, arrays)
    # numpy would wait for another number inside of compiled code, which nothing can interrupt.
    match state["state"]:
        case {"inc": increment}:
            require(increment % 2 == 1, "generator state")
        case {"key": words, "pos": _}:
            require(words[0] >> 31 or words[1:].any(), "generator state")
    return state


def _fit(template: Mapping[str, Any], numbers: Iterator[object], arrays: Iterator[memoryview]) -> dict[str, Any]:
    state: dict[str, Any] = {}
    for key, part in template.items():
        if isinstance(part, Mapping):
            state[key] = _fit(part, numbers, arrays)
        elif isinstance(part, str):
            state[key] = part
        elif isinstance(part, np.ndarray):
            state[key] = np.frombuffer(_next(arrays), part.dtype).reshape(part.shape).copy()
        else:
            state[key] = _number(_next(numbers), _RANGES.get(key, _ANY_STATE))
    return state


def _next(parts: Iterator[Any]) -> Any:
    try:
        return next(parts)
    except StopIteration:
        raise ProtocolError("incomplete generator state") from None


def _number(text: object, end: int) -> int:
    # Hexadecimal, as half of the numbers have 128 bits, and short, so that it is parsed at once.
    require(isinstance(text, str) and len(text) <= 2 + 32, "generator number")
    try:
        value = int(str(text), 16)
    except ValueError:
        raise ProtocolError("invalid generator number") from None
    require(0 <= value < end, "generator number")
    return value


def array_sizes(template: Mapping[str, Any]) -> list[int]:
    """Bytes of each array in a state, in the order of `flatten_state`."""
    return [part.nbytes for part in flatten_state(template) if isinstance(part, np.ndarray)]


def children_of(generator: np.random.Generator) -> int:
    """How many children `generator` has spawned; 0 when its seed is not numpy's own kind."""
    seed = generator.bit_generator.seed_seq
    return int(seed.n_children_spawned) if type(seed) is np.random.SeedSequence else 0


def follow(generator: np.random.Generator, other: np.random.Generator) -> None:
    """Bring `generator` to the state of `other`, in place, spawned children included.

    Raises:
        ProtocolError: they are not of one kind.
    """
    bits, other_bits = generator.bit_generator, other.bit_generator
    require(type(bits) is type(other_bits), "generator kind")
    bits.state = other_bits.state
    seed = bits.seed_seq
    missing = children_of(other) - children_of(generator)
    if missing > 0 and isinstance(seed, np.random.SeedSequence):
        seed.spawn(missing)
