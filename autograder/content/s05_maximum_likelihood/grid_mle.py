"""5.2 `grid_mle`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from solutions.s05_maximum_likelihood import (
    grid_mle,
)

# Criteria


@criterion(core=True)
def test_returns_the_candidate_with_the_largest_log_likelihood(grid_mle, reference, rng):
    for size in (1, 2, 9, 200):
        candidates, scores = rng.uniform(2, 9, size=size), rng.normal(-30, 20, size=size)
        assert_same(grid_mle(candidates, scores), reference.grid_mle(candidates, scores))


@criterion(core=True)
def test_finds_the_closed_form_on_a_grid(grid_mle, reference, rng):
    theta = np.linspace(0.01, 0.99, 99)
    for heads in rng.choice(np.arange(2, 99), size=3, replace=False).tolist():
        scores = reference.binomial_log_likelihood(theta, heads, 100)
        assert_close(grid_mle(theta, scores), heads / 100)


@criterion()
def test_works_with_any_sign_and_size(grid_mle):
    assert_same(grid_mle([-3.0, -1.0, -2.0], [0.5, 4.0, 12.0]), -2.0)
    assert_same(grid_mle([5.0, 6.0, 7.0], [-1e9, -1e9 + 1, -2e9]), 6.0)
    assert_same(grid_mle([5.0, 6.0, 7.0], [-math.inf, -1e300, -math.inf]), 6.0)
    assert_same(grid_mle([5.0, 6.0, 7.0], [-3000.0, -2000.0, -2500.0]), 6.0)


@criterion()
def test_takes_the_first_of_equals(grid_mle):
    assert_same(grid_mle([0.9, 0.1, 0.5], [-7.0, -7.0, -7.0]), 0.9)
    assert_same(grid_mle([0.9, 0.1, 0.5, 0.3], [-8.0, -2.0, -9.0, -2.0]), 0.1)
    assert_same(grid_mle([0.4, 0.2], [-math.inf, -math.inf]), 0.4)


@criterion()
def test_never_lets_nan_win(grid_mle):
    nan = math.nan
    assert_same(grid_mle([0.1, 0.2, 0.3], [nan, -5.0, -4.0]), 0.3)
    assert_same(grid_mle([0.1, 0.2, 0.3], [-4.0, nan, -5.0]), 0.1)
    assert_same(grid_mle([0.1, 0.2, 0.3], [-5.0, -4.0, nan]), 0.2)
    assert_same(grid_mle([0.1, 0.2, 0.3], [nan, -math.inf, nan]), 0.2)


@criterion()
def test_refuses_what_has_no_winner(grid_mle):
    for candidates, scores in (
        ([], []),
        ([0.1, 0.2], [-1.0]),
        ([0.1], [-1.0, -2.0]),
        ([0.1, 0.2], []),
        ([0.1, 0.2], [math.nan, math.nan]),
    ):
        with raises(ValueError):
            grid_mle(candidates, scores)


@criterion()
def test_leaves_its_arguments_unchanged(grid_mle):
    candidates = np.array([0.3, 0.1, 0.2, 0.4])
    for scores in (np.array([-2.0, -4.0, -1.0, -3.0]), np.array([-2.0, math.nan, -1.0, -3.0])):
        assert_unchanged(grid_mle, candidates, scores)


# Known mistakes


def _check_grid(candidates, log_likelihoods):
    """Both as arrays, refused where the exercise says so."""
    candidates, scores = np.asarray(candidates, dtype=float), np.asarray(log_likelihoods, dtype=float)
    if candidates.shape != scores.shape or np.isnan(scores).all():
        raise ValueError("not a grid")
    return candidates, scores


mistake = mistakes_of(grid_mle, example=([0.6, 0.7, 0.8], [-1.5, -1.3, -1.6]))


@mistake("This is the position of the best candidate. Return the candidate itself: index the candidates with it.")
def grid_mle_returning_the_index(candidates, log_likelihoods):
    _, scores = _check_grid(candidates, log_likelihoods)
    return int(np.argmax(np.where(np.isnan(scores), -np.inf, scores)))


@mistake(
    "This takes the smallest log-likelihood. argmin belongs to losses; of log-likelihoods the largest is best.",
    example=([10.0, 20.0, 30.0], [9.0, 2.5, 1.0]),
)
def grid_mle_with_argmin(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return float(candidates[np.nanargmin(scores)])


@mistake(
    "This takes the log-likelihood with the largest absolute value, which for negative ones is the worst. Compare them with "
    "their sign.",
    example=([10.0, 20.0, 30.0], [-9.0, 2.5, 1.0]),
)
def grid_mle_of_absolute_values(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return float(candidates[np.nanargmax(np.abs(scores))])


@mistake(
    "This takes the log-likelihood that is closest to 0. Densities can exceed 1, so log-likelihoods can be positive: take "
    "the largest.",
    example=([10.0, 20.0, 30.0], [-9.0, 2.5, 1.0]),
)
def grid_mle_closest_to_zero(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    known = ~np.isnan(scores)
    return float(candidates[known][np.abs(scores[known]).argmin()])


@mistake(
    "This is the mean of the candidates, weighted by their likelihoods: a posterior mean. Maximum likelihood picks the one "
    "best candidate."
)
def grid_mle_as_weighted_mean(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    weights = np.exp(scores - np.nanmax(scores))
    return float(np.nansum(weights * candidates) / np.nansum(weights))


@mistake(
    "nan wins here: np.argmax takes it for the largest entry. Remove candidates whose log-likelihood is nan first.",
    example=([0.1, 0.2, 0.3], [4.0, math.nan, -5.0]),
)
def grid_mle_won_by_nan(candidates, log_likelihoods):
    candidates, scores = np.asarray(candidates, dtype=float), np.asarray(log_likelihoods, dtype=float)
    if candidates.size == 0 or candidates.shape != scores.shape:
        raise ValueError("not a grid")
    return float(candidates[np.argmax(scores)])


@mistake(
    "A candidate whose log-likelihood is nan wins against one with -inf: np.nanargmax takes nan for -inf, and so does a "
    "search that starts from -inf. Remove the nan candidates from both lists first.",
    example=([0.1, 0.2], [math.nan, -math.inf]),
)
def grid_mle_with_nanargmax(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return float(candidates[np.nanargmax(scores)])


@mistake(
    "A nan raises an error here. Leave such candidates out; only if all are nan there is no answer.",
    example=([0.1, 0.2, 0.3], [-4.0, math.nan, -5.0]),
)
def grid_mle_refusing_nan(candidates, log_likelihoods):
    if np.isnan(np.asarray(log_likelihoods, dtype=float)).any():
        raise ValueError("nan")
    return grid_mle(candidates, log_likelihoods)


@mistake(
    "Among several best candidates this takes the last. Take the first: replace the best so far only by a larger one.",
    example=([0.9, 0.1, 0.5], [-7.0, -7.0, -8.0]),
)
def grid_mle_taking_the_last_of_equals(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return grid_mle(candidates[::-1], scores[::-1])


@mistake("This is the largest log-likelihood. Return the candidate that has it.")
def grid_mle_returning_the_log_likelihood(candidates, log_likelihoods):
    _, scores = _check_grid(candidates, log_likelihoods)
    return float(np.nanmax(scores))


@mistake("This is the largest candidate. The candidate with the largest log-likelihood is wanted.")
def grid_mle_of_the_largest_candidate(candidates, log_likelihoods):
    candidates, _ = _check_grid(candidates, log_likelihoods)
    return float(candidates.max())


@mistake(
    "Lists of different lengths are accepted, and the longer one is cut. Raise ValueError: something went wrong before.",
    example=([0.1, 0.2, 0.3], [-1.0, -2.0]),
)
def grid_mle_cutting_the_longer_list(candidates, log_likelihoods):
    n = min(len(candidates), len(log_likelihoods))
    return grid_mle(candidates[:n], log_likelihoods[:n])


@mistake(
    "nan is replaced by 0 (np.nan_to_num), which wins against negative log-likelihoods. Leave such candidates out.",
    example=([0.1, 0.2, 0.3], [-4.0, math.nan, -5.0]),
)
def grid_mle_with_nan_as_zero(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return float(candidates[np.argmax(np.nan_to_num(scores))])


@mistake(
    "The exponential is taken first, and exp(-2000) and exp(-3000) are both 0. Compare the log-likelihoods themselves: the "
    "largest is at the same place.",
    example=([5.0, 6.0, 7.0], [-3000.0, -2000.0, -2500.0]),
)
def grid_mle_of_likelihoods(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    known = ~np.isnan(scores)
    return float(candidates[known][np.exp(scores[known]).argmax()])


@mistake(
    "Among several best candidates this takes the largest, as max of the pairs (log-likelihood, candidate) does. Take the "
    "first of them: compare the log-likelihoods alone.",
    example=([0.1, 0.9, 0.5], [-7.0, -7.0, -8.0]),
)
def grid_mle_taking_the_largest_of_equals(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return float(candidates[scores == np.nanmax(scores)].max())


@mistake(
    "Among several best candidates this takes the smallest. Take the one that stands first in the list.",
    example=([0.9, 0.1, 0.5], [-7.0, -7.0, -8.0]),
)
def grid_mle_taking_the_smallest_of_equals(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return float(candidates[scores == np.nanmax(scores)].min())


@mistake(
    "Several best candidates are averaged, which may give a value that is no candidate. Take the first of them.",
    example=([0.9, 0.1, 0.5], [-7.0, -7.0, -8.0]),
)
def grid_mle_averaging_equals(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return float(candidates[scores == np.nanmax(scores)].mean())


@mistake("The result is an array of the best candidates. Return one of them, the first, as a float.")
def grid_mle_as_an_array(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return candidates[scores == np.nanmax(scores)]


@mistake("The result is a pair of candidate and log-likelihood. Return the candidate alone.")
def grid_mle_as_a_pair(candidates, log_likelihoods):
    return grid_mle(candidates, log_likelihoods), float(np.nanmax(np.asarray(log_likelihoods, dtype=float)))


@mistake(
    "The search starts from 0 as the best so far, which no negative log-likelihood exceeds. Start from the first one that is "
    "not nan.",
)
def grid_mle_starting_from_zero(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    best, highest = candidates[0], 0.0
    for candidate, score in zip(candidates, scores, strict=True):
        if score > highest:
            best, highest = candidate, score
    return float(best)


@mistake(
    "A log-likelihood of -inf is treated as nan, so a list of them has no winner. It is a number like any other: the first "
    "one wins.",
    example=([0.4, 0.2], [-math.inf, -math.inf]),
)
def grid_mle_refusing_infinity(candidates, log_likelihoods):
    _check_grid(candidates, log_likelihoods)
    if not np.any(np.asarray(log_likelihoods, dtype=float) > -np.inf):
        raise ValueError("nothing is possible")
    return grid_mle(candidates, log_likelihoods)


@mistake(
    "This is a mean of the candidates with the log-likelihoods as weights. Return the candidate whose log-likelihood is "
    "largest."
)
def grid_mle_weighted_by_logs(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    known = ~np.isnan(scores)
    return float((candidates[known] * scores[known]).sum() / scores[known].sum())


# Other right answers


@alternative
def grid_mle_in_a_loop(candidates, log_likelihoods):
    if len(candidates) != len(log_likelihoods):
        raise ValueError("lengths")
    best, highest = None, None
    for candidate, score in zip(candidates, log_likelihoods, strict=True):
        if not math.isnan(score) and (highest is None or score > highest):
            best, highest = candidate, score
    if best is None:
        raise ValueError("no candidate")
    return best


@alternative
def grid_mle_with_max(candidates, log_likelihoods):
    pairs = [(c, s) for c, s in zip(candidates, log_likelihoods, strict=True) if s == s]
    return max(pairs, key=lambda pair: pair[1])[0]


@alternative
def grid_mle_sorting(candidates, log_likelihoods):
    candidates, scores = np.array(candidates, dtype=float), np.array(log_likelihoods, dtype=float)
    if candidates.shape != scores.shape or not (scores == scores).any():
        raise ValueError("no winner")
    order = np.argsort(-scores, kind="stable")  # nan sorts last
    return candidates[order[0]]
