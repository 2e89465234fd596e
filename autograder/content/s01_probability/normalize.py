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


@mistake(
    "Weights are cut to whole numbers, so 0.5 counts as 0. They need not be counts: keep them as floats, dtype=float.",
    example=([0.5, 0.0, 1.5],),
)
def normalize_of_whole_numbers(weights):
    counts = np.array(weights, dtype=int)
    if counts.size == 0 or counts.min() < 0 or counts.sum() == 0:
        raise ValueError("weights")
    return counts / counts.sum()


@mistake("These are running sums, the cdf, and end at 1. Each probability is a weight by itself over the sum of all.")
def normalize_to_running_sums(weights):
    return np.cumsum(normalize(weights))


@mistake(
    "The smallest weight is taken off all weights first, so the rarest outcome gets 0. Only divide by the sum.",
    example=([1, 3, 4],),
)
def normalize_after_subtracting_the_minimum(weights):
    weights = _weights(weights)
    weights = weights - weights.min()
    return weights / weights.sum()


@mistake("The weights are squared before they are normalised. Ratios must stay what they are: divide the weights.")
def normalize_the_squares(weights):
    weights = _weights(weights)
    return weights**2 / np.sum(weights**2)


@mistake("Roots of the weights are normalised, which makes rare outcomes likelier. Divide the weights themselves.")
def normalize_the_roots(weights):
    weights = np.sqrt(_weights(weights))
    return weights / weights.sum()


@mistake("These are percents, which sum to 100. Probabilities sum to 1: do not multiply by 100.")
def normalize_to_percents(weights):
    return normalize(weights) * 100


@mistake("The probabilities are sorted. Each belongs to the weight in its place: keep the order.", example=([1, 3, 4],))
def normalize_sorted(weights):
    return np.sort(normalize(weights))[::-1]


@mistake(
    "The entries are taken for observations, and counted. They are counts already: divide them by their sum.",
    example=([1, 2, 1],),
)
def normalize_the_counts_of_the_weights(weights):
    weights = _weights(weights)
    return np.unique(weights, return_counts=True)[1] / weights.size


@mistake(
    "Outcomes of weight 0 are dropped, so the result is shorter than the weights. Keep them, with probability 0.",
    example=([0.5, 0.0, 1.5],),
)
def normalize_without_zeros(weights):
    weights = _weights(weights)
    return weights[weights > 0] / weights.sum()


@mistake(
    "A weight of 0 is refused. It is a count like any other, with probability 0: only negative weights are an error.",
    example=([0.5, 0.0, 1.5],),
)
def normalize_refusing_zeros(weights):
    weights = _weights(weights)
    if np.any(weights <= 0):
        raise ValueError("weights must be positive")
    return weights / weights.sum()


@mistake(
    "Weights that are no whole numbers are refused. Counts are only one kind of weights: accept floats.",
    example=([0.5, 0.0, 1.5],),
)
def normalize_refusing_fractions(weights):
    weights = _weights(weights)
    if np.any(weights != np.round(weights)):
        raise ValueError("weights must be counts")
    return weights / weights.sum()


@mistake("The weights are standardised: mean 0, standard deviation 1. Probabilities sum to 1: divide by the sum.")
def normalize_to_z_scores(weights):
    weights = _weights(weights)
    return (weights - weights.mean()) / weights.std()


@mistake("The weights are divided by their mean, so the results sum to how many there are. Divide by the sum.")
def normalize_by_the_mean(weights):
    weights = _weights(weights)
    return weights / weights.mean()


@mistake("After the division a softmax follows, which changes the shares. The division by the sum is all.")
def normalize_with_softmax_of_the_shares(weights):
    exps = np.exp(normalize(weights))
    return exps / exps.sum()


@mistake("The fraction is upside down: the sum is divided by the weights. Divide each weight by the sum.")
def normalize_upside_down(weights):
    weights = _weights(weights)
    return weights.sum() / weights


@mistake("This is the sum of the weights only, one number. Divide each weight by it and return the array.")
def normalize_to_the_sum(weights):
    return float(_weights(weights).sum())


@mistake(
    "A small number is added to each weight, so an outcome that never occurred gets more than 0. Add nothing.",
    example=([0.5, 0.0, 1.5],),
)
def normalize_with_epsilon_in_each_weight(weights):
    weights = _weights(weights) + 1e-8
    return weights / weights.sum()


@mistake(
    "The sign of a weight is ignored, so -1 counts as 1. A negative weight is a bug: raise ValueError.",
    example=([3, -1],),
)
def normalize_the_absolute_values(weights):
    return normalize(np.abs(np.array(weights, dtype=float)))


@mistake("If all weights are 0, zeros are returned, which are no distribution. Raise ValueError.", example=([0, 0, 0],))
def normalize_zeros_to_zeros(weights):
    weights = np.array(weights, dtype=float)
    return weights if weights.size and not weights.any() else normalize(weights)


@mistake(
    "Without weights an empty array comes back. There is no distribution over nothing: raise ValueError.", example=([],)
)
def normalize_nothing(weights):
    return normalize(weights) if len(weights) else np.zeros(0)


@mistake(
    "An infinite weight passes, and inf / inf is nan. Ask np.isfinite, too, and raise ValueError.",
    example=([1, math.inf],),
)
def normalize_with_infinity(weights):
    weights = np.array(weights, dtype=float)
    if not np.all(weights >= 0) or not weights.any():
        raise ValueError("weights")
    return weights / weights.sum()


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
