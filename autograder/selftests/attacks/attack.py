"""The corpus as objects: read an attack, write its submission."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from autograder.selftests.corpus import read_docstring, work, write_submission

CORPUS = Path(__file__).with_name("corpus")
FORGED_FRAMES = CORPUS / "forged_frames.py"
"""What the attacks of the family `forging` begin with."""

TARGETS = ("entropy", "perplexity")
"""Exercises that the honest part of an attacker's submission leaves unsolved."""

OUTCOME = re.compile(r"^Outcome of entropy: (?P<outcome>[a-z ]+)$", re.MULTILINE)


class Attack(NamedTuple):
    """One file of the corpus."""

    path: Path
    sentence: str
    outcome: str
    """Outcome of exercise entropy, as in `result.json`."""

    @property
    def family(self) -> str:
        return self.path.parent.name

    @property
    def name(self) -> str:
        """Of the attack, and of the student who hands it in."""
        return f"{self.family}-{self.path.stem}"

    def hand_in(self, folder: Path, baits: Mapping[str, object]) -> None:
        """Write the attacker's submission; `baits` are the values of the names that the corpus uses for canaries."""
        honest = work(unsolved=TARGETS)
        before = f"{FORGED_FRAMES.read_text()}\n\n" if self.family == "forging" else ""
        write_submission(
            self.path, folder, honest, lambda code: f"{honest.module}\n\n{before}{with_baits(code, baits)}", names=baits
        )


def with_baits(text: str, baits: Mapping[str, object]) -> str:
    """The attacker's code with the canaries' values in the place of their names."""
    return re.sub(r"\bCANARY_[A-Z]+\b", lambda match: repr(baits[match[0]]), text)


def attacks() -> Iterator[Attack]:
    """All attacks, by family and name.

    Raises:
        ValueError: a file does not say what it tries and what comes of it.
    """
    for path in sorted(CORPUS.glob("*/*.py")):
        sentence, outcome = read_docstring(path, OUTCOME)
        yield Attack(path, sentence, outcome["outcome"])
