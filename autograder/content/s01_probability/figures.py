"""Section 1 reproduces the figures that its lesson is built on, and obeys the rules of probability."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import special

from autograder.content.lessons import part
from autograder.world.automaton import ANIMALS
from autograder.world.corpus import decode, encode, split_stories
from autograder.world.data import load
from autograder.world.truth import true_nlls

s01: Any = importlib.import_module("solutions.s01_probability")

VOCABULARY = ["the", "cat", "sat", "on", "mat", "dog", "ran", "away"]
COUNTS = [120, 45, 30, 80, 25, 40, 20, 15]
THE_CAT_SAT = [0.32, 0.15, 0.40]

few = settings(max_examples=30, derandomize=True, deadline=None)


def test_token_probabilities_from_counts() -> None:
    p = s01.normalize(COUNTS)
    assert [f"{x:.4f}" for x in p] == ["0.3200", "0.1200", "0.0800", "0.2133", "0.0667", "0.1067", "0.0533", "0.0400"]
    assert f"{p.sum():.6f}" == "1.000000"


def test_probability_of_the_or_cat_and_of_another_token() -> None:
    p = dict(zip(VOCABULARY, s01.normalize(COUNTS), strict=True))
    assert f"{s01.union_probability(p['the'], p['cat'], 0):.4f}" == "0.4400"
    assert f"{s01.complement(p['the']):.4f}" == "0.6800"


def test_probability_of_the_cat_and_of_the_cat_sat() -> None:
    assert f"{s01.joint_probability(0.32, 0.15):.4f}" == "0.0480"
    assert f"{s01.sequence_probability(THE_CAT_SAT):.6f}" == "0.019200"


def test_softmax_of_the_logarithms_of_counts_gives_their_frequencies() -> None:
    assert np.allclose(special.softmax(np.log(COUNTS)), s01.normalize(COUNTS), rtol=1e-12)
    assert special.softmax(COUNTS)[0] > 1 - 1e-15  # applied to the counts themselves it gives all to one token


@pytest.mark.parametrize(("factor", "tokens"), [(0.1, 324), (0.05, 249)])
def test_length_at_which_the_product_underflows(factor: float, tokens: int) -> None:
    assert s01.sequence_probability([factor] * (tokens - 1)) > 0
    assert s01.sequence_probability([factor] * tokens) == 0
    assert math.isclose(s01.sequence_log_prob([factor] * tokens), tokens * math.log(factor))


def test_log_probability_of_400_tokens() -> None:
    assert f"{s01.sequence_log_prob([0.1] * 400):.2f}" == "-921.03"


@pytest.mark.parametrize("size", [1, 7])
def test_a_sum_out_of_the_range_of_floats_does_no_harm(size: int) -> None:
    weights = np.full(size, 1.7e308)
    assert np.allclose(s01.normalize(weights), 1 / size)
    assert np.allclose(s01.conditional_distribution([weights, np.ones(size)]), 1 / size)


def test_worked_numbers_of_the_lesson() -> None:
    assert f"{s01.union_probability(1 / 2, 1 / 2, 1 / 6):.4f}" == f"{5 / 6:.4f}"
    assert f"{s01.joint_probability(4 / 52, 3 / 51):.4f}" == "0.0045"
    assert f"{s01.sequence_probability([s01.complement(0.2)] * 10):.3f}" == "0.107"
    assert f"{s01.sequence_probability([0.5] * 100):.0e}" == "8e-31"
    joint = [[0.1, 0.2, 0.1], [0.2, 0.3, 0.1]]
    assert np.allclose(s01.marginal(joint, 1), [0.4, 0.6]) and np.allclose(s01.marginal(joint, 0), [0.3, 0.5, 0.2])


@pytest.mark.parametrize("seed", range(5))
def test_a_frequency_lies_within_five_typical_errors(seed: int) -> None:
    p, n = 1 / 6, 5000

    def seven(rng: np.random.Generator) -> bool:
        return bool(rng.integers(1, 7, size=2).sum() == 7)

    estimate = s01.monte_carlo_probability(seven, n, np.random.default_rng(seed))
    assert abs(estimate - p) < 5 * math.sqrt(p * (1 - p) / n)


def tables(rows: int, columns: int) -> st.SearchStrategy[NDArray[np.float64]]:
    """Joint distributions of this shape, many of them with cells of 0."""
    cell = st.one_of(st.just(0.0), st.floats(0.01, 1.0))
    cells = st.lists(cell, min_size=rows * columns, max_size=rows * columns).filter(any)
    return cells.map(lambda weights: s01.normalize(weights).reshape(rows, columns))


probabilities = st.floats(0, 1)
shapes = st.tuples(st.integers(1, 5), st.integers(1, 5))
joints = shapes.flatmap(lambda shape: tables(*shape))
weight_lists = st.lists(st.floats(0, 1e6), min_size=1, max_size=9).filter(lambda weights: sum(weights) > 1e-6)


@few
@given(weight_lists)
def test_normalised_weights_sum_to_1_and_stay_so(weights: list[float]) -> None:
    p = s01.normalize(weights)
    assert math.isclose(p.sum(), 1)
    assert np.allclose(s01.normalize(p), p, rtol=1e-12, atol=0)


@few
@given(weight_lists, st.randoms(use_true_random=False))
def test_relabelling_the_outcomes_permutes_the_probabilities(weights: list[float], random: Any) -> None:
    order = list(range(len(weights)))
    random.shuffle(order)
    relabelled = s01.normalize([weights[i] for i in order])
    assert np.allclose(relabelled, s01.normalize(weights)[order], rtol=1e-12, atol=0)


@few
@given(joints, st.randoms(use_true_random=False))
def test_relabelling_rows_permutes_the_conditional_distributions(joint: NDArray[np.float64], random: Any) -> None:
    order = list(range(len(joint)))
    random.shuffle(order)
    assert np.array_equal(s01.conditional_distribution(joint[order]), s01.conditional_distribution(joint)[order])
    assert s01.is_independent(joint[order]) == s01.is_independent(joint)


@few
@given(joints)
def test_rows_of_a_conditional_distribution_sum_to_1_or_are_zero(joint: NDArray[np.float64]) -> None:
    sums = s01.conditional_distribution(joint).sum(axis=1)
    assert np.allclose(sums, joint.any(axis=1), rtol=1e-12)


@few
@given(joints)
def test_a_joint_probability_is_conditional_times_marginal_both_ways(joint: NDArray[np.float64]) -> None:
    of_x, of_y = s01.marginal(joint, 1), s01.marginal(joint, 0)
    y_given_x, x_given_y = s01.conditional_distribution(joint), s01.conditional_distribution(joint.T)
    for (i, j), p in np.ndenumerate(joint):
        assert math.isclose(s01.joint_probability(of_x[i], y_given_x[i, j]), p, abs_tol=1e-15)
        assert math.isclose(s01.joint_probability(of_y[j], x_given_y[j, i]), p, abs_tol=1e-15)


@few
@given(joints)
def test_marginals_sum_to_1_and_make_an_independent_table(joint: NDArray[np.float64]) -> None:
    of_x, of_y = s01.marginal(joint, 1), s01.marginal(joint, 0)
    assert math.isclose(of_x.sum(), 1) and math.isclose(of_y.sum(), 1)
    assert s01.is_independent(np.outer(of_x, of_y))


@few
@given(joints)
def test_independent_means_that_all_conditional_distributions_are_the_same(joint: NDArray[np.float64]) -> None:
    rows = s01.conditional_distribution(joint)[joint.any(axis=1)]
    same = np.allclose(rows, s01.marginal(joint, 0), rtol=0, atol=1e-6)
    assert s01.is_independent(joint, tol=1e-6) or not same


@few
@given(tables(2, 2))
def test_de_morgan_neither_is_the_complement_of_one_or_the_other(joint: NDArray[np.float64]) -> None:
    both, only_a, only_b, neither = joint.ravel()
    union = s01.union_probability(both + only_a, both + only_b, both)
    assert math.isclose(s01.complement(union), neither, abs_tol=1e-12)


@few
@given(st.lists(probabilities, max_size=12), st.integers(0, 12))
def test_the_chain_rule_holds_wherever_the_sequence_is_cut(conditionals: list[float], cut: int) -> None:
    start, rest = s01.sequence_probability(conditionals[:cut]), s01.sequence_probability(conditionals[cut:])
    assert math.isclose(s01.sequence_probability(conditionals), s01.joint_probability(start, rest), abs_tol=1e-300)
    logs = s01.sequence_log_prob(conditionals[:cut]) + s01.sequence_log_prob(conditionals[cut:])
    assert math.isclose(s01.sequence_log_prob(conditionals), logs, abs_tol=1e-12)


@few
@given(st.lists(st.floats(1e-6, 1), max_size=12))
def test_the_log_probability_is_the_logarithm_of_the_probability(conditionals: list[float]) -> None:
    logarithm = math.log(s01.sequence_probability(conditionals))
    assert math.isclose(s01.sequence_log_prob(conditionals), logarithm, abs_tol=1e-12)


@few
@given(probabilities)
def test_the_complement_of_the_complement_is_the_event(p: float) -> None:
    assert math.isclose(s01.complement(s01.complement(p)), p, abs_tol=1e-15)


LITTLE_WORLD = part("s01_probability")
LESSON = part("s01_probability", "1. Probability fundamentals")


def test_the_story_that_the_section_opens_with_is_new() -> None:
    stories = load("stories")
    fox = split_stories(stories["heldout"])[0].tolist()
    assert (
        decode(fox) in LESSON.text and "not one of the 20,000 begins with even the same 13 words" in LESSON.text.lower()
    )
    assert not any(story.tolist()[:13] == fox[:13] for story in split_stories(stories["train"]))


def test_what_the_plots_say() -> None:
    assert "After 323 tokens the product is lost, the sum is not" in LESSON.titles
    rows = [line for line in LESSON.printed.splitlines() if "root mean square" in line]
    errors = [float(row.split("off by ")[1].split()[0]) for row in rows]
    assert len(rows) == 3 and all(
        0.6 < off / (0.5 / math.sqrt(n)) < 1.4 for off, n in zip(errors, (10, 100, 1000), strict=True)
    )


def test_what_the_tables_say() -> None:
    told = " ".join(LESSON.printed.split())
    assert "P(X): [0.6 0.4], sum 1.00 P(Y): [0.4 0.4 0.2], sum 1.00" in told
    assert "[[0.5 0.33 0.17] [0.2 0.6 0.2 ] [0.2 0.1 0.7 ]]" in told
    square = [[0, 1 / 3], [1 / 3, 0], [0, 1 / 3]]  # X is -1, 0 or 1, and Y = X**2
    assert s01.marginal(square, 1)[1] * s01.marginal(square, 0)[0] == pytest.approx(1 / 9)
    assert not s01.is_independent(square) and square[1][0] == 1 / 3


def test_numbers_of_the_questions() -> None:
    assert f"{0.98**50:.2f} {0.9**50:.3f}" == "0.36 0.005"
    assert f"{1 - s01.sequence_probability([0.8] * 10):.3f}" == "0.893"
    assert len(str(round(math.exp(120 - 80)))) == 18
    assert f"{100 * math.sqrt(0.25 / 1000):.1f}" == "1.6"


def counts_of(*words: str) -> list[int]:
    """In how many of the shipped stories each word stands, and then in how many all of them do."""
    stories = [set(story.tolist()) for story in split_stories(load("stories")["train"])]
    ids = encode(words).tolist()
    return [sum(wanted <= story for story in stories) for wanted in (*({i} for i in ids), set(ids))]


def test_counting_gives_out_and_the_chain_rule_does_not() -> None:
    stories = load("stories")
    fox = split_stories(stories["heldout"])[0].tolist()
    shipped = [story.tolist() for story in split_stories(stories["train"])]
    logs = -true_nlls(decode(fox).split()).cumsum()
    begun = {n: sum(story[:n] == fox[:n] for story in shipped) for n in (1, 2, 4, 8, 12, 13)}
    assert LITTLE_WORLD.printed.splitlines()[: len(begun) + 2] == [
        *(
            f"{n:2} words: {count:6} of 20000 = {count / 20_000:.5f}, chain rule {math.exp(logs[n - 1]):.5f}"
            for n, count in begun.items()
        ),
        f"the whole story: probability {math.exp(logs[-1]):.1e}, logarithm {logs[-1]:.2f}",
        f"with 1/99 for every word, the logarithm would be {-len(fox) * math.log(99):.2f}",
    ]
    assert LITTLE_WORLD.titles == ["Counting gives out after 12 words, the chain rule does not"]
    assert decode(fox[:12]).endswith(". he")
    assert f"{begun[4]} stories begin" in LITTLE_WORLD.text and (begun[12], begun[13]) == (1, 0)
    assert f"in ${math.exp(-logs[-1]) / 1e12:.1f} \\cdot 10^{{12}}$ is exactly this one" in LITTLE_WORLD.text
    whole = {tuple(story) for story in shipped}
    assert sum(tuple(story.tolist()) in whole for story in split_stories(stories["heldout"])) == 1


def test_half_of_the_factors_of_the_story_are_near_1() -> None:
    factors = LITTLE_WORLD.names["conditionals"]
    assert len(factors) == 43 and (factors > 0.9).sum() == 22
    for before, after in (("at", "night"), ("sun", "shone")):
        (first,) = encode([before])
        stream = load("stories")["train"]
        assert set(stream[1:][stream[:-1] == first].tolist()) == set(encode([after]).tolist())


@pytest.mark.parametrize("pair", [("she", "he"), ("cat", "mat"), ("cat", "key"), ("sang", "cried")])
def test_words_that_exclude_bring_and_ignore_each_other(pair: tuple[str, str]) -> None:
    a, b, both = (count / 20_000 for count in counts_of(*pair))
    row = f"{pair[0]:6} {pair[1]:6} {a:.4f}  {b:.4f}  {a + b - both:.4f}   {both:.4f}   {a * b:.4f}    {both / a:.4f}"
    (line,) = [line for line in LITTLE_WORLD.printed.splitlines() if line.startswith(f"{pair[0]:6} {pair[1]:6}")]
    assert line.removesuffix("  independent") == row
    assert line.endswith("independent") == (pair == ("cat", "key"))
    match pair:
        case "she", "he":
            assert both == 0 and a + b < 1
        case "cat", "mat":
            assert both == a
        case "sang", "cried":
            assert round(a * b / both) == 4


def test_the_pronoun_goes_with_the_animal() -> None:
    for pronoun, animals in (("she", "cats birds hens owls"), ("he", "dogs mice foxes pigs")):
        told = {animal for animal, facts in ANIMALS.items() if facts.pronoun == pronoun}
        plurals = {"mouse": "mice", "fox": "foxes"}
        assert {plurals.get(animal, f"{animal}s") for animal in told} == set(animals.split())
        assert all(animal in LITTLE_WORLD.text for animal in animals.split())


def test_a_counted_table_of_independent_pairs_misses_its_products_by_about_a_thousandth() -> None:
    missed = []
    for seed in range(20):
        pairs = np.random.default_rng(seed).integers(6, size=(2, 100_000))
        table = np.histogram2d(*pairs, bins=6)[0] / 100_000
        missed.append(np.abs(table - np.outer(table.sum(axis=1), table.sum(axis=0))).max())
    assert 0.9e-3 < float(np.mean(missed)) < 1.1e-3
    assert all(not s01.is_independent([[0.25 + off, 0.25 - off], [0.25 - off, 0.25 + off]]) for off in missed)
