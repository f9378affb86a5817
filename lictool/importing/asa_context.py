"""`show context`: security contexts, and that there can be several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.importing.facts import Notebook
    from lictool.importing.lines import Line

_HEADING = re.compile(r"Context Name\s+Class\s+Interfaces")
_TOTAL = re.compile(r"Total active (?:S|s)ecurity (?:C|c)ontexts:\s*(\d{1,5})\s*$")
_MODE = re.compile(r"Security context mode:\s*(single|multiple)")
_ROW = re.compile(r"\s?\*?[\w.-]{1,64}\s+\S+\s+\S")


def read(lines: Iterable[Line], notes: Notebook) -> None:
    """Take down mode and number; the total decides, for a list may be cut."""
    rows: list[int] = []
    total: tuple[int, int] | None = None
    for number, text in lines:
        if found := _MODE.match(text):
            notes.headend("contextMode", value=found[1], line=number)
        elif found := _TOTAL.match(text.strip()):
            total = int(found[1]), number
        elif _ROW.match(text) and not _HEADING.match(text):
            rows.append(number)
        elif text.strip() and not _HEADING.match(text) and not text.startswith("   "):
            notes.skip(number)
    if total is None and not rows:
        return
    count, line = total or (len(rows), rows[0])
    notes.headend("contextMode", value="multiple", line=line)
    if total:
        notes.headend("contexts", value=count, line=line)
    else:
        notes.warn("import-cut", line)
