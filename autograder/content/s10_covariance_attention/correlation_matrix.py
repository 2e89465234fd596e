"""10.4 `correlation_matrix`: criteria, known mistakes, other right answers."""

import numpy as np
from scipy import stats

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    floats_of,
    mistakes_of,
    raises,
)
from autograder.content.s10_covariance_attention.shared import NO_OBSERVATIONS, centre_in_place, table
from solutions.s10_covariance_attention import as_observations, correlation, correlation_matrix, covariance_matrix

# Criteria


@criterion(core=True)
def test_holds_the_correlations_of_all_pairs_of_columns(correlation_matrix, reference, rng):
    for n, d in ((5, 3), (4, 5), (20, 2)):
        X = table(rng, n, d)
        expected = reference.correlation_matrix(X)
        assert_close(correlation_matrix(X), expected)
        assert_close(correlation_matrix(X.tolist()), expected)


@criterion()
def test_has_exact_ones_and_stays_within(correlation_matrix, rng):
    for _ in range(3):
        x = rng.normal(size=6)
        X = np.stack([x, 3 * x, 0.7 * x, -1.7 * x], axis=1)
        matrix = floats_of(correlation_matrix(X), (4, 4))
        assert_close(matrix, np.outer([1, 1, 1, -1], [1, 1, 1, -1]).astype(float))
        assert_same(np.diagonal(matrix).tolist(), [1.0] * 4)
        assert_same(bool(np.abs(matrix).max() <= 1.0), True)


@criterion()
def test_of_as_many_observations_as_features(correlation_matrix, reference, rng):
    X = table(rng, 4, 4)
    expected = reference.correlation_matrix(X)
    assert_close(correlation_matrix(X), expected)


@criterion()
def test_has_no_units(correlation_matrix, reference, rng):
    X = table(rng, 7, 3)
    expected = reference.correlation_matrix(X)
    assert_close(correlation_matrix(X * np.array([1e6, 1e-6, 20.0]) + 3.0), expected, rtol=1e-6)


@criterion()
def test_of_one_feature_is_a_one(correlation_matrix):
    assert_close(correlation_matrix([[1.0], [3.0], [4.0]]), np.array([[1.0]]))


@criterion()
def test_refuses_columns_that_do_not_vary(correlation_matrix):
    for X in ([[1, 0.1], [2, 0.1], [3, 0.1]], [[0, 1], [0, 2]], [[7.0], [7.0]]):
        with raises(ValueError):
            correlation_matrix(X)


@criterion()
def test_refuses_what_is_no_table(correlation_matrix):
    for X in NO_OBSERVATIONS:
        with raises(ValueError):
            correlation_matrix(X)


@criterion()
def test_takes_single_precision_and_leaves_its_argument_unchanged(correlation_matrix, rng):
    X = np.array([[1, 0, 2], [3, 4, 1], [5, 8, 0]], dtype=np.float32)
    signs = np.array([[1.0, 1.0, -1.0], [1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]])
    assert_close(correlation_matrix(X), signs, rtol=1e-6)
    assert_unchanged(correlation_matrix, table(rng, 5, 3))


# Known mistakes

X = ((0.0, 1.0, 2.0), (1.0, 1.0, 0.0), (4.0, 3.0, 1.0), (2.0, 0.0, 1.0), (3.0, 5.0, 1.0))
DIVIDED = "np.clip(matrix / np.outer(std, std), -1.0, 1.0)"
CONSTANT = ((1.0, 0.1), (2.0, 0.1), (3.0, 0.1))

mistake = mistakes_of(correlation_matrix, example=(X,))


def _divided(X, divisor, matrix=None):
    """The covariance matrix divided by something, on columns that vary."""
    correlation_matrix(X)
    X = np.asarray(X, dtype=float)
    return (covariance_matrix(X) if matrix is None else matrix) / divisor(X)


@mistake("Rows were taken for features, as np.corrcoef does. Here observations stand in rows: rowvar=False.")
def correlation_matrix_of_rows(X):
    correlation_matrix(X)
    with np.errstate(all="ignore"):
        return np.atleast_2d(np.corrcoef(np.asarray(X, dtype=float)))


@mistake("This divides by the variances. Divide by the standard deviations, their roots.")
def correlation_matrix_divided_by_variances(X):
    return _divided(X, lambda X: np.outer(X.var(axis=0, ddof=1), X.var(axis=0, ddof=1)))


@mistake(
    "This divides by the variances, and ones on the diagonal hide it. Divide by the standard deviations, their roots."
)
def correlation_matrix_divided_by_variances_but_for_ones(X):
    matrix = correlation_matrix_divided_by_variances(X)
    np.fill_diagonal(matrix, 1.0)
    return matrix


@mistake("This divides by one standard deviation only. Entry (i, j) is divided by both.")
def correlation_matrix_divided_once(X):
    return _divided(X, lambda X: X.std(axis=0, ddof=1))


@mistake("Covariance and standard deviations have different divisors, n - 1 and n: the diagonal is not 1.")
def correlation_matrix_with_mixed_divisors(X):
    return _divided(X, lambda X: np.outer(X.std(axis=0), X.std(axis=0)))


@mistake("This divides by the largest variance. Each entry has its own two standard deviations.")
def correlation_matrix_divided_by_one_number(X):
    return _divided(X, lambda X: X.var(axis=0, ddof=1).max())


@mistake("This is the covariance matrix. Divide by the standard deviations.")
def correlation_matrix_not_divided(X):
    return _divided(X, lambda X: 1.0)


@mistake("These are cosines of the columns: nothing was centred.")
def correlation_matrix_as_cosines(X):
    correlation_matrix(X)
    X = np.asarray(X, dtype=float)
    lengths = np.linalg.norm(X, axis=0)
    return X.T @ X / np.outer(lengths, lengths)


@mistake("Each row was centred instead of each column.")
def correlation_matrix_of_centred_rows(X):
    correlation_matrix(X)
    X = np.asarray(X, dtype=float)
    X = X - X.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(X, axis=0)
    return X.T @ X / np.where(np.outer(lengths, lengths) > 0, np.outer(lengths, lengths), 1.0)


@mistake("Signs are lost. A correlation may be negative.")
def correlation_matrix_of_absolute_values(X):
    return np.abs(correlation_matrix(X))


@mistake("These are squared correlations.")
def correlation_matrix_squared(X):
    return correlation_matrix(X) ** 2


@mistake("The diagonal is 0. Every feature has the correlation 1 with itself.")
def correlation_matrix_with_an_empty_diagonal(X):
    matrix = correlation_matrix(X)
    return matrix - np.diag(np.diagonal(matrix))


@mistake("Only one triangle is filled. The matrix is symmetric.")
def correlation_matrix_of_one_triangle(X):
    return np.triu(correlation_matrix(X))


correlation_matrix_of_nan = mistake.change(
    '        raise ValueError(f"all entries of column {column} are equal: it has no correlation with anything")',
    "        return np.where(np.eye(X.shape[1], dtype=bool), 1.0, np.nan)",
    "A column that does not vary gives nan. Raise ValueError.",
    example=(CONSTANT,),
)
correlation_matrix_checked_by_deviations = mistake.change(
    "X.max(axis=0) == X.min(axis=0)",
    "X.std(axis=0) == 0",
    "The standard deviation of 0.1, 0.1, 0.1 is not quite 0 in floats. Compare largest and smallest.",
    example=(CONSTANT,),
)


@mistake("The result is right, but the caller's table was centred in place.", example=(np.array(X),))
def correlation_matrix_in_place(X):
    result = correlation_matrix(X)
    centre_in_place(X)
    return result


@mistake(
    "Different divisors, n - 1 above and n below, are hidden by clipping and by ones on the diagonal. Take the same for both."
)
def correlation_matrix_with_hidden_divisors(X):
    matrix = np.clip(correlation_matrix_with_mixed_divisors(X), -1.0, 1.0)
    np.fill_diagonal(matrix, 1.0)
    return matrix


@mistake("The covariances are divided by n, and the standard deviations by n - 1: the diagonal is below 1.")
def correlation_matrix_with_mixed_divisors_the_other_way(X):
    correlation_matrix(X)
    return _divided(X, lambda X: np.outer(X.std(axis=0, ddof=1), X.std(axis=0, ddof=1)), covariance_matrix(X, 0))


@mistake(
    "Both divisions run along the columns: entry (i, j) is divided by the variance of j. Divide the rows as well: std[:, None]."
)
def correlation_matrix_divided_by_columns_twice(X):
    return _divided(X, lambda X: X.var(axis=0, ddof=1))


@mistake("Ones stand on the diagonal, but the other entries are covariances. Divide by the standard deviations.")
def correlation_matrix_not_divided_but_for_ones(X):
    matrix = _divided(X, lambda X: 1.0)
    np.fill_diagonal(matrix, 1.0)
    return matrix


@mistake("The products of the standardised columns are added up. Divide by n - 1: the diagonal is 1.")
def correlation_matrix_as_sums(X):
    return correlation_matrix(X) * (len(X) - 1)


@mistake("This divides by roots of sums of squares, which know no n - 1, while the covariances are divided by it.")
def correlation_matrix_divided_by_lengths(X):
    return correlation_matrix(X) / (len(X) - 1)


@mistake("One mean was subtracted from all entries. Each column has its own.")
def correlation_matrix_centred_by_one_number(X):
    correlation_matrix(X)
    X = np.asarray(X, dtype=float)
    X = X - X.mean()
    lengths = np.linalg.norm(X, axis=0)
    return X.T @ X / np.outer(lengths, lengths)


@mistake("These are 1 - r, distances. The correlations themselves are wanted.")
def correlation_matrix_as_distances(X):
    return 1.0 - correlation_matrix(X)


@mistake("These are correlations of ranks. Take the numbers themselves.")
def correlation_matrix_of_ranks(X):
    correlation_matrix(X)
    return correlation_matrix(stats.rankdata(np.asarray(X, dtype=float), axis=0))


@mistake("Negative correlations are raised to 0. They go down to -1.")
def correlation_matrix_never_negative(X):
    return np.clip(correlation_matrix(X), 0.0, 1.0)


@mistake("One variance of the whole table is divided by. Each entry has its own two standard deviations.")
def correlation_matrix_divided_by_the_whole_variance(X):
    return _divided(X, lambda X: X.var(ddof=1))


@mistake("This divides by the sums of two standard deviations. Divide by their products: np.outer.")
def correlation_matrix_divided_by_sums(X):
    return _divided(X, lambda X: np.add.outer(X.std(axis=0, ddof=1), X.std(axis=0, ddof=1)))


@mistake("The matrix is flat: only the entries above the diagonal. A table of shape (d, d) is wanted.")
def correlation_matrix_as_a_list(X):
    matrix = correlation_matrix(X)
    return matrix[np.triu_indices(len(matrix), 1)]


@mistake(
    "One feature gives a plain number, as np.corrcoef does. The matrix has two axes always.",
    example=(((1.0,), (3.0,), (4.0,)),),
)
def correlation_matrix_squeezed(X):
    return np.squeeze(correlation_matrix(X))


@mistake(
    "A column that does not vary gets correlations of 0. Raise ValueError: they are not defined.",
    example=(((1.0, 7.0), (2.0, 7.0), (4.0, 7.0)),),
)
def correlation_matrix_of_zero(X):
    X = as_observations(X)
    flat = X.max(axis=0) == X.min(axis=0)
    matrix = np.where(
        np.logical_or.outer(flat, flat), 0.0, np.corrcoef(X + np.outer(np.arange(len(X)), flat), rowvar=False)
    )
    np.fill_diagonal(matrix, 1.0)
    return matrix


@mistake(
    "np.allclose takes small deviations from a large mean for none, and refuses them. Compare largest and smallest.",
    example=(((1.0, 3.000001), (2.0, 3.000002), (4.0, 3.000005)),),
)
def correlation_matrix_refusing_small_deviations(X):
    X = as_observations(X)
    if np.isclose(X, X[0]).all(axis=0).any():
        raise ValueError("column")
    return correlation_matrix(X)


@mistake(
    "An epsilon is added below, which outweighs small units. Leave it out: columns that do not vary are refused anyway.",
    example=(((1e-6, 2.0), (3e-6, 1.0), (4e-6, 5.0)),),
)
def correlation_matrix_with_an_epsilon(X):
    return _divided(X, lambda X: np.outer(X.std(axis=0, ddof=1), X.std(axis=0, ddof=1)) + 1e-8)


@mistake(
    "Both divisions are by the deviation of the column. Entry (i, j) is divided by that of i and by that of j: np.outer."
)
def correlation_matrix_by_the_column_twice(X):
    correlation_matrix(X)
    matrix = covariance_matrix(X)
    matrix = np.clip(matrix / np.diagonal(matrix), -1.0, 1.0)
    np.fill_diagonal(matrix, 1.0)
    return matrix


# Other right answers


@alternative
def correlation_matrix_pair_by_pair(X):
    X = as_observations(X)
    matrix = np.array([[correlation(a, b) for b in X.T] for a in X.T])
    return np.where(np.eye(len(matrix), dtype=bool), 1.0, matrix)


@alternative
def correlation_matrix_from_numpy(X):
    X = as_observations(X)
    if np.any(np.ptp(X, axis=0) == 0):
        raise ValueError("constant")
    matrix = np.clip(np.atleast_2d(np.corrcoef(X, rowvar=False)), -1, 1)
    matrix[np.diag_indices(len(matrix))] = 1.0
    return matrix


@alternative
def correlation_matrix_of_standardised_columns(X):
    X = as_observations(X)
    if any(len(set(column)) == 1 for column in X.T.tolist()):
        raise ValueError("constant")
    Z = (X - X.mean(axis=0)) / X.std(axis=0)
    matrix = np.clip(Z.T @ Z / len(Z), -1.0, 1.0)
    np.fill_diagonal(matrix, 1.0)
    return matrix
