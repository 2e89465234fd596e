"""Is written in Latin-1, and says so in its first line.

Deserves: all points
"""

FIRST = """# -*- coding: latin-1 -*-
# Größe, Übung, naïve café
"""


def hand_in(folder, work):
    text = FIRST + work.module.encode("ascii", "ignore").decode()
    (folder / f"{work.section}.py").write_bytes(text.encode("latin-1"))
