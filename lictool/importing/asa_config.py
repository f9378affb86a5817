"""Running configuration of an ASA."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.importing.facts import Notebook
    from lictool.importing.lines import Line


def read(lines: Iterable[Line], notes: Notebook) -> None:
    """To come."""
    for number, text in lines:
        if text.startswith("hostname ") and not notes.host:
            notes.host = text.split()[1]
        notes.skip(number)
