"""4.7 `log_softmax`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import alternative, assert_close, assert_unchanged, criterion, logits, mistakes_of
from solutions.s04_information_theory import log_softmax

# Criteria


@criterion(core=True)
def test_works_along_the_last_axis_of_any_shape(log_softmax, reference, rng):
    for x in logits(rng, [(5,), (3, 4), (7, 2), (2, 3, 5), (4, 1)]):
        expected = reference.log_softmax(x)
        assert_close(log_softmax(x), expected)


@criterion(core=True)
def test_does_not_care_for_a_large_offset(log_softmax, reference, rng):
    for offset in (1000.0, -1000.0):
        for x in logits(rng, [(4,), (3, 5)]):
            x[..., 0] -= 20  # one token is rare for certain
            expected = reference.log_softmax(x + offset)
            assert_close(log_softmax(x + offset), expected)


@criterion()
def test_keeps_the_log_probability_of_very_unlikely_tokens(log_softmax, reference, rng):
    expected = reference.log_softmax([[0.0, -50.0], [1990.0, 2000.0]])
    assert_close(log_softmax([[0.0, -50.0], [1990.0, 2000.0]]), expected)
    for x in logits(rng, [(4,), (3, 5), (2, 2, 3)], scale=1000.0):
        expected = reference.log_softmax(x)
        assert_close(log_softmax(x), expected)


@criterion()
def test_does_not_lose_log_v_beside_huge_logits(log_softmax):
    half = -math.log(2)
    expected = np.array([[half, half]])
    assert_close(log_softmax([[1e20, 1e20]]), expected)
    expected = np.array([half, half, -2e20])
    assert_close(log_softmax([-1e20, -1e20, -3e20]), expected)
    expected = np.array([[half] * 2, [half] * 2, [0, -1e300]])
    assert_close(log_softmax([[1e20, 1e20], [0.0, 0.0], [1e300, 0.0]]), expected)


@criterion()
def test_keeps_masked_tokens_at_minus_infinity(log_softmax, reference, rng):
    for x in logits(rng, [(4,), (3, 5)]):
        x[..., 1] = -math.inf
        expected = reference.log_softmax(x)
        assert_close(log_softmax(x), expected)
    assert_close(log_softmax([-math.inf, 3.0]), np.array([-math.inf, 0.0]))


@criterion()
def test_takes_lists_and_whole_numbers(log_softmax, reference):
    assert_close(log_softmax([[1, 1, 1, 1]]), np.full((1, 4), -math.log(4)))
    whole = np.array([[3, 0], [1, 1], [0, 9]])
    expected = reference.log_softmax(whole)
    assert_close(log_softmax(whole), expected)


@criterion()
def test_leaves_its_arguments_unchanged(log_softmax, rng):
    (x,) = logits(rng, [(3, 4)])
    for argument in (x, x.tolist()):
        assert_unchanged(log_softmax, argument)


# Known mistakes


mistake = mistakes_of(log_softmax, example=([1000, 1],))


@mistake(
    "x - logsumexp(x) loses log V when the logits are huge: it disappears in the sum with the maximum. Subtract the maximum "
    "from x first, and then only the logarithm of the sum.",
    example=([[1e20, 1e20]],),
)
def log_softmax_minus_logsumexp(x):
    x = np.asarray(x, dtype=float)
    top = x.max(axis=-1, keepdims=True)
    return x - (top + np.log(np.exp(x - top).sum(axis=-1, keepdims=True)))


@mistake(
    "The exponentials of large logits overflow. Subtract each row's maximum first; it cancels.", example=([[1000, 1]],)
)
def log_softmax_naive(x):
    e = np.exp(np.asarray(x, dtype=float))
    return np.log(e / e.sum(axis=-1, keepdims=True))


@mistake(
    "This takes the logarithm of a softmax, where unlikely tokens are 0 already and become -inf. Never form the softmax: "
    "log(a / b) = log a - log b, and log exp cancels."
)
def log_softmax_as_log_of_softmax(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.log(e / e.sum(axis=-1, keepdims=True))


@mistake(
    "A small number is added to the probabilities to avoid log 0, so unlikely tokens all get about -27.6. Never form the "
    "softmax, then there is no log 0."
)
def log_softmax_with_epsilon(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.log(e / e.sum(axis=-1, keepdims=True) + 1e-12)


@mistake(
    "The first axis is normalised, across the batch. Each row along the last axis is a distribution: use axis=-1.",
    example=([[0.0, 1.0, 2.0], [3.0, 3.0, 3.0]],),
)
def log_softmax_over_the_first_axis(x):
    x = np.asarray(x, dtype=float)
    shifted = x - x.max(axis=0)
    return shifted - np.log(np.exp(shifted).sum(axis=0))


@mistake(
    "All entries are normalised together. Each row along the last axis is a distribution: use axis=-1 and keepdims=True.",
    example=([[0.0, 1.0, 2.0], [3.0, 3.0, 3.0]],),
)
def log_softmax_over_everything(x):
    x = np.asarray(x, dtype=float)
    shifted = x - x.max()
    return shifted - np.log(np.exp(shifted).sum())


@mistake(
    "keepdims=True is missing: the rows' maxima and sums are then lined up with the columns. Keep the reduced axis.",
    example=([[0.0, 1.0], [3.0, 3.0]],),
)
def log_softmax_without_keepdims(x):
    x = np.asarray(x, dtype=float)
    shifted = x - x.max(axis=-1)
    return shifted - np.log(np.exp(shifted).sum(axis=-1))


@mistake(
    "The maximum of the whole array is subtracted: a row of much smaller logits underflows to log 0. Subtract each row's own "
    "maximum.",
    example=([[0.0, 0.0], [2000.0, 2000.0]],),
)
def log_softmax_with_a_global_maximum(x):
    x = np.asarray(x, dtype=float)
    shifted = x - x.max()
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


@mistake("These are probabilities. Their logarithms are asked for.", example=([0.0, 0.0],))
def log_softmax_as_softmax(x):
    return np.exp(log_softmax(x))


@mistake(
    "The maximum is subtracted, but the logarithm of the sum is not: the exponentials do not add up to 1.",
    example=([0.0, 0.0],),
)
def log_softmax_only_shifted(x):
    x = np.asarray(x, dtype=float)
    return x - x.max(axis=-1, keepdims=True)


@mistake(
    "x -= ... changes the caller's logits. Write x - ..., which makes a new array.",
    example=(np.array([1.0, 3.0, 2.0]),),
)
def log_softmax_in_place(x):
    x = np.asarray(x)
    x -= x.max(axis=-1, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))


STACK = (((0.0, 1.0, 2.0), (3.0, 3.0, 5.0)), ((1.0, 4.0, 0.0), (2.0, 0.0, 2.5)))
ROW = (0.0, 1.0, 3.0)


@mistake(
    "axis=1 is the last axis of a table only: of three axes it is the middle one. Use axis=-1.",
    example=(STACK,),
)
def log_softmax_along_axis_1(x):
    x = np.asarray(x, dtype=float)
    axis = min(1, x.ndim - 1)
    shifted = x - x.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


@mistake("axis=1 fails for a single row, which has one axis. Use axis=-1, the last one of any shape.", example=(ROW,))
def log_softmax_along_axis_1_only(x):
    x = np.asarray(x, dtype=float)
    shifted = x - x.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


@mistake("These are losses, with the sign turned round. Log-probabilities are never above 0.", example=(ROW,))
def log_softmax_with_the_wrong_sign(x):
    return 0.0 - log_softmax(x)


@mistake("A softmax is applied first, so there are two. Apply it once: give the logits themselves.", example=(ROW,))
def log_softmax_of_a_softmax(x):
    return log_softmax(np.exp(log_softmax(x)))


@mistake("This is the logarithm of the sigmoid, each entry by itself. A softmax compares all of a row.", example=(ROW,))
def log_softmax_as_log_sigmoid(x):
    return -np.logaddexp(0.0, -np.asarray(x, dtype=float))


@mistake("The minimum is subtracted, so the largest exponentials still overflow. Shift by the maximum.")
def log_softmax_shifted_by_the_minimum(x):
    x = np.asarray(x, dtype=float)
    least = np.where(np.isfinite(x), x, np.inf).min(axis=-1, keepdims=True)
    with np.errstate(all="ignore"):
        return x - least - np.log(np.exp(x - least).sum(axis=-1, keepdims=True))


@mistake(
    "-inf is replaced by a finite number. A masked token has the probability 0 and keeps -inf.",
    example=([-math.inf, 3.0, 1.0],),
)
def log_softmax_without_infinities(x):
    return np.nan_to_num(log_softmax(x))


@mistake(
    "1e-8 is added to the probabilities, so unlikely tokens all get about -18.4. Never form the softmax, then there is no "
    "log 0."
)
def log_softmax_with_epsilon_8(x):
    return np.log(np.exp(log_softmax(x)) + 1e-8)


@mistake(
    "1e-9 is added to the probabilities, so unlikely tokens all get about -20.7. Never form the softmax, then there is no "
    "log 0."
)
def log_softmax_with_epsilon_9(x):
    return np.log(np.exp(log_softmax(x)) + 1e-9)


@mistake(
    "1e-10 is added to the probabilities, so unlikely tokens all get about -23. Never form the softmax, then there is no "
    "log 0."
)
def log_softmax_with_epsilon_10(x):
    return np.log(np.exp(log_softmax(x)) + 1e-10)


@mistake(
    "1e-15 is added to the probabilities, so unlikely tokens all get about -34.5. Never form the softmax, then there is no "
    "log 0."
)
def log_softmax_with_epsilon_15(x):
    return np.log(np.exp(log_softmax(x)) + 1e-15)


log_softmax_of_unshifted_logits = mistake.change(
    "return shifted - log_total",
    "return x - log_total",
    "The maximum is subtracted in the sum only. Subtract it from x as well, or add it to the logarithm.",
    example=(ROW,),
)
log_softmax_adding_the_logarithm = mistake.change(
    "return shifted - log_total",
    "return shifted + log_total",
    "The logarithm of the sum is added. Subtract it: it stands below the fraction bar.",
    example=(ROW,),
)
log_softmax_divided_by_the_logarithm = mistake.change(
    "return shifted - log_total",
    "return shifted / log_total",
    "The logits are divided by the logarithm of the sum. The logarithm of a quotient is a difference: subtract.",
    example=(ROW,),
)
log_softmax_minus_the_sum = mistake.change(
    "np.log(np.exp(shifted).sum(axis=-1, keepdims=True))",
    "np.exp(shifted).sum(axis=-1, keepdims=True)",
    "The sum is subtracted without its logarithm. Take np.log of it first.",
    example=(ROW,),
)
log_softmax_of_the_mean = mistake.change(
    "np.exp(shifted).sum(",
    "np.exp(shifted).mean(",
    "The exponentials are averaged. Add them up: the probabilities of a row must sum to 1.",
    example=(ROW,),
)
log_softmax_in_bits = mistake.change(
    "np.log(np.exp(",
    "np.log2(np.exp(",
    "The logarithm has base 2, the exponential base e. They must match: use np.log.",
    example=(ROW,),
)
log_softmax_as_the_normaliser = mistake.change(
    "return shifted - log_total",
    "return log_total",
    "These are the logarithms of the sums, one for each row. Subtract them from the shifted logits.",
    example=(ROW,),
)
log_softmax_in_single_precision = mistake.change(
    "x = np.asarray(x, dtype=float)",
    "x = np.asarray(x, dtype=np.float32)",
    "This computes in float32, as torch does. Use float64.",
    example=(ROW,),
)
log_softmax_rounded = mistake.change(
    "return shifted - log_total",
    "return np.round(shifted - log_total, 4)",
    "The result is rounded. Return it as it is; the example rounds for the display only.",
    example=(ROW,),
)


@mistake(
    "Everything behind the first axis became one row. Rows run along the last axis, however many there are before it.",
    example=([[[0.0, 1.0], [2.0, 4.0]]],),
)
def log_softmax_of_flattened_rows(x):
    x = np.asarray(x, dtype=float)
    return log_softmax(x.reshape(len(x), -1)).reshape(x.shape)


# Other right answers


@alternative
def log_softmax_with_scipy(x):
    return special.log_softmax(np.asarray(x, dtype=float), axis=-1)


@alternative
def log_softmax_row_by_row(x):
    def one(row):
        shifted = row - max(row)
        return shifted - math.log(sum(math.exp(v) for v in shifted))

    return np.apply_along_axis(one, -1, np.array(x, dtype=float))


@alternative
def log_softmax_with_logaddexp(x):
    x = np.array(x, dtype=float)
    x -= np.max(x, axis=-1)[..., None]
    return x - np.logaddexp.reduce(x, axis=-1, keepdims=True)
