"""Splitting a text into the outputs that it holds: by prompts, echoed commands, and how outputs start."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lictool.importing.kinds import BLANKS, KINDS, kind_of_command
from lictool.importing.lines import Line
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Section(NamedTuple):
    """A stretch of lines that one command printed."""

    kind: str | None
    """None for what is no output that is known."""
    host: str
    """What the prompt calls the device; empty where there is none."""
    command: str
    """The command in full words."""
    line: int
    """Where it starts, 1-based."""
    is_filtered: bool = False
    """Whether the command was piped through a filter, so that lines are missing."""
    is_commented: bool = False
    """Whether every line stands behind `! `, as backup programs write what is no configuration."""
    is_recognised: bool = True
    """Whether the text itself says what it is, and not only whoever imports it."""


CONFIGS = ("asa-running-config", "ios-running-config")
_PROMPT = re.compile(r"([A-Za-z0-9][\w.-]{0,62})?((?:/[\w.-]{1,63}){0,4})(?:\([\w.-]{1,63}\))?[#>] ?(.{0,500})$")
_ECHO = re.compile(r"sh(?:o|ow)? +[a-z][\w |:/.\"-]{2,200}$")
_RULES = "-=#*!:<>[] "
"""Signs that programs put around the name of a command."""
_HEADINGS = re.compile(
    "|".join(
        f"(?P<{name.replace('-', '_')}>{'|'.join(kind.headings)})" for name, kind in KINDS.items() if kind.headings
    )
)
_INITIALS = frozenset(
    initial
    for kind in KINDS.values()
    for heading in kind.headings
    for initial in (heading.removeprefix(BLANKS)[0], " " if heading.startswith(BLANKS) else heading[0])
)
"""What headings start with: most lines are seen at once to be none."""
_FIRST = re.compile(r"Cisco (?:Adaptive Security Appliance|IOS)")
"""A line that starts a further output even within one of the same kind: files of several devices in a row."""


def split(lines: Iterable[Line], assumed: str | None = None) -> Iterator[tuple[Section, Line]]:
    """Give each line with the section it belongs to, and without what backups put before it.

    Lines with prompts are left out, for they belong to no output. What is not recognised belongs to an output of the
    assumed kind.
    """
    current = _start(assumed, 1)
    is_fresh = True
    for line in lines:
        body, commented = _body(line.text)
        prompted = _prompted(body, line.number)
        if prompted:
            current, is_fresh = prompted._replace(host=prompted.host or current.host), True
            continue
        kind = _kind_at(body, current.kind)
        if kind in CONFIGS and commented:
            kind = None
        again = kind == current.kind and not is_fresh and bool(_FIRST.match(body))
        if kind and (kind != current.kind or again or not current.is_recognised):
            host = "" if again and current.is_recognised else current.host
            current = Section(kind, host, KINDS[kind].command, line.number, is_commented=commented)
            is_fresh = True
        elif current.is_commented and not commented and line.text.strip(" !"):
            current = _start(assumed, line.number, current.host)
        if commented and current.kind in CONFIGS:
            continue
        # The first two lines of `show version` of IOS XE both look like one of the beginning.
        is_fresh = is_fresh and (kind == current.kind or not body.strip())
        yield current, line if body is line.text else Line(line.number, body)


def _start(assumed: str | None, line: int, host: str = "") -> Section:
    command = KINDS[assumed].command if assumed else ""
    return Section(assumed, host, command, line, is_recognised=False)


def _body(text: str) -> tuple[str, bool]:
    """Give a line without the comment sign that backups put before outputs, and whether there was one."""
    if text.startswith(("! ", "!\t")):
        return text[2:], True
    return ("", False) if text == "!" else (text, False)


def _prompted(text: str, line: int) -> Section | None:
    """Read a line as a prompt, with or without a command, or as the echo of one; None if it is neither."""
    found = _PROMPT.match(text) if "#" in text or ">" in text else None
    if found and (found[1] or found[3][:2] == "sh"):
        command = found[3].strip()
        if not command:
            return Section(None, found[1] or "", "", line)
        if command[0].isalpha():
            return _commanded(command, found[1] or "", line)
    if "sh" in text and not text[0].isspace() and (echo := _ECHO.match(text.strip(_RULES))):
        return _commanded(echo[0], "", line)
    return None


def _commanded(command: str, host: str, line: int) -> Section:
    kind = kind_of_command(command)
    full = KINDS[kind].command if kind else ""
    return Section(kind, host, full, line, "|" in command)


def _kind_at(text: str, current: str | None) -> str | None:
    """Give the kind of output that starts with a line, None if none does."""
    if text[:1] not in _INITIALS:
        return None
    found = _HEADINGS.match(text)
    if found is None or found.lastgroup is None:
        return None
    kind = found.lastgroup.replace("_", "-")
    return None if current in KINDS[kind].inside else kind
