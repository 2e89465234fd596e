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


COSINE = "(1 + math.cos(math.pi * progress)) / 2"

cosine_lr_with_a_quarter_of_a_cosine = mistake.change(
    COSINE,
    "math.cos(math.pi / 2 * progress)",
    "This is the first quarter of a cosine, steep at its end. The half one is (1 + cos(pi s)) / 2.",
)
cosine_lr_with_a_sine = mistake.change(
    COSINE,
    "(1 - math.sin(math.pi / 2 * progress))",
    "A sine is taken for the cosine. The fall is (1 + cos(pi s)) / 2.",
)
cosine_lr_not_halved = mistake.change(
    COSINE, "(1 + math.cos(math.pi * progress))", "1 + cos goes from 2 to 0. Divide it by 2."
)
cosine_lr_without_one = mistake.change(
    COSINE, "math.cos(math.pi * progress)", "The cosine alone goes from 1 to -1. Take (1 + cos) / 2."
)
cosine_lr_of_half_without_one = mistake.change(
    COSINE, "math.cos(math.pi * progress) / 2", "The 1 is missing, or halved away: (1 + cos) / 2, with the bracket."
)
cosine_lr_with_a_missing_bracket = mistake.change(
    COSINE, "(1 + math.cos(math.pi * progress) / 2)", "Only the cosine is halved. The sum is: (1 + cos) / 2."
)
cosine_lr_without_pi = mistake.change(
    "math.cos(math.pi * progress)", "math.cos(progress)", "pi is missing: half a period has the length pi."
)
cosine_lr_without_the_floor = mistake.change(
    "float(min_lr + (max_lr",
    "float((max_lr",
    "min_lr is not added: the fall ends at 0. Add it to the shrinking difference.",
)
cosine_lr_with_the_progress_unshifted = mistake.change(
    "progress = (step - warmup) / (total - warmup)",
    "progress = step / (total - warmup)",
    "The steps of the warm-up are counted in the fall. Subtract them: step - warmup.",
)
cosine_lr_one_step_ahead = mistake.change(
    "progress = (step - warmup) / (total - warmup)",
    "progress = (step - warmup + 1) / (total - warmup)",
    "The fall is one step ahead. At step = warmup its share is 0.",
)
cosine_lr_ending_one_early = mistake.change(
    "progress = (step - warmup) / (total - warmup)",
    "progress = (step - warmup) / max(total - warmup - 1, 1)",
    "The fall is one step too short: it reaches min_lr at total - 1. Its length is total - warmup.",
)
cosine_lr_in_whole_steps = mistake.change(
    "progress = (step - warmup) / (total - warmup)",
    "progress = (step - warmup) // (total - warmup)",
    "The progress is a whole number, 0 all the way down. Divide with /.",
)
cosine_lr_climbing_in_whole_steps = mistake.change(
    "float(max_lr * step / warmup)",
    "float(max_lr * (step // warmup))",
    "The rate is 0 during the whole warm-up: // rounds down. Divide with /.",
    example=(2, 4, 10, 2.0, 0.5),
)
cosine_lr_climbing_over_the_whole_run = mistake.change(
    "float(max_lr * step / warmup)",
    "float(max_lr * step / total)",
    "The climb is divided by `total`. It reaches max_lr after `warmup` steps.",
    example=(2, 4, 10, 2.0, 0.5),
)
cosine_lr_climbing_with_one_more = mistake.change(
    "float(max_lr * step / warmup)",
    "float(max_lr * (step + 1) / (warmup + 1))",
    "The climb starts above 0: (step + 1) / (warmup + 1). It is step / warmup.",
    example=(1, 4, 10, 2.0, 0.5),
)
cosine_lr_climbing_along_a_cosine = mistake.change(
    "float(max_lr * step / warmup)",
    "float(max_lr * (1 - math.cos(math.pi * step / warmup)) / 2)",
    "The climb follows a cosine, too. It is a straight line.",
    example=(1, 4, 10, 2.0, 0.5),
)
cosine_lr_climbing_by_the_share_alone = mistake.change(
    "float(max_lr * step / warmup)",
    "float(step / warmup)",
    "The share of the warm-up is not multiplied by max_lr.",
    example=(1, 4, 10, 2.0, 0.5),
)
cosine_lr_never_below_the_minimum = mistake.change(
    "float(max_lr * step / warmup)",
    "float(max(min_lr, max_lr * step / warmup))",
    "The climb is kept from going below min_lr. It starts at 0.",
    example=(1, 8, 10, 2.0, 0.5),
)
cosine_lr_falling_to_nothing_from_the_start = mistake.change(
    "progress = (step - warmup) / (total - warmup)\n    return float(min_lr + (max_lr - min_lr) * (1",
    "progress = step / total\n    return float(max_lr * (1",
    "The cosine falls to 0, and its progress counts the warm-up. It falls to min_lr, and begins at step = warmup.",
)
cosine_lr_falling_to_nothing_over_the_wrong_length = mistake.change(
    "progress = (step - warmup) / (total - warmup)\n    return float(min_lr + (max_lr - min_lr) * (1",
    "progress = (step - warmup) / total\n    return float(max_lr * (1",
    "Two slips: it falls to 0 and not to min_lr, and takes `total` steps for the fall instead of total - warmup.",
)


@mistake("`total` is taken for the length of the fall alone. It is the step at which the fall ends.")
def cosine_lr_with_a_longer_run(step, warmup, total, max_lr, min_lr):
    cosine_lr(step, warmup, total, max_lr, min_lr)
    return cosine_lr(step, warmup, warmup + total, max_lr, min_lr)


@mistake(
    "The warm-up is asked for with <= and comes first, so that it wins where warmup = total. From total on it is min_lr.",
    example=(4, 4, 4, 2.0, 0.5),
)
def cosine_lr_with_warmup_first(step, warmup, total, max_lr, min_lr):
    rate = cosine_lr(step, warmup, total, max_lr, min_lr)
    return float(max_lr * step / warmup) if step <= warmup else rate


@mistake("A step beyond total is refused. There the rate is min_lr.", example=(14, 5, 10, 1, 0.1))
def cosine_lr_refusing_the_end(step, warmup, total, max_lr, min_lr):
    if step > total:
        raise ValueError("step")
    return cosine_lr(step, warmup, total, max_lr, min_lr)


@mistake("The fall is exponential. Half a cosine is wanted.")
def cosine_lr_falling_exponentially(step, warmup, total, max_lr, min_lr):
    rate = cosine_lr(step, warmup, total, max_lr, min_lr)
    if not warmup <= step < total or min_lr == 0:
        return rate
    return max_lr * (min_lr / max_lr) ** ((step - warmup) / (total - warmup))


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
