"""Raises errors whose text clears a terminal, sets its title, prints green lines, and holds a script.

Outcome of entropy: wrong
"""

SOURCE = r"""
TEXT = "\x1b[2J\x1b]0;hacked\x07\x9b32mcorrect\r\n\u202e\b\b<script>document.title='hacked'</script>\u2028\x00"

class Hacked(ValueError):
    __name__ = TEXT

def entropy(p, base=2.718281828459045):
    print(TEXT)
    raise Hacked(TEXT)

raise type(TEXT.replace("\x00", ""), (Exception,), {})(TEXT)
"""


def edit(notebook):
    cell = {"cell_type": "code", "id": "trick", "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].append({**cell, "source": SOURCE})
