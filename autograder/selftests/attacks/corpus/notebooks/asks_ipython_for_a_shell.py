"""Gets a shell from IPython: the running one, or else one of its own.

Outcome of entropy: wrong
"""

SOURCE = f"""
def entropy(p, base=2.718281828459045):
    try:
        shell = get_ipython()
    except NameError:
        from IPython.core.interactiveshell import InteractiveShell
        shell = InteractiveShell.instance()
    return shell.getoutput("cat {CANARY_FILE}").n
"""


def edit(notebook):
    cell = {"cell_type": "code", "id": "trick", "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].append({**cell, "source": SOURCE})
