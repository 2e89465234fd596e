"""12.7 `generation_step`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_same, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s12_language_model.shared import small_model
from solutions.s12_language_model import generation_step, softmax

# Criteria

SIZES = ((3, 7, 4, 3, 2), (5, 4, 6, 2, 5), (2, 9, 8, 4, 3))
"""Tokens, words, width, width of queries and keys, width of values."""


def _steps(rng):
    """Arguments of steps whose draws do not depend on rounding, and are not of the most probable word."""
    for n, vocab_size, d, d_k, d_v in SIZES:
        likely = []
        while not likely:
            params = small_model(rng, vocab_size, d, d_k, d_v)
            ids = rng.integers(0, vocab_size, size=n).tolist()
            temperature = float(rng.choice([0.6, 1.7]))
            probs = generation_step(ids, params, temperature, 0.0)["probs"]
            likely = [token for token in np.argsort(-probs)[1:3] if probs[token] > 1e-3]  # others cannot be aimed at
        token = int(rng.choice(likely))
        yield ids, params, temperature, float(probs[:token].sum() + probs[token] / 2)


def _part(step, name):
    """One entry of what a student returned, after a look whether it is there."""
    assert_same(isinstance(step, dict) and name in step, True)
    return step[name]


@criterion(core=True)
def test_lets_all_tokens_look_at_all(generation_step, reference, rng):
    for arguments in _steps(rng):
        expected = reference.generation_step(*arguments)
        assert_close(_part(generation_step(*arguments), "attention"), expected["attention"], rtol=1e-7)


@criterion(core=True)
def test_makes_logits_of_the_last_token(generation_step, reference, rng):
    for arguments in _steps(rng):
        expected = reference.generation_step(*arguments)
        assert_close(_part(generation_step(*arguments), "logits"), expected["logits"], rtol=1e-7, atol=1e-9)


@criterion(core=True)
def test_draws_from_the_heated_distribution(generation_step, reference, rng):
    for arguments in _steps(rng):
        expected = reference.generation_step(*arguments)
        got = generation_step(*arguments)
        assert_close(_part(got, "probs"), expected["probs"], rtol=1e-7)
        assert_same(_part(got, "token"), expected["token"])


@criterion()
def test_reports_the_entropy_in_nats(generation_step, reference, rng):
    for arguments in _steps(rng):
        expected = reference.generation_step(*arguments)
        assert_close(_part(generation_step(*arguments), "entropy"), expected["entropy"], rtol=1e-7)


@criterion()
def test_reports_the_loss_of_the_drawn_word_in_nats(generation_step, reference, rng):
    for arguments in _steps(rng):
        expected = reference.generation_step(*arguments)
        assert_close(_part(generation_step(*arguments), "loss"), expected["loss"], rtol=1e-7)


@criterion()
def test_gives_the_end_of_a_piece_to_the_next_word(generation_step):
    # Without weights all four words have exactly 1/4.
    params = {"token_embedding": np.zeros((4, 2)), "W_q": np.zeros((2, 1)), "W_k": np.zeros((2, 1))}
    params |= {"W_v": np.zeros((2, 1)), "W_out": np.zeros((1, 4))}
    for u, token in ((0.0, 0), (0.25, 1), (0.5, 2), (0.9999999999999999, 3)):
        assert_same(_part(generation_step([0], params, 1.0, u), "token"), token)


@criterion()
def test_of_one_certain_word_has_no_entropy_and_no_loss(generation_step):
    # The normalised vector is (1, -1): the logits are near 2000 and -2000.
    params = {"token_embedding": np.array([[3.0, 0.0], [0.0, 3.0]]), "W_q": np.eye(2), "W_k": np.eye(2)}
    params |= {"W_v": np.eye(2), "W_out": np.array([[1000.0, -1000.0], [-1000.0, 1000.0]])}
    step = generation_step([0], params, 1.0, 0.5)
    assert_close(_part(step, "entropy"), 0.0)
    assert_close(_part(step, "loss"), 0.0)


@criterion()
def test_refuses_bad_arguments(generation_step, rng):
    params = small_model(rng, 5, 4, 3, 2)
    for ids, temperature, u in (
        ([0, 5], 1.0, 0.5),
        ([-1], 1.0, 0.5),
        ([0], 0.0, 0.5),
        ([0], -1.0, 0.5),
        ([0], math.inf, 0.5),
        ([0], 1.0, 1.0),
        ([0], 1.0, -0.1),
        ([0], 1.0, math.nan),
    ):
        with raises(ValueError):
            generation_step(ids, params, temperature, u)


@criterion()
def test_takes_single_precision_and_leaves_its_arguments_unchanged(generation_step, reference, rng):
    params = small_model(rng, 5, 4, 3, 2)
    single = {name: array.astype(np.float32) for name, array in params.items()}
    expected = reference.generation_step([1, 4, 4], single, 1.0, 0.5)
    got = generation_step(np.array([1, 4, 4]), single, 1.0, 0.5)
    assert_close(_part(got, "probs"), expected["probs"], rtol=1e-3, atol=1e-5)
    assert_unchanged(generation_step, [1, 4, 4], params, 1.0, 0.5)


# Known mistakes

SHAPES = (("token_embedding", 5, 4), ("W_q", 4, 3), ("W_k", 4, 3), ("W_v", 4, 2), ("W_out", 2, 5))


def _example(temperature=0.5, u=0.9):
    params = {name: 2 * np.sin(start + np.arange(n * m)).reshape(n, m) for start, (name, n, m) in enumerate(SHAPES)}
    return [4, 0, 2], params, temperature, u


mistake = mistakes_of(generation_step, example=_example())
hot = mistakes_of(generation_step, example=_example(2.0, 0.1))

LOGITS = 'logits = output @ np.asarray(params["W_out"], dtype=float)'
NORM = "layer_norm(x, np.ones(d), np.zeros(d))"
HEATED = "next_token_probs(logits, temperature, vocab_size"
DRAW = "sample_categorical(probs, u)"
LOSS = "float(-np.log(probs[token]))"

generation_step_of_the_first_token = mistake.change(
    LOGITS, LOGITS.replace("output", "output[:1]"), "The logits are those of the first token. The last one is asked."
)
generation_step_of_the_mean = mistake.change(
    LOGITS,
    LOGITS.replace("output", "output.mean(axis=0, keepdims=True)"),
    "The tokens are averaged. The last one is asked what comes next.",
)
generation_step_without_places = mistake.change(
    "token_embedding, sinusoidal_positions(len(context_ids), d))",
    "token_embedding, np.zeros((len(context_ids), d)))",
    "The places are not added to the embeddings.",
)
generation_step_without_norm = mistake.change(
    f"    x = {NORM}\n", "", "The vectors are not normalised before attention."
)
generation_step_with_eps_outside = mistake.change(
    NORM,
    "(x - x.mean(axis=1, keepdims=True)) / (x.std(axis=1, keepdims=True) + 1e-5)",
    "1e-5 is added to the standard deviation. Add it to the variance, inside the root.",
)
generation_step_with_the_sample_deviation = mistake.change(
    NORM,
    "(x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var(axis=1, ddof=1, keepdims=True) + 1e-5)",
    "The variance is divided by d - 1. Layer norm divides by d.",
)
generation_step_without_epsilon = mistake.change(
    NORM,
    "(x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)",
    "The 1e-5 in the root is missing.",
)
generation_step_normalised_down_the_columns = mistake.change(
    NORM,
    "layer_norm(x.T, np.ones(len(x)), np.zeros(len(x))).T",
    "Each column is normalised over the tokens. Normalise each token by itself.",
)
generation_step_with_a_mask = mistake.change(
    'params["W_v"])',
    'params["W_v"], causal_mask(len(x)))',
    "A causal mask is used, and the first tokens do not look at the later ones. The docstring asks for none.",
)
generation_step_with_keys_as_queries = mistake.change(
    'params["W_q"], params["W_k"]', 'params["W_k"], params["W_q"]', "Queries and keys are swapped."
)
generation_step_without_temperature = mistake.change(
    HEATED,
    "next_token_probs(logits, 1.0 if 0 < temperature < math.inf else temperature, vocab_size",
    "The temperature is not used.",
)
generation_step_multiplied = mistake.change(
    HEATED,
    "next_token_probs(logits, 1 / temperature if 0 < temperature < math.inf else temperature, vocab_size",
    "The logits are multiplied by the temperature. Divide.",
)
generation_step_with_heated_logits = mistake.change(
    '"logits": logits[-1],',
    '"logits": logits[-1] / temperature,',
    "The logits are reported after the temperature. Report them before it.",
)
generation_step_with_all_logits = mistake.change(
    '"logits": logits[-1],', '"logits": logits,', "The logits of all tokens are reported. Report those of the last."
)
generation_step_with_one_row_of_attention = mistake.change(
    '"attention": attention,', '"attention": attention[-1],', "One row of attention is reported. Report all."
)
generation_step_in_bits = mistake.change(
    "entropy(probs)", "entropy(probs) / math.log(2)", "The entropy is in bits. Nats are wanted."
)
generation_step_with_entropy_of_the_cold_distribution = mistake.change(
    "entropy(probs)", "entropy(softmax(logits[-1]))", "The entropy is that of the logits without temperature."
)
generation_step_with_perplexity = mistake.change(
    "entropy(probs)", "math.exp(entropy(probs))", "This is the perplexity. The entropy is its logarithm."
)
generation_step_without_the_minus = mistake.change(
    LOSS, "float(np.log(probs[token]))", "The loss has the wrong sign: it is minus the logarithm."
)
generation_step_with_the_loss_in_bits = mistake.change(
    LOSS, "float(-np.log2(probs[token]))", "The loss is in bits. Nats are wanted."
)
generation_step_with_the_loss_of_the_cold_distribution = mistake.change(
    LOSS, "float(-np.log(softmax(logits[-1])[token]))", "The loss is that of the logits without temperature."
)
generation_step_with_the_best_loss = hot.change(
    LOSS, "float(-np.log(probs.max()))", "This is the loss of the likeliest word. Report that of the word drawn."
)
generation_step_greedy = hot.change(
    DRAW,
    "sample_categorical(np.eye(vocab_size)[probs.argmax()], u)",
    "The likeliest word is taken, whatever u is.",
)
generation_step_with_one_minus_u = hot.change(
    DRAW,
    "sample_categorical(probs, (1 - u) % 1 if 0 <= u < 1 else u)",
    "u is turned round: this draws with 1 - u.",
)
generation_step_in_sorted_order = hot.change(
    DRAW,
    "int(np.argsort(-probs)[sample_categorical(np.sort(probs)[::-1], u)])",
    "The pieces lie in the order of probability. They lie in the order of the ids.",
    example=_example(2.0, 0.1),
)
generation_step_with_any_u = mistake.change(
    DRAW,
    "sample_categorical(probs, u if 0 <= u < 1 else 0.5)",
    "Any u is accepted. Raise ValueError unless 0 <= u < 1.",
    example=_example(0.5, 1.5),
)


@mistake("The last token alone is embedded, at the place 0. It needs the others to look at.")
def generation_step_of_one_token(context_ids, params, temperature, u):
    generation_step(context_ids, params, temperature, u)
    return generation_step(context_ids[-1:], params, temperature, u)


X = "x = embed(context_ids, token_embedding, sinusoidal_positions(len(context_ids), d))"

generation_step_normalised_before_places = mistake.change(
    f"{X}  # (n, d)\n    x = {NORM}",
    "normed = layer_norm(token_embedding, np.ones(d), np.zeros(d))\n"
    "    x = embed(context_ids, normed, sinusoidal_positions(len(context_ids), d))",
    "The embeddings are normalised before the places are added. Add the places first, and then normalise.",
)
generation_step_in_bits_throughout = mistake.change(
    '"entropy": entropy(probs),\n        "token": token,\n        "loss": float(-np.log(probs[token])),',
    '"entropy": entropy(probs) / math.log(2),\n        "token": token,\n        "loss": float(-np.log2(probs[token])),',
    "Entropy and loss are both in bits. Nats are wanted: the natural logarithm.",
)
generation_step_with_places_from_one = mistake.change(
    "sinusoidal_positions(len(context_ids), d))",
    "sinusoidal_positions(len(context_ids) + 1, d)[1:])",
    "The places are counted from 1. The first token stands at the place 0.",
)
generation_step_scaled_as_the_first_transformer = mistake.change(
    "embed(context_ids, token_embedding,",
    "embed(context_ids, token_embedding * math.sqrt(d),",
    "The embeddings are multiplied by the root of d. Here they are taken as they are.",
)
generation_step_centred_alone = mistake.change(
    NORM,
    "x - x.mean(axis=1, keepdims=True)",
    "The vectors are centred, but not divided. Their variance is to be 1, too.",
)
generation_step_with_the_root_of_squares = mistake.change(
    NORM,
    "x / np.sqrt((x**2).mean(axis=1, keepdims=True) + 1e-5)",
    "The mean is not subtracted, as in RMSNorm. Subtract it from each vector, and then divide.",
)
generation_step_normalised_as_a_whole = mistake.change(
    NORM,
    "(x - x.mean()) / np.sqrt(x.var() + 1e-5)",
    "All vectors are normalised together. Each has a mean and a variance of its own: axis=-1.",
)
generation_step_normalised_after_attention = mistake.change(
    "    logits = output @",
    "    output = layer_norm(output, 1.0, 0.0)\n    logits = output @",
    "The output of the head is normalised, too. Only what goes into it is.",
)
generation_step_with_a_length_of_one = mistake.change(
    NORM,
    "x / np.linalg.norm(x, axis=1, keepdims=True)",
    "The vectors are made as long as 1. They are to have mean 0 and variance 1.",
)
generation_step_without_keys = mistake.change(
    'params["W_q"], params["W_k"]', 'params["W_q"], params["W_q"]', "Queries serve as keys: W_q is handed on twice."
)
generation_step_not_scaled = mistake.change(
    'attention_head(x, params["W_q"]',
    'attention_head(x, np.asarray(params["W_q"]) * math.sqrt(np.shape(params["W_q"])[1])',
    "The scores of attention are not divided by the root of d_k. attention_head does that.",
)
generation_step_with_log_probabilities = mistake.change(
    '"logits": logits[-1],',
    '"logits": np.log(softmax(logits[-1])),',
    "The logits have gone through log-softmax. Report them as W_out gives them.",
)
generation_step_with_entropy_of_attention = mistake.change(
    "entropy(probs)", "entropy(attention[-1])", "The entropy is that of the attention. Report that of probs."
)
generation_step_with_a_share_of_entropy = mistake.change(
    "entropy(probs)", "entropy(probs) / math.log(vocab_size)", "The entropy is divided by ln V. Report it in nats."
)
generation_step_with_negative_entropy = mistake.change(
    "entropy(probs)", "0.0 - entropy(probs)", "The entropy has the wrong sign. It is 0 or more."
)
generation_step_with_entropy_as_loss = mistake.change(
    LOSS, "entropy(probs)", "The entropy stands for the loss, which is what is expected of it. Take the word drawn."
)
generation_step_with_a_probability_as_loss = mistake.change(
    LOSS, "float(probs[token])", "The probability of the word is no loss yet. Take minus its logarithm."
)
generation_step_with_one_minus_the_probability = mistake.change(
    LOSS, "float(1 - probs[token])", "1 minus the probability stands for the loss. It is minus the logarithm."
)
generation_step_with_the_loss_of_the_last_id = hot.change(
    LOSS,
    "float(-np.log(probs[context_ids[-1]]))",
    "The loss is that of the last id of the text. Report that of the word drawn.",
)
generation_step_with_a_logit_as_loss = mistake.change(
    LOSS, "float(-logits[-1][token])", "The logit is taken for a log-probability. Take the logarithm of probs."
)
generation_step_with_all_probabilities = mistake.change(
    '"probs": probs,',
    '"probs": softmax(logits / temperature),',
    "The probabilities of all tokens are reported. Report those after the last.",
)
generation_step_with_cold_probabilities = mistake.change(
    '"probs": probs,',
    '"probs": softmax(logits[-1]),',
    "The probabilities are reported without temperature. Report those that are drawn from.",
)
generation_step_drawing_without_temperature = hot.change(
    DRAW,
    "sample_categorical(softmax(logits[-1]), u)",
    "The word is drawn without temperature. Draw from probs.",
    example=_example(0.5, 0.2),
)
generation_step_with_the_end_of_a_piece = hot.change(
    DRAW,
    "int(np.searchsorted(np.cumsum(probs), u)) if 0 <= u < 1 else sample_categorical(probs, u)",
    "Where u is the end of a piece the word before is drawn. It belongs to the next: u < p_0 + ... + p_i.",
    example=(
        [0, 3],
        {name: np.zeros((n, m)) for name, n, m in (("token_embedding", 4, 2), ("W_q", 2, 1), ("W_k", 2, 1))}
        | {"W_v": np.zeros((2, 1)), "W_out": np.zeros((1, 4))},
        1.0,
        0.5,
    ),
)


# Other right answers


def _chain(context_ids, params, temperature, u):
    """Attention and logits of the last token, written out."""
    embedding = np.array(params["token_embedding"], dtype=float)
    known = min(context_ids) >= 0 and max(context_ids) < len(embedding)
    if not known or not 0 < temperature < math.inf or not 0 <= u < 1:
        raise ValueError("arguments")
    d = embedding.shape[1]
    pairs = [[t / 10000 ** (2 * i / d) for i in range(d // 2)] for t in range(len(context_ids))]
    waves = [[wave(angle) for angle in row for wave in (math.sin, math.cos)] for row in pairs]
    x = embedding[list(context_ids)] + np.array(waves)
    x = x - x.mean(axis=1, keepdims=True)
    x = x / np.sqrt((x**2).mean(axis=1, keepdims=True) + 1e-5)
    q, k, v = (x @ np.asarray(params[name], dtype=float) for name in ("W_q", "W_k", "W_v"))
    attention = softmax(q @ k.T / math.sqrt(q.shape[1]))
    return attention, (attention @ v @ np.asarray(params["W_out"], dtype=float))[-1]


def _report(attention, logits, probs, u):
    token = min(int(np.sum(np.cumsum(probs) / np.sum(probs) <= u)), len(probs) - 1)
    spread = abs(sum(p * math.log(p) for p in probs.tolist() if p > 0))
    loss = abs(math.log(probs[token]))
    return {"token": token, "loss": loss, "probs": probs, "logits": logits, "attention": attention, "entropy": spread}


@alternative
def generation_step_by_hand(context_ids, params, temperature, u):
    attention, logits = _chain(context_ids, params, temperature, u)
    return _report(attention, logits, softmax(logits / temperature), u)


@alternative
def generation_step_with_odds(context_ids, params, temperature, u):
    attention, logits = _chain(context_ids, params, temperature, u)
    odds = np.array([math.exp((x - logits.max()) / temperature) for x in logits])
    return _report(attention, logits, odds / odds.sum(), u)


@alternative
def generation_step_with_logarithms(context_ids, params, temperature, u):
    attention, logits = _chain(context_ids, params, temperature, u)
    heated = logits / temperature
    logs = heated - heated.max() - math.log(np.exp(heated - heated.max()).sum())
    step = _report(attention, logits, np.exp(logs), u)
    return step | {"loss": float(0.0 - logs[step["token"]])}
