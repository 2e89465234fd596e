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


@mistake("All signs are lost: absolute values are cut off. Cut off the entries themselves.")
def clip_by_value_of_absolute_values(grads, limit):
    clip_by_value(grads, limit)
    return np.minimum(np.abs(np.asarray(grads, dtype=float)), limit)


clip_by_value_with_swapped_bounds = mistake.change(
    "-limit, limit)",
    "limit, -limit)",
    "np.clip gets the upper bound first, and all becomes -limit. The lower comes first.",
)
clip_by_value_at_half = mistake.change(
    "-limit, limit)",
    "-limit / 2, limit / 2)",
    "The limit is halved, as if it were the whole width. Cut off at -limit and limit.",
)
clip_by_value_relative_to_the_largest = mistake.change(
    "-limit, limit)",
    "-limit * np.abs(grads).max(), limit * np.abs(grads).max())",
    "The limit is taken as a share of the largest entry. It is a number to cut off at.",
)
clip_by_value_from_the_mean = mistake.change(
    "-limit, limit)",
    "np.mean(grads) - limit, np.mean(grads) + limit)",
    "Entries are cut off around their mean. The bounds lie around 0: -limit and limit.",
)


@mistake("A smooth curve bends all entries. Small ones stay exactly as they are.")
def clip_by_value_softly(grads, limit):
    clip_by_value(grads, limit)
    with np.errstate(all="ignore"):
        return limit * np.tanh(np.asarray(grads, dtype=float) / limit) if limit else clip_by_value(grads, limit)


@mistake("All that is below `limit` becomes -limit. Compare with -limit for the lower bound.")
def clip_by_value_of_two_values(grads, limit):
    clip_by_value(grads, limit)
    x = np.asarray(grads, dtype=float)
    return np.where(x > limit, limit, np.where(x < limit, -limit, x))


@mistake("Entries beyond the limit are left out, and the shape changes. They become the limit.")
def clip_by_value_leaving_out(grads, limit):
    clip_by_value(grads, limit)
    x = np.asarray(grads, dtype=float)
    return x[~(np.abs(x) > limit)]


@mistake("This is how far entries lie beyond the limit, and 0 within it. What lies within is wanted: np.clip.")
def clip_by_value_shrinking(grads, limit):
    clip_by_value(grads, limit)
    x = np.asarray(grads, dtype=float)
    return np.sign(x) * np.maximum(np.abs(x) - limit, 0.0)


@mistake("This says which entries are beyond the limit. Return the entries, cut off.")
def clip_by_value_as_a_mask(grads, limit):
    clip_by_value(grads, limit)
    return np.abs(np.asarray(grads, dtype=float)) > limit


@mistake("nan becomes the limit: a minimum that passes over nan was taken. Leave nan.", example=([math.nan, 2.0], 1.5))
def clip_by_value_of_nan(grads, limit):
    clip_by_value(grads, limit)
    return np.fmax(np.fmin(np.asarray(grads, dtype=float), limit), -limit)


@mistake("nan among the entries is an error here. It stays nan.", example=([math.nan, 2.0], 1.5))
def clip_by_value_refusing_nan(grads, limit):
    if np.isnan(np.asarray(grads, dtype=float)).any():
        raise ValueError("grads")
    return clip_by_value(grads, limit)


@mistake("The result is flat. It has the shape of the argument.", example=([[-5, 0.5, 5]], 1))
def clip_by_value_flat(grads, limit):
    return clip_by_value(grads, limit).ravel()


@mistake("A limit of 0 is refused. It is allowed, and all entries become 0.", example=([3.0, -2.0], 0))
def clip_by_value_refusing_zero(grads, limit):
    if limit == 0:
        raise ValueError("limit")
    return clip_by_value(grads, limit)


@mistake("An infinite limit is refused. It is allowed, and cuts off nothing.", example=([3.0, -2.0], math.inf))
def clip_by_value_refusing_infinity(grads, limit):
    if limit == math.inf:
        raise ValueError("limit")
    return clip_by_value(grads, limit)


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
