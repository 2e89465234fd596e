"""7.9 `gpt2_residual_std`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, criterion, mistakes_of, raises
from solutions.s07_normal import gpt2_residual_std

# Criteria


@criterion(core=True)
def test_divides_by_the_root_of_the_number_of_additions(gpt2_residual_std, rng):
    for n_layer in rng.integers(1, 200, size=6).tolist():
        base = float(rng.uniform(0.01, 2))
        assert_close(gpt2_residual_std(n_layer, base), base / math.sqrt(2 * n_layer))


@criterion()
def test_has_the_base_of_gpt2_unless_told(gpt2_residual_std, rng):
    for n_layer in (8, *rng.integers(2, 100, size=2).tolist()):
        assert_close(gpt2_residual_std(n_layer), 0.02 / math.sqrt(2 * n_layer))


@criterion()
def test_of_one_block_and_of_base_zero(gpt2_residual_std):
    assert_close(gpt2_residual_std(1, 1.0), math.sqrt(0.5))
    assert_close(gpt2_residual_std(12, 0), 0.0)


@criterion()
def test_takes_numpy_scalars(gpt2_residual_std):
    assert_close(gpt2_residual_std(np.int64(8), np.float64(0.02)), 0.005)


@criterion()
def test_refuses_less_than_one_block(gpt2_residual_std):
    for n_layer in (0, -1, -12):
        with raises(ValueError):
            gpt2_residual_std(n_layer)


# Known mistakes

mistake = mistakes_of(gpt2_residual_std, example=(12, 1.0))

gpt2_residual_std_of_one_addition = mistake.change(
    "math.sqrt(2 * n_layer)", "math.sqrt(n_layer)", "A block adds twice, with its attention and its MLP: 2 * n_layer."
)
gpt2_residual_std_without_the_root = mistake.change(
    "math.sqrt(2 * n_layer)", "(2 * n_layer)", "The root is missing: variances add up, not deviations."
)
gpt2_residual_std_multiplied = mistake.change(
    "base / math.sqrt", "base * math.sqrt", "This multiplies. More additions need *smaller* weights."
)
gpt2_residual_std_of_half_the_blocks = mistake.change(
    "math.sqrt(2 * n_layer)", "math.sqrt(n_layer / 2)", "Two additions a block make 2 * n_layer, not half of n_layer."
)
gpt2_residual_std_with_the_two_outside = mistake.change(
    "math.sqrt(2 * n_layer)",
    "(2 * math.sqrt(n_layer))",
    "The 2 stands inside of the root: there are 2 * n_layer additions.",
)
gpt2_residual_std_as_a_variance = mistake.change(
    "base / math.sqrt(2 * n_layer)", "base**2 / (2 * n_layer)", "This is the variance. Take its root."
)
gpt2_residual_std_with_one_more = mistake.change(
    "math.sqrt(2 * n_layer)",
    "math.sqrt(2 * n_layer + 1)",
    "The embedding is counted as an addition. Only attention and MLP are.",
)
gpt2_residual_std_with_a_squared_number = mistake.change(
    "math.sqrt(2 * n_layer)", "math.sqrt(2 * n_layer**2)", "The number of blocks is squared under the root."
)
gpt2_residual_std_of_three_additions = mistake.change(
    "math.sqrt(2 * n_layer)", "math.sqrt(3 * n_layer)", "A block adds twice, not three times."
)
gpt2_residual_std_of_the_base_alone = mistake.change(
    "base / math.sqrt(2 * n_layer)", "base", "The number of blocks is ignored."
)
gpt2_residual_std_of_gpt2_alone = mistake.change(
    "base / math.sqrt", "0.02 / math.sqrt", "The base is ignored, and 0.02 is taken always."
)
gpt2_residual_std_of_whole_roots = mistake.change(
    "math.sqrt(2 * n_layer)", "math.isqrt(2 * n_layer)", "The root is rounded down. Use math.sqrt."
)
gpt2_residual_std_of_no_blocks = mistake.change(
    "n_layer < 1", "n_layer < 0", "No block divides by 0. Raise ValueError for less than one.", example=(0, 1.0)
)


@mistake("A negative number of blocks is accepted. Raise ValueError.", example=(-3, 1.0))
def gpt2_residual_std_of_negative_numbers(n_layer, base=0.02):
    return gpt2_residual_std(abs(n_layer), base)


gpt2_residual_std_of_the_number = mistake.change(
    "base / math.sqrt(2 * n_layer)",
    "base / n_layer",
    "This divides by the number of blocks: ** 1/2 without brackets is a half of it. Take math.sqrt(2 * n_layer).",
)
gpt2_residual_std_with_the_root_of_the_base = mistake.change(
    "base / math.sqrt(2 * n_layer)",
    "math.sqrt(base / (2 * n_layer))",
    "The root goes over the base as well, which is a deviation already. Take that of the number alone.",
    example=(12, 0.5),
)
gpt2_residual_std_without_the_base = mistake.change(
    "base / math.sqrt(2 * n_layer)",
    "1 / math.sqrt(2 * n_layer)",
    "This is the factor alone. Multiply it by the base.",
    example=(12, 0.5),
)
gpt2_residual_std_of_the_root_of_two = mistake.change(
    "math.sqrt(2 * n_layer)",
    "math.sqrt(2)",
    "The number of additions is 2 here, those of one block. There are n_layer blocks.",
)
gpt2_residual_std_of_one_block_less = mistake.change(
    "math.sqrt(2 * n_layer)",
    "math.sqrt(max(2 * (n_layer - 1), 1))",
    "One block is left out. All of them add to the stream: 2 * n_layer.",
)
gpt2_residual_std_of_one_block_more = mistake.change(
    "math.sqrt(2 * n_layer)",
    "math.sqrt(2 * (n_layer + 1))",
    "One block too many is counted. There are n_layer of them.",
)
gpt2_residual_std_with_the_number_squared_outside = mistake.change(
    "math.sqrt(2 * n_layer)",
    "(2 * n_layer) ** 2",
    "The number is squared where its root is wanted.",
)
gpt2_residual_std_as_a_logarithm = mistake.change(
    "math.sqrt(2 * n_layer)", "math.log(2 * n_layer)", "The logarithm of the number is taken. Its root is wanted."
)
gpt2_residual_std_rounded = mistake.change(
    "float(base / math.sqrt(2 * n_layer))",
    "round(base / math.sqrt(2 * n_layer), 4)",
    "The result is rounded. The example rounds only to be short: return all digits.",
)
gpt2_residual_std_of_two_blocks_or_more = mistake.change(
    "n_layer < 1",
    "n_layer <= 1",
    "A single block is refused. It is allowed: raise ValueError for less than one.",
    example=(1, 1.0),
)
gpt2_residual_std_of_a_positive_base = mistake.change(
    "n_layer < 1",
    "n_layer < 1 or base <= 0",
    "A base of 0 is refused. It is allowed, and the result is 0.",
    example=(12, 0.0),
)


@mistake("Without blocks the base is returned. Raise ValueError for less than one.", example=(0, 1.0))
def gpt2_residual_std_of_the_base_without_blocks(n_layer, base=0.02):
    return gpt2_residual_std(n_layer, base) if n_layer != 0 else base


# Other right answers


@alternative
def gpt2_residual_std_with_a_power(n_layer, base=0.02):
    if not n_layer >= 1:
        raise ValueError("n_layer")
    return base * (2 * n_layer) ** -0.5


@alternative
def gpt2_residual_std_of_shared_variance(n_layer, base=0.02):
    if n_layer <= 0:
        raise ValueError("n_layer")
    return math.sqrt(base * base / (n_layer + n_layer))
