"""Section 11 reproduces the figures that its lesson is built on, and its functions obey the laws of large samples."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy import stats

from autograder.content.lessons import part
from autograder.world.corpus import split_stories
from autograder.world.data import load, load_weights
from autograder.world.transformer import forward

s11: Any = importlib.import_module("solutions.s11_central_limit")

LESSON = part("s11_central_limit", "The central limit theorem")
few = settings(max_examples=40, derandomize=True, deadline=None)
numbers = arrays(float, st.integers(2, 20), elements=st.floats(-100, 100).map(lambda x: round(x, 3)))

Floats = NDArray[np.float64]


def said(pattern: str) -> None:
    """Assert that the lesson prints this, and tells it: figures stand in both."""
    assert pattern in LESSON.printed, pattern


def told(text: str) -> None:
    assert text in LESSON.text.replace("# ", ""), text


# What is drawn in the lesson


def test_means_of_uniform_and_exponential_numbers() -> None:
    rng = np.random.RandomState(0)
    for name, draw, sigma in (("uniform", rng.uniform, math.sqrt(1 / 12)), ("exponential", rng.exponential, 1.0)):
        for n in (1, 2, 10, 100):
            means = np.array([draw(size=n).mean() for _ in range(5000)])  # one experiment after another
            width = sigma / math.sqrt(n)
            said(f"{name:11} n = {n:3}: std of 5,000 means {means.std():.4f}, sigma / sqrt(n) = {width:.4f}")
            assert math.isclose(means.std(), width, rel_tol=0.03)
    for n in (1, 2, 10, 100):
        assert {f"uniform, n = {n}", f"exponential, n = {n}"} <= set(LESSON.titles)


def test_normal_means_settle_and_cauchy_means_do_not() -> None:
    rng = np.random.default_rng(0)
    normal = [s11.running_mean(rng.standard_normal(10_000))[-1] for _ in range(12)]
    assert np.abs(normal).max() < 0.03
    cauchy = np.array([s11.running_mean(rng.standard_cauchy(10_000))[-1] for _ in range(12)])
    assert np.sum(np.abs(cauchy) > 0.5) >= 6
    said("normal: the middle half of 5,000 means of 1, 10, 100 numbers is 1.36, 0.43, 0.14 wide")
    said("Cauchy: the middle half of 5,000 means of 1, 10, 100 numbers is 2.05, 1.96, 1.95 wide")
    # The mean of Cauchy numbers is Cauchy again: its quartiles are -1 and 1, whatever n is.
    assert math.isclose(np.subtract(*stats.cauchy.ppf([0.75, 0.25])), 2.0)
    assert math.isclose(2 * stats.cauchy.sf(1), 0.5)
    told("half of all such means are more than 1 away from 0")


def test_two_dice_a_hundred_dice_and_guessing() -> None:
    die = math.sqrt(np.var([1, 2, 3, 4, 5, 6]))
    assert math.isclose(die, math.sqrt(35 / 12)) and f"{die:.3f}" == "1.708"
    z = (6 - 3.5) / die * math.sqrt(2), (4 - 3.5) / die * 10, (0.27 - 0.25) / math.sqrt(0.25 * 0.75 / 1000)
    assert [f"{value:.2f}" for value in z] == ["2.07", "2.93", "1.46"]
    for value in ("12 in total:       z = 2.07", "400 in total: z = 2.93", "1 in 4 by guessing: z = 1.46"):
        said(value)
    totals = np.ones(1)  # probabilities of the totals of more and more dice
    for _ in range(100):
        totals = np.convolve(totals, [0, *[1 / 6] * 6])
    assert (round(1 / totals[400:].sum()), round(1 / stats.norm.sf(z[1]))) == (549, 586)
    told("a hundred dice reach 400 once in 549")
    told("from $z = 2.93$ alone: once in 586")
    assert round(1 / stats.binom.sf(269, 1000, 0.25)) == 13


def test_the_tails_come_last() -> None:
    said("exponential, n =   2: 0.951, 0.049, 0.000")
    for n in (1, 2, 10, 100):
        above = stats.gamma.sf(n + 1.96 * math.sqrt(n), n)
        below = stats.gamma.cdf(n - 1.96 * math.sqrt(n), n)
        row = LESSON.printed.partition(f"exponential, n = {n:3}: ")[2].split("\n")[0]
        for share, exact in zip(map(float, row.split(", ")), (1 - above - below, above, below), strict=True):
            assert math.isclose(share, exact, abs_tol=5 * math.sqrt(0.05 / 20_000))


def test_the_activation_of_768_inputs() -> None:
    rng = np.random.RandomState(0)
    inputs = rng.randn(5000, 768)
    weights = rng.normal(0, 0.02, size=(768, 1))
    activations = (inputs @ weights).ravel()
    assert f"{activations.mean():.6f}, {activations.std():.6f}" == "-0.010202, 0.562787"
    assert f"{stats.normaltest(activations).pvalue:.4f}" == "0.6767"
    said("normal inputs: mean -0.010202, std 0.562787")
    said("p-value of a test of normality 0.6767")
    told("$p = 0.6767$")
    said("predicted std of the sum: 0.554 with weights of std 0.02, 27.7 with std 1")
    told("With weights of width 1 it would be 27.7")
    assert f"{math.sqrt(768):.1f}" == "27.7"
    p_of_skewed = float(LESSON.printed.split("p-value of a test of normality ")[2][:6])
    assert p_of_skewed > 0.05 and "skewness of one input 1.960" in LESSON.printed
    assert "A sum of 768 inputs is normal, with inputs of either kind" in LESSON.titles


def test_a_test_of_normality_sees_more_in_more_numbers() -> None:
    rows = LESSON.printed.partition("share of 200 tests with p < 0.05")[2].splitlines()[1:4]
    normal, hundred, ten = ([float(share) for share in row.split()[-4:]] for row in rows)
    assert all(abs(share - 0.05) < 0.04 for share in normal)
    assert ten == sorted(ten) and ten[0] < 0.25 and ten[2] == 1.0
    assert hundred == sorted(hundred) and hundred[0] < 0.15 and hundred[3] >= 0.99


def test_worked_numbers() -> None:
    assert s11.running_mean([1, 2, 6]).tolist() == [1.0, 1.5, 3.0]
    assert f"{s11.standard_error([1, 2, 3, 6]):.4f}, {np.std([1, 2, 3, 6], ddof=1):.4f}" == "1.0801, 2.1602"
    assert f"{100 * math.sqrt(0.8 * 0.2 / 999):.1f}" == "1.3"
    outlier = np.array([0, 0, 0, 4])
    biased, sample = (np.mean(((outlier - 1) / outlier.std(ddof=ddof)) ** 3) for ddof in (0, 1))
    assert f"{biased:.4f}, {sample:.2f}" == "1.1547, 0.75"
    assert [f"{end:.3f}" for end in s11.mean_confidence_interval([1, 2, 3, 6])] == ["0.883", "5.117"]
    z = stats.norm.ppf(0.975)
    assert f"{(1.96 * 0.5 / 0.03) ** 2:.1f}" == "1067.1" == f"{(z * 0.5 / 0.03) ** 2:.1f}"
    assert f"{6 / 32:.2f}" == "0.19"  # less than a fifth of the space
    assert [math.ceil((z * 0.5 / m) ** 2) for m in (0.03, 0.015, 0.01)] == [1068, 4269, 9604]
    assert math.ceil(z * 0.5 / 0.03) == 33
    assert f"{(100_000 - 64) / 99_999:.4f}" == "0.9994"
    difference, error = s11.paired_difference_se([1, 1, 0, 1, 0, 1], [1, 0, 0, 1, 0, 0])
    unpaired = math.hypot(*(s11.standard_error(x) for x in ([1, 1, 0, 1, 0, 1], [1, 0, 0, 1, 0, 0])))
    assert f"{difference:.4f}, {error:.4f}, {unpaired:.4f}" == "0.3333, 0.2108, 0.2981"
    assert f"{0.99**100:.3f}" == "0.366"
    assert f"{stats.norm.ppf(0.95):.3f}" == "1.645"
    assert f"{stats.t.ppf(0.975, 99):.2f}" == "1.98"


def test_intervals_keep_their_promise_with_many_numbers() -> None:
    said("n =   5, normal numbers, exactly: 0.8784; with 2.776 for z: 0.9500")
    assert "Of 100 intervals 6 miss the truth (orange)" in LESSON.titles
    exact = {n: 1 - 2 * stats.t.sf(stats.norm.ppf(0.975), n - 1) for n in (5, 20, 100)}
    for n, share in exact.items():
        row = LESSON.printed.partition(f"n = {n:3}: normal numbers ")[2]
        normal, exponential = float(row[:5]), float(row.partition("exponential ")[2][:5])
        assert math.isclose(normal, share, abs_tol=5 * math.sqrt(share * (1 - share) / 2000))
        assert exponential < normal
    rng = np.random.default_rng(0)
    intervals = np.array([s11.mean_confidence_interval(rng.exponential(size=50)) for _ in range(100)])
    assert np.sum(intervals[:, 1] < 1) == 6 and np.sum(intervals[:, 0] > 1) == 0  # all too low


# The little world


def losses_of(weights: dict[str, Floats], stories: list[Any]) -> list[Floats]:
    losses = []
    for story in stories:
        logits = forward(np.r_[0, story[:-1]], weights).logits
        logits = logits - logits.max(axis=1, keepdims=True)
        losses.append(np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(story)), story])
    return losses


STORIES = split_stories(load("stories")["heldout"].astype(int))[:500]
BY_WORD = losses_of(load_weights("weights"), STORIES)
BY_STORY = np.array([story.mean() for story in BY_WORD])


def in_bits(bits: int) -> Floats:
    """Loss of each story with matrices rounded to so many bits."""
    weights = dict(load_weights("weights"))
    for name, array in weights.items():
        if name.startswith("W_") or name.endswith("embedding"):
            step = np.abs(array).max() / (2 ** (bits - 1) - 1)
            weights[name] = step * np.round(array / step)
    return np.array([story.mean() for story in losses_of(weights, STORIES)])


def test_a_neuron_is_not_normal_because_its_inputs_depend_on_each_other() -> None:
    rows = LESSON.printed.partition("mean size of the skewness: ")[2].splitlines()[:3]
    one, apart, together = float(rows[0].split()[2].rstrip(",")), float(rows[1].split()[-1]), float(rows[2].split()[-1])
    assert (one, apart, together) == (0.237, 0.026, 0.437)
    assert apart < one / 8 < one < together
    assert {"Products shuffled: normal", "As it is: it has learnt something"} <= set(LESSON.titles)


def test_the_error_of_a_loss_by_words_and_by_stories() -> None:
    words = np.concatenate(BY_WORD)
    by_words, by_stories = stats.sem(words), stats.sem(BY_STORY)
    said(f"{len(words):,} words:  mean {words.mean():.4f}, standard error {by_words:.4f}")
    said(f"500 stories: mean {BY_STORY.mean():.4f}, standard error {by_stories:.4f}")
    assert (len(words), f"{by_words:.4f}", f"{by_stories:.4f}") == (17_458, "0.0068", "0.0035")
    low, high = BY_STORY.mean() + stats.norm.ppf([0.025, 0.975]) * by_stories
    said(f"95 % interval of the mean of stories: {low:.4f} to {high:.4f}")
    said(f"skewness: words {stats.skew(words):.3f}, stories {stats.skew(BY_STORY):.3f}")
    # In the mean of all words long stories count more, and a word costs more in them.
    lengths = [len(story) for story in STORIES]
    assert np.corrcoef(lengths, BY_STORY)[0, 1] > 0.3 and words.mean() > BY_STORY.mean()


def test_batches_scatter_more_than_they_should_because_they_are_not_random() -> None:
    log = load("training_many")["train_loss"].astype(float)
    predicted, logged = BY_STORY.std(ddof=1) / 8, log[-50:].std()
    said(f"predicted standard deviation of a batch of 64: {predicted:.4f}; in the last 50 steps: {logged:.4f}")
    assert f"{logged / predicted:.1f}" == "3.5"
    row = LESSON.printed.partition("in random order ")[2]
    random, sorted_by_length = float(row[:6]), float(row.partition("of their lengths ")[2][:6])
    assert math.isclose(random, predicted, rel_tol=0.2) and math.isclose(sorted_by_length, logged, rel_tol=0.2)


def test_six_bits_cost_little_and_it_is_known() -> None:
    six = in_bits(6)
    for n, difference_told, paired_told, ratio in ((100, "0.0025", "0.0009", "3.0"), (500, "0.0014", "0.0004", "3.5")):
        a, b = six[:n], BY_STORY[:n]
        difference, paired, unpaired = (a - b).mean(), stats.sem(a - b), math.hypot(stats.sem(a), stats.sem(b))
        assert (f"{difference:.4f}", f"{paired:.4f}") == (difference_told, paired_told)
        assert f"{difference / paired:.1f}" == ratio and difference < unpaired / 3
        assert math.isclose(stats.ttest_rel(a, b).statistic, difference / paired)
        said(f"{n} stories: 6 bits {a.mean():.4f} +- {stats.sem(a):.4f}, original {b.mean():.4f} +- {stats.sem(b):.4f}")
        said(f"difference {difference:.4f}: standard error {unpaired:.4f} unpaired, {paired:.4f} paired")
        said(f"in standard errors: {difference / unpaired:.1f} unpaired, {difference / paired:.1f} paired")
    a, b = six[:100], BY_STORY[:100]
    assert (f"{a.mean():.4f}", f"{b.mean():.4f}") == ("0.7099", "0.7074")
    needed = [
        math.ceil((stats.norm.ppf(0.975) * sigma / (a - b).mean()) ** 2)
        for sigma in ((a - b).std(ddof=1), math.hypot(a.std(ddof=1), b.std(ddof=1)))
    ]
    assert needed == [44, 6991]
    said("stories that this difference needs: 44 if both models read the same, 6,991 each if not")
    of_all = stats.norm.ppf(0.975) * (six - BY_STORY).std(ddof=1) / (six - BY_STORY).mean()
    assert math.ceil(of_all**2) == 158
    told("500 stories it says 158 where it said 44")
    low, high = (six - BY_STORY).mean() + stats.norm.ppf([0.025, 0.975]) * stats.sem(six - BY_STORY)
    assert (f"{low:.4f}", f"{high:.4f}") == ("0.0006", "0.0021")
    assert 1.8e-3 < 0.0014 / BY_STORY.mean() < 2.2e-3  # a fifth of a percent


def test_eight_bits_cannot_be_told_from_the_original() -> None:
    differences = in_bits(8) - BY_STORY
    said(f"8 bits, 500 stories: difference {differences.mean():.5f}, standard error {stats.sem(differences):.5f}")
    assert abs(differences.mean()) < 1.96 * stats.sem(differences)


def test_the_bootstrap_interval_of_the_median() -> None:
    said("median difference of 100 stories 0.0025, bootstrap interval 0.0013 to 0.0046")


# Laws


@few
@given(numbers, st.floats(-100, 100), st.floats(0.5, 20))
def test_the_running_mean_ends_at_the_mean_and_moves_with_the_numbers(x: Floats, offset: float, scale: float) -> None:
    means = s11.running_mean(x)
    assert math.isclose(means[-1], x.mean(), abs_tol=1e-9)
    assert np.allclose(s11.running_mean(scale * x + offset), scale * means + offset, atol=1e-8)


@few
@given(numbers, st.floats(-100, 100), st.floats(0.5, 20))
def test_skewness_and_z_know_neither_unit_nor_origin(x: Floats, offset: float, scale: float) -> None:
    if np.ptp(x) < 0.1:
        return
    assert math.isclose(s11.skewness(scale * x + offset), s11.skewness(x), abs_tol=1e-6)
    assert math.isclose(s11.skewness(x), stats.skew(x), abs_tol=1e-9)
    z = s11.standardized_mean(x, 1.0, 3.0)
    assert math.isclose(s11.standardized_mean(scale * x + offset, scale + offset, 3.0 * scale), z, abs_tol=1e-6)


@few
@given(numbers, st.floats(0.05, 0.95))
def test_wider_levels_have_wider_intervals_around_the_mean(x: Floats, level: float) -> None:
    low, high = s11.mean_confidence_interval(x, level)
    wider_low, wider_high = s11.mean_confidence_interval(x, (1 + level) / 2)
    assert wider_low <= low <= high <= wider_high
    assert math.isclose((low + high) / 2, x.mean(), abs_tol=1e-9)


@few
@given(st.floats(0.1, 10), st.floats(0.01, 5), st.floats(0.5, 0.99))
def test_the_required_sample_is_just_large_enough(sigma: float, margin: float, level: float) -> None:
    n = s11.required_sample_size(sigma, margin, level)
    z = stats.norm.ppf((1 + level) / 2)
    assert z * sigma / math.sqrt(n) <= margin * (1 + 1e-12)
    assert n == 1 or z * sigma / math.sqrt(n - 1) >= margin * (1 - 1e-12)
    assert s11.required_sample_size(sigma, margin / 2, level) in range(4 * n - 4, 4 * n + 1)  # half the margin


def test_four_times_the_data_halve_the_error() -> None:
    rng = np.random.default_rng(0)
    for size in (50, 200):
        x = rng.exponential(size=size)
        four = s11.standard_error(np.tile(x, 4))
        # Repeated data have the same scatter but for n - 1.
        assert math.isclose(four, s11.standard_error(x) / 2 * math.sqrt(4 * (size - 1) / (4 * size - 1)))
    errors = [np.mean([s11.standard_error(rng.normal(size=n)) for _ in range(200)]) for n in (100, 400)]
    assert math.isclose(errors[0] / errors[1], 2, rel_tol=0.05)


def test_means_of_exponential_numbers_lose_their_skewness_with_the_root_of_n() -> None:
    rng = np.random.default_rng(0)
    for n, exact in ((1, 2.0), (4, 1.0), (50, 0.283)):
        means = s11.sample_means(rng.exponential(size=(20_000, n)))
        assert math.isclose(s11.skewness(means), exact, abs_tol=0.12)
        assert math.isclose(means.std(), 1 / math.sqrt(n), rel_tol=0.03)
    assert f"{2 / math.sqrt(50):.3f}, {2 / math.sqrt(100):.1f}" == "0.283, 0.2"


def test_standardised_means_come_to_the_normal_distribution() -> None:
    rng = np.random.default_rng(0)
    z = [s11.standardized_mean(row, 0.5, math.sqrt(1 / 12)) for row in rng.random((2000, 30))]
    assert stats.kstest(z, "norm").pvalue > 1e-4


@pytest.mark.parametrize(("n", "least", "most"), [(30, 0.93, 0.96), (200, 0.935, 0.965)])
def test_intervals_of_the_mean_cover_it(n: int, least: float, most: float) -> None:
    rng = np.random.default_rng(0)
    intervals = np.array([s11.mean_confidence_interval(row) for row in rng.uniform(size=(2000, n))])
    assert least < np.mean((intervals[:, 0] <= 0.5) & (intervals[:, 1] >= 0.5)) < most


def test_bootstrap_intervals_cover_as_those_by_formula_do() -> None:
    rng = np.random.default_rng(0)
    hits, widths = 0, []
    for _ in range(200):
        x = rng.normal(size=40)
        low, high = s11.bootstrap_ci(x, np.mean, 200, 0.9, rng)
        hits += low <= 0 <= high
        by_formula = np.subtract(*s11.mean_confidence_interval(x, 0.9)[::-1])
        widths.append((high - low) / by_formula)
    assert 0.8 < hits / 200 < 0.97
    assert math.isclose(np.mean(widths), 1, abs_tol=0.08)


def test_pairing_takes_away_twice_the_covariance() -> None:
    rng = np.random.default_rng(0)
    a = rng.normal(size=50)
    b = a + rng.normal(0, 0.3, size=50)
    _, error = s11.paired_difference_se(a, b)
    cov = np.cov(a, b)
    assert math.isclose(error**2 * 50, cov[0, 0] + cov[1, 1] - 2 * cov[0, 1])
    assert error < math.hypot(s11.standard_error(a), s11.standard_error(b)) / 2
