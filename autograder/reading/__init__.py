"""Reads what a learner wrote: from a file to cells of plain Python. Nothing of it is run here.

`forms` and `magics` know modules, notebooks and IPython's way of reading them; the visible checks use them in the
learner's own process. A grader parses nothing of a student's in its process: `files` gets the bytes, `names` knows
whose they are, and `reader` has them read by a process with limits, `serve`.
"""
