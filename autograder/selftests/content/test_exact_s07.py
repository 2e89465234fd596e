"""Section 7's references against mpmath, on the extremes that their docstrings promise."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

pytestmark = pytest.mark.filterwarnings("error")

s07: Any = importlib.import_module("solutions.s07_normal")

BELLS = [(0.0, 1.0), (3.0, 2.0), (0.0, 1e-200), (0.0, 1e200), (1e9, 1e-3)]
STEPS = [-30.0, -9.0, -1.0, -1e-9, 0.0, 1e-300, 0.5, 8.0, 30.0]


def area(z: Any) -> Any:
    return mp.erfc(-z / mp.sqrt(2)) / 2


@pytest.mark.parametrize(("mu", "sigma"), BELLS)
@pytest.mark.parametrize("step", STEPS)
def test_density_its_logarithm_and_the_area_to_the_left(mu: float, sigma: float, step: float) -> None:
    x = mu + step * sigma
    with mp.workdps(60):
        z = (mpf(x) - mpf(mu)) / mpf(sigma)
        log_density = -z * z / 2 - mp.log(mpf(sigma)) - mp.log(2 * mp.pi) / 2
        assert math.isclose(s07.normal_logpdf(x, mu, sigma), float(log_density), rel_tol=1e-9)
        assert math.isclose(s07.normal_pdf(x, mu, sigma), float(mp.exp(log_density)), rel_tol=1e-9)
        assert math.isclose(s07.normal_cdf(x, mu, sigma), float(area(z)), rel_tol=1e-9)


@pytest.mark.parametrize(("a", "b"), [(-1, 1), (10, 11), (-11, -10), (-30, -29), (29, 30), (0, 8), (-math.inf, 2)])
@pytest.mark.parametrize(("mu", "sigma"), [(0.0, 1.0), (2.0, 4.0), (-8.0, 0.25)])
def test_intervals(a: float, b: float, mu: float, sigma: float) -> None:
    low, high = mu + a * sigma, mu + b * sigma
    with mp.workdps(500):  # far above the mean both areas begin with hundreds of nines
        ends = [(mpf(end) - mpf(mu)) / mpf(sigma) if math.isfinite(end) else mpf("-inf") for end in (low, high)]
        left, right = (mpf(0) if end == mpf("-inf") else area(end) for end in ends)
    assert math.isclose(s07.interval_probability(low, high, mu, sigma), float(right - left), rel_tol=1e-9)


def test_gelu() -> None:
    points = [-30.0, -12.0, -1.0, -1e-300, 0.0, 5e-324, 0.5, 30.0, 1e300]
    with mp.workdps(60):
        exact = [float(mpf(x) * area(mpf(x))) for x in points]
    assert np.allclose(s07.gelu(points), exact, rtol=1e-9, atol=0)
    assert s07.gelu([-math.inf, math.inf]).tolist() == [0.0, math.inf]
