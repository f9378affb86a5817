"""A manifest part made of everything that was read."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from lictool.importing.assembly import assembled
from lictool.importing.devices import by_headend
from lictool.importing.facts import MADE, Fact, item
from lictool.importing.pairs import paired
from lictool.importing.people import counted
from lictool.importing.writing import public, written
from lictool.record import NamedTuple
from lictool.reporters.escaping import one_line
from lictool.resources import schema_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lictool.importing.assembly import Record
    from lictool.importing.facts import Extract, Notice

FIRST = ("spec", "headend", "observed", "licenceLines", "headendConfig", "smart", "highAvailability", "population")
"""Definitions of the schema whose order of keys goes before that of others."""


class Part(NamedTuple):
    """A part of a deployment."""

    text: str
    """YAML."""
    facts: int
    """Facts that it rests on."""
    notices: tuple[Notice, ...]
    outputs: tuple[Extract, ...]
    """What was read, with the names of the headends."""
    tree: Record
    """What the text says."""


def part(extracts: Sequence[Extract], deployment: str, headend: str | None, salt: bytes) -> Part:
    """Make a part of what was read; the same input gives the same bytes."""
    placed, notices, facts = facts_of(extracts, headend, salt)
    count = sum(len(extract.facts) + len(extract.people) for extract in placed)
    tree, clashes = assembled(facts)
    return Part(written(deployment, tree, key_order()), count, (*notices, *clashes), tuple(placed), tree)


def facts_of(
    extracts: Sequence[Extract], headend: str | None, salt: bytes
) -> tuple[list[Extract], list[Notice], list[Fact]]:
    """Give what was read with the names of the headends, what is doubtful about these, and all facts with sources."""
    outputs, notices = by_headend(extracts, headend)
    placed = [extract for name in sorted(outputs) for extract in outputs[name]]
    facts = [fact for extract in placed for fact in extract.facts]
    return placed, notices, [*facts, *counted(outputs, salt), *_sources(outputs), *paired(facts)]


def key_order() -> dict[str, int]:
    """Rank the keys of a manifest as its schema lists them."""
    definitions: dict[str, Any] = json.loads(schema_text("manifest"))["$defs"]
    ranks: dict[str, int] = {}
    for name in (*FIRST, *definitions):
        for key in _keys(definitions[name]):
            ranks.setdefault(key, len(ranks))
    return ranks


def _keys(schema: Mapping[str, Any]) -> Iterator[str]:
    for key, below in schema.get("properties", {}).items():
        yield key
        yield from _keys(below)
        yield from _keys(below.get("items", {}))


def _sources(outputs: Mapping[str, Sequence[Extract]]) -> Iterator[Fact]:
    """Give the sources, and on each headend the names of its own."""
    taken: dict[str, tuple[str, str]] = {}
    for headend in sorted(outputs):
        for extract in outputs[headend]:
            if not extract.facts and not extract.people:
                continue
            name = _source_name(extract, taken)
            source = ("sources", item(name=name))
            yield Fact((*source, "type"), extract.kind, MADE)
            yield Fact((*source, "path"), public(extract.file)[-200:], MADE)
            if extract.command:
                yield Fact((*source, "command"), extract.command, MADE)
            yield Fact((*source, "sha256"), extract.digest, MADE)
            concerned = {fact.path[1] for fact in extract.facts if fact.path[0] == "headends"}
            for one in sorted(concerned | ({item(name=headend)} if extract.people else set()), key=str):
                yield Fact(("headends", one, "sources"), (name,), MADE)


def _source_name(extract: Extract, taken: dict[str, tuple[str, str]]) -> str:
    """Give the name of a source: file and kind, with a number where another file has the same."""
    base = one_line(os.path.basename(extract.file))[-50:].strip()
    kind = extract.kind.partition("-")[2] or extract.kind
    name, number = f"{base} {kind}", 1
    while taken.setdefault(name, (extract.file, extract.kind)) != (extract.file, extract.kind):
        number += 1
        name = f"{base} {kind} {number}"
    return name
