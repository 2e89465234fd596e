"""Says while it is loaded that it defines more names than anybody can write.

Outcome of entropy: missing
"""

worker._public_names = lambda: [f"n{number}" for number in range(100_000)]
