"""nbgrader's configuration for its own tests: our lists of steps, as `configure` sets them in a course."""

from autograder.course.config import AUTOGRADE, FEEDBACK, SANITIZE

c = get_config()  # type: ignore[name-defined]  # noqa: F821  # nbgrader gives it to its configuration files
c.Autograde.sanitize_preprocessors = list(SANITIZE)
c.Autograde.autograde_preprocessors = list(AUTOGRADE)
c.GenerateFeedback.preprocessors = list(FEEDBACK)
c.GenerateFeedback.exporter_class = "autograder.course.feedback.FeedbackExporter"
