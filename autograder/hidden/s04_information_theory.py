"""Hidden suite of section 4, information theory.

Arrays that are used a second time are handed over as copies, so that a function that changes its arguments fails the
criterion about that, and no other.
"""

import math

import numpy as np

from autograder.checking.batteries import distributions, logits, sparse_distributions
from autograder.checking.compare import assert_close, assert_same, raises
from autograder.checking.criteria import criterion

# 4.1 self_information


@criterion("self_information", core=True)
def test_self_information_is_minus_the_logarithm_in_bits(self_information, reference, rng):
    for p in rng.uniform(0.001, 0.999, size=8).tolist():
        assert_close(self_information(p), reference.self_information(p))


@criterion("self_information", core=True)
def test_self_information_uses_the_base_it_is_given(self_information, reference, rng):
    for base in (math.e, 10, 2, 3.5):
        p = float(rng.uniform(0.05, 0.95))
        assert_close(self_information(p, base), reference.self_information(p, base))


@criterion("self_information")
def test_self_information_is_exactly_zero_for_a_certain_event(self_information):
    assert_same(self_information(1.0), 0.0)
    assert_same(self_information(1), 0.0)
    assert_same(self_information(1.0, math.e), 0.0)


@criterion("self_information")
def test_self_information_is_infinite_for_an_impossible_event_only(self_information, reference):
    assert_same(self_information(0.0), math.inf)
    assert_same(self_information(0, math.e), math.inf)
    for p in (1e-13, 1e-200, 5e-324):
        assert_close(self_information(p), reference.self_information(p))


@criterion("self_information")
def test_self_information_refuses_what_is_not_a_probability(self_information):
    for p in (-0.1, 1.5, -1, 2, math.inf, -math.inf, math.nan):
        with raises(ValueError):
            self_information(p)


# 4.2 entropy


@criterion("entropy", core=True)
def test_entropy_matches_the_definition(entropy, reference, rng):
    for p in distributions(rng, (2, 3, 7, 50)):
        assert_close(entropy(p.copy()), reference.entropy(p))
    for size in (3, 1000):
        assert_close(entropy(np.full(size, 1 / size)), math.log(size))


@criterion("entropy", core=True)
def test_entropy_uses_the_base_it_is_given(entropy, reference, rng):
    bases = (2, 10, 3.5, math.e)
    for p, base in zip(distributions(rng, (3, 5, 6, 9)), bases, strict=True):
        assert_close(entropy(p.copy(), base), reference.entropy(p, base))


@criterion("entropy")
def test_entropy_counts_impossible_outcomes_as_nothing_and_rare_ones_in_full(entropy, reference, rng):
    for p in sparse_distributions(rng, (2, 5, 9, 40)):
        assert_close(entropy(p.copy()), reference.entropy(p))
    for rare in (1e-7, 1e-9, 1e-11):
        assert_close(entropy([rare, 1 - rare, 0.0]), reference.entropy([rare, 1 - rare, 0.0]), atol=0.0)


@criterion("entropy")
def test_entropy_is_exactly_zero_when_the_outcome_is_certain(entropy, rng):
    assert_same(entropy([1.0]), 0.0)
    for size in (2, 5, 30):
        one_hot = np.zeros(size)
        one_hot[rng.integers(size)] = 1.0
        assert_same(entropy(one_hot.copy()), 0.0)
        assert_same(entropy(one_hot.copy(), 2), 0.0)


@criterion("entropy")
def test_entropy_refuses_what_is_not_a_distribution_but_allows_for_rounding(entropy):
    bad = ([1.2, -0.2], [0, 1, 2], [0.5, 0.4], [0.5, 0.500001], [0.5, math.nan], [math.inf, 0.5], [2.0, -0.5, -0.5], [])
    for p in bad:
        with raises(ValueError):
            entropy(p)
    # Within 1e-8 of 1. The change of 5e-9 in an entry moves the entropy by no more.
    assert_close(entropy([0.5, 0.5 + 5e-9]), math.log(2), atol=5e-9)
    assert_close(entropy([0.1] * 10), math.log(10))


@criterion("entropy")
def test_entropy_takes_lists_and_leaves_arrays_unchanged(entropy, reference, rng):
    assert_close(entropy([0.5, 0.25, 0.25]), 1.5 * math.log(2))
    assert_same(entropy((0, 1)), 0.0)
    (p,) = sparse_distributions(rng, (6,))
    before = p.copy()
    assert_close(entropy(p), reference.entropy(before))
    assert_same(p, before)


# 4.3 cross_entropy


@criterion("cross_entropy", core=True)
def test_cross_entropy_matches_the_definition(cross_entropy, reference, rng):
    for size in (2, 3, 7, 50):
        p, q = distributions(rng, (size, size))
        assert_close(cross_entropy(p.copy(), q.copy()), reference.cross_entropy(p, q))


@criterion("cross_entropy", core=True)
def test_cross_entropy_uses_the_base_it_is_given(cross_entropy, reference, rng):
    for base in (2, 10, 3.5):
        p, q = distributions(rng, (4, 4))
        assert_close(cross_entropy(p.copy(), q.copy(), base), reference.cross_entropy(p, q, base))


@criterion("cross_entropy")
def test_cross_entropy_counts_what_never_happens_as_nothing(cross_entropy, reference, rng):
    for size in (3, 8):
        (p,), (q,) = sparse_distributions(rng, (size,)), distributions(rng, (size,))
        assert_close(cross_entropy(p.copy(), q.copy()), reference.cross_entropy(p, q))
        assert_close(cross_entropy(p.copy(), p.copy()), reference.cross_entropy(p, p))
    assert_close(cross_entropy([0, 1, 0], [0, 1, 0]), 0.0)
    assert_close(cross_entropy([0, 1, 0], [0, 0.25, 0.75]), math.log(4))


@criterion("cross_entropy")
def test_cross_entropy_is_infinite_only_if_something_possible_was_excluded(cross_entropy, reference):
    assert_same(cross_entropy([0.5, 0.5], [1, 0]), math.inf)
    assert_same(cross_entropy([0.0, 0.001, 0.999], [0.5, 0.0, 0.5], 2), math.inf)
    for tiny in (1e-13, 1e-100, 1e-310):
        p, q = [0.25, 0.75, 0.0], [tiny, 0.5, 0.5 - tiny]
        assert_close(cross_entropy(p.copy(), q.copy()), reference.cross_entropy(p, q))


@criterion("cross_entropy")
def test_cross_entropy_refuses_what_is_not_a_pair_of_distributions(cross_entropy):
    good = [0.5, 0.5]
    for bad in ([0.5, 0.6], [0.5, 0.500001], [1.5, -0.5], [2, 6], [math.nan, 1], [1.0], [0.25] * 4):
        with raises(ValueError):
            cross_entropy(good, bad)
        with raises(ValueError):
            cross_entropy(bad, good)


@criterion("cross_entropy")
def test_cross_entropy_takes_lists_and_leaves_arrays_unchanged(cross_entropy, reference, rng):
    assert_close(cross_entropy([0.5, 0.5], [0.25, 0.75], 2), (2 + math.log2(4 / 3)) / 2)
    p, q = sparse_distributions(rng, (6, 6))
    p_before, q_before = p.copy(), q.copy()
    assert_close(cross_entropy(p, q), reference.cross_entropy(p_before, q_before))
    assert_same(p, p_before)
    assert_same(q, q_before)


# 4.4 kl_divergence


@criterion("kl_divergence", core=True)
def test_kl_divergence_matches_the_definition(kl_divergence, reference, rng):
    for size in (2, 3, 7, 50):
        p, q = distributions(rng, (size, size))
        assert_close(kl_divergence(p.copy(), q.copy()), reference.kl_divergence(p, q))


@criterion("kl_divergence", core=True)
def test_kl_divergence_uses_the_base_it_is_given(kl_divergence, reference, rng):
    for base in (2, 10, 3.5):
        p, q = distributions(rng, (4, 4))
        assert_close(kl_divergence(p.copy(), q.copy(), base), reference.kl_divergence(p, q, base))


@criterion("kl_divergence")
def test_kl_divergence_counts_what_never_happens_as_nothing(kl_divergence, reference, rng):
    for size in (3, 8):
        (p,), (q,) = sparse_distributions(rng, (size,)), distributions(rng, (size,))
        assert_close(kl_divergence(p.copy(), q.copy()), reference.kl_divergence(p, q))
    assert_close(kl_divergence([0, 1, 0], [0, 0.25, 0.75]), math.log(4))


@criterion("kl_divergence")
def test_kl_divergence_is_infinite_only_if_something_possible_was_excluded(kl_divergence, reference):
    assert_same(kl_divergence([0.5, 0.5], [1, 0]), math.inf)
    assert_same(kl_divergence([0.0, 0.001, 0.999], [0.5, 0.0, 0.5], 2), math.inf)
    for tiny in (1e-13, 1e-100, 1e-310):
        p, q = [0.25, 0.75, 0.0], [tiny, 0.5, 0.5 - tiny]
        assert_close(kl_divergence(p.copy(), q.copy()), reference.kl_divergence(p, q))


@criterion("kl_divergence")
def test_kl_divergence_is_zero_for_equals_and_never_negative(kl_divergence, rng):
    for p in distributions(rng, (2, 5, 40)):
        assert_close(kl_divergence(p.copy(), p.copy()), 0.0)
    # The true divergence of these pairs is at most 1e-17, less than rounding, which takes either sign.
    p = np.array([0.1, 0.2, 0.3, 0.4])
    for i in range(4):
        for j in range(4):
            q = p.copy()
            q[i] += 1e-9
            q[j] -= 1e-9
            divergence = kl_divergence(p.copy(), q)
            assert_close(divergence, 0.0)
            assert_same(divergence, max(divergence, 0.0))


@criterion("kl_divergence")
def test_kl_divergence_checks_its_input_and_leaves_it_unchanged(kl_divergence, reference, rng):
    good = [0.5, 0.5]
    for bad in ([0.5, 0.6], [0.5, 0.500001], [1.5, -0.5], [2, 6], [math.nan, 1], [1.0]):
        with raises(ValueError):
            kl_divergence(good, bad)
        with raises(ValueError):
            kl_divergence(bad, good)
    p, q = sparse_distributions(rng, (6, 6))
    p_before, q_before = p.copy(), q.copy()
    assert_close(kl_divergence(p, q), reference.kl_divergence(p_before, q_before))
    assert_same(p, p_before)
    assert_same(q, q_before)


# 4.5 perplexity


@criterion("perplexity", core=True)
def test_perplexity_is_the_exponential_of_the_mean_loss(perplexity, reference, rng):
    for size in (1, 2, 5, 40):
        nlls = rng.exponential(2.5, size=size)
        assert_close(perplexity(nlls.copy()), reference.perplexity(nlls))


@criterion("perplexity", core=True)
def test_perplexity_is_the_vocabulary_size_for_a_uniform_guess(perplexity):
    for vocabulary, tokens in ((2, 5), (10, 3), (1000, 4), (50257, 2)):
        assert_close(perplexity(np.full(tokens, math.log(vocabulary))), float(vocabulary))


@criterion("perplexity")
def test_perplexity_works_for_texts_of_any_length(perplexity, reference, rng):
    nlls = rng.exponential(4.0, size=3000)
    assert_close(perplexity(nlls.copy()), reference.perplexity(nlls))


@criterion("perplexity")
def test_perplexity_is_infinite_for_an_impossible_token_or_a_hopeless_model(perplexity):
    assert_same(perplexity([math.inf]), math.inf)
    assert_same(perplexity([0.5, math.inf, 0.25]), math.inf)
    assert_same(perplexity([900.0, 700.0]), math.inf)
    # One token is very unlikely, yet the mean is tame.
    assert_close(perplexity([900.0, 0.0, 0.0]), math.exp(300))


@criterion("perplexity")
def test_perplexity_refuses_no_tokens_and_values_that_are_no_losses(perplexity):
    for nlls in ([], [-0.5, -1.0], [2.0, -0.1], [1.0, math.nan], np.zeros(0)):
        with raises(ValueError):
            perplexity(nlls)


@criterion("perplexity")
def test_perplexity_takes_lists_and_leaves_arrays_unchanged(perplexity):
    assert_close(perplexity([0, 1, 5]), math.exp(2))
    assert_close(perplexity((0.0,)), 1.0)
    nlls = np.array([0.5, 2.5, 6.0])
    assert_close(perplexity(nlls), math.exp(3))
    assert_same(nlls, np.array([0.5, 2.5, 6.0]))


# 4.6 logsumexp


@criterion("logsumexp", core=True)
def test_logsumexp_is_the_logarithm_of_the_sum(logsumexp, reference, rng):
    for x in logits(rng, [(2,), (3,), (17,), (200,)]):
        assert_close(logsumexp(x.copy()), reference.logsumexp(x))


@criterion("logsumexp", core=True)
def test_logsumexp_stays_exact_for_very_large_and_very_small_values(logsumexp, reference, rng):
    # Tighter than usual: beside an offset of 1e6 a relative error of 1e-9 would be as large as what is measured.
    for offset in (1000.0, -1000.0, 1e6):
        for x in logits(rng, [(2,), (9,)]):
            assert_close(logsumexp(x + offset), reference.logsumexp(x + offset), rtol=1e-12)
    assert_close(logsumexp([-1000.0, 0.0, 2000.0]), 2000.0)
    assert_close(logsumexp([3000.0, -1000.0]), 3000.0)


@criterion("logsumexp")
def test_logsumexp_lets_minus_infinity_count_for_nothing(logsumexp):
    assert_same(logsumexp([-math.inf]), -math.inf)
    assert_same(logsumexp([-math.inf, -math.inf, -math.inf]), -math.inf)
    assert_close(logsumexp([-math.inf, 2.0, -math.inf]), 2.0)
    assert_close(logsumexp([-math.inf, -800.0, -800.0]), -800 + math.log(2))


@criterion("logsumexp")
def test_logsumexp_of_nothing_is_minus_infinity(logsumexp):
    assert_same(logsumexp([]), -math.inf)
    assert_same(logsumexp(np.zeros(0)), -math.inf)


@criterion("logsumexp")
def test_logsumexp_is_infinite_if_an_entry_is(logsumexp):
    assert_same(logsumexp([math.inf]), math.inf)
    assert_same(logsumexp([0.0, math.inf, -math.inf]), math.inf)
    assert_same(logsumexp([math.inf, math.inf]), math.inf)


@criterion("logsumexp")
def test_logsumexp_takes_lists_and_leaves_arrays_unchanged(logsumexp, reference):
    assert_close(logsumexp([7]), 7.0)
    assert_close(logsumexp((1, 1)), 1 + math.log(2))
    for x in (np.array([1.0, 3.0, 2.0]), np.array([4, 1, 1])):
        before = x.copy()
        assert_close(logsumexp(x), reference.logsumexp(before))
        assert_same(x, before)


# 4.7 log_softmax


@criterion("log_softmax", core=True)
def test_log_softmax_works_along_the_last_axis_of_any_shape(log_softmax, reference, rng):
    for x in logits(rng, [(5,), (3, 4), (7, 2), (2, 3, 5), (4, 1)]):
        assert_close(log_softmax(x.copy()), reference.log_softmax(x))


@criterion("log_softmax", core=True)
def test_log_softmax_does_not_care_for_a_large_offset(log_softmax, reference, rng):
    for offset in (1000.0, -1000.0):
        for x in logits(rng, [(4,), (3, 5)]):
            assert_close(log_softmax(x + offset), reference.log_softmax(x + offset))


@criterion("log_softmax")
def test_log_softmax_keeps_the_log_probability_of_very_unlikely_tokens(log_softmax, reference, rng):
    assert_close(log_softmax([0.0, -50.0]), reference.log_softmax([0.0, -50.0]))
    for x in logits(rng, [(4,), (3, 5), (2, 2, 3)], scale=1000.0):
        assert_close(log_softmax(x.copy()), reference.log_softmax(x))


@criterion("log_softmax")
def test_log_softmax_does_not_lose_log_v_beside_huge_logits(log_softmax):
    half = -math.log(2)
    assert_close(log_softmax([[1e20, 1e20]]), np.array([[half, half]]))
    assert_close(log_softmax([-1e20, -1e20, -3e20]), np.array([half, half, -2e20]))
    assert_close(log_softmax([[1e20, 1e20], [0.0, 0.0], [1e300, 0.0]]), np.array([[half] * 2, [half] * 2, [0, -1e300]]))


@criterion("log_softmax")
def test_log_softmax_keeps_masked_tokens_at_minus_infinity(log_softmax, reference, rng):
    for x in logits(rng, [(4,), (3, 5)]):
        x[..., 1] = -math.inf
        assert_close(log_softmax(x.copy()), reference.log_softmax(x))
    assert_close(log_softmax([-math.inf, 3.0]), np.array([-math.inf, 0.0]))


@criterion("log_softmax")
def test_log_softmax_takes_lists_and_leaves_arrays_unchanged(log_softmax, reference, rng):
    assert_close(log_softmax([[1, 1, 1, 1]]), np.full((1, 4), -math.log(4)))
    (x,) = logits(rng, [(3, 4)])
    before = x.copy()
    assert_close(log_softmax(x), reference.log_softmax(before))
    assert_same(x, before)
    whole = np.array([[3, 0], [1, 1], [0, 9]])
    assert_close(log_softmax(whole), reference.log_softmax(whole.astype(float)))
    assert_same(whole, np.array([[3, 0], [1, 1], [0, 9]]))


# 4.8 cross_entropy_loss


@criterion("cross_entropy_loss", core=True)
def test_cross_entropy_loss_is_the_mean_surprise_of_the_targets(cross_entropy_loss, reference, rng):
    for x in logits(rng, [(4, 6), (7, 3), (1, 5), (32, 50), (3, 2)]):
        targets = rng.integers(x.shape[1], size=x.shape[0])
        assert_close(cross_entropy_loss(x.copy(), targets.copy()), reference.cross_entropy_loss(x, targets))


@criterion("cross_entropy_loss", core=True)
def test_cross_entropy_loss_is_log_v_for_a_model_that_knows_nothing(cross_entropy_loss, rng):
    for rows, vocabulary in ((3, 2), (5, 10), (2, 1000)):
        targets = rng.integers(vocabulary, size=rows)
        assert_close(cross_entropy_loss(np.full((rows, vocabulary), 3.0), targets), math.log(vocabulary))


@criterion("cross_entropy_loss")
def test_cross_entropy_loss_stays_finite_for_huge_logits(cross_entropy_loss, reference, rng):
    for x in logits(rng, [(4, 6), (7, 3)], scale=1000.0):
        targets = rng.integers(x.shape[1], size=x.shape[0])
        assert_close(cross_entropy_loss(x.copy(), targets.copy()), reference.cross_entropy_loss(x, targets))
    assert_close(cross_entropy_loss([[0.0, -40.0], [0.0, -800.0]], [1, 1]), 420.0)


@criterion("cross_entropy_loss")
def test_cross_entropy_loss_handles_logits_of_minus_infinity(cross_entropy_loss):
    masked = np.array([[0.0, -math.inf], [-math.inf, 0.0], [2.0, -math.inf]])
    assert_close(cross_entropy_loss(masked.copy(), np.array([0, 1, 0])), 0.0)
    assert_same(cross_entropy_loss(masked.copy(), np.array([0, 0, 0])), math.inf)
    assert_close(cross_entropy_loss([[1.0, 1.0, -math.inf]], [1]), math.log(2))


@criterion("cross_entropy_loss")
def test_cross_entropy_loss_refuses_targets_that_are_no_token_ids_of_the_batch(cross_entropy_loss):
    x = np.zeros((3, 4))
    for targets in ([0, 1, 4], [0, -1, 2], [-100, 1, 2], [0, 1], [0, 1, 2, 3], [[0], [1], [2]], [1]):
        with raises(ValueError):
            cross_entropy_loss(x, np.array(targets))
    # -100 is inside a vocabulary of 120 if it counts from the end.
    with raises(ValueError):
        cross_entropy_loss(np.zeros((2, 120)), np.array([5, -100]))
    with raises(ValueError):
        cross_entropy_loss(np.zeros((0, 4)), np.zeros(0, dtype=int))


@criterion("cross_entropy_loss")
def test_cross_entropy_loss_takes_lists_and_leaves_arrays_unchanged(cross_entropy_loss, reference, rng):
    assert_close(cross_entropy_loss([[5, 5], [1, 1], [0, 0]], [0, 1, 1]), math.log(2))
    (x,) = logits(rng, [(3, 4)])
    targets = np.array([3, 0, 2])
    before = x.copy()
    assert_close(cross_entropy_loss(x, targets), reference.cross_entropy_loss(before, targets))
    assert_same(x, before)
    assert_same(targets, np.array([3, 0, 2]))


# 4.9 mutual_information


def _tables(rng, shapes):
    """Joint distributions: one dense table for each shape."""
    for rows, columns in shapes:
        (p,) = distributions(rng, (rows * columns,))
        yield p.reshape(rows, columns)


@criterion("mutual_information", core=True)
def test_mutual_information_matches_the_definition(mutual_information, reference, rng):
    for joint in _tables(rng, [(2, 3), (4, 3), (3, 5), (2, 7)]):
        assert_close(mutual_information(joint.copy()), reference.mutual_information(joint))


@criterion("mutual_information", core=True)
def test_mutual_information_uses_the_base_it_is_given(mutual_information, reference, rng):
    for joint, base in zip(_tables(rng, [(2, 3), (4, 3), (3, 5)]), (2, 10, 3.5), strict=True):
        assert_close(mutual_information(joint.copy(), base), reference.mutual_information(joint, base))


@criterion("mutual_information")
def test_mutual_information_is_zero_for_independent_variables_and_never_negative(mutual_information, rng):
    # Many tables, since the rounding error of each takes either sign.
    for _ in range(20):
        p, q = distributions(rng, (3, 4))
        shared = mutual_information(np.outer(p, q))
        assert_close(shared, 0.0)
        assert_same(shared, max(shared, 0.0))


@criterion("mutual_information")
def test_mutual_information_of_a_variable_with_itself_is_its_entropy(mutual_information, reference, rng):
    for p in distributions(rng, (2, 3, 5)):
        assert_close(mutual_information(np.diag(p)), reference.entropy(p))
        # A renamed copy tells as much.
        assert_close(mutual_information(np.diag(p)[:, ::-1], 2), reference.entropy(p, 2))


@criterion("mutual_information")
def test_mutual_information_counts_empty_cells_rows_and_columns_as_nothing(mutual_information, reference, rng):
    for rows, columns in ((2, 3), (4, 3), (3, 6)):
        (p,) = sparse_distributions(rng, (rows * columns,))
        joint = p.reshape(rows, columns)
        assert_close(mutual_information(joint.copy()), reference.mutual_information(joint))
    assert_close(mutual_information([[0.5, 0, 0], [0, 0, 0.5], [0, 0, 0], [0, 0, 0]]), math.log(2))


@criterion("mutual_information")
def test_mutual_information_checks_its_input_and_leaves_it_unchanged(mutual_information, reference, rng):
    for bad in (
        [[0.5, 0.5], [0.5, 0.5]],
        [[0.5, 0.500001]],
        [[1.5, -0.5], [0, 0]],
        [[3, 1], [2, 2]],
        [[math.nan, 1], [0, 0]],
    ):
        with raises(ValueError):
            mutual_information(bad)
    (p,) = sparse_distributions(rng, (6,))
    joint = p.reshape(2, 3)
    before = joint.copy()
    assert_close(mutual_information(joint), reference.mutual_information(before))
    assert_same(joint, before)


# 4.10 corpus_perplexity


@criterion("corpus_perplexity", core=True)
def test_corpus_perplexity_weights_each_batch_by_its_tokens(corpus_perplexity, reference, rng):
    for batches in (2, 3, 9):
        means, tokens = rng.uniform(0.5, 6.0, size=batches), rng.permutation(np.arange(1, batches + 1) ** 2)
        assert_close(corpus_perplexity(means.copy(), tokens.copy()), reference.corpus_perplexity(means, tokens))


@criterion("corpus_perplexity", core=True)
def test_corpus_perplexity_is_that_of_all_tokens_however_they_are_cut(corpus_perplexity, reference, rng):
    nlls = rng.exponential(2.5, size=60)
    expected = reference.perplexity(nlls)
    for cuts in ([7], [1, 20], [30, 45, 59], []):
        batches = np.split(nlls, cuts)
        means, tokens = [float(b.mean()) for b in batches], [b.size for b in batches]
        assert_close(corpus_perplexity(means, tokens), expected)


@criterion("corpus_perplexity")
def test_corpus_perplexity_ignores_batches_without_tokens(corpus_perplexity):
    assert_close(corpus_perplexity([1.0, 7.0, 2.0], [3, 0, 1]), math.exp(1.25))
    assert_close(corpus_perplexity([math.nan, 2.0], [0, 5]), math.exp(2))
    assert_close(corpus_perplexity([2.0, math.inf, 2.0], [5, 0, 3]), math.exp(2))


@criterion("corpus_perplexity")
def test_corpus_perplexity_is_infinite_if_a_token_was_impossible(corpus_perplexity):
    assert_same(corpus_perplexity([1.0, math.inf], [1000, 1]), math.inf)
    assert_same(corpus_perplexity([math.inf], [4]), math.inf)


@criterion("corpus_perplexity")
def test_corpus_perplexity_refuses_what_cannot_be_weighted(corpus_perplexity):
    bad = [([], []), ([1.0, 2.0], [0, 0]), ([1.0, 2.0], [5, -1]), ([1.0, 2.0], [3]), ([1.0], [3, 4]),
           ([1.0, math.nan], [3, 2]), ([-1.0, -2.0], [3, 2])]  # fmt: skip
    for means, tokens in bad:
        with raises(ValueError):
            corpus_perplexity(means, tokens)


@criterion("corpus_perplexity")
def test_corpus_perplexity_leaves_its_arguments_unchanged(corpus_perplexity, reference, rng):
    means, tokens = rng.uniform(0.5, 6.0, size=4), np.array([512, 512, 0, 100])
    before = means.copy()
    assert_close(corpus_perplexity(means, tokens), reference.corpus_perplexity(before, [512, 512, 0, 100]))
    assert_same(means, before)
    assert_same(tokens, np.array([512, 512, 0, 100]))


# 4.11 label_smoothed_loss


@criterion("label_smoothed_loss", core=True)
def test_label_smoothed_loss_is_the_cross_entropy_with_smoothed_targets(label_smoothed_loss, reference, rng):
    for x in logits(rng, [(4, 6), (7, 3), (1, 5), (16, 30)]):
        targets, eps = rng.integers(x.shape[1], size=x.shape[0]), float(rng.uniform(0.05, 0.4))
        assert_close(label_smoothed_loss(x.copy(), targets.copy(), eps), reference.label_smoothed_loss(x, targets, eps))


@criterion("label_smoothed_loss")
def test_label_smoothed_loss_without_smoothing_is_the_plain_loss(label_smoothed_loss, reference, rng):
    for x in logits(rng, [(4, 6), (7, 3)]):
        targets = rng.integers(x.shape[1], size=x.shape[0])
        assert_close(label_smoothed_loss(x.copy(), targets.copy(), 0.0), reference.cross_entropy_loss(x, targets))
        assert_close(label_smoothed_loss(x.copy(), targets.copy(), 0), reference.cross_entropy_loss(x, targets))


@criterion("label_smoothed_loss")
def test_label_smoothed_loss_with_eps_1_does_not_know_the_target(label_smoothed_loss, reference, rng):
    for x in logits(rng, [(4, 6), (7, 3)]):
        first, other = np.zeros(x.shape[0], dtype=int), rng.integers(x.shape[1], size=x.shape[0])
        expected = reference.label_smoothed_loss(x, first, 1.0)
        assert_close(label_smoothed_loss(x.copy(), first, 1.0), expected)
        assert_close(label_smoothed_loss(x.copy(), other, 1.0), expected)


@criterion("label_smoothed_loss")
def test_label_smoothed_loss_stays_finite_for_huge_logits(label_smoothed_loss, reference, rng):
    for x in logits(rng, [(4, 6), (7, 3)], scale=1000.0):
        targets = rng.integers(x.shape[1], size=x.shape[0])
        assert_close(label_smoothed_loss(x.copy(), targets.copy(), 0.1), reference.label_smoothed_loss(x, targets, 0.1))


@criterion("label_smoothed_loss")
def test_label_smoothed_loss_refuses_bad_eps_and_bad_targets(label_smoothed_loss):
    x = np.zeros((2, 3))
    for eps in (-0.1, 1.1, math.nan):
        with raises(ValueError):
            label_smoothed_loss(x, [0, 1], eps)
    for targets in ([0, 3], [0, -1], [0], [[0], [1]]):
        with raises(ValueError):
            label_smoothed_loss(x, targets, 0.1)
    with raises(ValueError):
        label_smoothed_loss(np.zeros((0, 3)), np.zeros(0, dtype=int), 0.1)


@criterion("label_smoothed_loss")
def test_label_smoothed_loss_takes_lists_and_leaves_arrays_unchanged(label_smoothed_loss, reference, rng):
    assert_close(label_smoothed_loss([[5, 5, 5], [1, 1, 1]], [0, 2], 0.25), math.log(3))
    (x,) = logits(rng, [(3, 4)])
    targets = np.array([3, 0, 2])
    before = x.copy()
    assert_close(label_smoothed_loss(x, targets, 0.2), reference.label_smoothed_loss(before, targets, 0.2))
    assert_same(x, before)
    assert_same(targets, np.array([3, 0, 2]))


# 4.12 js_divergence


@criterion("js_divergence", core=True)
def test_js_divergence_matches_the_definition(js_divergence, reference, rng):
    for size in (2, 3, 7, 50):
        p, q = distributions(rng, (size, size))
        assert_close(js_divergence(p.copy(), q.copy()), reference.js_divergence(p, q))


@criterion("js_divergence", core=True)
def test_js_divergence_uses_the_base_it_is_given(js_divergence, reference, rng):
    for base in (2, 10, 3.5):
        p, q = distributions(rng, (4, 4))
        assert_close(js_divergence(p.copy(), q.copy(), base), reference.js_divergence(p, q, base))


@criterion("js_divergence")
def test_js_divergence_is_finite_where_one_side_excludes_the_other(js_divergence, reference, rng):
    assert_close(js_divergence([1, 0, 0], [0, 0.5, 0.5]), math.log(2))
    assert_close(js_divergence([0, 1], [1, 0], 2), 1.0)
    for size in (3, 8):
        p, q = sparse_distributions(rng, (size, size))
        assert_close(js_divergence(p.copy(), q.copy()), reference.js_divergence(p, q))


@criterion("js_divergence")
def test_js_divergence_is_symmetric_and_zero_for_equals(js_divergence, reference, rng):
    for size in (2, 5, 30):
        p, q = distributions(rng, (size, size))
        assert_close(js_divergence(q.copy(), p.copy()), reference.js_divergence(p, q))
        same = js_divergence(p.copy(), p.copy())
        assert_close(same, 0.0)
        assert_same(same, max(same, 0.0))
    assert_close(js_divergence([0, 1, 0], [0, 1, 0]), 0.0)


@criterion("js_divergence")
def test_js_divergence_refuses_what_is_not_a_pair_of_distributions(js_divergence):
    good = [0.5, 0.5]
    for bad in ([0.5, 0.6], [0.5, 0.500001], [1.5, -0.5], [2, 6], [math.nan, 1], [1.0], [0.25] * 4):
        with raises(ValueError):
            js_divergence(good, bad)
        with raises(ValueError):
            js_divergence(bad, good)


@criterion("js_divergence")
def test_js_divergence_leaves_its_arguments_unchanged(js_divergence, reference, rng):
    p, q = sparse_distributions(rng, (6, 6))
    p_before, q_before = p.copy(), q.copy()
    assert_close(js_divergence(p, q), reference.js_divergence(p_before, q_before))
    assert_same(p, p_before)
    assert_same(q, q_before)


# 4.13 bits_per_byte


@criterion("bits_per_byte", core=True)
def test_bits_per_byte_converts_nats_to_bits_and_tokens_to_bytes(bits_per_byte, reference, rng):
    for _ in range(6):
        nats, tokens, n_bytes = float(rng.uniform(0.5, 6)), int(rng.integers(10, 500)), int(rng.integers(600, 3000))
        assert_close(bits_per_byte(nats, tokens, n_bytes), reference.bits_per_byte(nats, tokens, n_bytes))
    # More tokens than bytes, as with a tokenizer that knows bits only.
    assert_close(bits_per_byte(math.log(2), 800, 100), 8.0)


@criterion("bits_per_byte")
def test_bits_per_byte_does_not_depend_on_the_tokenizer(bits_per_byte):
    # 720 nats over 300 bytes, in tokens of different lengths.
    for tokens in (60, 90, 144, 720):
        assert_close(bits_per_byte(720 / tokens, tokens, 300), 2.4 / math.log(2))


@criterion("bits_per_byte")
def test_bits_per_byte_covers_the_whole_range(bits_per_byte):
    assert_close(bits_per_byte(0.0, 10, 40), 0.0)
    assert_close(bits_per_byte(0, 10, 40), 0.0)
    assert_same(bits_per_byte(math.inf, 10, 40), math.inf)
    assert_close(bits_per_byte(math.log(2), 1, 1), 1.0)
    assert_close(bits_per_byte(3.0, 10**12, 4 * 10**12), 0.75 / math.log(2))


@criterion("bits_per_byte")
def test_bits_per_byte_refuses_impossible_measurements(bits_per_byte):
    for arguments in ((-0.1, 10, 40), (math.nan, 10, 40), (3.0, 0, 40), (3.0, -5, 40), (3.0, 10, 0), (3.0, 10, -40)):
        with raises(ValueError):
            bits_per_byte(*arguments)
