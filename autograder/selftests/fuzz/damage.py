"""Damage to bytes, and to trees of lists and dictionaries: what frames and notebooks have in common."""

import copy
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

_INT_MIN, _INT_MAX = -(1 << 63), (1 << 64) - 1
"""Numbers that msgpack can hold."""
_LARGE = 20_000
"""Repetition makes no tree of more places, and no text of more characters."""


Place = tuple[Any, Any]
"""A list or dictionary inside a tree, and the index or key of one of its items."""


def places(tree: Any) -> list[Place]:
    """Every place in a tree."""
    found: list[Place] = []
    waiting = [tree]
    while waiting:
        holder = waiting.pop()
        keys = range(len(holder)) if isinstance(holder, list) else holder
        found += [(holder, key) for key in keys]
        waiting += [holder[key] for key in keys if isinstance(holder[key], list | dict)]
    return found


def damage_one(
    random: Random, found: Sequence[Place], forge: Callable[[Random], Any], nudge: Callable[[Random, Any], Any]
) -> None:
    """Damage one of the places of a tree: `forge` makes a value for anywhere, `nudge` changes one a little."""
    if not found:
        return
    holder, key = random.choice(found)
    match random.randrange(7):
        case 0 | 1:
            holder[key] = forge(random)
        case 2 | 3:
            holder[key] = nudge(random, holder[key])
        case 4:
            del holder[key]
        case 5:
            other, its_key = random.choice(found)
            holder[key] = copy.deepcopy(other[its_key])
        case 6 if len(found) < _LARGE:
            _repeat(random, holder, key)


def _repeat(random: Random, holder: Any, key: Any) -> None:
    if isinstance(holder, list):
        times = min(random.choice((1, 2, 70, 1000)), _LARGE // len(places([holder[key]])))
        holder[key:key] = [copy.deepcopy(holder[key]) for _ in range(times)]
    else:
        holder[f"{key}{random.randrange(10)}"] = copy.deepcopy(holder[key])


def nudged(random: Random, value: Any) -> Any:
    """Almost the same value, or the same in another type."""
    match value:
        case bool():
            return random.choice((not value, int(value), None))
        case int():
            near = (value + 1, value - 1, -value, value << random.randrange(1, 40), value ^ 1 << random.randrange(64))
            number = min(max(random.choice(near), _INT_MIN), _INT_MAX)
            return random.choice((number, number, float(number), str(number)))
        case float():
            return random.choice((-value, value * 1e300, 0, str(value)))
        case str():
            at = random.randrange(len(value) + 1)
            cut, longer = value[:at], (value * random.choice((2, 50)))[:_LARGE]
            return random.choice((cut, longer, f"{cut}{chr(random.randrange(0x2FF))}{value[at + 1 :]}", [value]))
        case list():
            return random.choice((value[::-1], value[:1], [value], {str(key): item for key, item in enumerate(value)}))
        case dict():
            return random.choice((list(value.values()), list(value), [value]))
        case _:
            return [value]


def damage_bytes(random: Random, data: bytes, tokens: Sequence[bytes]) -> bytes:
    """Damage bytes in one place; `tokens` mean something in their format."""
    at = random.randrange(len(data) + 1)
    size = random.choice((1, 1, 2, 4, 16, 200))
    match random.randrange(6):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + data[at + size :]
        case 2:
            return data[:at] + random.randbytes(size) + data[at + size :]
        case 3:
            return data[:at] + data[at : at + size] * random.choice((2, 3, 100)) + data[at + size :]
        case 4:
            return data[:at] + random.choice(tokens) + data[at:]
        case _:
            token = random.choice(tokens)
            return data[:at] + token + data[at + len(token) :]
