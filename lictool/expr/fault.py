"""What is wrong with an expression, at its place in the text."""

from __future__ import annotations

from lictool.record import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong in an expression."""

    message: str
    """Lower case, no final stop, the author's own text in backticks, then what would be right."""
    start: int
    """Offset of the first character, counted in characters from 0."""
    end: int
    """Offset one past the last character."""


class ExpressionError(Exception):
    """An expression cannot be used; carries every fault that was found, sorted by place."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=lambda fault: (fault.start, fault.end, fault.message)))
        super().__init__("; ".join(fault.message for fault in self.faults))
