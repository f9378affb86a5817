"""What is held of the client's licences on a day: which are in force, for how many, until when.

Facts that are left out leave it open; what is open is said with the paths that would decide it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lictool.location import Path

Truth = bool | None
"""Yes, no, or not known."""


class Bounds(NamedTuple):
    """A count known within bounds; None where there is no bound."""

    low: int | None
    high: int | None

    def plus(self, other: Bounds) -> Bounds:
        """Add two counts."""
        return Bounds(_both(self.low, other.low, int.__add__), _both(self.high, other.high, int.__add__))

    def minus(self, other: Bounds) -> Bounds:
        """Take one count from another."""
        return Bounds(_both(self.low, other.high, int.__sub__), _both(self.high, other.low, int.__sub__))

    def at_least(self, least: int) -> Bounds:
        """Raise both bounds to a number; one that is open below begins there."""
        return Bounds(max(self.low or least, least), None if self.high is None else max(self.high, least))


def _both(one: int | None, other: int | None, join: Callable[[int, int], int]) -> int | None:
    return None if one is None or other is None else join(one, other)


class Holding(NamedTuple):
    """Licences of some kind taken together."""

    seats: Bounds
    expiry: str
    """The first day, ISO 8601, after which fewer are in force; empty where none is known."""
    expiring: int | None
    """Seats that end on that day; None where not all say how many they are."""
    missing: tuple[Path, ...]
    """Paths below the deployment that would decide what is open."""


def held(entitlements: Iterable[tuple[Path, Mapping[str, Any]]], today: str) -> Holding:
    """Add up licences that are counted in users, each given with its path."""
    low, high, missing = 0, 0, []
    open_above = False
    ends: dict[str, list[int | None]] = {}
    for path, entitlement in entitlements:
        is_held, lacking = in_force(entitlement, today)
        if is_held is False:
            continue
        missing += [(*path, key) for key in lacking]
        users = entitlement.get("users")
        if users is None:
            missing.append((*path, "users"))
            open_above = True
        high += users or 0
        if is_held:
            low += users or 0
            if entitlement.get("basis") != "perpetual" and "end" in entitlement:
                ends.setdefault(entitlement["end"], []).append(users)
    expiry = min(ends, default="")
    expiring = ends.get(expiry, [])
    known = [users for users in expiring if users is not None]
    whole = sum(known) if len(known) == len(expiring) else None
    return Holding(Bounds(low, None if open_above else high), expiry, whole if expiry else None, tuple(missing))


def in_force(entitlement: Mapping[str, Any], today: str) -> tuple[Truth, tuple[str, ...]]:
    """Tell whether a licence of Plus or Apex is in force, and which of its facts are missing to tell.

    First and last day belong to the term; a perpetual licence without a first day is in force.
    """
    basis, start, end = (entitlement.get(key) for key in ("basis", "start", "end"))
    started: Truth = start <= today if start is not None else True if basis == "perpetual" else None
    lasts: Truth = True
    if basis != "perpetual":
        lasts = None if end is None else today <= end
        if lasts is False and basis is None:
            lasts = None  # perpetual, it would have no end
    if started is False or lasts is False:
        return False, ()
    lacking = [] if basis is not None or (started and lasts) else ["basis"]
    lacking += ["start"] if started is None else []
    lacking += ["end"] if lasts is None and end is None else []
    return (True if started and lasts else None), tuple(lacking)
