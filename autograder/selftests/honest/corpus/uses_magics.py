"""Times, inspects and installs things with IPython's magic and shell lines, in the cells of its answers too.

Deserves: all points
"""

from autograder.selftests.corpus import change_source, insert_after, new_cell

LOADS = """\
%load_ext autoreload
%autoreload 2
%matplotlib inline
%config InlineBackend.figure_format = "retina"
!pip install --quiet seaborn
!ls *.ipynb
"""
AFTERWARDS = """

%timeit entropy([0.5, 0.5])
for size in (2, 20):
    uniform = [1 / size] * size
    %timeit -n 10 entropy(uniform)
    !echo {size}
files = !ls
times = %timeit -o entropy([0.5, 0.5])
entropy?
np.log??
?np.exp
"""


def edit(notebook):
    change_source(notebook, "exercise-entropy", lambda source: source + AFTERWARDS)
    change_source(notebook, "exercise-perplexity", lambda source: "%%time\n" + source)
    change_source(notebook, "exercise-logsumexp", lambda source: "\n\n%%capture output\n" + source)
    insert_after(notebook, "given-1", new_cell(LOADS))
    insert_after(notebook, "given-1", new_cell("%%html\n<b>Information theory</b>"))
    insert_after(notebook, "given-1", new_cell("%%bash\npip install seaborn\nls -l"))
