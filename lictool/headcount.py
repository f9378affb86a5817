"""How many different people use a set of services: a number where the manifest decides it, bounds where it does not.

A licence counts a person once, whatever devices, headends and services that person uses (FAQ Q6, Q10, Q17).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.values import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Settle = tuple[tuple[int, tuple[str | int, ...]], ...]
"""What would settle a count: positions of arguments, and paths below them."""


def unique_users(population: Mapping[str, Any], features: Sequence[Mapping[str, Any]]) -> Interval:
    """Bound the number of unique users of the features: the union of the groups of people and devices that use them.

    Disjoint groups add up; overlapping ones lie between the largest and the sum. A feature may give its users as a
    number instead; people of two such features may be the same. `authorized` caps people from above only, so that a
    contradiction never makes the need smaller. Unattended devices count only where a group says so (FAQ Q6).
    """
    low = high = 0
    settle: list[tuple[int, tuple[str | int, ...]]] = []
    unbounded = False
    wanted: set[str] = set()
    for position, feature in enumerate(features):
        if "groups" in feature:
            wanted.update(feature["groups"])
        elif "users" in feature:
            low, high = max(low, feature["users"]), high + feature["users"]
            if len(features) > 1:
                settle.append((1, (position, "groups")))
        else:
            unbounded = True
            settle.append((1, (position, "users")))
    people, devices, open_groups = _members(population, wanted)
    settle.extend((0, ("groups", position, "users")) for position in open_groups)
    if len(people) > 1 and population.get("groupsAre") != "disjoint":
        settle.append((0, ("groupsAre",)))
        low, high = max(low, *people), high + sum(people)
    else:
        low, high = max(low, sum(people)), high + sum(people)
    if unbounded or open_groups:
        settle.append((0, ("authorized",)))
        top = population.get("authorized")
    else:
        top = min(high, population.get("authorized", high))
    top = None if top is None else max(low, top) + devices
    return Interval(low + devices, top, tuple(settle))


def _members(population: Mapping[str, Any], wanted: set[str]) -> tuple[list[int], int, list[int]]:
    """Give the sizes of the wanted groups of people, the devices of unattended groups, and which groups have no size."""
    people: list[int] = []
    devices = 0
    unknown: list[int] = []
    for position, group in enumerate(population.get("groups", ())):
        if group["name"] not in wanted:
            continue
        if "users" not in group:
            unknown.append(position)
        elif group.get("unattended"):
            devices += group["users"]
        else:
            people.append(group["users"])
    return people, devices, unknown
