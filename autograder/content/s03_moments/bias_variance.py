"""3.5 `bias_variance`: criteria, known mistakes, other right answers."""

import statistics

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s03_moments.shared import spread_values, table
from solutions.s03_moments import bias_variance

# Criteria


@criterion(core=True)
def test_matches_the_definition(bias_variance, reference, rng):
    for runs, points in ((2, 3), (5, 4), (3, 11), (20, 1)):
        target = spread_values(rng, points)
        predictions = target + table(rng, (runs, points))
        expected = reference.bias_variance(predictions, target)
        assert_close(bias_variance(predictions, target), expected)


@criterion(core=True)
def test_separates_what_all_runs_share_from_where_they_differ(bias_variance, rng):
    # The runs agree with each other, then with the target on average.
    bias, spread = (float(number) for number in rng.integers(2, 60, size=2))
    target = rng.integers(-50, 50, size=3).astype(float)
    shifted = target + np.array([bias, -2 * bias, 0.0])
    assert_close(bias_variance(np.stack([shifted] * 5), target), (5 * bias**2 / 3, 0.0))
    scattered = target[:2] + spread * np.array([[-1.0, 0.0], [1.0, 0.0], [0.0, 0.0]])
    assert_close(bias_variance(scattered, target[:2]), (0.0, spread**2 / 3))


@criterion()
def test_does_not_let_biases_of_different_points_cancel(bias_variance):
    assert_close(bias_variance([[12.0, 8.0], [12.0, 8.0], [12.0, 8.0]], [10.0, 10.0]), (4.0, 0.0))
    assert_close(bias_variance([[0.0, 7.0, 2.0], [2.0, 7.0, 4.0]], [2.0, 5.0, 4.0]), (2.0, 2 / 3))


@criterion()
def test_of_a_single_run_is_all_bias(bias_variance, rng):
    target = spread_values(rng, 6)
    errors = np.array([1.0, -2.0, 0.0, 3.0, 0.0, 4.0])
    assert_close(bias_variance([(target + errors).tolist()], target), (5.0, 0.0))


@criterion()
def test_refuses_shapes_that_do_not_fit(bias_variance):
    table = np.arange(6.0).reshape(2, 3)
    for target in ([1.0], [1.0, 2.0], [[1.0, 2.0, 3.0]], [[1.0], [2.0]]):
        with raises(ValueError):
            bias_variance(table, target)
    for predictions in ([1.0, 2.0, 3.0], np.zeros((0, 3)), np.zeros((2, 2, 3))):
        with raises(ValueError):
            bias_variance(predictions, [1.0, 2.0, 3.0])
    with raises(ValueError):
        bias_variance(np.zeros((2, 0)), [])


@criterion()
def test_takes_lists(bias_variance):
    assert_close(bias_variance(((1, 0), (3, 0)), (5, 0)), (4.5, 0.5))


@criterion()
def test_leaves_its_arguments_unchanged(bias_variance, rng):
    predictions, target = table(rng, (4, 3)), spread_values(rng, 3)
    assert_unchanged(bias_variance, predictions, target)
    assert_unchanged(bias_variance, predictions.tolist(), target.tolist())


# Known mistakes


def _runs(predictions, target):
    """Predictions and target as arrays, refused where the exercise says so."""
    predictions, target = np.array(predictions, dtype=float), np.array(target, dtype=float)
    if predictions.ndim != 2 or predictions.size == 0 or target.shape != predictions.shape[1:]:
        raise ValueError("shapes do not fit")
    return predictions, target


mistake = mistakes_of(bias_variance, example=([[1.0], [3.0]], [5.0]))


@mistake("The variance is divided by S - 1. With the divisor S, bias² and variance add up to the mean squared error.")
def bias_variance_with_ddof_1(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias**2)), float(np.mean(predictions.var(axis=0, ddof=1)))


@mistake(
    "The biases of the points are averaged before they are squared, so they cancel. Square each first, then average.",
    example=([[3.0, 1.0], [3.0, 1.0]], [2.0, 2.0]),
)
def bias_variance_with_cancelling_biases(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias) ** 2), float(np.mean(predictions.var(axis=0)))


@mistake(
    "The variance is taken over the points of each run. Take it over the runs, at each point: axis=0.",
    example=([[1.0, 5.0], [3.0, 5.0]], [2.0, 2.0]),
)
def bias_variance_over_the_points(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias**2)), float(np.mean(predictions.var(axis=1)))


@mistake(
    "The variance is that of all predictions together, which also counts how different the points are. Take it over the "
    "runs, at each point, and average.",
    example=([[1.0, 5.0], [3.0, 5.0]], [2.0, 2.0]),
)
def bias_variance_of_everything(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias**2)), float(predictions.var())


@mistake("The bias is not squared. Square it at each point before you average.")
def bias_variance_with_unsquared_bias(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias)), float(np.mean(predictions.var(axis=0)))


@mistake("This is the absolute bias. Square the difference from the target at each point.")
def bias_variance_with_absolute_bias(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(np.abs(bias))), float(np.mean(predictions.var(axis=0)))


@mistake(
    "The first number is the mean squared error, which contains the variance. Average the runs first, then compare with "
    "the target."
)
def bias_variance_with_error_as_bias(predictions, target):
    predictions, target = _runs(predictions, target)
    return float(np.mean((predictions - target) ** 2)), float(np.mean(predictions.var(axis=0)))


@mistake("The second number is measured from the target, so it contains the bias. Measure from the mean of the runs.")
def bias_variance_around_the_target(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias**2)), float(np.mean((predictions - target) ** 2))


@mistake("The results come in the wrong order. Return bias² first, then the variance.")
def bias_variance_swapped(predictions, target):
    bias_squared, variance = bias_variance(predictions, target)
    return variance, bias_squared


@mistake(
    "Both are summed over the points. Average them, so that they do not grow with the number of points.",
    example=([[1.0, 5.0], [3.0, 5.0]], [2.0, 2.0]),
)
def bias_variance_summed(predictions, target):
    bias_squared, variance = bias_variance(predictions, target)
    return bias_squared * len(target), variance * len(target)


@mistake(
    "The second number is a standard deviation. Leave out the root: variances add up to the error, not their roots.",
    example=([[1.0], [5.0]], [5.0]),
)
def bias_variance_with_standard_deviation(predictions, target):
    predictions, target = _runs(predictions, target)
    return bias_variance(predictions, target)[0], float(np.mean(predictions.std(axis=0)))


@mistake(
    "These are arrays with one entry for each point. Average each over the points and return two floats.",
    example=([[1.0, 5.0], [3.0, 5.0]], [2.0, 2.0]),
)
def bias_variance_for_each_point(predictions, target):
    predictions, target = _runs(predictions, target)
    return (predictions.mean(axis=0) - target) ** 2, predictions.var(axis=0)


@mistake(
    "The shapes are not compared, and numpy stretches a short target over all points. Raise ValueError unless target has "
    "one value for each column of predictions.",
    example=([[1.0, 2.0], [3.0, 4.0]], [1.0]),
)
def bias_variance_broadcasting(predictions, target):
    predictions, target = np.array(predictions, dtype=float), np.array(target, dtype=float)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias**2)), float(np.mean(predictions.var(axis=0)))


@mistake(
    "The result is right, but predictions -= target overwrites the caller's array. Write predictions - target, which "
    "makes a new one.",
    example=(np.array([[1.0], [3.0]]), np.array([5.0])),
)
def bias_variance_in_place(predictions, target):
    _runs(predictions, target)
    predictions = np.asarray(predictions, dtype=float)
    predictions -= target
    return float(np.mean(predictions.mean(axis=0) ** 2)), float(np.mean(predictions.var(axis=0)))


RUNS = ((1.0, 6.0, 2.0), (2.0, 2.0, 5.0), (6.0, 4.0, 5.5))
TARGET = (2.5, 3.0, 6.0)


@mistake(
    "The runs are averaged along axis 1, which is the points. Run s is row s: average over axis 0.",
    example=(((1.0, 6.0), (3.0, 2.0)), (2.5, 3.0)),
)
def bias_variance_along_the_wrong_axis(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=1) - target
    return float(np.mean(bias**2)), float(np.mean(predictions.var(axis=1)))


@mistake(
    "The runs are averaged before their spread is taken, so the second number says how different the points are. Take the "
    "variance over the runs, at each point.",
    example=(RUNS, TARGET),
)
def bias_variance_of_the_mean_prediction(predictions, target):
    bias_squared, _ = bias_variance(predictions, target)
    return bias_squared, float(np.mean(predictions, axis=0).var())


@mistake(
    "Each run is averaged over the points before the variance is taken, so that differences cancel. Take the variance at "
    "each point, then average.",
    example=(RUNS, TARGET),
)
def bias_variance_of_run_means(predictions, target):
    bias_squared, _ = bias_variance(predictions, target)
    return bias_squared, float(np.mean(predictions, axis=1).var())


@mistake(
    "A single run is refused. Its variance is 0, and all of its error is bias.", example=([[2.0, 4.0]], [1.0, 1.0])
)
def bias_variance_refusing_a_single_run(predictions, target):
    if len(_runs(predictions, target)[0]) < 2:
        raise ValueError("a single run")
    return bias_variance(predictions, target)


@mistake(
    "Tables without a run or a point give nan here. There is nothing to average: raise ValueError.",
    example=(np.zeros((0, 3)), TARGET),
)
def bias_variance_of_nothing(predictions, target):
    predictions = np.array(predictions, dtype=float)
    if predictions.size == 0 and np.shape(target) == predictions.shape[1:]:
        return np.nan, np.nan
    return bias_variance(predictions, target)


bias_variance_with_the_median = mistake.change(
    "predictions.mean(axis=0) - target",
    "np.median(predictions, axis=0) - target",
    "The bias is that of the median of the runs. Take their mean.",
    example=(RUNS, TARGET),
)
bias_variance_of_the_first_run = mistake.change(
    "predictions.mean(axis=0) - target",
    "predictions[0] - target",
    "The bias is that of the first run alone. Average over all runs first.",
    example=(RUNS, TARGET),
)
bias_variance_with_a_root = mistake.change(
    "return float(np.mean(bias**2))",
    "return float(np.sqrt(np.mean(bias**2)))",
    "The first number is the root of bias². Leave it squared: only then the two add up to the error.",
)
bias_variance_with_a_summed_bias = mistake.change(
    "return float(np.mean(bias**2))",
    "return float(np.sum(bias**2))",
    "bias² is summed over the points, and only the variance is averaged. Average both.",
    example=(RUNS, TARGET),
)
bias_variance_with_a_summed_variance = mistake.change(
    "float(np.mean(variance))",
    "float(np.sum(variance))",
    "The variance is summed over the points, and only bias² is averaged. Average both.",
    example=(RUNS, TARGET),
)
bias_variance_of_squares_summed_over_runs = mistake.change(
    "predictions.var(axis=0)",
    "predictions.var(axis=0) * len(predictions)",
    "The squared deviations of the runs are summed, not averaged. Divide by the number of runs, S.",
)
bias_variance_with_mean_deviations = mistake.change(
    "predictions.var(axis=0)",
    "np.abs(predictions - predictions.mean(axis=0)).mean(axis=0)",
    "The spread is the mean absolute deviation of the runs. Square the deviations.",
    example=(RUNS, TARGET),
)
bias_variance_and_their_sum = mistake.change(
    "float(np.mean(variance))",
    "float(np.mean(variance)), float(np.mean(bias**2) + np.mean(variance))",
    "There are three results here. Return two, bias² and variance; their sum follows from them.",
)


# Other right answers


def _checked_runs(predictions, target):
    predictions, target = np.asarray(predictions, dtype=float), np.asarray(target, dtype=float)
    if predictions.ndim != 2 or predictions.size == 0 or target.shape != (predictions.shape[1],):
        raise ValueError("shapes")
    return predictions, target


@alternative
def bias_variance_point_by_point(predictions, target):
    predictions, target = _checked_runs(predictions, target)
    biases, variances = [], []
    for column, y in zip(predictions.T, target, strict=True):
        mean = sum(column) / len(column)
        biases.append((mean - y) ** 2)
        variances.append(sum((f - mean) ** 2 for f in column) / len(column))
    return sum(biases) / len(biases), sum(variances) / len(variances)


@alternative
def bias_variance_with_statistics(predictions, target):
    predictions, target = _checked_runs(predictions, target)
    columns = predictions.T.tolist()
    bias = statistics.fmean((statistics.fmean(c) - y) ** 2 for c, y in zip(columns, target.tolist(), strict=True))
    return bias, statistics.fmean(statistics.pvariance(c) for c in columns)


@alternative
def bias_variance_of_residuals(predictions, target):
    predictions, target = _checked_runs(predictions, target)
    residuals = predictions - target
    return np.mean(np.square(residuals.mean(axis=0))), np.mean(np.square(residuals - residuals.mean(axis=0)))
