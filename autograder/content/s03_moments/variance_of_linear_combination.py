"""3.6 `variance_of_linear_combination`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s03_moments import variance_of_linear_combination

# Criteria


def _covariances(rng, sizes):
    """One covariance matrix of each size: symmetric, with variances that differ and covariances of both signs."""
    for size in sizes:
        factors = rng.normal(size=(size, size + 1)) * rng.uniform(0.5, 3, size=(size, 1))
        yield factors @ factors.T


@criterion(core=True)
def test_matches_the_definition(variance_of_linear_combination, reference, rng):
    for cov in _covariances(rng, (2, 3, 6, 20)):
        weights = rng.normal(size=len(cov)) * 2
        expected = reference.variance_of_linear_combination(weights, cov)
        assert_close(variance_of_linear_combination(weights, cov), expected)


@criterion(core=True)
def test_counts_each_covariance_twice(variance_of_linear_combination, rng):
    for rho in rng.uniform(-0.9, 0.9, size=4).tolist():
        # 9 * 4 + 4 * 1 + 2 * 3 * 2 * (rho * 2 * 1)
        expected = 40 + 24 * rho
        assert_close(variance_of_linear_combination([3, 2], [[4, 2 * rho], [2 * rho, 1]]), expected)
        expected = 40 - 24 * rho
        assert_close(variance_of_linear_combination([3, -2], [[4, 2 * rho], [2 * rho, 1]]), expected)


@criterion()
def test_of_uncorrelated_variables(variance_of_linear_combination, rng):
    weights, variances = rng.normal(size=5), rng.uniform(0.5, 4, size=5)
    expected = float(np.sum(weights**2 * variances))
    assert_close(variance_of_linear_combination(weights, np.diag(variances)), expected)
    assert_close(variance_of_linear_combination(-weights, np.diag(variances)), expected)


@criterion()
def test_of_one_variable_or_of_none_that_counts(variance_of_linear_combination):
    assert_close(variance_of_linear_combination([-3], [[2.5]]), 22.5)
    assert_close(variance_of_linear_combination([0, 2, 0], [[5, 1, 1], [1, 3, 1], [1, 1, 7]]), 12.0)
    assert_close(variance_of_linear_combination([0, 0], [[5, 1], [1, 3]]), 0.0)


@criterion()
def test_refuses_shapes_that_do_not_fit(variance_of_linear_combination):
    square = [[2.0, 1.0], [1.0, 2.0]]
    for weights in ([1.0], [1.0, 1.0, 1.0], [[1.0, 1.0]], [[1.0], [1.0]]):
        with raises(ValueError):
            variance_of_linear_combination(weights, square)
    for cov in ([[2.0]], [2.0, 2.0], [[2.0, 1.0]], [[2.0, 1.0], [1.0, 2.0], [0.0, 0.0]], [square]):
        with raises(ValueError):
            variance_of_linear_combination([1.0, 1.0], cov)


@criterion()
def test_takes_lists(variance_of_linear_combination):
    assert_close(variance_of_linear_combination((1, 2), ((1, 1), (1, 3))), 17.0)


@criterion()
def test_leaves_its_arguments_unchanged(variance_of_linear_combination, rng):
    (cov,) = _covariances(rng, (4,))
    weights = rng.uniform(1, 2, size=4)
    assert_unchanged(variance_of_linear_combination, weights, cov)
    assert_unchanged(variance_of_linear_combination, weights.tolist(), cov.tolist())


# Known mistakes


def _combination(weights, cov):
    """Weights and covariances as arrays, refused where the exercise says so."""
    weights, cov = np.array(weights, dtype=float), np.array(cov, dtype=float)
    if weights.ndim != 1 or cov.shape != (weights.size, weights.size):
        raise ValueError("shapes do not fit")
    return weights, cov


mistake = mistakes_of(variance_of_linear_combination, example=([1, 1], [[1, 0.5], [0.5, 1]]))


@mistake(
    "Only the variances are counted, which is right for uncorrelated variables. The covariances count, too: "
    "weights @ cov @ weights."
)
def variance_of_linear_combination_without_covariances(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(np.sum(weights**2 * np.diag(cov)))


@mistake("Each covariance is counted once. The pair (i, j) appears in both orders: twice the covariance.")
def variance_of_linear_combination_with_single_covariances(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(np.sum(np.triu(np.outer(weights, weights) * cov)))


@mistake(
    "The weights are not squared, and the covariances are left out. A variance scales with the square of a weight: "
    "weights @ cov @ weights.",
    example=([2, 1], [[1, 0], [0, 1]]),
)
def variance_of_linear_combination_with_unsquared_weights(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(np.sum(weights * np.diag(cov)))


@mistake(
    "The weights are applied on one side only. Each covariance belongs to two weights: weights @ cov @ weights.",
    example=([2, 1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_weighted_once(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(np.sum(cov @ weights))


@mistake(
    "weights * cov * weights multiplies the same weight into each column twice. Use the matrix product @, which pairs the "
    "weight of the row with that of the column.",
    example=([2, 1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_elementwise(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(np.sum(weights * cov * weights))


@mistake("This is the vector of covariances with the sum. Multiply by the weights once more, for one number.")
def variance_of_linear_combination_as_a_vector(weights, cov):
    weights, cov = _combination(weights, cov)
    return cov @ weights


@mistake("This is the standard deviation. The variance is its square: leave out the root.")
def variance_of_linear_combination_as_standard_deviation(weights, cov):
    return math.sqrt(variance_of_linear_combination(weights, cov))


@mistake(
    "The signs of the weights are dropped. They matter: correlated variables partly cancel in a difference.",
    example=([1, -1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_of_absolute_weights(weights, cov):
    return variance_of_linear_combination(np.abs(weights), cov)


@mistake("The covariances are subtracted. In a sum they are added; a minus comes from the signs of the weights alone.")
def variance_of_linear_combination_subtracting_covariances(weights, cov):
    weights, cov = _combination(weights, cov)
    products = np.outer(weights, weights) * cov
    return float(2 * np.trace(products) - products.sum())


@mistake(
    "Standard deviations are added and the sum is squared, as if all variables moved together. Use the covariances: "
    "weights @ cov @ weights."
)
def variance_of_linear_combination_adding_deviations(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(np.sum(weights * np.sqrt(np.diag(cov))) ** 2)


@mistake("The sum is divided by n. This is not an average: add up all products.")
def variance_of_linear_combination_as_a_mean(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(weights @ cov @ weights) / len(weights)


@mistake(
    "The diagonal is taken for standard deviations and squared. It holds the variances already.",
    example=([1, 1], [[4, 0], [0, 9]]),
)
def variance_of_linear_combination_squaring_variances(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(weights @ cov @ weights + np.sum(weights**2 * (np.diag(cov) ** 2 - np.diag(cov))))


@mistake(
    "The shapes are not compared, and numpy stretches what is too small. Raise ValueError unless cov has a row and a "
    "column for each weight.",
    example=([1, 1], [[2.0]]),
)
def variance_of_linear_combination_broadcasting(weights, cov):
    weights, cov = np.array(weights, dtype=float), np.array(cov, dtype=float)
    return float(np.sum(np.outer(weights, weights) * cov))


@mistake(
    "The shapes are left to @, which takes a stack of matrices, too. Compare them: weights needs one axis, and cov the shape "
    "(n, n).",
    example=([1, 1], [[[2, 1], [1, 2]]]),
)
def variance_of_linear_combination_trusting_the_matrix_product(weights, cov):
    weights, cov = np.array(weights, dtype=float), np.array(cov, dtype=float)
    return float(weights @ cov @ weights)


@mistake(
    "The result is right, but cov *= ... overwrites the caller's matrix. Make a new array instead.",
    example=(np.array([2.0, 1.0]), np.array([[1.0, 0.5], [0.5, 1.0]])),
)
def variance_of_linear_combination_in_place(weights, cov):
    _combination(weights, cov)
    cov = np.asarray(cov, dtype=float)
    cov *= np.outer(weights, weights)
    return float(cov.sum())


THREE, COV = (2.0, -1.0, 3.0), ((4.0, 1.0, 0.5), (1.0, 9.0, -2.0), (0.5, -2.0, 1.5))


@mistake(
    "The weights are divided by their sum, as for a portfolio. Weights are used as they are, of any sign and sum.",
    example=([2, 1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_with_normalised_weights(weights, cov):
    weights, cov = _combination(weights, cov)
    with np.errstate(all="ignore"):
        weights = weights / weights.sum()
    return float(weights @ cov @ weights)


@mistake("Each covariance is counted four times: doubled, and in both orders. Once in each order is enough.")
def variance_of_linear_combination_with_covariances_four_times(weights, cov):
    weights, cov = _combination(weights, cov)
    products = np.outer(weights, weights) * cov
    return float(2 * products.sum() - np.trace(products))


@mistake("Only the covariances are added up, twice each. The variances, on the diagonal, count as well.")
def variance_of_linear_combination_without_variances(weights, cov):
    weights, cov = _combination(weights, cov)
    products = np.outer(weights, weights) * cov
    return float(products.sum() - np.trace(products))


@mistake(
    "Covariances are taken for correlations, and multiplied by both standard deviations. They contain them already.",
    example=([1, 1], [[4, 1], [1, 9]]),
)
def variance_of_linear_combination_of_correlations(weights, cov):
    weights, cov = _combination(weights, cov)
    deviations = np.sqrt(np.diag(cov))
    products = np.outer(weights, weights) * cov
    between = products * np.outer(deviations, deviations)
    return float(np.trace(products) + between.sum() - np.trace(between))


@mistake(
    "The covariances are multiplied by 2 without their weights. The pair (i, j) counts weights[i] * weights[j] times.",
    example=([2, 1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_with_unweighted_covariances(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(np.sum(weights**2 * np.diag(cov)) + cov.sum() - np.trace(cov))


@mistake(
    "The inverse of the matrix is used, as in a Mahalanobis distance. Multiply by cov itself.",
)
def variance_of_linear_combination_with_the_inverse(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(weights @ np.linalg.solve(cov, weights))


@mistake(
    "cov is treated as data, and its covariances are computed once more. It is the covariance matrix already.",
    example=(THREE, COV),
)
def variance_of_linear_combination_of_covariances_of_cov(weights, cov):
    weights, cov = _combination(weights, cov)
    with np.errstate(all="ignore"):
        return float(weights @ np.atleast_2d(np.cov(cov)) @ weights)


RESULT = "float(weights @ cov @ weights)"

variance_of_linear_combination_without_weights = mistake.change(
    RESULT,
    "float(cov.sum())",
    "The weights are not used: this is the variance of the plain sum. Write weights @ cov @ weights.",
    example=([2, 1], [[1, 0.5], [0.5, 1]]),
)
variance_of_linear_combination_as_a_table = mistake.change(
    RESULT,
    "np.outer(weights, weights) * cov",
    "These are the products, one for each pair. The variance is one number, their sum.",
)
variance_of_linear_combination_as_a_mean_of_pairs = mistake.change(
    RESULT,
    "float(np.mean(np.outer(weights, weights) * cov))",
    "The products are averaged over all n² pairs. Add them up.",
)
variance_of_linear_combination_with_weights_squared_first = mistake.change(
    RESULT,
    "float(weights**2 @ cov @ weights**2)",
    "The weights are squared before they are used on both sides. They come in twice: that is the square already.",
    example=([2, 1], [[1, 0.5], [0.5, 1]]),
)
variance_of_linear_combination_of_the_first_variable = mistake.change(
    RESULT,
    "float(weights[0] * weights[0] * cov[0, 0])",
    "Only the first product is returned: a return stands inside the loop. Add up over all pairs first.",
)
variance_of_linear_combination_of_positive_covariances = mistake.change(
    RESULT,
    "float(weights @ np.abs(cov) @ weights)",
    "The signs of the covariances are lost. Negative ones make the sum less variable: no abs.",
    example=(THREE, COV),
)
variance_of_linear_combination_never_negative = mistake.change(
    RESULT,
    "abs(float(np.sum(np.triu(np.outer(weights, weights) * cov, 1))) * 2) + float(np.sum(weights**2 * np.diag(cov)))",
    "The covariance part is made positive. In a difference it is taken off: keep its sign.",
    example=([1, -1], [[1, 0.5], [0.5, 1]]),
)
variance_of_linear_combination_as_weighted_mean = mistake.change(
    RESULT,
    "float(weights @ cov @ weights) / float(np.sum(weights**2) or 1.0)",
    "The result is divided by the sum of the squared weights. Nothing is divided here.",
)
variance_of_linear_combination_cut_to_whole_numbers = mistake.change(
    "weights = np.asarray(weights, dtype=float)",
    "weights = np.asarray(weights).astype(int)",
    "The weights are cut to whole numbers. Convert them to float.",
    example=([1.5, 2.5], [[1, 0.5], [0.5, 1]]),
)
variance_of_linear_combination_rounded = mistake.change(
    RESULT,
    "round(float(weights @ cov @ weights), 4)",
    "The result is rounded. Return it as it is; rounding is for the display.",
    example=([1.05, 2.17], [[1, 0.513], [0.513, 1.7]]),
)


# Other right answers


@alternative
def variance_of_linear_combination_in_a_loop(weights, cov):
    n = len(weights)
    if np.ndim(weights) != 1 or np.shape(cov) != (n, n):
        raise ValueError("shapes")
    total = 0.0
    for i in range(n):
        for j in range(n):
            total += weights[i] * weights[j] * cov[i][j]
    return total


@alternative
def variance_of_linear_combination_with_einsum(weights, cov):
    weights, cov = np.asarray(weights, dtype=float), np.asarray(cov, dtype=float)
    if weights.ndim != 1 or cov.ndim != 2 or cov.shape[0] != cov.shape[1] or cov.shape[0] != weights.shape[0]:
        raise ValueError("shapes")
    return np.einsum("i,ij,j->", weights, cov, weights)


@alternative
def variance_of_linear_combination_from_one_triangle(weights, cov):
    weights, cov = np.asarray(weights, dtype=float), np.asarray(cov, dtype=float)
    if weights.ndim != 1 or cov.shape != weights.shape * 2:
        raise ValueError("shapes")
    products = np.outer(weights, weights) * cov
    return float(np.trace(products) + 2 * np.sum(np.tril(products, -1)))
