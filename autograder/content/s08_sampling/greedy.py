"""8.2 `greedy`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_same, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s08_sampling.shared import UNDECODABLE, rows_of_logits
from solutions.s08_sampling import as_logits, greedy, probabilities

# Criteria


@criterion(core=True)
def test_is_the_id_of_the_largest_logit(greedy, rng):
    for x in rows_of_logits(rng, (2, 3, 9, 50, 300)):
        assert_same(greedy(x), int(x.argmax()))
    for x in rows_of_logits(rng, (4, 7)):
        assert_same(greedy(x - 100.0), int(x.argmax()))


@criterion(core=True)
def test_takes_the_first_of_equal_logits(greedy, rng):
    for size in (4, 9):
        x = rng.integers(-3, 3, size=size).astype(float)
        first, second = sorted(rng.choice(size, size=2, replace=False).tolist())
        x[[first, second]] = 5.0
        assert_same(greedy(x), first)


@criterion()
def test_passes_over_removed_words(greedy, rng):
    for token in rng.choice(6, size=3, replace=False).tolist():
        x = np.full(6, -math.inf)
        x[token] = -700.0
        assert_same(greedy(x), token)


@criterion()
def test_is_right_where_probabilities_are_equal_by_rounding(greedy):
    # Softmax gives both words 0.5, and further below everything 0.
    assert_same(greedy([0.0, 1e-17]), 1)
    assert_same(greedy([1000.0, 999.0, 1000.5]), 2)


@criterion()
def test_takes_lists_ints_and_single_precision(greedy):
    assert_same(greedy([1, 3, 3]), 1)
    assert_same(greedy([7]), 0)
    assert_same(greedy(np.array([0.5, 2.5, 1.0], dtype=np.float32)), 1)


@criterion()
def test_refuses_what_cannot_be_decoded(greedy):
    for x in (*UNDECODABLE, (math.nan, math.nan), (-math.inf,)):
        with raises(ValueError):
            greedy(list(x))
    with raises(ValueError):
        greedy([[1.0, 2.0], [2.0, 1.0]])


@criterion()
def test_leaves_its_argument_unchanged(greedy, rng):
    (x,) = rows_of_logits(rng, (5,))
    assert_unchanged(greedy, x)


# Known mistakes

mistake = mistakes_of(greedy, example=([0.5, -1.0, 4.0, 2.0],))


@mistake("Of equal logits this takes the last. The lowest id wins: np.argmax takes the first.", example=([1, 3, 3],))
def greedy_last_of_equals(logits):
    greedy(logits)
    return int(np.argsort(as_logits(logits), kind="stable")[-1])


greedy_as_the_value = mistake.change(
    "int(np.argmax(logits))", "float(np.max(logits))", "This is the largest logit itself. Its id is wanted: argmax."
)
greedy_of_the_smallest = mistake.change(
    "np.argmax", "np.argmin", "This is the word with the smallest logit. Use argmax."
)


@mistake(
    "This is the largest logit by its absolute value, and a very negative one means improbable. Compare them as they are.",
    example=([0.5, -4.0, 2.0],),
)
def greedy_by_absolute_value(logits):
    greedy(logits)
    return int(np.argmax(np.abs(np.where(np.isinf(logits), 0, logits))))


@mistake("Ids are counted from 1 here. The first word has the id 0.")
def greedy_from_one(logits):
    return greedy(logits) + 1


@mistake(
    "This is the id of the second best word. The last of a sorted row is the best.", example=([0.5, -1.0, 4.0, 2.0],)
)
def greedy_second_best(logits):
    greedy(logits)
    order = np.argsort(-as_logits(logits), kind="stable")
    return int(order[min(1, len(order) - 1)])


@mistake("This is a one-hot row. The exercise asks for the id.")
def greedy_as_one_hot(logits):
    return np.eye(len(logits))[greedy(logits)]


@mistake(
    "The argmax is taken of probabilities, and softmax rounds: two logits that differ a little can get the same one. "
    "Softmax keeps the order, so leave it out.",
    example=([0.0, 1e-17],),
)
def greedy_of_probabilities(logits):
    greedy(logits)
    return int(np.argmax(probabilities(as_logits(logits))))


@mistake(
    "A row in which all words are removed gets the id 0, which somebody has removed on purpose. as_logits raises "
    "ValueError for it.",
    example=([-math.inf, -math.inf],),
)
def greedy_of_nothing_left(logits):
    logits = np.asarray(logits, dtype=float)
    if logits.ndim != 1 or logits.size == 0 or np.isnan(logits).any() or (logits == math.inf).any():
        raise ValueError("logits")
    return int(np.argmax(logits))


@mistake(
    "nan is taken for the largest logit: np.argmax returns the first nan. Check with as_logits before.",
    example=([1.0, math.nan],),
)
def greedy_of_nan(logits):
    logits = np.asarray(logits, dtype=float)
    if logits.ndim != 1 or logits.size == 0 or (logits == math.inf).any() or (logits == -math.inf).all():
        raise ValueError("logits")
    return int(np.argmax(logits))


@mistake(
    "nan is passed over, and a bug upstream gets a plausible word. Raise ValueError; as_logits does.",
    example=([1.0, math.nan],),
)
def greedy_around_nan(logits):
    logits = np.asarray(logits, dtype=float)
    if logits.ndim != 1 or logits.size == 0 or (logits == math.inf).any() or np.all(~(logits > -math.inf)):
        raise ValueError("logits")
    return int(np.nanargmax(logits))


@mistake(
    "A logit of +inf is accepted. No model gives one: raise ValueError, as as_logits does.", example=([math.inf, 1.0],)
)
def greedy_of_infinity(logits):
    logits = np.asarray(logits, dtype=float)
    if logits.ndim != 1 or logits.size == 0 or np.isnan(logits).any() or (logits == -math.inf).all():
        raise ValueError("logits")
    return int(np.argmax(logits))


greedy_of_a_table = mistake.change(
    "logits.ndim != 1",
    "logits.ndim < 1",
    "A table of logits gets one id, as argmax flattens it. Raise ValueError unless there is exactly one axis.",
    example=([[1.0, 2.0], [2.0, 1.0]],),
)


@mistake("The id comes as a float. Return an int.")
def greedy_as_a_float(logits):
    return float(greedy(logits))


@mistake(
    "The search begins with a best value of 0, and no negative logit is ever above it. Begin with the first logit.",
    example=([-5.0, -1.0, -3.0],),
)
def greedy_from_zero(logits):
    greedy(logits)
    best, largest = 0, 0.0
    for i, x in enumerate(as_logits(logits).tolist()):
        if x > largest:
            best, largest = i, x
    return best


@mistake(
    "Removed words are taken out before the search, and ids behind them are too small. Leave them where they are.",
    example=([-math.inf, 0.5, -math.inf, 4.0, 2.0],),
)
def greedy_of_the_kept(logits):
    greedy(logits)
    logits = as_logits(logits)
    return int(np.argmax(logits[logits > -np.inf]))


@mistake(
    "Removed words count as 0, which is more than any negative logit. -inf is the least of all: leave it.",
    example=([-2.0, -math.inf, -3.0],),
)
def greedy_with_zeros_for_removed_words(logits):
    greedy(logits)
    logits = as_logits(logits)
    return int(np.argmax(np.where(np.isneginf(logits), 0.0, logits)))


@mistake(
    "Removed words raise an error. -inf is allowed, as long as one word is left.", example=([1.0, -math.inf, 2.0],)
)
def greedy_of_finite_logits_only(logits):
    if np.isneginf(np.asarray(logits, dtype=float)).any():
        raise ValueError("logits must be finite")
    return greedy(logits)


@mistake("These are all ids with the largest logit. One is wanted: the lowest.", example=([1, 3, 3],))
def greedy_of_all_equals(logits):
    greedy(logits)
    logits = as_logits(logits)
    return np.flatnonzero(logits == logits.max())


@mistake("Id and logit come together. Return the id alone.")
def greedy_with_the_value(logits):
    return greedy(logits), float(np.max(as_logits(logits)))


@mistake("This is the probability of the best word. Its id is wanted.")
def greedy_as_a_probability(logits):
    return float(probabilities(as_logits(logits))[greedy(logits)])


@mistake("These are all ids by falling logit. The first of them is wanted.")
def greedy_as_an_order(logits):
    greedy(logits)
    return np.argsort(-as_logits(logits), kind="stable")


@mistake("The id is counted from the end. The first word has the id 0.")
def greedy_from_the_end(logits):
    return greedy(logits) - len(logits)


@mistake("The first word is taken, whatever its logit is.")
def greedy_as_the_first(logits):
    return greedy(logits) * 0


@mistake(
    "Logits that differ by less than 1 are taken for equal, since they are cut to whole numbers. Compare them as they are.",
    example=([0.2, 1.3, 1.8, 0.5],),
)
def greedy_of_whole_numbers(logits):
    greedy(logits)
    return int(np.argmax(np.trunc(as_logits(logits))))


# Other right answers


@alternative
def greedy_in_a_loop(logits):
    logits = as_logits(logits)
    if logits.ndim > 1:
        raise ValueError("one row")
    best = 0
    for i, x in enumerate(logits.tolist()):
        if x > logits[best]:
            best = i
    return best


@alternative
def greedy_with_max_and_index(logits):
    row = as_logits(logits)
    if row.ndim != 1:
        raise ValueError("one row")
    row = row.tolist()
    return row.index(max(row))


@alternative
def greedy_as_a_numpy_int(logits):
    row = np.asarray(logits, dtype=float)
    if row.ndim != 1 or not row.size or not np.isfinite(row.max()) or np.isnan(row).any():
        raise ValueError("logits")
    return row.argmax()
