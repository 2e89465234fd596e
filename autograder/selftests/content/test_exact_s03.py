"""Section 3's references against exact fractions, on the extremes that their docstrings promise."""

import importlib
import math
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

s03: Any = importlib.import_module("solutions.s03_moments")


def root(value: Fraction) -> float:
    """The square root of an exact number, right to the last digit of a float."""
    with localcontext() as context:
        context.prec = 60
        return float((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())


def moments(x: list[float], probs: list[float] | None = None) -> tuple[Fraction, Fraction]:
    """Exact mean and variance of the floats `x`, which are equally likely unless `probs` says otherwise."""
    weights = [Fraction(1, len(x))] * len(x) if probs is None else [Fraction(p) for p in probs]
    mean = sum((w * Fraction(v) for w, v in zip(weights, x, strict=True)), Fraction(0))
    return mean, sum((w * (Fraction(v) - mean) ** 2 for w, v in zip(weights, x, strict=True)), Fraction(0))


RNG = np.random.default_rng(303)
SAMPLES: list[list[float]] = [
    [7.0],
    [0.1] * 3,
    [1.0, 1.0, 4.0, 4.0],
    [1e9 + 1, 1e9 + 2, 1e9 + 4],
    [1e150, -1e150, 0.0],
    [1e-150, 3e-150, -1e-150],
    RNG.normal(5.0, 2.0, size=1000).tolist(),
    RNG.normal(2000.0, 1.0, size=64).astype(np.float32).astype(float).tolist(),
]


@pytest.mark.parametrize("x", SAMPLES)
def test_moments_of_equally_likely_values(x: list[float]) -> None:
    mean, variance = moments(x)
    size = max(map(abs, x))
    slack = {"rel_tol": 1e-6, "abs_tol": (1e-15 * size) ** 2}
    found_mean, found = s03.running_mean_variance(iter(x))
    assert math.isclose(found_mean, mean, rel_tol=1e-12, abs_tol=1e-15 * size)
    assert math.isclose(found, variance, **slack)
    assert math.isclose(s03.sample_variance(x, 0), variance, **slack)
    if len(x) > 1:
        assert math.isclose(s03.sample_variance(x), variance * len(x) / (len(x) - 1), **slack)


@pytest.mark.parametrize("x", [x for x in SAMPLES if len(x) <= 4])
def test_moments_of_values_with_probabilities(x: list[float]) -> None:
    probs = [[1.0], [0.75, 0.25], [0.5, 0.25, 0.25], [0.125, 0.5, 0.25, 0.125]][len(x) - 1]
    mean, variance = moments(x, probs)
    size = max(map(abs, x))
    assert math.isclose(s03.expectation(x, probs), mean, rel_tol=1e-12, abs_tol=1e-15 * size)
    assert math.isclose(s03.variance_of(x, probs), variance, rel_tol=1e-6, abs_tol=(1e-15 * size) ** 2)


NEIGHBOURS = [[1.0, 1.0 + 2**-52], [0.1, 0.1, math.nextafter(0.1, 1)], [0.0, 1e-150], [1e9, 1e9 + 1e-6, 1e9]]


@pytest.mark.parametrize("x", SAMPLES + NEIGHBOURS)
@pytest.mark.parametrize("eps", [0.0, 1e-5])
def test_standard_scores(x: list[float], eps: float) -> None:
    mean, variance = moments(x)
    scale = root(variance + Fraction(eps))
    expected = [float((Fraction(v) - mean) / Fraction(scale)) if scale else 0.0 for v in x]
    assert np.allclose(s03.standardize(x, eps=eps), expected, rtol=1e-6, atol=1e-9)
    if eps:
        ones, zeros = np.ones(len(x)), np.zeros(len(x))
        assert np.allclose(s03.layer_norm(x, ones, zeros, eps), expected, rtol=1e-6, atol=1e-9)
        rms = root(variance + mean**2 + Fraction(eps))
        assert np.allclose(s03.rms_norm(x, ones, eps), [float(Fraction(v) / Fraction(rms)) for v in x], rtol=1e-12)


def test_layers_answer_to_every_dtype_and_to_nothing() -> None:
    layers: list[Any] = [lambda x: s03.layer_norm(x, [1, 1], [0, 0]), lambda x: s03.rms_norm(x, [1, 1])]
    for layer in layers:
        assert layer(np.zeros((0, 2), dtype=np.float16)).shape == (0, 2)
        for dtype in (np.float16, np.float32, np.float64):
            found = layer(np.array([60000, -60000], dtype=dtype))
            assert found.dtype == dtype and np.allclose(found, [1.0, -1.0], rtol=1e-12)  # eps takes off 1.4e-15
        assert layer([3, -3]).dtype == np.float64


def test_bias_and_variance_and_combinations() -> None:
    runs, target = [[1e9 + 1, 0.1], [1e9 + 3, 0.1]], [1e9, 0.3]
    bias_squared, variance = s03.bias_variance(runs, target)
    assert math.isclose(bias_squared, (4 + Fraction(0.1 - 0.3) ** 2) / 2, rel_tol=1e-9)
    assert math.isclose(variance, 0.5, rel_tol=1e-9)
    a, cov = [1e100, -1e-100], [[1e-150, 0.5], [0.5, 1e150]]
    pairs = (Fraction(a[i]) * Fraction(a[j]) * Fraction(cov[i][j]) for i in (0, 1) for j in (0, 1))
    assert math.isclose(s03.variance_of_linear_combination(a, cov), sum(pairs, Fraction(0)), rel_tol=1e-9)
