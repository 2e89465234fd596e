"""1.8 `sequence_probability`: criteria, known mistakes, other right answers."""

import functools
import math
import operator

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from autograder.content.s01_probability.shared import NOT_PROBABILITIES
from solutions.s01_probability import as_probabilities, as_probability, sequence_log_prob, sequence_probability

# Criteria


@criterion(core=True)
def test_is_the_product_of_all_factors(sequence_probability, reference, rng):
    for length in (2, 3, 8, 30):
        conditionals = rng.uniform(0.1, 0.95, size=length)
        assert_close(sequence_probability(conditionals), reference.sequence_probability(conditionals), atol=0.0)


@criterion(core=True)
def test_of_a_single_token_is_its_own(sequence_probability, rng):
    for p in rng.uniform(0.05, 0.95, size=4).tolist():
        assert_close(sequence_probability([p]), p)


@criterion()
def test_of_nothing_is_one(sequence_probability):
    assert_close(sequence_probability([]), 1.0)
    assert_close(sequence_probability(np.zeros(0)), 1.0)


@criterion()
def test_with_certain_and_impossible_tokens(sequence_probability):
    assert_close(sequence_probability([1, 1, 1]), 1.0)
    assert_close(sequence_probability([1, 0.125, 1]), 0.125)
    for impossible in ([0], [0.5, 0.0], [0.0, 0.5, 1.0], [1, 0, 1]):
        assert_same(sequence_probability(impossible), 0.0)


@criterion()
def test_of_a_very_long_text_is_zero(sequence_probability):
    assert_same(sequence_probability([0.1] * 400), 0.0)
    assert_same(sequence_probability(np.full(2000, 0.5)), 0.0)


@criterion()
def test_refuses_what_is_not_a_probability(sequence_probability):
    for bad in NOT_PROBABILITIES:
        for conditionals in ([0.5, bad], [bad, 0.5, 0.25]):
            with raises(ValueError):
                sequence_probability(conditionals)
    for conditionals in ([1.25], [0.0, -0.25], [0.0, math.nan], [math.inf]):
        with raises(ValueError):
            sequence_probability(conditionals)
    for both in ([-0.5, -0.5], [4, 0.125]):
        with raises(ValueError):
            sequence_probability(both)


@criterion()
def test_leaves_its_argument_unchanged(sequence_probability):
    assert_unchanged(sequence_probability, np.array([0.5, 0.25, 0.75]))
    assert_unchanged(sequence_probability, [0.5, 0.25, 0.75])


# Known mistakes


mistake = mistakes_of(sequence_probability, example=([0.5, 0.25],))


@mistake("The probabilities are added. All tokens must come, one and the next: multiply.")
def sequence_probability_as_sum(conditionals):
    return float(as_probabilities(conditionals).sum())


@mistake("This is the mean of the factors. All tokens must come, one and the next: multiply.")
def sequence_probability_as_mean(conditionals):
    return float(np.mean(as_probabilities(conditionals)))


@mistake(
    "This is the geometric mean, a probability per token. The probability of the sequence is the product, without a root."
)
def sequence_probability_as_geometric_mean(conditionals):
    conditionals = as_probabilities(conditionals)
    return float(conditionals.prod() ** (1 / conditionals.size))


@mistake("The first factor is left out. The first token has a probability, too.")
def sequence_probability_without_the_first(conditionals):
    return sequence_probability(as_probabilities(conditionals)[1:])


@mistake("The last factor is left out. Multiply all of them.")
def sequence_probability_without_the_last(conditionals):
    return sequence_probability(as_probabilities(conditionals)[:-1])


@mistake("This is the smallest factor. The others make the sequence less probable still: multiply.")
def sequence_probability_as_minimum(conditionals):
    return float(min(as_probabilities(conditionals)))


@mistake("The product starts with 0, and 0 times anything is 0. Start with 1.")
def sequence_probability_starting_with_0(conditionals):
    return 0.0 * sequence_probability(conditionals)


@mistake(
    "These are the products up to each token. The probability of the whole sequence is the last of them: use prod, not "
    "cumprod."
)
def sequence_probability_as_running_product(conditionals):
    return np.cumprod(as_probabilities(conditionals))


@mistake(
    "This is the probability that at least one of the tokens comes. All must: multiply the probabilities themselves."
)
def sequence_probability_of_at_least_one(conditionals):
    return 1.0 - sequence_probability(1 - as_probabilities(conditionals))


@mistake("This is the logarithm of the probability, which is the next exercise. Return the product itself.")
def sequence_probability_as_logarithm(conditionals):
    return sequence_log_prob(conditionals)


@mistake("An empty sequence gives 0. It has no factors, and the product of no factors is 1.", example=([],))
def sequence_probability_zero_for_nothing(conditionals):
    return sequence_probability(conditionals) if len(conditionals) else 0.0


@mistake("An empty sequence is refused. It has no factors, and the product of no factors is 1.", example=([],))
def sequence_probability_refusing_nothing(conditionals):
    if not len(conditionals):
        raise ValueError("empty")
    return sequence_probability(conditionals)


@mistake(
    "Small factors are raised to 1e-9, so that an impossible text looks merely rare. Multiply them as they are.",
    example=([0.5, 0.0],),
)
def sequence_probability_clipped(conditionals):
    return sequence_probability(np.maximum(as_probabilities(conditionals), 1e-9))


@mistake(
    "The factors are not checked. Use as_probabilities, which raises ValueError if one is not in [0, 1].",
    example=([0.5, 1.5],),
)
def sequence_probability_without_check(conditionals):
    return float(np.prod(np.array(conditionals, dtype=float)))


@mistake(
    "Only the product is checked, and two bad factors can make a good one: -0.5 times -0.5. Check each factor.",
    example=([-0.5, -0.5],),
)
def sequence_probability_checking_the_product(conditionals):
    return as_probability(sequence_probability_without_check(conditionals))


@mistake(
    "The factors are required to sum to 1. They belong to different tokens, each is from a distribution of its own: check "
    "only that each is in [0, 1]."
)
def sequence_probability_of_a_distribution(conditionals):
    conditionals = as_probabilities(conditionals)
    if conditionals.size and abs(conditionals.sum() - 1) > 1e-8:
        raise ValueError("not a distribution")
    return sequence_probability(conditionals)


@mistake(
    "A root is taken of the product, a mean for each token. The probability of the sequence is the product itself.",
    example=([0.5, 0.25, 0.75],),
)
def sequence_probability_as_geometric_mean_or_1(conditionals):
    return math.pow(sequence_probability(conditionals), 1 / max(len(conditionals), 1))


@mistake("This is the perplexity, the inverse of the mean per token. Return the product of the factors.")
def sequence_probability_as_perplexity(conditionals):
    product = sequence_probability(conditionals)
    return math.pow(product, -1 / max(len(conditionals), 1)) if product else math.inf


@mistake("This is the largest factor. Every other one makes the sequence less probable: multiply all.")
def sequence_probability_as_maximum(conditionals):
    return float(max(as_probabilities(conditionals)))


@mistake("Only the first factor is returned, as by a return inside of the loop. Multiply all of them.")
def sequence_probability_of_the_first(conditionals):
    conditionals = as_probabilities(conditionals)
    return float(conditionals[0]) if conditionals.size else 1.0


@mistake("Only the last factor is returned. It holds for the last token alone: multiply all of them.")
def sequence_probability_of_the_last(conditionals):
    conditionals = as_probabilities(conditionals)
    return float(conditionals[-1]) if conditionals.size else 1.0


@mistake("This is the probability that none of the tokens comes. Multiply the factors, not 1 minus them.")
def sequence_probability_of_none(conditionals):
    return sequence_probability(1 - as_probabilities(conditionals))


@mistake("This is 1 minus the product, the probability of any other sequence. Return the product.")
def sequence_probability_of_another(conditionals):
    return 1 - sequence_probability(conditionals)


@mistake(
    "Factors that occur twice are multiplied once. Every token counts, equal or not: do not use a set.",
    example=([0.5, 0.25, 0.5],),
)
def sequence_probability_of_a_set(conditionals):
    return sequence_probability(sorted(set(as_probabilities(conditionals).tolist())))


@mistake("Factors of 0 are left out. One impossible token makes the whole sequence impossible.", example=([0.5, 0.0],))
def sequence_probability_skipping_zeros(conditionals):
    conditionals = as_probabilities(conditionals)
    return sequence_probability(conditionals[conditionals > 0])


@mistake("A factor of 0 is refused. An impossible token is no error: the product is 0.", example=([0.5, 0.0],))
def sequence_probability_refusing_zeros(conditionals):
    if np.any(as_probabilities(conditionals) <= 0):
        raise ValueError("not a probability")
    return sequence_probability(conditionals)


@mistake("The product is divided by the number of tokens. Long sequences are rare by themselves: return the product.")
def sequence_probability_divided_by_the_length(conditionals):
    return sequence_probability(conditionals) / max(len(conditionals), 1)


@mistake("The sign is changed and a logarithm taken: that is a loss. Return the product itself.")
def sequence_probability_as_loss(conditionals):
    return 0.0 - sequence_log_prob(conditionals)


@mistake("The exponential of the sum is missing its logarithms: this is exp(p_1 + p_2 + ...). Multiply the factors.")
def sequence_probability_as_exp_of_the_sum(conditionals):
    return float(np.exp(as_probabilities(conditionals).sum()))


@mistake(
    "The sum of the factors is cut at 1. All tokens must come, one and the next: multiply.", example=([0.5, 0.25],)
)
def sequence_probability_as_sum_cut_at_1(conditionals):
    return min(1.0, float(as_probabilities(conditionals).sum()))


@mistake("The product is rounded, so that a long text gets 0. Round when you print.", example=([0.5, 0.25, 0.125],))
def sequence_probability_rounded(conditionals):
    return round(sequence_probability(conditionals), 2)


@mistake("These are percents. A probability is a number from 0 to 1: do not multiply by 100.")
def sequence_probability_in_percents(conditionals):
    return sequence_probability(conditionals) * 100


@mistake("The factors are squared. Each token comes once, and has one factor.")
def sequence_probability_with_squares(conditionals):
    return sequence_probability(conditionals) ** 2


@mistake(
    "nan passes the check, since every comparison with nan is False. as_probabilities refuses it.",
    example=([0.5, math.nan],),
)
def sequence_probability_of_nan(conditionals):
    conditionals = np.array(conditionals, dtype=float)
    if (conditionals < 0).any() or (conditionals > 1).any():
        raise ValueError("not a probability")
    return float(conditionals.prod())


@mistake("The probabilities of all beginnings are multiplied. Each conditional probability counts once.")
def sequence_probability_of_all_beginnings(conditionals):
    return float(np.prod(np.cumprod(as_probabilities(conditionals, "conditionals"))))


# Other right answers


@alternative
def sequence_probability_in_a_loop(conditionals):
    probability = 1.0
    for p in conditionals:
        if not 0 <= p <= 1:
            raise ValueError("not a probability")
        probability *= p
    return probability


@alternative
def sequence_probability_with_numpy(conditionals):
    conditionals = np.asarray(conditionals, dtype=float)
    if not np.all(conditionals >= 0) or not np.all(conditionals <= 1):
        raise ValueError("conditionals")
    return conditionals.prod()


@alternative
def sequence_probability_with_logarithms(conditionals):
    with np.errstate(divide="ignore"):
        return np.exp(np.sum(np.log(as_probabilities(conditionals))))


@alternative
def sequence_probability_with_reduce(conditionals):
    return functools.reduce(operator.mul, map(as_probability, conditionals), 1)
