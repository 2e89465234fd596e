"""Honest submissions that are odd in some way, and the proof that they get what they deserve.

`corpus/NAME.py` is one oddity: a docstring that says what is odd, and in its last line what it deserves. If points are
lost, or something goes wrong that costs none, the line before quotes what the student must be told of it:

    \"\"\"Returns nested lists where an array is promised.

    Told: not a list
    Deserves: all points, but 0 for log_softmax
    \"\"\"

Most are plain student modules: what they do not define is answered by the references behind them. Others define
`hand_in(folder, work)` or `edit(notebook)`, see `autograder.selftests.corpus`, and start from the references' answers.
"""
