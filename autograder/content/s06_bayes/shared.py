"""What the exercises of section 6 share."""

import math

from autograder.content import dyadic_distributions, raises

INF, NAN = math.inf, math.nan


# Pairs of prior and likelihood that are refused: bad priors, bad likelihoods, shapes that do not fit.
BAD_PRIORS = (
    (0.5, 0.4),
    (0.6, 0.6),
    (0.5, 0.50001),
    (0.5, 0.49999),
    (1.5, -0.5),
    (NAN, 1.0),
    (INF, 0.0),
    (3, 1),
)


BAD_LIKELIHOODS = ((0.5, -0.1), (-0.2, 0.9), (0.5, NAN), (INF, 0.5))


BAD_SHAPES = (((0.5, 0.5), (0.5,)), ((1.0,), (0.5, 0.5)), ((0.25, 0.25, 0.5), (0.5, 0.5)), ((0.5, 0.5), 0.5), ((), ()))


def updates(rng, sizes):
    """A prior and a likelihood of each size."""
    for prior in dyadic_distributions(rng, sizes):
        yield prior, rng.uniform(0.05, 1.0, size=prior.size)


def regressions(rng, shapes):
    """Inputs X and targets y for each shape (n, d); neither centred nor of unit variance."""
    for n, d in shapes:
        X = rng.normal(1.0, 2.5, size=(n, d))
        yield X, X @ rng.normal(0, 2, size=d) + rng.normal(0.5, 1.5, size=n)


def refuses_bad_hypotheses(function):
    """`function` of a prior and a likelihood raises for all that the docstrings refuse."""
    for prior in BAD_PRIORS:
        with raises(ValueError):
            function(list(prior), [0.5, 0.25])
    for likelihood in BAD_LIKELIHOODS:
        with raises(ValueError):
            function([0.25, 0.75], list(likelihood))
    for prior, likelihood in BAD_SHAPES:
        with raises(ValueError):
            function(prior, likelihood)
