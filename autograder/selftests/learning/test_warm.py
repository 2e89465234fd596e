"""A run that has loaded everything waits for its word, gives pytest's answer, and can be ended at any time."""

from pathlib import Path

from autograder.learning.warm import WarmRun


def test_it_runs_when_it_is_told_to_and_ends_as_pytest_does(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("def test_it():\n    open('ran', 'w').close()\n    assert False\n")
    run = WarmRun(["-q", "-p", "no:cacheprovider", "test_it.py"], tmp_path)
    assert not (tmp_path / "ran").exists()
    run.begin()
    assert run.wait() == 1
    assert (tmp_path / "ran").exists()


def test_it_may_be_told_which_tests_to_run(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text("def test_it():\n    assert False\n")
    (tmp_path / "test_two.py").write_text("def test_it():\n    pass\n")
    run = WarmRun(["-q", "-p", "no:cacheprovider", "test_one.py", "test_two.py"], tmp_path)
    run.begin(["test_two.py"])
    assert run.wait() == 0


def test_it_is_ended_while_it_waits_and_while_a_test_does_not_return(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "def test_it():\n    open('ran', 'w').close()\n    while True:\n        pass\n"
    )
    waiting, running = (WarmRun(["-q", "test_it.py"], tmp_path) for _ in range(2))
    running.begin()
    while not (tmp_path / "ran").exists():
        pass
    for run in (waiting, running):
        run.stop()
        assert run.wait() != 0
