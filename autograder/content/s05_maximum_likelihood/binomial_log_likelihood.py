"""5.1 `binomial_log_likelihood`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special, stats

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from solutions.s05_maximum_likelihood import (
    binomial_log_likelihood,
)

# Criteria


@criterion(core=True)
def test_matches_the_definition(binomial_log_likelihood, reference, rng):
    for flips in (1, 5, 12, 30, 60):
        heads, theta = int(rng.integers(0, flips + 1)), float(rng.uniform(0.05, 0.95))
        expected = reference.binomial_log_likelihood(theta, heads, flips)
        assert_close(binomial_log_likelihood(theta, heads, flips), expected)


@criterion(core=True)
def test_of_an_array_has_its_shape(binomial_log_likelihood, reference, rng):
    for shape in ((1,), (7,), (3, 5), (2, 1, 4)):
        theta = rng.uniform(0.02, 0.98, size=shape)
        flips = int(rng.integers(5, 40))
        heads = int(rng.integers(1, flips))
        expected = reference.binomial_log_likelihood(theta, heads, flips)
        assert_close(binomial_log_likelihood(theta, heads, flips), expected)


@criterion()
def test_at_0_and_1_follows_the_limit(binomial_log_likelihood):
    for flips in (1, 4, 60):
        none, all_ = np.array([0.0, -math.inf]), np.array([-math.inf, 0.0])
        assert_close(binomial_log_likelihood([0.0, 1.0], 0, flips), none)
        assert_close(binomial_log_likelihood([0.0, 1.0], flips, flips), all_)
        assert_close(binomial_log_likelihood(0, 0, flips), 0.0)
        assert_close(binomial_log_likelihood(1, flips, flips), 0.0)
        assert_same(binomial_log_likelihood(1.0, 0, flips), -math.inf)
        assert_same(binomial_log_likelihood(0.0, flips, flips), -math.inf)
    assert_same(binomial_log_likelihood([0.0, 1.0], 2, 5), np.array([-math.inf, -math.inf]))


@criterion()
def test_of_no_flips_is_zero(binomial_log_likelihood):
    assert_close(binomial_log_likelihood([0.0, 0.3, 1.0], 0, 0), np.zeros(3))
    assert_close(binomial_log_likelihood(0.3, 0, 0), 0.0)


@criterion()
def test_of_10000_flips_is_finite(binomial_log_likelihood, reference, rng):
    for _ in range(2):
        heads, theta = int(rng.integers(1, 10_000)), float(rng.uniform(0.05, 0.95))
        likely = round(10_000 * theta)  # a small loss, so that what is added to a probability weighs most
        for seen in (heads, likely):
            expected = reference.binomial_log_likelihood(theta, seen, 10_000)
            assert_close(binomial_log_likelihood(theta, seen, 10_000), expected)
    assert_close(binomial_log_likelihood(0.25, 10_000, 10_000), -20_000 * math.log(2))


@criterion()
def test_refuses_impossible_arguments(binomial_log_likelihood):
    for heads, flips in ((4, 3), (-1, 3), (1, -3), (-3, -2), (1, 0)):
        with raises(ValueError):
            binomial_log_likelihood(0.5, heads, flips)
    for theta in (-0.1, 1.1, math.nan, [0.5, 1.5], [0.2, math.nan], [[-0.5, 0.5]]):
        with raises(ValueError):
            binomial_log_likelihood(theta, 2, 5)


@criterion()
def test_leaves_theta_unchanged(binomial_log_likelihood, rng):
    assert_unchanged(binomial_log_likelihood, rng.uniform(0.1, 0.9, size=6), 3, 8)
    assert_unchanged(binomial_log_likelihood, np.array([0.0, 1.0]), 3, 8)


# Known mistakes


def _log_orders(heads, flips):
    """Logarithm of the binomial coefficient."""
    return math.lgamma(flips + 1) - math.lgamma(heads + 1) - math.lgamma(flips - heads + 1)


def _check_coin(theta, heads, flips):
    """`theta` as an array, refused where the exercise says so."""
    theta = np.asarray(theta, dtype=float)
    if not 0 <= heads <= flips or not np.all((theta >= 0) & (theta <= 1)):
        raise ValueError("not a coin")
    return theta


mistake = mistakes_of(binomial_log_likelihood, example=(0.5, 7, 10))


@mistake(
    "The binomial coefficient is missing: the heads may have come in any order. Add the logarithm of C(flips, heads)."
)
def binomial_log_likelihood_of_one_order(theta, heads, flips):
    return binomial_log_likelihood(theta, heads, flips) - _log_orders(heads, flips)


@mistake("This is the decimal logarithm. Log-likelihoods are in nats: use the natural logarithm, np.log.")
def binomial_log_likelihood_in_base_10(theta, heads, flips):
    return binomial_log_likelihood(theta, heads, flips) / math.log(10)


@mistake(
    "Heads and tails are exchanged: theta is the probability of heads, so the number of heads multiplies log theta.",
    example=(0.25, 1, 3),
)
def binomial_log_likelihood_of_the_tails(theta, heads, flips):
    _check_coin(theta, heads, flips)
    return binomial_log_likelihood(theta, flips - heads, flips)


@mistake("This is the likelihood. Return its logarithm, computed term by term.")
def binomial_log_likelihood_without_log(theta, heads, flips):
    return np.exp(binomial_log_likelihood(theta, heads, flips))


@mistake(
    "This is the negative log-likelihood, the loss. The log-likelihood of a coin is never positive: drop the minus."
)
def binomial_log_likelihood_negated(theta, heads, flips):
    return -binomial_log_likelihood(theta, heads, flips)


@mistake(
    "0 * log(0) is nan in floating point. Add the term of the heads only if there were heads, that of the tails only if "
    "there were tails.",
    example=(0.0, 0, 3),
)
def binomial_log_likelihood_nan_at_the_ends(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return _log_orders(heads, flips) + heads * np.log(theta) + (flips - heads) * np.log1p(-theta)


@mistake(
    "The likelihood is computed first, and underflows to 0 or overflows when there are many flips. Take the logarithm of "
    "each factor and add.",
    example=(0.5, 10_000, 10_000),
)
def binomial_log_likelihood_after_the_product(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return np.log(float(math.comb(flips, heads)) * theta**heads * (1 - theta) ** (flips - heads))


@mistake(
    "np.log cannot take the huge whole numbers that math.comb returns for many flips. math.log can, and math.lgamma needs "
    "no huge number at all.",
    example=(0.5, 2000, 10_000),
)
def binomial_log_likelihood_with_np_log_of_a_huge_int(theta, heads, flips):
    _check_coin(theta, heads, flips)
    return np.log(math.comb(flips, heads)) + binomial_log_likelihood_of_one_order(theta, heads, flips)


@mistake(
    "A small number is added inside the logarithms, which turns minus infinity into some -28 for each head or tail. Add "
    "nothing: log 0 = -inf is the right answer for data that cannot happen.",
    example=(0.0, 1, 1),
)
def binomial_log_likelihood_with_epsilon(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return _log_orders(heads, flips) + heads * np.log(theta + 1e-12) + (flips - heads) * np.log(1 - theta + 1e-12)


@mistake(
    "np.nan_to_num turns nan into 0, but -inf into the lowest float as well. Leave out the term that would be 0 * log(0) "
    "instead, and keep -inf for data that cannot happen.",
    example=(0.0, 1, 1),
)
def binomial_log_likelihood_with_nan_to_num(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    terms = np.nan_to_num(heads * np.log(theta)) + np.nan_to_num((flips - heads) * np.log1p(-theta))
    return _log_orders(heads, flips) + terms


@mistake(
    "theta = 0 and theta = 1 raise an error here, as math.log(0) does. Leave out the term of what never happened, and give "
    "-inf where something impossible did.",
    example=(0.0, 0, 3),
)
def binomial_log_likelihood_raising_at_the_ends(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    logs = [heads * math.log(t) + (flips - heads) * math.log(1 - t) for t in theta.flat]
    return _log_orders(heads, flips) + np.reshape(logs, theta.shape)


@mistake(
    "theta is clipped away from 0 and 1, so impossible data look merely unlikely. Clip nothing and let log 0 be -inf.",
    example=(0.0, 1, 1),
)
def binomial_log_likelihood_with_clipped_theta(theta, heads, flips):
    theta = np.clip(_check_coin(theta, heads, flips), 1e-9, 1 - 1e-9)
    return binomial_log_likelihood(theta, heads, flips)


@mistake(
    "This counts ordered choices, n! / (n - h)!. The binomial coefficient also divides by h!, so subtract a third lgamma."
)
def binomial_log_likelihood_with_permutations(theta, heads, flips):
    return binomial_log_likelihood(theta, heads, flips) + math.lgamma(heads + 1)


@mistake("log n! is lgamma(n + 1). lgamma(n) is the logarithm of (n - 1)!.")
def binomial_log_likelihood_with_shifted_factorials(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    shifted = special.gammaln(flips) - special.gammaln(heads) - special.gammaln(flips - heads)
    result = shifted + special.xlogy(heads, theta) + special.xlog1py(flips - heads, -theta)
    return float(result) if theta.ndim == 0 else result


@mistake("This is the log-likelihood per flip. It belongs to all flips together: do not divide.")
def binomial_log_likelihood_per_flip(theta, heads, flips):
    return binomial_log_likelihood(theta, heads, flips) / max(1, flips)


@mistake(
    "The log-likelihoods of all theta are added up. Return one for each theta, in an array of the same shape.",
    example=([0.25, 0.5], 2, 2),
)
def binomial_log_likelihood_summed(theta, heads, flips):
    return float(np.sum(binomial_log_likelihood(theta, heads, flips)))


@mistake("A single theta gives an array of one entry. Return a float for it, and keep the shape of arrays as it is.")
def binomial_log_likelihood_always_an_array(theta, heads, flips):
    return np.atleast_1d(binomial_log_likelihood(theta, heads, flips))


@mistake(
    "theta is not checked. Raise ValueError if one is below 0, above 1 or nan: the logarithm alone gives nan.",
    example=([0.5, 1.5], 1, 3),
)
def binomial_log_likelihood_without_check_of_theta(theta, heads, flips):
    _check_coin(0.5, heads, flips)
    theta = np.asarray(theta, dtype=float)
    result = np.full(theta.shape, _log_orders(heads, flips))
    result += heads * np.log(theta) if heads else 0.0
    result += (flips - heads) * np.log1p(-theta) if flips > heads else 0.0
    return float(result) if theta.ndim == 0 else result


@mistake("heads and flips are not checked. Raise ValueError unless 0 <= heads <= flips.", example=(0.5, 4, 3))
def binomial_log_likelihood_without_check_of_heads(theta, heads, flips):
    theta = _check_coin(theta, 0, 0)
    orders = special.gammaln(flips + 1) - special.gammaln(heads + 1) - special.gammaln(flips - heads + 1)
    result = orders + special.xlogy(heads, theta) + special.xlog1py(flips - heads, -theta)
    return float(result) if theta.ndim == 0 else result


def _terms(theta, heads, tails):
    """``heads log theta + tails log(1 - theta)``, with 0 log 0 = 0."""
    return special.xlogy(heads, theta) + special.xlog1py(tails, -theta)


@mistake(
    "As a float, the binomial coefficient of many flips is infinite. Compute its logarithm with math.lgamma, or as "
    "math.log(math.comb(flips, heads)).",
    example=(0.5, 2000, 10_000),
)
def binomial_log_likelihood_of_an_infinite_coefficient(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return np.log(special.comb(flips, heads)) + _terms(theta, heads, flips - heads)


@mistake(
    "Factorials above 170! are too large for a float, and the coefficient becomes infinite or nan. math.lgamma(n + 1) is the "
    "logarithm of n! for any n.",
    example=(0.5, 100, 200),
)
def binomial_log_likelihood_of_infinite_factorials(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    log_factorials = [np.log(special.factorial(n)) for n in (flips, heads, flips - heads)]
    return log_factorials[0] - log_factorials[1] - log_factorials[2] + _terms(theta, heads, flips - heads)


@mistake(
    "The coefficient becomes a float before its logarithm is taken, and that of many flips is too large: OverflowError. "
    "math.log takes whole numbers of any size, and math.lgamma needs none.",
    example=(0.5, 2000, 10_000),
)
def binomial_log_likelihood_overflowing(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return math.log(float(math.comb(flips, heads))) + _terms(theta, heads, flips - heads)


@mistake(
    "The likelihood of many flips is 0 as a float, and its logarithm minus infinity. Add up logarithms from the start, or "
    "take scipy's logpmf instead of pmf.",
    example=(0.5, 2000, 10_000),
)
def binomial_log_likelihood_of_the_pmf(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return np.log(stats.binom.pmf(heads, flips, theta)) if flips else np.zeros(theta.shape)[()]


@mistake("1 - theta is raised to the number of all flips. It belongs to the tails alone: flips - heads.")
def binomial_log_likelihood_with_flips_for_tails(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return _log_orders(heads, flips) + _terms(theta, heads, flips)


@mistake("The logarithm of the coefficient is subtracted. More orders make the heads more probable: add it.")
def binomial_log_likelihood_subtracting_the_orders(theta, heads, flips):
    return binomial_log_likelihood(theta, heads, flips) - 2 * _log_orders(heads, flips)


@mistake(
    "The coefficient itself is added to logarithms. Take its logarithm, too: math.lgamma or math.log(math.comb(...))."
)
def binomial_log_likelihood_with_the_plain_coefficient(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return math.comb(flips, heads) + _terms(theta, heads, flips - heads)


@mistake("These are bits. Log-likelihoods are in nats here: use the natural logarithm, np.log.")
def binomial_log_likelihood_in_bits(theta, heads, flips):
    return binomial_log_likelihood(theta, heads, flips) / math.log(2)


@mistake(
    "This is the mean cross-entropy of one flip, without the coefficient. All flips count: multiply by their number, and "
    "add log C(flips, heads)."
)
def binomial_log_likelihood_of_one_flip(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return _terms(theta, heads, flips - heads) / max(1, flips)


@mistake(
    "This is the loss of the flips in one order: negative, and without the coefficient. Drop the minus and add "
    "log C(flips, heads)."
)
def binomial_log_likelihood_as_cross_entropy(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return 0.0 - _terms(theta, heads, flips - heads)


@mistake("The logarithm of 1 - theta is not 1 - log(theta). Write np.log(1 - theta), or np.log1p(-theta).")
def binomial_log_likelihood_with_one_minus_log(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    log_theta = np.log(theta)
    return _log_orders(heads, flips) + special.xlogy(heads, theta) + (flips - heads) * (1 - log_theta)


@mistake(
    "At theta = 0 and theta = 1 this is always minus infinity. Data that agree with such a coin are certain: 0.0 for no "
    "heads at 0, or no tails at 1.",
    example=(0.0, 0, 3),
)
def binomial_log_likelihood_always_infinite_at_the_ends(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return np.where((theta == 0) | (theta == 1), -np.inf, binomial_log_likelihood(theta, heads, flips))[()]


@mistake(
    "The logarithm of 0 is replaced by 0, so that impossible data cost nothing. Heads at theta = 0, or tails at theta = 1, "
    "give -inf.",
    example=(0.0, 1, 1),
)
def binomial_log_likelihood_free_at_the_ends(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    logs = [np.log(np.where(p > 0, p, 1.0)) for p in (theta, 1 - theta)]
    return _log_orders(heads, flips) + heads * logs[0] + (flips - heads) * logs[1]


@mistake(
    "Here 1e-10 is added inside the logarithms, so impossible data look merely unlikely. Add nothing: their log-likelihood "
    "is -inf.",
    example=(0.0, 1, 1),
)
def binomial_log_likelihood_with_a_larger_epsilon(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return _log_orders(heads, flips) + heads * np.log(theta + 1e-10) + (flips - heads) * np.log(1 - theta + 1e-10)


@mistake(
    "With theta clipped at 1e-12, or 1e-12 as the least argument of the logarithm, impossible data look merely unlikely. "
    "Clip nothing and let log 0 be -inf.",
    example=(0.0, 1, 1),
)
def binomial_log_likelihood_clipped_closely(theta, heads, flips):
    theta = np.clip(_check_coin(theta, heads, flips), 1e-12, 1 - 1e-12)
    return binomial_log_likelihood(theta, heads, flips)


@mistake(
    "With theta clipped at 1e-10, impossible data look merely unlikely. Clip nothing and let log 0 be -inf.",
    example=(0.0, 1, 1),
)
def binomial_log_likelihood_clipped_at_1e_10(theta, heads, flips):
    theta = np.clip(_check_coin(theta, heads, flips), 1e-10, 1 - 1e-10)
    return binomial_log_likelihood(theta, heads, flips)


@mistake("log n! is taken to be n log n - n (Stirling), which is off for small numbers. math.lgamma(n + 1) is exact.")
def binomial_log_likelihood_with_stirling(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    tails = flips - heads
    orders = special.xlogy(flips, flips) - special.xlogy(heads, heads) - special.xlogy(tails, tails)
    return orders + _terms(theta, heads, tails)


@mistake(
    "This is the density of theta given the flips, a beta density: log(flips + 1) too much. Return the probability of the "
    "heads given theta."
)
def binomial_log_likelihood_as_beta_density(theta, heads, flips):
    return binomial_log_likelihood(theta, heads, flips) + math.log(flips + 1)


@mistake("No flips at all are refused. They are possible, and certain: the log-likelihood is 0.0.", example=(0.3, 0, 0))
def binomial_log_likelihood_refusing_no_flips(theta, heads, flips):
    if flips <= 0:
        raise ValueError("no flips")
    return binomial_log_likelihood(theta, heads, flips)


@mistake(
    "An array of theta gives a list. Return a float64 array of the shape of theta, and a float for a single one.",
    example=([0.25, 0.5], 2, 3),
)
def binomial_log_likelihood_as_a_list(theta, heads, flips):
    return np.asarray(binomial_log_likelihood(theta, heads, flips)).tolist()


# Other right answers


@alternative
def binomial_log_likelihood_with_xlogy(theta, heads, flips):
    theta = np.array(theta, dtype=float)
    if heads < 0 or heads > flips or np.isnan(theta).any() or theta.min(initial=0) < 0 or theta.max(initial=0) > 1:
        raise ValueError("impossible")
    log_orders = special.gammaln(flips + 1) - special.gammaln(heads + 1) - special.gammaln(flips - heads + 1)
    return log_orders + special.xlogy(heads, theta) + special.xlog1py(flips - heads, -theta)


@alternative
def binomial_log_likelihood_in_a_loop(theta, heads, flips):
    if not 0 <= heads <= flips:
        raise ValueError("heads")

    def one(p):
        if not 0 <= p <= 1:
            raise ValueError("theta")
        total = math.log(math.comb(flips, heads))
        for count, side in ((heads, p), (flips - heads, 1 - p)):
            if count:
                total += count * math.log(side) if side > 0 else -math.inf
        return total

    if np.ndim(theta) == 0:
        return one(theta)
    theta = np.asarray(theta, dtype=float)
    return np.array([one(p) for p in theta.ravel()]).reshape(theta.shape)


@alternative
def binomial_log_likelihood_with_scipy_stats(theta, heads, flips):
    if heads < 0 or flips < heads:
        raise ValueError("heads")
    if not ((np.asarray(theta) >= 0) & (np.asarray(theta) <= 1)).all():
        raise ValueError("theta")
    return stats.binom.logpmf(heads, flips, theta) if flips else np.zeros(np.shape(theta))[()]
