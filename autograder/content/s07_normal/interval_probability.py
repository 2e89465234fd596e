"""7.4 `interval_probability`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special, stats

from autograder.content import alternative, assert_close, assert_same, criterion, mistakes_of, raises
from autograder.content.s07_normal.shared import INF, NAN, NO_DEVIATIONS
from solutions.s07_normal import as_sigma, interval_probability, normal_cdf, normal_pdf

# Criteria


def _exact(a, b, mu, sigma):
    a, b = (a - mu) / sigma, (b - mu) / sigma
    low, high = (a, b) if a <= 0 else (-b, -a)
    return (math.erfc(-high / math.sqrt(2)) - math.erfc(-low / math.sqrt(2))) / 2


@criterion(core=True)
def test_is_the_area_between_the_ends(interval_probability, rng):
    for _ in range(6):
        mu, sigma = float(rng.uniform(1, 5)), float(rng.uniform(1.5, 4))
        a, b = (mu + sigma * np.sort(rng.uniform(-2.5, 2.5, size=2))).tolist()
        assert_close(interval_probability(a, b, mu, sigma), _exact(a, b, mu, sigma))


@criterion()
def test_of_one_two_and_three_deviations(interval_probability, rng):
    for k in (1, 2, 3):
        mu, sigma = float(rng.uniform(-5, 5)), float(rng.uniform(0.5, 3))
        assert_close(interval_probability(mu - k * sigma, mu + k * sigma, mu, sigma), math.erf(k / math.sqrt(2)))


@criterion()
def test_of_half_lines_and_of_everything(interval_probability):
    assert_close(interval_probability(-INF, 3.0, 3.0, 7.0), 0.5)
    assert_close(interval_probability(3.0, INF, 3.0, 7.0), 0.5)
    assert_close(interval_probability(-INF, INF, 3.0, 7.0), 1.0)


@criterion()
def test_of_a_point_is_zero(interval_probability):
    for point in (2.0, -40.0, 40.0):
        assert_same(interval_probability(point, point, 1.0, 2.0), 0.0)


@criterion()
def test_keeps_small_probabilities_on_both_sides(interval_probability):
    for a, b in ((10.0, 11.0), (-11.0, -10.0), (29.0, 30.0), (-30.0, -29.0), (10.0, INF)):
        assert_close(interval_probability(a, b), _exact(a, b, 0.0, 1.0), atol=0.0)
    assert_close(interval_probability(23.0, 25.0, 3.0, 2.0), _exact(10.0, 11.0, 0.0, 1.0), atol=0.0)


@criterion()
def test_takes_ints_and_single_precision(interval_probability):
    assert_close(interval_probability(-1, 3, 1, 2), math.erf(1 / math.sqrt(2)))
    single = [np.float32(value) for value in (-1.0, 3.0, 1.0, 2.0)]
    assert_close(interval_probability(*single), math.erf(1 / math.sqrt(2)), rtol=1e-6)


@criterion()
def test_refuses_bad_arguments(interval_probability):
    for a, b in ((1.0, -1.0), (INF, -INF), (NAN, 1.0), (0.0, NAN)):
        with raises(ValueError):
            interval_probability(a, b)
    for sigma in NO_DEVIATIONS:
        with raises(ValueError):
            interval_probability(0.0, 1.0, 0.0, sigma)


# Known mistakes

mistake = mistakes_of(interval_probability, example=(-1.0, 3.0, 0.5, 2.0))


@mistake("The area to the left of a is not subtracted.")
def interval_probability_up_to_b(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    return normal_cdf(b, mu, sigma)


@mistake("This is the area to the left of a.")
def interval_probability_up_to_a(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    return normal_cdf(a, mu, sigma)


@mistake("Densities are subtracted. Areas are wanted: use the cdf.")
def interval_probability_of_densities(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    return normal_pdf(b, mu, sigma) - normal_pdf(a, mu, sigma)


@mistake("The sign is turned round: the cdf at b minus the cdf at a.")
def interval_probability_negative(a, b, mu=0.0, sigma=1.0):
    return 0.0 - interval_probability(a, b, mu, sigma)


@mistake("This is the probability of being *outside* of the interval.")
def interval_probability_outside(a, b, mu=0.0, sigma=1.0):
    return 1 - interval_probability(a, b, mu, sigma)


@mistake("The two areas are added. Subtract.")
def interval_probability_added(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    return normal_cdf(b, mu, sigma) + normal_cdf(a, mu, sigma)


@mistake("Mean and standard deviation are ignored. Pass them on.")
def interval_probability_of_the_standard(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    return interval_probability(a, b)


@mistake("The mean is ignored. Pass it on.")
def interval_probability_without_the_mean(a, b, mu=0.0, sigma=1.0):
    return interval_probability(a, b, 0.0, sigma)


@mistake("The standard deviation is ignored. Pass it on.")
def interval_probability_without_the_deviation(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    return interval_probability(a, b, mu)


@mistake("Density times length is a rough guess. Areas under a curve are differences of the cdf.")
def interval_probability_as_a_rectangle(a, b, mu=0.0, sigma=1.0):
    exact = interval_probability(a, b, mu, sigma)
    return normal_pdf((a + b) / 2, mu, sigma) * (b - a) if math.isfinite(b - a) else exact


@mistake(
    "Above the mean both areas are nearly 1, and their difference loses its digits. Take the mirror image below the mean.",
    example=(8.0, 9.0, 0.0, 0.5),
)
def interval_probability_that_cancels(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    return normal_cdf(b, mu, sigma) - normal_cdf(a, mu, sigma)


@mistake(
    "The mirror image is taken at 0. An interval above the mean has its mirror image on the other side of the mean.",
    example=(3.0, 5.0, 2.0, 2.0),
)
def interval_probability_mirrored_at_zero(a, b, mu=0.0, sigma=1.0):
    exact = interval_probability(a, b, mu, sigma)
    return exact if a <= mu else normal_cdf(-a, mu, sigma) - normal_cdf(-b, mu, sigma)


@mistake(
    "The ends are exchanged when a > b. Raise ValueError: such an argument is a bug upstream.", example=(1.0, -1.0)
)
def interval_probability_of_exchanged_ends(a, b, mu=0.0, sigma=1.0):
    return interval_probability(min(a, b), max(a, b), mu, sigma)


@mistake(
    "An end that is nan is accepted. Raise ValueError unless a <= b, which is False for nan.", example=(math.nan, 1.0)
)
def interval_probability_of_nan(a, b, mu=0.0, sigma=1.0):
    if math.isnan(a) or math.isnan(b):
        as_sigma(sigma)
        return math.nan
    return interval_probability(a, b, mu, sigma)


@mistake("An interval of one point is refused. Its probability is 0.", example=(2.0, 2.0))
def interval_probability_refusing_points(a, b, mu=0.0, sigma=1.0):
    if a == b:
        raise ValueError("a must be below b")
    return interval_probability(a, b, mu, sigma)


@mistake("A standard deviation of 0 or less is accepted. Raise ValueError.", example=(0.0, 1.0, 0.0, -2.0))
def interval_probability_of_any_deviation(a, b, mu=0.0, sigma=1.0):
    return interval_probability(a, b, mu, max(abs(sigma), 1e-9) if math.isfinite(sigma) else sigma)


@mistake(
    "Both ends are cut off at six deviations. What lies beyond is little, but it is not nothing.",
    example=(-1.0, 13.0, 0.0, 2.0),
)
def interval_probability_cut_off(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    low, high = max((a - mu) / sigma, -6.0), min((b - mu) / sigma, 6.0)
    return interval_probability(low, high) if low < high else 0.0


@mistake("An interval with a > b gets a negative number. Raise ValueError: it is a bug upstream.", example=(1.0, -1.0))
def interval_probability_of_turned_ends(a, b, mu=0.0, sigma=1.0):
    return interval_probability(a, b, mu, sigma) if not a > b else -interval_probability(b, a, mu, sigma)


@mistake("An interval with a > b is taken for empty. Raise ValueError: it is a bug upstream.", example=(1.0, -1.0))
def interval_probability_of_empty_intervals(a, b, mu=0.0, sigma=1.0):
    return interval_probability(a, b, mu, sigma) if not a > b else 0.0 * float(as_sigma(sigma))


interval_probability_mirrored_without_exchanging = mistake.change(
    "normal_cdf(mu - a, 0.0, sigma) - normal_cdf(mu - b, 0.0, sigma)",
    "normal_cdf(mu - b, 0.0, sigma) - normal_cdf(mu - a, 0.0, sigma)",
    "In the mirror image the ends change places: an interval above the mean gets a negative number.",
    example=(3.0, 5.0, 2.0, 2.0),
)
interval_probability_mirrored_and_moved_twice = mistake.change(
    "normal_cdf(mu - a, 0.0, sigma) - normal_cdf(mu - b, 0.0, sigma)",
    "normal_cdf(mu - a, mu, sigma) - normal_cdf(mu - b, mu, sigma)",
    "Above the mean mu is subtracted twice: mu - a is a distance, which belongs to the mean 0. Or mirror to 2 mu - a.",
    example=(3.0, 5.0, 2.0, 2.0),
)
interval_probability_with_upper_tails_only = mistake.change(
    "if a > mu:",
    "if a >= -math.inf:",
    "The mirror image is taken always, so that intervals below the mean lose their digits. Take it above the mean only.",
    example=(-9.0, -8.0, 0.0, 0.5),
)


@mistake("Two heights and a straight line between them are a rough guess. Areas are differences of the cdf.")
def interval_probability_as_a_trapezium(a, b, mu=0.0, sigma=1.0):
    exact = interval_probability(a, b, mu, sigma)
    heights = normal_pdf(a, mu, sigma) + normal_pdf(b, mu, sigma)
    return heights / 2 * (b - a) if math.isfinite(b - a) else exact


@mistake("sigma is taken for the variance. It is the standard deviation: pass it on as it is.")
def interval_probability_of_a_variance(a, b, mu=0.0, sigma=1.0):
    return interval_probability(a, b, mu, math.sqrt(float(as_sigma(sigma))))


@mistake("sigma is squared before it is passed on. normal_cdf takes the standard deviation.")
def interval_probability_of_a_squared_deviation(a, b, mu=0.0, sigma=1.0):
    return interval_probability(a, b, mu, float(as_sigma(sigma)) ** 2)


@mistake("Mean and standard deviation are passed on for b only. Both ends need them.")
def interval_probability_with_a_standard_lower_end(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    return normal_cdf(b, mu, sigma) - normal_cdf(a)


@mistake("This is twice the probability: a difference of erf without the half, or two halves of the same area.")
def interval_probability_not_halved(a, b, mu=0.0, sigma=1.0):
    return 2 * interval_probability(a, b, mu, sigma)


@mistake("Two probabilities are multiplied, as if below b and above a were independent. Subtract the areas.")
def interval_probability_as_a_product(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    return normal_cdf(b, mu, sigma) * (1 - normal_cdf(a, mu, sigma))


@mistake("This is right only for intervals with the mean in the middle: 2 cdf(b) - 1. Subtract the area below a.")
def interval_probability_of_both_sides(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    return 2 * normal_cdf(b, mu, sigma) - 1


@mistake(
    "The ends are moved by a half, as for whole numbers. The variable here is continuous: take a and b.",
)
def interval_probability_with_a_continuity_correction(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    return interval_probability(a - 0.5, b + 0.5, mu, sigma)


@mistake(
    "Infinite ends are refused. They are allowed: a half-line has a probability.", example=(-math.inf, 1.0, 0.5, 2.0)
)
def interval_probability_of_finite_ends_only(a, b, mu=0.0, sigma=1.0):
    if math.isinf(a) or math.isinf(b):
        raise ValueError("the ends must be finite")
    return interval_probability(a, b, mu, sigma)


@mistake("The result is rounded. The examples round only to be short: return all digits.")
def interval_probability_rounded(a, b, mu=0.0, sigma=1.0):
    return round(interval_probability(a, b, mu, sigma), 4)


@mistake("The ends are standardised, and normal_cdf standardises them once more. Leave out mu and sigma there.")
def interval_probability_standardised_twice(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    low, high = ((end - mu) / sigma for end in (a, b))
    return normal_cdf(high, mu, sigma) - normal_cdf(low, mu, sigma)


@mistake("This is 2 cdf(z) - 1 with half the length as z, as if mu were in the middle. Subtract the cdf at both ends.")
def interval_probability_around_the_middle(a, b, mu=0.0, sigma=1.0):
    interval_probability(a, b, mu, sigma)
    return 2 * normal_cdf((b - a) / 2, 0.0, sigma) - 1


# Other right answers


@alternative
def interval_probability_with_scipy(a, b, mu=0.0, sigma=1.0):
    sigma = float(as_sigma(sigma))
    if math.isnan(a) or math.isnan(b) or a > b:
        raise ValueError("a, b")
    law = stats.norm(float(mu), sigma)
    return float(law.sf(a) - law.sf(b)) if a > mu else float(law.cdf(b) - law.cdf(a))


@alternative
def interval_probability_with_erfc(a, b, mu=0.0, sigma=1.0):
    scale = float(as_sigma(sigma)) * math.sqrt(2)
    if not b >= a:
        raise ValueError("a, b")
    low, high = (float(a) - float(mu)) / scale, (float(b) - float(mu)) / scale
    if low > 0:
        low, high = -high, -low
    return (math.erfc(-high) - math.erfc(-low)) / 2


@alternative
def interval_probability_with_log_ndtr(a, b, mu=0.0, sigma=1.0):
    as_sigma(sigma)
    if not (a <= b):
        raise ValueError("a, b")
    low, high = (a - mu) / sigma, (b - mu) / sigma
    low, high = (-high, -low) if low > 0 else (low, high)
    return float(special.ndtr(high) - special.ndtr(low))
