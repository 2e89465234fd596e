"""9.4 `global_norm`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_same, assert_unchanged, criterion, mistakes_of
from solutions.s09_monitoring import global_norm

# Criteria


def _gradients(rng, shapes):
    return [rng.normal(0, 2, size=shape) for shape in shapes]


@criterion(core=True)
def test_is_the_length_of_all_entries_together(global_norm, rng):
    for shapes in ([(3,)], [(2, 3), (4,)], [(5,), (), (2, 2, 2)], [(1,), (1,), (1,), (30,)]):
        grads = _gradients(rng, shapes)
        expected = math.sqrt(sum(float((grad**2).sum()) for grad in grads))
        assert_close(global_norm(grads), expected)


@criterion()
def test_passes_over_frozen_weights(global_norm):
    assert_close(global_norm([None, [3.0], None, [[4.0]]]), 5.0)


@criterion()
def test_of_nothing_is_zero(global_norm):
    for grads in ([], [None], [[]], [[0.0, 0.0], [[0.0]]]):
        assert_same(global_norm(grads), 0.0)


@criterion()
def test_neither_overflows_nor_underflows(global_norm):
    for scale in (1e200, 1e-200, 1e-300):
        assert_close(global_norm([[3 * scale, 0.0], [4 * scale]]), 5 * scale, atol=0.0)


@criterion()
def test_shows_what_is_not_finite(global_norm):
    assert_same(global_norm([[1.0], [-math.inf, 2.0]]), math.inf)
    assert_same(global_norm([[1.0, math.nan]]), math.nan)
    assert_same(global_norm([[math.inf], [math.nan]]), math.nan)


@criterion()
def test_takes_ints_and_single_precision(global_norm):
    assert_close(global_norm([[3, 4], [[12]]]), 13.0)
    assert_close(global_norm([np.array([3.0, 4.0], dtype=np.float32), 12]), 13.0)
    assert_close(global_norm([np.array([3e30], dtype=np.float32)]), float(np.float32(3e30)), rtol=1e-6)


@criterion()
def test_leaves_its_argument_unchanged(global_norm, rng):
    assert_unchanged(global_norm, _gradients(rng, [(3,), (2, 2)]))


# Known mistakes

mistake = mistakes_of(global_norm, example=([[3, 4], [[12]]],))


def _entries(grads):
    return np.concatenate([np.zeros(0), *(np.asarray(grad, dtype=float).ravel() for grad in grads if grad is not None)])


@mistake("The norms of the arrays are added. Lengths of pieces do not add up: add squares, and take one root.")
def global_norm_as_a_sum_of_norms(grads):
    return float(sum(global_norm([grad]) for grad in grads))


@mistake("This is the sum of absolute values. Square, add, take the root.")
def global_norm_of_absolute_values(grads):
    return float(np.abs(_entries(grads)).sum())


@mistake("This is the norm of the largest array only. All entries count together.", example=([[5, 12, 1], [[3, 2]]],))
def global_norm_of_the_largest_array(grads):
    norms = [global_norm([grad]) for grad in grads]
    return math.nan if any(map(math.isnan, norms)) else max(norms, default=0.0)


@mistake("This is the largest entry. All count.")
def global_norm_as_the_largest_entry(grads):
    return float(np.abs(_entries(grads)).max(initial=0.0))


@mistake("The root is missing: this is the sum of squares.")
def global_norm_squared(grads):
    return global_norm(grads) ** 2


@mistake("The sum of squares is divided by the number of entries. A length is no mean.")
def global_norm_as_a_root_mean_square(grads):
    size = _entries(grads).size
    return global_norm(grads) / math.sqrt(size) if size else 0.0


@mistake("The sum of squares is divided by the number of arrays. A length is no mean.")
def global_norm_divided_by_arrays(grads):
    return global_norm(grads) / math.sqrt(len(grads)) if grads else 0.0


@mistake("This is the mean of the arrays' norms. Add squares, and take one root.")
def global_norm_as_a_mean_of_norms(grads):
    return float(np.mean([global_norm([grad]) for grad in grads])) if grads else 0.0


@mistake("Entries are added before they are squared, so that signs cancel. Square first.", example=([[3.0, -3.0]],))
def global_norm_of_the_sum(grads):
    return float(abs(_entries(grads).sum()))


@mistake(
    "The squares of large entries overflow, and those of tiny ones become 0. Divide by the largest entry first, and multiply at the end.",
    example=([[3e200], [4e200]],),
)
def global_norm_overflowing(grads):
    with np.errstate(over="ignore", under="ignore"):
        return float(np.sqrt(np.sum(_entries(grads) ** 2)))


@mistake("Zeros are divided by 0, and the norm of nothing is nan. It is 0.", example=([[0.0, 0.0]],))
def global_norm_of_zeros(grads):
    norm = global_norm(grads)
    return math.nan if norm == 0 else norm


@mistake(
    "nan is left out, and a broken run looks healthy. Let it through: the norm is nan.", example=([[1.0, math.nan]],)
)
def global_norm_without_nan(grads):
    entries = _entries(grads)
    return global_norm([entries[~np.isnan(entries)]])


@mistake(
    "Infinity divided by infinity is nan. The norm of an infinite gradient is inf.", example=([[1.0], [math.inf]],)
)
def global_norm_of_infinity(grads):
    norm = global_norm(grads)
    return math.nan if norm == math.inf else norm


@mistake("None is an error here. It stands for a frozen weight: pass over it.", example=([None, [3.0, 4.0]],))
def global_norm_of_none(grads):
    for grad in grads:
        len(np.ravel(grad)), float(np.ravel(grad)[0] if np.size(grad) else 0)
    return global_norm(grads)


@mistake("Only the first array counts.")
def global_norm_of_the_first(grads):
    return global_norm(grads[:1])


@mistake("No gradients are an error here. Their norm is 0.0.", example=([],))
def global_norm_of_nothing(grads):
    grads[0]
    return global_norm(grads)


@mistake("Only the last array counts. Add up the squares of all.", example=([[12, 5], [[3]]],))
def global_norm_of_the_last(grads):
    return global_norm(grads[-1:])


@mistake("This is the mean of the squares. Add them up, and take the root.")
def global_norm_as_a_mean_square(grads):
    entries = _entries(grads)
    return float(np.mean(entries**2)) if entries.size else 0.0


@mistake("The norms of the arrays are added and a root is taken of them. Square them first.")
def global_norm_as_a_root_of_norms(grads):
    return math.sqrt(sum(global_norm([grad]) for grad in grads))


@mistake("Each array is added up before it is squared. Square every entry.")
def global_norm_of_sums_of_arrays(grads):
    with np.errstate(over="ignore"):
        return float(np.sqrt(sum(_entries([grad]).sum() ** 2 for grad in grads)))


@mistake("A norm for each array comes out. One number for all together is wanted.")
def global_norm_for_each_array(grads):
    return [global_norm([grad]) for grad in grads if grad is not None]


@mistake(
    "For a table np.linalg.norm(..., 2) is its largest stretch, not the root of its sum of squares. Make it flat first.",
    example=([[[1.0, 2.0], [3.0, 4.0]]],),
)
def global_norm_with_matrix_norms(grads):
    norms = []
    for grad in grads:
        array = _entries([grad]) if grad is None or np.ndim(grad) != 2 else np.asarray(grad, dtype=float)
        norms.append(
            float(np.linalg.norm(array, 2)) if array.ndim == 2 and np.isfinite(array).all() else global_norm([array])
        )
    return global_norm(norms)


@mistake(
    "A plain number among the gradients is an error here. It counts as one entry: np.asarray(grad).ravel().",
    example=([[3.0, 2.0], 6.0],),
)
def global_norm_of_numbers(grads):
    for grad in grads:
        if grad is not None:
            len(grad)
    return global_norm(grads)


@mistake(
    "A small number under the root makes the norm of zeros 1e-4. It is 0, and no epsilon is needed.",
    example=([[0.0, 0.0]],),
)
def global_norm_with_an_epsilon(grads):
    return math.hypot(global_norm(grads), 1e-4)


@mistake(
    "Entries that are not finite are left out, and a broken run looks healthy. Let them through.",
    example=([[3.0], [math.inf, 4.0]],),
)
def global_norm_of_finite_entries(grads):
    entries = _entries(grads)
    return global_norm([entries[np.isfinite(entries)]])


@mistake("An infinite entry hides a nan. Ask for nan first: then the norm is nan.", example=([[math.inf], [math.nan]],))
def global_norm_of_infinity_first(grads):
    return math.inf if np.isinf(_entries(grads)).any() else global_norm(grads)


@mistake(
    "What is not finite is an error here. The norm is inf or nan then, and says so.", example=([[1.0], [math.inf]],)
)
def global_norm_refusing(grads):
    if not np.isfinite(_entries(grads)).all():
        raise ValueError("grads")
    return global_norm(grads)


@mistake("The norm is cut to a whole number. Return the float.", example=([[1, 2], [[4]]],))
def global_norm_in_whole_numbers(grads):
    norm = global_norm(grads)
    return float(int(norm)) if math.isfinite(norm) else norm


@mistake(
    "The fourth root is taken: an array's norm has its root already. Square it before adding.",
    example=([[3, 4], [[12]]],),
)
def global_norm_with_two_roots(grads):
    return math.sqrt(global_norm(grads))


# Other right answers


@alternative
def global_norm_with_hypot(grads):
    return math.hypot(*_entries(grads).tolist()) if not np.isnan(_entries(grads)).any() else math.nan


@alternative
def global_norm_of_norms(grads):
    norms = []
    for grad in grads:
        if grad is not None:
            flat = np.asarray(grad, dtype=float).ravel()
            scale = np.max(np.abs(flat), initial=0.0)
            norms.append(scale if scale == 0 or not np.isfinite(scale) else scale * np.linalg.norm(flat / scale))
    return math.nan if any(math.isnan(n) for n in norms) else math.hypot(*map(float, norms))


@alternative
def global_norm_in_exact_steps(grads):
    entries = [abs(x) for x in _entries(grads).tolist()]
    if any(math.isnan(x) for x in entries):
        return math.nan
    largest = max(entries, default=0.0)
    if largest in (0.0, math.inf):
        return largest
    return largest * math.sqrt(math.fsum((x / largest) ** 2 for x in entries))
