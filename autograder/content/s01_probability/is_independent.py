"""1.7 `is_independent`: criteria, known mistakes, other right answers."""

import functools
import itertools

import numpy as np
from scipy.stats import contingency

from autograder.content import (
    alternative,
    assert_same,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from autograder.content.s01_probability.shared import NOT_JOINT, joints
from solutions.s01_probability import as_joint, as_table, is_independent, marginal

# Criteria


def _independent_joints(rng, shapes):
    """Joint distributions of two independent variables, each the product of its marginals."""
    for rows, columns in shapes:
        x, y = rng.uniform(1, 3, size=rows), rng.uniform(1, 3, size=columns)
        yield np.outer(x / x.sum(), y / y.sum())


def _swapped(joint, rows, columns, mass):
    """Copy of `joint` with `mass` moved within two rows and two columns, so that all marginals stay what they were."""
    joint = joint.copy()
    (i, k), (j, m) = rows, columns
    joint[i, j] += mass
    joint[k, m] += mass
    joint[i, m] -= mass
    joint[k, j] -= mass
    return joint


@criterion(core=True)
def test_is_true_for_products_of_marginals(is_independent, rng):
    for joint in _independent_joints(rng, [(2, 3), (3, 2), (4, 6), (3, 3), (1, 4), (5, 1)]):
        assert_same(is_independent(joint), True)


@criterion(core=True)
def test_is_false_for_all_other_tables(is_independent, rng):
    for joint in joints(rng, [(2, 3), (3, 2), (4, 6), (3, 3)]):
        assert_same(is_independent(joint), False)


@criterion()
def test_looks_at_every_cell(is_independent, rng):
    # Both variables keep their marginals, and all cells but four remain products of them.
    for rows, columns in (((0, 1), (0, 1)), ((1, 2), (2, 3)), ((2, 0), (1, 3)), ((0, 2), (0, 3))):
        (joint,) = _independent_joints(rng, [(3, 4)])
        assert_same(is_independent(_swapped(joint, rows, columns, 0.01)), False)


@criterion()
def test_is_false_for_uncorrelated_variables_that_depend(is_independent):
    assert_same(is_independent([[0, 0.25], [0.5, 0], [0, 0.25]]), False)
    assert_same(is_independent([[0.25, 0.0, 0.25], [0.0, 0.5, 0.0]]), False)
    assert_same(is_independent([[0.125, 0, 0.125], [0, 0.5, 0], [0.125, 0, 0.125]]), False)


@criterion()
def test_allows_for_rounding_and_for_nothing_more(is_independent, rng):
    assert_same(is_independent([[0.03, 0.07], [0.27, 0.63]]), True)
    (joint,) = _independent_joints(rng, [(3, 4)])
    assert_same(is_independent(_swapped(joint, (0, 1), (1, 2), 1e-11)), True)
    assert_same(is_independent(_swapped(joint, (0, 1), (1, 2), 1e-7)), False)


@criterion()
def test_uses_the_tolerance_it_is_given(is_independent):
    # The cells differ from the products by 1/16.
    joint = [[0.3125, 0.1875], [0.1875, 0.3125]]
    for tol, answer in ((0.5, True), (0.0626, True), (0.0624, False), (0.01, False), (0.0, False)):
        assert_same(is_independent(joint, tol), answer)
    # Here they are larger by up to 2/64 and smaller by up to 4/64.
    joint = np.array([[3, 3, 10], [3, 3, 10], [10, 10, 12]]) / 64
    for tol, answer in ((0.063, True), (0.047, False), (0.02, False)):
        assert_same(is_independent(joint, tol), answer)
    assert_same(is_independent([[0.25, 0.125, 0.125], [0.25, 0.125, 0.125]], 0.0), True)
    assert_same(is_independent([[0.03, 0.07], [0.27, 0.63]], tol=1e-12), True)


@criterion()
def test_of_variables_with_impossible_values(is_independent):
    assert_same(is_independent([[0.0, 0.25, 0.75], [0.0, 0.0, 0.0]]), True)
    assert_same(is_independent([[0, 1], [0, 0], [0, 0]]), True)
    assert_same(is_independent([[0.0, 0.0, 0.5], [0.5, 0.0, 0.0]]), False)


@criterion()
def test_checks_its_argument_and_leaves_it_unchanged(is_independent):
    for joint in NOT_JOINT:
        with raises(ValueError):
            is_independent(joint)
    assert_unchanged(is_independent, np.array([[0.25, 0.125, 0.125], [0.125, 0.125, 0.25]]))


@criterion()
def test_takes_a_softmax_in_single_precision(is_independent, rng):
    for rows, columns in ((2, 3), (20, 50)):
        (joint,) = _independent_joints(rng, [(rows, columns)])
        assert_same(is_independent(joint.astype(np.float32), 1e-5), True)
    # The cells sum to 1 within 1e-6.
    assert_same(is_independent([[0.25, 0.25], [0.25, 0.25 + 5e-7]], 1e-5), True)


# Known mistakes


def _product(joint):
    """`joint` checked, and what it would be if the variables were independent."""
    joint = as_joint(joint)
    return joint, np.outer(joint.sum(axis=1), joint.sum(axis=0))


mistake = mistakes_of(is_independent, example=([[0.5, 0.0], [0.0, 0.5]],))


@mistake(
    "Only the first cell is compared. One that fits proves nothing: compare all cells.",
    example=([[0.25, 0.15, 0.1], [0.25, 0.05, 0.2]],),
)
def is_independent_in_one_cell(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(abs(joint[0, 0] - product[0, 0]) <= tol)


@mistake(
    "Only the cells on the diagonal are compared. Compare all cells.",
    example=([[2 / 32, 3 / 32, 3 / 32], [1 / 32, 2 / 32, 5 / 32], [5 / 32, 3 / 32, 8 / 32]],),
)
def is_independent_on_the_diagonal(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.all(np.abs(np.diagonal(joint) - np.diagonal(product)) <= tol))


@mistake(
    "It is enough here that one cell fits. All must: use np.all, not np.any.",
    example=([[0.15, 0.25, 0.1], [0.05, 0.25, 0.2]],),
)
def is_independent_in_any_cell(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.any(np.abs(joint - product) <= tol))


@mistake(
    "This tests whether the correlation is 0. That of X and Y = X^2 can be 0 although Y depends on X: compare the cells "
    "with the products of the marginals.",
    example=([[0, 1 / 3], [1 / 3, 0], [0, 1 / 3]],),
)
def is_independent_as_uncorrelated(joint, tol=1e-9):
    joint, product = _product(joint)
    rows, columns = np.arange(joint.shape[0]), np.arange(joint.shape[1])
    return bool(abs(rows @ (joint - product) @ columns) <= tol)


@mistake("The differences are summed, and they always sum to 0. Compare each cell by itself.")
def is_independent_by_the_sum_of_differences(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(abs((joint - product).sum()) <= tol)


@mistake(
    "A negative difference is always small enough here. Take the absolute value before you compare with tol.",
    example=([[3 / 64, 3 / 64, 10 / 64], [3 / 64, 3 / 64, 10 / 64], [10 / 64, 10 / 64, 12 / 64]], 3 / 64),
)
def is_independent_by_signed_differences(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.all(joint - product <= tol))


@mistake(
    "Cells and products are compared with `==`, and rounding makes them differ by 1e-17. Let them differ by up to tol.",
    example=([[0.03, 0.07], [0.27, 0.63]],),
)
def is_independent_exactly(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.all(joint == product))


@mistake(
    "`tol` is ignored. Cells may differ by so much as it says.",
    example=([[0.25, 0.15, 0.1], [0.25, 0.05, 0.2]], 0.6),
)
def is_independent_ignoring_tol(joint, tol=1e-9):
    return is_independent(joint)


@mistake(
    "np.allclose also allows for a relative difference of 1e-5, unless you say rtol=0. `tol` is an absolute difference.",
    example=([[0.25 + 1e-7, 0.25 - 1e-7], [0.25 - 1e-7, 0.25 + 1e-7]],),
)
def is_independent_with_relative_tolerance(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.allclose(joint, product, atol=tol))


@mistake(
    "A difference of exactly tol is refused, so that tol=0 refuses even equal cells. Compare with `<=`.",
    example=([[0.25, 0.25], [0.25, 0.25]], 0.0),
)
def is_independent_below_tol(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.all(np.abs(joint - product) < tol))


@mistake(
    "The rows are compared with each other as they are. They need only be proportional: what is likely in one row may be "
    "rarer in another. Compare with the products of the marginals.",
    example=([[0.375, 0.1875, 0.1875], [0.125, 0.0625, 0.0625]],),
)
def is_independent_if_rows_are_equal(joint, tol=1e-9):
    joint = as_joint(joint)
    return bool(np.all(np.abs(joint - joint[0]) <= tol))


@mistake(
    "This tests whether all cells are equal. Independent variables need not be uniform: compare with the products of the "
    "marginals.",
    example=([[0.375, 0.1875, 0.1875], [0.125, 0.0625, 0.0625]],),
)
def is_independent_if_uniform(joint, tol=1e-9):
    joint = as_joint(joint)
    return bool(np.all(np.abs(joint - 1 / joint.size) <= tol))


@mistake(
    "This looks for values that exclude each other, which is the opposite: to know the one rules out the other. "
    "Independent means that every cell is the product of its marginals."
)
def is_independent_if_exclusive(joint, tol=1e-9):
    joint = as_joint(joint)
    return bool(np.any(joint <= tol))


@mistake("This is an array with an answer for each cell. The exercise asks for one: np.all.")
def is_independent_for_each_cell(joint, tol=1e-9):
    joint, product = _product(joint)
    return np.abs(joint - product) <= tol


@mistake("The answer is turned round: this says True where the variables depend on each other.")
def is_independent_turned_round(joint, tol=1e-9):
    return not is_independent(joint, tol)


@mistake(
    "The table is not checked: counts, or anything else, get an answer. Use as_joint, which raises ValueError.",
    example=([[1, 3], [2, 6]],),
)
def is_independent_without_check(joint, tol=1e-9):
    joint = np.array(joint, dtype=float)
    rows, columns = joint.sum(axis=-1), joint.sum(axis=0)
    return bool(np.all(np.abs(joint - np.outer(rows, columns)) <= tol))


@mistake(
    "The cells must sum to 1 within 1e-8 here, and most tables of a model in float32 do not. as_joint allows 1e-6.",
    example=([[0.25, 0.25], [0.25, 0.25 + 5e-7]], 1e-5),
)
def is_independent_with_a_strict_sum(joint, tol=1e-9):
    joint = as_joint(joint)
    if abs(joint.sum() - 1) > 1e-8:
        raise ValueError("joint")
    return is_independent(joint, tol)


@mistake(
    "Cells that miss 1 by far more than rounding does are accepted. as_joint refuses more than 1e-6.",
    example=([[0.25, 0.25], [0.25, 0.25001]],),
)
def is_independent_with_a_loose_sum(joint, tol=1e-9):
    joint = as_table(joint)
    if abs(joint.sum() - 1) > 1e-3:
        raise ValueError("joint")
    return bool(np.all(np.abs(joint - np.outer(joint.sum(axis=1), joint.sum(axis=0))) <= tol))


UNEQUAL = [[0.25, 0.15, 0.1], [0.25, 0.05, 0.2]]
"""Two columns of it differ from the products by 0.05, one by nothing."""


@mistake(
    "The differences of all cells are added up before they are compared with tol. It is a limit for each cell: np.all.",
    example=(UNEQUAL, 0.15),
)
def is_independent_by_the_total_difference(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.abs(joint - product).sum() <= tol)


@mistake(
    "The mean of the differences is compared with tol. Cells that fit must not make up for others: compare each.",
    example=(UNEQUAL, 0.04),
)
def is_independent_by_the_mean_difference(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.abs(joint - product).mean() <= tol)


@mistake(
    "The norm of all differences together is compared with tol. It is a limit for each cell by itself: np.all.",
    example=(UNEQUAL, 0.09),
)
def is_independent_by_the_norm(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.linalg.norm(joint - product) <= tol)


@mistake(
    "The differences are squared before they are compared with tol. Take the absolute value instead.",
    example=(UNEQUAL, 0.01),
)
def is_independent_by_squared_differences(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.all((joint - product) ** 2 <= tol))


@mistake(
    "The differences are divided by the products. tol is an absolute difference, not one in proportion to the cell.",
    example=(UNEQUAL, 0.3),
)
def is_independent_by_relative_differences(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.all(np.abs(joint - product) <= tol * product))


@mistake(
    "This compares the mutual information with tol. The limit is for the difference of each cell from its product.",
    example=(UNEQUAL, 0.045),
)
def is_independent_by_mutual_information(joint, tol=1e-9):
    joint, product = _product(joint)
    where = joint > 0
    return bool(np.sum(joint[where] * np.log(joint[where] / product[where])) <= tol)


@mistake(
    "This compares the chi-squared statistic with tol. The limit is for the difference of each cell from its product.",
    example=(UNEQUAL, 0.06),
)
def is_independent_by_chi_squared(joint, tol=1e-9):
    joint, product = _product(joint)
    where = product > 0
    return bool(np.sum((joint - product)[where] ** 2 / product[where]) <= tol)


@mistake(
    "The conditional distributions of the rows are compared with the marginal. tol is for the cells: cell and product.",
    example=([[3 / 64, 3 / 64, 10 / 64], [3 / 64, 3 / 64, 10 / 64], [10 / 64, 10 / 64, 12 / 64]], 7 / 64),
)
def is_independent_by_conditional_distributions(joint, tol=1e-9):
    joint = as_joint(joint)
    rows = joint.sum(axis=1, keepdims=True)
    given = np.divide(joint, rows, out=np.broadcast_to(joint.sum(axis=0), joint.shape).copy(), where=rows > 0)
    return bool(np.all(np.abs(given - joint.sum(axis=0)) <= tol))


@mistake("Only the first column is compared. Compare all cells with the products.", example=(UNEQUAL,))
def is_independent_in_the_first_column(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.all(np.abs(joint - product)[:, 0] <= tol))


@mistake(
    "Only the first row is compared. Compare all cells with the products.",
    example=([[0.1, 0.1], [0.25, 0.15], [0.15, 0.25]],),
)
def is_independent_in_the_first_row(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.all(np.abs(joint - product)[0] <= tol))


@mistake("This is the largest difference, a number. The question is answered by True or False: compare it with tol.")
def is_independent_as_the_largest_difference(joint, tol=1e-9):
    joint, product = _product(joint)
    return float(np.abs(joint - product).max())


@mistake("These are the products of the marginals only. Compare them with the cells, and return True or False.")
def is_independent_as_the_products(joint, tol=1e-9):
    return _product(joint)[1]


@mistake("The answer is 1 or 0. Return a bool: bool(...).")
def is_independent_as_int(joint, tol=1e-9):
    return int(is_independent(joint, tol))


@mistake(
    "The table is normalised, so that counts get an answer. Raise ValueError unless the cells sum to 1.",
    example=([[1, 3], [2, 6]],),
)
def is_independent_normalising(joint, tol=1e-9):
    joint = as_table(joint)
    if not joint.any():
        raise ValueError("nothing")
    return is_independent(joint / joint.sum(), tol)


# Other right answers


@alternative
def is_independent_in_loops(joint, tol=1e-9):
    joint = as_joint(joint)
    for i, j in itertools.product(*map(range, joint.shape)):
        if abs(joint[i, j] - joint[i].sum() * joint[:, j].sum()) > tol:
            return False
    return True


@alternative
def is_independent_with_allclose(joint, tol=1e-9):
    joint = as_joint(joint)
    return np.allclose(joint, marginal(joint, 1)[:, None] * marginal(joint, 0), rtol=0, atol=tol)


@alternative
def is_independent_with_scipy(joint, tol=1e-9):
    joint = as_joint(joint)
    expected = functools.reduce(np.multiply, contingency.margins(joint))
    return np.abs(joint - expected).max() <= tol
