"""The data that learners get: what is in it, and every number of its model card."""

import itertools

import numpy as np
import pytest

from autograder.world.automaton import ANIMALS, THINGS, vocabulary
from autograder.world.corpus import EOS_ID, Ids, decode, draw_stories, encode, pad, split_stories
from autograder.world.data import DATA, HELDOUT_SEED, TOLD_STORIES, TRAIN_SEED, load, load_weights, truth
from autograder.world.ngrams import ngram_nlls
from autograder.world.transformer import Array, Weights, forward, init_weights, parameter_count, token_nlls
from autograder.world.truth import true_nlls

TOTAL_MEGABYTES = 1.5
FILES = sorted(DATA.glob("*.npz"))
ORDERS = {"uniform": 0, "unigram": 1, "bigram": 2, "trigram": 3, "4-gram": 4, "5-gram": 5}


@pytest.fixture(scope="module")
def card() -> str:
    return (DATA / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def streams() -> tuple[Ids, Ids]:
    stories = load("stories")
    return stories["train"], stories["heldout"]


@pytest.fixture(scope="module")
def weights() -> Weights:
    return load_weights()


@pytest.fixture(scope="module")
def nlls(streams: tuple[Ids, Ids], weights: Weights) -> dict[str, Array]:
    """-log p of every held-out token under every model."""
    train, heldout = streams
    size = len(vocabulary())
    models: dict[str, Array] = {name: ngram_nlls(train, heldout, order, size) for name, order in ORDERS.items()}
    models["transformer"] = token_nlls(*pad(split_stories(heldout)), weights)
    models["truth"] = true_nlls(decode(heldout).split())
    return models


def test_all_files_are_below_one_and_a_half_megabytes() -> None:
    assert {path.stem for path in FILES} == {
        "reference", "stories", "training_few", "training_many", "truth", "weights", "weights_early", "weights_start"
    }  # fmt: skip
    assert sum(path.stat().st_size for path in DATA.iterdir()) < TOTAL_MEGABYTES * 1e6


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_opens_with_numpy_alone_and_holds_no_objects(path: object) -> None:
    with np.load(str(path), allow_pickle=False) as arrays:
        for name in arrays:
            assert arrays[name].dtype.kind in "fiuU" and arrays[name].size > 0
            if arrays[name].dtype.kind == "f":
                assert np.isfinite(arrays[name]).all()


def test_stories_are_those_of_the_seeds(streams: tuple[Ids, Ids]) -> None:
    for stream, seed, count in zip(streams, (TRAIN_SEED, HELDOUT_SEED), (20_000, 2_000), strict=True):
        stories = split_stories(stream)
        assert len(stories) == count and all(story[-1] == EOS_ID for story in stories)
        assert [story.tolist() for story in stories[:300]] == [s.tolist() for s in draw_stories(300, seed)]


def test_every_file_of_weights_names_its_words() -> None:
    for name in ("weights", "weights_start", "weights_early", "stories", "truth"):
        assert tuple(load(name)["vocabulary"].tolist()) == vocabulary()


def test_the_truth_is_that_of_the_first_held_out_stories(streams: tuple[Ids, Ids]) -> None:
    shipped, expected = load("truth"), truth(TOLD_STORIES)
    assert set(shipped) == set(expected)
    for name, array in expected.items():
        np.testing.assert_array_equal(shipped[name], array)
    ids = shipped["ids"]
    assert np.array_equal(ids, streams[1][: len(ids)]) and (ids == EOS_ID).sum() == TOLD_STORIES
    told = shipped["next_word"][np.arange(len(ids)), ids]
    np.testing.assert_allclose(-np.log(told), true_nlls(decode(ids).split()), atol=1e-6)


def test_weights_at_the_start_are_those_of_the_seed() -> None:
    expected = init_weights(len(vocabulary()), np.random.default_rng(0))
    shipped = load_weights("weights_start")
    assert set(shipped) == set(expected)
    for name, array in expected.items():
        np.testing.assert_array_equal(shipped[name], array)


def test_losses_fall_from_uniform_to_truth(nlls: dict[str, Array]) -> None:
    means = [
        nlls[name].mean() for name in ("uniform", "unigram", "bigram", "trigram", "4-gram", "transformer", "truth")
    ]
    assert all(worse > better for worse, better in itertools.pairwise(means))


def test_the_truth_is_below_every_model_up_to_sampling_error(nlls: dict[str, Array]) -> None:
    for name in nlls.keys() - {"truth"}:
        differences = nlls[name] - nlls["truth"]
        assert differences.mean() > -3 * differences.std() / np.sqrt(len(differences))


def test_gaps_to_the_truth(nlls: dict[str, Array]) -> None:
    gap = {name: losses.mean() - nlls["truth"].mean() for name, losses in nlls.items()}
    assert gap["bigram"] > 0.4 and gap["4-gram"] > 0.15
    assert gap["transformer"] < 0.012


def test_the_numpy_model_agrees_with_the_reference_logits(weights: Weights) -> None:
    reference = load("reference")
    logits = forward(reference["ids"], weights).logits
    np.testing.assert_allclose(logits, reference["logits"], atol=1e-5)
    assert logits.shape == (len(reference["ids"]), len(vocabulary()))


def test_the_model_says_that_the_cat_sat_on_the_mat(weights: Weights) -> None:
    ids = encode(["<eos>", "the", "cat", "sat", "on", "the"])
    assert vocabulary()[forward(ids, weights).logits[-1].argmax()] == "mat"


def test_logs_are_whole_and_follow_the_schedule() -> None:
    for name, steps in (("training_many", 4200), ("training_few", 1500)):
        logs = load(name)
        assert {logs[key].shape for key in ("train_loss", "gradient_norm", "learning_rate")} == {(steps,)}
        assert logs["heldout_step"].tolist() == list(range(0, steps + 1, 50))
        assert logs["heldout_loss"].shape == logs["heldout_step"].shape
        assert logs["learning_rate"].argmax() == 200 and logs["learning_rate"].max() == pytest.approx(3e-3)
        assert logs["train_loss"][0] == pytest.approx(np.log(len(vocabulary())), abs=0.05)
    assert (load("training_many")["gradient_norm"] > 1).any()


def test_the_run_on_few_stories_overfits(nlls: dict[str, Array]) -> None:
    logs = load("training_few")
    best = logs["heldout_loss"].argmin()
    assert logs["heldout_step"][best] < 1000
    assert logs["heldout_loss"][-1] > logs["heldout_loss"][best] + 0.5
    assert logs["train_loss"][-50:].mean() < nlls["truth"].mean() - 0.2


def rows(card: str) -> dict[str, list[str]]:
    """Cells of every table row of the card, by the first."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in card.splitlines() if line[:1] == "|"]
    return {name: values for name, *values in cells}


def test_the_model_card_lists_every_file(card: str) -> None:
    assert {name.strip("`") for name in rows(card) if name.startswith("`")} == {path.name for path in FILES}


def test_the_model_card_gives_the_losses(card: str, nlls: dict[str, Array]) -> None:
    stated = {name: values for name, values in rows(card).items() if name in nlls}
    assert stated == {
        name: [f"{losses.mean():.3f}", f"{(losses - nlls['truth']).mean():.3f}"] for name, losses in nlls.items()
    }
    difference = nlls["transformer"] - nlls["truth"]
    standard_error = difference.std(ddof=1) / np.sqrt(len(difference))
    assert f"transformer minus truth is {difference.mean():.4f} ± {standard_error:.4f} " in in_one_line(card)


def test_the_model_card_gives_the_sizes(card: str, streams: tuple[Ids, Ids], weights: Weights) -> None:
    text = in_one_line(card)
    assert f"transformer of {parameter_count(weights):,} parameters" in text
    assert f"20,000 stories, {len(streams[0]):,} tokens" in text
    assert f"2,000 stories, {len(streams[1]):,} tokens" in text
    assert text.count(f"{len(vocabulary())} words") == 2
    assert f"below {TOTAL_MEGABYTES} MB" in text


def test_the_model_card_tells_how_the_small_run_ends(card: str) -> None:
    logs = load("training_few")
    best = logs["heldout_loss"].argmin()
    text = in_one_line(card)
    assert f"best after {logs['heldout_step'][best]} steps" in text
    assert f"held-out loss {logs['heldout_loss'][best]:.3f} on 500 stories" in text
    assert f"ends at {logs['heldout_loss'][-1]:.3f}" in text
    assert f"ends at {logs['train_loss'][-50:].mean():.3f} (mean of the last 50 steps)" in text


def in_one_line(card: str) -> str:
    return " ".join(card.split())


def attention_back(heldout: Ids, weights: Weights, before: str, distance: int, words: set[str]) -> Array:
    """Mean attention on the given words, shape (layers, heads), from the token `distance` after the word `before`."""
    shares = []
    for story in split_stories(heldout)[:300]:
        said = ["<eos>", *decode(story[:-1]).split()]
        if before in said:
            row = forward(pad([story])[0][0], weights).attention[:, :, said.index(before) + distance]
            shares.append(row[..., [i for i, word in enumerate(said) if word in words]].sum(axis=-1))
    mean: Array = np.mean(shares, axis=0)
    return mean


def test_heads_find_the_animal_and_the_thing_again(card: str, streams: tuple[Ids, Ids], weights: Weights) -> None:
    places = {"animal": ("slept", 2, set(ANIMALS)), "thing": ("dreamed", 2, set(THINGS))}
    for name, (before, distance, words) in places.items():
        shares = attention_back(streams[1], weights, before, distance, words)
        layer, head = np.unravel_index(shares.argmax(), shares.shape)
        assert shares.max() > 0.5
        assert f"{name}: head {head} of layer {layer} puts {shares.max():.0%} of its weight on it" in in_one_line(card)
