"""2.6 `binomial_pmf`: criteria, known mistakes, other right answers."""

import math
from fractions import Fraction

import numpy as np
from scipy import special, stats

from autograder.content import alternative, assert_close, assert_same, criterion, float_of, mistakes_of, raises
from solutions.s02_distributions import binomial_pmf

# Criteria


@criterion(core=True)
def test_matches_the_definition(binomial_pmf, rng):
    trials = [(n, k) for n in (1, 2, 5) for k in range(n + 1)]
    for n, k in (*trials, (30, int(rng.integers(5, 26)))):
        p = float(rng.choice([rng.uniform(0.05, 0.45), rng.uniform(0.55, 0.95)]))
        expected = math.comb(n, k) * p**k * (1 - p) ** (n - k)
        assert_close(binomial_pmf(k, n, p), expected)


@criterion(core=True)
def test_works_for_thousands_of_trials(binomial_pmf, reference, rng):
    # The first three have more orders than a float can hold; the others succeed rarely, and almost always.
    for least, most in ((0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.0003, 0.001), (0.99, 0.999)):
        n, p = int(rng.integers(2000, 5000)), float(rng.uniform(least, most))
        k = int(rng.binomial(n, p))
        expected = reference.binomial_pmf(k, n, p)
        assert_close(binomial_pmf(k, n, p), expected)


@criterion()
def test_sums_to_one_over_all_counts(binomial_pmf, rng):
    n, p = 7, float(rng.uniform(0.2, 0.8))
    probabilities = [float_of(binomial_pmf(k, n, p)) for k in range(n + 1)]
    for probability in probabilities:
        assert_close(probability, 0.5, atol=0.5)  # from 0 to 1
    assert_close(math.fsum(probabilities), 1.0)


@criterion()
def test_is_zero_for_counts_that_cannot_be(binomial_pmf):
    for k, n, p in ((-1, 5, 0.5), (6, 5, 0.5), (1, 0, 0.25), (2001, 2000, 0.5), (-1, 4, 0), (5, 4, 1)):
        assert_same(binomial_pmf(k, n, p), 0.0)


@criterion()
def test_of_trials_that_are_certain(binomial_pmf):
    for n in (1, 2000):
        assert_same(binomial_pmf(0, n, 0.0), 1.0)
        assert_same(binomial_pmf(1, n, 0.0), 0.0)
        assert_same(binomial_pmf(n, n, 1), 1.0)
        assert_same(binomial_pmf(n - 1, n, 1.0), 0.0)
    for p in (0, 0.5):
        assert_close(binomial_pmf(0, 0, p), 1.0)


@criterion()
def test_is_zero_when_it_is_too_small_for_a_float(binomial_pmf):
    # 0.5^2000 is 1e-602, the smallest float 5e-324.
    assert_same(binomial_pmf(0, 2000, 0.5), 0.0)
    assert_same(binomial_pmf(3000, 3000, 0.25), 0.0)


@criterion()
def test_refuses_impossible_parameters(binomial_pmf):
    for k, n, p in ((1, 2, 1.5), (1, 2, -0.1), (0, 2, math.nan), (0, -1, 0.5), (-2, -1, 0.5), (7, 5, 2)):
        with raises(ValueError):
            binomial_pmf(k, n, p)


# Known mistakes


def _impossible(k, n, p):
    """Whether the arguments are refused or give 0 by rule; `binomial_pmf` has raised by then where it must."""
    binomial_pmf(k, n, p)
    return not 0 <= k <= n


mistake = mistakes_of(binomial_pmf, example=(2, 4, 0.5))


@mistake("This is the probability of one particular order. Multiply by the number of orders, math.comb(n, k).")
def binomial_pmf_of_one_order(k, n, p):
    return 0.0 if _impossible(k, n, p) else float(p**k * (1 - p) ** (n - k))


@mistake("n! / (n - k)! counts orders of successes that can be told apart. Divide by k!, too: math.comb(n, k).")
def binomial_pmf_with_permutations(k, n, p):
    if _impossible(k, n, p):
        return 0.0
    return binomial_pmf(k, n, p) * math.exp(math.lgamma(k + 1)) if k < 100 else math.inf


@mistake(
    "The number of orders is an int too large for a float, and the product raises OverflowError. Add logarithms instead and "
    "exponentiate at the end.",
    example=(1000, 2000, 0.5),
)
def binomial_pmf_as_a_product(k, n, p):
    return 0.0 if _impossible(k, n, p) else float(math.comb(n, k) * p**k * (1 - p) ** (n - k))


@mistake(
    "p and 1 - p are exchanged: this is the probability of k failures. Successes have the exponent k, failures n - k.",
    example=(1, 3, 0.25),
)
def binomial_pmf_of_failures(k, n, p):
    return binomial_pmf(n - k, n, p)


@mistake("The exponents are n and n - k. A sequence has k successes and n - k failures: p**k * (1 - p)**(n - k).")
def binomial_pmf_with_n_successes(k, n, p):
    return binomial_pmf(k, n, p) * p ** (n - k) if 0 <= k <= n else binomial_pmf(k, n, p)


@mistake("The exponents are k and n. A sequence of n trials with k successes has n - k failures, not n.")
def binomial_pmf_with_n_failures(k, n, p):
    return binomial_pmf(k, n, p) * (1 - p) ** k if 0 <= k <= n else binomial_pmf(k, n, p)


@mistake("The failures are left out. The other n - k trials must fail: multiply by (1 - p) ** (n - k).")
def binomial_pmf_without_failures(k, n, p):
    if _impossible(k, n, p):
        return 0.0
    if p == 0:
        return float(k == 0)
    return math.exp(min(math.log(math.comb(n, k)) + k * math.log(p), 700.0))


@mistake("This is the probability of at most k successes, the cdf. Only the term of exactly k is asked for.")
def binomial_pmf_as_the_cdf(k, n, p):
    return 0.0 if _impossible(k, n, p) else min(1.0, math.fsum(binomial_pmf(i, n, p) for i in range(k + 1)))


@mistake(
    "This is the normal curve with the same mean and variance, which is close but not equal. Use the formula itself."
)
def binomial_pmf_as_a_normal_density(k, n, p):
    variance = n * p * (1 - p)
    if _impossible(k, n, p) or variance == 0:
        return binomial_pmf(k, n, p)
    return math.exp(-((k - n * p) ** 2) / (2 * variance)) / math.sqrt(2 * math.pi * variance)


@mistake("This is the Poisson distribution, the limit for many rare successes. For n trials use the binomial formula.")
def binomial_pmf_as_poisson(k, n, p):
    if _impossible(k, n, p) or n * p == 0:
        return binomial_pmf(k, n, p)
    return math.exp(k * math.log(n * p) - n * p - math.lgamma(k + 1))


@mistake("This is the log-probability. Exponentiate it at the end.")
def binomial_pmf_as_a_logarithm(k, n, p):
    pmf = binomial_pmf(k, n, p)
    return math.log(pmf) if pmf > 0 else -math.inf


@mistake(
    "math.log(0) raises an error for p = 0 or p = 1. Treat these before: all trials end alike, and 0 ** 0 is 1.",
    example=(0, 4, 0),
)
def binomial_pmf_with_a_domain_error(k, n, p):
    if _impossible(k, n, p):
        return 0.0
    return math.exp(math.log(math.comb(n, k)) + k * math.log(p) + (n - k) * math.log(1 - p))


@mistake(
    "0 * log(0) is nan in floating point, so p = 0 and p = 1 give nan. Treat these before, with 0 ** 0 as 1.",
    example=(0, 4, 0),
)
def binomial_pmf_with_nan_at_certainty(k, n, p):
    if _impossible(k, n, p):
        return 0.0
    with np.errstate(all="ignore"):
        return float(np.exp(math.log(math.comb(n, k)) + k * np.log(p) + (n - k) * np.log(1 - p)))


@mistake(
    "For p = 0 or p = 1 every count gets 0. But one count is certain then: k = 0 if nothing succeeds, k = n if all do.",
    example=(0, 4, 0),
)
def binomial_pmf_zero_for_certain_trials(k, n, p):
    return 0.0 if p in (0, 1) else binomial_pmf(k, n, p)


@mistake(
    "For p = 0 the result is always 0, for p = 1 always 1. It depends on k: with p = 0 no success is certain, with p = 1 n "
    "successes are.",
    example=(0, 4, 0),
)
def binomial_pmf_of_certain_trials_without_k(k, n, p):
    return float(p) if p in (0, 1) and not _impossible(k, n, p) else binomial_pmf(k, n, p)


@mistake(
    "p is kept away from 0 and 1 by an epsilon, so certain trials are not certain. Treat p = 0 and p = 1 by themselves.",
    example=(0, 4, 0),
)
def binomial_pmf_with_epsilon(k, n, p):
    binomial_pmf(k, n, p)
    return binomial_pmf(k, n, min(max(p, 1e-9), 1 - 1e-9))


@mistake(
    "More successes than trials, or fewer than none, raise an error. They are impossible, not invalid: return 0.0.",
    example=(5, 4, 0.5),
)
def binomial_pmf_raising_for_impossible_counts(k, n, p):
    if not 0 <= k <= n:
        raise ValueError("k must be from 0 to n")
    return binomial_pmf(k, n, p)


@mistake("p is not checked: 1.5 gives a number. Raise ValueError unless 0 <= p <= 1.", example=(1, 2, 1.5))
def binomial_pmf_with_any_p(k, n, p):
    if n < 0:
        raise ValueError("n must not be negative")
    if not 0 <= k <= n:
        return 0.0
    return binomial_pmf(k, n, p) if 0 <= p <= 1 else float(math.comb(n, k) * p**k * (1 - p) ** (n - k))


@mistake(
    "A p of nan passes p < 0 or p > 1, since every comparison with nan is False. Raise ValueError unless 0 <= p <= 1.",
    example=(0, 2, math.nan),
)
def binomial_pmf_with_nan(k, n, p):
    return math.nan if math.isnan(p) and 0 <= k <= n else binomial_pmf(k, n, p)


@mistake("A negative number of trials is accepted. Raise ValueError for n < 0.", example=(0, -1, 0.5))
def binomial_pmf_with_negative_trials(k, n, p):
    binomial_pmf(0, 0, p)
    return 0.0 if n < 0 else binomial_pmf(k, n, p)


@mistake(
    "The cdf answers for at most k successes, and is 1 beyond n. Return the probability of exactly k.",
    example=(1, 4, 0.25),
)
def binomial_pmf_as_the_whole_cdf(k, n, p):
    if _impossible(k, n, p):
        return float(k > n)
    return min(1.0, math.fsum(binomial_pmf(i, n, p) for i in range(k + 1)))


@mistake(
    "This is the probability of at least k successes. Only the term of exactly k is asked for.", example=(1, 4, 0.25)
)
def binomial_pmf_of_at_least(k, n, p):
    if _impossible(k, n, p):
        return float(k < 0)
    return min(1.0, math.fsum(binomial_pmf(i, n, p) for i in range(k, n + 1)))


@mistake(
    "This is the probability of fewer than k successes. Only the term of exactly k is asked for.", example=(1, 4, 0.25)
)
def binomial_pmf_of_fewer(k, n, p):
    if _impossible(k, n, p):
        return float(k > n)
    return min(1.0, math.fsum(binomial_pmf(i, n, p) for i in range(k)))


@mistake(
    "This is the probability of more than k successes. Only the term of exactly k is asked for.", example=(1, 4, 0.25)
)
def binomial_pmf_of_more(k, n, p):
    if _impossible(k, n, p):
        return float(k < 0)
    return min(1.0, math.fsum(binomial_pmf(i, n, p) for i in range(k + 1, n + 1)))


@mistake("Stirling's formula stands for the factorials, which is only close. math.comb and math.lgamma are exact.")
def binomial_pmf_with_stirling(k, n, p):
    if _impossible(k, n, p) or p in (0, 1):
        return binomial_pmf(k, n, p)

    def log_factorial(m):
        return m * math.log(m) - m + 0.5 * math.log(2 * math.pi * m) if m else 0.0

    log_orders = log_factorial(n) - log_factorial(k) - log_factorial(n - k)
    return min(1.0, math.exp(log_orders + k * math.log(p) + (n - k) * math.log1p(-p)))


@mistake(
    "p is cut to 1e-10 and 1 - 1e-10, so certain trials are not certain. Treat p = 0 and p = 1 by themselves.",
    example=(1, 4, 0),
)
def binomial_pmf_with_epsilon_1e_10(k, n, p):
    binomial_pmf(k, n, p)
    return binomial_pmf(k, n, min(max(p, 1e-10), 1 - 1e-10))


@mistake(
    "The last trial is a success here, as when one waits for the k-th. Any order counts: math.comb(n, k).",
    example=(2, 5, 0.25),
)
def binomial_pmf_as_negative_binomial(k, n, p):
    return binomial_pmf(k, n, p) * k / n if n else binomial_pmf(k, n, p)


@mistake(
    "This is the number of orders only. Multiply it by the probability of each: p**k * (1 - p)**(n - k).",
    example=(2, 5, 0.25),
)
def binomial_pmf_as_the_number_of_orders(k, n, p):
    return 0.0 if _impossible(k, n, p) else float(min(math.comb(n, k), 10**300))


@mistake("p is taken for 0.5, as for a fair coin. Use the p that is given.", example=(2, 5, 0.25))
def binomial_pmf_of_a_fair_coin(k, n, p):
    binomial_pmf(k, n, p)
    return binomial_pmf(k, n, 0.5)


@mistake(
    "The probability is multiplied by n: so many such results are expected of n. Return the probability.",
    example=(2, 5, 0.25),
)
def binomial_pmf_times_n(k, n, p):
    return n * binomial_pmf(k, n, p)


@mistake("n * p is how many successes one expects. The probability of exactly k is asked for.", example=(2, 5, 0.25))
def binomial_pmf_as_the_mean(k, n, p):
    binomial_pmf(k, n, p)
    return float(n * p)


@mistake(
    "This is n * p * (1 - p), the variance of the count. The probability of exactly k is asked for.",
    example=(2, 5, 0.25),
)
def binomial_pmf_as_the_variance(k, n, p):
    binomial_pmf(k, n, p)
    return float(n * p * (1 - p))


@mistake("This is the share k / n of successes. The probability of exactly k is asked for.", example=(2, 5, 0.25))
def binomial_pmf_as_the_share(k, n, p):
    return 0.0 if _impossible(k, n, p) or n == 0 else k / n


@mistake(
    "p is multiplied by k, not raised to the power k. Each of k successes brings a factor p: p**k.",
    example=(2, 5, 0.25),
)
def binomial_pmf_with_products_for_powers(k, n, p):
    return 0.0 if _impossible(k, n, p) else float(min(math.comb(n, k), 10**290)) * (p * k) * ((1 - p) * (n - k))


@mistake(
    "The exponent stands on the wrong number: 1 - p**(n - k). Failures bring (1 - p)**(n - k).", example=(2, 5, 0.25)
)
def binomial_pmf_with_a_bracket_missing(k, n, p):
    if _impossible(k, n, p):
        return 0.0
    return float(min(math.comb(n, k), 10**290)) * p**k * (1 - p ** (n - k))


@mistake("The result is rounded to three decimals. Round when you print, not when you compute.", example=(2, 5, 0.25))
def binomial_pmf_rounded(k, n, p):
    return round(binomial_pmf(k, n, p), 3)


@mistake("k = 0 gives 0, as if no success were impossible. Its probability is (1 - p)**n.", example=(0, 3, 0.25))
def binomial_pmf_zero_for_no_success(k, n, p):
    return binomial_pmf(k, n, p) if k else 0.0 * binomial_pmf(k, n, p)


@mistake(
    "k = n gives 0: the range ends one too early. All trials may succeed, with probability p**n.", example=(3, 3, 0.25)
)
def binomial_pmf_zero_for_all_successes(k, n, p):
    return binomial_pmf(k, n, p) if k < n else 0.0 * binomial_pmf(k, n, p)


@mistake(
    "The logarithm of n! is taken to be gammaln(n). It is gammaln(n + 1), and so with k and n - k.",
    example=(1, 3, 0.25),
)
def binomial_pmf_with_gammas_off_by_one(k, n, p):
    if not 0 < k < n or p in (0, 1):
        return binomial_pmf(k, n, p)
    binomial_pmf(k, n, p)
    log_orders = special.gammaln(n) - special.gammaln(k) - special.gammaln(n - k)
    return math.exp(log_orders + k * math.log(p) + (n - k) * math.log1p(-p))


@mistake(
    "C(n - 1, k - 1) counts the orders in which the last trial succeeds. Here the successes may lie anywhere: C(n, k)."
)
def binomial_pmf_with_the_last_trial_fixed(k, n, p):
    return binomial_pmf(k, n, p) * (k / n if 0 < k <= n else 1.0)


# Other right answers


@alternative
def binomial_pmf_with_scipy(k, n, p):
    if n < 0 or not 0 <= p <= 1:
        raise ValueError("n or p")
    return stats.binom.pmf(k, n, p)


@alternative
def binomial_pmf_with_lgamma(k, n, p):
    if n < 0 or p < 0 or p > 1 or math.isnan(p):
        raise ValueError("n or p")
    if k < 0 or k > n:
        return 0.0
    log_orders = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return np.exp(log_orders + special.xlogy(k, p) + special.xlog1py(n - k, -p))


@alternative
def binomial_pmf_with_fractions(k, n, p):
    if n < 0 or not 0 <= p <= 1:
        raise ValueError("n or p")
    if not 0 <= k <= n:
        return 0
    success = Fraction(p)
    return float(math.comb(n, k) * success**k * (1 - success) ** (n - k))


@alternative
def binomial_pmf_as_a_product_of_ratios(k, n, p):
    if n < 0 or not 0 <= p <= 1:
        raise ValueError("n or p")
    if not 0 <= k <= n:
        return 0.0
    # Factors below 1 are used up whenever the product is above 1, so that it neither overflows nor underflows early.
    probability, failures = 1.0, n - k
    for i in range(k):
        probability *= (n - i) / (k - i) * p
        while failures and probability > 1:
            probability *= 1 - p
            failures -= 1
    return min(1.0, probability * (1 - p) ** failures)
