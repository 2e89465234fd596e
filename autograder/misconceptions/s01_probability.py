"""Known wrong implementations of section 1, probability fundamentals."""

import math

import numpy as np

from autograder.misconceptions import misconception
from solutions.s01_probability import (
    as_joint,
    as_probabilities,
    as_probability,
    as_table,
    conditional_distribution,
    is_independent,
    marginal,
    monte_carlo_probability,
    normalize,
    sequence_log_prob,
    sequence_probability,
    union_probability,
)

# 1.1 normalize


def _weights(weights):
    """`weights` as an array, refused where the exercise says so."""
    normalize(weights)
    return np.array(weights, dtype=float)


@misconception(
    "normalize",
    "This is a softmax, which is for scores. Counts are not scores: divide them by their sum, without np.exp.",
    example=([1, 2, 1],),
)
def normalize_with_softmax(weights):
    exps = np.exp(_weights(weights))
    return exps / exps.sum()


@misconception(
    "normalize",
    "This is a softmax, made safe by subtracting the largest weight, but still one: it is for scores. Divide the counts "
    "themselves by their sum.",
    example=([3000, 1000],),
)
def normalize_with_stable_softmax(weights):
    weights = _weights(weights)
    exps = np.exp(weights - weights.max())
    return exps / exps.sum()


@misconception(
    "normalize",
    "The weights are divided by the largest one, so they sum to more than 1. Divide by their sum.",
    example=([1, 2, 1],),
)
def normalize_by_the_maximum(weights):
    weights = _weights(weights)
    return weights / weights.max()


@misconception(
    "normalize",
    "The weights are divided by the length of the vector (its L2 norm). Probabilities sum to 1, their squares do not: "
    "divide by the sum.",
    example=([1, 2, 1],),
)
def normalize_by_the_euclidean_norm(weights):
    weights = _weights(weights)
    return weights / np.linalg.norm(weights)


@misconception(
    "normalize",
    "The weights are divided by how many there are. Divide by their sum.",
    example=([1, 2, 1],),
)
def normalize_by_the_number_of_weights(weights):
    weights = _weights(weights)
    return weights / weights.size


@misconception(
    "normalize",
    "The weights are stretched from 0 to 1, the smallest to 0 and the largest to 1. Only divide them by their sum.",
    example=([1, 3, 4],),
)
def normalize_to_the_range_from_0_to_1(weights):
    weights = _weights(weights)
    return (weights - weights.min()) / (weights.max() - weights.min())


@misconception(
    "normalize",
    "1 is added to every weight first. That is smoothing (section 5); here a weight of 0 gets the probability 0.",
    example=([1, 2, 1],),
)
def normalize_with_add_one_smoothing(weights):
    weights = _weights(weights) + 1
    return weights / weights.sum()


@misconception(
    "normalize",
    "A small number is added to the sum, so the results do not sum to 1, and tiny weights lose everything. Refuse a sum "
    "of 0 with a ValueError instead.",
    example=([1e-12, 3e-12],),
)
def normalize_with_epsilon(weights):
    weights = _weights(weights)
    return weights / (weights.sum() + 1e-8)


@misconception(
    "normalize",
    "`//` throws away what stands after the decimal point, so shares become 0. Divide with `/`.",
    example=([1, 2, 1],),
)
def normalize_with_whole_division(weights):
    weights = _weights(weights)
    return weights // weights.sum()


@misconception(
    "normalize",
    "The probabilities are rounded, so they need not sum to 1 any more. Round when you print, not when you compute.",
    example=([1, 1, 1],),
)
def normalize_with_rounding(weights):
    return normalize(weights).round(4)


@misconception(
    "normalize",
    "Nothing is checked, so that bad weights give bad probabilities. Raise ValueError unless all weights are finite and "
    ">= 0, and not all of them 0.",
    example=([3, -1],),
)
def normalize_without_any_check(weights):
    return np.array(weights, dtype=float) / np.sum(weights)


@misconception(
    "normalize",
    "If all weights are 0, 0/0 is nan. Nothing can be said about the outcomes then: raise ValueError.",
    example=([0, 0, 0],),
)
def normalize_zeros_to_nan(weights):
    weights = np.array(weights, dtype=float)
    if not np.all((weights >= 0) & np.isfinite(weights)) or weights.size == 0:
        raise ValueError("weights")
    return weights / weights.sum()


@misconception(
    "normalize",
    "If all weights are 0, all outcomes get the same probability here. Nothing was counted, so nothing is known: raise "
    "ValueError.",
    example=([0, 0, 0],),
)
def normalize_zeros_to_uniform(weights):
    weights = np.array(weights, dtype=float)
    if weights.size and not weights.any():
        return np.full(weights.size, 1 / weights.size)
    return normalize(weights)


@misconception(
    "normalize",
    "A negative weight is accepted and gives a negative probability. Raise ValueError unless all weights are >= 0.",
    example=([3, -1],),
)
def normalize_with_negative_weights(weights):
    weights = np.array(weights, dtype=float)
    if not np.isfinite(weights).all() or weights.sum() == 0:
        raise ValueError("weights")
    return weights / weights.sum()


@misconception(
    "normalize",
    "Negative weights are counted as 0, which hides whatever went wrong before. Raise ValueError.",
    example=([3, -1],),
)
def normalize_with_negative_weights_cut_off(weights):
    weights = np.array(weights, dtype=float)
    if not np.isfinite(weights).all():
        raise ValueError("weights")
    return normalize(np.maximum(weights, 0))


@misconception(
    "normalize",
    "A weight that is nan passes, because `nan < 0` is False, and makes everything nan. Ask for what must be true: raise "
    "ValueError unless np.all(weights >= 0).",
    example=([1, math.nan],),
)
def normalize_with_nan(weights):
    weights = np.array(weights, dtype=float)
    if (weights < 0).any() or not weights.any() or np.isinf(weights).any():
        raise ValueError("weights")
    return weights / weights.sum()


@misconception(
    "normalize",
    "The probabilities are right, but they come in a list. Return the array: it is what the next function computes with.",
    example=([1, 2, 1],),
)
def normalize_to_a_list(weights):
    return normalize(weights).tolist()


@misconception(
    "normalize",
    "The result is right, but the caller's array was changed. `weights /= ...` works in place: write `weights / ...`.",
    example=(np.array([3.0, 1.0]),),
)
def normalize_in_place(weights):
    p = normalize(weights)
    if isinstance(weights, np.ndarray) and weights.dtype.kind == "f":
        weights[:] = p
    return p


# 1.2 complement


@misconception("complement", "-p is below 0. What is missing is 1 - p.", example=(0.25,))
def complement_as_minus_p(p):
    return -as_probability(p)


@misconception("complement", "This is the probability of the event itself. Its complement is 1 - p.", example=(0.25,))
def complement_as_p(p):
    return as_probability(p)


@misconception(
    "complement",
    "These are the odds p / (1 - p). The probability that the event does not happen is 1 - p.",
    example=(0.25,),
)
def complement_as_odds(p):
    p = as_probability(p)
    return p / (1 - p)


@misconception(
    "complement",
    "This is 1 / p, the inverse. The two probabilities do not multiply to 1, they add to 1: return 1 - p.",
    example=(0.25,),
)
def complement_as_inverse(p):
    return 1 / as_probability(p)


@misconception(
    "complement",
    "This counts in percent. Here a probability is a number from 0 to 1: return 1 - p.",
    example=(0.25,),
)
def complement_in_percent(p):
    return 100 - as_probability(p)


@misconception("complement", "The subtraction is the wrong way round: return 1 - p.", example=(0.25,))
def complement_as_p_minus_one(p):
    return as_probability(p) - 1


@misconception(
    "complement",
    "The result is cut to a whole number. Probabilities lie between 0 and 1: return a float.",
    example=(0.25,),
)
def complement_as_int(p):
    return int(1 - as_probability(p))


@misconception(
    "complement",
    "A number that is not in [0, 1] is accepted. It is a bug somewhere before, so raise ValueError.",
    example=(1.5,),
)
def complement_without_check(p):
    return 1 - p


@misconception(
    "complement",
    "nan passes the check: `p < 0 or p > 1` is False for it. Ask for what must be true: `if not 0 <= p <= 1`.",
    example=(math.nan,),
)
def complement_of_nan(p):
    if p < 0 or p > 1:
        raise ValueError("not a probability")
    return 1 - p


@misconception(
    "complement",
    "Only one end of the range is checked. A probability is neither above 1 nor below 0: raise ValueError for both.",
    example=(-0.5,),
)
def complement_with_upper_check_only(p):
    if not p <= 1:
        raise ValueError("not a probability")
    return 1 - p


@misconception(
    "complement",
    "Impossible and certain events have probabilities, too: 0 and 1 are allowed. Check with `<=`, not with `<`.",
    example=(1,),
)
def complement_without_the_ends(p):
    if not 0 < p < 1:
        raise ValueError("not a probability")
    return 1 - p


@misconception(
    "complement",
    "A number that is not in [0, 1] is moved to the next end of the range. That hides a bug: raise ValueError.",
    example=(1.5,),
)
def complement_clipping(p):
    if math.isnan(p):
        raise ValueError("nan")
    return 1 - min(max(p, 0), 1)


# 1.3 union_probability


@misconception(
    "union_probability",
    "The overlap is counted twice: it is part of A and part of B. Subtract p_ab once.",
    example=(0.5, 0.5, 0.25),
)
def union_probability_as_sum(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a + p_b


@misconception(
    "union_probability",
    "p_a * p_b is the overlap of independent events only. You were told the overlap: subtract p_ab.",
    example=(0.5, 0.5, 0.375),
)
def union_probability_of_independent_events(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a + p_b - p_a * p_b


@misconception(
    "union_probability",
    "The overlap is subtracted twice, so this is the probability of exactly one of the two. Subtract it once.",
    example=(0.5, 0.5, 0.25),
)
def union_probability_of_exactly_one(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a + p_b - 2 * p_ab


@misconception(
    "union_probability",
    "The overlap is added a third time. p_a and p_b both hold it already: subtract it once.",
    example=(0.5, 0.25, 0.125),
)
def union_probability_adding_the_overlap(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a + p_b + p_ab


@misconception(
    "union_probability",
    "This is the larger of the two, which is right only if one event is a part of the other. Add both, subtract p_ab.",
    example=(0.5, 0.5, 0.25),
)
def union_probability_as_maximum(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return max(p_a, p_b)


@misconception(
    "union_probability",
    "This is p_a * p_b, which belongs to 'and', not to 'or'. At least one of two events is as probable as either: add.",
    example=(0.5, 0.5, 0.25),
)
def union_probability_as_product(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a * p_b


@misconception(
    "union_probability",
    "This is the probability that neither happens, the complement of what is asked.",
    example=(0.5, 0.25, 0.125),
)
def union_probability_of_neither(p_a, p_b, p_ab):
    return 1 - union_probability(p_a, p_b, p_ab)


@misconception(
    "union_probability",
    "An overlap larger than one of the events is accepted. Both together cannot be more probable than either: raise "
    "ValueError if p_ab exceeds p_a or p_b.",
    example=(0.5, 0.25, 0.375),
)
def union_probability_with_any_overlap(p_a, p_b, p_ab):
    p_a, p_b, p_ab = as_probability(p_a), as_probability(p_b), as_probability(p_ab)
    if p_a + p_b - p_ab > 1 + 1e-9:
        raise ValueError("above 1")
    return min(1.0, max(0.0, p_a + p_b - p_ab))


@misconception(
    "union_probability",
    "The overlap is compared with the larger event. It must fit into both: compare p_ab with the smaller of the two.",
    example=(0.25, 0.5, 0.375),
)
def union_probability_with_an_overlap_up_to_the_larger_event(p_a, p_b, p_ab):
    p_a, p_b, p_ab = as_probability(p_a), as_probability(p_b), as_probability(p_ab)
    if p_a + p_b - p_ab > 1 + 1e-9 or p_ab > max(p_a, p_b) + 1e-9:
        raise ValueError("contradiction")
    return min(1.0, max(0.0, p_a + p_b - p_ab))


@misconception(
    "union_probability",
    "A result above 1 is returned. The three numbers contradict each other then: raise ValueError.",
    example=(0.75, 0.75, 0.25),
)
def union_probability_above_1(p_a, p_b, p_ab):
    p_a, p_b, p_ab = as_probability(p_a), as_probability(p_b), as_probability(p_ab)
    if p_ab > min(p_a, p_b) + 1e-9:
        raise ValueError("overlap")
    union = p_a + p_b - p_ab
    return 1.0 if 1 < union <= 1 + 1e-9 else max(0.0, union)


@misconception(
    "union_probability",
    "A result above 1 is cut to 1. By more than rounding it shows that the three numbers contradict each other: raise "
    "ValueError.",
    example=(0.75, 0.75, 0.25),
)
def union_probability_cut_to_1(p_a, p_b, p_ab):
    p_a, p_b, p_ab = as_probability(p_a), as_probability(p_b), as_probability(p_ab)
    if p_ab > min(p_a, p_b) + 1e-9:
        raise ValueError("overlap")
    return min(1.0, max(0.0, p_a + p_b - p_ab))


@misconception(
    "union_probability",
    "Whether the three numbers fit together is checked, but not whether each is a probability. Pass each through "
    "as_probability.",
    example=(0.25, 0.25, -0.125),
)
def union_probability_without_checking_each(p_a, p_b, p_ab):
    if p_ab > min(p_a, p_b) + 1e-9 or p_a + p_b - p_ab > 1 + 1e-9:
        raise ValueError("contradiction")
    return p_a + p_b - p_ab


@misconception(
    "union_probability",
    "Nothing is checked, so numbers that contradict each other give a plausible result. Raise the ValueErrors that the "
    "docstring promises.",
    example=(0.5, 0.25, 0.375),
)
def union_probability_without_any_check(p_a, p_b, p_ab):
    return p_a + p_b - p_ab


@misconception(
    "union_probability",
    "Numbers that fit are refused because of rounding: 0.1 + 0.2 is a little larger than 0.3. Let an excess of up to "
    "1e-9 pass.",
    example=(0.3, 0.5, 0.1 + 0.2),
)
def union_probability_without_room_for_rounding(p_a, p_b, p_ab):
    union = union_probability(p_a, p_b, p_ab)
    if p_ab > min(p_a, p_b) or p_a + p_b - p_ab > 1:
        raise ValueError("contradiction")
    return union


@misconception(
    "union_probability",
    "The result can be a little below 0, as the overlap may exceed events of probability 0 by rounding. Return at least 0: "
    "max(0.0, union).",
    example=(0, 0, 1e-10),
)
def union_probability_below_0_by_rounding(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return min(1.0, p_a + p_b - p_ab)


# 1.4 joint_probability


@misconception(
    "joint_probability",
    "The two are added, as for events that exclude each other. Both happen with a share of a share: multiply.",
    example=(0.5, 0.25),
)
def joint_probability_as_sum(p_a, p_b_given_a):
    return as_probability(p_a) + as_probability(p_b_given_a)


@misconception(
    "joint_probability",
    "P(A) is multiplied with itself, as if B were independent of A and just as probable. Multiply by P(B | A).",
    example=(0.5, 0.25),
)
def joint_probability_as_square(p_a, p_b_given_a):
    as_probability(p_b_given_a)
    return as_probability(p_a) ** 2


@misconception(
    "joint_probability",
    "This is P(B | A): it takes for granted that A happened. Multiply it by the probability that it does.",
    example=(0.5, 0.25),
)
def joint_probability_as_conditional(p_a, p_b_given_a):
    as_probability(p_a)
    return as_probability(p_b_given_a)


@misconception(
    "joint_probability",
    "Dividing by P(A) turns a joint probability into a conditional one. You have the conditional one: multiply by P(A).",
    example=(0.5, 0.25),
)
def joint_probability_as_quotient(p_a, p_b_given_a):
    return as_probability(p_b_given_a) / as_probability(p_a)


@misconception(
    "joint_probability",
    "This is the smaller of the two, the most that it could be. It is their product.",
    example=(0.5, 0.25),
)
def joint_probability_as_minimum(p_a, p_b_given_a):
    return min(as_probability(p_a), as_probability(p_b_given_a))


@misconception(
    "joint_probability",
    "This is the probability that at least one of two independent events happens ('or'). For 'and', multiply.",
    example=(0.5, 0.25),
)
def joint_probability_as_union(p_a, p_b_given_a):
    p_a, p_b_given_a = as_probability(p_a), as_probability(p_b_given_a)
    return p_a + p_b_given_a - p_a * p_b_given_a


@misconception(
    "joint_probability",
    "This is the mean of the two. Two events together are never more probable than either alone: multiply.",
    example=(0.5, 0.25),
)
def joint_probability_as_mean(p_a, p_b_given_a):
    return (as_probability(p_a) + as_probability(p_b_given_a)) / 2


@misconception(
    "joint_probability",
    "This is the probability that A happens and B does not. Multiply by P(B | A), not by 1 - P(B | A).",
    example=(0.5, 0.25),
)
def joint_probability_of_a_without_b(p_a, p_b_given_a):
    return as_probability(p_a) * (1 - as_probability(p_b_given_a))


@misconception(
    "joint_probability",
    "The arguments are not checked. Raise ValueError if one of them is not in [0, 1].",
    example=(1.5, 0.5),
)
def joint_probability_without_check(p_a, p_b_given_a):
    return p_a * p_b_given_a


@misconception(
    "joint_probability",
    "Only the product is checked, and two bad factors can make a good product: -0.5 times -0.5. Check each argument.",
    example=(-0.5, -0.5),
)
def joint_probability_checking_the_product(p_a, p_b_given_a):
    return as_probability(p_a * p_b_given_a)


@misconception(
    "joint_probability",
    "Only the first argument is checked. P(B | A) must be a probability, too.",
    example=(0.5, 1.5),
)
def joint_probability_checking_one_argument(p_a, p_b_given_a):
    return as_probability(p_a) * p_b_given_a


@misconception(
    "joint_probability",
    "nan passes the check: `p < 0 or p > 1` is False for it. as_probability refuses it.",
    example=(math.nan, 0.5),
)
def joint_probability_of_nan(p_a, p_b_given_a):
    for p in (p_a, p_b_given_a):
        if p < 0 or p > 1:
            raise ValueError("not a probability")
    return p_a * p_b_given_a


# 1.5 marginal


@misconception(
    "marginal",
    "This sums over the other axis. As in numpy, `axis` is the one that disappears: joint.sum(axis=axis).",
    example=([[0.125, 0.25, 0.125], [0.25, 0.25, 0.0]], 0),
)
def marginal_keeping_the_axis(joint, axis):
    return as_joint(joint).sum(axis=1 - axis)


@misconception(
    "marginal",
    "This is the mean along the axis, which does not sum to 1. A marginal is a sum.",
    example=([[0.125, 0.25, 0.125], [0.25, 0.25, 0.0]], 0),
)
def marginal_as_mean(joint, axis):
    return as_joint(joint).mean(axis=axis)


@misconception(
    "marginal",
    "This is the largest cell along the axis. Any of the cells may happen, so add their probabilities.",
    example=([[0.125, 0.25, 0.125], [0.25, 0.25, 0.0]], 0),
)
def marginal_as_maximum(joint, axis):
    return as_joint(joint).max(axis=axis)


@misconception(
    "marginal",
    "`axis` is ignored, and the rows are always summed out. Pass it on to sum.",
    example=([[0.125, 0.25, 0.125], [0.25, 0.25, 0.0]], 1),
)
def marginal_over_the_rows_only(joint, axis):
    return as_joint(joint).sum(axis=0)


@misconception(
    "marginal",
    "`axis` is ignored, and the columns are always summed out. Pass it on to sum.",
    example=([[0.125, 0.25, 0.125], [0.25, 0.25, 0.0]], 0),
)
def marginal_over_the_columns_only(joint, axis):
    return as_joint(joint).sum(axis=1)


@misconception(
    "marginal",
    "The result is still a table, because of keepdims. A marginal has one axis: leave keepdims out.",
    example=([[0.125, 0.25, 0.125], [0.25, 0.25, 0.0]], 0),
)
def marginal_keeping_dimensions(joint, axis):
    return as_joint(joint).sum(axis=axis, keepdims=True)


@misconception(
    "marginal",
    "Everything is summed, which always gives 1. Sum along one axis only: joint.sum(axis=axis).",
    example=([[0.125, 0.25, 0.125], [0.25, 0.25, 0.0]], 0),
)
def marginal_over_both_axes(joint, axis):
    return float(as_joint(joint).sum())


@misconception(
    "marginal",
    "These are running sums along the axis. Only their last row, or column, is the marginal: use sum, not cumsum.",
    example=([[0.125, 0.25, 0.125], [0.25, 0.25, 0.0]], 0),
)
def marginal_as_running_sum(joint, axis):
    return as_joint(joint).cumsum(axis=axis)


@misconception(
    "marginal",
    "The table is normalised, which turns counts, or a bug, into a plausible result. Raise ValueError when the cells do "
    "not sum to 1.",
    example=([[1, 3], [1, 1]], 0),
)
def marginal_normalising(joint, axis):
    joint = as_table(joint)
    if joint.sum() == 0:
        raise ValueError("nothing")
    return (joint / joint.sum()).sum(axis=axis)


@misconception(
    "marginal",
    "The table is not checked. Use as_joint, which raises ValueError for what is not a joint distribution.",
    example=([[1, 3], [1, 1]], 0),
)
def marginal_without_check(joint, axis):
    return np.sum(joint, axis=axis)


@misconception(
    "marginal",
    "Only the sum of the cells is checked, and a negative cell passes. as_joint checks both.",
    example=([[1.5, 0.0], [-0.5, 0.0]], 0),
)
def marginal_with_negative_cells(joint, axis):
    joint = np.array(joint, dtype=float)
    if joint.ndim != 2 or not abs(joint.sum() - 1) <= 1e-9:
        raise ValueError("joint")
    return joint.sum(axis=axis)


@misconception(
    "marginal",
    "The sum of the cells is compared with `==`, and rounding makes it 0.9999999999999999. Allow for 1e-9, as as_joint "
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


@misconception(
    "marginal",
    "The probabilities are right, but they come in a list. Return the array that sum gives you.",
    example=([[0.125, 0.25, 0.125], [0.25, 0.25, 0.0]], 0),
)
def marginal_as_list(joint, axis):
    return marginal(joint, axis).tolist()


# 1.6 conditional_distribution


@misconception(
    "conditional_distribution",
    "The columns are normalised, which gives P(row | column), another question. Divide by the sums of the rows: axis=1, "
    "keepdims=True.",
    example=([[1, 3], [1, 1]],),
)
def conditional_distribution_of_the_row(joint):
    joint = as_table(joint)
    return joint / joint.sum(axis=0)


@misconception(
    "conditional_distribution",
    "The columns are normalised, and columns of zeros left at 0. Given the row it is the rows that sum to 1: take the sums "
    "with axis=1, keepdims=True.",
    example=([[1, 0], [3, 0]],),
)
def conditional_distribution_of_the_row_with_zeros(joint):
    return conditional_distribution(as_table(joint).T).T


@misconception(
    "conditional_distribution",
    "The whole table is normalised, so this is the joint distribution. Each row must sum to 1 by itself.",
    example=([[1, 3], [1, 1]],),
)
def conditional_distribution_as_joint(joint):
    joint = as_table(joint)
    return joint / joint.sum()


@misconception(
    "conditional_distribution",
    "A row of zeros becomes nan, because 0/0 is. Leave such rows at 0.",
    example=([[0, 0], [1, 1]],),
)
def conditional_distribution_with_nan(joint):
    joint = as_table(joint)
    return joint / joint.sum(axis=1, keepdims=True)


@misconception(
    "conditional_distribution",
    "A row of zeros becomes uniform, as if something were known about it. Leave such rows at 0.",
    example=([[0, 0], [1, 1]],),
)
def conditional_distribution_with_uniform_rows(joint):
    joint = as_table(joint)
    sums = joint.sum(axis=1, keepdims=True)
    return np.where(sums > 0, conditional_distribution(joint), 1 / joint.shape[1])


@misconception(
    "conditional_distribution",
    "A row of zeros raises an error. A context that was never seen is nothing unusual: leave its row at 0.",
    example=([[0, 0], [1, 1]],),
)
def conditional_distribution_refusing_empty_rows(joint):
    joint = as_table(joint)
    if not joint.sum(axis=1).all():
        raise ValueError("an empty row")
    return conditional_distribution(joint)


@misconception(
    "conditional_distribution",
    "The rows sum to a little less than 1, and a row of tiny values to much less, because of the number added to the "
    "denominator. Treat rows of zeros by themselves.",
    example=([[1e-9, 3e-9], [1, 1]],),
)
def conditional_distribution_with_epsilon(joint):
    joint = as_table(joint)
    return joint / (joint.sum(axis=1, keepdims=True) + 1e-8)


@misconception(
    "conditional_distribution",
    "The sums of the rows are a flat array here, and numpy lines it up with the columns: column j is divided by the sum "
    "of row j. keepdims=True keeps the sums a column.",
    example=([[1, 3], [1, 1]],),
)
def conditional_distribution_without_keepdims(joint):
    joint = as_table(joint)
    return joint / joint.sum(axis=1)


@misconception(
    "conditional_distribution",
    "`//` throws away what stands after the decimal point, so most entries become 0. Divide with `/`.",
    example=([[1, 3], [1, 1]],),
)
def conditional_distribution_with_whole_division(joint):
    joint = as_table(joint)
    return joint // joint.sum(axis=1, keepdims=True)


@misconception(
    "conditional_distribution",
    "This is a softmax of each row. Counts and probabilities are no scores: divide each row by its sum, without np.exp.",
    example=([[1, 3], [1, 1]],),
)
def conditional_distribution_with_softmax(joint):
    exps = np.exp(as_table(joint))
    return exps / exps.sum(axis=1, keepdims=True)


@misconception(
    "conditional_distribution",
    "Each row is divided by its largest entry, so it sums to more than 1. Divide by its sum.",
    example=([[1, 3], [1, 1]],),
)
def conditional_distribution_by_the_maximum(joint):
    joint = as_table(joint)
    return joint / joint.max(axis=1, keepdims=True)


@misconception(
    "conditional_distribution",
    "1 is added to every entry first. That is smoothing (section 5); here what was never seen has probability 0.",
    example=([[1, 3], [1, 1]],),
)
def conditional_distribution_with_add_one_smoothing(joint):
    return conditional_distribution(as_table(joint) + 1)


@misconception(
    "conditional_distribution",
    "Counts are refused, but they do as well as probabilities: only ratios within a row matter. Check with as_table, not "
    "with as_joint.",
    example=([[1, 3], [1, 1]],),
)
def conditional_distribution_refusing_counts(joint):
    return conditional_distribution(as_joint(joint))


@misconception(
    "conditional_distribution",
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


@misconception(
    "conditional_distribution",
    "The result is right, but the caller's array was changed. `joint /= ...` works in place: write `joint / ...`.",
    example=(np.array([[1.0, 3.0], [1.0, 1.0]]),),
)
def conditional_distribution_in_place(joint):
    result = conditional_distribution(joint)
    if isinstance(joint, np.ndarray) and joint.dtype.kind == "f":
        joint[:] = result
    return result


@misconception(
    "conditional_distribution",
    "The probabilities are right, but they come in a list of lists. Return an array.",
    example=([[1, 3], [1, 1]],),
)
def conditional_distribution_as_lists(joint):
    return conditional_distribution(joint).tolist()


# 1.7 is_independent


def _product(joint):
    """`joint` checked, and what it would be if the variables were independent."""
    joint = as_joint(joint)
    return joint, np.outer(joint.sum(axis=1), joint.sum(axis=0))


@misconception(
    "is_independent",
    "Only the first cell is compared. One that fits proves nothing: compare all cells.",
    example=([[0.25, 0.15, 0.1], [0.25, 0.05, 0.2]],),
)
def is_independent_in_one_cell(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(abs(joint[0, 0] - product[0, 0]) <= tol)


@misconception(
    "is_independent",
    "Only the cells on the diagonal are compared. Compare all cells.",
    example=([[2 / 32, 3 / 32, 3 / 32], [1 / 32, 2 / 32, 5 / 32], [5 / 32, 3 / 32, 8 / 32]],),
)
def is_independent_on_the_diagonal(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.all(np.abs(np.diagonal(joint) - np.diagonal(product)) <= tol))


@misconception(
    "is_independent",
    "It is enough here that one cell fits. All must: use np.all, not np.any.",
    example=([[0.25, 0.15, 0.1], [0.25, 0.05, 0.2]],),
)
def is_independent_in_any_cell(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.any(np.abs(joint - product) <= tol))


@misconception(
    "is_independent",
    "This tests whether the correlation is 0. That of X and Y = X^2 can be 0 although Y depends on X: compare the cells "
    "with the products of the marginals.",
    example=([[0, 1 / 3], [1 / 3, 0], [0, 1 / 3]],),
)
def is_independent_as_uncorrelated(joint, tol=1e-9):
    joint, product = _product(joint)
    rows, columns = np.arange(joint.shape[0]), np.arange(joint.shape[1])
    return bool(abs(rows @ (joint - product) @ columns) <= tol)


@misconception(
    "is_independent",
    "The differences are summed, and they always sum to 0. Compare each cell by itself.",
    example=([[0.5, 0.0], [0.0, 0.5]],),
)
def is_independent_by_the_sum_of_differences(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(abs((joint - product).sum()) <= tol)


@misconception(
    "is_independent",
    "A negative difference is always small enough here. Take the absolute value before you compare with tol.",
    example=([[3 / 64, 3 / 64, 10 / 64], [3 / 64, 3 / 64, 10 / 64], [10 / 64, 10 / 64, 12 / 64]], 3 / 64),
)
def is_independent_by_signed_differences(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.all(joint - product <= tol))


@misconception(
    "is_independent",
    "Cells and products are compared with `==`, and rounding makes them differ by 1e-17. Let them differ by up to tol.",
    example=([[0.03, 0.07], [0.27, 0.63]],),
)
def is_independent_exactly(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.all(joint == product))


@misconception(
    "is_independent",
    "`tol` is ignored. Cells may differ by so much as it says.",
    example=([[0.375, 0.125], [0.125, 0.375]], 0.25),
)
def is_independent_ignoring_tol(joint, tol=1e-9):
    return is_independent(joint)


@misconception(
    "is_independent",
    "np.allclose also allows for a relative difference of 1e-5, unless you say rtol=0. `tol` is an absolute difference.",
    example=([[0.25 + 1e-7, 0.25 - 1e-7], [0.25 - 1e-7, 0.25 + 1e-7]],),
)
def is_independent_with_relative_tolerance(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.allclose(joint, product, atol=tol))


@misconception(
    "is_independent",
    "A difference of exactly tol is refused, so that tol=0 refuses even equal cells. Compare with `<=`.",
    example=([[0.25, 0.25], [0.25, 0.25]], 0.0),
)
def is_independent_below_tol(joint, tol=1e-9):
    joint, product = _product(joint)
    return bool(np.all(np.abs(joint - product) < tol))


@misconception(
    "is_independent",
    "The rows are compared with each other as they are. They need only be proportional: what is likely in one row may be "
    "rarer in another. Compare with the products of the marginals.",
    example=([[0.375, 0.1875, 0.1875], [0.125, 0.0625, 0.0625]],),
)
def is_independent_if_rows_are_equal(joint, tol=1e-9):
    joint = as_joint(joint)
    return bool(np.all(np.abs(joint - joint[0]) <= tol))


@misconception(
    "is_independent",
    "This tests whether all cells are equal. Independent variables need not be uniform: compare with the products of the "
    "marginals.",
    example=([[0.375, 0.1875, 0.1875], [0.125, 0.0625, 0.0625]],),
)
def is_independent_if_uniform(joint, tol=1e-9):
    joint = as_joint(joint)
    return bool(np.all(np.abs(joint - 1 / joint.size) <= tol))


@misconception(
    "is_independent",
    "This looks for values that exclude each other, which is the opposite: to know the one rules out the other. "
    "Independent means that every cell is the product of its marginals.",
    example=([[0.5, 0.0], [0.0, 0.5]],),
)
def is_independent_if_exclusive(joint, tol=1e-9):
    joint = as_joint(joint)
    return bool(np.any(joint <= tol))


@misconception(
    "is_independent",
    "This is an array with an answer for each cell. The exercise asks for one: np.all.",
    example=([[0.5, 0.0], [0.0, 0.5]],),
)
def is_independent_for_each_cell(joint, tol=1e-9):
    joint, product = _product(joint)
    return np.abs(joint - product) <= tol


@misconception(
    "is_independent",
    "The answer is turned round: this says True where the variables depend on each other.",
    example=([[0.5, 0.0], [0.0, 0.5]],),
)
def is_independent_turned_round(joint, tol=1e-9):
    return not is_independent(joint, tol)


@misconception(
    "is_independent",
    "The table is not checked: counts, or anything else, get an answer. Use as_joint, which raises ValueError.",
    example=([[1, 3], [2, 6]],),
)
def is_independent_without_check(joint, tol=1e-9):
    joint = np.array(joint, dtype=float)
    rows, columns = joint.sum(axis=-1), joint.sum(axis=0)
    return bool(np.all(np.abs(joint - np.outer(rows, columns)) <= tol))


# 1.8 sequence_probability


@misconception(
    "sequence_probability",
    "The probabilities are added. All tokens must come, one and the next: multiply.",
    example=([0.5, 0.25],),
)
def sequence_probability_as_sum(conditionals):
    return float(as_probabilities(conditionals).sum())


@misconception(
    "sequence_probability",
    "This is the mean of the factors. All tokens must come, one and the next: multiply.",
    example=([0.5, 0.25],),
)
def sequence_probability_as_mean(conditionals):
    return float(np.mean(as_probabilities(conditionals)))


@misconception(
    "sequence_probability",
    "This is the geometric mean, a probability per token. The probability of the sequence is the product, without a root.",
    example=([0.5, 0.25],),
)
def sequence_probability_as_geometric_mean(conditionals):
    conditionals = as_probabilities(conditionals)
    return float(conditionals.prod() ** (1 / conditionals.size))


@misconception(
    "sequence_probability",
    "The first factor is left out. The first token has a probability, too.",
    example=([0.5, 0.25],),
)
def sequence_probability_without_the_first(conditionals):
    return sequence_probability(as_probabilities(conditionals)[1:])


@misconception(
    "sequence_probability",
    "The last factor is left out. Multiply all of them.",
    example=([0.5, 0.25],),
)
def sequence_probability_without_the_last(conditionals):
    return sequence_probability(as_probabilities(conditionals)[:-1])


@misconception(
    "sequence_probability",
    "This is the smallest factor. The others make the sequence less probable still: multiply.",
    example=([0.5, 0.25],),
)
def sequence_probability_as_minimum(conditionals):
    return float(min(as_probabilities(conditionals)))


@misconception(
    "sequence_probability",
    "The product starts with 0, and 0 times anything is 0. Start with 1.",
    example=([0.5, 0.25],),
)
def sequence_probability_starting_with_0(conditionals):
    return 0.0 * sequence_probability(conditionals)


@misconception(
    "sequence_probability",
    "These are the products up to each token. The probability of the whole sequence is the last of them: use prod, not "
    "cumprod.",
    example=([0.5, 0.25],),
)
def sequence_probability_as_running_product(conditionals):
    return np.cumprod(as_probabilities(conditionals))


@misconception(
    "sequence_probability",
    "This is the probability that at least one of the tokens comes. All must: multiply the probabilities themselves.",
    example=([0.5, 0.25],),
)
def sequence_probability_of_at_least_one(conditionals):
    return 1.0 - sequence_probability(1 - as_probabilities(conditionals))


@misconception(
    "sequence_probability",
    "This is the logarithm of the probability, which is the next exercise. Return the product itself.",
    example=([0.5, 0.25],),
)
def sequence_probability_as_logarithm(conditionals):
    return sequence_log_prob(conditionals)


@misconception(
    "sequence_probability",
    "An empty sequence gives 0. It has no factors, and the product of no factors is 1.",
    example=([],),
)
def sequence_probability_zero_for_nothing(conditionals):
    return sequence_probability(conditionals) if len(conditionals) else 0.0


@misconception(
    "sequence_probability",
    "An empty sequence is refused. It has no factors, and the product of no factors is 1.",
    example=([],),
)
def sequence_probability_refusing_nothing(conditionals):
    if not len(conditionals):
        raise ValueError("empty")
    return sequence_probability(conditionals)


@misconception(
    "sequence_probability",
    "Small factors are raised to 1e-9, so that an impossible text looks merely rare. Multiply them as they are.",
    example=([0.5, 0.0],),
)
def sequence_probability_clipped(conditionals):
    return sequence_probability(np.maximum(as_probabilities(conditionals), 1e-9))


@misconception(
    "sequence_probability",
    "The factors are not checked. Use as_probabilities, which raises ValueError if one is not in [0, 1].",
    example=([0.5, 1.5],),
)
def sequence_probability_without_check(conditionals):
    return float(np.prod(np.array(conditionals, dtype=float)))


@misconception(
    "sequence_probability",
    "Only the product is checked, and two bad factors can make a good one: -0.5 times -0.5. Check each factor.",
    example=([-0.5, -0.5],),
)
def sequence_probability_checking_the_product(conditionals):
    return as_probability(sequence_probability_without_check(conditionals))


@misconception(
    "sequence_probability",
    "The factors are required to sum to 1. They belong to different tokens, each is from a distribution of its own: check "
    "only that each is in [0, 1].",
    example=([0.5, 0.25],),
)
def sequence_probability_of_a_distribution(conditionals):
    conditionals = as_probabilities(conditionals)
    if conditionals.size and abs(conditionals.sum() - 1) > 1e-8:
        raise ValueError("not a distribution")
    return sequence_probability(conditionals)


# 1.9 sequence_log_prob


@misconception(
    "sequence_log_prob",
    "The logarithm comes too late: the product of many small numbers is 0 by then. Take the logarithm of each, then add.",
    example=([0.1] * 400,),
)
def sequence_log_prob_of_the_product(conditionals):
    with np.errstate(divide="ignore"):
        return float(np.log(as_probabilities(conditionals).prod()))


@misconception(
    "sequence_log_prob",
    "math.log comes too late, and raises an error when the product has become 0, as that of many small numbers does. Take "
    "the logarithm of each factor, then add.",
    example=([0.1] * 400,),
)
def sequence_log_prob_of_the_product_with_math(conditionals):
    return math.log(math.prod(as_probabilities(conditionals).tolist()))


@misconception(
    "sequence_log_prob",
    "This is the mean, a log-probability per token. That of the whole sequence is the sum.",
    example=([0.5, 0.25],),
)
def sequence_log_prob_as_mean(conditionals):
    with np.errstate(divide="ignore"):
        return float(np.log(as_probabilities(conditionals)).mean())


@misconception(
    "sequence_log_prob",
    "The sum is divided by the number of tokens, except for an empty sequence. That is a log-probability per token: return "
    "the sum itself.",
    example=([0.5, 0.25],),
)
def sequence_log_prob_as_mean_or_0(conditionals):
    return sequence_log_prob(conditionals) / max(len(conditionals), 1)


@misconception(
    "sequence_log_prob",
    "The logarithm has base 2. The natural one is asked for: np.log.",
    example=([0.5, 0.25],),
)
def sequence_log_prob_in_base_2(conditionals):
    return sequence_log_prob(conditionals) / math.log(2)


@misconception(
    "sequence_log_prob",
    "The logarithm has base 10. The natural one is asked for: np.log.",
    example=([0.5, 0.25],),
)
def sequence_log_prob_in_base_10(conditionals):
    return sequence_log_prob(conditionals) / math.log(10)


@misconception(
    "sequence_log_prob",
    "The sign is turned round. This is the negative log-likelihood, which is a loss; a log-probability is never above 0.",
    example=([0.5, 0.25],),
)
def sequence_log_prob_with_minus(conditionals):
    return -sequence_log_prob(conditionals)


@misconception(
    "sequence_log_prob",
    "This is the logarithm of the sum. The sequence has the product of the factors, so add their logarithms.",
    example=([0.5, 0.25],),
)
def sequence_log_prob_of_the_sum(conditionals):
    with np.errstate(divide="ignore"):
        return float(np.log(as_probabilities(conditionals).sum()))


@misconception(
    "sequence_log_prob",
    "The logarithms are multiplied. The logarithm of a product is their sum.",
    example=([0.5, 0.25],),
)
def sequence_log_prob_as_product_of_logarithms(conditionals):
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.log(as_probabilities(conditionals)).prod())


@misconception(
    "sequence_log_prob",
    "The first token is left out. It has a probability, too.",
    example=([0.5, 0.25],),
)
def sequence_log_prob_without_the_first(conditionals):
    return sequence_log_prob(as_probabilities(conditionals)[1:])


@misconception(
    "sequence_log_prob",
    "Small probabilities are raised to 1e-12, so that an impossible text looks merely rare. Log 0 is minus infinity: "
    "let it be.",
    example=([0.5, 0],),
)
def sequence_log_prob_clipped(conditionals):
    return float(np.log(np.maximum(as_probabilities(conditionals), 1e-12)).sum())


@misconception(
    "sequence_log_prob",
    "A small number is added inside the logarithm, which makes every result slightly wrong and impossible texts merely "
    "rare. Add nothing.",
    example=([0.5, 0],),
)
def sequence_log_prob_with_epsilon(conditionals):
    return float(np.log(as_probabilities(conditionals) + 1e-9).sum())


@misconception(
    "sequence_log_prob",
    "math.log(0) raises an error. An impossible token makes the log-probability minus infinity: np.log(0) says so, or "
    "return -math.inf yourself.",
    example=([0.5, 0],),
)
def sequence_log_prob_raising_on_zero(conditionals):
    return sum((math.log(p) for p in as_probabilities(conditionals).tolist()), start=0.0)


@misconception(
    "sequence_log_prob",
    "Impossible tokens are left out of the sum. That an impossible token came makes the whole text impossible: -inf.",
    example=([0.5, 0],),
)
def sequence_log_prob_skipping_zeros(conditionals):
    conditionals = as_probabilities(conditionals)
    return float(np.log(conditionals[conditionals > 0]).sum())


@misconception(
    "sequence_log_prob",
    "These are the terms, one for each token. Return their sum.",
    example=([0.5, 0.25],),
)
def sequence_log_prob_without_the_sum(conditionals):
    with np.errstate(divide="ignore"):
        return np.log(as_probabilities(conditionals))


@misconception(
    "sequence_log_prob",
    "log(1 + p) is not log p. np.log1p is for numbers close to 0 to which 1 is to be added: use np.log.",
    example=([0.5, 0.25],),
)
def sequence_log_prob_with_log1p(conditionals):
    return float(np.log1p(as_probabilities(conditionals)).sum())


@misconception(
    "sequence_log_prob",
    "An empty sequence is refused. It has probability 1, and so log-probability 0.",
    example=([],),
)
def sequence_log_prob_refusing_nothing(conditionals):
    if not len(conditionals):
        raise ValueError("empty")
    return sequence_log_prob(conditionals)


@misconception(
    "sequence_log_prob",
    "An empty sequence gives minus infinity, as if it were impossible. It has probability 1, and so log-probability 0.",
    example=([],),
)
def sequence_log_prob_impossible_for_nothing(conditionals):
    return sequence_log_prob(conditionals) if len(conditionals) else -math.inf


@misconception(
    "sequence_log_prob",
    "The factors are not checked: above 1 they raise the log-probability, below 0 they give nan. Use as_probabilities.",
    example=([0.5, 1.5],),
)
def sequence_log_prob_without_check(conditionals):
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.log(np.array(conditionals, dtype=float)).sum())


# 1.10 monte_carlo_probability


def three_in_ten(rng):
    return rng.random() < 0.3


def always(rng):
    return True


def always_as_numpy_bool(rng):
    return np.bool_(True)


@misconception(
    "monte_carlo_probability",
    "Every trial gets a new generator with the same seed, so all of them are the same trial. Pass the generator that you "
    "were given: trial(rng).",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_reseeding(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial(np.random.default_rng(0))) for _ in range(n)) / n


@misconception(
    "monte_carlo_probability",
    "A generator of your own is used instead of the one you were given, so every estimate is the same. Pass `rng` on.",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_with_its_own_generator(trial, n, rng):
    return monte_carlo_probability(trial, n, np.random.default_rng(0))


@misconception(
    "monte_carlo_probability",
    "You make a generator with the seed 42, so every estimate is the same. Use the one that you were given: trial(rng).",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_with_a_generator_of_seed_42(trial, n, rng):
    return monte_carlo_probability(trial, n, np.random.default_rng(42))


@misconception(
    "monte_carlo_probability",
    "Every trial gets a generator with a seed of its own, 0, 1, 2 and so on, so the generator that you were given decides "
    "nothing. Pass `rng` on.",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_seeding_with_the_counter(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial(np.random.default_rng(i))) for i in range(n)) / n


@misconception(
    "monte_carlo_probability",
    "This is the number of successes. Their share is asked for: divide by n.",
    example=(always, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_as_count(trial, n, rng):
    return round(monte_carlo_probability(trial, n, rng) * n)


@misconception(
    "monte_carlo_probability",
    "The trial is made only once. One trial is a success or not; call it n times and count.",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_of_one_trial(trial, n, rng):
    return monte_carlo_probability(trial, min(n, 1), rng)


@misconception(
    "monte_carlo_probability",
    "The trial is made once, and its result counted n times. Call trial(rng) inside the loop.",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_of_one_trial_in_a_loop(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    result = trial(rng)
    return sum(result for _ in range(n))


@misconception(
    "monte_carlo_probability",
    "One trial is missing, as in range(1, n). Make n trials: range(n).",
    example=(always, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_with_a_trial_missing(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial(rng)) for _ in range(1, n)) / n


@misconception(
    "monte_carlo_probability",
    "The count is divided by n - 1. There were n trials: divide by n.",
    example=(always, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_divided_by_n_minus_1(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial(rng)) for _ in range(n)) / (n - 1)


@misconception(
    "monte_carlo_probability",
    "A success and a failure are added to those that were seen. That is smoothing; the estimate is successes / n.",
    example=(always, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_smoothed(trial, n, rng):
    return (monte_carlo_probability(trial, n, rng) * n + 1) / (n + 2)


@misconception(
    "monte_carlo_probability",
    "This is the share of failures. Count where trial(rng) is True.",
    example=(always, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_of_failure(trial, n, rng):
    return 1.0 - monte_carlo_probability(trial, n, rng)


@misconception(
    "monte_carlo_probability",
    "`//` throws away what stands after the decimal point, so every share below 1 becomes 0. Divide with `/`.",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_with_whole_division(trial, n, rng):
    return float(monte_carlo_probability(trial, n, rng) // 1)


@misconception(
    "monte_carlo_probability",
    "A trial may return a numpy bool, and `np.bool_(True) is True` is False. Write `if trial(rng):`.",
    example=(always_as_numpy_bool, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_of_python_bools_only(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(trial(rng) is True for _ in range(n)) / n


@misconception(
    "monte_carlo_probability",
    "The trial is called without the generator. It needs one to draw from: trial(rng).",
    example=(always, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_without_passing_the_generator(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial()) for _ in range(n)) / n


@misconception(
    "monte_carlo_probability",
    "The trials stop at the first success. Make all n of them and count every success.",
    example=(always, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_stopping_at_the_first_success(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return float(any(trial(rng) for _ in range(n))) / n


@misconception(
    "monte_carlo_probability",
    "Without a trial there is no share: 0/0 is not 0. Raise ValueError if n is not positive.",
    example=(always, 0, np.random.default_rng(3)),
)
def monte_carlo_probability_zero_for_no_trials(trial, n, rng):
    return monte_carlo_probability(trial, n, rng) if n > 0 else 0.0


@misconception(
    "monte_carlo_probability",
    "Without a trial the division fails with a ZeroDivisionError. Check n first, and raise ValueError.",
    example=(always, 0, np.random.default_rng(3)),
)
def monte_carlo_probability_without_check(trial, n, rng):
    return sum(bool(trial(rng)) for _ in range(n)) / n
