"""Hands in a socket.

Outcome of entropy: unreadable
"""

import os
import socket


def hand_in(folder, work):
    place = os.open(folder, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"/proc/self/fd/{place}/{work.section}.py")  # the folder's own name may be too long for a socket
    os.close(place)
