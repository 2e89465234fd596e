"""1.10 `monte_carlo_probability`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_same, criterion, mistakes_of, raises
from solutions.s01_probability import monte_carlo_probability

# Criteria


class _InTurn:
    """A trial whose outcomes are known beforehand, and that counts its calls."""

    def __init__(self, outcomes):
        self.outcomes = list(outcomes)
        self.calls = 0

    def __call__(self, rng):
        self.calls += 1
        return self.outcomes[(self.calls - 1) % len(self.outcomes)]


class _Coin:
    """A trial that keeps what it drew: heads below one half."""

    def __init__(self):
        self.drawn = []

    def __call__(self, rng):
        self.drawn.append(rng.random())
        return self.drawn[-1] < 0.5


def _seeded(seed):
    return np.random.default_rng(seed)


@criterion(core=True)
def test_is_the_share_of_successes(monte_carlo_probability, rng):
    for n in rng.permutation(np.arange(5, 9))[:2].tolist():
        successes = int(rng.integers(1, n))
        trial = _InTurn(rng.permutation([True] * successes + [False] * (n - successes)).tolist())
        assert_close(monte_carlo_probability(trial, n, _seeded(1)), successes / n)
        assert_same(trial.calls, n)


@criterion(core=True)
def test_draws_new_numbers_from_the_generator_for_every_trial(monte_carlo_probability, rng):
    seed = int(rng.integers(2**32))
    coin, again = _Coin(), _Coin()
    estimate = monte_carlo_probability(coin, 6, _seeded(seed))
    assert_close(estimate, sum(number < 0.5 for number in coin.drawn) / 6)
    assert_same(len(set(coin.drawn)), 6)
    assert_close(monte_carlo_probability(again, 6, _seeded(seed)), estimate)
    assert_same(again.drawn, coin.drawn)  # the same seed gives the same numbers


@criterion()
def test_gives_other_numbers_for_other_seeds_and_later_calls(monte_carlo_probability, rng):
    coin, seed = _Coin(), int(rng.integers(2**32))
    generator, again = _seeded(seed), _seeded(seed)
    for source in (generator, generator, _seeded(int(rng.integers(2**32)))):
        monte_carlo_probability(coin, 1, source)
    assert_same(len(set(coin.drawn)), 3)
    assert_same(coin.drawn[:2], again.random(2).tolist())  # the trial gets this very generator


@criterion()
def test_of_a_single_trial(monte_carlo_probability):
    assert_close(monte_carlo_probability(_InTurn([True]), 1, _seeded(1)), 1.0)
    assert_close(monte_carlo_probability(_InTurn([False]), 1, _seeded(1)), 0.0)


@criterion()
def test_counts_successes_given_as_numpy_bools(monte_carlo_probability):
    trial = _InTurn([np.bool_(True), np.bool_(False), np.bool_(True), np.bool_(True)])
    assert_close(monte_carlo_probability(trial, 4, _seeded(1)), 0.75)


@criterion()
def test_refuses_no_trials(monte_carlo_probability):
    for n in (0, -1):
        with raises(ValueError):
            monte_carlo_probability(_InTurn([True]), n, _seeded(1))


# Known mistakes


def three_in_ten(rng):
    return rng.random() < 0.3


def nine_in_ten(rng):
    return rng.random() < 0.9


def always(rng):
    return True


def always_as_numpy_bool(rng):
    return np.bool_(True)


mistake = mistakes_of(monte_carlo_probability, example=(three_in_ten, 200, np.random.default_rng(3)))


@mistake(
    "Every trial gets a new generator with the same seed, so all of them are the same trial. Pass the generator that you "
    "were given: trial(rng).",
    example=(nine_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_reseeding(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial(np.random.default_rng(0))) for _ in range(n)) / n


@mistake(
    "A generator of your own is used instead of the one you were given, so every estimate is the same. Pass `rng` on."
)
def monte_carlo_probability_with_its_own_generator(trial, n, rng):
    return monte_carlo_probability(trial, n, np.random.default_rng(0))


@mistake(
    "You make a generator with the seed 42, so every estimate is the same. Use the one that you were given: trial(rng)."
)
def monte_carlo_probability_with_a_generator_of_seed_42(trial, n, rng):
    return monte_carlo_probability(trial, n, np.random.default_rng(42))


@mistake(
    "Every trial gets a generator with a seed of its own, 0, 1, 2 and so on, so the generator that you were given decides "
    "nothing. Pass `rng` on."
)
def monte_carlo_probability_seeding_with_the_counter(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial(np.random.default_rng(i))) for i in range(n)) / n


@mistake(
    "This is the number of successes. Their share is asked for: divide by n.",
    example=(always, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_as_count(trial, n, rng):
    return round(monte_carlo_probability(trial, n, rng) * n)


@mistake(
    "Only the first trial decides: it is made once, or n times from equal copies of the generator. Call trial(rng) n times and count."
)
def monte_carlo_probability_of_one_trial(trial, n, rng):
    return monte_carlo_probability(trial, min(n, 1), rng)


@mistake("The trial is made once, and its result counted n times. Call trial(rng) inside the loop.")
def monte_carlo_probability_of_one_trial_in_a_loop(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    result = trial(rng)
    return sum(result for _ in range(n))


@mistake(
    "One trial is missing, as in range(1, n). Make n trials: range(n).", example=(always, 4, np.random.default_rng(3))
)
def monte_carlo_probability_with_a_trial_missing(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial(rng)) for _ in range(1, n)) / n


@mistake(
    "One trial too many is made: n + 1 of them, divided by n. range(n) counts n.",
    example=(always, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_with_a_trial_too_many(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial(rng)) for _ in range(n + 1)) / n


@mistake(
    "The count is divided by n - 1. There were n trials: divide by n.", example=(always, 4, np.random.default_rng(3))
)
def monte_carlo_probability_divided_by_n_minus_1(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial(rng)) for _ in range(n)) / (n - 1)


@mistake(
    "A success and a failure are added to those that were seen. That is smoothing; the estimate is successes / n.",
    example=(always, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_smoothed(trial, n, rng):
    return (monte_carlo_probability(trial, n, rng) * n + 1) / (n + 2)


@mistake(
    "This is the share of failures. Count where trial(rng) is True.", example=(always, 4, np.random.default_rng(3))
)
def monte_carlo_probability_of_failure(trial, n, rng):
    return 1.0 - monte_carlo_probability(trial, n, rng)


@mistake("`//` throws away what stands after the decimal point, so every share below 1 becomes 0. Divide with `/`.")
def monte_carlo_probability_with_whole_division(trial, n, rng):
    return float(monte_carlo_probability(trial, n, rng) // 1)


@mistake(
    "A trial may return a numpy bool, and `np.bool_(True) is True` is False. Write `if trial(rng):`.",
    example=(always_as_numpy_bool, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_of_python_bools_only(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(trial(rng) is True for _ in range(n)) / n


@mistake(
    "The trial is called without the generator. It needs one to draw from: trial(rng).",
    example=(always, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_without_passing_the_generator(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial()) for _ in range(n)) / n


@mistake(
    "The trials stop at the first success. Make all n of them and count every success.",
    example=(three_in_ten, 20, np.random.default_rng(1)),
)
def monte_carlo_probability_stopping_at_the_first_success(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return float(any(trial(rng) for _ in range(n))) / n


@mistake(
    "Without a trial there is no share: 0/0 is not 0. Raise ValueError if n is not positive.",
    example=(always, 0, np.random.default_rng(3)),
)
def monte_carlo_probability_zero_for_no_trials(trial, n, rng):
    return monte_carlo_probability(trial, n, rng) if n > 0 else 0.0


@mistake(
    "Without a trial the division fails with a ZeroDivisionError. Check n first, and raise ValueError.",
    example=(always, 0, np.random.default_rng(3)),
)
def monte_carlo_probability_without_check(trial, n, rng):
    return sum(bool(trial(rng)) for _ in range(n)) / n


@mistake(
    "The function returns after the first trial: the return stands inside of the loop. Take it out of it.",
    example=(three_in_ten, 20, np.random.default_rng(1)),
)
def monte_carlo_probability_returning_in_the_loop(trial, n, rng):
    return monte_carlo_probability(trial, 1, rng) / n if n > 0 else monte_carlo_probability(trial, n, rng)


@mistake("This tells whether at least one trial succeeded. Count the successes and divide by n.")
def monte_carlo_probability_of_any_success(trial, n, rng):
    return float(monte_carlo_probability(trial, n, rng) > 0)


@mistake(
    "Only the last trial is looked at: its result replaces the others. Add it to a count.",
    example=(three_in_ten, 20, np.random.default_rng(1)),
)
def monte_carlo_probability_of_the_last_trial(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return float([trial(rng) for _ in range(n)][-1])


@mistake("These are the results of the trials, a list. Return the share of those that are True.")
def monte_carlo_probability_as_results(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return [bool(trial(rng)) for _ in range(n)]


@mistake(
    "The trial is called again where it succeeded, so other trials are counted than were asked. Keep its result.",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_calling_twice(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial(rng)) for _ in range(n) if trial(rng)) / n


@mistake(
    "One more trial is made before the loop and thrown away. Make exactly n trials, and count them all.",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_after_a_warm_up(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    trial(rng)
    return monte_carlo_probability(trial, n, rng)


@mistake(
    "Each trial gets a generator of its own, spawned from yours. Pass the very generator that you were given.",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_spawning(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial(child)) for child in rng.spawn(n)) / n


@mistake(
    "Each trial gets a new generator whose seed is drawn from yours. Pass on `rng` itself: trial(rng).",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_with_drawn_seeds(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return sum(bool(trial(np.random.default_rng(rng.integers(2**32)))) for _ in range(n)) / n


@mistake(
    "The trial is not called at all: random numbers are compared with 0.5. Only trial(rng) knows what a success is.",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_of_a_coin(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return float(np.mean(rng.random(n) < 0.5))


@mistake(
    "The number of successes is divided by that of failures: these are odds. Divide by n, the number of all trials."
)
def monte_carlo_probability_as_odds(trial, n, rng):
    p = monte_carlo_probability(trial, n, rng)
    return p / (1 - p) if p < 1 else math.inf


@mistake(
    "Failures are subtracted from successes. Count the successes only: a failure counts as 0, not as -1.",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_as_difference(trial, n, rng):
    return 2 * monte_carlo_probability(trial, n, rng) - 1


@mistake(
    "This is how much the estimate may be off, its standard error. Return the share of successes.",
    example=(three_in_ten, 200, np.random.default_rng(3)),
)
def monte_carlo_probability_as_standard_error(trial, n, rng):
    p = monte_carlo_probability(trial, n, rng)
    return math.sqrt(p * (1 - p) / n)


@mistake("The share is in percents. Return a number from 0 to 1: the successes divided by n.")
def monte_carlo_probability_in_percents(trial, n, rng):
    return 100 * monte_carlo_probability(trial, n, rng)


@mistake(
    "The count is divided by n + 1. There were n trials: divide by n.", example=(always, 4, np.random.default_rng(3))
)
def monte_carlo_probability_divided_by_n_plus_1(trial, n, rng):
    return monte_carlo_probability(trial, n, rng) * n / (n + 1)


@mistake(
    "The share is rounded to one decimal. Round when you print, not when you compute.",
    example=(three_in_ten, 33, np.random.default_rng(3)),
)
def monte_carlo_probability_rounded(trial, n, rng):
    return round(monte_carlo_probability(trial, n, rng), 1)


@mistake(
    "The estimate is kept away from 0 and 1, as if nothing could be certain. Return the share as it is.",
    example=(always, 4, np.random.default_rng(3)),
)
def monte_carlo_probability_clipped(trial, n, rng):
    return min(max(monte_carlo_probability(trial, n, rng), 0.01), 0.99)


@mistake(
    "A single trial is refused. It is few, but gives a share, 0 or 1: raise ValueError for n below 1 only.",
    example=(always, 1, np.random.default_rng(3)),
)
def monte_carlo_probability_refusing_one_trial(trial, n, rng):
    if n <= 1:
        raise ValueError("n")
    return monte_carlo_probability(trial, n, rng)


@mistake(
    "Only n = 0 is refused. A negative number of trials makes no sense either: raise ValueError if n < 1.",
    example=(always, -1, np.random.default_rng(3)),
)
def monte_carlo_probability_of_negative_trials(trial, n, rng):
    if n == 0:
        raise ValueError("n")
    return sum(bool(trial(rng)) for _ in range(n)) / n


# Other right answers


@alternative
def monte_carlo_probability_in_a_loop(trial, n, rng):
    if n < 1:
        raise ValueError("at least one trial")
    successes = 0
    for _ in range(n):
        if trial(rng):
            successes += 1
    return successes / n


@alternative
def monte_carlo_probability_with_numpy(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return np.mean([trial(rng) for _ in range(n)])


@alternative
def monte_carlo_probability_as_running_mean(trial, n, rng):
    if not n > 0:
        raise ValueError("n")
    mean = 0.0
    for k in range(1, n + 1):
        mean += (float(trial(rng)) - mean) / k
    return mean
