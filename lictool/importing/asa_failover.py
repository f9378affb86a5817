"""`show failover`: the role of the unit, which is not its state, and the serial number of its mate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.importing.facts import Notebook
    from lictool.importing.lines import Line

_ON = re.compile(r"Failover (On|Off)\s*$")
_UNIT = re.compile(r"(?:Failover unit|This host:) +(Primary|Secondary)")
_STATE = re.compile(r"This host: +(?:Primary|Secondary) - (Active|Standby|Failed)")
_SERIALS = re.compile(r"Serial Number: Ours (\S{0,30}), Mate (\S{0,30})\s*$")
_GROUP = re.compile(r"Group \d+ (?:State|last failover at):")
_HEADS = ("Stateful Failover Logical Update Statistics", "Other host:")


def read(lines: Iterable[Line], notes: Notebook) -> None:
    """Take down what is said of this unit; what is said of the mate is the mate's, apart from its serial number."""
    mode: tuple[str, int] | None = None
    mine = True
    for number, text in lines:
        line = text.strip()
        if line.startswith(_HEADS):
            mine = False
        if found := _ON.match(line):
            mode = ("active-standby" if found[1] == "On" else "none"), number
        elif _GROUP.match(line):
            mode = "active-active", number
        elif mine and (found := _STATE.match(line)):
            notes.headend("ha", "state", value=found[1].lower(), line=number)
        elif mine and (found := _UNIT.match(line)):
            notes.headend("ha", "role", value=found[1].lower(), line=number)
        elif found := _SERIALS.match(line):
            _serials(found[1], found[2], number, notes)
        elif line:
            notes.skip(number)
    if mode:
        notes.headend("ha", "mode", value=mode[0], line=mode[1])


def _serials(ours: str, mate: str, number: int, notes: Notebook) -> None:
    """Keep the unit's own number only to tell it from its mate: licences go by that of `show version`."""
    notes.serial = "" if ours == "Unknown" else ours
    if mate and mate != "Unknown":
        notes.headend("ha", "peerSerialNumber", value=mate, line=number)
