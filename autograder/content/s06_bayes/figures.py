"""Section 6 reproduces the figures that its lesson is built on, and obeys the laws of Bayesian updating."""

import importlib
import math
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import integrate, stats

from autograder.content.lessons import part
from autograder.world.automaton import vocabulary
from autograder.world.corpus import decode, split_stories
from autograder.world.data import load
from autograder.world.truth import belief_after, true_distribution, update

s06: Any = importlib.import_module("solutions.s06_bayes")

Floats = NDArray[np.float64]

few = settings(max_examples=30, derandomize=True, deadline=None)


def figure(value: float) -> str:
    """A number to the four digits in which the figures are printed."""
    return f"{value:.4f}"


def test_evidence_and_posterior_of_the_spam_example() -> None:
    prior, likelihood = [0.30, 0.70], [0.80, 0.05]
    assert figure(s06.total_probability(prior, likelihood)) == "0.2750"
    spam, ham = s06.bayes_posterior(prior, likelihood)
    assert (figure(spam), figure(ham), figure(spam + ham)) == ("0.8727", "0.1273", "1.0000")


def test_maximum_likelihood_and_map_weight_of_twenty_points() -> None:
    # The figures belong to the numbers that numpy's old generator draws from seed 0.
    legacy = np.random.RandomState(0)
    x = legacy.randn(20)
    y = 2.5 * x + legacy.randn(20)
    plain, shrunk = figure(s06.ridge_weight(x, y)), figure(s06.ridge_weight(x, y, 0.5))
    assert (plain, shrunk) == ("2.6146", "2.5536")
    assert f"true weight 2.5, maximum likelihood {plain}, MAP with lambda 0.5 {shrunk}" in LESSON.printed
    assert f"Maximum likelihood finds {plain}, MAP with $\\lambda = 0.5$ finds {shrunk}" in LESSON.text


def test_a_prior_helps_for_weights_that_it_expects() -> None:
    x = np.random.RandomState(0).randn(20)
    size, lam = x @ x, 0.5
    # The errors of both estimates are equal where the gain in variance is the square of the pull.
    border = math.sqrt((2 * size + lam) / (size * lam))
    assert f"{border:.1f}" == "2.0"
    assert f"{1 - 2 * stats.norm.sf(border, scale=math.sqrt(1 / lam)):.0%}" == "85%" and "85 %" in LESSON.text
    worse = LESSON.printed.partition("true weight  2.5: mean squared error ")[2].split()
    better = LESSON.printed.partition("true weight    1: mean squared error ")[2].split()
    assert float(worse[0]) < float(worse[4]) and float(better[0]) > float(better[4])


def test_a_swapped_condition_has_another_denominator() -> None:
    assert f"{s06.conditional_probability(0.05, 0.06):.2f}" == "0.83"


def test_the_share_of_free_if_half_of_the_mails_were_spam() -> None:
    assert f"{s06.total_probability([0.5, 0.5], [0.8, 0.05]):.3f}" == "0.425"
    assert f"{0.8 / 0.85:.2f}" == "0.94"


def test_the_difference_of_two_losses_settles_who_wrote_a_text() -> None:
    lowest = math.log(5e-324)
    assert [math.ceil(-lowest / loss) for loss in (1.00, 1.01)] == [745, 738]
    assert math.exp(-745) > 0 == math.exp(-746)  # between the two is half of the smallest float
    assert "500 words: likelihood under A 7.12e-218, P(A wrote it) = 0.9933" in LESSON.printed
    assert "1500 words: likelihood under A 0, P(A wrote it) = 1.0000" in LESSON.printed


def test_alarms_of_the_detector() -> None:
    leaked = round(100_000 * 0.001)
    right, false = round(leaked * 0.99), round((100_000 - leaked) * 0.05)
    assert (leaked, right, false, right + false) == (100, 99, 4995, 5094)
    assert f"{100 * right / (right + false):.2f}" == "1.94"
    assert f"{s06.positive_predictive_value(0.001, 0.99, 0.999):.2f}" == "0.50"
    perfect = s06.positive_predictive_value(0.001, 1, 0.95)
    assert f"{perfect:.2%}" == "1.96%" and "from 1.94 % to 1.96 %" in LESSON.text
    twice = s06.sequential_update([0.001, 0.999], [[0.99, 0.05], [0.99, 0.05]])[0]
    assert f"{twice:.0%}" == "28%" and "gets them to 28 %" in LESSON.text
    assert f"{s06.positive_predictive_value(0.5, 0.99, 0.99):.2f}" == "0.99"
    assert f"{s06.positive_predictive_value(0.001, 0.99, 0.99):.2f}" == "0.09"


def test_forty_texts_of_one_writer() -> None:
    low, total = LESSON.printed.partition(" beliefs were below")[0].split("\n")[-1].split(" of ")
    assert total == "40" and 1 <= int(low) < 20
    assert "after 60 words 37 of 40 are above 0.5" in LESSON.printed


def test_fourteen_wins_in_twenty() -> None:
    a, b = s06.beta_binomial_update(1, 1, 14, 6)
    assert (a, b) == (15.0, 7.0)
    assert (f"{a / (a + b):.2f}", f"{stats.beta.sf(0.5, a, b):.2f}") == ("0.68", "0.96")


@few
@given(st.integers(0, 30), st.integers(1, 30))
def test_the_rule_of_succession_is_the_mean_after_a_flat_prior(heads: int, tails: int) -> None:
    a, b = s06.beta_binomial_update(1, 1, heads, tails)
    assert math.isclose(a / (a + b), (heads + 1) / (heads + tails + 2))


def test_a_wrong_prior_helps_first_costs_then_and_is_forgotten() -> None:
    rows = [row.split() for row in LESSON.printed.splitlines() if "typical error" in row]
    counted, believed = ([float(row[column]) for row in rows] for column in (4, 7))
    assert [row[0] for row in rows] == ["1", "10", "108", "1000"]
    assert believed[0] < counted[0] and believed[1] > counted[1] and believed[3] == counted[3]


def test_lambda_is_chosen_on_one_set_and_judged_on_another() -> None:
    assert "chosen: lambda = 3.16; the data were made with 4" in LESSON.printed
    judged = [row.split()[4].rstrip(",") for row in LESSON.printed.splitlines() if "on the data of the fit" in row]
    assert judged == ["8.02", "5.39", "5.46"]
    assert "says 8.02 almost without a prior, 5.39 with the chosen one and 5.46 with" in LESSON.text


def test_a_weak_prior_chooses_the_shortest_solution() -> None:
    for tau2 in (1e13, 1e16, 1e17, 1e300):
        assert np.allclose(s06.map_linear_regression([[1, 1]], [3], 1, tau2), [1.5, 1.5])
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(3, 6)), rng.normal(size=3)
    for tau2 in (1e13, 1e17):
        assert np.allclose(s06.map_linear_regression(X, y, 1, tau2), np.linalg.pinv(X) @ y, rtol=1e-10)


def test_the_top_of_a_hill_of_any_size() -> None:
    assert s06.beta_map(1 + 2**-52, 1) == 1.0
    assert math.isclose(s06.beta_map(1 + 2**-52, 1 + 2**-51), 1 / 3)
    assert s06.beta_map(1e308, 1e308) == 0.5


def test_evidence_comes_in_any_order_however_long() -> None:
    blocks = [[0.2, 0.1, 0.15]] * 1500, [[0.1, 0.2, 0.15]] * 1500
    for rows in (blocks[0] + blocks[1], blocks[1] + blocks[0]):
        assert np.allclose(s06.sequential_update([1 / 3] * 3, rows), [0, 0, 1])


def test_posterior_of_log_likelihoods_of_a_thousand() -> None:
    posterior = s06.posterior_from_logs([math.log(0.5), math.log(0.5)], [-1000, -1001])
    assert [figure(p) for p in posterior] == ["0.7311", "0.2689"]


def test_predictive_value_of_the_base_rate_fallacy() -> None:
    assert f"{s06.positive_predictive_value(0.001, 0.99, 0.95):.5f}" == "0.01943"


def test_worked_numbers_of_the_sequential_update() -> None:
    first = s06.sequential_update([0.5, 0.5], [[0.9, 0.2]])
    assert [figure(p) for p in first] == ["0.8182", "0.1818"]
    both = s06.sequential_update([0.5, 0.5], [[0.9, 0.2], [0.4, 0.5]])
    assert [figure(p) for p in both] == ["0.7826", "0.2174"]


def test_three_estimates_after_three_heads_in_three_flips() -> None:
    a, b = s06.beta_binomial_update(2, 2, 3, 0)
    assert (a, b) == (5.0, 2.0)
    assert figure(s06.beta_map(a, b)) == "0.8000"
    assert figure(a / (a + b)) == "0.7143"
    # Maximum likelihood is what a flat prior leaves.
    assert s06.beta_map(*s06.beta_binomial_update(1, 1, 3, 0)) == 1.0


def test_a_sum_out_of_the_range_of_floats_does_no_harm() -> None:
    with np.errstate(over="ignore"):
        assert s06.dirichlet_posterior_predictive([1.7e308, 1.7e308], 1.0).tolist() == [0.5, 0.5]
        assert s06.dirichlet_posterior_predictive([0, 0], 1.7e308).tolist() == [0.5, 0.5]


def test_worked_numbers_of_the_regressions() -> None:
    assert (figure(s06.ridge_weight([1, 2], [3, 5])), figure(s06.ridge_weight([1, 2], [3, 5], 1))) == (
        "2.6000",
        "2.1667",
    )
    X, y = [[1, 0], [1, 1], [1, 2]], [1, 2, 4]
    assert [figure(w) for w in s06.map_linear_regression(X, y, 1, 4)] == ["0.8372", "1.4264"]
    assert [figure(w) for w in s06.map_linear_regression(X, y, 1, 1e12)] == ["0.8333", "1.5000"]


def test_worked_number_of_the_predictive_distribution() -> None:
    predictive = s06.dirichlet_posterior_predictive([3, 1, 0], 0.5)
    assert [figure(p) for p in predictive] == ["0.6364", "0.2727", "0.0909"]


@st.composite
def priors(draw: Any, size: int | None = None) -> Floats:
    """A distribution, every entry positive."""
    size = size or draw(st.integers(1, 6))
    weights = np.array(draw(st.lists(st.floats(0.01, 1), min_size=size, max_size=size)))
    return np.asarray(weights / weights.sum())


@st.composite
def evidence(draw: Any) -> tuple[Floats, Floats]:
    """A prior of K hypotheses and likelihoods of shape (T, K)."""
    prior = draw(priors())
    pieces = draw(st.integers(0, 6))
    cells = draw(st.lists(st.floats(0.01, 1), min_size=pieces * prior.size, max_size=pieces * prior.size))
    return prior, np.array(cells).reshape(pieces, prior.size)


@st.composite
def regressions(draw: Any) -> tuple[Floats, Floats]:
    """X of shape (n, d) and y of shape (n,), of any rank."""
    n, d = draw(st.integers(1, 8)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return rng.normal(1, 2, size=(n, d)), rng.normal(0.5, 3, size=n)


@few
@given(evidence(), st.randoms(use_true_random=False))
def test_the_order_of_the_evidence_does_not_matter(data: tuple[Floats, Floats], random: Any) -> None:
    prior, likelihoods = data
    order = list(range(len(likelihoods)))
    random.shuffle(order)
    shuffled = s06.sequential_update(prior, likelihoods[order])
    assert np.allclose(shuffled, s06.sequential_update(prior, likelihoods))


@few
@given(evidence())
def test_one_update_with_all_the_evidence_is_many_updates(data: tuple[Floats, Floats]) -> None:
    prior, likelihoods = data
    sequential = s06.sequential_update(prior, likelihoods)
    assert np.allclose(sequential, s06.bayes_posterior(prior, likelihoods.prod(axis=0)))
    assert np.allclose(sequential, s06.posterior_from_logs(np.log(prior), np.log(likelihoods).sum(axis=0)))


@few
@given(priors())
def test_a_uniform_prior_leaves_the_likelihood_normalised(likelihood: Floats) -> None:
    uniform = np.full(likelihood.size, 1 / likelihood.size)
    assert np.allclose(s06.bayes_posterior(uniform, 7 * likelihood), likelihood)


@few
@given(priors(3), st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0.01, 1))
def test_bayes_theorem_turns_a_conditional_probability_round(prior: Floats, a: float, b: float, c: float) -> None:
    likelihood = np.array([a, b, c])
    total = s06.total_probability(prior, likelihood)
    turned = [s06.conditional_probability(joint, total) for joint in prior * likelihood]
    assert np.allclose(turned, s06.bayes_posterior(prior, likelihood))


@few
@given(st.floats(0, 1), st.floats(0.01, 1), st.floats(0, 0.99))
def test_predictive_value_against_its_formula(prevalence: float, sensitivity: float, specificity: float) -> None:
    right, wrong = prevalence * sensitivity, (1 - prevalence) * (1 - specificity)
    expected = right / (right + wrong)
    assert math.isclose(s06.positive_predictive_value(prevalence, sensitivity, specificity), expected, abs_tol=1e-12)


@few
@given(st.floats(0.3, 20), st.floats(0.3, 20), st.integers(0, 30), st.integers(0, 30))
def test_the_beta_update_is_bayes_theorem_on_a_grid(a: float, b: float, heads: int, tails: int) -> None:
    theta = np.linspace(0.005, 0.995, 100)
    log_posterior = stats.beta.logpdf(theta, *s06.beta_binomial_update(a, b, heads, tails))
    log_joint = stats.beta.logpdf(theta, a, b) + heads * np.log(theta) + tails * np.log1p(-theta)
    # Equal up to a constant, the logarithm of the evidence.
    assert np.ptp(log_posterior - log_joint) < 1e-9


@few
@given(st.floats(1, 50), st.floats(1, 50))
def test_the_map_estimate_is_the_highest_point_of_the_density(a: float, b: float) -> None:
    if a == b == 1:
        return
    theta = np.linspace(0.001, 0.999, 500)
    mode = s06.beta_map(a, b)
    highest = stats.beta.logpdf(np.clip(mode, 1e-12, 1 - 1e-12), a, b)
    assert np.all(stats.beta.logpdf(theta, a, b) <= highest + 1e-7)


@few
@given(regressions(), st.floats(0.01, 100), st.floats(0.01, 100))
def test_the_map_weights_minimise_the_penalised_error(data: tuple[Floats, Floats], sigma2: float, tau2: float) -> None:
    X, y = data
    w = s06.map_linear_regression(X, y, sigma2, tau2)
    # At the minimum of |y - Xw|^2 / sigma2 + |w|^2 / tau2 the slope is 0.
    slope = X.T @ (X @ w - y) / sigma2 + w / tau2
    assert np.allclose(slope, 0, atol=1e-6 * (1 + np.abs(X.T @ y / sigma2).max()))


@few
@given(regressions(), st.floats(0.01, 100), st.floats(1.01, 100))
def test_a_stronger_prior_makes_the_weights_smaller(data: tuple[Floats, Floats], lam: float, factor: float) -> None:
    X, y = data
    norms = [np.linalg.norm(s06.map_linear_regression(X, y, strength, 1.0)) for strength in (lam, lam * factor)]
    assert norms[1] < norms[0]


@few
@given(regressions(), st.floats(0.01, 100), st.floats(0.01, 100))
def test_one_column_is_the_ridge_weight(data: tuple[Floats, Floats], sigma2: float, tau2: float) -> None:
    X, y = data
    (weight,) = s06.map_linear_regression(X[:, :1], y, sigma2, tau2)
    assert math.isclose(weight, s06.ridge_weight(X[:, 0], y, sigma2 / tau2))


@few
@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.floats(0.001, 50))
def test_the_dirichlet_predictive_is_add_k_smoothing(counts: list[int], k: float) -> None:
    s05: Any = importlib.import_module("solutions.s05_maximum_likelihood")
    assert np.allclose(s06.dirichlet_posterior_predictive(counts, k), s05.add_k_probs([counts], k)[0])


@few
@given(st.floats(0.2, 10), st.floats(0.2, 10), st.integers(0, 20), st.integers(0, 20))
def test_the_predictive_of_two_categories_is_the_mean_of_the_beta(a: float, b: float, heads: int, tails: int) -> None:
    (p, _) = s06.dirichlet_posterior_predictive([heads, tails], [a, b])
    a, b = s06.beta_binomial_update(a, b, heads, tails)
    assert math.isclose(p, stats.beta.mean(a, b))


def test_the_predictive_averages_over_the_posterior() -> None:
    a, b = s06.beta_binomial_update(2, 3, 4, 1)
    mean, _ = integrate.quad(lambda theta: theta * stats.beta.pdf(theta, a, b), 0, 1)
    assert math.isclose(s06.dirichlet_posterior_predictive([4, 1], [2, 3])[0], mean, rel_tol=1e-9)


LITTLE_WORLD = part("s06_bayes")
LESSON = part("s06_bayes", "6.1 ")


def owl() -> list[str]:
    """The story of the lesson, one of the held-out ones."""
    return decode(split_stories(load("truth")["ids"])[91]).split()


def beliefs_in_merry(story: list[str]) -> list[float]:
    """After no word, one word, ...; computed by the world's own filter."""
    belief = belief_after([])
    beliefs = [belief]
    for word in story[:-1]:  # its end, <eos>, says nothing, and the belief behind it is about the next story
        belief, _ = update(belief, word)
        beliefs.append(belief)
    beliefs.append(belief)
    return [sum(share for state, share in belief.items() if state.mood == "merry") for belief in beliefs]


def test_three_words_of_the_owls_story_move_the_belief() -> None:
    story = owl()
    assert " ".join(story[:-1]) in LITTLE_WORLD.text.replace("> ", "")
    beliefs = beliefs_in_merry(story)
    moved = [n for n in range(len(story)) if abs(beliefs[n + 1] - beliefs[n]) > 1e-9]
    assert [story[n] for n in moved] == ["proud", "afraid", "afraid"] and moved[0] == 13
    assert [round(beliefs[n + 1], 2) for n in moved] == [0.94, 0.69, 0.21]
    for n in moved:
        odds = [belief / (1 - belief) for belief in (beliefs[n], beliefs[n + 1])]
        ratio = odds[1] / odds[0]
        times, mood = max(ratio, 1 / ratio), "merry" if ratio > 1 else "gloomy"
        assert f"{times:.0f}" == {13: "10", 15: "7", 20: "8"}[n]
        step = f"P(merry) from {figure(beliefs[n])} to {figure(beliefs[n + 1])}"
        assert f"'{story[n]}' is {times:.1f} times as probable if {mood}: {step}" in LITTLE_WORLD.printed
    last = figure(beliefs[-1])
    assert f"all words at once: {last}; by sums of logarithms: {last}" in LITTLE_WORLD.printed
    assert "and the mood was: merry" in LITTLE_WORLD.printed and load("truth")["mood"][91] == 0
    assert "of all stories that hold these words, 79 in 100 are gloomy" in LITTLE_WORLD.text


def test_two_words_meet_more_seldom_than_by_chance() -> None:
    told = [set(decode(ids).split()) for ids in split_stories(load("stories")["train"])]
    sang, cried = (np.array([word in story for story in told]) for word in ("sang", "cried"))
    by_chance = sang.mean() * cried.mean() * len(told)
    assert (len(told), np.sum(sang & cried), round(by_chance)) == (20_000, 34, 135)
    assert "meet in 34 of 20,000 stories. Chance alone would bring them together in 135" in LITTLE_WORLD.text


def test_the_two_predictions_mix_to_the_truth() -> None:
    story = owl()
    place = [n for n, word in enumerate(story) if word == "was"][1] + 1
    truth = dict(zip(vocabulary(), true_distribution(story[:place]).tolist(), strict=True))
    rows = LITTLE_WORLD.printed.partition("transformer\n")[2].splitlines()[:4]
    for row, word in zip(rows, ("glad", "proud", "afraid", "sad"), strict=True):
        name, merry, gloomy, mixed, exact, _ = row.split()
        assert (name, mixed, exact) == (word, figure(truth[word]), figure(truth[word]))
        belief = beliefs_in_merry(story)[place]
        assert math.isclose(belief * float(merry) + (1 - belief) * float(gloomy), truth[word], abs_tol=1e-4)


def test_beliefs_say_how_often_a_guess_is_right() -> None:
    stories = [decode(ids).split() for ids in split_stories(load("truth")["ids"])]
    merry = load("truth")["mood"] == 0
    beliefs = [beliefs_in_merry(story) for story in stories]
    for n in (0, 5, 10, 15, 25, 30):
        now = np.array([b[min(n, len(b) - 1)] for b in beliefs])
        right, sure = int(np.sum((now.round(6) >= 0.5) == merry)), 100 * np.maximum(now, 1 - now).mean()
        assert f"after {n:2} words: {right} of 100 moods guessed right, {sure:.1f} expected" in LITTLE_WORLD.printed
    assert (right, f"{sure:.1f}") == (78, "84.7")
    # How many are right, if the beliefs are: a sum of a hundred coins, each with its own probability.
    probabilities, ways = np.maximum(now, 1 - now), np.ones(1)
    for p in probabilities:
        ways = np.convolve(ways, [1 - p, p])
    assert f"{math.sqrt(np.sum(probabilities * (1 - probabilities))):.1f}" == "3.3"
    assert round(1 / ways[:79].sum()) == 31


def test_the_transformer_holds_the_belief_nearly() -> None:
    rows = LITTLE_WORLD.printed.partition("transformer\n")[2].splitlines()[:4]
    told = {name: values[-1] for name, *values in map(str.split, rows)}
    assert (f"{float(told['glad']):.2f}", f"{float(told['sad']):.2f}") == ("0.19", "0.11")
    assert "59 places: correlation 0.90, distance 0.029 in the median, 0.085 in the mean" in LITTLE_WORLD.printed
    assert "the owl: 0.69 by Bayes' theorem, 0.72 in the transformer" in LITTLE_WORLD.printed
    exact, read_out = LITTLE_WORLD.names["exact"], LITTLE_WORLD.names["read_out"]
    far = np.abs(exact - read_out) > 0.1
    assert np.mean(np.abs(read_out - 0.6)[far] < np.abs(exact - 0.6)[far]) > 0.5
