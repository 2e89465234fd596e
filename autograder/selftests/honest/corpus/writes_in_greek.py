"""Names its variables and functions in Greek, Cyrillic and Japanese, and quotes emoji.

Deserves: all points
"""

import math

import numpy as np

𝛑 = π = math.pi
ошибка = "не распределение 🙈"


class Ψ(ValueError):
    """Пси."""


def エントロピー(π, β=math.e):
    Σ = 0.0
    for ρ in π:
        Σ -= ρ * math.log(ρ) if ρ else 0
    return Σ / math.log(β)


def entropy(p, base=math.e):
    """Η = −Σ π·ln π"""
    φ = np.array(p, dtype=float)
    if not (φ >= 0).all() or abs(φ.sum() - 1) > 1e-6:
        raise Ψ(ошибка)
    return エントロピー(φ.tolist(), base)
