"""12.8 `generate`: criteria, known mistakes, other right answers."""

import numpy as np

from autograder.content import alternative, assert_same, assert_unchanged, criterion, mistakes_of, raises
from solutions.s12_language_model import generate

# Criteria


def _successor(ids):
    return (ids[-1] * 3 + 1) % 17


@criterion(core=True)
def test_appends_one_id_after_the_other(generate, reference, rng):
    for size, most in ((1, 4), (3, 2)):
        prompt = rng.integers(0, 17, size=size).tolist()
        expected = reference.generate(_successor, prompt, most)
        assert_same(generate(_successor, prompt, most), expected)


@criterion(core=True)
def test_shows_the_whole_text_to_the_step(generate, reference, rng):
    prompt = rng.integers(1, 50, size=4).tolist()
    expected = reference.generate(lambda ids: sum(ids) % 97, prompt, 2)
    assert_same(generate(lambda ids: sum(ids) % 97, prompt, 2), expected)
    assert_same(generate(lambda ids: len(ids), prompt, 2), [*prompt, 4, 5])


@criterion(core=True)
def test_stops_after_the_end_token(generate, rng):
    start = int(rng.integers(100, 9999))
    assert_same(generate(lambda ids: ids[-1] - 1, [start], 20, start - 3), [start - i for i in range(4)])
    assert_same(generate(lambda ids: ids[-1] - 1, [start], 20, eos=start - 1), [start, start - 1])


@criterion()
def test_is_not_stopped_by_an_end_token_in_the_prompt(generate):
    assert_same(generate(lambda ids: (ids[-1] + 1) % 4, [0], 9, 0), [0, 1, 2, 3, 0])
    assert_same(generate(lambda ids: (ids[-1] + 1) % 4, [0, 2], 9, 0), [0, 2, 3, 0])


@criterion()
def test_writes_at_most_so_many(generate):
    assert_same(generate(lambda ids: 7, [1, 2, 3], 2, eos=9), [1, 2, 3, 7, 7])
    assert_same(generate(lambda ids: 7, [1, 2, 3], 0, eos=3), [1, 2, 3])


@criterion()
def test_without_an_end_token_goes_on(generate):
    assert_same(generate(lambda ids: 0, [5], 2), [5, 0, 0])


@criterion()
def test_takes_an_array(generate):
    assert_same(generate(lambda ids: ids[-1] + 1, np.array([4, 5]), 1), [4, 5, 6])


@criterion()
def test_refuses_a_negative_number(generate):
    for most in (-1, -5):
        with raises(ValueError):
            generate(lambda ids: 1, [0], most)


@criterion()
def test_leaves_the_prompt_unchanged(generate):
    assert_unchanged(generate, _successor, [3, 4], 2)


# Known mistakes


def _next(ids):
    return (ids[-1] + 1) % 4


mistake = mistakes_of(generate, example=(_next, [0], 3))

APPEND = "ids.append(int(step(list(ids))))"
END = "if ids[-1] == eos:"
LOOP = "for _ in range(max_new):"

generate_without_an_end = mistake.change(
    END, "if False:", "The end token does not end the text.", example=(_next, [0], 6, 3)
)
generate_from_the_prompt_alone = mistake.change(
    APPEND,
    "ids.append(int(step([int(token) for token in prompt])))",
    "The step reads the prompt each time. It reads the whole text so far.",
)
generate_from_the_last_token_alone = mistake.change(
    APPEND,
    "ids.append(int(step(ids[-1:])))",
    "The step reads the last token alone. It reads the whole text so far.",
    example=(len, [7, 7], 3),
)
generate_from_the_new_tokens_alone = mistake.change(
    APPEND,
    "ids.append(int(step(ids[len(prompt) :] or list(ids))))",
    "The step reads only what was written. It reads the prompt, too.",
    example=(len, [7, 7], 3),
)
generate_stopped_by_the_prompt = mistake.change(
    f"        {APPEND}\n        {END}\n            break\n",
    f"        {END}\n            break\n        {APPEND}\n",
    "An end token at the end of the prompt stops everything. Only one that was written ends the text.",
    example=(_next, [0], 6, 0),
)
generate_stopped_by_any_end = mistake.change(
    END,
    "if eos in ids:",
    "An end token anywhere in the text ends it, also one of the prompt. Look at the new id.",
    example=(_next, [0, 1], 6, 0),
)
generate_while_no_end_is_in_the_text = mistake.change(
    f"        {APPEND}\n        {END}\n            break\n",
    f"        if eos in ids:\n            break\n        {APPEND}\n",
    "The whole text is searched for an end token before each step, so that one in the prompt ends it. Look at the new id.",
    example=(_next, [0, 1], 6, 0),
)
generate_of_new_ids_alone = mistake.change(
    "    return ids", "    return ids[len(prompt) :]", "Only the new ids are returned. The prompt comes first."
)
generate_of_so_many_in_all = mistake.change(
    LOOP,
    "for _ in range(max_new - len(prompt)):",
    "max_new is taken for the length of the whole text. It counts the new ids.",
    example=(_next, [0, 1], 3),
)
generate_one_too_many = mistake.change(LOOP, "for _ in range(max_new + 1):", "One id too many is written.")
generate_one_too_few = mistake.change(LOOP, "for _ in range(max_new - 1):", "One id too few is written.")
generate_in_front = mistake.change(
    APPEND, "ids.insert(0, int(step(list(ids))))", "New ids are put in front. Append them.", example=(len, [7, 8], 2)
)
generate_of_negative_numbers = mistake.change(
    "if max_new < 0:", "if False:", "A negative max_new is accepted. Raise ValueError.", example=(_next, [0], -1)
)
generate_at_least_one = mistake.change(
    LOOP, "for _ in range(max(max_new, 1)):", "One id is written even if max_new is 0.", example=(_next, [0], 0)
)
generate_without_an_end_at_zero = mistake.change(
    END,
    "if eos and ids[-1] == eos:",
    "The end token 0 is not noticed: 0 counts as false. Compare the id itself.",
    example=(_next, [1], 9, 0),
)


@mistake("The end token is dropped. It is part of the text.", example=(_next, [0], 6, 3))
def generate_without_the_end_token(step, prompt, max_new, eos=None):
    ids = generate(step, prompt, max_new, eos)
    return ids[:-1] if len(ids) > len(prompt) and ids[-1] == eos else ids


@mistake("The result is right, but the caller's prompt grew. Copy it first.")
def generate_in_place(step, prompt, max_new, eos=None):
    ids = generate(step, prompt, max_new, eos)
    if isinstance(prompt, list):
        prompt[:] = ids
    return ids


@mistake("The result is an array. A list of ints is wanted.")
def generate_as_an_array(step, prompt, max_new, eos=None):
    return np.array(generate(step, prompt, max_new, eos))


@mistake("The text is filled up after its end. It ends with the end token.", example=(_next, [0], 6, 3))
def generate_filled_up(step, prompt, max_new, eos=None):
    ids = generate(step, prompt, max_new, eos)
    return ids + [eos] * (len(prompt) + max_new - len(ids))


generate_stopped_at_zero = mistake.change(
    END,
    "if ids[-1] == (eos or 0):",
    "Without an end token the text ends at 0. With eos=None nothing ends it but max_new.",
    example=(_next, [1], 6),
)
generate_refusing_zero = mistake.change(
    "if max_new < 0:",
    "if max_new < 1:",
    "max_new 0 is refused. It is allowed: the prompt comes back as it is.",
    example=(_next, [0, 2], 0),
)
generate_one_id_too_late = mistake.change(
    END,
    "if len(ids) > len(prompt) + 1 and ids[-2] == eos:",
    "One more id is written after the end token. Look at the new id, as soon as it is added.",
    example=(_next, [0], 6, 2),
)
generate_of_the_last_id = mistake.change(
    "    return ids",
    "    return ids[-1]",
    "Only the last id is returned. The prompt and all that was written are wanted.",
)
generate_from_the_first_id = mistake.change(
    "ids = [int(token) for token in prompt]",
    "ids = [int(token) for token in prompt[:1]]",
    "Only the first id of the prompt is read. The text begins with all of it.",
    example=(len, [7, 8], 2),
)
generate_from_the_last_id = mistake.change(
    "ids = [int(token) for token in prompt]",
    "ids = [int(token) for token in prompt[-1:]]",
    "Only the last id of the prompt is kept. The text begins with all of it.",
    example=(len, [7, 8], 2),
)
generate_of_one_id = mistake.change(
    "            break\n",
    "            break\n        return ids\n",
    "Only one id is written: the loop returns in its first round. Return after the loop.",
)
generate_from_a_window = mistake.change(
    APPEND,
    "ids.append(int(step(ids[-max_new:])))",
    "The step reads the last max_new ids alone. It reads the whole text so far.",
    example=(len, [7, 8, 9], 2),
)
generate_backwards = mistake.change(
    APPEND,
    "ids.append(int(step(ids[::-1])))",
    "The step reads the text backwards. It gets it as it stands.",
    example=(_next, [0, 2], 3),
)
generate_not_stopped_by_what_is_in_the_prompt = mistake.change(
    END,
    "if ids[-1] == eos and eos not in prompt:",
    "An end token that stands in the prompt no longer ends the text. One that is written always does.",
    example=(_next, [0, 1], 6, 0),
)
generate_stopped_from_the_end_on = mistake.change(
    END,
    "if eos is not None and ids[-1] >= eos:",
    "Any id that is not below eos ends the text. Only eos itself does.",
    example=(len, [7, 7, 7], 4, 2),
)
generate_stopped_by_a_repetition = mistake.change(
    END,
    "if ids[-1] in ids[:-1]:",
    "The text ends as soon as an id comes again. Only eos ends it.",
    example=(_next, [0], 6, 9),
)


@mistake(
    "An end token is added where none was written. The text just ends after max_new ids.", example=(_next, [0], 2, 9)
)
def generate_with_an_end_added(step, prompt, max_new, eos=None):
    ids = generate(step, prompt, max_new, eos)
    return ids if eos is None or (len(ids) > len(prompt) and ids[-1] == eos) else [*ids, eos]


@mistake("The result is a tuple. A list of ints is wanted.")
def generate_as_a_tuple(step, prompt, max_new, eos=None):
    return tuple(generate(step, prompt, max_new, eos))


# Other right answers


@alternative
def generate_with_while(step, prompt, max_new, eos=None):
    if max_new < 0:
        raise ValueError("max_new")
    text, written = list(map(int, prompt)), 0
    while written < max_new:
        token = int(step(text.copy()))
        text.append(token)
        written += 1
        if eos is not None and token == eos:
            return text
    return text


@alternative
def generate_with_recursion(step, prompt, max_new, eos=None):
    if max_new < 0:
        raise ValueError("max_new")
    text = np.asarray(prompt, dtype=int).tolist()
    if max_new == 0:
        return text
    token = int(step(text))
    longer = [*text, token]
    return longer if token == eos else generate_with_recursion(step, longer, max_new - 1, eos)


@alternative
def generate_with_a_new_list_each_time(step, prompt, max_new, eos=None):
    if not max_new >= 0:
        raise ValueError("max_new")
    text = [int(token) for token in prompt]
    for _ in range(max_new):
        text = [*text, int(step(text))]
        if text[-1] == eos:
            break
    return text
