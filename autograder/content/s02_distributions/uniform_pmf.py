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
