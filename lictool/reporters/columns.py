"""Tables of counts for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.tally import percent

if TYPE_CHECKING:
    from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Give lines of columns: the first to the left, the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]).rstrip()
        for row in rows
    ]


def share(part: int, whole: int) -> str:
    """Give a part of a whole in percent, rounded down so that only the whole is 100."""
    return f"{percent(part, whole):.1f} %"
