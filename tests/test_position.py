"""The position: bounds, missing facts, and that it never says otherwise than the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lictool.asking import NOT_APPLICABLE, PASS, VIOLATION
from lictool.bundle import shipped
from lictool.evaluation import Options, judge
from lictool.holdings import Bounds, in_force
from lictool.pipeline import join, read
from lictool.position import TOTAL, Position, positions
from lictool.selftest import day_of, example_inputs
from tests.test_corpus import SHAPE, policies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lictool.deployment import Deployment

ALL, SERVICES = "authorized-users-above-entitlement", "service-users-above-entitlement"
APEX, PEAK = "apex-feature-users-above-apex-entitlement", "vpn-only-peak-above-size"
COUNTING = (ALL, SERVICES, APEX, PEAK)
DAY = "2026-10-01"


def bundle_of_counting() -> Any:
    """Give the shipped policies with the rules that count, and no others."""
    bundle = shipped()
    counting = [
        {**policy, "rules": [rule for rule in policy["rules"] if rule["name"] in COUNTING]}
        for policy in bundle.policies
    ]
    return bundle._replace(policies=counting)


COUNTS = bundle_of_counting()


def examples() -> Iterator[tuple[str, list[tuple[str, bytes]], str]]:
    """Give the manifests of all examples of all rules, with their day."""
    for policy in policies():
        for name, rule in policy.rules.items():
            for example in rule.data.get("examples", ()):
                yield f"{name}: {example['name']}", example_inputs(policy, example, SHAPE), day_of(policy, example)


def estate(spec: dict[str, Any], name: str = "emea") -> list[Deployment]:
    """Give a deployment of a specification."""
    import json

    data = {"apiVersion": "lictool/v1", "kind": "SecureClientDeployment", "metadata": {"name": name}, "spec": spec}
    intake = read([("a.json", json.dumps(data).encode())], SHAPE, "en")
    assert intake.findings == []
    return join(intake.parts, SHAPE)


def position(spec: dict[str, Any], tier: str = TOTAL, headend: str = "") -> Position:
    """Give the one position of a tier."""
    found = [one for one in positions(estate(spec), shipped(), DAY) if (one.tier, one.headend) == (tier, headend)]
    assert len(found) == 1, found
    return found[0]


def test_no_example_of_any_rule_contradicts_the_position() -> None:
    compared = dict.fromkeys(COUNTING, 0)
    for name, inputs, day in examples():
        deployments = [one for one in join(read(inputs, SHAPE, "en").parts, SHAPE) if not one.clashes]
        found = {one.key: one for one in positions(deployments, shipped(), day)}
        tiers = {one.name: {e["tier"] for e in one.data.get("entitlements", ())} for one in deployments}
        cases = judge(deployments, COUNTS, Options(day), every=True).cases
        outcomes: dict[tuple[str, str, str], str] = {}
        for outcome, case in cases:
            deployment = case.deployments[0]
            headend = deployment.data["headends"][int(case.subject[2])]["name"] if len(case.subject) > 1 else ""
            outcomes[case.rule.data["name"], deployment.name, headend] = outcome
        for (rule, deployment_name, headend), outcome in outcomes.items():
            tier = {APEX: "apex", PEAK: "vpn-only"}.get(rule, TOTAL)
            if outcome not in (PASS, VIOLATION):
                continue
            row = found.get((deployment_name, tier, headend))
            assert row is not None, (name, rule, found)
            compared[rule] += 1
            low, high = row.headroom
            if outcome == VIOLATION:
                assert high is not None, (name, rule, row)
                assert high < 0, (name, rule, row)
            elif rule == ALL:
                # Those who use a service may be more than those who are said to be allowed to.
                other = outcomes.get((SERVICES, deployment_name, ""), NOT_APPLICABLE)
                assert other == VIOLATION or high is None or high >= 0, (name, row)
            elif not row.is_shared:
                assert low is not None, (name, rule, row)
                assert low >= 0, (name, rule, row)
        for row in found.values():
            if row.headroom.high is None or row.headroom.high >= 0 or not row.entitled.low:
                continue
            rules = {TOTAL: (ALL, SERVICES), "apex": (APEX,), "vpn-only": (PEAK,)}.get(row.tier, ())
            said = [outcomes.get((rule, row.deployment, row.headend), NOT_APPLICABLE) for rule in rules]
            # Where Apex alone is held, the rule on all users says the same.
            alone = row.tier == "apex" and not tiers[row.deployment] & {"plus", "vpn-only"}
            assert not rules or alone or set(said) - {PASS, NOT_APPLICABLE}, (name, row, said)
    assert min(compared.values()) > 20, compared


PLUS = {"name": "plus-1", "tier": "plus", "basis": "term", "users": 100, "start": "2026-01-01", "end": "2026-12-31"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, (True, ())),
        ({"end": "2026-10-01"}, (True, ())),
        ({"end": "2026-09-30"}, (False, ())),
        ({"start": "2026-10-01"}, (True, ())),
        ({"start": "2026-10-02"}, (False, ())),
        ({"start": None}, (None, ("start",))),
        ({"end": None}, (None, ("end",))),
        ({"start": None, "end": None}, (None, ("start", "end"))),
        ({"start": None, "end": "2026-09-30"}, (False, ())),
        ({"basis": "perpetual", "start": None, "end": None}, (True, ())),
        ({"basis": "perpetual", "start": "2026-10-02"}, (False, ())),
        ({"basis": "perpetual", "end": "2020-01-01"}, (True, ())),
        ({"basis": None}, (True, ())),
        ({"basis": None, "end": "2026-09-30"}, (None, ("basis",))),
        ({"basis": None, "start": None, "end": None}, (None, ("basis", "start", "end"))),
        ({"basis": "other", "end": None}, (None, ("end",))),
    ],
)
def test_what_is_in_force(change: dict[str, Any], expected: tuple[bool | None, tuple[str, ...]]) -> None:
    entitlement = {key: value for key, value in {**PLUS, **change}.items() if value is not None}
    assert in_force(entitlement, DAY) == expected


def test_plain_figures() -> None:
    apex = {**PLUS, "name": "apex-1", "tier": "apex", "users": 50, "end": "2026-11-30"}
    spec = {
        "users": {"authorized": 130, "unattendedDevices": 5, "groups": [{"name": "g", "users": 20}]},
        "features": [{"name": "saml", "status": "used", "groups": ["g"]}],
        "entitlements": [PLUS, apex],
    }
    total = position(spec)
    assert (total.entitled, total.needed, total.headroom) == (Bounds(150, 150), Bounds(135, 135), Bounds(15, 15))
    assert (total.expiry, total.expiring, total.missing, total.unit) == ("2026-11-30", 50, (), "users")
    assert position(spec, "apex")[4:7] == (Bounds(50, 50), Bounds(20, 20), Bounds(30, 30))
    assert position(spec, "plus")[4:7] == (Bounds(100, 100), Bounds(85, 85), Bounds(15, 15))


def test_what_is_not_stated_leaves_bounds_and_names_the_facts() -> None:
    spec: dict[str, Any] = {
        "users": {"groups": [{"name": "a", "users": 60}, {"name": "b", "users": 50}]},
        "features": [{"name": "secure-client-vpn", "status": "used", "groups": ["a", "b"]}],
        "entitlements": [{key: value for key, value in PLUS.items() if key != "end"}],
    }
    total = position(spec)
    assert (total.entitled, total.needed, total.headroom) == (Bounds(0, 100), Bounds(60, None), Bounds(None, 40))
    assert total.missing == ("entitlements[plus-1].end", "users.authorized", "users.groupsAre")
    assert position({**spec, "entitlements": [{**PLUS, "users": None} | {"users": 1}]}).needed == Bounds(60, None)


def test_licences_without_a_number_have_no_upper_bound() -> None:
    unsized = {key: value for key, value in PLUS.items() if key != "users"}
    total = position({"users": {"authorized": 10}, "entitlements": [PLUS, {**unsized, "name": "plus-2"}]})
    assert (total.entitled, total.headroom, total.expiring) == (Bounds(100, None), Bounds(90, None), None)
    assert total.missing == ("entitlements[plus-2].users",)


def test_no_list_of_entitlements_is_no_empty_list() -> None:
    total = position({"users": {"authorized": 10}})
    assert (total.entitled, total.headroom, total.missing) == (Bounds(0, None), Bounds(-10, None), ("entitlements",))
    total = position({"users": {"authorized": 10}, "entitlements": []})
    assert (total.entitled, total.headroom, total.missing) == (Bounds(0, 0), Bounds(-10, -10), ())


def test_the_sum_of_several_customers_proves_too_little_and_never_enough() -> None:
    spec = {"customers": [{"name": "a"}, {"name": "b"}], "users": {"authorized": 90}, "entitlements": [PLUS]}
    total = position(spec)
    assert (total.headroom, total.is_shared) == (Bounds(None, 10), True)


VPN = {"name": "v-1", "tier": "vpn-only", "basis": "perpetual", "connections": 100, "headends": ["fw-1"]}


def test_vpn_only_counts_by_headend_and_the_largest_licence_counts() -> None:
    spec = {
        "headends": [
            {"name": "fw-2", "peakConcurrent": 20, "ha": {"mode": "active-standby", "peer": "fw-1"}},
            {"name": "fw-1", "peakConcurrent": 120, "observed": {"sessions": {"peak": 130}}},
            {"name": "fw-3"},
        ],
        "entitlements": [VPN, {**VPN, "name": "v-2", "connections": 80}, {**VPN, "name": "v-3", "headends": ["fw-3"]}],
    }
    found = positions(estate(spec), shipped(), DAY)
    assert [(one.headend, *one[4:7], one.missing) for one in found] == [
        ("fw-1", Bounds(100, 100), Bounds(130, 130), Bounds(-30, -30), ()),
        ("fw-2", Bounds(100, 100), Bounds(20, 20), Bounds(80, 80), ()),
        ("fw-3", Bounds(100, 100), Bounds(0, None), Bounds(None, 100), ("headends[fw-3].peakConcurrent",)),
    ]
    assert {(one.tier, one.unit, one.expiry) for one in found} == {("vpn-only", "connections", "")}


def test_vpn_only_without_headend_is_shown_as_such() -> None:
    homeless = {key: value for key, value in VPN.items() if key != "headends"}
    row = position({"headends": [{"name": "fw-1"}], "entitlements": [homeless]}, "vpn-only")
    assert (row.entitled, row.missing) == (Bounds(100, 100), ("entitlements[v-1].headends",))


def test_a_retired_licence_may_serve_what_apex_serves() -> None:
    clientless = {"name": "clientless", "status": "used", "users": 40}
    premium = {"name": "p", "tier": "premium", "basis": "perpetual", "headends": []}
    assert position({"features": [clientless], "entitlements": [PLUS]}, "apex").needed == Bounds(40, 40)
    row = position({"features": [{**clientless, "name": "saml"}], "entitlements": [PLUS, premium]}, "apex")
    assert row.needed == Bounds(40, 40)  # nothing says that Premium holds it
    trial = {"name": "t", "tier": "evaluation"}
    row = position({"features": [clientless], "entitlements": [PLUS, trial]}, "apex")
    assert (row.needed, row.headroom) == (Bounds(0, 40), Bounds(-40, 0))
