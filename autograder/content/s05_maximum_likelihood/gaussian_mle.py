"""5.5 `gaussian_mle`: criteria, known mistakes, other right answers."""

import math
import statistics

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
from solutions.s05_maximum_likelihood import (
    as_sample,
    gaussian_mle,
)

# Criteria


@criterion(core=True)
def test_is_mean_and_variance_with_n(gaussian_mle, reference, rng):
    for size in (2, 3, 10, 500):
        x = rng.gamma(2.0, 3.0, size=size) - 4
        assert_close(gaussian_mle(x), reference.gaussian_mle(x))
        assert_close(gaussian_mle(x.tolist()), reference.gaussian_mle(x))


@criterion()
def test_of_one_or_of_equal_observations_has_no_variance(gaussian_mle):
    assert_close(gaussian_mle([-3.5]), (-3.5, 0.0))
    assert_close(gaussian_mle([4, 4, 4, 4, 4]), (4.0, 0.0))


@criterion()
def test_is_accurate_far_from_zero(gaussian_mle, rng):
    steps = rng.integers(0, 9, size=12).astype(float)
    variance = float(((steps - steps.mean()) ** 2).mean())
    # Running updates round each mean to 1e-7. The mean of the squares would be off by 100.
    for offset in (1e9, -1e9):
        assert_close(gaussian_mle(steps + offset), (offset + float(steps.mean()), variance), atol=1e-5)


@criterion()
def test_takes_ints_without_rounding(gaussian_mle):
    assert_close(gaussian_mle(np.array([1, 2])), (1.5, 0.25))
    assert_close(gaussian_mle([0, 0, 1]), (1 / 3, 2 / 9))


@criterion()
def test_refuses_what_is_not_a_sample(gaussian_mle):
    for x in ([], [1.0, math.nan], [math.inf, 2.0]):
        with raises(ValueError):
            gaussian_mle(x)


@criterion()
def test_leaves_the_observations_unchanged(gaussian_mle, rng):
    x = rng.normal(5, 2, size=7)
    assert_unchanged(gaussian_mle, x)
    assert_unchanged(gaussian_mle, x.tolist())


# Known mistakes


mistake = mistakes_of(gaussian_mle, example=([1, 2, 6],))


@mistake("The variance divides by n - 1. That makes it unbiased, but the likelihood is largest with n.")
def gaussian_mle_unbiased(x):
    mu, sigma2 = gaussian_mle(x)
    return mu, (sigma2 * len(x) / (len(x) - 1) if len(x) > 1 else math.nan)


@mistake(
    "From two observations on, the variance divides by n - 1. That makes it unbiased, but the likelihood is largest with n."
)
def gaussian_mle_unbiased_but_for_one(x):
    mu, sigma2 = gaussian_mle(x)
    return mu, (sigma2 * len(x) / (len(x) - 1) if len(x) > 1 else 0.0)


@mistake("The first value is the median. The maximum likelihood estimate of mu is the mean.")
def gaussian_mle_with_the_median(x):
    return float(np.median(x)), gaussian_mle(x)[1]


@mistake("The second value is the standard deviation. Return the variance, its square.")
def gaussian_mle_with_the_standard_deviation(x):
    mu, sigma2 = gaussian_mle(x)
    return mu, math.sqrt(sigma2)


@mistake(
    "The mean of the squares minus the square of the mean loses all digits when the mean is large. Subtract the mean first, "
    "then square.",
    example=([1e9, 1e9 + 1, 1e9 + 2],),
)
def gaussian_mle_with_the_shortcut(x):
    x = as_sample(x)
    return float(x.mean()), max(0.0, float((x**2).mean() - x.mean() ** 2))


@mistake("The two values are exchanged. Return the mean first, then the variance.")
def gaussian_mle_in_the_wrong_order(x):
    return gaussian_mle(x)[::-1]


@mistake("The squared deviations are added up. Their mean is the variance: divide by n.")
def gaussian_mle_with_the_sum_of_squares(x):
    mu, sigma2 = gaussian_mle(x)
    return mu, sigma2 * len(x)


@mistake("This is the mean of the squares. Subtract the mean from the observations before you square them.")
def gaussian_mle_around_zero(x):
    x = as_sample(x)
    return float(x.mean()), float((x**2).mean())


@mistake(
    "The deviations are not squared: this is the mean absolute deviation. The variance is the mean of their squares."
)
def gaussian_mle_with_absolute_deviations(x):
    x = as_sample(x)
    return float(x.mean()), float(np.abs(x - x.mean()).mean())


@mistake("The result is an array. Return a tuple of two floats, (mu, sigma2).")
def gaussian_mle_as_an_array(x):
    return np.array(gaussian_mle(x))


@mistake(
    "The mean is rounded to a whole number, and the deviations with it. Keep the array float64.", example=([1, 2],)
)
def gaussian_mle_in_integers(x):
    x = as_sample(x)
    mu = int(x.mean())
    return float(mu), float(((x - mu) ** 2).mean())


@mistake(
    "The values are right, but the mean is subtracted from the caller's array. Write x - mu, not x -= mu.",
    example=(np.array([1.0, 2.0, 6.0]),),
)
def gaussian_mle_in_place(x):
    as_sample(x)
    x = np.asarray(x, dtype=float)
    mu = float(x.mean())
    x -= mu
    return mu, float((x**2).mean())


@mistake(
    "The observations are not checked, so no data, or nan, gives nan. Raise ValueError (as_sample does).", example=([],)
)
def gaussian_mle_without_checks(x):
    x = np.array(x, dtype=float)
    return float(np.mean(x)), float(np.var(x))


@mistake("The second value is the standard deviation, and with n - 1. Return the variance, and divide by n.")
def gaussian_mle_with_the_unbiased_deviation(x):
    mu, sigma2 = gaussian_mle(x)
    return mu, (math.sqrt(sigma2 * len(x) / (len(x) - 1)) if len(x) > 1 else 0.0)


@mistake("The mean deviation is squared, which is always 0. Square each deviation first, then take the mean.")
def gaussian_mle_squaring_the_mean(x):
    x = as_sample(x)
    return float(x.mean()), float((x - x.mean()).mean() ** 2)


@mistake("The variance is taken around the median. The most likely mu is the mean: subtract that.")
def gaussian_mle_around_the_median(x):
    x = as_sample(x)
    return float(x.mean()), float(((x - np.median(x)) ** 2).mean())


gaussian_mle_with_n_plus_1 = mistake.change(
    "((x - mu) ** 2).mean()",
    "((x - mu) ** 2).sum() / (x.size + 1)",
    "The squares are divided by n + 1. The likelihood is largest with n: take their mean.",
)

gaussian_mle_divided_twice = mistake.change(
    "((x - mu) ** 2).mean()",
    "((x - mu) ** 2).mean() / x.size",
    "The variance is divided by n once more: that is the variance of the mean. Divide the sum of squares by n once.",
)

gaussian_mle_minus_the_plain_mean = mistake.change(
    "((x - mu) ** 2).mean()",
    "(x**2).mean() - mu",
    "The mean is subtracted from the mean of the squares without being squared itself. Better, subtract mu before squaring.",
)

gaussian_mle_with_squared_variance = mistake.change(
    "((x - mu) ** 2).mean()",
    "((x - mu) ** 2).mean() ** 2",
    "The variance is squared once more. The mean of the squared deviations is sigma2 already.",
)

gaussian_mle_with_the_sign_reversed = mistake.change(
    "((x - mu) ** 2).mean()",
    "mu**2 - (x**2).mean()",
    "This is the variance with a minus: the square of the mean minus the mean of the squares. It is never negative.",
)


@mistake("The values are rounded to four digits, as in the example. Return them as they are.")
def gaussian_mle_rounded(x):
    mu, sigma2 = gaussian_mle(x)
    return round(mu, 4), round(sigma2, 4)


@mistake("The observations are float32, as torch's are, and lose digits. Keep float64, which as_sample makes.")
def gaussian_mle_in_single_precision(x):
    x = as_sample(x).astype(np.float32)
    return float(x.mean()), float(x.var())


@mistake("The sums are not divided by anything. Mean and variance both divide by n.")
def gaussian_mle_as_sums(x):
    mu, sigma2 = gaussian_mle(x)
    return mu * len(x), sigma2 * len(x)


@mistake("This is the mean alone. Return a tuple of two floats, (mu, sigma2).")
def gaussian_mle_of_the_mean_alone(x):
    return gaussian_mle(x)[0]


@mistake("This is the variance alone. Return a tuple of two floats, (mu, sigma2).")
def gaussian_mle_of_the_variance_alone(x):
    return gaussian_mle(x)[1]


@mistake(
    "The first value is the middle between the smallest and the largest observation. The most likely mu is the mean.",
)
def gaussian_mle_with_the_middle(x):
    x = as_sample(x)
    return float(x.min() + x.max()) / 2, gaussian_mle(x)[1]


@mistake(
    "The variance may even be negative: the mean of the squares minus the square of the mean loses all digits when the mean "
    "is large. Subtract the mean first, then square.",
    example=([1e9 + 4, 1e9 + 7, 1e9 + 13],),
)
def gaussian_mle_with_the_plain_shortcut(x):
    x = as_sample(x)
    return float(x.mean()), float((x**2).mean() - x.mean() ** 2)


@mistake("A running update adds the squared deviation from the old mean. Multiply the old deviation by the new one.")
def gaussian_mle_updated_by_old_deviations(x):
    gaussian_mle(x)
    mean, squares = 0.0, 0.0
    for n, value in enumerate(np.asarray(x, dtype=float).tolist(), 1):
        deviation = value - mean
        mean += deviation / n
        squares += deviation**2 if n > 1 else 0.0
    return mean, squares / len(x)


# Other right answers


@alternative
def gaussian_mle_with_numpy(x):
    x = np.array(x, dtype=float)
    if x.size == 0 or not np.isfinite(x).all():
        raise ValueError("not a sample")
    return np.mean(x), np.var(x)


@alternative
def gaussian_mle_with_statistics(x):
    x = [float(value) for value in x]
    if not x or not all(map(math.isfinite, x)):
        raise ValueError("not a sample")
    return statistics.fmean(x), statistics.pvariance(x)


@alternative
def gaussian_mle_as_a_stream(x):
    n, mean, squares = 0, 0.0, 0.0
    for value in as_sample(x):
        n += 1
        step = value - mean
        mean += step / n
        squares += step * (value - mean)
    return mean, squares / n


@alternative
def gaussian_mle_with_scipy(x):
    return stats.norm.fit(as_sample(x))[0], stats.norm.fit(as_sample(x))[1] ** 2
