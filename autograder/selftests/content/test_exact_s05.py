"""Section 5's references against mpmath and exact fractions, on the extremes that their docstrings promise."""

import importlib
import itertools
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

pytestmark = pytest.mark.filterwarnings("error")

s05: Any = importlib.import_module("solutions.s05_maximum_likelihood")

RNG = np.random.default_rng(505)
TINY = 5e-324


@pytest.mark.parametrize(("heads", "flips"), [(0, 0), (0, 1), (7, 10), (10_000, 10_000), (5_000, 10_000), (1, 30_000)])
@pytest.mark.parametrize("theta", [TINY, 1e-9, 0.25, 0.5, 1 - 2**-53])
def test_coins(heads: int, flips: int, theta: float) -> None:
    with mp.workdps(60):
        p = mpf(theta)
        exact = mp.log(mp.binomial(flips, heads)) + heads * mp.log(p) + (flips - heads) * mp.log(1 - p)
    found = s05.binomial_log_likelihood(theta, heads, flips)
    assert math.isclose(found, float(exact), rel_tol=1e-9, abs_tol=1e-9)


def test_coins_that_cannot_fall_otherwise() -> None:
    assert s05.binomial_log_likelihood([0.0, 1.0], 0, 5).tolist() == [0.0, -math.inf]
    assert s05.binomial_log_likelihood([0.0, 1.0], 5, 5).tolist() == [-math.inf, 0.0]
    assert s05.grid_mle([0.1, 0.2, 0.3], [math.nan, -math.inf, math.nan]) == 0.2
    assert s05.bernoulli_mle(RNG.integers(0, 2, size=9999)) == pytest.approx(0.5, abs=0.05)


SAMPLES: list[list[float]] = [
    [3.0],
    [0.1] * 3,
    [1e9 + 1, 1e9 + 2, 1e9 + 4],
    [1e150, -1e150, 0.0],
    RNG.normal(5, 2, size=2000).tolist(),
    RNG.normal(size=50).astype(np.float32).astype(float).tolist(),
]


@pytest.mark.parametrize("x", SAMPLES)
def test_bells(x: list[float]) -> None:
    mean = sum(map(Fraction, x)) / len(x)
    variance = sum((Fraction(v) - mean) ** 2 for v in x) / len(x)
    size = max(map(abs, x))
    found = s05.gaussian_mle(x)
    assert math.isclose(found[0], mean, rel_tol=1e-12, abs_tol=1e-15 * size)
    assert math.isclose(found[1], variance, rel_tol=1e-6, abs_tol=(1e-15 * size) ** 2)
    for mu, sigma in ((float(mean), 1.0), (x[0], 1e-3 * size), (0.0, 1e100)):
        with mp.workdps(60):
            squares = sum(((mpf(v) - mpf(mu)) / mpf(sigma)) ** 2 for v in x)
            exact = -squares / 2 - len(x) * (mp.log(mpf(sigma)) + mp.log(2 * mp.pi) / 2)
        assert math.isclose(s05.gaussian_log_likelihood(x, mu, sigma), float(exact), rel_tol=1e-9)


COUNTS: list[list[list[float]]] = [
    [[2, 8], [3, 1]],
    [[0, 0, 0], [1e308 / 4, 1e308 / 4, 0], [TINY, TINY, TINY]],
    RNG.integers(0, 50, size=(20, 30)).astype(float).tolist(),
]


@pytest.mark.parametrize("counts", COUNTS)
def test_tables(counts: list[list[float]]) -> None:
    def smoothed(row: list[float], k: float) -> list[float]:
        total = sum(map(Fraction, row)) + len(row) * Fraction(k)
        return [float((Fraction(c) + Fraction(k)) / total) if total else 0.0 for c in row]

    exact = [smoothed(row, 0.0) for row in counts]
    found = s05.bigram_probs(counts)
    assert np.allclose(found, exact, rtol=1e-12, atol=0)
    for k in (1e-300, 0.5, 1.0, 1e300):
        assert np.allclose(s05.add_k_probs(counts, k), [smoothed(row, k) for row in counts], rtol=1e-12, atol=0)
    unigram = [1 / len(counts[0])] * len(counts[0])
    mixed = s05.interpolated_probs(found, unigram, 0.25)
    expected = [
        [float((Fraction(p) + 3 * Fraction(u)) / 4) for p, u in zip(row, unigram, strict=True)] if any(row) else unigram
        for row in found.tolist()
    ]
    assert np.allclose(mixed, expected, rtol=1e-12, atol=0)


def test_texts() -> None:
    ids = RNG.integers(0, 6, size=3000).tolist()
    counts = s05.bigram_counts(ids, 6)
    assert counts.sum() == 2999 and counts.dtype == np.int64
    probs = s05.bigram_probs(counts)
    with mp.workdps(40):
        terms = [mp.log(mpf(float(probs[a, b]))) for a, b in itertools.pairwise(ids)]
        assert math.isclose(s05.sequence_nll(ids, probs), float(-sum(terms) / 2999), rel_tol=1e-12)
        words = [str(i) for i in ids]
        unigram = s05.unigram_probs(words)
        assert unigram == {word: float(Fraction(words.count(word), 3000)) for word in set(words)}
        bigram = {(str(a), str(b)): float(probs[a, b]) for a in range(6) for b in range(6)}
        exact = mp.log(mpf(unigram[words[0]])) + sum(terms)
        assert math.isclose(s05.sentence_log_prob(words, unigram, bigram), float(exact), rel_tol=1e-12)
    contexts, targets = s05.next_token_pairs(ids, 3)
    assert contexts.tolist() == [ids[i : i + 3] for i in range(2997)] and targets.tolist() == ids[3:]
    assert s05.sequence_nll([0, 1], [[0.0, 0.0], [1.0, 0.0]]) == math.inf
    assert math.copysign(1, s05.sequence_nll([0, 1], [[0.0, 1.0], [1.0, 0.0]])) == 1.0
