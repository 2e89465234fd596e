"""7.8 `forward_variances`: criteria, known mistakes, other right answers."""

import itertools

import numpy as np

from autograder.content import alternative, assert_close, assert_same, assert_unchanged, criterion, mistakes_of, raises
from solutions.s07_normal import forward_variances

ACTIVATIONS = ("linear", "relu", "tanh")

# Criteria


def _stack(rng, rows, widths):
    """An input and the matrices of layers of these widths, none of them square."""
    x = rng.normal(0.5, 1, size=(rows, widths[0]))
    return x, [rng.normal(0, 0.8, size=shape) for shape in itertools.pairwise(widths)]


@criterion(core=True)
def test_measures_after_each_activation(forward_variances, reference, rng):
    for activation in ACTIVATIONS:
        for rows, widths in ((5, (3, 4)), (4, (2, 5, 3)), (7, (4, 3, 2, 6))):
            x, weights = _stack(rng, rows, widths)
            expected = reference.forward_variances(x, weights, activation)
            assert_close(forward_variances(x, weights, activation), expected)


@criterion()
def test_of_worked_layers(forward_variances):
    assert_close(forward_variances([[1, -1], [2, 0]], [[[1, 0], [0, 1]]], "relu"), [0.6875])
    assert_close(forward_variances([[1.0], [3.0]], [[[2.0]], [[0.5]]], "linear"), [4.0, 1.0])


@criterion()
def test_of_no_layers_is_empty(forward_variances):
    for activation in ACTIVATIONS:
        assert_same(forward_variances([[1.0, 2.0]], [], activation), [])


@criterion()
def test_of_one_row_and_one_unit(forward_variances):
    assert_close(forward_variances([[2.0, 1.0]], [[[1.0, 3.0], [1.0, 0.0]]], "linear"), [2.25])
    assert_close(forward_variances([[2.0]], [[[1.5]]], "tanh"), [0.0])


@criterion()
def test_takes_ints_and_single_precision(forward_variances):
    assert_close(forward_variances([[1], [3]], [[[2]]], "linear"), [4.0])
    x, w = np.array([[1.0], [3.0]], dtype=np.float32), np.array([[0.5]], dtype=np.float32)
    assert_close(forward_variances(x, [w], "relu"), [0.25])


@criterion()
def test_refuses_unknown_activations(forward_variances):
    for activation in ("gelu", "", "ReLU", "sigmoid"):
        for weights in ([], [[[1.0]]]):
            with raises(ValueError):
                forward_variances([[1.0]], weights, activation)


@criterion()
def test_leaves_its_arguments_unchanged(forward_variances, rng):
    x, weights = _stack(rng, 4, (3, 2, 4))
    for activation in ACTIVATIONS:
        assert_unchanged(forward_variances, x, weights, activation)


# Known mistakes

X, W = ((1.0, -1.0), (2.0, 0.5)), (((1.0, 0.5), (-0.5, 1.0)), ((2.0, -1.0), (1.0, 1.0)))


def _activated(h, activation):
    return {"linear": lambda h: h, "relu": lambda h: np.maximum(h, 0), "tanh": np.tanh}[activation](h)


mistake = mistakes_of(forward_variances, example=(X, W, "relu"))


def _layers(x, weights, activation):
    """Sums and activations of every layer."""
    forward_variances(x, weights, activation)
    h, found = np.asarray(x, dtype=float), []
    for w in weights:
        z = h @ np.asarray(w, dtype=float)
        h = _activated(z, activation)
        found.append((z, h))
    return found


@mistake("The variance is measured before the activation. Measure what the next layer gets.")
def forward_variances_before_the_activation(x, weights, activation):
    return [float(z.var()) for z, _ in _layers(x, weights, activation)]


@mistake("There is no activation at all.")
def forward_variances_without_activation(x, weights, activation):
    forward_variances(x, weights, activation)
    return forward_variances(x, weights, "linear")


@mistake("The activation is applied to what is measured, but the next layer gets the sums without it.")
def forward_variances_handing_on_sums(x, weights, activation):
    forward_variances(x, weights, activation)
    h, found = np.asarray(x, dtype=float), []
    for w in weights:
        h = h @ np.asarray(w, dtype=float)
        found.append(float(_activated(h, activation).var()))
    return found


@mistake("Every layer gets the input. A layer gets what the one before gives.")
def forward_variances_of_the_input_each_time(x, weights, activation):
    try:
        return [
            float(_activated(np.asarray(x, dtype=float) @ np.asarray(w, dtype=float), activation).var())
            for w in weights
        ]
    except ValueError:
        return [0.0] * len(weights)
    except KeyError:
        raise ValueError(activation) from None


@mistake("Only the last variance is returned. One for each layer is wanted.")
def forward_variances_of_the_last(x, weights, activation):
    return forward_variances(x, weights, activation)[-1:]


@mistake("The variance of the input stands in front. Begin with the first layer.")
def forward_variances_with_the_input(x, weights, activation):
    return [float(np.var(np.asarray(x, dtype=float))), *forward_variances(x, weights, activation)]


@mistake("These are standard deviations. Variances are wanted.")
def forward_variances_as_deviations(x, weights, activation):
    return [v**0.5 for v in forward_variances(x, weights, activation)]


@mistake("The mean of squares is no variance: subtract the mean.")
def forward_variances_as_mean_squares(x, weights, activation):
    return [float(np.mean(h**2)) for _, h in _layers(x, weights, activation)]


@mistake("The variance divides by the number of entries minus 1. Here by their number: h.var().")
def forward_variances_with_bessel(x, weights, activation):
    return [float(h.var(ddof=1)) if h.size > 1 else 0.0 for _, h in _layers(x, weights, activation)]


@mistake("Each row has its own variance, and their mean is taken. All entries together have one.")
def forward_variances_of_rows(x, weights, activation):
    return [float(h.var(axis=1).mean()) for _, h in _layers(x, weights, activation)]


@mistake("Each unit has its own variance, and their mean is taken. All entries together have one.")
def forward_variances_of_units(x, weights, activation):
    return [float(h.var(axis=0).mean()) for _, h in _layers(x, weights, activation)]


@mistake("These are means. Variances are wanted.")
def forward_variances_as_means(x, weights, activation):
    return [float(h.mean()) for _, h in _layers(x, weights, activation)]


@mistake("relu takes the absolute value here. Negative sums become 0.")
def forward_variances_with_absolute_values(x, weights, activation):
    forward_variances(x, weights, activation)
    h, found = np.asarray(x, dtype=float), []
    for w in weights:
        h = h @ np.asarray(w, dtype=float)
        h = np.abs(h) if activation == "relu" else _activated(h, activation)
        found.append(float(h.var()))
    return found


@mistake("The layers come in reverse order.", example=(X, W, "tanh"))
def forward_variances_backwards(x, weights, activation):
    return forward_variances(x, weights, activation)[::-1]


@mistake("An unknown activation is taken for linear. Raise ValueError.", example=([[1.0]], [[[1.0]]], "sigmoid"))
def forward_variances_of_any_activation(x, weights, activation):
    return forward_variances(x, weights, activation if activation in ACTIVATIONS else "linear")


@mistake(
    "An unknown activation is only noticed in a layer. Raise ValueError even if there are none.",
    example=([[1.0]], [], "sigmoid"),
)
def forward_variances_checked_too_late(x, weights, activation):
    return forward_variances(x, weights, activation) if len(weights) else []


@mistake("The variances come in an array. A list of floats is wanted.")
def forward_variances_as_an_array(x, weights, activation):
    return np.array(forward_variances(x, weights, activation), dtype=float)


# Other right answers


@alternative
def forward_variances_with_branches(x, weights, activation):
    if activation not in ("linear", "relu", "tanh"):
        raise ValueError(activation)
    found = []
    h = np.array(x, dtype=float)
    for w in weights:
        h = np.dot(h, np.array(w, dtype=float))
        if activation == "relu":
            h = np.where(h > 0, h, 0.0)
        elif activation == "tanh":
            h = np.tanh(h)
        found.append(np.mean((h - np.mean(h)) ** 2))
    return found


@alternative
def forward_variances_by_recursion(x, weights, activation):
    if activation not in ACTIVATIONS:
        raise ValueError(activation)
    if len(weights) == 0:
        return []
    h = _activated(np.einsum("ij,jk->ik", np.asarray(x, dtype=float), np.asarray(weights[0], dtype=float)), activation)
    return [float(np.var(h)), *forward_variances_by_recursion(h, weights[1:], activation)]
