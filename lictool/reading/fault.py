"""What makes a text unreadable, at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from lictool.location import Span
    from lictool.wording_input import Arguments


class Fault(NamedTuple):
    """A refusal at its place; `lictool.wording_input.text` gives the sentence."""

    key: str
    """The kind, a key of `lictool.wording_input.SENTENCES`."""
    arguments: Arguments
    span: Span
