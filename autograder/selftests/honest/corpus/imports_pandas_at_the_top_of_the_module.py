"""Imports pandas at the top of a module, so that Python stops there. The visible checks warn of it.

Told: module 'pandas' is not available while grading. Available are numpy, scipy
Deserves: nothing
"""


def hand_in(folder, work):
    text = work.module.replace("import numpy as np\n", "import numpy as np\nimport pandas as pd\n", 1)
    (folder / f"{work.section}.py").write_text(text, encoding="utf-8")
