"""What a learner may call an exercise or a section: its name, its number, or nearly its name."""

import difflib
import re
from collections.abc import Sequence

from autograder.errors import UserError
from autograder.learning.sheet import ExerciseSheet, Sheet


def meant(name: str, sheets: Sequence[Sheet]) -> Sheet | ExerciseSheet:
    """The section or exercise that somebody means.

    ``s04_information_theory``, ``s04`` and ``4`` are a section; ``entropy``, ``Entropy`` and ``4.2`` an exercise.

    Raises:
        UserError: there is none; the message names the most similar one.
    """
    known: dict[str, Sheet | ExerciseSheet] = {}
    names = [name for sheet in sheets for name in (sheet.section, *sheet.exercises)]
    for sheet in sheets:
        for alias in (sheet.section, f"s{sheet.number:02}", f"s{sheet.number}", str(sheet.number)):
            known[alias] = sheet
        for number, exercise in enumerate(sheet.exercises.values(), start=1):
            known[exercise.name] = known[f"{sheet.number}.{number}"] = exercise
    plain = re.sub(r"[ -]", "_", name.strip().lower().removesuffix(".py").removesuffix(".ipynb"))
    if plain in known:
        return known[plain]
    alike = difflib.get_close_matches(plain, names, 1)
    advice = f"did you mean {alike[0]}?" if alike else "workbook list shows them all"
    raise UserError(f"there is no exercise or section {name!r}; {advice}")
