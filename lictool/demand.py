"""How many licences a deployment needs: of Plus and Apex together, of Apex, and on a headend of VPN Only.

The rules of the policy ask the same of the same facts; the figures here never say otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.headcount import unique_users
from lictool.holdings import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lictool.holdings import Truth
    from lictool.location import Path

    Covers = Mapping[str, Mapping[str, bool]]
    """By service, by tier, whether the tier holds the service; a tier of which nothing is known is left out."""


class Demand:
    """What a deployment needs, asked kind by kind."""

    __slots__ = ("_covers", "_data", "_features", "_vpn_only")

    def __init__(self, data: Mapping[str, Any], covers: Covers) -> None:
        self._data = data
        self._covers = covers
        self._features: Sequence[Mapping[str, Any]] = data.get("features", ())
        self._vpn_only = [one for one in data.get("entitlements", ()) if one["tier"] == "vpn-only"]

    def everybody(self, *, has_seats: bool) -> tuple[Bounds, tuple[Path, ...]] | None:
        """Bound the people who need Plus or Apex; None where VPN Only serves whoever is known.

        `has_seats` says whether any Plus or Apex is held: then all who may use the client count, also those who
        connect through a VPN Only headend.
        """
        counted = [(place, self._is_counted(feature)) for place, feature in enumerate(self._features)]
        possible = [place for place, answer in counted if answer is not False]
        if self._vpn_only and not has_seats and not possible:
            return None
        users: Mapping[str, Any] = self._data.get("users", {})
        low, settling = self._unique([place for place, answer in counted if answer])
        high, further = self._unique(possible)
        using, missing = Bounds(low.low, high.high), tuple(dict.fromkeys((*settling, *further)))
        if "authorized" in users and (has_seats or not self._vpn_only):
            people = users["authorized"] + users.get("unattendedDevices", 0)
            needed = using.at_least(people)
            return needed, missing if needed.low != needed.high else ()
        return Bounds(using.low, None), (("users", "authorized"), *missing)

    def apex(self, held: Iterable[str]) -> tuple[Bounds, tuple[Path, ...]]:
        """Bound the people who use services of which, beside tiers that are not counted in users, only Apex is said to hold them.

        `held` are the tiers that are held without Apex being in force: what they hold may be served by them.
        """
        if "features" not in self._data:
            return Bounds(0, None), (("features",),)
        others = set(held) - {"plus", "vpn-only"}
        certain: list[int] = []
        possible: list[int] = []
        missing: list[Path] = []
        for place, feature in enumerate(self._features):
            covers = self._covers.get(feature["name"], {})
            if covers.get("plus") is not False or not covers.get("apex"):
                continue
            is_used: Truth = None if "status" not in feature else feature["status"] == "used"
            served, lacking = self._is_served(feature, covers)
            if is_used is False or served:
                continue
            is_open = served is None or is_used is None
            missing += [("features", place, "status")] if is_used is None else []
            missing += lacking if served is None else ()
            possible.append(place)
            if not is_open and not any(covers.get(tier) for tier in others):
                certain.append(place)
        low, settling = self._unique(certain)
        high, further = self._unique(possible)
        both = (*missing, *settling, *further)
        return Bounds(low.low, high.high), tuple(dict.fromkeys(both)) if low.low != high.high else ()

    def _is_counted(self, feature: Mapping[str, Any]) -> Truth:
        """Tell whether a service that Apex holds is used, by people who are known, and not served by VPN Only."""
        if feature.get("status", "used") != "used" or not ("users" in feature or "groups" in feature):
            return False
        covers = self._covers.get(feature["name"], {})
        if not covers.get("apex"):
            return False
        if not self._vpn_only or covers.get("vpn-only") is False:
            return True if "status" in feature else None
        if "headends" not in feature:
            return False
        taken = [one.get("headends") for one in self._vpn_only]
        if any(name in names for name in feature["headends"] for names in taken if names is not None):
            return False
        return None if "status" not in feature or (feature["headends"] and None in taken) else True

    def _is_served(self, feature: Mapping[str, Any], covers: Mapping[str, bool]) -> tuple[Truth, tuple[Path, ...]]:
        """Tell whether VPN Only serves a service on all of its headends, and what is missing to tell."""
        if not self._vpn_only or not covers.get("vpn-only"):
            return False, ()
        place = next(number for number, one in enumerate(self._features) if one is feature)
        if "headends" not in feature:
            return None, (("features", place, "headends"),)
        answers = [self._has_vpn_only(name) for name in feature["headends"]]
        if not answers or any(answer is False for answer, _ in answers):
            return False, ()
        lacking = tuple(path for _, paths in answers for path in paths)
        return (None, lacking) if any(answer is None for answer, _ in answers) else (True, ())

    def _has_vpn_only(self, name: str) -> tuple[Truth, tuple[Path, ...]]:
        """Tell whether a headend, or the primary that it stands by for, has a VPN Only licence."""
        known = {headend for one in self._vpn_only for headend in one.get("headends", ())}
        if name in known:
            return True, ()
        lacking: list[Path] = [
            ("entitlements", number, "headends")
            for number, one in enumerate(self._data.get("entitlements", ()))
            if one["tier"] == "vpn-only" and "headends" not in one
        ]
        for number, headend in enumerate(self._data.get("headends", ())):
            if headend["name"] != name:
                continue
            failover = headend.get("ha")
            if failover is None:
                lacking.append(("headends", number, "ha"))
            elif "mode" not in failover:
                lacking.append(("headends", number, "ha", "mode"))
            elif failover["mode"] == "active-standby":
                if failover.get("peer") in known:
                    return True, ()
                lacking += [] if "peer" in failover else [("headends", number, "ha", "peer")]
        return (None if lacking else False), tuple(lacking)

    def _unique(self, places: Sequence[int]) -> tuple[Bounds, tuple[Path, ...]]:
        """Bound the unique users of services, given by their places, and say what would settle the number."""
        found = unique_users(self._data.get("users", {}), [self._features[place] for place in places])
        settle: list[Path] = []
        for argument, path in found.settle:
            settle.append(("users", *path) if argument == 0 else ("features", places[int(path[0])], *path[1:]))
        return Bounds(found.low, found.high), tuple(settle)


def peak(headend: Mapping[str, Any]) -> int | None:
    """Give the highest number of simultaneous sessions that is on record for a headend, None where there is none."""
    observed = headend.get("observed", {}).get("sessions", {}).get("peak")
    known = [number for number in (headend.get("peakConcurrent"), observed) if number is not None]
    return max(known, default=None)
