"""Is written in Latin-1, and says so in its first line.

Told: is not a text file in UTF-8
Deserves: nothing
"""

FIRST = """# -*- coding: latin-1 -*-
# Größe, Übung, naïve café
"""


def hand_in(folder, work):
    text = FIRST + work.module.encode("ascii", "ignore").decode()
    (folder / f"{work.section}.py").write_bytes(text.encode("latin-1"))
