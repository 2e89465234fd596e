"""Section 12's references against mpmath, on the extremes that their docstrings promise."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

pytestmark = pytest.mark.filterwarnings("error")

s12: Any = importlib.import_module("solutions.s12_language_model")

RNG = np.random.default_rng(1212)


def exact_log_softmax(row: Any) -> list[Any]:
    top = max(row)
    total = mp.log(sum(mp.exp(mpf(float(x)) - mpf(float(top))) for x in row))
    return [mpf(float(x)) - mpf(float(top)) - total for x in row]


@pytest.mark.parametrize(("n", "d"), [(1, 2), (5, 8), (2000, 16)])
def test_places(n: int, d: int) -> None:
    found = s12.sinusoidal_positions(n, d)
    with mp.workdps(40):
        for t in {0, 1, n - 1} & set(range(n)):
            for i in range(0, d, 2):
                angle = t / mpf(10_000) ** (mpf(i) / d)
                assert math.isclose(found[t, i], float(mp.sin(angle)), rel_tol=1e-9, abs_tol=1e-12)
                assert math.isclose(found[t, i + 1], float(mp.cos(angle)), rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.parametrize("scale", [1.0, 1e3, 1e300])
def test_losses(scale: float) -> None:
    logits = RNG.uniform(-1, 1, size=(6, 9)) * scale
    ids = RNG.integers(0, 9, size=6)
    with mp.workdps(700):
        rows = [exact_log_softmax(row) for row in logits]
        text = float(-sum(rows[t][ids[t + 1]] for t in range(5)) / 5)
        counted = [0, 2, 5]
        masked = float(-sum(rows[t][ids[t]] for t in counted) / 3)
    assert math.isclose(s12.language_model_loss(logits, ids), text, rel_tol=1e-9)
    targets = np.where(np.isin(np.arange(6), counted), ids, -100)
    assert math.isclose(s12.masked_lm_loss(logits, targets), masked, rel_tol=1e-9)
    order = [sorted(range(9), key=lambda v: (-row[v], v)) for row in logits]
    for k in (1, 3, 9):
        share = sum(ids[t] in order[t][:k] for t in range(6)) / 6
        assert math.isclose(s12.top_k_accuracy(logits, ids, k), share, rel_tol=1e-15)


def test_sums_of_products() -> None:
    table, places = RNG.normal(size=(7, 4)), RNG.normal(size=(9, 4))
    ids = [3, 0, 6, 3]
    hidden = s12.embed(ids, table, places)
    assert np.array_equal(hidden, [table[i] + places[t] for t, i in enumerate(ids)])
    exact = [[math.fsum(a * b for a, b in zip(row, word, strict=True)) for word in table] for row in hidden]
    assert np.allclose(s12.unembed(hidden, table), exact, rtol=1e-12, atol=1e-14)
    assert s12.crop_context(ids, 2) == [6, 3] and s12.crop_context(ids, 100) == ids
