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
from solutions.s04_information_theory import as_distribution, as_distribution_pair, cross_entropy, kl_divergence

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


P, Q = (0.5, 0.25, 0.25), (0.125, 0.625, 0.25)


@mistake("This is H(q) - H(p). The divergence is H(p, q) - H(p): the surprises at q are weighted by p.", example=(P, Q))
def kl_divergence_of_entropies(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return cross_entropy(q, q, base) - cross_entropy(p, p, base)


@mistake(
    "Both directions are added up (Jeffreys). KL(p || q) has one direction, weighted by p.",
    example=([0.5, 0.5], [0.9, 0.1]),
)
def kl_divergence_of_both_directions(p, q, base=math.e):
    return kl_divergence(p, q, base) + kl_divergence(q, p, base)


@mistake(
    "p is compared with the average of both, as for Jensen-Shannon. Compare it with q itself.",
    example=([0.5, 0.5], [0.9, 0.1]),
)
def kl_divergence_from_the_average(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return kl_divergence(p, (p + q) / 2, base)


@mistake("This is half the sum of |p - q|, the total variation. The divergence weights logarithms.", example=(P, Q))
def kl_divergence_as_total_variation(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(np.abs(p - q).sum() / 2)


@mistake("These are squared differences. The divergence weights logarithms: p (log p - log q).", example=(P, Q))
def kl_divergence_as_squared_error(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(np.sum((p - q) ** 2))


@mistake(
    "q is taken for log-probabilities, as torch's kl_div does. It holds probabilities: subtract log q.", example=(P, Q)
)
def kl_divergence_of_log_probabilities(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(np.sum(p[p > 0] * (np.log(p[p > 0]) - q[p > 0])) / math.log(base))


@mistake("A softmax is applied to both. They hold probabilities already: use them as they are.", example=(P, Q))
def kl_divergence_of_softmaxes(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return kl_divergence(np.exp(p) / np.exp(p).sum(), np.exp(q) / np.exp(q).sum(), base)


@mistake(
    "Any q = 0 gives infinity here, also where p is 0. What never happens costs nothing: look where p > 0 only.",
    example=([0.25, 0.75, 0], [0.5, 0.5, 0]),
)
def kl_divergence_infinite_for_any_zero(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return kl_divergence(p, q, base) if np.all(q > 0) else math.inf


@mistake("A belief that excludes the truth is refused. Its cost is infinite: return inf.", example=([0.5, 0.5], [1, 0]))
def kl_divergence_refusing_excluded_truth(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    if np.any(q[p > 0] == 0):
        raise ValueError("q excludes what happens")
    return kl_divergence(p, q, base)


@mistake(
    "Both are normalised, which turns counts, or a bug, into a plausible number. Raise ValueError unless they sum to 1.",
    example=([0.5, 0.5], [2, 6]),
)
def kl_divergence_normalising(p, q, base=math.e):
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    return kl_divergence(p / p.sum(), q / q.sum(), base)


@mistake(
    "zip stops at the shorter list, so outcomes that are left over go unnoticed. Compare the shapes first.",
    example=([0.5, 0.5], [0.25, 0.25, 0.5]),
)
def kl_divergence_zipping(p, q, base=math.e):
    p, q = as_distribution(p, "p"), as_distribution(q, "q")
    n = min(p.size, q.size)
    p, q = p[:n][p[:n] > 0], q[:n][p[:n] > 0]
    return max(0.0, float(np.sum(p * (np.log(p) - np.log(q))))) / math.log(base)


TERMS = "np.sum(p * (np.log(p) - np.log(q)))"

kl_divergence_without_weights = mistake.change(
    TERMS,
    "np.sum(np.log(p) - np.log(q))",
    "The logarithms are added up without weights. Each difference counts with the probability p.",
    example=(P, Q),
)
kl_divergence_weighted_by_q = mistake.change(
    TERMS,
    "np.sum(q * (np.log(p) - np.log(q)))",
    "The differences log p - log q are weighted by q. It is p that happens: weight by p.",
    example=([0.1, 0.9], [0.6, 0.4]),
)
kl_divergence_without_logarithm = mistake.change(
    TERMS,
    "np.sum(p * (p - q))",
    "The logarithms are missing: this is the mean of p - q. Subtract log q from log p.",
    example=(P, Q),
)
kl_divergence_with_a_quotient_of_logarithms = mistake.change(
    TERMS,
    "np.sum(p * np.log(p) / np.log(q))",
    "log p is divided by log q. The logarithm of a quotient is a difference: log(p) - log(q).",
    example=(P, Q),
)
kl_divergence_of_positive_terms = mistake.change(
    TERMS,
    "np.sum(p * np.maximum(np.log(p) - np.log(q), 0.0))",
    "Negative terms are cut off at 0. Only the sum is never negative: add the terms with their signs.",
    example=(P, Q),
)
kl_divergence_with_base_2_as_default = mistake.change(
    "base=math.e",
    "base=2",
    "The default base is 2 here. Without a base, the result is in nats: base=math.e.",
    example=(P, Q),
)
kl_divergence_multiplied_by_log_base = mistake.change(
    "float(nats)) / math.log(base)",
    "float(nats)) * math.log(base)",
    "The sum is multiplied by log(base). From nats to another base you divide.",
    example=(P, Q, 10),
)
kl_divergence_rounded = mistake.change(
    "max(0.0, float(nats)) / math.log(base)",
    "round(max(0.0, float(nats)) / math.log(base), 4)",
    "The result is rounded. Return it as it is; the examples round for the display only.",
    example=(P, Q),
)
kl_divergence_with_epsilon_8 = mistake.change(
    "- np.log(q)",
    "- np.log(q + 1e-8)",
    "1e-8 is added to q, or q is clipped there, and an infinite divergence becomes finite. Let log 0 be -inf.",
    example=([0.5, 0.5], [1, 0]),
)
kl_divergence_with_epsilon_9 = mistake.change(
    "- np.log(q)",
    "- np.log(q + 1e-9)",
    "1e-9 is added to q, or q is clipped there, and an infinite divergence becomes finite. Let log 0 be -inf.",
    example=([0.5, 0.5], [1, 0]),
)
kl_divergence_with_epsilon_12 = mistake.change(
    "- np.log(q)",
    "- np.log(q + 1e-12)",
    "1e-12 is added to q, or q is clipped there, and an infinite divergence becomes finite. Let log 0 be -inf.",
    example=([0.5, 0.5], [1, 0]),
)
kl_divergence_with_epsilon_15 = mistake.change(
    "- np.log(q)",
    "- np.log(q + 1e-15)",
    "1e-15 is added to q, or q is clipped there, and an infinite divergence becomes finite. Let log 0 be -inf.",
    example=([0.5, 0.5], [1, 0]),
)


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
