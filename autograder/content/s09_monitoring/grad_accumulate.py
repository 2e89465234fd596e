"""9.12 `grad_accumulate`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s09_monitoring import grad_accumulate

# Criteria


@criterion(core=True)
def test_is_the_gradient_of_the_whole_batch(grad_accumulate, rng):
    for sizes, width in (((2, 5), 3), ((1, 4, 7), 2), ((3, 3, 3, 8), 5)):
        examples = rng.normal(0, 2, size=(sum(sizes), width))
        pieces = np.split(examples, np.cumsum(sizes)[:-1])
        assert_close(grad_accumulate(np.array([piece.mean(axis=0) for piece in pieces]), sizes), examples.mean(axis=0))


@criterion()
def test_of_one_micro_batch_is_itself(grad_accumulate, rng):
    grad = rng.normal(size=(1, 4))
    assert_close(grad_accumulate(grad, [17]), grad[0])


@criterion()
def test_passes_over_empty_micro_batches(grad_accumulate):
    for row in (9.0, math.nan, math.inf):
        assert_close(grad_accumulate([[1.0, 2.0], [row, row], [3.0, 6.0]], [1, 0, 1]), np.array([2.0, 4.0]))


@criterion()
def test_takes_shares_for_sizes(grad_accumulate):
    assert_close(grad_accumulate([[4.0], [8.0]], [0.25, 0.75]), np.array([7.0]))
    assert_close(grad_accumulate([[4.0], [8.0]], [0.5, 1.5]), np.array([7.0]))


@criterion()
def test_takes_ints_and_single_precision(grad_accumulate):
    assert_close(grad_accumulate([[1, 0], [3, 2]], [1, 3]), np.array([2.5, 1.5]))
    assert_close(grad_accumulate(np.array([[1.0, 2.0], [2.0, 4.0]], dtype=np.float32), [1, 1]), np.array([1.5, 3.0]))


@criterion()
def test_refuses_bad_arguments(grad_accumulate):
    for grads, sizes in (
        ([[1.0], [2.0]], [1]),
        ([[1.0], [2.0]], [1, 2, 3]),
        ([[1.0], [2.0]], 2),
        ([1.0, 2.0], [1, 1]),
        ([[1.0], [2.0]], [2, -1]),
        ([[1.0], [2.0]], [0, 0]),
        ([[1.0], [2.0]], [1, math.nan]),
        ([[1.0], [2.0]], [1, math.inf]),
    ):
        with raises(ValueError):
            grad_accumulate(grads, sizes)


@criterion()
def test_leaves_its_arguments_unchanged(grad_accumulate, rng):
    assert_unchanged(grad_accumulate, rng.normal(size=(3, 2)), np.array([1.0, 2.0, 3.0]))


# Known mistakes

mistake = mistakes_of(grad_accumulate, example=([[1, 0], [3, 2]], [1, 3]))


def _checked(micro_grads, micro_sizes):
    grad_accumulate(micro_grads, micro_sizes)
    return np.asarray(micro_grads, dtype=float), np.asarray(micro_sizes, dtype=float)


@mistake("The gradients are added up. Each is a mean already: average them, weighted by size.")
def grad_accumulate_as_a_sum(micro_grads, micro_sizes):
    grads, _ = _checked(micro_grads, micro_sizes)
    return grads.sum(axis=0)


@mistake("This is the mean of the means, as if all micro-batches had the same size. Weigh them.")
def grad_accumulate_unweighted(micro_grads, micro_sizes):
    grads, _ = _checked(micro_grads, micro_sizes)
    return grads.mean(axis=0)


@mistake("The weighted sum is not divided by the number of examples.")
def grad_accumulate_not_divided(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    return sizes @ grads


@mistake("The weighted sum is divided by the number of micro-batches. Divide by the number of examples.")
def grad_accumulate_divided_by_batches(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    return sizes @ grads / len(sizes)


@mistake(
    "Small micro-batches count more: the gradients are divided by the sizes. Multiply.",
    example=([[1, 0], [3, 2]], [1, 3]),
)
def grad_accumulate_with_inverse_weights(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    weights = np.where(sizes > 0, 1 / np.where(sizes > 0, sizes, 1), 0)
    return weights / weights.sum() @ grads


@mistake("Only the last gradient is returned. Put all together.")
def grad_accumulate_of_the_last(micro_grads, micro_sizes):
    grads, _ = _checked(micro_grads, micro_sizes)
    return grads[-1]


@mistake(
    "Only the gradient of the largest micro-batch is returned. Put all together.", example=([[1, 0], [3, 2]], [3, 1])
)
def grad_accumulate_of_the_largest(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    return grads[sizes.argmax()]


@mistake(
    "The means of micro-batches are averaged one by one, so that the last weighs half. Weigh by size.",
    example=([[0.0], [0.0], [4.0]], [1, 1, 1]),
)
def grad_accumulate_halving(micro_grads, micro_sizes):
    grads, _ = _checked(micro_grads, micro_sizes)
    total = grads[0]
    for grad in grads[1:]:
        total = (total + grad) / 2
    return total


@mistake("The wrong axis is averaged: one number for each micro-batch. One for each weight is wanted.")
def grad_accumulate_along_the_wrong_axis(micro_grads, micro_sizes):
    grads, _ = _checked(micro_grads, micro_sizes)
    return grads.mean(axis=1)


@mistake("This is one number. One for each weight is wanted: average along the micro-batches only.")
def grad_accumulate_as_one_number(micro_grads, micro_sizes):
    return float(grad_accumulate(micro_grads, micro_sizes).mean())


@mistake("The gradients come back weighted, one for each micro-batch. Add them up.")
def grad_accumulate_without_adding(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    return grads * (sizes / sizes.sum())[:, None]


@mistake("The weights are squared. Each share counts once.")
def grad_accumulate_with_squared_weights(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    return sizes**2 / np.sum(sizes**2) @ grads


@mistake("Micro-batches without examples are refused. They only have no weight.", example=([[1.0], [9.0]], [4, 0]))
def grad_accumulate_refusing_empty_batches(micro_grads, micro_sizes):
    if np.ndim(micro_sizes) == 1 and 0 in list(micro_sizes):
        raise ValueError("micro_sizes")
    return grad_accumulate(micro_grads, micro_sizes)


@mistake(
    "The row of an empty micro-batch is multiplied by its size: 0 times nan is nan. Leave such rows out.",
    example=([[1.0], [math.nan]], [4, 0]),
)
def grad_accumulate_with_nan_of_nothing(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    with np.errstate(invalid="ignore"):
        return (sizes / sizes.sum()) @ grads


@mistake("Negative sizes are accepted. Raise ValueError.", example=([[1.0], [2.0]], [2, -1]))
def grad_accumulate_of_negative_sizes(micro_grads, micro_sizes):
    return grad_accumulate(micro_grads, np.abs(np.asarray(micro_sizes, dtype=float)))


@mistake("If all sizes are 0 this divides by 0. Raise ValueError.", example=([[1.0], [2.0]], [0, 0]))
def grad_accumulate_of_nothing(micro_grads, micro_sizes):
    if np.ndim(micro_sizes) == 1 and len(micro_sizes) == len(micro_grads) and not np.any(micro_sizes):
        return np.full(np.shape(micro_grads)[1:], np.nan)
    return grad_accumulate(micro_grads, micro_sizes)


@mistake("nan or infinite sizes are accepted. Raise ValueError.", example=([[1.0], [2.0]], [1, math.nan]))
def grad_accumulate_of_nan(micro_grads, micro_sizes):
    sizes = np.asarray(micro_sizes, dtype=float)
    return grad_accumulate(micro_grads, np.where(np.isfinite(sizes), sizes, 1.0))


@mistake(
    "More gradients than sizes are accepted, and the rest is left out. Raise ValueError.", example=([[1.0], [2.0]], [1])
)
def grad_accumulate_of_different_lengths(micro_grads, micro_sizes):
    sizes = np.atleast_1d(np.asarray(micro_sizes, dtype=float))
    count = min(len(sizes), len(micro_grads))
    return grad_accumulate(micro_grads[:count], sizes[:count])


@mistake(
    "Rows of size 0 are left out, but the others count alike. Weigh each by its size.",
    example=([[1, 0], [3, 2], [9, 9]], [1, 3, 0]),
)
def grad_accumulate_of_rows_that_are_not_empty(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    return grads[sizes > 0].mean(axis=0)


@mistake("The rows are added unweighted and divided by the number of examples. Multiply each by its size first.")
def grad_accumulate_unweighted_by_examples(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    return grads.sum(axis=0) / sizes.sum()


@mistake("The weights are sizes over the largest size, and do not sum to 1. Divide by their sum.")
def grad_accumulate_over_the_largest(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    return sizes / sizes.max() @ grads


@mistake("The weighted mean is divided once more, by the number of micro-batches. The shares sum to 1 already.")
def grad_accumulate_divided_twice(micro_grads, micro_sizes):
    return grad_accumulate(micro_grads, micro_sizes) / len(micro_sizes)


@mistake("The roots of the sizes are the weights. Take the sizes themselves.")
def grad_accumulate_with_roots(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    return np.sqrt(sizes) / np.sqrt(sizes).sum() @ grads


@mistake("The weights are softmax of the sizes. They are sizes / sum of sizes.")
def grad_accumulate_with_softmax(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    weights = np.exp(sizes - sizes.max())
    return weights / weights.sum() @ grads


@mistake(
    "The sizes weigh the columns: sizes * grads runs along the last axis. Weigh the rows, with sizes[:, None].",
    example=([[1, 0], [3, 2]], [1, 3]),
)
def grad_accumulate_weighing_columns(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    return (sizes * grads).sum(axis=0) / sizes.sum()


@mistake(
    "The product is the wrong way round, grads @ shares: it adds up each row. The shares come first: shares @ grads.",
    example=([[1, 0], [3, 2]], [1, 3]),
)
def grad_accumulate_multiplied_from_the_right(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    return grads @ (sizes / sizes.sum())


@mistake("Only the first gradient is returned. Put all together.")
def grad_accumulate_of_the_first(micro_grads, micro_sizes):
    grads, _ = _checked(micro_grads, micro_sizes)
    return grads[0]


@mistake("Sizes are cut to whole numbers. They may be shares, too.", example=([[4.0], [8.0]], [0.5, 1.5]))
def grad_accumulate_with_whole_sizes(micro_grads, micro_sizes):
    grads, sizes = _checked(micro_grads, micro_sizes)
    return grad_accumulate(grads, sizes.astype(int))


@mistake("The gradient is cut to whole numbers: the sum is kept in an array of ints. Make it of floats.")
def grad_accumulate_in_whole_numbers(micro_grads, micro_sizes):
    return np.trunc(grad_accumulate(micro_grads, micro_sizes))


@mistake("The result has two axes, (1, D). One axis is wanted: (D,).")
def grad_accumulate_with_two_axes(micro_grads, micro_sizes):
    return grad_accumulate(micro_grads, micro_sizes)[None]


@mistake("The result is as long as one: it is divided by its length. Leave the mean as it is.")
def grad_accumulate_normalised(micro_grads, micro_sizes):
    mean = grad_accumulate(micro_grads, micro_sizes)
    return mean / (np.linalg.norm(mean) or 1.0)


@mistake("The divisor is the number of examples less one. Divide by their number.")
def grad_accumulate_by_one_less(micro_grads, micro_sizes):
    total = np.asarray(micro_sizes, dtype=float).sum()
    return grad_accumulate(micro_grads, micro_sizes) * total / (total - 1 if total != 1 else 1)


@mistake("The median of the rows is taken. Take their weighted mean.", example=([[1.0], [5.0], [3.5]], [1, 3, 2]))
def grad_accumulate_as_a_median(micro_grads, micro_sizes):
    grads, _ = _checked(micro_grads, micro_sizes)
    return np.median(grads, axis=0)


# Other right answers


@alternative
def grad_accumulate_with_average(micro_grads, micro_sizes):
    grads, sizes = np.array(micro_grads, dtype=float), np.array(micro_sizes, dtype=float)
    if (
        grads.ndim != 2
        or sizes.shape != (len(grads),)
        or not np.isfinite(sizes).all()
        or (sizes < 0).any()
        or not sizes.any()
    ):
        raise ValueError("argument")
    return np.average(grads[sizes > 0], axis=0, weights=sizes[sizes > 0])


@alternative
def grad_accumulate_in_a_loop(micro_grads, micro_sizes):
    if np.ndim(micro_grads) != 2 or np.ndim(micro_sizes) != 1 or len(micro_grads) != len(micro_sizes):
        raise ValueError("shapes")
    total, count = np.zeros(len(micro_grads[0])), 0.0
    for grad, size in zip(micro_grads, micro_sizes, strict=True):
        if not 0 <= size < math.inf:
            raise ValueError("size")
        if size:
            total += float(size) * np.asarray(grad, dtype=float)
            count += float(size)
    if count == 0:
        raise ValueError("sizes")
    return total / count
