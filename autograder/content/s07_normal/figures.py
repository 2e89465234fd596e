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
