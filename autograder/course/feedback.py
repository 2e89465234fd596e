"""Feedback that is a page to read: no script of a student runs in it, and it opens without a network."""

import re
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

# The template's own scripts load formulas and widgets from the network; the feedback is text, tables and pictures.
SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
POLICY = (
    '<head>\n<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; form-action 'none'; "
    "base-uri 'none'\" />"
)


SCAFFOLDING = re.compile(r"setup|demo-\d+")
"""Ids of locked cells that say nothing about a student's work: what the checks use, and plots, which are not run."""


class WithoutScaffolding(Preprocessor):
    """Leave out of the page what is ours and has nothing to tell: cells, and the bare points below a report."""

    enabled = True  # nbconvert's steps are off unless they say so

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        nb.cells = [cell for cell in nb.cells if not _is_scaffolding(cell)]
        for cell in nb.cells:
            if cell.metadata.get("nbgrader", {}).get("grade") and "outputs" in cell:
                cell.outputs = [output for output in cell.outputs if output.output_type != "execute_result"]
        return nb, resources


def _is_scaffolding(cell: NotebookNode) -> bool:
    mark = cell.metadata.get("nbgrader", {})
    return bool(mark.get("locked")) and SCAFFOLDING.fullmatch(mark.get("grade_id", "")) is not None


class FeedbackExporter(HTMLExporter):
    """nbgrader's feedback page without scripts, and with a policy that forbids any."""

    def from_notebook_node(  # type: ignore[override]  # as in HTMLExporter, whose page is text
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str, Any]:
        html, resources = super().from_notebook_node(nb, resources=resources, **kw)
        return SCRIPT.sub("", html).replace("<head>", POLICY, 1), resources
