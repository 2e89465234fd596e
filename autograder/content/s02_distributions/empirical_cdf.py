"""2.7 `empirical_cdf`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import stats

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s02_distributions import empirical_cdf

# Criteria


@criterion(core=True)
def test_is_the_share_of_samples_up_to_a_number(empirical_cdf, reference, rng):
    for size in (1, 2, 7, 60):
        samples = rng.normal(0, 3, size=size)
        for x in rng.normal(0, 3, size=4).tolist():
            expected = float(reference.empirical_cdf(samples, x))
            assert_close(empirical_cdf(samples, x), expected)


@criterion(core=True)
def test_counts_samples_that_are_equal(empirical_cdf, reference, rng):
    # Each of the whole numbers from 0 to 5 at least twice.
    samples = rng.permutation(np.concatenate([np.repeat(np.arange(6), 2), rng.integers(0, 6, size=19)]))
    for x in range(-1, 7):
        expected = float(reference.empirical_cdf(samples, x))
        assert_close(empirical_cdf(samples, x), expected)


@criterion()
def test_takes_arrays_of_any_shape(empirical_cdf, reference, rng):
    samples = rng.integers(0, 9, size=14) / 4
    for shape in ((5,), (1,), (2, 3), (0,)):
        x = rng.integers(-2, 11, size=shape) / 4
        expected = reference.empirical_cdf(samples, x)
        assert_close(empirical_cdf(samples, x), expected)
    assert_close(empirical_cdf([4, 1, 1], [0, 1, 2, 4]), np.array([0, 2 / 3, 2 / 3, 1]))


@criterion()
def test_is_zero_below_all_samples_and_one_from_the_largest_on(empirical_cdf):
    samples = [2.5, -1.5, 7.0]
    assert_close(empirical_cdf(samples, [-1.75, -1e300, -math.inf]), np.zeros(3))
    assert_close(empirical_cdf(samples, [7.0, 7.5, 1e300, math.inf]), np.ones(4))
    assert_close(empirical_cdf([5.0], 5), 1.0)


@criterion()
def test_needs_samples_without_nan(empirical_cdf):
    for samples in ([], np.zeros(0), [math.nan], [1.0, math.nan, 2.0]):
        with raises(ValueError):
            empirical_cdf(samples, 1.0)


@criterion()
def test_leaves_its_arguments_unchanged(empirical_cdf, rng):
    # Falling, so that sorting them in place would show.
    samples, x = np.sort(rng.normal(0, 3, size=6))[::-1], rng.normal(0, 3, size=4)
    assert_unchanged(empirical_cdf, samples, x)
    assert_unchanged(empirical_cdf, samples.tolist(), x.tolist())


# Known mistakes


mistake = mistakes_of(empirical_cdf, example=([1, 2, 2, 3], 2))


@mistake('Only samples below x are counted. Count those that are equal to x as well: <=, or side="right".')
def empirical_cdf_strictly_below(samples, x):
    empirical_cdf(samples, x)
    return np.searchsorted(np.sort(samples), x, side="left") / len(samples)


@mistake(
    "The count is divided by n + 1, a convention for plots. Divide by the number of samples, and the largest one gets 1."
)
def empirical_cdf_divided_by_n_plus_one(samples, x):
    return empirical_cdf(samples, x) * len(samples) / (len(samples) + 1)


@mistake(
    "The samples are searched without being sorted. searchsorted needs sorted samples: np.sort(samples).",
    example=([3, 1, 2], 1.5),
)
def empirical_cdf_of_unsorted_samples(samples, x):
    empirical_cdf(samples, x)
    return np.searchsorted(samples, x, side="right") / len(samples)


@mistake("Equal samples are counted once. Each sample counts: do not use np.unique.", example=([1, 2, 2, 3], 1))
def empirical_cdf_of_unique_samples(samples, x):
    empirical_cdf(samples, x)
    return empirical_cdf(np.unique(samples), x)


@mistake("This is the share of samples above x. The cdf counts those that are at most x.", example=([1, 2, 2, 3], 1))
def empirical_cdf_of_the_upper_tail(samples, x):
    return 1 - empirical_cdf(samples, x)


@mistake("This is the share of samples that equal x, a pmf. The cdf counts all that are at most x.")
def empirical_cdf_as_a_pmf(samples, x):
    empirical_cdf(samples, x)
    return np.mean(np.asarray(samples)[:, np.newaxis] == np.ravel(x), axis=0).reshape(np.shape(x))[()]


@mistake("This is the number of samples up to x. Divide it by how many samples there are.")
def empirical_cdf_as_a_count(samples, x):
    return empirical_cdf(samples, x) * len(samples)


@mistake(
    "The steps are joined by straight lines. The empirical cdf jumps at each sample and is flat in between.",
    example=([1, 2, 3, 4], 2.5),
)
def empirical_cdf_interpolated(samples, x):
    empirical_cdf(samples, x)
    ordered = np.sort(samples)
    inner = np.interp(x, ordered, np.arange(1, len(ordered) + 1) / len(ordered))
    return np.where(np.asarray(x) < ordered[0], 0.0, inner)[()]


@mistake(
    "This works for a single number x only: two arrays are compared entry by entry. Sort the samples and use searchsorted, "
    "or compare each x with all samples.",
    example=([1, 2, 2, 3], [1, 2]),
)
def empirical_cdf_of_a_single_number_only(samples, x):
    empirical_cdf(samples, 0.0)
    return float(np.mean(np.asarray(samples) <= np.asarray(x)))


@mistake(
    "The loop over x works for a single axis only. np.searchsorted takes any shape, or loop over np.ravel(x) and reshape "
    "the result.",
    example=([1, 2, 2, 3], [[1, 2], [0, 3]]),
)
def empirical_cdf_of_a_flat_list_only(samples, x):
    if np.ndim(x) == 0:
        return empirical_cdf(samples, x)
    return np.array([float(np.mean(np.asarray(samples) <= point)) for point in np.asarray(x)])


@mistake(
    "An array x is reduced to one number. Each of its entries needs a share of its own: the result has the shape of x.",
    example=([1, 2, 2, 3], [1, 2]),
)
def empirical_cdf_averaged_over_x(samples, x):
    return float(np.mean(empirical_cdf(samples, x)))


@mistake("A single number x gives an array with one entry. Return a number for a number.")
def empirical_cdf_always_an_array(samples, x):
    return np.atleast_1d(empirical_cdf(samples, x))


@mistake("Without samples there is no share: 0 / 0 is nan. Raise ValueError for an empty array.", example=([], 1.0))
def empirical_cdf_of_no_samples(samples, x):
    return empirical_cdf(samples, x) if len(samples) else np.full(np.shape(x), math.nan)[()]


@mistake(
    "A nan among the samples counts as a sample that is never reached. Raise ValueError: it hides an error upstream.",
    example=([1.0, math.nan], 1.0),
)
def empirical_cdf_with_nan(samples, x):
    if len(samples) == 0:
        raise ValueError("no samples")
    ordered = np.sort(np.asarray(samples, dtype=float))
    return np.searchsorted(ordered, x, side="right") / ordered.size


@mistake(
    "The result is right, but samples.sort() changes the caller's samples. np.sort(samples) returns a sorted copy.",
    example=(np.array([3.0, 1.0, 2.0]), 2.0),
)
def empirical_cdf_in_place(samples, x):
    share = empirical_cdf(samples, x)
    samples.sort()
    return share


@mistake(
    "This is the share of samples that are at least x. The cdf counts those that are at most x.",
    example=([3, 1, 2, 5], 2),
)
def empirical_cdf_from_above(samples, x):
    empirical_cdf(samples, x)
    return 1 - np.searchsorted(np.sort(samples), x, side="left") / len(samples)


@mistake('Samples that equal x count half. Count them in full: <=, or side="right".', example=([3, 1, 2, 5], 2))
def empirical_cdf_of_mid_ranks(samples, x):
    return (empirical_cdf(samples, x) + np.searchsorted(np.sort(samples), x, side="left") / len(samples)) / 2


@mistake("These are percents. A share is a number from 0 to 1: do not multiply by 100.")
def empirical_cdf_in_percents(samples, x):
    return 100 * empirical_cdf(samples, x)


@mistake("The count is divided by n - 1. Divide it by the number of samples.", example=([3, 1, 2, 5], 2))
def empirical_cdf_divided_by_n_minus_one(samples, x):
    return empirical_cdf(samples, x) * len(samples) / max(len(samples) - 1, 1)


@mistake(
    "The numbers x are sorted, so the shares are no longer in their places. Sort the samples only.",
    example=([3, 1, 2, 5], [4, 1, 2]),
)
def empirical_cdf_of_sorted_x(samples, x):
    return empirical_cdf(samples, np.sort(x) if np.ndim(x) else x)


@mistake("The shares are rounded. Round when you print, not when you compute.", example=([3, 1, 2], 2))
def empirical_cdf_rounded(samples, x):
    return np.round(empirical_cdf(samples, x), 2)


@mistake(
    "A nan among the samples is left out. It hides an error upstream: raise ValueError.",
    example=([1.0, math.nan, 3.0], 1.0),
)
def empirical_cdf_dropping_nan(samples, x):
    samples = np.asarray(samples, dtype=float)
    return empirical_cdf(samples[~np.isnan(samples)], x)


# Other right answers


def _samples(samples):
    samples = np.array(samples, dtype=float)
    if samples.size < 1 or np.isnan(samples).any():
        raise ValueError("samples")
    return samples


@alternative
def empirical_cdf_by_comparing_each_with_each(samples, x):
    samples = _samples(samples)
    return np.mean(samples <= np.expand_dims(x, -1), axis=-1)


@alternative
def empirical_cdf_in_a_loop(samples, x):
    samples = _samples(samples).tolist()

    def share(point):
        return sum(1 for sample in samples if sample <= point) / len(samples)

    points = np.asarray(x)
    if points.ndim == 0:
        return share(x)
    return np.array([share(point) for point in points.ravel()], dtype=float).reshape(points.shape)


@alternative
def empirical_cdf_with_scipy(samples, x):
    cdf = stats.ecdf(_samples(samples)).cdf
    shares = cdf.evaluate(np.asarray(x, dtype=float))
    return shares if np.ndim(x) else float(shares)
