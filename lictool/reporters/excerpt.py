"""The part of a source line that is shown, around the place that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from lictool.report import Place

LONGEST = 160
"""Characters of a source line that are shown at most."""


class Excerpt(NamedTuple):
    """A source line in three parts; ellipses where it was cut."""

    before: str
    marked: str
    """What is meant; at least a character where the line has one there."""
    after: str


def excerpt(place: Place) -> Excerpt:
    """Give the source line of a place; a long line is cut around it."""
    line, start = place.source, place.span.column - 1
    end = place.span.end_column - 1 if place.span.end_line == place.span.line else len(line)
    if len(line) > LONGEST:
        left = max(0, min(start - LONGEST // 4, len(line) - LONGEST))
        cut = line[left : left + LONGEST]
        line = ("…" if left else "") + cut + ("…" if left + LONGEST < len(place.source) else "")
        start, end = start - left + bool(left), end - left + bool(left)
    end = max(start + 1, min(end, len(line)))
    return Excerpt(line[:start], line[start:end], line[end:])
