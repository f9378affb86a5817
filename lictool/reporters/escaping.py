"""Making foreign text harmless where it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

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
    """Give a text that stays on its line, changes neither colour nor direction of what surrounds it, and commands nobody."""
    shown = text.translate(_VISIBLE)
    if "##" in shown:
        # Pipelines take these for commands of theirs, wherever in a line they stand.
        shown = shown.replace("##[", "#\\x23[").replace("##vso[", "#\\x23vso[")
    if "::" in shown and shown.lstrip().startswith("::"):
        shown = shown.replace(":", "\\x3a", 1)  # at the begin of a line, GitHub takes it for a command
    return shown if shown.isascii() else shown.encode("utf-8", "backslashreplace").decode("utf-8")


_IN_JSON = {code: ascii(chr(code))[1:-1].replace("\\x", "\\u00") for code in _VISIBLE if code > 0x7E and code < 0x10000}


def json_text(data: Any) -> str:
    """Write JSON in which nothing changes a terminal, commands a pipeline or cannot be encoded."""
    from json import dumps

    text = dumps(data, ensure_ascii=False, indent=2).translate(_IN_JSON)
    text = text.replace("##[", "\\u0023#[").replace("##vso[", "\\u0023#vso[")
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


_MARKUP = {ord(c): f"&#{ord(c)};" for c in "&<>|`*_[]{}()#!~@:\\$^"}
_IN_CODE = {ord("`"): "'", ord("|"): "\u00a6"}
"""What Markdown could take for markup, links, mentions or cell ends; a code span takes entities literally."""


def markdown(text: str, *, code: bool = False) -> str:
    """Give a text that Markdown shows as it is, also in a table; `code` for inside of a code span."""
    shown = one_line(text)
    if code:
        return shown.translate(_IN_CODE)
    # A forge makes mentions and references also of entities; a blank of no width keeps it from that.
    return shown.translate(_MARKUP).replace("&#64;", "&#64;&#8203;").replace("&#35;", "&#35;&#8203;")


def prose(text: str) -> str:
    """Give a sentence that Markdown shows as it is, with pairs of backticks as code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0 or not all(pieces[1::2]):
        return markdown(text)
    return "".join(f"`{markdown(p, code=True)}`" if odd % 2 else markdown(p) for odd, p in enumerate(pieces))


_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How formulas begin, full-width forms included."""


def spreadsheet(text: str) -> str:
    """Give a text that a spreadsheet does not take for a formula: with an apostrophe in front where it could."""
    shown = one_line(text)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown


def width(text: str) -> int:
    """Give the columns that a text takes on a terminal; East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(0 if category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in "WF" else 1 for c in text)
