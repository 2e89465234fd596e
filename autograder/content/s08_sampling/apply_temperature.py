"""8.1 `apply_temperature`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    logits,
    mistakes_of,
    raises,
)
from solutions.s08_sampling import apply_temperature, probabilities

# Criteria


@criterion(core=True)
def test_divides_the_logits(apply_temperature, rng):
    for x in logits(rng, [(5,), (1,), (3, 4), (2, 3, 5)]):
        temperature = float(rng.uniform(0.1, 4))
        assert_close(apply_temperature(x, temperature), x / temperature)


@criterion()
def test_takes_very_small_and_very_large_temperatures(apply_temperature, rng):
    (x,) = logits(rng, [(4,)])
    for temperature in (1e-3, 1e-30, 1e30):
        assert_close(apply_temperature(x, temperature), x / temperature, atol=0.0)


@criterion()
def test_leaves_removed_words_removed(apply_temperature):
    for temperature in (0.5, 3):
        expected = np.array([2 / temperature, -math.inf, -1 / temperature])
        assert_close(apply_temperature([2.0, -math.inf, -1.0], temperature), expected)


@criterion()
def test_takes_lists_ints_and_single_precision(apply_temperature):
    assert_close(apply_temperature([2, 1, 0], 4), np.array([0.5, 0.25, 0.0]))
    assert_close(apply_temperature(np.array([[6, 3]]), 3), np.array([[2.0, 1.0]]))
    assert_close(apply_temperature(np.array([0.5, -3.0], dtype=np.float32), 0.25), np.array([2.0, -12.0]))


@criterion()
def test_refuses_what_is_no_temperature(apply_temperature):
    for temperature in (0, 0.0, -0.5, -2, math.nan, math.inf):
        with raises(ValueError):
            apply_temperature([2.0, 0.0, -1.0], temperature)


@criterion()
def test_leaves_its_argument_unchanged(apply_temperature, rng):
    (x,) = logits(rng, [(2, 3)])
    assert_unchanged(apply_temperature, x, 0.5)


# Known mistakes

mistake = mistakes_of(apply_temperature, example=([2, 1, 0, -1], 0.5))


apply_temperature_by_multiplying = mistake.change(
    "dtype=float) / temperature", "dtype=float) * temperature", "This multiplies, which turns hot into cold. Divide."
)


@mistake(
    "These are probabilities raised to the power 1/T, which do not even sum to 1. The exercise asks for logits: divide them."
)
def apply_temperature_as_a_power_of_probabilities(logits, temperature):
    apply_temperature(logits, temperature)
    return probabilities(np.asarray(logits, dtype=float)) ** (1 / temperature)


@mistake("These are probabilities. The exercise asks for logits: leave the softmax out.")
def apply_temperature_as_probabilities(logits, temperature):
    return probabilities(apply_temperature(logits, temperature))


@mistake("The temperature is ignored. Divide by it.")
def apply_temperature_ignored(logits, temperature):
    return apply_temperature(logits, temperature) * temperature


@mistake(
    "The largest logit was taken off. That changes no probability, but the exercise asks for logits / temperature."
)
def apply_temperature_shifted(logits, temperature):
    scaled = apply_temperature(logits, temperature)
    return scaled - scaled.max()


@mistake("This divides by 1 + T. T itself is the divisor.")
def apply_temperature_plus_one(logits, temperature):
    return apply_temperature(logits, temperature) * temperature / (1 + temperature)


@mistake("This divides by the square of the temperature. Divide once.")
def apply_temperature_twice(logits, temperature):
    return apply_temperature(apply_temperature(logits, temperature), temperature)


@mistake("This divides by the square root of the temperature. Divide by the temperature itself.")
def apply_temperature_as_a_root(logits, temperature):
    return apply_temperature(logits, temperature) * math.sqrt(temperature)


apply_temperature_of_zero = mistake.change(
    "not 0 < temperature < math.inf",
    "not 0 <= temperature < math.inf",
    "A temperature of 0 divides by 0: infinities, and nan for a logit of 0. Raise ValueError; 0 means greedy, which is "
    "another function.",
    example=([2, 1, 0, -1], 0),
)


apply_temperature_of_negative_numbers = mistake.change(
    "not 0 < temperature < math.inf",
    "temperature == 0 or math.isnan(temperature) or math.isinf(temperature)",
    "A negative temperature turns the order round: the worst word becomes the best. Raise ValueError.",
    example=([2, 1, 0, -1], -1.0),
)


@mistake(
    "nan passes a check such as temperature <= 0, since every comparison with nan is False. Write it the other way round: "
    "raise unless 0 < temperature.",
    example=([2, 1, 0, -1], math.nan),
)
def apply_temperature_with_nan(logits, temperature):
    if temperature <= 0 or temperature == math.inf:
        raise ValueError("temperature")
    return np.asarray(logits, dtype=float) / temperature


@mistake(
    "An infinite temperature is accepted, and makes nan of removed words. Raise ValueError.",
    example=([2, 1, 0, -1], math.inf),
)
def apply_temperature_with_infinity(logits, temperature):
    if not temperature > 0:
        raise ValueError("temperature")
    return np.asarray(logits, dtype=float) / temperature


@mistake(
    "A small number is added to the temperature, so that 0 does not divide by 0. It makes all results slightly wrong, and "
    "0 is to be refused.",
    example=([2, 1, 0, -1], 1e-3),
)
def apply_temperature_with_an_epsilon(logits, temperature):
    return np.asarray(logits, dtype=float) / (temperature + 1e-8)


@mistake(
    "The result is right, but the caller's logits are overwritten: /= changes the array itself. Write logits = logits / T.",
    example=(np.array([2.0, 1.0]), 0.5),
)
def apply_temperature_in_place(logits, temperature):
    scaled = apply_temperature(logits, temperature)
    if isinstance(logits, np.ndarray) and logits.dtype == float:
        logits /= temperature
    return scaled


@mistake("The numbers are right, but they come in a list. Return an array.", example=([2, 1], 0.5))
def apply_temperature_as_a_list(logits, temperature):
    return apply_temperature(logits, temperature).tolist()


@mistake(
    "Whole numbers stay whole here: // rounds down. Divide with /, as floats.",
    example=([3, 1, 0, -1], 2),
)
def apply_temperature_in_whole_numbers(logits, temperature):
    apply_temperature(logits, temperature)
    return np.asarray(logits, dtype=float) // temperature


@mistake("These are log-probabilities. The exercise asks for logits / temperature: do not normalise.")
def apply_temperature_as_log_probabilities(logits, temperature):
    scaled = apply_temperature(logits, temperature)
    return scaled - np.log(np.sum(np.exp(scaled - scaled.max()), axis=-1, keepdims=True)) - scaled.max()


@mistake("These are weights, exp(x / T). The exercise asks for logits: leave the exponential out.")
def apply_temperature_as_weights(logits, temperature):
    with np.errstate(over="ignore"):
        return np.exp(apply_temperature(logits, temperature))


@mistake("Probabilities are divided by the temperature. Divide the logits, without a softmax.")
def apply_temperature_to_probabilities(logits, temperature):
    apply_temperature(logits, temperature)
    return probabilities(np.asarray(logits, dtype=float)) / temperature


apply_temperature_by_subtracting = mistake.change(
    "dtype=float) / temperature", "dtype=float) - temperature", "This subtracts the temperature. Divide by it."
)
apply_temperature_by_subtracting_its_logarithm = mistake.change(
    "dtype=float) / temperature",
    "dtype=float) - math.log(temperature)",
    "The logarithm of the temperature is subtracted, which changes no probability. Divide the logits themselves.",
)
apply_temperature_rounded = mistake.change(
    "np.asarray(logits, dtype=float) / temperature",
    "np.round(np.asarray(logits, dtype=float) / temperature, 2)",
    "The quotients are rounded. Return all digits.",
    example=([2, 1, 0, -1], 3.0),
)


@mistake("A small temperature is raised to a floor. However small it is, divide by it.", example=([2, 1, 0, -1], 1e-4))
def apply_temperature_with_a_floor(logits, temperature):
    scaled = apply_temperature(logits, temperature)
    return scaled if temperature >= 1e-2 else apply_temperature(logits, 1e-2)


@mistake("At a temperature of 0 the logits come back as they are. Raise ValueError.", example=([2, 1, 0, -1], 0))
def apply_temperature_unchanged_at_zero(logits, temperature):
    return np.array(logits, dtype=float) if temperature == 0 else apply_temperature(logits, temperature)


@mistake(
    "A temperature of 0 is taken for greedy here. Refuse it: `greedy` is another function.", example=([2, 1, 0], 0)
)
def apply_temperature_greedy_at_zero(logits, temperature):
    if temperature != 0:
        return apply_temperature(logits, temperature)
    logits = np.array(logits, dtype=float)
    return np.where(logits == logits.max(axis=-1, keepdims=True), logits, -np.inf)


@mistake(
    "Temperatures above 1 are refused. They make the distribution flatter: allow them.", example=([2, 1, 0, -1], 3)
)
def apply_temperature_up_to_one(logits, temperature):
    if temperature > 1:
        raise ValueError("temperature")
    return apply_temperature(logits, temperature)


@mistake(
    "Removed words get a very negative number. -inf divided by a temperature stays -inf: leave it.",
    example=([1.0, -math.inf, 2.0], 4.0),
)
def apply_temperature_with_numbers_for_infinities(logits, temperature):
    return np.nan_to_num(apply_temperature(logits, temperature))


@mistake("Removed words raise an error. -inf is allowed, and stays.", example=([1.0, -math.inf, 2.0], 4.0))
def apply_temperature_of_finite_logits_only(logits, temperature):
    if not np.all(np.isfinite(np.asarray(logits, dtype=float))):
        raise ValueError("logits must be finite")
    return apply_temperature(logits, temperature)


# Other right answers


@alternative
def apply_temperature_by_the_inverse(logits, temperature):
    if math.isnan(temperature) or temperature <= 0 or math.isinf(temperature):
        raise ValueError("temperature")
    return np.array(logits, dtype=np.float64) * (1.0 / temperature)


@alternative
def apply_temperature_in_a_loop(logits, temperature):
    if not (temperature > 0 and temperature < float("inf")):
        raise ValueError("temperature")
    logits = np.asarray(logits)
    scaled = np.empty(logits.shape)
    for index in np.ndindex(*logits.shape):
        scaled[index] = float(logits[index]) / temperature
    return scaled


@alternative
def apply_temperature_with_divide(logits, temperature):
    if not np.isfinite(temperature) or temperature <= 0:
        raise ValueError("temperature")
    return np.divide(logits, float(temperature), dtype=np.float64)
