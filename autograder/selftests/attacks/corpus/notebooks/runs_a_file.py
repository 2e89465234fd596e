"""Takes its answer from a file next to the notebook, with %run and %load.

Outcome of entropy: not started
"""

FILE = f"""
open({CANARY_FOLDER + "/hacked"!r}, "w").close()
def entropy(p, base=2.718281828459045):
    return 0.0
"""


def hand_in(folder, work):
    (folder / "answers.txt").write_text(FILE)
    cell = {"cell_type": "code", "id": "run", "metadata": {}, "outputs": [], "execution_count": 1}
    lines = [f"%run -i {folder}/answers.txt\n", f"%load {folder}/answers.txt\n", "%load_ext answers"]
    work.notebook["cells"].append({**cell, "source": lines})
    work.write_notebook(folder)
