"""6.9 `dirichlet_posterior_predictive`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import stats

from autograder.content import (
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from autograder.content.s06_bayes.shared import INF, NAN
from solutions.s06_bayes import dirichlet_posterior_predictive

# Criteria


def _counts(rng, categories):
    """Counts of which exactly one is 0: that category must not be forgotten."""
    counts = rng.integers(1, 40, size=categories)
    counts[rng.integers(categories)] = 0
    return counts


@criterion(core=True)
def test_with_one_alpha(dirichlet_posterior_predictive, reference, rng):
    for categories, alpha in ((2, 0.3), (5, 1), (30, 2.5)):
        counts = _counts(rng, categories)
        expected = reference.dirichlet_posterior_predictive(counts, alpha)
        assert_close(dirichlet_posterior_predictive(counts, alpha), expected)
        assert_close(dirichlet_posterior_predictive(counts.tolist(), alpha), expected)


@criterion(core=True)
def test_with_an_alpha_for_each(dirichlet_posterior_predictive, reference, rng):
    for categories in (2, 5, 30):
        counts, alpha = _counts(rng, categories), rng.uniform(0.2, 4, size=categories)
        expected = reference.dirichlet_posterior_predictive(counts, alpha)
        assert_close(dirichlet_posterior_predictive(counts, alpha), expected)
        assert_close(dirichlet_posterior_predictive(counts.tolist(), alpha.tolist()), expected)


@criterion()
def test_without_counts_is_the_prior_mean(dirichlet_posterior_predictive):
    assert_close(dirichlet_posterior_predictive([0, 0, 0], [0.5, 1.5, 2.0]), np.array([0.125, 0.375, 0.5]))
    for alpha in (0.01, 1, 7.5):
        assert_close(dirichlet_posterior_predictive(np.zeros(8, dtype=int), alpha), np.full(8, 0.125))


@criterion()
def test_of_one_category_is_certain(dirichlet_posterior_predictive):
    assert_close(dirichlet_posterior_predictive([4], 0.5), np.array([1.0]))
    assert_close(dirichlet_posterior_predictive([0], [3.0]), np.array([1.0]))


@criterion()
def test_of_strong_and_weak_priors(dirichlet_posterior_predictive):
    # One count among a total of 1e9 pseudo-counts, and 1e-9 of a pseudo-count among 4.
    assert_close(dirichlet_posterior_predictive([1, 0], 5e8), np.array([5e8 + 1, 5e8]) / (1e9 + 1))
    assert_close(dirichlet_posterior_predictive([1, 3], 1e-9), np.array([1 + 1e-9, 3 + 1e-9]) / (4 + 2e-9))


@criterion()
def test_refuses_a_bad_alpha(dirichlet_posterior_predictive):
    for alpha in (0, 0.0, -0.5, NAN, INF, [1.0, 0.0], [2.0, -0.5], [NAN, 1.0], [1.0, INF]):
        with raises(ValueError):
            dirichlet_posterior_predictive([3, 1], alpha)


@criterion()
def test_refuses_bad_counts(dirichlet_posterior_predictive):
    for counts in ([3, -1], [-0.5, 2.0], [], [NAN, 1.0], [1.0, INF]):
        with raises(ValueError):
            dirichlet_posterior_predictive(counts, 0.5)


@criterion()
def test_refuses_shapes_that_do_not_fit(dirichlet_posterior_predictive):
    for counts, alpha in (([3, 1, 2], [1.0, 1.0]), ([3, 1], [1.0]), ([3], [1.0, 1.0])):
        with raises(ValueError):
            dirichlet_posterior_predictive(counts, alpha)


@criterion()
def test_leaves_its_arguments_unchanged(dirichlet_posterior_predictive, rng):
    counts, alpha = _counts(rng, 6), rng.uniform(0.2, 4, size=6)
    assert_unchanged(dirichlet_posterior_predictive, counts, 0.5)
    assert_unchanged(dirichlet_posterior_predictive, counts.astype(float), alpha)
    assert_unchanged(dirichlet_posterior_predictive, counts.tolist(), alpha.tolist())


# Known mistakes


def _check_counts(counts, alpha):
    """Both as arrays, alpha of the shape of counts; refused where the exercise says so."""
    dirichlet_posterior_predictive(counts, alpha)
    counts = np.array(counts, dtype=float)
    return counts, np.broadcast_to(np.asarray(alpha, dtype=float), counts.shape)


mistake = mistakes_of(dirichlet_posterior_predictive, example=([3, 1, 0], 0.5))


@mistake(
    "alpha itself joins the denominator, and the result does not sum to 1. Each category has a pseudo-count: add all V of them."
)
def dirichlet_posterior_predictive_with_alpha_once(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return (counts + alphas) / (counts.sum() + alphas)


@mistake(
    "The denominator adds alpha * V, which is right for a single alpha only. With an alpha for each category, add their sum.",
    example=([2, 0, 4], [0.5, 1.0, 2.5]),
)
def dirichlet_posterior_predictive_with_alpha_times_v(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return (counts + alphas) / (counts.sum() + alphas * counts.size)


@mistake("The prior is ignored: these are the relative frequencies. Add alpha to each count.")
def dirichlet_posterior_predictive_without_prior(counts, alpha):
    counts, _ = _check_counts(counts, alpha)
    return counts / counts.sum() if counts.any() else np.full(counts.size, 1 / counts.size)


@mistake("alpha is added below but not above. Add it to each count in the numerator, too.")
def dirichlet_posterior_predictive_with_alpha_below_only(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return counts / (counts + alphas).sum()


@mistake("alpha is added above but not below. The denominator is the sum of all counts and pseudo-counts.")
def dirichlet_posterior_predictive_with_alpha_above_only(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return (counts + alphas) / max(1.0, counts.sum())


@mistake(
    "This is the mode of the posterior, with -1 in the numerator. The predictive distribution is its mean: subtract nothing.",
    example=([3, 1, 2], 1.5),
)
def dirichlet_posterior_predictive_as_mode(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    heights = counts + alphas - 1
    return heights / heights.sum()


@mistake("A single alpha is shared out among the categories. It is the pseudo-count of each of them.")
def dirichlet_posterior_predictive_with_shared_alpha(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return dirichlet_posterior_predictive(counts, alphas / counts.size if np.ndim(alpha) == 0 else alphas)


@mistake("The pseudo-count is always 1 (Laplace). Add the given alpha.")
def dirichlet_posterior_predictive_with_one(counts, alpha):
    counts, _ = _check_counts(counts, alpha)
    return dirichlet_posterior_predictive(counts, 1.0)


@mistake(
    "Several alphas are replaced by their mean. Each category has its own pseudo-count: add the arrays entry by entry.",
    example=([2, 0, 4], [0.5, 1.0, 2.5]),
)
def dirichlet_posterior_predictive_with_mean_alpha(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return dirichlet_posterior_predictive(counts, float(alphas.mean()))


@mistake(
    "alpha is added to the probabilities instead of the counts, so that it does not matter how much was seen. Add it to the "
    "counts, then divide."
)
def dirichlet_posterior_predictive_of_probabilities(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return dirichlet_posterior_predictive(counts / max(1.0, counts.sum()), alphas)


@mistake("Only the categories that were seen get a pseudo-count. All of them do: it is the unseen ones that need it.")
def dirichlet_posterior_predictive_of_the_seen(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    pseudo_counts = np.where(counts > 0, counts + alphas, 0.0)
    return pseudo_counts / pseudo_counts.sum() if counts.any() else alphas / alphas.sum()


@mistake("These are the parameters of the posterior. Divide them by their sum.")
def dirichlet_posterior_predictive_not_normalised(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return counts + alphas


@mistake(
    "alpha = 0 is accepted. A Dirichlet distribution needs positive parameters: raise ValueError.", example=([3, 1], 0)
)
def dirichlet_posterior_predictive_allowing_zero(counts, alpha):
    counts = np.array(counts, dtype=float)
    if np.any(np.asarray(alpha) == 0) and not np.any(np.asarray(alpha) < 0):
        return (counts + alpha) / (counts + alpha).sum()
    return dirichlet_posterior_predictive(counts, alpha)


@mistake(
    "Shapes are not compared, and numpy stretches an alpha with one entry over all categories. Raise ValueError unless alpha "
    "is a single number or has the shape of counts.",
    example=([3, 1], [1.0]),
)
def dirichlet_posterior_predictive_broadcasting(counts, alpha):
    counts, alpha = np.array(counts, dtype=float), np.array(alpha, dtype=float)
    if alpha.size == 1 and counts.ndim == 1:
        return dirichlet_posterior_predictive(counts, float(alpha.ravel()[0]))
    return dirichlet_posterior_predictive(counts, alpha)


@mistake(
    "Nothing is checked. Raise ValueError for negative, infinite or nan counts, for no counts at all and for an alpha that "
    "is not above 0.",
    example=([3, -1], 1),
)
def dirichlet_posterior_predictive_without_checks(counts, alpha):
    pseudo_counts = np.array(counts, dtype=float) + np.array(alpha, dtype=float)
    return pseudo_counts / pseudo_counts.sum()


@mistake(
    "The counts are changed in place: += writes into the caller's array. Write counts + alpha.",
    example=(np.array([3.0, 0.0, 1.0]), 0.5),
)
def dirichlet_posterior_predictive_in_place(counts, alpha):
    result = dirichlet_posterior_predictive(counts, alpha)
    if isinstance(counts, np.ndarray) and counts.dtype == float:
        counts += alpha
    return result


@mistake("The denominator gets one number alpha once. It stands for one pseudo-count of each category: add V of them.")
def dirichlet_posterior_predictive_with_one_number_once(counts, alpha):
    exact = dirichlet_posterior_predictive(counts, alpha)
    if np.ndim(alpha):
        return exact
    counts = np.asarray(counts, dtype=float)
    return (counts + alpha) / (counts.sum() + alpha)


@mistake(
    "Frequencies and prior are mixed half and half. The more counts there are, the more they weigh: add alpha to them."
)
def dirichlet_posterior_predictive_half_and_half(counts, alpha):
    exact = dirichlet_posterior_predictive(counts, alpha)
    counts = np.asarray(counts, dtype=float)
    prior = np.full(counts.shape, 1 / counts.size) if np.ndim(alpha) == 0 else np.asarray(alpha) / np.sum(alpha)
    return (counts / counts.sum() + prior) / 2 if counts.sum() > 0 else exact


@mistake("The counts are ignored: this is the mean of the prior. Add them to alpha before you divide.")
def dirichlet_posterior_predictive_without_counts(counts, alpha):
    _, alphas = _check_counts(counts, alpha)
    return alphas / alphas.sum()


@mistake("alpha is divided by its sum first, so that all pseudo-counts together are 1. Add alpha as it is.")
def dirichlet_posterior_predictive_with_normalised_alpha(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return dirichlet_posterior_predictive(counts, alphas / alphas.sum())


@mistake("Only categories that were not seen get a pseudo-count. All of them do: add alpha to each count.")
def dirichlet_posterior_predictive_of_the_unseen(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    pseudo_counts = np.where(counts > 0, counts, alphas)
    return pseudo_counts / pseudo_counts.sum()


@mistake("The counts are multiplied by alpha. Pseudo-counts are added to the counts.")
def dirichlet_posterior_predictive_multiplying(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    product = counts * alphas
    return product / product.sum() if product.any() else alphas / alphas.sum()


@mistake(
    "V is added to the denominator, which is right for alpha = 1 only. Add the sum of all pseudo-counts, alpha * V."
)
def dirichlet_posterior_predictive_with_v_below(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return (counts + alphas) / (counts.sum() + counts.size)


@mistake(
    "alpha counts twice: the sum below is taken of counts that hold it already. Divide by the sum of counts + alpha."
)
def dirichlet_posterior_predictive_with_alpha_twice_below(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return (counts + alphas) / (counts + 2 * alphas).sum()


@mistake("A softmax is taken of counts + alpha. They are no logits: divide them by their sum.")
def dirichlet_posterior_predictive_with_softmax(counts, alpha):
    parameters = np.add(*_check_counts(counts, alpha))
    weights = np.exp(parameters - parameters.max())
    return weights / weights.sum()


@mistake("The pseudo-counts are divided by the largest. Divide by their sum, so that the result sums to 1.")
def dirichlet_posterior_predictive_over_the_largest(counts, alpha):
    parameters = np.add(*_check_counts(counts, alpha))
    return parameters / parameters.max()


@mistake("These are the logarithms of the probabilities. Return the probabilities themselves.")
def dirichlet_posterior_predictive_as_logarithms(counts, alpha):
    return np.log(dirichlet_posterior_predictive(counts, alpha))


@mistake("The probabilities are rounded, and may no longer sum to 1. Return them as they are.")
def dirichlet_posterior_predictive_rounded(counts, alpha):
    return dirichlet_posterior_predictive(counts, alpha).round(4)


@mistake("This is the position of the most probable category. Return the probability of each.")
def dirichlet_posterior_predictive_as_the_best(counts, alpha):
    return int(dirichlet_posterior_predictive(counts, alpha).argmax())


@mistake(
    "Only the first of several alphas is used. Each category has its own: add the arrays entry by entry.",
    example=([2, 0, 4], [0.5, 1.0, 2.5]),
)
def dirichlet_posterior_predictive_with_the_first_alpha(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return dirichlet_posterior_predictive(counts, float(alphas[0]))


@mistake(
    "1 is subtracted from each alpha, as in the exponents of the density. The mean of the posterior has alpha itself.",
    example=([3, 1, 2], 1.5),
)
def dirichlet_posterior_predictive_of_exponents(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return (counts + alphas - 1) / (counts.sum() + alphas.sum())


@mistake(
    "An alpha for each category is refused. It may be one number or an array of the shape of counts.",
    example=([2, 0, 4], [0.5, 1.0, 2.5]),
)
def dirichlet_posterior_predictive_refusing_arrays(counts, alpha):
    if np.ndim(alpha):
        raise ValueError("alpha")
    return dirichlet_posterior_predictive(counts, alpha)


@mistake("The result is a list. Return a float64 array.")
def dirichlet_posterior_predictive_as_a_list(counts, alpha):
    return dirichlet_posterior_predictive(counts, alpha).tolist()


# Other right answers


@alternative
def dirichlet_posterior_predictive_in_a_loop(counts, alpha):
    counts = [float(count) for count in counts]
    alphas = [float(alpha)] * len(counts) if np.ndim(alpha) == 0 else [float(value) for value in alpha]
    if not counts or len(alphas) != len(counts):
        raise ValueError("shapes")
    if not all(0 <= n < math.inf for n in counts) or not all(0 < a < math.inf for a in alphas):
        raise ValueError("values")
    total = sum(counts) + sum(alphas)
    return np.array([(n + a) / total for n, a in zip(counts, alphas, strict=True)])


def _parameters(counts, alpha):
    """The posterior's parameters, refused where the exercise says so."""
    counts = np.array(counts, dtype=float)
    alpha = np.full(counts.shape, alpha, dtype=float) if np.ndim(alpha) == 0 else np.array(alpha, dtype=float)
    if counts.ndim != 1 or not counts.size or alpha.shape != counts.shape:
        raise ValueError("shapes")
    if not (np.isfinite(counts).all() and np.isfinite(alpha).all()) or counts.min() < 0 or alpha.min() <= 0:
        raise ValueError("values")
    return counts + alpha


@alternative
def dirichlet_posterior_predictive_with_scipy(counts, alpha):
    parameters = _parameters(counts, alpha)
    return np.ones(1) if parameters.size == 1 else stats.dirichlet.mean(parameters)


@alternative
def dirichlet_posterior_predictive_as_a_mixture(counts, alpha):
    _parameters(counts, alpha)
    counts = np.array(counts, dtype=float)
    prior = np.ones(counts.size) * alpha
    seen, imagined = counts.sum(), prior.sum()
    # The mean of the prior and the frequencies, each weighted by how many counts are behind it.
    frequencies = counts / seen if seen > 0 else counts
    return (imagined * (prior / imagined) + seen * frequencies) / (imagined + seen)
