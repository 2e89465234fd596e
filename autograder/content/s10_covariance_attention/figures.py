"""Section 10 reproduces the figures that its lesson is built on, and its functions obey their laws."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from autograder.content.lessons import part
from autograder.world.data import load
from autograder.world.transformer import forward

s10: Any = importlib.import_module("solutions.s10_covariance_attention")

LESSON = part("s10_covariance_attention", "Covariance, correlation and attention")
WORLD = part("s10_covariance_attention")
few = settings(max_examples=30, derandomize=True, deadline=None)
seeds = st.integers(0, 10**6)


def clouds() -> tuple[NDArray[np.float64], list[NDArray[np.float64]], NDArray[np.float64]]:
    """The clouds and the embeddings of the lesson, from numpy's old generator."""
    rng = np.random.RandomState(42)
    x = rng.randn(200)
    ys = [0.8 * x + 0.6 * rng.randn(200), -0.8 * x + 0.6 * rng.randn(200), rng.randn(200)]
    return x, ys, rng.randn(100, 4)


def test_the_three_clouds() -> None:
    x, ys, _ = clouds()
    told = [f"{np.corrcoef(x, y)[0, 1]:.3f}" for y in ys]
    assert told == ["0.805", "-0.813", "0.065"]
    assert [f"{s10.correlation(x, y):.3f}" for y in ys] == told
    for title in ("rising: r = 0.805", "falling: r = -0.813", "unrelated: r = 0.065"):
        assert title in LESSON.titles


def test_both_matrices_of_random_embeddings() -> None:
    embeddings = clouds()[2]
    covariances, correlations = np.cov(embeddings.T).round(3), np.corrcoef(embeddings.T).round(3)
    assert f"covariance matrix\n{covariances}" in LESSON.printed
    assert f"correlation matrix\n{correlations}" in LESSON.printed
    assert covariances[0].tolist() == [0.933, -0.128, 0.086, -0.02]
    assert correlations[0].tolist() == [1.0, -0.116, 0.103, -0.021]
    assert f"{np.abs(np.triu(correlations, 1)).max():.2f}" == "0.12"


def test_attention_of_five_random_queries() -> None:
    rng = np.random.RandomState(1)
    Q, K, V = rng.randn(5, 4), rng.randn(5, 4), rng.randn(5, 4)
    weights = stats_softmax(Q @ K.T / 2)
    assert f"columns: keys)\n{weights.round(3)}\n" in LESSON.printed
    assert weights[0].round(3).tolist() == [0.026, 0.661, 0.154, 0.135, 0.025]
    output, got = s10.scaled_dot_product_attention(Q, K, V)
    np.testing.assert_allclose(got, weights, rtol=1e-12)
    np.testing.assert_allclose(output, weights @ V, rtol=1e-12)
    assert "output shape (5, 4)" in LESSON.printed and "rows sum to [1. 1. 1. 1. 1.]" in LESSON.printed


def stats_softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: NDArray[np.float64] = odds / odds.sum(axis=-1, keepdims=True)
    return shares


def test_why_scores_are_divided() -> None:
    assert "d = 512: 0.21 nats undivided, 3.70 divided; ln 64 = 4.16" in LESSON.printed
    assert round(math.sqrt(512), 1) == 22.6
    divided, undivided = LESSON.names["divided"], LESSON.names["undivided"]
    assert all(3.6 < value < 3.8 for value in divided)
    assert np.all(np.diff(undivided) < 0) and f"{undivided[-1]:.1f}" == "0.2"
    rng = np.random.default_rng(3)
    products = (rng.normal(size=(4000, 512)) * rng.normal(size=(4000, 512))).sum(axis=1)
    assert products.var() == pytest.approx(512, rel=0.1)


def test_worked_numbers() -> None:
    x, y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([10.0, 30.0, 20.0, 50.0])
    assert ((x - 2.5) * (y - 27.5)).tolist() == [26.25, -1.25, -3.75, 33.75]
    assert f"{s10.covariance(x, y):.2f} {s10.covariance(x, y, 0)} {(x * y).sum() / 3:.0f}" == "18.33 13.75 110"
    moved = x + 1e9, y + 1e9
    lost = ((moved[0] * moved[1]).mean() - moved[0].mean() * moved[1].mean()) * 4 / 3
    assert f"{lost:.2f}" == "-170.67"
    assert f"{s10.correlation(x, y):.2f}" == "0.83"
    assert f"{np.cov([1, 2, 3, 4], [2, 4, 6, 8])[0, 1] / np.std([1, 2, 3, 4]) / np.std([2, 4, 6, 8]):.2f}" == "1.33"
    assert f"{s10.covariance(x, y) / x.var(ddof=1) / y.var(ddof=1):.4f}" == "0.0377"
    assert f"{s10.cosine_similarity(x, y):.3f}" == "0.965"
    up, down = [0.9, 1.1], [1.1, 0.9]
    assert f"{s10.correlation(up, down):.0f} {s10.cosine_similarity(up, down):.2f}" == "-1 0.98"
    misprint = np.array([10.0, 30.0, 20.0, 50_000.0])
    assert f"{s10.correlation(x, misprint):.2f}" == "0.77"
    assert f"{s10.spearman(x, y):.1f} {s10.spearman(x, misprint):.1f}" == "0.8 0.8"
    assert stats.rankdata(y).tolist() == stats.rankdata(misprint).tolist() == [1.0, 3.0, 2.0, 4.0]
    assert np.mean([0.1, 0.1, 0.1]) == 0.10000000000000002
    assert s10.covariance_matrix([[1, 0], [3, 4], [5, 8]]).tolist() == [[4.0, 8.0], [8.0, 16.0]]
    assert s10.attention_scores([[2, 0], [0, 2]], [[3, 0], [0, 3]]).round(2).tolist() == [[4.24, 0.0], [0.0, 4.24]]
    assert 12 * 12 == 144
    assert stats.rankdata([1, 2, 2, 3]).tolist() == [1.0, 2.5, 2.5, 4.0]
    assert np.argsort([30, 10, 20]).tolist() == [1, 2, 0] and stats.rankdata([30, 10, 20]).tolist() == [3.0, 1.0, 2.0]


# Laws, and others' numbers


@few
@given(seeds)
def test_agrees_with_numpy_and_scipy(seed: int) -> None:
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(int(rng.integers(3, 20)), int(rng.integers(2, 6)))) * 10 ** rng.uniform(-3, 3)
    np.testing.assert_allclose(s10.covariance_matrix(X), np.cov(X, rowvar=False), rtol=1e-9)
    np.testing.assert_allclose(s10.correlation_matrix(X), np.corrcoef(X, rowvar=False), rtol=1e-9, atol=1e-12)
    x, y = X[:, 0], X[:, 1]
    assert s10.correlation(x, y) == pytest.approx(stats.pearsonr(x, y)[0], abs=1e-12)
    ties = np.round(3 * x / np.abs(x).max()), np.round(3 * y / np.abs(y).max())
    if np.ptp(ties[0]) and np.ptp(ties[1]):
        assert s10.spearman(*ties) == pytest.approx(stats.spearmanr(*ties)[0], abs=1e-12)


@few
@given(seeds)
def test_a_covariance_matrix_has_no_negative_variance(seed: int) -> None:
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(4, 6))  # more features than observations
    matrix = s10.covariance_matrix(X)
    np.testing.assert_array_equal(matrix, matrix.T)
    assert np.linalg.eigvalsh(matrix).min() > -1e-12
    white = s10.whiten(rng.normal(size=(30, 4)) @ rng.normal(size=(4, 4)))
    np.testing.assert_allclose(np.cov(white, rowvar=False), np.eye(4), atol=1e-3)
    np.testing.assert_allclose(s10.whiten(white), white, atol=1e-3)


@few
@given(seeds)
def test_laws_of_attention(seed: int) -> None:
    rng = np.random.default_rng(seed)
    Q, K, V = rng.normal(size=(3, 4)), rng.normal(size=(5, 4)), rng.normal(size=(5, 2))
    output, weights = s10.scaled_dot_product_attention(Q, K, V)
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    assert np.all(output <= V.max(axis=0) + 1e-12) and np.all(output >= V.min(axis=0) - 1e-12)
    order = rng.permutation(5)
    np.testing.assert_allclose(s10.scaled_dot_product_attention(Q, K[order], V[order])[0], output, rtol=1e-9)
    moved = s10.scaled_dot_product_attention(Q, K + rng.normal(size=4), V)[1]
    np.testing.assert_allclose(moved, weights, rtol=1e-7)  # the same number for all scores of a query


@few
@given(seeds)
def test_a_future_token_cannot_change_the_past(seed: int) -> None:
    rng = np.random.default_rng(seed)
    Q, K, V = rng.normal(size=(6, 3)), rng.normal(size=(6, 3)), rng.normal(size=(6, 2))
    before = s10.scaled_dot_product_attention(Q, K, V, s10.causal_mask(6))[0]
    K[4:], V[4:] = rng.normal(size=(2, 3)), rng.normal(size=(2, 2))
    after = s10.scaled_dot_product_attention(Q, K, V, s10.causal_mask(6))[0]
    np.testing.assert_array_equal(before[:4], after[:4])


def test_eight_observations_span_seven_directions() -> None:
    X = np.random.default_rng(0).normal(size=(8, 10))
    assert np.sum(np.linalg.eigvalsh(s10.covariance_matrix(X)) < 1e-12) == 3


# The little world


def test_the_head_that_looks_back() -> None:
    assert "layer 0: share that goes to 'fox', head by head [0. 0. 0. 0.]" in WORLD.printed
    assert "layer 1: share that goes to 'fox', head by head [1.   0.12 0.   0.06]" in WORLD.printed
    assert "bed right in 100 of 100 stories, 27.4 words back on average" in WORLD.printed
    assert "share of the attention that goes to the animal: 0.9990, never below 0.99" in WORLD.printed
    story = WORLD.names["story"].split()
    assert len(story) - 1 - story.index("fox") == 31
    weights = {name: array for name, array in load("weights").items() if name != "vocabulary"}
    attention = forward(np.array(WORLD.names["ids"]), weights).attention
    np.testing.assert_allclose(WORLD.names["looks"], attention[1, 0], atol=1e-5)
    at_fox = attention[1, 0][:, 4]
    assert min(at_fox[place] for place, word in enumerate(["", *story]) if word in ("called", "night")) > 0.9
    assert sorted(at_fox[place] for place, word in enumerate(["", *story]) if word == ".")[1] > 0.9  # all but the last


def test_a_mask_matters_in_writing_unless_there_is_a_single_layer() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(5, 4))
    once, twice = [], []
    for mask in (None, s10.causal_mask(5)):
        first = s10.scaled_dot_product_attention(x, x, x, mask)[0]
        once.append(first[-1])
        twice.append(s10.scaled_dot_product_attention(first, first, first, mask)[0][-1])
    np.testing.assert_allclose(once[0], once[1], rtol=1e-12)
    assert np.abs(twice[0] - twice[1]).max() > 0.01


def test_direction_and_length_make_the_score() -> None:
    weights, place = WORLD.names["weights"], WORLD.names["labels"].index
    x = WORLD.names["run_model"](WORLD.names["ids"], weights)[1][1]
    spread = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    x = weights["norm1_gamma"][1] * (x - x.mean(axis=1, keepdims=True)) / spread + weights["norm1_beta"][1]
    queries, keys = (x @ weights[name][1, 0].astype(float) for name in ("W_q", "W_k"))
    lengths, scores = np.linalg.norm(keys, axis=1), keys @ queries[-1] / 4
    told = [
        (s10.cosine_similarity(queries[-1], keys[at]), lengths[at], scores[at])
        for at in (place("fox"), place("called"))
    ]
    assert [f"{cosine:.2f} {length:.1f} {score:.1f}" for cosine, length, score in told] == [
        "0.93 8.5 13.7",
        "0.87 3.2 4.8",
    ]
    assert "query of 'the', key of 'fox': cosine 0.93, length of the key 8.5, score 13.7" in WORLD.printed
    assert "query of 'the', key of 'called': cosine 0.87, length of the key 3.2, score 4.8" in WORLD.printed
    assert lengths.argmax() == place("fox")


def test_the_bed_is_right_in_all_of_five_hundred_stories() -> None:
    weights = load("weights")
    vocabulary = weights.pop("vocabulary").tolist()
    ids = load("stories")["heldout"].astype(int)
    ends = np.flatnonzero(ids == 0)[:500]
    for story in np.split(ids[: ends[-1] + 1], ends[:-1] + 1):
        at = story.tolist().index(vocabulary.index("slept")) + 3
        logits = forward(np.array([0, *story[:at]]), weights).logits[-1]
        assert logits.argmax() == story[at]


def test_what_training_does_to_the_embeddings() -> None:
    for line in (
        "at the start  cosines: cat and dog 0.08, cat and ran -0.16",
        "features: mean |r| 0.083, largest 0.34; widest direction 4.8% of the variance",
        "trained       cosines: cat and dog 0.65, cat and ran 0.13",
        "features: mean |r| 0.138, largest 0.67; widest direction 9.6% of the variance",
    ):
        assert line in WORLD.printed


def test_titles_say_what_is_seen() -> None:
    for title in (
        "r says how close the points are to a line, and which way it goes",
        "Independent features: nearly nothing beside the diagonal",
        "Without the root, wide heads stare at one word",
        "Every row is shared out; under the mask among fewer",
        "Where the bed is due, one head looks at the animal",
        "Training brings together what is used alike",
    ):
        assert title in LESSON.titles
