"""`show inventory`: serial numbers of chassis and parts. None of them is the one that licences go by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.importing.facts import Notebook
    from lictool.importing.lines import Line

_NAME = re.compile(r'Name: "([^"]{0,200})"')
_PART = re.compile(r"PID: ?([^,]{0,60}),\s*VID: ?[^,]{0,40},\s*SN: ?(.{0,60})")


def read(lines: Iterable[Line], notes: Notebook) -> None:
    """Take down the serial number of the chassis."""
    name = ""
    for number, text in lines:
        line = text.lstrip()
        if found := _NAME.match(line):
            name = found[1].strip().lower()
        elif (found := _PART.match(line)) and name == "chassis":
            if found[2].strip():
                # Blanks at the end are the output's, not the number's: nobody registers by this number.
                notes.headend("chassisSerialNumber", value=found[2].strip(), line=number)
            else:
                notes.warn("import-serial-empty", number)
        elif line:
            notes.is_empty = notes.is_empty or bool(found)
            notes.skip(number, "skip-serial" if found else "skip-unknown")
