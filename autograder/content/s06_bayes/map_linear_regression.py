"""6.11 `map_linear_regression`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from autograder.content.s06_bayes.shared import INF, NAN, regressions
from solutions.s06_bayes import as_data, map_linear_regression

# Criteria


@criterion(core=True)
def test_matches_the_definition(map_linear_regression, reference, rng):
    for X, y in regressions(rng, [(5, 2), (9, 4), (40, 7)]):
        sigma2, tau2 = (float(value) for value in rng.uniform((2, 0.2), (9, 0.8)))
        expected = reference.map_linear_regression(X, y, sigma2, tau2)
        assert_close(map_linear_regression(X, y, sigma2, tau2), expected)
        assert_close(map_linear_regression(X.tolist(), y.tolist(), sigma2=sigma2, tau2=tau2), expected)


@criterion(core=True)
def test_depends_on_the_ratio_of_the_variances(map_linear_regression, reference, rng):
    for X, y in regressions(rng, [(8, 3)]):
        expected = reference.map_linear_regression(X, y, 3.0, 0.25)
        for scale in (0.01, 50.0):
            assert_close(map_linear_regression(X, y, 3.0 * scale, 0.25 * scale), expected)


@criterion()
def test_of_one_weight(map_linear_regression):
    assert_close(map_linear_regression([[2], [1], [2]], [3, 1, 1], 6, 2), np.array([0.75]))
    assert_close(map_linear_regression([[3]], [4], 1, 0.5), np.array([12 / 11]))


@criterion()
def test_of_columns_that_depend_on_each_other(map_linear_regression, reference, rng):
    for X, y in regressions(rng, [(6, 2)]):
        X = np.column_stack([X, X[:, 0] - 2 * X[:, 1], X[:, 0]])
        expected = reference.map_linear_regression(X, y, 2.0, 0.5)
        assert_close(map_linear_regression(X, y, 2.0, 0.5), expected)
    assert_close(map_linear_regression(np.zeros((3, 2)), [1, 2, 3], 1, 2), np.zeros(2))


@criterion()
def test_with_more_weights_than_observations(map_linear_regression, reference, rng):
    for X, y in regressions(rng, [(3, 8), (1, 4)]):
        expected = reference.map_linear_regression(X, y, 1.5, 0.3)
        assert_close(map_linear_regression(X, y, 1.5, 0.3), expected)


@criterion()
def test_tends_to_least_squares_and_to_zero(map_linear_regression, rng):
    X = np.vstack([np.eye(3) * (2.0, 3.0, 5.0), rng.normal(size=(6, 3))])
    y = rng.normal(3, 2, size=9)
    # A prior variance of 1e12 moves the weights by about 1e-13 of themselves, rounding of X'X by no more than 1e-12.
    least_squares = np.linalg.lstsq(X, y, rcond=None)[0]
    assert_close(map_linear_regression(X, y, 1.0, 1e12), least_squares)
    assert_close(map_linear_regression(X, y, 1e6, 1e-12), np.zeros(3))


@criterion()
def test_does_not_spare_a_column_of_ones(map_linear_regression):
    assert_close(map_linear_regression([[1], [1], [1], [1]], [2, 4, 6, 8], 6, 1), np.array([2.0]))
    found = map_linear_regression([[1, 1], [1, -1]], [5, 3], 2, 1)
    assert_close(found, np.array([2.0, 0.5]))


@criterion()
def test_refuses_bad_variances(map_linear_regression):
    X, y = [[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], [1.0, 2.0, 4.0]
    for bad in (0, -1.0, NAN, INF):
        with raises(ValueError):
            map_linear_regression(X, y, bad, 2.0)
        with raises(ValueError):
            map_linear_regression(X, y, 2.0, bad)
    with raises(ValueError):
        map_linear_regression(X, y, -1.0, -2.0)


@criterion()
def test_refuses_data_that_do_not_fit(map_linear_regression):
    for X, y in (
        ([[1, 0], [1, 1]], [1, 2, 3]),
        ([[1, 0], [1, 1]], [1]),
        ([[1, 0], [1, 1]], [[1], [2]]),
        ([1, 2], [1, 2]),
        (np.empty((0, 2)), []),
        ([[1, NAN], [1, 1]], [1, 2]),
        ([[1, 0], [1, 1]], [1, INF]),
    ):
        with raises(ValueError):
            map_linear_regression(X, y, 1.0, 2.0)


@criterion()
def test_leaves_its_arguments_unchanged(map_linear_regression, rng):
    ((X, y),) = regressions(rng, [(6, 2)])
    assert_unchanged(map_linear_regression, X, y, 3.0, 1.0)
    assert_unchanged(map_linear_regression, X.tolist(), y.tolist(), 3.0, 1.0)


# Known mistakes


def _normal_equations(X, y, sigma2, tau2):
    """X'X, X'y and lambda, refused where the exercise says so."""
    map_linear_regression(X, y, sigma2, tau2)
    X, y = as_data(X, y, axes=2)
    return X.T @ X, X.T @ y, sigma2 / tau2


mistake = mistakes_of(map_linear_regression, example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4))


@mistake("lambda is upside down. It is sigma2 / tau2: a wide prior (large tau2) pulls less.")
def map_linear_regression_inverted(X, y, sigma2, tau2):
    return map_linear_regression(X, y, tau2, sigma2)


@mistake(
    "lambda is sigma2 alone, and tau2 is not used. It is sigma2 / tau2: the width of the prior decides how it pulls."
)
def map_linear_regression_without_tau2(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, sigma2, 1.0)


@mistake(
    "A column of ones is added in front, which makes a weight too many. Take X as it is: one weight for each column."
)
def map_linear_regression_with_a_column_of_ones(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(np.column_stack([np.ones(len(X)), X]), y, sigma2, tau2)


@mistake(
    "lambda is multiplied by the number of observations. The prior counts once: add sigma2 / tau2 to the diagonal."
)
def map_linear_regression_with_lambda_times_n(X, y, sigma2, tau2):
    return map_linear_regression(X, y, sigma2 * max(1, len(X)), tau2)


@mistake("The prior is missing: this is least squares. Add sigma2 / tau2 to the diagonal of X'X.")
def map_linear_regression_without_prior(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return np.linalg.lstsq(*as_data(X, y, axes=2), rcond=None)[0]


@mistake("X.T @ X + lam adds lambda to every entry of the matrix. Only the diagonal gets it: use lam * np.eye(d).")
def map_linear_regression_with_lambda_everywhere(X, y, sigma2, tau2):
    matrix, right_side, lam = _normal_equations(X, y, sigma2, tau2)
    return np.linalg.pinv(matrix + lam) @ right_side


@mistake("The standard deviations are compared: this is sqrt(sigma2 / tau2). sigma2 and tau2 are variances already.")
def map_linear_regression_with_standard_deviations(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, math.sqrt(sigma2), math.sqrt(tau2))


@mistake("The variances are squared once more. sigma2 is the variance itself: lambda is sigma2 / tau2.")
def map_linear_regression_with_squared_variances(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, sigma2**2, tau2**2)


@mistake(
    "The noise is left out: this uses lambda = 1 / tau2. It is sigma2 / tau2.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 3, 4),
)
def map_linear_regression_without_noise(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, 1.0, tau2)


@mistake(
    "lambda is the product of the two variances here. It is their ratio, sigma2 / tau2.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 3, 4),
)
def map_linear_regression_with_product(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, sigma2 * tau2, 1.0)


@mistake("lambda is halved. The factors 1/2 of likelihood and prior cancel: lambda is sigma2 / tau2.")
def map_linear_regression_with_half_lambda(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, sigma2 / 2, tau2)


@mistake(
    "The first weight is spared by the penalty, as an intercept often is. Here every weight has the prior: use the whole "
    "identity matrix."
)
def map_linear_regression_sparing_the_first(X, y, sigma2, tau2):
    matrix, right_side, lam = _normal_equations(X, y, sigma2, tau2)
    penalty = lam * np.eye(len(matrix))
    penalty[0, 0] = 0.0
    return np.linalg.solve(matrix + penalty, right_side)


@mistake(
    "The least squares solution is divided by 1 + lambda. That is right only if X'X is the identity: add lambda to the "
    "diagonal of X'X before you solve."
)
def map_linear_regression_shrinking_least_squares(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return np.linalg.lstsq(*as_data(X, y, axes=2), rcond=None)[0] / (1 + sigma2 / tau2)


@mistake(
    "The columns are treated one by one, as in the exercise with one weight. They share the data: solve for all weights "
    "together."
)
def map_linear_regression_one_column_at_a_time(X, y, sigma2, tau2):
    matrix, right_side, lam = _normal_equations(X, y, sigma2, tau2)
    return right_side / (np.diag(matrix) + lam)


@mistake(
    "The data are centred first, as a model with an intercept does. Take X and y as they are.",
    example=([[1, 0], [2, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_centred(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    X, y = as_data(X, y, axes=2)
    return map_linear_regression(X - X.mean(axis=0), y - y.mean(), sigma2, tau2)


@mistake("The weights come as a column of shape (d, 1). Return shape (d,): keep y one-dimensional.")
def map_linear_regression_as_a_column(X, y, sigma2, tau2):
    return map_linear_regression(X, y, sigma2, tau2)[:, None]


@mistake("These are the predictions for y. Return the weights.")
def map_linear_regression_predicting(X, y, sigma2, tau2):
    return np.asarray(X, dtype=float) @ map_linear_regression(X, y, sigma2, tau2)


@mistake(
    "The variances are not checked. Raise ValueError if one is not above 0, is infinite or nan.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, -4),
)
def map_linear_regression_of_any_variances(X, y, sigma2, tau2):
    X, y = as_data(X, y, axes=2)
    return np.linalg.solve(X.T @ X + sigma2 / tau2 * np.eye(X.shape[1]), X.T @ y)


@mistake(
    "The data are not checked: shapes that do not fit, nan and infinity must raise ValueError. as_data(X, y, axes=2) does it.",
    example=([[1.0, 0.0], [1.0, 1.0]], [1, math.inf], 1, 4),
)
def map_linear_regression_of_any_data(X, y, sigma2, tau2):
    if not (0 < sigma2 < math.inf and 0 < tau2 < math.inf):
        raise ValueError("variances")
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    return np.linalg.solve(X.T @ X + sigma2 / tau2 * np.eye(X.shape[-1]), X.T @ y)


@mistake(
    "A column of ones is spared by the penalty, as an intercept often is. Here every weight has the prior, that of such a "
    "column, too.",
)
def map_linear_regression_sparing_ones(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    X, y = as_data(X, y, axes=2)
    penalty = np.where(np.all(X == 1, axis=0), 0.0, sigma2 / tau2)
    d = X.shape[1]
    rows, targets = np.vstack([X, np.diag(np.sqrt(penalty))]), np.concatenate([y, np.zeros(d)])
    return np.linalg.lstsq(rows, targets, rcond=None)[0]


@mistake("The last weight is spared by the penalty. Here every weight has the prior: use the whole identity matrix.")
def map_linear_regression_sparing_the_last(X, y, sigma2, tau2):
    matrix, right_side, lam = _normal_equations(X, y, sigma2, tau2)
    penalty = lam * np.eye(len(matrix))
    penalty[-1, -1] = 0.0
    return np.linalg.pinv(matrix + penalty) @ right_side


@mistake("lambda is tau2 alone, and sigma2 is not used. It is sigma2 / tau2: the noise decides how much data count.")
def map_linear_regression_with_tau2_alone(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, tau2, 1.0)


@mistake(
    "X'X is divided by sigma2, but X'y is not. Divide both, or neither: the weights are sigma2 times too large.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 3, 4),
)
def map_linear_regression_with_noise_on_one_side(X, y, sigma2, tau2):
    return map_linear_regression(X, y, sigma2, tau2) * sigma2


map_linear_regression_with_twice_lambda = mistake.change(
    "lam = sigma2 / tau2",
    "lam = 2 * sigma2 / tau2",
    "lambda is doubled. The factors 2 of the derivatives cancel: lambda is sigma2 / tau2.",
)


@mistake(
    "lambda is divided by the number of observations. The prior counts once, beside the sums: use sigma2 / tau2 itself."
)
def map_linear_regression_with_lambda_over_n(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, sigma2 / len(X), tau2)


@mistake("lambda is subtracted from the diagonal, which pushes the weights away from 0. Add it.")
def map_linear_regression_subtracting(X, y, sigma2, tau2):
    matrix, right_side, lam = _normal_equations(X, y, sigma2, tau2)
    return np.linalg.pinv(matrix - lam * np.eye(len(matrix))) @ right_side


@mistake("lambda is added to X'y, too. It joins the diagonal of X'X only.")
def map_linear_regression_with_lambda_above(X, y, sigma2, tau2):
    matrix, right_side, lam = _normal_equations(X, y, sigma2, tau2)
    return np.linalg.solve(matrix + lam * np.eye(len(matrix)), right_side + lam)


@mistake(
    "Only y is centred. Nothing is: take X and y as they are.", example=([[1, 0], [2, 1], [1, 2]], [1, 2, 4], 1, 4)
)
def map_linear_regression_with_centred_targets(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    X, y = as_data(X, y, axes=2)
    return map_linear_regression(X, y - y.mean(), sigma2, tau2)


@mistake(
    "The columns are standardised first, which changes the weights and the prior. Take X as it is.",
    example=([[1, 0], [2, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_with_standardised_columns(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    X, y = as_data(X, y, axes=2)
    deviations = X.std(axis=0)
    return map_linear_regression((X - X.mean(axis=0)) / np.where(deviations == 0, 1.0, deviations), y, sigma2, tau2)


@mistake("This is X'y without solving for the weights. Solve (X'X + lambda I) w = X'y.")
def map_linear_regression_without_solving(X, y, sigma2, tau2):
    return _normal_equations(X, y, sigma2, tau2)[1]


@mistake("The weights are multiplied by the matrix instead of its inverse. Solve (X'X + lambda I) w = X'y.")
def map_linear_regression_without_the_inverse(X, y, sigma2, tau2):
    matrix, right_side, lam = _normal_equations(X, y, sigma2, tau2)
    return (matrix + lam * np.eye(len(matrix))) @ right_side


@mistake("The weights are rounded. Return them as they are.")
def map_linear_regression_rounded(X, y, sigma2, tau2):
    return map_linear_regression(X, y, sigma2, tau2).round(4)


@mistake("lambda is sigma2 / tau2 ** 2 here. tau2 is the variance of the prior already: do not square it.")
def map_linear_regression_with_tau2_squared(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, sigma2, tau2**2)


@mistake(
    "The noise is squared once more, sigma2 ** 2 / tau2. sigma2 is the variance already.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 3, 4),
)
def map_linear_regression_with_sigma2_squared(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, sigma2**2, tau2)


# Other right answers


def _problem(X, y, sigma2, tau2):
    """Data and lambda, refused where the exercise says so."""
    X, y = as_data(X, y, axes=2)
    if not (sigma2 > 0 and tau2 > 0 and np.isfinite(sigma2) and np.isfinite(tau2)):
        raise ValueError("variances")
    return X, y, sigma2 / tau2


@alternative
def map_linear_regression_with_extra_observations(X, y, sigma2, tau2):
    X, y, lam = _problem(X, y, sigma2, tau2)
    d = X.shape[1]
    X, y = np.vstack([X, math.sqrt(lam) * np.eye(d)]), np.concatenate([y, np.zeros(d)])
    return np.linalg.lstsq(X, y, rcond=None)[0]


@alternative
def map_linear_regression_by_the_normal_equations(X, y, sigma2, tau2):
    X, y, lam = _problem(X, y, sigma2, tau2)
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)


@alternative
def map_linear_regression_with_an_inverse(X, y, sigma2, tau2):
    X, y, lam = _problem(X, y, sigma2, tau2)
    return np.linalg.inv(X.T @ X + lam * np.identity(X.shape[1])) @ X.T @ y


@alternative
def map_linear_regression_as_a_posterior_mean(X, y, sigma2, tau2):
    X, y, _ = _problem(X, y, sigma2, tau2)
    precision = X.T @ X / sigma2 + np.eye(X.shape[1]) / tau2
    return np.linalg.solve(precision, X.T @ y / sigma2)
