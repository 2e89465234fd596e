"""Visible checks of section 8, sampling and temperature."""

import math

import numpy as np

from autograder.checking.compare import assert_close, assert_same, raises


def test_apply_temperature_divides(apply_temperature):
    assert_close(apply_temperature([2, 1, 0, -1], 0.5), np.array([4.0, 2.0, 0.0, -2.0]))  # x / 0.5 = 2 x
    assert_close(apply_temperature(np.array([[3.0, 1.0], [0.0, -2.0]]), 2), np.array([[1.5, 0.5], [0.0, -1.0]]))


def test_apply_temperature_leaves_removed_words_removed(apply_temperature):
    assert_close(apply_temperature([1.0, -math.inf], 4.0), np.array([0.25, -math.inf]))


def test_apply_temperature_refuses_what_is_no_temperature(apply_temperature):
    for temperature in (0, -1.0, math.nan, math.inf):
        with raises(ValueError):
            apply_temperature([2.0, 0.0], temperature)


def test_apply_temperature_leaves_its_argument_unchanged(apply_temperature):
    logits = np.array([2.0, 1.0])
    apply_temperature(logits, 0.5)
    assert_same(logits, np.array([2.0, 1.0]))


def test_greedy_is_the_id_of_the_largest_logit(greedy):
    assert_same(greedy([0.5, -1.0, 4.0, 2.0]), 2)
    assert_same(greedy([-5.0, -math.inf, -3.0]), 2)


def test_greedy_takes_the_first_of_equal_logits(greedy):
    assert_same(greedy([1, 3, 3]), 1)


def test_greedy_refuses_what_cannot_be_decoded(greedy):
    for logits in ([-math.inf, -math.inf], [1.0, math.nan], [math.inf, 1.0], [], [[1.0, 2.0]]):
        with raises(ValueError):
            greedy(logits)


def test_top_k_filter_keeps_the_k_largest_where_they_are(top_k_filter):
    assert_close(top_k_filter([3, 1, 4, 2], 2), np.array([3.0, -math.inf, 4.0, -math.inf]))
    assert_close(top_k_filter([-5.0, -1.0, -3.0], 1), np.array([-math.inf, -1.0, -math.inf]))  # -inf, not 0


def test_top_k_filter_takes_the_lowest_ids_of_equal_logits(top_k_filter):
    assert_close(top_k_filter([1, 4, 2, 4, 4], 2), np.array([-math.inf, 4.0, -math.inf, 4.0, -math.inf]))


def test_top_k_filter_keeps_all_when_k_is_large(top_k_filter):
    assert_close(top_k_filter([1, 2], 5), np.array([1.0, 2.0]))
    assert_close(top_k_filter([1.0, -math.inf, 2.0], 3), np.array([1.0, -math.inf, 2.0]))


def test_top_k_filter_filters_each_row_by_itself(top_k_filter):
    got = top_k_filter([[1.0, 2.0, 3.0], [9.0, 8.0, 7.0]], 1)
    assert_close(got, np.array([[-math.inf, -math.inf, 3.0], [9.0, -math.inf, -math.inf]]))


def test_top_k_filter_refuses_bad_arguments_and_changes_none(top_k_filter):
    for logits, k in (([1.0, 2.0], 0), ([1.0, 2.0], -1), ([1.0, math.nan], 1), ([-math.inf, -math.inf], 1)):
        with raises(ValueError):
            top_k_filter(logits, k)
    logits = np.array([3.0, 1.0])
    top_k_filter(logits, 1)
    assert_same(logits, np.array([3.0, 1.0]))


def test_top_p_filter_keeps_the_word_that_crosses_the_line(top_p_filter):
    # 0.5 is too little for 0.6, 0.5 + 0.25 is enough.
    logits = [math.log(0.125), math.log(0.5), math.log(0.125), math.log(0.25)]
    assert_close(top_p_filter(logits, 0.6), np.array([-math.inf, math.log(0.5), -math.inf, math.log(0.25)]))


def test_top_p_filter_needs_at_least_p_and_not_more(top_p_filter):
    # 0.5 + 0.25 is 0.75, and 0.75 was asked for.
    logits = [math.log(0.125), math.log(0.5), math.log(0.125), math.log(0.25)]
    assert_close(top_p_filter(logits, 0.75), np.array([-math.inf, math.log(0.5), -math.inf, math.log(0.25)]))
    # With 0.8 one of the two words of 0.125 joins them: the one of the lower id.
    assert_close(top_p_filter(logits, 0.8), np.array([math.log(0.125), math.log(0.5), -math.inf, math.log(0.25)]))


def test_top_p_filter_keeps_one_word_at_least(top_p_filter):
    assert_close(top_p_filter([1.0, 3.0, 2.0], 1e-15), np.array([-math.inf, 3.0, -math.inf]))


def test_top_p_filter_keeps_everything_at_one(top_p_filter):
    tenth = np.full(10, math.log(0.1))  # in floating point ten tenths add up to 0.9999999999999999
    assert_close(top_p_filter(tenth, 1.0), tenth)
    assert_close(top_p_filter([0.0, -800.0, -math.inf], 1), np.array([0.0, -800.0, -math.inf]))


def test_top_p_filter_refuses_bad_arguments_and_changes_none(top_p_filter):
    for p in (0.0, -0.1, 1.5, math.nan):
        with raises(ValueError):
            top_p_filter([1.0, 2.0], p)
    for logits in ([1.0, math.nan], [-math.inf, -math.inf], [[1.0, 2.0], [2.0, 1.0]]):
        with raises(ValueError):
            top_p_filter(logits, 0.5)
    logits = np.array([3.0, 1.0])
    top_p_filter(logits, 0.5)
    assert_same(logits, np.array([3.0, 1.0]))


def test_decoding_distribution_with_nothing_set_is_softmax(decoding_distribution):
    assert_close(decoding_distribution([math.log(3.0), 0.0], 1.0, 2, 1.0), np.array([0.75, 0.25]))  # 3 : 1


def test_decoding_distribution_applies_temperature_before_top_p(decoding_distribution):
    # At T = 3 the weights are e^(2/3), e^(1/3), 1, e^(-1/3): 0.385, 0.276, 0.198, 0.142. It takes three to reach 0.8.
    weights = np.exp([2 / 3, 1 / 3, 0.0])
    expected = np.append(weights / weights.sum(), 0.0)
    assert_close(decoding_distribution([2, 1, 0, -1], 3.0, 4, 0.8), expected)


def test_decoding_distribution_takes_top_p_of_what_top_k_leaves(decoding_distribution):
    # Probabilities 0.4, 0.2, 0.2, 0.1, 0.1. Of the first three the shares are 0.5, 0.25, 0.25: two reach 0.7.
    logits = np.log([0.4, 0.2, 0.2, 0.1, 0.1])
    assert_close(decoding_distribution(logits, 1.0, 3, 0.7), np.array([2 / 3, 1 / 3, 0.0, 0.0, 0.0]))


def test_decoding_distribution_survives_tiny_temperatures(decoding_distribution):
    assert_close(decoding_distribution([1000.0, 999.0, -1000.0], 1e-308, 3, 1.0), np.array([1.0, 0.0, 0.0]))


def test_decoding_distribution_refuses_bad_arguments(decoding_distribution):
    for temperature, k, p in ((0.0, 2, 0.9), (1.0, 0, 0.9), (1.0, 2, 0.0), (math.nan, 2, 0.9)):
        with raises(ValueError):
            decoding_distribution([1.0, 2.0], temperature, k, p)
    with raises(ValueError):
        decoding_distribution([1.0, math.nan], 1.0, 2, 1.0)


def test_sample_top_k_finds_the_word_by_its_piece(sample_top_k):
    # Ids 1 and 3 are left, with 2/3 and 1/3: id 1 owns u from 0 to 0.667.
    logits = [math.log(0.125), math.log(0.5), math.log(0.125), math.log(0.25)]
    assert_same([sample_top_k(logits, 2, 1.0, u) for u in (0.0, 0.1, 0.6, 0.7, 0.999)], [1, 1, 1, 3, 3])


def test_sample_top_k_adds_up_in_the_order_of_the_ids(sample_top_k):
    # Probabilities 1/4 and 3/4: id 0 comes first, though it is less probable.
    assert_same([sample_top_k([0.0, math.log(3.0)], 2, 1.0, u) for u in (0.2, 0.3)], [0, 1])


def test_sample_top_k_uses_the_temperature(sample_top_k):
    # At T = 1/2 the ratio 3 : 1 becomes 9 : 1, so id 0 ends at 0.9.
    assert_same([sample_top_k([math.log(3.0), 0.0], 2, 0.5, u) for u in (0.8, 0.95)], [0, 1])


def test_sample_top_k_refuses_numbers_outside_of_the_interval(sample_top_k):
    for u in (-0.1, 1.0, math.nan):
        with raises(ValueError):
            sample_top_k([1.0, 2.0], 2, 1.0, u)
    with raises(ValueError):
        sample_top_k([1.0, 2.0], 0, 1.0, 0.5)


def test_sample_top_p_finds_the_word_by_its_piece(sample_top_p):
    # The nucleus of 0.6 is ids 1 and 3, with 2/3 and 1/3.
    logits = [math.log(0.125), math.log(0.5), math.log(0.125), math.log(0.25)]
    assert_same([sample_top_p(logits, 0.6, 1.0, u) for u in (0.0, 0.1, 0.6, 0.7, 0.999)], [1, 1, 1, 3, 3])


def test_sample_top_p_adds_up_in_the_order_of_the_ids(sample_top_p):
    # Probabilities 1/4 and 3/4.
    assert_same([sample_top_p([0.0, math.log(3.0)], 1.0, 1.0, u) for u in (0.2, 0.3)], [0, 1])


def test_sample_top_p_finds_the_nucleus_after_the_temperature(sample_top_p):
    # 3 : 1 at T = 1/2 is 9 : 1. The first word has 0.9 and is the nucleus of 0.8; without heat it would have had 0.75.
    assert_same(sample_top_p([math.log(3.0), 0.0], 0.8, 0.5, 0.99), 0)
    # At T = 2 it has 0.634, and the nucleus of 0.7 has two words.
    assert_same(sample_top_p([math.log(3.0), 0.0], 0.7, 2.0, 0.99), 1)


def test_sample_top_p_refuses_numbers_outside_of_the_interval(sample_top_p):
    for u in (-0.1, 1.0, math.nan):
        with raises(ValueError):
            sample_top_p([1.0, 2.0], 0.9, 1.0, u)
    with raises(ValueError):
        sample_top_p([1.0, 2.0], 0.0, 1.0, 0.5)


def test_repetition_penalty_divides_positive_logits_and_multiplies_negative_ones(repetition_penalty):
    assert_close(repetition_penalty([-2, 1, 0, 4], [0, 1, 2], 2.0), np.array([-4.0, 0.5, 0.0, 4.0]))


def test_repetition_penalty_counts_each_word_once(repetition_penalty):
    assert_close(repetition_penalty([8.0, 6.0], [0, 0, 0], 2.0), np.array([4.0, 6.0]))


def test_repetition_penalty_of_nothing_said_changes_nothing(repetition_penalty):
    assert_close(repetition_penalty([3, -1], [], 1.5), np.array([3.0, -1.0]))
    assert_close(repetition_penalty([-math.inf, 1.0], [0], 2.0), np.array([-math.inf, 1.0]))


def test_repetition_penalty_refuses_bad_arguments_and_changes_none(repetition_penalty):
    for seen, penalty in (([0], 0.0), ([0], -1.0), ([0], math.nan), ([2], 1.5), ([-1], 1.5)):
        with raises(ValueError):
            repetition_penalty([1.0, 2.0], seen, penalty)
    logits = np.array([3.0, 1.0])
    repetition_penalty(logits, [0], 2.0)
    assert_same(logits, np.array([3.0, 1.0]))


def test_min_p_filter_compares_with_the_best_word(min_p_filter):
    # e^(-1) = 0.37 of the best stays above 0.05, e^(-7) = 0.0009 does not.
    assert_close(min_p_filter([-1, -2, -8], 0.05), np.array([-1.0, -2.0, -math.inf]))
    # 0.2 / 0.3 = 0.67 and 0.04 / 0.3 = 0.13: above 0.05, though 0.04 itself is not.
    logits = np.log([0.3, 0.3, 0.2, 0.04, 0.16])
    assert_close(min_p_filter(logits, 0.05), logits)


def test_min_p_filter_at_its_ends(min_p_filter):
    assert_close(min_p_filter([3.0, 1.0, 3.0], 1), np.array([3.0, -math.inf, 3.0]))
    assert_close(min_p_filter([0.0, -900.0], 0), np.array([0.0, -900.0]))


def test_min_p_filter_refuses_bad_arguments_and_changes_none(min_p_filter):
    for min_p in (-0.1, 1.1, math.nan):
        with raises(ValueError):
            min_p_filter([1.0, 2.0], min_p)
    with raises(ValueError):
        min_p_filter([1.0, math.nan], 0.5)
    logits = np.array([9.0, 1.0])
    min_p_filter(logits, 0.5)
    assert_same(logits, np.array([9.0, 1.0]))


def test_frequency_penalty_counts(frequency_penalty):
    assert_close(frequency_penalty([1, 1, 1], [0, 0, 1], 0.5), np.array([0.0, 0.5, 1.0]))  # two times, once, never


def test_frequency_penalty_of_nothing_said_changes_nothing(frequency_penalty):
    assert_close(frequency_penalty([3.0, -math.inf], [], 0.5), np.array([3.0, -math.inf]))


def test_frequency_penalty_refuses_bad_arguments_and_changes_none(frequency_penalty):
    for seen, alpha in (([2], 0.5), ([-1], 0.5), ([0], math.nan)):
        with raises(ValueError):
            frequency_penalty([1.0, 2.0], seen, alpha)
    logits = np.array([3.0, 1.0])
    frequency_penalty(logits, [0], 2.0)
    assert_same(logits, np.array([3.0, 1.0]))


def test_gumbel_max_adds_noise_that_grows_with_u(gumbel_max):
    # -log(-log 0.9) = 2.25, -log(-log 0.1) = -0.83
    assert_same(gumbel_max([0, 0], [0.9, 0.1]), 0)
    # 0 + 2.25 beats 3 - 0.83 = 2.17, but not 3.2 - 0.83 = 2.37.
    assert_same([gumbel_max([0.0, x], [0.9, 0.1]) for x in (3.0, 3.2)], [0, 1])


def test_gumbel_max_never_draws_a_removed_word_or_one_with_noise_of_minus_infinity(gumbel_max):
    assert_same(gumbel_max([-math.inf, 1.0], [0.999, 0.001]), 1)
    assert_same(gumbel_max([5.0, 1.0], [0.0, 0.5]), 1)


def test_gumbel_max_refuses_bad_arguments(gumbel_max):
    for u in ([0.5], [0.5, 1.0], [0.5, -0.1], [0.5, math.nan]):
        with raises(ValueError):
            gumbel_max([1.0, 2.0], u)
    with raises(ValueError):
        gumbel_max([1.0, math.nan], [0.5, 0.5])
