"""4.12 `js_divergence`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special
from scipy.spatial import distance

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
from solutions.s04_information_theory import as_distribution_pair, js_divergence, kl_divergence

# Criteria


@criterion(core=True)
def test_matches_the_definition(js_divergence, reference, rng):
    for size in (2, 3, 7, 50):
        p, q = dyadic_distributions(rng, (size, size))
        expected = reference.js_divergence(p, q)
        assert_close(js_divergence(p, q), expected)


@criterion(core=True)
def test_uses_the_base_it_is_given(js_divergence, reference, rng):
    for base in (2, 10, 3.5):
        p, q = dyadic_distributions(rng, (4, 4))
        expected = reference.js_divergence(p, q, base)
        assert_close(js_divergence(p, q, base), expected)


@criterion()
def test_is_finite_where_one_side_excludes_the_other(js_divergence, reference, rng):
    assert_close(js_divergence([1, 0, 0], [0, 0.5, 0.5]), math.log(2))
    assert_close(js_divergence([0, 1], [1, 0], 2), 1.0)
    for size in (3, 8):
        p, q = dyadic_sparse_distributions(rng, (size, size))
        expected = reference.js_divergence(p, q)
        assert_close(js_divergence(p, q), expected)


@criterion()
def test_is_symmetric_and_zero_for_equals(js_divergence, reference, rng):
    for size in (2, 5, 30):
        p, q = dyadic_distributions(rng, (size, size))
        expected = reference.js_divergence(p, q)
        assert_close(js_divergence(q, p), expected)
        same = float_of(js_divergence(p, p))
        assert_close(same, 0.0)
        assert_same(same, max(same, 0.0))
    assert_close(js_divergence([0, 1, 0], [0, 1, 0]), 0.0)


@criterion()
def test_refuses_what_is_not_a_pair_of_distributions(js_divergence):
    good = [0.5, 0.5]
    for bad in NOT_PARTNERS_OF_A_FAIR_COIN:
        with raises(ValueError):
            js_divergence(good, list(bad))
        with raises(ValueError):
            js_divergence(list(bad), good)


@criterion()
def test_accepts_the_softmax_of_a_float32_model(js_divergence, reference, rng):
    for size in (5, 1000, 10_000):
        p, q = float32_softmax(rng, (size,)), float32_softmax(rng, (size,))
        expected = reference.js_divergence(p, q)
        assert_close(js_divergence(p, q), expected, rtol=FLOAT32_SUMS, atol=FLOAT32_SUMS)
    # Within 1e-6 of 1.
    assert_close(js_divergence([0.5, 0.5], [0.5, 0.5 + 5e-7]), 0.0, atol=FLOAT32_SUMS)


@criterion()
def test_leaves_its_arguments_unchanged(js_divergence, rng):
    p, q = dyadic_sparse_distributions(rng, (6, 6))
    assert_unchanged(js_divergence, p, q)
    assert_unchanged(js_divergence, p.tolist(), q.tolist())


# Known mistakes


mistake = mistakes_of(js_divergence, example=([1, 0], [0, 1]))


@mistake(
    "This is the mean of KL(p || q) and KL(q || p) (Jeffreys), infinite where one side is 0. Compare each with their "
    "average m = (p + q) / 2."
)
def js_divergence_as_jeffreys(p, q, base=math.e):
    return (kl_divergence(p, q, base) + kl_divergence(q, p, base)) / 2


@mistake(
    "This is the square root, the Jensen-Shannon distance that SciPy returns. The divergence is its square.",
    example=([0.9, 0.1], [0.1, 0.9]),
)
def js_divergence_as_distance(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = (p + q) / 2
    return math.sqrt((kl_divergence(p, m, base) + kl_divergence(q, m, base)) / 2)


@mistake("The two divergences are added. Each counts half.")
def js_divergence_without_halving(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = (p + q) / 2
    return kl_divergence(p, m, base) + kl_divergence(q, m, base)


@mistake("Only p is compared with the average. q is, too, and the two are averaged.", example=([1, 0], [0.5, 0.5]))
def js_divergence_of_p_only(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return kl_divergence(p, (p + q) / 2, base)


@mistake(
    "The average comes first in the divergences here. It is the belief: KL(p || m) and KL(q || m).",
    example=([0.9, 0.1], [0.5, 0.5]),
)
def js_divergence_from_the_average(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = (p + q) / 2
    return (kl_divergence(m, p, base) + kl_divergence(m, q, base)) / 2


@mistake(
    "m = p + q is not halved, so it sums to 2 and each term is too small by log 2. Use m = (p + q) / 2.",
    example=([1, 0], [0.5, 0.5]),
)
def js_divergence_with_the_sum(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = (p + q) / 2
    return (kl_divergence(p, m, base) + kl_divergence(q, m, base)) / 2 - math.log(2) / math.log(base)


@mistake("This is always in nats: the base is ignored. Pass base on to the divergences.", example=([1, 0], [0, 1], 2))
def js_divergence_with_natural_log_only(p, q, base=math.e):
    return js_divergence(p, q)


@mistake(
    "This is always in bits, but nats are the default. Pass base on.",
    example=([1, 0], [0, 1]),
)
def js_divergence_in_bits_only(p, q, base=math.e):
    return js_divergence(p, q, 2)


@mistake(
    "The middle is the geometric mean, which is 0 where either is 0. Use the arithmetic mean (p + q) / 2.",
    example=([0.9, 0.1], [0.5, 0.5]),
)
def js_divergence_with_a_geometric_middle(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = np.sqrt(p * q)
    if m.sum() == 0:
        return math.inf
    return (kl_divergence(p, m / m.sum(), base) + kl_divergence(q, m / m.sum(), base)) / 2


@mistake("0 * log(0) is nan in floating point. Outcomes of probability 0 add nothing: leave them out of each sum.")
def js_divergence_nan_at_zero(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = (p + q) / 2
    return float(np.sum(p * np.log(p / m) + q * np.log(q / m)) / 2 / math.log(base))


@mistake(
    "The arguments are not checked, so counts, or arrays of different lengths, give a result. Raise ValueError unless both "
    "are distributions of the same shape.",
    example=([0.5, 0.5], [2, 6]),
)
def js_divergence_without_checks(p, q, base=math.e):
    p, q = np.broadcast_arrays(np.array(p, dtype=float), np.array(q, dtype=float))
    m = (p + q) / 2
    terms = [np.sum(a[a > 0] * np.log(a[a > 0] / m[a > 0])) for a in (p, q)]
    return max(0.0, float(sum(terms)) / 2) / math.log(base)


P, Q = (0.5, 0.25, 0.25), (0.125, 0.625, 0.25)


@mistake(
    "Only outcomes that both allow are counted. An outcome of one side alone adds its share: mask each sum by its own "
    "distribution.",
)
def js_divergence_of_common_outcomes(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    both = (p > 0) & (q > 0)
    p, q = p[both], q[both]
    m = (p + q) / 2
    return max(0.0, float(np.sum(p * np.log(p / m)) + np.sum(q * np.log(q / m))) / 2 / math.log(base))


@mistake("Only q is compared with the average. p is, too, and the two are averaged.", example=([1, 0], [0.5, 0.5]))
def js_divergence_of_q_only(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return kl_divergence(q, (p + q) / 2, base)


@mistake("KL(q || m) is subtracted. Add it: both count half.", example=(P, Q))
def js_divergence_as_a_difference(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = (p + q) / 2
    return (kl_divergence(p, m, base) - kl_divergence(q, m, base)) / 2


@mistake("The larger of the two divergences is returned. Take their mean.", example=([1, 0], [0.5, 0.5]))
def js_divergence_as_the_larger(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = (p + q) / 2
    return max(kl_divergence(p, m, base), kl_divergence(q, m, base))


@mistake(
    "KL(p || q) and KL(q || p) are added up (Jeffreys), infinite where one side is 0. Compare each with their average.",
    example=(P, Q),
)
def js_divergence_as_jeffreys_sum(p, q, base=math.e):
    return kl_divergence(p, q, base) + kl_divergence(q, p, base)


@mistake("This is KL(p || q), without an average. Compare p and q with m = (p + q) / 2.", example=(P, Q))
def js_divergence_as_kl(p, q, base=math.e):
    return kl_divergence(p, q, base)


@mistake("This is half the sum of |p - q|, the total variation. The divergence weights logarithms.", example=(P, Q))
def js_divergence_as_total_variation(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(np.abs(p - q).sum() / 2)


@mistake("This is 1 minus the divergence, a similarity. Return the divergence itself.", example=(P, Q))
def js_divergence_as_a_similarity(p, q, base=math.e):
    return 1.0 - js_divergence(p, q, base)


@mistake("The base is used twice, in the divergences and once more. Once is enough.", example=(P, Q, 10))
def js_divergence_converted_twice(p, q, base=math.e):
    return js_divergence(p, q, base) / math.log(base)


@mistake("The result is divided by the base itself. To change the base, divide by its logarithm.", example=(P, Q, 10))
def js_divergence_divided_by_base(p, q, base=math.e):
    return js_divergence(p, q) / base


@mistake("The terms are averaged over the outcomes. They are weighted already: add them up.", example=(P, Q))
def js_divergence_as_a_mean(p, q, base=math.e):
    return js_divergence(p, q, base) / len(p)


@mistake("The entropies are not halved: this is H(m) - H(p) - H(q). It is H(m) - (H(p) + H(q)) / 2.", example=(P, Q))
def js_divergence_of_whole_entropies(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    logs = [0.0 - np.sum(a[a > 0] * np.log(a[a > 0])) for a in ((p + q) / 2, p, q)]
    return float(logs[0] - logs[1] - logs[2]) / math.log(base)


js_divergence_with_the_wrong_sign = mistake.change(
    "return (kl_divergence(p, middle, base)",
    "return -(kl_divergence(p, middle, base)",
    "The sign is turned round. The divergence is never below 0.",
    example=(P, Q),
)
js_divergence_with_base_2_as_default = mistake.change(
    "base=math.e",
    "base=2",
    "The default base is 2 here. Without a base, the result is in nats: base=math.e.",
    example=(P, Q),
)
js_divergence_rounded = mistake.change(
    "return (kl_divergence(p, middle, base) + kl_divergence(q, middle, base)) / 2",
    "return round((kl_divergence(p, middle, base) + kl_divergence(q, middle, base)) / 2, 4)",
    "The result is rounded. Return it as it is; the example rounds for the display only.",
    example=(P, Q),
)


# Other right answers


@alternative
def js_divergence_with_entropies(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    nats = special.entr((p + q) / 2).sum() - (special.entr(p).sum() + special.entr(q).sum()) / 2
    return max(0.0, nats) / math.log(base)


@alternative
def js_divergence_in_a_loop(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    nats = 0.0
    for a, b in zip(p.tolist(), q.tolist(), strict=True):
        nats += a / 2 * math.log(2 * a / (a + b)) if a else 0
        nats += b / 2 * math.log(2 * b / (a + b)) if b else 0
    return max(nats, 0.0) / math.log(base)


@alternative
def js_divergence_as_squared_distance(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return distance.jensenshannon(p, q, base) ** 2
