"""Asks for a kernel that is a shell, and has cells for that.

Outcome of entropy: not started
"""


def edit(notebook):
    command = ["/bin/sh", "-c", f"touch {CANARY_FOLDER}/hacked"]
    notebook["metadata"]["kernelspec"] = {"name": "../../bin/sh", "display_name": "sh", "argv": command}
    notebook["metadata"]["language_info"] = {"name": "bash", "file_extension": ".sh"}
    cell = {"cell_type": "code", "id": "trick", "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].insert(0, {**cell, "source": f"touch {CANARY_FOLDER}/hacked"})
