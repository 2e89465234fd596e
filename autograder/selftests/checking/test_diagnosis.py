"""A mistake is named when the evidence leaves no other reading, and only then."""

import math
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence

from autograder.checking import diagnosis
from autograder.checking.known import KnownMistakes, Pair
from autograder.checking.outcomes import Call, Outcome, outcome, same_outcome
from autograder.checking.slips import Slip, digest


def outcomes(*values: object) -> list[Outcome]:
    """Outcomes of these values; a string stands for an error of that name."""
    return [Outcome(raises=value) if isinstance(value, str) else Outcome(value) for value in values]


def diagnose(
    yours: Iterable[Outcome],
    expected: Sequence[Outcome],
    known: Mapping[str, Sequence[Outcome]],
    pairs: Mapping[tuple[str, str], Sequence[Outcome]] | None = None,
    slips: Mapping[str, Sequence[float]] | None = None,
) -> list[str]:
    """The diagnosis of outcomes on ordinary calls."""
    calls = [Call((float(number), 0.5)) for number in range(len(expected))]
    both = [Pair(names, outcomes) for names, outcomes in (pairs or {}).items()]
    made = [Slip(text, dict(enumerate(map(digest, values)))) for text, values in (slips or {}).items()]
    evidence = diagnosis.gather(KnownMistakes(calls, expected, known, both, made), yours)
    _, names = diagnosis.conclude(evidence)
    return names or [text for text in [diagnosis.slip_in(evidence)] if text]


EXPECTED = outcomes(1.0, 2.0, 3.0, "ValueError")


def test_the_one_mistake_that_fits_is_named() -> None:
    known = {"negated": outcomes(-1.0, -2.0, -3.0, "ValueError"), "doubled": outcomes(2.0, 4.0, 6.0, "ValueError")}
    assert diagnose(outcomes(-1.0, -2.0, -3.0, "ValueError"), EXPECTED, known) == ["negated"]


def test_a_right_answer_has_no_mistake() -> None:
    assert diagnose(EXPECTED, EXPECTED, {"negated": outcomes(-1.0, -2.0, -3.0, "ValueError")}) == []


def test_an_unknown_wrong_answer_is_not_guessed_at() -> None:
    known = {"negated": outcomes(-1.0, -2.0, -3.0, "ValueError")}
    assert diagnose(outcomes(-1.0, -2.0, 7.0, "ValueError"), EXPECTED, known) == []


def test_two_mistakes_that_look_alike_are_not_told_apart() -> None:
    alike = outcomes(-1.0, -2.0, -3.0, "ValueError")
    assert diagnose(alike, EXPECTED, {"one": alike, "other": alike}) == []


def test_a_mistake_that_explains_only_a_part_is_not_named() -> None:
    known = {"third only": outcomes(1.0, 2.0, "ValueError", "ValueError")}
    always_raises = outcomes("ValueError", "ValueError", "ValueError", "ValueError")
    assert diagnose(always_raises, EXPECTED, known) == []


def test_the_mistake_that_explains_more_is_named() -> None:
    known = {"third only": outcomes(1.0, 2.0, -3.0, "ValueError"), "all": outcomes(-1.0, -2.0, -3.0, "ValueError")}
    assert diagnose(outcomes(-1.0, -2.0, -3.0, "ValueError"), EXPECTED, known) == ["all"]


def test_separate_mistakes_are_both_named() -> None:
    known = {"first": outcomes(-1.0, 2.0, 3.0, "ValueError"), "third": outcomes(1.0, 2.0, -3.0, "ValueError")}
    assert diagnose(outcomes(-1.0, 2.0, -3.0, "ValueError"), EXPECTED, known) == ["first", "third"]


def test_two_mistakes_that_meet_in_one_value_are_named_by_what_they_give_together() -> None:
    known = {
        "negated": outcomes(-1.0, -2.0, -3.0, "ValueError"),
        "doubled": outcomes(2.0, 4.0, 6.0, "ValueError"),
        "squared": outcomes(1.0, 4.0, 9.0, "ValueError"),
    }
    pairs = {
        ("negated", "doubled"): outcomes(-2.0, -4.0, -6.0, "ValueError"),
        ("negated", "squared"): outcomes(-1.0, -4.0, -9.0, "ValueError"),
    }
    assert diagnose(outcomes(-2.0, -4.0, -6.0, "ValueError"), EXPECTED, known, pairs) == ["negated", "doubled"]
    assert diagnose(outcomes(-2.0, -4.0, -6.0, 0.5), EXPECTED, known, pairs) == ["negated", "doubled"]
    assert diagnose(outcomes(-2.0, -4.0, 3.0, "ValueError"), EXPECTED, known, pairs) == []
    assert diagnose(outcomes(-2.0, -4.0, -7.0, "ValueError"), EXPECTED, known, pairs) == []
    assert diagnose(outcomes(1.0, 2.0, 3.0, 0.5), EXPECTED, known, pairs) == []


def test_of_pairs_that_give_the_same_only_what_is_common_to_them_is_named() -> None:
    known = {name: outcomes(float(n), float(n), float(n), 0.5) for n, name in enumerate("abcd", start=5)}
    alike = outcomes(-2.0, -4.0, -6.0, "ValueError")
    assert diagnose(alike, EXPECTED, known, {("a", "b"): alike}) == ["a", "b"]
    assert diagnose(alike, EXPECTED, known, {("a", "b"): alike, ("b", "c"): alike}) == ["b"]
    assert diagnose(alike, EXPECTED, known, {("a", "b"): alike, ("c", "d"): alike}) == []


def test_a_mistake_with_an_edge_of_its_own_is_named_if_it_explains_all_everyday_calls() -> None:
    expected = outcomes(*map(float, range(12)))
    negated, edge = outcomes(*(-float(number) for number in range(12))), outcomes(70.0)
    yours = [*negated[:3], *edge, *negated[4:]]
    assert diagnose(yours, expected, {"negated": negated}) == ["negated"]
    assert diagnose([*edge, *edge, *yours[2:]], expected, {"negated": negated}) == ["negated"], "0 and 1 are ends"
    assert diagnose([*yours[:2], *edge, *yours[3:]], expected, {"negated": negated}) == [], "two edges are too many"


def test_a_slip_is_told_where_no_known_mistake_explains_the_values() -> None:
    expected, yours = outcomes(1.0, 2.0, 3.0, 4.0), outcomes(1.5, 2.5, 3.5, 4.5)
    slips = {"doubled": [2.0, 4.0, 6.0, 8.0], "half too much": [1.5, 2.5, 3.5, 4.5]}
    assert diagnose(yours, expected, {}, slips=slips) == ["half too much"]
    assert diagnose(yours, expected, {"known": yours}, slips=slips) == ["known"]
    assert diagnose(expected, expected, {}, slips=slips) == []


def test_three_values_are_no_evidence_for_a_slip() -> None:
    expected, yours = outcomes(1.0, 2.0, 3.0, 3.0), outcomes(1.5, 2.5, 3.5, 3.5)
    assert diagnose(yours, expected, {}, slips={"half too much": [1.5, 2.5, 3.5, 3.5]}) == []


def test_a_missing_validation_does_not_hide_the_mistake_in_the_formula() -> None:
    known = {"negated": outcomes(-1.0, -2.0, -3.0, "ValueError"), "no validation": outcomes(1.0, 2.0, 3.0, 0.5)}
    assert diagnose(outcomes(-1.0, -2.0, -3.0, 0.5), EXPECTED, known) == ["negated"]


def test_a_missing_validation_alone_must_be_a_known_mistake() -> None:
    known = {"negated": outcomes(-1.0, -2.0, -3.0, "ValueError")}
    assert diagnose(outcomes(1.0, 2.0, 3.0, 0.5), EXPECTED, known) == []
    known["no validation"] = outcomes(1.0, 2.0, 3.0, 0.5)
    assert diagnose(outcomes(1.0, 2.0, 3.0, 0.5), EXPECTED, known) == ["no validation"]


def test_outcomes_are_not_kept() -> None:
    earlier: list[weakref.ref[Outcome]] = []
    kept_at_once = []

    def one_after_the_other() -> Iterator[Outcome]:
        for number in range(20):
            got = Outcome(float(number))
            kept_at_once.append(sum(reference() is not None for reference in earlier))
            earlier.append(weakref.ref(got))
            yield got

    expected, negated = outcomes(*range(20)), outcomes(*range(0, -20, -1))
    assert diagnose(one_after_the_other(), expected, {"negated": negated}) == []
    assert max(kept_at_once) <= 2


def test_outcomes_differ_by_kind_sign_of_zero_error_and_changed_arguments() -> None:
    assert same_outcome(Outcome(math.nan), Outcome(math.nan))
    assert not same_outcome(Outcome(-0.0), Outcome(0.0))
    assert not same_outcome(Outcome([1.0]), Outcome(1.0))
    assert not same_outcome(Outcome(raises="ValueError"), Outcome(raises="TypeError"))
    assert not same_outcome(Outcome(1.0, changed=True), Outcome(1.0))


def test_an_outcome_tells_of_a_changed_argument_and_leaves_the_call_as_it_was() -> None:
    def sorts_in_place(values: list[float]) -> float:
        values.sort()
        return values[0]

    call = Call(([2.0, 1.0],))
    assert outcome(sorts_in_place, call) == Outcome(1.0, changed=True)
    assert call.args == ([2.0, 1.0],)
