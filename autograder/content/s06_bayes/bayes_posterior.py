"""6.3 `bayes_posterior`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import (
    FLOAT32_SUMS,
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    dyadic_distributions,
    dyadic_sparse_distributions,
    float32_softmax,
    mistakes_of,
    raises,
)
from autograder.content.s06_bayes.shared import refuses_bad_hypotheses, updates
from solutions.s06_bayes import as_prior_and_likelihood, bayes_posterior, total_probability

# Criteria


@criterion(core=True)
def test_is_prior_times_likelihood_normalised(bayes_posterior, reference, rng):
    for prior, likelihood in updates(rng, (2, 3, 7, 40)):
        expected = reference.bayes_posterior(prior, likelihood)
        assert_close(bayes_posterior(prior, likelihood), expected)
    assert_close(bayes_posterior(prior.tolist(), likelihood.tolist()), expected)


@criterion(core=True)
def test_does_not_neglect_the_base_rate(bayes_posterior, reference, rng):
    for rare in rng.uniform(0.01, 0.05, size=2):
        prior, likelihood = np.array([1 - rare, rare]), rng.uniform((0.05, 0.7), (0.15, 0.95))
        expected = reference.bayes_posterior(prior, likelihood)
        assert_close(bayes_posterior(prior, likelihood), expected)
    assert_close(bayes_posterior([0.96, 0.04], [0.125, 0.75]), np.array([0.8, 0.2]))
    assert_close(bayes_posterior([0.5, 0.3, 0.2], [0.1, 0.5, 1.0]), np.array([0.125, 0.375, 0.5]))


@criterion()
def test_of_equal_likelihoods_is_the_prior(bayes_posterior, rng):
    for prior, likelihood in zip(dyadic_distributions(rng, (1, 4, 11)), (25.0, 1.0, 0.03), strict=True):
        assert_close(bayes_posterior(prior, np.full(prior.size, likelihood)), prior)


@criterion()
def test_keeps_zeros_of_the_prior_and_of_the_likelihood(bayes_posterior, reference, rng):
    for prior in dyadic_sparse_distributions(rng, (4, 9)):
        likelihood = rng.uniform(0.1, 3, size=prior.size)
        likelihood[np.flatnonzero(prior)[0]] = 0.0
        expected = reference.bayes_posterior(prior, likelihood)
        assert_close(bayes_posterior(prior, likelihood), expected)
    assert_close(bayes_posterior([0, 1], [1, 0.25]), np.array([0.0, 1.0]))


@criterion()
def test_of_tiny_and_of_large_likelihoods(bayes_posterior):
    for scale in (1e-200, 1e-20, 1.0, 1e9):
        found = bayes_posterior([0.25, 0.25, 0.5], np.array([3.0, 1.0, 2.0]) * scale)
        assert_close(found, np.array([0.375, 0.125, 0.5]))


@criterion()
def test_refuses_an_evidence_of_zero(bayes_posterior):
    for prior, likelihood in (([1, 0], [0, 1]), ([0.5, 0.5], [0, 0]), ([1.0], [0.0]), ([0.0, 0.25, 0.75], [2, 0, 0])):
        with raises(ValueError):
            bayes_posterior(prior, likelihood)


@criterion()
def test_refuses_what_does_not_fit(bayes_posterior):
    refuses_bad_hypotheses(bayes_posterior)


@criterion()
def test_accepts_the_softmax_of_a_float32_model(bayes_posterior, reference, rng):
    for size in (5, 1000, 50_257):
        prior, likelihood = float32_softmax(rng, size), rng.uniform(0.05, 1.0, size=size)
        expected = reference.bayes_posterior(prior, likelihood)
        assert_close(bayes_posterior(prior, likelihood), expected, rtol=FLOAT32_SUMS)
    # Within 1e-6 of 1.
    assert_close(bayes_posterior([0.5, 0.5 + 5e-7], [0.25, 0.75]), np.array([0.25, 0.75]), rtol=FLOAT32_SUMS)


@criterion()
def test_leaves_its_arguments_unchanged(bayes_posterior, rng):
    ((prior, likelihood),) = updates(rng, (6,))
    assert_unchanged(bayes_posterior, prior, likelihood)
    assert_unchanged(bayes_posterior, prior.tolist(), likelihood.tolist())


# Known mistakes


mistake = mistakes_of(bayes_posterior, example=([0.3, 0.7], [0.8, 0.05]))


@mistake(
    "The likelihood alone is normalised: base-rate neglect. Multiply it by the prior before you normalise.",
    example=([0.99, 0.01], [0.05, 0.99]),
)
def bayes_posterior_neglecting_the_base_rate(prior, likelihood):
    bayes_posterior(prior, likelihood)
    likelihood = np.array(likelihood, dtype=float)
    return likelihood / likelihood.sum()


@mistake(
    "Prior and likelihood are added. Both must hold for the data and the hypothesis to occur together: multiply them.",
    example=([0.99, 0.01], [0.05, 0.99]),
)
def bayes_posterior_of_a_sum(prior, likelihood):
    bayes_posterior(prior, likelihood)
    total = np.add(prior, likelihood)
    return total / total.sum()


@mistake("These are prior times likelihood, which do not sum to 1 yet. Divide by the evidence.")
def bayes_posterior_without_evidence(prior, likelihood):
    bayes_posterior(prior, likelihood)
    return np.multiply(prior, likelihood, dtype=float)


@mistake(
    "The products are divided by the sum of the likelihoods. The evidence is the sum of the products: weight the "
    "likelihoods by the prior there, too."
)
def bayes_posterior_over_the_sum_of_likelihoods(prior, likelihood):
    bayes_posterior(prior, likelihood)
    return np.multiply(prior, likelihood) / np.sum(likelihood)


@mistake("The prior is divided by the likelihood. A hypothesis that makes the data more probable must gain: multiply.")
def bayes_posterior_dividing_by_the_likelihood(prior, likelihood):
    bayes_posterior(prior, likelihood)
    ratio = np.asarray(prior, dtype=float) / np.asarray(likelihood, dtype=float)
    return ratio / ratio.sum()


@mistake(
    "A softmax is taken over the products. They are probabilities already: divide by their sum, without exponentials."
)
def bayes_posterior_with_softmax(prior, likelihood):
    bayes_posterior(prior, likelihood)
    weights = np.exp(np.multiply(prior, likelihood))
    return weights / weights.sum()


@mistake("This is the posterior of one hypothesis only. Return an array with that of each of them.")
def bayes_posterior_of_the_first(prior, likelihood):
    return float(bayes_posterior(prior, likelihood)[0])


@mistake(
    "Where the evidence is 0 this gives nan. The data contradict the prior then: raise ValueError.",
    example=([1, 0], [0, 1]),
)
def bayes_posterior_nan_without_evidence(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    joint = prior * likelihood
    return joint / joint.sum()


@mistake(
    "Where the evidence is 0 the prior comes back, as if nothing had been seen. The data contradict it: raise ValueError.",
    example=([1, 0], [0, 1]),
)
def bayes_posterior_prior_without_evidence(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    evidence = prior @ likelihood
    return prior if evidence == 0 else prior * likelihood / evidence


@mistake(
    "A small number is added to the evidence against 0/0. It swallows tiny likelihoods, and hides data that contradict the "
    "prior: add nothing, and raise ValueError for 0.",
    example=([0.5, 0.5], [1e-200, 3e-200]),
)
def bayes_posterior_with_epsilon(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return prior * likelihood / (prior @ likelihood + 1e-12)


@mistake(
    "An evidence that is merely small is taken for 0. Only exactly 0 has no answer: compare with == 0.",
    example=([0.5, 0.5], [1e-200, 3e-200]),
)
def bayes_posterior_refusing_small_evidence(prior, likelihood):
    if total_probability(prior, likelihood) < 1e-15:
        raise ValueError("no evidence")
    return bayes_posterior(prior, likelihood)


@mistake(
    "A prior that does not sum to 1 is accepted. It cancels in the formula, but a prior like that is a mistake further up: "
    "raise ValueError.",
    example=([0.5, 0.6], [0.5, 0.25]),
)
def bayes_posterior_of_any_weights(prior, likelihood):
    prior, likelihood = np.array(prior, dtype=float), np.array(likelihood, dtype=float)
    if prior.shape != likelihood.shape or not (np.isfinite(prior).all() and np.isfinite(likelihood).all()):
        raise ValueError("arguments")
    joint = prior * likelihood
    if np.any(prior < 0) or np.any(likelihood < 0) or joint.sum() == 0:
        raise ValueError("arguments")
    return joint / joint.sum()


@mistake(
    "The prior must sum to 1 within 1e-8 here, but a softmax in float32 misses 1 by up to about 1e-6. Allow that much.",
    example=(np.full(10, 0.1, dtype=np.float32), [0.5] * 10),
)
def bayes_posterior_with_a_tight_tolerance(prior, likelihood):
    if not abs(np.sum(prior, dtype=float) - 1) <= 1e-8:
        raise ValueError("prior must sum to 1")
    return bayes_posterior(prior, likelihood)


@mistake(
    "The prior is changed in place: *= writes into the caller's array. Write prior * likelihood, which makes a new one.",
    example=(np.array([0.25, 0.75]), np.array([0.75, 0.25])),
)
def bayes_posterior_in_place(prior, likelihood):
    posterior = bayes_posterior(prior, likelihood)
    if isinstance(prior, np.ndarray) and prior.dtype == float:
        prior[:] = posterior
    return posterior


@mistake(
    "Nothing is checked. Raise ValueError for an evidence of 0, a prior that is not a distribution, likelihoods that are "
    "negative or infinite, and shapes that differ.",
    example=([0.5, 0.5], [0.5]),
)
def bayes_posterior_without_checks(prior, likelihood):
    joint = np.array(prior, dtype=float) * np.array(likelihood, dtype=float)
    return joint / joint.sum()


bayes_posterior_with_an_epsilon_of_1e_10 = mistake.change(
    "/ evidence",
    "/ (evidence + 1e-10)",
    "1e-10 is added to the evidence, so that tiny likelihoods give almost 0. Add nothing: an evidence of 0 is refused before.",
    example=([0.5, 0.5], [1e-200, 3e-200]),
)

bayes_posterior_with_an_epsilon_of_1e_8 = mistake.change(
    "/ evidence",
    "/ (evidence + 1e-8)",
    "1e-8 is added to the evidence, so that tiny likelihoods give almost 0. Add nothing: an evidence of 0 is refused before.",
    example=([0.5, 0.5], [1e-200, 3e-200]),
)

bayes_posterior_with_an_epsilon_after_the_check = mistake.change(
    "/ evidence",
    "/ (evidence + 1e-12)",
    "1e-12 is added to the evidence, so that tiny likelihoods give almost 0. Add nothing: an evidence of 0 is refused before.",
    example=([0.5, 0.5], [1e-200, 3e-200]),
)


@mistake(
    "A small number is added to each product, so that hypotheses that are ruled out come back. Add nothing.",
    example=([0, 1], [1, 0.25]),
)
def bayes_posterior_with_epsilon_in_the_products(prior, likelihood):
    bayes_posterior(prior, likelihood)
    joint = np.multiply(prior, likelihood) + 1e-12
    return joint / joint.sum()


@mistake(
    "Where the evidence is 0 the result is uniform, as if all were equally probable. The data contradict the prior: raise "
    "ValueError.",
    example=([1, 0], [0, 1]),
)
def bayes_posterior_uniform_without_evidence(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    joint = prior * likelihood
    return joint / joint.sum() if joint.any() else np.full(prior.size, 1 / prior.size)


@mistake(
    "Where the evidence is 0 the result is zeros, which are no distribution. The data contradict the prior: raise "
    "ValueError.",
    example=([1, 0], [0, 1]),
)
def bayes_posterior_zero_without_evidence(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    joint = prior * likelihood
    return joint / joint.sum() if joint.any() else joint


@mistake("The prior alone comes back. Multiply it by the likelihood and divide by the evidence.")
def bayes_posterior_as_the_prior(prior, likelihood):
    bayes_posterior(prior, likelihood)
    return np.array(prior, dtype=float)


@mistake("The likelihood is divided by the evidence, but the prior is not in the numerator. Multiply it in.")
def bayes_posterior_without_prior_above(prior, likelihood):
    bayes_posterior(prior, likelihood)
    return np.array(likelihood, dtype=float) / total_probability(prior, likelihood)


@mistake("The products are divided by their mean. Divide by their sum, so that the posterior sums to 1.")
def bayes_posterior_over_the_mean(prior, likelihood):
    return bayes_posterior(prior, likelihood) * len(prior)


@mistake("The products are divided by the largest one. Divide by their sum, so that the posterior sums to 1.")
def bayes_posterior_over_the_largest(prior, likelihood):
    posterior = bayes_posterior(prior, likelihood)
    return posterior / posterior.max()


@mistake("These are the logarithms of the posterior. Return the probabilities themselves.")
def bayes_posterior_as_logarithms(prior, likelihood):
    return np.log(bayes_posterior(prior, likelihood))


@mistake("This is the position of the most probable hypothesis. Return the posterior of all of them.")
def bayes_posterior_as_the_best(prior, likelihood):
    return int(bayes_posterior(prior, likelihood).argmax())


@mistake("This is the largest of the posterior probabilities. Return those of all hypotheses, as an array.")
def bayes_posterior_of_the_best(prior, likelihood):
    return float(bayes_posterior(prior, likelihood).max())


@mistake("The prior is squared, by weighting twice. Multiply the likelihood by the prior once.")
def bayes_posterior_with_the_prior_twice(prior, likelihood):
    bayes_posterior(prior, likelihood)
    joint = np.square(prior, dtype=float) * np.asarray(likelihood, dtype=float)
    return joint / joint.sum()


@mistake("The likelihood is squared, by multiplying it in twice. The data were seen once.")
def bayes_posterior_with_the_likelihood_twice(prior, likelihood):
    bayes_posterior(prior, likelihood)
    joint = np.asarray(prior, dtype=float) * np.square(likelihood, dtype=float)
    return joint / joint.sum()


@mistake(
    "The softmax of the likelihoods is the weight here. Likelihoods are no logits: multiply them by the prior as they are."
)
def bayes_posterior_with_softmax_of_the_likelihood(prior, likelihood):
    bayes_posterior(prior, likelihood)
    joint = np.asarray(prior, dtype=float) * special.softmax(np.asarray(likelihood, dtype=float))
    return joint / joint.sum()


@mistake(
    "Each product is divided by its own alternative, p q / (p q + (1 - p) (1 - q)). The evidence is the sum over all hypotheses."
)
def bayes_posterior_with_complements(prior, likelihood):
    bayes_posterior(prior, likelihood)
    prior, likelihood = np.array(prior, dtype=float), np.array(likelihood, dtype=float)
    joint = prior * likelihood
    return joint / (joint + (1 - prior) * (1 - likelihood))


@mistake("The probabilities are rounded, and may no longer sum to 1. Return them as they are.")
def bayes_posterior_rounded(prior, likelihood):
    return bayes_posterior(prior, likelihood).round(4)


@mistake(
    "Likelihoods above 1 are refused. A density may exceed 1; only negative, infinite and nan entries are wrong.",
    example=([0.25, 0.75], [4.0, 2.0]),
)
def bayes_posterior_refusing_densities(prior, likelihood):
    if np.any(np.asarray(likelihood) > 1):
        raise ValueError("likelihood above 1")
    return bayes_posterior(prior, likelihood)


@mistake("The result is a list. Return a float64 array.")
def bayes_posterior_as_a_list(prior, likelihood):
    return bayes_posterior(prior, likelihood).tolist()


# Other right answers


@alternative
def bayes_posterior_of_the_joint(prior, likelihood):
    joint = np.multiply(*as_prior_and_likelihood(prior, likelihood))
    if not joint.any():
        raise ValueError("evidence")
    return joint / joint.sum()


@alternative
def bayes_posterior_in_a_loop(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    evidence = sum(p * q for p, q in zip(prior, likelihood, strict=True))
    if evidence <= 0:
        raise ValueError("evidence")
    return np.array([p * q / evidence for p, q in zip(prior, likelihood, strict=True)])


@alternative
def bayes_posterior_in_log_space(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    with np.errstate(divide="ignore"):
        scores = np.log(prior) + np.log(likelihood)
    if scores.max() == -math.inf:
        raise ValueError("evidence")
    return special.softmax(scores)


@alternative
def bayes_posterior_with_likelihood_ratios(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    if not np.any((prior > 0) & (likelihood > 0)):
        raise ValueError("evidence")
    weights = prior * (likelihood / likelihood.max())
    weights /= weights.sum()
    return weights
