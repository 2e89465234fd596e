"""6.6 `sequential_update`: criteria, known mistakes, other right answers."""

import functools
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
    float32_softmax,
    mistakes_of,
    raises,
)
from autograder.content.s06_bayes.shared import BAD_LIKELIHOODS, BAD_PRIORS
from solutions.s06_bayes import (
    as_prior,
    as_prior_and_likelihood,
    bayes_posterior,
    posterior_from_logs,
    sequential_update,
)

# Criteria


@criterion(core=True)
def test_matches_the_definition(sequential_update, reference, rng):
    for pieces, prior in zip((1, 2, 3, 8), dyadic_distributions(rng, (3, 4, 2, 5)), strict=True):
        likelihoods = rng.uniform(0.1, 1.0, size=(pieces, prior.size))
        expected = reference.sequential_update(prior, likelihoods)
        assert_close(sequential_update(prior, likelihoods), expected)
    assert_close(sequential_update(prior.tolist(), likelihoods.tolist()), expected)


@criterion(core=True)
def test_does_not_depend_on_the_order(sequential_update, reference, rng):
    (prior,) = dyadic_distributions(rng, (4,))
    likelihoods = rng.uniform(0.1, 1.0, size=(6, 4))
    expected = reference.sequential_update(prior, likelihoods)
    for order in (np.arange(6)[::-1], rng.permutation(6)):
        assert_close(sequential_update(prior, likelihoods[order]), expected)


@criterion()
def test_without_evidence_is_the_prior(sequential_update, rng):
    (prior,) = dyadic_distributions(rng, (3,))
    assert_close(sequential_update(prior, np.empty((0, 3))), prior)
    assert_close(sequential_update(prior.tolist(), []), prior)
    assert_close(sequential_update([1, 0], []), np.array([1.0, 0.0]))


@criterion()
def test_of_many_pieces_does_not_underflow(sequential_update, rng):
    # The product is at most 0.25**600, about 1e-361: less than any float above 0.
    (prior,) = dyadic_distributions(rng, (3,))
    common = rng.uniform(0.05, 0.25, size=(600, 1))
    assert_close(sequential_update(prior, np.repeat(common, 3, axis=1)), prior)
    # Neighbours cancel each other.
    swings = np.tile([[2e-20, 3e-20], [3e-20, 2e-20]], (10, 1))
    assert_close(sequential_update([0.75, 0.25], swings), np.array([0.75, 0.25]))


@criterion()
def test_does_not_lose_a_hypothesis_that_falls_far_behind(sequential_update, rng):
    (prior,) = dyadic_distributions(rng, (2,))
    tiny = 10 ** -rng.uniform(180, 250)
    pieces = np.array([[tiny, 1.0], [tiny, 1.0], [1.0, tiny], [1.0, tiny]])
    for order in (slice(None), slice(None, None, -1)):
        assert_close(sequential_update(prior, pieces[order]), prior)
    # The first hypothesis is far behind when the second is ruled out.
    assert_close(sequential_update(prior, [[tiny, 1.0], [tiny, 1.0], [0.5, 0.0]]), np.array([1.0, 0.0]))


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
            sequential_update(list(prior), [])
        with raises(ValueError):
            sequential_update(list(prior), [[0.5, 0.25]])
    for likelihood in (*BAD_LIKELIHOODS, (0.5,), (0.5, 0.25, 0.125)):
        with raises(ValueError):
            sequential_update([0.25, 0.75], [list(likelihood)])


@criterion()
def test_accepts_the_softmax_of_a_float32_model(sequential_update, reference, rng):
    for size in (5, 1000, 50_257):
        prior, likelihoods = float32_softmax(rng, size), rng.uniform(0.05, 1.0, size=(1, size))
        expected = reference.sequential_update(prior, likelihoods)
        assert_close(sequential_update(prior, likelihoods), expected, rtol=FLOAT32_SUMS)
    # Within 1e-6 of 1.
    assert_close(sequential_update([0.5, 0.5 + 5e-7], []), np.array([0.5, 0.5]), rtol=FLOAT32_SUMS)


@criterion()
def test_leaves_its_arguments_unchanged(sequential_update, rng):
    (prior,) = dyadic_distributions(rng, (4,))
    likelihoods = rng.uniform(0.1, 1.0, size=(3, 4))
    assert_unchanged(sequential_update, prior, likelihoods)
    assert_unchanged(sequential_update, prior.tolist(), likelihoods.tolist())


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
    "All likelihoods are multiplied before anything is normalised, and thousands of them underflow to 0. Add up "
    "their logarithms instead.",
    example=([0.5, 0.5], np.full((2000, 2), 0.5)),
)
def sequential_update_without_renormalising(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    joint = prior * likelihoods.prod(axis=0)
    return joint / joint.sum()


@mistake(
    "All likelihoods are multiplied first, and thousands of them underflow to 0, which is taken for a contradiction. Add "
    "up their logarithms instead.",
    example=([0.5, 0.5], np.full((2000, 2), 0.5)),
)
def sequential_update_refusing_underflow(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return bayes_posterior(prior, likelihoods.prod(axis=0))


@mistake(
    "Normalised after each step, a hypothesis that falls far behind is rounded to 0, and later pieces cannot bring it back: the "
    "order matters then. Add up the logarithms of all pieces, and normalise once.",
    example=([0.25, 0.75], [[1e-200, 1.0], [1e-200, 1.0], [1.0, 1e-200], [1.0, 1e-200]]),
)
def sequential_update_step_by_step(prior, likelihoods):
    posterior = as_prior(prior)
    for likelihood in likelihoods:
        posterior = bayes_posterior(posterior, likelihood)
    return posterior


@mistake(
    "The prior must sum to 1 within 1e-8 here, but a softmax in float32 misses 1 by up to about 1e-6. Allow that much.",
    example=(np.full(10, 0.1, dtype=np.float32), [[0.5] * 10]),
)
def sequential_update_with_a_tight_tolerance(prior, likelihoods):
    if not abs(np.sum(prior, dtype=float) - 1) <= 1e-8:
        raise ValueError("prior must sum to 1")
    return sequential_update(prior, likelihoods)


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
    "The prior is not checked if there is no evidence. Raise ValueError for what is not a distribution, before you look at the pieces.",
    example=([0.5, 0.4], []),
)
def sequential_update_unchecked_without_evidence(prior, likelihoods):
    if len(likelihoods) == 0:
        return np.array(prior, dtype=float)
    return sequential_update(prior, likelihoods)


@mistake(
    "Pieces that together rule out every hypothesis give nan. Raise ValueError: posterior_from_logs does it for you.",
    example=([0.5, 0.5], [[1.0, 0.0], [0.0, 1.0]]),
)
def sequential_update_nan_at_contradictions(prior, likelihoods):
    prior = as_prior(prior)
    likelihoods = np.array([as_prior_and_likelihood(prior, row)[1] for row in likelihoods]).reshape(-1, prior.size)
    if not np.any((prior > 0) & (likelihoods > 0).all(axis=0)):
        return np.full(prior.size, math.nan)
    return sequential_update(prior, likelihoods)


@mistake(
    "Neither the prior nor the pieces are checked. Raise ValueError where they do not fit: a prior that as_prior refuses, "
    "rows of another length, entries that are negative, infinite or nan.",
    example=([0.5, 0.4], [[0.5, 0.25]]),
)
def sequential_update_without_checks(prior, likelihoods):
    scores = np.log(np.array(prior, dtype=float))
    for likelihood in likelihoods:
        scores = scores + np.log(np.asarray(likelihood, dtype=float))
    if np.all(scores == -np.inf):
        raise ValueError("ruled out")
    return special.softmax(scores)


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


@mistake("The log-likelihoods of the pieces are averaged. Each piece is evidence of its own: add them.")
def sequential_update_averaged(prior, likelihoods):
    exact = sequential_update(prior, likelihoods)
    if len(likelihoods) == 0:
        return exact
    with np.errstate(divide="ignore"):
        return posterior_from_logs(np.log(as_prior(prior)), np.log(np.asarray(likelihoods, dtype=float)).mean(axis=0))


@mistake(
    "1e-12 is added to each likelihood, so hypotheses that were ruled out come back. Add nothing: log 0 = -inf is what "
    "posterior_from_logs wants.",
    example=([0.5, 0.5], [[1e-200, 3e-200]]),
)
def sequential_update_with_epsilon_in_the_logarithm(prior, likelihoods):
    prior = as_prior(prior)
    rows = np.array([as_prior_and_likelihood(prior, row)[1] for row in likelihoods]).reshape(-1, prior.size)
    return special.softmax(np.log(prior + 1e-12) + np.log(rows + 1e-12).sum(axis=0)) if len(rows) else prior


@mistake(
    "1e-300 stands in for likelihoods of 0, so pieces that rule out everything give an answer. Keep 0, and raise ValueError.",
    example=([0.5, 0.5], [[1.0, 0.0], [0.0, 1.0]]),
)
def sequential_update_with_a_tiny_epsilon(prior, likelihoods):
    prior = as_prior(prior)
    rows = np.array([as_prior_and_likelihood(prior, row)[1] for row in likelihoods]).reshape(-1, prior.size)
    logs = [np.log(np.maximum(x, 1e-300)) for x in (prior, rows)]
    return special.softmax(logs[0] + logs[1].sum(axis=0)) if len(rows) else prior


@mistake(
    "The logarithms are summed along each row, axis=1. The pieces are the rows: sum over them, axis=0, for one sum a hypothesis.",
)
def sequential_update_along_the_rows(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    if not len(likelihoods):
        return prior
    with np.errstate(divide="ignore"):
        return posterior_from_logs(np.log(prior), np.log(likelihoods).sum(axis=1))


@mistake("The result is not normalised: prior times all likelihoods. Divide by the sum, so that it sums to 1.")
def sequential_update_not_normalised(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return prior * likelihoods.prod(axis=0)


@mistake("The likelihoods are taken for logarithms. Take their logarithms before you add them up.")
def sequential_update_without_logarithms(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    with np.errstate(divide="ignore"):
        return special.softmax(np.log(prior) + likelihoods.sum(axis=0))


@mistake("The last piece is left out. All rows are evidence, from the first to the last.")
def sequential_update_without_the_last_piece(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return sequential_update(prior, likelihoods[:-1])


@mistake("The first piece is left out. All rows are evidence, from the first to the last.")
def sequential_update_without_the_first_piece(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return sequential_update(prior, likelihoods[1:])


@mistake(
    "The prior counts twice: it is in the beliefs already when it is multiplied in. Start from it, and add the pieces.",
    example=([0.25, 0.75], [[0.9, 0.2], [0.4, 0.5]]),
)
def sequential_update_with_the_prior_twice(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    with np.errstate(divide="ignore"):
        return special.softmax(2 * np.log(prior) + np.log(likelihoods).sum(axis=0)) if len(likelihoods) else prior


@mistake(
    "Only the strongest piece counts for each hypothesis, its largest likelihood. Each piece multiplies: add the logarithms."
)
def sequential_update_of_the_strongest(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return bayes_posterior(prior, likelihoods.max(axis=0)) if len(likelihoods) else prior


@mistake("These are the logarithms of the posterior. Return the probabilities themselves.")
def sequential_update_as_logarithms(prior, likelihoods):
    with np.errstate(divide="ignore"):
        return np.log(sequential_update(prior, likelihoods))


@mistake("The prior comes back, whatever was seen. Return the belief after all pieces.")
def sequential_update_returning_the_prior(prior, likelihoods):
    return _check_pieces(prior, likelihoods)[0]


@mistake("This is the position of the most probable hypothesis. Return the posterior of all of them.")
def sequential_update_as_the_best(prior, likelihoods):
    return int(sequential_update(prior, likelihoods).argmax())


@mistake(
    "The likelihoods of each hypothesis are divided by their sum over the pieces, which changes the ratios. Take them as they are."
)
def sequential_update_of_normalised_columns(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    totals = likelihoods.sum(axis=0)
    return sequential_update(prior, likelihoods / np.where(totals == 0, 1.0, totals))


@mistake("The result is a list. Return a float64 array.")
def sequential_update_as_a_list(prior, likelihoods):
    return sequential_update(prior, likelihoods).tolist()


@mistake("The probabilities are rounded, and may no longer sum to 1. Return them as they are.")
def sequential_update_rounded(prior, likelihoods):
    return sequential_update(prior, likelihoods).round(4)


# Other right answers


def _pieces(prior, likelihoods):
    """The prior and the list of the pieces as arrays, refused where they do not fit."""
    prior = as_prior(prior)
    return prior, [as_prior_and_likelihood(prior, row)[1] for row in likelihoods]


def _softmax(scores):
    """The softmax, refused where everything is ruled out."""
    if np.isneginf(scores).all():
        raise ValueError("ruled out")
    return special.softmax(scores)


@alternative
def sequential_update_with_reduce(prior, likelihoods):
    prior, likelihoods = _pieces(prior, likelihoods)
    with np.errstate(divide="ignore"):
        return _softmax(functools.reduce(np.add, map(np.log, likelihoods), np.log(prior)))


@alternative
def sequential_update_in_one_sum(prior, likelihoods):
    prior, likelihoods = _pieces(prior, likelihoods)
    with np.errstate(divide="ignore"):
        return _softmax(np.log(np.vstack([prior, *likelihoods])).sum(axis=0))


@alternative
def sequential_update_step_by_step_in_log_space(prior, likelihoods):
    prior, likelihoods = _pieces(prior, likelihoods)
    with np.errstate(divide="ignore"):
        belief = np.log(prior)
        for row in reversed(likelihoods):
            belief = belief + np.log(row)
            if np.isneginf(belief).all():
                raise ValueError("ruled out")
            belief -= special.logsumexp(belief)
    return np.exp(belief)
