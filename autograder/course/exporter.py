"""Read a student's notebook as the system that wrote it meant it."""

from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode


class SubmissionExporter(NotebookExporter):
    """nbgrader's exporter of autograded notebooks, which also reads those that begin with a byte order mark."""

    def from_file(self, file_stream: Any, resources: Any = None, **kw: Any) -> tuple[NotebookNode, Any]:
        notebook = nbformat.reads(file_stream.read().removeprefix("\ufeff"), as_version=4)
        exported: tuple[NotebookNode, Any] = self.from_notebook_node(notebook, resources=resources, **kw)
        return exported
