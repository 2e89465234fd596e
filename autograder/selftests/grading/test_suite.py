"""The hidden suites measure students, and are measured themselves."""

import gc
import weakref
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from autograder.checking.outcomes import Call, Function
from autograder.grading import scoring
from autograder.grading.grader import Battery
from autograder.grading.measure import TRIVIAL, faults, kill_matrix, trivial_points
from autograder.grading.memo import CAPACITY, memoised
from autograder.grading.seeds import fingerprint, generator, read_or_create_secret
from autograder.grading.suite import Functions, HiddenSuites, SuiteError
from autograder.learning.sheet import sheet
from autograder.selftests.content import alternatives
from autograder.workbook.hidden_side import misconceptions
from autograder.workbook.paths import section_names
from autograder.workbook.visible import visible_checks

T = TypeVar("T")
SECRETS = (b"one secret", b"another secret")


@pytest.fixture(params=section_names())
def section_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def measured(section: str, body: Callable[[HiddenSuites], T], secret: bytes = SECRETS[0]) -> T:
    return body(HiddenSuites([section], secret))


@pytest.mark.parametrize("secret", SECRETS)
def test_every_misconception_fails_a_hidden_criterion(section_name: str, secret: bytes) -> None:
    rows = measured(section_name, lambda suites: list(kill_matrix(suites)), secret)
    assert rows
    assert [row.name for row in rows if not row.hidden] == []


def test_the_visible_checks_alone_catch_most_misconceptions(section_name: str) -> None:
    rows = measured(section_name, lambda suites: list(kill_matrix(suites)))
    assert sum(bool(row.visible) for row in rows) >= 0.7 * len(rows)


def test_trivial_answers_earn_nothing(section_name: str) -> None:
    earned = measured(section_name, lambda suites: list(trivial_points(suites)))
    assert len(earned) >= len(TRIVIAL)
    assert [entry for entry in earned if entry[2]] == []


def test_no_result_trips_up_a_hidden_test(section_name: str) -> None:
    assert measured(section_name, lambda suites: list(faults(suites))) == []


@pytest.mark.parametrize("secret", SECRETS)
def test_independent_right_answers_earn_everything(section_name: str, secret: bytes) -> None:
    def short_of_everything(suites: HiddenSuites) -> list[str]:
        checks = visible_checks(section_name)
        lost = []
        for exercise, function in alternatives.of_section(section_name):
            results = suites.run(section_name, exercise, Functions({exercise: function}))
            lost += [f"{function.__name__}: {r.title}: {r.message}" for r in results if r.verdict != "passed"]
            for check in checks:
                if check.exercise == exercise:
                    check.run_with({**suites.references[section_name], exercise: function})
        return lost

    assert measured(section_name, short_of_everything, secret) == []


def test_there_are_independent_right_answers_to_every_exercise(section_name: str) -> None:
    written = Counter(exercise for exercise, _ in alternatives.of_section(section_name))
    wanted = {e.name: 3 if e.tier == "core" else 2 for e in sheet(section_name).exercises.values()}
    assert {name: written[name] for name, count in wanted.items() if written[name] < count} == {}


def test_each_misconception_is_recognised_and_never_taken_for_another(section_name: str) -> None:
    def wrongly_named(suites: HiddenSuites) -> list[tuple[str, tuple[str, ...]]]:
        found = []
        for exercise, known in misconceptions(section_name).items():
            battery = Battery(suites, section_name, exercise)
            for mark, function in known:
                messages, failing = battery.explain(function)
                # Random numbers are not wrong for certain, so where they are drawn no call need be shown.
                shown = failing is not None or Call(mark.example).random
                if messages != (mark.message,) or not shown:
                    found.append((function.__name__, messages))
        return found

    assert measured(section_name, wrongly_named) == []


def test_a_lookup_table_of_the_visible_inputs_fails(section_name: str) -> None:
    """Who has memorised the visible checks has learned nothing."""

    def points(suites: HiddenSuites) -> dict[str, int]:
        earned = {}
        for name, reference in suites.references[section_name].items():
            table = Table(reference)
            for check in visible_checks(section_name):
                if check.exercise == name:
                    check.run_with({**suites.references[section_name], name: table})
            table.closed = True
            results = suites.run(section_name, name, Functions({name: table}))
            earned[name] = sum(result.verdict == "passed" and result.core for result in results)
        return earned

    assert set(measured(section_name, points).values()) == {0}


class Table:
    """Answers that were seen before; None for all else."""

    def __init__(self, reference: Function) -> None:
        self.reference = reference
        self.seen: dict[str, object] = {}
        self.closed = False

    def __call__(self, *args: object, **kwargs: object) -> object:
        key = repr((args, kwargs))
        if not self.closed:
            self.seen[key] = self.reference(*args, **kwargs)
        return self.seen.get(key)


def test_hidden_inputs_follow_from_the_secret_alone() -> None:
    first, second = (generator(secret, "test").random(4).tolist() for secret in SECRETS)
    assert first == generator(SECRETS[0], "test").random(4).tolist() != second
    assert first != generator(SECRETS[0], "another test").random(4).tolist()
    assert fingerprint(SECRETS[0]) != fingerprint(SECRETS[1])


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "secret"
    secret = read_or_create_secret(path)
    assert len(secret) == 64 and read_or_create_secret(path) == secret
    assert path.stat().st_mode & 0o077 == 0
    path.write_text("\n")
    with pytest.raises(ValueError, match="is empty"):
        read_or_create_secret(path)


def test_a_reference_is_computed_once_and_never_shared() -> None:
    calls = []

    def reference(x: int) -> list[int]:
        calls.append(x)
        return [x]

    remembered = memoised(reference)
    remembered(1).append(2)
    assert remembered(1) == [1]
    assert calls == [1]
    for x in range(CAPACITY + 1):
        remembered(x)
    remembered(1)
    assert calls.count(1) == 2, "the oldest answer was forgotten to bound the memory"


MARKED = "from autograder.checking.criteria import criterion\n@criterion('entropy', core=True)\n"
BROKEN_SUITES = {
    "a test has no criterion": ("def test_entropy(entropy): ...", "has no @criterion"),
    "a test needs something unknown": (MARKED + "def test_entropy(entropy, tmp_path): ...", "needs tmp_path, which is"),
    "it does not import": ("import nothing_of_that_name", "nothing_of_that_name"),
}


@pytest.fixture
def write_suite(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Put a hidden suite of section 4 in the place of the real one."""

    def write(text: str) -> None:
        (tmp_path / "s04_information_theory.py").write_text(text)
        monkeypatch.setattr("autograder.grading.suite.HIDDEN", tmp_path)

    return write


@pytest.mark.parametrize(("text", "reason"), BROKEN_SUITES.values(), ids=BROKEN_SUITES)
def test_a_suite_is_refused_when(write_suite: Callable[[str], None], text: str, reason: str) -> None:
    write_suite(text)
    with pytest.raises(SuiteError, match=reason):
        HiddenSuites(["s04_information_theory"], b"")


def test_parameters_of_a_hidden_test_are_criteria_of_their_own(write_suite: Callable[[str], None]) -> None:
    parametrize = "@__import__('pytest').mark.parametrize('p', [[1.0], [0.5, 0.5]])\n"
    write_suite(f"{MARKED}{parametrize}def test_entropy_is_zero(entropy, p):\n    if entropy(p): raise KeyError")
    suites = HiddenSuites(["s04_information_theory"], b"")
    results = suites.run("s04_information_theory", "entropy", Functions(suites.references["s04_information_theory"]))
    assert [result.verdict for result in results] == ["passed", "grader fault"]


def test_a_parameter_changed_by_one_submission_is_as_it_was_for_the_next(write_suite: Callable[[str], None]) -> None:
    parametrize = "@__import__('pytest').mark.parametrize('p', [[1.0]])\n"
    write_suite(f"{MARKED}{parametrize}def test_entropy_is_asked(entropy, p):\n    entropy(p)")
    suites = HiddenSuites(["s04_information_theory"], b"")
    asked: list[list[float]] = []

    def spoils_its_argument(p: list[float]) -> None:
        asked.append(p.copy())
        p.clear()

    for _ in range(2):
        suites.run("s04_information_theory", "entropy", Functions({"entropy": spoils_its_argument}))
    assert asked == [[1.0], [1.0]]


def test_what_a_wrong_answer_returned_is_not_kept(section_name: str) -> None:
    class Large:
        pass

    returned: list[weakref.ref[Large]] = []

    def wrong(*args: object, **kwargs: object) -> Large:
        value = Large()
        returned.append(weakref.ref(value))
        return value

    def kept(suites: HiddenSuites) -> list[Large]:
        name = next(iter(suites.references[section_name]))
        gc.disable()
        try:
            suites.run(section_name, name, Functions({name: wrong}))
            return [value for reference in returned if (value := reference()) is not None]
        finally:
            gc.enable()

    assert measured(section_name, kept) == []
    assert returned


def test_points_of_the_reference_are_all_points(section_name: str) -> None:
    def lost(suites: HiddenSuites) -> list[str]:
        subject = Functions(suites.references[section_name])
        return [
            name
            for name in suites.references[section_name]
            if scoring.points(suites.run(section_name, name, subject), 1.0) != 1.0
        ]

    assert measured(section_name, lost) == []
