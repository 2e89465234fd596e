"""Hands in files whose names are no text: bytes that are not UTF-8, and halves of characters.

Outcome of entropy: not started
"""

import os

NAMES = (b"\xff\xfe.py", b"\xed\xa0\x80.ipynb", b"\xc0\xaf\xc0\xaf.py", b"\xf4\x90\x80\x80" * 50 + b".py")


def hand_in(folder, work):
    for name in NAMES:
        os.close(os.open(os.path.join(os.fsencode(folder), name), os.O_CREAT | os.O_WRONLY))
    work.write_module(folder)
