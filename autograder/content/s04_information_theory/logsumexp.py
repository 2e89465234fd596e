"""4.6 `logsumexp`: criteria, known mistakes, other right answers."""

import functools
import math

import numpy as np
from scipy import special

from autograder.content import alternative, assert_close, assert_same, assert_unchanged, criterion, logits, mistakes_of
from solutions.s04_information_theory import logsumexp

# Criteria


@criterion(core=True)
def test_is_the_logarithm_of_the_sum(logsumexp, reference, rng):
    for x in logits(rng, [(2,), (3,), (17,), (200,)]):
        expected = reference.logsumexp(x)
        assert_close(logsumexp(x), expected)


@criterion(core=True)
def test_stays_exact_for_very_large_and_very_small_values(logsumexp, reference, rng):
    # Tighter than usual: beside an offset of 1e6 a relative error of 1e-9 would be as large as what is measured.
    for offset in (1000.0, -1000.0, 1e6):
        for x in logits(rng, [(2,), (9,)]):
            expected = reference.logsumexp(x + offset)
            assert_close(logsumexp(x + offset), expected, rtol=1e-12)
    assert_close(logsumexp([-1000.0, 0.0, 2000.0]), 2000.0)
    assert_close(logsumexp([3000.0, -1000.0]), 3000.0)


@criterion()
def test_lets_minus_infinity_count_for_nothing(logsumexp):
    assert_same(logsumexp([-math.inf]), -math.inf)
    assert_same(logsumexp([-math.inf, -math.inf, -math.inf]), -math.inf)
    assert_close(logsumexp([-math.inf, 2.0, -math.inf]), 2.0)
    assert_close(logsumexp([-math.inf, -800.0, -800.0]), -800 + math.log(2))


@criterion()
def test_of_nothing_is_minus_infinity(logsumexp):
    assert_same(logsumexp([]), -math.inf)
    assert_same(logsumexp(np.zeros(0)), -math.inf)


@criterion()
def test_is_infinite_if_an_entry_is(logsumexp):
    assert_same(logsumexp([math.inf]), math.inf)
    assert_same(logsumexp([0.0, math.inf, -math.inf]), math.inf)
    assert_same(logsumexp([math.inf, math.inf]), math.inf)


@criterion()
def test_takes_lists_and_whole_numbers(logsumexp, reference):
    assert_close(logsumexp([7]), 7.0)
    assert_close(logsumexp((1, 1)), 1 + math.log(2))
    whole = np.array([4, 1, 1])
    expected = reference.logsumexp(whole)
    assert_close(logsumexp(whole), expected)


@criterion()
def test_leaves_its_arguments_unchanged(logsumexp, rng):
    (x,) = logits(rng, [(5,)])
    for argument in (x, x.tolist()):
        assert_unchanged(logsumexp, argument)


# Known mistakes


mistake = mistakes_of(logsumexp, example=([1000, 1000],))


@mistake(
    "exp(1000) is infinite and exp(-1000) is 0 in floating point. Subtract the maximum before the exponential, and add it "
    "back after the logarithm."
)
def logsumexp_naive(x):
    return float(np.log(np.sum(np.exp(np.asarray(x, dtype=float)))))


@mistake("The maximum is subtracted but never added back.", example=([1, 2],))
def logsumexp_without_adding_back(x):
    x = np.asarray(x, dtype=float)
    top = x.max(initial=-np.inf)
    return float(np.log(np.exp(x - top).sum())) if np.isfinite(top) else float(top)


@mistake(
    "This is the maximum, which log-sum-exp only approximates. The other entries count too: add log(sum(exp(x - max))).",
    example=([1, 1],),
)
def logsumexp_as_maximum(x):
    return float(np.max(np.asarray(x, dtype=float), initial=-np.inf))


@mistake("This is the logarithm of the mean. Nothing is divided by n in log-sum-exp.", example=([1, 1],))
def logsumexp_as_log_mean(x):
    x = np.asarray(x, dtype=float)
    top = x.max(initial=-np.inf)
    return float(top + np.log(np.exp(x - top).mean())) if np.isfinite(top) else float(top)


@mistake("log1p adds 1 to the sum, as if there were one more score. Take the logarithm of the sum itself.")
def logsumexp_with_log1p(x):
    x = np.asarray(x, dtype=float)
    highest = float(x.max(initial=-np.inf))
    return highest if np.isinf(highest) else float(highest + np.log1p(np.exp(x - highest).sum()))


@mistake(
    "Clipping the exponents avoids infinities but gives wrong numbers. Shift by the maximum: it changes nothing on paper."
)
def logsumexp_clipped(x):
    return float(np.log(np.sum(np.exp(np.clip(np.asarray(x, dtype=float), -700, 700)))))


@mistake(
    "The shift is the mean, so the largest exponent can still overflow. Shift by the maximum.",
    example=([-1000, 0, 2000],),
)
def logsumexp_shifted_by_mean(x):
    x = np.asarray(x, dtype=float)
    if x.size == 0 or not np.isfinite(x.max()):
        return float(x.max(initial=-np.inf))
    shift = x[np.isfinite(x)].mean()
    return float(shift + np.log(np.exp(x - shift).sum()))


@mistake(
    "The shift is the largest absolute value: for very negative numbers every exponential then is 0. Shift by the maximum, "
    "with its sign.",
    example=([-1000, -1000],),
)
def logsumexp_shifted_by_absolute_maximum(x):
    x = np.asarray(x, dtype=float)
    finite = np.abs(x[np.isfinite(x)])
    if finite.size == 0 or x.max() == np.inf:
        return float(x.max(initial=-np.inf))
    return float(finite.max() + np.log(np.exp(x - finite.max()).sum()))


@mistake(
    "An infinite maximum is subtracted from itself, which is nan. Return the maximum at once if it is infinite.",
    example=([-math.inf, -math.inf],),
)
def logsumexp_nan_for_infinite_maximum(x):
    x = np.asarray(x, dtype=float)
    top = x.max(initial=-np.inf)
    return float(top + np.log(np.exp(x - top).sum())) if x.size else -math.inf


@mistake(
    "An empty x has no maximum, and the error comes through. An empty sum is 0 and its logarithm -inf: use "
    "x.max(initial=-np.inf), or treat it first.",
    example=([],),
)
def logsumexp_raising_on_nothing(x):
    x = np.asarray(x, dtype=float)
    top = x.max()
    return float(top + np.log(np.exp(x - top).sum())) if np.isfinite(top) else float(top)


@mistake(
    "x -= x.max() changes the caller's array. Write x - x.max(), which makes a new one.",
    example=(np.array([1.0, 3.0, 2.0]),),
)
def logsumexp_in_place(x):
    x = np.asarray(x)
    if x.size == 0:
        return -math.inf
    top = x.max()
    if np.isinf(top):
        return float(top)
    x -= top
    return float(top + np.log(np.exp(x).sum()))


def _shifted_by(x, shift):
    """The logarithm of the sum with any shift; infinite maxima and nothing at all are treated as promised."""
    x = np.asarray(x, dtype=float)
    if x.size == 0 or np.isinf(x.max()):
        return float(x.max(initial=-np.inf))
    with np.errstate(all="ignore"):
        return float(shift(x) + np.log(np.exp(x - shift(x)).sum()))


@mistake(
    "An entry of inf gives nan, inf - inf. Return the maximum at once if it is infinite, of either sign.",
    example=([0.0, math.inf, 2.0],),
)
def logsumexp_nan_for_inf(x):
    x = np.asarray(x, dtype=float)
    return math.nan if x.size and x.max() == math.inf else logsumexp(x)


@mistake(
    "If all entries are -inf, the result is nan: -inf - -inf. Return the maximum at once if it is infinite, of either sign.",
    example=([-math.inf, -math.inf],),
)
def logsumexp_nan_for_masked_entries_only(x):
    x = np.asarray(x, dtype=float)
    return math.nan if x.size and x.max() == -math.inf else logsumexp(x)


@mistake(
    "The minimum is subtracted, so the largest exponents still overflow. Shift by the maximum.", example=([1000, 0],)
)
def logsumexp_shifted_by_the_minimum(x):
    return _shifted_by(x, lambda x: x[np.isfinite(x)].min())


@mistake(
    "The first entry is subtracted, so larger ones may still overflow. Shift by the maximum.",
    example=([0, 1000],),
)
def logsumexp_shifted_by_the_first(x):
    return _shifted_by(x, lambda x: x[0])


@mistake(
    "math.exp raises OverflowError for 1000, and math.log an error for 0. Subtract the maximum first, add it back."
)
def logsumexp_overflowing(x):
    return math.log(sum(math.exp(value) for value in x))


@mistake(
    "An epsilon keeps the logarithm finite, but the sum has underflowed to 0. Subtract the maximum first, then no epsilon "
    "is needed.",
    example=([-1000, -1000],),
)
def logsumexp_with_epsilon(x):
    with np.errstate(all="ignore"):
        return float(np.log(np.sum(np.exp(np.asarray(x, dtype=float))) + 1e-12))


@mistake(
    "The maximum is added, but was never subtracted. Shift inside the exponential: exp(x - max).", example=([1, 2],)
)
def logsumexp_only_adding(x):
    x = np.asarray(x, dtype=float)
    top = x.max(initial=-np.inf)
    with np.errstate(all="ignore"):
        return float(top + np.log(np.exp(x).sum())) if np.isfinite(top) else float(top)


@mistake("Equal entries are counted once, as in a set. Each is a term of the sum.", example=([1, 2, 2],))
def logsumexp_of_different_entries(x):
    return logsumexp(np.unique(np.asarray(x, dtype=float)))


@mistake("An empty x gives 0 here. An empty sum is 0, and its logarithm is -inf.", example=([],))
def logsumexp_zero_for_nothing(x):
    return logsumexp(x) if len(x) else 0.0


@mistake(
    "This is the plain sum of the entries: log and exp cancel term by term. Add up first, then take the logarithm."
)
def logsumexp_as_a_sum(x):
    return float(np.sum(np.asarray(x, dtype=float))) if len(x) else -math.inf


@mistake(
    "This is x minus its log-sum-exp, the log-softmax. Return the log-sum-exp itself, one number.", example=([1, 2],)
)
def logsumexp_as_log_softmax(x):
    return np.asarray(x, dtype=float) - logsumexp(x)


FORMULA = "top + float(np.log(np.exp(x - top).sum()))"

logsumexp_subtracting_the_maximum_twice = mistake.change(
    FORMULA,
    "float(np.log(np.exp(x - top).sum())) - top",
    "The maximum is subtracted at the end. Add it back: the shift divided the sum by exp(max).",
    example=([1, 2],),
)
logsumexp_without_logarithm = mistake.change(
    FORMULA,
    "top + float(np.exp(x - top).sum())",
    "The logarithm is missing: the maximum is added to a sum of exponentials. Take the logarithm of the sum first.",
    example=([1, 2],),
)
logsumexp_multiplied_back = mistake.change(
    FORMULA,
    "top * float(np.log(np.exp(x - top).sum()))",
    "The logarithm is multiplied by the maximum. Outside the logarithm the shift is added.",
    example=([1, 2],),
)
logsumexp_in_bits = mistake.change(
    FORMULA,
    "top + float(np.log2(np.exp(x - top).sum()))",
    "The logarithm has base 2, the exponential base e. They must match: use np.log.",
    example=([1, 2],),
)
logsumexp_of_all_but_the_largest = mistake.change(
    FORMULA,
    "top + float(np.log(np.exp(x[x < top] - top).sum()))",
    "The largest entry is left out of the sum. It counts, too, with exp(0) = 1.",
    example=([1, 2],),
)
logsumexp_in_single_precision = mistake.change(
    "x = np.asarray(x, dtype=float)",
    "x = np.asarray(x, dtype=np.float32)",
    "This computes in float32, which keeps 7 digits. Use float64.",
    example=([0.3, 1.7, 1.2],),
)
logsumexp_rounded = mistake.change(
    FORMULA,
    "round(top + float(np.log(np.exp(x - top).sum())), 4)",
    "The result is rounded. Return it as it is; the example rounds for the display only.",
    example=([0.3, 1.7],),
)


# Other right answers


@alternative
def logsumexp_with_scipy(x):
    x = np.asarray(x, dtype=float)
    return special.logsumexp(x) if x.size else -np.inf


@alternative
def logsumexp_with_logaddexp(x):
    return np.logaddexp.reduce(np.asarray(x, dtype=float))


@alternative
def logsumexp_as_a_stream(x):
    def add(a, b):
        high, low = max(a, b), min(a, b)
        return high if math.isinf(high) or low == -math.inf else high + math.log1p(math.exp(low - high))

    return functools.reduce(add, map(float, x), -math.inf)
