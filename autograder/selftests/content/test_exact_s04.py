"""Section 4's references against mpmath, on the extremes that their docstrings promise."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

s04: Any = importlib.import_module("solutions.s04_information_theory")

# Extremes that a docstring allows give their result in silence.
pytestmark = pytest.mark.filterwarnings("error")

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
    ([0.5, 0.5], [1e-310, 1.0]),
    ([0.25] * 4, [0.25] * 4),
    (np.full(10, 0.1, dtype=np.float32).astype(float).tolist(), [0.1] * 10),
    ([0.5, 0.5 - 9e-7], [0.5 + 9e-7, 0.5]),
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
        exactly_one = abs(sum(map(mpf, p)) - 1) < 1e-9 and abs(sum(map(mpf, q)) - 1) < 1e-9
        entropy, other = cross(p, p) / scale, cross(q, q) / scale
        both = cross(p, q) / scale
        js = (cross(p, middle) + cross(q, middle)) / (2 * scale) - (entropy + other) / 2
        # What is never negative is cut off at 0, which shows where sums miss 1 by what is allowed.
        slack = {"rel_tol": 1e-9, "abs_tol": 1e-12 if exactly_one else 4e-6}
        assert math.isclose(s04.entropy(p, base), float(entropy), **slack)
        assert math.isclose(s04.cross_entropy(p, q, base), float(both), **slack)
        assert math.isclose(s04.kl_divergence(p, q, base), float(both - entropy), **slack)
        assert math.isclose(s04.js_divergence(p, q, base), float(js), **slack)
        assert s04.kl_divergence(p, p, base) == 0.0
        assert s04.js_divergence(q, p, base) == s04.js_divergence(p, q, base)
        joint = np.outer(p, q)
        assert s04.mutual_information(joint / joint.sum(), base) < 1e-9


JOINTS: list[list[list[float]]] = [
    [[1.0]],
    [[0.25, 0.75]],
    [[0.5, 0.0], [0.0, 0.5]],
    [[0.4, 0.1], [0.1, 0.4]],
    [[0.0, 0.0, 0.0], [0.5, 0.0, 0.5]],
    [[1.0, 1e-300], [1e-300, 0.0]],
    [[5e-324, 0.0], [0.0, 1.0]],
    [[0.5 - 1e-9, 1e-9], [1e-9, 0.5 - 1e-9]],
    RNG.dirichlet(np.full(12, 0.1)).reshape(3, 4).tolist(),
    (np.eye(64) / 64).tolist(),
]


@pytest.mark.parametrize("joint", JOINTS)
@pytest.mark.parametrize("base", [math.e, 2])
def test_mutual_information(joint: list[list[float]], base: float) -> None:
    with mp.workdps(400):
        cells = [[mpf(cell) for cell in row] for row in joint]
        rows, columns = [sum(row) for row in cells], [sum(column) for column in zip(*cells, strict=True)]
        nats = mpf(0)
        for row, row_sum in zip(cells, rows, strict=True):
            for cell, column_sum in zip(row, columns, strict=True):
                nats += cell * mp.log(cell / row_sum / column_sum) if cell else 0
        exact = float(nats / mp.log(mpf(base)))
    shared = s04.mutual_information(joint, base)
    assert shared >= 0
    assert math.isclose(shared, exact, rel_tol=1e-9, abs_tol=1e-12)
    assert math.isclose(shared, s04.mutual_information(np.transpose(joint), base), rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.parametrize("miss", [9e-7, -9e-7])
def test_a_distribution_may_miss_one_by_a_millionth(miss: float) -> None:
    assert s04.as_distribution([0.5, 0.5 + miss]).tolist() == [0.5, 0.5 + miss]
    assert math.isclose(s04.entropy([0.5, 0.5 + miss]), math.log(2), abs_tol=2e-6)
    for bad in ([0.5, 0.5 + 1.2 * miss], [1.5, -0.5], [math.nan, 1.0], [math.inf, 0.0], []):
        for refuses in (s04.as_distribution, s04.entropy):
            with pytest.raises(ValueError):
                refuses(bad)
        for refuses in (s04.cross_entropy, s04.kl_divergence, s04.js_divergence):
            with pytest.raises(ValueError):
                refuses(bad, [0.5, 0.5])
            with pytest.raises(ValueError):
                refuses([0.5, 0.5], bad)
    with pytest.raises(ValueError):
        s04.kl_divergence([1.0], [0.5, 0.5])


def test_float32_models_are_distributions() -> None:
    scores = RNG.normal(scale=3, size=(20, 5000)).astype(np.float32)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    for q in weights / weights.sum(axis=1, keepdims=True):
        exact = math.fsum(-x * math.log(x) for x in q.tolist() if x > 0)
        assert math.isclose(s04.entropy(q), exact, rel_tol=1e-12)
        assert s04.kl_divergence(q, q) == 0.0


def test_what_is_impossible_costs_infinitely_much() -> None:
    assert s04.cross_entropy([5e-324, 1.0], [0.0, 1.0]) == math.inf
    assert s04.kl_divergence([5e-324, 1.0], [0.0, 1.0]) == math.inf
    assert math.isclose(s04.kl_divergence([1, 0], [5e-324, 1]), 1074 * math.log(2), rel_tol=1e-12)
    assert math.isclose(s04.js_divergence([1, 5e-324], [0, 1], 2), 1.0, rel_tol=1e-12)
    assert s04.js_divergence([1, 5e-324], [1, 0]) < 1e-300
    assert s04.cross_entropy([0.5, 0.5], [1.0, 0.0]) == math.inf
    assert s04.kl_divergence([0.5, 0.5], [1.0, 0.0]) == math.inf
    assert s04.self_information(0) == math.inf
    for certain in (s04.entropy([0, 1, 0]), s04.self_information(1), s04.cross_entropy([0, 1], [0, 1])):
        assert certain == 0.0
        assert math.copysign(1, certain) == 1
    for bad in (-5e-324, 1 + 2**-52, math.nan, math.inf):
        with pytest.raises(ValueError):
            s04.self_information(bad)


@pytest.mark.parametrize("p", [5e-324, 1e-300, 1e-17, 0.125, 0.5, 1 - 2**-53, 1.0, 1, np.float32(0.1)])
@pytest.mark.parametrize("base", [2, math.e, 10, 1.5, 1e300])
def test_self_information(p: float, base: float) -> None:
    with mp.workdps(60):
        exact = -mp.log(mpf(float(p))) / mp.log(mpf(base))
        assert math.isclose(s04.self_information(p, base), float(exact), rel_tol=1e-12, abs_tol=1e-300)


LOGITS: list[list[float]] = [
    [3.0],
    [0.0, 0.0],
    [1000.0, 1.0],
    [-1000.0, -1001.0, -5000.0],
    [1e20, 1e20, 0.0],
    [-1e300, 1e300],
    [1e300, 1e300, 1e300],
    [5e-324, -5e-324],
    [127, -128, 127],
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


@pytest.mark.parametrize("eps", [0, 5e-324, 1e-9, 0.5, 1])
def test_smoothing_at_its_ends(eps: float) -> None:
    logits = [[1e300, -1e300, 0.0], [0.0, 0.0, 0.0], [800.0, 0.0, -800.0]]
    for targets in ([0, 1, 2], [1, 2, 0]):
        with mp.workdps(700):
            total = mpf(0)
            for row, target in zip(logits, targets, strict=True):
                top = mp.log(sum(mp.exp(mpf(x) - max(row)) for x in row)) + max(row)
                total += (1 - mpf(eps)) * (top - row[target]) + mpf(eps) * sum(top - mpf(x) for x in row) / 3
            exact = float(total / 3)
        assert math.isclose(s04.label_smoothed_loss(logits, targets, eps), exact, rel_tol=1e-9)
    for bad in (-5e-324, 1 + 2**-52, math.nan):
        with pytest.raises(ValueError):
            s04.label_smoothed_loss(logits, [0, 1, 2], bad)


def test_sums_of_exponentials_at_the_ends_of_the_floats() -> None:
    inf = math.inf
    for x, exact in [
        ([], -inf),
        ([-inf, -inf], -inf),
        ([-inf, 2.0], 2.0),
        ([inf, -inf, 0.0], inf),
        ([1e308, -1e308], 1e308),
        ([1.7e308, 1.7e308], 1.7e308),
        ([-1.7e308], -1.7e308),
        ([5e-324], 5e-324),
        ([-1e-17], -1e-17),
    ]:
        assert s04.logsumexp(x) == exact, x
    for n in (2, 1000, 10**6):
        assert math.isclose(s04.logsumexp(np.zeros(n)), math.log(n), rel_tol=1e-12)
    # In float32 the sum would overflow at 89.
    assert math.isclose(s04.logsumexp(np.array([100, 100], np.float32)), 100 + math.log(2), rel_tol=1e-14)


def test_masked_tokens_and_odd_kinds_of_numbers() -> None:
    inf = math.inf
    assert s04.log_softmax([[-inf, 3.0], [0.0, -inf]]).tolist() == [[-inf, 0.0], [0.0, -inf]]
    assert s04.log_softmax(np.zeros((0, 5))).shape == (0, 5)
    assert s04.log_softmax(np.array([3e38, -3e38], np.float32)).dtype == float
    # The difference, 255, has no place in eight bits.
    assert s04.log_softmax(np.array([127, -128], np.int8)).tolist() == [0.0, -255.0]
    rows = RNG.normal(scale=50, size=(3, 4, 1000))
    assert np.allclose(np.exp(s04.log_softmax(rows)).sum(axis=-1), 1, rtol=1e-12)

    assert s04.cross_entropy_loss([[-inf, 1.0], [1.0, 0.0]], [0, 0]) == inf
    assert s04.cross_entropy_loss([[-inf, 1.0]], [1]) == 0.0
    assert s04.cross_entropy_loss([[-1e300, 1e300]], [0]) == 2e300
    for kind in (np.uint8, np.int32, np.uint64):
        assert s04.cross_entropy_loss([[0, 1000], [5, 5]], np.array([0, 1], kind)) == (1000 + math.log(2)) / 2
    for logits, targets in [
        (np.zeros((0, 3)), []),
        ([], []),
        ([[1.0, 2.0]], [[0]]),
        (np.zeros((2, 3, 5)), [0, 1]),
        ([[1.0, 2.0]], [-1]),
        ([[1.0, 2.0]], [2]),
        ([[1.0, 2.0]], [0, 1]),
    ]:
        with pytest.raises(ValueError):
            s04.cross_entropy_loss(logits, targets)
        with pytest.raises(ValueError):
            s04.label_smoothed_loss(logits, targets, 0.1)


@pytest.mark.parametrize("base", [2, math.e])
def test_results_stay_within_their_bounds(base: float) -> None:
    close = {"rel_tol": 1e-12, "abs_tol": 1e-12}
    for size in (1, 2, 3, 7, 1000, 50_257):
        uniform = np.full(size, 1 / size)
        assert math.isclose(s04.entropy(uniform, base), math.log(size) / math.log(base), **close)
        assert math.isclose(s04.perplexity(np.full(3, math.log(size))), size, **close)
    assert math.isclose(s04.js_divergence([1, 0], [0, 1], base), math.log(2) / math.log(base), **close)


def test_perplexity_of_long_texts_and_at_the_largest_float() -> None:
    with mp.workdps(60):
        for nlls in ([0.1] * 10**6, RNG.permutation(np.r_[np.full(1000, 300.0), np.full(10**5, 1e-9)]).tolist()):
            exact = float(mp.exp(mpf(math.fsum(nlls)) / len(nlls)))
            assert math.isclose(s04.perplexity(nlls), exact, rel_tol=1e-12)
        assert math.isclose(s04.perplexity([709.7, 709.7]), float(mp.exp(mpf(709.7))), rel_tol=1e-12)
    assert s04.perplexity(np.array([700], np.float32)) == math.exp(700)
    assert s04.perplexity([0]) == s04.perplexity([5e-324]) == 1.0
    for nlls in ([709.8], [1e308, 1e308], [0.0, math.inf]):
        assert s04.perplexity(nlls) == math.inf
    for bad in ([], [-5e-324], [math.nan], [-1.0, math.inf]):
        with pytest.raises(ValueError):
            s04.perplexity(bad)


def test_a_corpus_counts_tokens_of_every_kind() -> None:
    inf, nan = math.inf, math.nan
    for means, tokens, mean_nats in [
        ([1.0, 5.0], [2, 8], 4.2),
        ([1.0, 2.0], np.array([200, 200], np.uint8), 1.5),
        ([1.0, 2.0], np.full(2, 2**31 - 1, np.int32), 1.5),
        ([1.0, 2.0, 3.0, 4.0], [2**62] * 4, 2.5),
        ([nan, 5.0, inf, -1.0], [0, 3, 0, 0], 5.0),
        ([inf, 5.0], [1, 10**9], inf),
        ([1e308, 1.0], [2, 8], inf),
        ([0, 0], [1, 1], 0.0),
    ]:
        expected = math.exp(mean_nats)
        assert math.isclose(s04.corpus_perplexity(means, tokens), expected, rel_tol=1e-12), (means, tokens)
    # A negative mean does not hide behind a large one.
    for means, tokens in [
        ([-1.0, 5.0], [2, 8]),
        ([nan, 5.0], [1, 10**9]),
        ([-inf, inf], [1, 1]),
        ([], []),
        ([1.0], [0]),
        ([1.0, 1.0], [3, -1]),
        ([1.0], [1, 1]),
    ]:
        with pytest.raises(ValueError):
            s04.corpus_perplexity(means, tokens)


@pytest.mark.parametrize(
    ("nats", "tokens", "n_bytes"),
    [
        (3.0, 100, 400),
        (1e308, 100, 400),
        (1e-300, 7, 3),
        (3, 10**400, 3 * 10**400),
        (3, np.int32(10**9), np.int32(10**9)),
    ],
)
def test_bits_per_byte(nats: float, tokens: int, n_bytes: int) -> None:
    with mp.workdps(60):
        exact = float(mpf(nats) / mp.log(2) * int(tokens) / int(n_bytes))
    assert math.isclose(s04.bits_per_byte(nats, tokens, n_bytes), exact, rel_tol=1e-12)
    assert s04.bits_per_byte(math.inf, tokens, n_bytes) == math.inf
    assert s04.bits_per_byte(0, tokens, n_bytes) == 0.0


def test_perplexities_and_bytes() -> None:
    losses = [0.0, 1e-300, 2.5, 700.0]
    with mp.workdps(60):
        assert math.isclose(s04.perplexity(losses), float(mp.exp(sum(map(mpf, losses)) / 4)), rel_tol=1e-12)
        weighted = mp.exp((mpf(2) * 1 + mpf(8) * 5) / 10)
        assert math.isclose(s04.corpus_perplexity([1.0, 5.0, math.nan], [2, 8, 0]), float(weighted), rel_tol=1e-12)
        exact = mpf(3) / mp.log(2) * 100 / 400
        assert math.isclose(s04.bits_per_byte(3.0, 100, 400), float(exact), rel_tol=1e-12)
    assert s04.perplexity([1e6]) == math.inf
