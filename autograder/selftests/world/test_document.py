"""The figures of docs/world.md that need no training."""

import numpy as np
import pytest

from autograder.workbook.workbook import ROOT
from autograder.world.corpus import decode, encode, pad, split_stories
from autograder.world.data import load, load_weights
from autograder.world.transformer import Array, token_nlls
from autograder.world.truth import true_nlls


@pytest.fixture(scope="module")
def document() -> str:
    return " ".join((ROOT / "docs" / "world.md").read_text(encoding="utf-8").split())


def cosine(embedding: Array, pair: tuple[str, str]) -> float:
    a, b = embedding[encode(pair)]
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def test_embeddings_of_like_words_come_to_lie_together(document: str) -> None:
    pairs = (("cat", "dog"), ("mia", "lena"), ("happy", "glad"), ("cat", "ran"))
    end, start = (load_weights(name)["token_embedding"] for name in ("weights", "weights_start"))
    stated = ", ".join(f"{a} and {b} {cosine(end, (a, b)):.2f}" for a, b in pairs)
    assert f"Cosines of embeddings: {stated}; all within 0.2 of 0 at the start." in document
    assert all(abs(cosine(start, pair)) < 0.2 for pair in pairs)


def test_the_first_principal_component_of_the_embeddings(document: str) -> None:
    shares = []
    for name in ("weights", "weights_start"):
        variances = np.linalg.eigvalsh(np.cov(load_weights(name)["token_embedding"].T))
        shares.append(f"{100 * variances[-1] / variances.sum():.1f}")
    assert f"First principal component {shares[0]} % of the variance ({shares[1]} % at the start)." in document


def test_standard_errors_of_the_held_out_loss_and_how_many_stories_tell_two_models_apart(document: str) -> None:
    stories = split_stories(load("stories")["heldout"])
    model = token_nlls(*pad(stories), load_weights())
    truth = true_nlls(decode(np.concatenate(stories)).split())
    lengths = np.array([len(story) for story in stories])
    tokens, places = lengths.sum(), np.cumsum(lengths)[:-1]

    def of_a_mean(losses: Array) -> float:
        """Standard deviation that one story's share has in the mean loss, stories being independent."""
        sums = np.array([part.sum() for part in np.split(losses, places)])
        return float((sums - losses.mean() * lengths).std(ddof=1) / lengths.mean())

    by_token, by_story = model.std(ddof=1) / np.sqrt(tokens), of_a_mean(model) / np.sqrt(len(stories))
    assert f"{by_token:.4f} if tokens are taken for independent, {by_story:.4f} if stories are" in document
    gap = (model - truth).mean()
    same = (2 * of_a_mean(model - truth) / gap) ** 2
    different = 4 * (of_a_mean(model) ** 2 + of_a_mean(truth) ** 2) / gap**2
    stated = (
        f"about {same:.0f} stories if both are judged on the same ones, about {50 * round(different / 50):,} each if"
    )
    assert stated in document
