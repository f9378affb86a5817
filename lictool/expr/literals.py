"""The values of text and bytes literals: their escapes (CEL specification, "String and Bytes Values")."""

from __future__ import annotations

from lictool.expr.fault import Fault

_PLAIN = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "\\": "\\", "?": "?", '"': '"', "'": "'", "`": "`",
}  # fmt: skip
_LENGTHS = {"x": 2, "X": 2, "u": 4, "U": 8}
_HEX = frozenset("0123456789abcdefABCDEF")
_OCTAL = frozenset("01234567")


def text_value(body: str, offset: int, faults: list[Fault], *, raw: bool) -> str:
    """Give the text that stands between the quotes; `offset` is where the body starts."""
    if raw or "\\" not in body:
        return body
    return "".join(
        piece if code is None else chr(code) for piece, code in _pieces(body, offset, faults, allowed="xXuU")
    )


def bytes_value(body: str, offset: int, faults: list[Fault], *, raw: bool) -> bytes:
    """Give the bytes that stand between the quotes: UTF-8, where an escape names one byte."""
    if raw or "\\" not in body:
        return body.encode("utf-8", "surrogatepass")
    return b"".join(
        piece.encode("utf-8", "surrogatepass") if code is None else bytes((code,))
        for piece, code in _pieces(body, offset, faults, allowed="xX")
    )


def _pieces(body: str, offset: int, faults: list[Fault], allowed: str) -> list[tuple[str, int | None]]:
    """Cut a body at its escapes: runs of characters, and code points that were named by number."""
    pieces: list[tuple[str, int | None]] = []
    at = 0
    while at < len(body):
        slash = body.find("\\", at)
        if slash < 0:
            pieces.append((body[at:], None))
            break
        pieces.append((body[at:slash], None))
        sign = body[slash + 1]
        if sign in _PLAIN:
            pieces.append((_PLAIN[sign], None))
            at = slash + 2
            continue
        digits, code = _code(body, slash, allowed)
        at = slash + len(digits)
        if code is None:
            faults.append(Fault(f"`{digits}` is no escape", offset + slash, offset + at))
        else:
            pieces.append(("", code))
    return pieces


def _code(body: str, slash: int, allowed: str) -> tuple[str, int | None]:
    """Read an escape that names a code point: its text and the code point, or None where it is wrong."""
    sign = body[slash + 1]
    if sign in _OCTAL:
        text = body[slash : slash + 4]
        good = len(text) == 4 and sign in "0123" and set(text[1:]) <= _OCTAL
        return text, int(text[1:], 8) if good else None
    if sign not in allowed:
        return body[slash : slash + 2], None
    text = body[slash : slash + 2 + _LENGTHS[sign]]
    digits = text[2:]
    if len(digits) < _LENGTHS[sign] or not set(digits) <= _HEX:
        return text, None
    code = int(digits, 16)
    return text, None if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else code
