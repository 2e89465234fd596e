"""9.3 `generalization_gap`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s09_monitoring import as_series, generalization_gap, moving_average

# Criteria


@criterion(core=True)
def test_is_the_difference_of_the_last_means(generalization_gap, rng):
    for size, window in ((4, 2), (9, 3), (30, 10), (5, 5)):
        train, val = rng.normal(2, 1, size=size), rng.normal(3, 1, size=size)
        expected = float(val[size - window :].mean() - train[size - window :].mean())
        assert_close(generalization_gap(train, val, window), expected)


@criterion()
def test_of_the_last_step_alone(generalization_gap):
    assert_close(generalization_gap([5.0, 3.0], [4.0, 3.5], 1), 0.5)


@criterion()
def test_may_be_negative_or_nan(generalization_gap):
    assert_close(generalization_gap([2.0, 2.0], [1.0, 1.5], 2), -0.75)
    assert_close(generalization_gap([1.0, math.nan], [1.0, 2.0], 2), math.nan)
    assert_close(generalization_gap([math.nan, 1.0], [math.nan, 2.0], 1), 1.0)


@criterion()
def test_takes_ints_and_single_precision(generalization_gap):
    assert_close(generalization_gap([5, 3, 1, 1], [5, 4, 3, 2], 2), 1.5)
    single = np.array([1.0, 2.5], dtype=np.float32)
    assert_close(generalization_gap(single, single * 2, 2), 1.75)


@criterion()
def test_refuses_bad_arguments(generalization_gap):
    for train, val, window in (
        ([1.0, 2.0], [1.0], 1),
        ([1.0, 2.0], [1.0, 2.0, 3.0], 1),
        ([1.0, 2.0], [1.0, 2.0], 0),
        ([1.0, 2.0], [1.0, 2.0], -1),
        ([1.0, 2.0], [1.0, 2.0], 3),
        ([], [], 1),
        ([[1.0, 2.0]], [[1.0, 2.0]], 1),
    ):
        with raises(ValueError):
            generalization_gap(train, val, window)


@criterion()
def test_leaves_its_arguments_unchanged(generalization_gap, rng):
    assert_unchanged(generalization_gap, rng.normal(size=5), rng.normal(size=5), 2)


# Known mistakes

mistake = mistakes_of(generalization_gap, example=([5, 3, 1, 1], [5, 4, 3, 2], 2))

generalization_gap_turned_round = mistake.change(
    "val_losses[-window:].mean() - train_losses[-window:].mean()",
    "train_losses[-window:].mean() - val_losses[-window:].mean()",
    "The sign is turned round: a model that does worse on new data has a positive gap. Validation minus training.",
)


@mistake("The means are taken over the whole run. Only the last steps tell how it stands now.")
def generalization_gap_of_the_whole_run(train_losses, val_losses, window):
    generalization_gap(train_losses, val_losses, window)
    return generalization_gap(train_losses, val_losses, len(train_losses))


@mistake("Only the last step counts here, and one step is noisy. Take the mean of the last `window`.")
def generalization_gap_of_the_last_step(train_losses, val_losses, window):
    generalization_gap(train_losses, val_losses, window)
    return generalization_gap(train_losses, val_losses, 1)


@mistake("The smallest losses are compared. Take means of the last steps.")
def generalization_gap_of_minima(train_losses, val_losses, window):
    generalization_gap(train_losses, val_losses, window)
    return float(as_series(val_losses).min() - as_series(train_losses).min())


@mistake("The *first* steps are averaged. Slice from the end: [-window:].")
def generalization_gap_of_the_first_window(train_losses, val_losses, window):
    generalization_gap(train_losses, val_losses, window)
    return generalization_gap(as_series(train_losses)[::-1], as_series(val_losses)[::-1], window)


@mistake("This is the sum of the differences. Take means.")
def generalization_gap_as_a_sum(train_losses, val_losses, window):
    return generalization_gap(train_losses, val_losses, window) * window


@mistake("This is the ratio of the two means. Take their difference.")
def generalization_gap_as_a_ratio(train_losses, val_losses, window):
    generalization_gap(train_losses, val_losses, window)
    return float(as_series(val_losses)[-window:].mean() / as_series(train_losses)[-window:].mean())


@mistake(
    "The difference is divided by the training loss. The plain difference is wanted.",
    example=([4.0, 2.0], [4.0, 3.0], 1),
)
def generalization_gap_relative(train_losses, val_losses, window):
    return generalization_gap(train_losses, val_losses, window) / float(as_series(train_losses)[-window:].mean())


@mistake("The absolute value hides which loss is larger. Leave the sign.", example=([2.0, 2.0], [1.0, 1.5], 2))
def generalization_gap_absolute(train_losses, val_losses, window):
    return abs(generalization_gap(train_losses, val_losses, window))


@mistake("The last step is left out: [-window:-1].", example=([5, 3, 1, 1], [5, 4, 3, 2], 2))
def generalization_gap_without_the_last_step(train_losses, val_losses, window):
    generalization_gap(train_losses, val_losses, window)
    train, val = as_series(train_losses), as_series(val_losses)
    return float(val[-window:-1].mean() - train[-window:-1].mean()) if window > 1 else 0.0


@mistake("The windows are one step longer than asked.")
def generalization_gap_one_longer(train_losses, val_losses, window):
    generalization_gap(train_losses, val_losses, window)
    return generalization_gap(train_losses, val_losses, min(window + 1, len(train_losses)))


@mistake("Medians are compared. Take means.", example=([0.0, 0.0, 0.0], [1.0, 2.0, 6.0], 3))
def generalization_gap_of_medians(train_losses, val_losses, window):
    generalization_gap(train_losses, val_losses, window)
    return float(np.median(as_series(val_losses)[-window:]) - np.median(as_series(train_losses)[-window:]))


@mistake(
    "Losses that are nan are left out. Then the gap is nan: something went wrong.",
    example=([1.0, math.nan], [1.0, 2.0], 2),
)
def generalization_gap_without_nan(train_losses, val_losses, window):
    generalization_gap(train_losses, val_losses, window)
    return float(np.nanmean(as_series(val_losses)[-window:]) - np.nanmean(as_series(train_losses)[-window:]))


@mistake(
    "A window of 0 is accepted, and [-0:] is the whole run. Raise ValueError.", example=([1.0, 2.0], [2.0, 2.0], 0)
)
def generalization_gap_of_window_zero(train_losses, val_losses, window):
    return generalization_gap(train_losses, val_losses, window if window != 0 else len(train_losses))


@mistake("A window longer than the run is accepted. Raise ValueError.", example=([1.0, 2.0], [2.0, 2.0], 3))
def generalization_gap_of_too_much(train_losses, val_losses, window):
    return generalization_gap(train_losses, val_losses, min(window, len(train_losses)))


@mistake(
    "Logs of different lengths are accepted. Raise ValueError: their last steps are not the same ones.",
    example=([1.0, 2.0], [2.0], 1),
)
def generalization_gap_of_different_lengths(train_losses, val_losses, window):
    train, val = as_series(train_losses), as_series(val_losses)
    shortest = min(len(train), len(val))
    return generalization_gap(train[len(train) - shortest :], val[len(val) - shortest :], window)


generalization_gap_against_the_whole_training = mistake.change(
    "train_losses[-window:].mean())",
    "train_losses.mean())",
    "The training losses are averaged over the whole run. Both means are over the last `window` steps.",
)
generalization_gap_of_the_whole_validation = mistake.change(
    "val_losses[-window:].mean()",
    "val_losses.mean()",
    "The validation losses are averaged over the whole run. Both means are over the last `window` steps.",
)
generalization_gap_of_smallest_in_the_window = mistake.change(
    "val_losses[-window:].mean() - train_losses[-window:].mean()",
    "val_losses[-window:].min() - train_losses[-window:].min()",
    "The smallest losses of the window are compared. Take its means.",
    example=([5, 3, 1, 2], [5, 4, 3, 6], 3),
)
generalization_gap_of_the_best_validation = mistake.change(
    "val_losses[-window:].mean()",
    "val_losses.min()",
    "The best validation loss of the run is taken. Take the mean of the last ones.",
    example=([5, 3, 1, 2], [5, 2, 3, 4], 2),
)
generalization_gap_one_step_early = mistake.change(
    "val_losses[-window:].mean() - train_losses[-window:].mean()",
    "val_losses[: len(val_losses) - 1][-window:].mean() - train_losses[: len(val_losses) - 1][-window:].mean()",
    "The window ends one step early: the last step of the log belongs to it.",
    example=([5, 3, 1, 1], [6, 5, 3, 2], 2),
)
generalization_gap_one_shorter = mistake.change(
    "val_losses[-window:].mean() - train_losses[-window:].mean()",
    "val_losses[-window + 1 :].mean() - train_losses[-window + 1 :].mean()",
    "The windows are one step too short. The last `window` entries are [-window:].",
    example=([5, 3, 1, 1], [6, 5, 3, 2], 3),
)
generalization_gap_for_each_step = mistake.change(
    "float(val_losses[-window:].mean() - train_losses[-window:].mean())",
    "val_losses[-window:] - train_losses[-window:]",
    "This is a difference for each step of the window. One number is wanted: take the mean.",
)
generalization_gap_of_perplexities = mistake.change(
    "val_losses[-window:].mean() - train_losses[-window:].mean()",
    "np.exp(val_losses[-window:].mean()) - np.exp(train_losses[-window:].mean())",
    "These are perplexities, exp of the losses. The gap is in the unit of the losses.",
)
generalization_gap_of_sizes = mistake.change(
    "val_losses[-window:].mean() - train_losses[-window:].mean()",
    "np.abs(val_losses[-window:] - train_losses[-window:]).mean()",
    "The difference of each step loses its sign before the mean. Differences of both signs may cancel.",
    example=([3.0, 1.0, 2.0], [2.0, 4.0, 3.0], 3),
)
generalization_gap_of_ratios = mistake.change(
    "val_losses[-window:].mean() - train_losses[-window:].mean()",
    "(val_losses[-window:] / train_losses[-window:]).mean()",
    "The losses of each step are divided by each other. Take the difference of two means.",
)
generalization_gap_squared = mistake.change(
    "val_losses[-window:].mean() - train_losses[-window:].mean()",
    "((val_losses[-window:] - train_losses[-window:]) ** 2).mean()",
    "This is the mean squared difference. Take the plain difference of the means.",
)


@mistake(
    "A negative gap is raised to 0. Leave it: the model does better on what it has not seen.",
    example=([2.0, 2.5], [1.0, 1.5], 2),
)
def generalization_gap_never_negative(train_losses, val_losses, window):
    gap = generalization_gap(train_losses, val_losses, window)
    return 0.0 if gap < 0 else gap


@mistake(
    "This is a percentage of the training loss. The plain difference is wanted.", example=([4.0, 2.0], [4.0, 3.0], 1)
)
def generalization_gap_in_percent(train_losses, val_losses, window):
    return 100 * generalization_gap_relative(train_losses, val_losses, window)


@mistake("The difference is divided by the validation loss. Leave it as it is.", example=([4.0, 2.0], [4.0, 3.0], 1))
def generalization_gap_relative_to_validation(train_losses, val_losses, window):
    return generalization_gap(train_losses, val_losses, window) / float(as_series(val_losses)[-window:].mean())


@mistake("This is a gap for every window of the log. Only that of the last window is wanted.")
def generalization_gap_for_all_windows(train_losses, val_losses, window):
    generalization_gap(train_losses, val_losses, window)
    return moving_average(val_losses, window) - moving_average(train_losses, window)


@mistake("A nan is counted as a loss of 0. Leave it in: then the gap is nan.", example=([1.0, math.nan], [1.0, 2.0], 2))
def generalization_gap_with_zero_for_nan(train_losses, val_losses, window):
    train, val = np.nan_to_num(as_series(train_losses)), np.nan_to_num(as_series(val_losses))
    return generalization_gap(train, val, window)


@mistake(
    "A nan anywhere in the log makes the gap nan, or an error. Only the losses in the window matter.",
    example=([math.nan, 1.0], [3.0, 2.0], 1),
)
def generalization_gap_of_nan_outside(train_losses, val_losses, window):
    gap = generalization_gap(train_losses, val_losses, window)
    return math.nan if np.isnan([*as_series(train_losses), *as_series(val_losses)]).any() else gap


# Other right answers


@alternative
def generalization_gap_of_differences(train_losses, val_losses, window):
    train, val = as_series(train_losses), as_series(val_losses)
    if train.shape != val.shape or window < 1 or window > train.size:
        raise ValueError("argument")
    return (val - train)[train.size - window :].mean()


@alternative
def generalization_gap_in_plain_python(train_losses, val_losses, window):
    train, val = as_series(train_losses).tolist(), as_series(val_losses).tolist()
    if len(train) != len(val) or not 0 < window <= len(train):
        raise ValueError("argument")
    return sum(val[-window:]) / window - sum(train[-window:]) / window


@alternative
def generalization_gap_with_average(train_losses, val_losses, window):
    both = np.stack([as_series(val_losses), as_series(train_losses)]) if len(val_losses) == len(train_losses) else None
    if both is None or not 1 <= window <= both.shape[1]:
        raise ValueError("argument")
    return float(np.average([1, -1] @ both[:, -window:]))
