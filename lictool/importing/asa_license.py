"""`show license all` (and its parts) of an ASA with Smart Licensing: the state of the platform's licence.

The platform's licence is no licence of the client, and its evaluation is not the trial that the FAQ speaks of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.importing.facts import Notebook
    from lictool.importing.lines import Line

_HEADING = re.compile(r"(Registration|License Authorization|Utility|Data Privacy|Transport|Export Authorization Key):")
_USAGE = re.compile(r"License Usage\s*$|License Entitlements|\(.{1,80}\):\s*$")
_STATUS = re.compile(r"Status:\s*(.{1,100})")
_LEFT = re.compile(r"Evaluation Period Remaining:\s*(?:(\d{1,4}) days?)?")
_CONTACT = re.compile(r"Last Communication Attempt:\s*(SUCC\w*|FAIL\w*)")

_REGISTRATION = (
    ("UNREGISTERED", "unregistered"),
    ("REGISTERED", "registered"),
    ("REGISTERING", "unregistered"),
    ("NOT REQUIRED", "not-required"),
    ("FAILED", "failed"),
)
_AUTHORIZATION = (
    ("AUTHORIZED", "authorized"),
    ("EVAL MODE", "evaluation"),
    ("EVALUATION EXPIRED", "evaluation-expired"),
    ("EVAL EXPIRED", "evaluation-expired"),
    ("OUT OF COMPLIANCE", "out-of-compliance"),
    ("NOT REQUIRED", "not-required"),
    ("NO LICENSES IN USE", "not-required"),
    ("NOT AUTHORIZED", "not-authorized"),
)
"""How a state starts, and the word of the manifest for it."""


def read(lines: Iterable[Line], notes: Notebook) -> None:
    """Take down registration, authorisation, days of evaluation and the last contact."""
    block = ""
    for number, text in lines:
        line = text.strip()
        if not line or set(line) == {"="}:
            continue
        if line.startswith("Smart Licensing is "):
            if line.startswith("Smart Licensing is ENABLED"):
                notes.headend("licenseMode", value="smart", line=number)
        elif found := _HEADING.match(line):
            block = found[1]
        elif _USAGE.search(line):
            block = "usage"
        elif not (_state(block, line, number, notes) or _rest(block, line, number, notes)):
            notes.skip(number)


def _state(block: str, line: str, number: int, notes: Notebook) -> bool:
    found = _STATUS.match(line)
    if not found or block not in ("Registration", "License Authorization"):
        return False
    key, words = ("registration", _REGISTRATION) if block == "Registration" else ("authorization", _AUTHORIZATION)
    status = found[1].upper()
    value = next((word for start, word in words if status.startswith(start)), None)
    if value:
        notes.headend("smart", key, value=value, line=number)
    else:
        notes.warn("import-state-unknown", number)
    return bool(value)


def _rest(block: str, line: str, number: int, notes: Notebook) -> bool:
    if found := _LEFT.match(line):
        notes.headend("smart", "evaluationDaysLeft", value=int(found[1] or 0), line=number)
    elif block == "License Authorization" and (found := _CONTACT.match(line)):
        notes.headend("smart", "lastContactSucceeded", value=found[1].startswith("SUCC"), line=number)
    elif line.startswith("UDI:"):
        # It may be the number of a chassis or module: it neither serves licences nor tells units apart.
        notes.skip(number, "skip-serial")
    else:
        return False
    return True
