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

V, U = (
    ((1.0, -1.0, 0.5), (2.0, 0.5, -1.5)),
    (((1.0, 0.5), (-0.5, 1.0), (2.0, -1.0)), ((1.0, -2.0, 0.5), (0.5, 1.0, -1.0))),
)


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


forward_variances_before_the_activation = mistake.change(
    "h = functions[activation](h @ np.asarray(w, dtype=float))  # (N, d_i) @ (d_i, d_i+1)\n        variances.append(float(h.",
    "z = h @ np.asarray(w, dtype=float)\n        h = functions[activation](z)\n        variances.append(float(z.",
    "The variance is measured before the activation. Measure what the next layer gets.",
)


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


forward_variances_with_bessel = mistake.change(
    ".var()",
    ".var(ddof=1)",
    "The variance divides by the number of entries minus 1. Here by their number: h.var().",
)


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


@mistake("The last layer gets no activation, as an output layer. Here every layer has one.", example=(V, U, "tanh"))
def forward_variances_with_a_linear_end(x, weights, activation):
    forward_variances(x, weights, activation)
    h, found = np.asarray(x, dtype=float), []
    for i, w in enumerate(weights):
        h = h @ np.asarray(w, dtype=float)
        h = _activated(h, activation) if i < len(weights) - 1 else h
        found.append(float(h.var()))
    return found


forward_variances_activated_first = mistake.change(
    "functions[activation](h @ np.asarray(w, dtype=float))",
    "functions[activation](h) @ np.asarray(w, dtype=float)",
    "The activation comes before the multiplication. A layer multiplies first: activation(h @ w).",
)
forward_variances_activated_twice = mistake.change(
    "functions[activation](h @ np.asarray(w, dtype=float))",
    "functions[activation](functions[activation](h) @ np.asarray(w, dtype=float))",
    "The activation is applied before the multiplication as well. Once, after it, is enough.",
)
forward_variances_transposed = mistake.change(
    "np.asarray(w, dtype=float)",
    "np.asarray(w, dtype=float).T",
    "The matrices are transposed. They have the shape (d_i, d_i+1): h @ w as it is.",
)
forward_variances_entry_by_entry = mistake.change(
    "h @ np.asarray(w, dtype=float)",
    "h * np.asarray(w, dtype=float)",
    "The entries are multiplied one by one. A layer is a matrix product: h @ w.",
)
forward_variances_with_a_leaky_relu = mistake.change(
    "np.maximum(h, 0)",
    "np.maximum(h, 0.01 * h)",
    "This relu is a leaky one. Negative sums become 0.",
)
forward_variances_with_a_step = mistake.change(
    "lambda h: np.maximum(h, 0)",
    "lambda h: (h > 0).astype(float)",
    "This relu is a step, which says only whether h is positive. Positive sums pass as they are.",
)
forward_variances_with_a_sigmoid = mistake.change(
    "np.tanh}",
    "lambda h: 1 / (1 + np.exp(-h))}",
    "The logistic function stands for tanh. They are related, but tanh goes from -1 to 1: np.tanh.",
    example=(X, W, "tanh"),
)
forward_variances_normalised = mistake.change(
    "variances.append(float(h.var()))",
    "variances.append(float(h.var()))\n        h = (h - h.mean()) / (h.std() or 1.0)",
    "Each layer's output is normalised before the next one gets it. Hand it on as it is: its width is the question.",
    example=(V, U, "relu"),
)
forward_variances_without_the_last = mistake.change(
    "for w in weights:",
    "for w in weights[:-1]:",
    "The last layer is left out. Every matrix makes a layer.",
)
forward_variances_relative_to_the_input = mistake.change(
    "h.var()",
    "h.var() / (np.var(np.asarray(x, dtype=float)) or 1.0)",
    "The variances are divided by that of the input. They are wanted as they are.",
)
forward_variances_of_the_first_row = mistake.change(
    "h.var()", "h[0].var()", "Only the first row is measured. All entries together have one variance."
)
forward_variances_of_weights = mistake.change(
    "h.var()",
    "np.var(np.asarray(w, dtype=float))",
    "These are the variances of the matrices. Those of the activations are wanted.",
)
forward_variances_as_sums_of_squares = mistake.change(
    "h.var()", "h.var() * h.size", "The squared distances are added up, and not divided by the number of entries."
)
forward_variances_of_the_mean_row = mistake.change(
    "h.var()",
    "h.mean(axis=0).var()",
    "Rows are averaged before. All entries together have one variance: h.var().",
)
forward_variances_in_spite_of_case = mistake.change(
    "if activation not in functions:",
    "activation = str(activation).lower()\n    if activation not in functions:",
    "Other spellings, such as ReLU, are accepted. Only the three names are known: raise ValueError.",
    example=([[1.0]], [[[1.0]]], "ReLU"),
)


@mistake("This is what theory expects of wide linear layers. Compute the layers, and measure.")
def forward_variances_in_theory(x, weights, activation):
    forward_variances(x, weights, activation)
    variance, found = float(np.var(np.asarray(x, dtype=float))), []
    for w in weights:
        w = np.asarray(w, dtype=float)
        variance = len(w) * float(w.var()) * variance
        found.append(variance)
    return found


@mistake(
    "An unknown activation raises a KeyError, from looking it up. Check before, and raise ValueError.",
    example=([[1.0]], [[[1.0]]], "sigmoid"),
)
def forward_variances_of_unknown_keys(x, weights, activation):
    if len(weights) and activation not in ACTIVATIONS:
        raise KeyError(activation)
    return forward_variances(x, weights, activation) if len(weights) else []


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
