"""2.1 `uniform_pmf`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import alternative, assert_close, criterion, mistakes_of, raises
from solutions.s02_distributions import uniform_pmf

# Criteria


@criterion(core=True)
def test_gives_each_of_n_outcomes_one_nth(uniform_pmf, rng):
    for least, most in ((2, 5), (5, 20), (20, 300), (300, 5000), (5000, 60_000)):
        n = int(rng.integers(least, most))
        expected = np.full(n, 1 / n)
        assert_close(uniform_pmf(n), expected)


@criterion()
def test_of_a_single_outcome_is_certain(uniform_pmf):
    assert_close(uniform_pmf(1), np.array([1.0]))


@criterion()
def test_refuses_what_is_no_number_of_outcomes(uniform_pmf):
    for n in (0, -1, -5, 2.5, 7.25):
        with raises(ValueError):
            uniform_pmf(n)


# Known mistakes


mistake = mistakes_of(uniform_pmf, example=(4,))


@mistake("The entries are equal, but their sum is n. Divide each by n, so that they sum to 1.")
def uniform_pmf_not_normalised(n):
    return np.ones_like(uniform_pmf(n))


@mistake("Each entry is 1 / (n - 1). The last index is n - 1, but there are n outcomes: the entries are 1 / n.")
def uniform_pmf_with_n_minus_one(n):
    uniform_pmf(n)
    return np.ones(n) / (n - 1)


@mistake("There is one outcome too many. The outcomes are 0 to n - 1, so the array has n entries.")
def uniform_pmf_with_one_more_outcome(n):
    return uniform_pmf(n + 1)


@mistake("The last outcome is missing, as in range(1, n). The array has n entries.")
def uniform_pmf_with_one_outcome_less(n):
    return uniform_pmf(n - 1)


@mistake("These are random numbers that were normalised. Uniform means that all entries are equal: 1 / n.")
def uniform_pmf_with_random_entries(n):
    draws = np.random.default_rng(0).random(uniform_pmf(n).size)
    return draws / draws.sum()


@mistake("These are the outcomes 0 to n - 1, not their probabilities. Each outcome has probability 1 / n.")
def uniform_pmf_of_the_outcomes(n):
    return np.arange(uniform_pmf(n).size, dtype=float)


@mistake("This is a single number. A distribution has an entry for each of the n outcomes: return an array.")
def uniform_pmf_as_one_number(n):
    return float(uniform_pmf(n)[0])


@mistake("The result is a list. Return a numpy array, for example np.full(n, 1 / n).")
def uniform_pmf_as_a_list(n):
    return uniform_pmf(n).tolist()


@mistake(
    "n = 0 or a negative n gives an empty array. There is no distribution over nothing: raise ValueError for n < 1.",
    example=(0,),
)
def uniform_pmf_without_outcomes(n):
    if n != int(n):
        raise ValueError("n must be whole")
    return np.array([1 / n for _ in range(n)])


@mistake(
    "n = 0 gives an empty array, and only numpy refuses negative numbers. Raise ValueError for n < 1 yourself.",
    example=(0,),
)
def uniform_pmf_of_nothing(n):
    if n != int(n):
        raise ValueError("n must be whole")
    return np.ones(n) / n


@mistake("n = 0 raises ZeroDivisionError. Raise ValueError for n < 1 before you divide.", example=(0,))
def uniform_pmf_dividing_by_zero(n):
    if n != int(n):
        raise ValueError("n must be whole")
    return np.full(n, 1 / n)


@mistake("A number like 2.5 raises TypeError. Check first that n is whole, and raise ValueError.", example=(2.5,))
def uniform_pmf_with_a_type_error(n):
    if n < 1:
        raise ValueError("n must be at least 1")
    return np.full(n, 1 / n)


@mistake(
    "A number like 2.5 is cut to a whole one without a word. Raise ValueError when n is not whole.", example=(2.5,)
)
def uniform_pmf_cutting_fractions(n):
    return uniform_pmf(int(n))


@mistake("Each entry is 1 / (n + 1). There are n outcomes, so each gets 1 / n.")
def uniform_pmf_with_n_plus_one(n):
    uniform_pmf(n)
    return np.ones(n) / (n + 1)


@mistake("The entries are n. Each outcome gets a share of 1: the entries are 1 / n.")
def uniform_pmf_upside_down(n):
    return float(n) * np.ones_like(uniform_pmf(n))


@mistake("These are the numbers 1 to n, not their probabilities. Each outcome has the probability 1 / n.")
def uniform_pmf_of_the_numbers_from_1(n):
    return np.arange(1.0, uniform_pmf(n).size + 1)


@mistake("The numbers themselves are normalised, so later outcomes get more. All get the same: 1 / n.")
def uniform_pmf_of_normalised_numbers(n):
    numbers = np.arange(1.0, uniform_pmf(n).size + 1)
    return numbers / numbers.sum()


@mistake("These are running sums, the cdf. Each outcome by itself has the probability 1 / n.")
def uniform_pmf_as_the_cdf(n):
    return np.cumsum(uniform_pmf(n))


@mistake("These are evenly spaced numbers from 0 to 1. Uniform means equal probabilities: np.full(n, 1 / n).")
def uniform_pmf_as_a_grid(n):
    return np.linspace(0, 1, uniform_pmf(n).size)


@mistake(
    "The probabilities are rounded, so they need not sum to 1. Round when you print, not when you compute.",
    example=(6,),
)
def uniform_pmf_rounded(n):
    return uniform_pmf(n).round(2)


@mistake("These are percents, which sum to 100. Probabilities sum to 1: 1 / n each.")
def uniform_pmf_in_percents(n):
    return 100 * uniform_pmf(n)


@mistake("The whole-number division // gives 0 for more than one outcome. Divide with /.")
def uniform_pmf_with_whole_division(n):
    return np.full(uniform_pmf(n).size, 1 // n, dtype=float)


@mistake("Every entry is one half. That is a coin; of n outcomes each gets 1 / n.")
def uniform_pmf_of_a_coin(n):
    return np.full(uniform_pmf(n).size, 0.5)


@mistake("These are the logarithms of the probabilities. Return 1 / n itself.")
def uniform_pmf_as_logarithms(n):
    return np.log(uniform_pmf(n))


@mistake("The entries are 1 / sqrt(n), so that their squares sum to 1. Probabilities themselves do: 1 / n.")
def uniform_pmf_of_length_one(n):
    return np.sqrt(uniform_pmf(n))


@mistake("The result has two axes. A distribution over n outcomes has the shape (n,).")
def uniform_pmf_as_a_row(n):
    return uniform_pmf(n)[np.newaxis]


@mistake(
    "A single outcome is refused. It is certain: n = 1 gives [1.0]. Raise ValueError for n < 1 only.", example=(1,)
)
def uniform_pmf_refusing_one_outcome(n):
    if n <= 1:
        raise ValueError("n")
    return uniform_pmf(n)


# Other right answers


@alternative
def uniform_pmf_from_ones(n):
    if n <= 0 or n % 1 != 0:
        raise ValueError("how many?")
    return np.ones(n) / n


@alternative
def uniform_pmf_in_a_loop(n):
    if not isinstance(n, (int, np.integer)) or n < 1:
        raise ValueError("n must be an int, at least 1")
    probabilities = []
    for _ in range(n):
        probabilities.append(1 / n)
    return np.array(probabilities)


@alternative
def uniform_pmf_by_softmax(n):
    if n < 1 or n != math.floor(n):
        raise ValueError("n")
    return special.softmax(np.zeros(n))
