"""`show version` and `show activation-key` of an ASA: the unit's licence lines and those of the failover cluster, apart.

Licence lines say what is unlocked; nothing in them tells a tier that was bought, a number of users, or an end (FAQ Q39).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lictool.importing.asa_models import platform_of
from lictool.importing.facts import THIS, item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.importing.facts import Notebook
    from lictool.importing.lines import Line

_VERSION = re.compile(r"Cisco Adaptive Security Appliance Software Version (\S{1,80})(\s+<(?:context|system)>)?")
_UP = re.compile(
    r"(\S{1,63}) up (?:(\d{1,2}) years? ?)?(?:(\d{1,4}) days? ?)?(?:\d{1,2} hours? ?)?(?:\d{1,2} mins? ?)?"
    r"(?:\d{1,2} secs? ?)?$"
)
_HARDWARE = re.compile(r"(?:Hardware|Model Id):\s+([^,\s]{1,80})")
_SERIAL = re.compile(r"Serial Number: {0,9}(.{0,60})")
_MODE = re.compile(r"License mode:\s*(\S+)")
_STATE = re.compile(r".{1,80}License State:\s*(\S.{0,60})")
_BLOCK = re.compile(r"(Failover cluster licensed|Licensed) features for this (platform|user context)")
_FEATURE = re.compile(r"([A-Za-z][^:]{2,48}?)\s{0,40}:\s{0,40}(\S{1,40})(?:\s+(perpetual|\d{1,5} days|DISABLED))?\s*$")
_KEY = re.compile(r"(?:Running|Active|Permanent|Timebased|The flash|The Running|0x[0-9A-Fa-f]|This platform has)")

WORDS = {
    "AnyConnect Essentials": "essentials",
    "AnyConnect for Mobile": "mobile",
    "AnyConnect for Linksys phone": "phone",
    "AnyConnect for Cisco VPN Phone": "phone",
    "Advanced Endpoint Assessment": "advancedEndpointAssessment",
    "Shared License": "shared",
}
"""Lines that say whether something is switched on, and their keys."""
NUMBERS = {
    "AnyConnect Premium Peers": "premiumPeers",
    "SSL VPN Peers": "premiumPeers",
    "WebVPN Peers": "premiumPeers",
    "AnyConnect Essentials": "essentialsPeers",
    "Other VPN Peers": "otherPeers",
    "Total VPN Peers": "totalPeers",
    "VPN Peers": "totalPeers",
    "Shared AnyConnect Premium Peers": "sharedPeers",
    "Shared SSL VPN Peers": "sharedPeers",
    "UC Phone Proxy Sessions": "ucPhoneProxy",
    "Total UC Proxy Sessions": "ucProxy",
    "Security Contexts": "securityContexts",
}
"""Lines that give a number, and their keys; old names beside newer ones."""
_DIGITS = {"Security Contexts": 5}
"""Digits that a number has at most; eight where nothing is said."""
_MODES = {"Smart": "smart", "AWS": "cloud", "Azure": "cloud"}


def read(lines: Iterable[Line], notes: Notebook) -> None:
    """Take down what the output says."""
    block = ""
    model: tuple[str, int] | None = None
    for number, text in lines:
        line = text.strip()
        if not line:
            continue
        found = _BLOCK.match(line)
        if found:
            block = "failover" if found[1].startswith("Failover") else "device"
            if found[2] == "user context":
                notes.headend("contextMode", value="multiple", line=number)
        elif hardware := _HARDWARE.match(line):
            # A virtual machine says more in its second line.
            model = hardware[1], number
        elif _KEY.match(line):
            # Keys are never carried over, and what follows them is no licence line of a block.
            block = "" if line.startswith(("Active", "Running", "0x")) else block
        elif not ((block and _feature(line, block, number, notes)) or _identity(text, number, notes)):
            notes.skip(number)
    if model:
        _model(*model, notes)


def _identity(text: str, number: int, notes: Notebook) -> bool:
    """Read a line outside of the licence lines; tell whether it said something."""
    line = text.strip()
    if found := _VERSION.match(line):
        notes.headend("os", value="asa", line=number)
        notes.headend("osVersion", value=found[1], line=number)
        # With several contexts, every one of them and the system say so behind the version.
        notes.headend("contextMode", value="multiple" if found[2] else "single", line=number)
    elif found := _SERIAL.match(text.lstrip()):
        _serial(found[1], number, notes)
    elif found := _MODE.match(line):
        notes.headend("licenseMode", value=_MODES.get(found[1], "smart"), line=number)
    elif found := _STATE.match(line):
        _state(found[1], number, notes)
    elif line.startswith("failover cluster up "):
        return False
    elif found := _UP.match(line):
        notes.host = notes.host or found[1]
        if found[2] or found[3] or "hour" in line or "min" in line or "sec" in line:
            days = 365 * int(found[2] or 0) + int(found[3] or 0)
            notes.headend("observed", "uptimeDays", value=days, line=number)
    else:
        return False
    return True


def _serial(text: str, number: int, notes: Notebook) -> None:
    """Take down the serial number with its blanks, which registration stumbles over (FAQ Q32)."""
    notes.serial = text.strip()
    if not notes.serial:
        notes.warn("import-serial-empty", number)
        return
    if notes.kind != "asa-show-version":
        # It tells this unit from its twin; registration takes the number from `show version` alone.
        notes.skip(number, "skip-serial")
        return
    if len(notes.serial) != len("JAD0000X002"):
        notes.warn("import-serial-length", number)
    notes.headend("serialNumber", value=text, line=number)
    notes.headend("serialSource", value="show-version", line=number)


def _model(word: str, number: int, notes: Notebook) -> None:
    notes.headend("model", value=word, line=number)
    platform = platform_of(word)
    if platform:
        notes.headend("platform", value=platform, line=number)


def _state(words: str, number: int, notes: Notebook) -> None:
    state = words.strip().lower()
    if state.startswith("unlicensed"):
        notes.headend("smart", "authorization", value="not-authorized", line=number)
    elif state.startswith("licensed"):
        notes.headend("smart", "authorization", value="authorized", line=number)
    else:
        notes.skip(number)


def _feature(line: str, block: str, number: int, notes: Notebook) -> bool:
    """Read a licence line; tell whether it is one that manifests keep."""
    found = _FEATURE.match(line)
    if not found:
        return False
    name, value, term = found[1], found[2], found[3] or ""
    fact: tuple[str, Any] | None = None
    if name in NUMBERS and value.isascii() and value.isdigit() and len(value) <= _DIGITS.get(name, 8):
        fact = NUMBERS[name], int(value)
    elif name in WORDS and value in ("Enabled", "Disabled"):
        fact = WORDS[name], value.lower()
    if fact:
        notes.headend("observed", block, fact[0], value=fact[1], line=number)
    if fact == ("shared", "enabled") and block == "device":
        notes.headend("sharedEnabled", value=True, line=number)
    if term.endswith("days"):
        path = ("headends", THIS, "observed", block, "timeBased", item(feature=name), "daysLeft")
        notes.fact(path, int(term.split()[0]), number)
    return bool(fact) or term.endswith("days")
