"""11.10 `bootstrap_ci`: criteria, known mistakes, other right answers."""

import copy
import math
from statistics import NormalDist

import numpy as np
from scipy import special

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    float_of,
    floats_of,
    mistakes_of,
    raises,
)
from autograder.content.s11_central_limit.shared import NO_LEVELS, NO_SAMPLES, samples
from solutions.s11_central_limit import as_level, as_sample, bootstrap_ci

# Criteria


CHANCE = 1e-7
"""How often a right function leaves one of the two bands below; what else is left to chance is rarer still."""


class _Saying:
    """A statistic whose values are known beforehand."""

    def __init__(self, values):
        self.values = values
        self.calls = 0

    def __call__(self, resample):
        self.calls += 1
        return self.values[(self.calls - 1) % len(self.values)]


class _Keeping:
    """A statistic that keeps the resamples."""

    def __init__(self):
        self.seen = []

    def __call__(self, resample):
        self.seen.append(copy.deepcopy(resample))
        return 0.0


def _generator(rng):
    return np.random.default_rng(int(rng.integers(2**32)))


def _two_floats(ends):
    """The two ends, after the check that they are a pair of numbers."""
    assert_close(ends, (0.0, 0.0), atol=1e300)
    return tuple(float_of(end) for end in ends)


def _counts_of_a_rank(rank, draws, n, p):
    """Between which counts the value of this rank, of so many draws of a binomial distribution, lies all but surely.

    It is at most v if at least `rank` of the draws are: the number of those is binomial, too.
    """
    at_most = special.bdtr(np.arange(n + 1), n, p)
    below = special.bdtrc(rank - 1, draws, at_most)  # that it is at most 0, 1, ..., n
    above = special.bdtr(rank - 1, draws, at_most)
    return int(np.sum(below <= CHANCE / 2)), int(np.argmax(above <= CHANCE / 2))


@criterion(core=True)
def test_takes_the_quantiles_of_what_stat_says(bootstrap_ci, rng):
    for n_boot, level in zip((5, 6), rng.uniform((0.3, 0.75), (0.6, 0.95)).tolist(), strict=True):
        (values,) = samples(rng, (n_boot,))
        expected = tuple(np.quantile(values, [(1 - level) / 2, (1 + level) / 2]).tolist())
        stat = _Saying(values.tolist())
        assert_close(bootstrap_ci([1.0, 2.0, 3.0], stat, n_boot, level, _generator(rng)), expected)


@criterion(core=True)
def test_draws_as_many_as_there_are_with_replacement(bootstrap_ci, rng):
    (x,) = samples(rng, (24,))
    stat = _Keeping()
    bootstrap_ci(x, stat, 3, 0.9, _generator(rng))
    assert_same(len(stat.seen), 3)
    resamples = [floats_of(resample, x.shape) for resample in stat.seen]
    assert_same([bool(np.isin(resample, x).all()) for resample in resamples], [True] * 3)
    # 24 draws from 24 numbers are all different with probability 24! / 24^24, 5e-10.
    assert_same([len(np.unique(resample)) < 24 for resample in resamples], [True] * 3)
    assert_same(len({resample.tobytes() for resample in resamples}), 3)


@criterion(core=True)
def test_is_as_wide_as_theory_says(bootstrap_ci, rng):
    # The mean of a resample of zeros and ones is a binomial count over n. Of 201 means the quantiles 1/4 and 3/4 are
    # those of the ranks 51 and 151.
    n = 100
    ones = int(rng.integers(25, 36))  # far from half, which draws from the different numbers alone would give
    x = rng.permutation(np.repeat([1.0, 0.0], [ones, n - ones]))
    ends = _two_floats(bootstrap_ci(x, np.mean, 201, 0.5, _generator(rng)))
    for rank, end in zip((51, 151), ends, strict=True):
        low, high = _counts_of_a_rank(rank, 201, n, ones / n)
        assert_close(end * n, (low + high) / 2, rtol=0.0, atol=(high - low) / 2 + 1e-6)


@criterion()
def test_draws_every_entry(bootstrap_ci, rng):
    # A quarter of all resamples of two entries has one of them alone: at least 2 of 100 do but with probability 1e-11.
    assert_close(bootstrap_ci([2.0, 7.0], np.mean, 100, 0.999, _generator(rng)), (2.0, 7.0))


@criterion()
def test_can_be_repeated_from_the_seed(bootstrap_ci, rng):
    (x,) = samples(rng, (20,))
    seed = int(rng.integers(2**32))
    first, second = (_two_floats(bootstrap_ci(x, np.mean, 5, 0.9, np.random.default_rng(seed))) for _ in range(2))
    assert_close(second, first)


@criterion()
def test_takes_its_randomness_from_the_generator(bootstrap_ci, rng):
    (x,) = samples(rng, (20,))
    one, other = _generator(rng), _generator(rng)
    intervals = [_two_floats(bootstrap_ci(x, np.mean, 5, 0.9, generator)) for generator in (one, one, other)]
    assert_same(len(set(intervals)), 3)


@criterion()
def test_of_equal_numbers_has_no_width(bootstrap_ci, rng):
    assert_close(bootstrap_ci([2.5] * 4, np.median, 9, 0.95, _generator(rng)), (2.5, 2.5))
    assert_close(bootstrap_ci([5.0], np.mean, 3, 0.95, _generator(rng)), (5.0, 5.0))


@criterion()
def test_of_a_single_resample_is_its_statistic_twice(bootstrap_ci, rng):
    assert_close(bootstrap_ci([1.0, 2.0, 3.0], _Saying([7.5]), 1, 0.8, _generator(rng)), (7.5, 7.5))


@criterion()
def test_takes_ints_and_single_precision(bootstrap_ci, rng):
    assert_close(bootstrap_ci([3, 3], np.mean, 4, 0.9, _generator(rng)), (3.0, 3.0))
    single = np.array([0.5, 0.5, 0.5], dtype=np.float32)
    assert_close(bootstrap_ci(single, np.mean, 4, 0.9, _generator(rng)), (0.5, 0.5))


@criterion()
def test_refuses_bad_arguments(bootstrap_ci, rng):
    for x in NO_SAMPLES:
        with raises(ValueError):
            bootstrap_ci(x, np.mean, 5, 0.9, _generator(rng))
    for n_boot in (0, -1):
        with raises(ValueError):
            bootstrap_ci([1.0, 2.0], np.mean, n_boot, 0.9, _generator(rng))
    for level in NO_LEVELS:
        with raises(ValueError):
            bootstrap_ci([1.0, 2.0], np.mean, 5, level, _generator(rng))


@criterion()
def test_leaves_its_argument_unchanged(bootstrap_ci, rng):
    assert_unchanged(bootstrap_ci, np.array([3.0, 1.0, 5.0]), np.mean, 3, 0.9, _generator(rng))


# Known mistakes

FEW = (0.3, 1.9, 4.4, 2.2, 0.7, 9.1, 3.5, 1.2)

mistake = mistakes_of(bootstrap_ci, example=(FEW, np.mean, 30, 0.9, np.random.default_rng(3)))


def _checked(x, n_boot, level):
    """The sample, after the checks that the reference makes."""
    bootstrap_ci(x, np.size, min(n_boot, 1), level, np.random.default_rng(0))
    return as_sample(x)


def _values(x, stat, n_boot, rng, size=None):
    """The statistic of resamples, drawn one after another."""
    return [stat(rng.choice(x, size=size or len(x))) for _ in range(n_boot)]


def _middle(values, level):
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


bootstrap_ci_one_sided = mistake.change(
    "[(1 - level) / 2, (1 + level) / 2]",
    "[1 - level, level]",
    "All that is left over is cut off on each side: at 0.95 these are 5 and 95 %, a 90 % interval. Cut off half on each.",
)
bootstrap_ci_at_90_percent = mistake.change(
    "[(1 - level) / 2, (1 + level) / 2]",
    "[0.05, 0.95]",
    "The quantiles 0.05 and 0.95 make a 90 % interval whatever the level is. Use (1 - level) / 2 and (1 + level) / 2.",
    example=(FEW, np.mean, 30, 0.95, np.random.default_rng(3)),
)
bootstrap_ci_at_95_percent = mistake.change(
    "[(1 - level) / 2, (1 + level) / 2]",
    "[0.025, 0.975]",
    "The quantiles are those of 95 % whatever the level is. Use (1 - level) / 2 and (1 + level) / 2.",
)
bootstrap_ci_of_percentiles_of_one = mistake.change(
    "np.quantile(values",
    "np.percentile(values",
    "np.percentile wants percent: these are the lowest values only. Use np.quantile, or multiply by 100.",
)
bootstrap_ci_the_other_way_round = mistake.change(
    "float(low), float(high)", "float(high), float(low)", "The upper end comes first. Return (low, high)."
)
bootstrap_ci_as_a_width = mistake.change(
    "float(low), float(high)", "float(high - low)", "This is the width of the interval. Return its two ends."
)
bootstrap_ci_of_the_mean = mistake.change(
    "stat(resample)",
    "np.mean(resample)",
    "The mean is computed, whatever stat is. Call stat(resample).",
    example=(FEW, np.max, 30, 0.9, np.random.default_rng(3)),
)
bootstrap_ci_without_the_last_entry = mistake.change(
    "rng.integers(len(x), size",
    "rng.integers(max(len(x) - 1, 1), size",
    "The last entry is never drawn: rng.integers(n) leaves out n already.",
)
bootstrap_ci_of_smaller_resamples = mistake.change(
    "size=(n_boot, len(x))",
    "size=(n_boot, (len(x) + 1) // 2)",
    "The resamples have half as many entries, and the interval is too wide. Draw n of n.",
)
bootstrap_ci_of_larger_resamples = mistake.change(
    "size=(n_boot, len(x))",
    "size=(n_boot, 4 * len(x))",
    "The resamples have more entries than the sample, and the interval is too narrow. Draw n of n.",
)
bootstrap_ci_with_one_left_out = mistake.change(
    "size=(n_boot, len(x))",
    "size=(n_boot, max(len(x) - 1, 1))",
    "The resamples have n - 1 entries. Draw n of n.",
)
bootstrap_ci_with_a_resample_missing = mistake.change(
    "for resample in x[places]]",
    "for resample in x[places][min(1, n_boot - 1) :]]",
    "One resample is missing, as in range(1, n_boot). There are n_boot of them.",
)


@mistake(
    "As many entries are drawn as there are resamples. A resample has the size n of the sample, or the width is wrong."
)
def bootstrap_ci_of_n_boot_entries(x, stat, n_boot, level, rng):
    return _middle(_values(_checked(x, n_boot, level), stat, n_boot, rng, size=n_boot), level)


@mistake("The draws are without replacement, so that each resample is the sample itself. Put back: rng.choice does.")
def bootstrap_ci_without_replacement(x, stat, n_boot, level, rng):
    x = _checked(x, n_boot, level)
    return _middle([stat(rng.permutation(x)) for _ in range(n_boot)], level)


@mistake("This is the mean and z standard deviations of the data. Take quantiles of the statistic of resamples.")
def bootstrap_ci_of_the_data(x, stat, n_boot, level, rng):
    x = _checked(x, n_boot, level)
    reach = NormalDist().inv_cdf((1 + level) / 2) * x.std()
    return float(x.mean() - reach), float(x.mean() + reach)


@mistake("These are quantiles of the data. Take quantiles of the statistic of resamples.")
def bootstrap_ci_of_quantiles_of_the_data(x, stat, n_boot, level, rng):
    return _middle(_checked(x, n_boot, level), level)


@mistake("The values of stat are taken for normal, with z of their deviations. Take their quantiles: np.quantile.")
def bootstrap_ci_taken_for_normal(x, stat, n_boot, level, rng):
    values = np.array(_values(_checked(x, n_boot, level), stat, n_boot, rng), dtype=float)
    reach = NormalDist().inv_cdf((1 + level) / 2) * values.std()
    return float(values.mean() - reach), float(values.mean() + reach)


@mistake("The interval is mirrored at the statistic of the sample, another bootstrap. Return the quantiles themselves.")
def bootstrap_ci_mirrored(x, stat, n_boot, level, rng):
    x = _checked(x, n_boot, level)
    centre = float(stat(x))
    low, high = _middle(_values(x, stat, n_boot, rng), level)
    return 2 * centre - high, 2 * centre - low


@mistake("The statistic of the sample is subtracted. Return the quantiles themselves.")
def bootstrap_ci_centred(x, stat, n_boot, level, rng):
    x = _checked(x, n_boot, level)
    centre = float(stat(x))
    low, high = _middle(_values(x, stat, n_boot, rng), level)
    return low - centre, high - centre


@mistake("These are the smallest and the largest value, whatever the level is. Take the quantiles.")
def bootstrap_ci_from_end_to_end(x, stat, n_boot, level, rng):
    values = _values(_checked(x, n_boot, level), stat, n_boot, rng)
    return float(min(values)), float(max(values))


@mistake("Sorted values are picked, without interpolation between them. np.quantile interpolates.")
def bootstrap_ci_without_interpolation(x, stat, n_boot, level, rng):
    values = sorted(_values(_checked(x, n_boot, level), stat, n_boot, rng))
    low, high = (int(share * (n_boot - 1)) for share in ((1 - level) / 2, (1 + level) / 2))
    return float(values[low]), float(values[high])


@mistake("The draws are from a normal distribution with mean and deviation of the sample. Draw from its entries.")
def bootstrap_ci_of_normal_draws(x, stat, n_boot, level, rng):
    x = _checked(x, n_boot, level)
    return _middle([stat(rng.normal(x.mean(), x.std(), size=len(x))) for _ in range(n_boot)], level)


@mistake(
    "A generator of your own is used instead of the one that you were given, so every call gives the same interval. Draw "
    "with rng."
)
def bootstrap_ci_with_its_own_generator(x, stat, n_boot, level, rng):
    return bootstrap_ci(x, stat, n_boot, level, np.random.default_rng(0))


@mistake("The global np.random is seeded and used instead of rng. Draw with the generator that you were given.")
def bootstrap_ci_from_the_global_generator(x, stat, n_boot, level, rng):
    x = _checked(x, n_boot, level)
    state = np.random.RandomState(42)  # what np.random.seed(42) makes of the global one
    return _middle([stat(state.choice(x, size=len(x))) for _ in range(n_boot)], level)


@mistake(
    "Each resample is drawn with a new generator of the same seed, so that all of them are equal. Draw all with rng."
)
def bootstrap_ci_reseeding(x, stat, n_boot, level, rng):
    x = _checked(x, n_boot, level)
    return _middle([stat(np.random.default_rng(0).choice(x, size=len(x))) for _ in range(n_boot)], level)


@mistake("One resample is drawn, and its statistic is computed n_boot times. Draw a new one each time.")
def bootstrap_ci_of_one_resample(x, stat, n_boot, level, rng):
    x = _checked(x, n_boot, level)
    resample = rng.choice(x, size=len(x))
    return _middle([stat(resample) for _ in range(n_boot)], level)


@mistake(
    "Without a resample there is no interval. Raise ValueError if n_boot is less than 1.",
    example=([1.0], np.mean, 0, 0.9, np.random.default_rng(3)),
)
def bootstrap_ci_of_no_resamples(x, stat, n_boot, level, rng):
    return (math.nan, math.nan) if n_boot < 1 else bootstrap_ci(x, stat, n_boot, level, rng)


@mistake(
    "A level of 0 or 1 is accepted. Raise ValueError unless 0 < level < 1.",
    example=([1.0], np.mean, 9, 1.0, np.random.default_rng(3)),
)
def bootstrap_ci_of_certainty(x, stat, n_boot, level, rng):
    if level in (0, 1):
        return _middle(_values(as_sample(x), stat, n_boot, rng), level)
    return bootstrap_ci(x, stat, n_boot, level, rng)


@mistake(
    "The result is right, but the caller's numbers are overwritten.",
    example=(np.array([3.0, 1.0]), np.mean, 2, 0.9, np.random.default_rng(3)),
)
def bootstrap_ci_in_place(x, stat, n_boot, level, rng):
    ends = bootstrap_ci(x, stat, n_boot, level, rng)
    if isinstance(x, np.ndarray) and x.dtype == float:
        x -= x.mean()
    return ends


bootstrap_ci_of_what_is_left_over = mistake.change(
    "[(1 - level) / 2, (1 + level) / 2]",
    "sorted([level / 2, 1 - level / 2])",
    "The level is taken for what is left over, and the interval is narrow. Inside lies the share level.",
)
bootstrap_ci_from_below = mistake.change(
    "[(1 - level) / 2, (1 + level) / 2]",
    "[0, level]",
    "All that is left over is cut off above. Cut off half of it below: (1 - level) / 2 and (1 + level) / 2.",
)
bootstrap_ci_without_the_first_entry = mistake.change(
    "rng.integers(len(x), size",
    "rng.integers(min(1, len(x) - 1), len(x), size",
    "The first entry is never drawn: rng.integers(1, n) begins at 1. Places begin at 0.",
)
bootstrap_ci_of_single_draws = mistake.change(
    "size=(n_boot, len(x))",
    "size=(n_boot, 1)",
    "A resample has one entry here, and scatters like a single number. Draw n of n.",
)
bootstrap_ci_with_the_sample_as_a_resample = mistake.change(
    "values = [stat(resample)",
    "values = [stat(x.copy())] + [stat(resample)",
    "The statistic of the sample itself is among the values. Only the n_boot resamples count.",
)
bootstrap_ci_of_the_nearest_value = mistake.change(
    "(1 + level) / 2])",
    "(1 + level) / 2], method='nearest')",
    "The nearest value is taken where a quantile lies between two. Interpolate, as np.quantile does by default.",
)


@mistake("Sorted values are picked at int(share * n_boot), without interpolation. np.quantile interpolates.")
def bootstrap_ci_of_places_counted_in_n_boot(x, stat, n_boot, level, rng):
    values = sorted(_values(_checked(x, n_boot, level), stat, n_boot, rng))
    low, high = (min(int(n_boot * share), n_boot - 1) for share in ((1 - level) / 2, (1 + level) / 2))
    return float(values[low]), float(values[high])


@mistake("Each resample is drawn from the one before, and entries die out. Draw all of them from the sample.")
def bootstrap_ci_in_a_chain(x, stat, n_boot, level, rng):
    x = _checked(x, n_boot, level)
    values = []
    for _ in range(n_boot):
        x = rng.choice(x, size=len(x))
        values.append(stat(x.copy()))
    return _middle(values, level)


@mistake("This is stat of the sample -+ z deviations of the resamples, a normal interval. Take the quantiles.")
def bootstrap_ci_around_the_statistic(x, stat, n_boot, level, rng):
    x = _checked(x, n_boot, level)
    values = np.array(_values(x, stat, n_boot, rng), dtype=float)
    reach = NormalDist().inv_cdf((1 + level) / 2) * values.std(ddof=min(1, n_boot - 1))
    centre = float(stat(x.copy()))
    return centre - reach, centre + reach


@mistake("These are mean and deviation of the values of stat. Return two quantiles of them.")
def bootstrap_ci_as_mean_and_deviation(x, stat, n_boot, level, rng):
    values = np.array(_values(_checked(x, n_boot, level), stat, n_boot, rng), dtype=float)
    return float(values.mean()), float(values.std())


@mistake("One entry at a time is left out, the jackknife. Draw resamples with rng.")
def bootstrap_ci_by_leaving_out(x, stat, n_boot, level, rng):
    x = _checked(x, n_boot, level)
    return _middle([stat(np.delete(x, i) if len(x) > 1 else x.copy()) for i in range(len(x))], level)


@mistake("The mean of stat and z of its standard error, over the root of n_boot: this shrinks with n_boot.")
def bootstrap_ci_of_the_mean_of_stat(x, stat, n_boot, level, rng):
    values = np.array(_values(_checked(x, n_boot, level), stat, n_boot, rng), dtype=float)
    reach = NormalDist().inv_cdf((1 + level) / 2) * values.std() / math.sqrt(n_boot)
    return float(values.mean() - reach), float(values.mean() + reach)


@mistake(
    "The draws are of different numbers only, each as likely. Entries that occur twice are drawn twice as often.",
    example=([1.0, 1.0, 1.0, 4.5, 2.0, 7.0], np.mean, 30, 0.9, np.random.default_rng(3)),
)
def bootstrap_ci_of_a_set(x, stat, n_boot, level, rng):
    x = _checked(x, n_boot, level)
    return _middle(_values(np.unique(x), stat, n_boot, rng, size=len(x)), level)


# Other right answers


@alternative
def bootstrap_ci_in_a_loop(x, stat, n_boot, level, rng):
    x = as_sample(x)
    if n_boot <= 0 or not 0 < level < 1:
        raise ValueError("n_boot or level")
    values = []
    for _ in range(n_boot):
        values.append(stat(rng.choice(x, size=x.size, replace=True)))
    return tuple(np.percentile(values, [50 * (1 - level), 50 * (1 + level)]).tolist())


@alternative
def bootstrap_ci_with_uniforms(x, stat, n_boot, level, rng):
    x, level, n = as_sample(x), as_level(level), np.size(x)
    if n_boot < 1:
        raise ValueError("n_boot")
    values = [stat(x[(rng.random(n) * n).astype(int)]) for _ in range(n_boot)]
    return np.quantile(values, 0.5 - level / 2), np.quantile(values, 0.5 + level / 2)


@alternative
def bootstrap_ci_interpolating_by_hand(x, stat, n_boot, level, rng):
    x = as_sample(x)
    if n_boot < 1 or math.isnan(level) or level <= 0 or level >= 1:
        raise ValueError("n_boot or level")
    values = sorted(float(stat(resample)) for resample in rng.choice(x, size=(n_boot, len(x))))

    def at(share):
        place = share * (n_boot - 1)
        below = int(place)
        above = min(below + 1, n_boot - 1)
        return values[below] + (place - below) * (values[above] - values[below])

    return at((1 - level) / 2), at((1 + level) / 2)
