"""4.2 `entropy`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special, stats

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
from solutions.s04_information_theory import as_distribution, entropy

# Criteria


@criterion(core=True)
def test_matches_the_definition(entropy, reference, rng):
    for p in dyadic_distributions(rng, (2, 3, 7, 50)):
        expected = reference.entropy(p)
        assert_close(entropy(p), expected)
    for size in (3, 1000):
        assert_close(entropy(np.full(size, 1 / size)), math.log(size))


@criterion(core=True)
def test_uses_the_base_it_is_given(entropy, reference, rng):
    bases = (2, 10, 3.5, math.e)
    for p, base in zip(dyadic_distributions(rng, (3, 5, 6, 9)), bases, strict=True):
        expected = reference.entropy(p, base)
        assert_close(entropy(p, base), expected)


@criterion()
def test_counts_impossible_outcomes_as_nothing_and_rare_ones_in_full(entropy, reference, rng):
    for p in dyadic_sparse_distributions(rng, (2, 5, 9, 40)):
        expected = reference.entropy(p)
        assert_close(entropy(p), expected)
    for rare in (1e-7, 1e-9, 1e-11):
        expected = reference.entropy([rare, 1 - rare, 0.0])
        assert_close(entropy([rare, 1 - rare, 0.0]), expected, atol=0.0)


@criterion()
def test_is_exactly_zero_when_the_outcome_is_certain(entropy, rng):
    assert_same(entropy([1.0]), 0.0)
    for size in (2, 5, 30):
        one_hot = np.zeros(size)
        one_hot[rng.integers(size)] = 1.0
        assert_same(entropy(one_hot), 0.0)
        assert_same(entropy(one_hot, 2), 0.0)


@criterion()
def test_refuses_what_is_not_a_distribution_but_allows_for_rounding(entropy):
    for bad in (
        (1.2, -0.2),
        (0, 1, 2),
        (0.5, 0.4),
        (0.5, 0.50001),
        (0.5, 0.499995),
        (0.5, math.nan),
        (math.inf, 0.5),
        (2.0, -0.5, -0.5),
        (),
    ):
        with raises(ValueError):
            entropy(list(bad))
    assert_close(entropy([0.1] * 10), math.log(10))


@criterion()
def test_accepts_the_softmax_of_a_float32_model(entropy, reference, rng):
    for size in (5, 1000, 50_257):
        p = float32_softmax(rng, (size,))
        expected = reference.entropy(p)
        assert_close(entropy(p), expected, rtol=FLOAT32_SUMS, atol=FLOAT32_SUMS)
    # Within 1e-6 of 1. The change of 5e-7 in an entry moves the entropy by about as much.
    assert_close(entropy([0.5, 0.5 + 5e-7]), math.log(2), atol=FLOAT32_SUMS)


@criterion()
def test_takes_lists(entropy):
    assert_close(entropy([0.5, 0.25, 0.25]), 1.5 * math.log(2))
    assert_same(entropy((0, 1)), 0.0)


@criterion()
def test_leaves_its_arguments_unchanged(entropy, rng):
    (p,) = dyadic_sparse_distributions(rng, (6,))
    assert_unchanged(entropy, p)
    assert_unchanged(entropy, p.tolist())


# Known mistakes


mistake = mistakes_of(entropy, example=([0.5, 0.5],))


@mistake(
    "0 * log(0) is nan in floating point. Leave outcomes of probability 0 out of the sum: they add nothing.",
    example=([1, 0, 0],),
)
def entropy_nan_at_zero(p, base=math.e):
    p = as_distribution(p)
    return float(-np.sum(p * np.log(p)) / math.log(base))


@mistake(
    "An epsilon inside the logarithm makes every entropy slightly wrong, and that of a certain outcome negative. Keep only "
    "the entries above 0 instead.",
    example=([1, 0, 0],),
)
def entropy_with_epsilon(p, base=math.e):
    p = as_distribution(p)
    return float(-np.sum(p * np.log(p + 1e-9)) / math.log(base))


@mistake("The minus sign is missing: logarithms of probabilities are negative, their entropy is not.")
def entropy_without_minus(p, base=math.e):
    p = as_distribution(p)
    p = p[p > 0]
    return float(np.sum(p * np.log(p)) / math.log(base))


@mistake(
    "The sum is divided by the base. To change the base of a logarithm, divide by the logarithm of the base.",
    example=([0.25, 0.25, 0.5], 2),
)
def entropy_divided_by_base(p, base=math.e):
    p = as_distribution(p)
    p = p[p > 0]
    return float(max(0.0, -np.sum(p * np.log(p))) / base)


@mistake(
    "The sum is multiplied by log(base). From nats to another base you divide: one bit is log(2) nats.",
    example=([0.25, 0.25, 0.5], 2),
)
def entropy_multiplied_by_log_base(p, base=math.e):
    p = as_distribution(p)
    p = p[p > 0]
    return float(max(0.0, -np.sum(p * np.log(p))) * math.log(base))


@mistake("This is always in nats: the base is ignored. Divide by math.log(base).", example=([0.5, 0.5], 2))
def entropy_with_natural_log_only(p, base=math.e):
    return entropy(p)


@mistake("This is always in bits, but nats are the default. Divide the natural logarithm by math.log(base).")
def entropy_in_bits_only(p, base=math.e):
    return entropy(p, 2)


@mistake(
    "nansum removes 0 log 0, but also the nan of a negative entry, so that bad input gives a number. Check the distribution "
    "first (as_distribution), then leave out the zeros.",
    example=([1.2, -0.2],),
)
def entropy_with_nansum(p, base=math.e):
    p = np.array(p, dtype=float)
    return float(-np.nansum(p * np.log(p)) / math.log(base))


@mistake(
    "The input is normalised, which turns counts, or a bug, into a plausible number. Raise ValueError when p does not sum "
    "to 1.",
    example=([0, 1, 2],),
)
def entropy_normalising_its_input(p, base=math.e):
    p = np.array(p, dtype=float)
    if p.size == 0 or not np.all(p >= 0) or not np.isfinite(p).all():
        raise ValueError("not a distribution")
    return entropy(p / p.sum(), base)


@mistake(
    "The sum must be 1 within 1e-8 here, but a softmax in float32 misses 1 by up to about 1e-6. Allow that much.",
    example=(np.full(10, 0.1, dtype=np.float32),),
)
def entropy_with_a_tight_tolerance(p, base=math.e):
    if not abs(np.sum(p, dtype=float) - 1) <= 1e-8:
        raise ValueError("p must sum to 1")
    return entropy(p, base)


@mistake("The terms are averaged. Each p log p carries its weight already: add them up.")
def entropy_as_a_mean(p, base=math.e):
    p = as_distribution(p)
    return entropy(p, base) / p.size


@mistake("These are the terms, one for each outcome. The entropy is one number, their sum.")
def entropy_without_the_sum(p, base=math.e):
    p = as_distribution(p)
    p = p[p > 0]
    return -p * np.log(p) / math.log(base)


@mistake(
    "A certain outcome gives -0.0, which prints as a negative entropy. max(0.0, ...) or 0.0 - ... gives a plain zero.",
    example=([1, 0, 0],),
)
def entropy_with_negative_zero(p, base=math.e):
    p = as_distribution(p)
    p = p[p > 0]
    return float(-np.sum(p * np.log(p)) / math.log(base))


@mistake(
    "The result is right, but zeros in the caller's array are overwritten. Work on a copy, or select the entries above 0.",
    example=(np.array([0.5, 0.0, 0.5]),),
)
def entropy_overwriting_zeros(p, base=math.e):
    as_distribution(p)
    p = np.asarray(p, dtype=float)
    p[p == 0] = 1.0
    return max(0.0, float(-np.sum(p * np.log(p)))) / math.log(base)


@mistake("The surprises are added up as they are. Weight each by its probability: p * log(p).")
def entropy_without_the_weights(p, base=math.e):
    p = as_distribution(p)
    return max(0.0, float(-np.log(p[p > 0]).sum() / math.log(base)))


@mistake(
    "This is the mean of the terms over the outcomes that can happen. They are weighted by p already: add them up."
)
def entropy_as_a_mean_of_what_can_happen(p, base=math.e):
    p = as_distribution(p)
    terms = p[p > 0] * np.log(p[p > 0])
    return max(0.0, float(-terms.mean() / math.log(base)))


@mistake(
    "scipy.stats.entropy normalises what it gets, and takes bad input without an error. Check p first: as_distribution.",
    example=([1.2, -0.2],),
)
def entropy_with_scipy(p, base=math.e):
    return float(stats.entropy(np.array(p, dtype=float), base=base))


@mistake(
    "Equal probabilities are counted once, as in a set. Each outcome counts, also one as likely as another.",
    example=([0.5, 0.25, 0.25], 2),
)
def entropy_of_different_probabilities(p, base=math.e):
    p = np.unique(as_distribution(p))
    return max(0.0, float(-np.sum(p[p > 0] * np.log(p[p > 0])))) / math.log(base)


@mistake("This is the exponential of the entropy, its perplexity. Return the entropy itself.", example=([0.25, 0.75],))
def entropy_as_perplexity(p, base=math.e):
    return float(base ** entropy(p, base))


@mistake(
    "The result is divided by log V, so that the largest is 1. Return the entropy as it is.", example=([0.25, 0.75],)
)
def entropy_as_a_share_of_the_largest(p, base=math.e):
    return entropy(p, base) / (math.log(len(p)) / math.log(base) or 1.0)


@mistake(
    "This is log V - H, how far p is from uniform. The entropy is what is subtracted here.", example=([0.25, 0.75],)
)
def entropy_as_the_missing_entropy(p, base=math.e):
    return math.log(len(as_distribution(p))) / math.log(base) - entropy(p, base)


@mistake("This is 1 - sum(p²), the Gini impurity. Entropy weights logarithms: -sum(p log p).", example=([0.25, 0.75],))
def entropy_as_gini(p, base=math.e):
    return float(1 - np.sum(as_distribution(p) ** 2))


@mistake("This is -log of the likeliest probability (min-entropy). Average over all outcomes.", example=([0.25, 0.75],))
def entropy_of_the_likeliest(p, base=math.e):
    return 0.0 - math.log(as_distribution(p).max()) / math.log(base)


@mistake(
    "This is -log of sum(p²), another entropy (Rényi's). Shannon's is the mean of -log p.", example=([0.25, 0.75],)
)
def entropy_of_collisions(p, base=math.e):
    return 0.0 - math.log(np.sum(as_distribution(p) ** 2)) / math.log(base)


@mistake(
    "The terms (1 - p) log(1 - p) are added, as for yes-or-no events. One distribution has p log p only.",
    example=([0.25, 0.75],),
)
def entropy_of_both_sides(p, base=math.e):
    p = as_distribution(p)
    return entropy(p, base) + float(0.0 - np.sum([(1 - x) * np.log(1 - x) for x in p if x < 1])) / math.log(base)


@mistake("A softmax is applied first. p holds probabilities already: use them as they are.", example=([0.25, 0.75],))
def entropy_of_a_softmax(p, base=math.e):
    e = np.exp(as_distribution(p))
    return entropy(e / e.sum(), base)


@mistake("The plain mean of -log p is taken. Weight each surprise by its own probability.", example=([0.25, 0.75],))
def entropy_as_the_plain_mean_of_surprises(p, base=math.e):
    p = as_distribution(p)
    return max(0.0, float(-np.log(p[p > 0]).mean() / math.log(base)))


@mistake(
    "Rare outcomes are left out as if they were impossible. Leave out those of probability 0 only: p > 0.",
    example=([1e-9, 1 - 1e-9],),
)
def entropy_with_a_threshold(p, base=math.e):
    p = as_distribution(p)
    p = p[p > 1e-8]
    return max(0.0, float(-np.sum(p * np.log(p)))) / math.log(base)


@mistake(
    "The return stands inside the loop, so only the first term is returned. Move it behind the loop.",
    example=([0.75, 0.25],),
)
def entropy_returned_too_early(p, base=math.e):
    first = as_distribution(p)[0]
    return float(0.0 - first * math.log(first) / math.log(base)) if first > 0 else 0.0


entropy_with_base_2_as_default = mistake.change(
    "base=math.e",
    "base=2",
    "The default base is 2 here. Without a base, the result is in nats: base=math.e.",
    example=([0.25, 0.75],),
)
entropy_with_squared_weights = mistake.change(
    "np.sum(p * np.log(p))",
    "np.sum(p**2 * np.log(p))",
    "The probability weights each logarithm twice. Once: p * log(p).",
    example=([0.25, 0.75],),
)
entropy_rounded = mistake.change(
    "max(0.0, float(nats)) / math.log(base)",
    "round(max(0.0, float(nats)) / math.log(base), 4)",
    "The result is rounded. Return it as it is; rounding is for the display.",
    example=([0.25, 0.75],),
)
entropy_converted_twice = mistake.change(
    "float(nats)) / math.log(base)",
    "float(nats)) / math.log(base) ** 2",
    "The base is converted twice, in the logarithm and once more. Once is enough.",
    example=([0.25, 0.75], 10),
)


# Other right answers


@alternative
def entropy_in_a_loop(p, base=math.e):
    p = as_distribution(p).tolist()
    total = 0.0
    for probability in p:
        if probability != 0:
            total -= probability * math.log(probability) / math.log(base)
    return total


@alternative
def entropy_with_log_where(p, base=math.e):
    p = np.asarray(p, dtype=float)
    if (p < 0).any() or not math.isclose(p.sum(), 1, abs_tol=1e-6):
        raise ValueError("not a distribution")
    logs = np.log(p, out=np.zeros(p.shape), where=p > 0)
    return abs(p @ logs) / np.log(base)


@alternative
def entropy_with_entr(p, base=math.e):
    return special.entr(as_distribution(p)).sum() / math.log(base) + 0.0


@alternative
def entropy_with_scipy_stats(p, base=math.e):
    return stats.entropy(as_distribution(p), base=base) + 0.0
