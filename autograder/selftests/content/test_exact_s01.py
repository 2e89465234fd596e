"""Section 1's references against exact fractions, on the extremes that their docstrings promise."""

import importlib
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

s01: Any = importlib.import_module("solutions.s01_probability")

TINY = 5e-324
RNG = np.random.default_rng(101)
WEIGHTS: list[list[float]] = [
    [7.0],
    [TINY, TINY, TINY],
    [TINY, 0.0, 1.0],
    [1e308 / 4, 1e308 / 4, 1e308 / 4],
    [0.1] * 10,
    [1, 0, 10**6],
    RNG.random(1000).tolist(),
    RNG.random(50).astype(np.float32).astype(float).tolist(),
]


def shares(weights: list[float]) -> list[float]:
    total = sum(map(Fraction, weights))
    return [float(Fraction(weight) / total) for weight in weights]


@pytest.mark.parametrize("weights", WEIGHTS)
def test_weights_and_rows(weights: list[float]) -> None:
    expected = shares(weights)
    assert np.allclose(s01.normalize(weights), expected, rtol=1e-12, atol=0)
    table = s01.conditional_distribution([weights, weights[::-1], [0.0] * len(weights)])
    assert np.allclose(table, [expected, expected[::-1], [0.0] * len(weights)], rtol=1e-12, atol=0)


EVENTS = [0.0, TINY, 1e-17, 1e-9, 0.1, 0.5, 1 - 2**-53, 1.0]


@pytest.mark.parametrize("p", EVENTS)
@pytest.mark.parametrize("q", EVENTS)
def test_two_events(p: float, q: float) -> None:
    assert math.isclose(s01.complement(p), 1 - Fraction(p), rel_tol=1e-15)
    assert math.isclose(s01.joint_probability(p, q), Fraction(p) * Fraction(q), rel_tol=1e-15, abs_tol=TINY)
    both = max(0.0, p + q - 1)  # the least that the two can have in common
    exact = min(Fraction(1), Fraction(p) + Fraction(q) - Fraction(both))
    found = s01.union_probability(p, q, both)
    assert 0 <= found <= 1
    assert math.isclose(found, exact, rel_tol=1e-15)


def test_marginals_and_independence() -> None:
    rows, columns = RNG.dirichlet(np.ones(7)), RNG.dirichlet(np.ones(5))
    joint = np.outer(rows, columns)
    for axis, lines in ((1, joint), (0, joint.T)):
        exact = [float(sum(map(Fraction, line))) for line in lines.tolist()]
        assert np.allclose(s01.marginal(joint, axis), exact, rtol=1e-14, atol=0)
    assert s01.is_independent(joint)
    apart = joint.copy()
    apart[[0, 1], [0, 1]] += 1e-8
    apart[[0, 1], [1, 0]] -= 1e-8
    assert not s01.is_independent(apart)
    assert s01.is_independent(apart, tol=1e-7)


SEQUENCES: list[list[float]] = [
    [],
    [1.0] * 5,
    [TINY],
    [TINY, TINY],
    [1 - 2**-53] * 1000,
    [0.1] * 400,
    [0.5] * 1074,
    RNG.random(3000).tolist(),
    RNG.random(100).astype(np.float32).astype(float).tolist(),
]


@pytest.mark.parametrize("conditionals", SEQUENCES)
def test_texts(conditionals: list[float]) -> None:
    with mp.workdps(60):
        logarithm = sum((mp.log(mpf(p)) for p in conditionals), mpf(0))
        product = mp.exp(logarithm)
        assert math.isclose(s01.sequence_log_prob(conditionals), float(logarithm), rel_tol=1e-12, abs_tol=1e-15)
        assert math.isclose(s01.sequence_probability(conditionals), float(product), rel_tol=1e-12, abs_tol=2 * TINY)


def test_impossible_texts() -> None:
    assert s01.sequence_log_prob([0.5, 0.0, 0.5]) == -math.inf
    assert s01.sequence_probability([0.5, 0.0, 0.5]) == 0.0
