"""2.8 `inverted_dropout`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, logits, mistakes_of, raises
from solutions.s02_distributions import inverted_dropout

# Criteria


@criterion(core=True)
def test_drops_below_the_rate_and_scales_up_the_rest(inverted_dropout, reference, rng):
    for x in logits(rng, [(6,), (3, 4), (5, 2), (2, 3, 5)]):
        rate, u = float(rng.uniform(0.1, 0.9)), rng.random(x.shape)
        expected = reference.inverted_dropout(x, rate, u)
        assert_close(inverted_dropout(x, rate, u), expected)


@criterion(core=True)
def test_keeps_the_mean(inverted_dropout, rng):
    # Of an even grid of u exactly the share 1 - rate is kept, as no u of the grid is the rate. A rate of 0.5 would not
    # tell dropped from kept.
    for dropped in (int(rng.integers(8, 17)), int(rng.integers(24, 33))):
        rate, value = dropped / 40, float(rng.uniform(1, 5))
        u = rng.permutation((np.arange(40) + 0.5) / 40).reshape(8, 5)
        expected = np.where(u > rate, value / (1 - rate), 0.0)
        assert_close(inverted_dropout(np.full((8, 5), value), rate, u), expected)


@criterion()
def test_keeps_an_entry_whose_number_is_the_rate(inverted_dropout):
    x, u = [4.0, 4.0, 4.0], [0.25, 0.0, 0.125]
    assert_close(inverted_dropout(x, 0.25, u), np.array([16 / 3, 0.0, 0.0]))
    assert_close(inverted_dropout(x, 0.125, u), np.array([32 / 7, 0.0, 32 / 7]))


@criterion()
def test_with_rate_zero_keeps_all(inverted_dropout, rng):
    for x in logits(rng, [(4,), (2, 3)]):
        assert_close(inverted_dropout(x, 0.0, rng.random(x.shape)), x)
        assert_close(inverted_dropout(x, 0, np.zeros(x.shape)), x)


@criterion()
def test_refuses_impossible_rates_and_shapes_that_differ(inverted_dropout):
    for rate in (1.0, 1, 1.5, -0.1, math.nan):
        with raises(ValueError):
            inverted_dropout([1.0, 2.0], rate, [0.3, 0.6])
    for shape in ((3,), (1, 3), (2, 1), (3, 2), ()):
        with raises(ValueError):
            inverted_dropout(np.ones((2, 3)), 0.5, np.full(shape, 0.7))


@criterion()
def test_takes_lists_and_ints(inverted_dropout):
    assert_close(inverted_dropout([[3, 1], [2, 5]], 0.5, [[0.75, 0.1], [0.5, 0.2]]), np.array([[6.0, 0.0], [4.0, 0.0]]))
    for x in (np.array([3.0, -1.0, 2.0]), np.array([3, -1, 2])):
        assert_close(inverted_dropout(x, 0.2, np.array([0.5, 0.1, 0.9])), np.array([3.75, 0.0, 2.5]))


@criterion()
def test_leaves_its_arguments_unchanged(inverted_dropout, rng):
    for x in logits(rng, [(6,), (3, 4)]):
        u = rng.permutation((np.arange(x.size) + 0.5) / x.size).reshape(x.shape)
        assert_unchanged(inverted_dropout, x, 0.4, u)
        assert_unchanged(inverted_dropout, x.tolist(), 0.4, u.tolist())


# Known mistakes


mistake = mistakes_of(inverted_dropout, example=([3.0, 6.0], 0.25, [0.5, 0.1]))


@mistake("What is kept is not scaled up, so the mean shrinks. Divide it by 1 - rate.")
def inverted_dropout_without_scaling(x, rate, u):
    return inverted_dropout(x, rate, u) * (1 - rate)


@mistake("What is kept is multiplied by 1 - rate, which makes it smaller still. Divide by it.")
def inverted_dropout_scaled_down(x, rate, u):
    return inverted_dropout(x, rate, u) * (1 - rate) ** 2


@mistake(
    "The wrong ones are kept: u < rate happens with probability rate, which is how many to drop. Keep where u >= rate."
)
def inverted_dropout_keeping_below_the_rate(x, rate, u):
    inverted_dropout(x, rate, u)
    return np.where(np.asarray(u) < rate, np.asarray(x) / (1 - rate), 0.0)


@mistake(
    "rate is taken for the probability to keep. It is the probability to drop: keep where u >= rate and divide by 1 - rate."
)
def inverted_dropout_with_a_keep_rate(x, rate, u):
    inverted_dropout(x, rate, u)
    return np.where(np.asarray(u) < rate, np.asarray(x) / rate, 0.0) if rate else np.asarray(x, dtype=float)


@mistake("What is kept is divided by rate. It was kept with probability 1 - rate, so divide by that.")
def inverted_dropout_divided_by_the_rate(x, rate, u):
    kept = inverted_dropout(x, rate, u)
    return kept * (1 - rate) / rate if rate else kept


@mistake(
    "One number decides for the whole array: all is kept or all is dropped. Compare each entry of u with the rate."
)
def inverted_dropout_with_one_draw(x, rate, u):
    inverted_dropout(x, rate, u)
    first = np.ravel(u)[0] if np.size(u) else 0.0
    return inverted_dropout(x, rate, np.full(np.shape(x), first))


@mistake(
    "Whole rows are dropped. Every entry has a number in u and is decided by itself.",
    example=([[1.0, 2.0], [3.0, 4.0]], 0.5, [[0.1, 0.9], [0.7, 0.2]]),
)
def inverted_dropout_of_whole_rows(x, rate, u):
    inverted_dropout(x, rate, u)
    u = np.asarray(u)
    return inverted_dropout(x, rate, np.broadcast_to(u[:, :1], u.shape) if u.ndim > 1 else u)


@mistake("The dropped entries are removed, so the shape changes. Set them to zero instead.")
def inverted_dropout_removing_entries(x, rate, u):
    scaled = inverted_dropout(x, rate, u)
    return scaled[np.asarray(u) >= rate]


@mistake(
    "The scale is made from how many were kept this time. Divide by 1 - rate, the expected share, whatever was drawn."
)
def inverted_dropout_scaled_by_the_actual_share(x, rate, u):
    kept = inverted_dropout(x, rate, u) * (1 - rate)
    share = np.mean(np.asarray(u) >= rate)
    return kept / share if share else kept


@mistake("An entry with u equal to rate is dropped. Keep where u >= rate.", example=([4.0, 4.0], 0.25, [0.25, 0.5]))
def inverted_dropout_dropping_at_the_rate(x, rate, u):
    u, dropped = np.asarray(u), inverted_dropout(x, rate, u)
    return np.where(u > rate, dropped, 0.0) if rate else dropped


@mistake(
    "With rate = 0 entries whose u is 0 are dropped. Keep where u >= rate, and nothing is lost.",
    example=([4.0, 5.0], 0.0, [0.0, 0.5]),
)
def inverted_dropout_dropping_at_rate_zero(x, rate, u):
    dropped = inverted_dropout(x, rate, u)
    return dropped if rate else np.where(np.asarray(u) > 0, dropped, 0.0)


@mistake(
    "rate = 1 is accepted and divides by zero. Raise ValueError unless 0 <= rate < 1.", example=([1.0], 1.0, [0.5])
)
def inverted_dropout_of_everything(x, rate, u):
    if rate == 1:
        return np.zeros(np.shape(x))
    return inverted_dropout(x, rate, u)


@mistake(
    "The rate is not checked: -0.5, 1 or nan give an array. Raise ValueError unless 0 <= rate < 1.",
    example=([1.0], -0.5, [0.5]),
)
def inverted_dropout_with_any_rate(x, rate, u):
    x, u = np.asarray(x, dtype=float), np.asarray(u)
    if x.shape != u.shape:
        raise ValueError("shapes")
    return np.where(u >= rate, x / (1.0 - rate) if rate != 1 else np.inf, 0.0)


@mistake(
    "A rate of nan passes rate < 0 or rate >= 1, since every comparison with nan is False. Raise ValueError unless "
    "0 <= rate < 1.",
    example=([1.0], math.nan, [0.5]),
)
def inverted_dropout_with_nan(x, rate, u):
    return np.zeros(np.shape(x)) if math.isnan(rate) else inverted_dropout(x, rate, u)


@mistake(
    "The result takes over the dtype of x, so whole activations stay whole numbers and what is scaled is cut off. Make it "
    "of floats: np.array(x, dtype=float).",
    example=([3, -1, 2], 0.25, [0.5, 0.1, 0.9]),
)
def inverted_dropout_in_the_dtype_of_x(x, rate, u):
    return inverted_dropout(x, rate, u).astype(np.asarray(x).dtype)


@mistake(
    "The shapes are not compared, and numpy stretches u over x: whole rows or columns share one number. Raise ValueError "
    "unless u has the shape of x.",
    example=([[1.0, 2.0], [3.0, 4.0]], 0.5, [0.2, 0.9]),
)
def inverted_dropout_broadcasting(x, rate, u):
    if np.shape(x) == np.shape(u):
        return inverted_dropout(x, rate, u)
    return inverted_dropout(x, rate, np.broadcast_to(u, np.shape(x)))


@mistake(
    "The result is right, but zeros are written into the caller's array. Make a new one, for example with np.where.",
    example=(np.array([3.0, 6.0]), 0.25, np.array([0.5, 0.1])),
)
def inverted_dropout_in_place(x, rate, u):
    dropped = inverted_dropout(x, rate, u)
    if isinstance(x, np.ndarray):
        x[np.asarray(u) < rate] = 0
    return dropped


@mistake("This is the mask of what is kept. Multiply it by x, and divide by 1 - rate.")
def inverted_dropout_as_a_mask(x, rate, u):
    inverted_dropout(x, rate, u)
    return (np.asarray(u) >= rate).astype(float)


@mistake("Nothing is dropped, all entries are only scaled. Set those with u < rate to 0.")
def inverted_dropout_dropping_nothing(x, rate, u):
    inverted_dropout(x, rate, u)
    return np.asarray(x, dtype=float) / (1 - rate)


@mistake("Nothing is done: x comes back, as at the time of use. Here it is training: drop, and scale the rest.")
def inverted_dropout_as_in_use(x, rate, u):
    inverted_dropout(x, rate, u)
    return np.array(x, dtype=float)


@mistake("What is kept is multiplied by 1 + rate. Divide it by 1 - rate, which is more.")
def inverted_dropout_times_one_plus_rate(x, rate, u):
    return inverted_dropout(x, rate, u) * (1 - rate) * (1 + rate)


@mistake("What is kept is divided by the root of 1 - rate, which keeps the mean square. Leave the root out.")
def inverted_dropout_with_a_root(x, rate, u):
    return inverted_dropout(x, rate, u) * math.sqrt(1 - rate)


@mistake("What is kept is scaled twice. Divide by 1 - rate once.")
def inverted_dropout_scaled_twice(x, rate, u):
    return inverted_dropout(x, rate, u) / (1 - rate)


@mistake("Dropped entries become nan. Set them to 0.")
def inverted_dropout_to_nan(x, rate, u):
    return np.where(np.asarray(u) < rate, math.nan, inverted_dropout(x, rate, u))


@mistake("The entries of x are compared with the rate instead of those of u. Drop where u < rate.")
def inverted_dropout_comparing_x(x, rate, u):
    inverted_dropout(x, rate, u)
    x = np.asarray(x, dtype=float)
    return np.where(x >= rate, x / (1 - rate), 0.0)


# Other right answers


@alternative
def inverted_dropout_with_a_mask(x, rate, u):
    if rate < 0 or rate >= 1 or math.isnan(rate):
        raise ValueError("rate")
    x, u = np.array(x, dtype=float), np.array(u)
    if x.shape != u.shape:
        raise ValueError("shape")
    mask = (u >= rate) / (1 - rate)
    return x * mask


@alternative
def inverted_dropout_zeroing_a_copy(x, rate, u):
    if not 0 <= rate < 1 or np.shape(x) != np.shape(u):
        raise ValueError("rate or shape")
    kept = np.array(x, dtype=float)
    kept[np.asarray(u) < rate] = 0
    kept /= 1 - rate
    return kept


@alternative
def inverted_dropout_in_a_loop(x, rate, u):
    if not 0 <= rate < 1 or np.shape(x) != np.shape(u):
        raise ValueError("rate or shape")
    x, u = np.asarray(x), np.asarray(u)
    scale = 1 / (1 - rate)
    entries = [scale * a if b >= rate else 0.0 for a, b in zip(x.ravel(), u.ravel(), strict=True)]
    return np.array(entries).reshape(x.shape)
