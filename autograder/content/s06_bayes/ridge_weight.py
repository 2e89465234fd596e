"""6.10 `ridge_weight`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from autograder.content.s06_bayes.shared import INF, NAN, regressions
from solutions.s06_bayes import as_data, ridge_weight

# Criteria


@criterion(core=True)
def test_matches_the_definition(ridge_weight, reference, rng):
    for n in (1, 2, 7, 50):
        for X, y in regressions(rng, [(n, 1)]):
            for lam in (0.3, 6.0, 400.0):
                expected = reference.ridge_weight(X[:, 0], y, lam)
                assert_close(ridge_weight(X[:, 0], y, lam), expected)
                assert_close(ridge_weight(X[:, 0].tolist(), y.tolist(), lam=lam), expected)


@criterion(core=True)
def test_without_a_prior_is_least_squares(ridge_weight, reference, rng):
    for X, y in regressions(rng, [(3, 1), (20, 1)]):
        expected = reference.ridge_weight(X[:, 0], y, 0.0)
        assert_close(ridge_weight(X[:, 0], y), expected)
        assert_close(ridge_weight(X[:, 0], y, 0), expected)


@criterion()
def test_takes_ints(ridge_weight):
    assert_close(ridge_weight(np.array([1, 2, 2]), np.array([5, 1, 0]), 5), 0.5)
    assert_close(ridge_weight([-3], [4]), -4 / 3)


@criterion()
def test_of_zeros(ridge_weight):
    assert_close(ridge_weight([0.0, 0.0, 0.0], [1.0, -2.0, 4.0], 0.5), 0.0)
    assert_close(ridge_weight([3.0, -1.0], [0, 0]), 0.0)
    with raises(ValueError):
        ridge_weight([0.0, 0.0], [1.0, 2.0])
    with raises(ValueError):
        ridge_weight([0], [0], 0)


@criterion()
def test_refuses_a_bad_lam(ridge_weight):
    for lam in (-1, -0.001, -1e9, NAN, INF):
        with raises(ValueError):
            ridge_weight([1.0, 2.0], [3.0, 5.0], lam)


@criterion()
def test_refuses_data_that_do_not_fit(ridge_weight):
    for x, y in (([1, 2], [3]), ([1], [3, 5]), ([1, 2, 3], [1, 2]), ([], []), ([1, NAN], [3, 5]), ([1, 2], [3, INF])):
        with raises(ValueError):
            ridge_weight(x, y, 0.5)


@criterion()
def test_leaves_its_arguments_unchanged(ridge_weight, rng):
    ((X, y),) = regressions(rng, [(6, 1)])
    assert_unchanged(ridge_weight, X[:, 0], y, 0.5)
    assert_unchanged(ridge_weight, X[:, 0].tolist(), y.tolist(), 0.5)


# Known mistakes


def _sums(x, y, lam):
    """sum(x * y) and sum(x * x), refused where the exercise says so."""
    ridge_weight(x, y, lam)
    x, y = as_data(x, y, axes=1)
    return float(x @ y), float(x @ x)


mistake = mistakes_of(ridge_weight, example=([1, 2], [3, 5], 1))


@mistake("lam is added to the weight: a bracket is misplaced. It belongs into the denominator, sum(x * x) + lam.")
def ridge_weight_with_misplaced_bracket(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    return xy / xx + lam if xx > 0 else math.nan


@mistake("lam is subtracted, which pushes the weight away from 0. Add it to the denominator.")
def ridge_weight_subtracting(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    return xy / (xx - lam) if xx != lam else math.inf


@mistake(
    "lam is multiplied by the number of observations. The prior counts once, however many data there are: add lam alone."
)
def ridge_weight_with_lam_times_n(x, y, lam=0.0):
    _sums(x, y, lam)
    return ridge_weight(x, y, lam * len(x))


@mistake("The numerator is regularised, too. lam joins the denominator only.")
def ridge_weight_with_lam_above(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    return (xy + lam) / (xx + lam)


@mistake("The plain weight is divided by 1 + lambda, whatever the data. Add lambda to the sum of the squares of x.")
def ridge_weight_shrunk_by_a_factor(x, y, lam=0.0):
    ridge_weight(x, y, lam)
    return ridge_weight(x, y) / (1 + lam)


@mistake("lam is ignored: this is the maximum likelihood estimate. Add lam to the denominator.")
def ridge_weight_without_lam(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    return xy / xx if xx > 0 else math.nan


@mistake("The roles of x and y are exchanged: this predicts x from y. The squares of x stand in the denominator.")
def ridge_weight_exchanged(x, y, lam=0.0):
    _sums(x, y, lam)
    x, y = as_data(x, y, axes=1)
    return float(x @ y / (y @ y + lam)) if y @ y + lam > 0 else 0.0


@mistake("lam is squared. It is added as it is.", example=([1, 2], [3, 5], 2))
def ridge_weight_with_squared_lam(x, y, lam=0.0):
    _sums(x, y, lam)
    return ridge_weight(x, y, lam**2)


@mistake("The data are centred first, as a model with an intercept does. This model has none: use x and y as they are.")
def ridge_weight_with_intercept(x, y, lam=0.0):
    _sums(x, y, lam)
    x, y = as_data(x, y, axes=1)
    x, y = x - x.mean(), y - y.mean()
    return float(x @ y / (x @ x + lam)) if x @ x + lam > 0 else 0.0


@mistake(
    "This is the L1 penalty (the lasso), which subtracts from the numerator and can reach exactly 0. The normal prior adds "
    "lam to the denominator."
)
def ridge_weight_as_lasso(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    return math.copysign(max(0.0, abs(xy) - lam / 2), xy) / xx if xx > 0 else 0.0


@mistake(
    "If all inputs are 0 and there is no prior, this gives nan or 0. Every weight fits equally well then: raise ValueError.",
    example=([0, 0], [3, 5], 0),
)
def ridge_weight_zero_by_zero(x, y, lam=0.0):
    data, _ = as_data(x, y, axes=1)
    if lam == 0 and not data.any():
        return 0.0
    return ridge_weight(x, y, lam)


@mistake(
    "Inputs that are all 0 are refused even with a prior. The prior decides then: the weight is 0.0.",
    example=([0, 0], [3, 5], 2),
)
def ridge_weight_refusing_zeros(x, y, lam=0.0):
    if not np.any(x):
        raise ValueError("inputs are 0")
    return ridge_weight(x, y, lam)


@mistake("lam is not checked. Raise ValueError if it is negative, infinite or nan.", example=([1, 2], [3, 5], -1))
def ridge_weight_with_any_lam(x, y, lam=0.0):
    x, y = as_data(x, y, axes=1)
    if x @ x + lam == 0:
        raise ValueError("denominator")
    return float(x @ y / (x @ x + lam))


@mistake(
    "Lists of different lengths are cut to the shorter one, as zip does. Raise ValueError if the lengths differ.",
    example=([1, 2], [3]),
)
def ridge_weight_cutting(x, y, lam=0.0):
    n = min(len(x), len(y))
    return ridge_weight(x[:n], y[:n], lam)


@mistake(
    "Nothing is checked. Raise ValueError for a bad lam, for lengths that differ, for data that are empty, infinite or nan, "
    "and for a denominator of 0.",
    example=([1, 2], [3]),
)
def ridge_weight_without_checks(x, y, lam=0.0):
    x, y = np.array(x, dtype=float), np.array(y, dtype=float)
    return (x * y).sum() / ((x * x).sum() + lam)


ridge_weight_with_half_lam = mistake.change(
    "x @ x + lam", "x @ x + lam / 2", "lam is halved. The factors 1/2 of data and prior cancel: add lam itself."
)

ridge_weight_with_twice_lam = mistake.change(
    "x @ x + lam", "x @ x + 2 * lam", "lam is doubled. The factors 2 of the derivatives cancel: add lam itself."
)

ridge_weight_with_the_root_of_lam = mistake.change(
    "x @ x + lam",
    "x @ x + math.sqrt(lam)",
    "The root of lam is added. It is a ratio of variances already: add lam itself.",
    example=([1, 2], [3, 5], 2),
)

ridge_weight_with_lam_over_n = mistake.change(
    "x @ x + lam",
    "x @ x + lam / x.size",
    "lam is divided by the number of observations. The prior counts once, beside the sum: add lam itself.",
)

ridge_weight_without_squares = mistake.change(
    "x @ x + lam",
    "x.sum() + lam",
    "The denominator holds the sum of x, not of its squares. Use x @ x, or sum(x * x).",
)

ridge_weight_with_n_below = mistake.change(
    "x @ x + lam",
    "x.size + lam",
    "The denominator holds the number of observations. It is the sum of the squares of x, plus lam.",
)

ridge_weight_with_the_norm = mistake.change(
    "x @ x + lam",
    "math.sqrt(x @ x) + lam",
    "The root of the sum of squares stands in the denominator. Use the sum of squares itself: x @ x.",
)


@mistake(
    "The sums of y and of x are divided: sum(y) / (sum(x) + lam). Weight each target by its input: sum(x * y) above."
)
def ridge_weight_as_ratio_of_sums(x, y, lam=0.0):
    _sums(x, y, lam)
    below = float(np.sum(x)) + lam
    return float(np.sum(y)) / below if below else math.nan


@mistake(
    "The ratios y / x are averaged. Divide sums instead: sum(x * y) by sum(x * x) + lam.", example=([1, 2], [3, 5], 1)
)
def ridge_weight_as_mean_ratio(x, y, lam=0.0):
    _sums(x, y, lam)
    return float(np.mean(np.divide(y, np.asarray(x, dtype=float))))


@mistake("These are the predictions w * x. Return the weight alone.")
def ridge_weight_as_predictions(x, y, lam=0.0):
    return ridge_weight(x, y, lam) * np.asarray(x, dtype=float)


@mistake("This is the loss at its minimum. Return the weight at which it is reached.")
def ridge_weight_as_loss(x, y, lam=0.0):
    w = ridge_weight(x, y, lam)
    return float(((np.asarray(y) - w * np.asarray(x)) ** 2).sum() + lam * w**2)


@mistake("The ratio is upside down. Divide sum(x * y) by sum(x * x) + lam.")
def ridge_weight_inverted(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    return (xx + lam) / xy if xy else math.inf


@mistake("lam is added above only. It belongs below: sum(x * y) / (sum(x * x) + lam).")
def ridge_weight_with_lam_above_only(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    return (xy + lam) / xx if xx > 0 else math.nan


@mistake(
    "lam is subtracted above: this is the lasso. The normal prior adds lam below: sum(x * y) / (sum(x * x) + lam)."
)
def ridge_weight_as_a_strong_lasso(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    return math.copysign(max(0.0, abs(xy) - lam), xy) / xx if xx > 0 else 0.0


@mistake("The result is rounded. Return the weight as it is.")
def ridge_weight_rounded(x, y, lam=0.0):
    return round(ridge_weight(x, y, lam), 4)


@mistake("This is the cosine of the two lists: it divides by the lengths of x and y. Divide by sum(x * x) + lam alone.")
def ridge_weight_as_cosine(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    below = math.sqrt(xx * float(np.dot(y, y))) + lam
    return xy / below if below else 0.0


@mistake("The weight comes as an array of one entry. Return it as a float.")
def ridge_weight_as_an_array(x, y, lam=0.0):
    return np.array([ridge_weight(x, y, lam)])


# Other right answers


@alternative
def ridge_weight_in_a_loop(x, y, lam=0.0):
    x, y = [float(value) for value in x], [float(value) for value in y]
    if not x or len(x) != len(y) or not all(map(math.isfinite, [*x, *y])):
        raise ValueError("data")
    if lam < 0 or not math.isfinite(lam):
        raise ValueError("lam")
    denominator = math.fsum(value * value for value in x) + lam
    if denominator == 0:
        raise ValueError("denominator")
    return math.fsum(a * b for a, b in zip(x, y, strict=True)) / denominator


@alternative
def ridge_weight_with_an_extra_observation(x, y, lam=0.0):
    x, y = as_data(x, y, axes=1)
    if not 0 <= lam < math.inf or (lam == 0 and not x.any()):
        raise ValueError("arguments")
    # The prior is one more observation: at sqrt(lam), with target 0.
    inputs, targets = np.append(x, math.sqrt(lam)), np.append(y, 0.0)
    return np.linalg.lstsq(inputs[:, None], targets, rcond=None)[0][0]


@alternative
def ridge_weight_as_a_root(x, y, lam=0.0):
    x, y = as_data(x, y, axes=1)
    if not 0 <= lam < math.inf:
        raise ValueError("lam")
    curvature = np.sum(x**2) + lam
    if not curvature > 0:
        raise ValueError("denominator")
    # The slope of the loss is linear in the weight: one Newton step from 0 ends at the minimum.
    return 0.0 - np.sum(-x * y) / curvature
