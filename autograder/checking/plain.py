"""Arguments and results as JSON, without loss: what the visible checks carry about calls and their outcomes."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.checking.battery import Battery
from autograder.checking.known import Pair
from autograder.checking.outcomes import Call, Outcome
from autograder.checking.slips import Slip

Json = Any


def to_json(value: object) -> Json:
    """A JSON value from which `from_json` makes an equal one. NaN and infinities use JSON's usual extension.

    Raises:
        TypeError: the value is of a kind that cannot be written, such as a function.

    >>> to_json((1, np.array([0.5])))
    {'tuple': [1, {'array': [0.5], 'dtype': 'float64', 'shape': [1]}]}
    """
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, np.ndarray):
        return {"array": value.ravel().tolist(), "dtype": value.dtype.name, "shape": list(value.shape)}
    if isinstance(value, np.generic):
        return to_json(value.item())
    if isinstance(value, np.random.Generator) and isinstance(value.bit_generator, np.random.PCG64):
        return {"generator": value.bit_generator.state}
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [to_json(item) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[to_json(k), to_json(v)] for k, v in value.items()]}
    raise TypeError(f"a {type(value).__name__} cannot be written as JSON")


def from_json(data: Json) -> Any:
    """The value that `to_json` wrote."""
    if isinstance(data, list):
        return [from_json(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "array" in data:
        return np.array(data["array"], dtype=data["dtype"]).reshape(data["shape"])
    if "complex" in data:
        return complex(*data["complex"])
    if "generator" in data:
        generator = np.random.default_rng()
        generator.bit_generator.state = data["generator"]
        return generator
    if "tuple" in data:
        return tuple(from_json(item) for item in data["tuple"])
    return {from_json(k): from_json(v) for k, v in data["dict"]}


def is_plain(call: Call) -> bool:
    """Whether the call can be written; not if it takes a function, or an iterator, which may be any object."""
    return not any(callable(value) or isinstance(value, Iterator) for value in (*call.args, *call.kwargs.values()))


def call_to_json(call: Call) -> Json:
    return {"args": [to_json(a) for a in call.args], "kwargs": {k: to_json(v) for k, v in call.kwargs.items()}}


def call_from_json(data: Json) -> Call:
    return Call(tuple(from_json(a) for a in data["args"]), {k: from_json(v) for k, v in data["kwargs"].items()})


def outcome_to_json(outcome: Outcome) -> Json:
    data: dict[str, Json] = {"raises": outcome.raises} if outcome.raises else {"value": to_json(outcome.value)}
    return data | {"changed": True} if outcome.changed else data


def outcome_from_json(data: Json) -> Outcome:
    return Outcome(from_json(data.get("value")), data.get("raises", ""), data.get("changed", False))


def battery_from_json(exercise: Json) -> Battery:
    """The battery of an exercise, from its part of a sheet, where it is a text of its own.

    Where a mistake has no outcome, it is the expected one. Where two mistakes at once have none, only one of them acts.
    """
    data = json.loads(exercise["evidence"])
    expected = [outcome_from_json(entry["expected"]) for entry in data["calls"]]
    known = {entry["message"]: _told(entry, expected) for entry in data["mistakes"]}
    also_right = {
        i: [outcome_from_json(other) for other in entry["also_right"]]
        for i, entry in enumerate(data["calls"])
        if "also_right" in entry
    }
    messages = list(known)
    pairs = []
    for entry in data["pairs"]:
        one, other = (messages[number] for number in entry["both"])
        foreseen = [b if a is right else a for a, b, right in zip(known[one], known[other], expected, strict=True)]
        pairs.append(Pair((one, other), _told(entry, foreseen)))
    tried = data["slips"]["tried"]
    slips = [Slip(text, dict(zip(tried, digests, strict=True))) for text, *digests in data["slips"]["told"]]
    calls = [call_from_json(entry) for entry in data["calls"]]
    return Battery(exercise["name"], calls, expected, known, also_right, pairs, slips)


def _told(entry: Json, foreseen: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes of an entry, which tells only those that are not foreseen."""
    told = entry["outcomes"]
    return [outcome_from_json(told[str(i)]) if str(i) in told else outcome for i, outcome in enumerate(foreseen)]
