"""Group policies, access policies and tunnel groups of a configuration, and the servers that they ask.

A policy without a line inherits from the default policy, whose own lines are read as well; so what any policy allows is
allowed, whoever inherits it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.importing.asa_webvpn import OLD

if TYPE_CHECKING:
    from lictool.importing.asa_blocks import Command
    from lictool.importing.asa_findings import Findings

PROTOCOLS = {
    "ssl-client": "ssl-client",
    "svc": "ssl-client",
    "ssl-clientless": "ssl-clientless",
    "webvpn": "ssl-clientless",
    "ikev1": "ikev1",
    "ipsec": "ikev1",
    "ikev2": "ikev2",
    "l2tp-ipsec": "l2tp-ipsec",
}
"""Words for tunnel protocols, those of old releases as well."""
MODULES = {
    "vpngina": ("start-before-logon", "start-before-logon"),
    "dart": ("dart", "dart"),
    "nam": ("nam", "nam"),
    "nvm": ("nvm", "nvm"),
    "posture": ("hostscan", "hostscan"),
    "iseposture": ("ise-posture", "ise-posture"),
    "websecurity": ("web-security", "web-security"),
    "ampenabler": ("amp-enabler", "amp-enabler"),
    "umbrella": ("umbrella", "umbrella"),
    "feedback": ("feedback", ""),
}
"""Words for modules of the client: the module, and the service that it serves."""
PROFILES = {
    "nvm": "nvm",
    "nam": "nam",
    "umbrella": "umbrella",
    "websecurity": "web-security",
    "ampenabler": "amp-enabler",
    "iseposture": "ise-posture",
    "vpn-mgmt": "management-vpn-tunnel",
}
"""Types of client profiles that set up a service."""
_BUILT_IN = {
    "DefaultRAGroup": "remote-access",
    "DefaultWEBVPNGroup": "remote-access",
    "DefaultL2LGroup": "site-to-site",
}
_SERVERS = {"radius": "radius", "ldap": "ldap", "tacacs+": "tacacs", "kerberos": "kerberos", "sdi": "sdi"}


def group_policy(command: Command, head: list[str], findings: Findings) -> bool:
    """Read a command of a group policy, or of the attributes of a user."""
    if not command.above:
        return len(head) > 2 and head[2] in ("internal", "attributes", "external") and head[0] == "group-policy"
    words = command.words
    if words[0] == "vpn-tunnel-protocol":
        known = [PROTOCOLS[word.lower()] for word in words[1:] if word.lower() in PROTOCOLS]
        for protocol in known:
            findings.add("tunnelProtocols", protocol, command.number)
        return bool(known)
    if command.above[1:] == ("webvpn",):
        return _client(words, command.number, findings)
    return False


def access_policy(command: Command, head: list[str], findings: Findings) -> bool:
    """Read a command of a dynamic access policy."""
    del head
    return command.above[1:] == ("webvpn",) and _always_on(command.words, command.number, findings)


def _client(words: list[str], line: int, findings: Findings) -> bool:
    """Read a command about the client below the `webvpn` of a policy."""
    word = OLD.get(words[0], words[0])
    if word == "anyconnect" and words[1:3] == ["modules", "value"]:
        return _modules(" ".join(words[3:]), line, findings)
    if word == "anyconnect" and words[1:3] == ["profiles", "value"] and words[4:5] == ["type"] and len(words) > 5:
        feature = PROFILES.get(words[5], "")
        if feature:
            findings.configured(feature, line)
        return bool(feature)
    if words[:2] == ["anyconnect-custom", "perapp"]:
        findings.configured("per-app-vpn", line)
        return True
    return _always_on(words, line, findings)


def _modules(text: str, line: int, findings: Findings) -> bool:
    known = [MODULES[word.strip().lower()] for word in text.split(",") if word.strip().lower() in MODULES]
    for module, feature in known:
        findings.add("modules", module, line)
        if feature:
            findings.configured(feature, line)
    return bool(known)


def _always_on(words: list[str], line: int, findings: Findings) -> bool:
    """Read the switch by which a policy overrules the client's profile, or leaves it in force."""
    if words[0] != "always-on-vpn" or len(words) < 2:
        return False
    is_on = words[1] == "profile-setting"
    if is_on:
        findings.set("config", "alwaysOn", value=True, line=line)
        findings.configured("always-on", line)
    else:
        findings.default("config", "alwaysOn", value=False, line=line)
    return True


def tunnel_group(command: Command, head: list[str], findings: Findings) -> bool:
    """Read a command of a tunnel group; only groups for remote access concern the client."""
    if len(head) < 3:
        return False
    name = head[1]
    if not command.above:
        if head[2] == "type" and len(head) > 3:
            findings.call(
                "tunnel-group", name, "remote-access" if _is_remote(head[3]) else "site-to-site", command.number
            )
        return True
    kind = _kind(name, findings)
    return kind != "site-to-site" and _attribute(command, head[2], name, findings, is_remote=kind == "remote-access")


def _attribute(command: Command, part: str, name: str, findings: Findings, *, is_remote: bool) -> bool:
    """Read an attribute of a tunnel group that is not known to be for sites."""
    words, line = command.words, command.number
    if words[0] == "authentication-server-group":
        return _asks(words[1:], line, findings)
    if words[0] == "authentication" and part == "webvpn-attributes":
        return _authenticates(words[1:], name, line, findings)
    if words[:2] == ["saml", "identity-provider"]:
        findings.call("saml-provider", name, str(line), line)
    elif words[:2] == ["ikev2", "remote-authentication"] and is_remote:
        findings.set("config", "ikev2RemoteAccess", value=True, line=line)
    else:
        return False
    return True


def _is_remote(word: str) -> bool:
    return word in ("remote-access", "webvpn", "ipsec-ra", "ipsec_ra")


def _kind(name: str, findings: Findings) -> str:
    """Give what a tunnel group is for; the built-in groups need no line that says it."""
    return findings.called("tunnel-group", name) or _BUILT_IN.get(name, "")


def _asks(words: list[str], line: int, findings: Findings) -> bool:
    """Read which servers a group asks; an interface may stand in brackets before them."""
    known = False
    for word in words:
        kind = "local" if word.upper() == "LOCAL" else findings.called("aaa-server", word)
        if kind:
            findings.add("aaa", kind, line)
            known = True
    return known


def _authenticates(words: list[str], name: str, line: int, findings: Findings) -> bool:
    """Read how a group authenticates; a named identity provider alone does not make it SAML."""
    known = False
    if "saml" in words:
        findings.call("saml", name, str(line), line)
        findings.set("config", "saml", value=True, line=line)
        findings.add("aaa", "saml", line)
        findings.configured("saml", line)
        known = True
    if "certificate" in words or "multiple-certificate" in words:
        findings.add("aaa", "certificate", line)
        known = True
    return known or words[:1] == ["aaa"]


def aaa_server(command: Command, head: list[str], findings: Findings) -> bool:
    """Read what kind of server a name stands for; keys of servers are not looked at."""
    if command.above or len(head) < 4 or head[2] != "protocol":
        return False
    kind = _SERVERS.get(head[3].lower(), "")
    if kind:
        findings.call("aaa-server", head[1], kind, command.number)
    return bool(kind)
