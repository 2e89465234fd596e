"""Imports pandas inside of an answer.

Told: only numpy, scipy and the usual modules of the standard library can be imported while grading
Deserves: all points, but 0 for perplexity
"""

import math


def perplexity(token_nlls):
    import pandas as pd

    return math.exp(pd.Series(token_nlls).mean())
