"""2.11 `init_weights`: criteria, known mistakes, other right answers."""

import math
import re

import numpy as np
from scipy import special, stats

from autograder.content import alternative, assert_close, assert_same, criterion, floats_of, mistakes_of, raises
from solutions.s02_distributions import he_std, init_weights, xavier_std

# Criteria


# The core criteria judge a layer of each of the 3 schemes by 7 statistics of normal draws. Each has a band that follows
# from its exact distribution, or from a proven bound. A right function leaves one band with probability CHANCE at most,
# so any of them all with probability 1e-6 at most.
CHANCE = 1e-6 / (7 * 3)

TINY = 1e-300
"""Divides what has no length, so that weights that are all 0 are judged rather than divided by 0."""


def _generator(rng):
    return np.random.default_rng(int(rng.integers(2**32)))


def _layer(init_weights, fan_in, fan_out, scheme, generator):
    """Weights of one layer, after the check that they are an array of finite numbers and of the right shape."""
    weights = init_weights(fan_in, fan_out, scheme, generator)
    # More than ten standard deviations of any scheme. Whether the scale is right is judged elsewhere.
    assert_close(weights, np.zeros((fan_in, fan_out)), atol=15.0)
    return floats_of(weights, (fan_in, fan_out))


def _standardised_layers(init_weights, rng):
    """A layer of each scheme, divided by the standard deviation that it should have; never square."""
    for scheme in ("gpt2", "xavier", "he"):
        few, many = 4 * int(rng.integers(19, 23)), 4 * int(rng.integers(28, 34))
        fan_in, fan_out = (many, few) if scheme == "he" else (few, many)
        std = {"gpt2": 0.02, "xavier": math.sqrt(2 / (fan_in + fan_out)), "he": math.sqrt(2 / fan_in)}[scheme]
        yield _layer(init_weights, fan_in, fan_out, scheme, _generator(rng)) / std


def _assert_between(low, high, statistic):
    assert_close(float(statistic), float(low + high) / 2, rtol=0.0, atol=float(high - low) / 2)


# All but CHANCE of the probability, from the functions below `scipy.stats`, which takes a hundred times as long.


def _normal_band():
    high = special.ndtri(1 - CHANCE / 2)
    return -high, high


def _chi_squared_band(n):
    return 2 * special.gammaincinv(n / 2, CHANCE / 2), 2 * special.gammainccinv(n / 2, CHANCE / 2)


def _beta_band(a, b):
    return special.betaincinv(a, b, CHANCE / 2), special.betainccinv(a, b, CHANCE / 2)


@criterion(core=True)
def test_has_the_standard_deviation_of_the_scheme(init_weights, rng):
    for z in _standardised_layers(init_weights, rng):
        # The sum of n squares is chi-squared with n degrees; the mean is normal with standard deviation 1 / sqrt(n).
        _assert_between(*_chi_squared_band(z.size), np.sum(z**2))
        _assert_between(*_normal_band(), z.mean() * math.sqrt(z.size))


@criterion(core=True)
def test_follows_the_normal_distribution(init_weights, rng):
    for z in _standardised_layers(init_weights, rng):
        # The Kolmogorov-Smirnov distance: the largest between the cdf of the draws and the normal one.
        cdf, steps = special.ndtr(np.sort(z, axis=None)), np.arange(z.size + 1) / z.size
        distance = max(np.max(steps[1:] - cdf), np.max(cdf - steps[:-1]))
        # It exceeds d with probability 2 exp(-2 n d^2) at most (Massart's form of the DKW inequality).
        assert_close(float(distance), 0.0, atol=math.sqrt(math.log(2 / CHANCE) / (2 * z.size)))


@criterion(core=True)
def test_draws_the_weights_independently(init_weights, rng):
    for z in _standardised_layers(init_weights, rng):
        z /= max(np.linalg.norm(z), TINY)  # whether the scale is right is judged above
        for axis, size in enumerate(z.shape):
            # Of n squares, the share that the means of rows, or columns, make up is beta: in n dimensions, they span m.
            means = z.mean(axis=axis)
            _assert_between(*_beta_band(means.size / 2, (z.size - means.size) / 2), size * np.sum(means**2))
            # One half tells nothing about the other: the cosine c between two normal vectors of n entries has
            # (1 + c) / 2 distributed as beta, with (n - 1) / 2 for both parameters.
            first, second = np.split(z, 2, axis=axis)
            cosine = np.sum(first * second) / max(np.linalg.norm(first) * np.linalg.norm(second), TINY)
            _assert_between(*_beta_band((first.size - 1) / 2, (first.size - 1) / 2), (1 + cosine) / 2)


@criterion()
def test_can_be_repeated_from_the_seed(init_weights, rng):
    seed = int(rng.integers(2**32))
    for scheme in ("gpt2", "xavier", "he"):
        first, second = (_layer(init_weights, 5, 3, scheme, np.random.default_rng(seed)) for _ in range(2))
        assert_same(second, first)


@criterion()
def test_takes_its_randomness_from_the_generator(init_weights, rng):
    for scheme in ("gpt2", "xavier", "he"):
        one, other = _generator(rng), _generator(rng)
        layers = [_layer(init_weights, 5, 3, scheme, generator) for generator in (one, one, other)]
        # Two layers of one model, and the layers of two models, have nothing in common.
        for i, j in ((0, 1), (0, 2), (1, 2)):
            assert_same(int(np.sum(layers[i] == layers[j])), 0)


@criterion()
def test_works_for_the_smallest_layers(init_weights, rng):
    for fan_in, fan_out in ((1, 1), (1, 4), (3, 1)):
        for scheme in ("gpt2", "xavier", "he"):
            _layer(init_weights, fan_in, fan_out, scheme, _generator(rng))


@criterion()
def test_refuses_unknown_schemes(init_weights, rng):
    for scheme in ("zeros", "", "GPT-2", "kaiming"):
        with raises(ValueError):
            init_weights(3, 4, scheme, _generator(rng))


@criterion()
def test_names_the_schemes_that_it_knows_in_its_error(init_weights, rng):
    words = []
    try:
        init_weights(3, 4, "orthogonal", _generator(rng))
    except ValueError as error:
        words = re.findall(r"\w+", str(error))  # words, since "he" is also a part of "scheme"
    for scheme in ("gpt2", "xavier", "he"):
        assert_same({scheme: scheme in words}, {scheme: True})


# Known mistakes


def _std(fan_in, fan_out, scheme):
    """The right standard deviation, or the error for an unknown scheme."""
    init_weights(1, 1, scheme, np.random.default_rng(0))
    return {"gpt2": 0.02, "xavier": xavier_std(fan_in, fan_out), "he": he_std(fan_in)}[scheme]


mistake = mistakes_of(init_weights, example=(2, 3, "he", np.random.default_rng(3)))


@mistake(
    "The variance is passed as the scale. rng.normal takes the standard deviation as it is: do not square it.",
    example=(8, 25, "gpt2", np.random.default_rng(3)),
)
def init_weights_with_the_variance(fan_in, fan_out, scheme, rng):
    return rng.normal(0.0, _std(fan_in, fan_out, scheme) ** 2, size=(fan_in, fan_out))


@mistake(
    "The root of the standard deviation is taken, as if it were a variance. rng.normal takes the standard deviation as it "
    "is.",
    example=(8, 25, "gpt2", np.random.default_rng(3)),
)
def init_weights_with_one_root_too_many(fan_in, fan_out, scheme, rng):
    return rng.normal(0.0, math.sqrt(_std(fan_in, fan_out, scheme)), size=(fan_in, fan_out))


@mistake("Rows and columns are exchanged. Inputs are the rows here: the shape is (fan_in, fan_out).")
def init_weights_transposed(fan_in, fan_out, scheme, rng):
    return rng.normal(0.0, _std(fan_in, fan_out, scheme), size=(fan_out, fan_in))


@mistake("The weights are uniform draws. Draw from the normal distribution: rng.normal(0, std, size=...).")
def init_weights_uniform(fan_in, fan_out, scheme, rng):
    limit = math.sqrt(3) * _std(fan_in, fan_out, scheme)
    return rng.uniform(-limit, limit, size=(fan_in, fan_out))


@mistake(
    "The global np.random is seeded and used instead of rng, so every layer starts out equal. Draw with the generator that "
    "is passed in: rng.normal(...)."
)
def init_weights_from_the_global_generator(fan_in, fan_out, scheme, rng):
    state = np.random.RandomState(42)  # what np.random.seed(42) makes of the global one
    return state.normal(0.0, _std(fan_in, fan_out, scheme), size=(fan_in, fan_out))


@mistake(
    "A new generator with a fixed seed is made inside, so every layer starts out equal. Draw with the one that is passed "
    "in: rng.normal(...)."
)
def init_weights_from_a_generator_of_its_own(fan_in, fan_out, scheme, rng):
    return init_weights(fan_in, fan_out, scheme, np.random.default_rng(0))


@mistake(
    "All rows are the same, so all inputs are treated alike. Draw fan_in * fan_out numbers: size=(fan_in, fan_out)."
)
def init_weights_with_equal_rows(fan_in, fan_out, scheme, rng):
    return np.tile(rng.normal(0.0, _std(fan_in, fan_out, scheme), size=fan_out), (fan_in, 1))


@mistake(
    "All columns are the same, so all units compute the same for ever. Draw fan_in * fan_out numbers: size=(fan_in, "
    "fan_out)."
)
def init_weights_with_equal_columns(fan_in, fan_out, scheme, rng):
    column = rng.normal(0.0, _std(fan_in, fan_out, scheme), size=(fan_in, 1))
    return np.repeat(column, fan_out, axis=1)


@mistake('For "he" the outputs are counted. He initialisation asks for the inputs: he_std(fan_in).')
def init_weights_with_he_of_the_outputs(fan_in, fan_out, scheme, rng):
    std = he_std(fan_out) if scheme == "he" else _std(fan_in, fan_out, scheme)
    return rng.normal(0.0, std, size=(fan_in, fan_out))


@mistake(
    '"xavier" and "he" are exchanged. "xavier" uses xavier_std(fan_in, fan_out), "he" uses he_std(fan_in).',
    example=(2, 3, "xavier", np.random.default_rng(3)),
)
def init_weights_with_schemes_exchanged(fan_in, fan_out, scheme, rng):
    return init_weights(fan_in, fan_out, {"xavier": "he", "he": "xavier"}.get(scheme, scheme), rng)


@mistake("The mean of the weights is not 0: the draws are all positive. Do not take absolute values.")
def init_weights_all_positive(fan_in, fan_out, scheme, rng):
    return np.abs(init_weights(fan_in, fan_out, scheme, rng))


@mistake(
    "The standard deviation is the mean here, with scale 1: rng.normal takes the mean first. Write rng.normal(0.0, std, "
    "size=...)."
)
def init_weights_with_the_scale_as_the_mean(fan_in, fan_out, scheme, rng):
    return rng.normal(_std(fan_in, fan_out, scheme), size=(fan_in, fan_out))


@mistake(
    "An unknown scheme falls back to 0.02 without a word, and a typing error goes unnoticed. Raise ValueError that lists "
    "the known ones.",
    example=(2, 3, "zeros", np.random.default_rng(3)),
)
def init_weights_with_a_silent_default(fan_in, fan_out, scheme, rng):
    return init_weights(fan_in, fan_out, scheme if scheme in ("xavier", "he") else "gpt2", rng)


@mistake(
    "An unknown scheme raises KeyError, that of the dictionary. Check before, and raise ValueError that lists the known "
    "ones.",
    example=(2, 3, "zeros", np.random.default_rng(3)),
)
def init_weights_with_a_key_error(fan_in, fan_out, scheme, rng):
    if scheme not in ("gpt2", "xavier", "he"):
        raise KeyError(scheme)
    return init_weights(fan_in, fan_out, scheme, rng)


@mistake(
    "Weights beyond two standard deviations are cut to them, so they are not normal. Leave the draws as they are.",
    example=(8, 25, "he", np.random.default_rng(3)),
)
def init_weights_clipped(fan_in, fan_out, scheme, rng):
    limit = 2 * _std(fan_in, fan_out, scheme)
    return np.clip(init_weights(fan_in, fan_out, scheme, rng), -limit, limit)


@mistake(
    "The draws have standard deviation 1: they are not scaled. Multiply them by that of the scheme.",
    example=(8, 25, "gpt2", np.random.default_rng(3)),
)
def init_weights_unscaled(fan_in, fan_out, scheme, rng):
    _std(fan_in, fan_out, scheme)
    return rng.standard_normal((fan_in, fan_out))


@mistake(
    "The draws are divided by the standard deviation. Multiply by it, or pass it to rng.normal.",
    example=(8, 25, "gpt2", np.random.default_rng(3)),
)
def init_weights_divided_by_the_scale(fan_in, fan_out, scheme, rng):
    return rng.standard_normal((fan_in, fan_out)) / _std(fan_in, fan_out, scheme)


@mistake("All weights are 0, so all units compute the same for ever. Draw them from the normal distribution.")
def init_weights_of_zeros(fan_in, fan_out, scheme, rng):
    _std(fan_in, fan_out, scheme)
    return np.zeros((fan_in, fan_out))


@mistake("The weights are in a flat array. Give them the shape (fan_in, fan_out).")
def init_weights_flat(fan_in, fan_out, scheme, rng):
    return init_weights(fan_in, fan_out, scheme, rng).ravel()


# Other right answers


SCHEMES = "the schemes are gpt2, xavier and he"


def _std_otherwise(fan_in, fan_out, scheme):
    if scheme == "gpt2":
        return 0.02
    if scheme == "xavier":
        return math.sqrt(2 / (fan_in + fan_out))
    if scheme == "he":
        return math.sqrt(2 / fan_in)
    raise ValueError(SCHEMES)


@alternative
def init_weights_scaled_afterwards(fan_in, fan_out, scheme, rng):
    return rng.standard_normal((fan_in, fan_out)) * _std_otherwise(fan_in, fan_out, scheme)


@alternative
def init_weights_drawn_column_by_column(fan_in, fan_out, scheme, rng):
    std = _std_otherwise(fan_in, fan_out, scheme)
    return np.column_stack([rng.normal(0, std, fan_in) for _ in range(fan_out)])


@alternative
def init_weights_with_scipy(fan_in, fan_out, scheme, rng):
    return stats.norm.rvs(scale=_std_otherwise(fan_in, fan_out, scheme), size=(fan_in, fan_out), random_state=rng)


@alternative
def init_weights_by_inverting_the_cdf(fan_in, fan_out, scheme, rng):
    u = 1 - rng.random((fan_in, fan_out))  # in (0, 1]
    return _std_otherwise(fan_in, fan_out, scheme) * special.ndtri(np.minimum(u, 1 - 2**-53))


@alternative
def init_weights_with_box_and_muller(fan_in, fan_out, scheme, rng):
    radius = np.sqrt(-2 * np.log(1 - rng.random((fan_in, fan_out))))
    angle = rng.uniform(0, 2 * np.pi, size=(fan_in, fan_out))
    return _std_otherwise(fan_in, fan_out, scheme) * radius * np.cos(angle)
