"""Making foreign text harmless where it is printed."""

from __future__ import annotations

_VISIBLE = {
    **{code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))},
    **{
        code: f"\\u{code:04x}"
        for code in (
            0x00AD,
            0x061C,
            0x180E,
            0x200B,
            0x200E,
            0x200F,
            0x2028,
            0x2029,
            *range(0x202A, 0x202F),
            *range(0x2060, 0x206A),
            0xFEFF,
            *range(0xFFF9, 0xFFFC),
        )
    },
    **{code: f"\\U{code:08x}" for code in range(0xE0000, 0xE0080)},
}
"""Control characters, and those that reorder or hide text, with what stands for them."""


def one_line(text: str) -> str:
    """Give a text that stays on its line and changes neither colour nor direction of what surrounds it."""
    shown = text.translate(_VISIBLE)
    return shown if shown.isascii() else shown.encode("utf-8", "backslashreplace").decode("utf-8")


_MARKUP = {ord(c): f"&#{ord(c)};" for c in "&<>|`*_[]{}()#!~@:\\$^"}
_IN_CODE = {ord("`"): "'", ord("|"): "\u00a6"}
"""What Markdown could take for markup, links, mentions or cell ends; a code span takes entities literally."""


def markdown(text: str, *, code: bool = False) -> str:
    """Give a text that Markdown shows as it is, also in a table; `code` for inside of a code span."""
    return one_line(text).translate(_IN_CODE if code else _MARKUP)


def spreadsheet(text: str) -> str:
    """Give a text that a spreadsheet does not take for a formula: with an apostrophe in front where it could."""
    shown = one_line(text)
    return (
        f"'{shown}"
        if shown.lstrip()[:1] in ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20") and shown.strip()
        else shown
    )


def width(text: str) -> int:
    """Give the columns that a text takes on a terminal; East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(0 if category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in "WF" else 1 for c in text)
