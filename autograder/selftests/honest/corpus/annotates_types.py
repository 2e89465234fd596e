"""Has type hints everywhere, some of types that do not exist at run time.

Deserves: all points
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Final, Protocol, TypeAlias, TypeVar, overload

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import torch
    from pandas import Series

Vector: TypeAlias = npt.NDArray[np.float64]
Number = TypeVar("Number", int, float)
LN_2: Final[float] = math.log(2)


class Normaliser(Protocol):
    def __call__(self, x: npt.ArrayLike) -> float: ...


@overload
def self_information(p: int, base: float = ...) -> float: ...
@overload
def self_information(p: float, base: float = ...) -> float: ...
def self_information(p: int | float, base: float = 2) -> float:
    if not 0 <= p <= 1:
        raise ValueError("p")
    return abs(math.log(p, base)) if p else math.inf


def log_softmax(x: npt.ArrayLike | Sequence[float] | torch.Tensor) -> Vector:
    logits: Vector = np.asarray(x, dtype=np.float64)
    shifted: Annotated[Vector, "largest is 0"] = logits - logits.max(axis=-1, keepdims=True)
    normaliser: Vector = np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return shifted - normaliser


bits_per_byte: Callable[[float, int, int], float]
logsumexp: Normaliser = lambda x: np.logaddexp.reduce(np.asarray(x, dtype=float))


def bits_per_byte(nats_per_token: Number, tokens: int, n_bytes: int, extra: Series | None = None) -> float:
    if not nats_per_token >= 0 or tokens < 1 or n_bytes < 1:
        raise ValueError("impossible")
    return nats_per_token / LN_2 * tokens / n_bytes
