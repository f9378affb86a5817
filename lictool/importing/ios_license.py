"""`show license` of a router with Cisco IOS: the state of its security licence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lictool.importing.ios_version import STATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.importing.facts import Notebook
    from lictool.importing.lines import Line

_FEATURE = re.compile(r"(?:Index \d{1,4}\s{1,20})?Feature:\s{0,20}(\S{1,60})")
_TYPE = re.compile(r"License Type:\s{0,20}(\S.{0,40})")
_STATE = re.compile(r"License State:\s{0,20}(\S.{0,80})")
_PACKAGE = "securityk9"


def read(lines: Iterable[Line], notes: Notebook) -> None:
    """Take down the state of the package, which its type and its state say together.

    That the list does not name it proves nothing: lists get cut.
    """
    feature = kind = ""
    is_named = False
    for number, text in lines:
        line = text.strip()
        if found := _FEATURE.match(line):
            feature, kind = found[1], ""
            is_named = is_named or feature == _PACKAGE
        elif feature == _PACKAGE and (found := _TYPE.match(line)):
            kind = found[1].strip().lower()
        elif feature == _PACKAGE and (found := _STATE.match(line)):
            _state(kind, found[1].lower(), number, notes)
        elif line:
            notes.skip(number)
    if not is_named:
        notes.is_empty = True
        notes.warn("import-no-security-licence")


def _state(kind: str, state: str, number: int, notes: Notebook) -> None:
    in_use = "in use" in state and "not in use" not in state and "expired" not in state
    value = STATES.get(kind) if in_use else "not-in-use"
    if value:
        notes.headend("securityLicense", value=value, line=number)
    else:
        notes.warn("import-state-unknown", number)
