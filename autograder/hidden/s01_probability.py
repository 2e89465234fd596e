"""Hidden suite of section 1, probability fundamentals.

Arrays that are used a second time are handed over as copies, so that a function that changes its arguments fails the
criterion about that, and no other.
"""

import math

import numpy as np

from autograder.checking.batteries import distributions, sparse_distributions
from autograder.checking.compare import assert_close, assert_same, raises
from autograder.checking.criteria import criterion


def _joints(rng, shapes):
    """Joint distributions with positive cells, one of each shape."""
    for rows, columns in shapes:
        (p,) = distributions(rng, (rows * columns,))
        yield p.reshape(rows, columns)


def _independent_joints(rng, shapes):
    """Joint distributions of two independent variables, each the product of its marginals."""
    for rows, columns in shapes:
        x, y = rng.uniform(1, 3, size=rows), rng.uniform(1, 3, size=columns)
        yield np.outer(x / x.sum(), y / y.sum())


def _swapped(joint, rows, columns, mass):
    """Copy of `joint` with `mass` moved within two rows and two columns, so that all marginals stay what they were."""
    joint = joint.copy()
    (i, k), (j, m) = rows, columns
    joint[i, j] += mass
    joint[k, m] += mass
    joint[i, m] -= mass
    joint[k, j] -= mass
    return joint


NOT_PROBABILITIES = (-0.25, 1.25, -1, 2, 100, math.inf, -math.inf, math.nan)
NOT_JOINT = (
    [[1, 2, 3], [4, 5, 6]],
    [[0.5, 0.25], [0.25, 0.000001]],
    [[0.25, 0.25], [0.25, 0.125]],
    [[0.75, 0.5], [-0.25, 0.0]],
    [[0.5, math.nan], [0.5, 0.0]],
    [[math.inf, 0.0], [0.0, 0.0]],
    [0.5, 0.5],
    [[[0.5], [0.5]]],
)

# 1.1 normalize


@criterion("normalize", core=True)
def test_normalize_of_counts_gives_their_shares(normalize, reference, rng):
    for size in (2, 3, 8, 100):
        counts = rng.integers(1, 500, size=size)
        assert_close(normalize(counts.copy()), reference.normalize(counts))
        assert_close(normalize(counts.tolist()), reference.normalize(counts))


@criterion("normalize", core=True)
def test_normalize_of_weights_of_any_scale_gives_their_shares(normalize, reference, rng):
    for scale in (0.01, 1.0, 3.0, 1e6, 1e-12, 1e200):
        weights = rng.exponential(scale, size=7)
        assert_close(normalize(weights.copy()), reference.normalize(weights))


@criterion("normalize")
def test_normalize_gives_weights_of_zero_probability_zero(normalize):
    assert_close(normalize([0, 3, 0, 1]), np.array([0.0, 0.75, 0.0, 0.25]), atol=0.0)
    assert_close(normalize([0.0, 0.0, 5.0]), np.array([0.0, 0.0, 1.0]), atol=0.0)
    assert_close(normalize([7]), np.array([1.0]))


@criterion("normalize")
def test_normalize_leaves_distributions_as_they_are(normalize, reference, rng):
    for p in sparse_distributions(rng, (2, 5, 40)):
        assert_close(normalize(p.copy()), p)
    weights = rng.exponential(2.0, size=9)
    assert_close(normalize(reference.normalize(weights)), reference.normalize(weights))


@criterion("normalize")
def test_normalize_refuses_bad_weights_and_nothing_but_zeros(normalize):
    for weights in ([2, -1], [-1, -3], [1.0, math.nan], [1.0, math.inf], [-math.inf, 1], [1, 2, -0.001], [3, -4, 2]):
        with raises(ValueError):
            normalize(weights)
    for nothing in ([0, 0, 0], [0.0], [], np.zeros(4)):
        with raises(ValueError):
            normalize(nothing)


@criterion("normalize")
def test_normalize_leaves_its_argument_unchanged(normalize):
    weights = np.array([1.0, 4.0, 3.0])
    assert_close(normalize(weights), np.array([0.125, 0.5, 0.375]))
    assert_same(weights, np.array([1.0, 4.0, 3.0]))


# 1.2 complement


@criterion("complement", core=True)
def test_complement_is_one_minus_the_probability(complement, reference, rng):
    for p in [*rng.uniform(0.001, 0.499, size=5).tolist(), *rng.uniform(0.501, 0.999, size=5).tolist()]:
        assert_close(complement(p), reference.complement(p))


@criterion("complement")
def test_complement_of_certain_and_impossible_events(complement):
    for certain in (1, 1.0):
        assert_close(complement(certain), 0.0)
    for impossible in (0, 0.0):
        assert_close(complement(impossible), 1.0)


@criterion("complement")
def test_complement_refuses_what_is_not_a_probability(complement):
    for p in NOT_PROBABILITIES:
        with raises(ValueError):
            complement(p)


# 1.3 union_probability


@criterion("union_probability", core=True)
def test_union_probability_counts_the_overlap_once(union_probability, reference, rng):
    for _ in range(10):
        only_a, only_b, both, _neither = rng.dirichlet(np.ones(4)).tolist()
        arguments = (only_a + both, only_b + both, both)
        assert_close(union_probability(*arguments), reference.union_probability(*arguments))


@criterion("union_probability", core=True)
def test_union_probability_adds_events_that_exclude_each_other(union_probability, rng):
    for _ in range(6):
        a, b, _rest = rng.dirichlet(np.ones(3)).tolist()
        assert_close(union_probability(a, b, 0), a + b)


@criterion("union_probability")
def test_union_probability_at_the_ends(union_probability):
    assert_close(union_probability(0.375, 0.375, 0.375), 0.375)
    assert_close(union_probability(0.125, 0.875, 0.125), 0.875)
    assert_close(union_probability(0.625, 0.375, 0.0), 1.0)
    assert_close(union_probability(1, 0.25, 0.25), 1.0)
    assert_close(union_probability(0, 0, 0), 0.0)
    assert_close(union_probability(1, 1, 1), 1.0)


@criterion("union_probability")
def test_union_probability_allows_for_rounding(union_probability):
    assert_close(union_probability(0.3, 0.75, 0.1 * 3), 0.75)
    assert_close(union_probability(0.75, 0.7, 0.1 * 7), 0.75)
    assert_close(union_probability(0.25, 0.5, 0.25 + 1e-10), 0.5)
    # The exact sum is 1; in floating point it is 1.0000000000000002.
    for arguments in ((0.22, 0.93, 0.15), (0.27, 0.89, 0.16), (0.75, 0.25 + 1e-10, 0.0)):
        union = union_probability(*arguments)
        assert_close(union, 1.0)
        assert_same(union, min(union, 1.0))
    for p_a, p_b, p_ab in ((0, 0, 1e-10), (0.0, 0.0, 5e-10)):
        assert_close(union_probability(p_a, p_b, p_ab), 0.0)


@criterion("union_probability")
def test_union_probability_refuses_an_overlap_that_does_not_fit(union_probability):
    for p_a, p_b, p_ab in ((0.25, 0.5, 0.375), (0.5, 0.25, 0.375), (0.0, 0.5, 0.125), (0.3, 0.4, 0.3001), (0, 0, 1)):
        with raises(ValueError):
            union_probability(p_a, p_b, p_ab)
    for p_a, p_b, p_ab in ((0.75, 0.5, 0.125), (1, 0.5, 0.25), (0.625, 0.375001, 0), (1, 1, 0)):
        with raises(ValueError):
            union_probability(p_a, p_b, p_ab)


@criterion("union_probability")
def test_union_probability_refuses_what_is_not_a_probability(union_probability):
    for bad in NOT_PROBABILITIES:
        for arguments in ((bad, 0.5, 0.25), (0.5, bad, 0.25), (0.5, 0.5, bad)):
            with raises(ValueError):
                union_probability(*arguments)
    with raises(ValueError):
        union_probability(0.25, 0.25, -0.125)


# 1.4 joint_probability


@criterion("joint_probability", core=True)
def test_joint_probability_is_the_product_of_its_arguments(joint_probability, reference, rng):
    for p_a, p_b_given_a in rng.uniform(0.02, 0.98, size=(10, 2)).tolist():
        assert_close(joint_probability(p_a, p_b_given_a), reference.joint_probability(p_a, p_b_given_a))


@criterion("joint_probability")
def test_joint_probability_with_certain_and_impossible_events(joint_probability):
    for p in (0.125, 0.875):
        assert_close(joint_probability(1, p), p)
        assert_close(joint_probability(p, 1), p)
        assert_close(joint_probability(0, p), 0.0)
        assert_close(joint_probability(p, 0), 0.0)


@criterion("joint_probability")
def test_joint_probability_refuses_what_is_not_a_probability(joint_probability):
    for bad in NOT_PROBABILITIES:
        for arguments in ((bad, 0.5), (0.5, bad), (bad, 0), (0, bad)):
            with raises(ValueError):
                joint_probability(*arguments)
    for both in ((-0.5, -0.5), (-1, -1), (4, 0.125)):
        with raises(ValueError):
            joint_probability(*both)


# 1.5 marginal

SHAPES = [(2, 3), (3, 2), (4, 7), (5, 5)]


@criterion("marginal", core=True)
def test_marginal_over_axis_0_keeps_the_columns(marginal, reference, rng):
    for joint in _joints(rng, SHAPES):
        assert_close(marginal(joint.copy(), 0), reference.marginal(joint, 0))


@criterion("marginal", core=True)
def test_marginal_over_axis_1_keeps_the_rows(marginal, reference, rng):
    for joint in _joints(rng, SHAPES):
        assert_close(marginal(joint.copy(), 1), reference.marginal(joint, 1))


@criterion("marginal")
def test_marginal_of_tables_with_one_row_or_column(marginal, reference, rng):
    for joint in _joints(rng, [(1, 4), (4, 1), (1, 1)]):
        for axis in (0, 1):
            assert_close(marginal(joint.copy(), axis), reference.marginal(joint, axis))


@criterion("marginal")
def test_marginal_takes_lists_and_impossible_outcomes(marginal):
    assert_close(marginal([[0.0, 0.0, 1.0], [0.0, 0.0, 0.0]], 0), np.array([0.0, 0.0, 1.0]))
    assert_close(marginal([[0.0, 0.0, 1.0], [0.0, 0.0, 0.0]], 1), np.array([1.0, 0.0]))
    assert_close(marginal(((0.25, 0.5, 0.0), (0.0, 0.125, 0.125)), 1), np.array([0.75, 0.25]))


@criterion("marginal")
def test_marginal_refuses_what_is_not_a_joint_distribution_but_allows_for_rounding(marginal):
    for joint in NOT_JOINT:
        for axis in (0, 1):
            with raises(ValueError):
                marginal(joint, axis)
    # Within 1e-9 of 1; the change of 5e-10 in a cell moves its marginals by no more.
    assert_close(marginal([[0.5, 0.25, 0.0], [0.0, 0.0, 0.25 + 5e-10]], 1), np.array([0.75, 0.25]), atol=5e-10)
    assert_close(marginal(np.full((10, 20), 1 / 200), 0), np.full(20, 0.05))


@criterion("marginal")
def test_marginal_leaves_its_argument_unchanged(marginal, reference, rng):
    (joint,) = _joints(rng, [(3, 4)])
    for axis in (0, 1):
        before = joint.copy()
        assert_close(marginal(joint, axis), reference.marginal(before, axis))
        assert_same(joint, before)


# 1.6 conditional_distribution


@criterion("conditional_distribution", core=True)
def test_conditional_distribution_of_counts_normalises_the_rows(conditional_distribution, reference, rng):
    for shape in [(2, 3), (3, 2), (4, 9), (5, 5)]:
        counts = rng.integers(1, 60, size=shape)
        assert_close(conditional_distribution(counts.copy()), reference.conditional_distribution(counts))


@criterion("conditional_distribution", core=True)
def test_conditional_distribution_of_a_joint_distribution_normalises_the_rows(conditional_distribution, reference, rng):
    for joint in _joints(rng, SHAPES):
        assert_close(conditional_distribution(joint.copy()), reference.conditional_distribution(joint))


@criterion("conditional_distribution")
def test_conditional_distribution_of_tables_with_one_row_or_column(conditional_distribution):
    assert_close(conditional_distribution([[3, 4, 1]]), np.array([[0.375, 0.5, 0.125]]))
    assert_close(conditional_distribution([[3], [5], [0]]), np.array([[1.0], [1.0], [0.0]]))


@criterion("conditional_distribution")
def test_conditional_distribution_keeps_rows_of_zeros(conditional_distribution, reference, rng):
    counts = rng.integers(1, 9, size=(5, 3))
    counts[[1, 4]] = 0
    assert_close(conditional_distribution(counts.copy()), reference.conditional_distribution(counts), atol=0.0)
    assert_same(conditional_distribution([[0, 0, 0], [0, 0, 0]]), np.zeros((2, 3)))
    assert_same(conditional_distribution(np.zeros((3, 1))), np.zeros((3, 1)))


@criterion("conditional_distribution")
def test_conditional_distribution_is_the_same_for_rows_of_any_scale(conditional_distribution, rng):
    for rare in (1e-9, 1e-15, 1e-200, 1e12):
        table = np.array([[3.0, 1.0, 4.0], [2.0 * rare, 1.0 * rare, 1.0 * rare]])
        expected = np.array([[0.375, 0.125, 0.5], [0.5, 0.25, 0.25]])
        assert_close(conditional_distribution(table), expected)


@criterion("conditional_distribution")
def test_conditional_distribution_refuses_what_is_not_a_table_of_counts(conditional_distribution):
    bad = ([[2, -1], [1, 1]], [[1.0, math.nan], [1, 1]], [[math.inf, 1], [1, 1]], [[-1, -3], [1, 1]], [1, 2], [[[1]]])
    for table in bad:
        with raises(ValueError):
            conditional_distribution(table)


@criterion("conditional_distribution")
def test_conditional_distribution_leaves_its_argument_unchanged(conditional_distribution):
    for dtype in (float, int):
        table = np.array([[1, 3], [0, 0], [4, 4]], dtype=dtype)
        expected = np.array([[0.25, 0.75], [0.0, 0.0], [0.5, 0.5]])
        assert_close(conditional_distribution(table), expected)
        assert_same(table, np.array([[1, 3], [0, 0], [4, 4]], dtype=dtype))


# 1.7 is_independent


@criterion("is_independent", core=True)
def test_is_independent_is_true_for_products_of_marginals(is_independent, rng):
    for joint in _independent_joints(rng, [(2, 3), (3, 2), (4, 6), (3, 3), (1, 4), (5, 1)]):
        assert_same(is_independent(joint), True)


@criterion("is_independent", core=True)
def test_is_independent_is_false_for_all_other_tables(is_independent, rng):
    for joint in _joints(rng, [(2, 3), (3, 2), (4, 6), (3, 3)]):
        assert_same(is_independent(joint), False)


@criterion("is_independent")
def test_is_independent_looks_at_every_cell(is_independent, rng):
    # Both variables keep their marginals, and all cells but four remain products of them.
    for rows, columns in (((0, 1), (0, 1)), ((1, 2), (2, 3)), ((2, 0), (1, 3)), ((0, 2), (0, 3))):
        (joint,) = _independent_joints(rng, [(3, 4)])
        assert_same(is_independent(_swapped(joint, rows, columns, 0.01)), False)


@criterion("is_independent")
def test_is_independent_is_false_for_uncorrelated_variables_that_depend(is_independent):
    assert_same(is_independent([[0, 0.25], [0.5, 0], [0, 0.25]]), False)
    assert_same(is_independent([[0.25, 0.0, 0.25], [0.0, 0.5, 0.0]]), False)
    assert_same(is_independent([[0.125, 0, 0.125], [0, 0.5, 0], [0.125, 0, 0.125]]), False)


@criterion("is_independent")
def test_is_independent_allows_for_rounding_and_for_nothing_more(is_independent, rng):
    assert_same(is_independent([[0.03, 0.07], [0.27, 0.63]]), True)
    (joint,) = _independent_joints(rng, [(3, 4)])
    assert_same(is_independent(_swapped(joint, (0, 1), (1, 2), 1e-11)), True)
    assert_same(is_independent(_swapped(joint, (0, 1), (1, 2), 1e-7)), False)


@criterion("is_independent")
def test_is_independent_uses_the_tolerance_it_is_given(is_independent):
    # The cells differ from the products by 1/16.
    joint = [[0.3125, 0.1875], [0.1875, 0.3125]]
    for tol, answer in ((0.5, True), (0.0626, True), (0.0624, False), (0.01, False), (0.0, False)):
        assert_same(is_independent(joint, tol), answer)
    # Here they are larger by up to 2/64 and smaller by up to 4/64.
    joint = np.array([[3, 3, 10], [3, 3, 10], [10, 10, 12]]) / 64
    for tol, answer in ((0.063, True), (0.047, False), (0.02, False)):
        assert_same(is_independent(joint.copy(), tol), answer)
    assert_same(is_independent([[0.25, 0.125, 0.125], [0.25, 0.125, 0.125]], 0.0), True)
    assert_same(is_independent([[0.03, 0.07], [0.27, 0.63]], tol=1e-12), True)


@criterion("is_independent")
def test_is_independent_of_variables_with_impossible_values(is_independent):
    assert_same(is_independent([[0.0, 0.25, 0.75], [0.0, 0.0, 0.0]]), True)
    assert_same(is_independent([[0, 1], [0, 0], [0, 0]]), True)
    assert_same(is_independent([[0.0, 0.0, 0.5], [0.5, 0.0, 0.0]]), False)


@criterion("is_independent")
def test_is_independent_checks_its_argument_and_leaves_it_unchanged(is_independent):
    for joint in NOT_JOINT:
        with raises(ValueError):
            is_independent(joint)
    joint = np.array([[0.25, 0.125, 0.125], [0.125, 0.125, 0.25]])
    before = joint.copy()
    assert_same(is_independent(joint), False)
    assert_same(joint, before)


# 1.8 sequence_probability


@criterion("sequence_probability", core=True)
def test_sequence_probability_is_the_product_of_all_factors(sequence_probability, reference, rng):
    for length in (2, 3, 8, 30):
        conditionals = rng.uniform(0.1, 0.95, size=length)
        assert_close(sequence_probability(conditionals.copy()), reference.sequence_probability(conditionals), atol=0.0)


@criterion("sequence_probability", core=True)
def test_sequence_probability_of_a_single_token_is_its_own(sequence_probability, rng):
    for p in rng.uniform(0.05, 0.95, size=4).tolist():
        assert_close(sequence_probability([p]), p)


@criterion("sequence_probability")
def test_sequence_probability_of_nothing_is_one(sequence_probability):
    assert_close(sequence_probability([]), 1.0)
    assert_close(sequence_probability(np.zeros(0)), 1.0)


@criterion("sequence_probability")
def test_sequence_probability_with_certain_and_impossible_tokens(sequence_probability):
    assert_close(sequence_probability([1, 1, 1]), 1.0)
    assert_close(sequence_probability([1, 0.125, 1]), 0.125)
    for impossible in ([0], [0.5, 0.0], [0.0, 0.5, 1.0], [1, 0, 1]):
        assert_same(sequence_probability(impossible), 0.0)


@criterion("sequence_probability")
def test_sequence_probability_of_a_very_long_text_is_zero(sequence_probability):
    assert_same(sequence_probability([0.1] * 400), 0.0)
    assert_same(sequence_probability(np.full(2000, 0.5)), 0.0)


@criterion("sequence_probability")
def test_sequence_probability_refuses_what_is_not_a_probability(sequence_probability):
    for bad in NOT_PROBABILITIES:
        for conditionals in ([bad], [0.5, bad], [bad, 0.5, 0.25], [0.0, bad]):
            with raises(ValueError):
                sequence_probability(conditionals)
    for both in ([-0.5, -0.5], [4, 0.125]):
        with raises(ValueError):
            sequence_probability(both)


@criterion("sequence_probability")
def test_sequence_probability_leaves_its_argument_unchanged(sequence_probability):
    conditionals = np.array([0.5, 0.25, 0.75])
    assert_close(sequence_probability(conditionals), 0.09375)
    assert_same(conditionals, np.array([0.5, 0.25, 0.75]))


# 1.9 sequence_log_prob


@criterion("sequence_log_prob", core=True)
def test_sequence_log_prob_is_the_sum_of_natural_logarithms(sequence_log_prob, reference, rng):
    for length in (1, 2, 5, 40):
        conditionals = rng.uniform(0.05, 0.95, size=length)
        assert_close(sequence_log_prob(conditionals.copy()), reference.sequence_log_prob(conditionals))


@criterion("sequence_log_prob", core=True)
def test_sequence_log_prob_does_not_underflow(sequence_log_prob, reference, rng):
    for length in (500, 4000):
        conditionals = rng.uniform(0.01, 0.2, size=length)
        assert_close(sequence_log_prob(conditionals.copy()), reference.sequence_log_prob(conditionals))
    assert_close(sequence_log_prob([0.05] * 249), 249 * math.log(0.05))


@criterion("sequence_log_prob")
def test_sequence_log_prob_of_nothing_and_of_certain_tokens_is_zero(sequence_log_prob):
    for certain in ([], np.zeros(0), [1], [1.0, 1.0, 1.0]):
        assert_close(sequence_log_prob(certain), 0.0)
    assert_close(sequence_log_prob([1, 0.5, 1]), math.log(0.5))


@criterion("sequence_log_prob")
def test_sequence_log_prob_is_infinite_for_impossible_tokens_only(sequence_log_prob):
    for impossible in ([0], [0.5, 0.0], [0.0, 0.5, 1.0], [0, 0], [0.1] * 400 + [0.0]):
        assert_same(sequence_log_prob(impossible), -math.inf)
    for rare in (1e-9, 1e-13, 1e-100, 1e-310):
        assert_close(sequence_log_prob([0.5, rare]), math.log(0.5) + math.log(rare))


@criterion("sequence_log_prob")
def test_sequence_log_prob_refuses_what_is_not_a_probability(sequence_log_prob):
    for bad in NOT_PROBABILITIES:
        for conditionals in ([bad], [0.5, bad], [bad, 0.5, 0.25], [0.0, bad]):
            with raises(ValueError):
                sequence_log_prob(conditionals)


@criterion("sequence_log_prob")
def test_sequence_log_prob_leaves_its_argument_unchanged(sequence_log_prob):
    for conditionals in (np.array([0.5, 0.25, 0.5]), np.array([0.5, 0.0, 0.5])):
        before = conditionals.copy()
        expected = -math.inf if 0 in before else -4 * math.log(2)
        assert_close(sequence_log_prob(conditionals), expected)
        assert_same(conditionals, before)


# 1.10 monte_carlo_probability

FLIPS = 1000
"""Trials of one estimate that is judged by a band."""
SIGMAS = 6.5
"""Half the width of a band in standard errors. Each of the eight bands turns a right answer away with a probability
below 1e-9 (the exact binomial tails), all of them together below 1e-8."""


def _chance(p):
    """A trial that succeeds with probability `p`."""
    return lambda rng: rng.random() < p


class _InTurn:
    """A trial that has these results, one after the other, again and again.

    An object and no function, so that who keeps the arguments of a call keeps a copy that starts with the same result.
    """

    def __init__(self, *results):
        self._results = results
        self._calls = 0

    def __call__(self, rng):
        result = self._results[self._calls % len(self._results)]
        self._calls += 1
        return result


def _seed(rng):
    return int(rng.integers(2**31))


@criterion("monte_carlo_probability", core=True)
def test_monte_carlo_probability_is_close_to_the_probability(monte_carlo_probability, rng):
    for p in (0.1, 0.25, 0.4, 0.5, 0.6, 0.8, 0.9):
        estimate = monte_carlo_probability(_chance(p), FLIPS, np.random.default_rng(_seed(rng)))
        assert_close(estimate, p, atol=SIGMAS * math.sqrt(p * (1 - p) / FLIPS))


@criterion("monte_carlo_probability", core=True)
def test_monte_carlo_probability_is_the_share_of_successes(monte_carlo_probability, rng):
    generator = np.random.default_rng(_seed(rng))
    assert_close(monte_carlo_probability(_InTurn(True, False, False, False), 8, generator), 0.25)
    assert_close(monte_carlo_probability(_InTurn(True, True, False), 30, generator), 2 / 3)
    for n in (1, 2, 13):
        assert_close(monte_carlo_probability(_InTurn(True), n, generator), 1.0)
        assert_close(monte_carlo_probability(_InTurn(False), n, generator), 0.0)


@criterion("monte_carlo_probability")
def test_monte_carlo_probability_makes_n_trials(monte_carlo_probability, rng):
    for n in (1, 7, 60):
        calls = []

        def trial(rng, calls=calls):
            calls.append(rng.random())
            return True

        assert_close(monte_carlo_probability(trial, n, np.random.default_rng(_seed(rng))), 1.0)
        assert_same(len(calls), n)


@criterion("monte_carlo_probability")
def test_monte_carlo_probability_draws_new_numbers_for_every_trial(monte_carlo_probability, rng):
    drawn = []

    def trial(rng):
        drawn.append(rng.random())
        return drawn[-1] < 0.6

    estimate = monte_carlo_probability(trial, FLIPS, np.random.default_rng(_seed(rng)))
    assert_close(estimate, 0.6, atol=SIGMAS * math.sqrt(0.6 * 0.4 / FLIPS))
    assert_same(len(set(drawn)), FLIPS)


@criterion("monte_carlo_probability")
def test_monte_carlo_probability_is_the_same_for_the_same_seed(monte_carlo_probability, rng):
    for _ in range(5):
        seed = _seed(rng)
        first, second = (monte_carlo_probability(_chance(0.5), 200, np.random.default_rng(seed)) for _ in range(2))
        assert_close(first, second)
        assert_close(first, 0.5, atol=0.3)  # 8 standard errors


@criterion("monte_carlo_probability")
def test_monte_carlo_probability_takes_its_randomness_from_the_generator(monte_carlo_probability, rng):
    # That twelve estimates from 200 flips are equal has a probability below 1e-13.
    generator = np.random.default_rng(_seed(rng))
    for generators in ([np.random.default_rng(_seed(rng)) for _ in range(12)], [generator] * 12):
        estimates = [monte_carlo_probability(_chance(0.5), 200, generator) for generator in generators]
        for estimate in estimates:
            assert_close(estimate, 0.5, atol=0.3)  # 8 standard errors
        assert_same(len(set(estimates)) > 1, True)


@criterion("monte_carlo_probability")
def test_monte_carlo_probability_counts_successes_given_as_numpy_bools(monte_carlo_probability, rng):
    generator = np.random.default_rng(_seed(rng))
    trial = _InTurn(np.bool_(True), np.bool_(False), np.bool_(True), np.bool_(True))
    assert_close(monte_carlo_probability(trial, 12, generator), 0.75)


@criterion("monte_carlo_probability")
def test_monte_carlo_probability_refuses_no_trials(monte_carlo_probability, rng):
    for n in (0, -1, -50):
        with raises(ValueError):
            monte_carlo_probability(_InTurn(True), n, np.random.default_rng(_seed(rng)))
