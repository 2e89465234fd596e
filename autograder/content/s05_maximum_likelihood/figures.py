"""Section 5 reproduces the figures that its lesson is built on, and obeys the laws of maximum likelihood."""

import importlib
import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from autograder.content.lessons import part
from autograder.world.automaton import EOS, reachable_states, start_states, step
from autograder.world.corpus import decode, split_stories
from autograder.world.data import load, load_weights
from autograder.world.transformer import forward, softmax
from autograder.world.truth import true_distributions

s05: Any = importlib.import_module("solutions.s05_maximum_likelihood")

TOKENS = ["the", "cat", "sat", "on", "the", "mat", "the", "cat", "ran", "away"]
WORDS = sorted(set(TOKENS))
IDS = [WORDS.index(token) for token in TOKENS]

few = settings(max_examples=30, derandomize=True, deadline=None)


def figure(value: float) -> str:
    """A number to the four digits in which the figures are printed."""
    return f"{value:.4f}"


def bigram_dict() -> dict[tuple[str, str], float]:
    """The bigram model of the text, as a dict of the pairs that occur."""
    probs = s05.bigram_probs(s05.bigram_counts(IDS, len(WORDS)))
    return {(a, b): float(probs[WORDS.index(a), WORDS.index(b)]) for a, b in pairwise(TOKENS)}


def test_estimate_of_seven_heads_in_ten_flips_on_a_grid_of_200() -> None:
    theta = np.linspace(0.01, 0.99, 200)
    assert figure(s05.grid_mle(theta, s05.binomial_log_likelihood(theta, 7, 10))) == "0.6994"


def test_estimate_of_seven_heads_in_ten_flips_in_closed_form() -> None:
    assert figure(s05.bernoulli_mle([1] * 7 + [0] * 3)) == "0.7000"


def test_likelihoods_of_seven_heads_in_ten_flips() -> None:
    log_likelihoods = s05.binomial_log_likelihood([0.5, 0.6, 0.7, 0.8], 7, 10)
    assert [figure(value) for value in log_likelihoods] == ["-2.1440", "-1.5372", "-1.3212", "-1.6028"]
    assert [figure(value) for value in np.exp(log_likelihoods[[0, 2]])] == ["0.1172", "0.2668"]


@pytest.mark.parametrize(
    ("token", "p"),
    [("the", "0.3000"), ("cat", "0.2000"), ("sat", "0.1000"), ("on", "0.1000"), ("mat", "0.1000"), ("ran", "0.1000")],
)
def test_unigram_probabilities_of_the_small_text(token: str, p: str) -> None:
    assert figure(s05.unigram_probs(TOKENS)[token]) == p


@pytest.mark.parametrize(
    ("before", "after", "p"),
    [
        ("the", "cat", "0.6667"),
        ("the", "mat", "0.3333"),
        ("cat", "sat", "0.5000"),
        ("cat", "ran", "0.5000"),
        ("sat", "on", "1.0000"),
        ("on", "the", "1.0000"),
        ("mat", "the", "1.0000"),
        ("ran", "away", "1.0000"),
    ],
)
def test_bigram_probabilities_of_the_small_text(before: str, after: str, p: str) -> None:
    assert figure(bigram_dict()[before, after]) == p


def test_the_last_token_of_a_text_is_no_context() -> None:
    probs = s05.bigram_probs(s05.bigram_counts(IDS, len(WORDS)))
    assert not probs[WORDS.index("away")].any()
    # "cat" last: two of its three occurrences are contexts, and dividing by three would lose probability.
    longer = [*IDS, WORDS.index("the"), WORDS.index("cat")]
    probs = s05.bigram_probs(s05.bigram_counts(longer, len(WORDS)))
    assert probs[WORDS.index("cat")].sum() == 1
    assert probs[WORDS.index("cat"), WORDS.index("ran")] == 0.5


def test_log_probability_of_the_cat_ran() -> None:
    log_prob = s05.sentence_log_prob(["the", "cat", "ran"], s05.unigram_probs(TOKENS), bigram_dict())
    assert figure(log_prob) == "-2.3026"
    assert f"{math.exp(log_prob):.6f}" == "0.100000"


def test_worked_numbers_of_the_gaussian() -> None:
    mu, sigma2 = s05.gaussian_mle([1, 2, 6])
    assert (figure(mu), figure(sigma2)) == ("3.0000", "4.6667")
    assert figure(s05.gaussian_log_likelihood([1, 2], 0, 2)) == "-3.8492"
    assert f"{s05.gaussian_log_likelihood([40], 0, 1):.2f}" == "-800.92"


def test_one_number_is_explained_perfectly() -> None:
    assert s05.gaussian_mle([5]) == (5.0, 0.0)
    assert s05.bernoulli_mle([1, 1, 1]) == 1.0


def test_numbers_at_the_end_of_the_range_of_floats_do_no_harm() -> None:
    assert figure(s05.gaussian_log_likelihood([0], 0, 1e308)) == "-710.1151"
    with np.errstate(over="ignore"):
        assert s05.bigram_probs([[1.7e308, 1.7e308], [1, 3]]).tolist() == [[0.5, 0.5], [0.25, 0.75]]


def test_worked_number_of_the_loss_of_a_text() -> None:
    probs = [[0.5, 0.5, 0.0], [0.25, 0.25, 0.5], [1.0, 0.0, 0.0]]
    assert figure(s05.sequence_nll([0, 1, 2, 0], probs)) == "0.4621"


def test_the_held_out_loss_is_lowest_at_a_middle_amount_of_smoothing() -> None:
    train, held_out = s05.letter_ids(s05.TEXT), s05.letter_ids(s05.HELD_OUT)
    counts = s05.bigram_counts(train, len(s05.ALPHABET))
    tables = [s05.add_k_probs(counts, k) for k in (0, 0.001, 0.25, 10, 1e6)]
    train_nll = [s05.sequence_nll(train, table) for table in tables]
    held_out_nll = [s05.sequence_nll(held_out, table) for table in tables]
    assert train_nll == sorted(train_nll)
    assert held_out_nll[0] == math.inf
    assert min(held_out_nll) == held_out_nll[2]
    assert math.isclose(held_out_nll[-1], math.log(27), rel_tol=1e-4)


@st.composite
def texts(draw: Any) -> tuple[list[int], int]:
    """A text of at least two tokens, as (ids, V)."""
    vocabulary = draw(st.integers(1, 6))
    return draw(st.lists(st.integers(0, vocabulary - 1), min_size=2, max_size=40)), vocabulary


@st.composite
def count_tables(draw: Any) -> NDArray[np.int64]:
    contexts, vocabulary = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    cells = draw(st.lists(st.integers(0, 20), min_size=contexts * vocabulary, max_size=contexts * vocabulary))
    return np.array(cells).reshape(contexts, vocabulary)


samples = st.lists(st.floats(-100, 100), min_size=2, max_size=20).filter(lambda x: max(x) - min(x) > 0.1)


@few
@given(count_tables(), st.floats(0, 100))
def test_rows_of_a_model_sum_to_one(counts: NDArray[np.int64], k: float) -> None:
    assert np.allclose(s05.bigram_probs(counts).sum(axis=1), counts.any(axis=1))
    assert np.allclose(s05.add_k_probs(counts, k).sum(axis=1), 1)


@few
@given(count_tables(), st.floats(0, 1))
def test_rows_of_a_mixture_sum_to_one(counts: NDArray[np.int64], lam: float) -> None:
    unigram = s05.add_k_probs(counts.sum(axis=0, keepdims=True), 1)[0]
    assert np.allclose(s05.interpolated_probs(s05.bigram_probs(counts), unigram, lam).sum(axis=1), 1)


@few
@given(texts(), st.floats(0.001, 0.5), st.integers(0, 2**32 - 1))
def test_no_table_beats_the_frequencies_on_the_training_text(
    text: tuple[list[int], int], size: float, seed: int
) -> None:
    ids, vocabulary = text
    best = s05.bigram_probs(s05.bigram_counts(ids, vocabulary))
    noise = np.random.default_rng(seed).dirichlet(np.ones(vocabulary), size=vocabulary)
    perturbed = (1 - size) * best + size * noise
    assert s05.sequence_nll(ids, perturbed) >= s05.sequence_nll(ids, best) - 1e-12


@few
@given(count_tables())
def test_vanishing_smoothing_is_the_maximum_likelihood_estimate(counts: NDArray[np.int64]) -> None:
    seen = counts.any(axis=1)
    assert np.allclose(s05.add_k_probs(counts, 1e-12)[seen], s05.bigram_probs(counts)[seen])
    assert np.allclose(s05.add_k_probs(counts, 1e-12), s05.add_k_probs(counts, 0))
    assert np.allclose(s05.add_k_probs(counts, 1e12), 1 / counts.shape[1])


@few
@given(texts())
def test_counts_are_those_of_all_pairs(text: tuple[list[int], int]) -> None:
    ids, vocabulary = text
    counts = s05.bigram_counts(ids, vocabulary)
    assert counts.sum() == len(ids) - 1
    # Every token but the last is a context, every token but the first comes next.
    assert counts.sum(axis=1).tolist() == np.bincount(ids[:-1], minlength=vocabulary).tolist()
    assert counts.sum(axis=0).tolist() == np.bincount(ids[1:], minlength=vocabulary).tolist()


@few
@given(texts())
def test_training_pairs_of_blocks_of_one_are_the_bigrams(text: tuple[list[int], int]) -> None:
    ids, vocabulary = text
    X, Y = s05.next_token_pairs(ids, 1)
    counts = np.zeros((vocabulary, vocabulary), dtype=int)
    for before, after in zip(X[:, 0], Y, strict=True):
        counts[before, after] += 1
    assert counts.tolist() == s05.bigram_counts(ids, vocabulary).tolist()


@few
@given(texts())
def test_both_ways_to_score_a_text_agree(text: tuple[list[int], int]) -> None:
    ids, vocabulary = text
    probs = s05.add_k_probs(s05.bigram_counts(ids, vocabulary), 0.5)
    bigram = {(a, b): float(probs[a, b]) for a in range(vocabulary) for b in range(vocabulary)}
    log_prob = s05.sentence_log_prob(ids, dict.fromkeys(ids, 1.0), bigram)
    assert math.isclose(log_prob, -(len(ids) - 1) * s05.sequence_nll(ids, probs), abs_tol=1e-9)


@few
@given(st.integers(1, 50), st.data())
def test_the_share_of_heads_maximises_the_likelihood(flips: int, data: Any) -> None:
    heads = data.draw(st.integers(0, flips))
    best = s05.bernoulli_mle([1] * heads + [0] * (flips - heads))
    others = s05.binomial_log_likelihood(np.linspace(0, 1, 101), heads, flips)
    assert np.all(others <= s05.binomial_log_likelihood(best, heads, flips) + 1e-9)


@few
@given(st.floats(0, 1), st.integers(0, 30))
def test_likelihoods_of_all_outcomes_sum_to_one(theta: float, flips: int) -> None:
    total = sum(math.exp(s05.binomial_log_likelihood(theta, heads, flips)) for heads in range(flips + 1))
    assert math.isclose(total, 1)


@few
@given(samples, st.floats(-2, 2), st.floats(0.5, 2))
def test_the_gaussian_estimates_maximise_the_likelihood(x: list[float], shift: float, stretch: float) -> None:
    mu, sigma2 = s05.gaussian_mle(x)
    sigma = math.sqrt(sigma2)
    best = s05.gaussian_log_likelihood(x, mu, sigma)
    assert best >= s05.gaussian_log_likelihood(x, mu + shift * sigma, stretch * sigma) - 1e-9
    # At the maximum every squared deviation is sigma2 on average.
    assert math.isclose(best, -len(x) / 2 * (math.log(2 * math.pi * sigma2) + 1), abs_tol=1e-7)


@few
@given(count_tables())
def test_interpolation_ends_at_its_two_models(counts: NDArray[np.int64]) -> None:
    bigram = s05.bigram_probs(counts)
    unigram = s05.add_k_probs(counts.sum(axis=0, keepdims=True), 1)[0]
    seen = counts.any(axis=1)
    assert np.array_equal(s05.interpolated_probs(bigram, unigram, 1)[seen], bigram[seen])
    assert np.array_equal(s05.interpolated_probs(bigram, unigram, 0), np.tile(unigram, (len(counts), 1)))
    assert np.all(s05.interpolated_probs(bigram, unigram, 0.5)[~seen] == unigram)


OPENING = part("s05_maximum_likelihood", "5. ")
LESSON = part("s05_maximum_likelihood", "5.1 ")


def test_the_coin_of_the_grid() -> None:
    assert "best of 200 candidates: 0.6994\nclosed form heads / flips: 0.7" in LESSON.printed


def test_the_most_likely_variance_is_too_small_on_average() -> None:
    assert "10,000 samples of five: sigma2 is 3.20 on average" in LESSON.printed


def test_how_many_pairs_of_letters_never_occur() -> None:
    assert "71% of the 729 pairs never occur in 1031 letters" in LESSON.printed and "Seven of ten" in LESSON.text
    assert f"{50257**2 / 1e9:.1f}" == "2.5"


def test_both_models_of_the_small_text_are_printed() -> None:
    for token, p in s05.unigram_probs(TOKENS).items():
        assert f"P({token}) = {figure(p)}\n" in LESSON.printed
    for (before, after), p in bigram_dict().items():
        assert f"P({after} | {before}) = {figure(p)}\n" in LESSON.printed


def test_gradient_descent_walks_to_the_counts() -> None:
    entropy = -(2 / 3 * math.log(2 / 3) + 1 / 3 * math.log(1 / 3))
    assert figure(entropy) == "0.6365" and "towards 0.6365 nats" in LESSON.text
    assert f"entropy of the frequencies: {figure(entropy)} nats" in LESSON.printed
    rows = [row.split() for row in LESSON.printed.splitlines() if row.startswith("step ")]
    shares, losses = [float(row[6].rstrip(",")) for row in rows], [float(row[8]) for row in rows]
    assert figure(shares[0]) == figure(1 / 7) and figure(losses[0]) == figure(math.log(7))
    assert shares == sorted(shares) and 0 < 2 / 3 - shares[-1] < 0.01
    assert losses == sorted(losses, reverse=True) and 0 < losses[-1] - entropy < 0.02


def test_a_pair_that_was_never_seen_costs_the_floor() -> None:
    assert "log P(the cat ran) = -2.3026, probability 0.1" in LESSON.printed
    unseen = s05.sentence_log_prob(["the", "mat", "ran"], s05.unigram_probs(TOKENS), bigram_dict())
    assert f"log P(the mat ran) = {figure(unseen)}" in LESSON.printed
    assert (f"{math.log(1e10):.0f}", f"{math.log(1e20):.0f}") == ("23", "46")
    p = bigram_dict()
    assert (f"{-math.log(p['the', 'mat']):.2f}", f"{-math.log(p['the', 'cat']):.2f}") == ("1.10", "0.41")
    assert '"mat" costs 1.10 nats where "cat" cost 0.41. It is "ran" that costs 23' in LESSON.text


def test_letters_choose_on_one_text_and_are_judged_on_another() -> None:
    train, choosing, judging = (s05.letter_ids(text) for text in (s05.TEXT, s05.HELD_OUT, s05.LAST_TEXT))
    counts = s05.bigram_counts(train, 27)
    best = min(np.logspace(-4, 3, 71), key=lambda k: s05.sequence_nll(choosing, s05.add_k_probs(counts, k)))
    table = s05.add_k_probs(counts, best)
    counted, chosen, judged = (figure(s05.sequence_nll(ids, table)) for ids in (train, choosing, judging))
    assert f"k = {best:.2f}     counted {counted}, chooses {chosen}, judged {judged}" in LESSON.printed
    assert "no smoothing counted 2.0663, chooses inf, judged inf" in LESSON.printed
    assert f"perplexity as judged: {math.exp(float(judged)):.2f} of 27 letters" in LESSON.printed
    whole = s05.sequence_nll(judging, s05.add_k_probs(counts, 1))
    assert f"{best:.2f}" == "0.25" and f"{whole - float(judged):.2f}" == "0.11" and "0.11 nats more" in LESSON.text
    assert float(judged) < float(chosen) and "costs less than the one that chooses" in LESSON.text
    judged_by_lambda = LESSON.printed.partition("lambda = 0.74: chooses ")[2].split()[2]
    unigram = LESSON.printed.partition("unigram only: judged ")[2].split()[0]
    assert float(judged_by_lambda) < float(unigram) and "bigram only: judged inf" in LESSON.printed


def test_longer_contexts_were_never_seen() -> None:
    new = [row.split(", ")[-1].split("%")[0] for row in LESSON.printed.splitlines() if row.startswith("contexts of")]
    assert [int(share) for share in new] == [0, 5, 26, 52, 69, 80, 89, 92]


LITTLE_WORLD = part("s05_maximum_likelihood")
VOCABULARY = 99


def mean_nll(ids: NDArray[np.int64], table: NDArray[np.float64]) -> float:
    """Of every word given the one before it, of which the first is the id 0."""
    with np.errstate(divide="ignore"):
        return float(-np.log(table[np.append(0, ids[:-1]), ids]).mean())


def pairs(ids: NDArray[np.int64]) -> NDArray[np.float64]:
    counts = np.zeros((VOCABULARY, VOCABULARY))
    np.add.at(counts, (np.append(0, ids[:-1]), ids), 1)
    return counts


def told(stories: slice, name: str = "heldout") -> NDArray[np.int64]:
    return np.concatenate(split_stories(load("stories")[name])[stories]).astype(np.int64)


def pairs_that_exist() -> set[tuple[str, str]]:
    """Every pair of words that some story may hold, an <eos> before the first."""
    found: set[tuple[str, str]] = set()
    for state in reachable_states():
        for word, (_, following) in step(state).items():
            found |= {(word, after) for after in step(following)} if following else set()
    return found | {(EOS, word) for state in start_states() for word in step(state)}


def test_what_200_stories_have_not_seen() -> None:
    few, new = told(slice(200), "train"), split_stories(load("stories")["heldout"])
    counts, exists = pairs(few), pairs(told(slice(None), "train")) > 0
    assert np.count_nonzero(exists & (counts == 0)) == 178 and "Of the 643 pairs 178 are missing" in LITTLE_WORLD.text
    table = counts / counts.sum(axis=1, keepdims=True)
    impossible = [math.isinf(mean_nll(np.array(story, dtype=int), table)) for story in new]
    assert impossible[0] and 0.4 < np.mean(impossible) < 0.5 and "nearly half of them" in OPENING.text
    assert np.count_nonzero(counts.sum(axis=1) < VOCABULARY) == 83 and "83 of the 99 rows" in LITTLE_WORLD.text
    # Words as common as "the" are missing nowhere. What is missing leads to words that are rarer than 1 in 99.
    vocabulary, frequencies = list(load("stories")["vocabulary"]), np.bincount(few, minlength=VOCABULARY) / len(few)
    missing = np.nonzero(exists & (counts == 0))[1]
    assert not {vocabulary.index(word) for word in (".", "the")} & set(missing.tolist())
    assert frequencies[missing].mean() < 0.5 / VOCABULARY


def test_the_bigram_writes_pairs_that_were_heard_and_forgets_the_hen() -> None:
    written = [line for line in LITTLE_WORLD.printed.splitlines() if line.startswith("once")]
    train, vocabulary = load("stories")["train"], load("stories")["vocabulary"]
    text = " ".join(vocabulary[train])
    heard = set(pairwise(text.split()))
    assert len(written) == 3
    for story in written:
        words = story.split()
        assert set(pairwise(words)) <= heard
    assert ("the", "the") not in heard and ("night", "at") not in heard
    quoted = "once a small hen called max lived by the coop . he slept in the wood"
    assert quoted in LITTLE_WORLD.text and written[1].startswith(quoted) and "hen called max" not in text
    assert f"{np.count_nonzero(pairs(train))} of the 9801 pairs of words occur in 703690 words" in LITTLE_WORLD.printed
    assert "with 643 numbers" in LITTLE_WORLD.text and np.count_nonzero(pairs(train)) == 643
    assert len(pairs_that_exist()) == 643 and 1 - 643 / 9801 > 0.9


def test_what_is_left_to_win() -> None:
    stories = split_stories(load("stories")["heldout"])[1000:]
    weights, truth, model = load_weights("weights"), [], []
    for ids in (story.astype(np.int64) for story in stories):
        places = np.arange(len(ids))
        truth.append(-np.log(np.array(true_distributions(decode(ids).split())[1])[places, ids]))
        model.append(-np.log(softmax(forward(np.append(0, ids[:-1]), weights).logits)[places, ids]))
    losses = [f"{np.concatenate(nats).mean():.3f}" for nats in (truth, model)]
    assert losses == ["0.706", "0.713"] and "costs 0.706 nats per word, the transformer 0.713" in LITTLE_WORLD.text


def test_smoothing_is_chosen_on_stories_that_do_not_judge() -> None:
    few, choosing, judging = told(slice(200), "train"), told(slice(1000)), told(slice(1000, 2000))
    counts, ks = pairs(few), np.geomspace(1e-4, 10, 26)
    smooth = {float(k): (counts + k) / (counts + k).sum(axis=1, keepdims=True) for k in (*ks, 1.0)}
    best = min((float(k) for k in ks), key=lambda k: mean_nll(choosing, smooth[k]))
    seen = counts.sum(axis=1, keepdims=True)
    bigram = np.divide(counts, seen, out=np.zeros_like(counts), where=seen > 0)
    frequencies = np.bincount(few, minlength=VOCABULARY) / len(few)
    mixed = {
        lam: np.where(seen > 0, lam * bigram + (1 - lam) * frequencies, frequencies)
        for lam in np.linspace(0, 0.99, 100)
    }
    lam = min(mixed, key=lambda lam: mean_nll(choosing, mixed[lam]))
    everything = pairs(told(slice(None), "train"))
    rows = {
        "no smoothing": bigram,
        "k = 1": smooth[1.0],
        f"k = {best:.2f}": smooth[best],
        f"lambda = {lam:.2f}": mixed[lam],
        "20,000 stories": everything / everything.sum(axis=1, keepdims=True),
    }
    assert f"{len(few)} words to count, {len(judging)} to judge; nats per word" in LITTLE_WORLD.printed
    for name, table in rows.items():
        line = f"{name:15} chooses {mean_nll(choosing, table):.4f}, judged {mean_nll(judging, table):.4f}"
        assert line in LITTLE_WORLD.printed
    assert (f"{best:.2f}", f"{lam:.2f}", len(few), len(choosing)) == ("0.01", "0.98", 6949, 35117)
    chosen, laplace = mean_nll(judging, smooth[best]), mean_nll(judging, smooth[1.0])
    assert (f"{chosen:.2f}", f"{laplace:.2f}", f"{mean_nll(judging, mixed[lam]):.2f}") == ("1.56", "2.11", "1.60")
    assert abs(chosen - mean_nll(choosing, smooth[best])) < 0.0015
    trained = told(slice(None), "train")
    assert figure(mean_nll(trained, rows["20,000 stories"])) == "1.4714"
    assert figure(mean_nll(judging, rows["20,000 stories"])) == "1.4701"
    assert f"{mean_nll(few, bigram):.2f}" == "1.42"
    assert "The training stories would choose no smoothing at all" in LITTLE_WORLD.titles
    assert mean_nll(few, smooth[float(ks[0])]) == min(mean_nll(few, smooth[float(k)]) for k in ks)
