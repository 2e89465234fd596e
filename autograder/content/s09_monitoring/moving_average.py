"""9.1 `moving_average`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s09_monitoring import as_series, moving_average

# Criteria


@criterion(core=True)
def test_averages_every_full_window(moving_average, rng):
    for size, window in ((5, 2), (9, 3), (12, 7), (40, 10)):
        x = rng.normal(3, 2, size=size)
        expected = np.array([x[i : i + window].sum() / window for i in range(size - window + 1)])
        assert_close(moving_average(x, window), expected)


@criterion()
def test_at_its_ends(moving_average, rng):
    x = rng.normal(size=6)
    assert_close(moving_average(x, 1), x)
    assert_close(moving_average(x, 6), np.array([x.mean()]))
    assert_close(moving_average([2.5], 1), np.array([2.5]))


@criterion()
def test_depends_on_its_window_alone(moving_average):
    assert_close(moving_average([1.0, 1e17, 3.0, 5.0, 9.0], 2), np.array([5e16, 5e16, 4.0, 7.0]))
    got = moving_average([2.0, math.nan, 1.0, 3.0, math.inf, 1.0, 2.0], 2)
    assert_close(got, np.array([math.nan, math.nan, 2.0, math.inf, math.inf, 1.5]))


@criterion()
def test_takes_ints_and_single_precision(moving_average):
    assert_close(moving_average([1, 2, 4], 2), np.array([1.5, 3.0]))
    assert_close(moving_average(np.array([0.5, 1.5, 3.5], dtype=np.float32), 2), np.array([1.0, 2.5]))


@criterion()
def test_refuses_bad_arguments(moving_average):
    for window in (0, -2, 4, 100):
        with raises(ValueError):
            moving_average([1.0, 2.0, 3.0], window)
    for x in ([], [[1.0, 2.0]], 3.0):
        with raises(ValueError):
            moving_average(x, 1)


@criterion()
def test_leaves_its_argument_unchanged(moving_average, rng):
    assert_unchanged(moving_average, rng.normal(size=5), 2)


# Known mistakes

mistake = mistakes_of(moving_average, example=([1, 2, 3, 4], 2))


def _checked(x, window):
    moving_average(x, window)
    return as_series(x)


@mistake("The sum of a window is divided by window - 1. Divide by the number of its entries.")
def moving_average_by_one_less(x, window):
    return moving_average(x, window) * window / (window - 1) if window > 1 else moving_average(x, window)


@mistake("Windows are one entry longer than asked.")
def moving_average_one_longer(x, window):
    _checked(x, window)
    return moving_average(x, min(window + 1, len(x)))


@mistake("These are blocks that do not overlap. A window starts at every entry.")
def moving_average_in_blocks(x, window):
    x = _checked(x, window)
    blocks = len(x) // window
    return x[: blocks * window].reshape(blocks, window).mean(axis=1)


@mistake(
    "The edges are averaged with zeros that are not there, and there are too many numbers. Only full windows count: "
    "mode='valid'.",
    example=([1.0, 1.0, 1.0, 1.0], 3),
)
def moving_average_padded(x, window):
    x = _checked(x, window)
    return np.convolve(x, np.ones(window) / window, mode="same")


@mistake(
    "All overlaps with the edges are there, too: mode='full' gives T + window - 1 numbers. Only full windows count."
)
def moving_average_full(x, window):
    x = _checked(x, window)
    return np.convolve(x, np.ones(window) / window, mode="full")


@mistake("The first windows are shorter, so that there are T numbers. Only full windows count.")
def moving_average_expanding(x, window):
    x = _checked(x, window)
    return np.array([x[max(0, i - window + 1) : i + 1].mean() for i in range(len(x))])


@mistake("The places before the first full window hold nan. Leave them out.")
def moving_average_with_nan_in_front(x, window):
    return np.concatenate([np.full(window - 1, np.nan), moving_average(x, window)])


@mistake("The last window is missing: there are T - window + 1 of them.")
def moving_average_without_the_last(x, window):
    return moving_average(x, window)[:-1]


@mistake("These are the sums of the windows. Divide by window.")
def moving_average_as_sums(x, window):
    return moving_average(x, window) * window


@mistake("This is the median of each window. Average.", example=([1.0, 2.0, 6.0], 3))
def moving_average_as_median(x, window):
    _checked(x, window)
    return np.median(np.lib.stride_tricks.sliding_window_view(as_series(x), window), axis=1)


@mistake(
    "Differences of one long cumulative sum: after one huge entry, or a nan, all later windows are wrong. Average each "
    "window by itself.",
    example=([1e17, 1.0, 3.0, 5.0], 2),
)
def moving_average_by_cumulative_sums(x, window):
    x = _checked(x, window)
    sums = np.concatenate([[0.0], np.cumsum(x)])
    return (sums[window:] - sums[:-window]) / window


@mistake(
    "Entries that are nan are left out. A window with a nan has the mean nan: something went wrong there.",
    example=([1.0, math.nan, 3.0], 2),
)
def moving_average_without_nan(x, window):
    _checked(x, window)
    return np.nanmean(np.lib.stride_tricks.sliding_window_view(as_series(x), window), axis=1)


@mistake("A window of 0 or less is accepted. Raise ValueError.", example=([1.0, 2.0], 0))
def moving_average_of_nothing(x, window):
    return moving_average(x, max(window, 1))


@mistake("A window longer than the series is accepted. Raise ValueError.", example=([1.0, 2.0], 3))
def moving_average_of_too_much(x, window):
    return moving_average(x, min(window, len(as_series(x))) if window > 0 else window)


@mistake("The result is right, but the caller's numbers are overwritten.", example=(np.array([3.0, 1.0, 2.0]), 2))
def moving_average_in_place(x, window):
    averages = moving_average(x, window)
    if isinstance(x, np.ndarray) and x.dtype == float:
        x[: len(averages)] = averages
    return averages


@mistake(
    "A running sum, the new entry in and the old one out, keeps the rounding of a huge entry, or a nan, for ever. Average "
    "each window by itself.",
    example=([1e17, 1.0, 3.0, 5.0], 2),
)
def moving_average_by_a_running_sum(x, window):
    x = _checked(x, window)
    total = float(x[:window].sum())
    averages = [total / window]
    for i in range(window, len(x)):
        total += x[i] - x[i - window]
        averages.append(total / window)
    return np.array(averages)


@mistake("Each window is one entry too short. It ends with x[i + window - 1], and a slice stops before its end.")
def moving_average_one_shorter(x, window):
    x = _checked(x, window)
    return np.array([x[i : i + window - 1].mean() for i in range(len(x) - window + 1)])


@mistake("The first window is missing: it begins with x[0].")
def moving_average_without_the_first(x, window):
    return moving_average(x, window)[1:]


@mistake("Every mean begins at the first entry. A window lets go of the oldest entry when a new one comes.")
def moving_average_from_the_start(x, window):
    x = _checked(x, window)
    return np.array([x[:end].mean() for end in range(window, len(x) + 1)])


@mistake(
    "The windows lie around each entry and are shorter at the edges: T numbers. Only full windows count.",
    example=([1, 2, 4, 8, 3], 3),
)
def moving_average_centred(x, window):
    x = _checked(x, window)
    return np.array([x[max(0, i - window // 2) : i + window // 2 + 1].mean() for i in range(len(x))])


@mistake(
    "The first entry is repeated to fill the first windows: T numbers. Only full windows count.",
    example=([2, 3, 7, 4], 2),
)
def moving_average_with_repeated_edges(x, window):
    x = _checked(x, window)
    return moving_average(np.concatenate([np.full(window - 1, x[0]), x]), window)


@mistake(
    "Zeros stand before the first entry, and the first means are too small. Only full windows count.",
    example=([2, 3, 7, 4], 2),
)
def moving_average_from_zeros(x, window):
    x = _checked(x, window)
    return moving_average(np.concatenate([np.zeros(window - 1), x]), window)


@mistake("The means are rounded down to whole numbers. Divide with / and keep floats.")
def moving_average_in_whole_numbers(x, window):
    return np.floor(moving_average(x, window))


@mistake("Only one mean comes out, that of the last window. One for each full window is wanted.")
def moving_average_of_the_last_window(x, window):
    return moving_average(x, window)[-1:]


@mistake("Each sum is divided by the number of all entries. Divide by `window`.")
def moving_average_divided_by_all(x, window):
    return moving_average(x, window) * window / len(x)


@mistake(
    "nan is replaced by 0 before averaging. A window with a nan has the mean nan.", example=([1.0, math.nan, 3.0], 2)
)
def moving_average_with_zero_for_nan(x, window):
    x = _checked(x, window)
    return moving_average(np.where(np.isnan(x), 0.0, x), window)


@mistake(
    "Means that are nan are dropped, and the others move up. Keep one number for each window.",
    example=([1.0, 2.0, math.nan, 4.0], 2),
)
def moving_average_dropping_nan(x, window):
    averages = moving_average(x, window)
    return averages[~np.isnan(averages)]


@mistake("This is the largest entry of each window. Take the mean.")
def moving_average_as_a_maximum(x, window):
    x = _checked(x, window)
    return np.array([x[i : i + window].max() for i in range(len(x) - window + 1)])


# Other right answers


@alternative
def moving_average_in_a_loop(x, window):
    x = as_series(x)
    if window < 1 or window > x.size:
        raise ValueError("window")
    return np.array([np.mean(x[i : i + window]) for i in range(x.size - window + 1)])


@alternative
def moving_average_by_adding_shifted_copies(x, window):
    x = as_series(x)
    if not 0 < window <= len(x):
        raise ValueError("window")
    count = len(x) - window + 1
    total = np.zeros(count)
    for shift in range(window):
        total += x[shift : shift + count]
    return total / window


@alternative
def moving_average_with_fsum(x, window):
    x = as_series(x).tolist()
    if window < 1 or window > len(x):
        raise ValueError("window")
    windows = [x[i : i + window] for i in range(len(x) - window + 1)]
    return np.array([math.fsum(w) / window if all(map(math.isfinite, w)) else sum(w) / window for w in windows])
