"""Asks where its file lies, and puts the folder on the path.

Deserves: all points
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, os.path.dirname(__file__))
sys.path.append(str(HERE / "data"))
DATA = os.path.join(HERE, "data.csv")
print("Running", os.path.basename(__file__), "at", DATA, os.path.exists(DATA))
