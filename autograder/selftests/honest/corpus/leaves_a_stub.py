"""One exercise is left as it was given.

Told: not started
Deserves: all points, but 0 for bits_per_byte
"""


def bits_per_byte(nats_per_token, tokens, n_bytes):
    """Loss of a model in bits for each byte of the text."""
    raise NotImplementedError("bits_per_byte: write your code here")
