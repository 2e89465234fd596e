"""10.9 `whiten`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, floats_of, mistakes_of, raises
from autograder.content.s10_covariance_attention.shared import NO_OBSERVATIONS, centre_in_place, table
from solutions.s10_covariance_attention import as_observations, covariance_matrix, whiten

# Criteria


@criterion(core=True)
def test_divides_along_the_principal_directions_and_turns_back(whiten, reference, rng):
    for n, d in ((8, 3), (30, 4), (5, 2)):
        X = table(rng, n, d)
        expected = reference.whiten(X, 1e-3)
        assert_close(whiten(X, 1e-3), expected, rtol=1e-6, atol=1e-8)
        assert_close(whiten(X.tolist(), eps=1e-3), expected, rtol=1e-6, atol=1e-8)


@criterion(core=True)
def test_makes_the_covariance_the_identity(whiten, rng):
    # No direction is nearly flat, as it is in one table of a hundred: eps would show there.
    turned, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    X = rng.normal(size=(20, 3)) * [0.5, 1.0, 3.0] @ turned + rng.uniform(-9, 9, size=3)
    white = floats_of(whiten(X), (20, 3))
    assert_close(white.mean(axis=0), np.zeros(3), atol=1e-8)
    assert_close(white.T @ white / 19, np.eye(3), rtol=1e-4, atol=1e-4)


@criterion()
def test_only_scales_uncorrelated_features(whiten):
    a = math.sqrt(3) / 2
    expected = np.array([[-a, -a], [a, -a], [-a, a], [a, a]])
    assert_close(whiten([[0, 0], [2, 0], [0, 4], [2, 4]]), expected, rtol=1e-6)


@criterion()
def test_of_one_feature_standardises(whiten):
    assert_close(whiten([[1.0], [3.0], [5.0]]), np.array([[-1.0], [0.0], [1.0]]), rtol=1e-6)
    assert_close(whiten([[1.0], [3.0], [5.0]], 5.0), np.array([[-2.0], [0.0], [2.0]]) / 3, rtol=1e-6)


@criterion()
def test_of_directions_without_variance_is_finite(whiten):
    white = whiten([[1.0, 7.0], [3.0, 7.0], [5.0, 7.0]])
    assert_close(white, np.array([[-1.0, 0.0], [0.0, 0.0], [1.0, 0.0]]), rtol=1e-6, atol=1e-3)
    half = math.sqrt(0.5)
    assert_close(whiten([[1, 1], [3, 3], [5, 5]]), np.array([[-half] * 2, [0.0] * 2, [half] * 2]), rtol=1e-6, atol=1e-3)


@criterion()
def test_refuses_what_is_no_table(whiten):
    for X in NO_OBSERVATIONS:
        with raises(ValueError):
            whiten(X)


@criterion()
def test_takes_single_precision_and_leaves_its_argument_unchanged(whiten, rng):
    X = np.array([[0, 0], [2, 0], [0, 4], [2, 4]], dtype=np.float32)
    a = math.sqrt(3) / 2
    assert_close(whiten(X), np.array([[-a, -a], [a, -a], [-a, a], [a, a]]), rtol=1e-5)
    assert_unchanged(whiten, table(rng, 6, 3))


# Known mistakes

X = ((1.0, 2.0, 0.5), (3.0, 1.0, 0.0), (4.0, 4.0, 1.5), (0.0, 3.0, 2.0), (2.0, 5.0, 1.0), (6.0, 0.0, 3.0))
RESULT = "(X - X.mean(axis=0)) @ (directions * scale) @ directions.T"
SCALE = "1 / np.sqrt(np.maximum(variances, 0) + eps)"

mistake = mistakes_of(whiten, example=(X,))

whiten_not_centred = mistake.change(
    "(X - X.mean(axis=0)) @", "X @", "Nothing was centred. Subtract the mean of each column."
)
whiten_without_turning_back = mistake.change(
    " @ directions.T", "", "This is PCA whitening: the features are mixed. Turn back with the transposed directions."
)
whiten_turned_twice = mistake.change(
    " @ directions.T", " @ directions", "This turns on instead of back. Transpose the directions."
)
whiten_multiplied = mistake.change(
    SCALE,
    "np.sqrt(np.maximum(variances, 0) + eps)",
    "The data is multiplied by the roots of the eigenvalues. Divide.",
)
whiten_divided_by_variances = mistake.change(
    SCALE,
    "1 / (np.maximum(variances, 0) + eps)",
    "The data is divided by the eigenvalues. Divide by their roots.",
)
whiten_of_columns_alone = mistake.change(
    RESULT,
    "(X - X.mean(axis=0)) / np.sqrt(X.var(axis=0, ddof=1) + eps)",
    "Each column is standardised, but they are still correlated.",
)
whiten_with_directions_in_rows = mistake.change(
    RESULT,
    "(X - X.mean(axis=0)) @ (directions.T * scale) @ directions",
    "The eigenvectors were taken from the rows. np.linalg.eigh has them in columns.",
)
whiten_scaled_on_the_wrong_side = mistake.change(
    RESULT,
    "(X - X.mean(axis=0)) @ (directions * scale[:, None]) @ directions.T",
    "The scales belong to the columns of the directions, not to their rows.",
)
whiten_with_the_population_covariance = mistake.change(
    "covariance_matrix(X)", "covariance_matrix(X, 0)", "The covariance is divided by n. Divide by n - 1."
)
whiten_with_epsilon_outside = mistake.change(
    SCALE,
    "1 / (np.sqrt(np.maximum(variances, 0)) + eps)",
    "eps is added to the root. Add it to the eigenvalue, inside the root.",
    example=(X, 0.5),
)
whiten_with_a_fixed_epsilon = mistake.change(
    SCALE, "1 / np.sqrt(np.maximum(variances, 0) + 1e-8)", "eps is not used.", example=(X, 0.5)
)
whiten_of_the_correlation = mistake.change(
    "np.linalg.eigh(covariance_matrix(X))",
    "np.linalg.eigh(covariance_matrix((X - X.mean(axis=0)) / np.sqrt(X.var(axis=0, ddof=1) + 1e-300)))",
    "The eigenvectors are those of the correlation matrix. Take the covariance matrix.",
)
whiten_with_the_mean_put_back = mistake.change(
    RESULT, f"{RESULT} + X.mean(axis=0)", "The means were added again. The result is centred."
)
whiten_of_rows = mistake.change(
    RESULT,
    "(lambda w, U: ((X - X.mean(axis=1, keepdims=True)).T @ (U / np.sqrt(np.maximum(w, 0) + eps)) @ U.T).T)"
    "(*np.linalg.eigh(np.atleast_2d(np.cov(X)) if X.shape[1] > 1 else np.eye(len(X))))",
    "The rows were whitened. Observations stand in rows: decorrelate the columns.",
)


@mistake(
    "Rounding leaves eigenvalues a little below 0, whose root is nan. Cut them at 0.",
    example=(((1.0, 7.0), (3.0, 7.0), (5.0, 7.0)),),
)
def whiten_of_nan(X, eps=1e-8):
    white = whiten(X, eps)
    flat = np.linalg.eigvalsh(covariance_matrix(X)).min() < 1e-9
    return np.full_like(white, np.nan) if flat else white


@mistake("The result is right, but the caller's table was centred in place.", example=(np.array(X),))
def whiten_in_place(X, eps=1e-8):
    white = whiten(X, eps)
    centre_in_place(X)
    return white


whiten_by_cholesky_of_the_inverse = mistake.change(
    RESULT,
    "(X - X.mean(axis=0)) @ np.linalg.cholesky(np.linalg.inv(covariance_matrix(X) + eps * np.eye(X.shape[1])))",
    "This whitens with a Cholesky factor of the inverse, which is a triangle. ZCA takes the symmetric root, from the eigenvectors.",
)
whiten_by_cholesky = mistake.change(
    RESULT,
    "(X - X.mean(axis=0)) @ np.linalg.inv(np.linalg.cholesky(covariance_matrix(X) + eps * np.eye(X.shape[1]))).T",
    "The Cholesky factor of the covariance was inverted, which is a triangle. ZCA takes the symmetric root, from the eigenvectors.",
)
whiten_without_epsilon = mistake.change(
    SCALE,
    "1 / np.sqrt(np.maximum(variances, 0))",
    "eps is left out, and a direction without variance divides by 0. Add it to the eigenvalues.",
    example=(X, 0.5),
)
whiten_with_epsilon_in_every_entry = mistake.change(
    "np.linalg.eigh(covariance_matrix(X))\n    scale = 1 / np.sqrt(np.maximum(variances, 0) + eps)",
    "np.linalg.eigh(covariance_matrix(X) + eps)\n    scale = 1 / np.sqrt(np.maximum(variances, 1e-300))",
    "eps is added to all entries of the covariance matrix. It belongs to the eigenvalues, or to the diagonal.",
    example=(X, 0.5),
)
whiten_with_epsilon_as_a_floor = mistake.change(
    SCALE,
    "1 / np.sqrt(np.maximum(variances, eps))",
    "eps is only a floor under the eigenvalues. Add it to each.",
    example=(X, 0.5),
)
whiten_with_epsilon_subtracted = mistake.change(
    SCALE,
    "1 / np.sqrt(np.maximum(variances - eps, 1e-300))",
    "eps is subtracted from the eigenvalues. Add it.",
    example=(X, 0.5),
)
whiten_with_epsilon_behind_the_division = mistake.change(
    SCALE,
    "1 / np.sqrt(np.maximum(variances, 1e-300)) + eps",
    "eps is added behind the division. Add it to the eigenvalues, under the root.",
    example=(X, 0.5),
)
whiten_with_epsilon_squared = mistake.change(
    SCALE,
    "1 / np.sqrt(np.maximum(variances, 0) + eps**2)",
    "eps is squared. Add it to the eigenvalue as it is.",
    example=(X, 0.5),
)
whiten_of_sums = mistake.change(
    SCALE,
    "1 / np.sqrt(np.maximum(variances, 0) * (len(X) - 1) + eps)",
    "The eigenvalues are those of sums of squares. Divide by n - 1: those of the covariance matrix.",
)
whiten_turned_only = mistake.change(
    RESULT,
    "(X - X.mean(axis=0)) @ directions",
    "The data is only turned. Divide by the roots of the eigenvalues, and turn back.",
)
whiten_centred_only = mistake.change(
    RESULT,
    "X - X.mean(axis=0)",
    "The data is only centred. Divide along the principal directions.",
)
whiten_as_the_matrix = mistake.change(
    RESULT,
    "(directions * scale) @ directions.T",
    "This is the matrix that whitens. Multiply the centred data by it.",
)
whiten_by_roots_of_the_inverse = mistake.change(
    RESULT,
    "(X - X.mean(axis=0)) @ np.sqrt(np.abs(np.linalg.inv(covariance_matrix(X) + eps * np.eye(X.shape[1]))))",
    "The root of the inverse is taken entry by entry. The root of a matrix is taken through its eigenvalues.",
)
whiten_centred_by_one_number = mistake.change(
    "(X - X.mean(axis=0)) @", "(X - X.mean()) @", "One mean was subtracted from all entries. Each column has its own."
)
whiten_centred_by_rows = mistake.change(
    "(X - X.mean(axis=0)) @",
    "(X - X.mean(axis=1, keepdims=True)) @",
    "The means of rows were subtracted. Subtract that of each column.",
)
whiten_turned_backwards_first = mistake.change(
    RESULT,
    "(X - X.mean(axis=0)) @ (directions.T * scale)",
    "The transposed directions come first, and nothing turns back. Take @ U, the scales, @ U.T.",
)
whiten_and_standardised = mistake.change(
    "X = as_observations(X)",
    "X = as_observations(X)\n    X = (X - X.mean(axis=0)) / (X.std(axis=0, ddof=1) + (X.max(axis=0) == X.min(axis=0)))",
    "The columns are standardised first, which gives another table. Only centre them.",
)
whiten_with_mean_lengths = mistake.change(
    RESULT,
    f"(lambda Z: Z / np.linalg.norm(Z, axis=1, keepdims=True).clip(1e-300))({RESULT})",
    "Each row is brought to the length 1 at the end. Leave the lengths as they come.",
)


# Other right answers


@alternative
def whiten_with_an_svd(X, eps=1e-8):
    X = as_observations(X)
    centred = X - X.mean(axis=0)
    _, lengths, rows = np.linalg.svd(centred, full_matrices=False)
    return centred @ (rows.T / np.sqrt(lengths**2 / (len(X) - 1) + eps)) @ rows


@alternative
def whiten_with_a_diagonal(X, eps=1e-8):
    X = np.array(X, dtype=float)
    if X.ndim != 2 or len(X) < 2 or not np.isfinite(X.sum()):
        raise ValueError("X")
    centred = X - np.mean(X, axis=0)
    values, U = np.linalg.eigh(np.atleast_2d(np.cov(centred.T)))
    root = U @ np.diag((np.clip(values, 0, None) + eps) ** -0.5) @ U.T
    return centred @ root
