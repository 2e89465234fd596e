"""How students' code is kept apart."""

from typing import Literal

Isolation = Literal["strict", "none"]
"""`strict` confines it; `none` runs it as it is, for one's own code only."""
