"""What all commands share: the consoles, exit codes, and the way to say that something is wrong."""

from typing import NoReturn

import typer
from rich.console import Console
from rich.text import Text

OUT = Console(highlight=False)
ERR = Console(stderr=True, highlight=False)

EXIT_FOUND = 1
"""The command did its work and found something wrong: a failed check, a stale file, a defect."""

EXIT_USAGE = 2
"""The command could not do its work: the message says what to change."""

EXIT_FAULT = 3
"""Some submissions could not be graded through no fault of their students: grade again."""

EXIT_INTERRUPTED = 130
"""Ctrl-C: finished work is kept. A shell gives the same code to a program that the signal itself ended."""


def fail(message: str) -> NoReturn:
    """Say in one line what is wrong and what to do, and end with `EXIT_USAGE`."""
    ERR.print(Text.assemble(("error: ", "bold red"), message), soft_wrap=True)
    raise typer.Exit(EXIT_USAGE)


def say(message: str, style: str = "") -> None:
    OUT.print(Text(message, style=style), soft_wrap=True)


def warn(message: str, style: str = "yellow") -> None:
    """Say what is not part of the output that was asked for."""
    ERR.print(Text(message, style=style), soft_wrap=True)


def refusal(error: OSError) -> str:
    """What the system refused, on one line."""
    return f"{error.filename} cannot be used: {error.strerror}" if error.filename else str(error.strerror or error)
