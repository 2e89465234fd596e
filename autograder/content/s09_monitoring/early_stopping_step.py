"""9.9 `early_stopping_step`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_same, assert_unchanged, criterion, mistakes_of, raises
from solutions.s09_monitoring import as_series, early_stopping_step

# Criteria


@criterion(core=True)
def test_stops_after_patience_steps_without_improvement(early_stopping_step, rng):
    for size, patience in ((30, 2), (30, 4), (12, 1)):
        best = int(rng.integers(3, size - patience - 1))
        losses = np.linspace(9, 1, size)
        losses[best + 1 :] = losses[best] + rng.uniform(0.1, 5, size=size - best - 1)
        assert_same(early_stopping_step(losses, patience), best + patience)


@criterion(core=True)
def test_begins_the_count_anew_at_each_improvement(early_stopping_step, reference, rng):
    for patience in (2, 3, 4):
        # Each improvement comes at the last moment, but for the last.
        losses = np.concatenate([[level, *rng.uniform(level + 0.1, 20, size=patience - 1)] for level in (9, 7, 5, 3)])
        assert_same(early_stopping_step(losses, patience), None)
        expected = reference.early_stopping_step([*losses, 4.0, 2.0], patience)
        assert_same(early_stopping_step([*losses, 4.0, 2.0], patience), expected)


@criterion()
def test_compares_with_the_best_and_not_with_the_last(early_stopping_step):
    assert_same(early_stopping_step([1, 5, 4, 3, 2], 2), 2)
    assert_same(early_stopping_step([3.0, 2.0, 2.5, 2.25, 2.125, 1.0], 3), 4)


@criterion()
def test_takes_an_equal_loss_for_no_improvement(early_stopping_step):
    assert_same(early_stopping_step([2.0, 2.0, 2.0], 2), 2)


@criterion()
def test_asks_for_more_than_min_delta(early_stopping_step):
    assert_same(early_stopping_step([1.0, 0.75, 0.5], 1, 0.25), 1)
    assert_same(early_stopping_step([1.0, 0.625, 0.25], 1, 0.25), None)
    assert_same(early_stopping_step([4.0, 3.5, 3.0], 1, 0.25), None)
    # Small steps add up: 0.75 is an improvement on 1.0 though not on 0.875.
    assert_same(early_stopping_step([1.0, 0.875, 0.75, 0.625, 0.5], 2, min_delta=0.1875), None)


@criterion()
def test_takes_nan_for_no_improvement(early_stopping_step):
    assert_same(early_stopping_step([2.0, math.nan, 1.0, math.nan, math.nan], 2), 4)
    assert_same(early_stopping_step([math.nan, math.nan, 1.0], 2), 1)
    assert_same(early_stopping_step([math.inf, 5.0, math.inf], 2), None)


@criterion()
def test_of_runs_that_are_not_stopped(early_stopping_step):
    assert_same(early_stopping_step([], 1), None)
    assert_same(early_stopping_step([3.0, 2.0, 1.0], 1), None)
    assert_same(early_stopping_step([1.0, 2.0], 2), None)


@criterion()
def test_refuses_bad_arguments(early_stopping_step):
    for patience, delta in ((0, 0.0), (-1, 0.0), (2, -0.5), (2, math.nan)):
        with raises(ValueError):
            early_stopping_step([1.0, 2.0, 3.0], patience, delta)
    with raises(ValueError):
        early_stopping_step([[1.0, 2.0]], 1)


@criterion()
def test_takes_single_precision_and_leaves_its_argument_unchanged(early_stopping_step):
    assert_same(early_stopping_step(np.array([1.0, 2.0, 2.0], dtype=np.float32), 2), 2)
    assert_unchanged(early_stopping_step, np.array([3.0, 1.0, 2.0, 2.0]), 2)


# Known mistakes

mistake = mistakes_of(early_stopping_step, example=([1, 5, 4, 3, 2], 2))


def _run(losses, patience, min_delta, better, reset=True, at=0):
    best, waited = math.inf, 0
    for step, loss in enumerate(as_series(losses).tolist()):
        if better(loss, best, min_delta):
            best = loss
            waited = 0 if reset else waited
        else:
            waited += 1
        if waited >= patience + at:
            return step
    return None


def _better(loss, best, min_delta):
    return loss < best - min_delta


@mistake("The count is never put back to 0. An improvement begins it anew.", example=([5, 6, 4, 5, 3, 4], 3))
def early_stopping_step_without_a_reset(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    return _run(val_losses, patience, min_delta, _better, reset=False)


@mistake("Each loss is compared with the one before. Compare it with the best so far.")
def early_stopping_step_with_the_last(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    last, waited = math.inf, 0
    for step, loss in enumerate(as_series(val_losses).tolist()):
        waited = 0 if loss < last - min_delta else waited + 1
        last = loss
        if waited == patience:
            return step
    return None


@mistake("One step too many is waited for.", example=([1.0, 2.0, 2.0, 2.0], 2))
def early_stopping_step_one_late(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    return _run(val_losses, patience, min_delta, _better, at=1)


@mistake("This is the step of the best loss. The step at which the run ends is wanted.")
def early_stopping_step_of_the_best(val_losses, patience, min_delta=0.0):
    step = early_stopping_step(val_losses, patience, min_delta)
    return None if step is None else step - patience


@mistake("This is a number of steps, one more than the index.")
def early_stopping_step_from_one(val_losses, patience, min_delta=0.0):
    step = early_stopping_step(val_losses, patience, min_delta)
    return None if step is None else step + 1


@mistake("A run that is not stopped gives its last step. Return None.", example=([3.0, 2.0, 1.0], 1))
def early_stopping_step_at_the_end(val_losses, patience, min_delta=0.0):
    step = early_stopping_step(val_losses, patience, min_delta)
    return len(val_losses) - 1 if step is None and len(val_losses) else step


@mistake("A run that is not stopped gives -1. Return None.", example=([3.0, 2.0, 1.0], 1))
def early_stopping_step_minus_one(val_losses, patience, min_delta=0.0):
    step = early_stopping_step(val_losses, patience, min_delta)
    return -1 if step is None else step


@mistake("An equal loss is taken for an improvement. It must be less.", example=([2.0, 2.0, 2.0], 2))
def early_stopping_step_of_equals(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    return _run(val_losses, patience, min_delta, lambda x, best, d: x <= best - d)


@mistake("min_delta is ignored. An improvement must be larger than it.", example=([1.0, 0.75, 0.5], 1, 0.25))
def early_stopping_step_without_min_delta(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    return early_stopping_step(val_losses, patience)


@mistake(
    "min_delta is added: even a worse loss counts as an improvement. Subtract it from the best.",
    example=([1.0, 1.125, 1.25], 2, 0.25),
)
def early_stopping_step_with_min_delta_added(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    return _run(val_losses, patience, min_delta, lambda x, best, d: x < best + d)


@mistake("min_delta is taken as a share of the best. It is a difference.", example=([4.0, 3.5, 3.0], 1, 0.25))
def early_stopping_step_with_a_relative_delta(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    return _run(val_losses, patience, min_delta, lambda x, best, d: x < (best * (1 - d) if best < math.inf else best))


@mistake(
    "The best is lowered by improvements that are too small to count, so that small steps never add up.",
    example=([1.0, 0.875, 0.75, 0.625], 3, 0.1875),
)
def early_stopping_step_with_a_creeping_best(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    best, waited = math.inf, 0
    for step, loss in enumerate(as_series(val_losses).tolist()):
        waited = 0 if loss < best - min_delta else waited + 1
        best = min(best, loss) if not math.isnan(loss) else best
        if waited == patience:
            return step
    return None


@mistake("A *rising* loss is taken for the improvement. Losses are to fall.", example=([1.0, 2.0, 3.0, 2.0, 2.0], 2))
def early_stopping_step_upwards(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    return early_stopping_step([-x for x in as_series(val_losses).tolist()], patience, min_delta)


@mistake(
    "nan counts as an improvement: `loss >= best` is False for it, too. Ask whether the loss is better, not whether it is worse.",
    example=([2.0, math.nan, math.nan], 2),
)
def early_stopping_step_of_nan(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    best, waited = math.inf, 0
    for step, loss in enumerate(as_series(val_losses).tolist()):
        if loss >= best - min_delta:
            waited += 1
        else:
            best, waited = (loss if not math.isnan(loss) else best), 0
        if waited == patience:
            return step
    return None


@mistake(
    "The smallest loss of the whole log is looked for. Nobody knows it while the run goes on.",
    example=([3.0, 4.0, 4.0, 1.0], 2),
)
def early_stopping_step_with_hindsight(val_losses, patience, min_delta=0.0):
    step = early_stopping_step(val_losses, patience, min_delta)
    losses = as_series(val_losses)
    if losses.size == 0 or np.isnan(losses).any():
        return step
    late = int(losses.argmin()) + patience
    return late if late < len(losses) else None


@mistake(
    "A patience of 0, or a negative or nan min_delta, is accepted. Raise ValueError.", example=([1.0, 2.0, 3.0], 0)
)
def early_stopping_step_of_any_argument(val_losses, patience, min_delta=0.0):
    return early_stopping_step(val_losses, max(patience, 1), 0.0 if math.isnan(min_delta) else abs(min_delta))


@mistake(
    "nan is passed over and counts for nothing. It is no improvement: one more step without one.",
    example=([2.0, 3.0, math.nan, 3.5, 4.0], 3),
)
def early_stopping_step_passing_over_nan(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    best, waited = math.inf, 0
    for step, loss in enumerate(as_series(val_losses).tolist()):
        if math.isnan(loss):
            continue
        best, waited = (loss, 0) if loss < best - min_delta else (best, waited + 1)
        if waited == patience:
            return step
    return None


@mistake(
    "nan becomes the best loss, and nothing can be worse than nan. Ask whether the loss is better: then nan never is.",
    example=([2.0, math.nan, 3.0, 4.0], 2),
)
def early_stopping_step_with_nan_as_the_best(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    best, waited = math.inf, 0
    for step, loss in enumerate(as_series(val_losses).tolist()):
        best, waited = (best, waited + 1) if loss >= best - min_delta else (loss, 0)
        if waited == patience:
            return step
    return None


@mistake("nan ends the run at once. It is one step without improvement.", example=([2.0, math.nan, 1.0, 3.0], 2))
def early_stopping_step_at_nan(val_losses, patience, min_delta=0.0):
    step = early_stopping_step(val_losses, patience, min_delta)
    bad = np.flatnonzero(np.isnan(as_series(val_losses))).tolist()
    return min(bad[0], len(val_losses) if step is None else step) if bad else step


@mistake(
    "A nan among the losses is an error here. It is a step without improvement.", example=([2.0, math.nan, 1.0], 2)
)
def early_stopping_step_refusing_nan(val_losses, patience, min_delta=0.0):
    if np.isnan(np.asarray(val_losses, dtype=float)).any():
        raise ValueError("val_losses")
    return early_stopping_step(val_losses, patience, min_delta)


@mistake(
    "One step too few is waited for: the best step is no step without improvement.",
    example=([4.0, 5.0, 3.0, 4.0, 6.0, 7.0], 3),
)
def early_stopping_step_one_early(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    return _run(val_losses, patience, min_delta, _better, at=-1)


@mistake(
    "The best begins as the first loss, and step 0 is then compared with itself and counted. Begin with infinity.",
    example=([3.0, 4.0, 5.0, 6.0], 3),
)
def early_stopping_step_counting_the_first(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    losses = as_series(val_losses).tolist()
    best, waited = (losses or [math.inf])[0], 0
    for step, loss in enumerate(losses):
        best, waited = (loss, 0) if loss < best - min_delta else (best, waited + 1)
        if waited == patience:
            return step
    return None


@mistake("The best begins at 0, and no loss is better. Begin with infinity.", example=([5, 6, 4, 5, 3, 2], 3))
def early_stopping_step_from_zero(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    best, waited = 0.0, 0
    for step, loss in enumerate(as_series(val_losses).tolist()):
        best, waited = (loss, 0) if loss < best - min_delta else (best, waited + 1)
        if waited == patience:
            return step
    return None


@mistake("An empty log is an error here. Its run is never stopped: None.", example=([], 2))
def early_stopping_step_of_nothing(val_losses, patience, min_delta=0.0):
    as_series(val_losses)[0]
    return early_stopping_step(val_losses, patience, min_delta)


@mistake("This is whether the run is stopped. The step is wanted, or None.")
def early_stopping_step_as_a_bool(val_losses, patience, min_delta=0.0):
    return early_stopping_step(val_losses, patience, min_delta) is not None


@mistake("This is the loss at which the run ends. Its position is wanted.", example=([1.5, 5.5, 4.5, 3.5], 2))
def early_stopping_step_as_a_loss(val_losses, patience, min_delta=0.0):
    step = early_stopping_step(val_losses, patience, min_delta)
    return None if step is None else float(val_losses[step])


@mistake(
    "This is the best loss. The position of the step at which the run ends is wanted.",
    example=([1.5, 5.5, 4.5, 3.5], 2),
)
def early_stopping_step_as_the_best_loss(val_losses, patience, min_delta=0.0):
    step = early_stopping_step(val_losses, patience, min_delta)
    return None if step is None else float(np.nanmin(as_series(val_losses)[: step + 1]))


@mistake("A run that is not stopped gives its length. Return None.", example=([3.0, 2.0, 1.0], 1))
def early_stopping_step_with_the_length(val_losses, patience, min_delta=0.0):
    step = early_stopping_step(val_losses, patience, min_delta)
    return len(val_losses) if step is None else step


@mistake(
    "This is the position of the smallest loss of all. Nobody knows it yet when the run ends.",
    example=([4.0, 5.0, 5.5, 1.0], 2),
)
def early_stopping_step_as_the_smallest(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    losses = np.nan_to_num(as_series(val_losses), nan=math.inf)
    return int(losses.argmin()) if len(losses) else None


@mistake("Any change larger than min_delta counts, a rise too. Only a lower loss is an improvement.")
def early_stopping_step_of_any_change(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    return _run(val_losses, patience, min_delta, lambda x, best, d: abs(x - best) > d)


@mistake(
    "A loss that equals the best is not counted. It is no improvement, so the waiting goes on.",
    example=([2.0, 3.0, 2.0, 3.0], 2),
)
def early_stopping_step_not_counting_equals(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    best, waited = math.inf, 0
    for step, loss in enumerate(as_series(val_losses).tolist()):
        if loss < best - min_delta:
            best, waited = loss, 0
        elif loss != best:
            waited += 1
        if waited == patience:
            return step
    return None


@mistake(
    "`patience` is ignored: the run ends at the first step without improvement.", example=([3.0, 4.0, 2.0, 5.0, 6.0], 2)
)
def early_stopping_step_without_patience(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    return early_stopping_step(val_losses, 1, min_delta)


@mistake(
    "Two slips: each loss is compared with the one before, and one step too many is waited for. Compare with the best; stop when waited == patience.",
    example=([1.0, 2.0, 3.0, 2.5, 4.0, 5.0, 6.0], 2),
)
def early_stopping_step_with_the_last_and_late(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    return early_stopping_step_with_the_last(val_losses, patience + 1, min_delta)


@mistake(
    "An improvement takes only one step off the count. It begins the count anew.", example=([5, 6, 7, 4, 6, 7, 3], 3)
)
def early_stopping_step_counting_down(val_losses, patience, min_delta=0.0):
    early_stopping_step(val_losses, patience, min_delta)
    best, waited = math.inf, 0
    for step, loss in enumerate(as_series(val_losses).tolist()):
        best, waited = (loss, max(waited - 1, 0)) if loss < best - min_delta else (best, waited + 1)
        if waited == patience:
            return step
    return None


# Other right answers


@alternative
def early_stopping_step_by_the_last_improvement(val_losses, patience, min_delta=0.0):
    losses = as_series(val_losses)
    if patience < 1 or math.isnan(min_delta) or min_delta < 0:
        raise ValueError("argument")
    best, improved = math.inf, -1
    for step in range(len(losses)):
        if losses[step] < best - min_delta:
            best, improved = losses[step], step
        if step - improved >= patience:
            return step
    return None


@alternative
def early_stopping_step_with_a_countdown(val_losses, patience, min_delta=0.0):
    if not (patience >= 1 and min_delta >= 0):
        raise ValueError("argument")
    best, left = float("inf"), patience
    for step, loss in enumerate(as_series(val_losses).tolist()):
        if best - loss > min_delta or (best == math.inf and loss < math.inf):
            best, left = loss, patience
        else:
            left -= 1
        if not left:
            return step
    return None
