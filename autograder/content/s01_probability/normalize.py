"""1.1 `normalize`: criteria, known mistakes, other right answers."""

import math
from fractions import Fraction

import numpy as np
from scipy import special

from autograder.content import (
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
    sparse_distributions,
)
from solutions.s01_probability import (
    normalize,
)

# Criteria


@criterion(core=True)
def test_of_counts_gives_their_shares(normalize, reference, rng):
    for size in (2, 3, 8, 100):
        counts = rng.integers(1, 500, size=size)
        assert_close(normalize(counts), reference.normalize(counts))
        assert_close(normalize(counts.tolist()), reference.normalize(counts))


@criterion(core=True)
def test_of_weights_of_any_scale_gives_their_shares(normalize, reference, rng):
    for scale in (0.01, 1.0, 3.0, 1e6, 1e-12, 1e200):
        weights = rng.exponential(scale, size=7)
        assert_close(normalize(weights), reference.normalize(weights))


@criterion()
def test_gives_weights_of_zero_probability_zero(normalize):
    assert_close(normalize([0, 3, 0, 1]), np.array([0.0, 0.75, 0.0, 0.25]), atol=0.0)
    assert_close(normalize([0.0, 0.0, 5.0]), np.array([0.0, 0.0, 1.0]), atol=0.0)
    assert_close(normalize([7]), np.array([1.0]))


@criterion()
def test_leaves_distributions_as_they_are(normalize, reference, rng):
    for p in sparse_distributions(rng, (2, 5, 40)):
        assert_close(normalize(p), p)
    weights = rng.exponential(2.0, size=9)
    assert_close(normalize(reference.normalize(weights)), reference.normalize(weights))


@criterion()
def test_refuses_bad_weights_and_nothing_but_zeros(normalize):
    for weights in ([2, -1], [-1, -3], [1.0, math.nan], [1.0, math.inf], [-math.inf, 1], [1, 2, -0.001], [3, -4, 2]):
        with raises(ValueError):
            normalize(weights)
    for nothing in ([0, 0, 0], [0.0], [], np.zeros(4)):
        with raises(ValueError):
            normalize(nothing)


@criterion()
def test_leaves_its_argument_unchanged(normalize):
    assert_unchanged(normalize, np.array([1.0, 4.0, 3.0]))
    assert_unchanged(normalize, [1.0, 4.0, 3.0])


# Known mistakes


def _weights(weights):
    """`weights` as an array, refused where the exercise says so."""
    normalize(weights)
    return np.array(weights, dtype=float)


mistake = mistakes_of(normalize, example=([1, 2, 1],))


@mistake("This is a softmax, which is for scores. Counts are not scores: divide them by their sum, without np.exp.")
def normalize_with_softmax(weights):
    exps = np.exp(_weights(weights))
    return exps / exps.sum()


@mistake(
    "This is a softmax, made safe by subtracting the largest weight, but still one: it is for scores. Divide the counts "
    "themselves by their sum.",
    example=([3000, 1000],),
)
def normalize_with_stable_softmax(weights):
    weights = _weights(weights)
    exps = np.exp(weights - weights.max())
    return exps / exps.sum()


@mistake("The weights are divided by the largest one, so they sum to more than 1. Divide by their sum.")
def normalize_by_the_maximum(weights):
    weights = _weights(weights)
    return weights / weights.max()


@mistake(
    "The weights are divided by the length of the vector (its L2 norm). Probabilities sum to 1, their squares do not: "
    "divide by the sum."
)
def normalize_by_the_euclidean_norm(weights):
    weights = _weights(weights)
    return weights / np.linalg.norm(weights)


@mistake("The weights are divided by how many there are. Divide by their sum.")
def normalize_by_the_number_of_weights(weights):
    weights = _weights(weights)
    return weights / weights.size


@mistake(
    "The weights are stretched from 0 to 1, the smallest to 0 and the largest to 1. Only divide them by their sum.",
    example=([1, 3, 4],),
)
def normalize_to_the_range_from_0_to_1(weights):
    weights = _weights(weights)
    return (weights - weights.min()) / (weights.max() - weights.min())


@mistake("1 is added to every weight first. That is smoothing (section 5); here a weight of 0 gets the probability 0.")
def normalize_with_add_one_smoothing(weights):
    weights = _weights(weights) + 1
    return weights / weights.sum()


@mistake(
    "A small number is added to the sum, so the results do not sum to 1, and tiny weights lose everything. Refuse a sum "
    "of 0 with a ValueError instead.",
    example=([1e-12, 3e-12],),
)
def normalize_with_epsilon(weights):
    weights = _weights(weights)
    return weights / (weights.sum() + 1e-8)


@mistake("`//` throws away what stands after the decimal point, so shares become 0. Divide with `/`.")
def normalize_with_whole_division(weights):
    weights = _weights(weights)
    return weights // weights.sum()


@mistake(
    "The probabilities are rounded, so they need not sum to 1 any more. Round when you print, not when you compute.",
    example=([1, 1, 1],),
)
def normalize_with_rounding(weights):
    return normalize(weights).round(4)


@mistake(
    "Nothing is checked, so that bad weights give bad probabilities. Raise ValueError unless all weights are finite and "
    ">= 0, and not all of them 0.",
    example=([3, -1],),
)
def normalize_without_any_check(weights):
    return np.array(weights, dtype=float) / np.sum(weights)


@mistake(
    "If all weights are 0, 0/0 is nan. Nothing can be said about the outcomes then: raise ValueError.",
    example=([0, 0, 0],),
)
def normalize_zeros_to_nan(weights):
    weights = np.array(weights, dtype=float)
    if not np.all((weights >= 0) & np.isfinite(weights)) or weights.size == 0:
        raise ValueError("weights")
    return weights / weights.sum()


@mistake(
    "If all weights are 0, all outcomes get the same probability here. Nothing was counted, so nothing is known: raise "
    "ValueError.",
    example=([0, 0, 0],),
)
def normalize_zeros_to_uniform(weights):
    weights = np.array(weights, dtype=float)
    if weights.size and not weights.any():
        return np.full(weights.size, 1 / weights.size)
    return normalize(weights)


@mistake(
    "A negative weight is accepted and gives a negative probability. Raise ValueError unless all weights are >= 0.",
    example=([3, -1],),
)
def normalize_with_negative_weights(weights):
    weights = np.array(weights, dtype=float)
    if not np.isfinite(weights).all() or weights.sum() == 0:
        raise ValueError("weights")
    return weights / weights.sum()


@mistake(
    "Negative weights are counted as 0, which hides whatever went wrong before. Raise ValueError.", example=([3, -1],)
)
def normalize_with_negative_weights_cut_off(weights):
    weights = np.array(weights, dtype=float)
    if not np.isfinite(weights).all():
        raise ValueError("weights")
    return normalize(np.maximum(weights, 0))


@mistake(
    "A weight that is nan passes, because `nan < 0` is False, and makes everything nan. Ask for what must be true: raise "
    "ValueError unless np.all(weights >= 0).",
    example=([1, math.nan],),
)
def normalize_with_nan(weights):
    weights = np.array(weights, dtype=float)
    if (weights < 0).any() or not weights.any() or np.isinf(weights).any():
        raise ValueError("weights")
    return weights / weights.sum()


@mistake(
    "The probabilities are right, but they come in a list. Return the array: it is what the next function computes with."
)
def normalize_to_a_list(weights):
    return normalize(weights).tolist()


@mistake(
    "The result is right, but the caller's array was changed. `weights /= ...` works in place: write `weights / ...`.",
    example=(np.array([3.0, 1.0]),),
)
def normalize_in_place(weights):
    p = normalize(weights)
    if isinstance(weights, np.ndarray) and weights.dtype.kind == "f":
        weights[:] = p
    return p


# Other right answers


@alternative
def normalize_in_a_loop(weights):
    total = 0.0
    for weight in weights:
        if not 0 <= weight < math.inf:
            raise ValueError("a weight is finite and not negative")
        total += weight
    if total == 0:
        raise ValueError("nothing to divide by")
    return np.array([float(weight / total) for weight in weights])


@alternative
def normalize_with_fractions(weights):
    if any(not math.isfinite(weight) or weight < 0 for weight in weights) or not any(weights):
        raise ValueError("weights")
    exact = [Fraction(float(weight)) for weight in weights]
    return np.array([float(weight / sum(exact)) for weight in exact])


@alternative
def normalize_with_softmax_of_logarithms(weights):
    weights = np.asarray(weights, dtype=float)
    if weights.size == 0 or np.any(weights < 0) or not np.isfinite(weights).all() or weights.max() == 0:
        raise ValueError("weights")
    with np.errstate(divide="ignore"):
        return special.softmax(np.log(weights))
