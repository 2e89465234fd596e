"""What the exercises of section 12 share."""

from scipy import special


def small_model(rng, vocab_size, d, d_k, d_v):
    """Weights of a model with one head, large enough that every part of it counts."""
    shapes = {
        "token_embedding": (vocab_size, d),
        "W_q": (d, d_k),
        "W_k": (d, d_k),
        "W_v": (d, d_v),
        "W_out": (d_v, vocab_size),
    }
    return {name: rng.normal(0, 1.5, size=shape) for name, shape in shapes.items()}


def log_softmax(logits):
    """Log-probabilities along the last axis."""
    return special.log_softmax(logits, axis=-1)
