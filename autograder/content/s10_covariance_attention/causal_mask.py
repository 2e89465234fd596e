"""10.7 `causal_mask`: criteria, known mistakes, other right answers."""

import numpy as np

from autograder.content import alternative, assert_same, criterion, mistakes_of, raises
from solutions.s10_covariance_attention import causal_mask

# Criteria


@criterion(core=True)
def test_lets_each_token_look_at_itself_and_back(causal_mask, reference, rng):
    for n in (int(rng.integers(4, 9)), int(rng.integers(20, 70))):
        expected = reference.causal_mask(n)
        assert_same(causal_mask(n), expected)


@criterion()
def test_of_one_token_is_true(causal_mask):
    assert_same(causal_mask(1), np.array([[True]]))


@criterion()
def test_of_two_tokens(causal_mask):
    assert_same(causal_mask(2), np.array([[True, False], [True, True]]))


@criterion()
def test_refuses_no_tokens(causal_mask):
    for n in (0, -1, -4):
        with raises(ValueError):
            causal_mask(n)


# Known mistakes

MASK = "np.arange(n)[:, None] >= np.arange(n)"

mistake = mistakes_of(causal_mask, example=(3,))

causal_mask_of_the_future = mistake.change(
    MASK, "np.arange(n)[:, None] <= np.arange(n)", "This is the upper triangle: tokens look at what comes after them."
)
causal_mask_turned_round = mistake.change(
    MASK,
    "np.arange(n)[:, None] < np.arange(n)",
    "True marks what is forbidden here. True means: may look.",
)
causal_mask_without_the_diagonal = mistake.change(
    MASK, "np.arange(n)[:, None] > np.arange(n)", "The diagonal is False. A token may look at itself."
)
causal_mask_with_a_leak = mistake.change(
    MASK,
    "np.arange(n)[:, None] + 1 >= np.arange(n)",
    "Each token sees the next one, the very word that it has to predict.",
)
causal_mask_of_all = mistake.change(MASK, "np.ones((n, n), dtype=bool)", "Everybody sees everything.")
causal_mask_of_the_diagonal = mistake.change(
    MASK, "np.eye(n, dtype=bool)", "Each token sees itself alone. It may look back, too."
)
causal_mask_of_neighbours = mistake.change(
    MASK,
    "(np.arange(n)[:, None] >= np.arange(n)) & (np.arange(n)[:, None] <= np.arange(n) + 1)",
    "Each token sees itself and the one before. It may look back to the start.",
)
causal_mask_of_numbers = mistake.change(
    MASK, "np.tril(np.ones((n, n)))", "These are floats. A mask of True and False is wanted."
)
causal_mask_of_ints = mistake.change(
    MASK, "np.tril(np.ones((n, n), dtype=int))", "These are ints. A mask of True and False is wanted."
)
causal_mask_of_infinities = mistake.change(
    MASK,
    "np.where(np.tri(n, dtype=bool), 0.0, -np.inf)",
    "This is a table to be added to scores, 0 and minus infinity. A mask of True and False is wanted.",
)
causal_mask_as_lists = mistake.change(MASK, f"({MASK}).tolist()", "This is a list of lists. An array is wanted.")
causal_mask_with_an_axis_too_many = mistake.change(
    MASK, f"({MASK})[None]", "There is an axis too many. The shape is (n, n)."
)
causal_mask_one_larger = mistake.change(MASK, "np.tri(n + 1, dtype=bool)", "The mask has one row and column too many.")
causal_mask_of_nothing = mistake.change(
    "if n < 1:", "if n < 0:", "No tokens give an empty mask. Raise ValueError.", example=(0,)
)
causal_mask_of_less_than_nothing = mistake.change(
    "if n < 1:", "if n == 0:", "A negative number gives an empty mask. Raise ValueError.", example=(-1,)
)


causal_mask_of_large_negative_numbers = mistake.change(
    MASK,
    "np.where(np.tri(n, dtype=bool), 0.0, -1e9)",
    "This is a table of 0 and -1e9, to be added to scores. A mask of True and False is wanted.",
)
causal_mask_of_floats_turned_round = mistake.change(
    MASK, "np.triu(np.ones((n, n)), k=1)", "The ones mark what is forbidden, and are floats. True means: may look."
)
causal_mask_of_floats_upwards = mistake.change(
    MASK, "np.triu(np.ones((n, n)))", "This is the upper triangle, of floats. A mask of bools is wanted, with j <= i."
)
causal_mask_upside_down = mistake.change(
    MASK, "np.tri(n, dtype=bool)[::-1]", "The rows stand upside down: the first token sees everybody. Row i is token i."
)
causal_mask_mirrored = mistake.change(
    MASK, "np.tri(n, dtype=bool)[:, ::-1]", "The columns are mirrored. Column j is token j."
)
causal_mask_one_smaller = mistake.change(
    MASK, "np.tri(n - 1, dtype=bool)", "A row and a column are missing. The shape is (n, n)."
)
causal_mask_of_both_neighbours = mistake.change(
    MASK,
    "np.abs(np.arange(n)[:, None] - np.arange(n)) <= 1",
    "Each token sees its neighbours on both sides. It may look at itself and all before, at none behind.",
)
causal_mask_of_the_others = mistake.change(
    MASK, "~np.eye(n, dtype=bool)", "Each token sees all but itself. It may look at itself and all before."
)
causal_mask_of_the_last_row = mistake.change(
    MASK, "np.arange(n)[:, None] == n - 1", "Only the last token may look. Row i has i + 1 entries True."
)
causal_mask_as_a_row = mistake.change(
    MASK, "np.ones(n, dtype=bool)", "This is a single row. A table of n rows is wanted."
)
causal_mask_as_counts = mistake.change(
    MASK, "np.arange(1, n + 1)", "This is how many tokens each may look at. A table says which."
)
causal_mask_as_ragged_lists = mistake.change(
    MASK, "[[True] * (i + 1) for i in range(n)]", "The rows have different lengths. Fill them up with False to n."
)
causal_mask_as_positions = mistake.change(
    MASK, "np.tril_indices(n)", "These are the positions of the True entries. The table itself is wanted."
)
causal_mask_without_the_first_column = mistake.change(
    MASK,
    "(np.arange(n)[:, None] >= np.arange(n)) & (np.arange(n) > 0)",
    "Nobody may look at the first token. It comes before all others.",
)
causal_mask_refusing_one = mistake.change(
    "if n < 1:", "if n <= 1:", "A single token is refused. Its mask is [[True]].", example=(1,)
)


# Other right answers


@alternative
def causal_mask_with_tril(n):
    if n <= 0:
        raise ValueError("n")
    return np.tril(np.ones((n, n), dtype=bool))


@alternative
def causal_mask_in_loops(n):
    if n < 1:
        raise ValueError("n")
    return np.array([[j <= i for j in range(n)] for i in range(n)])


@alternative
def causal_mask_from_its_complement(n):
    if not n >= 1:
        raise ValueError("n")
    return ~np.triu(np.ones((n, n)), k=1).astype(bool)
