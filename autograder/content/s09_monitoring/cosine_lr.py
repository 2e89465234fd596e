"""9.10 `cosine_lr`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, criterion, mistakes_of, raises
from solutions.s09_monitoring import cosine_lr

# Criteria


def _schedule(rng):
    warmup = int(rng.integers(5, 20))
    total = warmup + 4 * int(rng.integers(5, 20))
    low, high = sorted(rng.uniform(0.01, 1, size=2).tolist())
    return warmup, total, high, low


@criterion(core=True)
def test_climbs_in_a_straight_line(cosine_lr, rng):
    warmup, total, high, low = _schedule(rng)
    for step in (0, 1, warmup // 2, warmup - 1, warmup):
        assert_close(cosine_lr(step, warmup, total, high, low), high * step / warmup)


@criterion(core=True)
def test_falls_along_half_a_cosine(cosine_lr, rng):
    warmup, total, high, low = _schedule(rng)
    for step in rng.integers(warmup, total, size=4).tolist():
        share = (1 + math.cos(math.pi * (step - warmup) / (total - warmup))) / 2
        assert_close(cosine_lr(step, warmup, total, high, low), low + share * (high - low))
    assert_close(cosine_lr((warmup + total) // 2, warmup, total, high, low), (high + low) / 2)


@criterion()
def test_stays_at_the_minimum(cosine_lr):
    for step in (10, 11, 14, 15, 20, 10_000):
        assert_close(cosine_lr(step, 5, 10, 1.0, 0.125), 0.125)


@criterion()
def test_without_warmup_starts_at_the_maximum(cosine_lr):
    assert_close([cosine_lr(step, 0, 4, 2.0, 0.0) for step in (0, 2, 4)], [2.0, 1.0, 0.0])


@criterion()
def test_of_warmup_alone(cosine_lr):
    assert_close([cosine_lr(step, 4, 4, 2.0, 0.5) for step in (0, 3, 4, 5)], [0.0, 1.5, 0.5, 0.5])
    assert_close(cosine_lr(0, 0, 0, 2.0, 0.5), 0.5)


@criterion()
def test_of_equal_rates(cosine_lr):
    assert_close([cosine_lr(step, 2, 9, 0.5, 0.5) for step in (1, 2, 5, 9)], [0.25, 0.5, 0.5, 0.5])


@criterion()
def test_takes_numpy_scalars(cosine_lr):
    assert_close(cosine_lr(np.int64(7), 4, 10, np.float32(2.0), 0.5), 1.25)


@criterion()
def test_refuses_bad_arguments(cosine_lr):
    for arguments in (
        (-1, 2, 10, 1.0, 0.1),
        (1, -2, 10, 1.0, 0.1),
        (1, 11, 10, 1.0, 0.1),
        (1, 2, 10, 0.1, 1.0),
        (1, 2, 10, 1.0, -0.1),
        (1, 2, 10, math.nan, 0.1),
        (1, 2, 10, math.inf, 0.1),
    ):
        with raises(ValueError):
            cosine_lr(*arguments)


# Known mistakes

mistake = mistakes_of(cosine_lr, example=(8, 5, 10, 1, 0.1))

cosine_lr_in_degrees = mistake.change(
    "math.cos(math.pi * progress)",
    "math.cos(180 * progress)",
    "The cosine takes radians here, and 180 are degrees: pi.",
)
cosine_lr_with_a_whole_period = mistake.change(
    "math.cos(math.pi * progress)",
    "math.cos(2 * math.pi * progress)",
    "A whole period falls and rises again. Half a cosine: pi.",
)
cosine_lr_with_a_quarter = mistake.change(
    "math.cos(math.pi * progress)",
    "math.cos(math.pi * progress / 2)",
    "A quarter of a cosine ends halfway. Half a cosine: pi.",
)
cosine_lr_with_the_progress_of_the_whole_run = mistake.change(
    "progress = (step - warmup) / (total - warmup)",
    "progress = step / total",
    "The progress is counted from step 0. It starts at the end of the warm-up.",
)
cosine_lr_with_the_wrong_length = mistake.change(
    "progress = (step - warmup) / (total - warmup)",
    "progress = (step - warmup) / total",
    "The fall is `total - warmup` steps long, not `total`.",
)
cosine_lr_turned_round = mistake.change(
    "(1 + math.cos", "(1 - math.cos", "This rises from the minimum to the maximum. 1 + cos falls."
)
cosine_lr_down_to_nothing = mistake.change(
    "min_lr + (max_lr - min_lr) * (1", "max_lr * (1", "This falls to 0. It falls to min_lr."
)
cosine_lr_without_the_difference = mistake.change(
    "min_lr + (max_lr - min_lr) * (1",
    "min_lr + max_lr * (1",
    "This starts at max_lr + min_lr. The height of the cosine is the difference.",
)
cosine_lr_in_a_straight_line = mistake.change(
    "(1 + math.cos(math.pi * progress)) / 2", "(1 - progress)", "This falls in a straight line. Half a cosine is wanted.",
)  # fmt: skip


@mistake("After `total` it goes on to oscillate. From there on the rate is min_lr.", example=(14, 5, 10, 1, 0.1))
def cosine_lr_oscillating(step, warmup, total, max_lr, min_lr):
    rate = cosine_lr(step, warmup, total, max_lr, min_lr)
    if step < total or total == warmup:
        return rate
    return min_lr + (max_lr - min_lr) * (1 + math.cos(math.pi * (step - warmup) / (total - warmup))) / 2


@mistake("After `total` the rate is 0. It stays at min_lr.", example=(14, 5, 10, 1, 0.1))
def cosine_lr_nothing_at_the_end(step, warmup, total, max_lr, min_lr):
    return cosine_lr(step, warmup, total, max_lr, min_lr) if step < total else 0.0


@mistake(
    "The warm-up is counted from 1: step 0 should have the rate 0, and step `warmup` max_lr.",
    example=(0, 4, 10, 2.0, 0.5),
)
def cosine_lr_counted_from_one(step, warmup, total, max_lr, min_lr):
    rate = cosine_lr(step, warmup, total, max_lr, min_lr)
    return max_lr * (step + 1) / warmup if step < min(warmup, total) else rate


@mistake("The warm-up starts from min_lr. It starts from 0.", example=(2, 4, 10, 2.0, 0.5))
def cosine_lr_from_the_minimum(step, warmup, total, max_lr, min_lr):
    rate = cosine_lr(step, warmup, total, max_lr, min_lr)
    return min_lr + (max_lr - min_lr) * step / warmup if step < min(warmup, total) else rate


@mistake("There is no warm-up: the cosine starts at once.", example=(2, 4, 10, 2.0, 0.5))
def cosine_lr_without_warmup(step, warmup, total, max_lr, min_lr):
    cosine_lr(step, warmup, total, max_lr, min_lr)
    return cosine_lr(step, 0, total, max_lr, min_lr)


@mistake("The rate is max_lr during the whole warm-up. It climbs from 0.", example=(2, 4, 10, 2.0, 0.5))
def cosine_lr_flat_at_first(step, warmup, total, max_lr, min_lr):
    rate = cosine_lr(step, warmup, total, max_lr, min_lr)
    return float(max_lr) if step < min(warmup, total) else rate


@mistake("A warm-up of 0 divides by 0. Then the rate starts at max_lr.", example=(0, 0, 10, 1.0, 0.1))
def cosine_lr_of_no_warmup(step, warmup, total, max_lr, min_lr):
    cosine_lr(step, warmup, total, max_lr, min_lr)
    step / warmup
    return cosine_lr(step, warmup, total, max_lr, min_lr)


@mistake(
    "Where warm-up and total are equal, this divides by 0. From total on the rate is min_lr.",
    example=(4, 4, 4, 2.0, 0.5),
)
def cosine_lr_of_warmup_alone(step, warmup, total, max_lr, min_lr):
    rate = cosine_lr(step, warmup, total, max_lr, min_lr)
    if step >= warmup:
        (step - warmup) / (total - warmup)
    return rate


@mistake(
    "Arguments that make no sense are accepted: a negative step, or a minimum above the maximum. Raise ValueError.",
    example=(1, 2, 10, 0.1, 1.0),
)
def cosine_lr_of_any_argument(step, warmup, total, max_lr, min_lr):
    try:
        return cosine_lr(step, warmup, total, max_lr, min_lr)
    except ValueError:
        return float(min_lr)


@mistake("An infinite rate is accepted, and gives inf or nan. Raise ValueError.", example=(1, 2, 10, math.inf, 0.1))
def cosine_lr_of_infinite_rates(step, warmup, total, max_lr, min_lr):
    return max_lr * step / warmup if math.isinf(max_lr) else cosine_lr(step, warmup, total, max_lr, min_lr)


# Other right answers


@alternative
def cosine_lr_by_half_angles(step, warmup, total, max_lr, min_lr):
    if step < 0 or warmup < 0 or total < warmup or not (math.inf > max_lr >= min_lr >= 0):
        raise ValueError("argument")
    if step >= total:
        return min_lr * 1.0
    if step < warmup:
        return step / warmup * max_lr
    return min_lr + (max_lr - min_lr) * math.cos(math.pi / 2 * (step - warmup) / (total - warmup)) ** 2


@alternative
def cosine_lr_from_the_middle(step, warmup, total, max_lr, min_lr):
    if min(step, warmup, min_lr) < 0 or warmup > total or not max_lr >= min_lr or math.isinf(max_lr):
        raise ValueError("argument")
    if step < warmup:
        return float(np.interp(step, [0, warmup], [0, max_lr]))
    if step >= total:
        return float(min_lr)
    angle = np.linspace(0, np.pi, total - warmup + 1)[step - warmup]
    return (max_lr + min_lr) / 2 + (max_lr - min_lr) / 2 * np.cos(angle)
