"""Was written in VS Code: its metadata, raw cells, attachments, and languages of cells.

Deserves: all points
"""

from autograder.selftests.corpus import insert_after


def edit(notebook):
    notebook["metadata"]["vscode"] = {"interpreter": {"hash": "31f2aee4e71d21fbe5cf8b01ff0e069b9275f58929596ceb"}}
    notebook["metadata"]["orig_nbformat"] = 4
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.12.1", "pygments_lexer": "ipython3"}
    for cell in notebook["cells"]:
        cell["metadata"]["vscode"] = {"languageId": "python"}
    raw = {"cell_type": "raw", "id": "raw", "metadata": {"raw_mimetype": "text/latex"}, "source": "def entropy(p): 1"}
    insert_after(notebook, "exercise-entropy", raw)
    picture = {"pic.png": {"image/png": "AAAA"}}
    text = {"cell_type": "markdown", "id": "t", "metadata": {}, "attachments": picture, "source": "![](attachment:p)"}
    insert_after(notebook, "exercise-entropy", text)
