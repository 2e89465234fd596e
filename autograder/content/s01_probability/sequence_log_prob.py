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
    "Nothing is less probable than 1e-12 here, so that an impossible text looks merely rare. Log 0 is minus infinity: "
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


@mistake(
    "The mean is taken and its sign turned round: that is the loss of training. Return the sum of the logarithms.",
    example=([0.5, 0.25, 0.75],),
)
def sequence_log_prob_as_loss(conditionals):
    return -sequence_log_prob(conditionals) / max(len(conditionals), 1)


@mistake("exp(-mean) is the perplexity. Return the sum of the logarithms as it is.")
def sequence_log_prob_as_perplexity(conditionals):
    mean = sequence_log_prob(conditionals) / max(len(conditionals), 1)
    return math.exp(-mean) if mean > -math.inf else math.inf


@mistake("This is the probability itself, the product. Return its logarithm: the sum of the logarithms.")
def sequence_log_prob_as_probability(conditionals):
    return float(as_probabilities(conditionals).prod())


@mistake("The last token is left out. It has a probability, too: add all logarithms.")
def sequence_log_prob_without_the_last(conditionals):
    return sequence_log_prob(as_probabilities(conditionals)[:-1])


@mistake("Only the first logarithm is returned, as by a return inside of the loop. Add all of them.")
def sequence_log_prob_of_the_first(conditionals):
    return sequence_log_prob(as_probabilities(conditionals)[:1])


@mistake("Only the last logarithm is returned. It belongs to the last token alone: add all of them.")
def sequence_log_prob_of_the_last(conditionals):
    return sequence_log_prob(as_probabilities(conditionals)[-1:])


@mistake("This is the logarithm of the rarest token. The others make the sequence rarer still: add all logarithms.")
def sequence_log_prob_of_the_minimum(conditionals):
    conditionals = as_probabilities(conditionals)
    return sequence_log_prob([conditionals.min()]) if conditionals.size else 0.0


@mistake("This is the logarithm of the mean. The sequence has the product of the factors: add their logarithms.")
def sequence_log_prob_of_the_mean(conditionals):
    conditionals = as_probabilities(conditionals)
    return sequence_log_prob([conditionals.mean()]) if conditionals.size else 0.0


@mistake("Each logarithm is weighted with its probability, as in the entropy. Add them as they are.")
def sequence_log_prob_as_minus_entropy(conditionals):
    return float(special.xlogy(conditionals, as_probabilities(conditionals)).sum())


@mistake("This is an entropy, -sum of p log p. The factors are no distribution: add their logarithms.")
def sequence_log_prob_as_entropy(conditionals):
    return float(special.entr(as_probabilities(conditionals)).sum())


@mistake("These are running sums, one for each token. Only the last one is asked for: use sum, not cumsum.")
def sequence_log_prob_as_running_sums(conditionals):
    with np.errstate(divide="ignore"):
        return np.cumsum(np.log(as_probabilities(conditionals)))


@mistake("The sum starts at 1. Start it at 0: the logarithm of 1 is 0.", example=([0.5, 0.25],))
def sequence_log_prob_starting_with_1(conditionals):
    return 1.0 + sequence_log_prob(conditionals)


@mistake("These are the logarithms of 1 - p, of tokens that do not come. Take those of the factors themselves.")
def sequence_log_prob_of_the_complements(conditionals):
    with np.errstate(divide="ignore"):
        return float(np.log1p(-as_probabilities(conditionals)).sum())


@mistake(
    "Factors that occur twice are counted once. Every token counts, equal or not: do not use a set.",
    example=([0.5, 0.25, 0.5],),
)
def sequence_log_prob_of_a_set(conditionals):
    return sequence_log_prob(sorted(set(as_probabilities(conditionals).tolist())))


@mistake(
    "Minus infinity is replaced by a large negative number. It is the right answer for an impossible text: let it be.",
    example=([0.5, 0],),
)
def sequence_log_prob_with_nan_to_num(conditionals):
    return float(np.nan_to_num(sequence_log_prob(conditionals)))


@mistake(
    "An impossible token ends the sum with 0. It makes the whole text impossible: return -inf.", example=([0.5, 0],)
)
def sequence_log_prob_zero_for_impossible(conditionals):
    result = sequence_log_prob(conditionals)
    return result if result > -math.inf else 0.0


@mistake(
    "No probability is below 1e-10 here, so an impossible text looks merely rare. Log 0 is minus infinity: let it be.",
    example=([0.5, 0],),
)
def sequence_log_prob_clipped_at_1e_10(conditionals):
    return float(np.log(np.maximum(as_probabilities(conditionals), 1e-10)).sum())


@mistake(
    "1e-8 is added inside the logarithm, which changes every result a little. Add nothing: log 0 is -inf.",
    example=([0.5, 0],),
)
def sequence_log_prob_with_epsilon_1e_8(conditionals):
    return float(np.log(as_probabilities(conditionals) + 1e-8).sum())


@mistake(
    "Factors below 1e-300 are raised to it. Only a factor of 0 needs care, and its logarithm is minus infinity.",
    example=([0.5, 0],),
)
def sequence_log_prob_clipped_at_1e_300(conditionals):
    return float(np.log(np.maximum(as_probabilities(conditionals), 1e-300)).sum())


@mistake("The result is rounded to two decimals. Round when you print, not when you compute.")
def sequence_log_prob_rounded(conditionals):
    return round(sequence_log_prob(conditionals), 2)


@mistake(
    "nan passes the check, since every comparison with nan is False. as_probabilities refuses it.",
    example=([0.5, math.nan],),
)
def sequence_log_prob_of_nan(conditionals):
    conditionals = np.array(conditionals, dtype=float)
    if (conditionals < 0).any() or (conditionals > 1).any():
        raise ValueError("not a probability")
    with np.errstate(divide="ignore"):
        return float(np.log(conditionals).sum())


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
