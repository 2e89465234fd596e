"""Visible checks of section 12, a language model's probability chain."""

import math

import numpy as np

from autograder.checking.compare import assert_close, assert_same, raises


def test_sinusoidal_positions_of_two_places(sinusoidal_positions):
    # frequencies 1 and 10000^(-2/4) = 0.01
    expected = [[0.0, 1.0, 0.0, 1.0], [math.sin(1), math.cos(1), math.sin(0.01), math.cos(0.01)]]
    assert_close(sinusoidal_positions(2, 4), np.array(expected))


def test_sinusoidal_positions_share_a_frequency_in_pairs(sinusoidal_positions):
    row = sinusoidal_positions(4, 6)[3]
    # frequencies 1, 10000^(-2/6) and 10000^(-4/6)
    angles = [3.0, 3 * 10000 ** (-1 / 3), 3 * 10000 ** (-2 / 3)]
    assert_close(row, np.array([wave(angle) for angle in angles for wave in (math.sin, math.cos)]))


def test_sinusoidal_positions_have_one_length(sinusoidal_positions):
    # d / 2 points on circles of radius 1
    assert_close(np.sum(sinusoidal_positions(50, 8) ** 2, axis=1), np.full(50, 4.0))


def test_sinusoidal_positions_refuses_odd_widths_and_no_places(sinusoidal_positions):
    for n, d in ((3, 5), (3, 1), (3, 0), (0, 4)):
        with raises(ValueError):
            sinusoidal_positions(n, d)


def test_embed_adds_the_place_to_the_word(embed):
    words, places = [[0, 1], [2, 3], [4, 5]], [[10, 20], [30, 40], [50, 60]]
    # rows 2 and 0, at the places 0 and 1
    assert_close(embed([2, 0], words, places), np.array([[14.0, 25.0], [30.0, 41.0]]))


def test_embed_of_the_same_word_twice(embed):
    words, places = np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[10.0, 20.0], [30.0, 40.0], [0.0, 0.0]])
    assert_close(embed([1, 1, 0], words, places), np.array([[13.0, 25.0], [33.0, 45.0], [1.0, 2.0]]))


def test_embed_refuses_long_texts_and_ids_that_are_none(embed):
    words, places = np.ones((3, 2)), np.ones((2, 2))
    for ids in ([0, 1, 2], [0, 3], [-1]):
        with raises(ValueError):
            embed(ids, words, places)


def test_embed_leaves_its_arguments_unchanged(embed):
    words, places = np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[10.0, 20.0], [30.0, 40.0]])
    embed([1, 0], words, places)
    assert_same(words, np.array([[1.0, 2.0], [3.0, 5.0]]))
    assert_same(places, np.array([[10.0, 20.0], [30.0, 40.0]]))


def test_attention_head_looks_back(attention_head):
    # All scores are 0: the first token sees itself, the second both alike.
    output, weights = attention_head(
        [[1, 0], [0, 1]], [[0], [0]], [[1], [1]], [[4], [8]], np.array([[True, False], [True, True]])
    )
    assert_close(weights, np.array([[1.0, 0.0], [0.5, 0.5]]))
    assert_close(output, np.array([[4.0], [6.0]]))


def test_attention_head_divides_by_the_root_of_the_width_of_a_query(attention_head):
    # Queries (ln 9, 0, 0, 0) and 0, keys (1, 0, 0, 0) and 0: the scores of the first token are ln 9 / 2 = ln 3 and 0.
    W_q, W_k = np.zeros((2, 4)), np.zeros((2, 4))
    W_q[0, 0], W_k[0, 0] = math.log(9), 1.0
    output, weights = attention_head(np.eye(2), W_q, W_k, np.array([[4.0, 0.0, 1.0], [0.0, 8.0, 1.0]]))
    assert_close(weights, np.array([[0.75, 0.25], [0.5, 0.5]]))
    assert_close(output, np.array([[3.0, 2.0, 1.0], [2.0, 4.0, 1.0]]))


def test_attention_head_of_a_row_that_sees_nothing(attention_head):
    mask = np.array([[False, False], [True, False]])
    output, weights = attention_head(np.eye(2), np.ones((2, 1)), np.ones((2, 1)), np.array([[4.0], [8.0]]), mask)
    assert_close(weights, np.array([[0.0, 0.0], [1.0, 0.0]]))
    assert_close(output, np.array([[0.0], [4.0]]))


def test_attention_head_leaves_its_arguments_unchanged(attention_head):
    x, W = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0], [2.0]])
    attention_head(x, W, W, W)
    assert_same(x, np.array([[1.0, 2.0], [3.0, 4.0]]))
    assert_same(W, np.array([[1.0], [2.0]]))


def test_unembed_scores_each_word_at_each_place(unembed):
    words = [[0, 1], [2, 3], [4, 5]]
    # (1, 0) and (0, 2), each times the three rows
    assert_close(unembed([[1, 0], [0, 2]], words), np.array([[0.0, 2.0, 4.0], [2.0, 6.0, 10.0]]))


def test_unembed_keeps_the_axis_of_a_single_token(unembed):
    assert_close(unembed([[3.0, -1.0]], [[1.0, 1.0], [2.0, 0.5]]), np.array([[2.0, 5.5]]))


def test_unembed_of_square_arrays(unembed):
    assert_close(unembed([[1, 2], [3, 4]], [[5, 6], [7, 8]]), np.array([[17.0, 23.0], [39.0, 53.0]]))


def test_next_token_probs_takes_the_last_row(next_token_probs):
    # e^2 and e^1 remain: 1 / (1 + 1/e)
    first = 1 / (1 + math.exp(-1))
    assert_close(next_token_probs([[9, 0, 0], [2, 1, 0]], 1.0, 2, 1.0), np.array([first, 1 - first, 0.0]))


def test_next_token_probs_uses_all_three_knobs(next_token_probs):
    logits = np.log([[0.25, 0.25, 0.25, 0.25], [0.1, 0.4, 0.2, 0.3]])
    # At T = 0.5: 1, 16, 4, 9 of 30. The best three: 16, 4, 9 of 29. 16 of 29 is less than 0.7, with 9 it is enough.
    assert_close(next_token_probs(logits, 0.5, 3, 0.7), np.array([0.0, 16 / 25, 0.0, 9 / 25]))
    assert_close(next_token_probs(logits, 1.0, 4, 1.0), np.array([0.1, 0.4, 0.2, 0.3]))


def test_next_token_probs_of_one_row(next_token_probs):
    assert_close(next_token_probs([[0.0, 0.0]], 1.0, 2, 1.0), np.array([0.5, 0.5]))


def test_next_token_probs_refuses_bad_arguments(next_token_probs):
    for logits, temperature, k, p in (
        ([1.0, 2.0], 1.0, 2, 1.0),
        (np.zeros((0, 2)), 1.0, 2, 1.0),
        ([[1.0, 2.0]], 0.0, 2, 1.0),
        ([[1.0, 2.0]], 1.0, 0, 1.0),
        ([[1.0, 2.0]], 1.0, 2, 0.0),
    ):
        with raises(ValueError):
            next_token_probs(logits, temperature, k, p)


def test_crop_context_keeps_the_last(crop_context):
    assert_same(crop_context([5, 6, 7, 8], 3), [6, 7, 8])
    assert_same(crop_context([5, 6, 7, 8], 1), [8])


def test_crop_context_keeps_all_of_a_short_text(crop_context):
    assert_same(crop_context([5, 6], 2), [5, 6])
    assert_same(crop_context([5, 6], 9), [5, 6])
    assert_same(crop_context([], 3), [])


def test_crop_context_takes_an_array_and_gives_a_new_list(crop_context):
    assert_same(crop_context(np.array([5, 6, 7]), 2), [6, 7])
    ids = [5, 6]
    crop_context(ids, 3).append(7)
    assert_same(ids, [5, 6])


def test_crop_context_refuses_a_block_without_places(crop_context):
    for block_size in (0, -1):
        with raises(ValueError):
            crop_context([5, 6], block_size)


def test_generation_step_of_a_model_without_knowledge(generation_step):
    params = {"token_embedding": np.zeros((4, 2)), "W_q": np.zeros((2, 1)), "W_k": np.zeros((2, 1))}
    params.update(W_v=np.zeros((2, 1)), W_out=np.zeros((1, 4)))
    step = generation_step([3, 1], params, 1.0, 0.6)
    assert_close(step["attention"], np.full((2, 2), 0.5))
    assert_close(step["logits"], np.zeros(4))
    assert_close(step["probs"], np.full(4, 0.25))
    assert_close(step["entropy"], math.log(4))
    assert_same(step["token"], 2)  # 0.5 <= 0.6 < 0.75
    assert_close(step["loss"], math.log(4))


def test_generation_step_link_by_link(generation_step, embed, sinusoidal_positions, attention_head):
    shapes = {"token_embedding": (5, 4), "W_q": (4, 3), "W_k": (4, 3), "W_v": (4, 2), "W_out": (2, 5)}
    params = {name: 2 * np.sin(1 + np.arange(n * m)).reshape(n, m) for name, (n, m) in shapes.items()}
    step = generation_step([4, 0, 2], params, 0.5, 0.9)
    x = embed([4, 0, 2], params["token_embedding"], sinusoidal_positions(3, 4))
    x = (x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    output, attention = attention_head(x, params["W_q"], params["W_k"], params["W_v"])
    assert_close(step["attention"], attention)
    logits = output[2] @ params["W_out"]
    assert_close(step["logits"], logits)
    odds = np.exp((logits - logits.max()) / 0.5)
    probs = odds / odds.sum()
    assert_close(step["probs"], probs)
    assert_close(step["entropy"], float(-np.sum(probs * np.log(probs))))
    token = int(np.sum(np.cumsum(probs) <= 0.9))
    assert_same(step["token"], token)
    assert_close(step["loss"], float(-np.log(probs[token])))


def test_generation_step_refuses_bad_arguments(generation_step):
    params = {"token_embedding": np.ones((5, 2)), "W_q": np.eye(2), "W_k": np.eye(2), "W_v": np.eye(2)}
    params["W_out"] = np.ones((2, 5))
    for ids, temperature, u in (([0, 5], 1.0, 0.5), ([-1], 1.0, 0.5), ([0], 0.0, 0.5), ([0], 1.0, 1.0)):
        with raises(ValueError):
            generation_step(ids, params, temperature, u)


def test_generation_step_leaves_its_arguments_unchanged(generation_step):
    shapes = {"token_embedding": (3, 2), "W_q": (2, 1), "W_k": (2, 1), "W_v": (2, 2), "W_out": (2, 3)}
    params = {name: np.full(shape, 0.5) for name, shape in shapes.items()}
    generation_step([1, 2], params, 1.0, 0.5)
    assert_same(params, {name: np.full(shape, 0.5) for name, shape in shapes.items()})


def test_generate_appends_what_the_step_says(generate):
    assert_same(generate(lambda ids: ids[-1] + 1, [5], 3), [5, 6, 7, 8])
    assert_same(generate(lambda ids: len(ids), [9, 9], 2), [9, 9, 2, 3])


def test_generate_stops_after_the_end_token(generate):
    assert_same(generate(lambda ids: ids[-1] + 1, [5, 6], 10, eos=8), [5, 6, 7, 8])


def test_generate_is_not_stopped_by_the_prompt(generate):
    assert_same(generate(lambda ids: (ids[-1] + 1) % 3, [0], 5, eos=0), [0, 1, 2, 0])


def test_generate_of_nothing_new_is_the_prompt_in_a_new_list(generate):
    prompt = [5, 6]
    assert_same(generate(lambda ids: 7, prompt, 0), [5, 6])
    generate(lambda ids: 7, prompt, 2)
    assert_same(prompt, [5, 6])


def test_generate_takes_an_array_and_refuses_negative_numbers(generate):
    assert_same(generate(lambda ids: 7, np.array([5, 6]), 1), [5, 6, 7])
    with raises(ValueError):
        generate(lambda ids: 7, [5], -1)


def test_language_model_loss_shifts_by_one(language_model_loss):
    # Row 0 gives the id 1 the probability 3/4, row 1 gives the id 0 the probability 1/2; row 2 has no answer.
    logits = np.log([[0.25, 0.75], [0.5, 0.5], [0.001, 0.999]])
    assert_close(language_model_loss(logits, [0, 1, 0]), (math.log(4 / 3) + math.log(2)) / 2)


def test_language_model_loss_of_equal_logits(language_model_loss):
    assert_close(language_model_loss(np.zeros((4, 7)), [1, 2, 3, 6]), math.log(7))


def test_language_model_loss_of_huge_logits(language_model_loss):
    assert_close(language_model_loss([[1000.0, 0.0], [0.0, 0.0]], [0, 1]), 1000.0)


def test_language_model_loss_refuses_bad_arguments(language_model_loss):
    for rows, ids in ((1, [0]), (3, [0, 1]), (3, [0, 1, 2, 1]), (3, [0, 1, 3]), (3, [0, -1, 1])):
        with raises(ValueError):
            language_model_loss(np.zeros((rows, 3)), ids)


def test_masked_lm_loss_leaves_out_what_is_marked(masked_lm_loss):
    logits = np.log([[0.25, 0.75], [0.9, 0.1], [0.5, 0.5]])
    # the rows 0 and 2
    assert_close(masked_lm_loss(logits, [1, -100, 0]), (math.log(4 / 3) + math.log(2)) / 2)


def test_masked_lm_loss_with_another_mark(masked_lm_loss):
    logits = np.log([[0.25, 0.75], [0.9, 0.1]])
    assert_close(masked_lm_loss(logits, [1, 0], ignore=0), math.log(4 / 3))


def test_masked_lm_loss_of_a_large_vocabulary(masked_lm_loss):
    logits = np.zeros((2, 200))
    logits[1, 100] = 50.0  # what the index -100 would pick
    assert_close(masked_lm_loss(logits, np.array([7, -100])), math.log(200))


def test_masked_lm_loss_refuses_bad_arguments(masked_lm_loss):
    for targets in ([-100, -100], [1], [1, 2], [1, -1]):
        with raises(ValueError):
            masked_lm_loss(np.zeros((2, 2)), targets)


def test_top_k_accuracy_counts_rows(top_k_accuracy):
    logits = [[3, 1, 2], [3, 1, 2]]
    assert_close(top_k_accuracy(logits, [2, 1], 2), 0.5)
    assert_close(top_k_accuracy(logits, [0, 1], 1), 0.5)
    assert_close(top_k_accuracy(logits, [1, 1], 2), 0.0)


def test_top_k_accuracy_compares_each_row_with_its_own_target(top_k_accuracy):
    # 1 and 0 are the best words of the other rows
    assert_close(top_k_accuracy([[3, 1, 2], [1, 3, 2]], [1, 0], 1), 0.0)


def test_top_k_accuracy_with_ties_takes_the_smaller_id(top_k_accuracy):
    assert_close(top_k_accuracy([[1, 1, 1]] * 3, [0, 1, 2], 1), 1 / 3)
    assert_close(top_k_accuracy([[1, 1, 1]] * 3, [0, 1, 1], 2), 1.0)
    assert_close(top_k_accuracy([[1, 1, 1]], [2], 2), 0.0)


def test_top_k_accuracy_of_all_words_is_one(top_k_accuracy):
    assert_close(top_k_accuracy([[0, 5], [5, 0]], [0, 1], 2), 1.0)
    assert_close(top_k_accuracy([[0, 5]], [0], 9), 1.0)


def test_top_k_accuracy_refuses_bad_arguments(top_k_accuracy):
    for targets, k in (([0, 1], 0), ([0], 1), ([0, 1, 1], 1), ([0, 2], 1), ([-100, 1], 1)):
        with raises(ValueError):
            top_k_accuracy([[1, 2], [2, 1]], targets, k)


def test_beam_search_of_one_is_greedy_and_of_two_is_better(beam_search):
    tree = {(): [0.6, 0.4], (0,): [0.55, 0.45], (1,): [0.9, 0.1]}
    assert_same(beam_search(lambda ids: np.log(tree[ids]), 1, 2), (0, 0))
    assert_same(beam_search(lambda ids: np.log(tree[ids]), 2, 2), (1, 0))  # 0.36 against 0.33


def test_beam_search_keeps_k_in_all(beam_search):
    # With two beginnings the third best, (2,), is dropped, though its continuation would be the best of all.
    tree = {(): [0.4, 0.35, 0.25], (0,): [0.4, 0.3, 0.3], (1,): [0.5, 0.3, 0.2], (2,): [0.98, 0.01, 0.01]}
    assert_same(beam_search(lambda ids: np.log(tree[ids]), 2, 2), (1, 0))  # 0.175 against 0.16
    assert_same(beam_search(lambda ids: np.log(tree[ids]), 3, 2), (2, 0))  # 0.245


def test_beam_search_may_continue_one_beginning_twice(beam_search):
    tree = {(): [0.9, 0.1], (0,): [0.55, 0.45], (1,): [0.6, 0.4], (0, 0): [0.4, 0.6], (0, 1): [0.9, 0.1]}
    # 0.9 * 0.45 * 0.9 = 0.36 against 0.9 * 0.55 * 0.6 = 0.30
    assert_same(beam_search(lambda ids: np.log(tree.get(ids, [0.5, 0.5])), 2, 3), (0, 1, 0))


def test_beam_search_adds_up(beam_search):
    tree = {(): [0.7, 0.3], (0,): [0.6, 0.4], (1,): [0.9, 0.1]}
    assert_same(beam_search(lambda ids: np.log(tree[ids]), 2, 2), (0, 0))  # 0.42 against 0.27


def test_beam_search_drops_what_is_not_among_the_best(beam_search):
    tree = {(): [0.6, 0.4], (0,): [0.51, 0.49], (1,): [0.6, 0.4], (0, 0): [0.55, 0.45], (1, 0): [0.99, 0.01]}
    # after two steps (0, 0) with 0.306 and (0, 1) with 0.294 are left
    assert_same(beam_search(lambda ids: np.log(tree.get(ids, [0.52, 0.48])), 2, 3), (0, 0, 0))


def test_beam_search_of_one_step(beam_search):
    assert_same(beam_search(lambda ids: [-3.0, -1.0, -2.0], 2, 1), (1,))


def test_beam_search_refuses_bad_arguments(beam_search):
    for k, steps in ((0, 2), (2, 0)):
        with raises(ValueError):
            beam_search(lambda ids: [-1.0, -2.0], k, steps)
