"""Known wrong implementations of section 4, information theory."""

import math

import numpy as np

from autograder.misconceptions import misconception
from solutions.s04_information_theory import (
    as_distribution,
    as_distribution_pair,
    cross_entropy,
    cross_entropy_loss,
    entropy,
    kl_divergence,
    log_softmax,
    perplexity,
)

# 4.1 self_information


@misconception(
    "self_information",
    "The minus sign is missing: log p is never positive, information is never negative. Return -log p.",
    example=(0.25,),
)
def self_information_without_minus(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    if p == 0:
        return -math.inf
    return math.log(p) / math.log(base)


@misconception(
    "self_information",
    "This is always in nats: the base is ignored. Divide the natural logarithm by math.log(base).",
    example=(0.25,),
)
def self_information_with_natural_log_only(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return math.inf if p == 0 else 0.0 - math.log(p)


@misconception(
    "self_information",
    "This is always in bits, whatever the base. Divide the natural logarithm by math.log(base).",
    example=(0.25, math.e),
)
def self_information_in_bits_only(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return math.inf if p == 0 else 0.0 - math.log2(p)


@misconception(
    "self_information",
    "The logarithm is divided by the base itself. To change the base, divide by the logarithm of the base.",
    example=(0.25,),
)
def self_information_divided_by_base(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return math.inf if p == 0 else 0.0 - math.log(p) / base


@misconception(
    "self_information",
    "math.log(0) raises an error. An impossible event is infinitely surprising: return math.inf for p = 0.",
    example=(0,),
)
def self_information_raising_on_zero(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return 0.0 - math.log(p) / math.log(base)


@misconception(
    "self_information",
    "p = 0 gives 0 here. 0 log 0 = 0 holds for terms of an entropy; -log 0 alone is infinite.",
    example=(0,),
)
def self_information_zero_for_impossible_events(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return 0.0 if p in (0, 1) else -math.log(p) / math.log(base)


@misconception(
    "self_information",
    "Small probabilities are clipped, so an impossible event looks merely rare. Return math.inf for p = 0, clip nothing.",
    example=(0,),
)
def self_information_clipped(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return 0.0 - math.log(max(p, 1e-12)) / math.log(base)


@misconception(
    "self_information",
    "A certain event gives -0.0. Write 0.0 - log p instead of -log p, and the zero loses its sign.",
    example=(1.0,),
)
def self_information_with_negative_zero(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return math.inf if p == 0 else -math.log(p) / math.log(base)


@misconception(
    "self_information",
    "A value above 1 is accepted and gives negative information. Raise ValueError unless 0 <= p <= 1.",
    example=(1.5,),
)
def self_information_without_range_check(p, base=2):
    if p == 0:
        return math.inf
    return 0.0 - math.log(p) / math.log(base)


@misconception(
    "self_information",
    "This is p times the information, one term of an entropy. The information of the event itself is -log p.",
    example=(0.25,),
)
def self_information_weighted_by_p(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return 0.0 if p == 0 else 0.0 - p * math.log(p) / math.log(base)


# 4.2 entropy


@misconception(
    "entropy",
    "0 * log(0) is nan in floating point. Leave outcomes of probability 0 out of the sum: they add nothing.",
    example=([1, 0, 0],),
)
def entropy_nan_at_zero(p, base=math.e):
    p = as_distribution(p)
    return float(-np.sum(p * np.log(p)) / math.log(base))


@misconception(
    "entropy",
    "An epsilon inside the logarithm makes every entropy slightly wrong, and that of a certain outcome negative. Keep only "
    "the entries above 0 instead.",
    example=([1, 0, 0],),
)
def entropy_with_epsilon(p, base=math.e):
    p = as_distribution(p)
    return float(-np.sum(p * np.log(p + 1e-9)) / math.log(base))


@misconception(
    "entropy",
    "The minus sign is missing: logarithms of probabilities are negative, their entropy is not.",
    example=([0.5, 0.5],),
)
def entropy_without_minus(p, base=math.e):
    p = as_distribution(p)
    p = p[p > 0]
    return float(np.sum(p * np.log(p)) / math.log(base))


@misconception(
    "entropy",
    "The sum is divided by the base. To change the base of a logarithm, divide by the logarithm of the base.",
    example=([0.25, 0.25, 0.5], 2),
)
def entropy_divided_by_base(p, base=math.e):
    p = as_distribution(p)
    p = p[p > 0]
    return float(max(0.0, -np.sum(p * np.log(p))) / base)


@misconception(
    "entropy",
    "The sum is multiplied by log(base). From nats to another base you divide: one bit is log(2) nats.",
    example=([0.25, 0.25, 0.5], 2),
)
def entropy_multiplied_by_log_base(p, base=math.e):
    p = as_distribution(p)
    p = p[p > 0]
    return float(max(0.0, -np.sum(p * np.log(p))) * math.log(base))


@misconception(
    "entropy",
    "This is always in nats: the base is ignored. Divide by math.log(base).",
    example=([0.5, 0.5], 2),
)
def entropy_with_natural_log_only(p, base=math.e):
    return entropy(p)


@misconception(
    "entropy",
    "This is always in bits, but nats are the default. Divide the natural logarithm by math.log(base).",
    example=([0.5, 0.5],),
)
def entropy_in_bits_only(p, base=math.e):
    return entropy(p, 2)


@misconception(
    "entropy",
    "nansum removes 0 log 0, but also the nan of a negative entry, so that bad input gives a number. Check the distribution "
    "first (as_distribution), then leave out the zeros.",
    example=([1.2, -0.2],),
)
def entropy_with_nansum(p, base=math.e):
    p = np.array(p, dtype=float)
    return float(-np.nansum(p * np.log(p)) / math.log(base))


@misconception(
    "entropy",
    "The input is normalised, which turns counts, or a bug, into a plausible number. Raise ValueError when p does not sum "
    "to 1.",
    example=([0, 1, 2],),
)
def entropy_normalising_its_input(p, base=math.e):
    p = np.array(p, dtype=float)
    if p.size == 0 or not np.all(p >= 0) or not np.isfinite(p).all():
        raise ValueError("not a distribution")
    return entropy(p / p.sum(), base)


@misconception(
    "entropy",
    "The terms are averaged. Each p log p carries its weight already: add them up.",
    example=([0.5, 0.5],),
)
def entropy_as_a_mean(p, base=math.e):
    p = as_distribution(p)
    return entropy(p, base) / p.size


@misconception(
    "entropy",
    "These are the terms, one for each outcome. The entropy is one number, their sum.",
    example=([0.5, 0.5],),
)
def entropy_without_the_sum(p, base=math.e):
    p = as_distribution(p)
    p = p[p > 0]
    return -p * np.log(p) / math.log(base)


@misconception(
    "entropy",
    "A certain outcome gives -0.0, which prints as a negative entropy. max(0.0, ...) or 0.0 - ... gives a plain zero.",
    example=([1, 0, 0],),
)
def entropy_with_negative_zero(p, base=math.e):
    p = as_distribution(p)
    p = p[p > 0]
    return float(-np.sum(p * np.log(p)) / math.log(base))


@misconception(
    "entropy",
    "The result is right, but zeros in the caller's array are overwritten. Work on a copy, or select the entries above 0.",
    example=(np.array([0.5, 0.0, 0.5]),),
)
def entropy_overwriting_zeros(p, base=math.e):
    as_distribution(p)
    p = np.asarray(p, dtype=float)
    p[p == 0] = 1.0
    return max(0.0, float(-np.sum(p * np.log(p)))) / math.log(base)


# 4.3 cross_entropy


@misconception(
    "cross_entropy",
    "This is the KL divergence, the extra cost of believing q. The cross-entropy is the whole cost: -sum p log q.",
    example=([0.9, 0.1], [0.5, 0.5]),
)
def cross_entropy_as_kl(p, q, base=math.e):
    return kl_divergence(p, q, base)


@misconception(
    "cross_entropy",
    "An epsilon in the logarithm turns infinity into about 27 nats and hides a model that excludes the truth. Add nothing: "
    "select the entries with p > 0 and let log 0 be -inf.",
    example=([0.5, 0.5], [1, 0]),
)
def cross_entropy_with_epsilon(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(-np.sum(p * np.log(q + 1e-12)) / math.log(base))


@misconception(
    "cross_entropy",
    "0 * log(0) is nan in floating point. Outcomes with p = 0 never happen: leave them out of the sum.",
    example=([1, 0], [1, 0]),
)
def cross_entropy_nan_at_zero(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(0.0 - np.sum(p * np.log(q)) / math.log(base))


@misconception(
    "cross_entropy",
    "The terms are averaged over the outcomes. They are weighted by p already: add them up.",
    example=([0.9, 0.1], [0.5, 0.5]),
)
def cross_entropy_as_a_mean(p, q, base=math.e):
    return cross_entropy(p, q, base) / len(p)


@misconception(
    "cross_entropy",
    "The roles are exchanged: the truth p weights, and the belief q stands inside the logarithm.",
    example=([0.9, 0.1], [0.5, 0.5]),
)
def cross_entropy_with_swapped_arguments(p, q, base=math.e):
    return cross_entropy(q, p, base)


@misconception(
    "cross_entropy",
    "This is always in nats: the base is ignored. Divide by math.log(base).",
    example=([0.5, 0.5], [0.25, 0.75], 2),
)
def cross_entropy_with_natural_log_only(p, q, base=math.e):
    return cross_entropy(p, q)


@misconception(
    "cross_entropy",
    "The sum is divided by the base. To change the base of a logarithm, divide by the logarithm of the base.",
    example=([0.5, 0.5], [0.25, 0.75]),
)
def cross_entropy_divided_by_base(p, q, base=math.e):
    return cross_entropy(p, q) / base


@misconception(
    "cross_entropy",
    "The minus sign is missing: logarithms of probabilities are negative, the cost is not.",
    example=([0.5, 0.5], [0.25, 0.75]),
)
def cross_entropy_without_minus(p, q, base=math.e):
    return -cross_entropy(p, q, base)


@misconception(
    "cross_entropy",
    "Terms with q = 0 are dropped, so excluding the truth costs nothing. Drop the terms with p = 0 only.",
    example=([0.5, 0.5], [1, 0]),
)
def cross_entropy_dropping_zeros_of_q(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    kept = q > 0
    return float(0.0 - np.sum(p[kept] * np.log(q[kept])) / math.log(base))


@misconception(
    "cross_entropy",
    "This is the binary cross-entropy of every outcome, with terms (1 - p) log(1 - q). For one distribution over V outcomes "
    "the sum has p log q only.",
    example=([0.9, 0.1], [0.5, 0.5]),
)
def cross_entropy_as_binary(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    happens, fails = p > 0, p < 1
    total = np.sum(p[happens] * np.log(q[happens])) + np.sum((1 - p[fails]) * np.log(1 - q[fails]))
    return float(0.0 - total / math.log(base))


@misconception(
    "cross_entropy",
    "Shapes are not compared, and numpy stretches a single entry over all outcomes. Raise ValueError unless p and q have "
    "the same shape.",
    example=([0.5, 0.5], [1.0]),
)
def cross_entropy_broadcasting(p, q, base=math.e):
    p, q = np.broadcast_arrays(as_distribution(p, "p"), as_distribution(q, "q"))
    return float(0.0 - np.sum(p[p > 0] * np.log(q[p > 0])) / math.log(base))


@misconception(
    "cross_entropy",
    "The arguments are not checked, so counts or negative numbers give a result. Raise ValueError unless both are "
    "distributions.",
    example=([0.5, 0.5], [2, 6]),
)
def cross_entropy_without_checks(p, q, base=math.e):
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    return float(0.0 - np.sum(p[p > 0] * np.log(q[p > 0])) / math.log(base))


# 4.4 kl_divergence


@misconception(
    "kl_divergence",
    "Terms with q = 0 are dropped, which hides the infinity: p happens where q says never. Drop the terms with p = 0 only.",
    example=([0.5, 0.5], [1, 0]),
)
def kl_divergence_dropping_zeros_of_q(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    kept = (p > 0) & (q > 0)
    return float(np.sum(p[kept] * np.log(p[kept] / q[kept])) / math.log(base))


@misconception(
    "kl_divergence",
    "An epsilon inside the logarithm makes an infinite divergence finite. Add nothing: select the entries with p > 0 and "
    "let log 0 be -inf.",
    example=([0.5, 0.5], [1, 0]),
)
def kl_divergence_with_epsilon(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return max(0.0, float(np.sum(p * np.log((p + 1e-10) / (q + 1e-10))))) / math.log(base)


@misconception(
    "kl_divergence",
    "0 * log(0 / q) is nan in floating point. Outcomes with p = 0 add nothing: leave them out of the sum.",
    example=([1, 0], [0.5, 0.5]),
)
def kl_divergence_nan_at_zero(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(np.sum(p * (np.log(p) - np.log(q))) / math.log(base))


@misconception(
    "kl_divergence",
    "The terms are averaged over the outcomes, as torch's reduction='mean' does. The divergence is their sum.",
    example=([0.5, 0.5], [0.9, 0.1]),
)
def kl_divergence_as_a_mean(p, q, base=math.e):
    return kl_divergence(p, q, base) / len(p)


@misconception(
    "kl_divergence",
    "This is KL(q || p). The first argument is the truth: it weights the terms and stands in the numerator.",
    example=([0.5, 0.5], [0.9, 0.1]),
)
def kl_divergence_reversed(p, q, base=math.e):
    return kl_divergence(q, p, base)


@misconception(
    "kl_divergence",
    "This is the mean of both directions. KL(p || q) has one direction, weighted by p.",
    example=([0.5, 0.5], [0.9, 0.1]),
)
def kl_divergence_symmetrised(p, q, base=math.e):
    return (kl_divergence(p, q, base) + kl_divergence(q, p, base)) / 2


@misconception(
    "kl_divergence",
    "This is always in nats: the base is ignored. Divide by math.log(base).",
    example=([0.5, 0.5], [0.25, 0.75], 2),
)
def kl_divergence_with_natural_log_only(p, q, base=math.e):
    return kl_divergence(p, q)


@misconception(
    "kl_divergence",
    "The sum is divided by the base. To change the base of a logarithm, divide by the logarithm of the base.",
    example=([0.5, 0.5], [0.25, 0.75]),
)
def kl_divergence_divided_by_base(p, q, base=math.e):
    return kl_divergence(p, q) / base


@misconception(
    "kl_divergence",
    "A bracket is missing: p * log(p) - log(q) does not weight log q. Write p * (log(p) - log(q)).",
    example=([0.5, 0.5], [0.25, 0.75]),
)
def kl_divergence_without_bracket(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    p, q = p[p > 0], q[p > 0]
    return float(np.sum(p * np.log(p) - np.log(q)) / math.log(base))


@misconception(
    "kl_divergence",
    "This is the cross-entropy, the whole cost of believing q. Subtract the entropy of p, the part that no belief avoids.",
    example=([0.5, 0.5], [0.25, 0.75]),
)
def kl_divergence_as_cross_entropy(p, q, base=math.e):
    return cross_entropy(p, q, base)


@misconception(
    "kl_divergence",
    "Each term is made positive. Single terms may be negative, only their sum is not: add them with their signs.",
    example=([0.5, 0.5], [0.25, 0.75]),
)
def kl_divergence_of_absolute_terms(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    p, q = p[p > 0], q[p > 0]
    return float(np.sum(np.abs(p * (np.log(p) - np.log(q)))) / math.log(base))


@misconception(
    "kl_divergence",
    "The ratio p / q overflows where q is tiny, and the result is infinite although q is not 0. Use log(p) - log(q).",
    example=([0.25, 0.75], [1e-310, 1.0]),
)
def kl_divergence_with_a_ratio(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    p, q = p[p > 0], q[p > 0]
    return max(0.0, float(np.sum(p * np.log(p / q)))) / math.log(base)


@misconception(
    "kl_divergence",
    "The arguments are not checked, so counts, or arrays of different lengths, give a result. Raise ValueError unless both "
    "are distributions of the same shape.",
    example=([0.5, 0.5], [2, 6]),
)
def kl_divergence_without_checks(p, q, base=math.e):
    p, q = np.broadcast_arrays(np.array(p, dtype=float), np.array(q, dtype=float))
    p, q = p[p > 0], q[p > 0]
    return max(0.0, float(np.sum(p * (np.log(p) - np.log(q))))) / math.log(base)


# 4.5 perplexity


@misconception(
    "perplexity",
    "This averages the perplexities of the tokens, which is larger (Jensen). Take the mean first, then the exponential.",
    example=([0.1, 2, 5],),
)
def perplexity_as_mean_of_exp(token_nlls):
    return float(np.mean(np.exp(_checked_losses(token_nlls))))


@misconception(
    "perplexity",
    "2 to the mean fits losses in bits, but these are in nats. Base and logarithm must match: use exp.",
    example=([0.1, 2, 5],),
)
def perplexity_with_base_two(token_nlls):
    return float(2 ** np.mean(_checked_losses(token_nlls)))


@misconception(
    "perplexity",
    "The sign is turned once too often: the losses are negative log-likelihoods already. Return exp(mean), not exp(-mean).",
    example=([0.1, 2, 5],),
)
def perplexity_with_extra_minus(token_nlls):
    return float(np.exp(-np.mean(_checked_losses(token_nlls))))


@misconception(
    "perplexity",
    "The losses are summed, not averaged, so the result grows with the length of the text. Use their mean.",
    example=([0.1, 2, 5],),
)
def perplexity_of_the_sum(token_nlls):
    return float(np.exp(np.sum(_checked_losses(token_nlls))))


@misconception(
    "perplexity",
    "This is the mean loss in nats. Perplexity is its exponential.",
    example=([0.1, 2, 5],),
)
def perplexity_without_exp(token_nlls):
    return float(np.mean(_checked_losses(token_nlls)))


@misconception(
    "perplexity",
    "The product of the probabilities of a long text underflows to 0. Stay with logarithms: exp of the mean loss.",
    example=([2.0] * 1000,),
)
def perplexity_from_a_product(token_nlls):
    nlls = _checked_losses(token_nlls)
    product = np.prod(np.exp(-nlls))
    return float(product ** (-1 / nlls.size)) if product > 0 else math.inf


@misconception(
    "perplexity",
    "Infinite losses are left out, which hides that the model excluded what happened. One impossible token makes the "
    "perplexity infinite.",
    example=([0.5, math.inf],),
)
def perplexity_without_impossible_tokens(token_nlls):
    nlls = _checked_losses(token_nlls)
    possible = nlls[np.isfinite(nlls)]
    return perplexity(possible) if possible.size else math.inf


@misconception(
    "perplexity",
    "An empty text gives nan or 0 here. It has no perplexity: raise ValueError.",
    example=([],),
)
def perplexity_of_nothing(token_nlls):
    return perplexity(token_nlls) if len(token_nlls) > 0 else math.nan


@misconception(
    "perplexity",
    "Negative values are accepted and give a perplexity below 1. They are log-likelihoods, not losses: raise ValueError.",
    example=([-0.5, -1.0],),
)
def perplexity_of_log_likelihoods(token_nlls):
    nlls = np.asarray(token_nlls, dtype=float)
    if nlls.size == 0:
        raise ValueError("no tokens")
    return float(np.exp(nlls.mean()))


@misconception(
    "perplexity",
    "math.exp raises OverflowError above 709.7. Use np.exp, which gives the promised inf.",
    example=([800.0],),
)
def perplexity_overflowing(token_nlls):
    return math.exp(np.mean(_checked_losses(token_nlls)))


def _checked_losses(token_nlls):
    """The losses as an array, refused where the exercise says so."""
    nlls = np.asarray(token_nlls, dtype=float)
    if nlls.size == 0 or not np.all(nlls >= 0):
        raise ValueError("not the losses of a text")
    return nlls


# 4.6 logsumexp


@misconception(
    "logsumexp",
    "exp(1000) is infinite and exp(-1000) is 0 in floating point. Subtract the maximum before the exponential, and add it "
    "back after the logarithm.",
    example=([1000, 1000],),
)
def logsumexp_naive(x):
    return float(np.log(np.sum(np.exp(np.asarray(x, dtype=float)))))


@misconception(
    "logsumexp",
    "The maximum is subtracted but never added back.",
    example=([1, 2],),
)
def logsumexp_without_adding_back(x):
    x = np.asarray(x, dtype=float)
    top = x.max(initial=-np.inf)
    return float(np.log(np.exp(x - top).sum())) if np.isfinite(top) else float(top)


@misconception(
    "logsumexp",
    "This is the maximum, which log-sum-exp only approximates. The other entries count too: add log(sum(exp(x - max))).",
    example=([1, 1],),
)
def logsumexp_as_maximum(x):
    return float(np.max(x, initial=-np.inf))


@misconception(
    "logsumexp",
    "This is the logarithm of the mean. Nothing is divided by n in log-sum-exp.",
    example=([1, 1],),
)
def logsumexp_as_log_mean(x):
    x = np.asarray(x, dtype=float)
    top = x.max(initial=-np.inf)
    return float(top + np.log(np.exp(x - top).mean())) if np.isfinite(top) else float(top)


@misconception(
    "logsumexp",
    "Clipping the exponents avoids infinities but gives wrong numbers. Shift by the maximum: it changes nothing on paper.",
    example=([1000, 1000],),
)
def logsumexp_clipped(x):
    return float(np.log(np.sum(np.exp(np.clip(np.asarray(x, dtype=float), -700, 700)))))


@misconception(
    "logsumexp",
    "The shift is the mean, so the largest exponent can still overflow. Shift by the maximum.",
    example=([-1000, 0, 2000],),
)
def logsumexp_shifted_by_mean(x):
    x = np.asarray(x, dtype=float)
    if x.size == 0 or not np.isfinite(x.max()):
        return float(x.max(initial=-np.inf))
    shift = x[np.isfinite(x)].mean()
    return float(shift + np.log(np.exp(x - shift).sum()))


@misconception(
    "logsumexp",
    "The shift is the largest absolute value: for very negative numbers every exponential then is 0. Shift by the maximum, "
    "with its sign.",
    example=([-1000, -1000],),
)
def logsumexp_shifted_by_absolute_maximum(x):
    x = np.asarray(x, dtype=float)
    finite = np.abs(x[np.isfinite(x)])
    if finite.size == 0 or x.max() == np.inf:
        return float(x.max(initial=-np.inf))
    return float(finite.max() + np.log(np.exp(x - finite.max()).sum()))


@misconception(
    "logsumexp",
    "An infinite maximum is subtracted from itself, which is nan. Return the maximum at once if it is infinite.",
    example=([-math.inf, -math.inf],),
)
def logsumexp_nan_for_infinite_maximum(x):
    x = np.asarray(x, dtype=float)
    top = x.max(initial=-np.inf)
    return float(top + np.log(np.exp(x - top).sum())) if x.size else -math.inf


@misconception(
    "logsumexp",
    "An empty x has no maximum, and the error comes through. An empty sum is 0 and its logarithm -inf: use "
    "x.max(initial=-np.inf), or treat it first.",
    example=([],),
)
def logsumexp_raising_on_nothing(x):
    x = np.asarray(x, dtype=float)
    top = x.max()
    return float(top + np.log(np.exp(x - top).sum())) if np.isfinite(top) else float(top)


@misconception(
    "logsumexp",
    "x -= x.max() changes the caller's array. Write x - x.max(), which makes a new one.",
    example=(np.array([1.0, 3.0, 2.0]),),
)
def logsumexp_in_place(x):
    x = np.asarray(x)
    if x.size == 0:
        return -math.inf
    top = x.max()
    if np.isinf(top):
        return float(top)
    x -= top
    return float(top + np.log(np.exp(x).sum()))


# 4.7 log_softmax


@misconception(
    "log_softmax",
    "x - logsumexp(x) loses log V when the logits are huge: it disappears in the sum with the maximum. Subtract the maximum "
    "from x first, and then only the logarithm of the sum.",
    example=([[1e20, 1e20]],),
)
def log_softmax_minus_logsumexp(x):
    x = np.asarray(x, dtype=float)
    top = x.max(axis=-1, keepdims=True)
    return x - (top + np.log(np.exp(x - top).sum(axis=-1, keepdims=True)))


@misconception(
    "log_softmax",
    "The exponentials of large logits overflow. Subtract each row's maximum first; it cancels.",
    example=([[1000, 1]],),
)
def log_softmax_naive(x):
    e = np.exp(np.asarray(x, dtype=float))
    return np.log(e / e.sum(axis=-1, keepdims=True))


@misconception(
    "log_softmax",
    "This takes the logarithm of a softmax, where unlikely tokens are 0 already and become -inf. Never form the softmax: "
    "log(a / b) = log a - log b, and log exp cancels.",
    example=([1000, 1],),
)
def log_softmax_as_log_of_softmax(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.log(e / e.sum(axis=-1, keepdims=True))


@misconception(
    "log_softmax",
    "A small number is added to the probabilities to avoid log 0, so unlikely tokens all get about -27.6. Never form the "
    "softmax, then there is no log 0.",
    example=([1000, 1],),
)
def log_softmax_with_epsilon(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.log(e / e.sum(axis=-1, keepdims=True) + 1e-12)


@misconception(
    "log_softmax",
    "The first axis is normalised, across the batch. Each row along the last axis is a distribution: use axis=-1.",
    example=([[0.0, 1.0, 2.0], [3.0, 3.0, 3.0]],),
)
def log_softmax_over_the_first_axis(x):
    x = np.asarray(x, dtype=float)
    shifted = x - x.max(axis=0)
    return shifted - np.log(np.exp(shifted).sum(axis=0))


@misconception(
    "log_softmax",
    "All entries are normalised together. Each row along the last axis is a distribution: use axis=-1 and keepdims=True.",
    example=([[0.0, 1.0, 2.0], [3.0, 3.0, 3.0]],),
)
def log_softmax_over_everything(x):
    x = np.asarray(x, dtype=float)
    shifted = x - x.max()
    return shifted - np.log(np.exp(shifted).sum())


@misconception(
    "log_softmax",
    "keepdims=True is missing: the rows' maxima and sums are then lined up with the columns. Keep the reduced axis.",
    example=([[0.0, 1.0], [3.0, 3.0]],),
)
def log_softmax_without_keepdims(x):
    x = np.asarray(x, dtype=float)
    shifted = x - x.max(axis=-1)
    return shifted - np.log(np.exp(shifted).sum(axis=-1))


@misconception(
    "log_softmax",
    "The maximum of the whole array is subtracted: a row of much smaller logits underflows to log 0. Subtract each row's own "
    "maximum.",
    example=([[0.0, 0.0], [2000.0, 2000.0]],),
)
def log_softmax_with_a_global_maximum(x):
    x = np.asarray(x, dtype=float)
    shifted = x - x.max()
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


@misconception(
    "log_softmax",
    "These are probabilities. Their logarithms are asked for.",
    example=([0.0, 0.0],),
)
def log_softmax_as_softmax(x):
    return np.exp(log_softmax(x))


@misconception(
    "log_softmax",
    "The maximum is subtracted, but the logarithm of the sum is not: the exponentials do not add up to 1.",
    example=([0.0, 0.0],),
)
def log_softmax_only_shifted(x):
    x = np.asarray(x, dtype=float)
    return x - x.max(axis=-1, keepdims=True)


@misconception(
    "log_softmax",
    "x -= ... changes the caller's logits. Write x - ..., which makes a new array.",
    example=(np.array([1.0, 3.0, 2.0]),),
)
def log_softmax_in_place(x):
    x = np.asarray(x)
    x -= x.max(axis=-1, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))


# 4.8 cross_entropy_loss


@misconception(
    "cross_entropy_loss",
    "A softmax is applied twice: probabilities are treated as logits, and the loss cannot fall to 0 any more. Apply "
    "log_softmax once, to the raw logits.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2]),
)
def cross_entropy_loss_with_double_softmax(logits, targets):
    return cross_entropy_loss(np.exp(log_softmax(logits)), targets)


@misconception(
    "cross_entropy_loss",
    "The logarithm of a softmax without a shift: large logits overflow to nan. Use log_softmax.",
    example=([[2000, -1000, 0], [0, 1000, 5000], [1000, 1000, 1000]], [0, 1, 2]),
)
def cross_entropy_loss_naive(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    e = np.exp(logits)
    q = e / e.sum(axis=1, keepdims=True)
    return float(0.0 - np.log(q[np.arange(len(q)), targets]).mean())


@misconception(
    "cross_entropy_loss",
    "1e-12 is added to the probability, so no loss can exceed 27.6 and all are slightly wrong. Use log_softmax, which needs "
    "no epsilon.",
    example=([[0.0, -40.0]], [1]),
)
def cross_entropy_loss_with_epsilon(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    q = np.exp(log_softmax(logits))
    return float(-np.log(q[np.arange(len(q)), targets] + 1e-12).mean())


@misconception(
    "cross_entropy_loss",
    "The losses are summed over the batch, so the loss grows with the batch size. Use their mean.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2]),
)
def cross_entropy_loss_summed(logits, targets):
    return cross_entropy_loss(logits, targets) * len(targets)


@misconception(
    "cross_entropy_loss",
    "The mean runs over all N times V entries of the one-hot form, most of them 0. Divide by the number of rows N only.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2]),
)
def cross_entropy_loss_averaged_over_the_vocabulary(logits, targets):
    return cross_entropy_loss(logits, targets) / len(logits[0])


@misconception(
    "cross_entropy_loss",
    "log_q[:, targets] takes every target in every row, N times N numbers. Pair rows and targets: "
    "log_q[np.arange(N), targets].",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2]),
)
def cross_entropy_loss_of_all_pairs(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    return float(0.0 - log_softmax(logits)[:, targets].mean())


@misconception(
    "cross_entropy_loss",
    "The minus sign is missing: log-probabilities are negative, the loss is not.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2]),
)
def cross_entropy_loss_without_minus(logits, targets):
    return -cross_entropy_loss(logits, targets)


@misconception(
    "cross_entropy_loss",
    "The softmax runs over the batch. Each row of logits is one distribution: normalise along the last axis.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2]),
)
def cross_entropy_loss_normalised_over_the_batch(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    log_q = log_softmax(logits.T).T
    return float(0.0 - log_q[np.arange(len(log_q)), targets].mean())


@misconception(
    "cross_entropy_loss",
    "These are the losses of the rows. The loss of the batch is one number, their mean.",
    example=([[2, -1, 0], [0, 1, 5]], [0, 1]),
)
def cross_entropy_loss_without_the_mean(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    log_q = log_softmax(logits)
    return 0.0 - log_q[np.arange(len(log_q)), targets]


@misconception(
    "cross_entropy_loss",
    "This uses the token that the model likes best. The loss is about the token that followed: the target.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2]),
)
def cross_entropy_loss_of_the_likeliest_token(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    return float(0.0 - log_softmax(logits).max(axis=-1).mean())


@misconception(
    "cross_entropy_loss",
    "This is in bits. The loss is in nats, with the natural logarithm.",
    example=([[0, 0]], [1]),
)
def cross_entropy_loss_in_bits(logits, targets):
    return cross_entropy_loss(logits, targets) / math.log(2)


@misconception(
    "cross_entropy_loss",
    "A negative target counts from the end of the vocabulary, so a padding mark such as -100 is trained on silently. Raise "
    "ValueError for targets below 0.",
    example=([[0.0, 1.0, 2.0]], [-1]),
)
def cross_entropy_loss_with_wrapping_targets(logits, targets):
    targets = np.asarray(targets)
    vocabulary = np.shape(logits)[-1]
    wraps = (targets < 0) & (targets >= -vocabulary)
    return cross_entropy_loss(logits, np.where(wraps, targets + vocabulary, targets))


@misconception(
    "cross_entropy_loss",
    "Targets of shape (N, 1) pick N times N numbers instead of N, and the mean hides it. Raise ValueError unless targets "
    "have shape (N,).",
    example=([[0.0, 1.0, 2.0], [4.0, 0.0, 0.0]], [[0], [1]]),
)
def cross_entropy_loss_with_column_targets(logits, targets):
    targets = np.asarray(targets)
    if targets.ndim != 2:
        return cross_entropy_loss(logits, targets)
    log_q = log_softmax(logits)
    return float(0.0 - log_q[np.arange(len(log_q)), targets].mean())


@misconception(
    "cross_entropy_loss",
    "The mean of an empty batch is nan here. There is nothing to average: raise ValueError.",
    example=(np.zeros((0, 3)), np.zeros(0, dtype=int)),
)
def cross_entropy_loss_of_an_empty_batch(logits, targets):
    return cross_entropy_loss(logits, targets) if len(logits) > 0 else math.nan


def _checked_batch(logits, targets):
    """The arguments as arrays, refused where the exercise says so."""
    cross_entropy_loss(logits, targets)
    return np.asarray(logits, dtype=float), np.asarray(targets)


# 4.9 mutual_information


@misconception(
    "mutual_information",
    "This is H(X) + H(Y). What both tell was counted twice: subtract the joint entropy H(X, Y).",
    example=([[0.4, 0.1], [0.1, 0.4]],),
)
def mutual_information_without_joint_entropy(joint, base=math.e):
    joint = as_distribution(joint)
    return entropy(joint.sum(axis=1), base) + entropy(joint.sum(axis=0), base)


@misconception(
    "mutual_information",
    "This is the joint entropy H(X, Y), all that both tell. The shared part is H(X) + H(Y) - H(X, Y).",
    example=([[0.4, 0.1], [0.1, 0.4]],),
)
def mutual_information_as_joint_entropy(joint, base=math.e):
    return entropy(np.ravel(joint), base)


@misconception(
    "mutual_information",
    "This is H(X, Y) - H(Y), what remains unknown about X when Y is known. Subtract it from H(X) to get what Y tells.",
    example=([[0.4, 0.1], [0.1, 0.4]],),
)
def mutual_information_as_conditional_entropy(joint, base=math.e):
    joint = as_distribution(joint)
    return max(0.0, entropy(joint.ravel(), base) - entropy(joint.sum(axis=0), base))


@misconception(
    "mutual_information",
    "The divergence runs the wrong way, from the product of the margins to the joint table. The joint table is the truth "
    "and comes first.",
    example=([[0.4, 0.1], [0.1, 0.4]],),
)
def mutual_information_reversed(joint, base=math.e):
    joint = as_distribution(joint)
    product = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    return kl_divergence(product.ravel(), joint.ravel(), base)


@misconception(
    "mutual_information",
    "The result is divided by the joint entropy. That normalised form is another quantity: return the difference itself.",
    example=([[0.4, 0.1], [0.1, 0.4]],),
)
def mutual_information_normalised(joint, base=math.e):
    joint = as_distribution(joint)
    together = entropy(joint.ravel())
    shared = entropy(joint.sum(axis=1)) + entropy(joint.sum(axis=0)) - together
    return max(0.0, shared / together) if together > 0 else 0.0


@misconception(
    "mutual_information",
    "This is always in nats: the base is ignored. Pass base on to the entropies.",
    example=([[0.5, 0.0], [0.0, 0.5]], 2),
)
def mutual_information_with_natural_log_only(joint, base=math.e):
    joint = as_distribution(joint)
    shared = entropy(joint.sum(axis=1)) + entropy(joint.sum(axis=0)) - entropy(joint.ravel())
    return max(0.0, shared)


@misconception(
    "mutual_information",
    "Cells of probability 0 give 0 * log 0 = nan. They never occur: leave them out of the sum.",
    example=([[0.5, 0.0], [0.0, 0.5]],),
)
def mutual_information_nan_at_zero(joint, base=math.e):
    joint = as_distribution(joint)
    product = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    return float(np.sum(joint * np.log(joint / product)) / math.log(base))


@misconception(
    "mutual_information",
    "The table is not checked, or it is normalised, so counts are accepted. Raise ValueError unless all cells are >= 0 and "
    "sum to 1.",
    example=([[3, 1], [2, 2]],),
)
def mutual_information_of_counts(joint, base=math.e):
    joint = np.array(joint, dtype=float)
    joint /= joint.sum()
    shared = entropy(joint.sum(axis=1), base) + entropy(joint.sum(axis=0), base) - entropy(joint.ravel(), base)
    return max(0.0, shared)


# 4.10 corpus_perplexity


@misconception(
    "corpus_perplexity",
    "The batch means are averaged as if all batches had the same size. Weight each by its number of tokens.",
    example=([1, 5], [2, 8]),
)
def corpus_perplexity_as_mean_of_means(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    return float(np.exp(means[tokens > 0].mean()))


@misconception(
    "corpus_perplexity",
    "The perplexities of the batches are averaged. Average losses, weighted by tokens, and take the exponential once, at "
    "the end.",
    example=([1, 5], [2, 8]),
)
def corpus_perplexity_as_mean_of_perplexities(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    return float(np.exp(means[tokens > 0]).mean())


@misconception(
    "corpus_perplexity",
    "The weights are right, but perplexities are averaged with them. Average the losses, then take the exponential.",
    example=([1, 5], [2, 8]),
)
def corpus_perplexity_as_weighted_mean_of_perplexities(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    used = tokens > 0
    return float(np.average(np.exp(means[used]), weights=tokens[used]))


@misconception(
    "corpus_perplexity",
    "The total loss is divided by the number of batches. Divide it by the number of tokens.",
    example=([1, 5], [2, 8]),
)
def corpus_perplexity_per_batch(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    used = tokens > 0
    return float(np.exp(np.sum(means[used] * tokens[used]) / used.sum()))


@misconception(
    "corpus_perplexity",
    "The batch losses are taken for sums and divided by all tokens. They are means: multiply each by its tokens first.",
    example=([1, 5], [2, 8]),
)
def corpus_perplexity_taking_means_for_sums(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    return float(np.exp(means[tokens > 0].sum() / tokens.sum()))


@misconception(
    "corpus_perplexity",
    "2 to the mean fits losses in bits, but these are in nats. Base and logarithm must match: use exp.",
    example=([1, 5], [2, 8]),
)
def corpus_perplexity_with_base_two(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    used = tokens > 0
    return float(2 ** np.average(means[used], weights=tokens[used]))


@misconception(
    "corpus_perplexity",
    "This is the mean loss per token, in nats. Perplexity is its exponential.",
    example=([1, 5], [2, 8]),
)
def corpus_perplexity_without_exp(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    used = tokens > 0
    return float(np.average(means[used], weights=tokens[used]))


@misconception(
    "corpus_perplexity",
    "A batch without tokens has the mean nan, and 0 * nan is nan. Leave such batches out.",
    example=([1.5, math.nan], [4, 0]),
)
def corpus_perplexity_poisoned_by_an_empty_batch(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    return float(np.exp(np.sum(means * tokens) / tokens.sum()))


@misconception(
    "corpus_perplexity",
    "The arguments are not checked: no tokens at all gives nan, and a list of one is stretched over all batches. Raise "
    "ValueError.",
    example=([1.0, 2.0], [3]),
)
def corpus_perplexity_without_checks(batch_mean_nll, batch_tokens):
    means, tokens = np.broadcast_arrays(np.asarray(batch_mean_nll, dtype=float), np.asarray(batch_tokens))
    used = tokens != 0
    return float(np.exp(np.sum(means[used] * tokens[used]) / tokens.sum()))


def _checked_batches(batch_mean_nll, batch_tokens):
    """The arguments as arrays, refused where the exercise says so."""
    means, tokens = np.asarray(batch_mean_nll, dtype=float), np.asarray(batch_tokens)
    if means.shape != tokens.shape or np.any(tokens < 0) or tokens.sum() == 0 or not np.all(means[tokens > 0] >= 0):
        raise ValueError("not the losses and tokens of a corpus")
    return means, tokens


# 4.11 label_smoothed_loss


@misconception(
    "label_smoothed_loss",
    "eps is spread over the other V - 1 tokens only. Here, as in PyTorch, every token gets eps / V, the target included.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2], 0.3),
)
def label_smoothed_loss_over_the_others(logits, targets, eps):
    plain, uniform, vocabulary = _loss_parts(logits, targets, eps)
    share = eps / (vocabulary - 1)
    return (1 - eps - share) * plain + share * vocabulary * uniform


@misconception(
    "label_smoothed_loss",
    "This only scales the loss by 1 - eps. The share eps that was taken from the target must be spread over all tokens.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2], 0.3),
)
def label_smoothed_loss_only_scaled(logits, targets, eps):
    plain, _, _ = _loss_parts(logits, targets, eps)
    return (1 - eps) * plain


@misconception(
    "label_smoothed_loss",
    "eps * log V is added, the entropy of the uniform distribution. The smoothed part is a cross-entropy with the model: "
    "eps times the mean of -log q over all tokens.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2], 0.3),
)
def label_smoothed_loss_with_constant_entropy(logits, targets, eps):
    plain, _, vocabulary = _loss_parts(logits, targets, eps)
    return (1 - eps) * plain + eps * math.log(vocabulary)


@misconception(
    "label_smoothed_loss",
    "eps goes to every token in full: the target's weights add up to more than 1. Each token gets eps / V.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2], 0.3),
)
def label_smoothed_loss_without_dividing_by_v(logits, targets, eps):
    plain, uniform, vocabulary = _loss_parts(logits, targets, eps)
    return (1 - eps) * plain + eps * vocabulary * uniform


@misconception(
    "label_smoothed_loss",
    "The target keeps 1 - eps and misses its own share eps / V, so the weights sum to less than 1. Its weight is "
    "1 - eps + eps / V.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2], 0.3),
)
def label_smoothed_loss_without_the_targets_share(logits, targets, eps):
    plain, uniform, vocabulary = _loss_parts(logits, targets, eps)
    return (1 - eps - eps / vocabulary) * plain + eps * uniform


@misconception(
    "label_smoothed_loss",
    "The model's probabilities are smoothed. Smooth the target: the model's log-probabilities stay as they are.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2], 0.3),
)
def label_smoothed_loss_of_smoothed_predictions(logits, targets, eps):
    _, _, vocabulary = _loss_parts(logits, targets, eps)
    q = (1 - eps) * np.exp(log_softmax(logits)) + eps / vocabulary
    return float(0.0 - np.log(q[np.arange(len(q)), targets]).mean())


@misconception(
    "label_smoothed_loss",
    "The two weights are exchanged: the target keeps 1 - eps, and eps is spread.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2], 0.3),
)
def label_smoothed_loss_with_swapped_weights(logits, targets, eps):
    plain, uniform, _ = _loss_parts(logits, targets, eps)
    return eps * plain + (1 - eps) * uniform


@misconception(
    "label_smoothed_loss",
    "The losses are summed over the batch. Average them over the rows.",
    example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2], 0.3),
)
def label_smoothed_loss_summed(logits, targets, eps):
    plain, uniform, _ = _loss_parts(logits, targets, eps)
    return ((1 - eps) * plain + eps * uniform) * len(targets)


@misconception(
    "label_smoothed_loss",
    "The logarithm of a softmax is -inf for unlikely tokens, and label smoothing needs all tokens. Use log_softmax.",
    example=([[2000.0, 1000.0]], [0], 0.1),
)
def label_smoothed_loss_naive(logits, targets, eps):
    plain, _, _ = _loss_parts(logits, targets, eps)
    return (1 - eps) * plain + eps * float(-np.log(np.exp(log_softmax(logits))).mean())


@misconception(
    "label_smoothed_loss",
    "eps is not checked. Outside [0, 1] some weights of the target would be negative: raise ValueError.",
    example=([[0.0, 1.0]], [0], 1.5),
)
def label_smoothed_loss_without_eps_check(logits, targets, eps):
    plain, uniform, _ = _loss_parts(logits, targets, 0.0)
    return (1 - eps) * plain + eps * uniform


def _loss_parts(logits, targets, eps):
    """The loss against the one-hot targets, that against the uniform distribution, and V."""
    if not 0 <= eps <= 1:
        raise ValueError("eps must be from 0 to 1")
    plain = cross_entropy_loss(logits, targets)
    log_q = log_softmax(logits)
    return plain, float(-log_q.mean()), log_q.shape[1]


# 4.12 js_divergence


@misconception(
    "js_divergence",
    "This is the mean of KL(p || q) and KL(q || p) (Jeffreys), infinite where one side is 0. Compare each with their "
    "average m = (p + q) / 2.",
    example=([1, 0], [0, 1]),
)
def js_divergence_as_jeffreys(p, q, base=math.e):
    return (kl_divergence(p, q, base) + kl_divergence(q, p, base)) / 2


@misconception(
    "js_divergence",
    "This is the square root, the Jensen-Shannon distance that SciPy returns. The divergence is its square.",
    example=([0.9, 0.1], [0.1, 0.9]),
)
def js_divergence_as_distance(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = (p + q) / 2
    return math.sqrt((kl_divergence(p, m, base) + kl_divergence(q, m, base)) / 2)


@misconception(
    "js_divergence",
    "The two divergences are added. Each counts half.",
    example=([1, 0], [0, 1]),
)
def js_divergence_without_halving(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = (p + q) / 2
    return kl_divergence(p, m, base) + kl_divergence(q, m, base)


@misconception(
    "js_divergence",
    "Only p is compared with the average. q is, too, and the two are averaged.",
    example=([1, 0], [0.5, 0.5]),
)
def js_divergence_of_p_only(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return kl_divergence(p, (p + q) / 2, base)


@misconception(
    "js_divergence",
    "The average comes first in the divergences here. It is the belief: KL(p || m) and KL(q || m).",
    example=([0.9, 0.1], [0.5, 0.5]),
)
def js_divergence_from_the_average(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = (p + q) / 2
    return (kl_divergence(m, p, base) + kl_divergence(m, q, base)) / 2


@misconception(
    "js_divergence",
    "m = p + q is not halved, so it sums to 2 and each term is too small by log 2. Use m = (p + q) / 2.",
    example=([1, 0], [0.5, 0.5]),
)
def js_divergence_with_the_sum(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = (p + q) / 2
    return (kl_divergence(p, m, base) + kl_divergence(q, m, base)) / 2 - math.log(2) / math.log(base)


@misconception(
    "js_divergence",
    "This is always in nats: the base is ignored. Pass base on to the divergences.",
    example=([1, 0], [0, 1], 2),
)
def js_divergence_with_natural_log_only(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = (p + q) / 2
    return (kl_divergence(p, m) + kl_divergence(q, m)) / 2


@misconception(
    "js_divergence",
    "The middle is the geometric mean, which is 0 where either is 0. Use the arithmetic mean (p + q) / 2.",
    example=([0.9, 0.1], [0.5, 0.5]),
)
def js_divergence_with_a_geometric_middle(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = np.sqrt(p * q)
    if m.sum() == 0:
        return math.inf
    return (kl_divergence(p, m / m.sum(), base) + kl_divergence(q, m / m.sum(), base)) / 2


@misconception(
    "js_divergence",
    "0 * log(0) is nan in floating point. Outcomes of probability 0 add nothing: leave them out of each sum.",
    example=([1, 0], [0, 1]),
)
def js_divergence_nan_at_zero(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    m = (p + q) / 2
    return float(np.sum(p * np.log(p / m) + q * np.log(q / m)) / 2 / math.log(base))


@misconception(
    "js_divergence",
    "The arguments are not checked, so counts, or arrays of different lengths, give a result. Raise ValueError unless both "
    "are distributions of the same shape.",
    example=([0.5, 0.5], [2, 6]),
)
def js_divergence_without_checks(p, q, base=math.e):
    p, q = np.broadcast_arrays(np.array(p, dtype=float), np.array(q, dtype=float))
    m = (p + q) / 2
    terms = [np.sum(a[a > 0] * np.log(a[a > 0] / m[a > 0])) for a in (p, q)]
    return max(0.0, float(sum(terms)) / 2) / math.log(base)


# 4.13 bits_per_byte


@misconception(
    "bits_per_byte",
    "These are nats per byte. One bit is ln 2 nats: divide by math.log(2).",
    example=(3, 100, 400),
)
def bits_per_byte_in_nats(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token * tokens / n_bytes


@misconception(
    "bits_per_byte",
    "Tokens and bytes are exchanged. Per token times tokens is the whole text: multiply by tokens, divide by bytes.",
    example=(3, 100, 400),
)
def bits_per_byte_with_inverted_ratio(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token / math.log(2) * n_bytes / tokens


@misconception(
    "bits_per_byte",
    "The loss is multiplied by ln 2. A nat is more than a bit (1.44 bits), so there must be more bits than nats: divide.",
    example=(3, 100, 400),
)
def bits_per_byte_multiplied_by_ln_2(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token * math.log(2) * tokens / n_bytes


@misconception(
    "bits_per_byte",
    "These are bits per token. Multiply by tokens and divide by bytes.",
    example=(3, 100, 400),
)
def bits_per_byte_per_token(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token / math.log(2)


@misconception(
    "bits_per_byte",
    "log2 is applied to the loss. The loss is a logarithm already: to change its base, divide it by ln 2.",
    example=(3, 100, 400),
)
def bits_per_byte_with_log2_of_the_loss(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return math.log2(nats_per_token) * tokens / n_bytes if nats_per_token > 0 else 0.0


@misconception(
    "bits_per_byte",
    "tokens // n_bytes is an integer division, and 0 for every real text. Use /.",
    example=(3, 100, 400),
)
def bits_per_byte_with_integer_division(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token / math.log(2) * (tokens // n_bytes)


@misconception(
    "bits_per_byte",
    "The perplexity is converted. Bits per byte are linear in the loss: no exponential.",
    example=(3, 100, 400),
)
def bits_per_byte_of_the_perplexity(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return float(np.exp(nats_per_token)) / math.log(2) * tokens / n_bytes


@misconception(
    "bits_per_byte",
    "The arguments are not checked. Raise ValueError for a negative loss, and unless tokens and n_bytes are positive.",
    example=(-1.0, 10, 40),
)
def bits_per_byte_without_checks(nats_per_token, tokens, n_bytes):
    return nats_per_token / math.log(2) * tokens / n_bytes


def _check_measurement(nats_per_token, tokens, n_bytes):
    """Refuse what the exercise refuses."""
    if not nats_per_token >= 0 or tokens <= 0 or n_bytes <= 0:
        raise ValueError("not a measurement")
