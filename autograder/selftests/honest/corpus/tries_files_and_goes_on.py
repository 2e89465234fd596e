"""Reads a file of cached results if there is one, and goes on without it if there is none.

Deserves: all points
"""

import json
import math
from pathlib import Path

try:
    with open("cache.json") as file:
        CACHE = json.load(file)
except FileNotFoundError:
    CACHE = {}
SETTINGS = Path("settings.json")
BASE = json.loads(SETTINGS.read_text())["base"] if SETTINGS.exists() else 2


def bits_per_byte(nats_per_token, tokens, n_bytes):
    try:
        factor = float(Path("factor.txt").read_text())
    except FileNotFoundError:
        factor = 1 / math.log(BASE)
    if not nats_per_token >= 0 or tokens < 1 or n_bytes < 1:
        raise ValueError("impossible")
    return nats_per_token * factor * tokens / n_bytes
