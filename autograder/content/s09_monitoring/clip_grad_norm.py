"""9.5 `clip_grad_norm`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_same, assert_unchanged, criterion, mistakes_of, raises
from solutions.s09_monitoring import clip_grad_norm, global_norm

ALLOWED = 1e-6
"""Relative difference that a small number in the denominator may make."""

# Criteria


def _gradients(rng, shapes):
    return [rng.normal(0, 2, size=shape) + 1 for shape in shapes]


@criterion(core=True)
def test_scales_all_arrays_by_one_factor(clip_grad_norm, rng):
    for shapes in ([(4,)], [(2, 3), (5,)], [(3,), (2, 2), (6,)]):
        grads = _gradients(rng, shapes)
        norm = math.sqrt(sum(float((grad**2).sum()) for grad in grads))
        limit = norm * float(rng.uniform(0.2, 0.8))
        expected = [grad * (limit / norm) for grad in grads], norm
        assert_close(clip_grad_norm(grads, limit), expected, rtol=ALLOWED)


@criterion(core=True)
def test_leaves_a_short_gradient_as_it_is_to_the_bit(clip_grad_norm, rng):
    grads = _gradients(rng, [(3,), (2, 2)])
    norm = math.sqrt(sum(float((grad**2).sum()) for grad in grads))
    for limit in (100.0, 1e9, math.inf):
        got = clip_grad_norm(grads, limit)
        assert_close(got, (grads, norm))
        assert_same(got[0], grads)


@criterion()
def test_returns_the_norm_before_clipping(clip_grad_norm):
    assert_close(
        clip_grad_norm([[3.0, 4.0], [[12.0]]], 1.3), ([np.array([0.3, 0.4]), np.array([[1.2]])], 13.0), rtol=ALLOWED
    )


@criterion()
def test_at_the_limit_changes_nothing(clip_grad_norm):
    assert_same(clip_grad_norm([[3.0, 4.0]], 5.0), ([np.array([3.0, 4.0])], 5.0))


@criterion()
def test_of_zeros_and_to_zero(clip_grad_norm):
    zeros = [np.zeros(2), np.zeros((1, 1))]
    for limit in (1.0, 0.0):
        assert_close(clip_grad_norm([[0.0, 0.0], [[0.0]]], limit), (zeros, 0.0))
    assert_close(clip_grad_norm([[3.0, 4.0], [[12.0]]], 0.0), (zeros, 13.0))


@criterion()
def test_passes_over_frozen_weights(clip_grad_norm):
    expected = [None, np.array([1.5]), None, np.array([[2.0]])], 5.0
    assert_close(clip_grad_norm([None, [3.0], None, [[4.0]]], 2.5), expected, rtol=ALLOWED)
    assert_same(clip_grad_norm([], 1.0), ([], 0.0))


@criterion()
def test_takes_ints_and_single_precision(clip_grad_norm):
    expected = [np.array([1.5, 2.0]), np.array([[6.0]])], 13.0
    assert_close(clip_grad_norm([[3, 4], [[12]]], 6.5), expected, rtol=ALLOWED)
    single = [np.array([30.0, 40.0], dtype=np.float32)]
    assert_close(clip_grad_norm(single, 5), ([np.array([3.0, 4.0])], 50.0), rtol=ALLOWED)


@criterion()
def test_refuses_bad_arguments(clip_grad_norm):
    for limit in (-1.0, -1e-9, math.nan):
        with raises(ValueError):
            clip_grad_norm([[3.0, 4.0]], limit)
    for bad in (math.inf, -math.inf, math.nan):
        with raises(ValueError):
            clip_grad_norm([[1.0, 2.0], [bad]], 1.0)


@criterion()
def test_leaves_its_argument_unchanged(clip_grad_norm, rng):
    assert_unchanged(clip_grad_norm, _gradients(rng, [(3,), (2, 2)]), 0.5)


# Known mistakes

mistake = mistakes_of(clip_grad_norm, example=([[3, 4], [[12]]], 6.5))


def _arrays(grads):
    return [None if grad is None else np.array(grad, dtype=float) for grad in grads]


@mistake(
    "Each entry is cut off by itself, which turns the gradient. Scale all entries by one factor.",
    example=([[3, 4], [[12]]], 1),
)
def clip_grad_norm_by_value(grads, max_norm):
    _, norm = clip_grad_norm(grads, max_norm)
    return [None if grad is None else np.clip(grad, -max_norm, max_norm) for grad in _arrays(grads)], norm


@mistake("Each array is clipped by its own norm. One factor for all, or the direction changes.")
def clip_grad_norm_each_array(grads, max_norm):
    _, norm = clip_grad_norm(grads, max_norm)
    return [None if grad is None else clip_grad_norm([grad], max_norm)[0][0] for grad in grads], norm


clip_grad_norm_always = mistake.change(
    "max_norm / total_norm if total_norm > max_norm else 1.0",
    "max_norm / total_norm if total_norm > 0 else 1.0",
    "Short gradients are scaled *up* to the limit. Scale only if the norm exceeds it.",
    example=([[0.03, 0.04]], 1),
)
clip_grad_norm_with_the_norm_after = mistake.change(
    "for grad in grads], total_norm",
    "for grad in grads], min(total_norm, max_norm)",
    "The norm *after* clipping is returned, and no log would ever show a spike. Return the one before.",
)


@mistake(
    "The small number in the denominator is too large: 1e-2 makes clipped gradients visibly shorter. 1e-6 would do, and none is needed."
)
def clip_grad_norm_with_a_large_epsilon(grads, max_norm):
    _, norm = clip_grad_norm(grads, max_norm)
    scale = max_norm / (norm + 1e-2) if norm > max_norm else 1.0
    return [None if grad is None else grad * scale for grad in _arrays(grads)], norm


@mistake("The factor is max_norm / total_norm, not its inverse.")
def clip_grad_norm_with_the_inverse(grads, max_norm):
    _, norm = clip_grad_norm(grads, max_norm)
    scale = norm / max_norm if norm > max_norm > 0 else 1.0
    return [None if grad is None else grad * scale for grad in _arrays(grads)], norm


@mistake("The gradient is divided by its norm and not multiplied by the limit: it always gets the length 1.")
def clip_grad_norm_to_one(grads, max_norm):
    _, norm = clip_grad_norm(grads, max_norm)
    scale = 1 / norm if norm > max_norm else 1.0
    return [None if grad is None else grad * scale for grad in _arrays(grads)], norm


@mistake(
    "Norms of arrays are added. The global norm is one root of one sum of squares.", example=([[3, 4], [[12]]], 14)
)
def clip_grad_norm_by_the_sum_of_norms(grads, max_norm):
    clip_grad_norm(grads, max_norm)
    norm = float(sum(global_norm([grad]) for grad in grads))
    scale = max_norm / norm if norm > max_norm else 1.0
    return [None if grad is None else grad * scale for grad in _arrays(grads)], norm


@mistake("Only the first array is scaled. All get the same factor.")
def clip_grad_norm_of_the_first_array(grads, max_norm):
    clipped, norm = clip_grad_norm(grads, max_norm)
    return [*clipped[:1], *_arrays(grads)[1:]], norm


@mistake("Gradients that are too long are set to 0, and the step is lost. Scale them down.")
def clip_grad_norm_dropping(grads, max_norm):
    _, norm = clip_grad_norm(grads, max_norm)
    return [None if grad is None else grad * (norm <= max_norm) for grad in _arrays(grads)], norm


@mistake("Nothing is clipped: the gradients come back as they were.")
def clip_grad_norm_of_nothing(grads, max_norm):
    _, norm = clip_grad_norm(grads, max_norm)
    return _arrays(grads), norm


@mistake("Only the gradients are returned. Return a pair: the clipped gradients and the norm before clipping.")
def clip_grad_norm_without_the_norm(grads, max_norm):
    return clip_grad_norm(grads, max_norm)[0]


@mistake(
    "A gradient of zeros is divided by its norm, 0/0: nan. Scale only if the norm exceeds the limit.",
    example=([[0.0, 0.0]], 0.0),
)
def clip_grad_norm_of_zeros(grads, max_norm):
    clipped, norm = clip_grad_norm(grads, max_norm)
    return [None if grad is None else grad * (math.nan if norm == 0 else 1) for grad in clipped], norm


@mistake("A negative limit is accepted, and turns the step round. Raise ValueError.", example=([[3.0, 4.0]], -1.0))
def clip_grad_norm_to_less_than_nothing(grads, max_norm):
    if max_norm < 0:
        norm = global_norm(grads)
        return [None if grad is None else grad * (max_norm / norm) for grad in _arrays(grads)], norm
    return clip_grad_norm(grads, max_norm)


@mistake(
    "nan as the limit passes a check such as max_norm < 0, since every comparison with nan is False. Write it the other way "
    "round.",
    example=([[3.0, 4.0]], math.nan),
)
def clip_grad_norm_to_nan(grads, max_norm):
    return (_arrays(grads), global_norm(grads)) if math.isnan(max_norm) else clip_grad_norm(grads, max_norm)


@mistake(
    "A gradient that is infinite or nan is handed on, and ruins the weights. Raise ValueError.",
    example=([[1.0, math.nan]], 1.0),
)
def clip_grad_norm_of_what_is_not_finite(grads, max_norm):
    norm = global_norm(grads)
    return clip_grad_norm(grads, max_norm) if math.isfinite(norm) or not max_norm >= 0 else (_arrays(grads), norm)


@mistake(
    "Frozen weights, None, are left out of the list, so that gradients land on other arrays. Keep None in its place.",
    example=([None, [3.0, 4.0]], 2.5),
)
def clip_grad_norm_without_none(grads, max_norm):
    clipped, norm = clip_grad_norm(grads, max_norm)
    return [grad for grad in clipped if grad is not None], norm


@mistake(
    "The result is right, but the caller's arrays are changed. Return new ones.", example=([np.array([3.0, 4.0])], 1.0)
)
def clip_grad_norm_in_place(grads, max_norm):
    clipped, norm = clip_grad_norm(grads, max_norm)
    for grad, new in zip(grads, clipped, strict=True):
        if isinstance(grad, np.ndarray) and grad.dtype == float:
            grad[...] = new
    return clipped, norm


@mistake(
    "max_norm / (norm + 1e-6) is cut at 1, so that a norm of exactly the limit is scaled a little. Scale only if it is larger.",
    example=([[3.0, 4.0]], 5.0),
)
def clip_grad_norm_cut_at_one(grads, max_norm):
    _, norm = clip_grad_norm(grads, max_norm)
    scale = min(1.0, max_norm / (norm + 1e-6))
    return [None if grad is None else grad * scale for grad in _arrays(grads)], norm


@mistake(
    "Every array has a factor of its own, made with its own norm and 1e-6. One factor, by the global norm, keeps the direction."
)
def clip_grad_norm_each_array_with_an_epsilon(grads, max_norm):
    _, norm = clip_grad_norm(grads, max_norm)
    return [
        None if grad is None else grad * min(1.0, max_norm / (global_norm([grad]) + 1e-6)) for grad in _arrays(grads)
    ], norm


@mistake(
    "All gradients are multiplied by max_norm / (norm + 1e-6), short ones too. Only if the norm is larger.",
    example=([[0.03, 0.04]], 1),
)
def clip_grad_norm_always_with_an_epsilon(grads, max_norm):
    _, norm = clip_grad_norm(grads, max_norm)
    return [None if grad is None else grad * (max_norm / (norm + 1e-6)) for grad in _arrays(grads)], norm


clip_grad_norm_in_the_wrong_order = mistake.change(
    "return [None if grad is None else np.asarray(grad, dtype=float) * scale for grad in grads], total_norm",
    "return total_norm, [None if grad is None else np.asarray(grad, dtype=float) * scale for grad in grads]",
    "The norm comes first here. The clipped gradients come first, the norm second.",
)
clip_grad_norm_with_the_factor = mistake.change(
    "for grad in grads], total_norm",
    "for grad in grads], scale",
    "The factor is returned in the place of the norm. Return the norm before clipping.",
)
clip_grad_norm_the_wrong_way = mistake.change(
    "if total_norm > max_norm else",
    "if 0 < total_norm < max_norm else",
    "The comparison is turned round: short gradients are stretched and long ones left. Scale if total_norm > max_norm.",
)
clip_grad_norm_by_the_squared_norm = mistake.change(
    "max_norm / total_norm if",
    "max_norm / total_norm**2 if",
    "The factor divides by the square of the norm. Divide by the norm itself.",
)
clip_grad_norm_by_a_root = mistake.change(
    "max_norm / total_norm if",
    "math.sqrt(max_norm / total_norm) if",
    "A root is taken of the factor. It is max_norm / total_norm: the norm has its root already.",
)


@mistake("Only arrays longer than the limit by themselves are scaled. If the global norm is too large, all are.")
def clip_grad_norm_of_long_arrays(grads, max_norm):
    clipped, norm = clip_grad_norm(grads, max_norm)
    return [
        new if new is None or global_norm([new]) * (norm / max_norm if norm > max_norm > 0 else 1) > max_norm else old
        for new, old in zip(clipped, _arrays(grads), strict=True)
    ], norm


@mistake("The largest entry is brought to the limit. Bring the length of all entries together there: the global norm.")
def clip_grad_norm_by_the_largest_entry(grads, max_norm):
    _, norm = clip_grad_norm(grads, max_norm)
    largest = max((np.abs(grad).max(initial=0.0) for grad in _arrays(grads) if grad is not None), default=0.0)
    scale = max_norm / largest if largest > max_norm else 1.0
    return [None if grad is None else grad * scale for grad in _arrays(grads)], norm


@mistake("None becomes an array with a 0. Leave None in its place.", example=([None, [3.0, 4.0]], 2.5))
def clip_grad_norm_with_zero_for_none(grads, max_norm):
    clipped, norm = clip_grad_norm(grads, max_norm)
    return [np.array(0.0) if grad is None else grad for grad in clipped], norm


@mistake(
    "None is an error here. It stands for a frozen weight: pass it on as it is.", example=([None, [3.0, 4.0]], 2.5)
)
def clip_grad_norm_of_none(grads, max_norm):
    clipped, norm = clip_grad_norm(grads, max_norm)
    return [grad * 1.0 for grad in clipped], norm


@mistake("The arrays come back flat. They keep their shapes.")
def clip_grad_norm_flat(grads, max_norm):
    clipped, norm = clip_grad_norm(grads, max_norm)
    return [None if grad is None else grad.ravel() for grad in clipped], norm


@mistake("All entries come back in one array. Return a list with an array for each gradient.")
def clip_grad_norm_in_one_array(grads, max_norm):
    clipped, norm = clip_grad_norm(grads, max_norm)
    return np.concatenate([np.zeros(0), *(grad.ravel() for grad in clipped if grad is not None)]), norm


@mistake(
    "Short gradients come back as the objects that were given. Return new float64 arrays in any case.",
    example=([[3, 4], [[12]]], 20),
)
def clip_grad_norm_handing_back(grads, max_norm):
    clipped, norm = clip_grad_norm(grads, max_norm)
    return (clipped if norm > max_norm else list(grads)), norm


@mistake("A limit of 0 is refused. It is allowed, and all entries become 0.", example=([[3.0, 4.0]], 0.0))
def clip_grad_norm_refusing_zero(grads, max_norm):
    if max_norm == 0:
        raise ValueError("max_norm")
    return clip_grad_norm(grads, max_norm)


@mistake("An infinite limit is refused. It is allowed, and clips nothing.", example=([[3.0, 4.0]], math.inf))
def clip_grad_norm_refusing_infinity(grads, max_norm):
    if max_norm == math.inf:
        raise ValueError("max_norm")
    return clip_grad_norm(grads, max_norm)


@mistake("The limit is shared out among the arrays. It is one limit for the length of all together.")
def clip_grad_norm_with_a_shared_limit(grads, max_norm):
    _, norm = clip_grad_norm(grads, max_norm)
    return clip_grad_norm(grads, max_norm / max(len(grads), 1))[0], norm


# Other right answers


@alternative
def clip_grad_norm_as_pytorch(grads, max_norm):
    norm = global_norm(grads)
    if math.isnan(max_norm) or max_norm < 0 or math.isnan(norm) or math.isinf(norm):
        raise ValueError("argument")
    factor = max_norm / (norm + 1e-6) if norm > max_norm else 1.0
    return [None if grad is None else np.array(grad, dtype=float) * factor for grad in grads], norm


@alternative
def clip_grad_norm_in_two_branches(grads, max_norm):
    if not max_norm >= 0:
        raise ValueError("max_norm")
    norm = global_norm(grads)
    if not np.isfinite(norm):
        raise ValueError("grads")
    clipped = []
    for grad in grads:
        new = None if grad is None else np.array(grad, dtype=np.float64)
        if new is not None and norm > max_norm:
            new = new * max_norm / norm
        clipped.append(new)
    return clipped, norm


@alternative
def clip_grad_norm_by_direction(grads, max_norm):
    if not (max_norm >= 0):
        raise ValueError("max_norm")
    norm = global_norm(grads)
    if norm != norm or norm == math.inf:
        raise ValueError("grads")
    arrays = [g if g is None else np.asarray(g, dtype=float) for g in grads]
    if norm <= max_norm:
        return [g if g is None else g.copy() for g in arrays], norm
    return [g if g is None else (g / norm) * max_norm for g in arrays], norm
