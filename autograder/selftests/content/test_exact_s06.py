"""Section 6's references against mpmath and exact fractions, on the extremes that their docstrings promise."""

import importlib
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

pytestmark = pytest.mark.filterwarnings("error")

s06: Any = importlib.import_module("solutions.s06_bayes")

RNG = np.random.default_rng(606)
TINY = 5e-324
PAIRS: list[tuple[list[float], list[float]]] = [
    ([1.0], [0.3]),
    ([0.5, 0.5], [0.8, 0.05]),
    ([0.5, 0.5], [1e-200, 3e-200]),
    ([0.25, 0.0, 0.75], [0.0, 1.0, 1e300]),
    ([1e-300, 1.0], [1e300, 1e-5]),
    (RNG.dirichlet(np.ones(500)).tolist(), RNG.random(500).tolist()),
]


@pytest.mark.parametrize(("prior", "likelihood"), PAIRS)
def test_one_piece_of_evidence(prior: list[float], likelihood: list[float]) -> None:
    products = [Fraction(p) * Fraction(x) for p, x in zip(prior, likelihood, strict=True)]
    evidence = sum(products)
    exact = [float(product / evidence) for product in products]
    assert math.isclose(s06.total_probability(prior, likelihood), evidence, rel_tol=1e-12)
    assert np.allclose(s06.bayes_posterior(prior, likelihood), exact, rtol=1e-12, atol=1e-300)
    assert np.allclose(s06.sequential_update(prior, [likelihood]), exact, rtol=1e-9, atol=1e-300)
    with np.errstate(divide="ignore"):
        logs = np.log(prior), np.log(likelihood)
    assert np.allclose(s06.posterior_from_logs(*logs), exact, rtol=1e-9, atol=1e-300)


ROWS = [[[0.6, 0.3], [0.3, 0.6]], [[0.2, 0.1, 0.15], [0.1, 0.2, 0.15]], [[TINY, 1.0], [1.0, TINY]]]


@pytest.mark.parametrize("rows", ROWS)
def test_thousands_of_pieces_in_any_order(rows: list[list[float]]) -> None:
    prior = [1 / len(rows[0])] * len(rows[0])
    pieces = np.repeat(rows, 1500, axis=0)
    with mp.workdps(60):
        logs = [sum(1500 * mp.log(mpf(row[h])) for row in rows) for h in range(len(prior))]
        weights = [mp.exp(log - max(logs)) for log in logs]
        exact = [float(weight / sum(weights)) for weight in weights]
    for order in (slice(None), slice(None, None, -1), RNG.permutation(len(pieces))):
        assert np.allclose(s06.sequential_update(prior, pieces[order]), exact, rtol=1e-6, atol=1e-300)


@pytest.mark.parametrize(("p_ab", "p_b"), [(0.0, TINY), (TINY, TINY), (1e-300, 1e-200), (0.1, 0.3), (1.0, 1.0)])
def test_conditioning(p_ab: float, p_b: float) -> None:
    assert math.isclose(s06.conditional_probability(p_ab, p_b), Fraction(p_ab) / Fraction(p_b), rel_tol=1e-15)


@pytest.mark.parametrize("prevalence", [1e-300, 1e-9, 0.01, 0.5, 1 - 2**-53])
@pytest.mark.parametrize(("sensitivity", "specificity"), [(0.99, 0.95), (1e-300, 0.5), (1.0, 1 - 2**-53)])
def test_alarms(prevalence: float, sensitivity: float, specificity: float) -> None:
    right = Fraction(prevalence) * Fraction(sensitivity)
    false = (1 - Fraction(prevalence)) * (1 - Fraction(specificity))
    found = s06.positive_predictive_value(prevalence, sensitivity, specificity)
    assert math.isclose(found, right / (right + false), rel_tol=1e-12, abs_tol=1e-300)


@pytest.mark.parametrize(("a", "b"), [(1 + 2**-52, 1 + 2**-51), (1 + 2**-52, 1), (2, 3), (1e308, 1e308), (1e300, 2.0)])
def test_the_highest_point_of_a_beta_density(a: float, b: float) -> None:
    exact = (Fraction(a) - 1) / (Fraction(a) + Fraction(b) - 2)
    assert math.isclose(s06.beta_map(a, b), exact, rel_tol=1e-12)


@pytest.mark.parametrize("counts", [[0, 0, 0], [3, 1, 0], [10**15, 0, 1], [1e307, 1e307, 0.0]])
@pytest.mark.parametrize("alpha", [1e-300, 0.5, 1e300])
def test_pseudo_counts(counts: list[float], alpha: float) -> None:
    total = sum(map(Fraction, counts)) + 3 * Fraction(alpha)
    exact = [float((Fraction(count) + Fraction(alpha)) / total) for count in counts]
    assert np.allclose(s06.dirichlet_posterior_predictive(counts, alpha), exact, rtol=1e-12, atol=0)


@pytest.mark.parametrize("lam", [0.0, 1e-300, 1.0, 1e300])
@pytest.mark.parametrize("scale", [1e-100, 1.0, 1e100])
def test_one_weight(lam: float, scale: float) -> None:
    x, y = RNG.normal(size=(2, 20)) * [[scale], [1.0]]
    top = sum((Fraction(a) * Fraction(b) for a, b in zip(x, y, strict=True)), Fraction(0))
    bottom = sum((Fraction(a) ** 2 for a in x), Fraction(lam))
    assert math.isclose(s06.ridge_weight(x, y, lam), top / bottom, rel_tol=1e-9)


@pytest.mark.parametrize("tau2", [1e-13, 1.0, 1e13, 1e17])
@pytest.mark.parametrize("shape", [(6, 3), (3, 6), (4, 4)])
def test_several_weights(tau2: float, shape: tuple[int, int]) -> None:
    X, y = RNG.normal(size=shape), RNG.normal(size=shape[0])
    with mp.workdps(60):
        table, target = mp.matrix(X.tolist()), mp.matrix(y.tolist())
        exact = mp.lu_solve(table.T * table + mp.eye(shape[1]) / mpf(tau2), table.T * target)
        expected = [float(weight) for weight in exact]
    assert np.allclose(s06.map_linear_regression(X, y, 1.0, tau2), expected, rtol=1e-6, atol=1e-18)
