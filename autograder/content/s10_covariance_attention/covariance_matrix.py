"""10.3 `covariance_matrix`: criteria, known mistakes, other right answers."""

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s10_covariance_attention.shared import NO_OBSERVATIONS, centre_in_place, table
from solutions.s10_covariance_attention import as_observations, covariance, covariance_matrix

# Criteria


@criterion(core=True)
def test_holds_the_covariances_of_all_pairs_of_columns(covariance_matrix, reference, rng):
    for n, d in ((5, 3), (3, 4), (20, 2)):
        X = table(rng, n, d)
        expected = reference.covariance_matrix(X)
        assert_close(covariance_matrix(X), expected)
        assert_close(covariance_matrix(X.tolist()), expected)


@criterion()
def test_divides_by_n_where_ddof_is_zero(covariance_matrix, reference, rng):
    X = table(rng, 6, 3)
    expected = reference.covariance_matrix(X, 0)
    assert_close(covariance_matrix(X, ddof=0), expected)


@criterion()
def test_of_one_feature_has_two_axes(covariance_matrix):
    assert_close(covariance_matrix([[1.0], [3.0], [5.0]]), np.array([[4.0]]))


@criterion()
def test_of_as_many_observations_as_features(covariance_matrix, reference, rng):
    # A square table hides which way round it is read.
    X = table(rng, 4, 4)
    expected = reference.covariance_matrix(X)
    assert_close(covariance_matrix(X), expected)


@criterion()
def test_does_not_mind_offsets(covariance_matrix):
    X = np.array([[1.0, 0.0], [3.0, 4.0], [5.0, 8.0]]) + np.array([1e9, -1e9])
    assert_close(covariance_matrix(X), np.array([[4.0, 8.0], [8.0, 16.0]]), rtol=1e-6)


@criterion()
def test_of_a_column_that_does_not_vary_has_zeros(covariance_matrix):
    assert_close(covariance_matrix([[1, 7], [3, 7]]), np.array([[2.0, 0.0], [0.0, 0.0]]))


@criterion()
def test_refuses_what_is_no_table(covariance_matrix):
    for X in NO_OBSERVATIONS:
        with raises(ValueError):
            covariance_matrix(X)


@criterion()
def test_takes_ints_and_single_precision(covariance_matrix):
    expected = np.array([[4.0, 8.0], [8.0, 16.0]])
    assert_close(covariance_matrix([[1, 0], [3, 4], [5, 8]]), expected)
    assert_close(covariance_matrix(np.array([[1, 0], [3, 4], [5, 8]], dtype=np.float32)), expected, rtol=1e-6)


@criterion()
def test_leaves_its_argument_unchanged(covariance_matrix, rng):
    assert_unchanged(covariance_matrix, table(rng, 5, 3))


# Known mistakes

X = ((0.0, 1.0, 2.0), (1.0, 1.0, 0.0), (4.0, 3.0, 1.0), (2.0, 0.0, 1.0), (3.0, 5.0, 1.0))
PRODUCT = "centred.T @ centred / (len(X) - ddof)"

mistake = mistakes_of(covariance_matrix, example=(X,))

covariance_matrix_of_rows = mistake.change(
    f"centred = X - X.mean(axis=0)\n    return {PRODUCT}",
    "return np.atleast_2d(np.cov(X, ddof=ddof)) if X.shape[1] > 1 else np.zeros((len(X), len(X)))",
    "Rows were taken for features, as np.cov does. Here observations stand in rows: rowvar=False.",
)
covariance_matrix_not_centred = mistake.change(
    "centred = X - X.mean(axis=0)", "centred = X", "Nothing was centred: this is the matrix of second moments."
)
covariance_matrix_of_centred_rows = mistake.change(
    "X.mean(axis=0)", "X.mean(axis=1, keepdims=True)", "The rows were centred. Subtract the mean of each column."
)
covariance_matrix_centred_by_one_number = mistake.change(
    "X.mean(axis=0)", "X.mean()", "One mean was subtracted from all. Each column has its own."
)
covariance_matrix_divided_by_n = mistake.change(
    "(len(X) - ddof)", "len(X)", "The division is by n whatever ddof is. Divide by n - ddof."
)
covariance_matrix_always_of_a_sample = mistake.change(
    "(len(X) - ddof)", "(len(X) - 1)", "ddof is not used: the division is always by n - 1.", example=(X, 0)
)
covariance_matrix_divided_by_features = mistake.change(
    "(len(X) - ddof)",
    "max(X.shape[1] - ddof, 1)",
    "The sums are divided by the number of features. Divide by that of observations.",
)
covariance_matrix_as_sums = mistake.change(" / (len(X) - ddof)", "", "These are sums. Divide by n - ddof.")
covariance_matrix_of_observations = mistake.change(
    "centred.T @ centred",
    "centred @ centred.T",
    "The product is (n, n), a number for each pair of observations. Transpose the other factor.",
)
covariance_matrix_of_variances_alone = mistake.change(
    PRODUCT,
    f"np.diag(np.diagonal({PRODUCT}))",
    "Only the variances are there. The covariances stand beside the diagonal.",
)
covariance_matrix_as_variances = mistake.change(
    PRODUCT, f"np.diagonal({PRODUCT}).copy()", "This is a list of variances. A table of all pairs is wanted."
)
covariance_matrix_of_absolute_values = mistake.change(
    PRODUCT, f"np.abs({PRODUCT})", "Signs are lost. A covariance may be negative."
)
covariance_matrix_of_standardised_columns = mistake.change(
    "centred = X - X.mean(axis=0)",
    "std = X.std(axis=0, ddof=1)\n    centred = (X - X.mean(axis=0)) / np.where(std > 0, std, 1.0)",
    "This is the correlation matrix: units are gone.",
)
covariance_matrix_by_second_moments = mistake.change(
    PRODUCT,
    "(X.T @ X / len(X) - np.outer(X.mean(axis=0), X.mean(axis=0))) * len(X) / (len(X) - ddof)",
    "Second moments minus products of means lose all digits where the means are large. Centre first.",
    example=(((1e9 + 1, 0.0), (1e9 + 3, 4.0), (1e9 + 5, 8.0)),),
)


@mistake(
    "One feature gives a plain number, as np.cov does. The matrix has two axes always.",
    example=(((1.0,), (3.0,), (5.0,)),),
)
def covariance_matrix_squeezed(X, ddof=1):
    return np.cov(as_observations(X), rowvar=False, ddof=ddof)


@mistake("A single observation gives a matrix of zeros. Raise ValueError.", example=(((1.0, 2.0, 3.0),),))
def covariance_matrix_of_one_observation(X, ddof=1):
    if np.ndim(X) == 2 and len(X) == 1:
        return np.zeros((np.shape(X)[1],) * 2)
    return covariance_matrix(X, ddof)


@mistake("The result is right, but the caller's table was centred in place.", example=(np.array(X),))
def covariance_matrix_in_place(X, ddof=1):
    result = covariance_matrix(X, ddof)
    centre_in_place(X)
    return result


covariance_matrix_with_ddof_turned_round = mistake.change(
    "(len(X) - ddof)",
    "(len(X) - 1 + ddof)",
    "ddof is read the wrong way round: ddof=1 divides by n here. Divide by n - ddof.",
)
covariance_matrix_with_ddof_added = mistake.change(
    "(len(X) - ddof)", "(len(X) + ddof)", "ddof is added to n. Subtract it."
)
covariance_matrix_with_one_less_twice = mistake.change(
    "(len(X) - ddof)",
    "max(len(X) - 1 - ddof, 1)",
    "The 1 of n - 1 is subtracted besides ddof. ddof is that 1: divide by n - ddof.",
)
covariance_matrix_divided_by_all_entries = mistake.change(
    "(len(X) - ddof)",
    "(X.size - ddof)",
    "The divisor counts all entries of the table. Count its rows.",
)
covariance_matrix_with_mixed_divisors = mistake.change(
    PRODUCT,
    "X.T @ X / (len(X) - ddof) - np.outer(X.mean(axis=0), X.mean(axis=0))",
    "The products of the means are subtracted from sums divided by n - 1, which fits only for n. Centre first.",
)
covariance_matrix_around_medians = mistake.change(
    "X.mean(axis=0)", "np.median(X, axis=0)", "The medians were subtracted. Subtract the mean of each column."
)
covariance_matrix_of_one_triangle = mistake.change(
    PRODUCT, f"np.triu({PRODUCT})", "Only one triangle is filled. The matrix is symmetric: fill (j, i), too."
)
covariance_matrix_without_variances = mistake.change(
    PRODUCT,
    f"(lambda C: C - np.diag(np.diagonal(C)))({PRODUCT})",
    "The diagonal is 0. The variances belong there.",
)
covariance_matrix_of_products_of_deviations = mistake.change(
    PRODUCT,
    "np.outer(X.std(axis=0, ddof=ddof), X.std(axis=0, ddof=ddof))",
    "These are products of standard deviations. Multiply the deviations of each row, and average.",
)
covariance_matrix_with_roots = mistake.change(
    PRODUCT, f"np.sqrt(np.abs({PRODUCT}))", "Roots were taken. The diagonal holds variances, no standard deviations."
)
covariance_matrix_from_the_first_row = mistake.change(
    "X.mean(axis=0)", "X[0]", "The first row was subtracted. Subtract the mean of each column."
)
covariance_matrix_with_doubly_centred_table = mistake.change(
    "centred = X - X.mean(axis=0)",
    "centred = X - X.mean(axis=0)\n    centred = centred - centred.mean(axis=1, keepdims=True)",
    "Rows were centred besides the columns. Only the columns are.",
)
covariance_matrix_in_single_precision = mistake.change(
    "X = as_observations(X)",
    "X = np.float32(as_observations(X))",
    "Single precision keeps seven digits, and under an offset they are gone. Compute in float64.",
    example=(((1e9 + 1, 0.0), (1e9 + 3, 4.0), (1e9 + 5, 8.0)),),
)
covariance_matrix_as_one_number = mistake.change(
    PRODUCT,
    f"float(({PRODUCT}).mean())",
    "This is one number. A table with an entry for each pair of columns is wanted.",
)


# Other right answers


@alternative
def covariance_matrix_from_numpy(X, ddof=1):
    X = as_observations(X)
    return np.atleast_2d(np.cov(X, rowvar=False, ddof=ddof))


@alternative
def covariance_matrix_pair_by_pair(X, ddof=1):
    X = as_observations(X)
    return np.array([[covariance(a, b, ddof) for b in X.T] for a in X.T])


@alternative
def covariance_matrix_as_a_sum_of_outer_products(X, ddof=1):
    X = np.array(X, dtype=float)
    if X.ndim != 2 or X.shape[0] < 2 or not np.isfinite(X).all():
        raise ValueError("X")
    total = np.zeros((X.shape[1], X.shape[1]))
    for row in X - X.mean(axis=0):
        total += np.outer(row, row)
    return total / (X.shape[0] - ddof)
