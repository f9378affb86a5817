"""The `webvpn` block of a configuration: interfaces, client packages, HostScan, the old Essentials switch.

Old words stand for new ones: `svc` for `anyconnect`, `csd` for `hostscan`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lictool.importing.asa_blocks import Command
    from lictool.importing.asa_findings import Findings

PACKAGE = re.compile(
    r"(?:anyconnect|sslclient|secure-client)[a-z0-9_-]{0,40}?-(\d{1,2}\.\d{1,2}\.\d{1,5}(?:\.\d{1,5})?)", re.IGNORECASE
)
"""The file of a client package, whose name gives the version."""
OLD = {"svc": "anyconnect", "csd": "hostscan"}


def webvpn(command: Command, head: list[str], findings: Findings) -> bool:
    """Read a command of the block; tell whether it said something."""
    del head
    is_off = command.words[0] == "no"
    words = command.words[1:] if is_off else command.words
    if len(command.above) != 1 or not words:
        return command.words == ["webvpn"]
    word = OLD.get(words[0], words[0])
    if word == "anyconnect-essentials":
        findings.set("essentialsEnabled", value=not is_off, line=command.number)
        return True
    if word == "keepout":
        findings.set("config", "keepout", value=not is_off, line=command.number)
        return True
    handler = None if is_off else _HANDLERS.get(word)
    return handler is not None and handler(words[1:], command.number, findings)


def _interface(words: list[str], line: int, findings: Findings) -> bool:
    if words:
        findings.add("enabledOn", words[0][:100], line)
    return bool(words)


def _hostscan(words: list[str], line: int, findings: Findings) -> bool:
    """Read what follows `hostscan` or `csd`, which may be followed by `hostscan` in its turn."""
    words = words[1:] if words[:1] == ["hostscan"] else words
    if words[:1] == ["image"] and len(words) > 1:
        findings.default("config", "hostscanImage", value=True, line=line)
    elif words[:1] == ["enable"]:
        findings.set("config", "hostscanEnabled", value=True, line=line)
    else:
        return False
    return True


def _client(words: list[str], line: int, findings: Findings) -> bool:
    """Read what follows `anyconnect` or `svc`."""
    if words[:1] == ["image"] and len(words) > 1:
        found = PACKAGE.search(words[1])
        if found:
            findings.add("clientImages", found[1], line)
        return bool(found)
    if words[:1] == ["enable"]:
        findings.call("client", "", "enabled", line)
        return True
    return False


_HANDLERS = {"enable": _interface, "hostscan": _hostscan, "anyconnect": _client}
