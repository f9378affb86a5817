"""The running configuration of an ASA: what is configured for the client. None of it says that anybody uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.importing.asa_blocks import commands
from lictool.importing.asa_findings import Findings
from lictool.importing.asa_groups import aaa_server, access_policy, group_policy, tunnel_group
from lictool.importing.asa_models import platform_of
from lictool.importing.asa_webvpn import webvpn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lictool.importing.asa_blocks import Command
    from lictool.importing.facts import Notebook
    from lictool.importing.lines import Line


def read(lines: Iterable[Line], notes: Notebook) -> None:
    """Take down what is configured; a complete configuration says as well what is not."""
    notes.is_empty = True
    findings = Findings(notes)
    frame = _Frame()
    for command in commands(_watched(lines, frame, notes)):
        head = command.above[0].split() if command.above else command.words
        handler = _HANDLERS.get(head[1] if head[0] == "no" and len(head) > 1 else head[0])
        if handler is None or not handler(command, head, findings):
            notes.skip(command.number)
    _concluded(findings, frame)
    for name, line in findings.all_called("saml-provider").items():
        if not findings.called("saml", name):
            notes.warn("import-saml-idle", int(line))
    notes.host = notes.host or findings.called("host", "")
    findings.report()


class _Frame:
    """The first and last lines of a configuration, which show whether it is complete."""

    __slots__ = ("begins", "end")

    def __init__(self) -> None:
        self.begins = False
        self.end = 0


def _watched(lines: Iterable[Line], frame: _Frame, notes: Notebook) -> Iterator[Line]:
    """Give the commands, and look at the comments around them on the way."""
    for line in lines:
        text = line.text
        if text.startswith(":"):
            _comment(text[1:].strip(), line.number, frame, notes)
            continue
        if text.startswith("ASA Version "):
            frame.begins = True
        elif text.startswith("Cryptochecksum:"):
            frame.end = line.number
            continue
        yield line


def _comment(text: str, number: int, frame: _Frame, notes: Notebook) -> None:
    """Read a line of the heading, such as `: Hardware:   ASA5516, 8192 MB RAM`."""
    name, _, value = text.partition(":")
    if text == "end":
        frame.end = number
    elif name == "Serial Number":
        # It tells this unit from its twin, but licences go by the number of `show version`.
        notes.serial = value.strip()
        notes.skip(number, "skip-serial")
    elif name == "Hardware" and value.strip():
        model = value.split(",")[0].strip()[:80]
        notes.headend("model", value=model, line=number)
        platform = platform_of(model)
        if platform:
            notes.headend("platform", value=platform, line=number)


def _concluded(findings: Findings, frame: _Frame) -> None:
    """Say what only the whole configuration shows."""
    protocols = findings.members("tunnelProtocols")
    reachable = findings.members("enabledOn")
    if reachable:
        for protocol, feature in (("ssl-client", "secure-client-vpn"), ("ssl-clientless", "clientless")):
            if protocol in protocols and (feature == "clientless" or findings.called("client", "") == "enabled"):
                findings.configured(feature, protocols[protocol])
    if findings.value("config", "hostscanEnabled"):
        findings.configured("hostscan", findings.line("config", "hostscanEnabled"))
    if (
        "ikev2" in protocols
        and findings.called("ikev2", "")
        and "remote-access" in findings.all_called("tunnel-group").values()
    ):
        findings.default("config", "ikev2RemoteAccess", value=True, line=protocols["ikev2"])
    if frame.begins and frame.end:
        for key in ("saml", "keepout", "hostscanImage", "hostscanEnabled", "fips", "ikev2RemoteAccess"):
            findings.default("config", key, value=False, line=frame.end)
        for key in ("enabledOn", "modules"):
            if not findings.members(key):
                findings.set("config", key, value=(), line=frame.end)


def _host(command: Command, _: list[str], findings: Findings) -> bool:
    if len(command.words) < 2 or command.above:
        return False
    findings.call("host", "", command.words[1][:63], command.number)
    return True


def _version(command: Command, _: list[str], findings: Findings) -> bool:
    if command.words[:2] != ["ASA", "Version"] or len(command.words) < 3:
        return False
    mode = "multiple" if command.words[3:4] in (["<context>"], ["<system>"]) else "single"
    for key, value in (("os", "asa"), ("osVersion", command.words[2][:80]), ("contextMode", mode)):
        findings.set(key, value=value, line=command.number)
    return True


def _fips(command: Command, _: list[str], findings: Findings) -> bool:
    if command.words[-1] != "enable":
        return False
    findings.set("config", "fips", value=command.words[0] != "no", line=command.number)
    return True


def _license_server(command: Command, _: list[str], findings: Findings) -> bool:
    """Read the role in a pool of shared licences; the secret behind it is not looked at."""
    role = {"enable": "server", "address": "participant"}.get(command.words[1] if len(command.words) > 1 else "")
    if command.words[1:3] == ["backup", "enable"]:
        role = "backup"
    if role is None or command.words[0] == "no":
        return False
    if findings.value("sharedRole") != "backup":
        findings.set("sharedRole", value=role, line=command.number)
    return True


def _failover(command: Command, _: list[str], findings: Findings) -> bool:
    if command.words in (["failover"], ["no", "failover"]):
        mode = "none" if command.words[0] == "no" else "active-standby"
        if findings.value("ha", "mode") != "active-active":
            findings.set("ha", "mode", value=mode, line=command.number)
    elif command.words[:3] == ["failover", "lan", "unit"] and command.words[3:] in (["primary"], ["secondary"]):
        findings.set("ha", "role", value=command.words[3], line=command.number)
    elif command.words[:2] == ["failover", "group"] and not command.above:
        findings.set("ha", "mode", value="active-active", line=command.number)
    else:
        return False
    return True


def _license(command: Command, _: list[str], findings: Findings) -> bool:
    if command.words[:2] != ["license", "smart"]:
        return False
    findings.set("licenseMode", value="smart", line=command.number)
    return True


def _ikev2(command: Command, _: list[str], findings: Findings) -> bool:
    if command.words[:3] != ["crypto", "ikev2", "enable"]:
        return False
    findings.call("ikev2", "", "enabled", command.number)
    return True


def _balancing(command: Command, head: list[str], findings: Findings) -> bool:
    if head[:2] != ["vpn", "load-balancing"] or not command.above:
        return False
    if command.words[:3] == ["cluster", "ip", "address"] and len(command.words) > 3:
        findings.call("cluster", "", command.words[3][:100], command.number)
    elif command.words == ["participate"] and findings.called("cluster", ""):
        findings.set("loadBalancing", value=findings.called("cluster", ""), line=command.number)
    else:
        return False
    return True


def _phone_proxy(command: Command, _: list[str], findings: Findings) -> bool:
    if command.above or command.words[0] == "no":
        return False
    findings.configured("uc-proxy", command.number)
    return True


_HANDLERS: dict[str, Callable[[Command, list[str], Findings], bool]] = {
    "hostname": _host,
    "ASA": _version,
    "webvpn": webvpn,
    "group-policy": group_policy,
    "username": group_policy,
    "dynamic-access-policy-record": access_policy,
    "tunnel-group": tunnel_group,
    "aaa-server": aaa_server,
    "license-server": _license_server,
    "license": _license,
    "failover": _failover,
    "crypto": _ikev2,
    "vpn": _balancing,
    "fips": _fips,
    "phone-proxy": _phone_proxy,
}
"""What reads a command, by the first word of the outermost command that it stands below."""
