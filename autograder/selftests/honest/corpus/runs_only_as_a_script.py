"""Has a main block that would read arguments, ask, plot and fail.

Deserves: all points
"""

import argparse
import sys


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text")
    options = parser.parse_args(arguments)
    print(input("Ready? "), perplexity(options.text))
    return 1


if __name__ == "__main__":
    import pandas as pd

    sys.exit(main())
