"""The table of attacks for readers: ``python -m autograder.selftests.attacks.table`` writes docs/attacks.md."""

from itertools import groupby

from autograder.selftests.attacks.attack import CORPUS, TARGETS, attacks
from autograder.workbook.workbook import ROOT

TABLE = ROOT / "docs" / "attacks.md"
TITLES = {
    "archives": "Links, archives and odd files",
    "companions": "Files next to the submission",
    "ending": "Exits, signals, crashes, and what outlives a call",
    "flooding": "Floods of computing, memory, output and errors",
    "forging": "Forged messages to the grader",
    "guessing": "Answers without the exercise",
    "leaking": "Learning the hidden inputs",
    "notebooks": "Notebooks",
    "patching": "Patching what the tests rely on",
    "reading": "Reading and writing what is not the student's",
    "results": "Results that are not what they seem",
    "walking": "Walking through the process's memory",
}
INTRODUCTION = """\
# Attacks that gain nothing

The {count} hostile submissions of `{corpus}`, each graded in strict isolation among honest submissions, as an ordinary
user, and those that reach for the system as root, too. All but the exercises {targets} are answered honestly in
them; the attack is after those. In every case the submission earns no more than its honest part, nothing outside of its
process is reached, the others' results stay the same to the byte, and the outcome of entropy says what happened.
"""


def table_text() -> str:
    found = list(attacks())
    targets = " and ".join(f"`{name}`" for name in TARGETS)
    parts = [INTRODUCTION.format(count=len(found), corpus=CORPUS.relative_to(ROOT), targets=targets)]
    for family, members in groupby(found, key=lambda attack: attack.family):
        rows = [f"| {attack.path.stem} | {attack.sentence} | {attack.outcome} |" for attack in members]
        heading = f"## {TITLES[family]}\n\n| `{family}/` | what it tries | outcome |\n|---|---|---|\n"
        parts.append(heading + "\n".join(rows) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    TABLE.write_text(table_text(), encoding="utf-8")
