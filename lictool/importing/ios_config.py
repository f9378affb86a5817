"""The running configuration of a router: what is configured for the client. None of it says that anybody uses it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lictool.importing.asa_blocks import commands
from lictool.importing.asa_findings import Findings
from lictool.importing.asa_webvpn import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lictool.importing.asa_blocks import Command
    from lictool.importing.facts import Notebook
    from lictool.importing.lines import Line

_SAFE = re.compile(r"[\w.-]{1,63}")


def read(lines: Iterable[Line], notes: Notebook) -> None:
    """Take down what is configured for the client."""
    notes.is_empty = True
    findings = Findings(notes)
    for command in commands(lines):
        head = command.above[0].split() if command.above else command.words
        handler = _HANDLERS.get(head[0])
        if handler is None or not handler(command, head, findings):
            notes.skip(command.number)
    notes.host = notes.host or findings.called("host", "")
    findings.report()


def _host(command: Command, _: list[str], findings: Findings) -> bool:
    if len(command.words) < 2 or command.above or not _SAFE.fullmatch(command.words[1]):
        return False
    findings.call("host", "", command.words[1], command.number)
    return True


def _crypto(command: Command, head: list[str], findings: Findings) -> bool:
    if command.words[:3] == ["crypto", "vpn", "anyconnect"] and not command.above and len(command.words) > 3:
        return _package(command, findings)
    if head[:3] == ["crypto", "ikev2", "profile"] and command.above:
        return _profile(command, findings)
    return False


def _package(command: Command, findings: Findings) -> bool:
    """Read the package that the router gives to clients; a profile file says nothing."""
    found = None if "profile" in command.words[3:4] else PACKAGE.search(command.words[3])
    if found:
        findings.add("clientImages", found[1], command.number)
    return found is not None


def _profile(command: Command, findings: Findings) -> bool:
    """Read an IKEv2 profile: the method of its own that the client speaks marks remote access of the client."""
    words = command.words
    if words[:2] == ["authentication", "remote"] and "anyconnect-eap" in words[2:]:
        findings.set("config", "ikev2RemoteAccess", value=True, line=command.number)
        findings.add("tunnelProtocols", "ikev2", command.number)
        findings.configured("secure-client-vpn", command.number)
        return True
    return words[:3] == ["aaa", "authentication", "anyconnect-eap"]


def _gateway(command: Command, head: list[str], findings: Findings) -> bool:
    """Read a gateway or context of the SSL VPN; one that is out of service is reachable for nobody."""
    if len(head) < 3 or head[1] not in ("gateway", "context"):
        return False
    if not command.above:
        findings.call("group", " ".join(head[1:3]), head[1], command.number)
        return True
    if command.words == ["inservice"]:
        findings.call("in-service", head[1], "yes", command.number)
    elif command.words[:2] == ["functions", "svc-enabled"] or command.words[:2] == ["functions", "svc-required"]:
        findings.call("svc", "", "enabled", command.number)
    else:
        return False
    if all(findings.called("in-service", part) for part in ("gateway", "context")) and findings.called("svc", ""):
        findings.add("tunnelProtocols", "ssl-client", command.number)
        findings.configured("secure-client-vpn", command.number)
    return True


_HANDLERS: dict[str, Callable[[Command, list[str], Findings], bool]] = {
    "hostname": _host,
    "crypto": _crypto,
    "webvpn": _gateway,
}
"""What reads a command, by the first word of the outermost command that it stands below."""
