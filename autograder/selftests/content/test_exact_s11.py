"""Section 11's references against mpmath and exact fractions, on the extremes that their docstrings promise."""

import importlib
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

pytestmark = pytest.mark.filterwarnings("error")

s11: Any = importlib.import_module("solutions.s11_central_limit")

RNG = np.random.default_rng(1111)
SAMPLES: list[list[float]] = [
    [1.0, 2.0],
    [1e6 + 1, 1e6 + 2, 1e6 + 4, 1e6],
    RNG.exponential(size=500).tolist(),
    RNG.normal(size=60).astype(np.float32).astype(float).tolist(),
]


def moment(x: list[float], order: int) -> Fraction:
    mean = sum(map(Fraction, x), Fraction(0)) / len(x)
    return sum(((Fraction(v) - mean) ** order for v in x), Fraction(0)) / len(x)


def mp_of(value: Fraction) -> Any:
    return mpf(value.numerator) / mpf(value.denominator)


@pytest.mark.parametrize("x", SAMPLES)
def test_samples(x: list[float]) -> None:
    mean = sum(map(Fraction, x), Fraction(0)) / len(x)
    with mp.workdps(60):
        error = mp.sqrt(mp_of(moment(x, 2)) / (len(x) - 1))
        skewness = mp_of(moment(x, 3)) / mp_of(moment(x, 2)) ** mpf(1.5)
        standardized = (mp_of(mean) - mpf(0.25)) / (mpf(3.0) / mp.sqrt(len(x)))
        z = mp.sqrt(2) * mp.erfinv(mpf(0.95))
        low, high = mp_of(mean) - z * error, mp_of(mean) + z * error
    assert math.isclose(s11.standard_error(x), float(error), rel_tol=1e-9)
    assert math.isclose(s11.skewness(x), float(skewness), rel_tol=1e-6, abs_tol=1e-6)
    assert math.isclose(s11.standardized_mean(x, 0.25, 3.0), float(standardized), rel_tol=1e-9)
    found = s11.mean_confidence_interval(x)
    assert math.isclose(found[0], float(low), rel_tol=1e-9) and math.isclose(found[1], float(high), rel_tol=1e-9)
    running = [float(sum(map(Fraction, x[: t + 1])) / (t + 1)) for t in range(len(x))]
    assert np.allclose(s11.running_mean(x), running, rtol=1e-12, atol=1e-12)
    assert np.allclose(s11.sample_means([x, x[::-1]]), [float(mean)] * 2, rtol=1e-12)


@pytest.mark.parametrize(("sigma", "margin"), [(1.0, 0.1), (5.0, 1e-3), (1e-3, 1.0), (0.5, 0.03)])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_sizes_of_samples(sigma: float, margin: float, level: float) -> None:
    with mp.workdps(60):
        z = mp.sqrt(2) * mp.erfinv(mpf(level))
        exact = int(mp.ceil((z * mpf(sigma) / mpf(margin)) ** 2))
    assert s11.required_sample_size(sigma, margin, level) == max(exact, 1)


def test_pairs_and_batches() -> None:
    a, b = RNG.normal(size=(2, 80)).tolist()
    differences = [Fraction(x) - Fraction(y) for x, y in zip(a, b, strict=True)]
    mean = sum(differences, Fraction(0)) / 80
    with mp.workdps(60):
        error = mp.sqrt(mp_of(sum(((d - mean) ** 2 for d in differences), Fraction(0)) / 79 / 80))
    found = s11.paired_difference_se(a, b)
    assert math.isclose(found[0], mean, rel_tol=1e-9) and math.isclose(found[1], float(error), rel_tol=1e-9)
    assert math.isclose(s11.minibatch_gradient_variance(0.3, 7), Fraction(0.3) / 7, rel_tol=1e-15)
    constant = s11.bootstrap_ci([2.5] * 9, np.mean, 20, 0.9, np.random.default_rng(0))
    assert constant == (2.5, 2.5)
