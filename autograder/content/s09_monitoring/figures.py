"""Section 9 reproduces the figures that its lesson is built on, and its functions obey their laws."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy import stats

from autograder.content.lessons import part
from autograder.world.data import load

s09: Any = importlib.import_module("solutions.s09_monitoring")

LESSON = part("s09_monitoring", "Monitoring")
few = settings(max_examples=40, derandomize=True, deadline=None)
series = arrays(float, st.integers(1, 20), elements=st.floats(-100, 100))


def curves() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Training losses, validation losses and gradient norms of the made-up run, from numpy's old generator."""
    rng = np.random.RandomState(0)
    t = np.arange(200)
    train = 4.0 * np.exp(-t / 60) + 0.8 + rng.randn(200) * 0.15
    val = 4.0 * np.exp(-t / 60) + 1.0 + rng.randn(200) * 0.12
    val[120:] += np.linspace(0, 0.8, 80)
    norms = 2.0 * np.exp(-t / 40) + 0.3 + np.abs(rng.randn(200) * 0.2)
    norms[50:70] += rng.exponential(2.0, 20)
    return train, val, norms


def test_summary_of_the_made_up_run() -> None:
    train, val, norms = curves()
    for line in (
        f"final training loss    {train[-10:].mean():.4f} +/- {train[-10:].std():.4f}",
        f"final validation loss  {val[-10:].mean():.4f} +/- {val[-10:].std():.4f}",
        f"generalization gap     {(val[-10:] - train[-10:]).mean():.4f}",
        f"steps above 2.0        {np.sum(norms > 2.0)}",
        f"share clipped at 1.0   {100 * np.mean(norms > 1.0):.1f} %",
    ):
        assert line in LESSON.printed
    assert "1.0048 +/- 0.1450" in LESSON.printed and "1.9307 +/- 0.1233" in LESSON.printed
    assert "gap     0.9259" in LESSON.printed and "2.0        21" in LESSON.printed and "35.0 %" in LESSON.printed


def test_worked_numbers() -> None:
    assert s09.moving_average([1, 2, 3, 4], 2).tolist() == [1.5, 2.5, 3.5]
    assert s09.ema([10] * 3, 0.9, False).round(4).tolist() == [1.0, 1.9, 2.71]
    assert f"{1 - 0.9**10:.2f}" == "0.65"
    assert np.convolve(np.ones(4), np.ones(3) / 3, mode="same").round(2).tolist() == [0.67, 1.0, 1.0, 0.67]
    assert s09.global_norm([[3, 4], [12]]) == 13.0
    assert s09.early_stopping_step([5, 6, 4, 5, 3, 4], 3) is None
    assert s09.cosine_lr(8, 5, 10, 1.0, 0.1) < 0.55 and s09.cosine_lr(7, 5, 9, 1.0, 0.1) == pytest.approx(0.55)
    straight = 1.0 - 0.9 * 3 / 5
    assert s09.cosine_lr(8, 5, 10, 1.0, 0.1) < straight == pytest.approx(0.46)
    central, forward = ((2.001**3 - other) / step for other, step in ((1.999**3, 0.002), (2.0**3, 0.001)))
    assert (f"{2.001**3:.9f}", f"{1.999**3:.9f}", f"{central:.6f}", f"{forward:.3f}") == (
        "8.012006001", "7.988005999", "12.000001", "12.006",
    )  # fmt: skip
    assert s09.grad_accumulate([[1, 0], [3, 2]], [1, 3]).tolist() == [2.5, 1.5]
    angle = math.degrees(math.acos((4 + 1) / (math.sqrt(2) * math.sqrt(17))))
    assert f"{angle:.0f}" == "31" and f"(1.0000, 1.0000), {angle:.1f} degrees off" in LESSON.printed


def test_a_limit_of_two_and_a_half_would_have_cut_off_the_spikes_alone() -> None:
    _, _, norms = curves()
    clipped = np.flatnonzero(norms > 1)
    assert (len(clipped), np.sum(clipped < 71)) == (70, 68) and 8 < norms.max() < 8.5
    spikes = np.flatnonzero(norms > 2.5)
    assert len(spikes) == 10 and spikes.min() >= 50 and spikes.max() < 70


def test_the_best_step_of_both_rules() -> None:
    # Rounding differs a little from machine to machine: orders of magnitude are told.
    x, steps = np.linspace(1, 3, 30), 10.0 ** np.arange(-12, 0.1, 0.5)
    both = [np.median(np.abs(((x + h) ** 3 - (x - h) ** 3) / (2 * h) - 3 * x**2)) for h in steps]
    one = [np.median(np.abs(((x + h) ** 3 - x**3) / h - 3 * x**2)) for h in steps]
    assert 1e-6 <= steps[np.argmin(both)] <= 1e-5 and 1e-11 < min(both) < 1e-9
    assert 3e-9 <= steps[np.argmin(one)] <= 3e-8 and 1e-8 < min(one) < 1e-7
    assert np.finfo(float).eps ** (1 / 3) == pytest.approx(6e-6, rel=0.02)
    told = [line.split() for line in LESSON.printed.splitlines() if "best step" in line]
    assert [line[:2] for line in told] == [["both", "sides"], ["one", "side"]]
    assert all(float(told[i][-1]) == pytest.approx(min(errors), rel=0.9) for i, errors in enumerate((both, one)))


def test_numbers_by_which_a_mistake_is_known() -> None:
    assert np.spacing(1e17) == 16 and 1e17 + 3.0 == 1e17
    train, val = np.array([5.0, 3, 1, 1]), np.array([5.0, 4, 3, 2])
    assert (val.mean() - train.mean(), val[-1] - train[-1], train[-2:].mean() - val[-2:].mean()) == (1.0, 1.0, -1.5)
    with np.errstate(over="ignore"):
        assert (np.linalg.norm([1e200]), np.linalg.norm([1e-200]), math.hypot(math.inf, math.nan)) == (
            math.inf,
            0,
            math.inf,
        )
    assert s09.global_norm([[1e200, 0, 0]]) == 1e200
    assert min(1.0, math.nan) == 1.0 and not math.nan < 0
    norms = np.array([0.5, 1.0, 2.0, math.nan])
    assert np.mean(norms > 1) == 0.25 and np.mean(~(norms < 1)) == 0.75
    assert f"{np.mean(norms[np.isfinite(norms)] > 1):.2f}" == "0.33"
    assert f"{np.std([0.1] * 50):.0e}" == "3e-17"
    assert s09.early_stopping_step(5 - 0.2 * np.arange(100), 3, 0.5) is None
    falls = [0.1 + 0.9 * (1 + math.cos(math.pi * share)) / 2 for share in (0.6, 0.8)]
    assert [f"{rate:.4f}" for rate in (*falls, (1 + math.cos(math.pi * 0.6)) / 2)] == ["0.4109", "0.1859", "0.3455"]
    ints, slopes = np.array([1, 2]), []
    for i in range(2):
        above, below = ints.copy(), ints.copy()
        above[i] += np.array(above[i] + 1e-5).astype(int) - above[i]
        below[i] = np.array(below[i] - 1e-5).astype(int)
        slopes.append(round((np.sum(above**3) - np.sum(below**3)) / 2e-5))
    assert slopes == [50_000, 350_000]
    grads, sizes = np.array([[1, 0], [3, 2]]), np.array([1, 3])
    assert (sizes @ grads).tolist() == [10, 6] and (sizes @ grads / 2).tolist() == [5, 3]
    assert grads.mean(axis=0).tolist() == [2, 1]


def test_one_run_recites_and_the_other_is_on_a_plateau() -> None:
    many, few_stories = load("training_many"), load("training_few")
    for name, log in (("100,000 stories", many), ("800 stories", few_stories)):
        train, heldout, at = log["train_loss"].astype(float), log["heldout_loss"].astype(float), log["heldout_step"]
        best, waited, stop = math.inf, 0, None
        for step, loss in zip(at, heldout, strict=True):
            best, waited = (loss, 0) if loss < best else (best, waited + 1)
            if waited == 5:
                stop = int(step)
                break
        lowest = int(heldout.argmin())
        ends = f"training {train[-50:].mean():.4f}, held out {heldout[-1]:.4f}"
        line = f"{name:15} {ends}; best {heldout[lowest]:.4f} at step {at[lowest]}; stops at step {stop}"
        assert line in LESSON.printed
    at, heldout = few_stories["heldout_step"], few_stories["heldout_loss"]
    assert (int(at[heldout.argmin()]), f"{heldout.min():.3f}", f"{heldout[-1]:.3f}") == (400, "0.833", "1.613")
    assert f"{few_stories['train_loss'][-50:].mean():.2f}" == "0.24"
    at, heldout = many["heldout_step"].tolist(), many["heldout_loss"]
    assert f"{heldout[at.index(1200)]:.4f}" == "0.7554" and f"{heldout[-1]:.3f}" == "0.716"
    assert heldout[: at.index(1450) + 1].argmin() == at.index(1200)
    assert f"{heldout[at.index(3500)]:.3f}" == "0.739"
    assert many["learning_rate"][1450] / many["learning_rate"].max() == pytest.approx(2 / 3, abs=0.03)
    assert "stops at step 1450" in LESSON.printed and "stops at step 650" in LESSON.printed


def test_the_gradient_jumps_before_the_loss() -> None:
    log = load("training_many")
    losses, norms, rates = (log[name].astype(float) for name in ("train_loss", "gradient_norm", "learning_rate"))
    spikes = [t for t in range(50, 4200) if losses[t] > losses[t - 50 : t].mean() + 4 * losses[t - 50 : t].std()]
    assert spikes == [1054]
    assert (
        f"spikes of the loss: {spikes}; {100 * np.mean(norms > 1):.1f} % of the steps were clipped at 1"
        in LESSON.printed
    )
    assert f"largest norm {norms.max():.2f} at step 200, where the learning rate is 0.0030" in LESSON.printed
    assert norms.argmax() == 200 == rates[:3500].argmax()
    near = [t for t in range(1001, 1100) if norms[t] > 1]
    assert f"norms above 1 between 1000 and 1100: {near}, the largest {norms[near].max():.2f}" in LESSON.printed
    assert (near[0], int(norms[1000:1100].argmax()) + 1000) == (1054 - 23, 1036)
    assert f"{losses[1054]:.3f}" == "0.971" and f"{losses[1004:1054].mean():.2f}" == "0.76"
    assert losses[1055] < losses[1004:1054].mean() + 2 * losses[1004:1054].std()
    assert losses[533:1054].max() < losses[1054]  # higher than for five hundred steps
    assert (np.sum(norms[:250] > 1), np.sum(norms[250:] > 1), np.sum(norms[1031:1055] > 1)) == (129, 10, 6)
    assert "129 of these 139 steps are among the first 250" in LESSON.printed
    means = [f"{part.mean():.3f}" for part in (losses[981:1031], losses[1031:1054], losses[1055:1105])]
    assert means == ["0.763", "0.754", "0.762"] and all(mean in LESSON.printed for mean in means)
    assert (f"{losses[:5].mean():.1f}", f"{losses[95:105].mean():.1f}") == ("4.6", "1.6")
    assert (f"{losses[-50:].std():.3f}", f"{losses[-50:].mean():.3f}", f"{losses.std():.2f}") == (
        "0.035",
        "0.708",
        "0.41",
    )


def test_one_spike_of_four_deviations_is_what_noise_gives() -> None:
    # Against mean and deviation of 50 others, a normal number times sqrt(49 / 51) is distributed as Student's t.
    assert f"{4150 * stats.t.sf(4 * math.sqrt(49 / 51), 49):.1f}" == "0.6"
    assert f"{4150 * stats.norm.sf(4):.2f}" == "0.13"


def test_a_window_that_holds_the_newest_loss_is_silent() -> None:
    ten = np.array([0.0] * 9 + [1e6])
    assert (ten.mean(), ten.std(), (ten[-1] - ten.mean()) / ten.std()) == (1e5, 3e5, math.sqrt(10 - 1))


def test_the_weights_grow() -> None:
    for name, norm in (("weights_start", "19.1"), ("weights_early", "24.6"), ("weights", "35.9")):
        arrays = [array.astype(float) for key, array in load(name).items() if key != "vocabulary"]
        assert f"{math.sqrt(sum(np.sum(array**2) for array in arrays)):.1f}" == norm
        assert f"global norm of {name:13} {norm}" in LESSON.printed


def test_the_log_follows_the_schedule_of_the_lesson() -> None:
    rates = load("training_many")["learning_rate"].astype(float)
    schedule = [s09.cosine_lr(step, 200, 3500, 0.003, 0.00003) for step in range(3500)]
    schedule += [s09.cosine_lr(step, 50, 700, 0.001, 0.00001) for step in range(700)]
    assert np.abs(np.array(schedule) - rates).max() < 1e-9
    assert "two schedules and the log differ by at most" in LESSON.printed


@few
@given(series, st.floats(0.01, 50))
def test_clipping_is_idempotent_and_keeps_the_direction(gradient: NDArray[np.float64], limit: float) -> None:
    (once,), norm = s09.clip_grad_norm([gradient], limit)
    (twice,), after = s09.clip_grad_norm([once], limit)
    assert after <= limit * (1 + 1e-12) or after == norm
    assert np.allclose(twice, once, rtol=1e-12)
    assert np.allclose(once * norm, gradient * after, rtol=1e-9, atol=1e-9)


@few
@given(st.floats(-100, 100), st.floats(0, 0.999), st.integers(1, 30))
def test_averages_of_a_constant_are_the_constant(value: float, beta: float, size: int) -> None:
    constant = np.full(size, value)
    assert np.allclose(s09.ema(constant, beta), value, rtol=1e-9, atol=1e-12)
    assert np.allclose(s09.moving_average(constant, (size + 1) // 2), value, rtol=1e-12, atol=1e-12)


@few
@given(series)
def test_a_window_of_one_and_beta_zero_change_nothing(x: NDArray[np.float64]) -> None:
    assert np.array_equal(s09.moving_average(x, 1), x)
    assert np.allclose(s09.ema(x, 0), x)


@few
@given(arrays(float, st.tuples(st.integers(2, 12), st.integers(1, 4)), elements=st.floats(-50, 50)), st.data())
def test_accumulated_gradients_are_those_of_the_whole_batch(examples: NDArray[np.float64], data: Any) -> None:
    cut = data.draw(st.integers(1, len(examples) - 1))
    pieces = examples[:cut], examples[cut:]
    means = np.array([piece.mean(axis=0) for piece in pieces])
    assert np.allclose(s09.grad_accumulate(means, [len(p) for p in pieces]), examples.mean(axis=0), atol=1e-9)


@few
@given(arrays(float, st.integers(1, 4), elements=st.floats(-3, 3)))
def test_numerical_gradients_agree_with_calculus(x: NDArray[np.float64]) -> None:
    gradient = s09.numerical_gradient(lambda x: float(np.sin(x).sum()), x)
    assert np.allclose(gradient, np.cos(x), atol=1e-9)


def test_norms_at_the_ends_of_the_range_of_floats() -> None:
    for scale in (5e-324, 1e-300, 1.0, 1e150, 1e307):
        assert s09.global_norm([[scale], [scale]]) == pytest.approx(math.hypot(scale, scale), rel=1e-12)
