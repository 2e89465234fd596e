"""9.2 `ema`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import signal

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s09_monitoring import as_series, ema

# Criteria


@criterion(core=True)
def test_weighs_the_past_with_beta_and_corrects_the_start(ema, reference, rng):
    for size in (1, 4, 30):
        x, beta = rng.normal(2, 1, size=size), float(rng.uniform(0.3, 0.97))
        expected = reference.ema(x, beta)
        assert_close(ema(x, beta), expected)


@criterion(core=True)
def test_without_correction_starts_from_zero(ema, reference, rng):
    for size in (3, 12):
        x, beta = rng.normal(2, 1, size=size), float(rng.uniform(0.3, 0.97))
        expected = reference.ema(x, beta, False)
        assert_close(ema(x, beta, bias_correction=False), expected)


@criterion()
def test_of_a_constant_is_constant(ema):
    for beta in (0.25, 0.9, 0.999):
        assert_close(ema([4.0] * 20, beta), np.full(20, 4.0))


@criterion()
def test_with_beta_zero_is_the_series(ema, rng):
    x = rng.normal(size=5)
    for correction in (True, False):
        assert_close(ema(x, 0, correction), x)


@criterion()
def test_cannot_forget_a_nan(ema):
    assert_close(ema([1.0, math.nan, 3.0, 2.0], 0.5), np.array([1.0, math.nan, math.nan, math.nan]))


@criterion()
def test_of_nothing_is_nothing(ema):
    assert_close(ema([], 0.9), np.array([]))


@criterion()
def test_takes_ints_and_single_precision(ema):
    assert_close(ema([1, 3], 0.5), np.array([1.0, 7 / 3]))
    assert_close(ema(np.array([1.0, 3.0], dtype=np.float32), 0.5), np.array([1.0, 7 / 3]), rtol=1e-6)


@criterion()
def test_refuses_bad_arguments(ema):
    for beta in (1, 1.0, 1.5, -0.1, math.nan):
        with raises(ValueError):
            ema([1.0, 2.0], beta)
    with raises(ValueError):
        ema([[1.0, 2.0]], 0.5)


@criterion()
def test_leaves_its_argument_unchanged(ema, rng):
    assert_unchanged(ema, rng.normal(size=5), 0.9)


# Known mistakes

mistake = mistakes_of(ema, example=([1, 2, 3], 0.9))


def _run(x, beta, start=0.0):
    averages, m = [], start
    for value in x:
        m = beta * m + (1 - beta) * value
        averages.append(m)
    return np.array(averages)


@mistake("The weights are swapped: the past gets 1 - beta. beta weighs the past.")
def ema_with_swapped_weights(x, beta, bias_correction=True):
    ema(x, beta)
    return ema(x, 1 - beta, bias_correction) if beta > 0 else np.array(as_series(x))


@mistake("The new number gets beta and the past 1 - beta, in the correction, too. beta weighs the past.")
def ema_swapped_throughout(x, beta, bias_correction=True):
    ema(x, beta)
    averages = _run(as_series(x), 1 - beta)
    steps = np.arange(1, len(averages) + 1)
    return averages / (1 - (1 - beta) ** steps) if bias_correction and beta > 0 else averages


@mistake("The correction counts the steps from 0, so that the first average is divided by 0. The first step is t = 1.")
def ema_counted_from_zero(x, beta, bias_correction=True):
    ema(x, beta)
    averages = _run(as_series(x), beta)
    with np.errstate(divide="ignore", invalid="ignore"):
        return averages / (1 - beta ** np.arange(len(averages))) if bias_correction else averages


@mistake(
    "The start is not corrected: a constant series seems to grow. Divide by 1 - beta^t.", example=([10, 10, 10], 0.9)
)
def ema_without_correction(x, beta, bias_correction=True):
    return ema(x, beta, False)


@mistake("The correction is made even where bias_correction is False.", example=([10, 10], 0.5, False))
def ema_always_corrected(x, beta, bias_correction=True):
    return ema(x, beta)


@mistake(
    "This starts from x[0]. That is another rule, which gives the first number a lasting weight: start from 0, and divide by 1 - beta^t."
)
def ema_from_the_first_entry(x, beta, bias_correction=True):
    ema(x, beta)
    x = as_series(x)
    return _run(x, beta, x[0]) if bias_correction and len(x) else ema(x, beta, bias_correction)


@mistake("The corrected average is carried on, so that it is corrected again at each step. Keep m itself uncorrected.")
def ema_corrected_again(x, beta, bias_correction=True):
    ema(x, beta)
    if not bias_correction:
        return ema(x, beta, False)
    averages, m = [], 0.0
    for t, value in enumerate(as_series(x), start=1):
        m = (beta * m + (1 - beta) * value) / (1 - beta**t)
        averages.append(m)
    return np.array(averages)


@mistake("The first step is counted as 2 in the correction: 1 - beta^t with t from 1.")
def ema_counted_from_two(x, beta, bias_correction=True):
    plain = ema(x, beta, False)
    return plain / (1 - beta ** np.arange(2, len(plain) + 2)) if bias_correction else plain


@mistake("The correction is the same for all steps, 1 - beta. It is 1 - beta^t, and vanishes with time.")
def ema_with_a_constant_correction(x, beta, bias_correction=True):
    plain = ema(x, beta, False)
    return plain / (1 - beta) if bias_correction else plain


@mistake("The correction multiplies. Divide by 1 - beta^t: the average is too small at first.")
def ema_multiplied(x, beta, bias_correction=True):
    plain = ema(x, beta, False)
    return plain * (1 - beta ** np.arange(1, len(plain) + 1)) if bias_correction else plain


@mistake("The new number is not weighed: m = beta m + x adds up. Weigh it with 1 - beta.")
def ema_unweighted(x, beta, bias_correction=True):
    plain = ema(x, beta, False) / (1 - beta)
    return plain / (1 - beta ** np.arange(1, len(plain) + 1)) if bias_correction else plain


@mistake("This is the last average only. One for each step is wanted.")
def ema_only_the_last(x, beta, bias_correction=True):
    averages = ema(x, beta, bias_correction)
    return averages[-1:]


@mistake("This is the plain mean of all numbers so far. Recent ones count more.")
def ema_as_a_running_mean(x, beta, bias_correction=True):
    ema(x, beta)
    x = as_series(x)
    return np.cumsum(x) / np.arange(1, len(x) + 1)


@mistake("The averages run backwards in time. Start with the first entry.")
def ema_backwards(x, beta, bias_correction=True):
    return ema(as_series(x)[::-1], beta, bias_correction)[::-1]


@mistake(
    "beta = 1 is accepted, and the correction divides by 0. Raise ValueError unless 0 <= beta < 1.",
    example=([1.0, 2.0], 1.0),
)
def ema_of_beta_one(x, beta, bias_correction=True):
    return np.zeros(len(x)) if beta == 1 else ema(x, beta, bias_correction)


@mistake("A beta below 0 or above 1 is accepted. Raise ValueError.", example=([1.0, 2.0], -0.1))
def ema_of_any_beta(x, beta, bias_correction=True):
    if beta < 0 or beta > 1:
        plain = _run(as_series(x), beta)
        return plain / (1 - beta ** np.arange(1, len(plain) + 1)) if bias_correction else plain
    return ema(x, beta, bias_correction)


@mistake(
    "nan as beta passes a check such as beta < 0 or beta >= 1, since every comparison with nan is False. Write it the other "
    "way round.",
    example=([1.0, 2.0], math.nan),
)
def ema_of_nan(x, beta, bias_correction=True):
    return np.full(len(x), np.nan) if math.isnan(beta) else ema(x, beta, bias_correction)


@mistake("An empty series is an error here. Its average is empty.", example=([], 0.5))
def ema_of_nothing(x, beta, bias_correction=True):
    as_series(x)[0]
    return ema(x, beta, bias_correction)


@mistake("The result is right, but the caller's numbers are overwritten.", example=(np.array([3.0, 1.0]), 0.5))
def ema_in_place(x, beta, bias_correction=True):
    averages = ema(x, beta, bias_correction)
    if isinstance(x, np.ndarray) and x.dtype == float:
        x[...] = averages
    return averages


@mistake(
    "Without the correction m starts from x[0] here. It starts from 0, whatever bias_correction is.",
    example=([10, 12], 0.5, False),
)
def ema_uncorrected_from_the_first_entry(x, beta, bias_correction=True):
    ema(x, beta)
    x = as_series(x)
    return ema(x, beta) if bias_correction or not len(x) else _run(x, beta, x[0])


@mistake(
    "m starts from x[0], and bias_correction makes no difference. Start from 0; the correction divides by 1 - beta^t.",
    example=([10, 12, 5], 0.5, False),
)
def ema_from_the_first_entry_always(x, beta, bias_correction=True):
    ema(x, beta)
    x = as_series(x)
    return _run(x, beta, x[0]) if len(x) else ema(x, beta)


@mistake("m starts from x[0] and is corrected besides. The correction is for a start from 0.")
def ema_corrected_from_the_first_entry(x, beta, bias_correction=True):
    ema(x, beta)
    x = as_series(x)
    averages = _run(x, beta, x[0]) if len(x) else ema(x, beta)
    return averages / (1 - beta ** np.arange(1, len(x) + 1)) if bias_correction else averages


@mistake(
    "This is smoothing with alpha = beta from x[0]: the new number gets beta. Here beta weighs the past, and m starts from 0.",
    example=([1, 2, 4], 0.75),
)
def ema_with_beta_as_alpha(x, beta, bias_correction=True):
    ema(x, beta)
    x = as_series(x)
    return _run(x, 1 - beta, x[0]) if len(x) else ema(x, beta)


ema_corrected_by_the_whole_length = mistake.change(
    "(1 - beta**t)",
    "(1 - beta ** len(x))",
    "All steps are corrected by 1 - beta^T, with the number of all entries. Step t has its own 1 - beta^t.",
)
ema_corrected_by_a_product = mistake.change(
    "(1 - beta**t)",
    "(1 - beta * t)",
    "The correction multiplies beta by t. Raise it to the power t.",
    example=([1, 2, 3], 0.3),
)
ema_corrected_by_a_power_of_the_difference = mistake.change(
    "(1 - beta**t)",
    "(1 - beta) ** t",
    "The correction is (1 - beta)^t. The power belongs to beta alone: 1 - beta^t.",
)
ema_corrected_once = mistake.change(
    "if bias_correction else m", "if bias_correction and t == 1 else m", "Only the first step is corrected. All are."
)
ema_with_the_flag_turned_round = mistake.change(
    "m / (1 - beta**t) if bias_correction else m",
    "m if bias_correction else m / (1 - beta**t)",
    "bias_correction is read the wrong way round: True means that the correction is made.",
)
ema_of_squares = mistake.change(
    "(1 - beta) * value", "(1 - beta) * value**2", "The numbers are squared, as in Adam's second moment. Average them."
)
ema_added_to_the_past = mistake.change(
    "m = beta * m + (1 - beta) * value",
    "m = m + (1 - beta) * value",
    "The past is not weighed: m only grows. Multiply it by beta.",
)
ema_one_step_behind = mistake.change(
    "        m = beta * m + (1 - beta) * value\n        averages[t - 1] = m / (1 - beta**t) if bias_correction else m",
    "        averages[t - 1] = m / (1 - beta**t) if bias_correction else m\n        m = beta * m + (1 - beta) * value",
    "m is noted before the new number comes in, so that all is one step late. Update it first.",
)


@mistake("m_0 = 0 stands in front: T + 1 numbers. Begin with m_1.")
def ema_with_the_start(x, beta, bias_correction=True):
    return np.concatenate([[0.0], ema(x, beta, bias_correction)])


@mistake(
    "x / beta^t divides by 0 where beta is 0, and beta^t underflows in a long series. Carry m along in a loop.",
    example=([3.0, 1.0, 2.0], 0.0),
)
def ema_by_a_cumulative_sum(x, beta, bias_correction=True):
    ema(x, beta)
    x = as_series(x)
    with np.errstate(all="ignore"):
        powers = float(beta) ** np.arange(1, len(x) + 1)
        averages = (1 - beta) * powers * np.cumsum(x / powers)
        return averages / (1 - powers) if bias_correction else averages


@mistake(
    "After a nan the average goes on as if it had not been. All later entries are nan: it cannot forget.",
    example=([1.0, math.nan, 3.0], 0.5),
)
def ema_passing_over_nan(x, beta, bias_correction=True):
    ema(x, beta)
    averages, m = [], 0.0
    for t, value in enumerate(as_series(x), start=1):
        m = m if math.isnan(value) else beta * m + (1 - beta) * value
        averages.append(m / (1 - beta**t) if bias_correction else m)
    return np.array(averages)


@mistake("The averages are cut to whole numbers: the array for them holds ints. Make it of floats.")
def ema_in_whole_numbers(x, beta, bias_correction=True):
    return np.trunc(ema(x, beta, bias_correction))


@mistake("A beta of 0 is refused. It is allowed, and returns the series.", example=([3.0, 1.0], 0.0))
def ema_refusing_zero(x, beta, bias_correction=True):
    if beta == 0:
        raise ValueError("beta")
    return ema(x, beta, bias_correction)


@mistake("One number comes out, the average of the last step. Collect one for each step.")
def ema_as_a_number(x, beta, bias_correction=True):
    averages = ema(x, beta, bias_correction)
    return float(averages[-1]) if len(averages) else 0.0


# Other right answers


@alternative
def ema_with_a_filter(x, beta, bias_correction=True):
    x = as_series(x)
    if not 0 <= beta < 1:
        raise ValueError("beta")
    if len(x) == 0:
        return np.zeros(0)
    plain = signal.lfilter([1 - beta], [1, -beta], x)
    return plain / (1 - beta ** np.arange(1, len(x) + 1)) if bias_correction else plain


@alternative
def ema_as_weighted_means(x, beta, bias_correction=True):
    x = as_series(x)
    if math.isnan(beta) or beta < 0 or beta >= 1:
        raise ValueError("beta")
    averages = []
    for t in range(1, len(x) + 1):
        weights = float(beta) ** np.arange(t - 1, -1, -1)
        total = weights @ x[:t]
        averages.append(total / weights.sum() if bias_correction else (1 - beta) * total)
    return np.array(averages, dtype=float)


@alternative
def ema_with_a_running_correction(x, beta, bias_correction=True):
    if not (beta >= 0 and beta < 1):
        raise ValueError("beta")
    averages, m, mass = [], 0.0, 0.0
    for value in as_series(x).tolist():
        m, mass = beta * m + (1 - beta) * value, beta * mass + (1 - beta)
        averages.append(m / mass if bias_correction else m)
    return np.array(averages, dtype=float)
