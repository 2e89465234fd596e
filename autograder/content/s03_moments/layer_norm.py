"""3.7 `layer_norm`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_same, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s03_moments.shared import FLOAT16_DIGITS, SIX_DIGITS, activations, parameters, variance
from solutions.s03_moments import as_parameter, float_dtype, layer_norm, standardize

# Criteria


@criterion(core=True)
def test_matches_the_definition_for_every_shape(layer_norm, reference, rng):
    for shape in ((3, 5), (4, 2), (2, 3, 4), (7,), (1, 64)):
        x, (gamma, beta) = activations(rng, shape), parameters(rng, shape[-1])
        expected = reference.layer_norm(x, gamma, beta)
        assert_close(layer_norm(x, gamma, beta), expected)


@criterion(core=True)
def test_adds_eps_to_the_variance_inside_the_root(layer_norm, reference, rng):
    gamma, beta = parameters(rng, 5)
    for scale in (1e-4, 1e-3, 1e-2):
        x = scale * activations(rng, (3, 5))
        expected = reference.layer_norm(x, gamma, beta)
        assert_close(layer_norm(x, gamma, beta), expected)
    for eps in (1e-12, 0.1, 4.0):
        x = activations(rng, (3, 5))
        expected = reference.layer_norm(x, gamma, beta, eps)
        assert_close(layer_norm(x, gamma, beta, eps), expected)


@criterion()
def test_of_a_constant_vector_is_beta(layer_norm, rng):
    gamma, beta = parameters(rng, 6)
    for value in (0.0, 0.1, -7.0, 1000.0):
        expected = np.stack([beta, beta])
        assert_close(layer_norm(np.full((2, 6), value), gamma, beta), expected)
    assert_close(layer_norm([[5.0], [-2.0]], [3.0], [0.25]), np.array([[0.25], [0.25]]))


@criterion()
def test_treats_each_vector_by_itself(layer_norm, reference, rng):
    gamma, beta = parameters(rng, 4)
    row, other = activations(rng, (4,)), activations(rng, (4,))
    alone = reference.layer_norm(row, gamma, beta)
    for scale in (0.0, 1.0, 1000.0):
        neighbour = reference.layer_norm(scale * other, gamma, beta)
        below, above = np.stack([neighbour, alone]), np.stack([alone, neighbour])
        assert_close(layer_norm(np.stack([scale * other, row]), gamma, beta), below)
        assert_close(layer_norm(np.stack([row, scale * other]), gamma, beta), above)


@criterion()
def test_answers_in_the_dtype_of_x_and_computes_in_float64(layer_norm, reference, rng):
    gamma, beta = parameters(rng, 8)
    x = (rng.normal(size=(5, 8)) + 2000).astype(np.float32)
    expected = reference.layer_norm(x.astype(float), gamma, beta)
    out = layer_norm(x, gamma, beta)
    assert_close(out, expected, rtol=SIX_DIGITS, atol=SIX_DIGITS)
    assert_same(out.dtype.name, "float32")
    # Squares of these are more than float16 can hold.
    half = (rng.normal(size=(3, 8)) * 2000).astype(np.float16)
    expected = reference.layer_norm(half.astype(float), gamma, beta)
    out = layer_norm(half, gamma, beta)
    assert_close(out, expected, rtol=FLOAT16_DIGITS, atol=FLOAT16_DIGITS)
    assert_same(out.dtype.name, "float16")
    whole = rng.integers(-9, 9, size=(3, 8))
    expected = reference.layer_norm(whole, gamma.astype(np.float32), beta.astype(np.float32))
    out = layer_norm(whole, gamma.astype(np.float32), beta.astype(np.float32))
    assert_close(out, expected)
    assert_same(out.dtype.name, "float64")


@criterion()
def test_refuses_parameters_that_do_not_fit(layer_norm):
    x, good = np.arange(12.0).reshape(3, 4), np.ones(4)
    for bad in (np.ones(3), np.ones(5), np.ones(1), np.ones((3, 1)), np.ones((1, 4)), np.ones((3, 4)), 1.0):
        with raises(ValueError):
            layer_norm(x, bad, good)
        with raises(ValueError):
            layer_norm(x, good, bad)


@criterion()
def test_takes_lists_and_empty_batches(layer_norm, rng):
    assert_close(layer_norm([[3, 5]], [1, 10], [2, 0], 3.0), np.array([[1.5, 5.0]]))
    gamma, beta = parameters(rng, 4)
    assert_close(layer_norm(np.zeros((0, 4)), gamma, beta), np.zeros((0, 4)))


@criterion()
def test_leaves_its_arguments_unchanged(layer_norm, rng):
    gamma, beta = parameters(rng, 4)
    x = activations(rng, (3, 4))
    assert_unchanged(layer_norm, x, gamma, beta)
    assert_unchanged(layer_norm, x.tolist(), gamma.tolist(), beta.tolist())


# Known mistakes


def _layer(x, gamma, beta):
    """A float64 copy of x, its parameters, and the dtype of the answer."""
    x = np.asarray(x)
    gamma, beta = as_parameter(gamma, x.shape[-1], "gamma"), as_parameter(beta, x.shape[-1], "beta")
    return np.array(x, dtype=float), gamma, beta, float_dtype(x)


def _deviations(x):
    return x - x.mean(axis=-1, keepdims=True)


mistake = mistakes_of(layer_norm, example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 2, 1, 1], [0, 0, 1, 0]))


@mistake(
    "The variance is divided by D - 1, as torch.std does by default. Layer norm describes this very vector: divide by D."
)
def layer_norm_with_ddof_1(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    n = x.shape[-1]
    return (gamma * _deviations(x) / np.sqrt(variance(x, min(1, n - 1)) + eps) + beta).astype(dtype)


@mistake(
    "eps is added to the standard deviation, which matters for small activations. Add it to the variance, inside the "
    "root: sqrt(var + eps).",
    example=([[0.001, -0.001, 0.002, -0.002]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_with_eps_outside(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * _deviations(x) / (np.sqrt(variance(x)) + eps) + beta).astype(dtype)


@mistake(
    "Mean and variance are taken over the whole batch. Each vector along the last axis is normalised by itself: axis=-1, "
    "keepdims=True."
)
def layer_norm_over_everything(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    if x.size == 0:
        return x.astype(dtype)
    return (gamma * (x - x.mean()) / np.sqrt(x.var() + eps) + beta).astype(dtype)


@mistake(
    "Each feature is normalised over the batch, which is batch normalisation. Normalise each vector over its features: "
    "axis=-1."
)
def layer_norm_as_batch_norm(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * standardize(x, eps=eps) + beta).astype(dtype)


@mistake(
    "axis=1 is the last axis of a table only. Vectors of any number of axes are normalised along the last one: axis=-1.",
    example=([[[3, 5]]], [1, 10], [0, 0], 3.0),
)
def layer_norm_along_axis_1(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * standardize(x, 1, eps) + beta).astype(dtype)


@mistake("The deviations are divided by the variance. Divide by its square root: sqrt(var + eps).")
def layer_norm_by_the_variance(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * _deviations(x) / (variance(x) + eps) + beta).astype(dtype)


@mistake("gamma and beta are not used. Scale the normalised vector by gamma and shift it by beta.")
def layer_norm_without_parameters(x, gamma, beta, eps=1e-5):
    return layer_norm(x, np.ones_like(gamma), np.zeros_like(beta), eps) if _layer(x, gamma, beta) else None


@mistake("beta is not used. Add it after the scaling by gamma.", example=([[1, 2, 3, 4]], [1, 2, 1, 1], [0, 0, 1, 0]))
def layer_norm_without_beta(x, gamma, beta, eps=1e-5):
    return layer_norm(x, gamma, np.zeros_like(beta), eps)


@mistake(
    "gamma is not used, which shows nowhere while it is 1. Multiply the normalised vector by it.",
    example=([[1, 2, 3, 4]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_without_gamma(x, gamma, beta, eps=1e-5):
    return layer_norm(x, np.ones_like(gamma), beta, eps) if _layer(x, gamma, beta) else None


@mistake(
    "gamma and beta are exchanged. gamma scales, beta shifts: gamma * normalised + beta.",
    example=([[1, 2, 3, 4]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_with_swapped_parameters(x, gamma, beta, eps=1e-5):
    return layer_norm(x, beta, gamma, eps)


@mistake(
    "beta is added before the scaling, so gamma multiplies it. Scale first, then shift.",
    example=([[1, 2, 3, 4]], [1, 2, 1, 1], [0, 3, 1, 0]),
)
def layer_norm_shifted_before_scaling(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * (_deviations(x) / np.sqrt(variance(x) + eps) + beta)).astype(dtype)


@mistake("The mean is not subtracted, which is RMSNorm. Layer norm centres each vector first.")
def layer_norm_as_rms_norm(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * x / np.sqrt(np.mean(x**2, axis=-1, keepdims=True) + eps) + beta).astype(dtype)


@mistake("The variance is measured correctly, but the mean stays in the vector. Subtract it before you divide.")
def layer_norm_without_centring(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * x / np.sqrt(variance(x) + eps) + beta).astype(dtype)


@mistake(
    "eps is not used: small activations are blown up, and a constant vector is 0/0. Divide by sqrt(var + eps).",
    example=([[7.0, 7.0]], [2.0, 3.0], [0.5, 0.25]),
)
def layer_norm_without_eps(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * _deviations(x) / np.sqrt(variance(x)) + beta).astype(dtype)


@mistake(
    "eps is not passed on, and standardize takes its own default, 0. Write standardize(x, -1, eps).",
    example=([[0.001, -0.001, 0.002, -0.002]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_not_passing_eps_on(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * standardize(x, -1) + beta).astype(dtype)


@mistake(
    "eps is fixed at 1e-5, whatever is passed. Use the argument.", example=([[3.0, 5.0]], [1.0, 10.0], [0.0, 0.0], 3.0)
)
def layer_norm_with_a_fixed_eps(x, gamma, beta, eps=1e-5):
    return layer_norm(x, gamma, beta)


@mistake(
    "The default of eps is 1e-6 here. It is part of the layer: 1e-5.",
    example=([[0.001, -0.001, 0.002, -0.002]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_with_another_default(x, gamma, beta, eps=1e-6):
    return layer_norm(x, gamma, beta, eps)


@mistake(
    "float16 and float32 are computed as they are: means lose digits and squares overflow. Convert to float64 first, and "
    "back at the end.",
    example=(np.array([2000.0, 2001.0, 2003.0], dtype=np.float32), np.ones(3), np.zeros(3)),
)
def layer_norm_in_low_precision(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    _, gamma, beta, dtype = _layer(x, gamma, beta)
    x = x.astype(dtype)
    scale = np.sqrt(variance(x) + dtype.type(eps))
    return (gamma * (_deviations(x) / scale) + beta).astype(dtype)


@mistake(
    "Mean and variance are computed in the dtype of x, and gamma then makes the result float64. The other way round: "
    "convert x to float64 first, and the result to float_dtype(x).",
    example=(np.array([2000.0, 2001.0, 2003.0], dtype=np.float32), np.ones(3), np.zeros(3)),
)
def layer_norm_without_conversions(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    _, gamma, beta, _ = _layer(x, gamma, beta)
    return gamma * _deviations(x) / np.sqrt(variance(x) + eps) + beta


@mistake(
    "The result is always float64. Return it in the dtype of x if that is a floating type: .astype(float_dtype(x)).",
    example=(np.array([2000.0, 2001.0, 2003.0], dtype=np.float32), np.ones(3), np.zeros(3)),
)
def layer_norm_in_float64(x, gamma, beta, eps=1e-5):
    return layer_norm(np.asarray(x, dtype=float), gamma, beta, eps)


@mistake(
    "Whole numbers come back as whole numbers: the cast to the dtype of x cuts off the decimals. float_dtype(x) says "
    "which dtype to use.",
    example=([[1, 2, 3, 4]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_cast_to_int(x, gamma, beta, eps=1e-5):
    return layer_norm(x, gamma, beta, eps).astype(np.asarray(x).dtype)


@mistake(
    "gamma and beta are not checked, and numpy stretches what is too small. Raise ValueError unless both have shape (D,) "
    "(as_parameter does it).",
    example=([[1.0, 2.0, 3.0]], [1.0], [0.0, 0.0, 0.0]),
)
def layer_norm_without_checks(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    normalised = standardize(x, axis=-1, eps=eps)
    return (np.asarray(gamma, dtype=float) * normalised + np.asarray(beta, dtype=float)).astype(float_dtype(x))


@mistake(
    "The result is right, but x -= mean overwrites the activations of the caller. Write x - mean, which makes a new "
    "array.",
    example=(np.array([[1.0, 3.0]]), np.ones(2), np.zeros(2)),
)
def layer_norm_in_place(x, gamma, beta, eps=1e-5):
    result = layer_norm(x, gamma, beta, eps)
    x = np.asarray(x)
    if x.dtype == float:
        x -= x.mean(axis=-1, keepdims=True)
    return result


SEQUENCE = (((1.0, 2.0), (3.0, 7.0)), ((2.0, 9.0), (4.0, 5.0)))
SMALL = ([[0.001, -0.001, 0.002, -0.002]], [1, 2, 1, 1], [0, 0, 1, 0])


def _layer_by(x, gamma, beta, deviations, scale):
    """What comes of other deviations and of another scale, both of a float64 array."""
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    if x.size == 0:
        return x.astype(dtype)
    return (gamma * deviations(x) / scale(x) + beta).astype(dtype)


@mistake(
    "All axes but the first are normalised together, so the vectors of a sequence share one mean. Use the last axis only: "
    "axis=-1.",
    example=(SEQUENCE, [1.0, 2.0], [0.0, 1.0]),
)
def layer_norm_over_a_whole_sequence(x, gamma, beta, eps=1e-5):
    axes = tuple(range(1, np.ndim(x))) or 0
    return _layer_by(
        x,
        gamma,
        beta,
        lambda x: x - x.mean(axis=axes, keepdims=True),
        lambda x: np.sqrt(x.var(axis=axes, keepdims=True) + eps),
    )


@mistake("keepdims=True is missing: the means of the rows no longer line up with the rows. Keep the reduced axis.")
def layer_norm_without_keepdims(x, gamma, beta, eps=1e-5):
    return _layer_by(x, gamma, beta, lambda x: x - x.mean(axis=-1), lambda x: np.sqrt(x.var(axis=-1) + eps))


@mistake(
    "The mean is that of each vector, but the scale that of the whole batch. Take the variance along the last axis, too.",
)
def layer_norm_with_one_scale_for_all(x, gamma, beta, eps=1e-5):
    return _layer_by(x, gamma, beta, _deviations, lambda x: np.sqrt(x.var() + eps))


@mistake("The mean square of x is taken for the variance, which is measured from the mean. Square the deviations.")
def layer_norm_by_the_mean_square(x, gamma, beta, eps=1e-5):
    return _layer_by(x, gamma, beta, _deviations, lambda x: np.sqrt(np.mean(x**2, axis=-1, keepdims=True) + eps))


@mistake("The squared deviations are summed, so every vector gets the same length. Use their mean: divide by D.")
def layer_norm_of_the_sum(x, gamma, beta, eps=1e-5):
    return _layer_by(x, gamma, beta, _deviations, lambda x: np.sqrt(variance(x) * x.shape[-1] + eps))


@mistake("The deviations are divided by the mean absolute deviation. Use the root of the variance.")
def layer_norm_by_the_mean_deviation(x, gamma, beta, eps=1e-5):
    return _layer_by(x, gamma, beta, _deviations, lambda x: np.abs(_deviations(x)).mean(axis=-1, keepdims=True) + eps)


@mistake("This scales each vector to the range from 0 to 1. Subtract the mean, and divide by sqrt(var + eps).")
def layer_norm_as_min_max(x, gamma, beta, eps=1e-5):
    return _layer_by(
        x, gamma, beta, lambda x: x - x.min(-1, keepdims=True), lambda x: np.ptp(x, axis=-1, keepdims=True) + eps
    )


@mistake("The deviations are multiplied by the standard deviation. Divide by it.")
def layer_norm_multiplying(x, gamma, beta, eps=1e-5):
    return _layer_by(x, gamma, beta, _deviations, lambda x: 1 / np.sqrt(variance(x) + eps))


@mistake("The sign is turned round: this is mean - x. Subtract the mean from the vector.")
def layer_norm_upside_down(x, gamma, beta, eps=1e-5):
    return _layer_by(x, gamma, beta, lambda x: -_deviations(x), lambda x: np.sqrt(variance(x) + eps))


@mistake("eps is squared before it is added. Add it as it is: sqrt(var + eps).", example=SMALL)
def layer_norm_with_squared_eps(x, gamma, beta, eps=1e-5):
    return layer_norm(x, gamma, beta, eps**2)


@mistake(
    "The variance is replaced by eps where it is smaller. Add eps always: sqrt(var + eps).",
    example=([[3.0, 5.0]], [1.0, 10.0], [0.0, 0.0], 3.0),
)
def layer_norm_with_eps_as_a_floor(x, gamma, beta, eps=1e-5):
    return _layer_by(x, gamma, beta, _deviations, lambda x: np.sqrt(np.maximum(variance(x), eps)))


@mistake(
    "A vector of equal entries gives 0 here. Its normalised entries are 0, and beta is added to them.",
    example=([[7.0, 7.0]], [2.0, 3.0], [0.5, 0.25]),
)
def layer_norm_of_a_constant_is_zero(x, gamma, beta, eps=1e-5):
    return np.where(np.ptp(np.asarray(x), axis=-1, keepdims=True) == 0, 0, layer_norm(x, gamma, beta, eps))


@mistake(
    "The result is always float32. Return it in the dtype of x if that is a floating type: .astype(float_dtype(x)).",
)
def layer_norm_always_in_float32(x, gamma, beta, eps=1e-5):
    return layer_norm(x, gamma, beta, eps).astype(np.float32)


layer_norm_with_one_plus_gamma = mistake.change(
    "gamma * normalised + beta",
    "(1 + gamma) * normalised + beta",
    "The scale is 1 + gamma. Here gamma itself is the scale.",
)
layer_norm_subtracting_beta = mistake.change(
    "gamma * normalised + beta",
    "gamma * normalised - beta",
    "beta is subtracted. Add it: gamma * normalised + beta.",
)
layer_norm_divided_by_gamma = mistake.change(
    "gamma * normalised + beta",
    "normalised / gamma + beta",
    "The vector is divided by gamma. Multiply by it: gamma * normalised + beta.",
)
layer_norm_with_a_residual = mistake.change(
    "gamma * normalised + beta",
    "x + gamma * normalised + beta",
    "x is added to its normalised form, as a residual connection does. Return the normalised vector alone.",
)
layer_norm_after_the_parameters = mistake.change(
    "normalised = standardize(x, axis=-1, eps=eps)\n    return (gamma * normalised + beta)",
    "normalised = standardize(gamma * x + beta, axis=-1, eps=eps)\n    return normalised",
    "gamma and beta are applied before the normalisation, which undoes them. Normalise first, then scale and shift.",
)
layer_norm_rounded = mistake.change(
    "gamma * normalised + beta",
    "np.round(gamma * normalised + beta, 3)",
    "The result is rounded. Return it as it is; the example rounds for the display only.",
)


# Other right answers


@alternative
def layer_norm_from_scratch(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    if np.shape(gamma) != x.shape[-1:] or np.shape(beta) != x.shape[-1:]:
        raise ValueError("shapes")
    wide = x.astype(np.float64)
    mean = wide.mean(-1, keepdims=True)
    variance = ((wide - mean) ** 2).mean(-1, keepdims=True)
    out = np.asarray(gamma) * (wide - mean) / np.sqrt(variance + eps) + np.asarray(beta)
    return out.astype(x.dtype) if x.dtype.kind == "f" else out


@alternative
def layer_norm_one_vector_at_a_time(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    gamma, beta = as_parameter(gamma, x.shape[-1], "gamma"), as_parameter(beta, x.shape[-1], "beta")
    out = np.empty(x.shape, dtype=float_dtype(x))
    for index in np.ndindex(x.shape[:-1]):
        vector = [float(value) for value in x[index]]
        mean = sum(vector) / len(vector)
        variance = sum((value - mean) ** 2 for value in vector) / len(vector)
        out[index] = [
            g * (v - mean) / math.sqrt(variance + eps) + b for v, g, b in zip(vector, gamma, beta, strict=True)
        ]
    return out


@alternative
def layer_norm_in_extended_precision(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    gamma, beta = as_parameter(gamma, x.shape[-1], "gamma"), as_parameter(beta, x.shape[-1], "beta")
    wide = x.astype(np.longdouble)
    normalised = (wide - wide.mean(axis=-1, keepdims=True)) / np.sqrt(wide.var(axis=-1, keepdims=True) + eps)
    return (normalised * gamma + beta).astype(float_dtype(x))


@alternative
def layer_norm_along_the_last_axis(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    gamma, beta = as_parameter(gamma, x.shape[-1], "gamma"), as_parameter(beta, x.shape[-1], "beta")
    return np.add(np.multiply(standardize(x, x.ndim - 1, eps), gamma), beta).astype(float_dtype(x))
