"""Registers an input transformer that makes IPython run "pass" in the place of every later cell.

Outcome of entropy: not started
"""

SOURCE = "get_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])"


def edit(notebook):
    cell = {"cell_type": "code", "id": "trick", "source": SOURCE, "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].insert(0, cell)
