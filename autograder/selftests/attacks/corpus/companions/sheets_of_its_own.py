"""Hands in tests/sheets, where the exercises have other points, and visible checks that all pass.

Outcome of entropy: not started
"""

from autograder.workbook.workbook import ROOT


def hand_in(folder, work):
    for path in ("tests/sheets", "tests/visible"):
        (folder / path).mkdir(parents=True)
    sheet = f"tests/sheets/{work.section}.json"
    (folder / sheet).write_text((ROOT / sheet).read_text().replace('"points": ', '"points": 100'))
    (folder / f"tests/visible/test_{work.section}.py").write_text("def test_entropy(entropy):\n    pass\n")
    work.write_module(folder)
