"""What a student hands in does nothing on its own, neither where it is shown nor where it is copied."""

import os
from pathlib import Path

import pytest
from nbformat import v4

from autograder.course.exchange import remove_links
from autograder.course.harmless import Harmless, harmless_markdown

LIVE = {
    "a script": ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
    "a handler": ('<b onclick="x()">bold</b>', "<b>bold</b>"),
    "a form": ('<form action="https://example.org">', '&lt;form action="https://example.org">'),
    "a redirection": ('<meta http-equiv="refresh" content="0">', '&lt;meta http-equiv="refresh" content="0">'),
    "a script as address": ("[a](javascript:alert(1))", "[a](javascript-alert(1))"),
    "the same with an entity": ("[a](java&#115;cript:alert(1))", "[a](javascript-alert(1))"),
    "an entity of an entity": ("&amp;lt;script&gt;", "&lt;script>"),
    "a picture of another server": (
        '<img src="https://example.org/x.png">',
        '&lt;img src="https://example.org/x.png">',
    ),
    "a comment": ("a<!-- b -->c", "ac"),
}


@pytest.mark.parametrize(("text", "shown"), LIVE.values(), ids=LIVE)
def test_html_in_markdown_is_text(text: str, shown: str) -> None:
    assert harmless_markdown(text) == shown
    assert harmless_markdown(shown) == shown, "once more changes nothing"


def test_formulas_quotations_and_what_folds_stay() -> None:
    text = "> $a > b$ & c\n\n<details><summary>Hint</summary>\n\n`x > y`\n\n</details>"
    assert harmless_markdown(text) == text


def test_raw_cells_become_text_and_attachments_are_pictures() -> None:
    raw = v4.new_raw_cell("<script>\n````\n", metadata={"format": "text/html"})
    markdown = v4.new_markdown_cell("![a](attachment:a.svg)")
    markdown["attachments"] = {
        "a.svg": {"image/svg+xml": "<svg onload='x()'/>"},
        "a.png": {"image/png": "AAAA", "text/html": "<script>"},
    }
    kernel = {"name": "python3", "display_name": "Python 3"}
    notebook = v4.new_notebook(cells=[raw, markdown], metadata={"title": "<script>", "kernelspec": kernel})
    shown, _ = Harmless().preprocess(notebook, {})
    first, second = shown.cells
    assert first.cell_type == "markdown" and first.source.startswith("`````\n&lt;script>")
    assert second.attachments == {"a.png": {"image/png": "AAAA"}}
    assert set(shown.metadata) == {"kernelspec"}


def test_links_pipes_and_files_of_others_are_removed(tmp_path: Path) -> None:
    secret, folder = tmp_path / "secret", tmp_path / "student"
    secret.write_text("secret")
    (folder / "within").mkdir(parents=True)
    (folder / "own.txt").write_text("own")
    (folder / "x.html").symlink_to(secret)
    (folder / "within" / "all").symlink_to(tmp_path, target_is_directory=True)
    os.link(secret, folder / "hard.txt")
    os.mkfifo(folder / "pipe")
    assert remove_links(folder) == ["hard.txt", "pipe", "within/all", "x.html"]
    assert sorted(path.name for path in folder.rglob("*")) == ["own.txt", "within"]
    assert secret.read_text() == "secret"


def test_a_folder_that_is_a_link_is_removed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "student"
    link.symlink_to(tmp_path / "real", target_is_directory=True)
    assert remove_links(link) == ["."]
    assert not link.exists() and (tmp_path / "real").exists()
