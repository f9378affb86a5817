"""Tables of counts for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.reporters.escaping import width
from lictool.tally import percent

if TYPE_CHECKING:
    from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]], *, left: int = 1) -> list[str]:
    """Give lines of columns: the first ones to the left, the others to the right."""
    widths = [max(width(row[place]) for row in rows) for place in range(len(rows[0]))]

    def cell(text: str, place: int) -> str:
        blank = " " * (widths[place] - width(text))
        return text + blank if place < left else blank + text

    return ["  ".join(cell(text, place) for place, text in enumerate(row)).rstrip() for row in rows]


def share(part: int, whole: int) -> str:
    """Give a part of a whole in percent, rounded down so that only the whole is 100."""
    return f"{percent(part, whole):.1f} %"
