"""9.8 `detect_spikes`: criteria, known mistakes, other right answers."""

import math
import statistics

import numpy as np

from autograder.content import alternative, assert_same, assert_unchanged, criterion, mistakes_of, raises
from solutions.s09_monitoring import as_series, detect_spikes

# Criteria


def _log(rng, size):
    """A noisy log with a few jumps up and down, none of them near a limit of 3 deviations."""
    log = 2 + 0.1 * rng.standard_normal(size).clip(-1.5, 1.5)
    log[rng.choice(np.arange(8, size), size=3, replace=False)] += rng.choice([-5.0, 5.0, 9.0], size=3, replace=False)
    return log


@criterion(core=True)
def test_compares_with_the_losses_just_before(detect_spikes, reference, rng):
    for size, window in ((20, 6), (40, 8)):
        log = _log(rng, size)
        expected = reference.detect_spikes(log, window, 20)
        assert_same(detect_spikes(log, window, 20), expected)


@criterion(core=True)
def test_finds_a_rise_and_no_fall(detect_spikes, rng):
    start = (2 + 0.1 * rng.standard_normal(5).clip(-1.5, 1.5)).tolist()
    jump = float(rng.uniform(1, 9))
    assert_same(detect_spikes([*start, 2 + jump], 5, 3), [False] * 5 + [True])
    assert_same(detect_spikes([*start, 2 - jump], 5, 3), [False] * 6)


@criterion()
def test_uses_k_and_the_deviation_by_the_number_of_losses(detect_spikes):
    # Mean 2, deviation 1 (with n - 1 it would be 1.414).
    for k, loss, spike in ((2, 4.25, True), (2, 3.75, False), (0.5, 2.75, True), (0, 2.25, True), (3, 4.75, False)):
        assert_same(detect_spikes([1.0, 3.0, loss], 2, k), [False, False, spike])
    assert_same(detect_spikes([1.0, 1.5, 7.0, 7.5], 3, 2), [False] * 4)  # mean 3.17, deviation 2.72
    assert_same(detect_spikes([1.0, 2.0, 6.0, 5.5], 3, 1), [False, False, False, True])  # mean 3, deviation 2.16


@criterion()
def test_does_not_count_the_limit_itself(detect_spikes):
    assert_same(detect_spikes([1.0, 3.0, 4.0], 2, 2), [False, False, False])
    assert_same(detect_spikes([1.0, 1.0, 1.0, 3.0, 3.0], 2, 1), [False, False, False, True, False])


@criterion()
def test_sees_what_is_no_finite_number(detect_spikes):
    for bad in (math.nan, math.inf, -math.inf):
        assert_same(detect_spikes([1.0, 1.25, 0.75, 1.0, bad], 4, 3), [False] * 4 + [True])


@criterion()
def test_is_not_blind_after_a_nan(detect_spikes):
    assert_same(detect_spikes([1.0, 1.25, math.nan, 5.0, 1.0], 3, 3), [False, False, False, True, False])
    assert_same(detect_spikes([math.nan, math.inf, 7.0, math.nan], 2, 3), [False, False, False, True])
    assert_same(detect_spikes([1.0, 1.25, math.nan, 1.5], 2, 3), [False, False, True, True])
    assert_same(detect_spikes([1.0, 1.25, math.inf, 5.0], 2, 3), [False, False, True, True])


@criterion()
def test_in_a_constant_log_every_rise_is_a_spike_and_rounding_is_none(detect_spikes):
    for value in (0.7, 0.1, 1e-3, 123.456):
        assert_same(detect_spikes([value] * 9, 6, 3), [False] * 9)
        assert_same(detect_spikes([value] * 6 + [value * 1.001], 6, 3), [False] * 6 + [True])


@criterion()
def test_says_nothing_before_the_window_is_full(detect_spikes):
    assert_same(detect_spikes([1.0, 900.0, math.nan], 3, 1), [False] * 3)
    assert_same(detect_spikes([], 2, 3), [])
    assert_same(detect_spikes([1.0, 2.0, 1.0], 1, 0), [False, True, False])


@criterion()
def test_refuses_bad_arguments(detect_spikes):
    for window, k in ((0, 3), (-1, 3), (2, -0.5), (2, math.nan)):
        with raises(ValueError):
            detect_spikes([1.0, 2.0, 3.0], window, k)
    with raises(ValueError):
        detect_spikes([[1.0, 2.0]], 1, 3)


@criterion()
def test_takes_ints_and_leaves_its_argument_unchanged(detect_spikes):
    assert_same(detect_spikes([1, 2, 1, 9], 3, 3), [False, False, False, True])
    assert_unchanged(detect_spikes, np.array([1.0, math.nan, 2.0, 9.0]), 2, 3)


# Known mistakes

mistake = mistakes_of(detect_spikes, example=([1, 1.1, 0.9, 1, 3], 4, 3))


def _spikes(losses, window, k, is_spike):
    detect_spikes(losses, window, k)
    losses = as_series(losses)
    found = [False] * len(losses)
    for t in range(window, len(losses)):
        before = losses[t - window : t]
        before = before[np.isfinite(before)]
        found[t] = bool(not np.isfinite(losses[t]) or (len(before) > 0 and is_spike(losses[t], before)))
    return found


@mistake(
    "nan is greater than nothing, so it is not found. Ask first whether the loss is finite.",
    example=([1, 1.1, 0.9, 1, math.nan], 4, 3),
)
def detect_spikes_without_nan(losses, window, k):
    found = detect_spikes(losses, window, k)
    return [spike and not math.isnan(loss) for spike, loss in zip(found, as_series(losses).tolist(), strict=True)]


@mistake(
    "A sudden fall is taken for a spike. It is good news: compare without abs.", example=([9, 9.1, 8.9, 9, 1], 4, 3)
)
def detect_spikes_on_both_sides(losses, window, k):
    return _spikes(losses, window, k, lambda x, b: abs(x - b.mean()) - k * b.std() > 1e-9 * abs(b.mean()))


@mistake("The window holds the loss itself, which raises its own limit. Take the losses before it.")
def detect_spikes_in_its_own_window(losses, window, k):
    return _spikes(
        losses, window, k, lambda x, b: x > np.append(b[1:], x).mean() + k * np.append(b[1:], x).std() + 1e-9
    )


@mistake(
    "The window ends one step too early: the loss just before is left out.", example=([1.0, 1.0, 1.0, 3.0, 3.0], 2, 1)
)
def detect_spikes_one_step_late(losses, window, k):
    detect_spikes(losses, window, k)
    losses = as_series(losses)
    found = detect_spikes(losses, window, k)
    for t in range(window + 1, len(losses)):
        found[t] = detect_spikes([*losses[t - window - 1 : t - 1], losses[t]], window, k)[-1]
    return found


@mistake(
    "Losses are compared with the mean and deviation of the whole log, later losses included. Use those just before.",
    example=([1.0, 1.1, 0.9, 1.0, 1.6, 9.0], 4, 3),
)
def detect_spikes_in_the_whole_log(losses, window, k):
    detect_spikes(losses, window, k)
    losses = as_series(losses)
    finite = losses[np.isfinite(losses)]
    if finite.size == 0:
        return detect_spikes(losses, window, k)
    limit = finite.mean() + k * finite.std()
    return [bool(t >= window and (not np.isfinite(x) or x > limit)) for t, x in enumerate(losses)]


@mistake("All losses since the beginning count. Only the last `window` do.", example=([9.0, 1.0, 1.0, 1.0, 3.0], 2, 3))
def detect_spikes_since_the_beginning(losses, window, k):
    detect_spikes(losses, window, k)
    losses = as_series(losses)
    return [False if t < window else detect_spikes(losses[: t + 1], t, k)[-1] for t in range(len(losses))]


@mistake("k is ignored.", example=([1.0, 3.0, 3.5], 2, 2))
def detect_spikes_without_k(losses, window, k):
    detect_spikes(losses, window, k)
    return detect_spikes(losses, window, 1)


@mistake(
    "The limit is k times the mean. It is the mean plus k standard deviations.",
    example=([1.0, 1.1, 0.9, 1.0, 2.0], 4, 3),
)
def detect_spikes_by_multiples_of_the_mean(losses, window, k):
    return _spikes(losses, window, k, lambda x, b: x > k * b.mean())


@mistake("The limit is k standard deviations above 0. Add the mean.", example=([9, 9.1, 8.9, 9, 9], 4, 3))
def detect_spikes_without_the_mean(losses, window, k):
    return _spikes(losses, window, k, lambda x, b: x > k * b.std())


@mistake("The variance is taken for the standard deviation. Take its root.", example=([1.0, 5.0, 8.0], 2, 2))
def detect_spikes_by_the_variance(losses, window, k):
    return _spikes(losses, window, k, lambda x, b: x - b.mean() - k * b.var() > 1e-9 * abs(b.mean()))


@mistake("The deviation divides by n - 1. Here it divides by the number of losses.", example=([1.0, 3.0, 4.5], 2, 2))
def detect_spikes_with_bessel(losses, window, k):
    return _spikes(
        losses, window, k, lambda x, b: x - b.mean() - k * (b.std(ddof=1) if len(b) > 1 else 0) > 1e-9 * abs(b.mean())
    )


@mistake("The limit itself is counted. A spike exceeds it.", example=([1.0, 3.0, 4.0], 2, 2))
def detect_spikes_at_the_limit(losses, window, k):
    return _spikes(
        losses,
        window,
        k,
        lambda x, b: x - b.mean() - k * b.std() >= (0 if b.std() > 0 else 1e-9 * abs(b.mean())),
    )


@mistake(
    "In a constant log rounding makes spikes: the mean can lie a little below the losses. Allow 1e-9 of the mean.",
    example=([0.1] * 7, 6, 3),
)
def detect_spikes_of_rounding(losses, window, k):
    return _spikes(
        losses,
        window,
        k,
        lambda x, b: x >= b.mean() if b.std() < 1e-12 else x - b.mean() - k * b.std() > 1e-9 * abs(b.mean()),
    )


@mistake(
    "After a nan the monitor is blind until it leaves the window. Leave what is not finite out of the history.",
    example=([1.0, 1.0, math.nan, 5.0], 2, 3),
)
def detect_spikes_blind_after_nan(losses, window, k):
    found = detect_spikes(losses, window, k)
    losses = as_series(losses)
    for t in range(window, len(losses)):
        if not np.isfinite(losses[t - window : t]).all():
            found[t] = not np.isfinite(losses[t])
    return found


@mistake(
    "The first steps are judged, too, by a history that is not full. They are False.",
    example=([1.0, 1.0, 9.0, 1.0], 3, 1),
)
def detect_spikes_from_the_start(losses, window, k):
    found = detect_spikes(losses, window, k)
    losses = as_series(losses)
    return [
        *(t > 0 and detect_spikes(losses[: t + 1], t, k)[-1] for t in range(min(window, len(losses)))),
        *found[window:],
    ]


@mistake("Only the steps with a full window are told. One bool for each loss, False for the first.")
def detect_spikes_without_the_first(losses, window, k):
    return detect_spikes(losses, window, k)[window:]


@mistake("These are the steps of the spikes. A bool for each step is wanted.")
def detect_spikes_as_steps(losses, window, k):
    return [t for t, spike in enumerate(detect_spikes(losses, window, k)) if spike]


@mistake("This is an array. A list of bools is wanted.")
def detect_spikes_as_an_array(losses, window, k):
    return np.array(detect_spikes(losses, window, k), dtype=bool)


@mistake("A window of 0, or a negative or nan k, is accepted. Raise ValueError.", example=([1.0, 2.0, 3.0], 2, -1))
def detect_spikes_of_any_argument(losses, window, k):
    return detect_spikes(losses, max(window, 1), 0.0 if math.isnan(k) else abs(k))


@mistake(
    "Losses that were found to be spikes are left out of later windows. Only those that are not finite are.",
    example=([1.0, 3.0, 9.0, 4.0], 2, 2),
)
def detect_spikes_leaving_spikes_out(losses, window, k):
    found = detect_spikes(losses, window, k)
    losses = as_series(losses)
    for t in range(window, len(losses)):
        before = np.array([losses[i] for i in range(t - window, t) if math.isfinite(losses[i]) and not found[i]])
        excess = losses[t] - before.mean() - k * before.std() if len(before) else 0.0
        found[t] = bool(not math.isfinite(losses[t]) or (len(before) and excess > 1e-9 * abs(before.mean())))
    return found


@mistake(
    "After a nan the window reaches further back, to have `window` finite losses. It is made of the last `window` losses.",
    example=([1.0, 1.2, math.nan, 1.3], 2, 3),
)
def detect_spikes_reaching_back(losses, window, k):
    found = detect_spikes(losses, window, k)
    losses = as_series(losses)
    for t in range(window, len(losses)):
        before = losses[:t][np.isfinite(losses[:t])][-window:]
        excess = losses[t] - before.mean() - k * before.std() if len(before) else 0.0
        found[t] = bool(not math.isfinite(losses[t]) or (len(before) and excess > 1e-9 * abs(before.mean())))
    return found


@mistake("Minus infinity is not found. It is no finite number: a spike.", example=([1, 1.1, 0.9, 1, -math.inf], 4, 3))
def detect_spikes_without_minus_infinity(losses, window, k):
    found = detect_spikes(losses, window, k)
    return [spike and loss != -math.inf for spike, loss in zip(found, as_series(losses).tolist(), strict=True)]


@mistake(
    "Only nan is left out of the history, and an infinite loss makes its mean infinite. Ask np.isfinite.",
    example=([1.0, 1.2, math.inf, 5.0], 2, 3),
)
def detect_spikes_blind_after_infinity(losses, window, k):
    found = detect_spikes(losses, window, k)
    losses = as_series(losses)
    for t in range(window, len(losses)):
        if np.isinf(losses[t - window : t]).any():
            found[t] = not math.isfinite(losses[t])
    return found


@mistake(
    "Where the losses before are all the same nothing is found. Any clear rise above them is a spike.",
    example=([1.5, 1.5, 1.5, 2.0], 3, 3),
)
def detect_spikes_of_constant_logs(losses, window, k):
    return _spikes(
        losses, window, k, lambda x, b: b.std() > 1e-12 and x - b.mean() - k * b.std() > 1e-9 * abs(b.mean())
    )


@mistake(
    "The median is taken for the mean. Compare with the mean of the losses before.",
    example=([1.0, 1.5, 7.0, 7.5], 3, 2),
)
def detect_spikes_above_the_median(losses, window, k):
    return _spikes(losses, window, k, lambda x, b: x - np.median(b) - k * b.std() > 1e-9 * abs(b.mean()))


@mistake("The window is one loss too short. It begins with losses[t - window].", example=([9.0, 1.0, 1.2, 3.0], 3, 2))
def detect_spikes_one_shorter(losses, window, k):
    found = detect_spikes(losses, window, k)
    losses = as_series(losses)
    for t in range(window, len(losses)):
        before = losses[t - window + 1 : t]
        found[t] = (
            detect_spikes([*before, losses[t]], len(before), k)[-1] if len(before) else not np.isfinite(losses[t])
        )
    return found


@mistake(
    "The window is one loss too long. Take the last `window` before the step.", example=([9.0, 1.0, 1.2, 3.0], 2, 2)
)
def detect_spikes_one_longer(losses, window, k):
    found = detect_spikes(losses, window, k)
    losses = as_series(losses)
    for t in range(window, len(losses)):
        before = losses[max(t - window - 1, 0) : t]
        found[t] = detect_spikes([*before, losses[t]], len(before), k)[-1]
    return found


@mistake(
    "Step `window`, the first with a full history, is not judged. Begin with t = window.",
    example=([1, 1.1, 0.9, 1, 3, 9], 4, 3),
)
def detect_spikes_from_one_later(losses, window, k):
    found = detect_spikes(losses, window, k)
    return [spike and t > window for t, spike in enumerate(found)]


@mistake(
    "The loss itself is one more loss of its window, and raises its own limit. Stop before it.",
    example=([0.0, 4.0, 5.0], 2, 1),
)
def detect_spikes_with_itself(losses, window, k):
    return _spikes(
        losses, window, k, lambda x, b: x - np.append(b, x).mean() - k * np.append(b, x).std() > 1e-9 * abs(b.mean())
    )


@mistake(
    "Each loss is compared with the one just before. Compare it with the mean of the window.",
    example=([1.0, 3.0, 9.0, 12.0], 3, 1),
)
def detect_spikes_above_the_last(losses, window, k):
    return _spikes(losses, window, k, lambda x, b: x - b[-1] - k * b.std() > 1e-9 * abs(b.mean()))


@mistake("k multiplies the mean. It multiplies the standard deviation.", example=([1.0, 1.1, 0.9, 1.0, 2.0], 4, 3))
def detect_spikes_with_k_at_the_mean(losses, window, k):
    return _spikes(losses, window, k, lambda x, b: x > k * b.mean() + b.std())


@mistake(
    "The loss is compared with the largest before. The limit is mean + k * std.", example=([1.0, 2.0, 6.0, 5.5], 3, 1)
)
def detect_spikes_above_the_largest(losses, window, k):
    return _spikes(losses, window, k, lambda x, b: x > b.max())


@mistake("The limit is the mean alone. Add k standard deviations.", example=([1.0, 3.0, 2.5], 2, 2))
def detect_spikes_above_the_mean(losses, window, k):
    return _spikes(losses, window, k, lambda x, b: x - b.mean() > 1e-9 * abs(b.mean()))


@mistake(
    "With no finite loss before it every loss is a spike here. Only one that is not finite is.",
    example=([math.nan, math.inf, 7.0], 2, 3),
)
def detect_spikes_without_a_history(losses, window, k):
    found = detect_spikes(losses, window, k)
    losses = as_series(losses)
    return [spike or (t >= window and not np.isfinite(losses[t - window : t]).any()) for t, spike in enumerate(found)]


@mistake(
    "A nan among the first `window` losses is told. The first are False, whatever they are.",
    example=([1.0, math.nan, 1.2, 1.1], 2, 3),
)
def detect_spikes_of_nan_at_the_start(losses, window, k):
    found = detect_spikes(losses, window, k)
    return [spike or not math.isfinite(loss) for spike, loss in zip(found, as_series(losses).tolist(), strict=True)]


@mistake(
    "In the history nan is replaced by 0, which pulls the mean down. Leave out what is not finite.",
    example=([2.0, 2.2, math.nan, 1.9, 2.75], 3, 3),
)
def detect_spikes_with_zero_for_nan(losses, window, k):
    found = detect_spikes(losses, window, k)
    losses = as_series(losses)
    filled = np.where(np.isfinite(losses), losses, 0.0)
    for t in range(window, len(losses)):
        found[t] = not math.isfinite(losses[t]) or detect_spikes([*filled[t - window : t], losses[t]], window, k)[-1]
    return found


@mistake("The answers stand the wrong way round: True where the loss is no spike.")
def detect_spikes_turned_round(losses, window, k):
    return [not spike for spike in detect_spikes(losses, window, k)]


@mistake(
    "A sudden fall is looked for. A spike is far *above* the losses before.", example=([1.0, 3.0, 9.0, -9.0], 3, 1)
)
def detect_spikes_downwards(losses, window, k):
    return _spikes(losses, window, k, lambda x, b: b.mean() - k * b.std() - x > 1e-9 * abs(b.mean()))


@mistake("This is whether there is any spike. A bool for each loss is wanted.")
def detect_spikes_any(losses, window, k):
    return any(detect_spikes(losses, window, k))


@mistake(
    "The limit is k standard errors above the mean. A single loss is compared with the standard deviation itself.",
    example=([1, 1.1, 0.9, 1, 1.15], 4, 3),
)
def detect_spikes_by_standard_errors(losses, window, k):
    detect_spikes(losses, window, k)
    return detect_spikes(losses, window, k / math.sqrt(window))


# Other right answers


@alternative
def detect_spikes_with_statistics(losses, window, k):
    losses = as_series(losses).tolist()
    if window < 1 or math.isnan(k) or k < 0:
        raise ValueError("argument")
    found = []
    for t, loss in enumerate(losses):
        before = [x for x in losses[max(t - window, 0) : t] if math.isfinite(x)]
        if t < window:
            found.append(False)
        elif not math.isfinite(loss) or not before:
            found.append(not math.isfinite(loss))
        else:
            mean = statistics.fmean(before)
            found.append(loss - mean - k * statistics.pstdev(before) > 1e-9 * abs(mean))
    return found


@alternative
def detect_spikes_with_nan_statistics(losses, window, k):
    losses = as_series(losses)
    if not (window >= 1 and k >= 0):
        raise ValueError("argument")
    found = np.zeros(len(losses), dtype=bool)
    history = np.where(np.isfinite(losses), losses, np.nan)
    for t in range(window, len(losses)):
        if np.isnan(history[t]):
            found[t] = True
        elif not np.isnan(history[t - window : t]).all():
            mean, std = np.nanmean(history[t - window : t]), np.nanstd(history[t - window : t])
            found[t] = history[t] > mean + k * std + 1e-9 * abs(mean)
    return found.tolist()
