"""7.6 `weighted_sum_std`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, criterion, mistakes_of
from solutions.s07_normal import weighted_sum_std

# Criteria


@criterion(core=True)
def test_is_the_root_of_the_number_times_both_deviations(weighted_sum_std, rng):
    for _ in range(6):
        n_in = int(rng.integers(2, 5000))
        weight_std, input_std = rng.uniform(0.01, 3, size=2).tolist()
        assert_close(weighted_sum_std(n_in, weight_std, input_std), math.sqrt(n_in * weight_std**2 * input_std**2))


@criterion()
def test_has_inputs_of_deviation_one_unless_told(weighted_sum_std, rng):
    for n_in in rng.integers(2, 5000, size=3).tolist():
        assert_close(weighted_sum_std(n_in, 0.02), 0.02 * math.sqrt(n_in))


@criterion()
def test_of_one_product(weighted_sum_std):
    assert_close(weighted_sum_std(1, 0.25, 3.0), 0.75)


@criterion()
def test_of_nothing_random_is_zero(weighted_sum_std):
    assert_close(weighted_sum_std(9, 0, 2.0), 0.0)
    assert_close(weighted_sum_std(9, 2.0, 0.0), 0.0)


@criterion()
def test_of_very_small_and_very_large_deviations(weighted_sum_std):
    assert_close(weighted_sum_std(4, 1e-200, 1e200), 2.0)
    assert_close(weighted_sum_std(100, 1e-8, 1e-8), 1e-15, atol=0.0)


@criterion()
def test_takes_numpy_scalars(weighted_sum_std):
    assert_close(weighted_sum_std(np.int64(16), np.float32(0.5), 3), 6.0)


# Known mistakes

mistake = mistakes_of(weighted_sum_std, example=(16, 0.5, 3.0))

weighted_sum_std_without_the_root = mistake.change(
    "math.sqrt(n_in)",
    "n_in",
    "Deviations are added up. Independent parts add their *variances*: the deviation grows with the root.",
)
weighted_sum_std_divided_by_the_root = mistake.change(
    "math.sqrt(n_in) *", "1 / math.sqrt(n_in) *", "This is divided by the root, as for a mean. A sum grows: multiply."
)
weighted_sum_std_as_a_variance = mistake.change(
    "math.sqrt(n_in) * weight_std * input_std",
    "n_in * weight_std**2 * input_std**2",
    "This is the variance. Take its root.",
)
weighted_sum_std_with_added_deviations = mistake.change(
    "weight_std * input_std",
    "(weight_std + input_std)",
    "The two deviations are added. Those of a product of independent variables with mean 0 multiply.",
)
weighted_sum_std_with_added_variances = mistake.change(
    "weight_std * input_std",
    "math.hypot(weight_std, input_std)",
    "The two variances are added. Those of a product multiply.",
)
weighted_sum_std_without_the_inputs = mistake.change(" * input_std", "", "The deviation of the inputs is ignored.")
weighted_sum_std_without_the_weights = mistake.change(" * weight_std", "", "The deviation of the weights is ignored.")
weighted_sum_std_without_the_number = mistake.change("math.sqrt(n_in) * ", "", "The number of products is ignored.")
weighted_sum_std_with_roots_of_deviations = mistake.change(
    "weight_std * input_std",
    "math.sqrt(weight_std * input_std)",
    "The root is taken of the deviations, too. Only of the number.",
)
weighted_sum_std_with_squared_weights = mistake.change(
    "* weight_std *", "* weight_std**2 *", "The deviation of the weights is squared, and that of the inputs is not."
)
weighted_sum_std_of_one_less = mistake.change(
    "math.sqrt(n_in)", "math.sqrt(n_in - 1)", "The root is that of n - 1. No mean is estimated here: n."
)
weighted_sum_std_of_a_mean = mistake.change(
    "math.sqrt(n_in) * weight_std * input_std",
    "weight_std * input_std / n_in",
    "The product is divided by the number. A sum grows with its root.",
)
weighted_sum_std_of_whole_roots = mistake.change(
    "math.sqrt(n_in)", "math.isqrt(n_in)", "The root is rounded down. Use math.sqrt.", example=(768, 1.0)
)
weighted_sum_std_as_a_logarithm = mistake.change(
    "math.sqrt(n_in)", "math.log(n_in)", "The logarithm of the number is taken. Its root is wanted."
)


@mistake(
    "Variances are formed on the way, and the square of 1e200 is too large for a float. Multiply the deviations "
    "themselves.",
    example=(4, 1e-200, 1e200),
)
def weighted_sum_std_through_variances(n_in, weight_std, input_std=1.0):
    return math.sqrt(n_in * float(weight_std) ** 2 * float(input_std) ** 2)


@mistake(
    "Squares of tiny deviations become 0 before the root is taken, those of huge ones infinite. Multiply the deviations "
    "themselves.",
    example=(4, 1e-200, 1e200),
)
def weighted_sum_std_through_products(n_in, weight_std, input_std=1.0):
    variance = float(weight_std) * float(weight_std) * float(input_std) * float(input_std)
    return math.sqrt(n_in * variance)


weighted_sum_std_of_one_more = mistake.change(
    "math.sqrt(n_in)", "math.sqrt(n_in + 1)", "One product too many is counted, as for a bias. There are n_in."
)
weighted_sum_std_with_squared_inputs = mistake.change(
    "* input_std)", "* input_std**2)", "The deviation of the inputs is squared, and that of the weights is not."
)
weighted_sum_std_with_the_root_of_the_weights = mistake.change(
    "math.sqrt(n_in) * weight_std",
    "math.sqrt(n_in * weight_std)",
    "The root goes over the weights' deviation as well. Under a root stands a variance: its square.",
)
weighted_sum_std_with_the_root_of_the_inputs = mistake.change(
    "math.sqrt(n_in) * weight_std * input_std",
    "math.sqrt(n_in * weight_std**2 * input_std)",
    "Under the root the inputs' deviation is not squared. Variances are multiplied there.",
)
weighted_sum_std_divided_by_the_inputs = mistake.change(
    "* input_std)",
    "/ input_std)",
    "This divides by the deviation of the inputs. Multiply: wider inputs give wider sums.",
)
weighted_sum_std_of_half = mistake.change(
    "math.sqrt(n_in)",
    "n_in / 2",
    "n_in ** 1/2 is half of n_in: the power comes before the division. Write math.sqrt(n_in).",
)
weighted_sum_std_of_two_sources = mistake.change(
    "math.sqrt(n_in)",
    "math.sqrt(2 * n_in)",
    "The number is doubled, as if weights and inputs were added up. There are n_in products.",
)
weighted_sum_std_of_half_the_number = mistake.change(
    "math.sqrt(n_in)",
    "math.sqrt(n_in / 2)",
    "The number is halved, as after a ReLU. Nothing is cut off here: the root of n_in.",
)
weighted_sum_std_as_he = mistake.change(
    "math.sqrt(n_in)",
    "math.sqrt(2 / n_in)",
    "sqrt(2 / n) is how wide He draws the weights. Here the weights are given: multiply by the root of n_in.",
)
weighted_sum_std_of_all_products = mistake.change(
    "math.sqrt(n_in) * weight_std * input_std",
    "(weight_std * input_std) ** n_in if n_in < 9 else 0.0",
    "The product is raised to the power of the number. Independent products are added: the root of the number multiplies.",
    example=(3, 0.5, 3.0),
)
weighted_sum_std_rounded = mistake.change(
    "float(math.sqrt(n_in) * weight_std * input_std)",
    "round(float(math.sqrt(n_in) * weight_std * input_std), 3)",
    "The result is rounded. The examples round only to be short: return all digits.",
    example=(768, 0.02, 1.3),
)


# Other right answers


@alternative
def weighted_sum_std_from_variances(n_in, weight_std, input_std=1.0):
    return weight_std * math.sqrt(n_in) * input_std


@alternative
def weighted_sum_std_as_a_length(n_in, weight_std, input_std=1.0):
    return float(np.linalg.norm(np.ones(int(n_in)))) * float(weight_std) * float(input_std)


@alternative
def weighted_sum_std_with_a_power(n_in, weight_std, input_std=1.0):
    return n_in**0.5 * (weight_std * input_std)
