"""Section 4's references against mpmath, on the extremes that their docstrings promise."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

s04: Any = importlib.import_module("solutions.s04_information_theory")

RNG = np.random.default_rng(404)
SKEW = RNG.dirichlet(np.full(40, 0.05))
PAIRS: list[tuple[list[float], list[float]]] = [
    ([1.0], [1.0]),
    ([0.5, 0.5], [0.9, 0.1]),
    ([1.0, 0.0], [0.5, 0.5]),
    ([0.5, 0.5, 0.0], [0.25, 0.75, 0.0]),
    ([1.0 - 1e-12, 1e-12], [1e-12, 1.0 - 1e-12]),
    ([0.5, 0.5], [1.0, 1e-300]),
    ([1.0, 1e-300], [0.5, 0.5]),
    (SKEW.tolist(), RNG.dirichlet(np.ones(40)).tolist()),
    ([1 / 1000] * 1000, RNG.dirichlet(np.ones(1000)).tolist()),
]


def cross(p: list[float], q: list[float]) -> Any:
    return -sum((mpf(a) * mp.log(mpf(b)) for a, b in zip(p, q, strict=True) if a > 0), mpf(0))


@pytest.mark.parametrize(("p", "q"), PAIRS)
@pytest.mark.parametrize("base", [math.e, 2, 10])
def test_entropies_and_divergences(p: list[float], q: list[float], base: float) -> None:
    with mp.workdps(60):
        scale = mp.log(mpf(base))
        middle = [(mpf(a) + mpf(b)) / 2 for a, b in zip(p, q, strict=True)]
        entropy, other = cross(p, p) / scale, cross(q, q) / scale
        both = cross(p, q) / scale
        js = (cross(p, middle) + cross(q, middle)) / (2 * scale) - (entropy + other) / 2
        slack = {"rel_tol": 1e-9, "abs_tol": 1e-12}
        assert math.isclose(s04.entropy(p, base), float(entropy), **slack)
        assert math.isclose(s04.cross_entropy(p, q, base), float(both), **slack)
        assert math.isclose(s04.kl_divergence(p, q, base), float(both - entropy), **slack)
        assert math.isclose(s04.js_divergence(p, q, base), float(js), **slack)
        assert s04.kl_divergence(p, p, base) == 0.0
        joint = np.outer(p, q)
        assert s04.mutual_information(joint / joint.sum(), base) < 1e-9


def test_what_is_impossible_costs_infinitely_much() -> None:
    assert s04.cross_entropy([0.5, 0.5], [1.0, 0.0]) == math.inf
    assert s04.kl_divergence([0.5, 0.5], [1.0, 0.0]) == math.inf
    assert s04.self_information(0) == math.inf
    assert s04.entropy([0.0, 1.0, 0.0]) == 0.0


@pytest.mark.parametrize("p", [5e-324, 1e-17, 0.125, 0.5, 1 - 2**-53, 1.0])
def test_self_information(p: float) -> None:
    with mp.workdps(60):
        exact = -mp.log(mpf(p)) / mp.log(2)
        assert math.isclose(s04.self_information(p, 2), float(exact), rel_tol=1e-12, abs_tol=1e-300)


LOGITS: list[list[float]] = [
    [3.0],
    [0.0, 0.0],
    [1000.0, 1.0],
    [-1000.0, -1001.0, -5000.0],
    [1e20, 1e20, 0.0],
    [-1e300, 1e300],
    RNG.normal(scale=10, size=500).tolist(),
    RNG.normal(size=64).astype(np.float32).astype(float).tolist(),
]


@pytest.mark.parametrize("x", LOGITS)
def test_log_sum_exp_and_log_softmax(x: list[float]) -> None:
    with mp.workdps(700):
        top = max(map(mpf, x))
        rest = mp.log(sum(mp.exp(mpf(value) - top) for value in x))
        exact, logs = float(top + rest), [float(mpf(value) - top - rest) for value in x]
    assert math.isclose(s04.logsumexp(x), exact, rel_tol=1e-12)
    assert np.allclose(s04.log_softmax(x), logs, rtol=1e-12, atol=1e-12)
    targets = [0, len(x) - 1]
    assert math.isclose(s04.cross_entropy_loss([x, x], targets), -np.mean([logs[t] for t in targets]), rel_tol=1e-12)
    smooth = -0.9 * np.mean([logs[t] for t in targets]) - 0.1 * np.mean(logs)
    assert math.isclose(s04.label_smoothed_loss([x, x], targets, 0.1), smooth, rel_tol=1e-9)


def test_perplexities_and_bytes() -> None:
    losses = [0.0, 1e-300, 2.5, 700.0]
    with mp.workdps(60):
        assert math.isclose(s04.perplexity(losses), float(mp.exp(sum(map(mpf, losses)) / 4)), rel_tol=1e-12)
        weighted = mp.exp((mpf(2) * 1 + mpf(8) * 5) / 10)
        assert math.isclose(s04.corpus_perplexity([1.0, 5.0, math.nan], [2, 8, 0]), float(weighted), rel_tol=1e-12)
        exact = mpf(3) / mp.log(2) * 100 / 400
        assert math.isclose(s04.bits_per_byte(3.0, 100, 400), float(exact), rel_tol=1e-12)
    assert s04.perplexity([1e6]) == math.inf
