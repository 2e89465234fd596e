"""Is written in UTF-16, in which JSON may come but a notebook may not.

Outcome of entropy: not started
"""

import json


def hand_in(folder, work):
    (folder / f"{work.section}.ipynb").write_text(json.dumps(work.notebook), encoding="utf-16")
