"""A decoder-only transformer in plain numpy, as one would read it in a lesson.

Shapes are named in comments: T tokens, V words, width d, heads of d_k = d / (number of heads). Every function also
takes leading axes, a batch of texts. The weights are one dict of arrays, in which the layers are stacked:

    token_embedding     (V, d)                  norm1_gamma, norm1_beta  (layers, d)
    position_embedding  (longest text, d)       norm2_gamma, norm2_beta  (layers, d)
    W_q, W_k, W_v       (layers, heads, d, d_k) W_in, b_in               (layers, d, 4 d), (layers, 4 d)
    W_o                 (layers, d, d)          W_out, b_out             (layers, 4 d, d), (layers, d)
    final_gamma, final_beta  (d,)

so that the third head of the first layer is ``attention_head(x, W_q[0, 2], W_k[0, 2], W_v[0, 2], mask)``.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from autograder.world.corpus import Ids

Array = NDArray[np.floating[Any]]
Weights = dict[str, Array]
ATTENTION = ("norm1_gamma", "norm1_beta", "W_q", "W_k", "W_v", "W_o")
MLP = ("norm2_gamma", "norm2_beta", "W_in", "b_in", "W_out", "b_out")
STACKED = (*ATTENTION, *MLP)


class Forward(NamedTuple):
    """What one pass through the model computes."""

    logits: Array  # (..., T, V); row t is about the token t + 1
    attention: Array  # (layers, heads, ..., T, T); row t: how much token t takes from each token
    streams: Array  # (layers + 1, ..., T, d): the embedding, and what each block makes of it


def softmax(x: Array) -> Array:
    """Probabilities along the last axis; the largest logit is taken off first, so that exp cannot overflow."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    p: Array = e / e.sum(axis=-1, keepdims=True)
    return p


def gelu(x: Array) -> Array:
    """x times the probability that a standard normal variable is below x."""
    from scipy.special import erf  # numpy has none; here, so that the rest needs numpy alone

    result: Array = x * (1 + erf(x / np.sqrt(2))) / 2
    return result


def layer_norm(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Array:
    """Mean 0 and variance 1 along the last axis, then scaled and moved."""
    mean = x.mean(axis=-1, keepdims=True)
    variance = x.var(axis=-1, keepdims=True)
    normed: Array = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return normed


def embed(ids: Ids, token_embedding: Array, positions: Array) -> Array:
    """What the token is, plus where it stands.

    Raises:
        ValueError: the text is longer than there are positions.
    """
    length = ids.shape[-1]
    if length > len(positions):
        raise ValueError(f"{length} tokens, but the model has positions for {len(positions)}: crop the context")
    return token_embedding[ids] + positions[:length]  # (..., T, d)


def causal_mask(n: int) -> NDArray[np.bool_]:
    """True where token i (row) may look at token j (column): at itself and what stands before it."""
    return np.tril(np.ones((n, n), dtype=bool))


def attention_scores(Q: Array, K: Array) -> Array:
    """Scaled products of every query and every key."""
    scores: Array = Q @ K.swapaxes(-1, -2) / np.sqrt(Q.shape[-1])  # (..., T, d_k) @ (..., d_k, T) -> (..., T, T)
    return scores


def scaled_dot_product_attention(Q: Array, K: Array, V: Array, mask: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Means of the values, weighted by how well query and key agree; and these weights."""
    weights = softmax(np.where(mask, attention_scores(Q, K), -np.inf))  # (..., T, T), rows sum to 1
    return weights @ V, weights


def attention_head(x: Array, W_q: Array, W_k: Array, W_v: Array, mask: NDArray[np.bool_]) -> tuple[Array, Array]:
    """One head: what each token asks, what it answers to, what it tells."""
    return scaled_dot_product_attention(x @ W_q, x @ W_k, x @ W_v, mask)  # (..., T, d) @ (d, d_k) -> (..., T, d_k)


def multi_head_attention(x: Array, layer: Weights, mask: NDArray[np.bool_]) -> tuple[Array, Array]:
    """All heads side by side, then mixed by W_o; and the weights of each head."""
    heads = zip(layer["W_q"], layer["W_k"], layer["W_v"], strict=True)
    outputs, weights = zip(*(attention_head(x, W_q, W_k, W_v, mask) for W_q, W_k, W_v in heads), strict=True)
    return np.concatenate(outputs, axis=-1) @ layer["W_o"], np.stack(weights)  # (..., T, d), (heads, ..., T, T)


def mlp(x: Array, layer: Weights) -> Array:
    """Each token by itself: four times as wide, bent, and back."""
    return gelu(x @ layer["W_in"] + layer["b_in"]) @ layer["W_out"] + layer["b_out"]  # (T, d) -> (T, 4 d) -> (T, d)


def block(x: Array, layer: Weights, mask: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Attention and MLP, each on normalised input and each added to the stream."""
    attended, weights = multi_head_attention(layer_norm(x, layer["norm1_gamma"], layer["norm1_beta"]), layer, mask)
    x = x + attended
    x = x + mlp(layer_norm(x, layer["norm2_gamma"], layer["norm2_beta"]), layer)
    return x, weights


def unembed(hidden: Array, token_embedding: Array) -> Array:
    """Logits: how well the hidden vector agrees with the embedding of each word."""
    return hidden @ token_embedding.T  # (..., T, d) @ (d, V) -> (..., T, V)


def layer_weights(weights: Weights, index: int) -> Weights:
    """The weights of one block."""
    return {name: weights[name][index] for name in STACKED}


def forward(ids: Ids, weights: Weights) -> Forward:
    """One pass: logits, attention weights and the stream after each block.

    Args:
        ids: int array of shape (..., T). A story of the little world begins after the id 0.
        weights: see the top of this module.
    """
    x = embed(ids, weights["token_embedding"], weights["position_embedding"])
    mask = causal_mask(ids.shape[-1])
    streams, attention = [x], []
    for index in range(len(weights["W_o"])):
        x, attended = block(x, layer_weights(weights, index), mask)
        streams.append(x)
        attention.append(attended)
    hidden = layer_norm(x, weights["final_gamma"], weights["final_beta"])
    return Forward(unembed(hidden, weights["token_embedding"]), np.stack(attention), np.stack(streams))


def token_nlls(inputs: Ids, targets: Ids, weights: Weights) -> Array:
    """-log p of every target that is not -1, in nats, as one flat array.

    Args:
        inputs, targets: int arrays of shape (N, T), as `autograder.world.corpus.pad` makes them.
    """
    batches = range(0, len(inputs), 64)  # a small batch stays in the cache of the processor
    return np.concatenate([batch_nlls(inputs[i : i + 64], targets[i : i + 64], weights) for i in batches])


def batch_nlls(inputs: Ids, targets: Ids, weights: Weights) -> Array:
    counted = targets >= 0
    logits = forward(inputs, weights).logits[counted]  # (tokens, V)
    logits = logits - logits.max(axis=-1, keepdims=True)
    right = logits[np.arange(len(logits)), targets[counted]]
    nlls: Array = np.log(np.exp(logits).sum(axis=-1)) - right
    return nlls


def crop_context(ids: Sequence[int], block_size: int) -> Sequence[int]:
    """The last `block_size` ids: what the model has positions for."""
    return ids[-block_size:]


def next_token(ids: Sequence[int], weights: Weights, u: float, temperature: float = 1.0) -> int:
    """The next id, drawn with the uniform number `u` in [0, 1).

    Args:
        ids: the text so far, at least one id.
        temperature: > 0; below 1 the likely words become more likely.
    """
    context = np.array(crop_context(ids, len(weights["position_embedding"])))
    p = softmax(forward(context, weights).logits[-1] / temperature)  # (V,)
    return int(np.searchsorted(p.cumsum(), u * p.sum(), side="right").clip(max=len(p) - 1))


def generate(step: Callable[[Sequence[int]], int], prompt: Sequence[int], max_new: int, eos: int) -> list[int]:
    """`prompt` and at most `max_new` further ids; `eos` is the last if it comes."""
    ids = list(prompt)
    for _ in range(max_new):
        ids.append(step(ids))
        if ids[-1] == eos:
            break
    return ids


def parameter_count(weights: Weights) -> int:
    """How many numbers were trained."""
    return sum(array.size for array in weights.values())


def init_weights(
    vocab_size: int, rng: np.random.Generator, layers: int = 2, heads: int = 4, width: int = 64, block_size: int = 64
) -> Weights:
    """Weights at the start: matrices from N(0, 0.02^2) as in GPT-2, gamma 1, beta and biases 0; float32.

    The numbers have half precision, so that a file of half the size holds them exactly.
    """
    shapes: dict[str, tuple[int, ...]] = {
        "token_embedding": (vocab_size, width),
        "position_embedding": (block_size, width),
        "W_q": (layers, heads, width, width // heads),
        "W_k": (layers, heads, width, width // heads),
        "W_v": (layers, heads, width, width // heads),
        "W_o": (layers, width, width),
        "W_in": (layers, width, 4 * width),
        "W_out": (layers, 4 * width, width),
    }
    weights: Weights = {
        name: rng.normal(0, 0.02, shape).astype(np.float16).astype(np.float32) for name, shape in shapes.items()
    }
    for norm in ("norm1", "norm2"):
        weights[f"{norm}_gamma"] = np.ones((layers, width), dtype=np.float32)
        weights[f"{norm}_beta"] = np.zeros((layers, width), dtype=np.float32)
    return weights | {
        "b_in": np.zeros((layers, 4 * width), dtype=np.float32),
        "b_out": np.zeros((layers, width), dtype=np.float32),
        "final_gamma": np.ones(width, dtype=np.float32),
        "final_beta": np.zeros(width, dtype=np.float32),
    }
