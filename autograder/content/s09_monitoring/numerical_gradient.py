"""9.11 `numerical_gradient`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s09_monitoring import numerical_gradient

# Criteria


@criterion(core=True)
def test_of_a_quadratic_function_is_exact_up_to_rounding(numerical_gradient, rng):
    for size in (1, 3):
        weights, x = rng.normal(0, 2, size=(2, size))
        gradient = numerical_gradient(lambda x, w=weights: float((w * x**2).sum()), x)
        assert_close(gradient, 2 * weights * x, rtol=1e-7, atol=1e-8)


@criterion(core=True)
def test_has_an_error_of_the_second_order(numerical_gradient, rng):
    # ((x + h)^3 - (x - h)^3) / (2 h) = 3 x^2 + h^2, exactly.
    (x,) = rng.uniform(1, 3, size=1).tolist()
    for h in (0.5, 0.125):
        assert_close(numerical_gradient(lambda x: float((x**3).sum()), [x], h), np.array([3 * x * x + h * h]))


@criterion()
def test_moves_one_entry_at_a_time(numerical_gradient, rng):
    x = rng.normal(size=(2, 2))
    gradient = numerical_gradient(lambda x: float(x[0, 0] * x[1, 1] - 3 * x[0, 1]), x)
    assert_close(gradient, np.array([[x[1, 1], -3.0], [0.0, x[0, 0]]]), rtol=1e-7, atol=1e-8)


@criterion()
def test_takes_ints_and_single_precision(numerical_gradient):
    assert_close(numerical_gradient(lambda x: float((x**3).sum()), [1, 2]), np.array([3.0, 12.0]), rtol=1e-8)
    single = np.array([2.0], dtype=np.float32)
    assert_close(numerical_gradient(lambda x: float(x[0] ** 2), single), np.array([4.0]), rtol=1e-8)


@criterion()
def test_takes_a_single_number(numerical_gradient):
    assert_close(numerical_gradient(lambda x: float(x) ** 2, 3.0), np.array(6.0), rtol=1e-8)


@criterion()
def test_gives_the_function_points_of_its_own(numerical_gradient):
    # What is asked about one entry must not move the others.
    gradient = numerical_gradient(lambda x: float(x[0] * 10 + x[1]), [0.0, 0.0], 1.0)
    assert_close(gradient, np.array([10.0, 1.0]))


@criterion()
def test_refuses_bad_steps(numerical_gradient):
    for h in (0.0, -1e-5, math.nan, math.inf):
        with raises(ValueError):
            numerical_gradient(lambda x: 0.0, [1.0], h)


@criterion()
def test_leaves_its_argument_unchanged(numerical_gradient):
    assert_unchanged(numerical_gradient, lambda x: float(x.sum()), np.array([1.0, 2.0]))


# Known mistakes


def _cubes(x):
    return float((x**3).sum())


def _first_times_second(x):
    return float(x[0] * x[1])


mistake = mistakes_of(numerical_gradient, example=(_cubes, [1.0, 2.0], 0.25))

numerical_gradient_forward = mistake.change(
    "(f(above) - f(below)) / (2 * h)", "(f(above) - f(x)) / h",
    "One-sided differences have an error of the order of h. Go to both sides.",
)  # fmt: skip
numerical_gradient_backward = mistake.change(
    "(f(above) - f(below)) / (2 * h)", "(f(x) - f(below)) / h",
    "One-sided differences, here to the left, have an error of the order of h. Go to both sides.",
)  # fmt: skip
numerical_gradient_divided_by_h = mistake.change("/ (2 * h)", "/ h", "The two points are 2 h apart: divide by 2 * h.")
numerical_gradient_with_a_missing_bracket = mistake.change(
    "/ (2 * h)", "/ 2 * h", "Without brackets this divides by 2 and multiplies by h."
)
numerical_gradient_with_the_wrong_sign = mistake.change(
    "(f(above) - f(below))", "(f(below) - f(above))", "The sign is wrong: above minus below."
)
numerical_gradient_not_divided = mistake.change(
    "(f(above) - f(below)) / (2 * h)", "f(above) - f(below)", "The difference is not divided by 2 h."
)


@mistake("The step is fixed, and h is ignored.")
def numerical_gradient_with_a_fixed_step(f, x, h=1e-5):
    numerical_gradient(lambda _: 0.0, x, h)
    return numerical_gradient(f, x)


@mistake("All entries are moved at once, and every entry of the result is their sum. Move one at a time.")
def numerical_gradient_all_at_once(f, x, h=1e-5):
    numerical_gradient(lambda _: 0.0, x, h)
    x = np.array(x, dtype=float)
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


@mistake(
    "Entries that were moved are not put back, so that later ones are asked about another point. Work on copies.",
    example=(_first_times_second, [1.0, 2.0], 0.5),
)
def numerical_gradient_not_put_back(f, x, h=1e-5):
    numerical_gradient(lambda _: 0.0, x, h)
    x = np.array(x, dtype=float)
    gradient = np.empty_like(x)
    for index in np.ndindex(*x.shape):
        x[index] += h
        above = f(x.copy())
        x[index] -= 2 * h
        gradient[index] = (above - f(x.copy())) / (2 * h)
    return gradient


@mistake(
    "The array holds ints: adding a small step changes nothing there, subtracting it takes 1 off. Convert to float first.",
    example=(_cubes, [1, 2]),
)
def numerical_gradient_of_ints(f, x, h=1e-5):
    if np.asarray(x).dtype.kind not in "iu":
        return numerical_gradient(f, x, h)
    numerical_gradient(lambda _: 0.0, x, h)
    x = np.array(x)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        above, below = x.copy(), x.copy()
        above[index] = int(x[index] + h)
        below[index] = int(x[index] - h)
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


@mistake(
    "In single precision a step of 1e-5 is mostly rounded away. Convert to float64 first.",
    example=(_cubes, np.array([300.0], dtype=np.float32)),
)
def numerical_gradient_in_single_precision(f, x, h=1e-5):
    gradient = numerical_gradient(f, x, h)
    if np.asarray(x).dtype != np.float32:
        return gradient
    step = (np.float32(x) + np.float32(h)).astype(float) - (np.float32(x) - np.float32(h)).astype(float)
    return gradient * step / (2 * h)


@mistake(
    "The result is flat. It has the shape of x.",
    example=(lambda x: float(x[0, 0] * x[0, 1]), np.array([[2.0, 5.0]]), 0.5),
)
def numerical_gradient_flat(f, x, h=1e-5):
    return numerical_gradient(f, x, h).ravel()


@mistake("The numbers come in a list. Return an array.")
def numerical_gradient_as_a_list(f, x, h=1e-5):
    return numerical_gradient(f, x, h).tolist()


@mistake("This is the sum of the derivatives. One for each entry is wanted.")
def numerical_gradient_as_a_sum(f, x, h=1e-5):
    return float(numerical_gradient(f, x, h).sum())


@mistake("This is the length of the gradient. One derivative for each entry is wanted.")
def numerical_gradient_as_a_length(f, x, h=1e-5):
    return float(np.linalg.norm(numerical_gradient(f, x, h)))


@mistake("The points are at half the step, x + h/2 and x - h/2. Take h to both sides.")
def numerical_gradient_with_half_steps(f, x, h=1e-5):
    return numerical_gradient(f, x, h / 2)


@mistake("A step of 0 divides by 0. Raise ValueError unless h > 0.", example=(_cubes, [1.0], 0.0))
def numerical_gradient_of_step_zero(f, x, h=1e-5):
    return np.full(np.shape(x), np.nan) if h == 0 else numerical_gradient(f, x, h)


@mistake("A negative step is accepted. Raise ValueError unless h > 0.", example=(_cubes, [1.0], -1e-5))
def numerical_gradient_of_negative_steps(f, x, h=1e-5):
    return numerical_gradient(f, x, abs(h))


@mistake(
    "An infinite step is accepted, and inf - inf is nan. Raise ValueError unless h is finite.",
    example=(_cubes, [1.0], math.inf),
)
def numerical_gradient_of_infinite_steps(f, x, h=1e-5):
    return np.full(np.shape(x), np.nan) if h == math.inf else numerical_gradient(f, x, h)


@mistake(
    "The result is right, but the caller's x is left a little moved. Work on a copy.",
    example=(_cubes, np.array([1.0, 2.0])),
)
def numerical_gradient_in_place(f, x, h=1e-5):
    gradient = numerical_gradient(f, x, h)
    if isinstance(x, np.ndarray) and x.dtype == float:
        x += h
    return gradient


numerical_gradient_forward_by_two_steps = mistake.change(
    "(f(above) - f(below)) / (2 * h)",
    "(f(above) - f(x)) / (2 * h)",
    "The two points are x + h and x itself, only h apart. Go to both sides, or the result is about half.",
)
numerical_gradient_of_second_order = mistake.change(
    "(f(above) - f(below)) / (2 * h)",
    "(f(above) - 2 * f(x) + f(below)) / h**2",
    "This is the second derivative. The first is (f(x + h) - f(x - h)) / (2 h).",
)
numerical_gradient_with_a_sum = mistake.change(
    "(f(above) - f(below))", "(f(above) + f(below))", "The two values are added. Subtract the lower from the upper."
)
numerical_gradient_without_a_sign = mistake.change(
    "(f(above) - f(below)) / (2 * h)",
    "abs(f(above) - f(below)) / (2 * h)",
    "The sign is lost. Where f falls, the derivative is negative.",
    example=(_first_times_second, [1.0, -2.0], 0.5),
)
numerical_gradient_of_one_array = mistake.change(
    "above, below = x.copy(), x.copy()",
    "above = below = x.copy()",
    "Both points are one array under two names, so the difference is 0. Make two copies.",
)
numerical_gradient_with_relative_steps = mistake.change(
    "        above[index] += h\n        below[index] -= h\n        gradient[index] = (f(above) - f(below)) / (2 * h)",
    "        step = h * max(1.0, abs(x[index]))\n        above[index] += step\n        below[index] -= step\n"
    "        gradient[index] = (f(above) - f(below)) / (2 * step)",
    "The step grows with the entry. It is h, whatever the entry is.",
)
numerical_gradient_times_a_step = mistake.change(
    "above[index] += h\n        below[index] -= h",
    "above[index] *= 1 + h\n        below[index] *= 1 - h",
    "The entries are multiplied by 1 + h and 1 - h. Add h and subtract h.",
)
numerical_gradient_with_two_steps_up = mistake.change(
    "above[index] += h\n        below[index] -= h",
    "above[index] += 2 * h",
    "The points are x + 2 h and x. Go one h to each side: the middle must be x.",
)
numerical_gradient_with_wider_steps = mistake.change(
    "(f(above) - f(below)) / (2 * h)",
    "(f(above) - f(below)) / (2 * h) ** 2",
    "The difference is divided by the square of 2 h. Divide once.",
)


def _first_row(x):
    return float(x[0].sum() ** 2)


@mistake(
    "f gets a flat array. It must get one of the shape of x: move entries in a copy of x itself.",
    example=(_first_row, np.array([[2.0, 5.0], [1.0, 3.0]]), 0.5),
)
def numerical_gradient_at_flat_points(f, x, h=1e-5):
    numerical_gradient(lambda _: 0.0, x, h)
    return numerical_gradient(f, np.array(x, dtype=float).ravel(), h).reshape(np.shape(x))


@mistake(
    "In a table whole rows are moved: range(len(x)) counts rows. Go through all indices with np.ndindex.",
    example=(_first_row, np.array([[2.0, 5.0], [1.0, 3.0]]), 0.5),
)
def numerical_gradient_of_rows(f, x, h=1e-5):
    numerical_gradient(lambda _: 0.0, x, h)
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for i in range(len(x)):
        above, below = x.copy(), x.copy()
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


@mistake(
    "f gets a single entry. It is a function of the whole array, with one entry moved.",
    example=(_first_times_second, [1.0, 2.0], 0.5),
)
def numerical_gradient_of_entries(f, x, h=1e-5):
    numerical_gradient(lambda _: 0.0, x, h)
    x = np.array(x, dtype=float)
    return np.array([(f(entry + h) - f(entry - h)) / (2 * h) for entry in x.ravel()]).reshape(x.shape)


@mistake("The loop returns after the first entry, and the others stay 0. Return behind the loop.")
def numerical_gradient_of_the_first_entry(f, x, h=1e-5):
    gradient = numerical_gradient(f, x, h)
    gradient.ravel()[1:] = 0.0
    return gradient


@mistake("The gradient is divided by its length. Leave it as it is.")
def numerical_gradient_as_a_direction(f, x, h=1e-5):
    gradient = numerical_gradient(f, x, h)
    return gradient / (np.linalg.norm(gradient) or 1.0)


@mistake("This is x after a step against the gradient. The gradient alone is wanted.")
def numerical_gradient_as_a_step(f, x, h=1e-5):
    return np.array(x, dtype=float) - h * numerical_gradient(f, x, h)


@mistake(
    "The gradient is cut to whole numbers: the array for it holds ints. Make it of floats.",
    example=(_cubes, [1.5, 2.5], 0.25),
)
def numerical_gradient_in_whole_numbers(f, x, h=1e-5):
    return np.trunc(numerical_gradient(f, x, h))


# Other right answers


@alternative
def numerical_gradient_with_unit_vectors(f, x, h=1e-5):
    if not math.isfinite(h) or h <= 0:
        raise ValueError("h")
    x = np.asarray(x, dtype=float)
    gradient = [(f(x + e.reshape(x.shape)) - f(x - e.reshape(x.shape))) / (2 * h) for e in h * np.eye(x.size)]
    return np.array(gradient).reshape(x.shape)


@alternative
def numerical_gradient_putting_back(f, x, h=1e-5):
    if not (h > 0 and np.isfinite(h)):
        raise ValueError("h")
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + h
        above = f(x)
        x[index] = old - h
        gradient[index] = (above - f(x)) / (2 * h)
        x[index] = old
    return gradient
