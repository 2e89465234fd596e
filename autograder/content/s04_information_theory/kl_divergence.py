"""4.4 `kl_divergence`: criteria, known mistakes, other right answers."""

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
    float_of,
    mistakes_of,
    raises,
)
from autograder.content.s04_information_theory.shared import NOT_PARTNERS_OF_A_FAIR_COIN
from solutions.s04_information_theory import as_distribution_pair, cross_entropy, kl_divergence

# Criteria


@criterion(core=True)
def test_matches_the_definition(kl_divergence, reference, rng):
    for size in (2, 3, 7, 50):
        p, q = dyadic_distributions(rng, (size, size))
        expected = reference.kl_divergence(p, q)
        assert_close(kl_divergence(p, q), expected)
    # An outcome that is thought to be rare, and is not: what is added to q weighs most here.
    (p,), q = dyadic_distributions(rng, (2,)), np.array([2.0**-20, 1 - 2.0**-20])
    p = (p + 0.5) / 2
    expected = reference.kl_divergence(p, q)
    assert_close(kl_divergence(p, q), expected)


@criterion(core=True)
def test_uses_the_base_it_is_given(kl_divergence, reference, rng):
    for base in (2, 10, 3.5):
        (p,), q = dyadic_distributions(rng, (2,)), np.array([2.0**-20, 1 - 2.0**-20])
        p = (p + 0.5) / 2  # the first outcome is thought to be rare, and is not
        expected = reference.kl_divergence(p, q, base)
        assert_close(kl_divergence(p, q, base), expected)


@criterion()
def test_counts_what_never_happens_as_nothing(kl_divergence, reference, rng):
    for size in (3, 8):
        (p,), (q,) = dyadic_sparse_distributions(rng, (size,)), dyadic_distributions(rng, (size,))
        expected = reference.kl_divergence(p, q)
        assert_close(kl_divergence(p, q), expected)
    assert_close(kl_divergence([0, 1, 0], [0, 0.25, 0.75]), math.log(4))
    rare = 2.0**-20
    expected = (19 * math.log(2) + math.log(2 / 3)) / 2
    assert_close(kl_divergence([0.5, 0.5, 0], [rare, 0.75, 0.25 - rare]), expected)


@criterion()
def test_is_infinite_only_if_something_possible_was_excluded(kl_divergence, reference):
    assert_same(kl_divergence([0.5, 0.5], [1, 0]), math.inf)
    assert_same(kl_divergence([0.0, 0.001, 0.999], [0.5, 0.0, 0.5], 2), math.inf)
    for tiny in (1e-13, 1e-100, 1e-310):
        p, q = [0.25, 0.75, 0.0], [tiny, 0.5, 0.5 - tiny]
        expected = reference.kl_divergence(p, q)
        assert_close(kl_divergence(p, q), expected)


@criterion()
def test_is_zero_for_equals_and_never_negative(kl_divergence, rng):
    (p,) = dyadic_distributions(rng, (40,))
    assert_close(kl_divergence(p, p), 0.0)
    # The true divergence of these pairs is at most 1e-17, less than rounding, which takes either sign.
    p = np.array([0.1, 0.2, 0.3, 0.4])
    for i in range(4):
        for j in range(i):
            step = np.zeros(4)
            step[[i, j]] = 1e-9, -1e-9
            for q in (p + step, p - step):
                divergence = float_of(kl_divergence(p, q))
                assert_close(divergence, 0.0)
                assert_same(divergence, max(divergence, 0.0))


@criterion()
def test_accepts_the_softmax_of_a_float32_model(kl_divergence, reference, rng):
    for size in (5, 1000, 10_000):
        p, q = float32_softmax(rng, (size,)), float32_softmax(rng, (size,))
        expected = reference.kl_divergence(p, q)
        assert_close(kl_divergence(p, q), expected, rtol=FLOAT32_SUMS, atol=FLOAT32_SUMS)
    # Within 1e-6 of 1.
    assert_close(kl_divergence([0.5, 0.5], [0.25, 0.75 + 5e-7]), math.log(2) - math.log(3) / 2, atol=FLOAT32_SUMS)


@criterion()
def test_refuses_what_is_not_a_pair_of_distributions(kl_divergence):
    good = [0.5, 0.5]
    for bad in NOT_PARTNERS_OF_A_FAIR_COIN[:-1]:
        with raises(ValueError):
            kl_divergence(good, list(bad))
        with raises(ValueError):
            kl_divergence(list(bad), good)


@criterion()
def test_leaves_its_arguments_unchanged(kl_divergence, rng):
    p, q = dyadic_sparse_distributions(rng, (6, 6))
    assert_unchanged(kl_divergence, p, q)
    assert_unchanged(kl_divergence, p.tolist(), q.tolist())


# Known mistakes


mistake = mistakes_of(kl_divergence, example=([0.5, 0.5], [0.25, 0.75]))


@mistake(
    "Terms with q = 0 are dropped, which hides the infinity: p happens where q says never. Drop the terms with p = 0 only.",
    example=([0.5, 0.5], [1, 0]),
)
def kl_divergence_dropping_zeros_of_q(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    kept = (p > 0) & (q > 0)
    return float(np.sum(p[kept] * np.log(p[kept] / q[kept])) / math.log(base))


@mistake(
    "An epsilon inside the logarithm makes an infinite divergence finite. Add nothing: select the entries with p > 0 and "
    "let log 0 be -inf.",
    example=([0.5, 0.5], [1, 0]),
)
def kl_divergence_with_epsilon(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return max(0.0, float(np.sum(p * np.log((p + 1e-10) / (q + 1e-10))))) / math.log(base)


@mistake(
    "0 * log(0 / q) is nan in floating point. Outcomes with p = 0 add nothing: leave them out of the sum.",
    example=([1, 0], [0.5, 0.5]),
)
def kl_divergence_nan_at_zero(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(np.sum(p * (np.log(p) - np.log(q))) / math.log(base))


@mistake(
    "The terms are averaged over the outcomes, as torch's reduction='mean' does. The divergence is their sum.",
    example=([0.5, 0.5], [0.9, 0.1]),
)
def kl_divergence_as_a_mean(p, q, base=math.e):
    return kl_divergence(p, q, base) / len(p)


@mistake(
    "This is KL(q || p). The first argument is the truth: it weights the terms and stands in the numerator.",
    example=([0.5, 0.5], [0.9, 0.1]),
)
def kl_divergence_reversed(p, q, base=math.e):
    return kl_divergence(q, p, base)


@mistake(
    "The sign is wrong: log q - log p inside the sum. It is the other way round, and the divergence is never below 0."
)
def kl_divergence_with_the_wrong_sign(p, q, base=math.e):
    return -kl_divergence(p, q, base)


@mistake(
    "This is the mean of both directions. KL(p || q) has one direction, weighted by p.",
    example=([0.5, 0.5], [0.9, 0.1]),
)
def kl_divergence_symmetrised(p, q, base=math.e):
    return (kl_divergence(p, q, base) + kl_divergence(q, p, base)) / 2


@mistake(
    "This is always in nats: the base is ignored. Divide by math.log(base).", example=([0.5, 0.5], [0.25, 0.75], 2)
)
def kl_divergence_with_natural_log_only(p, q, base=math.e):
    return kl_divergence(p, q)


@mistake(
    "This is always in bits, but nats are the default. Divide the natural logarithm by math.log(base).",
    example=([0.5, 0.5], [0.25, 0.75]),
)
def kl_divergence_in_bits_only(p, q, base=math.e):
    return kl_divergence(p, q, 2)


@mistake("The sum is divided by the base. To change the base of a logarithm, divide by the logarithm of the base.")
def kl_divergence_divided_by_base(p, q, base=math.e):
    return kl_divergence(p, q) / base


@mistake("A bracket is missing: p * log(p) - log(q) does not weight log q. Write p * (log(p) - log(q)).")
def kl_divergence_without_bracket(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    p, q = p[p > 0], q[p > 0]
    return float(np.sum(p * np.log(p) - np.log(q)) / math.log(base))


@mistake(
    "This is the cross-entropy, the whole cost of believing q. Subtract the entropy of p, the part that no belief avoids."
)
def kl_divergence_as_cross_entropy(p, q, base=math.e):
    return cross_entropy(p, q, base)


@mistake("Each term is made positive. Single terms may be negative, only their sum is not: add them with their signs.")
def kl_divergence_of_absolute_terms(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    p, q = p[p > 0], q[p > 0]
    return float(np.sum(np.abs(p * (np.log(p) - np.log(q)))) / math.log(base))


@mistake(
    "The ratio p / q overflows where q is tiny, and the result is infinite although q is not 0. Use log(p) - log(q).",
    example=([0.25, 0.75], [1e-310, 1.0]),
)
def kl_divergence_with_a_ratio(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    p, q = p[p > 0], q[p > 0]
    return max(0.0, float(np.sum(p * np.log(p / q)))) / math.log(base)


@mistake(
    "The arguments are not checked, so counts, or arrays of different lengths, give a result. Raise ValueError unless both "
    "are distributions of the same shape.",
    example=([0.5, 0.5], [2, 6]),
)
def kl_divergence_without_checks(p, q, base=math.e):
    p, q = np.broadcast_arrays(np.array(p, dtype=float), np.array(q, dtype=float))
    p, q = p[p > 0], q[p > 0]
    return max(0.0, float(np.sum(p * (np.log(p) - np.log(q))))) / math.log(base)


# Other right answers


@alternative
def kl_divergence_in_a_loop(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    terms = []
    for a, b in zip(p.tolist(), q.tolist(), strict=True):
        if a > 0 and b == 0:
            return math.inf
        if a > 0:
            terms.append(a * (math.log(a) - math.log(b)))
    return max(math.fsum(terms), 0) / math.log(base)


@alternative
def kl_divergence_with_rel_entr(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return np.maximum(special.rel_entr(p, q).sum() / np.log(base), 0.0)


@alternative
def kl_divergence_as_cross_entropy_minus_entropy(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    nats = special.xlogy(p, p).sum() - special.xlogy(p, q).sum()
    return max(0.0, nats) / math.log(base)
