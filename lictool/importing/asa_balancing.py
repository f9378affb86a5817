"""`show vpn load-balancing`: the group in which headends share sessions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.importing.facts import Notebook
    from lictool.importing.lines import Line

_ROW = re.compile(r"\s*(Enabled|Disabled)\s+\S+\s+\S+\s+(?:Enabled|Disabled)\s+\S+\s+(\S{1,100})\s*$")


def read(lines: Iterable[Line], notes: Notebook) -> None:
    """Take down the group that the unit takes part in, called by its address or name."""
    for number, text in lines:
        found = _ROW.match(text)
        if found and found[1] == "Enabled":
            notes.headend("loadBalancing", value=found[2], line=number)
        elif text.strip(" -"):
            notes.is_empty = notes.is_empty or bool(found)
            notes.skip(number)
