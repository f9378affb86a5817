"""Which headend an output is of, and what that headend is called.

A device says its name in prompts, in `show version` and in its configuration, and not every output says it. The two
units of a failover pair share one name; their serial numbers tell them apart.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lictool.importing.facts import HERE, THIS, Notice, item
from lictool.record import NamedTuple
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
    named = [triple for group in _by_file(extracts) for triple in _identified(group)]
    units: dict[str, list[Unit]] = {}
    for host, unit, _ in named:
        _enlist(units.setdefault(host, []), unit)
    notices = []
    for host, unit, extract in named:
        twins = units[host]
        own = next((twin for twin in twins if _is_same(twin, unit)), unit)
        if len(twins) > 1 and own not in twins and (extract.facts or extract.people):
            notices.append(Notice("import-which-unit", extract.file, 0, (("name", host),)))
        called = _called(host, own, twins)
        found.setdefault(called, []).append(_placed(extract, called))
    return found, list(dict.fromkeys(notices))


class Unit(NamedTuple):
    """What tells devices of one name apart; empty where it is not known."""

    serial: str
    platform: str


def _is_same(one: Unit, other: Unit) -> bool:
    """Tell whether two can be one device, and something says that they are."""
    alike = [mine == yours for mine, yours in zip(one, other, strict=True) if mine and yours]
    return bool(alike) and all(alike)


def _enlist(units: list[Unit], unit: Unit) -> None:
    """Add a device that is none of those that are known; complete one that is."""
    if unit == Unit("", ""):
        return
    for position, known in enumerate(units):
        if _is_same(known, unit):
            units[position] = Unit(known.serial or unit.serial, known.platform or unit.platform)
            return
    units.append(unit)


def _called(host: str, unit: Unit, twins: Sequence[Unit]) -> str:
    """Give the name of a device: its own where no other has it, else with serial number, platform, or both."""
    if len(twins) < 2 or unit not in twins:
        return host
    alone = [twin.serial for twin in twins].count(unit.serial) == 1
    parts = (unit.serial,) if unit.serial and alone else unit
    return "-".join((host, *(_clean(part) for part in parts if part)))


def _by_file(extracts: Iterable[Extract]) -> Iterable[list[Extract]]:
    files: dict[str, list[Extract]] = {}
    for extract in extracts:
        files.setdefault(extract.file, []).append(extract)
    return files.values()


def _identified(extracts: Sequence[Extract]) -> Iterable[tuple[str, Unit, Extract]]:
    """Give name and marks of the device of each output of a file.

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
        unit = Unit(_serial(stretch), _platform(stretch))
        for extract in stretch:
            yield _clean(extract.host), unit, extract


def _serial(extracts: Iterable[Extract]) -> str:
    return next((extract.serial for extract in extracts if extract.serial), "")


def _platform(extracts: Iterable[Extract]) -> str:
    facts = (fact for extract in extracts for fact in extract.facts)
    return next((str(fact.value) for fact in facts if fact.path == ("headends", THIS, "platform")), "")


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
