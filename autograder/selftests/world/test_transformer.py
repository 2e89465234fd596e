"""The numpy model: each part does what its name says, and is the function of the section that teaches it."""

import importlib
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from autograder.world import transformer as model
from autograder.world.corpus import pad
from autograder.world.transformer import Weights

RNG = np.random.default_rng(0)
s02: Any = importlib.import_module("solutions.s02_distributions")
s03: Any = importlib.import_module("solutions.s03_moments")


@pytest.fixture(scope="module")
def weights() -> Weights:
    """A small model with weights large enough that everything matters."""
    start = model.init_weights(11, np.random.default_rng(1), layers=2, heads=2, width=8, block_size=9)
    rng = np.random.default_rng(2)
    return {name: rng.normal(0, 0.5, array.shape) for name, array in start.items()}


def test_softmax_is_that_of_section_2() -> None:
    x = RNG.normal(0, 5, (3, 4, 7))
    np.testing.assert_allclose(model.softmax(x), s02.softmax(x), atol=1e-15)
    np.testing.assert_array_equal(model.softmax(np.array([1000.0, -np.inf, 1000.0])), [0.5, 0.0, 0.5])


def test_layer_norm_is_that_of_section_3() -> None:
    x, gamma, beta = RNG.normal(2, 3, (5, 7)), RNG.normal(size=7), RNG.normal(size=7)
    np.testing.assert_allclose(model.layer_norm(x, gamma, beta), s03.layer_norm(x, gamma, beta), atol=1e-14)


def test_gelu_is_x_times_the_normal_distribution_function() -> None:
    x = np.array([-3.0, -1.0, 0.0, 0.5, 2.0])
    expected = [v * (1 + math.erf(v / math.sqrt(2))) / 2 for v in x]
    np.testing.assert_allclose(model.gelu(x), expected, atol=1e-15)


def test_attention_is_a_mean_of_values_weighted_by_scaled_scores() -> None:
    Q, K, V = RNG.normal(size=(3, 4)), RNG.normal(size=(3, 4)), RNG.normal(size=(3, 2))
    output, weights = model.scaled_dot_product_attention(Q, K, V, model.causal_mask(3))
    for i in range(3):
        scores = [math.exp(Q[i] @ K[j] / 2) for j in range(i + 1)]
        p = np.array(scores) / sum(scores)
        np.testing.assert_allclose(weights[i], [*p, *[0.0] * (2 - i)], atol=1e-15)
        np.testing.assert_allclose(output[i], p @ V[: i + 1], atol=1e-15)


def test_later_tokens_change_nothing_before_them(weights: Weights) -> None:
    ids = np.array([0, 3, 5, 1, 7, 2])
    other = np.array([0, 3, 5, 1, 9, 10])
    before, after = model.forward(ids, weights).logits, model.forward(other, weights).logits
    np.testing.assert_allclose(before[:4], after[:4], atol=1e-13)
    assert np.abs(before[4] - after[4]).max() > 1e-3


def test_what_stood_before_and_in_which_order_matters(weights: Weights) -> None:
    last = [model.forward(np.array(ids), weights).logits[-1] for ids in ([0, 3, 5, 1], [0, 5, 3, 1], [0, 3, 4, 1])]
    assert np.abs(last[0] - last[1]).max() > 1e-3 and np.abs(last[0] - last[2]).max() > 1e-3


def test_a_batch_gives_what_each_text_gives_alone(weights: Weights) -> None:
    ids = RNG.integers(0, 11, (3, 6))
    batch = model.forward(ids, weights)
    for row in range(3):
        alone = model.forward(ids[row], weights)
        np.testing.assert_allclose(batch.logits[row], alone.logits, atol=1e-12)
        np.testing.assert_allclose(batch.attention[:, :, row], alone.attention, atol=1e-12)
        np.testing.assert_allclose(batch.streams[:, row], alone.streams, atol=1e-12)


def test_one_head_of_the_stacked_weights_gives_its_attention_map(weights: Weights) -> None:
    ids = np.array([0, 3, 5, 1])
    passed = model.forward(ids, weights)
    x = model.layer_norm(passed.streams[1], weights["norm1_gamma"][1], weights["norm1_beta"][1])
    W_q, W_k, W_v = (weights[name][1, 0] for name in ("W_q", "W_k", "W_v"))
    _, attention = model.attention_head(x, W_q, W_k, W_v, model.causal_mask(4))
    np.testing.assert_allclose(passed.attention[1, 0], attention, atol=1e-14)


def test_losses_leave_the_padding_out(weights: Weights) -> None:
    stories = [np.array([4, 2, 0]), np.array([7, 1, 3, 2, 0])]
    together = model.token_nlls(*pad(stories), weights)
    alone = [model.token_nlls(*pad([story]), weights) for story in stories]
    np.testing.assert_allclose(together, np.concatenate(alone), atol=1e-12)


def test_an_untrained_model_knows_nothing_but_the_number_of_words() -> None:
    start = model.init_weights(50, np.random.default_rng(0))
    nlls = model.token_nlls(*pad(list(RNG.integers(0, 50, (20, 40)))), start)
    assert nlls.mean() == pytest.approx(math.log(50), abs=0.05)


def test_weights_start_as_in_gpt_2_and_fit_into_half_precision() -> None:
    start = model.init_weights(99, np.random.default_rng(0))
    assert start["W_in"].std() == pytest.approx(0.02, rel=0.02)
    assert all((array == array.astype(np.float16)).all() for array in start.values())
    assert all((start[name] == 1).all() for name in start if name.endswith("gamma"))


def test_a_text_longer_than_the_positions_is_refused(weights: Weights) -> None:
    with pytest.raises(ValueError, match="10 tokens, but the model has positions for 9"):
        model.forward(np.zeros(10, dtype=int), weights)


def test_next_tokens_follow_the_cumulative_probabilities(weights: Weights) -> None:
    ids = [0, 4, 2]
    p = model.softmax(model.forward(np.array(ids), weights).logits[-1])
    middles = p.cumsum() - p / 2
    assert [model.next_token(ids, weights, u) for u in middles] == list(range(11))
    assert model.next_token(ids, weights, 0.5, temperature=1e-3) == p.argmax()
    assert model.next_token([7] * 20 + ids, weights, 0.5) in range(11)


def test_generation_stops_at_eos_and_leaves_the_prompt_alone() -> None:
    prompt = [1]

    def count(ids: Sequence[int]) -> int:
        return (ids[-1] + 1) % 4

    assert model.generate(count, prompt, 10, eos=0) == [1, 2, 3, 0]
    assert model.generate(count, prompt, 2, eos=0) == [1, 2, 3]
    assert model.generate(count, prompt, 0, eos=0) == prompt == [1]
