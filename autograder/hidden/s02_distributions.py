"""Hidden suite of section 2, probability distributions.

Arrays that are used a second time are handed over as copies, so that a function that changes its arguments fails the
criterion about that, and no other.

Random weights are judged by bands. They are so wide that all of them together fail a right function with a probability
below 1e-6.
"""

import math
import re

import numpy as np
from scipy import stats

from autograder.checking.batteries import distributions, logits, sparse_distributions
from autograder.checking.compare import assert_close, assert_same, raises
from autograder.checking.criteria import criterion

# 2.1 uniform_pmf


@criterion("uniform_pmf", core=True)
def test_uniform_pmf_gives_each_of_n_outcomes_one_nth(uniform_pmf):
    for n in (2, 3, 7, 10, 250, 50257):
        assert_close(uniform_pmf(n), np.full(n, 1 / n))


@criterion("uniform_pmf")
def test_uniform_pmf_of_a_single_outcome_is_certain(uniform_pmf):
    assert_close(uniform_pmf(1), np.array([1.0]))


@criterion("uniform_pmf")
def test_uniform_pmf_refuses_what_is_no_number_of_outcomes(uniform_pmf):
    for n in (0, -1, -5, 2.5, 7.25):
        with raises(ValueError):
            uniform_pmf(n)


# 2.2 uniform_pdf


@criterion("uniform_pdf", core=True)
def test_uniform_pdf_is_one_over_the_width_inside_and_zero_outside(uniform_pdf, reference, rng):
    for shape in ((1,), (9,), (40,)):
        a = float(rng.normal(0, 3))
        b = a + float(rng.uniform(0.1, 5))
        x = rng.uniform(a - 2, b + 2, size=shape)
        assert_close(uniform_pdf(x.copy(), a, b), reference.uniform_pdf(x, a, b))


@criterion("uniform_pdf", core=True)
def test_uniform_pdf_exceeds_one_on_a_narrow_interval(uniform_pdf):
    assert_close(uniform_pdf([0.1, 0.3, 0.7], 0, 0.5), np.array([2.0, 2.0, 0.0]))
    assert_close(uniform_pdf([-0.03, 0.01, -0.07, 0.05], -0.04, 0.04), np.array([12.5, 12.5, 0.0, 0.0]))


@criterion("uniform_pdf")
def test_uniform_pdf_includes_both_ends(uniform_pdf):
    assert_close(uniform_pdf([-1.5, 0.5, -1.50001, 0.50001], -1.5, 0.5), np.array([0.5, 0.5, 0.0, 0.0]))
    assert_close(uniform_pdf([0, 1, 2, 3, 4, 5], 1, 4), np.array([0, 1 / 3, 1 / 3, 1 / 3, 1 / 3, 0]))


@criterion("uniform_pdf")
def test_uniform_pdf_refuses_an_empty_or_reversed_interval(uniform_pdf):
    for a, b in ((1, 1), (2.0, 1.0), (0, 0), (0, -3)):
        with raises(ValueError):
            uniform_pdf([0.5, 1.5], a, b)


@criterion("uniform_pdf")
def test_uniform_pdf_keeps_the_shape_and_leaves_points_unchanged(uniform_pdf, reference, rng):
    for shape in ((2, 3), (4, 1), (2, 3, 2), (0,)):
        x = rng.uniform(-1, 4, size=shape)
        before = x.copy()
        assert_close(uniform_pdf(x, 0.5, 3.0), reference.uniform_pdf(before, 0.5, 3.0))
        assert_same(x, before)
    whole = np.array([3, 9, -2])
    assert_close(uniform_pdf(whole, 0, 8), np.array([0.125, 0.0, 0.0]))
    assert_same(whole, np.array([3, 9, -2]))


# 2.3 softmax


@criterion("softmax", core=True)
def test_softmax_works_along_the_last_axis_of_any_shape(softmax, reference, rng):
    for x in logits(rng, [(5,), (3, 4), (7, 2), (3, 3), (2, 3, 5), (4, 1)]):
        assert_close(softmax(x.copy()), reference.softmax(x))


@criterion("softmax", core=True)
def test_softmax_works_along_the_axis_it_is_given(softmax, reference, rng):
    for shape, axes in (((3, 4), (0, 1, -1, -2)), ((3, 3), (0, 1)), ((2, 3, 5), (0, 1, 2, -2)), ((6,), (0,))):
        for axis in axes:
            (x,) = logits(rng, [shape])
            assert_close(softmax(x.copy(), axis), reference.softmax(x, axis))
    assert_close(softmax([[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]], axis=0), np.full((2, 3), 0.5))


@criterion("softmax", core=True)
def test_softmax_neither_overflows_nor_underflows(softmax, reference, rng):
    for offset in (1000.0, -1000.0):
        for x in logits(rng, [(4,), (3, 5)]):
            assert_close(softmax(x + offset), reference.softmax(x + offset))
    for x in logits(rng, [(4,), (3, 5)], scale=1000.0):
        assert_close(softmax(x.copy()), reference.softmax(x))
    assert_close(softmax([2000.0, 0.0]), np.array([1.0, 0.0]))


@criterion("softmax")
def test_softmax_shifts_each_slice_by_its_own_maximum(softmax):
    assert_close(softmax([[0.0, 0.0], [3000.0, 3000.0]]), np.full((2, 2), 0.5))
    assert_close(softmax([[0.0, 3000.0, -800.0], [0.0, 3000.0, -800.0]], axis=0), np.full((2, 3), 0.5))


@criterion("softmax")
def test_softmax_keeps_small_probabilities(softmax):
    # Not relative to 1: 1e-12 is the tolerance of zero only.
    assert_close(softmax([0.0, -100.0]), np.array([1.0, math.exp(-100)]), atol=0.0)
    assert_close(softmax([[700.0, 0.0]]), np.array([[1.0, math.exp(-700)]]), atol=0.0)


@criterion("softmax")
def test_softmax_gives_masked_entries_exactly_zero(softmax, reference, rng):
    for x in logits(rng, [(4,), (3, 5)]):
        x[..., 1] = -math.inf
        got = softmax(x.copy())
        assert_close(got, reference.softmax(x))
        assert_same(got[..., 1], np.zeros(x.shape[:-1]))
    assert_close(softmax([-math.inf, 3.0, -math.inf]), np.array([0.0, 1.0, 0.0]))


@criterion("softmax")
def test_softmax_refuses_a_slice_that_is_masked_everywhere(softmax):
    low = -math.inf
    for x, axis in (([low], -1), ([low, low], 0), ([[0.0, 1.0, 2.0], [low, low, low]], -1), ([[low, 1], [low, 2]], 0)):
        with raises(ValueError):
            softmax(x, axis)
    assert_close(softmax([[low, 1.0, 1.0], [low, 2.0, 2.0]], axis=1), np.array([[0.0, 0.5, 0.5], [0.0, 0.5, 0.5]]))


@criterion("softmax")
def test_softmax_takes_lists_and_ints_and_leaves_arrays_unchanged(softmax, reference, rng):
    assert_close(softmax([[1, 1, 1, 1]]), np.full((1, 4), 0.25))
    (x,) = logits(rng, [(3, 4)])
    before = x.copy()
    assert_close(softmax(x), reference.softmax(before))
    assert_same(x, before)
    whole = np.array([[3, 0], [1, 1], [0, 9]])
    assert_close(softmax(whole), reference.softmax(whole.astype(float)))
    assert_same(whole, np.array([[3, 0], [1, 1], [0, 9]]))


# 2.4 sample_categorical


@criterion("sample_categorical", core=True)
def test_sample_categorical_inverts_the_cumulative_distribution(sample_categorical, reference, rng):
    for size in (2, 3, 7, 50):
        (p,) = distributions(rng, (size,))
        for u in rng.random(12).tolist():
            assert_same(sample_categorical(p.copy(), u), reference.sample_categorical(p, u))


@criterion("sample_categorical", core=True)
def test_sample_categorical_draws_each_token_as_often_as_its_probability_says(sample_categorical):
    # On an even grid of u the counts are exact; no u of the grid is the end of a piece.
    grid = [(k + 0.5) / 40 for k in range(40)]
    drawn = [sample_categorical([0.5, 0.125, 0.0, 0.3, 0.075], u) for u in grid]
    assert_same(drawn, [0] * 20 + [1] * 5 + [3] * 12 + [4] * 3)


@criterion("sample_categorical")
def test_sample_categorical_never_draws_a_token_of_probability_zero(sample_categorical, reference, rng):
    assert_same(sample_categorical([0, 0, 0.5, 0.5], 0.0), 2)
    assert_same(sample_categorical([0.5, 0, 0, 0.5], 0.5), 3)
    for p in sparse_distributions(rng, (2, 6, 20)):
        for u in (0.0, 0.9999999999999999, *rng.random(5).tolist()):
            assert_same(sample_categorical(p.copy(), u), reference.sample_categorical(p, u))


@criterion("sample_categorical")
def test_sample_categorical_gives_the_end_of_a_piece_to_the_next_token(sample_categorical):
    for u, token in ((0.25, 1), (0.5, 2), (0.625, 3)):
        assert_same(sample_categorical([0.25, 0.25, 0.125, 0.375], u), token)


@criterion("sample_categorical")
def test_sample_categorical_finds_a_token_for_every_u(sample_categorical):
    u = 0.9999999999999999
    assert_same(sample_categorical([0.1] * 10, u), 9)
    assert_same(sample_categorical([0.1] * 10 + [0.0, 0.0], u), 9)
    assert_same(sample_categorical([0.0, 1.0, 0.0], u), 1)
    # Ten probabilities that were rounded down: their sum is 0.9995.
    assert_same(sample_categorical([0.09995] * 10, 0.9998), 9)


@criterion("sample_categorical")
def test_sample_categorical_divides_probabilities_by_their_sum(sample_categorical):
    # Sums 0.9995 and 1.0005: the first piece ends at 0.500250 and 0.499750.
    assert_same(sample_categorical([0.5, 0.4995], 0.5001), 0)
    assert_same(sample_categorical([0.5, 0.5005], 0.4999), 1)
    # As a model in single precision would return them.
    p = np.array([0.7, 0.2, 0.1], dtype=np.float32)
    assert_same([sample_categorical(p.copy(), u) for u in (0.3, 0.8, 0.95)], [0, 1, 2])


@criterion("sample_categorical")
def test_sample_categorical_refuses_what_is_no_distribution_or_no_uniform_number(sample_categorical):
    for p in ([0.5, 0.6], [0.5, 0.4], [3, 1], [1.5, -0.5], [math.nan, 1.0], [math.inf, 0.5], [0.0, 0.0], []):
        with raises(ValueError):
            sample_categorical(p, 0.3)
    for u in (-0.1, 1.0, 1, 1.5, math.nan, math.inf):
        with raises(ValueError):
            sample_categorical([0.25, 0.75], u)


@criterion("sample_categorical")
def test_sample_categorical_takes_lists_and_leaves_arrays_unchanged(sample_categorical):
    assert_same(sample_categorical([0, 1], 0), 1)
    p = np.array([0.5, 0.4995])
    before = p.copy()
    assert_same(sample_categorical(p, 0.75), 1)
    assert_same(p, before)


# 2.5 one_hot


@criterion("one_hot", core=True)
def test_one_hot_lights_one_entry_of_each_row(one_hot, reference, rng):
    for size, vocabulary in ((1, 4), (5, 3), (4, 9), (30, 7), (3, 3)):
        ids = rng.integers(vocabulary, size=size)
        assert_close(one_hot(ids.copy(), vocabulary), reference.one_hot(ids, vocabulary))


@criterion("one_hot")
def test_one_hot_has_a_column_for_every_token_that_there_is(one_hot):
    assert_close(one_hot([0, 0], 5), np.array([[1.0, 0, 0, 0, 0], [1.0, 0, 0, 0, 0]]))
    assert_close(one_hot([0], 1), np.array([[1.0]]))


@criterion("one_hot")
def test_one_hot_refuses_ids_outside_the_vocabulary(one_hot):
    for ids in ([-1], [0, 2, -1], [3], [0, 3, 1], [-3, 0], [7]):
        with raises(ValueError):
            one_hot(ids, 3)
    # -100 is inside a vocabulary of 120 if it counts from the end.
    with raises(ValueError):
        one_hot([5, -100], 120)


@criterion("one_hot")
def test_one_hot_of_no_ids_has_no_rows_but_all_columns(one_hot):
    assert_close(one_hot([], 4), np.zeros((0, 4)))
    assert_close(one_hot(np.zeros(0, dtype=int), 7), np.zeros((0, 7)))


@criterion("one_hot")
def test_one_hot_takes_lists_and_leaves_arrays_unchanged(one_hot):
    assert_close(one_hot([2, 0], 3), np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]))
    ids = np.array([3, 1, 3])
    assert_close(one_hot(ids, 4), np.array([[0.0, 0, 0, 1], [0, 1, 0, 0], [0, 0, 0, 1]]))
    assert_same(ids, np.array([3, 1, 3]))


# 2.6 binomial_pmf


@criterion("binomial_pmf", core=True)
def test_binomial_pmf_matches_the_definition(binomial_pmf, rng):
    for n in (1, 2, 5, 12, 30):
        p = float(rng.uniform(0.05, 0.95))
        for k in range(n + 1):
            assert_close(binomial_pmf(k, n, p), math.comb(n, k) * p**k * (1 - p) ** (n - k))


@criterion("binomial_pmf", core=True)
def test_binomial_pmf_works_for_thousands_of_trials(binomial_pmf, reference):
    for k, n, p in ((1000, 2000, 0.5), (1530, 3000, 0.5), (370, 4000, 0.1), (1990, 2000, 0.99), (1, 5000, 0.0005)):
        assert_close(binomial_pmf(k, n, p), reference.binomial_pmf(k, n, p))


@criterion("binomial_pmf")
def test_binomial_pmf_sums_to_one_over_all_counts(binomial_pmf):
    for n, p in ((3, 0.3), (20, 0.85), (60, 0.5)):
        total = 0.0
        for k in range(n + 1):
            probability = binomial_pmf(k, n, p)
            assert_close(probability, 0.5, atol=0.5)  # from 0 to 1
            total += probability
        assert_close(total, 1.0)


@criterion("binomial_pmf")
def test_binomial_pmf_is_zero_for_counts_that_cannot_be(binomial_pmf):
    for k, n, p in ((-1, 5, 0.5), (6, 5, 0.5), (1, 0, 0.25), (-3, 0, 0.25), (2001, 2000, 0.5), (-1, 4, 0), (5, 4, 1)):
        assert_same(binomial_pmf(k, n, p), 0.0)


@criterion("binomial_pmf")
def test_binomial_pmf_of_trials_that_are_certain(binomial_pmf):
    for n in (1, 4, 2000):
        assert_same(binomial_pmf(0, n, 0.0), 1.0)
        assert_same(binomial_pmf(1, n, 0.0), 0.0)
        assert_same(binomial_pmf(n, n, 1), 1.0)
        assert_same(binomial_pmf(n - 1, n, 1.0), 0.0)
    for p in (0, 1, 0.5):
        assert_close(binomial_pmf(0, 0, p), 1.0)


@criterion("binomial_pmf")
def test_binomial_pmf_is_zero_when_it_is_too_small_for_a_float(binomial_pmf):
    # 0.5^2000 is 1e-602, the smallest float 5e-324.
    assert_same(binomial_pmf(0, 2000, 0.5), 0.0)
    assert_same(binomial_pmf(3000, 3000, 0.25), 0.0)


@criterion("binomial_pmf")
def test_binomial_pmf_refuses_impossible_parameters(binomial_pmf):
    for k, n, p in ((1, 2, 1.5), (1, 2, -0.1), (0, 2, math.nan), (0, -1, 0.5), (-2, -1, 0.5), (7, 5, 2)):
        with raises(ValueError):
            binomial_pmf(k, n, p)


# 2.7 empirical_cdf


@criterion("empirical_cdf", core=True)
def test_empirical_cdf_is_the_share_of_samples_up_to_a_number(empirical_cdf, reference, rng):
    for size in (1, 2, 7, 60):
        samples = rng.normal(0, 3, size=size)
        for x in rng.normal(0, 3, size=6).tolist():
            assert_close(empirical_cdf(samples.copy(), x), float(reference.empirical_cdf(samples, x)))


@criterion("empirical_cdf", core=True)
def test_empirical_cdf_counts_samples_that_are_equal(empirical_cdf, reference, rng):
    samples = rng.integers(0, 6, size=31)
    for x in range(-1, 7):
        assert_close(empirical_cdf(samples.copy(), x), float(reference.empirical_cdf(samples, x)))


@criterion("empirical_cdf")
def test_empirical_cdf_takes_arrays_of_any_shape(empirical_cdf, reference, rng):
    samples = rng.integers(0, 9, size=14) / 4
    for shape in ((5,), (1,), (2, 3), (0,)):
        x = rng.integers(-2, 11, size=shape) / 4
        assert_close(empirical_cdf(samples.copy(), x.copy()), reference.empirical_cdf(samples, x))
    assert_close(empirical_cdf([4, 1, 1], [0, 1, 2, 4]), np.array([0, 2 / 3, 2 / 3, 1]))


@criterion("empirical_cdf")
def test_empirical_cdf_is_zero_below_all_samples_and_one_from_the_largest_on(empirical_cdf):
    samples = [2.5, -1.5, 7.0]
    assert_close(empirical_cdf(samples, [-1.75, -1e300, -math.inf]), np.zeros(3))
    assert_close(empirical_cdf(samples, [7.0, 7.5, 1e300, math.inf]), np.ones(4))
    assert_close(empirical_cdf([5.0], 5), 1.0)


@criterion("empirical_cdf")
def test_empirical_cdf_needs_samples_without_nan(empirical_cdf):
    for samples in ([], np.zeros(0), [math.nan], [1.0, math.nan, 2.0]):
        with raises(ValueError):
            empirical_cdf(samples, 1.0)


@criterion("empirical_cdf")
def test_empirical_cdf_leaves_its_arguments_unchanged(empirical_cdf):
    samples, x = np.array([3.0, 1.0, 2.0, 1.0]), np.array([2.5, 0.0, 1.0])
    assert_close(empirical_cdf(samples, x), np.array([0.75, 0.0, 0.5]))
    assert_same(samples, np.array([3.0, 1.0, 2.0, 1.0]))
    assert_same(x, np.array([2.5, 0.0, 1.0]))
    unsorted = [3, 1, 2, 1]
    assert_close(empirical_cdf(unsorted, 2), 0.75)
    assert_same(unsorted, [3, 1, 2, 1])


# 2.8 inverted_dropout


@criterion("inverted_dropout", core=True)
def test_inverted_dropout_drops_below_the_rate_and_scales_up_the_rest(inverted_dropout, reference, rng):
    for x in logits(rng, [(6,), (3, 4), (5, 2), (2, 3, 5)]):
        rate, u = float(rng.uniform(0.1, 0.9)), rng.random(x.shape)
        assert_close(inverted_dropout(x.copy(), rate, u.copy()), reference.inverted_dropout(x, rate, u))


@criterion("inverted_dropout", core=True)
def test_inverted_dropout_keeps_the_mean(inverted_dropout):
    # On an even grid of u exactly 24 of 40 entries are kept, as no u of the grid is the rate.
    u = np.array([(k + 0.5) / 40 for k in range(40)])[::-1].reshape(8, 5)
    assert_close(inverted_dropout(np.full((8, 5), 3.0), 0.4, u.copy()), np.where(u > 0.4, 5.0, 0.0))


@criterion("inverted_dropout")
def test_inverted_dropout_keeps_an_entry_whose_number_is_the_rate(inverted_dropout):
    x, u = [4.0, 4.0, 4.0], [0.25, 0.0, 0.125]
    assert_close(inverted_dropout(x, 0.25, u), np.array([16 / 3, 0.0, 0.0]))
    assert_close(inverted_dropout(x, 0.125, u), np.array([32 / 7, 0.0, 32 / 7]))


@criterion("inverted_dropout")
def test_inverted_dropout_with_rate_zero_keeps_all(inverted_dropout, rng):
    for x in logits(rng, [(4,), (2, 3)]):
        assert_close(inverted_dropout(x.copy(), 0.0, rng.random(x.shape)), x)
        assert_close(inverted_dropout(x.copy(), 0, np.zeros(x.shape)), x)


@criterion("inverted_dropout")
def test_inverted_dropout_refuses_impossible_rates_and_shapes_that_differ(inverted_dropout):
    for rate in (1.0, 1, 1.5, -0.1, math.nan):
        with raises(ValueError):
            inverted_dropout([1.0, 2.0], rate, [0.3, 0.6])
    for shape in ((3,), (1, 3), (2, 1), (3, 2), ()):
        with raises(ValueError):
            inverted_dropout(np.ones((2, 3)), 0.5, np.full(shape, 0.7))


@criterion("inverted_dropout")
def test_inverted_dropout_takes_ints_and_leaves_arrays_unchanged(inverted_dropout):
    assert_close(inverted_dropout([[3, 1], [2, 5]], 0.5, [[0.75, 0.1], [0.5, 0.2]]), np.array([[6.0, 0.0], [4.0, 0.0]]))
    for x in (np.array([3.0, -1.0, 2.0]), np.array([3, -1, 2])):
        before, u = x.copy(), np.array([0.5, 0.1, 0.9])
        assert_close(inverted_dropout(x, 0.2, u), np.array([3.75, 0.0, 2.5]))
        assert_same(x, before)
        assert_same(u, np.array([0.5, 0.1, 0.9]))


# 2.9 xavier_std


@criterion("xavier_std", core=True)
def test_xavier_std_is_the_root_of_two_over_all_inputs_and_outputs(xavier_std, rng):
    for _ in range(6):
        fan_in, fan_out = int(rng.integers(2, 900)), int(rng.integers(1000, 4000))
        assert_close(xavier_std(fan_in, fan_out), math.sqrt(2 / (fan_in + fan_out)))
        assert_close(xavier_std(fan_out, fan_in), math.sqrt(2 / (fan_in + fan_out)))


@criterion("xavier_std")
def test_xavier_std_of_the_smallest_and_of_a_huge_layer(xavier_std):
    assert_close(xavier_std(1, 1), 1.0)
    assert_close(xavier_std(10**12, 10**12), 1e-6)


@criterion("xavier_std")
def test_xavier_std_refuses_a_layer_without_inputs_or_outputs(xavier_std):
    for fan_in, fan_out in ((0, 4), (4, 0), (0, 0), (-2, 8), (8, -2)):
        with raises(ValueError):
            xavier_std(fan_in, fan_out)


# 2.10 he_std


@criterion("he_std", core=True)
def test_he_std_is_the_root_of_two_over_the_inputs(he_std, rng):
    for fan_in in rng.integers(3, 4000, size=8).tolist():
        assert_close(he_std(fan_in), math.sqrt(2 / fan_in))


@criterion("he_std")
def test_he_std_of_the_smallest_and_of_a_huge_layer(he_std):
    assert_close(he_std(1), math.sqrt(2))
    assert_close(he_std(2 * 10**12), 1e-6)


@criterion("he_std")
def test_he_std_refuses_a_layer_without_inputs(he_std):
    for fan_in in (0, -1, -512):
        with raises(ValueError):
            he_std(fan_in)


# 2.11 init_weights

# Sizes, schemes and the standard deviations that belong to them; never square.
LAYERS = (
    (160, 250, "gpt2", 0.02),
    (160, 250, "xavier", math.sqrt(2 / 410)),
    (250, 160, "he", math.sqrt(2 / 250)),
)


def _generator(rng):
    return np.random.default_rng(int(rng.integers(2**32)))


def _layer(init_weights, fan_in, fan_out, scheme, generator):
    """Weights of one layer, after the check that they are an array of finite numbers and of the right shape."""
    weights = init_weights(fan_in, fan_out, scheme, generator)
    # More than ten standard deviations of any scheme. Whether the scale is right is judged elsewhere.
    assert_close(weights, np.zeros((fan_in, fan_out)), atol=15.0)
    return weights


@criterion("init_weights", core=True)
def test_init_weights_has_the_standard_deviation_of_the_scheme(init_weights, rng):
    for fan_in, fan_out, scheme, std in LAYERS:
        weights = _layer(init_weights, fan_in, fan_out, scheme, _generator(rng))
        # Of 40000 draws: seven standard errors of the standard deviation, and six of the mean.
        assert_close(float(weights.std()), std, rtol=0.025)
        assert_close(float(weights.mean()), 0.0, atol=0.03 * std)


@criterion("init_weights", core=True)
def test_init_weights_follows_the_normal_distribution(init_weights, rng):
    for fan_in, fan_out, scheme, std in LAYERS:
        weights = _layer(init_weights, fan_in, fan_out, scheme, _generator(rng))
        # Kolmogorov-Smirnov distance from the normal cdf; 3 / sqrt(n) is exceeded with probability 2 exp(-18) = 3e-8.
        distance = stats.ks_1samp(weights.ravel(), stats.norm(0, std).cdf, method="asymp").statistic
        assert_close(float(distance), 0.0, atol=3 / math.sqrt(weights.size))


@criterion("init_weights", core=True)
def test_init_weights_draws_the_weights_independently(init_weights, rng):
    for fan_in, fan_out, scheme, std in LAYERS:
        weights = _layer(init_weights, fan_in, fan_out, scheme, _generator(rng))
        for axis, size in enumerate(weights.shape):
            # Means of n independent draws deviate by std / sqrt(n), means of equal draws by std. Seven standard errors.
            assert_close(float(weights.mean(axis=axis).std()), std / math.sqrt(size), rtol=0.4)
            # One half tells nothing about the other: of 20000 products the mean deviates by 0.007 variances.
            first, second = np.split(weights, 2, axis=axis)
            assert_close(float(np.mean(first * second)) / std**2, 0.0, atol=0.05)


@criterion("init_weights")
def test_init_weights_can_be_repeated_from_the_seed(init_weights, rng):
    seed = int(rng.integers(2**32))
    for scheme in ("gpt2", "xavier", "he"):
        first, second = (_layer(init_weights, 5, 3, scheme, np.random.default_rng(seed)) for _ in range(2))
        assert_same(second, first)


@criterion("init_weights")
def test_init_weights_takes_its_randomness_from_the_generator(init_weights, rng):
    for scheme in ("gpt2", "xavier", "he"):
        one, other = _generator(rng), _generator(rng)
        layers = [_layer(init_weights, 5, 3, scheme, generator) for generator in (one, one, other)]
        # Two layers of one model, and the layers of two models, have nothing in common.
        for i, j in ((0, 1), (0, 2), (1, 2)):
            assert_same(int(np.sum(layers[i] == layers[j])), 0)


@criterion("init_weights")
def test_init_weights_works_for_the_smallest_layers(init_weights, rng):
    for fan_in, fan_out in ((1, 1), (1, 4), (3, 1)):
        for scheme in ("gpt2", "xavier", "he"):
            _layer(init_weights, fan_in, fan_out, scheme, _generator(rng))


@criterion("init_weights")
def test_init_weights_refuses_unknown_schemes(init_weights, rng):
    for scheme in ("zeros", "", "GPT-2", "kaiming"):
        with raises(ValueError):
            init_weights(3, 4, scheme, rng)


@criterion("init_weights")
def test_init_weights_names_the_schemes_that_it_knows_in_its_error(init_weights, rng):
    words = []
    try:
        init_weights(3, 4, "orthogonal", rng)
    except ValueError as error:
        words = re.findall(r"\w+", str(error))  # words, since "he" is also a part of "scheme"
    for scheme in ("gpt2", "xavier", "he"):
        assert_same({scheme: scheme in words}, {scheme: True})
