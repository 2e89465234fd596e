"""Hands in folders in folders, until their path is longer than a path can be.

Outcome of entropy: not started
"""

import os

NAME = "deeper-and-deeper-and-deeper"


def hand_in(folder, work):
    work.write_module(folder)
    place = os.open(folder, os.O_RDONLY)
    for _ in range(200):
        os.mkdir(NAME, dir_fd=place)
        inner = os.open(NAME, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(place)
