"""11.9 `paired_difference_se`: criteria, known mistakes, other right answers."""

import math
import statistics

import numpy as np
from scipy import stats

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s11_central_limit.shared import NO_SAMPLES, samples
from solutions.s11_central_limit import as_sample, paired_difference_se, standard_error

# Criteria


def _two_models(rng, sizes):
    """Scores of two models that have much in common."""
    for x in samples(rng, sizes):
        yield x + rng.normal(0.3, 0.5, size=len(x)), x + rng.normal(0, 0.5, size=len(x))


@criterion(core=True)
def test_is_the_mean_and_the_standard_error_of_the_differences(paired_difference_se, rng):
    for a, b in _two_models(rng, (2, 5, 12, 60)):
        differences = [p - q for p, q in zip(a.tolist(), b.tolist(), strict=True)]
        expected = (statistics.fmean(differences), statistics.stdev(differences) / math.sqrt(len(differences)))
        assert_close(paired_difference_se(a, b), expected)


@criterion()
def test_is_negative_if_b_is_better(paired_difference_se):
    assert_close(paired_difference_se([0.0, 1.0], [1.0, 4.0]), (-2.0, 1.0))


@criterion()
def test_of_a_constant_lead_is_certain(paired_difference_se):
    assert_close(paired_difference_se([3.0, 9.0, 1.0], [2.0, 8.0, 0.0]), (1.0, 0.0))
    assert_close(paired_difference_se([3.0, 9.0], [3.0, 9.0]), (0.0, 0.0))


@criterion()
def test_has_a_larger_error_if_scores_go_against_each_other(paired_difference_se):
    # Differences -1 and 1 over and over: mean 0, s^2 = 8 / 7.
    assert_close(paired_difference_se([0, 1] * 4, [1, 0] * 4), (0.0, math.sqrt(8 / 7 / 8)))


@criterion()
def test_takes_ints_bools_and_single_precision(paired_difference_se):
    a, b, expected = (1, 1, 0, 1, 0, 1), (1, 0, 0, 1, 0, 0), (1 / 3, math.sqrt(4 / 90))
    assert_close(paired_difference_se(a, b), expected)
    assert_close(paired_difference_se(np.array(a, dtype=bool), np.array(b, dtype=bool)), expected)
    single = paired_difference_se(np.array(a, dtype=np.float32), np.array(b, dtype=np.float32))
    assert_close(single, expected, rtol=1e-5)


@criterion()
def test_refuses_other_lengths(paired_difference_se):
    for a, b in (((1.0, 2.0), (1.0,)), ((1.0,), (1.0, 2.0)), ((1.0, 2.0), (1.0, 2.0, 3.0))):
        with raises(ValueError):
            paired_difference_se(a, b)


@criterion()
def test_refuses_what_has_no_standard_error(paired_difference_se):
    for x in (*NO_SAMPLES, (1.0,)):
        with raises(ValueError):
            paired_difference_se(x, x)


@criterion()
def test_leaves_its_arguments_unchanged(paired_difference_se):
    assert_unchanged(paired_difference_se, np.array([3.0, 1.0, 5.0]), np.array([1.0, 2.0, 4.0]))


# Known mistakes

mistake = mistakes_of(paired_difference_se, example=([1, 1, 0, 1, 0, 1], [1, 0, 0, 1, 0, 0]))

paired_difference_se_the_other_way_round = mistake.change(
    "scores_a - scores_b", "scores_b - scores_a", "The sign is wrong: positive means that a is better, so a - b."
)
paired_difference_se_of_sizes = mistake.change(
    "scores_a - scores_b", "np.abs(scores_a - scores_b)", "Absolute differences lose which model is better. Keep the sign.",
    example=([0.0, 1.0, 3.0], [1.0, 0.0, 1.0]),
)  # fmt: skip
paired_difference_se_of_the_median = mistake.change(
    "differences.mean()", "np.median(differences)", "This is the median of the differences. Their mean is asked for."
)
paired_difference_se_of_the_sum = mistake.change(
    "differences.mean()", "differences.sum()", "The differences are added up. Their mean is asked for."
)
paired_difference_se_as_a_deviation = mistake.change(
    "standard_error(differences)",
    "float(differences.std(ddof=1))",
    "This is how single questions scatter. Divide by the root of n: your standard_error does.",
)
paired_difference_se_of_the_population = mistake.change(
    "standard_error(differences)",
    "float(differences.std() / math.sqrt(len(differences)))",
    "The deviation has the divisor n, numpy's default. Use your standard_error, with ddof=1.",
)
paired_difference_se_in_the_other_order = mistake.change(
    "float(differences.mean()), standard_error(differences)",
    "standard_error(differences), float(differences.mean())",
    "The error comes first here. Return (difference, error).",
)
paired_difference_se_as_an_interval = mistake.change(
    "float(differences.mean()), standard_error(differences)",
    "float(differences.mean() - 1.96 * standard_error(differences)), "
    "float(differences.mean() + 1.96 * standard_error(differences))",
    "This is an interval. Return the difference and its standard error.",
)
paired_difference_se_in_standard_errors = mistake.change(
    "float(differences.mean()), standard_error(differences)",
    "float(differences.mean() / (standard_error(differences) or 1.0)), standard_error(differences)",
    "The difference is divided by its error. Return it as it is.",
)
paired_difference_se_one_number = mistake.change(
    "float(differences.mean()), standard_error(differences)",
    "standard_error(differences)",
    "The error alone is returned. Return the difference, too: (difference, error).",
)


@mistake(
    "The two lists are treated as strangers: sqrt(SE_a^2 + SE_b^2). They are scores on the same questions, so take the "
    "differences first."
)
def paired_difference_se_unpaired(scores_a, scores_b):
    difference, _ = paired_difference_se(scores_a, scores_b)
    return difference, math.hypot(standard_error(scores_a), standard_error(scores_b))


@mistake("All 2n scores are pooled. There are n differences, one for each question.")
def paired_difference_se_pooled(scores_a, scores_b):
    difference, _ = paired_difference_se(scores_a, scores_b)
    scores = np.concatenate([as_sample(scores_a), as_sample(scores_b)])
    return difference, standard_error(scores)


@mistake("The standard error of the n differences is divided by the root of 2, as if there were 2n of them.")
def paired_difference_se_over_twice_as_many(scores_a, scores_b):
    difference, error = paired_difference_se(scores_a, scores_b)
    return difference, error / math.sqrt(2)


@mistake("Standard errors do not subtract. Take the differences first, and then their standard error.")
def paired_difference_se_of_errors(scores_a, scores_b):
    difference, _ = paired_difference_se(scores_a, scores_b)
    return difference, abs(standard_error(scores_a) - standard_error(scores_b))


@mistake("Standard errors do not add up. Take the differences first, and then their standard error.")
def paired_difference_se_of_added_errors(scores_a, scores_b):
    difference, _ = paired_difference_se(scores_a, scores_b)
    return difference, standard_error(scores_a) + standard_error(scores_b)


@mistake(
    "The error is that of model a alone. Take the standard error of the differences.",
    example=([1.0, 5.0, 2.0], [3.0, 1.0, 4.0]),
)
def paired_difference_se_of_the_first(scores_a, scores_b):
    difference, _ = paired_difference_se(scores_a, scores_b)
    return difference, standard_error(scores_a)


@mistake(
    "The scores are sorted first, and the pairs are lost. Keep the order of the questions.",
    example=([1.0, 5.0, 2.0], [3.0, 1.0, 4.0]),
)
def paired_difference_se_sorted(scores_a, scores_b):
    paired_difference_se(scores_a, scores_b)
    return paired_difference_se(np.sort(scores_a), np.sort(scores_b))


@mistake(
    "A single score is compared with all of the other model, as numpy broadcasts. Raise ValueError for other lengths.",
    example=([1.0, 2.0], [1.0]),
)
def paired_difference_se_broadcasting(scores_a, scores_b):
    if np.shape(scores_b) == (1,) and np.size(scores_a) > 1:
        scores_b = np.full(len(scores_a), scores_b[0])
    return paired_difference_se(scores_a, scores_b)


@mistake(
    "The longer list is cut off without a word. Raise ValueError for other lengths.",
    example=([1.0, 2.0], [1.0, 2.0, 3.0]),
)
def paired_difference_se_cut_off(scores_a, scores_b):
    n = min(len(scores_a), len(scores_b))
    return paired_difference_se(scores_a[:n], scores_b[:n])


@mistake(
    "The result is right, but the caller's scores are overwritten.",
    example=(np.array([3.0, 1.0]), np.array([1.0, 2.0])),
)
def paired_difference_se_in_place(scores_a, scores_b):
    result = paired_difference_se(scores_a, scores_b)
    if isinstance(scores_a, np.ndarray) and scores_a.dtype == float:
        scores_a -= scores_b
    return result


SCORES = ([1.0, 5.0, 2.0, 7.0], [3.0, 1.5, 4.0, 6.0])

paired_difference_se_of_squared_errors = mistake.change(
    "standard_error(differences)",
    "standard_error(differences) ** 2",
    "The error is squared, a variance. Return the root, as your standard_error does.",
    example=SCORES,
)
paired_difference_se_divided_twice = mistake.change(
    "standard_error(differences)",
    "standard_error(differences) / math.sqrt(len(differences))",
    "The deviation of the differences is divided by n. Its root is enough, and standard_error divides by it.",
    example=SCORES,
)
paired_difference_se_corrected_twice = mistake.change(
    "standard_error(differences)",
    "float(differences.std(ddof=1) / math.sqrt(max(len(differences) - 1, 1)))"
    " if len(differences) > 1 else standard_error(differences)",
    "The correction is made twice, by ddof=1 and by n - 1 under the root. Divide by the root of n.",
    example=SCORES,
)
paired_difference_se_of_sums = mistake.change(
    "standard_error(differences)",
    "standard_error(scores_a + scores_b)",
    "The error is that of a + b: what the two have in common is added. Take that of a - b.",
    example=SCORES,
)
paired_difference_se_as_half_an_interval = mistake.change(
    "standard_error(differences)",
    "1.96 * standard_error(differences)",
    "The error is multiplied by 1.96, half an interval. Return the standard error itself.",
    example=SCORES,
)
paired_difference_se_without_a_sign = mistake.change(
    "float(differences.mean())",
    "abs(float(differences.mean()))",
    "The sign of the mean difference is lost. It is negative if b is better: leave out abs.",
    example=([0.0, 1.0, 3.0], [1.0, 4.0, 2.0]),
)
paired_difference_se_of_wins = mistake.change(
    "scores_a - scores_b",
    "np.sign(scores_a - scores_b)",
    "Only who wins is counted, and not by how much. Take the differences of the scores.",
    example=SCORES,
)
paired_difference_se_with_t = mistake.change(
    "float(differences.mean()), standard_error(differences)",
    "float(differences.mean()), float(differences.mean()) / (standard_error(differences) or 1.0)",
    "t, the difference over its error, stands in the second place. Return the error itself.",
    example=SCORES,
)
paired_difference_se_of_medians = mistake.change(
    "differences.mean()",
    "(np.median(scores_a) - np.median(scores_b))",
    "The medians of the two models are compared. Take the mean of the differences.",
    example=SCORES,
)
paired_difference_se_with_the_covariance_once = mistake.change(
    "standard_error(differences)",
    "math.sqrt((scores_a.var(ddof=1) + scores_b.var(ddof=1) - np.cov(scores_a, scores_b)[0, 1]) / len(scores_a))"
    " if len(scores_a) > 1 else standard_error(differences)",
    "The covariance is subtracted once. It counts twice: var(a) + var(b) - 2 cov(a, b).",
    example=SCORES,
)
paired_difference_se_relative = mistake.change(
    "float(differences.mean()),",
    "float(differences.mean() / (scores_b.mean() or 1.0)),",
    "The difference is divided by the mean of b. Return it in the unit of the scores.",
    example=SCORES,
)


@mistake("The error is that of model b alone. Take the standard error of the differences.", example=SCORES)
def paired_difference_se_of_the_second(scores_a, scores_b):
    difference, _ = paired_difference_se(scores_a, scores_b)
    return difference, standard_error(scores_b)


@mistake(
    "Unpaired, and with the divisor n of np.std: the questions are the same, so take the differences first.",
    example=SCORES,
)
def paired_difference_se_unpaired_populations(scores_a, scores_b):
    difference, _ = paired_difference_se(scores_a, scores_b)
    return difference, math.sqrt((np.var(scores_a) + np.var(scores_b)) / len(scores_a))


@mistake(
    "The two variances are averaged, and divided by n: that knows nothing of the pairs. Take the differences first.",
    example=SCORES,
)
def paired_difference_se_of_averaged_variances(scores_a, scores_b):
    difference, _ = paired_difference_se(scores_a, scores_b)
    return difference, math.hypot(standard_error(scores_a), standard_error(scores_b)) / math.sqrt(2)


@mistake(
    "Arrays of True and False end in a TypeError: numpy does not subtract them. Make floats of them first.",
    example=(np.array([True, False, True]), np.array([False, False, True])),
)
def paired_difference_se_of_no_bools(scores_a, scores_b):
    if all(isinstance(scores, np.ndarray) and scores.dtype == bool for scores in (scores_a, scores_b)):
        raise TypeError("numpy boolean subtract, the `-` operator, is not supported")
    return paired_difference_se(scores_a, scores_b)


@mistake("Both numbers are rounded to 4 digits, as the example is for reading. Return all of them.")
def paired_difference_se_to_four_digits(scores_a, scores_b):
    difference, error = paired_difference_se(scores_a, scores_b)
    return round(difference, 4), round(error, 4)


@mistake(
    "A lead that is always the same is refused. Its error is 0, which is right.",
    example=([3.0, 9.0, 1.0], [2.0, 8.0, 0.0]),
)
def paired_difference_se_refusing_a_constant_lead(scores_a, scores_b):
    difference, error = paired_difference_se(scores_a, scores_b)
    if error == 0:
        raise ValueError("scores")
    return difference, error


# Other right answers


def _pairs(scores_a, scores_b):
    a, b = as_sample(scores_a), as_sample(scores_b)
    if a.shape != b.shape or a.size < 2:
        raise ValueError("scores")
    return a, b


@alternative
def paired_difference_se_with_scipy(scores_a, scores_b):
    a, b = _pairs(scores_a, scores_b)
    return np.mean(a - b), stats.sem(a - b)


@alternative
def paired_difference_se_with_the_covariance(scores_a, scores_b):
    a, b = _pairs(scores_a, scores_b)
    cov = np.cov(a, b)
    variance = max(cov[0, 0] + cov[1, 1] - 2 * cov[0, 1], 0.0) if np.ptp(a - b) else 0.0
    return float(a.mean() - b.mean()), math.sqrt(variance / len(a))


@alternative
def paired_difference_se_in_a_loop(scores_a, scores_b):
    a, b = _pairs(scores_a, scores_b)
    differences = [float(p - q) for p, q in zip(a, b, strict=True)]
    return statistics.fmean(differences), statistics.stdev(differences) / math.sqrt(len(differences))
