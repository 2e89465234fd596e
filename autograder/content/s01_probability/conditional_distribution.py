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


@mistake("Each row is divided by its length (its L2 norm). Probabilities sum to 1: divide by the sum of the row.")
def conditional_distribution_by_the_norm(joint):
    joint = as_table(joint)
    norms = np.linalg.norm(joint, axis=1, keepdims=True)
    return np.divide(joint, norms, out=np.zeros_like(joint), where=norms > 0)


@mistake("Each row is divided by how many columns there are. Divide it by its sum.")
def conditional_distribution_by_the_number_of_columns(joint):
    joint = as_table(joint)
    return joint / joint.shape[1]


@mistake("Each row is divided by its mean, so it sums to the number of columns. Divide it by its sum.")
def conditional_distribution_by_the_mean(joint):
    joint = as_table(joint)
    return conditional_distribution(joint) * joint.shape[1]


@mistake("Rows and columns of the result are exchanged. Entry [i, j] belongs to row i and column j: do not transpose.")
def conditional_distribution_transposed(joint):
    return conditional_distribution(joint).T


@mistake("The table is transposed first, so this is P(row | column), a row for each column. Leave .T out.")
def conditional_distribution_of_the_transposed_table(joint):
    return conditional_distribution(as_table(joint).T)


@mistake("These are the sums of the rows only. Divide each row by its sum.")
def conditional_distribution_as_the_sums(joint):
    return as_table(joint).sum(axis=1)


@mistake("Only one row comes back. Every row of the table has a distribution: return all of them.")
def conditional_distribution_of_the_first_row(joint):
    return conditional_distribution(joint)[0]


@mistake(
    "The rows are added first, so this is the distribution of the column without any given row. Normalise each row."
)
def conditional_distribution_as_the_marginal(joint):
    joint = as_table(joint)
    return joint.sum(axis=0) / joint.sum()


@mistake("The cells are divided by the product of both marginals. Given the row, divide by the sum of the row only.")
def conditional_distribution_as_lift(joint):
    joint = as_table(joint)
    product = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0)
    return np.divide(joint * joint.sum(), product, out=np.zeros_like(joint), where=product > 0)


@mistake("These are running sums along each row, cdfs. Return the probabilities themselves, without cumsum.")
def conditional_distribution_as_cdfs(joint):
    return np.cumsum(conditional_distribution(joint), axis=1)


@mistake("These are the logarithms of the probabilities. Return the probabilities themselves.")
def conditional_distribution_as_logarithms(joint):
    with np.errstate(divide="ignore"):
        return np.log(conditional_distribution(joint))


@mistake("The likeliest column gets all: 1 there and 0 elsewhere. Divide each row by its sum instead.")
def conditional_distribution_as_one_hot(joint):
    joint = as_table(joint)
    return np.eye(joint.shape[1])[joint.argmax(axis=1)]


@mistake("This is the likeliest column of each row, a position. Return the whole distribution of each row.")
def conditional_distribution_as_positions(joint):
    return as_table(joint).argmax(axis=1)


@mistake(
    "The probabilities are rounded. Round when you print, not when you compute.", example=([[1, 2], [5, 2], [4, 1]],)
)
def conditional_distribution_rounded(joint):
    return conditional_distribution(joint).round(2)


@mistake("These are percents. Each row must sum to 1: do not multiply by 100.")
def conditional_distribution_in_percents(joint):
    return conditional_distribution(joint) * 100


@mistake(
    "The result takes over the dtype of the counts, so shares of whole counts are cut to 0. Make it of floats.",
    example=([[1, 3], [1, 1]],),
)
def conditional_distribution_in_the_dtype_of_the_counts(joint):
    return conditional_distribution(joint).astype(np.asarray(joint).dtype)


@mistake(
    "Rows of zeros are dropped, and the rows after them move up. Keep them, as rows of zeros.",
    example=([[0, 0], [1, 1]],),
)
def conditional_distribution_without_empty_rows(joint):
    joint = as_table(joint)
    return conditional_distribution(joint[joint.sum(axis=1) > 0])


@mistake(
    "A row of zeros gets the distribution of the whole table. Nothing is known about it: leave it at 0.",
    example=([[0, 0], [1, 3]],),
)
def conditional_distribution_backing_off(joint):
    joint = as_table(joint)
    rows, total = joint.sum(axis=1, keepdims=True), joint.sum()
    if total == 0:
        return joint
    return np.where(rows > 0, conditional_distribution(joint), joint.sum(axis=0) / total)


@mistake("A row of zeros gets all probability on its first column. Leave it at 0.", example=([[0, 0, 0], [1, 2, 1]],))
def conditional_distribution_certain_of_the_first(joint):
    joint = as_table(joint)
    joint[joint.sum(axis=1) == 0, 0] = 1
    return conditional_distribution(joint)


@mistake(
    "A small number takes the place of small sums, so a row of tiny values does not sum to 1. Ask whether a sum is 0.",
    example=([[1e-15, 3e-15], [1, 1]],),
)
def conditional_distribution_with_a_least_sum(joint):
    joint = as_table(joint)
    return joint / np.maximum(joint.sum(axis=1, keepdims=True), 1e-12)


@mistake(
    "Rows and columns are counted alike, which goes well for square tables only. Take both sizes from its shape.",
    example=([[1, 3, 4], [1, 2, 1]],),
)
def conditional_distribution_of_a_square_only(joint):
    joint = as_table(joint)
    n = len(joint)
    result = np.zeros((n, n))
    for i in range(n):
        total = sum(joint[i, j] for j in range(n))
        for j in range(n):
            result[i, j] = joint[i, j] / total if total else 0.0
    return result


@mistake(
    "nan passes a check such as (joint < 0).any(), since every comparison with nan is False. Use as_table.",
    example=([[1.0, math.nan], [1, 1]],),
)
def conditional_distribution_with_nan_entries(joint):
    joint = np.array(joint, dtype=float)
    if joint.ndim != 2 or (joint < 0).any() or np.isinf(joint).any():
        raise ValueError("joint")
    sums = joint.sum(axis=1, keepdims=True)
    return joint / np.where(sums == 0, 1.0, sums)


@mistake(
    "A flat list is taken for a table of one row. A table has two axes: raise ValueError for any other.",
    example=([1, 3],),
)
def conditional_distribution_of_a_flat_list(joint):
    return conditional_distribution([joint] if np.ndim(joint) == 1 else joint)


@mistake(
    "A table of nothing but zeros is refused. It is only a table of which nothing is known: return zeros.",
    example=([[0, 0], [0, 0]],),
)
def conditional_distribution_refusing_an_empty_table(joint):
    if not as_table(joint).any():
        raise ValueError("an empty table")
    return conditional_distribution(joint)


@mistake("Cells are divided in place, one by one, by the sum of a row that has changed meanwhile. Take the sums first.")
def conditional_distribution_by_changing_sums(joint):
    table = as_table(joint).copy()
    for row in table:
        for j in range(len(row)):
            if row.sum() > 0:
                row[j] = row[j] / row.sum()
    return table


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
