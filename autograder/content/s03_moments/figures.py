"""Section 3 reproduces the figures that its lesson is built on, and obeys the laws of moments."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from autograder.content.lessons import part
from autograder.world.corpus import split_stories
from autograder.world.data import load, load_weights
from autograder.world.transformer import forward

s03: Any = importlib.import_module("solutions.s03_moments")

Floats = NDArray[np.float64]
DATA = [2, 4, 4, 4, 5, 5, 7, 9]

few = settings(max_examples=30, derandomize=True, deadline=None)


def figure(value: float) -> str:
    """A number to the four digits in which the figures are printed."""
    return f"{value:.4f}"


def test_mean_of_the_eight_numbers() -> None:
    assert figure(s03.expectation(DATA, [1 / 8] * 8)) == "5.0000"
    assert figure(s03.running_mean_variance(DATA)[0]) == "5.0000"


@pytest.mark.parametrize(("ddof", "variance", "deviation"), [(0, "4.0000", "2.0000"), (1, "4.5714", "2.1381")])
def test_variance_and_standard_deviation_of_the_eight_numbers(ddof: int, variance: str, deviation: str) -> None:
    found = s03.sample_variance(DATA, ddof)
    assert figure(found) == variance
    assert figure(math.sqrt(found)) == deviation


def test_the_population_variance_of_the_eight_numbers_in_every_other_way() -> None:
    assert figure(s03.variance_of(DATA, [1 / 8] * 8)) == "4.0000"
    assert figure(s03.running_mean_variance(DATA)[1]) == "4.0000"
    assert [int((x - 5) ** 2) for x in DATA] == [9, 1, 1, 1, 0, 0, 4, 16]


def test_activations_have_mean_0_and_std_1_after_layer_norm() -> None:
    activations = np.random.default_rng(42).normal(3, 5, size=(4, 8))
    normalised = s03.layer_norm(activations, np.ones(8), np.zeros(8))
    assert (np.abs(normalised.mean(axis=1)).round(6) == 0).all()
    assert (normalised.std(axis=1).round(6) == 1).all()


def test_worked_numbers_of_layer_norm_and_rms_norm() -> None:
    x = [1, 2, 3, 4]
    assert s03.layer_norm(x, np.ones(4), np.zeros(4)).round(4).tolist() == [-1.3416, -0.4472, 0.4472, 1.3416]
    assert s03.rms_norm(x, np.ones(4)).round(4).tolist() == [0.3651, 0.7303, 1.0954, 1.4606]


def test_small_activations_tell_where_eps_stands() -> None:
    x = np.array([0.001, -0.001, 0.002, -0.002])
    inside = s03.layer_norm(x, np.ones(4), np.zeros(4))
    outside = x / (x.std() + 1e-5)
    assert f"{inside[0]:.2f} {outside[0]:.2f}" == "0.28 0.63"


def test_floats_near_1e18_are_128_apart_so_that_one_pass_gives_minus_128() -> None:
    x = np.array([1e9 + 1, 1e9 + 2, 1e9 + 4])
    assert np.spacing(1e18) == 128
    assert np.mean(x**2) - np.mean(x) ** 2 == -128
    assert figure(s03.running_mean_variance(x)[1]) == "1.5556"


def test_the_mean_of_three_tenths_is_not_a_tenth() -> None:
    x = np.array([0.1, 0.1, 0.1])
    assert x.mean() == 0.10000000000000002
    assert (x - x.mean() == -x.std()).all()
    assert s03.standardize(x).tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("size", [1e-170, 1e-10, 1e200])
def test_squares_out_of_the_range_of_floats_do_no_harm(size: float) -> None:
    tiny_eps = 0.0 if size < 1 else 1e-5
    assert np.allclose(s03.standardize([size, 3 * size]), [-1, 1])
    assert np.allclose(s03.layer_norm([-size, size], [1, 1], [0, 0], tiny_eps), [-1, 1])
    assert np.allclose(s03.rms_norm([-size, size], [1, 1], tiny_eps), [-1, 1])


def test_spread_of_a_sum_of_768_inputs() -> None:
    variance = s03.variance_of_linear_combination(np.ones(768), np.eye(768))
    assert f"{math.sqrt(variance):.1f}" == "27.7"


def test_sample_variances_average_to_the_true_one_with_ddof_1_only() -> None:
    samples = np.random.default_rng(3).normal(10.0, 2.0, size=(20_000, 5))
    biased, unbiased = (np.mean([s03.sample_variance(x, ddof) for x in samples]) for ddof in (0, 1))
    assert abs(biased - 4 * 4 / 5) < 0.1  # (n - 1) / n of the true 4; the standard error is 0.02
    assert abs(unbiased - 4) < 0.1


eighths = st.integers(-400, 400).map(lambda k: k / 8)
"""Numbers that stay exact when 1e9 is added."""

samples = st.lists(eighths, min_size=2, max_size=12)


def arrays(*shape: int) -> st.SearchStrategy[Floats]:
    return hnp.arrays(np.float64, shape, elements=eighths)


@few
@given(samples, st.integers(0, 1))
def test_sample_variance_is_never_negative_and_does_not_change_with_an_offset(x: list[float], ddof: int) -> None:
    variance = s03.sample_variance(x, ddof)
    assert variance >= 0
    assert math.isclose(s03.sample_variance([v + 1e9 for v in x], ddof), variance, rel_tol=1e-6, abs_tol=1e-9)


@few
@given(samples)
def test_variance_of_equally_likely_values_is_the_population_variance(x: list[float]) -> None:
    probs = [1 / len(x)] * len(x)
    variance = s03.variance_of(x, probs)
    assert variance >= 0
    assert math.isclose(variance, s03.sample_variance(x, ddof=0), abs_tol=1e-9)
    assert math.isclose(s03.variance_of([v + 1e9 for v in x], probs), variance, rel_tol=1e-6, abs_tol=1e-9)


@few
@given(samples, samples, eighths, eighths)
def test_expectation_is_linear(x: list[float], y: list[float], a: float, b: float) -> None:
    n = min(len(x), len(y))
    probs = np.arange(1, n + 1) / (n * (n + 1) / 2)
    combined = a * np.array(x[:n]) + b * np.array(y[:n])
    expected = a * s03.expectation(x[:n], probs) + b * s03.expectation(y[:n], probs)
    assert math.isclose(s03.expectation(combined, probs), expected, abs_tol=1e-9)


@few
@given(arrays(6, 3))
def test_standardized_columns_have_mean_0_and_variance_1_unless_they_are_constant(x: Floats) -> None:
    z = s03.standardize(x)
    constant = np.ptp(x, axis=0) == 0
    assert np.allclose(z.mean(axis=0), 0)
    assert np.allclose(z.var(axis=0), np.where(constant, 0, 1))


@few
@given(arrays(4, 5), arrays(5))
def test_bias_and_variance_add_up_to_the_mean_squared_error(predictions: Floats, target: Floats) -> None:
    parts = s03.bias_variance(predictions, target)
    assert math.isclose(sum(parts), float(np.mean((predictions - target) ** 2)), abs_tol=1e-9)


@few
@given(arrays(7, 3), arrays(3))
def test_variance_of_a_linear_combination_is_that_of_the_combined_sample(x: Floats, weights: Floats) -> None:
    found = s03.variance_of_linear_combination(weights, np.cov(x, rowvar=False))
    assert math.isclose(found, s03.sample_variance(x @ weights), rel_tol=1e-9, abs_tol=1e-6)


@few
@given(arrays(2, 6), st.floats(0.5, 100), eighths)
def test_layer_norm_forgets_scale_and_offset(x: Floats, scale: float, offset: float) -> None:
    gamma, beta = np.linspace(1, 2, 6), np.linspace(-1, 1, 6)
    plain = s03.layer_norm(x, gamma, beta, eps=1e-15)
    assert np.allclose(s03.layer_norm(scale * x + offset, gamma, beta, eps=1e-15), plain, atol=1e-6)


@few
@given(arrays(2, 6), st.floats(0.5, 100))
def test_rms_norm_forgets_scale_and_agrees_with_layer_norm_on_centred_vectors(x: Floats, scale: float) -> None:
    gamma = np.linspace(1, 2, 6)
    plain = s03.rms_norm(x, gamma, eps=1e-15)
    assert np.allclose(s03.rms_norm(scale * x, gamma, eps=1e-15), plain, atol=1e-6)
    centred = x - x.mean(axis=1, keepdims=True)
    assert np.allclose(s03.rms_norm(centred, gamma), s03.layer_norm(centred, gamma, np.zeros(6)))


@few
@given(samples, samples)
def test_mean_and_variance_of_two_streams_can_be_merged(x: list[float], y: list[float]) -> None:
    (mean_x, var_x), (mean_y, var_y) = s03.running_mean_variance(x), s03.running_mean_variance(y)
    mean, variance = s03.running_mean_variance(iter(x + y))
    n, m = len(x), len(y)
    squares = n * var_x + m * var_y + (mean_y - mean_x) ** 2 * n * m / (n + m)
    assert math.isclose(mean, (n * mean_x + m * mean_y) / (n + m), abs_tol=1e-9)
    assert math.isclose(variance, squares / (n + m), abs_tol=1e-9)


def test_a_stream_is_read_to_its_end_and_never_kept() -> None:
    alive: list[int] = []

    class Number(float):
        def __init__(self, value: float) -> None:
            alive.append(1)

        def __del__(self) -> None:
            alive.pop()

    def stream() -> Any:
        for k in range(100):
            yield Number(k)
            assert len(alive) <= 3  # the loop's own, and those of the generator

    assert s03.running_mean_variance(stream()) == pytest.approx((49.5, 833.25))


def test_a_float32_stream_is_computed_in_float64() -> None:
    stream = np.array([2000.0, 2001.0, 2003.0], dtype=np.float32)
    assert s03.running_mean_variance(stream) == pytest.approx((2001 + 1 / 3, 14 / 9), rel=1e-12)


LITTLE_WORLD = part("s03_moments")
LESSON = part("s03_moments", "3. Expectation")


def variances(weights: str) -> NDArray[np.float64]:
    """Of every token's vector in the hundred stories, shape (heights, tokens)."""
    stories = split_stories(load("truth")["ids"])
    model = load_weights(weights)
    streams = [forward(np.append(0, story[:-1]).astype(int), model).streams for story in stories]
    found: NDArray[np.float64] = np.concatenate(streams, axis=1).var(axis=-1)
    return found


@pytest.mark.parametrize(("moment", "weights"), [("before training", "weights_start"), ("after training", "weights")])
def test_variances_grow_from_block_to_block_and_layer_norm_makes_them_one(moment: str, weights: str) -> None:
    told = LITTLE_WORLD.printed.partition(f"{moment}: ")[2].splitlines()[1:4]
    for row, height, v in zip(
        told, ("below the blocks", "between them", "above them"), variances(weights), strict=True
    ):
        after = v / (v + 1e-5)
        spread = f"{v.mean():8.4f} ({v.min():.4f} to {v.max():.4f})"
        assert row == f"  {height:17} {spread:30} {after.mean():.4f} ({after.min():.4f} to {after.max():.4f})"


def test_what_the_lesson_says_of_the_variances() -> None:
    start, end = variances("weights_start"), variances("weights")
    assert f"variance of a sum of two draws: {2 * 0.02**2:.4f}" in LITTLE_WORLD.printed
    assert figure(start[0].mean()) == "0.0008" and round(end[0].mean() / start[0].mean(), -1) == 50
    assert round(end[2].mean() / end[0].mean(), -2) == 400
    assert figure(start[0].min()) == "0.0004" and f"{start[0].min() / (start[0].min() + 1e-5):.3f}" == "0.976"


def test_means_of_a_hundred_steps_show_that_the_model_still_learns() -> None:
    loss = load("training_many")["train_loss"].astype(float)
    means = []
    for first, last in ((3300, 3500), (4000, 4200)):
        piece = loss[first:last]
        means.append(piece.mean())
        deviation = math.sqrt(s03.running_mean_variance(iter(piece))[1])
        assert (
            f"steps {first} to {last}: mean {piece.mean():.4f}, standard deviation of a step {deviation:.4f}"
            in LITTLE_WORLD.printed
        )
        assert f"{deviation:.2f}" == "0.03"
    assert f"{means[0] - means[1]:.3f}" == "0.025"
    assert "The mean of a hundred steps shows what single steps hide" in LITTLE_WORLD.titles


def test_the_divisor_of_a_sample_is_off_by_a_little_in_wide_layers_and_a_lot_in_narrow_ones() -> None:
    off = {d: math.sqrt(d / (d - 1)) - 1 for d in (4, 768)}
    assert f"{100 * off[768]:.3f} {100 * off[4]:.0f}" == "0.065 15"
    assert off[768] < 2**-8  # bfloat16 has eight bits: neighbours are 0.4 % apart


def test_merged_summaries_have_the_mean_and_the_squares_of_the_whole() -> None:
    (n_a, m_a, big_m_a), (n_b, m_b, big_m_b) = (2, 1.5, 0.5), (1, 4.0, 0.0)
    delta, n = m_b - m_a, n_a + n_b
    assert figure(m_a + delta * n_b / n) == figure(s03.running_mean_variance([1, 2, 4])[0]) == "2.3333"
    assert figure(big_m_a + big_m_b + delta**2 * n_a * n_b / n) == figure(3 * s03.running_mean_variance([1, 2, 4])[1])


def test_numbers_of_the_guesses() -> None:
    assert 3_000_000 * s03.expectation([0, 1], [1 - 1e-6, 1e-6]) == pytest.approx(3)
    assert f"{math.sqrt(768):.1f}" == "27.7"
    growth = 400**0.25  # of the standard deviation, per block: 400 is that of the variance, through two
    assert 0.2 * growth**10 > np.finfo(np.float16).max and 0.2 * growth**100 > np.finfo(np.float32).max
    assert s03.standardize([1.0, 1.0 + 2**-52]).tolist() == [-1.0, 1.0]
    assert s03.variance_of([0.0, 1e200], [1.0, 0.0]) == 0.0


def test_the_variance_of_the_stream_in_one_pass_of_squares() -> None:
    stream = np.array([1.0, 2.0, 4.0]) + 1e9
    assert np.mean(stream**2) - np.mean(stream) ** 2 == -128
    assert "1, 2, 4 with an offset of 1e9: mean 1e9 + 2.3333, variance 1.5556" in LESSON.printed


def test_what_the_pictures_in_words_say() -> None:
    told = LESSON.printed
    assert "values [1, 2, 3]: expectation 1.7" in told and "values [1, 2, 10]: expectation 3.1" in told
    for covariance, variance in (("-0.8", "0.4"), (" 0.0", "2.0"), (" 0.8", "3.6")):
        line = next(line for line in told.splitlines() if line.startswith(f"covariance {covariance}:"))
        assert f"variance of the sum {variance}," in line
        assert abs(float(line.rpartition(" ")[2]) / float(variance) - 1) < 0.05
    names = LESSON.names
    assert figure(names["with_mean"][0, 0]) == figure(names["without_mean"][0, 0]) == "-1.3416"
    assert np.allclose(names["with_mean"], names["with_mean"][0]) and (np.ptp(names["without_mean"][-1]) < 0.15)
    assert "100 added: RMSNorm gives 0.985, 0.995, 1.005, 1.015" in told


def test_what_the_picture_of_bias_and_variance_says_in_words() -> None:
    rng = np.random.default_rng(5)
    points = np.linspace(0, 1, 40)
    parts = []
    for degree in range(10):
        fits = []
        for _ in range(200):
            x = rng.uniform(0, 1, size=25)
            y = np.sin(2 * np.pi * x) + rng.normal(0, 0.5, size=25)
            fits.append(np.polynomial.Polynomial.fit(x, y, degree, domain=[0, 1])(points).clip(-2, 2))
        parts.append(s03.bias_variance(fits, np.sin(2 * np.pi * points)))
    bias_squared, variance = np.array(parts).T
    assert f"{bias_squared[0]:.2f}" == "0.49" and bias_squared[3:].max() < 0.01 < 0.2 < bias_squared[:3].min()
    assert f"{variance[0]:.2f} {variance[9]:.2f}" == "0.03 0.42"
    assert np.flatnonzero(np.diff(variance) < 0).tolist() == [2]  # the dent at degree 3
    assert int(np.argmin(bias_squared + variance)) == 3 and "smallest error at degree 3" in LESSON.printed


def test_what_the_picture_of_layer_norm_says_in_words() -> None:
    low, high = np.quantile(LESSON.names["activations"], [0.05, 0.95], axis=1)
    assert round(low.min()) == -10 and round(high.max()) == 15
    low, high = np.quantile(LESSON.names["normalised"], [0.05, 0.95], axis=1)
    assert f"{low.mean():.1f} {high.mean():.1f}" == "-1.6 1.7"
    heights = np.array([v.std(axis=1).mean() for v in LITTLE_WORLD.names["streams"]])
    assert heights.round(1).tolist() == [0.2, 1.2, 3.5]


def test_what_the_picture_of_twenty_streams_says_in_words() -> None:
    streams = [np.random.default_rng(seed).normal(3.0, 2.0, size=2000) for seed in range(20)]
    ends = np.array([s03.running_mean_variance(stream) for stream in streams])
    assert np.abs(ends[:, 0] - 3).max() < 0.2 and np.abs(np.sqrt(ends[:, 1]) - 2).max() < 0.1
    starts = np.array([stream[:2].mean() for stream in streams])
    assert round(starts.min()) == 0 and round(starts.max()) == 6
