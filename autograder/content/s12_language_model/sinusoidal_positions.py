"""12.1 `sinusoidal_positions`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, criterion, floats_of, mistakes_of, raises
from solutions.s12_language_model import sinusoidal_positions

# Criteria


@criterion(core=True)
def test_turns_each_pair_of_columns_with_its_frequency(sinusoidal_positions, reference, rng):
    for d in (2, 6, 2 * int(rng.integers(4, 20))):
        n = int(rng.integers(5, 40))
        expected = reference.sinusoidal_positions(n, d)
        assert_close(sinusoidal_positions(n, d), expected, rtol=1e-9, atol=1e-10)


@criterion()
def test_starts_with_zeros_and_ones(sinusoidal_positions):
    assert_close(sinusoidal_positions(1, 6), np.array([[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]]))


@criterion()
def test_has_rows_of_one_length(sinusoidal_positions):
    rows = floats_of(sinusoidal_positions(30, 10), (30, 10))
    assert_close(np.sum(rows**2, axis=1), np.full(30, 5.0))


@criterion()
def test_has_dot_products_that_depend_on_the_distance_alone(sinusoidal_positions):
    rows = floats_of(sinusoidal_positions(20, 8), (20, 8))
    products = rows @ rows.T
    for distance in (1, 7):
        along = np.diagonal(products, distance)
        assert_close(along, np.full(20 - distance, along[0]))


@criterion()
def test_of_far_places(sinusoidal_positions, reference):
    # The angle 2999 has 13 digits behind the point in floats.
    expected = reference.sinusoidal_positions(3000, 4)
    assert_close(sinusoidal_positions(3000, 4), expected, rtol=1e-9, atol=1e-10)


@criterion()
def test_refuses_odd_widths_and_no_places(sinusoidal_positions):
    for n, d in ((4, 7), (4, 1), (4, 0), (4, -2), (0, 4), (-1, 4)):
        with raises(ValueError):
            sinusoidal_positions(n, d)


# Known mistakes

mistake = mistakes_of(sinusoidal_positions, example=(3, 6))


def _waves(angles):
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(len(angles), -1)


sinusoidal_positions_with_the_exponent_doubled = mistake.change(
    "-np.arange(0, d, 2) / d)",
    "-2 * np.arange(0, d, 2) / d)",
    "The exponent is doubled: the even column number is 2i already. The frequencies are 10000^(-2i/d) for i = 0, 1, ...",
)
sinusoidal_positions_with_half_the_exponent = mistake.change(
    "-np.arange(0, d, 2) / d)",
    "-np.arange(d // 2) / d)",
    "The exponent is i/d. Column pair i has the exponent 2i/d.",
)
sinusoidal_positions_of_1000 = mistake.change("10000.0 ** (", "1000.0 ** (", "The base is 1000. It is 10000.")
sinusoidal_positions_with_rising_frequencies = mistake.change(
    "(-np.arange", "(np.arange", "The frequencies rise with the column. They fall: 10000 to a negative power."
)
sinusoidal_positions_from_one = mistake.change(
    "np.arange(n)[", "np.arange(1, n + 1)[", "The places are counted from 1. The first row belongs to the place 0."
)
sinusoidal_positions_swapped = mistake.change(
    "[np.sin(angles), np.cos(angles)]",
    "[np.cos(angles), np.sin(angles)]",
    "Sine and cosine are swapped: even columns hold the sine.",
)
sinusoidal_positions_in_halves = mistake.change(
    "np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(n, d)",
    "np.concatenate([np.sin(angles), np.cos(angles)], axis=1)",
    "All sines stand before all cosines. They take turns: sine, cosine, sine, cosine, ...",
)
sinusoidal_positions_of_sines_alone = mistake.change(
    "np.cos(angles)]", "np.sin(angles)]", "Odd columns hold the sine, too. They hold the cosine of the same angle."
)
sinusoidal_positions_transposed = mistake.change(
    "axis=-1).reshape(n, d)",
    "axis=-1).reshape(n, d).T",
    "The result is transposed. A row for each place, a column for each wave.",
)
sinusoidal_positions_with_the_last_frequency_reached = mistake.change(
    "-np.arange(0, d, 2) / d)",
    "-np.arange(d // 2) / max(d // 2 - 1, 1))",
    "The last frequency is 1/10000. With the exponent 2i/d that frequency is only approached.",
)
sinusoidal_positions_in_degrees = mistake.change(
    "np.arange(n)[:, None] * frequencies",
    "np.radians(np.arange(n)[:, None] * frequencies)",
    "The angles are taken for degrees. They are radians.",
)
sinusoidal_positions_of_whole_turns = mistake.change(
    "np.arange(n)[:, None] * frequencies",
    "2 * np.pi * np.arange(n)[:, None] * frequencies",
    "The angles are multiplied by 2 pi. They are place times frequency.",
)


@mistake("A sine and its cosine differ in frequency. Columns 2i and 2i + 1 share one.")
def sinusoidal_positions_with_a_frequency_for_each_column(n, d):
    sinusoidal_positions(n, d)
    columns = np.arange(d)
    angles = np.arange(n)[:, None] * 10000.0 ** (-columns / d)
    return np.where(columns % 2 == 0, np.sin(angles), np.cos(angles))


@mistake("Only the sines have twice the exponent. Columns 2i and 2i + 1 share the frequency 10000^(-2i/d).")
def sinusoidal_positions_with_doubled_sines(n, d):
    sinusoidal_positions(n, d)
    columns = np.arange(d)
    exponents = np.where(columns % 2 == 0, 2 * columns, 2 * (columns // 2)) / d
    angles = np.arange(n)[:, None] * 10000.0**-exponents
    return np.where(columns % 2 == 0, np.sin(angles), np.cos(angles))


@mistake("These are rows of length 1. The encoding is not scaled: its rows have the length sqrt(d / 2).")
def sinusoidal_positions_of_length_one(n, d):
    return sinusoidal_positions(n, d) / math.sqrt(d / 2)


@mistake("This is the row of the last place only. A row for each place is wanted.")
def sinusoidal_positions_of_the_last_place(n, d):
    return sinusoidal_positions(n, d)[-1]


@mistake("An odd width is rounded. Raise ValueError: waves come in pairs.", example=(3, 5))
def sinusoidal_positions_of_odd_widths(n, d):
    if d % 2 and d > 1:
        return sinusoidal_positions(n, d + 1)[:, :d]
    return sinusoidal_positions(n, d)


@mistake("No places, or no columns, give an empty array. Raise ValueError.", example=(0, 4))
def sinusoidal_positions_of_nothing(n, d):
    return np.zeros((max(n, 0), max(d, 0))) if n < 1 or (d < 1 and d % 2 == 0) else sinusoidal_positions(n, d)


wide = mistakes_of(sinusoidal_positions, example=(4, 8))

sinusoidal_positions_divided_in_whole_numbers = wide.change(
    "-np.arange(0, d, 2) / d)",
    "-(np.arange(0, d, 2) // d))",
    "`//` makes all exponents 0, so that every wave has the frequency 1. Divide 2i by d with `/`.",
)
sinusoidal_positions_with_one_less_below = wide.change(
    "-np.arange(0, d, 2) / d)",
    "-np.arange(0, d, 2) / (d - 1))",
    "The exponent is divided by d - 1. Divide 2i by d.",
)
sinusoidal_positions_of_e = wide.change(
    "10000.0 ** (-np.arange(0, d, 2) / d)",
    "np.exp(-np.arange(0, d, 2) / d)",
    "The base is e: the logarithm of 10000 is missing in the exponent. Take 10000 ** (-2i / d).",
)
sinusoidal_positions_with_a_logarithm_of_base_ten = wide.change(
    "10000.0 ** (-np.arange(0, d, 2) / d)",
    "np.exp(-np.arange(0, d, 2) * np.log10(10000.0) / d)",
    "exp needs the natural logarithm of 10000, not that of base 10: math.log(10000).",
)
sinusoidal_positions_with_pairs_from_one = wide.change(
    "-np.arange(0, d, 2) / d)",
    "-np.arange(2, d + 2, 2) / d)",
    "The pairs are counted from 1. The first pair has i = 0, and the frequency 1.",
)
sinusoidal_positions_not_divided_by_d = wide.change(
    "-np.arange(0, d, 2) / d)",
    "-np.arange(0.0, d, 2))",
    "The exponent is not divided by d, and frequencies fall to nothing at once. It is 2i / d.",
)
sinusoidal_positions_stacked_in_front = wide.change(
    "axis=-1).reshape(n, d)",
    "axis=0).reshape(n, d)",
    "The sines are stacked before the cosines, and reshape mixes the places. Stack along the last axis: axis=-1.",
)
sinusoidal_positions_of_shares = wide.change(
    "np.arange(n)[:, None]",
    "(np.arange(n)[:, None] / n)",
    "The places are divided by n. The angle is t itself times the frequency.",
)
sinusoidal_positions_to_four_digits = wide.change(
    "reshape(n, d)",
    "reshape(n, d).round(4)",
    "The numbers are rounded to 4 digits, as the example is for reading. Return all of them.",
)
sinusoidal_positions_of_100000 = wide.change("10000.0 ** (", "100000.0 ** (", "The base is 100000. It has four zeros.")
sinusoidal_positions_multiplied_by_the_width = wide.change(
    "reshape(n, d)", "reshape(n, d) * math.sqrt(d)", "The waves are multiplied by the root of d. They go from -1 to 1."
)
sinusoidal_positions_one_row_too_many = wide.change(
    "angles = np.arange(n)[:, None] * frequencies",
    "n = n + 1\n    angles = np.arange(n)[:, None] * frequencies",
    "There is one row too many. The places are 0 to n - 1.",
)


@wide(
    "Each column has the exponent twice its own number over d. Columns 2i and 2i + 1 share one: 2i over d.",
)
def sinusoidal_positions_with_doubled_columns(n, d):
    sinusoidal_positions(n, d)
    places = np.zeros((n, d))
    for t in range(n):
        for i in range(d):
            angle = t / 10000 ** (2 * i / d)
            places[t, i] = math.sin(angle) if i % 2 == 0 else math.cos(angle)
    return places


@wide("Even places get sines and odd ones cosines. It is the columns that take turns, in every row.")
def sinusoidal_positions_with_turns_of_places(n, d):
    sinusoidal_positions(n, d)
    columns = np.arange(d) // 2 * 2
    angles = np.arange(n)[:, None] * 10000.0 ** (-columns / d)
    return np.where(np.arange(n)[:, None] % 2 == 0, np.sin(angles), np.cos(angles))


# Other right answers


@alternative
def sinusoidal_positions_in_loops(n, d):
    if n < 1 or d < 2 or d % 2 == 1:
        raise ValueError("n, d")
    rows = []
    for place in range(n):
        row = []
        for pair in range(d // 2):
            angle = place / 10000 ** (2 * pair / d)
            row += [math.sin(angle), math.cos(angle)]
        rows.append(row)
    return np.array(rows)


@alternative
def sinusoidal_positions_in_two_slices(n, d):
    if n <= 0 or d <= 0 or d % 2 != 0:
        raise ValueError("n, d")
    places = np.zeros((n, d))
    angles = np.outer(np.arange(n), np.exp(-np.arange(0, d, 2) * math.log(10000) / d))
    places[:, 0::2] = np.sin(angles)
    places[:, 1::2] = np.cos(angles)
    return places


@alternative
def sinusoidal_positions_on_the_complex_circle(n, d):
    if d % 2 or d < 2 or n < 1:
        raise ValueError("n, d")
    turns = np.exp(1j * np.arange(n)[:, None] / 10000 ** (np.arange(d // 2) * 2 / d))
    return np.ascontiguousarray(np.stack([turns.imag, turns.real], axis=2)).reshape(n, d)
