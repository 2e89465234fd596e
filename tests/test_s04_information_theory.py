"""Visible checks of section 4, information theory."""

import math

import numpy as np

from autograder.checking.compare import assert_close, assert_same, raises


def test_self_information_of_a_quarter_is_two_bits(self_information):
    assert_close(self_information(0.25), 2.0)  # 1/4 is two halvings
    assert_close(self_information(0.5), 1.0)


def test_self_information_is_in_the_units_of_the_base(self_information):
    assert_close(self_information(0.25, base=math.e), math.log(4))  # nats
    assert_close(self_information(0.001, base=10), 3.0)  # 0.001 = 10^-3


def test_self_information_of_a_certain_event_is_zero_and_not_minus_zero(self_information):
    assert_same(self_information(1.0), 0.0)  # -log 1


def test_self_information_of_an_impossible_event_is_infinite(self_information):
    assert_same(self_information(0), math.inf)  # -log 0


def test_self_information_refuses_what_is_not_a_probability(self_information):
    with raises(ValueError):
        self_information(1.5)
    with raises(ValueError):
        self_information(-0.25)


def test_entropy_of_a_fair_coin_is_ln_2(entropy):
    assert_close(entropy([0.5, 0.5]), math.log(2))


def test_entropy_weights_each_surprise_by_its_probability(entropy):
    assert_close(entropy([0.5, 0.25, 0.25], base=2), 1.5)  # 1/2 * 1 + 1/4 * 2 + 1/4 * 2 bits


def test_entropy_of_a_uniform_distribution_is_log_v_in_any_base(entropy):
    assert_close(entropy([0.125] * 8), math.log(8))  # nats
    assert_close(entropy([0.125] * 8, base=2), 3.0)  # bits: 8 = 2^3


def test_entropy_ignores_outcomes_that_never_occur(entropy):
    assert_close(entropy([0.5, 0.0, 0.5]), math.log(2))  # 0 log 0 counts as 0


def test_entropy_of_a_certain_outcome_is_exactly_zero(entropy):
    assert_same(entropy([1.0, 0.0, 0.0]), 0.0)  # no epsilon, no nan, no -0.0


def test_entropy_accepts_probabilities_in_float32(entropy):
    tenths = np.full(10, 0.1, dtype=np.float32)  # they sum to 1.000000015: within 1e-6 of 1
    assert_close(entropy(tenths), math.log(10), atol=1e-5)


def test_entropy_refuses_what_is_not_a_distribution(entropy):
    with raises(ValueError):
        entropy([1.2, -0.2])  # sums to 1, but a probability is never negative
    with raises(ValueError):
        entropy([0, 1, 2])  # counts: normalise them first


def test_cross_entropy_of_a_one_hot_truth_is_the_surprise_of_its_token(cross_entropy):
    q = [0.05, 0.05, 0.8, 0.05, 0.05]
    assert_close(cross_entropy([0, 0, 1, 0, 0], q), -math.log(0.8))


def test_cross_entropy_is_weighted_by_the_truth(cross_entropy):
    # 0.9 * ln 2 + 0.1 * ln 2, although p is far from uniform
    assert_close(cross_entropy([0.9, 0.1], [0.5, 0.5]), math.log(2))
    # (ln 4 + ln 4/3) / 2
    assert_close(cross_entropy([0.5, 0.5], [0.25, 0.75]), (math.log(4) + math.log(4 / 3)) / 2)


def test_cross_entropy_can_be_had_in_bits(cross_entropy):
    # 1/2 * 1 + 1/2 * 3 bits; the last outcome never occurs
    assert_close(cross_entropy([0.5, 0.5, 0], [0.5, 0.125, 0.375], base=2), 2.0)


def test_cross_entropy_is_infinite_when_the_impossible_happens(cross_entropy):
    assert_same(cross_entropy([0.5, 0.5], [1, 0]), math.inf)


def test_cross_entropy_of_a_perfect_model_is_zero(cross_entropy):
    assert_close(cross_entropy([1, 0], [1, 0]), 0.0)  # 1 * ln 1, and 0 log 0 counts as 0


def test_cross_entropy_of_a_distribution_with_itself_is_its_entropy(cross_entropy, entropy):
    assert_close(cross_entropy([0.7, 0.2, 0.1], [0.7, 0.2, 0.1]), entropy([0.7, 0.2, 0.1]))


def test_cross_entropy_refuses_what_is_not_a_pair_of_distributions(cross_entropy):
    with raises(ValueError):
        cross_entropy([0.5, 0.5], [0.25, 0.25, 0.5])  # three outcomes, where p has two
    with raises(ValueError):
        cross_entropy([1, 1], [0.5, 0.5])  # counts: normalise them first


def test_kl_divergence_depends_on_the_direction(kl_divergence):
    # 0.5 ln(0.5/0.9) + 0.5 ln(0.5/0.1)
    assert_close(kl_divergence([0.5, 0.5], [0.9, 0.1]), 0.5 * math.log(0.5 / 0.9) + 0.5 * math.log(0.5 / 0.1))
    # 0.9 ln(0.9/0.5) + 0.1 ln(0.1/0.5)
    assert_close(kl_divergence([0.9, 0.1], [0.5, 0.5]), 0.9 * math.log(0.9 / 0.5) + 0.1 * math.log(0.1 / 0.5))


def test_kl_divergence_can_be_had_in_bits(kl_divergence):
    # 1/2 log2(1/2 : 1/8) + 1/2 log2(1/2 : 7/8) = 1/2 * 2 + 1/2 * log2(4/7)
    assert_close(kl_divergence([0.5, 0.5], [0.125, 0.875], base=2), 1 + math.log2(4 / 7) / 2)


def test_kl_divergence_of_a_distribution_from_itself_is_zero(kl_divergence):
    assert_close(kl_divergence([0.5, 0.25, 0.25], [0.5, 0.25, 0.25]), 0.0)


def test_kl_divergence_skips_what_never_happens(kl_divergence):
    assert_close(kl_divergence([1, 0], [0.5, 0.5]), math.log(2))  # 1 * ln(1/0.5); the second term is 0


def test_kl_divergence_is_infinite_when_the_impossible_happens(kl_divergence):
    assert_same(kl_divergence([0.5, 0.5], [1, 0]), math.inf)


def test_kl_divergence_is_cross_entropy_minus_entropy(kl_divergence, cross_entropy, entropy):
    p, q = [0.7, 0.2, 0.1], [0.2, 0.3, 0.5]
    assert_close(kl_divergence(p, q), cross_entropy(p, q) - entropy(p))


def test_kl_divergence_refuses_what_is_not_a_pair_of_distributions(kl_divergence):
    with raises(ValueError):
        kl_divergence([0.5, 0.5], [0.25, 0.25, 0.5])  # three outcomes, where p has two
    with raises(ValueError):
        kl_divergence([0.5, 0.5], [1, 1])  # counts: normalise them first


def test_perplexity_of_a_uniform_guess_is_the_number_of_tokens(perplexity):
    assert_close(perplexity([math.log(50)] * 3), 50.0)  # -ln(1/50) for each token


def test_perplexity_is_the_exponential_of_the_mean(perplexity):
    assert_close(perplexity([0.1, 2.0, 5.0]), math.exp(7.1 / 3))


def test_perplexity_of_an_impossible_token_is_infinite(perplexity):
    assert_same(perplexity([0.5, math.inf]), math.inf)


def test_perplexity_of_no_tokens_is_an_error(perplexity):
    with raises(ValueError):
        perplexity([])


def test_perplexity_of_a_long_text_does_not_overflow(perplexity):
    assert_close(perplexity([2.0] * 1000), math.exp(2))  # the product of the probabilities is e^-2000


def test_perplexity_refuses_what_is_no_loss(perplexity):
    with raises(ValueError):
        perplexity([-0.5, 2.0])  # a log-probability: the loss is its negative
    with raises(ValueError):
        perplexity([math.nan, 2.0])


def test_logsumexp_adds_probabilities_given_as_logarithms(logsumexp):
    assert_close(logsumexp([math.log(0.25), math.log(0.5)]), math.log(0.75))
    assert_close(logsumexp([0.0, 0.0, 0.0]), math.log(3))


def test_logsumexp_does_not_overflow(logsumexp):
    assert_close(logsumexp([1000.0, 1000.0]), 1000 + math.log(2))  # shift both by 1000


def test_logsumexp_does_not_underflow(logsumexp):
    assert_close(logsumexp([-1000.0, -1000.0]), -1000 + math.log(2))


def test_logsumexp_of_one_number_is_that_number(logsumexp):
    assert_close(logsumexp([7.0]), 7.0)


def test_logsumexp_of_masked_entries_only_is_minus_infinity(logsumexp):
    assert_same(logsumexp([-math.inf, -math.inf]), -math.inf)  # log(0 + 0)


def test_logsumexp_leaves_its_argument_unchanged(logsumexp):
    x = np.array([1.0, 2.0, 3.0])
    logsumexp(x)
    assert_same(x, np.array([1.0, 2.0, 3.0]))


def test_log_softmax_of_the_logarithms_of_odds(log_softmax):
    # e^x is 1, 3, 4: probabilities 1/8, 3/8, 1/2
    assert_close(log_softmax([0.0, math.log(3), math.log(4)]), np.log([1 / 8, 3 / 8, 1 / 2]))


def test_log_softmax_treats_each_row_by_itself(log_softmax):
    x = [[0.0, 0.0, 0.0], [math.log(2), math.log(4), math.log(4)]]
    # first row uniform over 3; second has odds 2 : 4 : 4
    assert_close(log_softmax(x), np.log([[1 / 3, 1 / 3, 1 / 3], [0.2, 0.4, 0.4]]))


def test_log_softmax_survives_large_logits(log_softmax):
    assert_close(log_softmax([[1000.0, 1000.0]]), np.log([[0.5, 0.5]]))


def test_log_softmax_keeps_unlikely_tokens(log_softmax):
    assert_close(log_softmax([1000.0, 1.0]), np.array([0.0, -999.0]))  # log(1 + e^-999) = 0


def test_log_softmax_works_on_rows_of_very_different_size(log_softmax):
    # Each row is ln(1/2) twice, whatever the other row is like.
    assert_close(log_softmax([[0.0, 0.0], [2000.0, 2000.0]]), np.log([[0.5, 0.5], [0.5, 0.5]]))


def test_log_softmax_leaves_its_argument_unchanged(log_softmax):
    x = np.array([1.0, 2.0, 3.0])
    log_softmax(x)
    assert_same(x, np.array([1.0, 2.0, 3.0]))


def test_cross_entropy_loss_of_equal_logits_is_log_v(cross_entropy_loss):
    assert_close(cross_entropy_loss([[0.0] * 10, [3.0] * 10], [7, 2]), math.log(10))


def test_cross_entropy_loss_averages_the_rows(cross_entropy_loss):
    # Odds 1 : 3 and 1 : 1, so the targets have probabilities 3/4, 1/2 and 1/4.
    logits = [[0.0, math.log(3)], [5.0, 5.0], [0.0, math.log(3)]]
    assert_close(cross_entropy_loss(logits, [1, 0, 0]), -(math.log(3 / 4) + math.log(1 / 2) + math.log(1 / 4)) / 3)


def test_cross_entropy_loss_picks_one_logit_of_each_row(cross_entropy_loss):
    # Odds 1 : 2 : 1 : 4 and 4 : 2 : 1 : 1; the targets have probabilities 1/2 and 1/8.
    logits = np.log([[1.0, 2.0, 1.0, 4.0], [4.0, 2.0, 1.0, 1.0]])
    assert_close(cross_entropy_loss(logits, [3, 2]), (math.log(2) + math.log(8)) / 2)


def test_cross_entropy_loss_survives_large_logits(cross_entropy_loss):
    # Right by 1000 in the first row (loss 0), wrong by 3000 in the second.
    assert_close(cross_entropy_loss([[2000.0, 1000.0, 0.0], [0.0, 0.0, 3000.0]], [0, 1]), 1500.0)


def test_cross_entropy_loss_refuses_targets_outside_the_vocabulary(cross_entropy_loss):
    with raises(ValueError):
        cross_entropy_loss([[0.0, 1.0, 2.0]], [-1])
    with raises(ValueError):
        cross_entropy_loss([[0.0, 1.0, 2.0]], [3])


def test_cross_entropy_loss_refuses_an_empty_batch(cross_entropy_loss):
    with raises(ValueError):
        cross_entropy_loss(np.zeros((0, 3)), np.zeros(0, dtype=int))


def test_mutual_information_of_independent_variables_is_zero(mutual_information):
    # Every cell is the product of its row's 0.4 or 0.6 and its column's 0.5, 0.3 or 0.2.
    assert_close(mutual_information([[0.2, 0.12, 0.08], [0.3, 0.18, 0.12]]), 0.0)


def test_mutual_information_of_a_variable_with_itself_is_its_entropy(mutual_information):
    # (1/2, 1/4, 1/4) has 1.5 bits; the cells off the diagonal are 0
    assert_close(mutual_information([[0.5, 0, 0], [0, 0.25, 0], [0, 0, 0.25]], base=2), 1.5)


def test_mutual_information_compares_the_table_with_independence(mutual_information):
    # All margins are 1/2, so the product is 1/4 everywhere: 0.8 ln(0.4 / 0.25) + 0.2 ln(0.1 / 0.25)
    assert_close(mutual_information([[0.4, 0.1], [0.1, 0.4]]), 0.8 * math.log(1.6) + 0.2 * math.log(0.4))


def test_mutual_information_of_a_table_that_is_not_square(mutual_information):
    # Y = 0 and Y = 1 settle X (3/4 of the time), Y = 2 says nothing: H(X) - H(X|Y) = 1 - 1/4 * 1 bits
    assert_close(mutual_information([[0.375, 0, 0.125], [0, 0.375, 0.125]], base=2), 0.75)


def test_corpus_perplexity_weights_batches_by_their_tokens(corpus_perplexity):
    assert_close(corpus_perplexity([1.0, 5.0], [2, 8]), math.exp(4.2))  # (2 * 1 + 8 * 5) / 10 nats


def test_corpus_perplexity_does_not_depend_on_how_the_corpus_is_cut(corpus_perplexity, perplexity):
    # Tokens 1, 1, 4 | 2: batch means 2 and 2, or 1 and 3 when cut in the middle.
    assert_close(corpus_perplexity([2.0, 2.0], [3, 1]), perplexity([1.0, 1.0, 4.0, 2.0]))
    assert_close(corpus_perplexity([1.0, 3.0], [2, 2]), perplexity([1.0, 1.0, 4.0, 2.0]))


def test_corpus_perplexity_ignores_a_batch_without_tokens(corpus_perplexity):
    assert_close(corpus_perplexity([1.5, math.nan], [4, 0]), math.exp(1.5))


def test_corpus_perplexity_needs_a_token(corpus_perplexity):
    with raises(ValueError):
        corpus_perplexity([1.0, 2.0], [0, 0])


def test_corpus_perplexity_refuses_what_cannot_be_weighted(corpus_perplexity):
    with raises(ValueError):
        corpus_perplexity([1.0, 2.0], [3, 4, 5])  # three counts for two batches
    with raises(ValueError):
        corpus_perplexity([1.0, math.nan], [4, 2])  # nan, and two tokens have it


def test_label_smoothed_loss_without_smoothing_is_the_cross_entropy_loss(label_smoothed_loss, cross_entropy_loss):
    logits = [[2.0, -1.0, 0.0], [0.0, 1.0, 5.0]]
    assert_close(label_smoothed_loss(logits, [0, 1], 0.0), cross_entropy_loss(logits, [0, 1]))


def test_label_smoothed_loss_spreads_eps_over_all_tokens(label_smoothed_loss):
    # Probabilities 1/2, 1/4, 1/8, 1/8; target distribution 0.1 + (0.6, 0, 0, 0) with eps = 0.4 and V = 4.
    logits = np.log([[0.5, 0.25, 0.125, 0.125]])
    bits = 0.7 * 1 + 0.1 * 2 + 0.1 * 3 + 0.1 * 3
    assert_close(label_smoothed_loss(logits, [0], 0.4), bits * math.log(2))


def test_label_smoothed_loss_averages_the_rows(label_smoothed_loss):
    # Log-probabilities (0, -300) in both rows; half of the mass stays on the target, half is spread: 3/4 and 1/4.
    # First row: 1/4 * 300. Second: 3/4 * 300.
    assert_close(label_smoothed_loss([[300.0, 0.0], [300.0, 0.0]], [0, 1], 0.5), (75.0 + 225.0) / 2)


def test_label_smoothed_loss_survives_large_logits(label_smoothed_loss):
    # Log-probabilities (0, -1000): the uniform target pays 500.
    assert_close(label_smoothed_loss([[2000.0, 1000.0]], [0], 1.0), 500.0)


def test_label_smoothed_loss_refuses_an_eps_outside_0_to_1(label_smoothed_loss):
    with raises(ValueError):
        label_smoothed_loss([[0.0, 1.0]], [0], 1.5)


def test_js_divergence_of_disjoint_distributions_is_ln_2(js_divergence):
    assert_close(js_divergence([1, 0], [0, 1]), math.log(2))  # each is 1 where the average is 1/2


def test_js_divergence_compares_with_the_average(js_divergence):
    # m = (3/4, 1/4): log2(4/3) / 2 + (1/2 log2(2/3) + 1/2 log2(2)) / 2
    expected = math.log2(4 / 3) / 2 + (math.log2(2 / 3) + 1) / 4
    assert_close(js_divergence([1, 0], [0.5, 0.5], base=2), expected)


def test_js_divergence_is_the_same_in_both_directions(js_divergence):
    # m = (1/2, 1/2), so both halves are KL((0.9, 0.1) || m) = 0.9 ln 1.8 + 0.1 ln 0.2
    expected = 0.9 * math.log(1.8) + 0.1 * math.log(0.2)
    assert_close(js_divergence([0.9, 0.1], [0.1, 0.9]), expected)
    assert_close(js_divergence([0.1, 0.9], [0.9, 0.1]), expected)


def test_js_divergence_of_equal_distributions_is_zero(js_divergence):
    assert_close(js_divergence([0.5, 0, 0.5], [0.5, 0, 0.5]), 0.0)


def test_bits_per_byte_converts_the_unit_and_the_length(bits_per_byte):
    # 3 nats are 3 / ln 2 bits, and there is a quarter token to a byte
    assert_close(bits_per_byte(3, 100, 400), 3 / math.log(2) / 4)


def test_bits_per_byte_of_one_bit_per_token(bits_per_byte):
    assert_close(bits_per_byte(math.log(2), 50, 200), 0.25)


def test_bits_per_byte_does_not_depend_on_the_tokenizer(bits_per_byte):
    # The same 60 nats on the same 40 bytes, as 20 tokens of 3 nats or as 10 of 6.
    assert_close(bits_per_byte(3.0, 20, 40), 1.5 / math.log(2))
    assert_close(bits_per_byte(6.0, 10, 40), 1.5 / math.log(2))


def test_bits_per_byte_needs_bytes(bits_per_byte):
    with raises(ValueError):
        bits_per_byte(3.0, 10, 0)
