"""3.8 `rms_norm`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_same, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s03_moments.shared import FLOAT16_DIGITS, SIX_DIGITS, activations, parameters, variance
from solutions.s03_moments import as_parameter, float_dtype, layer_norm, rms_norm

# Criteria


@criterion(core=True)
def test_matches_the_definition_for_every_shape(rms_norm, reference, rng):
    for shape in ((3, 5), (4, 2), (2, 3, 4), (7,), (1, 64)):
        x, (gamma, _) = activations(rng, shape), parameters(rng, shape[-1])
        expected = reference.rms_norm(x, gamma)
        assert_close(rms_norm(x, gamma), expected)


@criterion(core=True)
def test_adds_eps_to_the_mean_square_inside_the_root(rms_norm, reference, rng):
    gamma, _ = parameters(rng, 5)
    for scale in (1e-4, 1e-3):
        x = scale * rng.normal(size=(3, 5))
        expected = reference.rms_norm(x, gamma)
        assert_close(rms_norm(x, gamma), expected)
    for eps in (1e-12, 0.1, 400.0):
        x = activations(rng, (3, 5))
        expected = reference.rms_norm(x, gamma, eps)
        assert_close(rms_norm(x, gamma, eps), expected)


@criterion()
def test_of_zeros_is_zeros_and_of_a_constant_is_gamma(rms_norm, rng):
    gamma, _ = parameters(rng, 6)
    assert_close(rms_norm(np.zeros((2, 6)), gamma), np.zeros((2, 6)))
    expected = 0.75 * gamma
    assert_close(rms_norm(np.full(6, 3.0), gamma, 7.0), expected)
    expected = -0.75 * gamma
    assert_close(rms_norm(np.full(6, -3.0), gamma, 7.0), expected)


@criterion()
def test_treats_each_vector_by_itself(rms_norm, reference, rng):
    gamma, _ = parameters(rng, 4)
    row, other = activations(rng, (4,)), activations(rng, (4,))
    alone = reference.rms_norm(row, gamma)
    for scale in (0.0, 1.0, 1000.0):
        expected = np.stack([reference.rms_norm(scale * other, gamma), alone])
        assert_close(rms_norm(np.stack([scale * other, row]), gamma), expected)


@criterion()
def test_answers_in_the_dtype_of_x_and_does_not_overflow(rms_norm, reference, rng):
    gamma, _ = parameters(rng, 8)
    single = (rng.normal(size=(5, 8)) * 50).astype(np.float32)
    expected = reference.rms_norm(single.astype(float), gamma)
    out = rms_norm(single, gamma)
    assert_close(out, expected, rtol=SIX_DIGITS, atol=SIX_DIGITS)
    assert_same(out.dtype.name, "float32")
    half = (rng.normal(size=(3, 8)) * 2000).astype(np.float16)
    expected = reference.rms_norm(half.astype(float), gamma)
    out = rms_norm(half, gamma)
    assert_close(out, expected, rtol=FLOAT16_DIGITS, atol=FLOAT16_DIGITS)
    assert_same(out.dtype.name, "float16")
    # Whole numbers whose squares do not fit into 32 bits.
    whole = rng.integers(-90_000, 90_000, size=(3, 8)).astype(np.int32)
    expected = reference.rms_norm(whole, gamma.astype(np.float32))
    out = rms_norm(whole, gamma.astype(np.float32))
    assert_close(out, expected)
    assert_same(out.dtype.name, "float64")


@criterion()
def test_refuses_a_gamma_that_does_not_fit(rms_norm):
    x = np.arange(12.0).reshape(3, 4)
    for bad in (np.ones(3), np.ones(5), np.ones(1), np.ones((3, 1)), np.ones((1, 4)), np.ones((3, 4)), 1.0):
        with raises(ValueError):
            rms_norm(x, bad)


@criterion()
def test_takes_lists_and_empty_batches(rms_norm, rng):
    assert_close(rms_norm([[3, -3]], [2, 4], 7.0), np.array([[1.5, -3.0]]))
    gamma, _ = parameters(rng, 4)
    assert_close(rms_norm(np.zeros((0, 4)), gamma), np.zeros((0, 4)))


@criterion()
def test_leaves_its_arguments_unchanged(rms_norm, rng):
    gamma, _ = parameters(rng, 4)
    x = activations(rng, (3, 4))
    assert_unchanged(rms_norm, x, gamma)
    assert_unchanged(rms_norm, x.tolist(), gamma.tolist())


# Known mistakes


def _rms_layer(x, gamma):
    """A float64 copy of x, gamma, and the dtype of the answer."""
    x = np.asarray(x)
    return np.array(x, dtype=float), as_parameter(gamma, x.shape[-1], "gamma"), float_dtype(x)


def _mean_square(x):
    return np.mean(x**2, axis=-1, keepdims=True)


mistake = mistakes_of(rms_norm, example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 1, 1, 1]))


@mistake("The squares are summed, so every vector gets length 1. RMS means root of the *mean* square: divide by D.")
def rms_norm_of_the_sum(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / np.sqrt(np.sum(x**2, axis=-1, keepdims=True) + eps)).astype(dtype)


@mistake("The vector is divided by the mean square. Take its root first.")
def rms_norm_without_root(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / (_mean_square(x) + eps)).astype(dtype)


@mistake("The mean is subtracted first, which is layer norm. RMSNorm centres nothing.")
def rms_norm_as_layer_norm(x, gamma, eps=1e-5):
    return layer_norm(x, gamma, np.zeros(np.shape(x)[-1]), eps)


@mistake(
    "The vector is divided by its standard deviation, which is measured from the mean. Measure from 0: the root of the "
    "mean of x²."
)
def rms_norm_by_the_standard_deviation(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / np.sqrt(variance(x) + eps)).astype(dtype)


@mistake(
    "eps is added to the root mean square, which matters for small activations. Add it inside the root.",
    example=([[0.001, -0.001, 0.002, -0.002]], [1, 1, 1, 1]),
)
def rms_norm_with_eps_outside(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / (np.sqrt(_mean_square(x)) + eps)).astype(dtype)


@mistake(
    "eps is not used: small activations are blown up, and zeros are 0/0. Divide by sqrt(mean square + eps).",
    example=([[0.0, 0.0]], [1.0, 2.0]),
)
def rms_norm_without_eps(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / np.sqrt(_mean_square(x))).astype(dtype)


@mistake("eps is fixed at 1e-5, whatever is passed. Use the argument.", example=([3.0, 3.0], [2.0, 4.0], 7.0))
def rms_norm_with_a_fixed_eps(x, gamma, eps=1e-5):
    return rms_norm(x, gamma)


@mistake(
    "The default of eps is 1e-6 here, as in some models. In this layer it is 1e-5.",
    example=([[0.001, -0.001, 0.002, -0.002]], [1, 1, 1, 1]),
)
def rms_norm_with_another_default(x, gamma, eps=1e-6):
    return rms_norm(x, gamma, eps)


@mistake(
    "gamma is not used, which shows nowhere while it is 1. Multiply the normalised vector by it.",
    example=([3.0, 3.0], [2.0, 4.0]),
)
def rms_norm_without_gamma(x, gamma, eps=1e-5):
    return rms_norm(x, np.ones_like(gamma), eps) if _rms_layer(x, gamma) else None


@mistake("The scale is 1 + gamma, as in Gemma. Here gamma itself is the scale.", example=([3.0, 3.0], [2.0, 4.0]))
def rms_norm_with_one_plus_gamma(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return ((1 + gamma) * x / np.sqrt(_mean_square(x) + eps)).astype(dtype)


@mistake(
    "The mean square is that of the whole batch. Each vector along the last axis is normalised by itself: axis=-1, "
    "keepdims=True."
)
def rms_norm_over_everything(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    if x.size == 0:
        return x.astype(dtype)
    return (gamma * x / np.sqrt(np.mean(x**2) + eps)).astype(dtype)


@mistake(
    "The mean square is taken over the batch, feature by feature. Take it over the features of each vector: axis=-1."
)
def rms_norm_over_the_batch(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    if x.size == 0:
        return x.astype(dtype)
    return (gamma * x / np.sqrt(np.mean(x**2, axis=0) + eps)).astype(dtype)


@mistake(
    "axis=1 is the last axis of a table only. Vectors of any number of axes are normalised along the last one: axis=-1.",
    example=([3.0, 3.0], [2.0, 4.0]),
)
def rms_norm_along_axis_1(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / np.sqrt(np.mean(x**2, axis=1, keepdims=True) + eps)).astype(dtype)


@mistake("This is the mean size of the entries. Square them, take the mean, and then the root.")
def rms_norm_by_the_mean_size(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / (np.mean(np.abs(x), axis=-1, keepdims=True) + eps)).astype(dtype)


@mistake(
    "The squares are computed in the dtype of x, and in float16 or int32 they overflow. Convert to float64 first, and "
    "back at the end.",
    example=(np.array([300.0, -300.0], dtype=np.float16), np.ones(2)),
)
def rms_norm_in_low_precision(x, gamma, eps=1e-5):
    x = np.asarray(x)
    _, gamma, dtype = _rms_layer(x, gamma)
    rms = np.sqrt(np.mean(x * x, axis=-1, keepdims=True) + dtype.type(eps))
    return (gamma * x / rms).astype(dtype)


@mistake(
    "The squares are computed in the dtype of x, where they may overflow, and gamma then makes the result float64. The other "
    "way round: convert x to float64 first, and the result to float_dtype(x).",
    example=(np.array([300.0, -300.0], dtype=np.float16), np.ones(2)),
)
def rms_norm_without_conversions(x, gamma, eps=1e-5):
    x = np.asarray(x)
    _, gamma, _ = _rms_layer(x, gamma)
    return gamma * x / np.sqrt(_mean_square(x) + eps)


@mistake(
    "The result is always float64. Return it in the dtype of x if that is a floating type: .astype(float_dtype(x)).",
    example=(np.array([300.0, -300.0], dtype=np.float16), np.ones(2)),
)
def rms_norm_in_float64(x, gamma, eps=1e-5):
    return rms_norm(np.asarray(x, dtype=float), gamma, eps)


@mistake(
    "Whole numbers come back as whole numbers: the cast to the dtype of x cuts off the decimals. float_dtype(x) says "
    "which dtype to use.",
    example=([[1, 2, 3, 4]], [1, 1, 1, 1]),
)
def rms_norm_cast_to_int(x, gamma, eps=1e-5):
    return rms_norm(x, gamma, eps).astype(np.asarray(x).dtype)


@mistake(
    "gamma is not checked, and numpy stretches what is too small. Raise ValueError unless it has shape (D,) (as_parameter "
    "does it).",
    example=([[1.0, 2.0, 3.0]], [2.0]),
)
def rms_norm_without_checks(x, gamma, eps=1e-5):
    x = np.asarray(x)
    normalised = rms_norm(x.astype(float), np.ones(x.shape[-1]), eps)
    return (np.asarray(gamma, dtype=float) * normalised).astype(float_dtype(x))


@mistake(
    "The result is right, but x *= ... or x /= ... overwrites the activations of the caller. Make a new array instead.",
    example=(np.array([[1.0, 3.0]]), np.ones(2)),
)
def rms_norm_in_place(x, gamma, eps=1e-5):
    result = rms_norm(x, gamma, eps)
    x = np.asarray(x)
    if x.dtype == float:
        x *= 1 / np.sqrt(_mean_square(x) + eps)
    return result


SEQUENCE = (((1.0, 2.0), (3.0, 7.0)), ((2.0, 9.0), (4.0, 5.0)))


def _rms_by(x, gamma, scale):
    """What comes of another scale, of a float64 array."""
    x, gamma, dtype = _rms_layer(x, gamma)
    if x.size == 0:
        return x.astype(dtype)
    with np.errstate(all="ignore"):
        return (gamma * x / scale(x)).astype(dtype)


@mistake(
    "All axes but the first are taken together, so the vectors of a sequence share one scale. Use the last axis only: "
    "axis=-1.",
    example=(SEQUENCE, [1.0, 2.0]),
)
def rms_norm_over_a_whole_sequence(x, gamma, eps=1e-5):
    axes = tuple(range(1, np.ndim(x))) or 0
    return _rms_by(x, gamma, lambda x: np.sqrt(np.mean(x**2, axis=axes, keepdims=True) + eps))


@mistake("keepdims=True is missing: the scales of the rows no longer line up with the rows. Keep the reduced axis.")
def rms_norm_without_keepdims(x, gamma, eps=1e-5):
    return _rms_by(x, gamma, lambda x: np.sqrt(np.mean(x**2, axis=-1) + eps))


@mistake("The mean is squared, instead of the mean of the squares being taken. Square first, then average.")
def rms_norm_by_the_squared_mean(x, gamma, eps=1e-5):
    return _rms_by(x, gamma, lambda x: np.sqrt(x.mean(axis=-1, keepdims=True) ** 2 + eps))


@mistake(
    "D stands outside the root: this is the length of the vector divided by D. Divide the squares by D, then root."
)
def rms_norm_with_d_outside_the_root(x, gamma, eps=1e-5):
    return _rms_by(x, gamma, lambda x: np.sqrt(np.sum(x**2, axis=-1, keepdims=True) + eps) / x.shape[-1])


@mistake(
    "The squares are divided by D - 1. They are averaged over all D features: divide by D.",
    example=([1.0, 2.0, 4.0], [1.0, 2.0, 3.0]),
)
def rms_norm_by_d_minus_1(x, gamma, eps=1e-5):
    return _rms_by(x, gamma, lambda x: np.sqrt(_mean_square(x) * x.shape[-1] / max(x.shape[-1] - 1, 1) + eps))


@mistake("The vector is divided by its largest entry. Divide by the root of the mean square.")
def rms_norm_by_the_largest(x, gamma, eps=1e-5):
    return _rms_by(x, gamma, lambda x: np.abs(x).max(axis=-1, keepdims=True) + eps)


@mistake("The vector is multiplied by its root mean square. Divide by it.")
def rms_norm_multiplying(x, gamma, eps=1e-5):
    return _rms_by(x, gamma, lambda x: 1 / np.sqrt(_mean_square(x) + eps))


@mistake("eps is squared before it is added. Add it as it is, inside the root.", example=([3.0, 3.0], [2.0, 4.0], 7.0))
def rms_norm_with_squared_eps(x, gamma, eps=1e-5):
    return rms_norm(x, gamma, eps**2)


@mistake(
    "The mean square is replaced by eps where it is smaller. Add eps always: sqrt(mean square + eps).",
    example=([3.0, 3.0], [2.0, 4.0], 7.0),
)
def rms_norm_with_eps_as_a_floor(x, gamma, eps=1e-5):
    return _rms_by(x, gamma, lambda x: np.sqrt(np.maximum(_mean_square(x), eps)))


@mistake(
    "eps is used for zeros only. It is added to every mean square, inside the root.",
    example=([3.0, 3.0], [2.0, 4.0], 7.0),
)
def rms_norm_with_eps_for_zeros(x, gamma, eps=1e-5):
    return _rms_by(x, gamma, lambda x: np.sqrt(np.where(_mean_square(x) == 0, eps, _mean_square(x))))


@mistake(
    "The result is always float32. Return it in the dtype of x if that is a floating type: .astype(float_dtype(x)).",
)
def rms_norm_always_in_float32(x, gamma, eps=1e-5):
    return rms_norm(x, gamma, eps).astype(np.float32)


rms_norm_divided_by_gamma = mistake.change(
    "gamma * (wide / rms)",
    "wide / rms / gamma",
    "The vector is divided by gamma. Multiply by it.",
    example=([3.0, 3.0], [2.0, 4.0]),
)
rms_norm_with_a_residual = mistake.change(
    "gamma * (wide / rms)",
    "wide + gamma * (wide / rms)",
    "x is added to its normalised form, as a residual connection does. Return the normalised vector alone.",
)
rms_norm_without_dividing = mistake.change(
    "gamma * (wide / rms)",
    "gamma * wide",
    "The vector is scaled by gamma, but not normalised. Divide by the root of the mean square.",
)
rms_norm_as_the_scale = mistake.change(
    "(gamma * (wide / rms))",
    "rms",
    "These are the root mean squares, one for each vector. Divide the vectors by them, and multiply by gamma.",
)
rms_norm_without_signs = mistake.change(
    "gamma * (wide / rms)",
    "gamma * (np.abs(wide) / rms)",
    "The signs of the entries are lost. Square for the scale only, and divide x itself.",
    example=([3.0, -4.0], [2.0, 4.0]),
)
rms_norm_rounded = mistake.change(
    "gamma * (wide / rms)",
    "np.round(gamma * (wide / rms), 3)",
    "The result is rounded. Return it as it is; the example rounds for the display only.",
)


# Other right answers


@alternative
def rms_norm_one_vector_at_a_time(x, gamma, eps=1e-5):
    x = np.asarray(x)
    gamma = as_parameter(gamma, x.shape[-1], "gamma")
    out = np.empty(x.shape, dtype=float_dtype(x))
    for index in np.ndindex(x.shape[:-1]):
        vector = [float(value) for value in x[index]]
        rms = math.sqrt(sum(value * value for value in vector) / len(vector) + eps)
        out[index] = [g * value / rms for g, value in zip(gamma, vector, strict=True)]
    return out


@alternative
def rms_norm_with_norm(x, gamma, eps=1e-5):
    x = np.asarray(x)
    if np.shape(gamma) != x.shape[-1:]:
        raise ValueError("shapes")
    wide = np.array(x, dtype=float)
    mean_square = np.linalg.norm(wide, axis=-1, keepdims=True) ** 2 / x.shape[-1]
    out = wide * (mean_square + eps) ** -0.5 * np.asarray(gamma)
    return out.astype(x.dtype) if np.issubdtype(x.dtype, np.floating) else out


@alternative
def rms_norm_with_einsum(x, gamma, eps=1e-5):
    x = np.asarray(x)
    gamma = as_parameter(gamma, x.shape[-1], "gamma")
    wide = x.astype(np.float64)
    squares = np.einsum("...d,...d->...", wide, wide)[..., None]
    return (wide / np.sqrt(squares / x.shape[-1] + eps) * gamma).astype(float_dtype(x))
