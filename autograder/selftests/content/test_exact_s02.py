"""Section 2's references against mpmath and exact fractions, on the extremes that their docstrings promise."""

import importlib
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

pytestmark = pytest.mark.filterwarnings("error")

s02: Any = importlib.import_module("solutions.s02_distributions")

RNG = np.random.default_rng(202)
LOGITS: list[list[float]] = [
    [3.0],
    [0.0, 0.0],
    [1000.0, 999.0, -1000.0],
    [-1e300, -1e300, 0.0],
    [1e300, 1e300],
    [-1e308, 1e308],
    [5e-324, -5e-324, 0.0],
    RNG.normal(scale=5, size=1000).tolist(),
    RNG.normal(size=64).astype(np.float32).astype(float).tolist(),
]


@pytest.mark.parametrize("logits", LOGITS)
def test_softmax(logits: list[float]) -> None:
    with mp.workdps(60):
        top = max(map(mpf, logits))
        weights = [mp.exp(mpf(x) - top) for x in logits]
        total = sum(weights)
        expected = [float(w / total) for w in weights]
    assert np.allclose(s02.softmax(logits), expected, rtol=1e-12, atol=1e-300)
    stacked = s02.softmax([logits, logits[::-1]], axis=1)
    assert np.allclose(stacked, [expected, expected[::-1]], rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize("n", [1, 3, 10, 50_257])
def test_uniform_distributions(n: int) -> None:
    assert np.all(s02.uniform_pmf(n) == float(Fraction(1, n)))
    found = s02.uniform_pdf([-1.0, 0.0, n / 3, float(n), n + 1.0], 0, n)
    assert np.allclose(found, [0.0, 1 / n, 1 / n, 1 / n, 0.0], rtol=1e-15, atol=0)


DISTRIBUTIONS: list[list[float]] = [
    [1.0],
    [0.0, 1.0, 0.0],
    [0.1] * 10,
    [0.25, 0.0, 0.5, 0.25],
    RNG.dirichlet(np.ones(200)).tolist(),
]


@pytest.mark.parametrize("probs", DISTRIBUTIONS)
def test_draws_are_the_pieces_of_the_unit_interval(probs: list[float]) -> None:
    borders = [sum(map(Fraction, probs[: i + 1]), Fraction(0)) / sum(map(Fraction, probs)) for i in range(len(probs))]
    for u in (0.0, 1 - 2**-53, *RNG.random(50).tolist()):
        if min(abs(Fraction(u) - border) for border in borders) > 1e-12 or u in (0.0, 1 - 2**-53):
            expected = next(i for i, border in enumerate(borders) if Fraction(u) < border)
            assert s02.sample_categorical(probs, u) == expected


@pytest.mark.parametrize(("n", "p"), [(1, 0.3), (10, 0.5), (2000, 0.5), (2000, 1e-3), (300, 1 - 1e-9), (50, 1e-300)])
def test_binomial_probabilities(n: int, p: float) -> None:
    for k in {0, 1, n // 2, n - 1, n}:
        with mp.workdps(80):
            exact = float(mp.binomial(n, k) * mpf(p) ** k * (1 - mpf(p)) ** (n - k))
        assert math.isclose(s02.binomial_pmf(k, n, p), exact, rel_tol=1e-9, abs_tol=1e-300)
    assert [s02.binomial_pmf(k, n, 0) for k in (0, n)] == [1.0, 0.0]
    assert [s02.binomial_pmf(k, n, 1) for k in (0, n)] == [0.0, 1.0]


def test_shares_of_samples_with_ties_and_infinite_points() -> None:
    samples = [1.0, 2.0, 2.0, 3.0, -1e300]
    points = [-math.inf, -1e300, 1.0, math.nextafter(2.0, 0), 2.0, 3.0, math.inf]
    expected = [sum(s <= x for s in samples) / 5 for x in points]
    assert s02.empirical_cdf(samples, points).tolist() == expected


def test_dropout_one_hot_and_the_widths_of_weights() -> None:
    x, u = np.array([1e300, -2.0, 3.0, 5e-324]), np.array([0.0, 0.5, 0.25, 0.9])
    kept = s02.inverted_dropout(x, 0.5, u)
    assert kept.tolist() == [0.0, -4.0, 0.0, 2 * 5e-324]
    assert s02.one_hot([2, 0], 3).tolist() == [[0, 0, 1], [1, 0, 0]]
    for fan_in, fan_out in ((1, 1), (768, 768), (10**9, 1)):
        with mp.workdps(40):
            assert math.isclose(s02.xavier_std(fan_in, fan_out), mp.sqrt(mpf(2) / (fan_in + fan_out)), rel_tol=1e-15)
            assert math.isclose(s02.he_std(fan_in), mp.sqrt(mpf(2) / fan_in), rel_tol=1e-15)
