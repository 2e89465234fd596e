"""Section 2 reproduces the figures that its lesson is built on, and obeys the laws of its distributions."""

import importlib
import math
import statistics
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from autograder.checking.compare import CheckFailure
from autograder.content.lessons import part
from autograder.world.automaton import ANIMALS, vocabulary
from autograder.world.corpus import decode, encode
from autograder.world.data import load, load_weights
from autograder.world.transformer import forward, generate, next_token, parameter_count, softmax
from autograder.world.truth import true_distribution, true_nlls

s02: Any = importlib.import_module("solutions.s02_distributions")


def content(exercise: str) -> Any:
    return importlib.import_module(f"autograder.content.s02_distributions.{exercise}")


Floats = NDArray[np.float64]

LOGITS = [0.5, -1.2, 2.3, 0.1, -0.8, 1.5, -0.3, 0.9, -1.1, 0.4]

few = settings(max_examples=30, derandomize=True, deadline=None)


def test_untrained_and_trained_model_have_probabilities_that_sum_to_one() -> None:
    assert f"{s02.uniform_pmf(10).sum():.4f}" == "1.0000"
    assert f"{s02.softmax(LOGITS).sum():.4f}" == "1.0000"
    assert f"{s02.uniform_pmf(50257)[0]:.2e}" == "1.99e-05"


def test_trained_model_prefers_token_2() -> None:
    probabilities = s02.softmax(LOGITS)
    assert probabilities.argmax() == 2
    assert f"{probabilities.max():.4f}" == "0.4339"


def test_density_of_a_narrow_uniform_distribution() -> None:
    assert s02.uniform_pdf([0.1], 0, 0.5).tolist() == [2.0]
    assert f"{s02.uniform_pdf([0.0], -0.036, 0.036)[0]:.1f}" == "13.9"


def test_initial_standard_deviations_of_a_768_by_768_layer() -> None:
    assert f"{s02.xavier_std(768, 768):.4f}" == "0.0361"
    assert f"{s02.he_std(768):.4f}" == "0.0510"
    assert s02.he_std(512) == 0.0625


@pytest.mark.parametrize(("scheme", "std"), [("gpt2", "0.020"), ("xavier", "0.036"), ("he", "0.051")])
def test_weights_of_a_768_by_768_layer(scheme: str, std: str) -> None:
    weights = s02.init_weights(768, 768, scheme, np.random.default_rng(0))
    assert f"{weights.std():.3f}" == std
    assert f"{abs(weights.mean()):.3f}" == "0.000"


@pytest.mark.parametrize(
    ("weight_std", "least", "most"),
    [
        pytest.param(s02.he_std(512), 0.6, 0.9, id="He"),
        pytest.param(1 / math.sqrt(512), 6e-4, 1.5e-3, id="1/fan_in"),
        pytest.param(0.01, 3e-17, 3e-16, id="0.01"),
        pytest.param(1.0, 3e23, 3e24, id="1.0"),
    ],
)
def test_signal_after_twenty_relu_layers_of_width_512(weight_std: float, least: float, most: float) -> None:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(64, 512))
    for _ in range(20):
        x = np.maximum(x @ rng.normal(0, weight_std, size=(512, 512)), 0)
    assert least < x.std() < most


def test_numbers_of_the_guesses_and_questions() -> None:
    assert f"{(1 / math.sqrt(2)) ** 20:.3f}" == "0.001"
    assert f"{math.sqrt(100 * 0.6 * 0.4):.1f}" == "4.9"
    assert s02.sample_categorical([0.2, 0.5, 0.3], 0.2) == 1
    assert f"{s02.binomial_pmf(1000, 2000, 0.5):.4f}" == "0.0178"


def test_he_keeps_the_root_mean_square_and_nothing_else_does() -> None:
    rows = [line for line in LESSON.printed.splitlines() if "after 20 layers" in line]
    sizes = {row.split()[5].rstrip(":"): float(row.split()[-1]) for row in rows}
    assert 0.8 < sizes["0.0625"] < 1.2
    assert 5e-4 < sizes["0.0442"] < 2e-3 and sizes["0.0100"] < 1e-15 and sizes["1.0000"] > 1e23


def test_where_exp_overflows() -> None:
    limits = [math.log(float(np.finfo(kind).max)) for kind in (np.float64, np.float32, np.float16)]
    assert [f"{limit:.1f}" for limit in limits] == ["709.8", "88.7", "11.1"]


def test_binomial_probability_whose_factors_do_not_fit_into_a_float() -> None:
    assert f"{s02.binomial_pmf(1000, 2000, 0.5):.6f}" == "0.017839"
    assert f"{math.log10(math.comb(2000, 1000)):.0f}" == "600"
    assert 0.5**2000 == 0.0


@pytest.mark.parametrize("size", [5, 1000, 50_257])
def test_a_float32_softmax_sums_to_one_within_1e_6_but_seldom_within_1e_8(size: int) -> None:
    rng = np.random.default_rng(0)
    misses = []
    for _ in range(40):
        weights = np.exp(rng.normal(size=size).astype(np.float32))
        misses.append(abs(np.sum(weights / weights.sum(), dtype=np.float64) - 1))
    assert max(misses) <= 1e-6
    assert np.mean(np.array(misses) > 1e-8) > 0.5


slices = st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=10)


@st.composite
def distributions(draw: st.DrawFn) -> Floats:
    """Distributions, many of them with zeros."""
    weights = draw(st.lists(st.one_of(st.just(0), st.integers(1, 50)), min_size=1, max_size=8).filter(any))
    return np.array(weights) / sum(weights)


@few
@given(st.integers(1, 300))
def test_uniform_probabilities_sum_to_one(n: int) -> None:
    assert math.isclose(s02.uniform_pmf(n).sum(), 1)


@few
@given(st.floats(-10, 10), st.floats(0.01, 10))
def test_area_under_the_uniform_density_is_one(a: float, width: float) -> None:
    steps = 1000
    middles = a - width + (np.arange(3 * steps) + 0.5) * width / steps  # the interval, and its width on either side
    assert math.isclose(s02.uniform_pdf(middles, a, a + width).sum() * width / steps, 1, rel_tol=2.5 / steps)


@few
@given(slices, st.floats(-1e3, 1e3))
def test_softmax_is_a_distribution_that_an_offset_does_not_change(x: list[float], offset: float) -> None:
    probabilities = s02.softmax(x)
    assert np.all(probabilities >= 0)
    assert math.isclose(probabilities.sum(), 1)
    np.testing.assert_allclose(s02.softmax(np.array(x) + offset), probabilities, rtol=1e-9, atol=1e-12)


@few
@given(slices)
def test_softmax_keeps_the_order(x: list[float]) -> None:
    assert np.all(np.diff(s02.softmax(np.sort(x))) >= 0)


@few
@given(distributions())
def test_softmax_of_log_probabilities_gives_the_probabilities(p: Floats) -> None:
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(s02.softmax(np.log(p)), p, rtol=1e-12)


@few
@given(distributions())
def test_inverting_the_cdf_on_an_even_grid_reproduces_the_distribution(p: Floats) -> None:
    n = 1000
    drawn = [s02.sample_categorical(p, (k + 0.5) / n) for k in range(n)]
    assert np.all(np.abs(np.bincount(drawn, minlength=p.size) / n - p) <= 1 / n)
    assert np.all(p[drawn] > 0)


@few
@given(st.lists(st.integers(0, 8), max_size=12))
def test_one_hot_rows_are_distributions_that_know_the_token(ids: list[int]) -> None:
    rows = s02.one_hot(ids, 9)
    assert rows.sum(axis=1).tolist() == [1.0] * len(ids)
    assert rows.argmax(axis=1).tolist() == ids


@few
@given(st.integers(0, 60), st.integers(0, 100))
def test_binomial_probabilities_sum_to_one_and_average_np(n: int, percent: int) -> None:
    p = percent / 100
    pmf = np.array([s02.binomial_pmf(k, n, p) for k in range(n + 1)])
    assert math.isclose(pmf.sum(), 1, abs_tol=1e-12)
    assert math.isclose(pmf @ np.arange(n + 1), n * p, abs_tol=1e-9)
    np.testing.assert_allclose(pmf, stats.binom.pmf(np.arange(n + 1), n, p), rtol=1e-9, atol=1e-15)


@few
@given(st.lists(st.integers(-5, 5), min_size=1, max_size=20))
def test_empirical_cdf_rises_from_zero_to_one(samples: list[int]) -> None:
    shares = s02.empirical_cdf(samples, np.arange(-6, 6))
    assert shares[0] == 0 and shares[-1] == 1
    steps = np.diff(shares) * len(samples)
    np.testing.assert_allclose(steps, [samples.count(value) for value in range(-5, 6)], atol=1e-9)


@few
@given(st.floats(-5, 5), st.integers(0, 19))
def test_dropout_keeps_the_mean(x: float, dropped: int) -> None:
    rate = dropped / 20
    u = (np.arange(20) + 0.5) / 20  # an even grid: exactly the share `rate` of it lies below the rate
    assert math.isclose(s02.inverted_dropout(np.full(20, x), rate, u).mean(), x, rel_tol=1e-12)


@few
@given(st.integers(1, 5000))
def test_he_is_xavier_for_a_layer_without_a_way_back(fan_in: int) -> None:
    assert math.isclose(s02.xavier_std(fan_in, fan_in), s02.he_std(fan_in) / math.sqrt(2))
    assert s02.xavier_std(fan_in, 3) == s02.xavier_std(3, fan_in)


# Random answers and texts of errors are beyond what an example of a misconception can tell, so these stand here.


def test_the_hidden_suite_catches_weights_from_the_global_generator() -> None:
    def from_the_global_generator(fan_in: int, fan_out: int, scheme: str, rng: np.random.Generator) -> Floats:
        std = s02.init_weights(300, 300, scheme, np.random.default_rng(0)).std()
        return np.random.normal(0, std, size=(fan_in, fan_out))

    check = content("init_weights").test_can_be_repeated_from_the_seed
    check(s02.init_weights, np.random.default_rng(2))
    with pytest.raises(CheckFailure):
        check(from_the_global_generator, np.random.default_rng(2))


@pytest.mark.parametrize("message", ["unknown", "unknown scheme: use gpt2 or xavier"])
def test_the_hidden_suite_catches_an_error_that_does_not_name_the_schemes(message: str) -> None:
    def silent(fan_in: int, fan_out: int, scheme: str, rng: np.random.Generator) -> Floats:
        if scheme not in ("gpt2", "xavier", "he"):
            raise ValueError(message)
        weights: Floats = s02.init_weights(fan_in, fan_out, scheme, rng)
        return weights

    check = content("init_weights").test_names_the_schemes_that_it_knows_in_its_error
    check(s02.init_weights, np.random.default_rng(2))
    with pytest.raises(CheckFailure):
        check(silent, np.random.default_rng(2))


@pytest.mark.parametrize("repeats", [2, 4])
def test_the_hidden_suite_catches_weights_that_repeat_a_block(repeats: int) -> None:
    def repeated(fan_in: int, fan_out: int, scheme: str, rng: np.random.Generator) -> Floats:
        weights: Floats = s02.init_weights(fan_in, fan_out, scheme, rng)
        return np.tile(weights[: fan_in // repeats], (repeats, 1)) if fan_in % repeats == 0 else weights

    check = content("init_weights").test_draws_the_weights_independently
    check(s02.init_weights, np.random.default_rng(2))
    with pytest.raises(CheckFailure):
        check(repeated, np.random.default_rng(2))


def test_no_seed_of_many_fails_a_right_way_to_draw_weights() -> None:
    for seed in range(20):
        content("init_weights").test_has_the_standard_deviation_of_the_scheme(
            s02.init_weights, np.random.default_rng(seed)
        )
        content("init_weights").test_follows_the_normal_distribution(s02.init_weights, np.random.default_rng(seed))
        content("init_weights").test_draws_the_weights_independently(s02.init_weights, np.random.default_rng(seed))


LITTLE_WORLD = part("s02_distributions")
LESSON = part("s02_distributions", "2. Probability distributions")
MOMENTS = {"before training": "weights_start", "after 300 steps": "weights_early", "after 4200 steps": "weights"}


def written(weights: str, seed: int) -> list[str]:
    """The story that a model writes with the random numbers of this seed, at most 40 words long."""
    model, rng = load_weights(weights), np.random.default_rng(seed)
    return decode(generate(lambda ids: next_token(ids, model, rng.random()), [0], 40, 0)[1:]).split()


@pytest.mark.parametrize("name", MOMENTS.values())
def test_the_machine_is_the_model(name: str) -> None:
    ids = np.concatenate([[0], load("stories")["heldout"][:42]])
    logits, streams = LITTLE_WORLD.names["run_model"](ids, load(name))
    expected = forward(ids, load_weights(name))
    assert np.allclose(logits, expected.logits, atol=1e-9) and np.allclose(streams, expected.streams, atol=1e-9)


@pytest.mark.parametrize("seed", [8, 10])
def test_the_same_numbers_make_other_stories_at_three_moments(seed: int) -> None:
    stories = {moment: written(name, seed) for moment, name in MOMENTS.items()}
    for moment, story in stories.items():
        assert f"{moment}:\n  {' '.join(story)}\n" in LITTLE_WORLD.printed
    true_nlls(stories["after 4200 steps"])  # it refuses what the language does not have
    for moment in ("before training", "after 300 steps"):
        with pytest.raises(ValueError, match="cannot come here"):
            true_nlls(stories[moment])
    assert stories["after 300 steps"][-3:-1] == [{8: "nest", 10: "den"}[seed], "."]
    last = stories["after 4200 steps"]
    animal, bed = {8: ("owl", "tree"), 10: ("dog", "rug")}[seed]
    assert last[-3] == ANIMALS[animal].bed == bed and last.index(bed) - last.index(animal) > 20
    assert (ANIMALS["bird"].bed, ANIMALS["fox"].bed) == ("nest", "den")
    assert seed == 10 or ("called lena" in " ".join(last) and "ada slept" in " ".join(stories["after 300 steps"]))


def test_training_moves_the_next_word_to_the_truth() -> None:
    said = ["the", "cat", "sat", "on", "the"]
    (mat,) = encode(["mat"])
    true_next = true_distribution(said)
    shown = {}
    for moment, name in MOMENTS.items():
        probs = softmax(forward(encode(["<eos>", *said]), load_weights(name)).logits[-1])
        drawn = np.searchsorted(probs.cumsum() / probs.sum(), np.random.default_rng(0).random(1000), side="right")
        shares = [
            f"{word} {np.mean(drawn == encode([word])[0]):.3f}" for word in ("mat", "hill", "road", "rug", "barn")
        ]
        line = f"{moment:16} P(mat) = {probs[mat]:.4f}; of 1000 draws: {', '.join(shares)}"
        assert line in LITTLE_WORLD.printed.splitlines()
        shown[moment] = probs
    assert f"the truth        P(mat) = {true_next[mat]:.4f}\n" in LITTLE_WORLD.printed
    end = shown["after 4200 steps"]
    assert f'its {end[mat]:.2f} for "mat" is near the true {true_next[mat]:.2f}' in " ".join(
        LITTLE_WORLD.text.replace("# ", "").split()
    )
    (rug,) = encode(["rug"])
    assert f"probability of {end[rug]:.4f} after" in LITTLE_WORLD.text and true_next[rug] == 0
    assert f"some {round(1 / end[rug], -2):,.0f} times" in LITTLE_WORLD.text
    near = shown["after 300 steps"]
    assert near[encode(["mat", "hill", "road"])].sum() > 0.85
    assert np.all(np.abs(shown["before training"] - 1 / len(vocabulary())) < 0.006)


def test_training_spreads_the_weights() -> None:
    spread = {}
    for line, name in (("at the start", "weights_start"), ("at the end", "weights")):
        w = load(name)["W_in"][0].astype(float).ravel()
        inside = np.mean((w > -0.04) & (w <= 0.04))
        spread[line] = w.std()
        printed = f"{line:12}  standard deviation {w.std():.4f}, between -0.04 and 0.04: {inside:.3f}"
        assert printed in LITTLE_WORLD.printed.splitlines()
    assert 3.5 < spread["at the end"] / spread["at the start"] < 4
    own = s02.init_weights(64, 256, "gpt2", np.random.default_rng(0))
    assert f"init_weights  standard deviation {own.std():.4f}," in LITTLE_WORLD.printed
    assert f"{stats.norm.cdf(2) - stats.norm.cdf(-2):.2f}" == "0.95" and "so 95 of 100" in LITTLE_WORLD.text


def test_the_model_is_as_large_and_as_long_trained_as_the_lesson_says() -> None:
    assert f"A transformer of {parameter_count(load_weights()):,} numbers" in LITTLE_WORLD.text
    assert f"after {len(load('training_many')['train_loss']):,} steps" in LITTLE_WORLD.text
    assert LITTLE_WORLD.titles == [
        'Training moves the bars to the truth: the next word after "the cat sat on the"',
        *MOMENTS,
        "The weights start in one narrow bell, and training spreads them",
    ]


def test_of_a_hundred_normal_draws_68_lie_within_one_and_95_within_two_standard_deviations() -> None:
    shares = [statistics.NormalDist().cdf(k) - statistics.NormalDist().cdf(-k) for k in (1, 2, 4)]
    assert [round(100 * share) for share in shares[:2]] == [68, 95]
    assert 1 - shares[2] < 1e-4


def test_what_the_pictures_say_in_words() -> None:
    told, names = LESSON.printed, LESSON.names
    softmaxed = s02.softmax(LOGITS)
    assert f"{softmaxed.min():.2f} {softmaxed.max():.2f}" == "0.01 0.43"
    lengths = names["lengths"]
    assert f"of 2000 lengths {np.mean(lengths <= 1024):.4f} are at most 1024" in told
    assert f"{np.mean(lengths <= 1024):.0%}" == "84%"
    draws = s02.init_weights(100, 50, "gpt2", np.random.default_rng(0)).ravel()
    assert f"{np.mean(abs(draws) < 0.02):.2f}" == "0.68" and np.mean(abs(draws) < 0.06) > 0.99
    for k in (1, 2, 4):
        assert f"within {k} standard deviations: {np.mean(abs(draws) <= k * 0.02):.3f}" in told
    w = load("weights")["W_in"][0]
    assert f"Of 100 numbers only {100 * np.mean(abs(w) < 0.04):.0f} still lie" in LITTLE_WORLD.text
