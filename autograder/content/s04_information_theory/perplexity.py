"""4.5 `perplexity`: criteria, known mistakes, other right answers."""

import math
import statistics

import numpy as np

from autograder.content import alternative, assert_close, assert_same, assert_unchanged, criterion, mistakes_of, raises
from solutions.s04_information_theory import perplexity

# Criteria


@criterion(core=True)
def test_is_the_exponential_of_the_mean_loss(perplexity, reference, rng):
    for size in (1, 2, 5, 40):
        nlls = rng.exponential(2.5, size=size)
        expected = reference.perplexity(nlls)
        assert_close(perplexity(nlls), expected)


@criterion(core=True)
def test_is_the_vocabulary_size_for_a_uniform_guess(perplexity, rng):
    for vocabulary in (*rng.integers(2, 60_000, size=3).tolist(), 50_257):
        tokens = int(rng.integers(2, 9))
        assert_close(perplexity(np.full(tokens, math.log(vocabulary))), float(vocabulary))


@criterion()
def test_works_for_texts_of_any_length(perplexity, reference, rng):
    nlls = rng.exponential(4.0, size=3000)
    expected = reference.perplexity(nlls)
    assert_close(perplexity(nlls), expected)


@criterion()
def test_is_infinite_for_an_impossible_token_or_a_hopeless_model(perplexity):
    assert_same(perplexity([math.inf]), math.inf)
    assert_same(perplexity([0.5, math.inf, 0.25]), math.inf)
    assert_same(perplexity([900.0, 700.0]), math.inf)
    # One token is very unlikely, yet the mean is tame.
    assert_close(perplexity([900.0, 0.0, 0.0]), math.exp(300))


@criterion()
def test_refuses_no_tokens_and_values_that_are_no_losses(perplexity):
    for nlls in ((), (-0.5, -1.0), (2.0, -0.1), (1.0, math.nan)):
        with raises(ValueError):
            perplexity(list(nlls))
    with raises(ValueError):
        perplexity(np.zeros(0))


@criterion()
def test_takes_lists(perplexity):
    assert_close(perplexity([0, 1, 5]), math.exp(2))
    assert_close(perplexity((0.0,)), 1.0)


@criterion()
def test_leaves_its_arguments_unchanged(perplexity, rng):
    nlls = rng.exponential(2.5, size=5)
    assert_unchanged(perplexity, nlls)
    assert_unchanged(perplexity, nlls.tolist())


# Known mistakes


def _checked_losses(token_nlls):
    """The losses as an array, refused where the exercise says so."""
    nlls = np.asarray(token_nlls, dtype=float)
    if nlls.size == 0 or not np.all(nlls >= 0):
        raise ValueError("not the losses of a text")
    return nlls


mistake = mistakes_of(perplexity, example=([0.1, 2, 5],))


@mistake(
    "This averages the perplexities of the tokens, which is larger (Jensen). Take the mean first, then the exponential."
)
def perplexity_as_mean_of_exp(token_nlls):
    return float(np.mean(np.exp(_checked_losses(token_nlls))))


@mistake("2 to the mean fits losses in bits, but these are in nats. Base and logarithm must match: use exp.")
def perplexity_with_base_two(token_nlls):
    return float(2 ** np.mean(_checked_losses(token_nlls)))


@mistake(
    "The sign is turned once too often: the losses are negative log-likelihoods already. Return exp(mean), not exp(-mean)."
)
def perplexity_with_extra_minus(token_nlls):
    return float(np.exp(-np.mean(_checked_losses(token_nlls))))


@mistake("The losses are summed, not averaged, so the result grows with the length of the text. Use their mean.")
def perplexity_of_the_sum(token_nlls):
    return float(np.exp(np.sum(_checked_losses(token_nlls))))


@mistake("This is the mean loss in nats. Perplexity is its exponential.")
def perplexity_without_exp(token_nlls):
    return float(np.mean(_checked_losses(token_nlls)))


@mistake(
    "The product of the probabilities of a long text underflows to 0. Stay with logarithms: exp of the mean loss.",
    example=([2.0] * 1000,),
)
def perplexity_from_a_product(token_nlls):
    nlls = _checked_losses(token_nlls)
    product = np.prod(np.exp(-nlls))
    return float(product ** (-1 / nlls.size)) if product > 0 else math.inf


@mistake(
    "Infinite losses are left out, which hides that the model excluded what happened. One impossible token makes the "
    "perplexity infinite.",
    example=([0.5, math.inf],),
)
def perplexity_without_impossible_tokens(token_nlls):
    nlls = _checked_losses(token_nlls)
    possible = nlls[np.isfinite(nlls)]
    return perplexity(possible) if possible.size else math.inf


@mistake("An empty text gives nan or 0 here. It has no perplexity: raise ValueError.", example=([],))
def perplexity_of_nothing(token_nlls):
    return perplexity(token_nlls) if len(token_nlls) > 0 else math.nan


@mistake(
    "Negative values are accepted and give a perplexity below 1. They are log-likelihoods, not losses: raise ValueError.",
    example=([-0.5, -1.0],),
)
def perplexity_of_log_likelihoods(token_nlls):
    nlls = np.asarray(token_nlls, dtype=float)
    if nlls.size == 0:
        raise ValueError("no tokens")
    return float(np.exp(nlls.mean()))


@mistake("math.exp raises OverflowError above 709.7. Use np.exp, which gives the promised inf.", example=([800.0],))
def perplexity_overflowing(token_nlls):
    return math.exp(np.mean(_checked_losses(token_nlls)))


@mistake("The mean is taken of the probabilities, and turned into 1 / mean. Take the mean of the losses, then exp.")
def perplexity_of_the_mean_probability(token_nlls):
    with np.errstate(divide="ignore"):
        return float(1 / np.mean(np.exp(-_checked_losses(token_nlls))))


@mistake("The median of the losses is taken. Take their mean: every token counts.")
def perplexity_of_the_median(token_nlls):
    return perplexity([np.median(_checked_losses(token_nlls))])


@mistake("This is the perplexity of the worst token. Take the mean of all losses.")
def perplexity_of_the_worst_token(token_nlls):
    return perplexity([np.max(_checked_losses(token_nlls))])


@mistake("Only the first token is used. Take the mean of all losses, after the loop.")
def perplexity_of_the_first_token(token_nlls):
    return perplexity(_checked_losses(token_nlls)[:1])


@mistake("The losses are divided by T - 1. Each of the T tokens has its loss: divide by T.")
def perplexity_by_t_minus_1(token_nlls):
    nlls = _checked_losses(token_nlls)
    return perplexity([nlls.sum() / max(nlls.size - 1, 1)])


@mistake("The exponential of the sum is divided by T. Divide the sum first, then take the exponential.")
def perplexity_divided_too_late(token_nlls):
    nlls = _checked_losses(token_nlls)
    return float(np.exp(nlls.sum()) / nlls.size)


@mistake(
    "Losses of 0 are left out, as if they were padding. They belong to tokens that were certain, and count.",
    example=([0.0, 1.0, 5.0],),
)
def perplexity_without_zeros(token_nlls):
    nlls = _checked_losses(token_nlls)
    return perplexity(nlls[nlls > 0]) if np.any(nlls > 0) else 1.0


@mistake(
    "An infinite loss is refused. It belongs to a token that was thought impossible: the perplexity is inf.",
    example=([0.5, math.inf],),
)
def perplexity_refusing_impossible_tokens(token_nlls):
    if not np.isfinite(_checked_losses(token_nlls)).all():
        raise ValueError("an infinite loss")
    return perplexity(token_nlls)


@mistake(
    "nan passes the check, since nan < 0 is False. Write it the other way round: not all(nlls >= 0).",
    example=([1.0, math.nan, 2.0],),
)
def perplexity_of_nan(token_nlls):
    return math.nan if np.isnan(np.asarray(token_nlls, dtype=float)).any() else perplexity(token_nlls)


@mistake(
    "nan losses are left out of the mean, which hides a bug. Raise ValueError if there is one.",
    example=([1.0, math.nan, 2.0],),
)
def perplexity_dropping_nan(token_nlls):
    nlls = np.asarray(token_nlls, dtype=float)
    return perplexity(nlls[~np.isnan(nlls)])


@mistake(
    "Only the mean is checked, so a negative loss hides among large ones. Raise ValueError if any is negative.",
    example=([2.0, -0.1],),
)
def perplexity_checking_the_mean(token_nlls):
    nlls = np.asarray(token_nlls, dtype=float)
    if nlls.size == 0 or not nlls.mean() >= 0:
        raise ValueError("not the losses of a text")
    return perplexity([nlls.mean()])


@mistake(
    "Negative values are made positive. They are log-likelihoods, a sign of a bug: raise ValueError.",
    example=([-0.5, -1.0],),
)
def perplexity_of_absolute_values(token_nlls):
    return perplexity(np.abs(np.asarray(token_nlls, dtype=float)))


@mistake(
    "Mean losses above 300 are taken for infinity, as in a well-known script. A float holds exp of up to 709.7: use np.exp.",
    example=([350.0, 450.0],),
)
def perplexity_infinite_above_300(token_nlls):
    result = perplexity(token_nlls)
    return result if np.mean(token_nlls) < 300 else math.inf


@mistake(
    "The mean loss is capped at 20, so no perplexity exceeds exp(20). Cap nothing: return inf where it overflows.",
    example=([30.0, 40.0],),
)
def perplexity_capped(token_nlls):
    return perplexity([min(20.0, _checked_losses(token_nlls).mean())])


@mistake(
    "The mean loss is capped at about 700, so that exp does not overflow. The result is inf there: use np.exp.",
    example=([800.0],),
)
def perplexity_capped_at_700(token_nlls):
    return perplexity([min(700.0, _checked_losses(token_nlls).mean())])


perplexity_with_base_ten = mistake.change(
    "np.exp(nlls.mean())",
    "10 ** nlls.mean()",
    "10 to the mean fits losses in decimal logarithms, but these are in nats: use exp.",
)
perplexity_of_bits = mistake.change(
    "np.exp(nlls.mean())",
    "np.exp(nlls.mean() / math.log(2))",
    "The mean is converted to bits, and exp is taken of it. Base and logarithm must match: exp of nats.",
)
perplexity_rounded = mistake.change(
    "float(np.exp(nlls.mean()))",
    "round(float(np.exp(nlls.mean())), 2) if nlls.mean() < 700 else float(np.exp(nlls.mean()))",
    "The result is rounded. Return it as it is; the example rounds for the display only.",
)


# Other right answers


@alternative
def perplexity_in_a_loop(token_nlls):
    total, count = 0.0, 0
    for nll in token_nlls:
        if not nll >= 0:
            raise ValueError("a loss is never negative")
        total += nll
        count += 1
    if count == 0:
        raise ValueError("no tokens")
    try:
        return math.exp(total / count)
    except OverflowError:
        return math.inf


@alternative
def perplexity_with_bits(token_nlls):
    bits = np.asarray(token_nlls, dtype=float) / np.log(2)
    if bits.size < 1 or np.isnan(bits).any() or (bits < 0).any():
        raise ValueError("losses expected")
    with np.errstate(over="ignore"):
        return np.exp2(bits.mean())


@alternative
def perplexity_with_statistics(token_nlls):
    nlls = [float(nll) for nll in token_nlls]
    if not nlls or any(math.isnan(nll) or nll < 0 for nll in nlls):
        raise ValueError("losses expected")
    mean = statistics.fmean(nlls)
    return math.exp(mean) if mean < 709.7 else math.inf
