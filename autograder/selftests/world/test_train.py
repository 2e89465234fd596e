"""Training: JAX and numpy are the same model, and a run logs and repeats what it did."""

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.world.automaton import vocabulary
from autograder.world.corpus import draw_stories, encode, pad
from autograder.world.data import load_weights
from autograder.world.transformer import forward, init_weights, token_nlls

jax, optax = pytest.importorskip("jax"), pytest.importorskip("optax")
training: Any = importlib.import_module("autograder.world.train")

SHORT = training.Run(steps=8, batch_size=16, peak_rate=0.01, warmup=2, evaluate_every=4)


def short_run() -> Any:
    stories = draw_stories(48, 3)
    start = init_weights(len(vocabulary()), np.random.default_rng(0), layers=1, heads=2, width=16)
    return training.train(
        training.Rows(*pad(stories[:32])), training.Rows(*pad(stories[32:])), start, SHORT, lambda line: None
    )


@pytest.fixture(scope="module")
def run() -> Any:
    return short_run()


def test_logits_of_jax_and_numpy_agree() -> None:
    weights = load_weights()
    inputs, _ = pad(draw_stories(4, 4))
    singles = {name: array.astype(np.float32) for name, array in weights.items()}
    expected = forward(inputs, weights).logits
    np.testing.assert_allclose(training.forward(singles, inputs), expected, atol=1e-4)  # single precision
    _, doubles = training.reference_logits(weights, np.append(inputs[0, 1:], 0))
    np.testing.assert_allclose(doubles, expected[0], atol=1e-9)


def test_losses_of_jax_and_numpy_agree() -> None:
    weights = load_weights()
    inputs, targets = pad(draw_stories(150, 4))
    singles = {name: array.astype(np.float32) for name, array in weights.items()}
    assert training.evaluate(singles, training.Rows(inputs, targets)) == pytest.approx(
        token_nlls(inputs, targets, weights).mean(), abs=1e-5
    )


def test_a_run_logs_every_step(run: Any) -> None:
    assert {name: len(array) for name, array in run.logs.items()} == {
        "train_loss": 8, "gradient_norm": 8, "learning_rate": 8, "heldout_loss": 3, "heldout_step": 3,
    }  # fmt: skip
    assert run.logs["heldout_step"].tolist() == [0, 4, 8]
    assert run.logs["learning_rate"][:3] == pytest.approx([0.0, 0.005, 0.01])
    assert (np.diff(run.logs["learning_rate"][2:]) < 0).all()
    assert (run.logs["gradient_norm"] > 0).all()


def test_a_run_learns(run: Any) -> None:
    losses = run.logs["heldout_loss"]
    assert losses[0] == pytest.approx(np.log(len(vocabulary())), abs=0.05)
    assert losses[-1] < losses[0] - 0.3
    heldout = training.Rows(*pad(draw_stories(48, 3)[32:]))
    assert training.evaluate(run.end, heldout) == pytest.approx(losses[-1], abs=1e-5)


def test_a_second_run_gives_the_same_losses(run: Any) -> None:
    again = short_run()
    np.testing.assert_allclose(again.logs["train_loss"], run.logs["train_loss"], atol=1e-3)
    np.testing.assert_allclose(again.logs["heldout_loss"], run.logs["heldout_loss"], atol=1e-3)


def test_gradients_are_clipped_at_norm_1() -> None:
    weights = {"W_o": np.zeros(4, dtype=np.float32)}
    chain = training.optimiser(SHORT)
    clip = optax.clip_by_global_norm(SHORT.max_norm)
    clipped, _ = clip.update({"W_o": np.full(4, 5.0, dtype=np.float32)}, clip.init(weights))
    assert np.linalg.norm(clipped["W_o"]) == pytest.approx(1)
    moments = chain.update({"W_o": np.full(4, 5.0, dtype=np.float32)}, chain.init(weights), weights)[1]
    first_moments = next(leaf for leaf in jax.tree.leaves(moments) if leaf.shape == (4,))
    np.testing.assert_allclose(first_moments, 0.1 * 0.5, rtol=1e-5)  # (1 - b1) times the clipped gradient


def test_an_epoch_has_every_row_once_in_batches_of_similar_length() -> None:
    stories = draw_stories(64, 3)
    rows = training.Rows(*pad(stories))
    batches = training.shuffled(rows, 16, np.random.default_rng(0))
    epoch = [next(batches) for _ in range(4)]
    seen = [row[row >= 0].tolist() for batch in epoch for row in batch.targets]
    assert sorted(seen) == sorted(story.tolist() for story in stories)
    assert all(batch.inputs.shape == batch.targets.shape for batch in epoch)
    assert min(batch.inputs.shape[1] for batch in epoch) < rows.inputs.shape[1]


def test_a_text_of_ones_own_gives_weights_of_the_same_form(tmp_path: Path) -> None:
    text, out = tmp_path / "text.txt", tmp_path / "weights.npz"
    text.write_text("the cat sat on the mat . the dog ran away . " * 1000, encoding="utf-8")
    training.train_text(text, "words", out, SHORT)
    with np.load(out, allow_pickle=False) as arrays:
        words = arrays["vocabulary"].tolist()
    weights = load_weights(out.stem, out.parent)
    assert words == ["<unk>", ".", "away", "cat", "dog", "mat", "on", "ran", "sat", "the"]
    assert set(weights) == set(load_weights())
    ids = encode(["the", "cat", "sat"], words)
    assert forward(ids, weights).logits.shape == (3, 10)


def test_a_text_that_is_not_there_ends_with_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.argv", ["train", "--text", str(tmp_path / "none.txt")])
    with pytest.raises(SystemExit, match=r"none\.txt cannot be read: No such file"):
        training.main()
