"""The two units of a failover pair, where both were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.importing.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lictool.importing.facts import Item


def paired(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Give the peer of each unit whose mate's serial number is that of another headend that was read."""
    names = {fact.value: step for fact, step in _headends(facts) if fact.path[2:] == ("serialNumber",)}
    for fact, step in _headends(facts):
        if fact.path[2:] == ("ha", "peerSerialNumber") and names.get(fact.value, step) != step:
            yield Fact(("headends", step, "ha", "peer"), names[fact.value][0][1], fact.origin)


def _headends(facts: Iterable[Fact]) -> Iterator[tuple[Fact, Item]]:
    for fact in facts:
        if fact.path[0] == "headends" and not isinstance(fact.path[1], str):
            yield fact, fact.path[1]
