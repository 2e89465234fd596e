"""Its last line asserts something that is not so.

Told: line
Deserves: all points
"""

import math


def hand_in(folder, work):
    work.write_module(folder, "assert entropy([0.5, 0.5]) == 1, 'should be one bit'\n")
