"""4.3 `cross_entropy`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import (
    FLOAT32_SUMS,
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    dyadic_distributions,
    dyadic_sparse_distributions,
    float32_softmax,
    mistakes_of,
    raises,
)
from autograder.content.s04_information_theory.shared import NOT_PARTNERS_OF_A_FAIR_COIN
from solutions.s04_information_theory import as_distribution, as_distribution_pair, cross_entropy, kl_divergence

# Criteria


@criterion(core=True)
def test_matches_the_definition(cross_entropy, reference, rng):
    for size in (2, 3, 7, 50):
        p, q = dyadic_distributions(rng, (size, size))
        expected = reference.cross_entropy(p, q)
        assert_close(cross_entropy(p, q), expected)
    # An outcome that is thought to be rare, and is not: what is added to q weighs most here.
    (p,), q = dyadic_distributions(rng, (2,)), np.array([2.0**-20, 1 - 2.0**-20])
    p = (p + 0.5) / 2
    expected = reference.cross_entropy(p, q)
    assert_close(cross_entropy(p, q), expected)


@criterion(core=True)
def test_uses_the_base_it_is_given(cross_entropy, reference, rng):
    for base in (2, 10, 3.5):
        p, q = dyadic_distributions(rng, (4, 4))
        q = (q + 0.75) / 4  # rare outcomes are another criterion's
        expected = reference.cross_entropy(p, q, base)
        assert_close(cross_entropy(p, q, base), expected)


@criterion()
def test_counts_what_never_happens_as_nothing(cross_entropy, reference, rng):
    for size in (3, 8):
        (p,), (q,) = dyadic_sparse_distributions(rng, (size,)), dyadic_distributions(rng, (size,))
        expected = reference.cross_entropy(p, q)
        assert_close(cross_entropy(p, q), expected)
        expected = reference.cross_entropy(p, p)
        assert_close(cross_entropy(p, p), expected)
    assert_close(cross_entropy([0, 1, 0], [0, 1, 0]), 0.0)
    assert_close(cross_entropy([0, 1, 0], [0, 0.25, 0.75]), math.log(4))


@criterion()
def test_is_infinite_only_if_something_possible_was_excluded(cross_entropy, reference):
    assert_same(cross_entropy([0.5, 0.5], [1, 0]), math.inf)
    assert_same(cross_entropy([0.0, 0.001, 0.999], [0.5, 0.0, 0.5], 2), math.inf)
    for tiny in (1e-13, 1e-100, 1e-310):
        p, q = [0.25, 0.75, 0.0], [tiny, 0.5, 0.5 - tiny]
        expected = reference.cross_entropy(p, q)
        assert_close(cross_entropy(p, q), expected)


@criterion()
def test_refuses_what_is_not_a_pair_of_distributions(cross_entropy):
    good = [0.5, 0.5]
    for bad in NOT_PARTNERS_OF_A_FAIR_COIN:
        with raises(ValueError):
            cross_entropy(good, list(bad))
        with raises(ValueError):
            cross_entropy(list(bad), good)


@criterion()
def test_accepts_the_softmax_of_a_float32_model(cross_entropy, reference, rng):
    for size in (5, 1000, 50_257):
        p, q = float32_softmax(rng, (size,)), float32_softmax(rng, (size,))
        expected = reference.cross_entropy(p, q)
        assert_close(cross_entropy(p, q), expected, rtol=FLOAT32_SUMS, atol=FLOAT32_SUMS)
    # Within 1e-6 of 1.
    assert_close(cross_entropy([0.5, 0.5], [0.25, 0.75 + 5e-7]), math.log(4) - math.log(3) / 2, atol=FLOAT32_SUMS)


@criterion()
def test_takes_lists(cross_entropy):
    assert_close(cross_entropy([0.5, 0.5], [0.25, 0.75], 2), (2 + math.log2(4 / 3)) / 2)


@criterion()
def test_leaves_its_arguments_unchanged(cross_entropy, rng):
    p, q = dyadic_sparse_distributions(rng, (6, 6))
    assert_unchanged(cross_entropy, p, q)
    assert_unchanged(cross_entropy, p.tolist(), q.tolist())


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
    "This is always in bits, but nats are the default. Divide the natural logarithm by math.log(base).",
    example=([0.5, 0.5], [0.25, 0.75]),
)
def cross_entropy_in_bits_only(p, q, base=math.e):
    return cross_entropy(p, q, 2)


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


P, Q = (0.5, 0.25, 0.25), (0.125, 0.625, 0.25)


@mistake("The role of q is not played: this is the entropy of p. q stands inside the logarithm.", example=(P, Q))
def cross_entropy_as_entropy_of_p(p, q, base=math.e):
    p, _ = as_distribution_pair(p, q)
    return cross_entropy(p, p, base)


@mistake("The truth p is not used: this is the entropy of q. p weights the logarithms.", example=(P, Q))
def cross_entropy_as_entropy_of_q(p, q, base=math.e):
    _, q = as_distribution_pair(p, q)
    return cross_entropy(q, q, base)


@mistake("This is the exponential of the cross-entropy, a perplexity. Return the cross-entropy itself.", example=(P, Q))
def cross_entropy_as_perplexity(p, q, base=math.e):
    return float(np.float64(base) ** cross_entropy(p, q, base))


@mistake("A softmax is applied to q, as frameworks do with logits. q holds probabilities already.", example=(P, Q))
def cross_entropy_with_a_softmax(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return cross_entropy(p, np.exp(q) / np.exp(q).sum(), base)


@mistake(
    "Only the likeliest outcome of p is looked up, as if p were one-hot. All outcomes count, weighted by p.",
    example=(P, Q),
)
def cross_entropy_of_the_likeliest(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float((0.0 - np.log(q[np.argmax(p)])) / math.log(base))


@mistake("These are squared differences. Cross-entropy weights logarithms: -sum(p log q).", example=(P, Q))
def cross_entropy_as_squared_error(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(np.sum((p - q) ** 2))


@mistake(
    "q is normalised, which turns counts, or a bug, into a plausible number. Raise ValueError when it does not sum to 1.",
    example=([0.5, 0.5], [2, 6]),
)
def cross_entropy_normalising(p, q, base=math.e):
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    return cross_entropy(p / p.sum(), q / q.sum(), base)


@mistake(
    "zip stops at the shorter list, so outcomes that are left over go unnoticed. Compare the shapes first.",
    example=([0.5, 0.5], [0.25, 0.25, 0.5]),
)
def cross_entropy_zipping(p, q, base=math.e):
    p, q = as_distribution(p, "p"), as_distribution(q, "q")
    n = min(p.size, q.size)
    p, q = p[:n], q[:n]
    return float(0.0 - np.sum(p[p > 0] * np.log(q[p > 0])) / math.log(base))


@mistake(
    "Any q = 0 gives infinity here, also where p is 0. What never happens costs nothing: look where p > 0 only.",
    example=([1, 0], [1, 0]),
)
def cross_entropy_infinite_for_any_zero(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return cross_entropy(p, q, base) if np.all(q > 0) else math.inf


@mistake(
    "A belief that excludes the truth is refused. It has an infinite cost: return inf.",
    example=([0.5, 0.5], [1, 0]),
)
def cross_entropy_refusing_excluded_truth(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    if np.any(q[p > 0] == 0):
        raise ValueError("q excludes what happens")
    return cross_entropy(p, q, base)


@mistake("The logarithms are added up without weights. Each counts with the probability p.", example=(P, Q))
def cross_entropy_without_weights(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(0.0 - np.sum(np.log(q[p > 0])) / math.log(base))


cross_entropy_with_base_2_as_default = mistake.change(
    "base=math.e",
    "base=2",
    "The default base is 2 here. Without a base, the result is in nats: base=math.e.",
    example=(P, Q),
)
cross_entropy_multiplied_by_log_base = mistake.change(
    "float(nats)) / math.log(base)",
    "float(nats)) * math.log(base)",
    "The sum is multiplied by log(base). From nats to another base you divide.",
    example=(P, Q, 10),
)
cross_entropy_of_the_opposite = mistake.change(
    "np.log(q[possible])",
    "np.log(1 - q[possible])",
    "The logarithm is that of 1 - q. Take that of q: the belief in what happens.",
    example=(P, Q),
)
cross_entropy_without_logarithm = mistake.change(
    "np.log(q[possible])",
    "q[possible]",
    "The logarithm is missing: this is -sum(p q). Take the logarithm of q.",
    example=(P, Q),
)
cross_entropy_rounded = mistake.change(
    "max(0.0, float(nats)) / math.log(base)",
    "round(max(0.0, float(nats)) / math.log(base), 4)",
    "The result is rounded. Return it as it is; rounding is for the display.",
    example=(P, Q),
)
cross_entropy_with_epsilon_8 = mistake.change(
    "np.log(q[possible])",
    "np.log(q[possible] + 1e-8)",
    "1e-8 is added to q, or q is clipped there, and infinity turns into about 18 nats. Let log 0 be -inf.",
    example=([0.5, 0.5], [1, 0]),
)
cross_entropy_with_epsilon_9 = mistake.change(
    "np.log(q[possible])",
    "np.log(q[possible] + 1e-9)",
    "1e-9 is added to q, or q is clipped there, and infinity turns into about 21 nats. Let log 0 be -inf.",
    example=([0.5, 0.5], [1, 0]),
)
cross_entropy_with_epsilon_10 = mistake.change(
    "np.log(q[possible])",
    "np.log(q[possible] + 1e-10)",
    "1e-10 is added to q, or q is clipped there, and infinity turns into about 23 nats. Let log 0 be -inf.",
    example=([0.5, 0.5], [1, 0]),
)
cross_entropy_with_epsilon_15 = mistake.change(
    "np.log(q[possible])",
    "np.log(q[possible] + 1e-15)",
    "1e-15 is added to q, or q is clipped there, and infinity turns into about 35 nats. Let log 0 be -inf.",
    example=([0.5, 0.5], [1, 0]),
)


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
