"""Section 8's references against mpmath, on the extremes that their docstrings promise."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

pytestmark = pytest.mark.filterwarnings("error")

s08: Any = importlib.import_module("solutions.s08_sampling")

RNG = np.random.default_rng(808)
INF = math.inf
LOGITS: list[list[float]] = [
    [3.0],
    [0.0, 0.0, 0.0],
    [1000.0, 999.0, -1000.0],
    [-INF, 2.0, -INF, 1.0],
    [1e300, -1e300],
    RNG.normal(scale=3, size=300).tolist(),
    RNG.normal(size=40).astype(np.float32).astype(float).tolist(),
]


def exact_softmax(logits: list[float], temperature: float = 1.0) -> list[float]:
    with mp.workdps(60):
        top = max(logits)
        weights = [mp.exp((mpf(x) - mpf(top)) / mpf(temperature)) if math.isfinite(x) else mpf(0) for x in logits]
        return [float(weight / sum(weights)) for weight in weights]


@pytest.mark.parametrize("logits", LOGITS)
@pytest.mark.parametrize("temperature", [1e-300, 0.5, 1.0, 1e300])
def test_hot_and_cold(logits: list[float], temperature: float) -> None:
    found = s08.decoding_distribution(logits, temperature, len(logits), 1.0)
    assert np.allclose(found, exact_softmax(logits, temperature), rtol=1e-9, atol=1e-300)
    assert s08.greedy(logits) == logits.index(max(logits))


@pytest.mark.parametrize("logits", LOGITS)
@pytest.mark.parametrize("k", [1, 2, 10**6])
def test_filters_keep_what_they_should(logits: list[float], k: int) -> None:
    order = sorted(range(len(logits)), key=lambda i: (-logits[i], i))
    kept = set(order[:k])
    expected = [x if i in kept else -INF for i, x in enumerate(logits)]
    assert s08.top_k_filter(logits, k).tolist() == expected
    probs = exact_softmax(logits)
    for p in (1e-13, 0.37, 1.0):
        nucleus: list[int] = []
        mass = 0.0
        for i in order:
            if nucleus and p < 1 and mass >= p - 1e-12:
                break
            nucleus.append(i)
            mass += probs[i]
        expected = [x if i in nucleus else -INF for i, x in enumerate(logits)]
        assert s08.top_p_filter(logits, p).tolist() == expected
    for share in (1e-300, 0.3, 1.0):
        expected = [
            x if probs[i] >= share * max(probs) * (1 - 1e-12) and probs[i] > 0 else -INF for i, x in enumerate(logits)
        ]
        found = s08.min_p_filter(logits, share).tolist()
        assert [x for x, p in zip(found, probs, strict=True) if p > 1e-290] == [
            x for x, p in zip(expected, probs, strict=True) if p > 1e-290
        ]


@pytest.mark.parametrize("u", [0.0, 0.25, 0.999, 1 - 2**-53])
def test_draws(u: float) -> None:
    logits = LOGITS[5]
    probs = exact_softmax(logits)
    borders = np.cumsum(np.array(probs, dtype=np.longdouble))
    expected = int(np.searchsorted(borders / borders[-1], u, side="right"))
    assert s08.sample_top_k(logits, len(logits), 1.0, u) == expected
    assert s08.sample_top_p(logits, 1.0, 1.0, u) == expected


def test_penalties_and_gumbels_noise() -> None:
    logits = [2.0, -2.0, 0.0, -INF, 1e300]
    assert s08.repetition_penalty(logits, [0, 1, 2, 3, 0], 2.0).tolist() == [1.0, -4.0, 0.0, -INF, 1e300]
    assert s08.frequency_penalty(logits, [0, 0, 4], 0.5).tolist() == [1.0, -2.0, 0.0, -INF, 1e300]
    u = RNG.random(5)
    with mp.workdps(40):
        sums = [mpf(x) - mp.log(-mp.log(mpf(v))) for x, v in zip(logits[:3], u[:3], strict=True)]
    assert s08.gumbel_max(logits[:3], u[:3]) == int(np.argmax([float(s) for s in sums]))
    assert s08.gumbel_max([5.0, -INF], [0.0, 0.9]) == 0
