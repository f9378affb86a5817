"""The text of a file: decoding it, its lines, places in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.location import Span
from lictool.reading.fault import Fault

if TYPE_CHECKING:
    from lictool.wording_input import Arguments

MARK = b"lictool"
"""What every file has in it that holds a document of lictool's, UTF-16 apart."""
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How a file in UTF-16 begins; a mark cannot be looked for in it."""

MAX_BYTES = 64 * 1024 * 1024
"""Larger files are refused unread."""
MAX_DEPTH = 100
"""Collections inside collections; deeper ones end the reading."""
MAX_FAULTS = 100
"""After so many faults the reading ends."""

_BOM = b"\xef\xbb\xbf"


class Source:
    """A text, addressed by 0-based offsets in characters; a leading byte order mark is no part of it."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """Give lines and columns of the stretch from `start` up to `end` (exclusive)."""
        line, column = self._position(start)
        end_line, end_column = self._position(end)
        return Span(line, column, end_line, end_column)

    def fault(self, key: str, arguments: Arguments, start: int, end: int | None = None) -> Fault:
        """Make a fault; without `end` it covers one character."""
        return Fault(key, arguments, self.span(start, start + 1 if end is None else end))

    def line(self, number: int) -> str:
        """Give a line (1-based) without its line end; empty when there is no such line."""
        starts = self._lines()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def line_start(self, offset: int) -> int:
        """Give the offset at which the line of `offset` starts."""
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    def _position(self, offset: int) -> tuple[int, int]:
        from bisect import bisect_right

        starts = self._lines()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def _lines(self) -> list[int]:
        """Offsets of the starts of all lines; lines end with LF, CR LF or CR."""
        if self._starts is None:
            starts = [0]
            text = self.text
            if "\r" in text:
                text = text.replace("\r\n", " \n").replace("\r", "\n")
            found = text.find("\n")
            while found >= 0:
                starts.append(found + 1)
                found = text.find("\n", found + 1)
            self._starts = starts
        return self._starts


def decode(content: bytes) -> tuple[Source, Fault | None]:
    """Read bytes as UTF-8, with or without byte order mark; a fault says where it is something else."""
    if len(content) > MAX_BYTES:
        return Source(""), Source("").fault("too-large", {"limit": str(MAX_BYTES // 1024 // 1024)}, 0)
    content = content.removeprefix(_BOM)
    other = _other_encoding(content[:4])
    try:
        if other is None:
            return Source(content.decode()), None
    except UnicodeDecodeError as error:
        source = Source(content.decode(errors="replace"))
        offset = len(content[: error.start].decode())
        return source, source.fault("not-utf8", {"byte": f"0x{content[error.start]:02x}"}, offset)
    source = Source(content.decode(other, errors="replace"))
    return source, source.fault("other-encoding", {"encoding": other.upper()}, 0)


def _other_encoding(head: bytes) -> str | None:
    """Recognise UTF-16 and UTF-32 by their mark, or by the zeros that the first character leaves."""
    if head in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        return "utf-32"
    if head.startswith(WIDE):
        return "utf-16"
    if b"\0" not in head:
        return None
    zeros = "".join("0" if byte == 0 else "x" for byte in head)
    return {
        "x000": "utf-32-le",
        "000x": "utf-32-be",
        "x0x0": "utf-16-le",
        "0x0x": "utf-16-be",
    }.get(zeros)
