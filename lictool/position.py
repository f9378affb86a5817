"""The position: per deployment and tier what is entitled, what is needed, what is left, and what ends next.

The figures are those on which the rules rest; where facts are missing they are bounds, with the facts that would
settle them. Plus and Apex are counted in users over the whole deployment (FAQ Q6, Q11, Q24), VPN Only in simultaneous
connections of one headend, where several licences do not add up (FAQ Q4, Q5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.demand import Demand, peak
from lictool.holdings import Bounds, held
from lictool.naming import spelled
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lictool.bundle import Bundle
    from lictool.deployment import Deployment
    from lictool.location import Path

    Entitlements = list[tuple[Path, Mapping[str, Any]]]

TOTAL = "plus+apex"
"""What Plus and Apex together are called among the tiers."""
TIERS = ("apex", "plus", TOTAL, "vpn-only")
_MOST_MISSING = 8
"""Paths of missing facts that a figure carries at most."""


class Position(NamedTuple):
    """The figures of a tier in a deployment; of VPN Only those of one headend."""

    deployment: str
    tier: str
    """One of TIERS."""
    headend: str
    """Empty but for VPN Only; there empty where no licence says its headend."""
    unit: str
    """`users` or `connections`."""
    entitled: Bounds
    needed: Bounds
    headroom: Bounds
    """What is entitled beyond what is needed; below zero where too little is."""
    expiry: str
    """The day, ISO 8601, that is the last one of some of the licences in force; empty where none is known to end."""
    expiring: int | None
    """How many end on it; None where that is not known, or none end."""
    missing: tuple[str, ...] = ()
    """Facts that would settle what is open."""
    is_shared: bool = False
    """Whether several customers hold the licences, so that their sum may be enough for none of them."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What two positions must agree in to be compared."""
        return self.deployment, self.tier, self.headend

    @property
    def figures(self) -> tuple[object, ...]:
        """What a change is noticed by."""
        return self.entitled, self.needed, self.headroom, self.expiry, self.expiring


def positions(estate: Iterable[Deployment], bundle: Bundle, today: str) -> tuple[Position, ...]:
    """Give the position of deployments on a day, ISO 8601, by name and tier."""
    covers: dict[str, Mapping[str, bool]] = {}
    for policy in bundle.policies:
        for name, row in policy["tables"].get("features", {}).items():
            covers.setdefault(name, row.get("covers", {}))
    return tuple(one for deployment in estate for one in _of(deployment, covers, today))


def _of(deployment: Deployment, covers: Mapping[str, Mapping[str, bool]], today: str) -> Iterator[Position]:
    data = deployment.data
    entitlements: Entitlements = [(("entitlements", n), one) for n, one in enumerate(data.get("entitlements", ()))]
    by_tier = {
        tier: [pair for pair in entitlements if pair[1]["tier"] == tier] for tier in ("apex", "plus", "vpn-only")
    }
    unlisted: tuple[Path, ...] = () if "entitlements" in data else (("entitlements",),)
    apex, plus, total = (
        held(some, today) for some in (by_tier["apex"], by_tier["plus"], by_tier["apex"] + by_tier["plus"])
    )
    demand = Demand(data, covers)
    is_shared = len(data.get("customers", ())) > 1
    everybody = demand.everybody(has_seats=total.seats != (0, 0))
    tiers = [] if apex.seats.low else [one["tier"] for _, one in entitlements]
    using, lacking = demand.apex(tiers)
    rows = []
    if by_tier["apex"] or using.low or (using.high != 0 and everybody):
        rows.append(("apex", apex, using, lacking))
    if by_tier["plus"] and everybody:
        # Whoever has no seat of Apex needs one of Plus.
        rest = everybody[0].minus(apex.seats)
        rows.append(("plus", plus, rest.at_least(0), (*apex.missing, *everybody[1])))
    if everybody and (by_tier["apex"] or by_tier["plus"] or everybody[0].high != 0):
        rows.append((TOTAL, total, *everybody))
    for tier, holding, needed, missing in rows:
        paths = (*unlisted, *holding.missing, *missing)
        entitled = Bounds(holding.seats.low, None) if unlisted else holding.seats
        headroom = entitled.minus(needed)
        yield Position(
            deployment=deployment.name,
            tier=tier,
            headend="",
            unit="users",
            entitled=entitled,
            needed=needed,
            headroom=Bounds(None, headroom.high) if is_shared else headroom,
            expiry=holding.expiry,
            expiring=holding.expiring,
            missing=_spelled(deployment, paths),
            is_shared=is_shared,
        )
    yield from _vpn_only(deployment, by_tier["vpn-only"], today)


def _vpn_only(deployment: Deployment, licences: Entitlements, today: str) -> Iterator[Position]:
    """Give the position of each headend that has VPN Only, by name, and of licences that name none."""
    started = [pair for pair in licences if pair[1].get("start", "") <= today]
    for number, headend in sorted(enumerate(deployment.data.get("headends", ())), key=lambda pair: pair[1]["name"]):
        failover = headend.get("ha", {})
        unit = {headend["name"]}
        if failover.get("mode") == "active-standby" and "peer" in failover:
            unit.add(failover["peer"])
        mine = [pair for pair in started if unit & set(pair[1].get("headends", ()))]
        if mine:
            most = peak(headend)
            needed = Bounds(0, None) if most is None else Bounds(most, most)
            missing: list[Path] = [] if most is not None else [("headends", number, "peakConcurrent")]
            yield _connections(deployment, headend["name"], mine, needed, missing)
    for pair in started:
        if "headends" not in pair[1]:
            yield _connections(deployment, "", [pair], Bounds(0, None), [(*pair[0], "headends")])


def _connections(
    deployment: Deployment, headend: str, licences: Entitlements, needed: Bounds, missing: Sequence[Path]
) -> Position:
    """Give the position of VPN Only licences that serve one headend: the largest counts."""
    sizes = [one["connections"] for _, one in licences if "connections" in one]
    entitled = Bounds(max(sizes, default=0), max(sizes, default=0) if len(sizes) == len(licences) else None)
    unsized = [(*path, "connections") for path, one in licences if "connections" not in one]
    ends = sorted((one["end"], one.get("connections", 0)) for _, one in licences if "end" in one)
    return Position(
        deployment=deployment.name,
        tier="vpn-only",
        headend=headend,
        unit="connections",
        entitled=entitled,
        needed=needed,
        headroom=entitled.minus(needed),
        expiry=ends[0][0] if ends else "",
        expiring=ends[0][1] if ends else None,
        missing=_spelled(deployment, (*unsized, *missing)),
    )


def _spelled(deployment: Deployment, paths: Iterable[Path]) -> tuple[str, ...]:
    texts = dict.fromkeys(spelled(path, deployment.label(path)) for path in paths)
    return tuple(texts)[:_MOST_MISSING]
