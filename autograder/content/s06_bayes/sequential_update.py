"""6.6 `sequential_update`: criteria, known mistakes, other right answers."""

import functools
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
    distributions,
    float32_softmax,
    mistakes_of,
    raises,
)
from autograder.content.s06_bayes.shared import BAD_LIKELIHOODS, BAD_PRIORS
from solutions.s06_bayes import as_prior, as_prior_and_likelihood, bayes_posterior, sequential_update

# Criteria


@criterion(core=True)
def test_matches_the_definition(sequential_update, reference, rng):
    for pieces, prior in zip((1, 2, 3, 8), distributions(rng, (3, 4, 2, 5)), strict=True):
        likelihoods = rng.uniform(0.1, 1.0, size=(pieces, prior.size))
        expected = reference.sequential_update(prior, likelihoods)
        assert_close(sequential_update(prior, likelihoods), expected)
        assert_close(sequential_update(prior.tolist(), likelihoods.tolist()), expected)


@criterion(core=True)
def test_does_not_depend_on_the_order(sequential_update, reference, rng):
    (prior,) = distributions(rng, (4,))
    likelihoods = rng.uniform(0.1, 1.0, size=(6, 4))
    expected = reference.sequential_update(prior, likelihoods)
    for order in (np.arange(6)[::-1], rng.permutation(6)):
        assert_close(sequential_update(prior, likelihoods[order]), expected)


@criterion()
def test_without_evidence_is_a_copy_of_the_prior(sequential_update):
    assert_close(sequential_update([0.125, 0.25, 0.625], []), np.array([0.125, 0.25, 0.625]))
    prior = np.array([0.25, 0.75])
    found = sequential_update(prior, np.empty((0, 2)))
    assert_close(found, np.array([0.25, 0.75]))
    assert_same(found is prior, False)
    assert_close(sequential_update([1, 0], []), np.array([1.0, 0.0]))


@criterion()
def test_of_thousands_of_pieces_does_not_underflow(sequential_update, reference, rng):
    for pieces, prior in zip((1000, 3000), distributions(rng, (3, 2)), strict=True):
        common = rng.uniform(0.05, 0.9, size=(pieces, 1))
        assert_close(sequential_update(prior, np.repeat(common, prior.size, axis=1)), prior)
    # Neighbours cancel each other.
    swings = np.tile([[0.2, 0.3], [0.3, 0.2]], (500, 1))
    assert_close(sequential_update([0.75, 0.25], swings), np.array([0.75, 0.25]))


@criterion()
def test_keeps_zeros(sequential_update):
    found = sequential_update([0.0, 0.5, 0.25, 0.25], [[1.0, 0.5, 0.5, 0.0], [1.0, 0.5, 1.0, 1.0]])
    assert_close(found, np.array([0.0, 0.5, 0.5, 0.0]))
    assert_close(sequential_update([1.0], [[0.25], [0.5]]), np.array([1.0]))


@criterion()
def test_refuses_evidence_that_rules_out_everything(sequential_update):
    for prior, likelihoods in (
        ([0.5, 0.5], [[1, 0], [0, 1]]),
        ([0.5, 0.5], [[0.5, 0.25], [0, 0]]),
        ([1, 0], [[0.5, 0.5], [0, 1]]),
    ):
        with raises(ValueError):
            sequential_update(prior, likelihoods)


@criterion()
def test_refuses_what_does_not_fit(sequential_update):
    for prior in BAD_PRIORS:
        with raises(ValueError):
            sequential_update(prior, [])
        with raises(ValueError):
            sequential_update(prior, [[0.5, 0.25]])
    for likelihood in (*BAD_LIKELIHOODS, [0.5], [0.5, 0.25, 0.125]):
        with raises(ValueError):
            sequential_update([0.25, 0.75], [likelihood])


@criterion()
def test_leaves_its_arguments_unchanged(sequential_update):
    assert_unchanged(sequential_update, np.array([0.25, 0.75]), np.array([[0.75, 0.25], [0.5, 0.125]]))
    assert_unchanged(sequential_update, np.array([0.25, 0.75]), [])


@criterion()
def test_takes_a_softmax_in_single_precision_as_prior(sequential_update, reference, rng):
    for prior in (float32_softmax(rng, size) for size in (5, 1000, 50257)):
        likelihoods = rng.uniform(0.1, 1.0, size=(2, prior.size))
        expected = reference.sequential_update(prior, likelihoods)
        assert_close(sequential_update(prior, likelihoods), expected, rtol=FLOAT32_SUMS)


# Known mistakes


def _check_pieces(prior, likelihoods):
    """Both as arrays, refused where the exercise says so; likelihoods of shape (T, K)."""
    sequential_update(prior, likelihoods)
    return np.array(prior, dtype=float), np.array(likelihoods, dtype=float).reshape(-1, len(prior))


mistake = mistakes_of(sequential_update, example=([0.5, 0.5], [[0.9, 0.2], [0.4, 0.5]]))


@mistake("The likelihoods are averaged over the pieces, which makes strong evidence weak. Each piece multiplies.")
def sequential_update_averaging(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return bayes_posterior(prior, likelihoods.mean(axis=0)) if len(likelihoods) else prior


@mistake(
    "All likelihoods are multiplied before anything is normalised, and thousands of them underflow to 0. Normalise after "
    "each piece.",
    example=([0.5, 0.5], np.full((2000, 2), 0.5)),
)
def sequential_update_without_renormalising(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    joint = prior * likelihoods.prod(axis=0)
    return joint / joint.sum()


@mistake(
    "All likelihoods are multiplied first, and thousands of them underflow to 0, which is taken for a contradiction. Normalise "
    "after each piece, and look for a 0 there.",
    example=([0.5, 0.5], np.full((2000, 2), 0.5)),
)
def sequential_update_refusing_underflow(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return bayes_posterior(prior, likelihoods.prod(axis=0))


@mistake(
    "Each step starts from the first prior again, so only the last piece counts. The posterior of a step is the prior of the "
    "next one."
)
def sequential_update_of_the_last_piece(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return bayes_posterior(prior, likelihoods[-1]) if len(likelihoods) else prior


@mistake("Only the first piece is used: the return stands inside the loop. Return after it.")
def sequential_update_returning_in_the_loop(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return bayes_posterior(prior, likelihoods[0]) if len(likelihoods) else prior


@mistake(
    "The likelihoods are added over the pieces. They are independent, so their probabilities multiply.",
    example=([0.25, 0.75], [[0.9, 0.2], [0.4, 0.5], [0.3, 0.3]]),
)
def sequential_update_adding(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    joint = prior * (1 + likelihoods.sum(axis=0))
    return joint / joint.sum()


@mistake(
    "The prior enters at every step, not only at the first. Once it is in the posterior, the next step needs the likelihood "
    "alone.",
    example=([0.25, 0.75], [[0.9, 0.2], [0.4, 0.5]]),
)
def sequential_update_with_prior_each_time(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    posterior = prior
    for likelihood in likelihoods:
        joint = posterior * prior * likelihood
        posterior = joint / joint.sum()
    return posterior


@mistake(
    "The prior is left out: this starts from equal beliefs. Start from the given prior.",
    example=([0.25, 0.75], [[0.9, 0.2], [0.4, 0.5]]),
)
def sequential_update_without_prior(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return sequential_update(np.full(prior.size, 1 / prior.size), likelihoods)


@mistake("These are the posteriors after every piece. Return the last one only.")
def sequential_update_returning_all(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    beliefs = [prior]
    for likelihood in likelihoods:
        beliefs.append(bayes_posterior(beliefs[-1], likelihood))
    return np.array(beliefs[1:] or beliefs)


@mistake(
    "Without evidence this fails or gives nothing. With no pieces you believe what you believed before: return the prior.",
    example=([0.25, 0.75], []),
)
def sequential_update_needing_evidence(prior, likelihoods):
    as_prior(prior)
    if len(likelihoods) == 0:
        raise ValueError("no evidence")
    return sequential_update(prior, likelihoods)


@mistake(
    "The prior is not checked if there is no evidence. Raise ValueError for what is not a distribution, before the loop.",
    example=([0.5, 0.4], []),
)
def sequential_update_unchecked_without_evidence(prior, likelihoods):
    posterior = np.array(prior, dtype=float)
    for likelihood in likelihoods:
        posterior = bayes_posterior(posterior, likelihood)
    return posterior


@mistake(
    "Pieces that together rule out every hypothesis give nan. Raise ValueError: bayes_posterior does it for you.",
    example=([0.5, 0.5], [[1.0, 0.0], [0.0, 1.0]]),
)
def sequential_update_nan_at_contradictions(prior, likelihoods):
    posterior = as_prior(prior)
    for likelihood in likelihoods:
        posterior, likelihood = as_prior_and_likelihood(posterior, likelihood)
        joint = posterior * likelihood
        if joint.sum() == 0:
            return np.full(posterior.size, math.nan)
        posterior = joint / joint.sum()
    return posterior


@mistake(
    "Neither the prior nor the pieces are checked. Raise ValueError where they do not fit: as_prior and bayes_posterior do "
    "it for you.",
    example=([0.5, 0.4], [[0.5, 0.25]]),
)
def sequential_update_without_checks(prior, likelihoods):
    posterior = np.array(prior, dtype=float)
    for likelihood in likelihoods:
        joint = posterior * np.asarray(likelihood, dtype=float)
        if joint.sum() == 0:
            raise ValueError("ruled out")
        posterior = joint / joint.sum()
    return posterior


@mistake(
    "A small number is added at every step, so hypotheses that were ruled out come back. Add nothing.",
    example=([0.5, 0.5], [[1.0, 0.0], [0.5, 0.5]]),
)
def sequential_update_with_epsilon(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    posterior = prior
    for likelihood in likelihoods:
        joint = posterior * likelihood + 1e-8
        posterior = joint / joint.sum()
    return posterior


@mistake(
    "The prior is changed in place. Start from a copy, such as as_prior(prior) gives.",
    example=(np.array([0.25, 0.75]), np.array([[0.75, 0.25]])),
)
def sequential_update_in_place(prior, likelihoods):
    posterior = sequential_update(prior, likelihoods)
    if isinstance(prior, np.ndarray) and prior.dtype == float:
        prior[:] = posterior
    return posterior


# Other right answers


@alternative
def sequential_update_with_reduce(prior, likelihoods):
    def step(belief, likelihood):
        joint = np.multiply(*as_prior_and_likelihood(belief, likelihood))
        if joint.sum() == 0:
            raise ValueError("ruled out")
        return joint / joint.sum()

    return functools.reduce(step, likelihoods, as_prior(prior))


@alternative
def sequential_update_in_log_space(prior, likelihoods):
    prior = as_prior(prior)
    likelihoods = np.array([as_prior_and_likelihood(prior, row)[1] for row in likelihoods]).reshape(-1, prior.size)
    with np.errstate(divide="ignore"):
        scores = np.log(prior) + np.log(likelihoods).sum(axis=0)
    if np.isneginf(scores).all():
        raise ValueError("ruled out")
    return special.softmax(scores)


@alternative
def sequential_update_backwards(prior, likelihoods):
    belief = as_prior(prior)
    for row in reversed(list(likelihoods)):
        _, row = as_prior_and_likelihood(belief, row)
        if not (belief * row).any():
            raise ValueError("ruled out")
        belief = belief * (row / row.max())
        belief = belief / belief.sum()
    return belief
