"""A text of one's own as training data: its words or characters become token ids."""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np

from autograder.world.corpus import Ids
from autograder.world.ngrams import ngram_nlls

UNKNOWN = "<unk>"
MOST_WORDS = 4000  # rarer words become <unk>
SHORTEST = 10_000  # tokens; below, there is nothing to learn from
ORDERS = {"uniform": 0, "unigram": 1, "bigram": 2, "trigram": 3, "4-gram": 4}


class TextError(ValueError):
    """The text cannot be trained on; the message says what to do."""


class Text(NamedTuple):
    vocabulary: list[str]
    train: Ids
    heldout: Ids

    def ngram_losses(self) -> dict[str, float]:
        """Mean held-out loss of each n-gram model, in nats per token."""
        size = len(self.vocabulary)
        return {name: float(ngram_nlls(self.train, self.heldout, n, size).mean()) for name, n in ORDERS.items()}


def split_tokens(text: str, tokens: str) -> list[str]:
    """The "characters" of a text as they are, or its "words" in lower case, punctuation by itself.

    Example:
        >>> split_tokens("It sat, didn't it?", "words")
        ['it', 'sat', ',', "didn't", 'it', '?']
    """
    return list(text) if tokens == "characters" else re.findall(r"\w+(?:['’]\w+)*|[^\w\s]", text.lower())


def read_text(file: Path, tokens: str) -> Text:
    """The tokens of a UTF-8 text: the first nine tenths to train on, the last tenth held out.

    The vocabulary is that of the first part; id 0 is ``<unk>``, for what is not in it.

    Raises:
        TextError: the file cannot be read, is not UTF-8, or has fewer than 10,000 tokens.
    """
    try:
        found = split_tokens(file.read_text(encoding="utf-8"), tokens)
    except OSError as error:
        raise TextError(f"{file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise TextError(f"{file} is not UTF-8: save it as UTF-8 and try again") from None
    if len(found) < SHORTEST:
        raise TextError(f"{file} has {len(found):,} {tokens}: at least {SHORTEST:,} are needed")
    cut = len(found) * 9 // 10
    frequent = Counter(found[:cut]).most_common(MOST_WORDS)
    vocabulary = [UNKNOWN, *sorted(token for token, _ in frequent)]
    ids = {token: i for i, token in enumerate(vocabulary)}
    stream = np.array([ids.get(token, 0) for token in found], dtype=np.int32)
    return Text(vocabulary, stream[:cut], stream[cut:])


def windows_of(stream: Ids, length: int) -> tuple[Ids, Ids]:
    """Inputs and targets of shape (N, length): the stream in pieces, the targets one token later."""
    count = (len(stream) - 1) // length
    return stream[: count * length].reshape(count, length), stream[1 : count * length + 1].reshape(count, length)
