"""Formulas in a terminal are text."""

import pytest

from autograder.reporting.formulas import in_plain_text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (r"Divide by $\sqrt{2\pi}$.", "Divide by √(2π)."),
        (r"From $-\infty$ to $z = (x - \mu)/\sigma$", "From -∞ to z = (x - μ)/σ"),
        ("`a_b * 5 % of x` costs 3", "`a_b * 5 % of x` costs 3"),
    ],
)
def test_formulas_become_text_and_all_else_stays(markdown: str, text: str) -> None:
    assert in_plain_text(markdown) == text
