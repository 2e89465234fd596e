"""Feedback that is a page to read: no script of a student runs in it, and it opens without a network."""

import re
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

# The template's own scripts load formulas and widgets from the network; the feedback is text, tables and pictures.
SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
POLICY = (
    '<head>\n<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:\" />"
)


class FeedbackExporter(HTMLExporter):
    """nbgrader's feedback page without scripts, and with a policy that forbids any."""

    def from_notebook_node(  # type: ignore[override]  # as in HTMLExporter, whose page is text
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str, Any]:
        html, resources = super().from_notebook_node(nb, resources=resources, **kw)
        return SCRIPT.sub("", html).replace("<head>", POLICY, 1), resources
