"""9.7 `fraction_clipped`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s09_monitoring import as_series, fraction_clipped

# Criteria


@criterion(core=True)
def test_is_the_share_of_norms_above_the_limit(fraction_clipped, rng):
    for size in (1, 7, 50):
        norms, limit = rng.gamma(2, 1, size=size), float(rng.uniform(1, 3))
        assert_close(fraction_clipped(norms, limit), sum(norm > limit for norm in norms.tolist()) / size)


@criterion()
def test_does_not_count_norms_at_the_limit(fraction_clipped):
    assert_close(fraction_clipped([1.0, 1.0, 1.5, 0.5], 1.0), 0.25)
    assert_close(fraction_clipped([2, 2], 2), 0.0)
    assert_close(fraction_clipped([0.5, 2.0, 2.0, 3.0], 1.0), 0.75)


@criterion(core=True)
def test_counts_what_is_no_finite_number(fraction_clipped, rng):
    norms = np.concatenate([rng.uniform(0, 0.9, size=5), rng.uniform(1.1, 3, size=2), [math.nan, math.inf, math.nan]])
    assert_close(fraction_clipped(rng.permutation(norms), 1.0), 0.5)


@criterion()
def test_at_its_ends(fraction_clipped):
    assert_close(fraction_clipped([3.0, 4.0], 1.0), 1.0)
    assert_close(fraction_clipped([0.5], 1.0), 0.0)
    assert_close(fraction_clipped([math.nan], 1.0), 1.0)


@criterion()
def test_takes_ints_and_single_precision(fraction_clipped):
    assert_close(fraction_clipped([1, 2, 3, 4], 2), 0.5)
    assert_close(fraction_clipped(np.array([0.5, 2.5], dtype=np.float32), 1.0), 0.5)


@criterion()
def test_refuses_what_is_no_log(fraction_clipped):
    for norms in ([], [[1.0, 2.0]], 3.0):
        with raises(ValueError):
            fraction_clipped(norms, 1.0)


@criterion()
def test_leaves_its_argument_unchanged(fraction_clipped, rng):
    assert_unchanged(fraction_clipped, rng.gamma(2, 1, size=5), 1.0)


# Known mistakes

mistake = mistakes_of(fraction_clipped, example=([0.5, 1.0, 2.0, 3.0, 4.0], 1.0))

fraction_clipped_at_the_limit = mistake.change(
    "~(norms <= max_norm)",
    "~(norms < max_norm)",
    "A norm of exactly the limit is counted, but it is not clipped. Strictly greater.",
)
fraction_clipped_of_the_others = mistake.change(
    "~(norms <= max_norm)", "(norms <= max_norm)", "This is the share of steps that are *not* clipped."
)
fraction_clipped_without_nan = mistake.change(
    "~(norms <= max_norm)", "(norms > max_norm)",
    "nan > max_norm is False, so a gradient of nan is not counted. It is the worst kind of too large: count what is not at most the limit.",
    example=([0.5, math.nan], 1.0),
)  # fmt: skip


@mistake("This is a number of steps. Divide by their number.")
def fraction_clipped_as_a_count(norms, max_norm):
    return fraction_clipped(norms, max_norm) * len(norms)


@mistake("This is a percentage. A share is from 0 to 1.")
def fraction_clipped_as_a_percentage(norms, max_norm):
    return fraction_clipped(norms, max_norm) * 100


@mistake("nan is left out of the log, and of its length. It counts as clipped.", example=([0.5, math.nan, 2.0], 1.0))
def fraction_clipped_leaving_nan_out(norms, max_norm):
    fraction_clipped(norms, max_norm)
    norms = as_series(norms)
    kept = norms[~np.isnan(norms)]
    return float(np.mean(kept > max_norm)) if len(kept) else 0.0


@mistake("Infinity is not counted. It is greater than any limit.", example=([0.5, math.inf], 1.0))
def fraction_clipped_without_infinity(norms, max_norm):
    fraction_clipped(norms, max_norm)
    norms = as_series(norms)
    return float(np.mean(~(norms <= max_norm) & ~np.isinf(norms)))


@mistake("This compares the mean of the norms with the limit. Compare each norm, then take the mean.")
def fraction_clipped_of_the_mean(norms, max_norm):
    fraction_clipped(norms, max_norm)
    return float(as_series(norms).mean() > max_norm)


@mistake("This is how much of the norms is cut off. Count steps.")
def fraction_clipped_of_the_length(norms, max_norm):
    fraction_clipped(norms, max_norm)
    norms = as_series(norms)
    return float(np.maximum(norms - max_norm, 0).sum() / norms.sum())


@mistake("The number of clipped steps is divided by that of the others. Divide by all.")
def fraction_clipped_as_odds(norms, max_norm):
    share = fraction_clipped(norms, max_norm)
    return share / (1 - share) if share < 1 else math.inf


@mistake("This is an answer for each step. One share is wanted: take the mean.")
def fraction_clipped_for_each_step(norms, max_norm):
    fraction_clipped(norms, max_norm)
    return ~(as_series(norms) <= max_norm)


@mistake("The limit is ignored, and 1 is taken.", example=([0.5, 1.5, 3.0], 2.0))
def fraction_clipped_at_one(norms, max_norm):
    return fraction_clipped(norms, 1.0)


@mistake("Only whether *any* step was clipped is said. The share is wanted.")
def fraction_clipped_any(norms, max_norm):
    return float(fraction_clipped(norms, max_norm) > 0)


@mistake("The share is rounded down to 0 or 1. Divide with /.")
def fraction_clipped_in_whole_numbers(norms, max_norm):
    return float(int(fraction_clipped(norms, max_norm)))


@mistake("An empty log gets a share. There is none: raise ValueError.", example=([], 1.0))
def fraction_clipped_of_nothing(norms, max_norm):
    return fraction_clipped(norms, max_norm) if np.ndim(norms) != 1 or len(norms) else 0.0


@mistake("A table is flattened. Raise ValueError unless there is one axis.", example=([[1.0, 2.0]], 1.0))
def fraction_clipped_of_a_table(norms, max_norm):
    return fraction_clipped(np.ravel(norms) if np.ndim(norms) > 1 else norms, max_norm)


@mistake(
    "What is no finite number is not counted, neither nan nor infinity. It counts as clipped.",
    example=([0.5, 3.0, math.nan, math.inf], 1.0),
)
def fraction_clipped_of_finite_steps(norms, max_norm):
    fraction_clipped(norms, max_norm)
    norms = as_series(norms)
    return float(np.mean((norms > max_norm) & np.isfinite(norms)))


@mistake(
    "Steps that are not finite are left out of the log altogether. They are steps, and clipped ones.",
    example=([0.5, 0.7, 3.0, math.nan, math.inf], 1.0),
)
def fraction_clipped_of_a_finite_log(norms, max_norm):
    fraction_clipped(norms, max_norm)
    norms = as_series(norms)
    kept = norms[np.isfinite(norms)]
    return float(np.mean(kept > max_norm)) if len(kept) else 0.0


@mistake("The count is divided by one less than the number of steps. Divide by the number.")
def fraction_clipped_by_one_less(norms, max_norm):
    share = fraction_clipped(norms, max_norm)
    return share * len(norms) / (len(norms) - 1) if len(norms) > 1 else share


@mistake("This is how much of the sum of all norms belongs to clipped steps. Count steps.")
def fraction_clipped_of_the_sum(norms, max_norm):
    fraction_clipped(norms, max_norm)
    norms = as_series(norms)
    with np.errstate(invalid="ignore"):
        return float(norms[~(norms <= max_norm)].sum() / norms.sum())


@mistake("This is by how much the norms exceed the limit on average. Count the steps that exceed it.")
def fraction_clipped_as_an_excess(norms, max_norm):
    fraction_clipped(norms, max_norm)
    return float(np.maximum(as_series(norms) - max_norm, 0).mean())


@mistake("Steps that are not finite are an error here. They count as clipped.", example=([0.5, 3.0, math.nan], 1.0))
def fraction_clipped_refusing_nan(norms, max_norm):
    if not np.isfinite(np.asarray(norms, dtype=float)).all():
        raise ValueError("norms")
    return fraction_clipped(norms, max_norm)


@mistake("These are the positions of the clipped steps. Their share is wanted.")
def fraction_clipped_as_steps(norms, max_norm):
    fraction_clipped(norms, max_norm)
    return np.flatnonzero(~(as_series(norms) <= max_norm))


@mistake(
    "The loop returns after the first step. Count all of them, and divide behind the loop.",
    example=([2.0, 0.5, 3.0, 4.0], 1.0),
)
def fraction_clipped_of_the_first_step(norms, max_norm):
    fraction_clipped(norms, max_norm)
    return float(not as_series(norms)[0] <= max_norm) / len(norms)


@mistake("Equal norms are counted once. Each step counts.", example=([0.5, 2.0, 2.0, 3.0], 1.0))
def fraction_clipped_of_different_norms(norms, max_norm):
    fraction_clipped(norms, max_norm)
    return len({norm for norm in as_series(norms).tolist() if not norm <= max_norm}) / len(norms)


@mistake(
    "The norms are squared before they are compared with the limit. Compare them as they are.",
    example=([0.5, 1.2, 1.5, 2.5], 2.0),
)
def fraction_clipped_of_squares(norms, max_norm):
    fraction_clipped(norms, max_norm)
    return fraction_clipped(as_series(norms) ** 2, max_norm)


@mistake(
    "The norms are divided by their largest, or compared with a share of it. The limit is a norm.",
    example=([0.5, 1.5, 2.5, 4.0], 0.5),
)
def fraction_clipped_of_the_largest(norms, max_norm):
    fraction_clipped(norms, max_norm)
    norms = as_series(norms)
    with np.errstate(invalid="ignore"):
        return float(np.mean(~(norms <= max_norm * np.nanmax(norms))))


@mistake("The share is rounded. Return it as it is.", example=([0.5, 2.0, 0.7], 1.0))
def fraction_clipped_rounded(norms, max_norm):
    return round(fraction_clipped(norms, max_norm), 2)


@mistake("The last step is not looked at. All count.", example=([0.5, 0.25, 3.0], 1.0))
def fraction_clipped_without_the_last(norms, max_norm):
    fraction_clipped(norms, max_norm)
    return float(np.sum(~(as_series(norms)[:-1] <= max_norm)) / len(norms))


# Other right answers


@alternative
def fraction_clipped_in_a_loop(norms, max_norm):
    norms = as_series(norms).tolist()
    if not norms:
        raise ValueError("empty")
    return sum(1 for norm in norms if not norm <= max_norm) / len(norms)


@alternative
def fraction_clipped_of_three_kinds(norms, max_norm):
    norms = as_series(norms)
    if norms.size == 0:
        raise ValueError("empty")
    return np.count_nonzero((norms > max_norm) | np.isnan(norms) | np.isinf(norms)) / norms.size


@alternative
def fraction_clipped_of_the_healthy(norms, max_norm):
    norms = np.nan_to_num(as_series(norms), nan=math.inf)
    if len(norms) == 0:
        raise ValueError("empty")
    return 1.0 - float(np.mean(norms <= max_norm))
