"""`show version` of a router with Cisco IOS or IOS XE: software, model, and whether its security licence is in use.

None of it says anything of the licences of the client. The number of the processor board is one of hardware: routers
print no `Serial Number:` line, so that nothing here may serve as the number that licences go by.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lictool.importing.ios_models import platform_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.importing.facts import Notebook
    from lictool.importing.lines import Line

_XE = re.compile(r"Cisco IOS XE Software, Version (\d\S{0,39})")
_IOS = re.compile(r"Cisco IOS Software(.{0,200}?), Version (\d[^\s,]{0,39})")
_UP = re.compile(r"(\S{1,63}) uptime is (.{1,100})")
_TERM = re.compile(r"(\d{1,4}) (year|week|day)s?")
_DAYS = {"year": 365, "week": 7, "day": 1}
_MODEL = re.compile(r"[Cc]isco (\S{2,40}) \(.{0,60}\).{0,60}with \S{1,40} bytes of memory")
_BOARD = re.compile(r"Processor board ID (\S{1,30})\s*$")
_ROW = re.compile(r"(security|securityk9)\s+(securityk9|None)\s+(\S.{0,40}?)\s{1,40}(\S{1,40})\s*$")
_TABLE = "Technology Package License Information"

STATES = {
    "permanent": "in-use",
    "smart license": "in-use",
    "righttouse": "right-to-use",
    "evalrighttouse": "evaluation",
    "evaluation": "evaluation",
}
"""Types of a licence that is in use, and the word of the manifest for it."""


def read(lines: Iterable[Line], notes: Notebook) -> None:
    """Take down what the output says."""
    is_xe = False
    in_table = False
    for number, text in lines:
        line = text.strip()
        if found := _XE.match(line):
            is_xe = True
            notes.headend("os", value="ios-xe", line=number)
            notes.headend("osVersion", value=found[1], line=number)
        elif found := _IOS.match(line):
            _software(found[1], found[2], number, notes, is_xe=is_xe)
        elif line.startswith(_TABLE):
            in_table = True
        elif line.startswith("Suite License Information"):
            in_table = False
        elif line and not ((in_table and _licence(line, number, notes)) or _hardware(line, number, notes)):
            notes.skip(number)


def _software(words: str, version: str, number: int, notes: Notebook, *, is_xe: bool) -> None:
    """Read the line of the IOS that runs; within IOS XE it has a number of its own, which is not that of IOS XE."""
    if is_xe:
        notes.skip(number)
    elif "IOS-XE" in words or "XE Software" in words or "LINUX_IOSD" in words:
        notes.headend("os", value="ios-xe", line=number)
        notes.warn("import-xe-version", number)
    else:
        notes.headend("os", value="ios", line=number)
        notes.headend("osVersion", value=version, line=number)


def _licence(line: str, number: int, notes: Notebook) -> bool:
    """Read the row of the security package; `securityk9_npe` is another package, which cannot encrypt."""
    found = _ROW.match(line)
    if not found:
        return False
    state = "not-in-use" if found[2] == "None" else STATES.get(found[3].lower())
    if state:
        notes.headend("securityLicense", value=state, line=number)
    else:
        notes.warn("import-state-unknown", number)
    return True


def _hardware(line: str, number: int, notes: Notebook) -> bool:
    if found := _UP.match(line):
        notes.host = notes.host or found[1]
        days = sum(int(count) * _DAYS[unit] for count, unit in _TERM.findall(found[2]))
        if "minute" in found[2] or days:
            notes.headend("observed", "uptimeDays", value=days, line=number)
    elif found := _MODEL.match(line):
        notes.headend("model", value=found[1], line=number)
        platform = platform_of(found[1])
        if platform:
            notes.headend("platform", value=platform, line=number)
    elif found := _BOARD.match(line):
        notes.serial = found[1]
        notes.headend("chassisSerialNumber", value=found[1], line=number)
    else:
        return False
    return True
