"""Training of the transformer, on the little world or on a text of one's own.

    python -m autograder.world.train                   # both runs of the little world, into assignments/data
    python -m autograder.world.train --text FILE       # the same model on a text, into build/text_weights.npz

Needs the extra `train`: JAX and optax, on the CPU. The forward pass is that of `autograder.world.transformer` once
more, in JAX, because a training step needs its gradient; the two must agree, and a test compares them.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

try:
    import jax
    import jax.numpy as jnp
    import optax
except ImportError:
    if __name__ != "__main__":
        raise
    sys.exit("Training needs JAX and optax: python -m pip install -e '.[train]'")

from autograder.world.automaton import vocabulary
from autograder.world.corpus import Ids, draw_stories, pad
from autograder.world.data import DATA, HELDOUT_SEED, TRAIN_SEED, save
from autograder.world.text import TextError, read_text, windows_of
from autograder.world.transformer import Weights, init_weights, parameter_count

STORIES, FEW_STORIES, HELDOUT_STORIES = 100_000, 800, 2_000
WARMUP = 200
EVALUATED = 500  # of the held-out rows, while training


class Rows(NamedTuple):
    """Texts side by side; targets of -1 do not count."""

    inputs: Ids  # (N, T)
    targets: Ids  # (N, T)


class Run(NamedTuple):
    """How one model is trained."""

    steps: int
    batch_size: int = 64
    peak_rate: float = 3e-3
    warmup: int = WARMUP
    weight_decay: float = 0.01
    max_norm: float = 1.0
    evaluate_every: int = 50
    seed: int = 0


class Trained(NamedTuple):
    """The weights at the start and at the end, and what was logged."""

    start: Weights
    early: Weights
    end: Weights
    logs: dict[str, np.ndarray[Any, Any]]


EARLY = 300  # the step at which the early weights are kept


# The model, in JAX.


def layer_norm(x: Any, gamma: Any, beta: Any) -> Any:
    centred = x - x.mean(axis=-1, keepdims=True)
    return gamma * centred / jnp.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5) + beta


def gelu(x: Any) -> Any:
    return x * (1 + jax.lax.erf(x / np.sqrt(2))) / 2


def forward(weights: Any, ids: Any) -> Any:
    """Logits of shape (B, T, V) for ids of shape (B, T)."""
    length = ids.shape[1]
    x = weights["token_embedding"][ids] + weights["position_embedding"][:length]
    mask = jnp.tril(jnp.ones((length, length), dtype=bool))
    layers, _, width, d_k = weights["W_q"].shape
    for i in range(layers):
        normed = layer_norm(x, weights["norm1_gamma"][i], weights["norm1_beta"][i])
        q, k, v = (jnp.einsum("btd,hdk->bhtk", normed, weights[name][i]) for name in ("W_q", "W_k", "W_v"))
        scores = jnp.einsum("bhqk,bhsk->bhqs", q, k) / np.sqrt(d_k)
        attention = jax.nn.softmax(jnp.where(mask, scores, -jnp.inf), axis=-1)
        heads = jnp.einsum("bhqs,bhsk->bqhk", attention, v)
        x = x + heads.reshape(*x.shape[:2], width) @ weights["W_o"][i]
        normed = layer_norm(x, weights["norm2_gamma"][i], weights["norm2_beta"][i])
        wide = gelu(normed @ weights["W_in"][i] + weights["b_in"][i])
        x = x + wide @ weights["W_out"][i] + weights["b_out"][i]
    return layer_norm(x, weights["final_gamma"], weights["final_beta"]) @ weights["token_embedding"].T


def total_loss(weights: Any, inputs: Any, targets: Any) -> tuple[Any, Any]:
    """Sum of -log p over the targets that count, and their number."""
    nlls = optax.softmax_cross_entropy_with_integer_labels(forward(weights, inputs), jnp.maximum(targets, 0))
    return jnp.where(targets >= 0, nlls, 0).sum(), (targets >= 0).sum()


def mean_loss(weights: Any, inputs: Any, targets: Any) -> Any:
    total, count = total_loss(weights, inputs, targets)
    return total / count


jit_total_loss = jax.jit(total_loss)


def evaluate(weights: Any, rows: Rows) -> float:
    """Mean of -log p over all tokens that count, in nats."""
    totals = [jit_total_loss(weights, *batch) for batch in in_order(rows, 100)]
    return float(sum(total for total, _ in totals) / sum(count for _, count in totals))


# Batches.


def in_order(rows: Rows, batch_size: int) -> Iterator[Rows]:
    for i in range(0, len(rows.inputs), batch_size):
        yield Rows(rows.inputs[i : i + batch_size], rows.targets[i : i + batch_size])


def shuffled(rows: Rows, batch_size: int, rng: np.random.Generator) -> Iterator[Rows]:
    """Batches without end: every row once, then again in another order (but for those that fill no batch).

    The rows of a batch are of similar length and cut to the longest of them, so that little padding is computed; which
    of them come together, and the order of the batches, are left to chance.
    """
    lengths = (rows.targets >= 0).sum(axis=1)
    batches, left_over = divmod(len(lengths), batch_size)
    while True:
        order = np.argsort(lengths + rng.random(len(lengths)))[rng.integers(left_over + 1) :]
        for i in rng.permutation(batches) * batch_size:
            chosen = order[i : i + batch_size]
            width = -(-int(lengths[chosen].max()) // 16) * 16  # few widths: each is compiled once
            yield Rows(rows.inputs[chosen, :width], rows.targets[chosen, :width])


# The optimiser.


def learning_rate(run: Run) -> Any:
    """Linear warm-up from 0, then a cosine down to a hundredth of the peak."""
    return optax.warmup_cosine_decay_schedule(0.0, run.peak_rate, run.warmup, run.steps, run.peak_rate / 100)


def optimiser(run: Run) -> Any:
    """AdamW behind clipping at a global norm; weight decay pulls at the matrices alone."""
    matrices = lambda weights: {name: name.startswith("W_") for name in weights}  # noqa: E731
    adamw = optax.adamw(learning_rate(run), b2=0.99, weight_decay=run.weight_decay, mask=matrices)
    return optax.chain(optax.clip_by_global_norm(run.max_norm), adamw)


def training_step(run: Run) -> Callable[..., Any]:
    """The compiled function (weights, state, inputs, targets) -> (weights, state, loss, norm of the gradient)."""
    chain = optimiser(run)

    def update(weights: Any, state: Any, inputs: Any, targets: Any) -> Any:
        loss, gradient = jax.value_and_grad(mean_loss)(weights, inputs, targets)
        changes, state = chain.update(gradient, state, weights)
        norm = jnp.sqrt(sum((array**2).sum() for array in gradient.values()))
        return optax.apply_updates(weights, changes), state, loss, norm

    compiled: Callable[..., Any] = jax.jit(update, donate_argnums=(0, 1))
    return compiled


def as_numpy(weights: Any) -> Weights:
    return {name: np.array(array) for name, array in weights.items()}


def train(train_rows: Rows, heldout_rows: Rows, start: Weights, run: Run, say: Callable[[str], None]) -> Trained:
    """One run from the weights `start`.

    Logged for every step: ``train_loss`` of its batch before the update (nats), ``gradient_norm`` before clipping,
    ``learning_rate``; and at the steps ``heldout_step`` the ``heldout_loss`` of the first held-out rows, before that
    step's update (the last after all of them).
    """
    weights = {name: jnp.array(array) for name, array in start.items()}
    state, step = optimiser(run).init(weights), training_step(run)
    batches = shuffled(train_rows, run.batch_size, np.random.default_rng(run.seed))
    some_heldout = Rows(heldout_rows.inputs[:EVALUATED], heldout_rows.targets[:EVALUATED])
    losses, norms, heldout, early = [], [], [], start
    for i in range(run.steps + 1):
        if i % run.evaluate_every == 0 or i == run.steps:
            heldout.append((i, evaluate(weights, some_heldout)))
        if i == EARLY:
            early = as_numpy(weights)
        if i == run.steps:
            break
        weights, state, loss, norm = step(weights, state, *next(batches))
        losses.append(float(loss))
        norms.append(float(norm))
        if i % 500 == 0:
            say(f"step {i:5d}  training loss {losses[-1]:.3f}  held-out loss {heldout[-1][1]:.3f}")
    steps, heldout_losses = zip(*heldout, strict=True)
    rates = np.asarray(learning_rate(run)(np.arange(run.steps)))
    logs = {"train_loss": losses, "gradient_norm": norms, "learning_rate": rates, "heldout_loss": heldout_losses}
    arrays = {name: np.asarray(values, dtype=np.float32) for name, values in logs.items()}
    return Trained(start, early, as_numpy(weights), arrays | {"heldout_step": np.array(steps, dtype=np.int32)})


def joined(first: Trained, second: Trained) -> Trained:
    """Two rounds as one: the second began with the weights that the first ended with."""
    logs = {name: np.concatenate([first.logs[name], second.logs[name]]) for name in first.logs}
    steps = len(first.logs["train_loss"]) + second.logs["heldout_step"]
    logs["heldout_step"] = np.concatenate([first.logs["heldout_step"], steps])
    for name in ("heldout_step", "heldout_loss"):  # the end of the first is the start of the second
        logs[name] = np.delete(logs[name], len(first.logs[name]))
    return Trained(first.start, first.early, second.end, logs)


# What is trained.


MANY, FEW = Run(steps=3500), Run(steps=1500)
AGAIN = Run(steps=700, peak_rate=1e-3, warmup=50, seed=1)  # after MANY: a second, lower cosine


def train_world(folder: Path) -> None:
    """Both runs of the little world, and all the data that learners get."""
    stories, heldout = draw_stories(STORIES, TRAIN_SEED), draw_stories(HELDOUT_STORIES, HELDOUT_SEED)
    heldout_rows = Rows(*pad(heldout))
    start = init_weights(len(vocabulary()), np.random.default_rng(0))
    print(f"{parameter_count(start):,} parameters, {len(vocabulary())} words, {sum(map(len, stories)):,} tokens")
    many_rows = Rows(*pad(stories))
    first = train(many_rows, heldout_rows, start, MANY, print)
    many = joined(first, train(many_rows, heldout_rows, first.end, AGAIN, print))
    print(f"{STORIES:,} stories: held-out loss {evaluate(many.end, heldout_rows):.4f}")
    few = train(Rows(*pad(stories[:FEW_STORIES])), heldout_rows, start, FEW, print)
    print(f"{FEW_STORIES:,} stories: held-out loss {evaluate(few.end, heldout_rows):.4f}")
    save(folder, stories, heldout, many, few, reference_logits(many.end, heldout[0]))


def reference_logits(weights: Weights, story: Ids) -> tuple[Ids, Any]:
    """Inputs of one story and the logits of JAX in double precision, for other implementations to compare with."""
    inputs, _ = pad([story])
    with jax.enable_x64(True):
        doubles = {name: jnp.array(array, dtype=jnp.float64) for name, array in weights.items()}
        return inputs[0], np.array(forward(doubles, inputs)[0])


def train_text(file: Path, tokens: str, out: Path, run: Run) -> None:
    """The same model on a text of one's own; the last tenth of the text is held out."""
    text = read_text(file, tokens)
    start = init_weights(len(text.vocabulary), np.random.default_rng(0))
    length = len(start["position_embedding"])
    train_rows, heldout_rows = Rows(*windows_of(text.train, length)), Rows(*windows_of(text.heldout, length))
    print(f"{parameter_count(start):,} parameters, {len(text.vocabulary):,} {tokens}, {len(text.train):,} tokens")
    trained = train(train_rows, heldout_rows, start, run, print)
    for name, loss in text.ngram_losses().items():
        print(f"{name:12s}{loss:7.3f} nats per token")
    print(f"{'transformer':12s}{evaluate(trained.end, heldout_rows):7.3f} nats per token")
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out, vocabulary=np.array(text.vocabulary), **trained.end)  # type: ignore[arg-type]
    print(f"written: {out}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m autograder.world.train", description="Train the transformer.")
    parser.add_argument("--data", type=Path, default=DATA, help="folder for the data of the little world")
    parser.add_argument("--text", type=Path, help="train on this UTF-8 text instead")
    parser.add_argument("--tokens", choices=["words", "characters"], default="words", help="what a token of it is")
    parser.add_argument("--out", type=Path, default=Path("build/text_weights.npz"), help="file for its weights")
    parser.add_argument("--steps", type=int, default=MANY.steps, help="training steps on it")
    options = parser.parse_args()
    if options.steps <= WARMUP:
        parser.error(f"--steps must be more than the {WARMUP} steps of the warm-up")
    if options.text is None:
        train_world(options.data)
        return
    try:
        train_text(options.text, options.tokens, options.out, Run(options.steps))
    except TextError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
