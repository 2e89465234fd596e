"""Section 9's references against exact fractions and mpmath, on the extremes that their docstrings promise."""

import importlib
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

s09: Any = importlib.import_module("solutions.s09_monitoring")

RNG = np.random.default_rng(909)
SERIES: list[list[float]] = [
    [1.5],
    [0.1] * 7,
    [1e300, -1e300, 1.0, 2.0],
    [1e9 + 1, 1e9 + 2, 1e9 + 4, 1e9],
    RNG.normal(2, 1, size=400).tolist(),
]


@pytest.mark.parametrize("x", SERIES)
def test_averages(x: list[float]) -> None:
    exact = [Fraction(v) for v in x]
    size = max(map(abs, x))
    for window in {1, min(3, len(x)), len(x)}:
        expected = [float(sum(exact[i : i + window]) / window) for i in range(len(x) - window + 1)]
        assert np.allclose(s09.moving_average(x, window), expected, rtol=1e-9, atol=1e-15 * size)
    for beta in (0.0, 0.5, 0.999):
        averages, corrected, average = [], [], Fraction(0)
        for t, value in enumerate(exact, 1):
            average = Fraction(beta) * average + (1 - Fraction(beta)) * value
            averages.append(float(average))
            corrected.append(float(average / (1 - Fraction(beta) ** t)))
        assert np.allclose(s09.ema(x, beta, False), averages, rtol=1e-9, atol=1e-13 * size)
        assert np.allclose(s09.ema(x, beta), corrected, rtol=1e-9, atol=1e-13 * size)


@pytest.mark.parametrize("scale", [1e-200, 1.0, 1e200])
def test_norms(scale: float) -> None:
    first, last = RNG.normal(size=(3, 4)) * scale, RNG.normal(size=5) * scale
    grads = [first, None, np.zeros(0), last]
    with mp.workdps(60):
        norm = float(mp.sqrt(sum(mpf(float(v)) ** 2 for v in (*first.ravel(), *last))))
    assert math.isclose(s09.global_norm(grads), norm, rel_tol=1e-12)
    clipped, total = s09.clip_grad_norm(grads, norm / 4)
    assert math.isclose(total, norm, rel_tol=1e-12) and clipped[1] is None
    assert np.allclose(clipped[0], first / 4, rtol=1e-5, atol=0)
    same, _ = s09.clip_grad_norm(grads, 2 * norm)
    assert np.array_equal(same[0], first)


def test_norms_at_the_ends() -> None:
    assert s09.global_norm([]) == 0.0
    assert s09.global_norm([np.array([math.inf, 1.0])]) == math.inf
    assert math.isnan(s09.global_norm([np.array([math.nan, math.inf])]))
    assert np.array_equal(s09.clip_by_value([math.nan, 5.0, -5.0], 1.0), [math.nan, 1.0, -1.0], equal_nan=True)


@pytest.mark.parametrize(("warmup", "total"), [(0, 10), (100, 1000), (1000, 10**9)])
def test_learning_rates(warmup: int, total: int) -> None:
    for step in {warmup, (warmup + total) // 2, total - 1, total}:
        with mp.workdps(40):
            share = mpf(step - warmup) / (total - warmup)
            exact = mpf(1e-5) + (mpf(1e-3) - mpf(1e-5)) * (1 + mp.cos(mp.pi * share)) / 2
        assert math.isclose(s09.cosine_lr(step, warmup, total, 1e-3, 1e-5), float(exact), rel_tol=1e-9)


def test_gradients_of_batches() -> None:
    grads, sizes = RNG.normal(size=(4, 6)), [1, 7, 2, 10**6]
    exact = [float(sum(Fraction(g) * n for g, n in zip(column, sizes, strict=True)) / sum(sizes)) for column in grads.T]
    assert np.allclose(s09.grad_accumulate(grads, sizes), exact, rtol=1e-12, atol=1e-16)
    x = np.array([0.3, -1.2, 2.0])
    assert np.allclose(s09.numerical_gradient(lambda v: float(np.sin(v).sum()), x), np.cos(x), rtol=1e-6)
