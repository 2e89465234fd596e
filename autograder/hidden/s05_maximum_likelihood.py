"""Hidden suite of section 5, maximum likelihood and the bigram model.

Arrays that are used a second time are handed over as copies, so that a function that changes its arguments fails the
criterion about that, and no other.
"""

import math

import numpy as np

from autograder.checking.batteries import distributions
from autograder.checking.compare import assert_close, assert_same, raises
from autograder.checking.criteria import criterion


def _texts(rng, shapes):
    """Texts as (ids, V) for each (T, V); some tokens are common, so that pairs repeat."""
    for length, vocabulary in shapes:
        (p,) = distributions(rng, (vocabulary,))
        yield rng.choice(vocabulary, size=length, p=p), vocabulary


def _count_tables(rng, shapes):
    """Count tables, about half of their cells 0, but none of their rows."""
    for contexts, vocabulary in shapes:
        counts = rng.integers(1, 40, size=(contexts, vocabulary)) * rng.integers(0, 2, size=(contexts, vocabulary))
        counts[np.arange(contexts), rng.integers(vocabulary, size=contexts)] += 3
        yield counts


def _models(rng, shapes):
    """Tables of conditional distributions: one distribution a row, every entry positive."""
    for contexts, vocabulary in shapes:
        yield np.array(list(distributions(rng, (vocabulary,) * contexts)))


# 5.1 binomial_log_likelihood


@criterion("binomial_log_likelihood", core=True)
def test_binomial_log_likelihood_matches_the_definition(binomial_log_likelihood, reference, rng):
    for flips in (1, 5, 12, 30, 60):
        heads, theta = int(rng.integers(0, flips + 1)), float(rng.uniform(0.05, 0.95))
        expected = reference.binomial_log_likelihood(theta, heads, flips)
        assert_close(binomial_log_likelihood(theta, heads, flips), expected)


@criterion("binomial_log_likelihood", core=True)
def test_binomial_log_likelihood_of_an_array_has_its_shape(binomial_log_likelihood, reference, rng):
    for shape in ((1,), (7,), (3, 5), (2, 1, 4)):
        theta = rng.uniform(0.02, 0.98, size=shape)
        flips = int(rng.integers(5, 40))
        heads = int(rng.integers(1, flips))
        expected = reference.binomial_log_likelihood(theta, heads, flips)
        assert_close(binomial_log_likelihood(theta.copy(), heads, flips), expected)


@criterion("binomial_log_likelihood")
def test_binomial_log_likelihood_at_0_and_1_follows_the_limit(binomial_log_likelihood):
    for flips in (1, 4, 60):
        none, all_ = np.array([0.0, -math.inf]), np.array([-math.inf, 0.0])
        assert_close(binomial_log_likelihood([0.0, 1.0], 0, flips), none)
        assert_close(binomial_log_likelihood([0.0, 1.0], flips, flips), all_)
        assert_close(binomial_log_likelihood(0, 0, flips), 0.0)
        assert_close(binomial_log_likelihood(1, flips, flips), 0.0)
        assert_same(binomial_log_likelihood(1.0, 0, flips), -math.inf)
        assert_same(binomial_log_likelihood(0.0, flips, flips), -math.inf)
    assert_same(binomial_log_likelihood([0.0, 1.0], 2, 5), np.array([-math.inf, -math.inf]))


@criterion("binomial_log_likelihood")
def test_binomial_log_likelihood_of_no_flips_is_zero(binomial_log_likelihood):
    assert_close(binomial_log_likelihood([0.0, 0.3, 1.0], 0, 0), np.zeros(3))
    assert_close(binomial_log_likelihood(0.3, 0, 0), 0.0)


@criterion("binomial_log_likelihood")
def test_binomial_log_likelihood_of_10000_flips_is_finite(binomial_log_likelihood, reference, rng):
    for _ in range(4):
        heads, theta = int(rng.integers(1, 10_000)), float(rng.uniform(0.05, 0.95))
        expected = reference.binomial_log_likelihood(theta, heads, 10_000)
        assert_close(binomial_log_likelihood(theta, heads, 10_000), expected)
    assert_close(binomial_log_likelihood(0.25, 10_000, 10_000), -20_000 * math.log(2))


@criterion("binomial_log_likelihood")
def test_binomial_log_likelihood_refuses_impossible_arguments(binomial_log_likelihood):
    for heads, flips in ((4, 3), (-1, 3), (1, -3), (-3, -2), (1, 0)):
        with raises(ValueError):
            binomial_log_likelihood(0.5, heads, flips)
    for theta in (-0.1, 1.1, math.nan, [0.5, 1.5], [0.2, math.nan], [[-0.5, 0.5]]):
        with raises(ValueError):
            binomial_log_likelihood(theta, 2, 5)


@criterion("binomial_log_likelihood")
def test_binomial_log_likelihood_leaves_theta_unchanged(binomial_log_likelihood, reference, rng):
    theta = rng.uniform(0.1, 0.9, size=6)
    before = theta.copy()
    assert_close(binomial_log_likelihood(theta, 3, 8), reference.binomial_log_likelihood(before, 3, 8))
    assert_same(theta, before)
    ends = np.array([0.0, 1.0])
    binomial_log_likelihood(ends, 3, 8)
    assert_same(ends, np.array([0.0, 1.0]))


# 5.2 grid_mle


@criterion("grid_mle", core=True)
def test_grid_mle_returns_the_candidate_with_the_largest_log_likelihood(grid_mle, reference, rng):
    for size in (1, 2, 9, 200):
        candidates, scores = rng.uniform(2, 9, size=size), rng.normal(-30, 20, size=size)
        assert_same(grid_mle(candidates.copy(), scores.copy()), reference.grid_mle(candidates, scores))


@criterion("grid_mle", core=True)
def test_grid_mle_finds_the_closed_form_on_a_grid(grid_mle, reference):
    theta = np.linspace(0.01, 0.99, 99)
    for heads, flips in ((1, 4), (13, 20), (90, 100)):
        best = grid_mle(theta.copy(), reference.binomial_log_likelihood(theta, heads, flips))
        assert_close(best, heads / flips)


@criterion("grid_mle")
def test_grid_mle_works_with_any_sign_and_size(grid_mle):
    assert_same(grid_mle([-3.0, -1.0, -2.0], [0.5, 4.0, 12.0]), -2.0)
    assert_same(grid_mle([5.0, 6.0, 7.0], [-1e9, -1e9 + 1, -2e9]), 6.0)
    assert_same(grid_mle([5.0, 6.0, 7.0], [-math.inf, -1e300, -math.inf]), 6.0)
    assert_same(grid_mle([5.0, 6.0, 7.0], [-3000.0, -2000.0, -2500.0]), 6.0)


@criterion("grid_mle")
def test_grid_mle_takes_the_first_of_equals(grid_mle):
    assert_same(grid_mle([0.9, 0.1, 0.5], [-7.0, -7.0, -7.0]), 0.9)
    assert_same(grid_mle([0.9, 0.1, 0.5, 0.3], [-8.0, -2.0, -9.0, -2.0]), 0.1)
    assert_same(grid_mle([0.4, 0.2], [-math.inf, -math.inf]), 0.4)


@criterion("grid_mle")
def test_grid_mle_never_lets_nan_win(grid_mle):
    nan = math.nan
    assert_same(grid_mle([0.1, 0.2, 0.3], [nan, -5.0, -4.0]), 0.3)
    assert_same(grid_mle([0.1, 0.2, 0.3], [-4.0, nan, -5.0]), 0.1)
    assert_same(grid_mle([0.1, 0.2, 0.3], [-5.0, -4.0, nan]), 0.2)
    assert_same(grid_mle([0.1, 0.2, 0.3], [nan, -math.inf, nan]), 0.2)


@criterion("grid_mle")
def test_grid_mle_refuses_what_has_no_winner(grid_mle):
    for candidates, scores in (
        ([], []),
        ([0.1, 0.2], [-1.0]),
        ([0.1], [-1.0, -2.0]),
        ([0.1, 0.2], []),
        ([0.1, 0.2], [math.nan, math.nan]),
    ):
        with raises(ValueError):
            grid_mle(candidates, scores)


@criterion("grid_mle")
def test_grid_mle_leaves_its_arguments_unchanged(grid_mle):
    candidates, scores = np.array([0.3, 0.1, 0.2, 0.4]), np.array([-2.0, -4.0, -1.0, -3.0])
    assert_same(grid_mle(candidates, scores), 0.2)
    assert_same(candidates, np.array([0.3, 0.1, 0.2, 0.4]))
    assert_same(scores, np.array([-2.0, -4.0, -1.0, -3.0]))
    scores[1] = math.nan
    grid_mle(candidates, scores)
    assert_same(scores, np.array([-2.0, math.nan, -1.0, -3.0]))


# 5.3 bernoulli_mle


@criterion("bernoulli_mle", core=True)
def test_bernoulli_mle_is_the_relative_frequency(bernoulli_mle, reference, rng):
    for size in (3, 8, 50, 1000):
        flips = rng.integers(0, 2, size=size)
        flips[:2] = (0, 1)
        assert_close(bernoulli_mle(flips.copy()), reference.bernoulli_mle(flips))
        assert_close(bernoulli_mle(flips.tolist()), reference.bernoulli_mle(flips))


@criterion("bernoulli_mle")
def test_bernoulli_mle_is_not_smoothed(bernoulli_mle):
    for size in (1, 2, 9):
        assert_close(bernoulli_mle([1] * size), 1.0)
        assert_close(bernoulli_mle([0] * size), 0.0)


@criterion("bernoulli_mle")
def test_bernoulli_mle_takes_bools_and_floats(bernoulli_mle):
    assert_close(bernoulli_mle([True, True, False]), 2 / 3)
    assert_close(bernoulli_mle(np.array([False, True, False, False])), 0.25)
    assert_close(bernoulli_mle([1.0, 0.0, 0.0, 0.0, 0.0]), 0.2)


@criterion("bernoulli_mle")
def test_bernoulli_mle_refuses_what_are_not_flips(bernoulli_mle):
    for flips in ([], [1, 0, 2], [0.5, 0.5], [1, -1], [1, 0, math.nan]):
        with raises(ValueError):
            bernoulli_mle(flips)


@criterion("bernoulli_mle")
def test_bernoulli_mle_leaves_the_flips_unchanged(bernoulli_mle):
    flips = np.array([1, 0, 0, 1, 1])
    assert_close(bernoulli_mle(flips), 0.6)
    assert_same(flips, np.array([1, 0, 0, 1, 1]))


# 5.4 gaussian_mle


@criterion("gaussian_mle", core=True)
def test_gaussian_mle_is_mean_and_variance_with_n(gaussian_mle, reference, rng):
    for size in (2, 3, 10, 500):
        x = rng.gamma(2.0, 3.0, size=size) - 4
        assert_close(gaussian_mle(x.copy()), reference.gaussian_mle(x))
        assert_close(gaussian_mle(x.tolist()), reference.gaussian_mle(x))


@criterion("gaussian_mle")
def test_gaussian_mle_of_one_or_of_equal_observations_has_no_variance(gaussian_mle):
    assert_close(gaussian_mle([-3.5]), (-3.5, 0.0))
    assert_close(gaussian_mle([4, 4, 4, 4, 4]), (4.0, 0.0))


@criterion("gaussian_mle")
def test_gaussian_mle_is_accurate_far_from_zero(gaussian_mle, rng):
    steps = rng.integers(0, 9, size=12).astype(float)
    variance = float(((steps - steps.mean()) ** 2).mean())
    # Running updates round each mean to 1e-7. The mean of the squares would be off by 100.
    for offset in (1e9, -1e9):
        assert_close(gaussian_mle(steps + offset), (offset + float(steps.mean()), variance), atol=1e-5)


@criterion("gaussian_mle")
def test_gaussian_mle_takes_ints_without_rounding(gaussian_mle):
    assert_close(gaussian_mle(np.array([1, 2])), (1.5, 0.25))
    assert_close(gaussian_mle([0, 0, 1]), (1 / 3, 2 / 9))


@criterion("gaussian_mle")
def test_gaussian_mle_refuses_what_is_not_a_sample(gaussian_mle):
    for x in ([], [1.0, math.nan], [math.inf, 2.0]):
        with raises(ValueError):
            gaussian_mle(x)


@criterion("gaussian_mle")
def test_gaussian_mle_leaves_the_observations_unchanged(gaussian_mle, reference, rng):
    x = rng.normal(5, 2, size=7)
    before = x.copy()
    assert_close(gaussian_mle(x), reference.gaussian_mle(before))
    assert_same(x, before)


# 5.5 gaussian_log_likelihood


@criterion("gaussian_log_likelihood", core=True)
def test_gaussian_log_likelihood_matches_the_definition(gaussian_log_likelihood, reference, rng):
    for size in (1, 2, 9, 40):
        x, mu, sigma = rng.normal(2, 5, size=size), float(rng.normal(0, 4)), float(rng.uniform(2, 6))
        expected = reference.gaussian_log_likelihood(x, mu, sigma)
        assert_close(gaussian_log_likelihood(x.copy(), mu, sigma), expected)


@criterion("gaussian_log_likelihood", core=True)
def test_gaussian_log_likelihood_knows_small_and_large_sigma(gaussian_log_likelihood, reference, rng):
    for sigma in (0.003, 0.2, 70.0, 1e5):
        x = rng.normal(3, sigma, size=6)
        assert_close(gaussian_log_likelihood(x.copy(), 3, sigma), reference.gaussian_log_likelihood(x, 3, sigma))


@criterion("gaussian_log_likelihood")
def test_gaussian_log_likelihood_is_finite_far_out_in_the_tails(gaussian_log_likelihood, reference):
    for x, mu, sigma in (([40.0], 0, 1), ([-300.0, 5.0], 2, 1.5), ([1e9], 0, 2), ([1e5, 1e9 + 3], 1e9, 0.5)):
        assert_close(gaussian_log_likelihood(x, mu, sigma), reference.gaussian_log_likelihood(x, mu, sigma))


@criterion("gaussian_log_likelihood")
def test_gaussian_log_likelihood_of_many_observations_does_not_underflow(gaussian_log_likelihood, reference, rng):
    x = rng.normal(-1, 3, size=3000)
    assert_close(gaussian_log_likelihood(x.copy(), -1, 3), reference.gaussian_log_likelihood(x, -1, 3))


@criterion("gaussian_log_likelihood")
def test_gaussian_log_likelihood_is_largest_at_the_maximum_likelihood_estimate(gaussian_log_likelihood, reference, rng):
    x = rng.normal(4, 3, size=25)
    mu, sigma2 = reference.gaussian_mle(x)
    sigma = math.sqrt(sigma2)
    nearby = [(mu, sigma), (mu + 0.1, sigma), (mu - 0.1, sigma), (mu, 1.02 * sigma), (mu, 0.98 * sigma)]
    found = [gaussian_log_likelihood(x.copy(), m, s) for m, s in nearby]
    assert_close(found, [reference.gaussian_log_likelihood(x, m, s) for m, s in nearby])
    assert_same(max(found), found[0])


@criterion("gaussian_log_likelihood")
def test_gaussian_log_likelihood_refuses_bad_sigma_and_bad_samples(gaussian_log_likelihood):
    for sigma in (0, 0.0, -1.0, math.nan):
        with raises(ValueError):
            gaussian_log_likelihood([1.0, 2.0], 0.0, sigma)
    for x in ([], [1.0, math.nan], [math.inf]):
        with raises(ValueError):
            gaussian_log_likelihood(x, 0.0, 1.5)


@criterion("gaussian_log_likelihood")
def test_gaussian_log_likelihood_takes_ints_and_leaves_arrays_unchanged(gaussian_log_likelihood, reference):
    x = np.array([1, 5, 6])
    expected = reference.gaussian_log_likelihood([1.0, 5.0, 6.0], 2.5, 1.75)
    assert_close(gaussian_log_likelihood(x, 2.5, 1.75), expected)
    assert_same(x, np.array([1, 5, 6]))
    x = np.array([1.0, 5.0, 6.0])
    assert_close(gaussian_log_likelihood(x, 2.5, 1.75), expected)
    assert_same(x, np.array([1.0, 5.0, 6.0]))


# 5.6 unigram_probs


@criterion("unigram_probs", core=True)
def test_unigram_probs_are_relative_frequencies(unigram_probs, reference, rng):
    words = ["the", "cat", "sat", "on", "mat", "ran", "away"]
    for length in (5, 20, 300):
        tokens = rng.choice(words, size=length, p=[0.4, 0.2, 0.1, 0.1, 0.1, 0.05, 0.05]).tolist()
        assert_close(unigram_probs(tokens), reference.unigram_probs(tokens))


@criterion("unigram_probs", core=True)
def test_unigram_probs_of_ids(unigram_probs, reference, rng):
    for ids, _ in _texts(rng, [(6, 3), (50, 9)]):
        assert_close(unigram_probs(ids.tolist()), reference.unigram_probs(ids.tolist()))


@criterion("unigram_probs")
def test_unigram_probs_keeps_tokens_as_they_are(unigram_probs):
    tokens = ["Rose", "rose", " rose", "rose ", "", ".", "rose", "ROSE"]
    expected = dict.fromkeys(tokens, 0.125) | {"rose": 0.25}
    assert_close(unigram_probs(tokens), expected)


@criterion("unigram_probs")
def test_unigram_probs_keeps_tokens_that_occur_once(unigram_probs):
    assert_close(unigram_probs(["x", "y", "z", "x"]), {"x": 0.5, "y": 0.25, "z": 0.25})
    assert_close(unigram_probs(["only"]), {"only": 1.0})
    assert_close(unigram_probs(list(range(8))), dict.fromkeys(range(8), 0.125))


@criterion("unigram_probs")
def test_unigram_probs_needs_a_token(unigram_probs):
    with raises(ValueError):
        unigram_probs([])


@criterion("unigram_probs")
def test_unigram_probs_leaves_the_tokens_unchanged(unigram_probs):
    tokens = ["b", "a", "b", "c"]
    assert_close(unigram_probs(tokens), {"b": 0.5, "a": 0.25, "c": 0.25})
    assert_same(tokens, ["b", "a", "b", "c"])


# 5.7 bigram_counts


@criterion("bigram_counts", core=True)
def test_bigram_counts_of_random_texts(bigram_counts, reference, rng):
    for ids, vocabulary in _texts(rng, [(3, 4), (9, 3), (60, 5), (400, 11)]):
        assert_same(bigram_counts(ids.copy(), vocabulary), reference.bigram_counts(ids, vocabulary))
        assert_same(bigram_counts(ids.tolist(), vocabulary), reference.bigram_counts(ids, vocabulary))


@criterion("bigram_counts", core=True)
def test_bigram_counts_counts_every_repetition(bigram_counts):
    assert_same(bigram_counts([2, 0] * 50, 3), np.array([[0, 0, 49], [0, 0, 0], [50, 0, 0]]))
    assert_same(bigram_counts([1] * 200, 2), np.array([[0, 0], [0, 199]]))


@criterion("bigram_counts")
def test_bigram_counts_has_a_row_and_a_column_for_each_token_of_the_vocabulary(bigram_counts):
    expected = np.zeros((9, 9), dtype=int)
    expected[0, 1] = expected[1, 0] = 1
    assert_same(bigram_counts([0, 1, 0], 9), expected)
    assert_same(bigram_counts([0, 0], 1), np.array([[1]]))


@criterion("bigram_counts")
def test_bigram_counts_of_short_texts_are_zero(bigram_counts):
    for vocabulary in (1, 3, 6):
        zeros = np.zeros((vocabulary, vocabulary), dtype=int)
        assert_same(bigram_counts([], vocabulary), zeros)
        assert_same(bigram_counts(np.array([], dtype=int), vocabulary), zeros)
        assert_same(bigram_counts([vocabulary - 1], vocabulary), zeros)


@criterion("bigram_counts")
def test_bigram_counts_refuses_ids_outside_the_vocabulary(bigram_counts):
    for ids in ([0, 1, -1], [-1, 0], [0, 3, 1], [2, 1, 3], [-3, 0], [0, 100], [-1], [3]):
        with raises(ValueError):
            bigram_counts(ids, 3)
    with raises(ValueError):
        bigram_counts([5, -100, 7], 120)


@criterion("bigram_counts")
def test_bigram_counts_takes_any_integer_type_and_leaves_the_ids_unchanged(bigram_counts):
    expected = np.array([[0, 1, 1], [0, 0, 0], [1, 0, 0]])
    for dtype in (np.uint8, np.int16, np.int64):
        ids = np.array([0, 2, 0, 1], dtype=dtype)
        assert_same(bigram_counts(ids, 3), expected)
        assert_same(ids, np.array([0, 2, 0, 1]))


# 5.8 bigram_probs


@criterion("bigram_probs", core=True)
def test_bigram_probs_normalises_each_row(bigram_probs, reference, rng):
    for counts in _count_tables(rng, [(3, 5), (6, 2), (1, 7), (20, 30)]):
        assert_close(bigram_probs(counts.copy()), reference.bigram_probs(counts))


@criterion("bigram_probs", core=True)
def test_bigram_probs_of_square_tables(bigram_probs, reference, rng):
    for counts in _count_tables(rng, [(2, 2), (4, 4), (9, 9)]):
        assert_close(bigram_probs(counts.copy()), reference.bigram_probs(counts))


@criterion("bigram_probs")
def test_bigram_probs_of_unseen_contexts_are_zero(bigram_probs, reference, rng):
    assert_close(bigram_probs([[0, 0, 0]]), np.zeros((1, 3)))
    for counts in _count_tables(rng, [(5, 3), (4, 4)]):
        counts[[0, 2]] = 0
        assert_close(bigram_probs(counts.copy()), reference.bigram_probs(counts))


@criterion("bigram_probs")
def test_bigram_probs_takes_counts_of_any_size_that_need_not_be_whole(bigram_probs):
    assert_close(bigram_probs([[1e-9, 3e-9], [2e12, 6e12]]), np.array([[0.25, 0.75], [0.25, 0.75]]))
    assert_close(bigram_probs([[0.5, 1.5, 2.0]]), np.array([[0.125, 0.375, 0.5]]))
    assert_close(bigram_probs([[10**12, 1, 0]]), np.array([[1 - 1e-12, 1e-12, 0.0]]), atol=1e-20)


@criterion("bigram_probs")
def test_bigram_probs_refuses_what_are_not_counts(bigram_probs):
    for counts in ([[1, -1], [2, 2]], [[1, math.nan]], [[math.inf, 1]], [1, 2, 3], [[[1, 2]]]):
        with raises(ValueError):
            bigram_probs(counts)


@criterion("bigram_probs")
def test_bigram_probs_leaves_the_counts_unchanged(bigram_probs, reference, rng):
    for counts in _count_tables(rng, [(3, 4)]):
        for table in (counts, counts.astype(float)):
            before = table.copy()
            assert_close(bigram_probs(table), reference.bigram_probs(before))
            assert_same(table, before)
    unseen = np.array([[0.0, 0.0], [1.0, 3.0]])
    bigram_probs(unseen)
    assert_same(unseen, np.array([[0.0, 0.0], [1.0, 3.0]]))


# 5.9 add_k_probs


@criterion("add_k_probs", core=True)
def test_add_k_probs_matches_the_definition(add_k_probs, reference, rng):
    for counts in _count_tables(rng, [(3, 5), (6, 2), (1, 7), (20, 30)]):
        k = float(rng.uniform(0.05, 3.0))
        assert_close(add_k_probs(counts.copy(), k), reference.add_k_probs(counts, k))


@criterion("add_k_probs", core=True)
def test_add_k_probs_with_one_is_laplace_smoothing(add_k_probs, reference, rng):
    for counts in _count_tables(rng, [(4, 4), (3, 8)]):
        assert_close(add_k_probs(counts.copy(), 1), reference.add_k_probs(counts, 1))


@criterion("add_k_probs")
def test_add_k_probs_counts_the_whole_vocabulary(add_k_probs):
    # Tokens 1 and 3 never occur, in no context.
    expected = np.array([[3, 1, 2, 1], [1, 1, 3, 1], [1, 1, 1, 1]]) / np.array([[7], [6], [4]])
    assert_close(add_k_probs([[2, 0, 1, 0], [0, 0, 2, 0], [0, 0, 0, 0]], 1), expected)


@criterion("add_k_probs")
def test_add_k_probs_of_unseen_contexts_are_uniform(add_k_probs):
    for k in (1e-6, 0.3, 1, 50, 0):
        probs = add_k_probs([[0, 0, 0, 0, 0], [0, 4, 0, 0, 0]], k)
        seen = np.full(5, k / (4 + 5 * k))
        seen[1] = (4 + k) / (4 + 5 * k)
        assert_close(probs, np.array([np.full(5, 0.2), seen]))


@criterion("add_k_probs")
def test_add_k_probs_lies_between_the_estimate_and_the_uniform_distribution(add_k_probs, reference, rng):
    for counts in _count_tables(rng, [(3, 5), (4, 4)]):
        assert_close(add_k_probs(counts.copy(), 0), reference.bigram_probs(counts))
        assert_close(add_k_probs(counts.copy(), 0.0), reference.bigram_probs(counts))
        # Of rows with less than 250 counts, 1e-9 or 1e12 more a cell leave or hide everything.
        assert_close(add_k_probs(counts.copy(), 1e-9), reference.bigram_probs(counts), atol=1e-7)
        assert_close(add_k_probs(counts.copy(), 1e12), np.full(counts.shape, 1 / counts.shape[1]), atol=1e-9)


@criterion("add_k_probs")
def test_add_k_probs_refuses_what_it_cannot_smooth(add_k_probs):
    for k in (-1, -0.001, math.nan, math.inf):
        with raises(ValueError):
            add_k_probs([[1, 2], [3, 4]], k)
    for counts in ([[1, -1], [2, 2]], [[1, math.nan]], [[math.inf, 1]], [1, 2, 3]):
        with raises(ValueError):
            add_k_probs(counts, 2)


@criterion("add_k_probs")
def test_add_k_probs_leaves_the_counts_unchanged(add_k_probs, reference, rng):
    for counts in _count_tables(rng, [(3, 4)]):
        for table in (counts, counts.astype(float)):
            before = table.copy()
            assert_close(add_k_probs(table, 0.25), reference.add_k_probs(before, 0.25))
            assert_same(table, before)
    unseen = np.array([[0.0, 0.0], [1.0, 3.0]])
    for k in (0, 2):
        add_k_probs(unseen, k)
        assert_same(unseen, np.array([[0.0, 0.0], [1.0, 3.0]]))


# 5.10 sentence_log_prob


def _dict_model(rng, words):
    """A model over `words` in dicts, with every pair, all entries well above the floor."""
    (first,) = distributions(rng, (len(words),))
    rows = next(_models(rng, [(len(words), len(words))]))
    unigram = dict(zip(words, first.tolist(), strict=True))
    bigram = {(a, b): float(rows[i, j]) for i, a in enumerate(words) for j, b in enumerate(words)}
    return unigram, bigram


@criterion("sentence_log_prob", core=True)
def test_sentence_log_prob_sums_the_logarithms(sentence_log_prob, reference, rng):
    words = ["the", "cat", "sat", "on"]
    for length in (1, 2, 3, 30):
        unigram, bigram = _dict_model(rng, words)
        tokens = rng.choice(words, size=length).tolist()
        expected = reference.sentence_log_prob(tokens, unigram, bigram)
        assert_close(sentence_log_prob(tokens, unigram, bigram), expected)


@criterion("sentence_log_prob", core=True)
def test_sentence_log_prob_looks_up_previous_then_next(sentence_log_prob):
    unigram, bigram = {"a": 0.5, "b": 0.25}, {("a", "b"): 0.125, ("b", "a"): 0.7, ("b", "c"): 0.3}
    assert_close(sentence_log_prob(["a", "b", "c"], unigram, bigram), math.log(0.5 * 0.125 * 0.3))
    assert_close(sentence_log_prob(["b", "a", "b"], unigram, bigram), math.log(0.25 * 0.7 * 0.125))


@criterion("sentence_log_prob")
def test_sentence_log_prob_counts_what_is_missing_as_the_floor(sentence_log_prob):
    unigram, bigram = {"a": 0.5, "b": 0.25}, {("a", "b"): 0.125}
    low = math.log(1e-10)
    assert_close(sentence_log_prob(["c"], unigram, bigram), low)
    assert_close(sentence_log_prob(["b", "a"], unigram, bigram), math.log(0.25) + low)
    assert_close(sentence_log_prob(["c", "d", "a", "b"], unigram, bigram), 3 * low + math.log(0.125))
    assert_close(sentence_log_prob(["c", "a", "b"], unigram, bigram, 0.01), math.log(0.01 * 0.01 * 0.125))
    assert_close(sentence_log_prob(["a", "b", "b"], unigram, bigram, floor=1e-300), math.log(0.0625) + math.log(1e-300))
    assert_close(sentence_log_prob(["a", "a"], {}, {}, floor=0.5), math.log(0.25))


@criterion("sentence_log_prob")
def test_sentence_log_prob_takes_known_probabilities_as_they_are(sentence_log_prob):
    unigram, bigram = {"a": 1e-13, "b": 0.25}, {("a", "b"): 1e-12, ("b", "a"): 1.0}
    assert_close(sentence_log_prob(["a", "b", "a"], unigram, bigram), math.log(1e-13) + math.log(1e-12))
    assert_close(sentence_log_prob(["b", "a"], unigram, bigram, floor=0.5), math.log(0.25))


@criterion("sentence_log_prob")
def test_sentence_log_prob_of_long_texts_does_not_underflow(sentence_log_prob):
    unigram, bigram = {"a": 0.05}, {("a", "b"): 0.01, ("b", "a"): 0.02}
    tokens = ["a", "b"] * 500
    expected = math.log(0.05) + 500 * math.log(0.01) + 499 * math.log(0.02)
    assert_close(sentence_log_prob(tokens, unigram, bigram), expected)


@criterion("sentence_log_prob")
def test_sentence_log_prob_needs_a_token(sentence_log_prob):
    for unigram, bigram in (({"a": 1.0}, {("a", "a"): 1.0}), ({}, {})):
        with raises(ValueError):
            sentence_log_prob([], unigram, bigram)


@criterion("sentence_log_prob")
def test_sentence_log_prob_leaves_its_arguments_unchanged(sentence_log_prob):
    tokens, unigram, bigram = ["a", "c", "b"], {"a": 0.5}, {("a", "b"): 0.125}
    assert_close(sentence_log_prob(tokens, unigram, bigram, 0.25), math.log(0.5 * 0.25 * 0.25))
    assert_same(tokens, ["a", "c", "b"])
    assert_same(unigram, {"a": 0.5})
    assert_same(bigram, {("a", "b"): 0.125})


# 5.11 sequence_nll


@criterion("sequence_nll", core=True)
def test_sequence_nll_is_the_mean_over_the_transitions(sequence_nll, reference, rng):
    for ids, vocabulary in _texts(rng, [(2, 4), (3, 3), (20, 5), (300, 9)]):
        (probs,) = _models(rng, [(vocabulary, vocabulary)])
        assert_close(sequence_nll(ids.copy(), probs.copy()), reference.sequence_nll(ids, probs))
        assert_close(sequence_nll(ids.tolist(), probs.tolist()), reference.sequence_nll(ids, probs))


@criterion("sequence_nll", core=True)
def test_sequence_nll_of_a_uniform_model_is_log_v(sequence_nll, rng):
    for ids, vocabulary in _texts(rng, [(2, 3), (9, 4), (40, 25)]):
        assert_close(sequence_nll(ids, np.full((vocabulary, vocabulary), 1 / vocabulary)), math.log(vocabulary))


@criterion("sequence_nll")
def test_sequence_nll_is_infinite_only_for_an_impossible_transition(sequence_nll, reference):
    probs = [[0.0, 1.0, 0.0], [0.25, 0.25, 0.5], [0.0, 0.0, 0.0]]
    assert_close(sequence_nll([0, 1, 1, 2], probs), math.log(8) / 3)
    assert_same(sequence_nll([0, 1, 0, 0], probs), math.inf)
    assert_same(sequence_nll([1, 2, 0], probs), math.inf)
    for tiny in (1e-13, 1e-100, 1e-310):
        rare = [[1 - tiny, tiny], [0.5, 0.5]]
        assert_close(sequence_nll([0, 1], rare), reference.sequence_nll([0, 1], rare))


@criterion("sequence_nll")
def test_sequence_nll_of_a_certain_text_is_exactly_zero(sequence_nll):
    cycle = [[0, 1, 0], [0, 0, 1], [1, 0, 0]]
    assert_same(sequence_nll([0, 1, 2, 0, 1], cycle), 0.0)
    assert_same(sequence_nll([2, 0], cycle), 0.0)


@criterion("sequence_nll")
def test_sequence_nll_of_long_texts_does_not_underflow(sequence_nll):
    probs = np.array([[0.75, 0.25], [0.5, 0.5]])
    assert_close(sequence_nll([0, 1] * 1000, probs), (1000 * math.log(4) + 999 * math.log(2)) / 1999)


@criterion("sequence_nll")
def test_sequence_nll_needs_a_transition(sequence_nll):
    probs = [[0.5, 0.5], [0.25, 0.75]]
    for ids in ([], [0], [1]):
        with raises(ValueError):
            sequence_nll(ids, probs)


@criterion("sequence_nll")
def test_sequence_nll_refuses_ids_outside_the_vocabulary(sequence_nll):
    probs = np.full((3, 3), 1 / 3)
    for ids in ([0, -1], [-1, 0], [0, 3], [3, 0], [0, 1, -2, 1], [1, 2, 7]):
        with raises(ValueError):
            sequence_nll(ids, probs)


@criterion("sequence_nll")
def test_sequence_nll_leaves_its_arguments_unchanged(sequence_nll, reference, rng):
    ids = np.array([2, 0, 1, 1, 3])
    (probs,) = _models(rng, [(4, 4)])
    probs[3] = 0.0
    before = probs.copy()
    assert_close(sequence_nll(ids, probs), reference.sequence_nll([2, 0, 1, 1, 3], before))
    assert_same(ids, np.array([2, 0, 1, 1, 3]))
    assert_same(probs, before)


# 5.12 next_token_pairs


@criterion("next_token_pairs", core=True)
def test_next_token_pairs_are_all_windows_with_their_targets(next_token_pairs, reference, rng):
    for length, block_size in ((7, 3), (20, 4), (9, 2), (50, 8)):
        ids = rng.integers(0, 1000, size=length)
        assert_same(next_token_pairs(ids.copy(), block_size), reference.next_token_pairs(ids, block_size))
        assert_same(next_token_pairs(ids.tolist(), block_size), reference.next_token_pairs(ids, block_size))


@criterion("next_token_pairs")
def test_next_token_pairs_of_blocks_of_one_are_the_bigrams(next_token_pairs, rng):
    ids = rng.integers(0, 50, size=12)
    assert_same(next_token_pairs(ids.copy(), 1), (ids[:-1, None], ids[1:]))


@criterion("next_token_pairs")
def test_next_token_pairs_of_a_text_with_room_for_one_window(next_token_pairs, rng):
    for block_size in (1, 2, 6):
        ids = rng.integers(0, 50, size=block_size + 1)
        assert_same(next_token_pairs(ids.copy(), block_size), (ids[None, :-1], ids[-1:]))


@criterion("next_token_pairs")
def test_next_token_pairs_of_texts_that_are_too_short_are_empty(next_token_pairs):
    for ids, block_size in (([1, 2, 3], 3), ([1, 2], 5), ([4], 1), ([], 1), ([], 4)):
        expected = np.zeros((0, block_size), dtype=int), np.zeros(0, dtype=int)
        assert_same(next_token_pairs(ids, block_size), expected)
        assert_same(next_token_pairs(np.array(ids, dtype=int), block_size), expected)


@criterion("next_token_pairs")
def test_next_token_pairs_refuses_a_context_of_no_tokens(next_token_pairs):
    for block_size in (0, -1, -4):
        with raises(ValueError):
            next_token_pairs([1, 2, 3, 4, 5], block_size)
        with raises(ValueError):
            next_token_pairs([], block_size)


@criterion("next_token_pairs")
def test_next_token_pairs_leaves_the_ids_unchanged(next_token_pairs):
    ids = np.array([5, 4, 3, 2])
    assert_same(next_token_pairs(ids, 2), (np.array([[5, 4], [4, 3]]), np.array([3, 2])))
    assert_same(ids, np.array([5, 4, 3, 2]))


# 5.13 interpolated_probs


@criterion("interpolated_probs", core=True)
def test_interpolated_probs_mixes_the_two_models(interpolated_probs, reference, rng):
    for bigram in _models(rng, [(3, 5), (6, 2), (1, 7), (12, 20)]):
        (unigram,) = distributions(rng, (bigram.shape[1],))
        lam = float(rng.uniform(0.6, 0.95))
        expected = reference.interpolated_probs(bigram, unigram, lam)
        assert_close(interpolated_probs(bigram.copy(), unigram.copy(), lam), expected)
        assert_close(interpolated_probs(bigram.tolist(), unigram.tolist(), lam), expected)


@criterion("interpolated_probs", core=True)
def test_interpolated_probs_of_square_tables(interpolated_probs, reference, rng):
    for bigram in _models(rng, [(2, 2), (4, 4), (9, 9)]):
        (unigram,) = distributions(rng, (bigram.shape[1],))
        lam = float(rng.uniform(0.1, 0.4))
        expected = reference.interpolated_probs(bigram, unigram, lam)
        assert_close(interpolated_probs(bigram.copy(), unigram.copy(), lam), expected)


@criterion("interpolated_probs")
def test_interpolated_probs_with_weight_0_or_1_is_one_of_the_models(interpolated_probs, rng):
    for bigram in _models(rng, [(3, 5), (4, 4)]):
        (unigram,) = distributions(rng, (bigram.shape[1],))
        for one, zero in ((1, 0), (1.0, 0.0)):
            assert_close(interpolated_probs(bigram.copy(), unigram.copy(), one), bigram)
            only_unigram = np.tile(unigram, (len(bigram), 1))
            assert_close(interpolated_probs(bigram.copy(), unigram.copy(), zero), only_unigram)


@criterion("interpolated_probs")
def test_interpolated_probs_of_unseen_contexts_are_the_unigram(interpolated_probs, reference, rng):
    for bigram in _models(rng, [(4, 3), (5, 5)]):
        bigram[[0, 3]] = 0.0
        (unigram,) = distributions(rng, (bigram.shape[1],))
        for lam in (0.3, 0.9, 1.0):
            expected = reference.interpolated_probs(bigram, unigram, lam)
            assert_close(interpolated_probs(bigram.copy(), unigram.copy(), lam), expected)


@criterion("interpolated_probs")
def test_interpolated_probs_refuses_bad_weights_and_shapes(interpolated_probs):
    bigram, unigram = [[0.5, 0.5, 0.0], [0.25, 0.25, 0.5]], [0.2, 0.3, 0.5]
    for lam in (-0.1, 1.1, math.nan, 2):
        with raises(ValueError):
            interpolated_probs(bigram, unigram, lam)
    for other in ([1.0], [0.5, 0.5], [0.25] * 4, [[0.2, 0.3, 0.5]], [[0.4], [0.6]]):
        with raises(ValueError):
            interpolated_probs(bigram, other, 0.5)


@criterion("interpolated_probs")
def test_interpolated_probs_leaves_its_arguments_unchanged(interpolated_probs, reference, rng):
    (bigram,), (unigram,) = _models(rng, [(3, 4)]), distributions(rng, (4,))
    bigram_before, unigram_before = bigram.copy(), unigram.copy()
    expected = reference.interpolated_probs(bigram_before, unigram_before, 0.7)
    assert_close(interpolated_probs(bigram, unigram, 0.7), expected)
    assert_same(bigram, bigram_before)
    assert_same(unigram, unigram_before)
    whole = np.array([[1, 0], [0, 1], [0, 1]])
    assert_close(
        interpolated_probs(whole, [0.25, 0.75], 0.5), np.array([[0.625, 0.375], [0.125, 0.875], [0.125, 0.875]])
    )
    assert_same(whole, np.array([[1, 0], [0, 1], [0, 1]]))
    unseen = np.array([[0.0, 0.0], [1.0, 0.0]])
    interpolated_probs(unseen, [0.25, 0.75], 0.5)
    assert_same(unseen, np.array([[0.0, 0.0], [1.0, 0.0]]))
