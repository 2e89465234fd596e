"""Visible checks of section 2, probability distributions."""

import math

import numpy as np

from autograder.checking.compare import assert_close, assert_same, raises


def test_uniform_pmf_of_a_fair_die_is_a_sixth_each(uniform_pmf):
    assert_close(uniform_pmf(6), np.array([1 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 6]))


def test_uniform_pmf_of_a_single_outcome_is_certain(uniform_pmf):
    assert_close(uniform_pmf(1), np.array([1.0]))


def test_uniform_pmf_sums_to_one(uniform_pmf):
    assert_close(uniform_pmf(37).sum(), 1.0)


def test_uniform_pmf_needs_an_outcome(uniform_pmf):
    with raises(ValueError):
        uniform_pmf(0)
    with raises(ValueError):
        uniform_pmf(-3)


def test_uniform_pmf_refuses_half_an_outcome(uniform_pmf):
    with raises(ValueError):
        uniform_pmf(2.5)


def test_uniform_pdf_is_the_height_of_a_rectangle_of_area_one(uniform_pdf):
    assert_close(uniform_pdf([2.5, 5.0, 6.9], 2, 7), np.array([0.2, 0.2, 0.2]))  # 5 wide, so 1/5 high


def test_uniform_pdf_may_exceed_one(uniform_pdf):
    assert_close(uniform_pdf([0.1], 0, 0.5), np.array([2.0]))  # half a unit wide, so 2 high


def test_uniform_pdf_is_zero_outside_of_the_interval(uniform_pdf):
    assert_close(uniform_pdf([0.7, -0.1, 0.25], 0, 0.5), np.array([0.0, 0.0, 2.0]))


def test_uniform_pdf_includes_both_ends_and_keeps_the_shape(uniform_pdf):
    assert_close(uniform_pdf([[-1, 3, 4], [0, -2, 1]], -1, 3), np.array([[0.25, 0.25, 0.0], [0.25, 0.0, 0.25]]))


def test_uniform_pdf_needs_an_interval(uniform_pdf):
    with raises(ValueError):
        uniform_pdf([0.5], 1, 1)
    with raises(ValueError):
        uniform_pdf([0.5], 1, 0)


def test_softmax_of_the_logarithms_of_odds(softmax):
    # e^x is 1, 3, 4 with sum 8
    assert_close(softmax([0.0, math.log(3), math.log(4)]), np.array([1 / 8, 3 / 8, 1 / 2]))


def test_softmax_treats_each_row_by_itself(softmax):
    # first row uniform over 3; second has odds 2 : 4 : 4
    x = [[0.0, 0.0, 0.0], [math.log(2), math.log(4), math.log(4)]]
    assert_close(softmax(x), np.array([[1 / 3, 1 / 3, 1 / 3], [0.2, 0.4, 0.4]]))
    # a square one: odds 1 : 3 and 1 : 1
    assert_close(softmax([[0.0, math.log(3)], [5.0, 5.0]]), np.array([[0.25, 0.75], [0.5, 0.5]]))


def test_softmax_works_along_the_axis_it_is_given(softmax):
    # the columns have odds 1 : 3, 1 : 1 and 4 : 1
    x = np.log([[1.0, 2.0, 4.0], [3.0, 2.0, 1.0]])
    assert_close(softmax(x, axis=0), np.array([[0.25, 0.5, 0.8], [0.75, 0.5, 0.2]]))


def test_softmax_survives_large_logits(softmax):
    assert_close(softmax([1000.0, 1000.0]), np.array([0.5, 0.5]))
    assert_close(softmax([[2000.0, 0.0]]), np.array([[1.0, 0.0]]))  # e^-2000 is 0 in floating point
    # Each row is uniform, whatever the other row is like.
    assert_close(softmax([[0.0, 0.0], [-2000.0, -2000.0]]), np.array([[0.5, 0.5], [0.5, 0.5]]))


def test_softmax_gives_masked_entries_no_probability(softmax):
    probabilities = softmax([2.0, -math.inf, 2.0])
    assert_close(probabilities, np.array([0.5, 0.0, 0.5]))
    assert_same(float(probabilities[1]), 0.0)  # exactly
    with raises(ValueError):
        softmax([-math.inf, -math.inf])  # masked everywhere
    with raises(ValueError):
        softmax([[0.0, 1.0], [-math.inf, -math.inf]])  # one row is


def test_sample_categorical_finds_the_piece_that_holds_u(sample_categorical):
    # The pieces end at 0.2, 0.7 and 1.
    assert_same(sample_categorical([0.2, 0.5, 0.3], 0.1), 0)
    assert_same(sample_categorical([0.2, 0.5, 0.3], 0.4), 1)
    assert_same(sample_categorical([0.2, 0.5, 0.3], 0.65), 1)
    assert_same(sample_categorical([0.2, 0.5, 0.3], 0.9), 2)


def test_sample_categorical_never_draws_a_token_of_probability_zero(sample_categorical):
    assert_same(sample_categorical([0, 0.5, 0.5], 0.0), 1)
    assert_same(sample_categorical([0.25, 0, 0.75], 0.25), 2)  # u = F_0 belongs to a later token


def test_sample_categorical_finds_a_token_for_every_u(sample_categorical):
    u = 0.9999999999999999  # and ten times 0.1 adds up to no more than this
    assert_same(sample_categorical([0.1] * 10, u), 9)
    assert_same(sample_categorical([0.1] * 10 + [0.0], u), 9)


def test_sample_categorical_divides_by_the_sum(sample_categorical):
    # The sum is 0.9999995, so token 0 owns the interval up to 0.25 / 0.9999995 = 0.250000125.
    assert_same(sample_categorical([0.25, 0.25, 0.4999995], 0.2500001), 0)


def test_sample_categorical_allows_for_the_rounding_of_float32(sample_categorical):
    p = np.full(10, 0.1, dtype=np.float32)  # as float64 numbers they sum to 1.000000015
    assert_same(sample_categorical(p, 0.55), 5)
    assert_same(sample_categorical([0.5, 0.5000005], 0.75), 1)
    with raises(ValueError):
        sample_categorical([0.5, 0.50001], 0.75)


def test_sample_categorical_refuses_what_is_no_distribution_or_no_uniform_number(sample_categorical):
    with raises(ValueError):
        sample_categorical([1, 2, 1], 0.5)  # counts
    with raises(ValueError):
        sample_categorical([1.25, -0.25], 0.5)
    with raises(ValueError):
        sample_categorical([math.nan, 1.0], 0.5)
    with raises(ValueError):
        sample_categorical([0.5, 0.5], 1.0)


def test_one_hot_has_a_row_for_each_id_and_a_column_for_each_token(one_hot):
    assert_close(one_hot([0, 2], 3), np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]))


def test_one_hot_takes_ids_in_any_order_and_again(one_hot):
    expected = np.array([[0.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]])
    assert_close(one_hot([1, 0, 1], 4), expected)


def test_one_hot_refuses_ids_outside_the_vocabulary(one_hot):
    with raises(ValueError):
        one_hot([0, -1], 3)
    with raises(ValueError):
        one_hot([3], 3)


def test_one_hot_of_no_ids_has_no_rows(one_hot):
    assert_close(one_hot([], 5), np.zeros((0, 5)))


def test_binomial_pmf_counts_the_orders(binomial_pmf):
    assert_close(binomial_pmf(2, 4, 0.5), 6 / 16)  # six orders of probability 1/16


def test_binomial_pmf_tells_successes_from_failures(binomial_pmf):
    assert_close(binomial_pmf(1, 3, 0.25), 3 * 0.25 * 0.75**2)
    assert_close(binomial_pmf(3, 3, 0.25), 0.25**3)


def test_binomial_pmf_is_zero_for_what_cannot_be(binomial_pmf):
    assert_same(binomial_pmf(-1, 4, 0.5), 0.0)
    assert_same(binomial_pmf(5, 4, 0.5), 0.0)


def test_binomial_pmf_of_certain_trials(binomial_pmf):
    assert_same(binomial_pmf(0, 4, 0), 1.0)  # 0^0 counts as 1
    assert_same(binomial_pmf(4, 4, 1), 1.0)
    assert_same(binomial_pmf(1, 4, 0), 0.0)
    assert_same(binomial_pmf(3, 4, 1), 0.0)


def test_binomial_pmf_works_for_thousands_of_trials(binomial_pmf):
    # by Stirling's series: sqrt(2 / (pi n)) * (1 - 1 / (4 n) + 1 / (32 n^2)), here with n = 2000
    expected = math.sqrt(2 / (math.pi * 2000)) * (1 - 1 / 8000 + 1 / (32 * 2000**2))
    assert_close(binomial_pmf(1000, 2000, 0.5), expected)


def test_binomial_pmf_refuses_impossible_parameters(binomial_pmf):
    with raises(ValueError):
        binomial_pmf(1, 2, 1.5)
    with raises(ValueError):
        binomial_pmf(0, -1, 0.5)
    with raises(ValueError):
        binomial_pmf(0, 2, math.nan)


def test_empirical_cdf_counts_ties_in_full(empirical_cdf):
    assert_close(empirical_cdf([1, 2, 2, 3], 2), 0.75)  # three of four are at most 2


def test_empirical_cdf_does_not_mind_the_order(empirical_cdf):
    assert_close(empirical_cdf([5.0, -1.0, 3.0, 0.5, 2.0], 2.5), 0.6)  # -1, 0.5 and 2


def test_empirical_cdf_goes_from_zero_to_one(empirical_cdf):
    assert_close(empirical_cdf([3, 1, 2], [0.9, 1.0, 2.5, 3.0, 100.0]), np.array([0.0, 1 / 3, 2 / 3, 1.0, 1.0]))


def test_empirical_cdf_keeps_the_shape_of_x(empirical_cdf):
    # of 1, 2, 2, 3 the share up to each number
    assert_close(empirical_cdf([3, 1, 2, 2], [[0, 3], [1, 2], [9, 2.5]]), np.array([[0, 1], [0.25, 0.75], [1, 0.75]]))


def test_empirical_cdf_needs_samples(empirical_cdf):
    with raises(ValueError):
        empirical_cdf([], 1.0)
    with raises(ValueError):
        empirical_cdf([1.0, math.nan], 1.0)


def test_inverted_dropout_keeps_from_the_rate_on_and_scales_up(inverted_dropout):
    # 0.2 < 0.25 is dropped, 0.25 and 0.9 are kept and divided by 0.75
    assert_close(inverted_dropout([3.0, 6.0, -9.0], 0.25, [0.2, 0.25, 0.9]), np.array([0.0, 8.0, -12.0]))


def test_inverted_dropout_decides_for_each_entry(inverted_dropout):
    u = [[0.1, 0.9, 0.6], [0.7, 0.3, 0.2]]
    assert_close(inverted_dropout(np.ones((2, 3)), 0.5, u), np.array([[0.0, 2.0, 2.0], [2.0, 0.0, 0.0]]))


def test_inverted_dropout_with_rate_zero_changes_nothing(inverted_dropout):
    assert_close(inverted_dropout([3, -1, 2], 0, [0.0, 0.5, 0.99]), np.array([3.0, -1.0, 2.0]))


def test_inverted_dropout_refuses_rates_that_are_no_share_below_one(inverted_dropout):
    with raises(ValueError):
        inverted_dropout([1.0], 1.0, [0.5])
    with raises(ValueError):
        inverted_dropout([1.0], -0.5, [0.5])
    with raises(ValueError):
        inverted_dropout([1.0], math.nan, [0.5])


def test_inverted_dropout_needs_a_number_for_each_entry(inverted_dropout):
    with raises(ValueError):
        inverted_dropout([[1.0, 2.0], [3.0, 4.0]], 0.5, [0.2, 0.9])


def test_xavier_std_is_the_root_of_the_variance(xavier_std):
    assert_close(xavier_std(6, 2), 0.5)  # sqrt(2 / 8)


def test_xavier_std_counts_inputs_and_outputs_alike(xavier_std):
    assert_close(xavier_std(150, 50), 0.1)  # sqrt(2 / 200)
    assert_close(xavier_std(50, 150), 0.1)


def test_xavier_std_needs_inputs_and_outputs(xavier_std):
    with raises(ValueError):
        xavier_std(0, 5)
    with raises(ValueError):
        xavier_std(5, 0)
    with raises(ValueError):
        xavier_std(0, 0)
    with raises(ValueError):
        xavier_std(-3, 8)


def test_he_std_of_512_inputs_is_a_sixteenth(he_std):
    assert_close(he_std(512), 0.0625)  # sqrt(2 / 512)


def test_he_std_is_one_for_two_inputs_and_halves_with_four_times_as_many(he_std):
    assert_close(he_std(2), 1.0)
    assert_close(he_std(8), 0.5)


def test_he_std_needs_an_input(he_std):
    with raises(ValueError):
        he_std(0)
    with raises(ValueError):
        he_std(-8)


def test_init_weights_has_a_row_for_each_input(init_weights):
    # No draw is further away than ten standard deviations.
    assert_close(init_weights(4, 3, "gpt2", np.random.default_rng(0)), np.zeros((4, 3)), atol=0.2)


def test_init_weights_has_mean_zero_and_the_standard_deviation_of_the_scheme(init_weights):
    # The mean of 100 draws is within 0.6 standard deviations of 0, their standard deviation within 50 % of the right
    # one. A right function misses that once in some hundred million cases.
    for scheme, std in (("gpt2", 0.02), ("xavier", math.sqrt(2 / 29)), ("he", math.sqrt(2 / 4))):
        weights = init_weights(4, 25, scheme, np.random.default_rng(1))
        assert_close(float(weights.std()), std, rtol=0.5)
        assert_close(float(weights.mean()), 0.0, atol=0.6 * std)


def test_init_weights_follows_from_the_seed_alone(init_weights):
    first = init_weights(2, 3, "he", np.random.default_rng(5))
    assert_same(init_weights(2, 3, "he", np.random.default_rng(5)), first)
    other = init_weights(2, 3, "he", np.random.default_rng(6))
    assert_same((first == other).tolist(), [[False] * 3] * 2)


def test_init_weights_draws_each_weight_by_itself(init_weights):
    weights = init_weights(4, 25, "he", np.random.default_rng(3))
    assert_same(np.unique(weights).size, 100)


def test_init_weights_are_normal_and_not_uniform(init_weights):
    # A uniform distribution ends at sqrt(3) = 1.73 standard deviations. Of a normal one 8 % lie beyond 1.75; of 300
    # weights none does so once in some ten thousand million cases.
    std = math.sqrt(2 / 4)
    largest = [float(np.max(np.abs(init_weights(4, 25, "he", np.random.default_rng(seed))))) for seed in (3, 4, 5)]
    assert_same(max(largest) > 1.75 * std, True)


def test_init_weights_refuses_unknown_schemes(init_weights):
    with raises(ValueError):
        init_weights(2, 3, "zeros", np.random.default_rng(0))
