"""4.13 `bits_per_byte`: criteria, known mistakes, other right answers."""

import math
from fractions import Fraction

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    criterion,
    mistakes_of,
    raises,
)
from solutions.s04_information_theory import bits_per_byte

# Criteria


@criterion(core=True)
def test_converts_nats_to_bits_and_tokens_to_bytes(bits_per_byte, reference, rng):
    for _ in range(6):
        nats, tokens, n_bytes = float(rng.uniform(0.5, 6)), int(rng.integers(10, 500)), int(rng.integers(600, 3000))
        expected = reference.bits_per_byte(nats, tokens, n_bytes)
        assert_close(bits_per_byte(nats, tokens, n_bytes), expected)
    # More tokens than bytes, as with a tokenizer that knows bits only.
    assert_close(bits_per_byte(math.log(2), 800, 100), 8.0)


@criterion()
def test_does_not_depend_on_the_tokenizer(bits_per_byte):
    # 720 nats over 300 bytes, in tokens of different lengths.
    for tokens in (60, 90, 144, 720):
        assert_close(bits_per_byte(720 / tokens, tokens, 300), 2.4 / math.log(2))


@criterion()
def test_covers_the_whole_range(bits_per_byte):
    assert_close(bits_per_byte(0.0, 10, 40), 0.0)
    assert_close(bits_per_byte(0, 10, 40), 0.0)
    assert_same(bits_per_byte(math.inf, 10, 40), math.inf)
    assert_close(bits_per_byte(math.log(2), 1, 1), 1.0)
    assert_close(bits_per_byte(3.0, 10**12, 4 * 10**12), 0.75 / math.log(2))


@criterion()
def test_refuses_impossible_measurements(bits_per_byte):
    for arguments in ((-0.1, 10, 40), (math.nan, 10, 40), (3.0, 0, 40), (3.0, -5, 40), (3.0, 10, 0), (3.0, 10, -40)):
        with raises(ValueError):
            bits_per_byte(*arguments)


# Known mistakes


def _check_measurement(nats_per_token, tokens, n_bytes):
    """Refuse what the exercise refuses."""
    if not nats_per_token >= 0 or tokens <= 0 or n_bytes <= 0:
        raise ValueError("not a measurement")


mistake = mistakes_of(bits_per_byte, example=(3, 100, 400))


@mistake("These are nats per byte. One bit is ln 2 nats: divide by math.log(2).")
def bits_per_byte_in_nats(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token * tokens / n_bytes


@mistake(
    "Tokens and bytes are exchanged. Per token times tokens is the whole text: multiply by tokens, divide by bytes."
)
def bits_per_byte_with_inverted_ratio(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token / math.log(2) * n_bytes / tokens


@mistake(
    "The loss is multiplied by ln 2. A nat is more than a bit (1.44 bits), so there must be more bits than nats: divide."
)
def bits_per_byte_multiplied_by_ln_2(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token * math.log(2) * tokens / n_bytes


@mistake("These are bits per token. Multiply by tokens and divide by bytes.")
def bits_per_byte_per_token(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token / math.log(2)


@mistake("log2 is applied to the loss. The loss is a logarithm already: to change its base, divide it by ln 2.")
def bits_per_byte_with_log2_of_the_loss(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return math.log2(nats_per_token) * tokens / n_bytes if nats_per_token > 0 else 0.0


@mistake("tokens // n_bytes is an integer division, and 0 for every real text. Use /.")
def bits_per_byte_with_integer_division(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token / math.log(2) * (tokens // n_bytes)


@mistake("The perplexity is converted. Bits per byte are linear in the loss: no exponential.")
def bits_per_byte_of_the_perplexity(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return float(np.exp(nats_per_token)) / math.log(2) * tokens / n_bytes


@mistake(
    "The arguments are not checked. Raise ValueError for a negative loss, and unless tokens and n_bytes are positive.",
    example=(-1.0, 10, 40),
)
def bits_per_byte_without_checks(nats_per_token, tokens, n_bytes):
    return nats_per_token / math.log(2) * tokens / n_bytes


@mistake("The loss is divided by 2. A nat is 1 / ln 2 bits: divide by math.log(2), about 0.693.")
def bits_per_byte_divided_by_2(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token / 2 * tokens / n_bytes


@mistake("The loss is divided by ln 10. For bits the base is 2: divide by math.log(2).")
def bits_per_byte_in_decimal_digits(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token / math.log(10) * tokens / n_bytes


@mistake("The bytes are turned into bits, 8 each. The result is for each byte: divide by n_bytes.")
def bits_per_byte_for_each_bit(nats_per_token, tokens, n_bytes):
    return bits_per_byte(nats_per_token, tokens, n_bytes) / 8


@mistake("The result is multiplied by 8. The loss is converted to bits already, and the text is measured in bytes.")
def bits_per_byte_times_8(nats_per_token, tokens, n_bytes):
    return bits_per_byte(nats_per_token, tokens, n_bytes) * 8


@mistake("These are the bits of the whole text. Divide them by n_bytes.")
def bits_per_byte_of_the_whole_text(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token / math.log(2) * tokens


@mistake("The number of tokens is not used. The loss is per token: multiply it by tokens before you divide by bytes.")
def bits_per_byte_of_one_token(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token / math.log(2) / n_bytes


@mistake("The loss is divided by tokens and by bytes. It is a mean over tokens: multiply by tokens, divide by bytes.")
def bits_per_byte_dividing_by_both(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    return nats_per_token / math.log(2) / tokens / n_bytes


@mistake("This is 2 to the bits per byte, a perplexity. Return the bits themselves.")
def bits_per_byte_as_perplexity(nats_per_token, tokens, n_bytes):
    return float(np.float64(2) ** bits_per_byte(nats_per_token, tokens, n_bytes))


@mistake(
    "A loss of 0 is refused. A model that was always sure has it: raise ValueError below 0 only.", example=(0.0, 10, 40)
)
def bits_per_byte_refusing_zero(nats_per_token, tokens, n_bytes):
    if not nats_per_token > 0:
        raise ValueError("not a loss")
    return bits_per_byte(nats_per_token, tokens, n_bytes)


@mistake("An infinite loss is refused. It is allowed, and the result is inf.", example=(math.inf, 10, 40))
def bits_per_byte_refusing_infinity(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes)
    if math.isinf(nats_per_token):
        raise ValueError("not finite")
    return bits_per_byte(nats_per_token, tokens, n_bytes)


@mistake(
    "nan passes the check, since nan < 0 is False. Write it the other way round: not nats_per_token >= 0.",
    example=(math.nan, 10, 40),
)
def bits_per_byte_of_nan(nats_per_token, tokens, n_bytes):
    return math.nan if math.isnan(nats_per_token) else bits_per_byte(nats_per_token, tokens, n_bytes)


@mistake(
    "The loss is not checked: a negative one gives a negative result. Raise ValueError for it.", example=(-1.0, 10, 40)
)
def bits_per_byte_of_a_negative_loss(nats_per_token, tokens, n_bytes):
    _check_measurement(abs(nats_per_token), tokens, n_bytes)
    return nats_per_token / math.log(2) * tokens / n_bytes


@mistake("0 bytes end in a division by zero. Check n_bytes first, and raise ValueError.", example=(3.0, 10, 0))
def bits_per_byte_dividing_by_zero(nats_per_token, tokens, n_bytes):
    _check_measurement(nats_per_token, tokens, n_bytes or 1)
    return nats_per_token / math.log(2) * tokens / n_bytes


@mistake("The result is rounded. Return it as it is; the example rounds for the display only.")
def bits_per_byte_rounded(nats_per_token, tokens, n_bytes):
    bits = bits_per_byte(nats_per_token, tokens, n_bytes)
    return round(bits, 3) if math.isfinite(bits) else bits


# Other right answers


@alternative
def bits_per_byte_with_log2_of_e(nats_per_token, tokens, n_bytes):
    if not (nats_per_token >= 0 and tokens > 0 and n_bytes > 0):
        raise ValueError("impossible")
    return tokens / n_bytes * nats_per_token * math.log2(math.e)


@alternative
def bits_per_byte_with_fractions(nats_per_token, tokens, n_bytes):
    if math.isnan(nats_per_token) or nats_per_token < 0 or tokens < 1 or n_bytes < 1:
        raise ValueError("impossible")
    return np.float64(nats_per_token) / np.log(2) * float(Fraction(tokens, n_bytes))
