"""What an unquoted scalar means: the part of YAML 1.2's core schema on which all readers agree."""

from __future__ import annotations

SMALLEST = -(2**63)
LARGEST = 2**63 - 1
"""Whole numbers beyond 64 bits stay text: no reader of JSON can be trusted with them."""

WORDS: dict[str, bool | None] = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    "null": None,
    "Null": None,
    "NULL": None,
    "~": None,
    "": None,
}
FIRST = frozenset("0123456789+-.")
"""A number starts with one of these; all other texts need no closer look."""


def number(text: str) -> int | float | str:
    """Give the number that a plain scalar starting with one of FIRST stands for, else the text itself.

    Numbers are decimal, without leading zeros, whole ones within 64 bits, others with a dot and without exponent:
    `0123`, `1_000`, `1e5`, `0x1F`, `12:30:45`, `.inf` are text. A fraction of zero is a whole number (`5.0` is 5),
    as JSON Schema has it.
    """
    digits = text[1:] if text[0] in "+-" else text
    whole, dot, fraction = digits.partition(".")
    if not (whole + fraction).isdecimal() or not digits.isascii() or (len(whole) > 1 and whole[0] == "0"):
        return text
    if dot:
        return whole_if_integral(float(text), text)
    if len(whole) > 19:
        return text
    value = int(text)
    return value if SMALLEST <= value <= LARGEST else text


def whole_if_integral(value: float, text: str) -> int | float | str:
    """Give a finite float, as int where it is whole and fits 64 bits; for anything else the text that was typed."""
    if value - value != 0:  # infinite
        return text
    if value != int(value):
        return value
    return int(value) if SMALLEST <= value <= LARGEST else text
