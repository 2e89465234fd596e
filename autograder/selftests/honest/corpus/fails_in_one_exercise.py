"""One answer divides by zero whatever it is given.

Told: raises ZeroDivisionError in s04_information_theory.py, line 9
Deserves: all points, but 0 for bits_per_byte
"""


def bits_per_byte(nats_per_token, tokens, n_bytes):
    return nats_per_token / (tokens - tokens) * n_bytes
