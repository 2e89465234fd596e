"""6.2 `total_probability`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import (
    FLOAT32_SUMS,
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    dyadic_sparse_distributions,
    float32_softmax,
    mistakes_of,
)
from autograder.content.s06_bayes.shared import refuses_bad_hypotheses, updates
from solutions.s06_bayes import as_prior_and_likelihood, total_probability

# Criteria


@criterion(core=True)
def test_matches_the_definition(total_probability, reference, rng):
    for prior, likelihood in updates(rng, (2, 3, 7, 40)):
        expected = reference.total_probability(prior, likelihood)
        assert_close(total_probability(prior, likelihood), expected)
        assert_close(total_probability(prior.tolist(), likelihood.tolist()), expected)


@criterion()
def test_of_one_hypothesis_is_its_likelihood(total_probability):
    assert_close(total_probability([1.0], [0.375]), 0.375)
    assert_close(total_probability([1], [0]), 0.0)


@criterion()
def test_with_zeros_and_with_densities(total_probability, reference, rng):
    for prior in dyadic_sparse_distributions(rng, (2, 5, 9)):
        likelihood = rng.uniform(0, 30, size=prior.size)
        likelihood[0] = 0.0
        expected = reference.total_probability(prior, likelihood)
        assert_close(total_probability(prior, likelihood), expected)
    assert_close(total_probability([0.25, 0.75], [0.0, 0.0]), 0.0)


@criterion()
def test_of_tiny_likelihoods(total_probability):
    # Far below 1e-9 only the relative error counts.
    assert_close(total_probability([0.25, 0.75], [4e-200, 8e-200]), 7e-200, atol=0.0)


@criterion()
def test_refuses_what_does_not_fit(total_probability):
    refuses_bad_hypotheses(total_probability)


@criterion()
def test_accepts_the_softmax_of_a_float32_model(total_probability, reference, rng):
    for size in (5, 1000, 50_257):
        prior, likelihood = float32_softmax(rng, size), rng.uniform(0.05, 1.0, size=size)
        expected = reference.total_probability(prior, likelihood)
        assert_close(total_probability(prior, likelihood), expected, rtol=FLOAT32_SUMS)
    # Within 1e-6 of 1.
    assert_close(total_probability([0.5, 0.5 + 5e-7], [0.25, 0.75]), 0.5, rtol=FLOAT32_SUMS)


@criterion()
def test_leaves_its_arguments_unchanged(total_probability, rng):
    ((prior, likelihood),) = updates(rng, (6,))
    assert_unchanged(total_probability, prior, likelihood)
    assert_unchanged(total_probability, prior.tolist(), likelihood.tolist())


# Known mistakes


mistake = mistakes_of(total_probability, example=([0.9, 0.1], [0.2, 0.8]))


@mistake("This is the plain mean of the likelihoods, which ignores the prior. Weight each likelihood by its prior.")
def total_probability_as_plain_mean(prior, likelihood):
    _, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(likelihood.mean())


@mistake("The likelihoods are added without their weights. Multiply each by the prior of its hypothesis first.")
def total_probability_as_plain_sum(prior, likelihood):
    _, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(likelihood.sum())


@mistake("The weighted likelihoods are averaged. The weights sum to 1 already: add the products, do not divide by K.")
def total_probability_divided_by_k(prior, likelihood):
    return total_probability(prior, likelihood) / len(prior)


@mistake("These are the products of prior and likelihood, one for each hypothesis. The evidence is their sum.")
def total_probability_without_the_sum(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return prior * likelihood


@mistake("The products are multiplied with each other. The hypotheses exclude each other, so their parts add up.")
def total_probability_as_a_product(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(np.prod(prior * likelihood))


@mistake("Only the most probable hypothesis counts here. All of them may have produced the data: sum over all.")
def total_probability_of_the_likeliest(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(likelihood[prior.argmax()])


@mistake(
    "The likelihoods are normalised before they are weighted. They belong to different conditions and need not sum to 1: "
    "take them as they are.",
    example=([0.3, 0.7], [0.8, 0.05]),
)
def total_probability_of_normalised_likelihoods(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    total = likelihood.sum()
    return float(prior @ likelihood / total) if total > 0 else 0.0


@mistake(
    "The result is cut to 1. Likelihoods may be densities, and then the evidence may exceed 1, too.",
    example=([0.25, 0.75], [4.0, 2.0]),
)
def total_probability_cut_to_one(prior, likelihood):
    return min(1.0, total_probability(prior, likelihood))


@mistake(
    "Likelihoods above 1 are refused. A density may exceed 1; only negative, infinite and nan entries are wrong.",
    example=([0.25, 0.75], [4.0, 2.0]),
)
def total_probability_refusing_densities(prior, likelihood):
    if np.any(np.asarray(likelihood) > 1):
        raise ValueError("likelihood above 1")
    return total_probability(prior, likelihood)


@mistake(
    "Likelihoods that do not sum to 1 are refused. Only the prior is a distribution over the hypotheses.",
    example=([0.3, 0.7], [0.8, 0.05]),
)
def total_probability_refusing_likelihoods(prior, likelihood):
    if abs(np.sum(likelihood) - 1) > 1e-6:
        raise ValueError("likelihood")
    return total_probability(prior, likelihood)


@mistake(
    "The prior must sum to 1 within 1e-8 here, but a softmax in float32 misses 1 by up to about 1e-6. Allow that much.",
    example=(np.full(10, 0.1, dtype=np.float32), [0.5] * 10),
)
def total_probability_with_a_tight_tolerance(prior, likelihood):
    if not abs(np.sum(prior, dtype=float) - 1) <= 1e-8:
        raise ValueError("prior must sum to 1")
    return total_probability(prior, likelihood)


@mistake(
    "A prior that does not sum to 1 is normalised silently. That hides a mistake further up: raise ValueError.",
    example=([0.5, 0.4], [0.5, 0.25]),
)
def total_probability_normalising_the_prior(prior, likelihood):
    prior = np.array(prior, dtype=float)
    if not (np.all(prior >= 0) and 0 < prior.sum() < math.inf):
        raise ValueError("prior")
    return total_probability(prior / prior.sum(), likelihood)


@mistake(
    "Nothing is checked. Raise ValueError for a prior that is not a distribution, for negative or infinite likelihoods and "
    "for shapes that differ: the helper as_prior_and_likelihood does it.",
    example=([0.5, 0.4], [0.5, 0.25]),
)
def total_probability_without_checks(prior, likelihood):
    return float(np.sum(np.asarray(prior, dtype=float) * np.asarray(likelihood, dtype=float)))


@mistake("This is the posterior of the hypotheses. The evidence is the sum of prior times likelihood, one number.")
def total_probability_as_posterior(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    joint = prior * likelihood
    return joint / joint.sum()


@mistake("This is the largest of the products. All hypotheses may have produced the data: sum the products.")
def total_probability_of_the_largest_product(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float((prior * likelihood).max())


@mistake("This is the largest likelihood. Weight each likelihood by its prior and sum over all hypotheses.")
def total_probability_of_the_largest_likelihood(prior, likelihood):
    _, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(likelihood.max())


@mistake("This is the logarithm of the evidence. Return the evidence itself.")
def total_probability_as_logarithm(prior, likelihood):
    return float(np.log(total_probability(prior, likelihood)))


@mistake("This is minus the logarithm of the evidence, a loss. Return the evidence itself.")
def total_probability_as_loss(prior, likelihood):
    return float(0.0 - np.log(total_probability(prior, likelihood)))


@mistake("The logarithms of the likelihoods are weighted. Weight the likelihoods themselves, then sum.")
def total_probability_of_logarithms(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(special.xlogy(prior, likelihood).sum())


@mistake("This is a geometric mean, each likelihood to the power of its prior. Multiply by the prior and sum.")
def total_probability_geometric(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(np.prod(likelihood**prior))


@mistake("Prior and likelihood are added. Both must hold for a hypothesis to produce the data: multiply, then sum.")
def total_probability_adding(prior, likelihood):
    return float(np.add(*as_prior_and_likelihood(prior, likelihood)).sum())


@mistake(
    "The result is cut by an epsilon: something like 1e-12 is added, or is the least that it may be. Tiny likelihoods count "
    "as well: change nothing.",
    example=([0.25, 0.75], [4e-200, 8e-200]),
)
def total_probability_with_epsilon(prior, likelihood):
    return max(total_probability(prior, likelihood), 1e-12)


@mistake("Each likelihood is weighted by 1 - prior. The weight of a hypothesis is its prior.")
def total_probability_of_the_complements(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float((1 - prior) @ likelihood)


@mistake(
    "This is the probability of at least one of several independent events, 1 minus a product. One hypothesis is true: sum "
    "prior times likelihood."
)
def total_probability_of_any(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(1 - np.prod(1 - prior * likelihood))


@mistake("The order of the likelihoods is reversed. Each belongs to the prior at the same place.")
def total_probability_reversed(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(prior @ likelihood[::-1])


@mistake("Only the first hypothesis counts: the return stands inside the loop, or the sum is missing. Sum over all.")
def total_probability_of_the_first(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(prior[0] * likelihood[0])


@mistake("Only the last hypothesis counts: = where += belongs. Sum the products of all.")
def total_probability_of_the_last(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(prior[-1] * likelihood[-1])


@mistake(
    "The prior is squared, by weighting twice. Each likelihood is multiplied by its prior once.",
    example=([0.9, 0.1], [0.2, 0.8]),
)
def total_probability_weighted_twice(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(prior**2 @ likelihood)


@mistake(
    "The result is rounded. Return the sum of prior times likelihood as it is.", example=([0.9, 0.1], [0.11113, 0.8])
)
def total_probability_rounded(prior, likelihood):
    return round(total_probability(prior, likelihood), 4)


@mistake(
    "An evidence of 0 is refused here. It is 0.0; only the posterior has no answer then.", example=([1, 0], [0, 0.5])
)
def total_probability_refusing_zero(prior, likelihood):
    evidence = total_probability(prior, likelihood)
    if evidence == 0:
        raise ValueError("no evidence")
    return evidence


# Other right answers


@alternative
def total_probability_in_a_loop(prior, likelihood):
    if len(prior) != np.size(likelihood):
        raise ValueError("lengths")
    prior, likelihood = [float(p) for p in prior], [float(q) for q in likelihood]
    if any(not 0 <= p < math.inf for p in (*prior, *likelihood)) or abs(sum(prior) - 1) > 1e-6:
        raise ValueError("not probabilities")
    return math.fsum(p * q for p, q in zip(prior, likelihood, strict=True))


@alternative
def total_probability_as_weighted_average(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return np.average(likelihood, weights=prior) * prior.sum()


@alternative
def total_probability_with_einsum(prior, likelihood):
    prior, likelihood = np.array(prior, dtype=float), np.array(likelihood, dtype=float)
    if prior.shape != likelihood.shape or prior.size == 0 or not np.isfinite(prior + likelihood).all():
        raise ValueError("arguments")
    if min(prior.min(), likelihood.min()) < 0 or abs(1 - np.sum(prior)) > 1e-6:
        raise ValueError("arguments")
    return np.einsum("k,k->", prior, likelihood)
