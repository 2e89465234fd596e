"""Makes a folder, a pipe and links where everyone may write, and empties a file without opening it.

Outcome of entropy: wrong
"""

import os

WAYS = [
    lambda: os.mkdir(CANARY_FOLDER + "/folder"),
    lambda: os.rename(CANARY_FOLDER + "/folder", CANARY_FOLDER + "/renamed"),
    lambda: os.mkfifo(CANARY_FOLDER + "/pipe"),
    lambda: os.symlink(CANARY_FILE, CANARY_FOLDER + "/symbolic"),
    lambda: os.link(CANARY_FILE, CANARY_FOLDER + "/hard"),
    lambda: os.truncate(CANARY_FILE, 0),
]


def entropy(p, base=2.718281828459045):
    done = []
    for way in WAYS:
        try:
            done.append(way())
        except OSError as error:
            done.append(error.strerror)
    return done
