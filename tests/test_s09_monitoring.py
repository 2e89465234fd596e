"""Visible checks of section 9, monitoring."""

import math

import numpy as np

from autograder.checking.compare import assert_close, assert_same, raises


def test_moving_average_of_pairs(moving_average):
    assert_close(moving_average([1, 2, 3, 4], 2), np.array([1.5, 2.5, 3.5]))  # 3 full windows


def test_moving_average_at_its_ends(moving_average):
    assert_close(moving_average([3.0, 1.0, 2.0], 1), np.array([3.0, 1.0, 2.0]))
    assert_close(moving_average([3.0, 1.0, 2.0], 3), np.array([2.0]))


def test_moving_average_depends_on_its_window_alone(moving_average):
    assert_close(moving_average([1e17, 1.0, 3.0, 5.0], 2)[1:], np.array([2.0, 4.0]))
    assert_close(moving_average([math.nan, 1.0, 3.0], 2), np.array([math.nan, 2.0]))


def test_moving_average_refuses_bad_arguments_and_changes_none(moving_average):
    for window in (0, -1, 4):
        with raises(ValueError):
            moving_average([1.0, 2.0, 3.0], window)
    with raises(ValueError):
        moving_average([[1.0, 2.0], [3.0, 4.0]], 1)
    x = np.array([3.0, 1.0, 2.0])
    moving_average(x, 2)
    assert_same(x, np.array([3.0, 1.0, 2.0]))


def test_ema_weighs_the_past_with_beta(ema):
    # m: 0.1, 0.29, 0.561; divided by 0.1, 0.19, 0.271
    assert_close(ema([1, 2, 3], 0.9), np.array([1.0, 0.29 / 0.19, 0.561 / 0.271]))


def test_ema_of_a_constant_is_constant(ema):
    assert_close(ema([10, 10, 10], 0.9), np.array([10.0, 10.0, 10.0]))


def test_ema_without_correction_starts_from_zero(ema):
    assert_close(ema([10, 10, 10], 0.9, bias_correction=False), np.array([1.0, 1.9, 2.71]))


def test_ema_at_its_ends(ema):
    assert_close(ema([3.0, 1.0, 2.0], 0.0), np.array([3.0, 1.0, 2.0]))
    assert_close(ema([], 0.5), np.array([]))


def test_ema_refuses_bad_arguments_and_changes_none(ema):
    for beta in (1.0, -0.1, 1.5, math.nan):
        with raises(ValueError):
            ema([1.0, 2.0], beta)
    with raises(ValueError):
        ema([[1.0], [2.0]], 0.5)
    x = np.array([3.0, 1.0])
    ema(x, 0.5)
    assert_same(x, np.array([3.0, 1.0]))


def test_generalization_gap_takes_the_last_steps(generalization_gap):
    # (3 + 2) / 2 - (1 + 1) / 2
    assert_close(generalization_gap([5, 3, 1, 1], [5, 4, 3, 2], 2), 1.5)
    assert_close(generalization_gap([5.0, 3.0], [4.0, 3.5], 1), 0.5)


def test_generalization_gap_may_be_negative(generalization_gap):
    assert_close(generalization_gap([2.0, 2.0], [1.0, 1.5], 2), -0.75)


def test_generalization_gap_refuses_bad_arguments(generalization_gap):
    for train, val, window in (([1.0, 2.0], [1.0], 1), ([1.0], [1.0], 0), ([1.0], [1.0], 2), ([], [], 1)):
        with raises(ValueError):
            generalization_gap(train, val, window)


def test_global_norm_is_one_length(global_norm):
    assert_close(global_norm([[3, 4], [[12]]]), 13.0)  # 9 + 16 + 144 = 169
    assert_close(global_norm([np.array([[1.0, -2.0], [2.0, 0.0]]), 4]), 5.0)  # 1 + 4 + 4 + 16 = 25


def test_global_norm_of_nothing_is_zero(global_norm):
    assert_same(global_norm([]), 0.0)
    assert_same(global_norm([None, [0.0, 0.0]]), 0.0)


def test_global_norm_neither_overflows_nor_underflows(global_norm):
    assert_close(global_norm([[3e200], [4e200]]), 5e200)
    assert_close(global_norm([[3e-200], None, [4e-200]]), 5e-200, atol=0.0)


def test_global_norm_shows_what_is_not_finite(global_norm):
    assert_same(global_norm([[1.0], [math.inf]]), math.inf)
    assert_same(global_norm([[1.0, math.nan]]), math.nan)


def test_clip_grad_norm_halves_everything(clip_grad_norm):
    clipped, norm = clip_grad_norm([[3, 4], [[12]]], 6.5)
    assert_close(norm, 13.0)  # before clipping
    assert_close(clipped[0], np.array([1.5, 2.0]), rtol=1e-6)
    assert_close(clipped[1], np.array([[6.0]]), rtol=1e-6)


def test_clip_grad_norm_leaves_short_gradients_alone(clip_grad_norm):
    clipped, norm = clip_grad_norm([[0.03, 0.04], None], 1.0)
    assert_close(norm, 0.05)
    assert_same(clipped[0], np.array([0.03, 0.04]))
    assert_same(clipped[1], None)
    clipped, norm = clip_grad_norm([[0.0, 0.0]], 0.0)
    assert_same(clipped[0], np.array([0.0, 0.0]))


def test_clip_grad_norm_to_zero_gives_zeros(clip_grad_norm):
    clipped, norm = clip_grad_norm([[3.0, 4.0]], 0.0)
    assert_same(clipped[0], np.array([0.0, 0.0]))
    assert_close(norm, 5.0)


def test_clip_grad_norm_refuses_bad_arguments_and_changes_none(clip_grad_norm):
    for grads, limit in (([[1.0]], -1.0), ([[1.0]], math.nan), ([[math.inf]], 1.0), ([[math.nan]], 1.0)):
        with raises(ValueError):
            clip_grad_norm(grads, limit)
    grads = [np.array([3.0, 4.0])]
    clip_grad_norm(grads, 1.0)
    assert_same(grads[0], np.array([3.0, 4.0]))


def test_clip_by_value_cuts_off_both_sides(clip_by_value):
    assert_close(clip_by_value([-5, 0.5, 5], 1), np.array([-1.0, 0.5, 1.0]))
    assert_close(clip_by_value([[2.0, -0.25], [-3.0, 1.0]], 2), np.array([[2.0, -0.25], [-2.0, 1.0]]))


def test_clip_by_value_keeps_nan_and_takes_a_limit_of_zero(clip_by_value):
    assert_close(clip_by_value([math.nan, -math.inf, 2.0], 1.5), np.array([math.nan, -1.5, 1.5]))
    assert_close(clip_by_value([3.0, -3.0], 0), np.array([0.0, 0.0]))


def test_clip_by_value_refuses_bad_limits_and_changes_nothing(clip_by_value):
    for limit in (-1.0, math.nan):
        with raises(ValueError):
            clip_by_value([1.0], limit)
    x = np.array([3.0, -3.0])
    clip_by_value(x, 1.0)
    assert_same(x, np.array([3.0, -3.0]))


def test_fraction_clipped_counts_what_is_above(fraction_clipped):
    assert_close(fraction_clipped([0.5, 1.0, 2.0, 3.0], 1.0), 0.5)  # 1.0 itself is not above
    assert_close(fraction_clipped([0.5], 1), 0.0)


def test_fraction_clipped_counts_nan_and_infinity(fraction_clipped):
    assert_close(fraction_clipped([math.nan, math.inf, 0.5, 0.5], 1.0), 0.5)


def test_fraction_clipped_refuses_an_empty_log(fraction_clipped):
    with raises(ValueError):
        fraction_clipped([], 1.0)
    with raises(ValueError):
        fraction_clipped([[1.0, 2.0]], 1.0)


def test_detect_spikes_finds_a_jump_and_no_fall(detect_spikes):
    assert_same(detect_spikes([1, 1.1, 0.9, 1, 3], 4, 3), [False, False, False, False, True])
    assert_same(detect_spikes([9, 9.1, 8.9, 9, 1], 4, 3), [False, False, False, False, False])


def test_detect_spikes_compares_with_the_losses_before(detect_spikes):
    # Mean 2, deviation 1: the limit is 4 at k = 2.
    assert_same(detect_spikes([1.0, 3.0, 4.0], 2, 2), [False, False, False])
    assert_same(detect_spikes([1.0, 3.0, 4.5], 2, 2), [False, False, True])


def test_detect_spikes_sees_nan_and_is_not_blind_after_it(detect_spikes):
    assert_same(detect_spikes([1, 1.1, 0.9, 1, math.nan], 4, 3), [False] * 4 + [True])
    assert_same(detect_spikes([1.0, 1.0, math.nan, 5.0], 2, 3), [False, False, True, True])


def test_detect_spikes_in_a_constant_log(detect_spikes):
    assert_same(detect_spikes([0.7] * 6 + [0.8], 6, 3), [False] * 6 + [True])
    assert_same(detect_spikes([0.7] * 7, 6, 3), [False] * 7)


def test_detect_spikes_refuses_bad_arguments(detect_spikes):
    for window, k in ((0, 3), (-1, 3), (2, -1), (2, math.nan)):
        with raises(ValueError):
            detect_spikes([1.0, 2.0, 3.0], window, k)


def test_early_stopping_step_waits_for_a_better_loss(early_stopping_step):
    assert_same(early_stopping_step([1, 5, 4, 3, 2], 2), 2)  # 5 and 4 are no better than 1
    assert_same(early_stopping_step([5, 6, 4, 5, 3, 4], 3), None)  # the count begins anew at 4 and at 3


def test_early_stopping_step_asks_for_min_delta(early_stopping_step):
    assert_same(early_stopping_step([1.0, 0.75, 0.5], 1, 0.25), 1)  # 0.75 is not less than 1 - 0.25
    assert_same(early_stopping_step([1.0, 0.625, 0.25], 1, 0.25), None)


def test_early_stopping_step_takes_nan_for_no_improvement(early_stopping_step):
    assert_same(early_stopping_step([2.0, math.nan, math.nan], 2), 2)
    assert_same(early_stopping_step([], 3), None)


def test_early_stopping_step_refuses_bad_arguments(early_stopping_step):
    for patience, delta in ((0, 0.0), (-1, 0.0), (2, -0.5), (2, math.nan)):
        with raises(ValueError):
            early_stopping_step([1.0, 2.0], patience, delta)


def test_cosine_lr_climbs_in_a_straight_line(cosine_lr):
    assert_close([cosine_lr(step, 4, 10, 2.0, 0.5) for step in (0, 1, 3, 4)], [0.0, 0.5, 1.5, 2.0])


def test_cosine_lr_falls_along_a_cosine(cosine_lr):
    assert_close(cosine_lr(7, 4, 10, 2.0, 0.5), 1.25)  # halfway
    assert_close(cosine_lr(8, 5, 10, 1.0, 0.1), 0.1 + 0.45 * (1 + math.cos(0.6 * math.pi)))


def test_cosine_lr_stays_at_the_minimum(cosine_lr):
    assert_close([cosine_lr(step, 5, 10, 1.0, 0.1) for step in (10, 11, 14, 1000)], [0.1] * 4)


def test_cosine_lr_without_warmup_starts_at_the_maximum(cosine_lr):
    assert_close(cosine_lr(0, 0, 10, 1.0, 0.1), 1.0)


def test_cosine_lr_refuses_bad_arguments(cosine_lr):
    for arguments in ((-1, 2, 10, 1.0, 0.1), (1, -2, 10, 1.0, 0.1), (1, 11, 10, 1.0, 0.1), (1, 2, 10, 0.1, 1.0)):
        with raises(ValueError):
            cosine_lr(*arguments)


def test_numerical_gradient_of_a_sum_of_cubes(numerical_gradient):
    assert_close(numerical_gradient(lambda x: float((x**3).sum()), [1, 2]), np.array([3.0, 12.0]), rtol=1e-8)


def test_numerical_gradient_has_the_shape_of_x(numerical_gradient):
    gradient = numerical_gradient(lambda x: float(x[0, 0] * x[0, 1]), np.array([[2.0, 5.0]]))
    assert_close(gradient, np.array([[5.0, 2.0]]), rtol=1e-8)


def test_numerical_gradient_uses_the_step_it_is_given(numerical_gradient):
    # ((2 + 1)^3 - (2 - 1)^3) / 2 = 13
    assert_close(numerical_gradient(lambda x: float((x**3).sum()), [2.0], h=1.0), np.array([13.0]))


def test_numerical_gradient_refuses_bad_steps_and_changes_nothing(numerical_gradient):
    for h in (0.0, -1e-5, math.nan):
        with raises(ValueError):
            numerical_gradient(lambda x: 0.0, [1.0], h)
    x = np.array([1.0, 2.0])
    numerical_gradient(lambda x: float(x.sum()), x)
    assert_same(x, np.array([1.0, 2.0]))


def test_grad_accumulate_weighs_by_size(grad_accumulate):
    assert_close(grad_accumulate([[1, 0], [3, 2]], [1, 3]), np.array([2.5, 1.5]))
    assert_close(grad_accumulate([[2.0, 4.0, 6.0]], [7]), np.array([2.0, 4.0, 6.0]))


def test_grad_accumulate_passes_over_empty_batches(grad_accumulate):
    assert_close(grad_accumulate([[1.0, 2.0], [9.0, 9.0]], [4, 0]), np.array([1.0, 2.0]))


def test_grad_accumulate_refuses_bad_arguments_and_changes_none(grad_accumulate):
    for grads, sizes in (
        ([[1.0], [2.0]], [1]),
        ([1.0, 2.0], [1, 1]),
        ([[1.0], [2.0]], [2, -1]),
        ([[1.0], [2.0]], [0, 0]),
        ([[1.0], [2.0]], [1, math.nan]),
    ):
        with raises(ValueError):
            grad_accumulate(grads, sizes)
    grads = np.array([[1.0, 2.0], [3.0, 4.0]])
    grad_accumulate(grads, [1, 2])
    assert_same(grads, np.array([[1.0, 2.0], [3.0, 4.0]]))
