"""Known wrong implementations of section 2, probability distributions."""

import math

import numpy as np

from autograder.misconceptions import misconception
from solutions.s02_distributions import (
    binomial_pmf,
    empirical_cdf,
    he_std,
    init_weights,
    inverted_dropout,
    one_hot,
    sample_categorical,
    softmax,
    uniform_pdf,
    uniform_pmf,
    xavier_std,
)

# 2.1 uniform_pmf


@misconception(
    "uniform_pmf",
    "The entries are equal, but their sum is n. Divide each by n, so that they sum to 1.",
    example=(4,),
)
def uniform_pmf_not_normalised(n):
    return np.ones_like(uniform_pmf(n))


@misconception(
    "uniform_pmf",
    "Each entry is 1 / (n - 1). The last index is n - 1, but there are n outcomes: the entries are 1 / n.",
    example=(4,),
)
def uniform_pmf_with_n_minus_one(n):
    uniform_pmf(n)
    return np.ones(n) / (n - 1)


@misconception(
    "uniform_pmf",
    "There is one outcome too many. The outcomes are 0 to n - 1, so the array has n entries.",
    example=(4,),
)
def uniform_pmf_with_one_more_outcome(n):
    return uniform_pmf(n + 1)


@misconception(
    "uniform_pmf",
    "The last outcome is missing, as in range(1, n). The array has n entries.",
    example=(4,),
)
def uniform_pmf_with_one_outcome_less(n):
    return uniform_pmf(n - 1)


@misconception(
    "uniform_pmf",
    "These are random numbers that were normalised. Uniform means that all entries are equal: 1 / n.",
    example=(4,),
)
def uniform_pmf_with_random_entries(n):
    draws = np.random.default_rng(0).random(uniform_pmf(n).size)
    return draws / draws.sum()


@misconception(
    "uniform_pmf",
    "These are the outcomes 0 to n - 1, not their probabilities. Each outcome has probability 1 / n.",
    example=(4,),
)
def uniform_pmf_of_the_outcomes(n):
    return np.arange(uniform_pmf(n).size, dtype=float)


@misconception(
    "uniform_pmf",
    "This is a single number. A distribution has an entry for each of the n outcomes: return an array.",
    example=(4,),
)
def uniform_pmf_as_one_number(n):
    return float(uniform_pmf(n)[0])


@misconception(
    "uniform_pmf",
    "The result is a list. Return a numpy array, for example np.full(n, 1 / n).",
    example=(4,),
)
def uniform_pmf_as_a_list(n):
    return uniform_pmf(n).tolist()


@misconception(
    "uniform_pmf",
    "n = 0 or a negative n gives an empty array. There is no distribution over nothing: raise ValueError for n < 1.",
    example=(0,),
)
def uniform_pmf_without_outcomes(n):
    if n != int(n):
        raise ValueError("n must be whole")
    return np.array([1 / n for _ in range(n)])


@misconception(
    "uniform_pmf",
    "n = 0 gives an empty array, and only numpy refuses negative numbers. Raise ValueError for n < 1 yourself.",
    example=(0,),
)
def uniform_pmf_of_nothing(n):
    if n != int(n):
        raise ValueError("n must be whole")
    return np.ones(n) / n


@misconception(
    "uniform_pmf",
    "n = 0 raises ZeroDivisionError. Raise ValueError for n < 1 before you divide.",
    example=(0,),
)
def uniform_pmf_dividing_by_zero(n):
    if n != int(n):
        raise ValueError("n must be whole")
    return np.full(n, 1 / n)


@misconception(
    "uniform_pmf",
    "A number like 2.5 raises TypeError. Check first that n is whole, and raise ValueError.",
    example=(2.5,),
)
def uniform_pmf_with_a_type_error(n):
    if n < 1:
        raise ValueError("n must be at least 1")
    return np.full(n, 1 / n)


@misconception(
    "uniform_pmf",
    "A number like 2.5 is cut to a whole one without a word. Raise ValueError when n is not whole.",
    example=(2.5,),
)
def uniform_pmf_cutting_fractions(n):
    return uniform_pmf(int(n))


# 2.2 uniform_pdf


@misconception(
    "uniform_pdf",
    "The height 1 / (b - a) is returned everywhere. Outside of [a, b] the density is 0: choose with np.where.",
    example=([0.7], 0, 0.5),
)
def uniform_pdf_without_support(x, a, b):
    uniform_pdf(x, a, b)
    return np.full(np.shape(x), 1 / (b - a))


@misconception(
    "uniform_pdf",
    "This is the cdf, the area up to x. The density is the height, 1 / (b - a) inside of the interval.",
    example=([0.1], 0, 0.5),
)
def uniform_pdf_as_the_cdf(x, a, b):
    uniform_pdf(x, a, b)
    return np.clip((np.asarray(x) - a) / (b - a), 0.0, 1.0)


@misconception(
    "uniform_pdf",
    "The height is b - a. The area b - a times the height must be 1, so the height is 1 / (b - a).",
    example=([0.1], 0, 0.5),
)
def uniform_pdf_as_the_width(x, a, b):
    return np.where(uniform_pdf(x, a, b) > 0, float(b - a), 0.0)


@misconception(
    "uniform_pdf",
    "The density is cut off at 1. It is not a probability: on an interval narrower than 1 it is greater than 1.",
    example=([0.1], 0, 0.5),
)
def uniform_pdf_capped_at_one(x, a, b):
    return np.minimum(uniform_pdf(x, a, b), 1.0)


@misconception(
    "uniform_pdf",
    "The density is 1 inside, whatever the width. The area must be 1, so the height is 1 / (b - a).",
    example=([0.1], 0, 0.5),
)
def uniform_pdf_of_height_one(x, a, b):
    return np.where(uniform_pdf(x, a, b) > 0, 1.0, 0.0)


@misconception(
    "uniform_pdf",
    "The density is divided by the number of points. It belongs to each point by itself and need not sum to 1.",
    example=([0.1, 0.2], 0, 0.5),
)
def uniform_pdf_normalised_over_the_points(x, a, b):
    density = uniform_pdf(x, a, b)
    return density / max(density.size, 1)


@misconception(
    "uniform_pdf",
    "The ends of the interval are left out. Here they belong to it: use <= on both sides.",
    example=([1.0, 2.0], 1, 3),
)
def uniform_pdf_without_the_ends(x, a, b):
    x, density = np.asarray(x), uniform_pdf(x, a, b)
    return np.where((x == a) | (x == b), 0.0, density)


@misconception(
    "uniform_pdf",
    "The upper end is left out, as in range(). Here both ends belong to the interval: use <= b.",
    example=([1.0, 3.0], 1, 3),
)
def uniform_pdf_without_the_upper_end(x, a, b):
    return np.where(np.asarray(x) == b, 0.0, uniform_pdf(x, a, b))


@misconception(
    "uniform_pdf",
    "Only the upper end is checked, so the density goes on below a. Points below a have density 0, too.",
    example=([-1.0], 0, 0.5),
)
def uniform_pdf_without_a_lower_end(x, a, b):
    uniform_pdf(x, a, b)
    return np.where(np.asarray(x) <= b, 1 / (b - a), 0.0)


@misconception(
    "uniform_pdf",
    "With a and b exchanged the density is negative or zero. Raise ValueError unless b > a.",
    example=([0.5], 1, 0),
)
def uniform_pdf_of_a_reversed_interval(x, a, b):
    if a == b:
        raise ValueError("the interval is empty")
    x = np.asarray(x)
    return np.where((a <= x) & (x <= b), 1 / (b - a), 0.0)


@misconception(
    "uniform_pdf",
    "An interval of no width divides by zero. Raise ValueError when b equals a.",
    example=([0.5], 1, 1),
)
def uniform_pdf_of_a_single_point(x, a, b):
    if a > b:
        raise ValueError("a must be below b")
    x = np.asarray(x)
    return np.where((a <= x) & (x <= b), 1 / (b - a), 0.0)


@misconception(
    "uniform_pdf",
    "The result takes over the dtype of x, so for whole points the density is cut to a whole number. Make it of floats: "
    "np.zeros(x.shape) instead of np.zeros_like(x).",
    example=([0, 3], -1, 3),
)
def uniform_pdf_in_the_dtype_of_the_points(x, a, b):
    return uniform_pdf(x, a, b).astype(np.asarray(x).dtype)


@misconception(
    "uniform_pdf",
    "The loop over x works for a single axis only. Compare the whole array at once: np.where takes any shape.",
    example=([[-4, -1], [0, 3]], -1, 3),
)
def uniform_pdf_of_a_flat_list_only(x, a, b):
    uniform_pdf(x, a, b)
    return np.array([1 / (b - a) if a <= point <= b else 0.0 for point in x])


# 2.3 softmax


def _masked_everywhere(x, axis):
    return np.any(np.all(np.asarray(x, dtype=float) == -np.inf, axis=axis))


@misconception(
    "softmax",
    "exp overflows for large logits, and inf / inf is nan. Subtract the maximum along the axis first: the result is the "
    "same.",
    example=([[1001, 1002, 1003], [1000, 1000, 1001]],),
)
def softmax_without_the_maximum(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    weights = np.exp(np.asarray(x, dtype=float))
    return weights / weights.sum(axis=axis, keepdims=True)


@misconception(
    "softmax",
    "The whole array sums to 1. Each slice along the axis is a distribution of its own: sum along the axis, with "
    "keepdims=True.",
    example=([[1, 2, 3], [0, 0, 1]],),
)
def softmax_divided_by_the_grand_total(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max())
    return weights / weights.sum()


@misconception(
    "softmax",
    "The sums of the rows are lined up with the columns, since the summed axis is gone. Keep it with keepdims=True.",
    example=([[1, 2], [0, 5]],),
)
def softmax_without_keepdims(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis)


@misconception(
    "softmax",
    "Maxima and sums of the rows are lined up with the columns, since their axis is gone. Keep it in both, with "
    "keepdims=True.",
    example=([[1, 2], [0, 5]],),
)
def softmax_without_keepdims_at_all(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max(axis=axis))
    return weights / weights.sum(axis=axis)


@misconception(
    "softmax",
    "Subtracting the mean leaves large logits large: exp still overflows. Subtract the maximum.",
    example=([[2000, 0]],),
)
def softmax_minus_the_mean(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    x = np.asarray(x, dtype=float)
    finite = np.isfinite(x)
    weights = np.exp(x - x.mean(axis=axis, keepdims=True, where=finite))
    return weights / weights.sum(axis=axis, keepdims=True)


@misconception(
    "softmax",
    "One maximum of the whole array is subtracted, so a slice of much smaller logits underflows to 0 / 0. Take the maximum "
    "of each slice, with axis and keepdims=True.",
    example=([[0.0, 0.0], [-2000.0, -2000.0]],),
)
def softmax_with_one_maximum_for_all(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max(initial=-np.inf))
    return weights / weights.sum(axis=axis, keepdims=True)


@misconception(
    "softmax",
    "The axis is ignored: this always works along the last one. Pass axis on to the maximum and to the sum.",
    example=([[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]], 0),
)
def softmax_along_the_last_axis_only(x, axis=-1):
    return softmax(x)


@misconception(
    "softmax",
    "The default is the first axis here. Without a given axis the last one is meant: axis=-1.",
    example=([[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]],),
)
def softmax_along_the_first_axis_by_default(x, axis=0):
    return softmax(x, axis)


@misconception(
    "softmax",
    "The logits are divided by their sum, without exp. That fails for negative logits; exponentiate first.",
    example=([1.0, 2.0, 3.0],),
)
def softmax_without_exp(x, axis=-1):
    softmax(x, axis)
    x = np.asarray(x, dtype=float)
    return x / x.sum(axis=axis, keepdims=True)


@misconception(
    "softmax",
    "This is the sigmoid of each logit, which judges it alone. Softmax divides by the sum over the slice.",
    example=([1.0, 2.0, 3.0],),
)
def softmax_as_sigmoid(x, axis=-1):
    softmax(x, axis)
    return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


@misconception(
    "softmax",
    "These are the log-probabilities. Leave the logarithm out, or exponentiate at the end.",
    example=([1.0, 2.0, 3.0],),
)
def softmax_with_a_logarithm(x, axis=-1):
    return np.log(softmax(x, axis))


@misconception(
    "softmax",
    "An epsilon in the denominator makes the sum less than 1. After subtracting the maximum the sum is at least 1: nothing "
    "needs to be added.",
    example=([1.0, 2.0, 3.0],),
)
def softmax_with_epsilon(x, axis=-1):
    softmax(x, axis)
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max(axis=axis, keepdims=True))
    return weights / (weights.sum(axis=axis, keepdims=True) + 1e-6)


@misconception(
    "softmax",
    "Large logits are clipped, so 1000 and 2000 come out alike. Subtract the maximum instead, which loses nothing.",
    example=([2000.0, 1000.0],),
)
def softmax_of_clipped_logits(x, axis=-1):
    if _masked_everywhere(x, axis):
        raise ValueError("masked")
    weights = np.exp(np.clip(np.asarray(x, dtype=float), -np.inf, 700))
    total = weights.sum(axis=axis, keepdims=True)
    return np.where(total > 0, weights / total, 0.0)


@misconception(
    "softmax",
    "A slice that is -inf everywhere gives nan. There is no distribution over nothing: raise ValueError.",
    example=([[0.0, 1.0], [-math.inf, -math.inf]],),
)
def softmax_of_nothing_is_nan(x, axis=-1):
    x = np.asarray(x, dtype=float)
    weights = np.exp(x - x.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


@misconception(
    "softmax",
    "Only an array of nothing but -inf is refused, and a masked row beside others gives nan. Look at each slice: its "
    "maximum is -inf.",
    example=([[0.0, 1.0], [-math.inf, -math.inf]],),
)
def softmax_refusing_only_what_is_masked_in_all_slices(x, axis=-1):
    x = np.asarray(x, dtype=float)
    if np.all(x == -np.inf):
        raise ValueError("masked")
    weights = np.exp(x - x.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


@misconception(
    "softmax",
    "A slice that is -inf everywhere gets equal probabilities, although all of it is masked. Raise ValueError.",
    example=([[0.0, 1.0], [-math.inf, -math.inf]],),
)
def softmax_of_nothing_is_uniform(x, axis=-1):
    return softmax(np.maximum(np.asarray(x, dtype=float), -1e300), axis)


@misconception(
    "softmax",
    "-inf is refused, but it is how masked entries are marked. Its exponential is 0, which is right; raise ValueError only "
    "where a whole slice is -inf.",
    example=([2.0, -math.inf, 2.0],),
)
def softmax_refusing_masks(x, axis=-1):
    if not np.all(np.isfinite(np.asarray(x, dtype=float))):
        raise ValueError("logits must be finite")
    return softmax(x, axis)


@misconception(
    "softmax",
    "The result is right, but the caller's logits are overwritten: x -= ... changes the array itself. Write x = x - ...",
    example=(np.array([1.0, 2.0, 3.0]),),
)
def softmax_in_place(x, axis=-1):
    probabilities = softmax(x, axis)
    if isinstance(x, np.ndarray) and x.dtype == float:
        x -= x.max(axis=axis, keepdims=True)
    return probabilities


# 2.4 sample_categorical


def _cdf_that_ends_below_one(probs, u):
    """The cdf of probabilities that were divided by their sum beforehand: rounding may leave its end below 1."""
    sample_categorical(probs, u)
    probs = np.asarray(probs, dtype=float)
    return np.cumsum(probs / probs.sum())


@misconception(
    "sample_categorical",
    "A u that equals the end of a piece draws the token before it, even one of probability 0. Look for the first F_i above "
    'u: side="right".',
    example=([0, 0.5, 0.5], 0),
)
def sample_categorical_from_the_left(probs, u):
    sample_categorical(probs, u)
    cdf = np.cumsum(np.asarray(probs, dtype=float))
    return int(np.searchsorted(cdf / cdf[-1], u, side="left"))


@misconception(
    "sample_categorical",
    "This always returns the most likely token. That is greedy decoding; a draw depends on u.",
    example=([0.4, 0.6], 0.1),
)
def sample_categorical_as_argmax(probs, u):
    sample_categorical(probs, u)
    return int(np.argmax(probs))


@misconception(
    "sample_categorical",
    "All tokens are drawn equally often: the probabilities are ignored. Compare u with their cumulative sum.",
    example=([0.9, 0.1], 0.6),
)
def sample_categorical_uniformly(probs, u):
    sample_categorical(probs, u)
    return int(u * len(probs))


@misconception(
    "sample_categorical",
    "u is compared with the probabilities themselves. Compare it with their cumulative sum, where each token has a piece of "
    "its own.",
    example=([0.2, 0.5, 0.3], 0.6),
)
def sample_categorical_without_cumsum(probs, u):
    sample_categorical(probs, u)
    above = np.asarray(probs, dtype=float) > u
    return int(np.argmax(above)) if above.any() else len(probs) - 1


@misconception(
    "sample_categorical",
    "Rounding leaves the cumulative sum below 1, and a larger u gets an index past the end. Divide the cumulative sum by "
    "its last entry.",
    example=([0.1] * 10, 0.9999999999999999),
)
def sample_categorical_past_the_end(probs, u):
    return int(np.searchsorted(_cdf_that_ends_below_one(probs, u), u, side="right"))


@misconception(
    "sample_categorical",
    "Rounding leaves the cumulative sum below 1, so for a larger u the loop ends without a token and returns None. Divide "
    "the cumulative sum by its last entry.",
    example=([0.1] * 10, 0.9999999999999999),
)
def sample_categorical_falling_out_of_the_loop(probs, u):
    for token, end in enumerate(_cdf_that_ends_below_one(probs, u)):
        if u < end:
            return token
    return None


@misconception(
    "sample_categorical",
    "Rounding leaves the cumulative sum below 1, and for a larger u argmax finds no True and returns 0. Divide the "
    "cumulative sum by its last entry.",
    example=([0.1] * 10, 0.9999999999999999),
)
def sample_categorical_back_to_the_first_token(probs, u):
    return int(np.argmax(u < _cdf_that_ends_below_one(probs, u)))


@misconception(
    "sample_categorical",
    "Where rounding leaves no token above u, the last one is drawn, which may have probability 0. Divide the cumulative sum "
    "by its last entry instead.",
    example=([0.1] * 10 + [0.0], 0.9999999999999999),
)
def sample_categorical_clamped_to_the_last_token(probs, u):
    cdf = _cdf_that_ends_below_one(probs, u)
    return min(int(np.searchsorted(cdf, u, side="right")), len(cdf) - 1)


@misconception(
    "sample_categorical",
    "The probabilities are used as they are, though their sum may differ from 1 by 1e-3. Divide them by their sum first.",
    example=([0.25, 0.25, 0.4995], 0.2501),
)
def sample_categorical_without_normalising(probs, u):
    sample_categorical(probs, u)
    probs = np.asarray(probs, dtype=float)
    index = int(np.searchsorted(np.cumsum(probs), u, side="right"))
    return min(index, int(np.flatnonzero(probs)[-1]))


@misconception(
    "sample_categorical",
    "The index is one too high: tokens are counted from 0.",
    example=([0.2, 0.5, 0.3], 0.1),
)
def sample_categorical_counting_from_one(probs, u):
    return sample_categorical(probs, u) + 1


@misconception(
    "sample_categorical",
    "This returns the end of the piece that holds u, a probability. Return the token's index.",
    example=([0.2, 0.5, 0.3], 0.1),
)
def sample_categorical_returning_the_cdf(probs, u):
    return float(np.cumsum(probs)[sample_categorical(probs, u)])


@misconception(
    "sample_categorical",
    "The pieces are laid out from the last token to the first. Token 0 owns the piece that begins at 0.",
    example=([0.2, 0.5, 0.3], 0.1),
)
def sample_categorical_from_the_other_end(probs, u):
    return len(probs) - 1 - sample_categorical(probs[::-1], u)


@misconception(
    "sample_categorical",
    "The probabilities are sorted first, so the index belongs to another token. Keep their order.",
    example=([0.2, 0.5, 0.3], 0.3),
)
def sample_categorical_of_sorted_probabilities(probs, u):
    sample_categorical(probs, u)
    return sample_categorical(np.sort(np.asarray(probs, dtype=float))[::-1], u)


@misconception(
    "sample_categorical",
    "Counts, or any positive numbers, are accepted and normalised. Raise ValueError when the sum is not 1 within 1e-3: "
    "such an argument is a bug upstream.",
    example=([1, 2, 1], 0.5),
)
def sample_categorical_of_any_weights(probs, u):
    probs = np.array(probs, dtype=float)
    if probs.size == 0 or not np.all(probs >= 0) or not 0 < probs.sum() < np.inf:
        raise ValueError("weights must be positive")
    return sample_categorical(probs / probs.sum(), u)


@misconception(
    "sample_categorical",
    "Probabilities that sum to 1 only roughly are refused, as those of a model in single precision do. Up to 1e-3 of "
    "difference are allowed; np.isclose allows 1e-5 unless told.",
    example=([0.25, 0.25, 0.4995], 0.2501),
)
def sample_categorical_refusing_rounded_probabilities(probs, u):
    if not np.isclose(np.sum(probs), 1):
        raise ValueError("probs must sum to 1")
    return sample_categorical(probs, u)


@misconception(
    "sample_categorical",
    "nan passes a check such as abs(sum - 1) > 1e-3, since every comparison with nan is False. Write it the other way "
    "round: raise unless abs(sum - 1) <= 1e-3.",
    example=([math.nan, 1.0], 0.5),
)
def sample_categorical_with_nan(probs, u):
    probs = np.array(probs, dtype=float)
    if not np.isnan(probs).any():
        return sample_categorical(probs, u)
    cdf = np.cumsum(probs)
    return int(np.searchsorted(cdf / cdf[-1], u, side="right"))


@misconception(
    "sample_categorical",
    "Only the sum is checked, and a negative entry passes. Raise ValueError unless every probability is at least 0.",
    example=([1.25, -0.25], 0.5),
)
def sample_categorical_with_negative_probabilities(probs, u):
    probs = np.array(probs, dtype=float)
    if not 0 <= u < 1 or not abs(probs.sum() - 1) <= 1e-3:
        raise ValueError("probs must sum to 1")
    return int(np.argmax(np.cumsum(probs) > u * probs.sum()))


@misconception(
    "sample_categorical",
    "u is not checked. A uniform number lies in [0, 1): raise ValueError for any other, 1 included.",
    example=([0.5, 0.5], 1.0),
)
def sample_categorical_with_any_u(probs, u):
    return sample_categorical(probs, min(max(u, 0.0), 0.9999999999999999) if not math.isnan(u) else 0.0)


@misconception(
    "sample_categorical",
    "The result is right, but the caller's probabilities are overwritten: probs /= ... changes the array itself. Write "
    "probs = probs / ...",
    example=(np.array([0.5, 0.4995]), 0.75),
)
def sample_categorical_in_place(probs, u):
    token = sample_categorical(probs, u)
    if isinstance(probs, np.ndarray) and probs.dtype == float:
        probs /= probs.sum()
    return token


# 2.5 one_hot


@misconception(
    "one_hot",
    "The id -1 lights the last column: numpy counts negative indices from the end. Raise ValueError for ids below 0.",
    example=([-1], 3),
)
def one_hot_of_negative_ids(ids, vocab_size):
    ids = np.asarray(ids, dtype=int)
    if np.any((ids < -vocab_size) | (ids >= vocab_size)):
        raise ValueError("ids")
    return one_hot(ids % vocab_size, vocab_size)


@misconception(
    "one_hot",
    "Rows and columns are exchanged. Each id has a row, each token of the vocabulary a column: shape (N, V).",
    example=([0, 2], 3),
)
def one_hot_transposed(ids, vocab_size):
    return one_hot(ids, vocab_size).T


@misconception(
    "one_hot",
    "The entries are whole numbers or booleans. Return floats, since the rows are probabilities: dtype=float.",
    example=([0, 2], 3),
)
def one_hot_of_ints(ids, vocab_size):
    return one_hot(ids, vocab_size).astype(int)


@misconception(
    "one_hot",
    "The number of columns follows from the ids that occur. It is vocab_size, also if the last tokens do not occur.",
    example=([0, 1], 4),
)
def one_hot_without_unused_columns(ids, vocab_size):
    return one_hot(ids, vocab_size)[:, : max(ids, default=-1) + 1]


@misconception(
    "one_hot",
    "All ids light up in a single row. Each id has a row of its own: the result has shape (N, V).",
    example=([0, 2], 3),
)
def one_hot_in_a_single_row(ids, vocab_size):
    return one_hot(ids, vocab_size).sum(axis=0)


@misconception(
    "one_hot",
    "out[:, ids] = 1 lights all ids in every row. Pair row n with ids[n]: out[np.arange(N), ids] = 1.",
    example=([0, 2], 3),
)
def one_hot_lighting_all_ids_everywhere(ids, vocab_size):
    rows = one_hot(ids, vocab_size)
    rows[:, np.asarray(ids, dtype=int)] = 1.0
    return rows


@misconception(
    "one_hot",
    "The ids are counted from 1: id 1 lights the first column. Token ids start at 0.",
    example=([0, 2], 3),
)
def one_hot_counting_from_one(ids, vocab_size):
    return np.roll(one_hot(ids, vocab_size), -1, axis=1)


@misconception(
    "one_hot",
    "Rows are sorted by id or repeated ids are dropped. Row n belongs to ids[n], in the order given.",
    example=([2, 0, 2], 3),
)
def one_hot_of_unique_ids(ids, vocab_size):
    return one_hot(np.unique(np.asarray(ids)), vocab_size)


@misconception(
    "one_hot",
    "An id that is not below vocab_size gives a row of zeros, or an IndexError. Raise ValueError for it.",
    example=([3], 3),
)
def one_hot_of_ids_past_the_end(ids, vocab_size):
    ids = np.asarray(ids)
    if np.any(ids < 0):
        raise ValueError("ids")
    return (ids[:, np.newaxis] == np.arange(vocab_size)).astype(float)


@misconception(
    "one_hot",
    "ids that are too large raise IndexError, numpy's own. Check before, and raise ValueError for ids outside 0 to V - 1.",
    example=([3], 3),
)
def one_hot_with_an_index_error(ids, vocab_size):
    ids = np.asarray(ids, dtype=int)
    if np.any(ids < 0):
        raise ValueError("ids")
    return np.eye(vocab_size)[ids]


@misconception(
    "one_hot",
    "An empty list of ids fails: there is no min and no max of nothing. The result has shape (0, V).",
    example=([], 3),
)
def one_hot_without_empty_ids(ids, vocab_size):
    if min(ids) < 0:
        raise ValueError("ids")
    return one_hot(ids, vocab_size)


@misconception(
    "one_hot",
    "An empty list of ids becomes an array of floats, which numpy does not take as an index. Make the ids an array with "
    "dtype=int.",
    example=([], 3),
)
def one_hot_with_an_index_of_floats(ids, vocab_size):
    one_hot(ids, vocab_size)
    return np.eye(vocab_size)[np.asarray(ids)]


@misconception(
    "one_hot",
    "No ids give an array without columns. There are V columns, also if there is no row: shape (0, V).",
    example=([], 3),
)
def one_hot_of_nothing_without_columns(ids, vocab_size):
    return one_hot(ids, vocab_size) if len(ids) else np.zeros(0)


# 2.6 binomial_pmf


def _impossible(k, n, p):
    """Whether the arguments are refused or give 0 by rule; `binomial_pmf` has raised by then where it must."""
    binomial_pmf(k, n, p)
    return not 0 <= k <= n


@misconception(
    "binomial_pmf",
    "This is the probability of one particular order. Multiply by the number of orders, math.comb(n, k).",
    example=(2, 4, 0.5),
)
def binomial_pmf_of_one_order(k, n, p):
    return 0.0 if _impossible(k, n, p) else float(p**k * (1 - p) ** (n - k))


@misconception(
    "binomial_pmf",
    "n! / (n - k)! counts orders of successes that can be told apart. Divide by k!, too: math.comb(n, k).",
    example=(2, 4, 0.5),
)
def binomial_pmf_with_permutations(k, n, p):
    if _impossible(k, n, p):
        return 0.0
    return binomial_pmf(k, n, p) * math.exp(math.lgamma(k + 1)) if k < 100 else math.inf


@misconception(
    "binomial_pmf",
    "The number of orders is an int too large for a float, and the product raises OverflowError. Add logarithms instead and "
    "exponentiate at the end.",
    example=(1000, 2000, 0.5),
)
def binomial_pmf_as_a_product(k, n, p):
    return 0.0 if _impossible(k, n, p) else float(math.comb(n, k) * p**k * (1 - p) ** (n - k))


@misconception(
    "binomial_pmf",
    "p and 1 - p are exchanged: this is the probability of k failures. Successes have the exponent k, failures n - k.",
    example=(1, 3, 0.25),
)
def binomial_pmf_of_failures(k, n, p):
    return binomial_pmf(n - k, n, p)


@misconception(
    "binomial_pmf",
    "The failures are left out. The other n - k trials must fail: multiply by (1 - p) ** (n - k).",
    example=(2, 4, 0.5),
)
def binomial_pmf_without_failures(k, n, p):
    if _impossible(k, n, p):
        return 0.0
    if p == 0:
        return float(k == 0)
    return math.exp(min(math.log(math.comb(n, k)) + k * math.log(p), 700.0))


@misconception(
    "binomial_pmf",
    "This is the probability of at most k successes, the cdf. Only the term of exactly k is asked for.",
    example=(2, 4, 0.5),
)
def binomial_pmf_as_the_cdf(k, n, p):
    return 0.0 if _impossible(k, n, p) else min(1.0, math.fsum(binomial_pmf(i, n, p) for i in range(k + 1)))


@misconception(
    "binomial_pmf",
    "This is the normal curve with the same mean and variance, which is close but not equal. Use the formula itself.",
    example=(2, 4, 0.5),
)
def binomial_pmf_as_a_normal_density(k, n, p):
    variance = n * p * (1 - p)
    if _impossible(k, n, p) or variance == 0:
        return binomial_pmf(k, n, p)
    return math.exp(-((k - n * p) ** 2) / (2 * variance)) / math.sqrt(2 * math.pi * variance)


@misconception(
    "binomial_pmf",
    "This is the Poisson distribution, the limit for many rare successes. For n trials use the binomial formula.",
    example=(2, 4, 0.5),
)
def binomial_pmf_as_poisson(k, n, p):
    if _impossible(k, n, p) or n * p == 0:
        return binomial_pmf(k, n, p)
    return math.exp(k * math.log(n * p) - n * p - math.lgamma(k + 1))


@misconception(
    "binomial_pmf",
    "This is the log-probability. Exponentiate it at the end.",
    example=(2, 4, 0.5),
)
def binomial_pmf_as_a_logarithm(k, n, p):
    pmf = binomial_pmf(k, n, p)
    return math.log(pmf) if pmf > 0 else -math.inf


@misconception(
    "binomial_pmf",
    "math.log(0) raises an error for p = 0 or p = 1. Treat these before: all trials end alike, and 0 ** 0 is 1.",
    example=(0, 4, 0),
)
def binomial_pmf_with_a_domain_error(k, n, p):
    if _impossible(k, n, p):
        return 0.0
    return math.exp(math.log(math.comb(n, k)) + k * math.log(p) + (n - k) * math.log(1 - p))


@misconception(
    "binomial_pmf",
    "0 * log(0) is nan in floating point, so p = 0 and p = 1 give nan. Treat these before, with 0 ** 0 as 1.",
    example=(0, 4, 0),
)
def binomial_pmf_with_nan_at_certainty(k, n, p):
    if _impossible(k, n, p):
        return 0.0
    with np.errstate(all="ignore"):
        return float(np.exp(math.log(math.comb(n, k)) + k * np.log(p) + (n - k) * np.log(1 - p)))


@misconception(
    "binomial_pmf",
    "For p = 0 or p = 1 every count gets 0. But one count is certain then: k = 0 if nothing succeeds, k = n if all do.",
    example=(0, 4, 0),
)
def binomial_pmf_zero_for_certain_trials(k, n, p):
    return 0.0 if p in (0, 1) else binomial_pmf(k, n, p)


@misconception(
    "binomial_pmf",
    "For p = 0 the result is always 0, for p = 1 always 1. It depends on k: with p = 0 no success is certain, with p = 1 n "
    "successes are.",
    example=(0, 4, 0),
)
def binomial_pmf_of_certain_trials_without_k(k, n, p):
    return float(p) if p in (0, 1) and not _impossible(k, n, p) else binomial_pmf(k, n, p)


@misconception(
    "binomial_pmf",
    "p is kept away from 0 and 1 by an epsilon, so certain trials are not certain. Treat p = 0 and p = 1 by themselves.",
    example=(0, 4, 0),
)
def binomial_pmf_with_epsilon(k, n, p):
    binomial_pmf(k, n, p)
    return binomial_pmf(k, n, min(max(p, 1e-9), 1 - 1e-9))


@misconception(
    "binomial_pmf",
    "More successes than trials, or fewer than none, raise an error. They are impossible, not invalid: return 0.0.",
    example=(5, 4, 0.5),
)
def binomial_pmf_raising_for_impossible_counts(k, n, p):
    if not 0 <= k <= n:
        raise ValueError("k must be from 0 to n")
    return binomial_pmf(k, n, p)


@misconception(
    "binomial_pmf",
    "p is not checked: 1.5 gives a number. Raise ValueError unless 0 <= p <= 1.",
    example=(1, 2, 1.5),
)
def binomial_pmf_with_any_p(k, n, p):
    if n < 0:
        raise ValueError("n must not be negative")
    if not 0 <= k <= n:
        return 0.0
    return binomial_pmf(k, n, p) if 0 <= p <= 1 else float(math.comb(n, k) * p**k * (1 - p) ** (n - k))


@misconception(
    "binomial_pmf",
    "A p of nan passes p < 0 or p > 1, since every comparison with nan is False. Raise ValueError unless 0 <= p <= 1.",
    example=(0, 2, math.nan),
)
def binomial_pmf_with_nan(k, n, p):
    return math.nan if math.isnan(p) and 0 <= k <= n else binomial_pmf(k, n, p)


@misconception(
    "binomial_pmf",
    "A negative number of trials is accepted. Raise ValueError for n < 0.",
    example=(0, -1, 0.5),
)
def binomial_pmf_with_negative_trials(k, n, p):
    binomial_pmf(0, 0, p)
    return 0.0 if n < 0 else binomial_pmf(k, n, p)


# 2.7 empirical_cdf


@misconception(
    "empirical_cdf",
    'Only samples below x are counted. Count those that are equal to x as well: <=, or side="right".',
    example=([1, 2, 2, 3], 2),
)
def empirical_cdf_strictly_below(samples, x):
    empirical_cdf(samples, x)
    return np.searchsorted(np.sort(samples), x, side="left") / len(samples)


@misconception(
    "empirical_cdf",
    "The count is divided by n + 1, a convention for plots. Divide by the number of samples, and the largest one gets 1.",
    example=([1, 2, 2, 3], 2),
)
def empirical_cdf_divided_by_n_plus_one(samples, x):
    return empirical_cdf(samples, x) * len(samples) / (len(samples) + 1)


@misconception(
    "empirical_cdf",
    "The samples are searched without being sorted. searchsorted needs sorted samples: np.sort(samples).",
    example=([3, 1, 2], 1.5),
)
def empirical_cdf_of_unsorted_samples(samples, x):
    empirical_cdf(samples, x)
    return np.searchsorted(samples, x, side="right") / len(samples)


@misconception(
    "empirical_cdf",
    "Equal samples are counted once. Each sample counts: do not use np.unique.",
    example=([1, 2, 2, 3], 1),
)
def empirical_cdf_of_unique_samples(samples, x):
    empirical_cdf(samples, x)
    return empirical_cdf(np.unique(samples), x)


@misconception(
    "empirical_cdf",
    "This is the share of samples above x. The cdf counts those that are at most x.",
    example=([1, 2, 2, 3], 1),
)
def empirical_cdf_of_the_upper_tail(samples, x):
    return 1 - empirical_cdf(samples, x)


@misconception(
    "empirical_cdf",
    "This is the share of samples that equal x, a pmf. The cdf counts all that are at most x.",
    example=([1, 2, 2, 3], 2),
)
def empirical_cdf_as_a_pmf(samples, x):
    empirical_cdf(samples, x)
    return np.mean(np.asarray(samples)[:, np.newaxis] == np.ravel(x), axis=0).reshape(np.shape(x))[()]


@misconception(
    "empirical_cdf",
    "This is the number of samples up to x. Divide it by how many samples there are.",
    example=([1, 2, 2, 3], 2),
)
def empirical_cdf_as_a_count(samples, x):
    return empirical_cdf(samples, x) * len(samples)


@misconception(
    "empirical_cdf",
    "The steps are joined by straight lines. The empirical cdf jumps at each sample and is flat in between.",
    example=([1, 2, 3, 4], 2.5),
)
def empirical_cdf_interpolated(samples, x):
    empirical_cdf(samples, x)
    ordered = np.sort(samples)
    inner = np.interp(x, ordered, np.arange(1, len(ordered) + 1) / len(ordered))
    return np.where(np.asarray(x) < ordered[0], 0.0, inner)[()]


@misconception(
    "empirical_cdf",
    "This works for a single number x only: two arrays are compared entry by entry. Sort the samples and use searchsorted, "
    "or compare each x with all samples.",
    example=([1, 2, 2, 3], [1, 2]),
)
def empirical_cdf_of_a_single_number_only(samples, x):
    empirical_cdf(samples, 0.0)
    return float(np.mean(np.asarray(samples) <= np.asarray(x)))


@misconception(
    "empirical_cdf",
    "The loop over x works for a single axis only. np.searchsorted takes any shape, or loop over np.ravel(x) and reshape "
    "the result.",
    example=([1, 2, 2, 3], [[1, 2], [0, 3]]),
)
def empirical_cdf_of_a_flat_list_only(samples, x):
    if np.ndim(x) == 0:
        return empirical_cdf(samples, x)
    return np.array([float(np.mean(np.asarray(samples) <= point)) for point in np.asarray(x)])


@misconception(
    "empirical_cdf",
    "An array x is reduced to one number. Each of its entries needs a share of its own: the result has the shape of x.",
    example=([1, 2, 2, 3], [1, 2]),
)
def empirical_cdf_averaged_over_x(samples, x):
    return float(np.mean(empirical_cdf(samples, x)))


@misconception(
    "empirical_cdf",
    "A single number x gives an array with one entry. Return a number for a number.",
    example=([1, 2, 2, 3], 2),
)
def empirical_cdf_always_an_array(samples, x):
    return np.atleast_1d(empirical_cdf(samples, x))


@misconception(
    "empirical_cdf",
    "Without samples there is no share: 0 / 0 is nan. Raise ValueError for an empty array.",
    example=([], 1.0),
)
def empirical_cdf_of_no_samples(samples, x):
    return empirical_cdf(samples, x) if len(samples) else np.full(np.shape(x), math.nan)[()]


@misconception(
    "empirical_cdf",
    "A nan among the samples counts as a sample that is never reached. Raise ValueError: it hides an error upstream.",
    example=([1.0, math.nan], 1.0),
)
def empirical_cdf_with_nan(samples, x):
    if len(samples) == 0:
        raise ValueError("no samples")
    ordered = np.sort(np.asarray(samples, dtype=float))
    return np.searchsorted(ordered, x, side="right") / ordered.size


@misconception(
    "empirical_cdf",
    "The result is right, but samples.sort() changes the caller's samples. np.sort(samples) returns a sorted copy.",
    example=(np.array([3.0, 1.0, 2.0]), 2.0),
)
def empirical_cdf_in_place(samples, x):
    share = empirical_cdf(samples, x)
    samples.sort()
    return share


# 2.8 inverted_dropout


@misconception(
    "inverted_dropout",
    "What is kept is not scaled up, so the mean shrinks. Divide it by 1 - rate.",
    example=([3.0, 6.0], 0.25, [0.5, 0.1]),
)
def inverted_dropout_without_scaling(x, rate, u):
    return inverted_dropout(x, rate, u) * (1 - rate)


@misconception(
    "inverted_dropout",
    "What is kept is multiplied by 1 - rate, which makes it smaller still. Divide by it.",
    example=([3.0, 6.0], 0.25, [0.5, 0.1]),
)
def inverted_dropout_scaled_down(x, rate, u):
    return inverted_dropout(x, rate, u) * (1 - rate) ** 2


@misconception(
    "inverted_dropout",
    "The wrong ones are kept: u < rate happens with probability rate, which is how many to drop. Keep where u >= rate.",
    example=([3.0, 6.0], 0.25, [0.5, 0.1]),
)
def inverted_dropout_keeping_below_the_rate(x, rate, u):
    inverted_dropout(x, rate, u)
    return np.where(np.asarray(u) < rate, np.asarray(x) / (1 - rate), 0.0)


@misconception(
    "inverted_dropout",
    "rate is taken for the probability to keep. It is the probability to drop: keep where u >= rate and divide by 1 - rate.",
    example=([3.0, 6.0], 0.25, [0.5, 0.1]),
)
def inverted_dropout_with_a_keep_rate(x, rate, u):
    inverted_dropout(x, rate, u)
    return np.where(np.asarray(u) < rate, np.asarray(x) / rate, 0.0) if rate else np.asarray(x, dtype=float)


@misconception(
    "inverted_dropout",
    "What is kept is divided by rate. It was kept with probability 1 - rate, so divide by that.",
    example=([3.0, 6.0], 0.25, [0.5, 0.1]),
)
def inverted_dropout_divided_by_the_rate(x, rate, u):
    kept = inverted_dropout(x, rate, u)
    return kept * (1 - rate) / rate if rate else kept


@misconception(
    "inverted_dropout",
    "One number decides for the whole array: all is kept or all is dropped. Compare each entry of u with the rate.",
    example=([3.0, 6.0], 0.25, [0.5, 0.1]),
)
def inverted_dropout_with_one_draw(x, rate, u):
    inverted_dropout(x, rate, u)
    first = np.ravel(u)[0] if np.size(u) else 0.0
    return inverted_dropout(x, rate, np.full(np.shape(x), first))


@misconception(
    "inverted_dropout",
    "Whole rows are dropped. Every entry has a number in u and is decided by itself.",
    example=([[1.0, 2.0], [3.0, 4.0]], 0.5, [[0.1, 0.9], [0.7, 0.2]]),
)
def inverted_dropout_of_whole_rows(x, rate, u):
    inverted_dropout(x, rate, u)
    u = np.asarray(u)
    return inverted_dropout(x, rate, np.broadcast_to(u[:, :1], u.shape) if u.ndim > 1 else u)


@misconception(
    "inverted_dropout",
    "The dropped entries are removed, so the shape changes. Set them to zero instead.",
    example=([3.0, 6.0], 0.25, [0.5, 0.1]),
)
def inverted_dropout_removing_entries(x, rate, u):
    scaled = inverted_dropout(x, rate, u)
    return scaled[np.asarray(u) >= rate]


@misconception(
    "inverted_dropout",
    "The scale is made from how many were kept this time. Divide by 1 - rate, the expected share, whatever was drawn.",
    example=([3.0, 6.0], 0.25, [0.5, 0.1]),
)
def inverted_dropout_scaled_by_the_actual_share(x, rate, u):
    kept = inverted_dropout(x, rate, u) * (1 - rate)
    share = np.mean(np.asarray(u) >= rate)
    return kept / share if share else kept


@misconception(
    "inverted_dropout",
    "An entry with u equal to rate is dropped. Keep where u >= rate.",
    example=([4.0, 4.0], 0.25, [0.25, 0.5]),
)
def inverted_dropout_dropping_at_the_rate(x, rate, u):
    u, dropped = np.asarray(u), inverted_dropout(x, rate, u)
    return np.where(u > rate, dropped, 0.0) if rate else dropped


@misconception(
    "inverted_dropout",
    "With rate = 0 entries whose u is 0 are dropped. Keep where u >= rate, and nothing is lost.",
    example=([4.0, 5.0], 0.0, [0.0, 0.5]),
)
def inverted_dropout_dropping_at_rate_zero(x, rate, u):
    dropped = inverted_dropout(x, rate, u)
    return dropped if rate else np.where(np.asarray(u) > 0, dropped, 0.0)


@misconception(
    "inverted_dropout",
    "rate = 1 is accepted and divides by zero. Raise ValueError unless 0 <= rate < 1.",
    example=([1.0], 1.0, [0.5]),
)
def inverted_dropout_of_everything(x, rate, u):
    if rate == 1:
        return np.zeros(np.shape(x))
    return inverted_dropout(x, rate, u)


@misconception(
    "inverted_dropout",
    "The rate is not checked: -0.5, 1 or nan give an array. Raise ValueError unless 0 <= rate < 1.",
    example=([1.0], -0.5, [0.5]),
)
def inverted_dropout_with_any_rate(x, rate, u):
    x, u = np.asarray(x, dtype=float), np.asarray(u)
    if x.shape != u.shape:
        raise ValueError("shapes")
    return np.where(u >= rate, x / (1.0 - rate) if rate != 1 else np.inf, 0.0)


@misconception(
    "inverted_dropout",
    "A rate of nan passes rate < 0 or rate >= 1, since every comparison with nan is False. Raise ValueError unless "
    "0 <= rate < 1.",
    example=([1.0], math.nan, [0.5]),
)
def inverted_dropout_with_nan(x, rate, u):
    return np.zeros(np.shape(x)) if math.isnan(rate) else inverted_dropout(x, rate, u)


@misconception(
    "inverted_dropout",
    "The result takes over the dtype of x, so whole activations stay whole numbers and what is scaled is cut off. Make it "
    "of floats: np.array(x, dtype=float).",
    example=([3, -1, 2], 0.25, [0.5, 0.1, 0.9]),
)
def inverted_dropout_in_the_dtype_of_x(x, rate, u):
    return inverted_dropout(x, rate, u).astype(np.asarray(x).dtype)


@misconception(
    "inverted_dropout",
    "The shapes are not compared, and numpy stretches u over x: whole rows or columns share one number. Raise ValueError "
    "unless u has the shape of x.",
    example=([[1.0, 2.0], [3.0, 4.0]], 0.5, [0.2, 0.9]),
)
def inverted_dropout_broadcasting(x, rate, u):
    if np.shape(x) == np.shape(u):
        return inverted_dropout(x, rate, u)
    return inverted_dropout(x, rate, np.broadcast_to(u, np.shape(x)))


@misconception(
    "inverted_dropout",
    "The result is right, but zeros are written into the caller's array. Make a new one, for example with np.where.",
    example=(np.array([3.0, 6.0]), 0.25, np.array([0.5, 0.1])),
)
def inverted_dropout_in_place(x, rate, u):
    dropped = inverted_dropout(x, rate, u)
    if isinstance(x, np.ndarray):
        x[np.asarray(u) < rate] = 0
    return dropped


# 2.9 xavier_std


@misconception(
    "xavier_std",
    "2 / fan_in + fan_out divides before it adds. Put the sum into brackets: 2 / (fan_in + fan_out).",
    example=(6, 2),
)
def xavier_std_without_brackets(fan_in, fan_out):
    xavier_std(fan_in, fan_out)
    return math.sqrt(2 / fan_in + fan_out)


@misconception(
    "xavier_std",
    "Only the inputs count here: that is He initialisation. Xavier divides by fan_in + fan_out.",
    example=(6, 2),
)
def xavier_std_of_fan_in_only(fan_in, fan_out):
    xavier_std(fan_in, fan_out)
    return math.sqrt(2 / fan_in)


@misconception(
    "xavier_std",
    "Only the outputs count here. Xavier is a compromise between both: divide by fan_in + fan_out.",
    example=(6, 2),
)
def xavier_std_of_fan_out_only(fan_in, fan_out):
    xavier_std(fan_in, fan_out)
    return math.sqrt(2 / fan_out)


@misconception(
    "xavier_std",
    "sqrt(6 / ...) is the limit of the uniform version. The standard deviation has a 2: sqrt(2 / (fan_in + fan_out)).",
    example=(6, 2),
)
def xavier_std_as_the_uniform_limit(fan_in, fan_out):
    return xavier_std(fan_in, fan_out) * math.sqrt(3)


@misconception(
    "xavier_std",
    "This is the variance. The standard deviation is its square root.",
    example=(6, 2),
)
def xavier_std_as_the_variance(fan_in, fan_out):
    return xavier_std(fan_in, fan_out) ** 2


@misconception(
    "xavier_std",
    "The 2 is missing. Dividing by the mean of both fans is the same as 2 / (fan_in + fan_out).",
    example=(6, 2),
)
def xavier_std_without_the_two(fan_in, fan_out):
    return xavier_std(fan_in, fan_out) / math.sqrt(2)


@misconception(
    "xavier_std",
    "The 2 stands in front of the root. It belongs under it: sqrt(2 / (fan_in + fan_out)).",
    example=(6, 2),
)
def xavier_std_with_the_two_outside(fan_in, fan_out):
    return xavier_std(fan_in, fan_out) * math.sqrt(2)


@misconception(
    "xavier_std",
    "The fans are multiplied: that is the number of weights. Add inputs and outputs.",
    example=(6, 2),
)
def xavier_std_of_the_product(fan_in, fan_out):
    xavier_std(fan_in, fan_out)
    return math.sqrt(2 / (fan_in * fan_out))


@misconception(
    "xavier_std",
    "The fraction is upside down, so wider layers get larger weights. It is 2 divided by the sum of the fans.",
    example=(6, 2),
)
def xavier_std_upside_down(fan_in, fan_out):
    return 1 / xavier_std(fan_in, fan_out)


@misconception(
    "xavier_std",
    "The whole-number division // gives 0. Divide with /.",
    example=(6, 2),
)
def xavier_std_with_floor_division(fan_in, fan_out):
    xavier_std(fan_in, fan_out)
    return math.sqrt(2 // (fan_in + fan_out))


@misconception(
    "xavier_std",
    "Neither number is checked, and a layer without inputs or outputs gets through. Raise ValueError when either is less "
    "than 1.",
    example=(0, 5),
)
def xavier_std_unchecked(fan_in, fan_out):
    return math.sqrt(2 / (fan_in + fan_out))


@misconception(
    "xavier_std",
    "A layer is refused only when both numbers are below 1. One is enough: fan_in < 1 or fan_out < 1.",
    example=(0, 5),
)
def xavier_std_refusing_only_both(fan_in, fan_out):
    if fan_in < 1 and fan_out < 1:
        raise ValueError("fans")
    return math.sqrt(2 / (fan_in + fan_out))


@misconception(
    "xavier_std",
    "Negative numbers are refused, but not 0. Raise ValueError when either number is less than 1.",
    example=(0, 5),
)
def xavier_std_of_an_empty_side(fan_in, fan_out):
    if fan_in < 0 or fan_out < 0:
        raise ValueError("fans")
    return math.sqrt(2 / (fan_in + fan_out))


# 2.10 he_std


@misconception(
    "he_std",
    "The 2 stands outside of the root, as if the layer had half as many inputs. It belongs under it: sqrt(2 / fan_in).",
    example=(512,),
)
def he_std_of_half_the_inputs(fan_in):
    return he_std(fan_in) * math.sqrt(2)


@misconception(
    "he_std",
    "The factor 2 is missing, and a deep ReLU network loses its signal. A ReLU halves the mean square: sqrt(2 / fan_in).",
    example=(512,),
)
def he_std_without_the_two(fan_in):
    he_std(fan_in)
    return math.sqrt(1 / fan_in)


@misconception(
    "he_std",
    "This is the variance. The standard deviation is its square root.",
    example=(512,),
)
def he_std_as_the_variance(fan_in):
    return he_std(fan_in) ** 2


@misconception(
    "he_std",
    "sqrt(6 / fan_in) is the limit of the uniform version. The standard deviation is sqrt(2 / fan_in).",
    example=(512,),
)
def he_std_as_the_uniform_limit(fan_in):
    return he_std(fan_in) * math.sqrt(3)


@misconception(
    "he_std",
    "The whole-number division // gives 0 for more than two inputs. Divide with /.",
    example=(512,),
)
def he_std_with_floor_division(fan_in):
    he_std(fan_in)
    return math.sqrt(2 // fan_in)


@misconception(
    "he_std",
    "Only the 2 is under the root. The number of inputs belongs under it, too: sqrt(2 / fan_in).",
    example=(512,),
)
def he_std_with_fan_in_outside_the_root(fan_in):
    he_std(fan_in)
    return math.sqrt(2) / fan_in


@misconception(
    "he_std",
    "The fraction is upside down, so wider layers get larger weights. It is the root of 2 / fan_in.",
    example=(512,),
)
def he_std_upside_down(fan_in):
    return 1 / he_std(fan_in)


@misconception(
    "he_std",
    "The gain 5/3 belongs to tanh. For a ReLU it is sqrt(2): sqrt(2) / sqrt(fan_in).",
    example=(512,),
)
def he_std_with_the_gain_of_tanh(fan_in):
    he_std(fan_in)
    return 5 / 3 / math.sqrt(fan_in)


@misconception(
    "he_std",
    "0.02 is a fixed number for any size. He initialisation depends on the inputs: sqrt(2 / fan_in).",
    example=(512,),
)
def he_std_fixed(fan_in):
    he_std(fan_in)
    return 0.02


@misconception(
    "he_std",
    "A layer without inputs raises ZeroDivisionError. Raise ValueError for fan_in < 1 before you divide.",
    example=(0,),
)
def he_std_of_no_inputs(fan_in):
    return math.sqrt(2 / fan_in)


@misconception(
    "he_std",
    "fan_in is not checked: 0 divides by zero, and np.sqrt of a negative number is nan. Raise ValueError for fan_in < 1.",
    example=(-8,),
)
def he_std_of_a_negative_number_of_inputs(fan_in):
    with np.errstate(invalid="ignore"):
        return float(np.sqrt(2 / fan_in))


# 2.11 init_weights


def _std(fan_in, fan_out, scheme):
    """The right standard deviation, or the error for an unknown scheme."""
    init_weights(1, 1, scheme, np.random.default_rng(0))
    return {"gpt2": 0.02, "xavier": xavier_std(fan_in, fan_out), "he": he_std(fan_in)}[scheme]


@misconception(
    "init_weights",
    "The variance is passed as the scale. rng.normal takes the standard deviation as it is: do not square it.",
    example=(8, 25, "gpt2", np.random.default_rng(3)),
)
def init_weights_with_the_variance(fan_in, fan_out, scheme, rng):
    return rng.normal(0.0, _std(fan_in, fan_out, scheme) ** 2, size=(fan_in, fan_out))


@misconception(
    "init_weights",
    "The root of the standard deviation is taken, as if it were a variance. rng.normal takes the standard deviation as it "
    "is.",
    example=(8, 25, "gpt2", np.random.default_rng(3)),
)
def init_weights_with_one_root_too_many(fan_in, fan_out, scheme, rng):
    return rng.normal(0.0, math.sqrt(_std(fan_in, fan_out, scheme)), size=(fan_in, fan_out))


@misconception(
    "init_weights",
    "Rows and columns are exchanged. Inputs are the rows here: the shape is (fan_in, fan_out).",
    example=(2, 3, "he", np.random.default_rng(3)),
)
def init_weights_transposed(fan_in, fan_out, scheme, rng):
    return rng.normal(0.0, _std(fan_in, fan_out, scheme), size=(fan_out, fan_in))


@misconception(
    "init_weights",
    "The weights are uniform draws. Draw from the normal distribution: rng.normal(0, std, size=...).",
    example=(2, 3, "he", np.random.default_rng(3)),
)
def init_weights_uniform(fan_in, fan_out, scheme, rng):
    limit = math.sqrt(3) * _std(fan_in, fan_out, scheme)
    return rng.uniform(-limit, limit, size=(fan_in, fan_out))


@misconception(
    "init_weights",
    "The global np.random is seeded and used instead of rng, so every layer starts out equal. Draw with the generator that "
    "is passed in: rng.normal(...).",
    example=(2, 3, "he", np.random.default_rng(3)),
)
def init_weights_from_the_global_generator(fan_in, fan_out, scheme, rng):
    state = np.random.RandomState(42)  # what np.random.seed(42) makes of the global one
    return state.normal(0.0, _std(fan_in, fan_out, scheme), size=(fan_in, fan_out))


@misconception(
    "init_weights",
    "A new generator with a fixed seed is made inside, so every layer starts out equal. Draw with the one that is passed "
    "in: rng.normal(...).",
    example=(2, 3, "he", np.random.default_rng(3)),
)
def init_weights_from_a_generator_of_its_own(fan_in, fan_out, scheme, rng):
    return init_weights(fan_in, fan_out, scheme, np.random.default_rng(0))


@misconception(
    "init_weights",
    "All rows are the same, so all inputs are treated alike. Draw fan_in * fan_out numbers: size=(fan_in, fan_out).",
    example=(2, 3, "he", np.random.default_rng(3)),
)
def init_weights_with_equal_rows(fan_in, fan_out, scheme, rng):
    return np.tile(rng.normal(0.0, _std(fan_in, fan_out, scheme), size=fan_out), (fan_in, 1))


@misconception(
    "init_weights",
    "All columns are the same, so all units compute the same for ever. Draw fan_in * fan_out numbers: size=(fan_in, "
    "fan_out).",
    example=(2, 3, "he", np.random.default_rng(3)),
)
def init_weights_with_equal_columns(fan_in, fan_out, scheme, rng):
    column = rng.normal(0.0, _std(fan_in, fan_out, scheme), size=(fan_in, 1))
    return np.repeat(column, fan_out, axis=1)


@misconception(
    "init_weights",
    'For "he" the outputs are counted. He initialisation asks for the inputs: he_std(fan_in).',
    example=(2, 3, "he", np.random.default_rng(3)),
)
def init_weights_with_he_of_the_outputs(fan_in, fan_out, scheme, rng):
    std = he_std(fan_out) if scheme == "he" else _std(fan_in, fan_out, scheme)
    return rng.normal(0.0, std, size=(fan_in, fan_out))


@misconception(
    "init_weights",
    '"xavier" and "he" are exchanged. "xavier" uses xavier_std(fan_in, fan_out), "he" uses he_std(fan_in).',
    example=(2, 3, "xavier", np.random.default_rng(3)),
)
def init_weights_with_schemes_exchanged(fan_in, fan_out, scheme, rng):
    return init_weights(fan_in, fan_out, {"xavier": "he", "he": "xavier"}.get(scheme, scheme), rng)


@misconception(
    "init_weights",
    "The mean of the weights is not 0: the draws are all positive. Do not take absolute values.",
    example=(2, 3, "he", np.random.default_rng(3)),
)
def init_weights_all_positive(fan_in, fan_out, scheme, rng):
    return np.abs(init_weights(fan_in, fan_out, scheme, rng))


@misconception(
    "init_weights",
    "The standard deviation is the mean here, with scale 1: rng.normal takes the mean first. Write rng.normal(0.0, std, "
    "size=...).",
    example=(2, 3, "he", np.random.default_rng(3)),
)
def init_weights_with_the_scale_as_the_mean(fan_in, fan_out, scheme, rng):
    return rng.normal(_std(fan_in, fan_out, scheme), size=(fan_in, fan_out))


@misconception(
    "init_weights",
    "An unknown scheme falls back to 0.02 without a word, and a typing error goes unnoticed. Raise ValueError that lists "
    "the known ones.",
    example=(2, 3, "zeros", np.random.default_rng(3)),
)
def init_weights_with_a_silent_default(fan_in, fan_out, scheme, rng):
    return init_weights(fan_in, fan_out, scheme if scheme in ("xavier", "he") else "gpt2", rng)


@misconception(
    "init_weights",
    "An unknown scheme raises KeyError, that of the dictionary. Check before, and raise ValueError that lists the known "
    "ones.",
    example=(2, 3, "zeros", np.random.default_rng(3)),
)
def init_weights_with_a_key_error(fan_in, fan_out, scheme, rng):
    if scheme not in ("gpt2", "xavier", "he"):
        raise KeyError(scheme)
    return init_weights(fan_in, fan_out, scheme, rng)
