"""Formulas for terminals, which show text alone."""

import re

FORMULA = re.compile(r"\$([^$]+)\$")


def in_plain_text(markdown: str) -> str:
    r"""The text with its formulas as one would type them.

    >>> in_plain_text(r"Divide by $\sqrt{2\pi}$.")
    'Divide by √(2π).'
    """
    from pylatexenc.latex2text import LatexNodes2Text

    plain = LatexNodes2Text(math_mode="text")
    return FORMULA.sub(lambda formula: str(plain.latex_to_text(formula[1])), markdown)
