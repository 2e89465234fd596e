"""2.3 `softmax`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    floats_of,
    logits,
    mistakes_of,
    raises,
)
from solutions.s02_distributions import softmax

# Criteria


@criterion(core=True)
def test_works_along_the_last_axis_of_any_shape(softmax, reference, rng):
    for x in logits(rng, [(5,), (3, 4), (7, 2), (3, 3), (2, 3, 5), (4, 1)]):
        expected = reference.softmax(x)
        assert_close(softmax(x), expected)


@criterion(core=True)
def test_works_along_the_axis_it_is_given(softmax, reference, rng):
    for shape, axes in (((3, 4), (0, 1, -1, -2)), ((3, 3), (0, 1)), ((2, 3, 5), (0, 1, 2, -2)), ((6,), (0,))):
        for axis in axes:
            (x,) = logits(rng, [shape])
            expected = reference.softmax(x, axis)
            assert_close(softmax(x, axis), expected)
    assert_close(softmax([[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]], axis=0), np.full((2, 3), 0.5))


@criterion(core=True)
def test_neither_overflows_nor_underflows(softmax, reference, rng):
    for offset in (1000.0, -1000.0):
        for x in logits(rng, [(4,), (3, 5)]):
            expected = reference.softmax(x + offset)
            assert_close(softmax(x + offset), expected)
    for x in logits(rng, [(4,), (3, 5)], scale=1000.0):
        x -= x.max(axis=-1, keepdims=True)  # one maximum for all rows: that each has its own is asked elsewhere
        expected = reference.softmax(x)
        assert_close(softmax(x), expected)
    assert_close(softmax([2000.0, 0.0]), np.array([1.0, 0.0]))


@criterion()
def test_shifts_each_slice_by_its_own_maximum(softmax):
    assert_close(softmax([[0.0, 0.0], [3000.0, 3000.0]]), np.full((2, 2), 0.5))
    assert_close(softmax([[0.0, 3000.0, -800.0], [0.0, 3000.0, -800.0]], axis=0), np.full((2, 3), 0.5))


@criterion()
def test_keeps_small_probabilities(softmax):
    # Not relative to 1: 1e-12 is the tolerance of zero only.
    assert_close(softmax([0.0, -100.0]), np.array([1.0, math.exp(-100)]), atol=0.0)
    assert_close(softmax([[700.0, 0.0]]), np.array([[1.0, math.exp(-700)]]), atol=0.0)


@criterion()
def test_gives_masked_entries_exactly_zero(softmax, reference, rng):
    for x in logits(rng, [(4,), (3, 5)]):
        x[..., 1] = -math.inf
        expected = reference.softmax(x)
        got = floats_of(softmax(x), x.shape)
        assert_close(got, expected)
        assert_same(got[..., 1], np.zeros(x.shape[:-1]))
    assert_close(softmax([-math.inf, 3.0, -math.inf]), np.array([0.0, 1.0, 0.0]))


@criterion()
def test_refuses_a_slice_that_is_masked_everywhere(softmax):
    low = -math.inf
    for x, axis in (([low], -1), ([low, low], 0), ([[0.0, 1.0, 2.0], [low, low, low]], -1), ([[low, 1], [low, 2]], 0)):
        with raises(ValueError):
            softmax(x, axis)
    assert_close(softmax([[low, 1.0, 1.0], [low, 2.0, 2.0]], axis=1), np.array([[0.0, 0.5, 0.5], [0.0, 0.5, 0.5]]))


@criterion()
def test_takes_lists_and_ints(softmax, reference):
    assert_close(softmax([[1, 1, 1, 1]]), np.full((1, 4), 0.25))
    whole = np.array([[3, 0], [1, 1], [0, 9]])
    expected = reference.softmax(whole.astype(float))
    assert_close(softmax(whole), expected)


@criterion()
def test_leaves_its_arguments_unchanged(softmax, rng):
    for x in logits(rng, [(6,), (3, 4)]):
        assert_unchanged(softmax, x)
        assert_unchanged(softmax, x.tolist())


# Known mistakes


def _masked_everywhere(x, axis):
    return np.any(np.all(np.asarray(x, dtype=float) == -np.inf, axis=axis))


mistake = mistakes_of(softmax, example=([1.0, 2.0, 3.0],))


@mistake(
    "exp overflows for large logits, and inf / inf is nan. Subtract the maximum along the axis first: the result is the "
    "same.",
    example=([[1001, 1002, 1003], [1000, 1000, 1001]],),
)
def softmax_without_the_maximum(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    weights = np.exp(np.asarray(x, dtype=float))
    return weights / weights.sum(axis=axis, keepdims=True)


@mistake(
    "The whole array sums to 1. Each slice along the axis is a distribution of its own: sum along the axis, with "
    "keepdims=True.",
    example=([[1, 2, 3], [0, 0, 1]],),
)
def softmax_divided_by_the_grand_total(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max())
    return weights / weights.sum()


@mistake(
    "The sums of the rows are lined up with the columns, since the summed axis is gone. Keep it with keepdims=True.",
    example=([[1, 2], [0, 5]],),
)
def softmax_without_keepdims(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis)


@mistake(
    "Maxima and sums of the rows are lined up with the columns, since their axis is gone. Keep it in both, with "
    "keepdims=True.",
    example=([[1, 2], [0, 5]],),
)
def softmax_without_keepdims_at_all(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max(axis=axis))
    return weights / weights.sum(axis=axis)


@mistake(
    "Subtracting the mean leaves large logits large: exp still overflows. Subtract the maximum.", example=([[2000, 0]],)
)
def softmax_minus_the_mean(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    x = np.asarray(x, dtype=float)
    finite = np.isfinite(x)
    weights = np.exp(x - x.mean(axis=axis, keepdims=True, where=finite))
    return weights / weights.sum(axis=axis, keepdims=True)


@mistake(
    "One maximum of the whole array is subtracted, so a slice of much smaller logits underflows to 0 / 0. Take the maximum "
    "of each slice, with axis and keepdims=True.",
    example=([[0.0, 0.0], [-2000.0, -2000.0]],),
)
def softmax_with_one_maximum_for_all(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max(initial=-np.inf))
    return weights / weights.sum(axis=axis, keepdims=True)


@mistake(
    "The axis is ignored: this always works along the last one. Pass axis on to the maximum and to the sum.",
    example=([[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]], 0),
)
def softmax_along_the_last_axis_only(x, axis=-1):
    return softmax(x)


@mistake(
    "The default is the first axis here. Without a given axis the last one is meant: axis=-1.",
    example=([[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]],),
)
def softmax_along_the_first_axis_by_default(x, axis=0):
    return softmax(x, axis)


@mistake("The logits are divided by their sum, without exp. That fails for negative logits; exponentiate first.")
def softmax_without_exp(x, axis=-1):
    softmax(x, axis)
    x = np.asarray(x, dtype=float)
    return x / x.sum(axis=axis, keepdims=True)


@mistake("This is the sigmoid of each logit, which judges it alone. Softmax divides by the sum over the slice.")
def softmax_as_sigmoid(x, axis=-1):
    softmax(x, axis)
    return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


@mistake("These are the log-probabilities. Leave the logarithm out, or exponentiate at the end.")
def softmax_with_a_logarithm(x, axis=-1):
    return np.log(softmax(x, axis))


@mistake(
    "An epsilon in the denominator makes the sum less than 1. After subtracting the maximum the sum is at least 1: nothing "
    "needs to be added."
)
def softmax_with_epsilon(x, axis=-1):
    softmax(x, axis)
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max(axis=axis, keepdims=True))
    return weights / (weights.sum(axis=axis, keepdims=True) + 1e-6)


@mistake(
    "Large logits are clipped, so 1000 and 2000 come out alike. Subtract the maximum instead, which loses nothing.",
    example=([2000.0, 1000.0],),
)
def softmax_of_clipped_logits(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    weights = np.exp(np.clip(np.asarray(x, dtype=float), -np.inf, 700))
    total = weights.sum(axis=axis, keepdims=True)
    return np.where(total > 0, weights / total, 0.0)


@mistake(
    "A slice that is -inf everywhere gives nan. There is no distribution over nothing: raise ValueError.",
    example=([[0.0, 1.0], [-math.inf, -math.inf]],),
)
def softmax_of_nothing_is_nan(x, axis=-1):
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


@mistake(
    "Only an array of nothing but -inf is refused, and a masked row beside others gives nan. Look at each slice: its "
    "maximum is -inf.",
    example=([[0.0, 1.0], [-math.inf, -math.inf]],),
)
def softmax_refusing_only_what_is_masked_in_all_slices(x, axis=-1):
    x = np.asarray(x, dtype=float)
    if np.all(x == -np.inf):
        raise ValueError("masked")
    weights = np.exp(x - x.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


@mistake(
    "A slice that is -inf everywhere gets equal probabilities, although all of it is masked. Raise ValueError.",
    example=([[0.0, 1.0], [-math.inf, -math.inf]],),
)
def softmax_of_nothing_is_uniform(x, axis=-1):
    return softmax(np.maximum(np.asarray(x, dtype=float), -1e300), axis)


@mistake(
    "-inf is refused, but it is how masked entries are marked. Its exponential is 0, which is right; raise ValueError only "
    "where a whole slice is -inf.",
    example=([2.0, -math.inf, 2.0],),
)
def softmax_refusing_masks(x, axis=-1):
    if not np.all(np.isfinite(np.asarray(x, dtype=float))):
        raise ValueError("logits must be finite")
    return softmax(x, axis)


@mistake(
    "The result is right, but the caller's logits are overwritten: x -= ... changes the array itself. Write x = x - ...",
    example=(np.array([1.0, 2.0, 3.0]),),
)
def softmax_in_place(x, axis=-1):
    probabilities = softmax(x, axis)
    if isinstance(x, np.ndarray) and x.dtype == float:
        x -= x.max(axis=axis, keepdims=True)
    return probabilities


@mistake("This raises 2 to the logits. Softmax is made with e: np.exp.")
def softmax_to_the_base_of_2(x, axis=-1):
    return softmax(np.asarray(x, dtype=float) * np.log(2), axis)


@mistake(
    "Logits are clipped to -500 and 500, so 1000 and 2000 come out alike. Subtract the maximum, which loses nothing.",
    example=([2000.0, 1000.0],),
)
def softmax_of_logits_clipped_at_500(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    return softmax(np.clip(np.asarray(x, dtype=float), -500, 500), axis)


@mistake(
    "The minimum is subtracted, which leaves the largest logits large. Subtract the maximum.", example=([[2000, 0]],)
)
def softmax_minus_the_minimum(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    x = np.asarray(x, dtype=float)
    low = np.where(np.isfinite(x), x, np.inf).min(axis=axis, keepdims=True)
    with np.errstate(over="ignore", invalid="ignore"):
        weights = np.exp(x - low)
        return weights / weights.sum(axis=axis, keepdims=True)


@mistake("The sign of the logits is turned round, so the smallest gets most. Take exp(x - maximum).")
def softmax_of_negated_logits(x, axis=-1):
    softmax(x, axis)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.nan_to_num(softmax(np.minimum(-np.asarray(x, dtype=float), 1e300), axis))


@mistake(
    "The logits are divided by the maximum instead of being shifted by it, which changes their differences. Subtract."
)
def softmax_of_logits_over_the_maximum(x, axis=-1):
    softmax(x, axis)
    x = np.asarray(x, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return softmax(np.nan_to_num(x / x.max(axis=axis, keepdims=True)), axis)


@mistake("The logits are standardised first. Their scale matters: subtract the maximum and nothing else.")
def softmax_of_standardised_logits(x, axis=-1):
    softmax(x, axis)
    x = np.asarray(x, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return softmax(np.nan_to_num((x - x.mean(axis=axis, keepdims=True)) / x.std(axis=axis, keepdims=True)), axis)


@mistake("A softmax is taken of the softmax. Probabilities are no logits: once is enough.")
def softmax_twice(x, axis=-1):
    return softmax(softmax(x, axis), axis)


@mistake(
    "The largest entry of each slice is 1: the exponentials are not divided by their sum. Divide, so that they sum to 1."
)
def softmax_not_normalised(x, axis=-1):
    softmax(x, axis)
    x = np.asarray(x, dtype=float)
    return np.exp(x - x.max(axis=axis, keepdims=True))


@mistake(
    "These are the exponentials of the logits as they are. Divide them by their sum, after the shift by the maximum."
)
def softmax_as_exponentials(x, axis=-1):
    softmax(x, axis)
    with np.errstate(over="ignore"):
        return np.exp(np.asarray(x, dtype=float))


@mistake("The exponentials are divided by their mean, so each slice sums to its length. Divide by the sum.")
def softmax_over_the_mean(x, axis=-1):
    return softmax(x, axis) * np.shape(x)[axis]


@mistake("The exponentials are divided by their norm. Probabilities sum to 1, their squares do not: divide by the sum.")
def softmax_over_the_norm(x, axis=-1):
    probabilities = softmax(x, axis)
    return probabilities / np.linalg.norm(probabilities, axis=axis, keepdims=True)


@mistake("The largest logit gets all: that is argmax. Softmax gives each a share, exp(x_i) over the sum.")
def softmax_as_one_hot(x, axis=-1):
    probabilities = softmax(x, axis)
    return (probabilities == probabilities.max(axis=axis, keepdims=True)).astype(float)


@mistake("This is where the largest logit stands. Return the probabilities of all.")
def softmax_as_argmax(x, axis=-1):
    return softmax(x, axis).argmax(axis=axis)


@mistake("The sum of the logits is in the denominator. Each of them needs its exponential there, too.")
def softmax_over_the_sum_of_logits(x, axis=-1):
    softmax(x, axis)
    x = np.asarray(x, dtype=float)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        return np.exp(x) / x.sum(axis=axis, keepdims=True)


@mistake("The logits are squared before the exponential. Softmax takes exp of the logits themselves.")
def softmax_of_squares(x, axis=-1):
    softmax(x, axis)
    x = np.asarray(x, dtype=float)
    return softmax(np.where(np.isfinite(x), x**2, x), axis)


@mistake(
    "Negative logits are cut off at 0, as by a ReLU. They are as good as any: leave them.", example=([1.0, -2.0, 3.0],)
)
def softmax_of_positive_parts(x, axis=-1):
    softmax(x, axis)
    return softmax(np.maximum(np.asarray(x, dtype=float), 0), axis)


@mistake("The absolute values of the logits are used. Their signs matter: leave them.", example=([1.0, -2.0, 3.0],))
def softmax_of_absolute_values(x, axis=-1):
    softmax(x, axis)
    return softmax(np.minimum(np.abs(np.asarray(x, dtype=float)), 1e300), axis)


@mistake("The logits are divided by the root of their number, as in attention. Softmax itself has no scale.")
def softmax_with_the_scale_of_attention(x, axis=-1):
    return softmax(np.asarray(x, dtype=float) / np.sqrt(np.shape(x)[axis]), axis)


@mistake("The probabilities are rounded, so they need not sum to 1. Round when you print, not when you compute.")
def softmax_rounded(x, axis=-1):
    return softmax(x, axis).round(4)


@mistake("1 is added to the sum, so the shares do not sum to 1. The denominator is the sum alone.")
def softmax_with_a_one_in_the_denominator(x, axis=-1):
    softmax(x, axis)
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max(axis=axis, keepdims=True))
    return weights / (1 + weights.sum(axis=axis, keepdims=True))


@mistake(
    "An epsilon of 1e-8 in the denominator makes the sum less than 1. After the shift the sum is at least 1: add nothing."
)
def softmax_with_epsilon_1e_8(x, axis=-1):
    softmax(x, axis)
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max(axis=axis, keepdims=True))
    return weights / (weights.sum(axis=axis, keepdims=True) + 1e-8)


@mistake(
    "Masked entries get a little probability, since results are kept above 1e-9. Theirs is exactly 0.",
    example=([2.0, -math.inf, 3.0],),
)
def softmax_kept_above_0(x, axis=-1):
    return np.maximum(softmax(x, axis), 1e-9)


@mistake(
    "Masked entries count as logits of 0, which is no low score. The exponential of -inf is 0: leave it.",
    example=([2.0, -math.inf, 3.0],),
)
def softmax_of_masks_as_0(x, axis=-1):
    softmax(x, axis)
    return softmax(np.nan_to_num(np.asarray(x, dtype=float), neginf=0.0), axis)


@mistake(
    "A slice that is -inf everywhere gives zeros, which sum to 0. There is no distribution: raise ValueError.",
    example=([[0.0, 1.0], [-math.inf, -math.inf]],),
)
def softmax_of_nothing_is_zeros(x, axis=-1):
    x = np.asarray(x, dtype=float)
    top = x.max(axis=axis, keepdims=True)
    weights = np.exp(x - np.where(top == -np.inf, 0.0, top))
    total = weights.sum(axis=axis, keepdims=True)
    return weights / np.where(total == 0, 1.0, total)


@mistake("The probabilities come in a list. Return the array that numpy gives you.")
def softmax_as_a_list(x, axis=-1):
    return softmax(x, axis).tolist()


@mistake(
    "The maximum is subtracted in the sum only, so the result is exp(max) times too large. Subtract it above, too."
)
def softmax_shifted_below_only(x, axis=-1):
    softmax(x, axis)
    x = np.asarray(x, dtype=float)
    return np.exp(x - np.log(np.exp(x - x.max(axis=axis, keepdims=True)).sum(axis=axis, keepdims=True)))


@mistake("The maximum is subtracted above only, so the shares do not sum to 1. Divide by the sum of the same weights.")
def softmax_shifted_above_only(x, axis=-1):
    softmax(x, axis)
    x = np.asarray(x, dtype=float)
    return np.exp(x - x.max(axis=axis, keepdims=True)) / np.exp(x).sum(axis=axis, keepdims=True)


# Other right answers


@alternative
def softmax_with_scipy(x, axis=-1):
    x = np.asarray(x, dtype=float)
    if np.isneginf(x).all(axis=axis).any():
        raise ValueError("masked")
    return special.softmax(x, axis=axis)


@alternative
def softmax_with_logsumexp(x, axis=-1):
    x = np.asarray(x, dtype=float)
    total = special.logsumexp(x, axis=axis, keepdims=True)
    if (total == -np.inf).any():
        raise ValueError("masked")
    return np.exp(x - total)


@alternative
def softmax_slice_by_slice(x, axis=-1):
    def one(row):
        top = max(row)
        if top == -math.inf:
            raise ValueError("masked")
        weights = [math.exp(value - top) for value in row]
        total = math.fsum(weights)
        return [weight / total for weight in weights]

    return np.apply_along_axis(one, axis, np.array(x, dtype=float))


@alternative
def softmax_with_the_axis_moved_last(x, axis=-1):
    x = np.moveaxis(np.array(x, dtype=float), axis, -1)
    if x.max(axis=-1).min() == -np.inf:
        raise ValueError("masked")
    x -= x.max(axis=-1)[..., None]
    np.exp(x, out=x)
    x /= x.sum(axis=-1)[..., None]
    return np.moveaxis(x, -1, axis)
