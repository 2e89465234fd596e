"""A text of one's own: its tokens, its parts, and what is wrong with it."""

from pathlib import Path

import numpy as np
import pytest

from autograder.world.text import MOST_WORDS, TextError, read_text, windows_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "text.txt"


def test_the_first_nine_tenths_make_the_vocabulary(file: Path) -> None:
    file.write_text("The cat sat. " * 2700 + "a dog ran! " * 300, encoding="utf-8")
    text = read_text(file, "words")
    assert text.vocabulary == ["<unk>", ".", "cat", "sat", "the"]
    assert len(text.train) == 10_800 and len(text.heldout) == 1_200
    assert [text.vocabulary[i] for i in text.train[:5]] == ["the", "cat", "sat", ".", "the"]
    assert set(text.heldout.tolist()) == {0}


def test_characters_stand_as_they_are(file: Path) -> None:
    file.write_text("Öl, no.\n" * 1500, encoding="utf-8")
    text = read_text(file, "characters")
    assert "".join(text.vocabulary[i] for i in text.train[:8]) == "Öl, no.\n"


def test_rare_words_are_unknown(file: Path) -> None:
    words = [f"w{i}" for i in range(MOST_WORDS)]
    file.write_text(" ".join(words * 2 + ["rare"] * 1 + words), encoding="utf-8")
    text = read_text(file, "words")
    assert len(text.vocabulary) == MOST_WORDS + 1 and "rare" not in text.vocabulary
    assert text.train[2 * MOST_WORDS] == 0


def test_targets_are_the_inputs_one_token_later() -> None:
    inputs, targets = windows_of(np.arange(11), 3)
    assert inputs.tolist() == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    assert targets.tolist() == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]


def test_ngram_losses_fall_with_the_order_on_a_text_that_repeats(file: Path) -> None:
    file.write_text("the cat saw the dog and the cow . " * 2000, encoding="utf-8")
    losses = read_text(file, "words").ngram_losses()
    assert losses["uniform"] > losses["unigram"] > losses["bigram"] > losses["trigram"]
    assert losses["4-gram"] < 0.01


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read: No such file"),
        (b"short", "has 1 words: at least 10,000 are needed"),
        (b"\xff\xfe\x00", "is not UTF-8"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused_in_one_line(file: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(TextError, match=message) as error:
        read_text(file, "words")
    assert "\n" not in str(error.value)
