"""Which headend an output is of, and what that headend is called.

A device says its name in prompts, in `show version` and in its configuration, and not every output says it. The two
units of a failover pair share one name; their serial numbers tell them apart.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lictool.importing.facts import HERE, Notice, item
from lictool.reporters.escaping import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lictool.importing.facts import Extract, Fact, Item

LONGEST = 60
"""Characters of a name taken from an output or a file."""


def by_headend(extracts: Sequence[Extract], name: str | None) -> tuple[dict[str, list[Extract]], list[Notice]]:
    """Give what was read by the name of the headend, and what is doubtful about it.

    With a name, everything is of the headend of that name.
    """
    found: dict[str, list[Extract]] = {}
    if name:
        for extract in extracts:
            found.setdefault(name, []).append(_placed(extract, name))
        return found, []
    named = [pair for group in _by_file(extracts) for pair in _identified(group)]
    serials: dict[str, list[str]] = {}
    for host, serial, _ in named:
        if serial and serial not in serials.setdefault(host, []):
            serials[host].append(serial)
    notices = []
    for host, serial, extract in named:
        twins = serials.get(host, [])
        own = f"{host}-{_clean(serial)}" if len(twins) > 1 and serial else host
        if len(twins) > 1 and not serial and extract.facts:
            notices.append(Notice("import-which-unit", extract.file, 0, (("name", host),)))
        found.setdefault(own, []).append(_placed(extract, own))
    return found, list(dict.fromkeys(notices))


def _by_file(extracts: Iterable[Extract]) -> Iterable[list[Extract]]:
    files: dict[str, list[Extract]] = {}
    for extract in extracts:
        files.setdefault(extract.file, []).append(extract)
    return files.values()


def _identified(extracts: Sequence[Extract]) -> Iterable[tuple[str, str, Extract]]:
    """Give name and serial number of the device of each output of a file.

    An output that does not say its name is of the device of the output before it; at the start of a file, of the first
    that is named; in a file without any name, of the device that the file is named after.
    """
    hosts = [extract.host for extract in extracts if extract.host]
    host = hosts[0] if hosts else os.path.splitext(os.path.basename(extracts[0].file))[0]
    stretches: list[list[Extract]] = []
    for extract in extracts:
        changes = bool(extract.host and extract.host != host)
        again = bool(stretches and extract.serial and _serial(stretches[-1]) not in ("", extract.serial))
        if changes or again or not stretches:
            stretches.append([])
        host = extract.host or host
        stretches[-1].append(extract._replace(host=host))
    for stretch in stretches:
        for extract in stretch:
            yield _clean(extract.host), _serial(stretch), extract


def _serial(extracts: Iterable[Extract]) -> str:
    return next((extract.serial for extract in extracts if extract.serial), "")


def _clean(name: str) -> str:
    return one_line(name).strip()[:LONGEST].strip() or "headend"


def _placed(extract: Extract, name: str) -> Extract:
    return extract._replace(host=name, facts=tuple(_named(fact, name) for fact in extract.facts))


def _named(fact: Fact, name: str) -> Fact:
    return fact._replace(path=tuple(_step(step, name) for step in fact.path))


def _step(step: str | Item, name: str) -> str | Item:
    if isinstance(step, str):
        return step
    return item(**{key: _value(value, name) for key, value in step})


def _value(value: object, name: str) -> object:
    if isinstance(value, tuple):
        return tuple(_value(one, name) for one in value)
    return name if value == HERE else value
