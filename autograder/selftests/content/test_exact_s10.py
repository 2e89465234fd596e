"""Section 10's references against mpmath and exact fractions, on the extremes that their docstrings promise."""

import importlib
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

s10: Any = importlib.import_module("solutions.s10_covariance_attention")

RNG = np.random.default_rng(1010)


def exact_sums(x: list[float], y: list[float]) -> tuple[Fraction, Fraction, Fraction]:
    """Sums of products and of squares of the deviations."""
    mx, my = (sum(map(Fraction, values), Fraction(0)) / len(values) for values in (x, y))
    dx, dy = [Fraction(v) - mx for v in x], [Fraction(v) - my for v in y]
    zero = Fraction(0)
    products = sum((a * b for a, b in zip(dx, dy, strict=True)), zero)
    return products, sum((a * a for a in dx), zero), sum((b * b for b in dy), zero)


PAIRS = [
    ([1.0, 2.0, 4.0], [3.0, 1.0, 0.5]),
    (RNG.normal(size=200).tolist(), RNG.normal(size=200).tolist()),
    ((RNG.normal(size=50) + 1e7).tolist(), RNG.normal(size=50).tolist()),
    ((RNG.normal(size=50) * 1e200).tolist(), (RNG.normal(size=50) * 1e-200).tolist()),
]


@pytest.mark.parametrize(("x", "y"), PAIRS)
def test_two_lists(x: list[float], y: list[float]) -> None:
    products, squares_x, squares_y = exact_sums(x, y)
    with mp.workdps(60):
        x2, y2 = (mpf(s.numerator) / mpf(s.denominator) for s in (squares_x, squares_y))
        exact = mpf(products.numerator) / mpf(products.denominator) / mp.sqrt(x2 * y2)
    assert math.isclose(s10.correlation(x, y), float(exact), rel_tol=1e-6, abs_tol=1e-9)
    for ddof in (0, 1):
        assert math.isclose(s10.covariance(x, y, ddof), products / (len(x) - ddof), rel_tol=1e-6, abs_tol=1e-12)
    assert abs(s10.correlation(x, x)) <= 1 and math.isclose(s10.correlation(x, x), 1, rel_tol=1e-12)


def test_matrices() -> None:
    X = RNG.normal(size=(40, 4)) * [1.0, 1e-6, 1e6, 3.0] + 3
    for i in range(4):
        for j in range(4):
            products, squares_i, squares_j = exact_sums(X[:, i].tolist(), X[:, j].tolist())
            assert math.isclose(s10.covariance_matrix(X)[i, j], products / 39, rel_tol=1e-6, abs_tol=1e-6)
            exact = float(products) / math.sqrt(float(squares_i) * float(squares_j))
            assert math.isclose(s10.correlation_matrix(X)[i, j], exact, rel_tol=1e-6, abs_tol=1e-9)
    white = s10.whiten(X[:, [0, 3]])
    assert np.allclose(np.cov(white, rowvar=False), np.eye(2), atol=1e-6)


@pytest.mark.parametrize(("a", "b"), [(1.0, 1.0), (1e200, 1e-200), (1e-200, 1e-200), (1e200, 1e200)])
def test_cosines(a: float, b: float) -> None:
    u, v = RNG.normal(size=(2, 9))
    exact = float(u @ v / np.sqrt(np.longdouble(u @ u) * (v @ v)))
    assert math.isclose(s10.cosine_similarity(a * u, b * v), exact, rel_tol=1e-9)
    assert s10.cosine_similarity(np.zeros(9), v) == 0.0


@pytest.mark.parametrize("scale", [1.0, 30.0, 1e150])
def test_attention(scale: float) -> None:
    Q, K, V = RNG.normal(size=(3, 5, 8))
    Q = Q * scale
    mask = s10.causal_mask(5)
    output, weights = s10.scaled_dot_product_attention(Q, K, V, mask)
    with mp.workdps(60):
        for i in range(5):
            scores = [
                sum(mpf(float(q)) * mpf(float(k)) for q, k in zip(Q[i], K[j], strict=True)) / mp.sqrt(8)
                for j in range(i + 1)
            ]
            exps = [mp.exp(score - max(scores)) for score in scores]
            exact = [float(e / sum(exps)) for e in exps]
            assert np.allclose(weights[i, : i + 1], exact, rtol=1e-9, atol=1e-12)
            assert not weights[i, i + 1 :].any()
            assert np.allclose(output[i], np.array(exact) @ V[: i + 1], rtol=1e-9, atol=1e-12)


def test_ranks() -> None:
    x, y = [10.0, 20.0, 20.0, 1e300, -5.0], [1.0, 2.0, 3.0, 4.0, 0.0]
    products, squares_x, squares_y = exact_sums([2.0, 3.5, 3.5, 5.0, 1.0], [2.0, 3.0, 4.0, 5.0, 1.0])
    exact = float(products) / math.sqrt(float(squares_x) * float(squares_y))
    assert math.isclose(s10.spearman(x, y), exact, rel_tol=1e-12)
