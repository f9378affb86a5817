"""Unique users: known answers, and sets of people whose true union the bounds must hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lictool.headcount import unique_users

STAFF = {"name": "staff", "users": 900}
CONTRACTORS = {"name": "contractors", "users": 100}
KIOSKS = {"name": "kiosks", "users": 12, "unattended": True}
LOBBY = {"name": "lobby", "users": 5, "unattended": True}
UNSIZED = {"name": "staff"}
UNSIZED_KIOSKS = {"name": "kiosks", "unattended": True}


def _population(*groups: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {**({"groups": list(groups)} if groups else {}), **rest}


def _uses(*names: str) -> dict[str, Any]:
    return {"name": "nvm", "groups": list(names)}


OVERLAP = (0, ("groupsAre",))
AUTHORIZED = (0, ("authorized",))

ANSWERS: dict[str, tuple[dict[str, Any], list[dict[str, Any]], tuple[int, int | None], tuple[Any, ...]]] = {
    "no feature needs nobody": (_population(STAFF), [], (0, 0), ()),
    "one group": (_population(STAFF), [_uses("staff")], (900, 900), ()),
    "a group that no feature uses": (_population(STAFF, CONTRACTORS), [_uses("staff")], (900, 900), ()),
    "a group used twice counts once": (_population(STAFF), [_uses("staff"), _uses("staff")], (900, 900), ()),
    "no groups at all use it": (_population(STAFF), [{"name": "nvm", "groups": []}], (0, 0), ()),
    "disjoint groups add up": (
        _population(STAFF, CONTRACTORS, groupsAre="disjoint"),
        [_uses("staff", "contractors")],
        (1000, 1000),
        (),
    ),
    "disjoint groups of two features": (
        _population(STAFF, CONTRACTORS, groupsAre="disjoint"),
        [_uses("staff"), _uses("contractors", "staff")],
        (1000, 1000),
        (),
    ),
    "overlapping groups": (
        _population(STAFF, CONTRACTORS, groupsAre="overlapping"),
        [_uses("staff", "contractors")],
        (900, 1000),
        ((1, (0, "users")),),
    ),
    "overlapping groups beside a number": (
        _population(STAFF, CONTRACTORS, groupsAre="overlapping"),
        [{**_uses("staff", "contractors"), "users": 950}],
        (950, 950),
        (),
    ),
    "numbers beside groups narrow the sum of two services": (
        _population(STAFF, CONTRACTORS, groupsAre="overlapping"),
        [{**_uses("staff", "contractors"), "users": 910}, {**_uses("contractors"), "users": 60}],
        (910, 970),
        (),
    ),
    "groups of which nothing is said overlap": (
        _population(STAFF, CONTRACTORS),
        [_uses("staff", "contractors")],
        (900, 1000),
        (OVERLAP,),
    ),
    "authorized caps from above": (
        _population(STAFF, CONTRACTORS, authorized=950),
        [_uses("staff", "contractors")],
        (900, 950),
        (OVERLAP,),
    ),
    "a contradiction never makes the need smaller": (
        _population(STAFF, CONTRACTORS, authorized=10, groupsAre="disjoint"),
        [_uses("staff", "contractors")],
        (1000, 1000),
        (),
    ),
    "a number of users": (_population(), [{"name": "nvm", "users": 60}], (60, 60), ()),
    "a number beyond authorized": (_population(authorized=50), [{"name": "nvm", "users": 60}], (60, 60), ()),
    "people of two numbers may be the same": (
        _population(),
        [{"name": "nvm", "users": 60}, {"name": "nam", "users": 40}],
        (60, 100),
        ((1, (0, "groups")), (1, (1, "groups"))),
    ),
    "a number beside a group": (
        _population(STAFF),
        [{"name": "nvm", "users": 60}, _uses("staff")],
        (900, 960),
        ((1, (0, "groups")),),
    ),
    "groups win over a number": (_population(STAFF), [{**_uses("staff"), "users": 60}], (900, 900), ()),
    "nothing is known": (_population(), [{"name": "nvm"}], (0, None), ((1, (0, "users")), AUTHORIZED)),
    "at most everybody": (_population(authorized=1000), [{"name": "nvm"}], (0, 1000), ((1, (0, "users")),)),
    "at least those who are known": (
        _population(STAFF, authorized=1000),
        [{"name": "nvm"}, _uses("staff")],
        (900, 1000),
        ((1, (0, "users")),),
    ),
    "a group without a size": (
        _population(UNSIZED, CONTRACTORS),
        [_uses("staff", "contractors")],
        (100, None),
        ((0, ("groups", 0, "users")), AUTHORIZED),
    ),
    "a group without a size, capped": (
        _population(UNSIZED, CONTRACTORS, authorized=300),
        [_uses("staff", "contractors")],
        (100, 300),
        ((0, ("groups", 0, "users")),),
    ),
    "devices count beside people": (_population(STAFF, KIOSKS), [_uses("staff", "kiosks")], (912, 912), ()),
    "devices count beside the cap of people": (
        _population(STAFF, KIOSKS, authorized=900),
        [_uses("staff", "kiosks")],
        (912, 912),
        (),
    ),
    "devices of overlapping groups may be the same": (
        _population(KIOSKS, LOBBY),
        [_uses("kiosks", "lobby")],
        (12, 17),
        (OVERLAP,),
    ),
    "devices of disjoint groups": (
        _population(KIOSKS, LOBBY, groupsAre="disjoint"),
        [_uses("kiosks", "lobby")],
        (17, 17),
        (),
    ),
    "no number of people bounds devices": (
        _population(UNSIZED_KIOSKS, STAFF, authorized=900),
        [_uses("staff", "kiosks")],
        (900, None),
        ((0, ("groups", 0, "users")),),
    ),
    "a person counts once whatever else says so": (
        _population(STAFF, unattendedDevices=12, peakConcurrent=5000, active=3),
        [_uses("staff")],
        (900, 900),
        (),
    ),
}


@pytest.mark.parametrize(("population", "features", "bounds", "settle"), ANSWERS.values(), ids=ANSWERS)
def test_bounds_and_what_would_settle_them(
    population: dict[str, Any], features: list[dict[str, Any]], bounds: tuple[int, int | None], settle: tuple[Any, ...]
) -> None:
    found = unique_users(population, features)
    assert (found.low, found.high) == bounds
    assert found.settle == settle


@st.composite
def estates(draw: st.DrawFn) -> tuple[dict[str, Any], list[dict[str, Any]], set[tuple[str, int]]]:
    """Draw sets of people and devices, and give what a manifest says of them, with the true union."""
    disjoint = draw(st.booleans())
    groups: list[dict[str, Any]] = []
    members: dict[str, set[tuple[str, int]]] = {}
    for number in range(draw(st.integers(0, 4))):
        unattended = draw(st.booleans())
        kind = "device" if unattended else "person"
        heads = draw(st.sets(st.integers(0, 12), max_size=8))
        taken = set().union(*members.values()) if disjoint else set()
        found = {(kind, head) for head in heads} - taken
        name = f"g{number}"
        members[name] = found
        group: dict[str, Any] = {"name": name}
        if unattended:
            group["unattended"] = True
        if draw(st.integers(0, 5)):
            group["users"] = len(found)
        groups.append(group)
    union: set[tuple[str, int]] = set()
    features: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(0, 4))):
        way = draw(st.sampled_from(("groups", "groups", "users", "nothing")))
        feature: dict[str, Any] = {"name": "nvm"}
        if way == "groups" and members:
            feature["groups"] = draw(st.lists(st.sampled_from(sorted(members)), unique=True))
            union |= set().union(*(members[name] for name in feature["groups"]))
        else:
            users = {("person", head) for head in draw(st.sets(st.integers(0, 12), max_size=8))}
            union |= users
            if way == "users":
                feature["users"] = len(users)
        features.append(feature)
    population: dict[str, Any] = {"groups": groups}
    if disjoint or draw(st.booleans()):
        population["groupsAre"] = "disjoint" if disjoint else "overlapping"
    if draw(st.booleans()):
        people = {one for one in union if one[0] == "person"}
        population["authorized"] = len(people) + draw(st.integers(0, 5))
    return population, features, union


@given(estates())
def test_the_bounds_hold_the_true_union(
    estate: tuple[dict[str, Any], list[dict[str, Any]], set[tuple[str, int]]],
) -> None:
    population, features, union = estate
    found = unique_users(population, features)
    assert found.low <= len(union)
    assert found.high is None or len(union) <= found.high


@given(estates())
def test_disjoint_groups_with_sizes_give_the_exact_number(
    estate: tuple[dict[str, Any], list[dict[str, Any]], set[tuple[str, int]]],
) -> None:
    population, features, union = estate
    sized = {group["name"] for group in population["groups"] if "users" in group}
    grouped = [feature for feature in features if "groups" in feature and sized.issuperset(feature["groups"])]
    if population.get("groupsAre") == "disjoint" and grouped == features:
        found = unique_users(population, features)
        assert (found.low, found.high, found.settle) == (len(union), len(union), ())


@given(estates(), st.integers(0, 30))
def test_the_cap_bounds_from_above_and_only_from_above(
    estate: tuple[dict[str, Any], list[dict[str, Any]], set[tuple[str, int]]], cap: int
) -> None:
    population, features, _ = estate
    free = {key: value for key, value in population.items() if key != "authorized"}
    devices = sum(group.get("users", 0) for group in population["groups"] if group.get("unattended"))
    capped, open_ = unique_users({**free, "authorized": cap}, features), unique_users(free, features)
    assert capped.low == open_.low
    if capped.high is not None:
        assert capped.low <= capped.high <= max(capped.low, cap) + devices
        assert open_.high is None or capped.high <= open_.high


@given(estates())
def test_what_is_open_says_what_would_settle_it(
    estate: tuple[dict[str, Any], list[dict[str, Any]], set[tuple[str, int]]],
) -> None:
    population, features, _ = estate
    found = unique_users(population, features)
    if found.low != found.high:
        assert found.settle
    for argument, path in found.settle:
        value: Any = (population, features)[argument]
        for step in path[:-1]:
            value = value[step]
        assert path[-1] == "groupsAre" or path[-1] not in value
