"""How many different people use a set of services: a number where the manifest decides it, bounds where it does not.

A licence counts a person once, whatever devices, headends and services that person uses (FAQ Q6, Q10, Q17).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.values import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Settled = tuple[int, tuple[str | int, ...]]
"""A fact that would settle a count: position of the argument, and path below it."""


def unique_users(population: Mapping[str, Any], features: Sequence[Mapping[str, Any]]) -> Interval:
    """Bound the number of unique users of the features: the union of the groups of people and devices that use them.

    Disjoint groups add up; overlapping ones lie between the largest and the sum. A feature may give its users as a
    number instead; people of two such features may be the same. `authorized` caps people from above only, so that a
    contradiction never makes the need smaller. Unattended devices count only where a group says so (FAQ Q6); no number
    of people bounds them. Numbers given beside groups narrow the bounds further, if every feature has one.
    """
    wanted: set[str] = set()
    numbers: list[int] = []
    settle: list[Settled] = []
    any_people = False
    for position, feature in enumerate(features):
        if "groups" in feature:
            wanted.update(feature["groups"])
        elif "users" in feature:
            numbers.append(feature["users"])
            if len(features) > 1:
                settle.append((1, (position, "groups")))
        else:
            any_people = True
            settle.append((1, (position, "users")))
    groups = _Groups(population, wanted)
    settle += groups.settle
    any_people |= groups.any_people
    fewest = sum if population.get("groupsAre") == "disjoint" else _largest
    if fewest is _largest and max(len(groups.people), len(groups.devices)) > 1:
        if "groupsAre" not in population:
            settle.append((0, ("groupsAre",)))
        else:
            settle += [
                (1, (position, "users")) for position, f in enumerate(features) if "groups" in f and "users" not in f
            ]
    top = population.get("authorized")
    if any_people and top is None:
        settle.append((0, ("authorized",)))
    low = max(_largest(numbers), fewest(groups.people))
    high = top if any_people else sum(numbers) + sum(groups.people)
    if high is not None:
        high = max(low, high if top is None else min(high, top)) + sum(groups.devices)
    low, high = _narrowed(low + fewest(groups.devices), None if groups.any_devices else high, features)
    return Interval(low, high, tuple(settle), tuple(_basis(population, features, groups, any_people=any_people)))


def _basis(
    population: Mapping[str, Any], features: Sequence[Mapping[str, Any]], groups: _Groups, *, any_people: bool
) -> Iterator[Settled]:
    """Give the facts that the bounds rest on: sizes from large to small, who uses what, how groups relate, the cap."""
    sizes: list[tuple[int, Settled]] = [(size, (0, ("groups", position, "users"))) for position, size in groups.sizes]
    sizes += [(f["users"], (1, (position, "users"))) for position, f in enumerate(features) if "users" in f]
    yield from (fact for _, fact in sorted(sizes, key=lambda pair: -pair[0]))
    yield from ((1, (position, "groups")) for position, f in enumerate(features) if "groups" in f)
    if len(groups.sizes) > 1 and "groupsAre" in population:
        yield 0, ("groupsAre",)
    if "authorized" in population and (any_people or population["authorized"] < sum(size for size, _ in sizes)):
        yield 0, ("authorized",)


def _narrowed(low: int, high: int | None, features: Sequence[Mapping[str, Any]]) -> tuple[int, int | None]:
    """Narrow bounds by the numbers of users that the features state, if all of them do."""
    stated = [feature["users"] for feature in features if "users" in feature]
    if not features or len(stated) < len(features):
        return low, high
    low = max(low, *stated)
    return low, max(low, sum(stated) if high is None else min(high, sum(stated)))


class _Groups:
    """The groups that are used: sizes of those of people and of those of devices, and whether some have no size."""

    __slots__ = ("any_devices", "any_people", "devices", "people", "settle", "sizes")

    def __init__(self, population: Mapping[str, Any], wanted: set[str]) -> None:
        self.people: list[int] = []
        self.devices: list[int] = []
        self.any_people = self.any_devices = False
        self.settle: list[Settled] = []
        self.sizes: list[tuple[int, int]] = []
        """Position and size of each group that has one."""
        for position, group in enumerate(population.get("groups", ())):
            if group["name"] not in wanted:
                continue
            unattended = group.get("unattended", False)
            if "users" in group:
                (self.devices if unattended else self.people).append(group["users"])
                self.sizes.append((position, group["users"]))
                continue
            self.settle.append((0, ("groups", position, "users")))
            self.any_people |= not unattended
            self.any_devices |= unattended


def _largest(sizes: Sequence[int]) -> int:
    return max(sizes, default=0)
