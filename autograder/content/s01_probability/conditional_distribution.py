"""1.6 `conditional_distribution`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from autograder.content.s01_probability.shared import SHAPES, joints
from solutions.s01_probability import as_joint, as_table, conditional_distribution

# Criteria


@criterion(core=True)
def test_of_counts_normalises_the_rows(conditional_distribution, reference, rng):
    for shape in [(2, 3), (3, 2), (4, 9), (5, 5)]:
        counts = rng.integers(1, 60, size=shape)
        assert_close(conditional_distribution(counts), reference.conditional_distribution(counts))


@criterion(core=True)
def test_of_a_joint_distribution_normalises_the_rows(conditional_distribution, reference, rng):
    for joint in joints(rng, SHAPES):
        assert_close(conditional_distribution(joint), reference.conditional_distribution(joint))


@criterion()
def test_of_tables_with_one_row_or_column(conditional_distribution):
    assert_close(conditional_distribution([[3, 4, 1]]), np.array([[0.375, 0.5, 0.125]]))
    assert_close(conditional_distribution([[3], [5], [0]]), np.array([[1.0], [1.0], [0.0]]))


@criterion()
def test_keeps_rows_of_zeros(conditional_distribution, reference, rng):
    counts = rng.integers(1, 9, size=(5, 3))
    counts[[1, 4]] = 0
    assert_close(conditional_distribution(counts), reference.conditional_distribution(counts), atol=0.0)
    assert_same(conditional_distribution([[0, 0, 0], [0, 0, 0]]), np.zeros((2, 3)))
    assert_same(conditional_distribution(np.zeros((3, 1))), np.zeros((3, 1)))


@criterion()
def test_is_the_same_for_rows_of_any_scale(conditional_distribution, rng):
    for rare in (1e-9, 1e-15, 1e-200, 1e12):
        table = np.array([[3.0, 1.0, 4.0], [2.0 * rare, 1.0 * rare, 1.0 * rare]])
        expected = np.array([[0.375, 0.125, 0.5], [0.5, 0.25, 0.25]])
        assert_close(conditional_distribution(table), expected)


@criterion()
def test_refuses_what_is_not_a_table_of_counts(conditional_distribution):
    bad = ([[2, -1], [1, 1]], [[1.0, math.nan], [1, 1]], [[math.inf, 1], [1, 1]], [[-1, -3], [1, 1]], [1, 2], [[[1]]])
    for table in bad:
        with raises(ValueError):
            conditional_distribution(table)


@criterion()
def test_leaves_its_argument_unchanged(conditional_distribution):
    for dtype in (float, int):
        assert_unchanged(conditional_distribution, np.array([[1, 3], [0, 0], [4, 4]], dtype=dtype))
    assert_unchanged(conditional_distribution, [[1, 3], [4, 4]])


# Known mistakes


mistake = mistakes_of(conditional_distribution, example=([[1, 3], [1, 1]],))


@mistake(
    "The columns are normalised, which gives P(row | column), another question. Divide by the sums of the rows: axis=1, "
    "keepdims=True."
)
def conditional_distribution_of_the_row(joint):
    joint = as_table(joint)
    return joint / joint.sum(axis=0)


@mistake(
    "The columns are normalised, and columns of zeros left at 0. Given the row it is the rows that sum to 1: take the sums "
    "with axis=1, keepdims=True.",
    example=([[1, 0], [3, 0]],),
)
def conditional_distribution_of_the_row_with_zeros(joint):
    return conditional_distribution(as_table(joint).T).T


@mistake("The whole table is normalised, so this is the joint distribution. Each row must sum to 1 by itself.")
def conditional_distribution_as_joint(joint):
    joint = as_table(joint)
    return joint / joint.sum()


@mistake("A row of zeros becomes nan, because 0/0 is. Leave such rows at 0.", example=([[0, 0], [1, 1]],))
def conditional_distribution_with_nan(joint):
    joint = as_table(joint)
    return joint / joint.sum(axis=1, keepdims=True)


@mistake(
    "A row of zeros becomes uniform, as if something were known about it. Leave such rows at 0.",
    example=([[0, 0], [1, 1]],),
)
def conditional_distribution_with_uniform_rows(joint):
    joint = as_table(joint)
    sums = joint.sum(axis=1, keepdims=True)
    return np.where(sums > 0, conditional_distribution(joint), 1 / joint.shape[1])


@mistake(
    "A row of zeros raises an error. A context that was never seen is nothing unusual: leave its row at 0.",
    example=([[0, 0], [1, 1]],),
)
def conditional_distribution_refusing_empty_rows(joint):
    joint = as_table(joint)
    if not joint.sum(axis=1).all():
        raise ValueError("an empty row")
    return conditional_distribution(joint)


@mistake(
    "The rows sum to a little less than 1, and a row of tiny values to much less, because of the number added to the "
    "denominator. Treat rows of zeros by themselves.",
    example=([[1e-9, 3e-9], [1, 1]],),
)
def conditional_distribution_with_epsilon(joint):
    joint = as_table(joint)
    return joint / (joint.sum(axis=1, keepdims=True) + 1e-8)


@mistake(
    "The sums of the rows are a flat array here, and numpy lines it up with the columns: column j is divided by the sum "
    "of row j. keepdims=True keeps the sums a column."
)
def conditional_distribution_without_keepdims(joint):
    joint = as_table(joint)
    return joint / joint.sum(axis=1)


@mistake("`//` throws away what stands after the decimal point, so most entries become 0. Divide with `/`.")
def conditional_distribution_with_whole_division(joint):
    joint = as_table(joint)
    return joint // joint.sum(axis=1, keepdims=True)


@mistake(
    "This is a softmax of each row. Counts and probabilities are no scores: divide each row by its sum, without np.exp."
)
def conditional_distribution_with_softmax(joint):
    exps = np.exp(as_table(joint))
    return exps / exps.sum(axis=1, keepdims=True)


@mistake("Each row is divided by its largest entry, so it sums to more than 1. Divide by its sum.")
def conditional_distribution_by_the_maximum(joint):
    joint = as_table(joint)
    return joint / joint.max(axis=1, keepdims=True)


@mistake("1 is added to every entry first. That is smoothing (section 5); here what was never seen has probability 0.")
def conditional_distribution_with_add_one_smoothing(joint):
    return conditional_distribution(as_table(joint) + 1)


@mistake(
    "Counts are refused, but they do as well as probabilities: only ratios within a row matter. Check with as_table, not "
    "with as_joint."
)
def conditional_distribution_refusing_counts(joint):
    return conditional_distribution(as_joint(joint))


@mistake(
    "A negative entry is accepted, and gives probabilities that are negative or above 1. Use as_table, which raises "
    "ValueError.",
    example=([[3, -1], [1, 1]],),
)
def conditional_distribution_with_negative_entries(joint):
    joint = np.array(joint, dtype=float)
    if joint.ndim != 2 or not np.isfinite(joint).all():
        raise ValueError("joint")
    sums = joint.sum(axis=1, keepdims=True)
    return joint / np.where(sums == 0, 1.0, sums)


@mistake(
    "The result is right, but the caller's array was changed. `joint /= ...` works in place: write `joint / ...`.",
    example=(np.array([[1.0, 3.0], [1.0, 1.0]]),),
)
def conditional_distribution_in_place(joint):
    result = conditional_distribution(joint)
    if isinstance(joint, np.ndarray) and joint.dtype.kind == "f":
        joint[:] = result
    return result


@mistake("The probabilities are right, but they come in a list of lists. Return an array.")
def conditional_distribution_as_lists(joint):
    return conditional_distribution(joint).tolist()


# Other right answers


@alternative
def conditional_distribution_in_a_loop(joint):
    table = as_table(joint)
    for row in table:
        if row.any():
            row /= row.sum()
    return table


@alternative
def conditional_distribution_of_the_transpose(joint):
    table = as_table(joint)
    sums = table.sum(axis=1)
    sums[sums == 0] = 1
    return (table.T / sums).T


@alternative
def conditional_distribution_with_nan_to_num(joint):
    table = np.asarray(joint, dtype=float)
    if table.ndim != 2 or not np.isfinite(table).all() or np.min(table) < 0:
        raise ValueError("joint")
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(table / table.sum(axis=1)[:, None], nan=0.0)


@alternative
def conditional_distribution_with_a_diagonal_matrix(joint):
    table = as_table(joint)
    inverses = [1 / sum_ if sum_ else 0.0 for sum_ in table.sum(axis=1).tolist()]
    return np.diag(inverses) @ table
