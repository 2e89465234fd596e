"""Section 4 reproduces the figures that its lesson is built on, and obeys the laws of information theory."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from autograder.checking.compare import CheckFailure
from autograder.content.lessons import part
from autograder.world.corpus import decode, split_stories
from autograder.world.data import load, load_weights
from autograder.world.transformer import forward, softmax
from autograder.world.truth import true_distributions

s04: Any = importlib.import_module("solutions.s04_information_theory")


def content(exercise: str) -> Any:
    return importlib.import_module(f"autograder.content.s04_information_theory.{exercise}")


ONE_HOT = [0, 0, 1, 0, 0]
LOGITS = [
    [2.3, 0.1, -0.5, 1.2, 0.8, -1.1],
    [0.5, 3.1, 0.2, -0.3, 0.9, 0.1],
    [-0.2, 0.8, 2.9, 0.4, -0.6, 1.0],
    [1.1, -0.5, 0.3, 0.7, 2.4, 0.6],
]
TARGETS = [0, 1, 2, 4]

few = settings(max_examples=30, derandomize=True, deadline=None)


def figure(value: float) -> str:
    """A number to the four digits in which the figures are printed."""
    return f"{value:.4f}"


@pytest.mark.parametrize(
    ("p", "nats"), [([1, 0, 0, 0], "0.0000"), ([0.7, 0.1, 0.1, 0.1], "0.9404"), ([0.25] * 4, "1.3863")]
)
def test_entropy_of_a_certain_a_peaked_and_a_uniform_distribution(p: list[float], nats: str) -> None:
    assert figure(s04.entropy(p)) == nats


@pytest.mark.parametrize(
    ("vocabulary", "nats"), [(4, "1.3863"), (10, "2.3026"), (100, "4.6052"), (1000, "6.9078"), (50257, "10.8249")]
)
def test_maximum_entropy_of_a_vocabulary_and_its_perplexity(vocabulary: int, nats: str) -> None:
    most = s04.entropy(np.full(vocabulary, 1 / vocabulary))
    assert figure(most) == nats
    assert round(s04.perplexity([most]), 4) == vocabulary


@pytest.mark.parametrize(
    ("q", "nats", "perplexity"),
    [
        pytest.param([0.0, 0.0, 1.0, 0.0, 0.0], "0.0000", "1.0000", id="perfect model"),
        pytest.param([0.05, 0.05, 0.80, 0.05, 0.05], "0.2231", "1.2500", id="good model"),
        pytest.param([0.10, 0.15, 0.40, 0.20, 0.15], "0.9163", "2.5000", id="mediocre model"),
        pytest.param([0.20, 0.20, 0.20, 0.20, 0.20], "1.6094", "5.0000", id="random model"),
    ],
)
def test_cross_entropy_divergence_and_perplexity_for_a_known_token(q: list[float], nats: str, perplexity: str) -> None:
    assert figure(s04.cross_entropy(ONE_HOT, q)) == nats
    assert figure(s04.kl_divergence(ONE_HOT, q)) == nats  # the entropy of a one-hot distribution is 0
    assert figure(s04.perplexity([s04.cross_entropy(ONE_HOT, q)])) == perplexity


def test_loss_of_a_token_by_the_probability_that_it_was_given() -> None:
    losses = [s04.self_information(p, math.e) for p in (0.80, 0.20, 0.01)]
    assert [f"{loss:.2f}" for loss in losses] == ["0.22", "1.61", "4.61"]


def test_batch_loss_and_perplexity() -> None:
    loss = s04.cross_entropy_loss(LOGITS, TARGETS)
    assert figure(loss) == "0.4475"
    assert figure(s04.perplexity([loss])) == "1.5643"


def test_losses_of_the_samples_of_the_batch() -> None:
    losses = [s04.cross_entropy_loss([row], [target]) for row, target in zip(LOGITS, TARGETS, strict=True)]
    assert [figure(loss) for loss in losses] == ["0.5659", "0.2801", "0.3572", "0.5867"]


def test_half_of_the_smallest_float_does_no_harm() -> None:
    assert 0 <= s04.js_divergence([0, 1], [5e-324, 1]) < 1e-12
    assert s04.js_divergence([5e-324, 1], [1, 5e-324], base=2) == 1


def test_without_smoothing_it_is_the_plain_loss_however_far_the_logits_are_apart() -> None:
    with np.errstate(over="ignore"):
        assert s04.label_smoothed_loss([[1e308, -1e308]], [0], 0.0) == 0.0


def test_a_normaliser_that_is_added_to_huge_logits_loses_its_digits() -> None:
    for logit, text in ((1e4, "-0.69336"), (1e8, "0.00000")):
        x = np.float32(logit)
        assert f"{x - np.float32(x + np.float32(math.log(2))):.5f}" == text
        assert f"{s04.log_softmax([logit, logit])[0]:.5f}" == "-0.69315"
    assert "$-0.69336$ instead of $-0.69315$, and two of $10^8$ had 0" in LESSON.text


def test_perplexity_is_the_same_number_in_bits_and_in_nats() -> None:
    p, q = [0.7, 0.2, 0.1], [0.2, 0.3, 0.5]
    assert math.isclose(2 ** s04.cross_entropy(p, q, 2), math.exp(s04.cross_entropy(p, q)))


@pytest.mark.parametrize(("vocabulary", "floor"), [(3, "0.551"), (4, "0.744"), (10, "1.461"), (50257, "9.825")])
def test_floor_of_the_loss_after_a_double_softmax(vocabulary: int, floor: str) -> None:
    certain = np.eye(1, vocabulary)  # the best probabilities there are, passed as if they were logits
    assert f"{s04.cross_entropy_loss(certain, [0]):.3f}" == floor


def normalised(weights: list[float]) -> NDArray[np.float64]:
    p: NDArray[np.float64] = np.array(weights) / math.fsum(weights)
    return p


def distributions(size: int) -> st.SearchStrategy[NDArray[np.float64]]:
    """Distributions over `size` outcomes, many of them with zeros."""
    weights = st.lists(st.one_of(st.just(0.0), st.floats(0.01, 1.0)), min_size=size, max_size=size)
    return weights.filter(any).map(normalised)


sizes = st.integers(1, 8)
single = sizes.flatmap(distributions)
pairs = sizes.flatmap(lambda size: st.tuples(distributions(size), distributions(size)))
bases = st.sampled_from([2, math.e, 10])


@few
@given(single, bases)
def test_entropy_lies_between_zero_and_log_v(p: NDArray[np.float64], base: float) -> None:
    assert 0 <= s04.entropy(p, base) <= math.log(p.size) / math.log(base) + 1e-12


@few
@given(pairs)
def test_cross_entropy_is_never_less_than_the_entropy(pair: tuple[NDArray[np.float64], NDArray[np.float64]]) -> None:
    p, q = pair
    assert s04.cross_entropy(p, q) >= s04.entropy(p) - 1e-12


@few
@given(pairs, bases)
def test_cross_entropy_is_entropy_plus_divergence(
    pair: tuple[NDArray[np.float64], NDArray[np.float64]], base: float
) -> None:
    p, q = pair
    total = s04.entropy(p, base) + s04.kl_divergence(p, q, base)
    assert math.isclose(s04.cross_entropy(p, q, base), total, abs_tol=1e-12)


@few
@given(pairs)
def test_divergence_is_zero_for_equals_only(pair: tuple[NDArray[np.float64], NDArray[np.float64]]) -> None:
    p, q = pair
    total_variation = np.abs(p - q).sum() / 2
    assert s04.kl_divergence(p, p) <= 1e-15
    assert s04.kl_divergence(p, q) >= 2 * total_variation**2 - 1e-12  # Pinsker's inequality


@few
@given(pairs)
def test_js_divergence_is_symmetric_and_bounded_by_ln_2(
    pair: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> None:
    p, q = pair
    assert 0 <= s04.js_divergence(p, q) <= math.log(2) + 1e-12
    assert math.isclose(s04.js_divergence(p, q), s04.js_divergence(q, p), abs_tol=1e-15)


@few
@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_mutual_information_is_symmetric_and_bounded_by_both_entropies(rows: int, columns: int, data: Any) -> None:
    joint = data.draw(distributions(rows * columns)).reshape(rows, columns)
    shared = s04.mutual_information(joint)
    assert math.isclose(shared, s04.mutual_information(joint.T), abs_tol=1e-12)
    assert 0 <= shared <= min(s04.entropy(joint.sum(axis=0)), s04.entropy(joint.sum(axis=1))) + 1e-12


@few
@given(st.integers(1, 6), st.integers(1, 300), st.floats(-1e6, 1e6))
def test_equal_logits_give_a_loss_of_log_v(rows: int, vocabulary: int, logit: float) -> None:
    loss = s04.cross_entropy_loss(np.full((rows, vocabulary), logit), np.arange(rows) % vocabulary)
    assert math.isclose(loss, math.log(vocabulary), abs_tol=1e-12)


@few
@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=10), st.integers(0, 10))
def test_logsumexp_of_blocks_is_that_of_the_whole(x: list[float], cut: int) -> None:
    blocks = [s04.logsumexp(x[:cut]), s04.logsumexp(x[cut:])]  # one of them may be empty
    assert math.isclose(s04.logsumexp(blocks), s04.logsumexp(x), abs_tol=1e-12)
    assert math.isclose(np.exp(s04.log_softmax(x)).sum(), 1)


@few
@given(single)
def test_a_variable_tells_everything_about_itself(p: NDArray[np.float64]) -> None:
    assert math.isclose(s04.mutual_information(np.diag(p)), s04.entropy(p), abs_tol=1e-12)


# Errors as small as rounding are beyond what an example of a misconception can tell, so these two stand here.


def test_the_hidden_suite_catches_a_divergence_that_rounding_makes_negative() -> None:
    def unclipped(p: Any, q: Any, base: float = math.e) -> float:
        p, q = s04.as_distribution_pair(p, q)
        return float(np.sum(p * (np.log(p) - np.log(q))) / math.log(base))

    check = content("kl_divergence").test_is_zero_for_equals_and_never_negative
    check(s04.kl_divergence, np.random.default_rng(4))
    with pytest.raises(CheckFailure):
        check(unclipped, np.random.default_rng(4))


def test_the_hidden_suite_catches_a_mutual_information_that_rounding_makes_negative() -> None:
    def unclipped(joint: Any, base: float = math.e) -> float:
        joint = s04.as_distribution(joint)
        margins = s04.entropy(joint.sum(axis=1), base) + s04.entropy(joint.sum(axis=0), base)
        return float(margins - s04.entropy(joint.ravel(), base))

    check = content("mutual_information").test_is_zero_for_independent_variables_and_never_negative
    check(s04.mutual_information, np.random.default_rng(4))
    with pytest.raises(CheckFailure):
        check(unclipped, np.random.default_rng(4))


LITTLE_WORLD = part("s04_information_theory")
LESSON = part("s04_information_theory", "4. Information theory")


def test_the_batch_that_the_lesson_prints() -> None:
    assert "a batch: 0.5659 0.2801 0.3572 0.5867 mean 0.4475, perplexity 1.5643" in LESSON.printed
    assert "losses 0.5659, 0.2801, 0.3572 and 0.5867, have the mean 0.4475" in LESSON.text


def test_one_bell_covers_both_humps_or_sits_on_one() -> None:
    names = LESSON.names
    covering, seeking = names["covering"], names["seeking"]
    left, right = slice(5, 18), slice(23, 36)
    assert covering[left].sum() > 0.25 and covering[right].sum() > 0.25
    assert seeking[left].sum() > 0.9 and seeking[right].sum() < 0.01


def test_shared_bits_of_two_bits_that_agree() -> None:
    assert f"{s04.mutual_information([[0.4, 0.1], [0.1, 0.4]], base=2):.4f}" == "0.2781"
    assert s04.mutual_information([[0.25, 0.25], [0.25, 0.25]], base=2) == 0.0


def entropies(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of every row, in nats."""
    return -np.sum(p * np.log(np.where(p > 0, p, 1)), axis=1)


def next_words(story: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The true distribution and the model's before every word of a story."""
    _, mixed = true_distributions(decode(story).split())
    logits = forward(np.append(0, story[:-1]), load_weights("weights")).logits
    return np.array(mixed), softmax(logits)


def test_whoever_knows_the_language_is_sure_of_half_the_words() -> None:
    fox = split_stories(load("truth")["ids"])[0].astype(np.int64)
    words = decode(fox).split()
    assert " ".join(words[:-1]) in LITTLE_WORLD.text.replace("> ", "")
    truth, model = next_words(fox)
    doubt, model_doubt = entropies(truth), entropies(model)
    for word in ("tom", "ball", "den"):
        place = words.index(word)
        surprise = -math.log(truth[place, fox[place]])
        line = f"before '{word}': entropy {figure(doubt[place])}, model {figure(model_doubt[place])}; surprise {figure(surprise)}"
        assert line.replace("-0.0000", "0.0000") in LITTLE_WORLD.printed
    assert figure(math.log(4)) == figure(doubt[words.index("tom")]) == "1.3863"
    sure = [word for word, nats in zip(words, doubt, strict=True) if nats < 1e-6]
    assert {"called", "the", "night", "den"} <= set(sure) and 0.45 < len(sure) / len(words) < 0.6
    assert {words[place] for place in np.argsort(doubt)[-2:]} == {"ball", "danced"}
    assert "Whoever knows the language is sure of half the words, and so is the model" in LITTLE_WORLD.titles


def test_the_entropy_of_the_language_by_all_stories() -> None:
    stories = split_stories(load("stories")["heldout"])
    told = [np.array(true_distributions(decode(story).split())[1]) for story in stories]
    losses = [-np.log(p[np.arange(len(p)), ids.astype(int)]) for p, ids in zip(told, stories, strict=True)]
    assert f"{np.concatenate(losses).mean():.3f}" == "0.708" and "(on 2,000 stories, 0.708)" in LITTLE_WORLD.text


def test_losses_perplexities_and_distances_of_five_models() -> None:
    stories = [story.astype(np.int64) for story in split_stories(load("truth")["ids"])]
    truth, model = (np.concatenate(parts) for parts in zip(*map(next_words, stories), strict=True))
    ids, train = np.concatenate(stories), load("stories")["train"].astype(np.int64)
    before = np.append(0, ids[:-1])
    counts = np.zeros((99, 99))
    np.add.at(counts, (np.append(0, train[:-1]), train), 1)
    models = {
        "uniform": np.full(truth.shape, 1 / 99),
        "unigram": np.tile(counts.sum(axis=0) / counts.sum(), (len(ids), 1)),
        "bigram": (counts / counts.sum(axis=1, keepdims=True))[before],
        "transformer": model,
        "truth": truth,
    }
    printed = {line.split()[0]: line.split()[1:] for line in LITTLE_WORLD.printed.splitlines()}
    language = entropies(truth).mean()
    for name, q in models.items():
        loss = -np.log(q[np.arange(len(ids)), ids]).mean()
        expected = -np.sum(truth * np.log(np.where(truth > 0, q, 1)), axis=1).mean()
        numbers = loss, math.exp(loss), expected, expected - language
        for value, text in zip(numbers, printed[name], strict=True):
            assert math.isclose(value, float(text), abs_tol=0.6 * 10 ** -len(text.partition(".")[2]))
    assert f"mean over all {len(ids)} words: {figure(language)} nats" in LITTLE_WORLD.printed
    assert (figure(language), len(ids), printed["transformer"][0]) == ("0.7061", 3497, "0.7125")
