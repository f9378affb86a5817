"""The kinds of input: how each is recognised, and which module reads it (imported only then).

The names are those of `sources[].type` in the manifest schema. A kind of output is read line by line: its module has
`read(lines, notes)`. A kind of file is read as a whole: its module has `recognises(name, content)` and
`read_file(content, notes)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lictool.importing.facts import Notebook
    from lictool.importing.lines import Line

AUTO = "auto"
"""Recognise what files hold, section by section."""


BLANKS = r"\s*"
"""What a heading may start with; then comes a character that stands for itself."""


class Kind(NamedTuple):
    """A kind of input."""

    module: str
    """Module of this package."""
    command: str = ""
    """The command that gives such an output, in full words."""
    headings: tuple[str, ...] = ()
    """Regular expressions: a line that such an output, and no other, starts with."""
    inside: tuple[str, ...] = ()
    """Kinds of output in which a line like a heading is part of that output."""
    endings: tuple[str, ...] = ()
    """Endings of the names of files of this kind; only for kinds that are read as a whole."""
    like: str = ""
    """The kind whose outputs look alike, so that only whoever imports them can say which it is."""
    is_mapped: bool = False
    """Whether a map of columns has to say what it holds."""

    @property
    def is_file(self) -> bool:
        """Whether files of this kind are read as a whole."""
        return bool(self.endings) or self.is_mapped


KINDS: dict[str, Kind] = {
    "asa-show-version": Kind("asa_version", "show version", (r"Cisco Adaptive Security Appliance Software Version ",)),
    "asa-show-activation-key": Kind(
        "asa_version",
        "show activation-key",
        (r"Serial Number: ", r"Licensed features for this ", r"Failover cluster licensed features for this "),
        ("asa-show-version", "asa-show-failover", "asa-show-license", "ios-show-version", "ios-show-license"),
    ),
    "asa-show-license": Kind(
        "asa_license", "show license", (r"Smart Licensing Status$", r"Smart Licensing is ENABLED$")
    ),
    "asa-show-vpn-sessiondb": Kind(
        "asa_sessions", "show vpn-sessiondb", (r"\s*VPN Session Summary", r"Session Type: ")
    ),
    "asa-show-vpn-load-balancing": Kind(
        "asa_balancing", "show vpn load-balancing", (r"Status\s+Role\s+Failover\s+Encryption",)
    ),
    "asa-show-failover": Kind("asa_failover", "show failover", (r"Failover (?:On|Off)\s*$", r"Failover unit ")),
    "asa-show-context": Kind(
        "asa_context", "show context", (r"Context Name\s+Class\s+Interfaces", r"Security context mode:")
    ),
    "asa-show-inventory": Kind("asa_inventory", "show inventory", (r'Name: ".*", DESCR: ',)),
    "asa-running-config": Kind(
        "asa_config",
        "show running-config",
        (
            r": Saved",
            r"ASA Version ",
            r"hostname \S",
            r"webvpn\s*$",
            r"group-policy \S",
            r"tunnel-group \S",
            r"dynamic-access-policy-record \S",
            r"license-server ",
            r"interface \S",
            r"crypto (?!vpn anyconnect|ikev2 profile)\S",
        ),
        ("ios-running-config",),
    ),
    "ftd-show-vpn-sessiondb": Kind("asa_sessions", "show vpn-sessiondb", like="asa-show-vpn-sessiondb"),
    "ios-show-version": Kind(
        "ios_version", "show version", (r"Cisco IOS XE Software, Version ", r"Cisco IOS Software(?: \[|, )")
    ),
    "ios-show-license": Kind("ios_license", "show license", (r"Index \d{1,4} Feature: ",)),
    "ios-running-config": Kind(
        "ios_config",
        "show running-config",
        (
            r"Building configuration\.\.\.",
            r"Current configuration ?:",
            r"version \d\d?\.\d",
            r"aaa new-model\s*$",
            r"crypto vpn anyconnect ",
            r"crypto ikev2 profile ",
            r"webvpn gateway ",
            r"webvpn context ",
        ),
    ),
    "fmc-terraform": Kind("terraform_fmc", endings=(".tf", ".tf.json")),
    "ftd-ansible": Kind("ansible_ftd", endings=(".yaml", ".yml")),
    "ise-license-api": Kind("ise_api", endings=(".json",)),
    "order-export": Kind("mapped", is_mapped=True),
    "contract-export": Kind("mapped", is_mapped=True),
    "portal": Kind("mapped", is_mapped=True),
    "license-mail": Kind("mapped", is_mapped=True),
    "directory-export": Kind("mapped", is_mapped=True),
}
"""The kinds by name, in the order in which files of definitions are tried."""


def reader(name: str) -> Callable[[Iterable[Line], Notebook], None]:
    """Give what reads an output of a kind."""
    from importlib import import_module

    read: Callable[[Iterable[Line], Notebook], None] = import_module(f"lictool.importing.{KINDS[name].module}").read
    return read


def kind_of_command(command: str) -> str | None:
    """Give the kind of output that a command gives, its words shortened or not; None for another command."""
    typed = command.partition("|")[0].lower().split()
    best: tuple[int, str] | None = None
    for name, kind in KINDS.items():
        words = kind.command.split()
        fits = len(typed) >= len(words) > 0 and all(
            word.startswith(short) for short, word in zip(typed, words, strict=False)
        )
        if fits and len(typed[0]) > 1 and (best is None or len(words) > best[0]):
            best = len(words), name
    if best is None and typed[:1] == ["more"] and typed[1:2] == ["system:running-config"]:
        return "asa-running-config"
    return best[1] if best else None
