"""Raises, while it is loaded, errors that are formulas where a spreadsheet takes a semicolon or a tab for a new cell.

Outcome of entropy: not started
"""

raise ValueError("x;=HYPERLINK(A1);\t=1+1;\uff1d1+1")
