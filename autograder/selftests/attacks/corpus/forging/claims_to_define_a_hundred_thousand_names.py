"""Says while it is loaded that it defines more names than anybody can write.

Outcome of entropy: missing
"""

import gc

worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
worker._public_names = lambda: [f"n{number}" for number in range(100_000)]
