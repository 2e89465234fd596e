"""9.6 `clip_by_value`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, logits, mistakes_of, raises
from solutions.s09_monitoring import clip_by_value

# Criteria


@criterion(core=True)
def test_cuts_off_both_sides(clip_by_value, rng):
    for x in logits(rng, [(6,), (3, 4), (2, 3, 2)]):
        limit = float(rng.uniform(0.5, 3))
        assert_close(clip_by_value(x, limit), np.where(x > limit, limit, np.where(x < -limit, -limit, x)))


@criterion()
def test_keeps_what_is_within(clip_by_value, rng):
    (x,) = logits(rng, [(5,)])
    for limit in (100, math.inf):
        assert_close(clip_by_value(x, limit), x)


@criterion()
def test_keeps_nan_and_cuts_off_infinity(clip_by_value):
    assert_close(clip_by_value([math.nan, -math.inf, math.inf, 0.5], 1.5), np.array([math.nan, -1.5, 1.5, 0.5]))


@criterion()
def test_takes_a_limit_of_zero(clip_by_value):
    assert_close(clip_by_value([3.0, -3.0, 0.0], 0), np.zeros(3))


@criterion()
def test_takes_ints_and_single_precision(clip_by_value):
    assert_close(clip_by_value([[5, -7], [1, 0]], 2.5), np.array([[2.5, -2.5], [1.0, 0.0]]))
    assert_close(clip_by_value(np.array([0.5, -3.0], dtype=np.float32), 2), np.array([0.5, -2.0]))


@criterion()
def test_refuses_bad_limits(clip_by_value):
    for limit in (-1.0, -1e-9, math.nan):
        with raises(ValueError):
            clip_by_value([1.0, -2.0], limit)


@criterion()
def test_leaves_its_argument_unchanged(clip_by_value, rng):
    (x,) = logits(rng, [(4,)])
    assert_unchanged(clip_by_value, x, 0.5)


# Known mistakes

mistake = mistakes_of(clip_by_value, example=([-5, 0.5, 5], 1))


@mistake("Only large positive entries are cut off. Large negative ones are, too, at -limit.")
def clip_by_value_above_only(grads, limit):
    clip_by_value(grads, limit)
    return np.minimum(np.asarray(grads, dtype=float), limit)


@mistake("Only large negative entries are cut off.")
def clip_by_value_below_only(grads, limit):
    clip_by_value(grads, limit)
    return np.maximum(np.asarray(grads, dtype=float), -limit)


@mistake("Negative entries become 0: the lower limit is -limit.")
def clip_by_value_at_zero(grads, limit):
    clip_by_value(grads, limit)
    return np.clip(np.asarray(grads, dtype=float), 0, limit)


@mistake("All entries are scaled, as in clipping by norm. Here each is cut off by itself.")
def clip_by_value_by_norm(grads, limit):
    clip_by_value(grads, limit)
    x = np.asarray(grads, dtype=float)
    norm = np.linalg.norm(x)
    return x * (limit / norm) if norm > limit else x


@mistake("All entries are divided by the largest. Here each is cut off by itself.")
def clip_by_value_by_the_largest(grads, limit):
    clip_by_value(grads, limit)
    x = np.asarray(grads, dtype=float)
    largest = np.abs(x).max()
    return x * (limit / largest) if largest > limit else x


@mistake("Entries beyond the limit become 0. They become the limit.")
def clip_by_value_dropping(grads, limit):
    clip_by_value(grads, limit)
    x = np.asarray(grads, dtype=float)
    return np.where(np.abs(x) > limit, 0.0, x)


@mistake("All entries become plus or minus the limit. Small ones stay as they are.")
def clip_by_value_as_signs(grads, limit):
    clip_by_value(grads, limit)
    return np.sign(np.asarray(grads, dtype=float)) * limit


@mistake("The sign is lost: entries below -limit become +limit.")
def clip_by_value_without_signs(grads, limit):
    clip_by_value(grads, limit)
    x = np.asarray(grads, dtype=float)
    return np.where(np.abs(x) > limit, limit, x)


@mistake("The limit is ignored, and entries are cut off at 1.", example=([-5, 0.5, 5], 2))
def clip_by_value_at_one(grads, limit):
    clip_by_value(grads, limit)
    return clip_by_value(grads, 1)


@mistake("nan becomes 0, and a broken run looks healthy. Leave it.", example=([math.nan, 2.0], 1.5))
def clip_by_value_hiding_nan(grads, limit):
    return np.nan_to_num(clip_by_value(grads, limit))


@mistake("Infinity stays. It is cut off like any other large number.", example=([math.inf, 2.0], 1.5))
def clip_by_value_of_infinity(grads, limit):
    clipped = clip_by_value(grads, limit)
    return np.where(np.isinf(np.asarray(grads, dtype=float)), grads, clipped)


@mistake("A negative limit is accepted. Raise ValueError.", example=([1.0, -2.0], -1.0))
def clip_by_value_to_less_than_nothing(grads, limit):
    return clip_by_value(grads, abs(limit))


@mistake(
    "nan as the limit passes a check such as limit < 0. Write it the other way round: raise unless limit >= 0.",
    example=([1.0, -2.0], math.nan),
)
def clip_by_value_to_nan(grads, limit):
    return np.asarray(grads, dtype=float) if math.isnan(limit) else clip_by_value(grads, limit)


@mistake("Whole numbers stay whole: 2.5 becomes 2. Convert to float first.", example=([5, -7, 1], 2.5))
def clip_by_value_in_whole_numbers(grads, limit):
    clipped = clip_by_value(grads, limit)
    return np.trunc(clipped) if np.asarray(grads).dtype.kind in "iu" else clipped


@mistake("The result is right, but the caller's array is changed.", example=(np.array([3.0, -3.0]), 1.0))
def clip_by_value_in_place(grads, limit):
    clipped = clip_by_value(grads, limit)
    if isinstance(grads, np.ndarray) and grads.dtype == float:
        grads[...] = clipped
    return clipped


# Other right answers


@alternative
def clip_by_value_with_minimum_and_maximum(grads, limit):
    if math.isnan(limit) or limit < 0:
        raise ValueError("limit")
    return np.maximum(np.minimum(np.array(grads, dtype=float), limit), -limit)


@alternative
def clip_by_value_with_masks(grads, limit):
    if not limit >= 0:
        raise ValueError("limit")
    clipped = np.array(grads, dtype=float)
    clipped[clipped > limit] = limit
    clipped[clipped < -limit] = -limit
    return clipped
