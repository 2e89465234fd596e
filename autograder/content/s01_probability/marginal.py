"""1.5 `marginal`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy.stats import contingency

from autograder.content import (
    FLOAT32_SUMS,
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    float32_softmax,
    mistakes_of,
    raises,
)
from autograder.content.s01_probability.shared import NOT_JOINT, SHAPES, joints
from solutions.s01_probability import as_joint, as_table, marginal

# Criteria


@criterion(core=True)
def test_over_axis_0_keeps_the_columns(marginal, reference, rng):
    for joint in joints(rng, SHAPES):
        assert_close(marginal(joint, 0), reference.marginal(joint, 0))


@criterion(core=True)
def test_over_axis_1_keeps_the_rows(marginal, reference, rng):
    for joint in joints(rng, SHAPES):
        assert_close(marginal(joint, 1), reference.marginal(joint, 1))


@criterion()
def test_of_tables_with_one_row_or_column(marginal, reference, rng):
    for joint in joints(rng, [(1, 4), (4, 1), (1, 1)]):
        for axis in (0, 1):
            assert_close(marginal(joint, axis), reference.marginal(joint, axis))


@criterion()
def test_takes_lists_and_impossible_outcomes(marginal):
    assert_close(marginal([[0.0, 0.0, 1.0], [0.0, 0.0, 0.0]], 0), np.array([0.0, 0.0, 1.0]))
    assert_close(marginal([[0.0, 0.0, 1.0], [0.0, 0.0, 0.0]], 1), np.array([1.0, 0.0]))
    assert_close(marginal(((0.25, 0.5, 0.0), (0.0, 0.125, 0.125)), 1), np.array([0.75, 0.25]))


@criterion()
def test_refuses_what_is_not_a_joint_distribution_but_allows_for_rounding(marginal):
    for joint in NOT_JOINT:
        for axis in (0, 1):
            with raises(ValueError):
                marginal(joint, axis)
    # Within 1e-6 of 1; the change of 5e-7 in a cell moves its marginals by no more.
    assert_close(marginal([[0.5, 0.25, 0.0], [0.0, 0.0, 0.25 + 5e-7]], 1), np.array([0.75, 0.25]), atol=1e-6)
    assert_close(marginal(np.full((10, 20), 1 / 200), 0), np.full(20, 0.05))


@criterion()
def test_leaves_its_argument_unchanged(marginal, rng):
    (joint,) = joints(rng, [(3, 4)])
    for axis in (0, 1):
        assert_unchanged(marginal, joint, axis)


@criterion()
def test_takes_a_softmax_in_single_precision(marginal, reference, rng):
    for shape in ((1, 5), (20, 50), (29, 1733)):  # 29 * 1733 is the size of GPT-2's vocabulary
        joint = float32_softmax(rng, shape)
        expected = reference.marginal(joint, 0)
        assert_close(marginal(joint, 0), expected, atol=FLOAT32_SUMS)


# Known mistakes


mistake = mistakes_of(marginal, example=([[0.125, 0.25, 0.125], [0.25, 0.25, 0.0]], 0))


@mistake("This sums over the other axis. As in numpy, `axis` is the one that disappears: joint.sum(axis=axis).")
def marginal_keeping_the_axis(joint, axis):
    return as_joint(joint).sum(axis=1 - axis)


@mistake("This is the mean along the axis, which does not sum to 1. A marginal is a sum.")
def marginal_as_mean(joint, axis):
    return as_joint(joint).mean(axis=axis)


@mistake("This is the largest cell along the axis. Any of the cells may happen, so add their probabilities.")
def marginal_as_maximum(joint, axis):
    return as_joint(joint).max(axis=axis)


@mistake(
    "`axis` is ignored, and the rows are always summed out. Pass it on to sum.",
    example=([[0.125, 0.25, 0.125], [0.25, 0.25, 0.0]], 1),
)
def marginal_over_the_rows_only(joint, axis):
    return as_joint(joint).sum(axis=0)


@mistake("`axis` is ignored, and the columns are always summed out. Pass it on to sum.")
def marginal_over_the_columns_only(joint, axis):
    return as_joint(joint).sum(axis=1)


@mistake("The result is still a table, because of keepdims. A marginal has one axis: leave keepdims out.")
def marginal_keeping_dimensions(joint, axis):
    return as_joint(joint).sum(axis=axis, keepdims=True)


@mistake("Everything is summed, which always gives 1. Sum along one axis only: joint.sum(axis=axis).")
def marginal_over_both_axes(joint, axis):
    return float(as_joint(joint).sum())


@mistake("These are running sums along the axis. Only their last row, or column, is the marginal: use sum, not cumsum.")
def marginal_as_running_sum(joint, axis):
    return as_joint(joint).cumsum(axis=axis)


@mistake(
    "The table is normalised, which turns counts, or a bug, into a plausible result. Raise ValueError when the cells do "
    "not sum to 1.",
    example=([[1, 3], [1, 1]], 0),
)
def marginal_normalising(joint, axis):
    joint = as_table(joint)
    if joint.sum() == 0:
        raise ValueError("nothing")
    return (joint / joint.sum()).sum(axis=axis)


@mistake(
    "The table is not checked. Use as_joint, which raises ValueError for what is not a joint distribution.",
    example=([[1, 3], [1, 1]], 0),
)
def marginal_without_check(joint, axis):
    return np.sum(joint, axis=axis)


@mistake(
    "Only the sum of the cells is checked, and a negative cell passes. as_joint checks both.",
    example=([[1.5, 0.0], [-0.5, 0.0]], 0),
)
def marginal_with_negative_cells(joint, axis):
    joint = np.array(joint, dtype=float)
    if joint.ndim != 2 or not abs(joint.sum() - 1) <= 1e-6:
        raise ValueError("joint")
    return joint.sum(axis=axis)


@mistake(
    "The sum of the cells is compared with `==`, and rounding makes it 0.9999999999999999. Allow for 1e-6, as as_joint "
    "does.",
    example=(np.full((10, 20), 1 / 200), 0),
)
def marginal_with_an_exact_sum(joint, axis):
    joint = as_joint(joint)
    total = 0.0
    for cell in joint.ravel().tolist():
        total += cell
    if total != 1:
        raise ValueError("joint")
    return joint.sum(axis=axis)


@mistake(
    "The cells must sum to 1 within 1e-8 here, and most tables of a model in float32 do not. as_joint allows 1e-6.",
    example=([[0.25, 0.25], [0.25, 0.25 + 5e-7]], 0),
)
def marginal_with_a_strict_sum(joint, axis):
    joint = as_joint(joint)
    if abs(joint.sum() - 1) > 1e-8:
        raise ValueError("joint")
    return joint.sum(axis=axis)


@mistake(
    "Cells that miss 1 by far more than rounding does are accepted. as_joint refuses more than 1e-6.",
    example=([[0.25, 0.25], [0.25, 0.25001]], 0),
)
def marginal_with_a_loose_sum(joint, axis):
    joint = as_table(joint)
    if abs(joint.sum() - 1) > 1e-3:
        raise ValueError("joint")
    return joint.sum(axis=axis)


@mistake("The probabilities are right, but they come in a list. Return the array that sum gives you.")
def marginal_as_list(joint, axis):
    return marginal(joint, axis).tolist()


@mistake(
    "Rows and columns are counted alike, which goes well for square tables only. Take both sizes from joint.shape."
)
def marginal_of_a_square_only(joint, axis):
    joint = as_joint(joint)
    n = len(joint)
    result = np.zeros(n)
    for i in range(n):
        for j in range(n):
            result[j if axis == 0 else i] += joint[i, j]
    return result


@mistake("This is the smallest cell along the axis. Any of the cells may happen, so add their probabilities.")
def marginal_as_minimum(joint, axis):
    return as_joint(joint).min(axis=axis)


@mistake("The cells are multiplied along the axis. Only one of them happens, so add their probabilities.")
def marginal_as_product(joint, axis):
    return as_joint(joint).prod(axis=axis)


@mistake(
    "Only the first row, or column, is returned. Add all of them.",
    example=([[0.1, 0.2, 0.1], [0.2, 0.3, 0.1]], 0),
)
def marginal_of_the_first(joint, axis):
    return as_joint(joint).take(0, axis=axis)


@mistake("The last row, or column, is left out of the sum. Add all of them.")
def marginal_without_the_last(joint, axis):
    joint = as_joint(joint)
    return joint[:-1].sum(axis=0) if axis == 0 else joint[:, :-1].sum(axis=1)


@mistake("The first row, or column, is left out of the sum. Add all of them: range starts at 0.")
def marginal_without_the_first(joint, axis):
    joint = as_joint(joint)
    return joint[1:].sum(axis=0) if axis == 0 else joint[:, 1:].sum(axis=1)


@mistake("This is where the likeliest cell stands, a position. Add the probabilities along the axis.")
def marginal_as_position(joint, axis):
    return as_joint(joint).argmax(axis=axis)


@mistake("The table is divided by its sums: that is the conditional distribution. Return the sums themselves.")
def marginal_as_conditional(joint, axis):
    joint = as_joint(joint)
    with np.errstate(invalid="ignore"):
        return joint / joint.sum(axis=axis, keepdims=True)


@mistake("The marginal is summed up once more, into a cdf. Return the probabilities themselves.")
def marginal_as_cdf(joint, axis):
    return np.cumsum(marginal(joint, axis))


@mistake("Both marginals are returned. Only the one that `axis` leaves is asked for.")
def marginal_as_a_pair(joint, axis):
    return marginal(joint, 0), marginal(joint, 1)


@mistake(
    "The probabilities are sorted. Each belongs to the value in its place: keep the order.",
    example=([[0.1, 0.2, 0.1], [0.2, 0.3, 0.1]], 0),
)
def marginal_sorted(joint, axis):
    return np.sort(marginal(joint, axis))[::-1]


@mistake("A softmax is taken of the sums, which are probabilities already. Return the sums.")
def marginal_with_softmax(joint, axis):
    exps = np.exp(marginal(joint, axis))
    return exps / exps.sum()


@mistake("The squares of the cells are added. Add the probabilities as they are.")
def marginal_of_squares(joint, axis):
    return np.sum(as_joint(joint) ** 2, axis=axis)


@mistake("The probabilities are rounded to one digit after the point. Round when you print, not when you compute.")
def marginal_rounded(joint, axis):
    return marginal(joint, axis).round(1)


@mistake(
    "A cell of 0 is refused. Some pairs never happen, and that is no error: refuse negative cells only.",
    example=([[0.5, 0.25, 0.0], [0.0, 0.0, 0.25]], 0),
)
def marginal_refusing_zeros(joint, axis):
    if np.any(as_joint(joint) <= 0):
        raise ValueError("joint")
    return marginal(joint, axis)


@mistake("Each row is required to sum to 1. In a joint distribution all cells together do.")
def marginal_of_a_conditional_table(joint, axis):
    joint = as_joint(joint)
    if np.any(np.abs(joint.sum(axis=1) - 1) > 1e-6):
        raise ValueError("rows")
    return joint.sum(axis=axis)


@mistake("Entries are overwritten, so that only the last row or column is left. Add them up.")
def marginal_of_the_last_one(joint, axis):
    marginal(joint, axis)
    return np.take(as_joint(joint), -1, axis=axis)


# Other right answers


@alternative
def marginal_in_loops(joint, axis):
    joint = as_joint(joint).tolist()
    rows, columns = range(len(joint)), range(len(joint[0]))
    if axis == 0:
        return np.array([sum(joint[i][j] for i in rows) for j in columns])
    return np.array([math.fsum(joint[i]) for i in rows])


@alternative
def marginal_as_a_product_with_ones(joint, axis):
    joint = np.asarray(joint, dtype=float)
    if joint.ndim != 2 or not (joint >= 0).all() or not abs(joint.sum() - 1) < 1e-6:
        raise ValueError("joint")
    rows, columns = joint.shape
    return np.ones(rows) @ joint if axis == 0 else joint @ np.ones(columns)


@alternative
def marginal_with_einsum(joint, axis):
    return np.einsum("ij->j" if axis == 0 else "ij->i", as_joint(joint))


@alternative
def marginal_with_scipy(joint, axis):
    return contingency.margins(as_joint(joint))[1 - axis].ravel()
