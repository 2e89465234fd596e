"""1.9 `sequence_log_prob`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

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
from solutions.s01_probability import as_probabilities, sequence_log_prob

# Criteria


@criterion(core=True)
def test_is_the_sum_of_natural_logarithms(sequence_log_prob, reference, rng):
    for length in (1, 2, 5, 40):
        conditionals = rng.uniform(0.05, 0.95, size=length)
        assert_close(sequence_log_prob(conditionals), reference.sequence_log_prob(conditionals))


@criterion(core=True)
def test_does_not_underflow(sequence_log_prob, reference, rng):
    for length in (500, 4000):
        conditionals = rng.uniform(0.01, 0.2, size=length)
        assert_close(sequence_log_prob(conditionals), reference.sequence_log_prob(conditionals))
    assert_close(sequence_log_prob([0.05] * 249), 249 * math.log(0.05))


@criterion()
def test_of_nothing_and_of_certain_tokens_is_zero(sequence_log_prob):
    for certain in ([], np.zeros(0), [1], [1.0, 1.0, 1.0]):
        assert_close(sequence_log_prob(certain), 0.0)
    assert_close(sequence_log_prob([1, 0.5, 1]), math.log(0.5))


@criterion()
def test_is_infinite_for_impossible_tokens_only(sequence_log_prob):
    for impossible in ([0], [0.5, 0.0], [0.0, 0.5, 1.0], [0, 0], [0.1] * 400 + [0.0]):
        assert_same(sequence_log_prob(impossible), -math.inf)
    for rare in (1e-9, 1e-13, 1e-100, 1e-310):
        assert_close(sequence_log_prob([0.5, rare]), math.log(0.5) + math.log(rare))


@criterion()
def test_refuses_what_is_not_a_probability(sequence_log_prob):
    for bad in NOT_PROBABILITIES:
        for conditionals in ([0.5, bad], [bad, 0.5, 0.25]):
            with raises(ValueError):
                sequence_log_prob(conditionals)
    for conditionals in ([1.25], [0.0, -0.25], [0.0, math.nan], [math.inf]):
        with raises(ValueError):
            sequence_log_prob(conditionals)


@criterion()
def test_leaves_its_argument_unchanged(sequence_log_prob):
    assert_unchanged(sequence_log_prob, np.array([0.5, 0.25, 0.5]))
    assert_unchanged(sequence_log_prob, np.array([0.5, 0.0, 0.5]))


# Known mistakes


mistake = mistakes_of(sequence_log_prob, example=([0.5, 0.25],))


@mistake(
    "The logarithm comes too late: the product of many small numbers is 0 by then. Take the logarithm of each, then add.",
    example=([0.1] * 400,),
)
def sequence_log_prob_of_the_product(conditionals):
    with np.errstate(divide="ignore"):
        return float(np.log(as_probabilities(conditionals).prod()))


@mistake(
    "math.log comes too late, and raises an error when the product has become 0, as that of many small numbers does. Take "
    "the logarithm of each factor, then add.",
    example=([0.1] * 400,),
)
def sequence_log_prob_of_the_product_with_math(conditionals):
    return math.log(math.prod(as_probabilities(conditionals).tolist()))


@mistake("This is the mean, a log-probability per token. That of the whole sequence is the sum.")
def sequence_log_prob_as_mean(conditionals):
    with np.errstate(divide="ignore"):
        return float(np.log(as_probabilities(conditionals)).mean())


@mistake(
    "The sum is divided by the number of tokens, except for an empty sequence. That is a log-probability per token: return "
    "the sum itself."
)
def sequence_log_prob_as_mean_or_0(conditionals):
    return sequence_log_prob(conditionals) / max(len(conditionals), 1)


@mistake("The logarithm has base 2. The natural one is asked for: np.log.")
def sequence_log_prob_in_base_2(conditionals):
    return sequence_log_prob(conditionals) / math.log(2)


@mistake("The logarithm has base 10. The natural one is asked for: np.log.")
def sequence_log_prob_in_base_10(conditionals):
    return sequence_log_prob(conditionals) / math.log(10)


@mistake(
    "The sign is turned round. This is the negative log-likelihood, which is a loss; a log-probability is never above 0."
)
def sequence_log_prob_with_minus(conditionals):
    return -sequence_log_prob(conditionals)


@mistake("This is the logarithm of the sum. The sequence has the product of the factors, so add their logarithms.")
def sequence_log_prob_of_the_sum(conditionals):
    with np.errstate(divide="ignore"):
        return float(np.log(as_probabilities(conditionals).sum()))


@mistake("The logarithms are multiplied. The logarithm of a product is their sum.")
def sequence_log_prob_as_product_of_logarithms(conditionals):
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.log(as_probabilities(conditionals)).prod())


@mistake("The first token is left out. It has a probability, too.")
def sequence_log_prob_without_the_first(conditionals):
    return sequence_log_prob(as_probabilities(conditionals)[1:])


@mistake(
    "Small probabilities are raised to 1e-12, so that an impossible text looks merely rare. Log 0 is minus infinity: "
    "let it be.",
    example=([0.5, 0],),
)
def sequence_log_prob_clipped(conditionals):
    return float(np.log(np.maximum(as_probabilities(conditionals), 1e-12)).sum())


@mistake(
    "A small number is added inside the logarithm, which makes every result slightly wrong and impossible texts merely "
    "rare. Add nothing.",
    example=([0.5, 0],),
)
def sequence_log_prob_with_epsilon(conditionals):
    return float(np.log(as_probabilities(conditionals) + 1e-9).sum())


@mistake(
    "math.log(0) raises an error. An impossible token makes the log-probability minus infinity: np.log(0) says so, or "
    "return -math.inf yourself.",
    example=([0.5, 0],),
)
def sequence_log_prob_raising_on_zero(conditionals):
    return sum((math.log(p) for p in as_probabilities(conditionals).tolist()), start=0.0)


@mistake(
    "Impossible tokens are left out of the sum. That an impossible token came makes the whole text impossible: -inf.",
    example=([0.5, 0],),
)
def sequence_log_prob_skipping_zeros(conditionals):
    conditionals = as_probabilities(conditionals)
    return float(np.log(conditionals[conditionals > 0]).sum())


@mistake("These are the terms, one for each token. Return their sum.")
def sequence_log_prob_without_the_sum(conditionals):
    with np.errstate(divide="ignore"):
        return np.log(as_probabilities(conditionals))


@mistake("log(1 + p) is not log p. np.log1p is for numbers close to 0 to which 1 is to be added: use np.log.")
def sequence_log_prob_with_log1p(conditionals):
    return float(np.log1p(as_probabilities(conditionals)).sum())


@mistake("An empty sequence is refused. It has probability 1, and so log-probability 0.", example=([],))
def sequence_log_prob_refusing_nothing(conditionals):
    if not len(conditionals):
        raise ValueError("empty")
    return sequence_log_prob(conditionals)


@mistake(
    "An empty sequence gives minus infinity, as if it were impossible. It has probability 1, and so log-probability 0.",
    example=([],),
)
def sequence_log_prob_impossible_for_nothing(conditionals):
    return sequence_log_prob(conditionals) if len(conditionals) else -math.inf


@mistake(
    "The factors are not checked: above 1 they raise the log-probability, below 0 they give nan. Use as_probabilities.",
    example=([0.5, 1.5],),
)
def sequence_log_prob_without_check(conditionals):
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.log(np.array(conditionals, dtype=float)).sum())


# Other right answers


@alternative
def sequence_log_prob_in_a_loop(conditionals):
    total = 0.0
    for p in as_probabilities(conditionals):
        total += math.log(p) if p > 0 else -math.inf
    return total


@alternative
def sequence_log_prob_with_fsum(conditionals):
    conditionals = as_probabilities(conditionals).tolist()
    if 0 in conditionals:
        return -math.inf
    return math.fsum(map(math.log, conditionals))


@alternative
def sequence_log_prob_in_bits(conditionals):
    with np.errstate(divide="ignore"):
        return np.sum(np.log2(as_probabilities(conditionals))) * np.log(2)


@alternative
def sequence_log_prob_with_xlogy(conditionals):
    conditionals = as_probabilities(conditionals)
    return special.xlogy(np.ones(conditionals.shape), conditionals).sum()
