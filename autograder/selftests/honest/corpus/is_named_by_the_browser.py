"""Has the name that a browser gives to the second download of a file.

Told: s04_information_theory (1).ipynb was taken for s04_information_theory.ipynb
Deserves: all points
"""


def hand_in(folder, work):
    work.write_notebook(folder).rename(folder / f"{work.section} (1).ipynb")
