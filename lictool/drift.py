"""Declared against observed: what evidence says of a deployment beside what its manifest says, fact by fact.

Every comparison carries what such an observation can prove. What it cannot prove contradicts nothing: a session list
shows fewer users than may connect, a box that is unlocked says nothing of a purchase, a claim is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.importing.assembly import Items, Leaf, Record
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lictool.deployment import Deployment
    from lictool.importing.facts import Item, Origin
    from lictool.location import Path

AGREES, CONTRADICTS, UNDECLARED, OPEN = "agrees", "contradicts", "undeclared", "open"
VERDICTS = (CONTRADICTS, UNDECLARED, OPEN, AGREES)
"""Verdicts on one fact, gravest first; open is what the observation cannot decide."""

_ABSENT = {"saml": "saml", "hostscanEnabled": "hostscan", "fips": "fips", "enabledOn": "clientless"}
"""Settings that a complete configuration shows to be off, and the service that cannot be used then."""


class Comparison(NamedTuple):
    """A fact that was observed, and what the manifest says of it."""

    verdict: str
    path: str
    """As people write it, items by name."""
    observed: Any
    origin: Origin
    declared: Any
    """None where the manifest does not say it."""
    where: Path | None
    """The place in the joined facts; None where the manifest does not say it."""
    proof: str
    """What such an observation proves: a key of `wording_drift`."""


def compared(tree: Record, deployment: Deployment) -> list[Comparison]:
    """Compare evidence with a deployment, gravest verdicts first; what is not declared by what it proves, all by path."""
    comparer = _Comparer(deployment.data)
    found = list(comparer.spec(tree))
    return sorted(
        found,
        key=lambda one: (
            VERDICTS.index(one.verdict),
            one.proof if one.verdict == UNDECLARED else "",
            one.path,
            str(one.observed),
        ),
    )


def unseen(tree: Record, deployment: Deployment) -> list[str]:
    """Give the headends of the manifest of which the evidence says nothing."""
    comparer = _Comparer(deployment.data)
    known = {comparer.headend(name, member) for name, member in _members(tree, "headends")}
    return [one["name"] for place, one in enumerate(deployment.data.get("headends", ())) if place not in known]


def _members(tree: Record, key: str) -> list[tuple[Item, Record]]:
    items = tree.entries.get(key)
    return list(items.members.items()) if isinstance(items, Items) else []


class _Comparer:
    """Looks facts up in what a deployment declares."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._headends: list[Any] = list(data.get("headends", ()))
        self._features: list[Any] = list(data.get("features", ()))

    def spec(self, tree: Record) -> Iterator[Comparison]:
        for name, member in _members(tree, "headends"):
            yield from self._device(name, member)
        for name, member in _members(tree, "features"):
            yield from self._feature(name, member, tree)
        users = tree.entries.get("users")
        if isinstance(users, Record) and isinstance(users.entries.get("observedUnique"), Leaf):
            yield from self._people(users.entries["observedUnique"])
        ise = tree.entries.get("ise")
        if isinstance(ise, Record):
            for name, member in _members(ise, "deployments"):
                yield from self._ise(name, member)

    def headend(self, name: Item, member: Record) -> int | None:
        """Give the place of the headend that evidence is of: by its name, else by the number of `show version`."""
        called = dict(name)["name"]
        for place, one in enumerate(self._headends):
            if one["name"] == called:
                return place
        serial = member.entries.get("serialNumber")
        if isinstance(serial, Leaf):
            for place, one in enumerate(self._headends):
                if str(one.get("serialNumber", "")).strip() == str(serial.value).strip():
                    return place
        return None

    def _device(self, name: Item, member: Record) -> Iterator[Comparison]:
        place = self.headend(name, member)
        called = str(dict(name)["name"])
        if place is None:
            origin = _first(member)
            if origin:
                yield Comparison(UNDECLARED, f"headends[{called}]", called, origin, None, None, "proof-device")
            return
        declared = self._headends[place]
        path = f"headends[{declared['name']}]"
        yield from self._record(member, declared, path, ("headends", place))
        observed = member.entries.get("observed")
        if isinstance(observed, Record):
            yield from self._observed(observed, declared, path, ("headends", place))
        config = member.entries.get("config")
        if isinstance(config, Record):
            yield from self._switched_off(config, declared["name"])

    def _record(self, record: Record, declared: Mapping[str, Any], path: str, where: Path) -> Iterator[Comparison]:
        """Compare values one by one; what was only observed has no counterpart of its own."""
        for key, entry in record.entries.items():
            if key in ("observed", "sources"):
                continue
            here = f"{path}.{key}"
            said = declared.get(key)
            if isinstance(entry, Record):
                yield from self._record(entry, said if isinstance(said, dict) else {}, here, (*where, key))
            elif isinstance(entry, Leaf):
                yield self._value(key, entry, said, here, (*where, key))

    def _value(self, key: str, leaf: Leaf, said: Any, path: str, where: Path) -> Comparison:
        if said is None:
            verdict = UNDECLARED
        elif isinstance(leaf.value, tuple):
            verdict = AGREES if set(leaf.value) == set(said) else CONTRADICTS
        else:
            verdict = AGREES if leaf.value == said else CONTRADICTS
        observed = list(leaf.value) if isinstance(leaf.value, tuple) else leaf.value
        return Comparison(
            verdict, path, observed, leaf.origins[0], said, None if said is None else where, _proof(key, path)
        )

    def _observed(self, record: Record, declared: Mapping[str, Any], path: str, where: Path) -> Iterator[Comparison]:
        """Hold what was observed against what is declared of the same thing."""
        sessions = record.entries.get("sessions")
        peak = sessions.entries.get("peak") if isinstance(sessions, Record) else None
        if isinstance(peak, Leaf):
            for key in ("peakConcurrent", "maxSessions"):
                said = declared.get(key)
                if said is not None:
                    verdict = CONTRADICTS if peak.value > said else AGREES
                    yield Comparison(
                        verdict, f"{path}.{key}", peak.value, peak.origins[0], said, (*where, key), "proof-sessions"
                    )
        device = record.entries.get("device")
        installed = declared.get("installed")
        if isinstance(device, Record) and installed is not None:
            origin = _first(device)
            mobile = device.entries.get("mobile")
            shown = mobile.value if isinstance(mobile, Leaf) else "-"
            if origin:
                yield Comparison(
                    OPEN, f"{path}.installed", shown, origin, installed, (*where, "installed"), "proof-unlocked"
                )

    def _switched_off(self, config: Record, name: str) -> Iterator[Comparison]:
        for key, feature in _ABSENT.items():
            leaf = config.entries.get(key)
            if not isinstance(leaf, Leaf) or leaf.value not in (False, ()):
                continue
            for place, one in enumerate(self._features):
                if one["name"] == feature and one.get("status") == "used" and name in one.get("headends", ()):
                    where = ("features", place, "status")
                    path = f"features[{feature}].status"
                    yield Comparison(
                        CONTRADICTS, path, "-", leaf.origins[0], one["status"], where, "proof-not-configured"
                    )

    def _feature(self, name: Item, member: Record, tree: Record) -> Iterator[Comparison]:
        """Compare a service that is configured; used, it is declared to be more than the configuration proves."""
        del tree
        key = dict(name)
        origin = next(iter(member.origins), None)
        if origin is None:
            return
        path = f"features[{key['name']}]"
        places = key.get("headends", ())
        known = [
            (place, one)
            for place, one in enumerate(self._features)
            if one["name"] == key["name"]
            and (not places or not one.get("headends") or set(places) & set(one["headends"]))
        ]
        current = [pair for pair in known if pair[1].get("status") != "retired"]
        if not known:
            yield Comparison(UNDECLARED, path, "configured", origin, None, None, "proof-configured")
            return
        place, one = (current or known)[0]
        verdict = AGREES if current else CONTRADICTS
        where = ("features", place, "status" if "status" in one else "name")
        yield Comparison(verdict, path, "configured", origin, one.get("status", key["name"]), where, "proof-configured")

    def _people(self, leaf: Any) -> Iterator[Comparison]:
        said = self._data.get("users", {}).get("authorized")
        where = ("users", "authorized")
        verdict = UNDECLARED if said is None else CONTRADICTS if leaf.value > said else OPEN
        yield Comparison(
            verdict,
            "users.authorized",
            leaf.value,
            leaf.origins[0],
            said,
            where if said is not None else None,
            "proof-users",
        )

    def _ise(self, name: Item, member: Record) -> Iterator[Comparison]:
        called = dict(name)["name"]
        declared = list(self._data.get("ise", {}).get("deployments", ()))
        for place, one in enumerate(declared):
            if one["name"] == called:
                path = f"ise.deployments[{called}]"
                where = ("ise", "deployments", place)
                rest = Record({key: entry for key, entry in member.entries.items() if key != "consumption"})
                yield from self._record(rest, one, path, where)
                yield from _consumption(member.entries.get("consumption"), one, path, where)
                return
        origin = _first(member)
        if origin:
            yield Comparison(UNDECLARED, f"ise.deployments[{called}]", called, origin, None, None, "proof-ise")


def _consumption(record: Any, declared: Mapping[str, Any], path: str, where: Path) -> Iterator[Comparison]:
    """Hold what ISE counts against the licences that are declared: more cannot be right, fewer proves nothing."""
    for tier, leaf in record.entries.items() if isinstance(record, Record) else ():
        said = declared.get("licenses", {}).get(tier)
        if isinstance(leaf, Leaf) and said is not None:
            verdict = CONTRADICTS if leaf.value > said else OPEN
            spot = (*where, "licenses", tier)
            yield Comparison(verdict, f"{path}.licenses.{tier}", leaf.value, leaf.origins[0], said, spot, "proof-ise")


def _first(record: Record) -> Origin | None:
    """Give where a record was read first; nothing for one that only the import itself made."""
    for origin in record.origins:
        return origin
    for key, entry in record.entries.items():
        if isinstance(entry, Leaf) and key != "sources":
            return entry.origins[0]
        if isinstance(entry, Record):
            found = _first(entry)
            if found:
                return found
    return None


_PROOFS = {
    "serialNumber": "proof-serial",
    "serialSource": "proof-serial",
    "chassisSerialNumber": "proof-chassis",
    "claimed": "proof-claimed",
    "claimedCount": "proof-claimed",
    "essentialsEnabled": "proof-configured",
    "enabledTiers": "proof-ise",
}


def _proof(key: str, path: str) -> str:
    return _PROOFS.get(key) or ("proof-configured" if ".config." in path else "proof-state")
