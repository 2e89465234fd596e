"""8.11 `gumbel_max`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import alternative, assert_same, assert_unchanged, criterion, logits, mistakes_of, raises
from autograder.content.s08_sampling.shared import INF, UNDECODABLE
from solutions.s08_sampling import as_logits, gumbel_max, probabilities

# Criteria


def _clear_race(rng, size):
    """Logits and u, with the winner, who leads by at least 0.01."""
    while True:
        x, u = rng.normal(0, 2, size=size), rng.uniform(0.01, 0.99, size=size)
        sums = x - np.log(-np.log(u))
        second, first = np.sort(sums)[-2:]
        if first - second > 0.01:
            return x, u, int(sums.argmax())


@criterion(core=True)
def test_is_the_largest_logit_plus_noise(gumbel_max, rng):
    for size in (2, 3, 3, 5, 5, 8, 20, 50):
        x, u, winner = _clear_race(rng, size)
        assert_same(gumbel_max(x, u), winner)


@criterion()
def test_of_equal_logits_is_the_largest_u(gumbel_max, rng):
    for size in (3, 9):
        u = rng.permutation(np.linspace(0.05, 0.95, size))
        assert_same(gumbel_max(np.full(size, 2.0), u), int(u.argmax()))


@criterion()
def test_of_equal_u_is_the_largest_logit(gumbel_max, rng):
    for x in logits(rng, [(4,), (9,)]):
        assert_same(gumbel_max(x, np.full(x.shape, 0.3)), int(x.argmax()))


@criterion()
def test_takes_the_first_of_equal_sums(gumbel_max):
    assert_same(gumbel_max([1.0, 4.0, 4.0, 4.0], [0.5, 0.25, 0.25, 0.25]), 1)


@criterion()
def test_never_draws_a_removed_word_or_one_with_noise_of_minus_infinity(gumbel_max):
    assert_same(gumbel_max([-INF, -700.0, -INF], [0.999, 1e-9, 0.5]), 1)
    assert_same(gumbel_max([500.0, 1.0, 0.0], [0.0, 0.5, 0.5]), 1)


@criterion()
def test_uses_the_full_range_of_u(gumbel_max):
    # Noise 36.7 for the largest float below 1, and -6.6 for the smallest above 0.
    assert_same(gumbel_max([0.0, 36.0], [0.9999999999999999, 0.5]), 0)
    assert_same(gumbel_max([0.0, 37.0], [0.9999999999999999, 0.5]), 1)
    assert_same(gumbel_max([6.0, 0.0], [5e-324, 0.5]), 1)
    assert_same(gumbel_max([8.0, 0.0], [5e-324, 0.5]), 0)


@criterion()
def test_takes_ints_and_single_precision(gumbel_max):
    assert_same(gumbel_max([0, 0], (0.1, 0.9)), 1)
    assert_same(gumbel_max(np.array([0.0, 3.0], dtype=np.float32), np.array([0.5, 0.5], dtype=np.float32)), 1)


@criterion()
def test_refuses_bad_arguments(gumbel_max):
    for u in ([0.5], [0.5] * 3, [0.5, 1.0], [0.5, -0.1], [0.5, math.nan], 0.5):
        with raises(ValueError):
            gumbel_max([1.0, 2.0], u)
    for x in UNDECODABLE:
        with raises(ValueError):
            gumbel_max(list(x), [0.5] * len(x))
    with raises(ValueError):
        gumbel_max([[1.0, 2.0]], [[0.5, 0.5]])


@criterion()
def test_leaves_its_arguments_unchanged(gumbel_max):
    assert_unchanged(gumbel_max, np.array([3.0, -1.0]), np.array([0.25, 0.5]))


# Known mistakes

mistake = mistakes_of(gumbel_max, example=([0, 0], [0.9, 0.1]))

gumbel_max_with_the_wrong_sign = mistake.change(
    "logits + noise", "logits - noise", "The noise is subtracted: small u win. Add it."
)
gumbel_max_of_the_smallest = mistake.change("np.argmax", "np.argmin", "The smallest sum wins. Take argmax.")


@mistake(
    "The noise is added to probabilities. Add it to the logits: that is what makes the softmax.",
    example=([3, 0], [0.3, 0.7]),
)
def gumbel_max_of_probabilities(logits, u):
    gumbel_max(logits, u)
    with np.errstate(divide="ignore"):
        return int(np.argmax(probabilities(as_logits(logits)) - np.log(-np.log(u))))


@mistake("u itself is the noise here. The right noise is -log(-log u).", example=([0.0, 1.0], [0.9, 0.1]))
def gumbel_max_with_uniform_noise(logits, u):
    gumbel_max(logits, u)
    return int(np.argmax(as_logits(logits) + np.where(np.asarray(u) > 0, u, -np.inf)))


@mistake(
    "The noise is -log u, that of a race's time. Take the logarithm once more: -log(-log u).",
    example=([1.5, 0.0], [0.5, 0.1]),
)
def gumbel_max_with_exponential_noise(logits, u):
    gumbel_max(logits, u)
    with np.errstate(divide="ignore"):
        return int(np.argmax(as_logits(logits) - np.log(u)))


@mistake("The noise is log u. The right noise is -log(-log u).", example=([0.0, 1.2], [0.9, 0.3]))
def gumbel_max_with_one_logarithm(logits, u):
    gumbel_max(logits, u)
    with np.errstate(divide="ignore"):
        return int(np.argmax(as_logits(logits) + np.log(u)))


@mistake("The noise multiplies the logits. Add it.", example=([-1.0, -2.0], [0.9, 0.3]))
def gumbel_max_multiplied(logits, u):
    gumbel_max(logits, u)
    with np.errstate(divide="ignore", invalid="ignore"):
        return int(np.nanargmax(np.where(np.isneginf(logits), -np.inf, as_logits(logits) * -np.log(-np.log(u)))))


@mistake(
    "The noise is that of 1 - u. It has the same distribution, but with u given the word is decided: -log(-log u).",
    example=([1.7, 0.0], [0.5, 0.1]),
)
def gumbel_max_of_one_minus_u(logits, u):
    gumbel_max(logits, u)
    with np.errstate(divide="ignore"):
        return int(np.argmax(as_logits(logits) - np.log(-np.log1p(-np.asarray(u, dtype=float)))))


@mistake("The noise is ignored: this is greedy.", example=([0.0, 0.1], [0.9, 0.1]))
def gumbel_max_as_greedy(logits, u):
    gumbel_max(logits, u)
    return int(np.argmax(as_logits(logits)))


@mistake("The logits are ignored: the largest u wins always.", example=([3.2, 0.0], [0.1, 0.9]))
def gumbel_max_without_logits(logits, u):
    gumbel_max(logits, u)
    return int(np.argmax(np.where(np.isneginf(logits), -np.inf, u)))


@mistake("This is the largest sum. The id of its word is wanted.")
def gumbel_max_as_the_value(logits, u):
    gumbel_max(logits, u)
    with np.errstate(divide="ignore"):
        return float(np.max(as_logits(logits) - np.log(-np.log(u))))


@mistake(
    "A small number inside of the outer logarithm keeps away no infinity, and u near 1 loses its noise. Leave it "
    "out: log 0 = -inf is right here.",
    example=([0.0, 30.0], [0.9999999999999999, 0.5]),
)
def gumbel_max_with_an_epsilon(logits, u):
    gumbel_max(logits, u)
    with np.errstate(divide="ignore"):
        return int(np.argmax(as_logits(logits) - np.log(-np.log(np.asarray(u, dtype=float)) + 1e-10)))


@mistake("Numbers outside of [0, 1) are accepted. Raise ValueError.", example=([1.0, 2.0], [0.5, 1.0]))
def gumbel_max_of_any_u(logits, u):
    u = np.asarray(u, dtype=float)
    return gumbel_max(logits, np.where(np.isnan(u), u, np.clip(u, 0.0, 0.9999999999999999)))


@mistake(
    "One u is used for all words when only one is given. Each word needs its own: raise ValueError.",
    example=([1.0, 2.0], [0.5]),
)
def gumbel_max_broadcasting(logits, u):
    if np.size(u) == 1:
        u = np.full(np.shape(logits), u)
    return gumbel_max(logits, u)


@mistake(
    "Of equal sums the last one wins. The lowest id does: np.argmax takes the first.",
    example=([4.0, 4.0], [0.25, 0.25]),
)
def gumbel_max_last_of_equals(logits, u):
    return (
        len(logits) - 1 - gumbel_max(np.asarray(logits)[::-1], np.asarray(u)[::-1])
        if np.shape(u) == np.shape(logits)
        else gumbel_max(logits, u)
    )


@mistake(
    "The noise is log(-log u): its sign is turned round, and words with small u win. The right noise is -log(-log u)."
)
def gumbel_max_with_the_sign_turned_round(logits, u):
    gumbel_max(logits, u)
    with np.errstate(divide="ignore"):
        noise = np.log(-np.log(np.asarray(u, dtype=float)))
    return int(np.argmax(np.asarray(logits, dtype=float) + np.where(np.isinf(noise), -np.inf, noise)))


# Different mistakes draw different words here.
RACE = ((-0.2, -1.1, -1.5, -0.4, -2.2, -1.8), (0.43, 0.74, 0.41, 0.64, 0.95, 0.93))
RACE_2 = ((-0.7, 0.0, -0.5, 1.2, 1.1, 0.7), (0.63, 0.67, 0.72, 0.2, 0.11, 0.38))
RACE_3 = ((0.8, 0.3, -1.6, -0.2, -0.1, 2.1), (0.38, 0.81, 0.62, 0.44, 0.12, 0.79))
RACE_4 = ((-0.7, 0.3, 0.5, 0.7, -0.8, 1.2), (0.91, 0.5, 0.75, 0.66, 0.29, 0.27))


def _draw(logits, u, noise):
    """The best word with another noise, after the reference's checks; a removed word never wins."""
    gumbel_max(logits, u)
    logits, u = as_logits(logits), np.asarray(u, dtype=float)
    with np.errstate(all="ignore"):
        sums = noise(logits, u)
    return int(np.argmax(np.where(np.isneginf(logits), -np.inf, sums)))


@mistake(
    "A small number stands in both logarithms, and a word whose number is 0 may win then. Its noise is -inf: leave "
    "it out.",
    example=([5.0, 1.0, 0.5], [0.0, 0.5, 0.4]),
)
def gumbel_max_with_two_epsilons(logits, u):
    return _draw(logits, u, lambda x, u: x - np.log(-np.log(u + 1e-10) + 1e-10))


@mistake(
    "The words race at the rate of the logit: -log(u) / x. Their rates are exp(x), or add -log(-log u) to the logits.",
    example=([-1.0, 2.0, 0.5], [0.3, 0.6, 0.4]),
)
def gumbel_max_as_a_race_of_logits(logits, u):
    gumbel_max(logits, u)
    with np.errstate(all="ignore"):
        return int(np.argmin(-np.log(np.asarray(u, dtype=float)) / as_logits(logits)))


@mistake("The logits are subtracted: the noise is right, and improbable words win. Add them.", example=RACE_3)
def gumbel_max_of_negative_logits(logits, u):
    return _draw(logits, u, lambda x, u: -x - np.log(-np.log(u)))


@mistake("The noise is normal, not Gumbel's. It is -log(-log u).", example=RACE)
def gumbel_max_with_normal_noise(logits, u):
    return _draw(logits, u, lambda x, u: x + special.ndtri(u))


@mistake("The noise is logistic, log(u / (1 - u)). Gumbel's is -log(-log u).", example=RACE_4)
def gumbel_max_with_logistic_noise(logits, u):
    return _draw(logits, u, lambda x, u: x + np.log(u) - np.log1p(-u))


@mistake("The logarithms have the base 2. Gumbel noise has natural ones.", example=RACE_4)
def gumbel_max_in_bits(logits, u):
    return _draw(logits, u, lambda x, u: x - np.log2(-np.log2(u)))


@mistake(
    "Only the first of the numbers is used, for an inversion of the running sum. Each word has its own: add noise to each.",
    example=RACE_2,
)
def gumbel_max_by_inversion(logits, u):
    gumbel_max(logits, u)
    cdf = np.cumsum(probabilities(as_logits(logits)))
    return int(min(np.searchsorted(cdf / cdf[-1], np.asarray(u, dtype=float)[0], side="right"), len(cdf) - 1))


@mistake(
    "The numbers are clipped away from 0 and 1. Noise of -inf is right where u is 0: no word with it is drawn.",
    example=([15.0, 1.0, 0.5], [0.0, 0.5, 0.4]),
)
def gumbel_max_of_clipped_numbers(logits, u):
    return _draw(logits, u, lambda x, u: x - np.log(-np.log(np.clip(u, 1e-6, 1 - 1e-6))))


@mistake("Ids are counted from 1 here. The first word has the id 0.", example=RACE)
def gumbel_max_from_one(logits, u):
    return gumbel_max(logits, u) + 1


@mistake("This is a one-hot row. The exercise asks for the id.", example=RACE)
def gumbel_max_as_one_hot(logits, u):
    return np.eye(len(logits))[gumbel_max(logits, u)]


@mistake("This is the Gumbel-softmax, a row of shares. The id of the largest sum is wanted.", example=RACE)
def gumbel_max_as_gumbel_softmax(logits, u):
    gumbel_max(logits, u)
    with np.errstate(divide="ignore"):
        return probabilities(as_logits(logits) - np.log(-np.log(np.asarray(u, dtype=float))))


@mistake("The noise is scaled by one half. Add it as it is.", example=RACE)
def gumbel_max_with_half_of_the_noise(logits, u):
    return _draw(logits, u, lambda x, u: x - 0.5 * np.log(-np.log(u)))


# Other right answers


@alternative
def gumbel_max_as_a_race(logits, u):
    if np.ndim(logits) != 1:
        raise ValueError("logits")
    logits, u = as_logits(logits), np.asarray(u, dtype=float)
    if u.shape != logits.shape or not ((u >= 0) & (u < 1)).all():
        raise ValueError("u")
    with np.errstate(all="ignore"):
        return int(np.argmin(np.log(-np.log(u)) - logits))


@alternative
def gumbel_max_in_a_loop(logits, u):
    if np.ndim(logits) != 1:
        raise ValueError("logits")
    logits = as_logits(logits)
    if np.shape(u) != logits.shape or any(math.isnan(v) or v < 0 or v >= 1 for v in u):
        raise ValueError("u")
    best, most = 0, -math.inf
    for i, (x, v) in enumerate(zip(logits.tolist(), u, strict=True)):
        total = x - math.log(-math.log(v)) if v > 0 else -math.inf
        if total > most:
            best, most = i, total
    return best
