"""Visible checks of section 5, maximum likelihood and the bigram model."""

import math

import numpy as np

from autograder.checking.compare import assert_close, assert_same, raises


def test_binomial_log_likelihood_of_a_fair_coin(binomial_log_likelihood):
    assert_close(binomial_log_likelihood(0.5, 7, 10), math.log(120 / 1024))  # 120 orders of 7 heads, each 2^-10


def test_binomial_log_likelihood_of_a_bent_coin(binomial_log_likelihood):
    # 3 orders of one head and two tails: 3 * 1/4 * (3/4)^2
    assert_close(binomial_log_likelihood(0.25, 1, 3), math.log(27 / 64))


def test_binomial_log_likelihood_of_several_thetas_at_once(binomial_log_likelihood):
    # 2 heads in 2 flips: theta^2
    assert_close(binomial_log_likelihood([0.25, 0.5, 0.75], 2, 2), 2 * np.log([0.25, 0.5, 0.75]))


def test_binomial_log_likelihood_at_the_ends_of_the_range(binomial_log_likelihood):
    # Without heads theta = 0 explains everything, theta = 1 nothing; half and half it is 1/8.
    assert_close(binomial_log_likelihood([0.0, 0.5, 1.0], 0, 3), np.array([0.0, -math.log(8), -math.inf]))
    assert_close(binomial_log_likelihood([0.0, 0.5, 1.0], 3, 3), np.array([-math.inf, -math.log(8), 0.0]))


def test_binomial_log_likelihood_of_many_flips_does_not_underflow(binomial_log_likelihood):
    assert_close(binomial_log_likelihood(0.5, 10_000, 10_000), -10_000 * math.log(2))  # one order, each flip 1/2
    # 10,000 * 9,999 / 2 orders of two heads
    assert_close(binomial_log_likelihood(0.5, 2, 10_000), math.log(49_995_000) - 10_000 * math.log(2))


def test_binomial_log_likelihood_refuses_impossible_arguments(binomial_log_likelihood):
    with raises(ValueError):
        binomial_log_likelihood(0.5, 4, 3)
    with raises(ValueError):
        binomial_log_likelihood(0.5, -1, 3)
    with raises(ValueError):
        binomial_log_likelihood([0.5, 1.5], 1, 3)


def test_grid_mle_returns_the_best_candidate_and_not_its_position(grid_mle):
    assert_close(grid_mle([0.6, 0.7, 0.8], [-1.5372, -1.3212, -1.6028]), 0.7)  # -1.3212 is the largest


def test_grid_mle_of_log_likelihoods_of_both_signs(grid_mle):
    assert_close(grid_mle([10.0, 30.0, 20.0, 40.0], [-9.0, 2.5, 1.0, -0.5]), 30.0)  # 2.5 is the largest


def test_grid_mle_takes_the_first_of_several_best(grid_mle):
    assert_close(grid_mle([0.1, 0.4, 0.2, 0.3], [-2.0, -1.0, -1.0, -5.0]), 0.4)


def test_grid_mle_never_takes_a_candidate_without_a_log_likelihood(grid_mle):
    assert_close(grid_mle([0.1, 0.2, 0.3], [math.nan, -4.0, -3.0]), 0.3)
    assert_close(grid_mle([0.1, 0.2], [math.nan, -math.inf]), 0.2)


def test_grid_mle_refuses_lists_that_do_not_belong_together(grid_mle):
    with raises(ValueError):
        grid_mle([], [])
    with raises(ValueError):
        grid_mle([0.1, 0.2, 0.3], [-1.0, -2.0])


def test_bernoulli_mle_is_the_share_of_heads(bernoulli_mle):
    assert_close(bernoulli_mle([1, 1, 0]), 2 / 3)
    assert_close(bernoulli_mle([True, False, False, False]), 0.25)


def test_bernoulli_mle_adds_nothing_to_the_counts(bernoulli_mle):
    assert_close(bernoulli_mle([1, 1, 1]), 1.0)  # 3 of 3, although tails may still come
    assert_close(bernoulli_mle([0]), 0.0)


def test_bernoulli_mle_needs_a_flip(bernoulli_mle):
    with raises(ValueError):
        bernoulli_mle([])


def test_bernoulli_mle_refuses_what_is_not_a_flip(bernoulli_mle):
    with raises(ValueError):
        bernoulli_mle([1, 0, 2])


def test_gaussian_log_likelihood_sums_the_log_densities(gaussian_log_likelihood):
    # -2 ln 2 - ln(2 pi) - (1 + 4) / (2 * 4)
    assert_close(gaussian_log_likelihood([1, 2], 0, 2), -2 * math.log(2) - math.log(2 * math.pi) - 5 / 8)


def test_gaussian_log_likelihood_of_a_narrow_density_is_positive(gaussian_log_likelihood):
    # At the mean only -ln sigma - ln(2 pi) / 2 is left, and ln 0.01 is negative.
    assert_close(gaussian_log_likelihood([5.0], 5.0, 0.01), math.log(100) - math.log(2 * math.pi) / 2)


def test_gaussian_log_likelihood_survives_far_observations(gaussian_log_likelihood):
    assert_close(gaussian_log_likelihood([40], 0, 1), -800 - math.log(2 * math.pi) / 2)  # 40^2 / 2


def test_gaussian_log_likelihood_survives_many_observations(gaussian_log_likelihood):
    # Each of 2000 observations is one sigma away and costs 1/2.
    x = [13.0, 7.0] * 1000
    assert_close(gaussian_log_likelihood(x, 10, 3), -2000 * (math.log(3) + math.log(2 * math.pi) / 2 + 0.5))


def test_gaussian_log_likelihood_refuses_a_sigma_that_is_not_positive_and_no_data(gaussian_log_likelihood):
    with raises(ValueError):
        gaussian_log_likelihood([1.0], 0, 0)
    with raises(ValueError):
        gaussian_log_likelihood([1.0], 0, -2)
    with raises(ValueError):
        gaussian_log_likelihood([], 0, 1)


def test_gaussian_mle_of_three_numbers(gaussian_mle):
    assert_close(gaussian_mle([1, 2, 6]), (3.0, 14 / 3))  # squared deviations 4, 1, 9; divided by n


def test_gaussian_mle_gives_the_variance_and_not_the_standard_deviation(gaussian_mle):
    assert_close(gaussian_mle([2, 4, 4, 4, 5, 5, 7, 9]), (5.0, 4.0))  # 32 / 8; the standard deviation is 2


def test_gaussian_mle_of_one_number_has_no_spread(gaussian_mle):
    assert_close(gaussian_mle([7.5]), (7.5, 0.0))


def test_gaussian_mle_keeps_its_digits_far_from_zero(gaussian_mle):
    assert_close(gaussian_mle([1e9, 1e9 + 1, 1e9 + 2]), (1e9 + 1, 2 / 3))  # deviations -1, 0, 1


def test_gaussian_mle_needs_a_number(gaussian_mle):
    with raises(ValueError):
        gaussian_mle([])


def test_unigram_probs_are_relative_frequencies(unigram_probs):
    # 5 tokens: "a" 3 times, the others once
    assert_close(unigram_probs(["a", "b", "a", "c", "a"]), {"a": 0.6, "b": 0.2, "c": 0.2})


def test_unigram_probs_takes_tokens_as_they_are(unigram_probs):
    assert_close(unigram_probs(["The", "the", "the", "THE"]), {"The": 0.25, "the": 0.5, "THE": 0.25})
    assert_close(unigram_probs([" the", "the", "the", "the."]), {" the": 0.25, "the": 0.5, "the.": 0.25})


def test_unigram_probs_of_ids(unigram_probs):
    assert_close(unigram_probs([3, 0, 3, 3]), {3: 0.75, 0: 0.25})


def test_unigram_probs_of_one_token(unigram_probs):
    assert_close(unigram_probs(["hello"]), {"hello": 1.0})


def test_unigram_probs_needs_a_token(unigram_probs):
    with raises(ValueError):
        unigram_probs([])


def test_bigram_counts_counts_each_repetition(bigram_counts):
    # 0-1 three times, 1-0 twice, 1-2 once
    assert_same(bigram_counts([0, 1, 0, 1, 0, 1, 2], 3), np.array([[0, 3, 0], [2, 0, 1], [0, 0, 0]]))


def test_bigram_counts_counts_a_token_after_itself(bigram_counts):
    assert_same(bigram_counts([1, 1, 1, 0], 2), np.array([[0, 0], [1, 2]]))


def test_bigram_counts_has_a_row_for_tokens_that_do_not_occur(bigram_counts):
    assert_same(bigram_counts([0, 2], 4), np.array([[0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]))


def test_bigram_counts_of_less_than_two_tokens_are_zero(bigram_counts):
    assert_same(bigram_counts([1], 2), np.array([[0, 0], [0, 0]]))
    assert_same(bigram_counts([], 2), np.array([[0, 0], [0, 0]]))


def test_bigram_counts_refuses_ids_outside_the_vocabulary(bigram_counts):
    with raises(ValueError):
        bigram_counts([0, 1, -1], 3)
    with raises(ValueError):
        bigram_counts([0, 3], 3)


def test_bigram_probs_divides_each_row_by_its_sum(bigram_probs):
    # Row sums 4 and 2.
    assert_close(bigram_probs([[0, 3, 1], [2, 0, 0]]), np.array([[0.0, 0.75, 0.25], [1.0, 0.0, 0.0]]))


def test_bigram_probs_of_a_square_table_goes_along_the_rows(bigram_probs):
    # Row sums 10 and 4, column sums 5 and 9.
    assert_close(bigram_probs([[2, 8], [3, 1]]), np.array([[0.2, 0.8], [0.75, 0.25]]))


def test_bigram_probs_of_an_unseen_context_are_zero(bigram_probs):
    assert_close(bigram_probs([[0, 0], [1, 3], [0, 0]]), np.array([[0.0, 0.0], [0.25, 0.75], [0.0, 0.0]]))


def test_bigram_probs_leaves_the_counts_unchanged(bigram_probs):
    counts = np.array([[1.0, 3.0], [2.0, 2.0]])
    assert_close(bigram_probs(counts), np.array([[0.25, 0.75], [0.5, 0.5]]))
    assert_same(counts, np.array([[1.0, 3.0], [2.0, 2.0]]))


def test_bigram_probs_refuses_negative_counts(bigram_probs):
    with raises(ValueError):
        bigram_probs([[3, -1], [1, 1]])


def test_sentence_log_prob_adds_the_logarithms(sentence_log_prob):
    unigram = {"the": 0.25, "cat": 0.125}
    bigram = {("the", "cat"): 0.5, ("cat", "the"): 0.75, ("cat", "ran"): 0.2}
    # 1/4 * 1/2 * 1/5
    assert_close(sentence_log_prob(["the", "cat", "ran"], unigram, bigram), math.log(0.025))
    # 1/8 * 3/4 * 1/2
    assert_close(sentence_log_prob(["cat", "the", "cat"], unigram, bigram), math.log(3 / 64))


def test_sentence_log_prob_of_one_token_is_that_of_the_unigram(sentence_log_prob):
    assert_close(sentence_log_prob(["b"], {"a": 0.75, "b": 0.25}, {("a", "b"): 0.5}), math.log(0.25))


def test_sentence_log_prob_counts_what_is_missing_as_the_floor(sentence_log_prob):
    # The pair is missing, then the first token and the pair.
    assert_close(sentence_log_prob(["a", "a"], {"a": 0.5}, {("a", "b"): 1.0}), math.log(0.5) + math.log(1e-10))
    assert_close(sentence_log_prob(["c", "a"], {"a": 0.5}, {("a", "b"): 1.0}, 0.001), 2 * math.log(0.001))


def test_sentence_log_prob_leaves_known_probabilities_below_the_floor(sentence_log_prob):
    # Both are in the tables, so the floor of 0.1 does not matter.
    assert_close(sentence_log_prob(["a", "b"], {"a": 0.02}, {("a", "b"): 0.05}, floor=0.1), math.log(0.001))


def test_sentence_log_prob_of_a_long_text_does_not_underflow(sentence_log_prob):
    # The product is 10^-400, and the smallest float 5e-324.
    assert_close(sentence_log_prob(["a"] * 400, {"a": 0.1}, {("a", "a"): 0.1}), -400 * math.log(10))


def test_sentence_log_prob_needs_a_token(sentence_log_prob):
    with raises(ValueError):
        sentence_log_prob([], {"a": 1.0}, {})


def test_sequence_nll_averages_over_the_transitions(sequence_nll):
    probs = [[0.5, 0.5, 0.0], [0.25, 0.25, 0.5], [1.0, 0.0, 0.0]]
    assert_close(sequence_nll([0, 1, 2, 0], probs), 2 * math.log(2) / 3)  # 1/2, 1/2 and 1
    assert_close(sequence_nll([1, 0], probs), math.log(4))  # one transition, from 1 to 0


def test_sequence_nll_of_a_uniform_model_is_log_v(sequence_nll):
    assert_close(sequence_nll([3, 0, 2, 2, 1], np.full((4, 4), 0.25)), math.log(4))


def test_sequence_nll_of_an_impossible_transition_is_infinite(sequence_nll):
    assert_same(sequence_nll([0, 1, 1], [[0.5, 0.5], [1.0, 0.0]]), math.inf)


def test_sequence_nll_of_a_certain_text_is_zero_and_not_minus_zero(sequence_nll):
    assert_same(sequence_nll([0, 1, 0, 1], [[0.0, 1.0], [1.0, 0.0]]), 0.0)


def test_sequence_nll_needs_a_transition(sequence_nll):
    with raises(ValueError):
        sequence_nll([0], [[0.5, 0.5], [0.5, 0.5]])


def test_sequence_nll_refuses_ids_outside_the_vocabulary(sequence_nll):
    with raises(ValueError):
        sequence_nll([0, -1], [[0.5, 0.5], [0.5, 0.5]])
    with raises(ValueError):
        sequence_nll([0, 2], [[0.5, 0.5], [0.5, 0.5]])


def test_add_k_probs_adds_k_to_each_count_and_k_v_to_the_sum(add_k_probs):
    # (0 + 1, 3 + 1, 1 + 1) / (4 + 3) and (2 + 1, 0 + 1, 0 + 1) / (2 + 3)
    assert_close(add_k_probs([[0, 3, 1], [2, 0, 0]], 1), np.array([[1 / 7, 4 / 7, 2 / 7], [0.6, 0.2, 0.2]]))


def test_add_k_probs_with_a_k_that_is_not_one(add_k_probs):
    # (1 + 0.5, 2 + 0.5) / (3 + 0.5 * 2)
    assert_close(add_k_probs([[1, 2]], 0.5), np.array([[0.375, 0.625]]))


def test_add_k_probs_counts_tokens_that_were_never_seen(add_k_probs):
    # Columns 1 and 3 are empty, but V is 4: (2 + 1, 1, 1 + 1, 1) / (3 + 4)
    assert_close(add_k_probs([[2, 0, 1, 0]], 1), np.array([[3 / 7, 1 / 7, 2 / 7, 1 / 7]]))


def test_add_k_probs_of_an_unseen_context_are_uniform(add_k_probs):
    third = [1 / 3, 1 / 3, 1 / 3]
    assert_close(add_k_probs([[0, 0, 0], [1, 1, 2]], 2), np.array([third, [0.3, 0.3, 0.4]]))  # 3, 3, 4 of 10


def test_add_k_probs_without_smoothing_is_the_maximum_likelihood_estimate(add_k_probs, bigram_probs):
    counts = [[0, 3, 1], [2, 0, 0]]
    assert_close(add_k_probs(counts, 0), bigram_probs(counts))
    assert_close(add_k_probs([[0, 0], [1, 3]], 0), np.array([[0.5, 0.5], [0.25, 0.75]]))


def test_add_k_probs_refuses_a_negative_k(add_k_probs):
    with raises(ValueError):
        add_k_probs([[1, 2], [3, 4]], -0.5)


def test_interpolated_probs_mixes_row_by_row(interpolated_probs):
    bigram, unigram = [[0.5, 0.5, 0.0], [0.25, 0.25, 0.5]], [0.2, 0.3, 0.5]
    # 0.9 * 0.5 + 0.1 * 0.2 and so forth
    assert_close(interpolated_probs(bigram, unigram, 0.9), np.array([[0.47, 0.48, 0.05], [0.245, 0.255, 0.5]]))


def test_interpolated_probs_of_a_square_table(interpolated_probs):
    # 0.75 * (1, 0) + 0.25 * (0.4, 0.6) and 0.75 * (0.2, 0.8) + 0.25 * (0.4, 0.6)
    assert_close(interpolated_probs([[1, 0], [0.2, 0.8]], [0.4, 0.6], 0.75), np.array([[0.85, 0.15], [0.25, 0.75]]))


def test_interpolated_probs_with_weight_one_is_the_bigram(interpolated_probs):
    assert_close(interpolated_probs([[1, 0], [0.2, 0.8]], [0.4, 0.6], 1), np.array([[1.0, 0.0], [0.2, 0.8]]))


def test_interpolated_probs_of_an_unseen_context_are_the_unigram(interpolated_probs):
    assert_close(interpolated_probs([[0, 0], [1, 0]], [0.4, 0.6], 0.5), np.array([[0.4, 0.6], [0.7, 0.3]]))
    assert_close(interpolated_probs([[0, 0], [1, 0]], [0.4, 0.6], 1), np.array([[0.4, 0.6], [1.0, 0.0]]))


def test_interpolated_probs_refuses_a_weight_outside_0_to_1(interpolated_probs):
    with raises(ValueError):
        interpolated_probs([[1, 0], [0.2, 0.8]], [0.4, 0.6], 1.5)


def test_interpolated_probs_refuses_a_unigram_of_another_length(interpolated_probs):
    with raises(ValueError):
        interpolated_probs([[1, 0], [0.2, 0.8]], [1.0], 0.5)


def test_next_token_pairs_targets_stand_behind_their_contexts(next_token_pairs):
    X, Y = next_token_pairs([10, 11, 12, 13, 14, 15], 2)
    assert_same(X, np.array([[10, 11], [11, 12], [12, 13], [13, 14]]))
    assert_same(Y, np.array([12, 13, 14, 15]))


def test_next_token_pairs_of_blocks_of_one_are_the_bigrams(next_token_pairs):
    assert_same(next_token_pairs([7, 3, 3, 5], 1), (np.array([[7], [3], [3]]), np.array([3, 3, 5])))


def test_next_token_pairs_of_a_text_that_is_just_long_enough(next_token_pairs):
    assert_same(next_token_pairs([4, 2, 9, 8], 3), (np.array([[4, 2, 9]]), np.array([8])))


def test_next_token_pairs_of_a_text_that_is_too_short(next_token_pairs):
    for ids in ([4, 2, 9], [4], []):
        assert_same(next_token_pairs(ids, 3), (np.zeros((0, 3), dtype=int), np.zeros(0, dtype=int)))


def test_next_token_pairs_needs_a_context(next_token_pairs):
    with raises(ValueError):
        next_token_pairs([1, 2, 3], 0)
