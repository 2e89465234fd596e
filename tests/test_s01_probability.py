"""Visible checks of section 1, probability fundamentals."""

import math

import numpy as np

from autograder.checking.compare import assert_close, assert_same, raises


def test_normalize_divides_each_weight_by_the_sum(normalize):
    assert_close(normalize([1, 2, 1]), np.array([0.25, 0.5, 0.25]))  # the sum is 4


def test_normalize_works_for_weights_of_any_size(normalize):
    assert_close(normalize([0.5, 0.0, 1.5]), np.array([0.25, 0.0, 0.75]))  # the sum is 2
    assert_close(normalize([3000, 1000]), np.array([0.75, 0.25]))  # e^3000 would be too large for a float


def test_normalize_leaves_probabilities_as_they_are(normalize):
    assert_close(normalize([0.125, 0.5, 0.375]), np.array([0.125, 0.5, 0.375]))  # their sum is 1 already


def test_normalize_does_not_change_its_argument(normalize):
    weights = np.array([3.0, 1.0])
    assert_close(normalize(weights), np.array([0.75, 0.25]))
    assert_same(weights, np.array([3.0, 1.0]))


def test_normalize_refuses_negative_weights_and_nothing_but_zeros(normalize):
    with raises(ValueError):
        normalize([3, -1])
    with raises(ValueError):
        normalize([0, 0, 0])
    with raises(ValueError):
        normalize([1, math.nan])


def test_complement_is_what_is_missing_to_1(complement):
    assert_close(complement(0.25), 0.75)  # 1 - 1/4
    assert_close(complement(0.32), 0.68)


def test_complement_of_certain_and_impossible_events(complement):
    assert_close(complement(1), 0.0)
    assert_close(complement(0), 1.0)


def test_complement_refuses_what_is_not_a_probability(complement):
    for p in (-0.5, 1.5, math.nan):
        with raises(ValueError):
            complement(p)


def test_union_probability_counts_the_overlap_once(union_probability):
    # A die: even is {2, 4, 6}, at most 3 is {1, 2, 3}, both is {2}; all but the 5.
    assert_close(union_probability(3 / 6, 3 / 6, 1 / 6), 5 / 6)
    assert_close(union_probability(0.5, 0.5, 0.375), 0.625)


def test_union_probability_of_events_that_exclude_each_other_is_the_sum(union_probability):
    assert_close(union_probability(0.32, 0.12, 0), 0.44)


def test_union_probability_of_an_event_that_is_part_of_another_is_the_larger_one(union_probability):
    assert_close(union_probability(0.75, 0.25, 0.25), 0.75)


def test_union_probability_refuses_numbers_that_contradict_each_other(union_probability):
    with raises(ValueError):
        union_probability(0.5, 0.25, 0.375)  # more of both than of B
    with raises(ValueError):
        union_probability(0.75, 0.75, 0.25)  # 0.75 + 0.75 - 0.25 = 1.25
    with raises(ValueError):
        union_probability(0.5, 0.5, -0.25)


def test_union_probability_allows_for_rounding(union_probability):
    assert_close(union_probability(0.3, 0.5, 0.1 + 0.2), 0.5)  # 0.1 + 0.2 is 0.30000000000000004
    assert_close(union_probability(0, 0, 1e-10), 0.0)  # 0 + 0 - 1e-10 is below 0


def test_joint_probability_is_a_share_of_a_share(joint_probability):
    assert_close(joint_probability(0.5, 0.25), 0.125)
    assert_close(joint_probability(4 / 52, 3 / 51), 12 / 2652)  # two aces from a deck of cards


def test_joint_probability_with_a_certain_or_impossible_event(joint_probability):
    assert_close(joint_probability(0.25, 1), 0.25)
    assert_close(joint_probability(0, 0.75), 0.0)


def test_joint_probability_refuses_what_is_not_a_probability(joint_probability):
    for p_a, p_b_given_a in ((1.5, 0.5), (0.5, 1.5), (-0.5, -0.5), (math.nan, 0.5)):
        with raises(ValueError):
            joint_probability(p_a, p_b_given_a)


def test_marginal_over_axis_0_is_the_distribution_of_the_columns(marginal):
    joint = [[0.1, 0.2, 0.1], [0.2, 0.3, 0.1]]
    assert_close(marginal(joint, 0), np.array([0.3, 0.5, 0.2]))  # 0.1 + 0.2, 0.2 + 0.3, 0.1 + 0.1


def test_marginal_over_axis_1_is_the_distribution_of_the_rows(marginal):
    joint = [[0.1, 0.2, 0.1], [0.2, 0.3, 0.1]]
    assert_close(marginal(joint, 1), np.array([0.4, 0.6]))  # 0.1 + 0.2 + 0.1, 0.2 + 0.3 + 0.1


def test_marginal_of_a_square_table(marginal):
    # The rows sum to 0.75 and 0.25, the columns to 0.625 and 0.375.
    assert_close(marginal([[0.5, 0.25], [0.125, 0.125]], 1), np.array([0.75, 0.25]))
    assert_close(marginal([[0.5, 0.25], [0.125, 0.125]], 0), np.array([0.625, 0.375]))


def test_marginal_refuses_what_is_not_a_joint_distribution(marginal):
    with raises(ValueError):
        marginal([[1, 3], [1, 1]], 0)  # counts
    with raises(ValueError):
        marginal([[1.5, 0.0], [-0.5, 0.0]], 0)  # sums to 1, but a probability is never negative
    with raises(ValueError):
        marginal([0.5, 0.5], 0)  # not a table


def test_conditional_distribution_normalises_each_row(conditional_distribution):
    assert_close(conditional_distribution([[1, 3], [1, 1]]), np.array([[0.25, 0.75], [0.5, 0.5]]))


def test_conditional_distribution_of_a_joint_distribution(conditional_distribution):
    joint = [[0.125, 0.25, 0.125], [0.25, 0.25, 0.0]]  # both rows sum to 1/2, so everything doubles
    assert_close(conditional_distribution(joint), np.array([[0.25, 0.5, 0.25], [0.5, 0.5, 0.0]]))


def test_conditional_distribution_of_a_row_of_zeros_is_zeros(conditional_distribution):
    assert_close(conditional_distribution([[0, 0, 0], [1, 2, 1]]), np.array([[0.0, 0.0, 0.0], [0.25, 0.5, 0.25]]))


def test_conditional_distribution_does_not_change_its_argument(conditional_distribution):
    table = np.array([[1.0, 3.0], [2.0, 2.0], [0.0, 4.0]])
    assert_close(conditional_distribution(table), np.array([[0.25, 0.75], [0.5, 0.5], [0.0, 1.0]]))
    assert_same(table, np.array([[1.0, 3.0], [2.0, 2.0], [0.0, 4.0]]))


def test_conditional_distribution_refuses_negative_entries(conditional_distribution):
    with raises(ValueError):
        conditional_distribution([[3, -1], [1, 1]])


def test_is_independent_for_products_of_marginals(is_independent):
    # 0.1 and 0.9 times 0.3 and 0.7; in floating point 0.9 * 0.3 and 0.27 need not be equal
    assert_same(is_independent([[0.03, 0.07], [0.27, 0.63]]), True)
    # 0.75 and 0.25 times 0.5, 0.25 and 0.25
    assert_same(is_independent([[0.375, 0.1875, 0.1875], [0.125, 0.0625, 0.0625]]), True)


def test_is_independent_looks_at_every_cell(is_independent):
    # Rows 0.5, 0.5, columns 0.5, 0.2, 0.3. Only the first column fits: 0.5 * 0.5 = 0.25.
    assert_same(is_independent([[0.25, 0.15, 0.1], [0.25, 0.05, 0.2]]), False)


def test_is_independent_is_more_than_uncorrelated(is_independent):
    # X is -1, 0 or 1 and Y is its square: no correlation, but Y = 1 excludes X = 0.
    assert_same(is_independent([[0, 1 / 3], [1 / 3, 0], [0, 1 / 3]]), False)


def test_is_independent_allows_for_a_difference_of_tol(is_independent):
    # All marginals are 1/2, so the product is 1/4 everywhere, and every cell differs from it by 1/8.
    assert_same(is_independent([[0.375, 0.125], [0.125, 0.375]], tol=0.2), True)
    assert_same(is_independent([[0.375, 0.125], [0.125, 0.375]], tol=0.1), False)


def test_is_independent_refuses_counts(is_independent):
    with raises(ValueError):
        is_independent([[1, 3], [2, 6]])


def test_sequence_probability_multiplies_all_factors(sequence_probability):
    assert_close(sequence_probability([0.5, 0.25, 0.5]), 0.0625)  # 1/2 * 1/4 * 1/2
    assert_close(sequence_probability([0.32, 0.15, 0.40]), 0.0192)  # the cat sat


def test_sequence_probability_of_nothing_is_1(sequence_probability):
    assert_close(sequence_probability([]), 1.0)  # the product of no factors


def test_sequence_probability_of_a_single_token_is_its_own(sequence_probability):
    assert_close(sequence_probability([0.25]), 0.25)


def test_sequence_probability_is_zero_if_a_token_is_impossible(sequence_probability):
    assert_close(sequence_probability([0.5, 0.0, 0.75]), 0.0)


def test_sequence_probability_refuses_what_is_not_a_probability(sequence_probability):
    for bad in (1.5, -0.5, math.nan):
        with raises(ValueError):
            sequence_probability([0.5, bad])


def test_sequence_log_prob_adds_natural_logarithms(sequence_log_prob):
    assert_close(sequence_log_prob([0.5, 0.25]), -3 * math.log(2))  # ln 1/2 + ln 1/4 = ln 1/8


def test_sequence_log_prob_of_a_long_text_does_not_underflow(sequence_log_prob):
    assert_close(sequence_log_prob([0.1] * 400), 400 * math.log(0.1))  # the product would be 10^-400


def test_sequence_log_prob_of_nothing_is_0(sequence_log_prob):
    assert_close(sequence_log_prob([]), 0.0)  # ln 1


def test_sequence_log_prob_of_an_impossible_token_is_minus_infinity(sequence_log_prob):
    assert_same(sequence_log_prob([0.5, 0, 0.25]), -math.inf)  # ln 0


def test_sequence_log_prob_refuses_what_is_not_a_probability(sequence_log_prob):
    for bad in (1.5, -0.5, math.nan):
        with raises(ValueError):
            sequence_log_prob([0.5, bad])


def test_sequence_log_prob_is_the_logarithm_of_the_product(sequence_log_prob, sequence_probability):
    conditionals = [0.32, 0.15, 0.40]
    assert_close(sequence_log_prob(conditionals), math.log(sequence_probability(conditionals)))


def test_monte_carlo_probability_is_the_share_of_successes(monte_carlo_probability):
    results = [True, False, False, False, True]
    remaining = iter(results)  # five trials, with the results above
    share = monte_carlo_probability(lambda rng: next(remaining), 5, np.random.default_rng(0))
    assert_close(share, 0.4)


def test_monte_carlo_probability_of_certain_and_impossible_events(monte_carlo_probability):
    assert_close(monte_carlo_probability(lambda rng: True, 8, np.random.default_rng(0)), 1.0)
    assert_close(monte_carlo_probability(lambda rng: False, 8, np.random.default_rng(0)), 0.0)
    # A comparison of numpy numbers is a numpy bool.
    assert_close(monte_carlo_probability(lambda rng: np.float64(2) > 1, 8, np.random.default_rng(0)), 1.0)


def test_monte_carlo_probability_is_close_to_the_probability(monte_carlo_probability):
    p, n = 0.3, 2000
    estimate = monte_carlo_probability(lambda rng: rng.random() < p, n, np.random.default_rng(1))
    assert_close(estimate, p, atol=5 * math.sqrt(p * (1 - p) / n))  # five times the typical error: 0.05


def test_monte_carlo_probability_takes_its_randomness_from_the_generator(monte_carlo_probability):
    def coin(rng):
        return rng.random() < 0.5

    rng = np.random.default_rng(2)
    fresh = {monte_carlo_probability(coin, 50, rng) for _ in range(20)}
    found = "different estimates" if len(fresh) > 1 else "always the same estimate"  # of 20 from one generator
    assert_same(found, "different estimates")
    again = [monte_carlo_probability(coin, 50, np.random.default_rng(3)) for _ in range(2)]
    assert_close(again[0], again[1])  # but the same from the same seed


def test_monte_carlo_probability_needs_a_trial(monte_carlo_probability):
    for n in (0, -1):
        with raises(ValueError):
            monte_carlo_probability(lambda rng: True, n, np.random.default_rng(0))
