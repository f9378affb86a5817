"""Sets of characters in regular expressions: what they hold, and how `re` writes them.

A set is an int: bit n stands for the ASCII character n, bit 128 for all others together.
"""

from __future__ import annotations

OTHER = 1 << 128
ALL = (1 << 129) - 1
DOT_STOPS = 1 << 10
"""The line feed, at which `.` stops."""


def _of(chars: str) -> int:
    return sum(1 << ord(char) for char in set(chars))


_DIGITS = _of("0123456789")
_LOWER = _of("abcdefghijklmnopqrstuvwxyz")
_UPPER = _of("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WORD = _DIGITS | _LOWER | _UPPER | _of("_")
_SPACE = _of("\t\n\f\r ")
_GRAPH = sum(1 << code for code in range(33, 127))
_CLASSES = {"d": (_DIGITS, "0-9"), "w": (_WORD, "0-9A-Za-z_"), "s": (_SPACE, r"\t\n\f\r ")}
_POSIX = {
    "alnum": (_DIGITS | _LOWER | _UPPER, "0-9A-Za-z"), "alpha": (_LOWER | _UPPER, "A-Za-z"), "digit": (_DIGITS, "0-9"),
    "lower": (_LOWER, "a-z"), "upper": (_UPPER, "A-Z"), "space": (_SPACE | 1 << 11, r"\t\n\v\f\r "),
    "xdigit": (_DIGITS | _of("abcdefABCDEF"), "0-9A-Fa-f"), "word": (_WORD, "0-9A-Za-z_"),
    "punct": (_GRAPH & ~_WORD | _of("_"), r"!-/:-@\[-`{-~"), "graph": (_GRAPH, "!-~"), "print": (_GRAPH | 1 << 32, " -~"),
}  # fmt: skip
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}


def one(char: str, *, fold: bool) -> int:
    """Give the set of one character, in both cases with `fold`."""
    if not char.isascii():
        return OTHER
    return _of(char.lower() + char.upper()) if fold else _of(char)


def literal(char: str) -> str:
    """Write one character so that `re` takes it as itself."""
    return char if char.isalnum() or not char.isascii() else f"\\x{ord(char):02x}"


def escape_set(text: str, at: int, *, fold: bool, error: type[Exception]) -> tuple[int, str, int]:
    """Read the escape at a place: the set, how `re` writes it, where it ends; raises `error`."""
    sign = text[at + 1 : at + 2]
    if sign.lower() in _CLASSES and sign:
        chars, written = _CLASSES[sign.lower()]
        return (chars, f"[{written}]", at + 2) if sign.islower() else (ALL & ~chars, f"[^{written}]", at + 2)
    char, end = _escaped(text, at, error)
    return one(char, fold=fold), literal(char), end


def _escaped(text: str, at: int, error: type[Exception]) -> tuple[str, int]:
    """Read an escape that stands for one character."""
    sign = text[at + 1 : at + 2]
    if sign in _CONTROLS and sign:
        return _CONTROLS[sign], at + 2
    if sign == "x":
        end = text.find("}", at) + 1 if text[at + 2 : at + 3] == "{" else at + 4
        digits = text[at + 2 : end].strip("{}")
        try:
            return chr(int(digits, 16)), end
        except (ValueError, OverflowError):
            raise error(f"`{text[at : max(end, at + 2)]}` names no character") from None
    if not sign or sign.isalnum() or not sign.isascii():
        raise error(f"`\\{sign}` is not available")
    return sign, at + 2


def class_set(text: str, at: int, *, fold: bool, error: type[Exception]) -> tuple[int, str, int]:
    """Read the class that opens at a place: the set, how `re` writes it, where it ends; raises `error`."""
    at += 1
    negated = text[at : at + 1] == "^"
    at += negated
    chars, written, first = 0, "", True
    while text[at : at + 1] != "]" or first:
        first = False
        if at >= len(text):
            raise error("a `[` is not closed")
        more, piece, at = _class_item(text, at, fold=fold, error=error)
        chars |= more
        written += piece
    if negated:
        # Among the other characters some are left out at most, so that their bit stays.
        return ALL & ~chars | OTHER, f"[^{written}]", at + 1
    return chars, f"[{written}]", at + 1


def _class_item(text: str, at: int, *, fold: bool, error: type[Exception]) -> tuple[int, str, int]:
    """Read one character, range or named class inside of brackets."""
    if text.startswith("[:", at):
        end = text.find(":]", at)
        if end < 0:
            raise error("a `[:` is not closed")
        name = text[at + 2 : end]
        if name not in _POSIX:
            raise error(f"`[:{name}:]` is no class of characters")
        return (*_POSIX[name], end + 2)
    if text[at] == "\\" and text[at + 1 : at + 2].lower() in _CLASSES and text[at + 1 :]:
        sign = text[at + 1]
        if sign.isupper():
            raise error(f"`\\{sign}` is not available inside of brackets")
        return (*_CLASSES[sign], at + 2)
    low, at = _class_char(text, at, error)
    if text[at : at + 1] != "-" or text[at + 1 : at + 2] in ("]", ""):
        return one(low, fold=fold), literal(low), at
    high, at = _class_char(text, at + 1, error)
    if high < low:
        raise error(f"`{low}-{high}` is no range")
    chars = 0
    for code in range(ord(low), min(ord(high), 127) + 1):
        chars |= one(chr(code), fold=fold)
    return chars | (0 if high.isascii() else OTHER), f"{literal(low)}-{literal(high)}", at


def _class_char(text: str, at: int, error: type[Exception]) -> tuple[str, int]:
    if text[at : at + 1] == "\\":
        return _escaped(text, at, error)
    return text[at : at + 1], at + 1
