"""Hostile submissions, and the proof that they gain nothing.

`corpus/FAMILY/NAME.py` is one attack: a docstring that says what it tries and, in its last line, what comes of it, then
the attacker's code. Most are plain student modules. Their code is put behind an honest submission that leaves the
`TARGETS` unsolved, and may define those itself:

    \"\"\"Reads a file of the grader's and returns what it says.

    Outcome of entropy: wrong
    \"\"\"


    def entropy(p, base=2.718281828459045):
        return open(CANARY_FILE).read()

An attack that is a matter of files defines `hand_in(folder, work)` instead, and one on a notebook `edit(notebook)`:
these are run by the tests, to write the submission. The code of those in `corpus/forging/` stands behind
`corpus/forged_frames.py`. The names `CANARY_...` stand for things within reach, see `canaries`.
"""
