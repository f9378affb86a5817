"""`show vpn-sessiondb`, its summary and its lists: peaks since the last reload, and users at this moment.

Users are counted by name, never by session, and are a lower bound: whoever is not connected now may connect as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lictool.importing.people import alike

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.importing.facts import Notebook
    from lictool.importing.lines import Line

MOST = 1_000_000
"""Users that are kept apart."""
_COUNT = r"\s{0,40}:\s{0,40}(\d{1,8})"
_ROW = re.compile(rf"(\s{{0,40}})([A-Za-z][\w/() -]{{1,40}}?){_COUNT}{_COUNT}{_COUNT}(?:{_COUNT})?\s*$")
_CAPACITY = re.compile(r"\s*Device Total VPN Capacity\s*:\s*(\d{1,8})\s*$")
_TYPE = re.compile(r"Session Type:\s*(.{1,60})")
_USER = re.compile(r"\s*Username\s*:(.{0,400})")
_INDEX = re.compile(r"\s{1,60}Index\s{0,20}:")
_NONE = re.compile(r"(?:INFO: )?There are presently no active sessions", re.IGNORECASE)
_CLIENT = ("anyconnect client", "anyconnect", "secure client", "cisco secure client")
_GENERIC = ("generic ikev2 remote access", "generic remote-access ikev2 ipsec", "ikev2 generic ipsec client")
_FRAME = re.compile(r"\s*(?:-+|VPN Session Summary|Active : .*|-+)\s*$")


def read(lines: Iterable[Line], notes: Notebook) -> None:
    """Take down the summary of sessions and the users of remote-access sessions."""
    summary = _Summary(notes)
    is_remote = False
    for number, text in lines:
        if found := _TYPE.match(text):
            is_remote = _is_remote(found[1])
        if summary.takes(number, text):
            continue
        if found := _CAPACITY.match(text):
            notes.headend("observed", "sessions", "capacity", value=int(found[1]), line=number)
        elif found := _USER.match(text):
            _user(_INDEX.split(found[1])[0], number, notes, is_remote=is_remote)
        elif _NONE.match(text.strip()):
            notes.is_empty = True
        elif text.strip() and not _FRAME.match(text):
            notes.skip(number)


class _Summary:
    """The table of sessions: rows that are part of another are indented below it."""

    __slots__ = ("_depth", "_is_open", "_notes", "_parent")

    def __init__(self, notes: Notebook) -> None:
        self._notes = notes
        self._is_open = False
        self._parent = ""
        self._depth = 0

    def takes(self, number: int, text: str) -> bool:
        """Read a line; tell whether it is one of the table."""
        if "VPN Session Summary" in text:
            self._is_open, self._parent = True, ""
        elif "Tunnels Summary" in text or text.startswith("Session Type:"):
            self._is_open = False
        found = _ROW.match(text) if self._is_open else None
        if not found:
            return False
        name = found[2].strip().lower()
        if len(found[1]) <= self._depth or not self._parent:
            self._parent, self._depth = name, len(found[1])
            _row(name, found, number, self._notes)
        elif self._parent in _CLIENT and name.startswith("ikev2"):
            # The same words stand below site-to-site sessions, which are nobody's remote access.
            _counts(("ikev2Active", "ikev2Peak", ""), found, number, self._notes)
        return True


def _is_remote(words: str) -> bool:
    """Tell whether sessions of a type are users': site-to-site ones name a peer, management ones an administrator."""
    kind = words.strip().lower()
    return not kind.startswith(("lan-to-lan", "site-to-site", "l2l", "asdm", "management", "vpn load", "vpn-lb"))


def _row(name: str, found: re.Match[str], number: int, notes: Notebook) -> None:
    """Take down a row of the summary that is nobody's part."""
    if name in _CLIENT:
        _counts(("active", "peak", "inactive"), found, number, notes)
        if int(found[5]):
            notes.headend("remoteAccess", value=True, line=number)
    elif name.startswith("clientless"):
        _counts(("clientlessActive", "clientlessPeak", ""), found, number, notes)
    elif name in _GENERIC:
        _counts(("otherIkev2Active", "otherIkev2Peak", ""), found, number, notes)
    else:
        notes.is_empty = True
        notes.skip(number)


def _counts(keys: tuple[str, str, str], found: re.Match[str], number: int, notes: Notebook) -> None:
    for key, group in zip(keys, (found[3], found[5], found[6]), strict=True):
        if key and group is not None:
            notes.headend("observed", "sessions", key, value=int(group), line=number)


def _user(name: str, number: int, notes: Notebook, *, is_remote: bool) -> None:
    if not is_remote:
        notes.is_empty = True
        notes.skip(number)
    elif not name.strip():
        notes.is_empty = True
        notes.warn("import-user-empty", number)
    elif len(notes.people) < MOST:
        notes.people.add(alike(name))
