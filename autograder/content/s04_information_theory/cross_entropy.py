"""4.3 `cross_entropy`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    criterion,
    distributions,
    mistakes_of,
    raises,
    sparse_distributions,
)
from solutions.s04_information_theory import as_distribution, as_distribution_pair, cross_entropy, kl_divergence

# Criteria


@criterion(core=True)
def test_matches_the_definition(cross_entropy, reference, rng):
    for size in (2, 3, 7, 50):
        p, q = distributions(rng, (size, size))
        assert_close(cross_entropy(p.copy(), q.copy()), reference.cross_entropy(p, q))


@criterion(core=True)
def test_uses_the_base_it_is_given(cross_entropy, reference, rng):
    for base in (2, 10, 3.5):
        p, q = distributions(rng, (4, 4))
        assert_close(cross_entropy(p.copy(), q.copy(), base), reference.cross_entropy(p, q, base))


@criterion()
def test_counts_what_never_happens_as_nothing(cross_entropy, reference, rng):
    for size in (3, 8):
        (p,), (q,) = sparse_distributions(rng, (size,)), distributions(rng, (size,))
        assert_close(cross_entropy(p.copy(), q.copy()), reference.cross_entropy(p, q))
        assert_close(cross_entropy(p.copy(), p.copy()), reference.cross_entropy(p, p))
    assert_close(cross_entropy([0, 1, 0], [0, 1, 0]), 0.0)
    assert_close(cross_entropy([0, 1, 0], [0, 0.25, 0.75]), math.log(4))


@criterion()
def test_is_infinite_only_if_something_possible_was_excluded(cross_entropy, reference):
    assert_same(cross_entropy([0.5, 0.5], [1, 0]), math.inf)
    assert_same(cross_entropy([0.0, 0.001, 0.999], [0.5, 0.0, 0.5], 2), math.inf)
    for tiny in (1e-13, 1e-100, 1e-310):
        p, q = [0.25, 0.75, 0.0], [tiny, 0.5, 0.5 - tiny]
        assert_close(cross_entropy(p.copy(), q.copy()), reference.cross_entropy(p, q))


@criterion()
def test_refuses_what_is_not_a_pair_of_distributions(cross_entropy):
    good = [0.5, 0.5]
    for bad in ([0.5, 0.6], [0.5, 0.500001], [1.5, -0.5], [2, 6], [math.nan, 1], [1.0], [0.25] * 4):
        with raises(ValueError):
            cross_entropy(good, bad)
        with raises(ValueError):
            cross_entropy(bad, good)


@criterion()
def test_takes_lists_and_leaves_arrays_unchanged(cross_entropy, reference, rng):
    assert_close(cross_entropy([0.5, 0.5], [0.25, 0.75], 2), (2 + math.log2(4 / 3)) / 2)
    p, q = sparse_distributions(rng, (6, 6))
    p_before, q_before = p.copy(), q.copy()
    assert_close(cross_entropy(p, q), reference.cross_entropy(p_before, q_before))
    assert_same(p, p_before)
    assert_same(q, q_before)


# Known mistakes


mistake = mistakes_of(cross_entropy, example=([0.9, 0.1], [0.5, 0.5]))


@mistake("This is the KL divergence, the extra cost of believing q. The cross-entropy is the whole cost: -sum p log q.")
def cross_entropy_as_kl(p, q, base=math.e):
    return kl_divergence(p, q, base)


@mistake(
    "An epsilon in the logarithm turns infinity into about 27 nats and hides a model that excludes the truth. Add nothing: "
    "select the entries with p > 0 and let log 0 be -inf.",
    example=([0.5, 0.5], [1, 0]),
)
def cross_entropy_with_epsilon(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(-np.sum(p * np.log(q + 1e-12)) / math.log(base))


@mistake(
    "0 * log(0) is nan in floating point. Outcomes with p = 0 never happen: leave them out of the sum.",
    example=([1, 0], [1, 0]),
)
def cross_entropy_nan_at_zero(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(0.0 - np.sum(p * np.log(q)) / math.log(base))


@mistake("The terms are averaged over the outcomes. They are weighted by p already: add them up.")
def cross_entropy_as_a_mean(p, q, base=math.e):
    return cross_entropy(p, q, base) / len(p)


@mistake("The roles are exchanged: the truth p weights, and the belief q stands inside the logarithm.")
def cross_entropy_with_swapped_arguments(p, q, base=math.e):
    return cross_entropy(q, p, base)


@mistake(
    "This is always in nats: the base is ignored. Divide by math.log(base).", example=([0.5, 0.5], [0.25, 0.75], 2)
)
def cross_entropy_with_natural_log_only(p, q, base=math.e):
    return cross_entropy(p, q)


@mistake(
    "The sum is divided by the base. To change the base of a logarithm, divide by the logarithm of the base.",
    example=([0.5, 0.5], [0.25, 0.75]),
)
def cross_entropy_divided_by_base(p, q, base=math.e):
    return cross_entropy(p, q) / base


@mistake(
    "The minus sign is missing: logarithms of probabilities are negative, the cost is not.",
    example=([0.5, 0.5], [0.25, 0.75]),
)
def cross_entropy_without_minus(p, q, base=math.e):
    return -cross_entropy(p, q, base)


@mistake(
    "Terms with q = 0 are dropped, so excluding the truth costs nothing. Drop the terms with p = 0 only.",
    example=([0.5, 0.5], [1, 0]),
)
def cross_entropy_dropping_zeros_of_q(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    kept = q > 0
    return float(0.0 - np.sum(p[kept] * np.log(q[kept])) / math.log(base))


@mistake(
    "This is the binary cross-entropy of every outcome, with terms (1 - p) log(1 - q). For one distribution over V outcomes "
    "the sum has p log q only."
)
def cross_entropy_as_binary(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    happens, fails = p > 0, p < 1
    total = np.sum(p[happens] * np.log(q[happens])) + np.sum((1 - p[fails]) * np.log(1 - q[fails]))
    return float(0.0 - total / math.log(base))


@mistake(
    "Shapes are not compared, and numpy stretches a single entry over all outcomes. Raise ValueError unless p and q have "
    "the same shape.",
    example=([0.5, 0.5], [1.0]),
)
def cross_entropy_broadcasting(p, q, base=math.e):
    p, q = np.broadcast_arrays(as_distribution(p, "p"), as_distribution(q, "q"))
    return float(0.0 - np.sum(p[p > 0] * np.log(q[p > 0])) / math.log(base))


@mistake(
    "The arguments are not checked, so counts or negative numbers give a result. Raise ValueError unless both are "
    "distributions.",
    example=([0.5, 0.5], [2, 6]),
)
def cross_entropy_without_checks(p, q, base=math.e):
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    return float(0.0 - np.sum(p[p > 0] * np.log(q[p > 0])) / math.log(base))


# Other right answers


@alternative
def cross_entropy_in_a_loop(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    total = 0.0
    for a, b in zip(p, q, strict=True):
        if a > 0:
            if b == 0:
                return math.inf
            total += a * math.log(b, base)
    return -total


@alternative
def cross_entropy_with_xlogy(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return -special.xlogy(p, q).sum() / np.log(base)


@alternative
def cross_entropy_as_entropy_plus_divergence(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(special.entr(p).sum() + special.rel_entr(p, q).sum()) / math.log(base)
