"""7.5 `fraction_within`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s07_normal.shared import INF, NAN, NO_DEVIATIONS, points
from solutions.s07_normal import as_sigma, fraction_within

# Criteria


@criterion(core=True)
def test_is_the_share_within_k_deviations(fraction_within, rng):
    for shape in ((7,), (40,), (3, 5)):
        x, mu, sigma = points(rng, shape)
        k = float(rng.uniform(0.4, 1.6))
        share = sum(abs(value - mu) <= k * sigma for value in x.ravel().tolist()) / x.size
        assert_close(fraction_within(x, k, mu, sigma), share)


@criterion(core=True)
def test_measures_from_the_mean_that_it_is_given(fraction_within, rng):
    # Eight samples at known distances, on both sides.
    mu, sigma = float(rng.uniform(1, 5)), float(rng.uniform(1.5, 4))
    distances = rng.permutation([-3.2, -1.7, -0.9, -0.3, 0.4, 1.2, 1.8, 5.0])
    for k, inside in ((0.5, 2), (1.0, 3), (1.5, 4), (2.0, 6), (4.0, 7)):
        assert_close(fraction_within(mu + sigma * distances, k, mu, sigma), inside / 8)


@criterion()
def test_counts_samples_at_the_limit(fraction_within):
    assert_close(fraction_within([-1.0, 3.0, 3.5, 1.0], 1, 1.0, 2.0), 0.75)
    assert_close(fraction_within([2.0, 3.0], 0, 2.0, 1.0), 0.5)
    assert_close(fraction_within([0.0, 3e-9], 1, 0.0, 1e-9), 0.5)


@criterion()
def test_leaves_out_what_is_not_finite(fraction_within):
    assert_close(fraction_within([NAN, 0.0, INF, -INF], 3, 0.0, 1.0), 0.25)


@criterion()
def test_takes_ints_and_single_precision(fraction_within):
    assert_close(fraction_within([0, 1, 2, 9], 1, 1, 1), 0.75)
    assert_close(fraction_within([1, 1, 9], 1, 1, 1), 2 / 3)
    assert_close(fraction_within(np.array([0.5, 4.5], dtype=np.float32), 2, 0.5, 1.5), 0.5)
    assert_close(fraction_within(2.0, 1, 1.5, 1.0), 1.0)


@criterion()
def test_refuses_bad_arguments(fraction_within):
    for samples in ([], np.zeros((0, 3))):
        with raises(ValueError):
            fraction_within(samples, 1, 0.0, 1.0)
    for sigma in NO_DEVIATIONS:
        with raises(ValueError):
            fraction_within([1.0], 1, 0.0, sigma)


@criterion()
def test_leaves_its_argument_unchanged(fraction_within, rng):
    assert_unchanged(fraction_within, rng.normal(size=5), 1.0, 0.5, 2.0)


# Known mistakes

# At distances of 0.2, 1, 1.9, 2.2, 2.4, 2.8, 3.4, 4, 6, 11 and 20 from the mean: every other limit gives another share.
SAMPLES = (2.2, 1.0, 3.9, -0.2, 4.4, -0.8, 5.4, -2.0, 8.0, -9.0, -18.0)

mistake = mistakes_of(fraction_within, example=(SAMPLES, 1.5, 2.0, 3.0))


fraction_within_above_only = mistake.change(
    "np.abs(samples - mu)",
    "(samples - mu)",
    "Only the upper side is looked at. Samples far *below* the mean are not within either: take the absolute value.",
)


@mistake("Only the lower side is looked at. Take the absolute value of the distance.")
def fraction_within_below_only(samples, k, mu, sigma):
    fraction_within(samples, k, mu, sigma)
    return float(np.mean(np.asarray(samples, dtype=float) >= mu - k * sigma))


@mistake("The mean is ignored: distances are measured from 0.", example=([4.0, 5.0, 9.0], 1.0, 4.0, 2.0))
def fraction_within_of_zero(samples, k, mu, sigma):
    return fraction_within(samples, k, 0.0, sigma)


@mistake("k is ignored.")
def fraction_within_one_deviation(samples, k, mu, sigma):
    return fraction_within(samples, 1.0, mu, sigma)


@mistake("The standard deviation is ignored.", example=([-6.0, 0.0, 2.5, 9.0], 1.0, 1.0, 2.0))
def fraction_within_of_sigma_one(samples, k, mu, sigma):
    fraction_within(samples, k, mu, sigma)
    return fraction_within(samples, k, mu, 1.0)


@mistake(
    "The samples' own mean and deviation are used. Measure with those that are given.",
    example=([3.0, 5.0, 7.0, 40.0], 1.0, 1.0, 2.0),
)
def fraction_within_of_its_own(samples, k, mu, sigma):
    fraction_within(samples, k, mu, sigma)
    x = np.asarray(samples, dtype=float)
    with np.errstate(invalid="ignore"):
        return float(np.mean(np.abs(x - x.mean()) <= k * x.std()))


fraction_within_strictly = mistake.change(
    "<= k * sigma))",
    "< k * sigma))",
    "A sample of exactly k deviations is left out. It is within: <=.",
    example=([-1.0, 3.0, 1.0], 1.0, 1.0, 2.0),
)


@mistake("This is a percentage. A share is from 0 to 1.")
def fraction_within_as_a_percentage(samples, k, mu, sigma):
    return 100 * fraction_within(samples, k, mu, sigma)


@mistake("This is a number of samples. Divide by how many there are.")
def fraction_within_as_a_count(samples, k, mu, sigma):
    return fraction_within(samples, k, mu, sigma) * np.size(samples)


@mistake("This is the share *outside*.")
def fraction_within_outside(samples, k, mu, sigma):
    return 1 - fraction_within(samples, k, mu, sigma)


@mistake("The variance is used for the standard deviation.")
def fraction_within_of_the_variance(samples, k, mu, sigma):
    return fraction_within(samples, k, mu, sigma * sigma if math.isfinite(sigma) and sigma > 0 else sigma)


@mistake("This is the share that a normal distribution *would* have. Count the samples.")
def fraction_within_in_theory(samples, k, mu, sigma):
    fraction_within(samples, k, mu, sigma)
    return math.erf(k / math.sqrt(2))


@mistake(
    "Samples that are nan are left out of the count. They are samples, and not within.",
    example=([math.nan, 0.0, 9.0], 1.0, 0.0, 1.0),
)
def fraction_within_without_nan(samples, k, mu, sigma):
    share = fraction_within(samples, k, mu, sigma)
    x = np.asarray(samples, dtype=float)
    return share * x.size / max(1, int(np.sum(~np.isnan(x))))


@mistake(
    "This is an answer for each sample. One share is wanted: take the mean.", example=([0.0, 1.0, 9.0], 1.0, 1.0, 2.0)
)
def fraction_within_for_each(samples, k, mu, sigma):
    fraction_within(samples, k, mu, sigma)
    return np.abs(np.asarray(samples, dtype=float) - mu) <= k * sigma


@mistake(
    "Of a table each row gets a share. All entries count alike.", example=([[0.0, 9.0], [1.0, 2.0]], 1.0, 1.0, 2.0)
)
def fraction_within_of_rows(samples, k, mu, sigma):
    share = fraction_within(samples, k, mu, sigma)
    x = np.asarray(samples, dtype=float)
    return np.mean(np.abs(x - mu) <= k * sigma, axis=1) if x.ndim == 2 else share


@mistake("No samples get a share. There is none: raise ValueError.", example=([], 1.0, 0.0, 1.0))
def fraction_within_of_nothing(samples, k, mu, sigma):
    return fraction_within(samples, k, mu, sigma) if np.size(samples) else float(as_sigma(sigma)) * 0


@mistake("A standard deviation of 0 or less is accepted. Raise ValueError.", example=([1.0], 1.0, 0.0, -1.0))
def fraction_within_of_any_deviation(samples, k, mu, sigma):
    return fraction_within(samples, k, mu, max(abs(sigma), 1e-300) if math.isfinite(sigma) else sigma)


@mistake(
    "The count is divided by the number of rows. All entries count alike: divide by the size.",
    example=([[0.0, 9.0], [1.0, 2.0]], 1.0, 1.0, 2.0),
)
def fraction_within_of_the_rows(samples, k, mu, sigma):
    return fraction_within(samples, k, mu, sigma) * np.size(samples) / len(np.atleast_1d(samples))


@mistake(
    "Infinite samples and nan are thrown out before the count. They are samples, and not within: divide by all.",
    example=([math.inf, 0.0, 9.0, math.nan], 1.0, 0.0, 1.0),
)
def fraction_within_of_the_finite(samples, k, mu, sigma):
    fraction_within(samples, k, mu, sigma)
    x = np.asarray(samples, dtype=float)
    finite = x[np.isfinite(x)]
    return float(np.mean(np.abs(finite - mu) <= k * sigma)) if finite.size else 0.0


@mistake(
    "np.isclose counts samples just beyond the limit, and all of them when sigma is tiny. Compare with <= alone.",
    example=([0.0, 3e-9, 5e-9], 1.0, 0.0, 1e-9),
)
def fraction_within_with_a_tolerance(samples, k, mu, sigma):
    fraction_within(samples, k, mu, sigma)
    distances = np.abs(np.asarray(samples, dtype=float) - mu)
    return float(np.mean((distances <= k * sigma) | np.isclose(distances, k * sigma)))


@mistake(
    "Samples that are nan count as within: nan is not *beyond* k deviations, since every comparison with it is False. "
    "Ask what is within.",
    example=([math.nan, 0.0, 9.0], 1.0, 0.0, 1.0),
)
def fraction_within_counting_nan(samples, k, mu, sigma):
    fraction_within(samples, k, mu, sigma)
    return 1 - float(np.mean(np.abs(np.asarray(samples, dtype=float) - mu) > k * sigma))


@mistake(
    "Samples that are not finite raise an error. They are just not within.", example=([math.inf, 0.0], 1.0, 0.0, 1.0)
)
def fraction_within_refusing_infinities(samples, k, mu, sigma):
    if not np.all(np.isfinite(np.asarray(samples, dtype=float))):
        raise ValueError("samples must be finite")
    return fraction_within(samples, k, mu, sigma)


@mistake(
    "One sample at the lower limit is left out. Both limits belong to it: <= on both sides.",
    example=([-1.0, 3.0, 1.0, 9.0], 1.0, 1.0, 2.0),
)
def fraction_within_without_the_lower_limit(samples, k, mu, sigma):
    fraction_within(samples, k, mu, sigma)
    x = np.asarray(samples, dtype=float)
    return float(np.mean((x > mu - k * sigma) & (x <= mu + k * sigma)))


@mistake(
    "A sample at the upper limit is left out, as in a histogram. Both limits belong to it: <= on both sides.",
    example=([-1.0, 3.0, 3.0, 9.0], 1.0, 1.0, 2.0),
)
def fraction_within_without_the_upper_limit(samples, k, mu, sigma):
    fraction_within(samples, k, mu, sigma)
    x = np.asarray(samples, dtype=float)
    return float(np.mean((x >= mu - k * sigma) & (x < mu + k * sigma)))


@mistake("The count is divided by n - 1. A share divides by the number of samples.")
def fraction_within_of_one_less(samples, k, mu, sigma):
    share, n = fraction_within(samples, k, mu, sigma), np.size(samples)
    return share * n / (n - 1) if n > 1 else share


fraction_within_half_as_wide = mistake.change(
    "<= k * sigma))",
    "<= k * sigma / 2))",
    "The limits are half as far: k deviations are allowed on *each* side.",
)
fraction_within_twice_as_wide = mistake.change(
    "<= k * sigma))",
    "<= 2 * k * sigma))",
    "The limits are twice as far: the distance to the mean is at most k deviations, the whole width is 2 k.",
)
fraction_within_of_a_root = mistake.change(
    "<= k * sigma))",
    "<= k * np.sqrt(sigma)))",
    "A root of sigma is taken, as if it were the variance. It is the standard deviation.",
)
fraction_within_of_squares = mistake.change(
    "np.abs(samples - mu) <=",
    "(samples - mu) ** 2 <=",
    "The *squared* distance is compared with k sigma. Compare the distance itself, with np.abs.",
)
fraction_within_of_squared_scores = mistake.change(
    "np.abs(samples - mu) <= k * sigma",
    "((samples - mu) / sigma) ** 2 <= k",
    "The *squared* number of deviations is compared with k. Compare |x - mu| with k sigma.",
)
fraction_within_between_zero_and_the_limit = mistake.change(
    "np.abs(samples - mu) <=",
    "np.abs(np.abs(samples) - mu) <=",
    "The absolute value is taken of the sample. Take that of its distance to the mean.",
    example=([-1.5, -2.0, 1.0, 9.0], 1.0, 1.0, 2.0),
)
fraction_within_with_the_mean_added = mistake.change(
    "np.abs(samples - mu)", "np.abs(samples + mu)", "The mean is added to the samples. Subtract it."
)
fraction_within_of_k_alone = mistake.change(
    "np.abs(samples - mu) <= k * sigma",
    "np.abs(samples - mu) * sigma <= k",
    "The distance is multiplied by sigma. Divide it, or multiply k.",
)


@mistake(
    "Equal samples are counted once. Every entry counts, however often its value comes.",
    example=([0.0, 0.0, 1.0, 9.0, 8.0], 1.0, 1.0, 2.0),
)
def fraction_within_of_different_samples(samples, k, mu, sigma):
    fraction_within(samples, k, mu, sigma)
    return fraction_within(np.unique(np.asarray(samples, dtype=float)), k, mu, sigma)


@mistake(
    "The samples' own mean is used, and sigma is that given. Measure from `mu`.",
    example=([3.0, 5.0, 7.0, 9.0], 1.0, 1.0, 2.0),
)
def fraction_within_of_its_own_mean(samples, k, mu, sigma):
    fraction_within(samples, k, mu, sigma)
    return fraction_within(samples, k, float(np.mean(np.asarray(samples, dtype=float))), sigma)


@mistake(
    "The samples' own standard deviation is used, and mu is that given. Measure with `sigma`.",
    example=([0.0, 5.0, 9.0, 30.0], 1.0, 1.0, 2.0),
)
def fraction_within_of_its_own_deviation(samples, k, mu, sigma):
    fraction_within(samples, k, mu, sigma)
    x = np.asarray(samples, dtype=float)
    with np.errstate(invalid="ignore"):
        return float(np.mean(np.abs(x - mu) <= k * x.std()))


@mistake(
    "Of a table each column gets a share. All entries count alike.", example=([[0.0, 9.0], [1.0, 2.0]], 1.0, 1.0, 2.0)
)
def fraction_within_of_columns(samples, k, mu, sigma):
    share = fraction_within(samples, k, mu, sigma)
    x = np.asarray(samples, dtype=float)
    return np.mean(np.abs(x - mu) <= k * sigma, axis=0) if x.ndim == 2 else share


# Other right answers


@alternative
def fraction_within_in_a_loop(samples, k, mu, sigma):
    if not 0 < sigma < math.inf:
        raise ValueError("sigma")
    values = np.ravel(np.asarray(samples, dtype=float)).tolist()
    if not values:
        raise ValueError("samples")
    return sum(1 for x in values if abs(x - mu) <= k * sigma) / len(values)


@alternative
def fraction_within_between_two_limits(samples, k, mu, sigma):
    as_sigma(sigma)
    x = np.asarray(samples, dtype=float)
    if x.size == 0:
        raise ValueError("samples")
    return np.count_nonzero((x >= mu - k * sigma) & (x <= mu + k * sigma)) / x.size


@alternative
def fraction_within_of_the_others(samples, k, mu, sigma):
    if not (np.isfinite(sigma) and sigma > 0):
        raise ValueError("sigma")
    distances = np.nan_to_num(np.abs(np.array(samples, dtype=float).ravel() - mu), nan=math.inf)
    if len(distances) == 0:
        raise ValueError("samples")
    return 1.0 - np.sum(distances > k * sigma) / len(distances)
