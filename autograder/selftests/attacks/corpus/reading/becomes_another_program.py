"""Replaces its process by a shell that writes a file.

Outcome of entropy: wrong
"""

import os


def entropy(p, base=2.718281828459045):
    os.execv("/bin/sh", ["sh", "-c", f"echo hacked > {CANARY_FOLDER}/hacked"])
