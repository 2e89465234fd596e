"""Section 7 reproduces the figures that its lesson is built on, and obeys the laws of the normal distribution."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import integrate, special, stats

from autograder.content.lessons import part
from autograder.world.corpus import split_stories
from autograder.world.data import load, load_weights
from autograder.world.transformer import forward

s07: Any = importlib.import_module("solutions.s07_normal")

LESSON = part("s07_normal", "The normal distribution")
few = settings(max_examples=40, derandomize=True, deadline=None)


def test_heights_of_two_bells() -> None:
    for width in (1, 0.02):
        assert f"height of the bell of width {width:g}: {stats.norm.pdf(0, scale=width):.4f}" in LESSON.printed


def test_log_densities_far_in_the_tail() -> None:
    for z in (1, 10, 38, 40, 50):
        line = f"z = {z:<6} density {stats.norm.pdf(z):.3g}, log-density {stats.norm.logpdf(z):.6g}"
        assert line in LESSON.printed
    assert s07.normal_pdf(40) == 0.0 and math.isclose(s07.normal_logpdf(40), -800.9189385332046)


def test_one_minus_a_cdf_loses_its_digits() -> None:
    rows = LESSON.printed.partition("area right of z, as 1 - cdf(z)\n")[2].splitlines()[:5]
    for row, z in zip(rows, (1, 3, 5, 8, 9), strict=True):
        number, left, right = row.split()
        assert int(number) == z
        assert math.isclose(float(left), special.ndtr(-z), rel_tol=1e-13)
        assert math.isclose(float(right), 1 - s07.normal_cdf(z), abs_tol=2e-16)
    assert 1 - s07.normal_cdf(9) == 0.0


@pytest.mark.parametrize(("k", "share"), [(1, "0.6827"), (2, "0.9545"), (3, "0.9973")])
def test_shares_within_one_two_and_three_deviations(k: int, share: str) -> None:
    assert f"{s07.interval_probability(-k, k):.4f}" == share
    assert f"{s07.interval_probability(5 - 0.02 * k, 5 + 0.02 * k, 5, 0.02):.4f}" == share


def test_worked_numbers_of_the_bell() -> None:
    assert [f"{math.exp(-z * z / 2):.0%}" for z in (1, 2, 3)] == ["61%", "14%", "1%"]
    assert f"{s07.normal_pdf(0, sigma=0.02):.0f}" == "20" and f"{math.sqrt(0.02) / 0.02:.0f}" == "7"
    assert f"{math.exp(-0.125):.4f}, {2 * math.sqrt(2 * math.pi):.4f}" == "0.8825, 5.0133"
    assert f"{s07.normal_pdf(1, 0, 2):.4f}" == "0.1760"
    without_half = math.exp(-0.25) / math.sqrt(8 * math.pi)
    mistakes = s07.normal_pdf(1, 0, 4), s07.normal_pdf(1, 0, math.sqrt(2)), s07.normal_pdf(0.5), without_half
    assert [f"{mistake:.4f}" for mistake in mistakes] == ["0.0967", "0.2197", "0.3521", "0.1553"]
    for number in ("0.0967", "0.2197", "0.352 ", "0.1553"):
        assert number in LESSON.text
    assert round(s07.normal_logpdf(1, 0, 0.02) / math.log(10)) == -542
    assert f"{math.log(2 * math.pi) / 2:.3f}, {math.log(2):.3f}, {2 * math.log(2):.3f}" == "0.919, 0.693, 1.386"
    assert f"{math.log(s07.normal_pdf(0, sigma=0.02)):.3f}" == "2.993"


def test_areas_and_how_they_are_lost() -> None:
    assert f"{s07.normal_cdf(-9):.1e}, {np.spacing(0.5):.1e}" == "1.1e-19, 1.1e-16"
    by_erf = [(1 + math.erf(z / math.sqrt(2))) / 2 for z in (-8.4, -8)]
    assert by_erf[0] == 0 and f"{1 - by_erf[1] / s07.normal_cdf(-8):.0%}" == "2%"
    assert f"{(1 - s07.normal_cdf(8)) / s07.normal_cdf(-8) - 1:.0%}" == "7%"
    assert f"{s07.normal_cdf(-1):.4f}, {(1 + math.erf(1)) / 2:.4f}" == "0.1587, 0.9214"
    outside = {k: round(1 / (2 * s07.normal_cdf(-k))) for k in (1, 2, 3, 4, 6)}
    assert outside == {1: 3, 2: 22, 3: 370, 4: 15_787, 6: 506_797_346}
    assert f"{s07.interval_probability(-4, 4):.5f}, {s07.interval_probability(-6, 6):.9f}" == "0.99994, 0.999999998"
    assert f"{s07.interval_probability(10, 11):.1e}" == "7.6e-24"
    assert f"{1 / math.sqrt(3):.1%}" == "57.7%"


def test_the_largest_of_many_weights() -> None:
    rng = np.random.default_rng(0)
    largest = [np.abs(rng.normal(size=16_384)).max() * 0.02 for _ in range(50)]
    assert f"{np.mean(largest):.2f}" == "0.08"
    assert f"{np.mean([np.abs(rng.normal(size=10_000)).max() for _ in range(50)]):.0f}" == "4"


def test_numbers_by_which_mistakes_with_layers_are_known() -> None:
    assert f"{1 - math.tanh(2) ** 2:.3f}" == "0.071"
    assert f"{s07.interval_probability(-2, 2, 0, math.sqrt(768)):.1%}" == "5.8%"
    assert f"{s07.interval_probability(-2, 2, 0, 0.02 * math.sqrt(768)):.2%}" == "99.97%"
    assert (16 * 0.25 * 9, 16 * 0.5 * 3, 4 * 0.5, f"{math.sqrt(16 * 0.5 * 3):.2f}") == (36, 24, 2, "4.90")
    cheap = 0.5 * (1 + math.tanh(math.sqrt(2 / math.pi) * 1.044715)), special.expit(1.702)
    assert [f"{value:.4f}" for value in (s07.gelu(1), *cheap)] == ["0.8413", "0.8412", "0.8458"]
    x = np.linspace(-6, 6, 100_001)
    assert f"{np.abs(x * special.expit(1.702 * x) - s07.gelu(x)).max():.2f}" == "0.02"
    assert f"{s07.gelu(x).min():.2f}, {x[s07.gelu(x).argmin()]:.2f}" == "-0.17, -0.75"
    assert f"{1.5**10:.0f}, {0.5**10:.3f}" == "58, 0.001"
    after = np.array([1.0, 0, 2, 0])
    assert f"{after.var(ddof=1):.4f}, {after.std():.4f}, {np.var([1, -1, 2, 0])}" == "0.9167, 0.8292, 1.25"
    assert f"{s07.gpt2_residual_std(12):.4f}, {0.02 / math.sqrt(8):.4f}, {0.02 / 16}" == "0.0041, 0.0071, 0.00125"


def test_a_saturated_stack_keeps_its_variance() -> None:
    rng = np.random.default_rng(1)
    h = rng.normal(size=(64, 256))
    for _ in range(40):
        h = np.tanh(h @ rng.normal(0, 2 / 16, size=(256, 256)))
    assert f"{h.var():.2f}" == "0.53" and 0.28 < np.mean(np.abs(h) > 0.9) < 0.34 and 1 - 0.9**2 < 1 / 5


def test_sums_of_products_grow_with_the_root() -> None:
    assert f"{s07.weighted_sum_std(768, 1):.1f}" == "27.7" and f"{s07.weighted_sum_std(768, 0.02):.2f}" == "0.55"
    assert "GPT-2, 768 wide: 0.55 with σ = 0.02, 27.7 with σ = 1" in LESSON.printed
    for weight_std in (1, 0.02):
        predicted = math.sqrt(768) * weight_std
        within = math.erf(2 / predicted / math.sqrt(2))
        assert f"predicted std {predicted:.4f}, of 20,000 sums " in LESSON.printed
        assert f"within 2: predicted {within:.4f}, counted " in LESSON.printed


def test_gelu_and_its_approximation() -> None:
    for x in (-3, -1, -0.5, 0, 1, 3):
        assert f"x = {x:>4}: GELU {x * special.ndtr(x):8.5f}, ReLU {max(x, 0):g}" in LESSON.printed
    x = np.linspace(-6, 6, 100_001)
    rough = x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))) / 2
    assert f"the tanh form is off by at most {np.abs(rough - s07.gelu(x)).max():.5f}" in LESSON.printed


def model_at(scale: float) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Logits of the untrained model, its matrices times `scale`, on 200 held-out stories, and the words that came."""
    weights = load_weights("weights_start")
    scaled = {name: array * (scale if array.std() > 0 else 1.0) for name, array in weights.items()}
    stories = [story.astype(np.int64) for story in split_stories(load("stories")["heldout"])[:200]]
    logits = [forward(np.append(0, story[:-1]), scaled).logits for story in stories]
    return np.concatenate(logits), np.concatenate(stories)


@pytest.mark.parametrize(("name", "scale"), [("A", 1.0), ("B", 50.0)])
def test_one_number_of_the_initialisation_becomes_a_conviction(name: str, scale: float) -> None:
    logits, words = model_at(scale)
    log_probs = logits - special.logsumexp(logits, axis=1, keepdims=True)
    favourite, loss = np.exp(log_probs.max(axis=1)).mean(), -log_probs[np.arange(len(words)), words].mean()
    (row,) = [line for line in LESSON.printed.splitlines() if line.startswith(f"{name}    ")]
    predicted, measured, told_favourite, told_loss = map(float, row.split()[1:])
    assert math.isclose(predicted, 8 * 0.02 * scale, abs_tol=0.005)
    assert math.isclose(told_favourite, favourite, rel_tol=0.02) and math.isclose(told_loss, loss, rel_tol=0.01)
    assert math.isclose(measured, predicted, rel_tol=0.05)


def test_the_scene_says_what_the_models_do() -> None:
    rows = {line[0]: line.split()[1:] for line in LESSON.printed.splitlines() if line.startswith(("A    ", "B    "))}
    (_, _, favourite_a, loss_a), (_, _, favourite_b, loss_b) = rows["A"], rows["B"]
    assert f"| {favourite_a} | {float(favourite_b):.2f} |" in LESSON.text
    assert f"| {loss_a} | {loss_b} |" in LESSON.text and f"{math.log(99):.2f}" == "4.60"


def test_variances_through_twenty_layers() -> None:
    told = [line for line in LESSON.printed.splitlines() if line.startswith(("relu, σ", "tanh, σ"))]
    assert len(told) == 6
    # For relu the variance halves on the way, so a factor of 2 in the variance of the weights keeps it.
    kept = next(line for line in told if line.startswith("relu, σ = √2/16"))
    assert 0.5 < float(kept.split("layer, ")[1].split()[0]) < 2


def test_shares_of_weights_and_activations() -> None:
    normal = " ".join(f"{100 * math.erf(k / math.sqrt(2)):.2f}%" for k in (1, 2, 3))
    assert normal == "68.27% 95.45% 99.73%"
    trained, start = load_weights("weights"), load_weights("weights_start")
    for name, weights in (
        ("W_out before training", start["W_out"]),
        ("W_out", trained["W_out"]),
        ("W_in", trained["W_in"]),
    ):
        row = next(line for line in LESSON.printed.splitlines() if line.startswith(f"{name}   "))
        shares = [float(cell.rstrip("%")) / 100 for cell in row.removeprefix(name).split()[:3]]
        # The lesson may look at one layer or at both; either way it is a share of these numbers.
        both = [[np.mean(np.abs(w - w.mean()) <= k * w.std()) for k in (1, 2, 3)] for w in (weights, *weights)]
        assert any(np.allclose(shares, one, atol=0.006) for one in both)


def test_tails_as_the_lesson_tells_them() -> None:
    share = {
        line[:44].strip(): float(line.split()[-1].rstrip("%")) / 100
        for line in LESSON.printed.splitlines()
        if "%    " in line
    }
    normal = 2 * stats.norm.sf(4)
    assert f"{normal:.3%}, {share['W_out']:.2%}, {share['after GELU, second block']:.1%}" == "0.006%, 0.38%, 1.4%"
    weights = load_weights("weights")["W_out"]
    far = np.mean(np.abs(weights - weights.mean()) > 4 * weights.std())
    assert f"{np.mean(np.abs(weights - weights.mean()) <= 2 * weights.std()):.1%}" == "94.7%"
    assert f"{far:.2%}, {far / normal:.0f}, {1 / far:.0f}" == "0.38%, 61, 260"
    assert f"{share['one bias, one token']:.0%}" == "1%" and 155 < share["one bias, one token"] / normal < 165
    stories = split_stories(load("stories")["heldout"])[:256]
    assert round(np.mean([len(story) for story in stories])) == 35
    assert 64 - 7.9**2 >= 7.9**2 / 63  # 63 small entries can have the mean and the squares that are left


@few
@given(st.floats(-8, 8), st.floats(-5, 5), st.floats(0.1, 5))
def test_the_density_is_the_slope_of_the_cdf(x: float, mu: float, sigma: float) -> None:
    h = 1e-5 * sigma
    slope = (s07.normal_cdf(x + h, mu, sigma) - s07.normal_cdf(x - h, mu, sigma)) / (2 * h)
    assert math.isclose(slope, s07.normal_pdf(x, mu, sigma), rel_tol=1e-5, abs_tol=1e-9)


@few
@given(st.floats(-8, 8))
def test_the_cdf_is_symmetric(z: float) -> None:
    assert math.isclose(s07.normal_cdf(-z), 1 - s07.normal_cdf(z), abs_tol=1e-15)


@few
@given(st.floats(-5, 5), st.floats(0.01, 50))
def test_the_area_under_the_bell_is_one(mu: float, sigma: float) -> None:
    area, _ = integrate.quad(s07.normal_pdf, mu - 10 * sigma, mu + 10 * sigma, args=(mu, sigma), points=[mu])
    assert math.isclose(area, 1.0, abs_tol=1e-8)


def test_extremes_agree_with_scipy() -> None:
    for z in (-30.0, -5.0, 0.0, 5e-324, 30.0, math.inf, -math.inf):
        assert math.isclose(s07.normal_pdf(z), stats.norm.pdf(z), rel_tol=1e-12)
        assert math.isclose(s07.normal_cdf(z), stats.norm.cdf(z), rel_tol=1e-12)
        assert s07.normal_logpdf(z) == pytest.approx(stats.norm.logpdf(z), rel=1e-12)
    for sigma in (1e-200, 1e200):
        assert math.isclose(s07.normal_cdf(sigma, 0.0, sigma), stats.norm.cdf(1), rel_tol=1e-12)
