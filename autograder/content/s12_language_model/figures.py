"""Section 12 reproduces the figures that its lesson is built on, and its functions obey their laws."""

import importlib
import math
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.content.lessons import part
from autograder.workbook.workbook import this_workbook
from autograder.world import transformer
from autograder.world.data import load

s12: Any = importlib.import_module("solutions.s12_language_model")

LESSON = part("s12_language_model", "language model's probability chain")
few = settings(max_examples=30, derandomize=True, deadline=None)

# One step by hand


def chain(*, eps_inside: bool, shared_frequencies: bool) -> dict[str, Any]:
    """The step of the lesson in bare numpy, with the old generator, and with two slips that one meets."""
    rng = np.random.RandomState(7)
    d, size = 8, 16
    embedding = rng.normal(0, 0.02, (size, d))
    exponents = [2 * (i // 2) if i % 2 or shared_frequencies else 2 * i for i in range(d)]
    angles = np.arange(2)[:, None] / 10000 ** (np.array(exponents) / d)
    x = embedding[[0, 2]] + np.where(np.arange(d) % 2, np.cos(angles), np.sin(angles))
    centred = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt(x.var(axis=-1, keepdims=True) + 1e-5) if eps_inside else x.std(axis=-1, keepdims=True) + 1e-5
    q, k, v = (centred / spread @ rng.normal(0, 0.02, (d, d)) for _ in range(3))
    scores = np.exp(q @ k.T / np.sqrt(d))
    attention = scores / scores.sum(axis=-1, keepdims=True)
    odds = np.exp((attention @ v)[-1] @ rng.normal(0, 0.02, (d, size)) / 0.8)
    probs = odds / odds.sum()
    token = int(rng.choice(size, p=probs))
    return {"attention": attention, "probs": probs, "token": token}


def test_the_step_by_hand_is_printed_as_it_is() -> None:
    step = chain(eps_inside=True, shared_frequencies=True)
    spread = -float(np.sum(step["probs"] * np.log(step["probs"])))
    for line in (
        f"attention of 'the'  {step['attention'][0].round(4)}",
        f"attention of 'cat'  {step['attention'][1].round(4)}",
        f"entropy             {spread:.4f} nats",
        f"perplexity          {math.exp(spread):.4f}",
        f"loss                {-math.log(step['probs'][step['token']]):.4f} nats",
        "P(by)                0.0629",
        "P(a)                 0.0629",
        "drawn               by",
    ):
        assert line in LESSON.printed
    assert "[0.4985 0.5015]" in LESSON.printed and "2.7726 nats" in LESSON.printed and "15.9999" in LESSON.printed
    assert f"{math.log(16):.4f} {step['probs'].max():.4f}" == "2.7726 0.0629"
    assert np.abs(step["attention"] - 0.5).max() < 0.0016
    assert step["token"] == step["probs"].argmax()


def test_what_the_two_slips_change() -> None:
    right = chain(eps_inside=True, shared_frequencies=True)
    slip = chain(eps_inside=False, shared_frequencies=False)
    moved = [f"{np.abs(right[name] - slip[name]).max():.5f}" for name in ("attention", "probs")]
    assert moved == ["0.00003", "0.00001"]
    assert slip["token"] == right["token"]
    assert printed_of(slip) == printed_of(right)
    order = [np.argsort(-step["probs"])[:6].tolist() for step in (right, slip)]
    assert order == [[7, 1, 8, 11, 4, 15], [7, 1, 11, 8, 4, 15]]  # 8 is mat, 11 slowly


def printed_of(step: dict[str, Any]) -> list[str]:
    """All numbers that the lesson prints of a step."""
    probs = step["probs"]
    spread = -float(np.sum(probs * np.log(probs)))
    numbers = [*step["attention"].ravel(), spread, math.exp(spread), -math.log(probs[step["token"]])]
    return [f"{number:.4f}" for number in (*numbers, *np.sort(probs)[:-7:-1])]


def test_worked_numbers() -> None:
    assert s12.sinusoidal_positions(2, 4).round(4).tolist() == [[0.0, 1.0, 0.0, 1.0], [0.8415, 0.5403, 0.01, 1.0]]
    assert s12.embed([2, 0], [[0, 1], [2, 3], [4, 5]], [[10, 20], [30, 40]]).tolist() == [[14.0, 25.0], [30.0, 41.0]]
    assert f"{2 * math.pi:.2f} {2 * math.pi * 10000 ** (510 / 512):,.0f}" == "6.28 60,611"
    assert 50257 - 100 == 50157
    assert round(math.log(50257), 2) == 10.82 and round(1 / math.log(2), 4) == 1.4427
    assert pytest.approx(0.33) == 0.6 * 0.55 and pytest.approx(0.36) == 0.4 * 0.9


# Laws


@few
@given(st.integers(2, 40), st.integers(1, 8), st.integers(0, 1000))
def test_positions_have_one_length_and_know_distances_alone(n: int, pairs: int, seed: int) -> None:
    rows = s12.sinusoidal_positions(n, 2 * pairs)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), math.sqrt(pairs), rtol=1e-12)
    apart = seed % n
    np.testing.assert_allclose(np.diagonal(rows @ rows.T, apart), rows[0] @ rows[apart], atol=1e-9)


@few
@given(st.integers(0, 10**6))
def test_the_future_does_not_change_the_past(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, matrices = rng.normal(size=(6, 4)), [rng.normal(size=(4, 3)) for _ in range(3)]
    before, _ = s12.attention_head(x, *matrices, s12.causal_mask(6))
    x[4:] = rng.normal(size=(2, 4))
    after, _ = s12.attention_head(x, *matrices, s12.causal_mask(6))
    np.testing.assert_array_equal(before[:4], after[:4])


@few
@given(st.integers(0, 10**6), st.integers(2, 9))
def test_the_loss_at_a_place_ignores_later_ids(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    logits, ids = rng.normal(size=(size, 5)), rng.integers(0, 5, size=size)
    losses = [s12.language_model_loss(logits[: t + 1], ids[: t + 1]) * t for t in range(1, size)]
    assert np.all(np.diff(losses) >= -1e-12)
    assert s12.language_model_loss(np.zeros((size, 5)), ids) == pytest.approx(math.log(5))


@few
@given(st.integers(0, 30), st.integers(1, 5), st.integers(0, 10**6))
def test_writing_adds_at_most_so_many_and_can_be_repeated(most: int, size: int, seed: int) -> None:
    def written() -> list[int]:
        rng = np.random.default_rng(seed)
        return list(s12.generate(lambda ids: int(rng.integers(0, 6)), prompt, most, 5))

    prompt = list(range(size))
    text = written()
    assert text[:size] == prompt and len(text) <= size + most and text == written()


# The little world

WORLD = part("s12_language_model")


def test_own_functions_are_found_and_wrong_or_missing_ones_replaced_and_named(tmp_path: Path) -> None:
    """The lesson beside modules in which all is written, but for one wrong function and one section."""
    workbook = this_workbook()
    for path in workbook.solutions.glob("s*.py"):
        shutil.copy(path, tmp_path)
    shutil.copytree(workbook.assignments / "data", tmp_path / "data")
    with (tmp_path / "s03_moments.py").open("a", encoding="utf-8") as module:
        module.write("\n\ndef layer_norm(x, gamma, beta, eps=1e-5):\n    return x\n")
    (tmp_path / "s07_normal.py").unlink()
    printed = run(tmp_path)
    assert "layer_norm                    s03_moments               SHIPPED, since yours: another result" in printed
    assert "gelu                          s07_normal                SHIPPED, since yours: no file beside" in printed
    assert printed.count("SHIPPED") == 2 and "MISSING" not in printed
    assert (
        printed.count("s02_distributions         yours") == 2 and printed.count("this section              yours") == 7
    )
    assert "the model: yours" in printed and "written by your functions alone" in printed
    assert "loss 0.7161 nats" in printed


def test_who_has_written_nothing_reaches_the_end_and_is_told_what_is_missing(tmp_path: Path) -> None:
    shutil.copytree(this_workbook().assignments, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.ipynb"))
    source = (tmp_path / "s12_language_model.py").read_text(encoding="utf-8")
    # Only the last part: the plots of exercises that are not written stop a module, and not a notebook.
    head, tail = source.split("# ## In the little world", 1)
    given_cells = head.replace('if __name__ == "__main__":', "if False:")
    (tmp_path / "s12_language_model.py").write_text(given_cells + "# ## In the little world" + tail, encoding="utf-8")
    printed = run(tmp_path)
    assert printed.count("SHIPPED, since yours: not written yet") == 9
    assert printed.count("MISSING: not written yet") == 7
    assert "the SHIPPED model, for want of embed, attention_head, unembed" in printed
    assert "the SHIPPED writer, for want of crop_context, next_token_probs, generate" in printed
    assert "loss 0.7161 nats" in printed and "(SHIPPED loss)" in printed and "he was happy and" in printed


def run(folder: Path) -> str:
    """What the module of section 12 prints when a reader runs it there."""
    command = [sys.executable, "s12_language_model.py"]
    environment = {"MPLBACKEND": "Agg", "PATH": "", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_model_agrees_with_shipped_logits_and_log() -> None:
    assert "differ by at most 1e-14" in WORLD.printed
    assert "loss 0.7161 nats, perplexity 2.0465" in WORLD.printed
    assert "log  0.7161 nats, perplexity 2.0465" in WORLD.printed
    assert transformer.parameter_count(model_weights()) == 110016
    reference = load("reference")
    logits = WORLD.names["transformer"](reference["ids"], WORLD.names["weights"])
    np.testing.assert_allclose(logits, reference["logits"], atol=1e-5)


def model_weights() -> transformer.Weights:
    return {name: array for name, array in load("weights").items() if name != "vocabulary"}


def test_the_second_story_is_as_told() -> None:
    assert "he slept in the sty and dreamed of the bone" in WORLD.printed


def test_where_the_model_is_wrong() -> None:
    assert "3497 words: 0.0065 nats above the truth, half below 0.0011" in WORLD.printed
    assert "the 46 words after 'and' make 23% of it" in WORLD.printed
    assert "18 of them join two feelings: 0.29 nats each; the other 28 are 'and dreamed': 0.00" in WORLD.printed
    assert WORLD.printed.rstrip().endswith("he was happy and")
    assert round(3497 / 18) == 194
    names = WORLD.names
    assert names["after"]["and"].mean() == pytest.approx(0.11, abs=0.005)
    assert sorted(values.mean() for values in names["after"].values())[-2] < 0.025
    happy = list(names["vocabulary"]).index("happy")
    assert names["truth"][names["place"], happy] == 0 and round(names["probs"][names["place"], happy], 2) == 0.30
    assert names["probs"][names["place"]].argmax() == happy


def test_who_is_right_more_often() -> None:
    told = load("truth")
    ids, rows = told["ids"].astype(int), np.arange(len(told["ids"]))
    model, truth = WORLD.names["probs"], WORLD.names["truth"]
    right = [int((table.argmax(axis=1) == ids).sum()) for table in (model, truth)]
    assert right[0] - right[1] == 8
    assert [f"{100 * count / 3497:.1f}" for count in right] == ["71.1", "70.9"]
    losses = [-np.log(table[rows, ids]).mean() for table in (model, truth)]
    assert [f"{loss:.4f}" for loss in losses] == ["0.7125", "0.7063"]
    assert f"{losses[0] - losses[1]:.4f}" == "0.0062"
    pick, likely = truth.argmax(axis=1), truth.max(axis=1)
    apart = model.argmax(axis=1) != pick
    ties = np.isclose(truth, likely[:, None]).sum(axis=1) > 1
    assert ties[apart].mean() > 0.9  # it is luck whose pick was drawn


def test_two_word_counts_cannot_say_where_the_pig_sleeps() -> None:
    """After "in the" a sty is rare in the corpus."""
    stories = load("stories")
    ids, vocabulary = stories["train"].astype(int), list(stories["vocabulary"])
    here = (ids[:-2] == vocabulary.index("in")) & (ids[1:-1] == vocabulary.index("the"))
    followers = np.bincount(ids[2:][here], minlength=len(vocabulary)) / here.sum()
    assert followers[vocabulary.index("sty")] < 0.2


def test_titles_say_what_is_seen() -> None:
    for title in (
        "A clock with 16 hands, fast ones on top",
        "Near places look alike, wherever they are",
        "It looks at both alike",
        "An untrained model knows that it knows nothing",
        "Heat spreads one and the same knowledge over more words",
        "It goes wrong after 'and'",
        "he was happy and ... happy, says the model",
    ):
        assert title in LESSON.titles


def test_the_summary_has_a_row_for_each_concept_and_names_that_exist() -> None:
    rows = [re.search(r"\| `(\w+)`, (\d+) \|$", line) for line in table_rows()]
    named = [(row[1], int(row[2])) for row in rows if row]
    assert len(named) == 19
    sections = {section.number: section for section in this_workbook().sections}
    assert [name for name, number in named if name not in sections[number].exercises] == []
    for number in range(1, 12):
        assert f"[{number}]({sections[number].name}.ipynb)" in LESSON.text


def table_rows() -> list[str]:
    text = (this_workbook().solutions / "s12_language_model.py").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("# | ")]
