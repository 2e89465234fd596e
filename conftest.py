"""Plain `pytest` runs the visible checks in `tests/` on the learner's files in `assignments/`."""

pytest_plugins = ["autograder.learning.plugin"]
