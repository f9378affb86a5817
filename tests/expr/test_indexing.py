"""Long lists that many subjects look into: the same answers as without an index, in a time that grows with the estate."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lictool.bundle import Bundle, shipped
from lictool.document import load
from lictool.evaluation import ITERATIONS_A_RULE, Options, judge
from lictool.expr.checker import check
from lictool.expr.chronology import parse_timestamp
from lictool.expr.compiler import compile_plan
from lictool.expr.indexing import steady
from lictool.expr.values import BudgetExceeded, Context, EvaluationError, Missing
from lictool.pipeline import join
from tests.expr.estate import CODE, DATA, ENVIRONMENT, TODAY, frame_of
from tests.tiny import SHAPE

CONDITIONS = [
    "deployment.headends.exists(h, h.name == deployment.name)",
    "deployment.headends.filter(h, deployment.name == h.name)",
    "deployment.headends.exists_one(h, h.name == deployment.name)",
    "deployment.headends.map(h, h.platform == deployment.labels.site, h.name)",
    "deployment.headends.map(h, h.platform)",
    "deployment.headends.all(h, h.platform == deployment.labels.site)",
    "deployment.headends.exists(h, h.platform == deployment.labels.site)",
    "deployment.headends.filter(h, has(h.platform) && h.platform == deployment.labels.site)",
    "deployment.headends.filter(h, h.maxSessions > 1 && h.platform == deployment.labels.site)",
    "deployment.headends.filter(h, has(h.smart) && h.smart.registration == deployment.name)",
    "deployment.headends.filter(h, has(h.smart) && has(h.smart.registration) && h.smart.registration == deployment.name)",
    "deployment.headends.exists(h, has(h.smart.registration) && h.smart.registration == deployment.name)",
    "deployment.headends.filter(h, deployment.labels.site in h.installed)",
    "deployment.headends.exists(h, has(h.installed) && deployment.labels.site in h.installed && h.slots > 1)",
    "deployment.headends.filter(h, h.name in deployment.headends[0].installed)",
    "deployment.headends.filter(h, h.name == deployment.name || h.platform == deployment.labels.site)",
    "deployment.headends.filter(h, h.name == deployment.name || h.slots > 1)",
    "deployment.headends.filter(h, deployment.ratio > 1.0 ? h.name == deployment.name : has(h.platform))",
    "deployment.headends.filter(h, deployment.users.peak > 1 ? h.name == deployment.name : h.name == 'a')",
    "deployment.headends.exists(h, !(h.name == deployment.name))",
    "deployment.headends.exists(h, h.name == h.platform)",
    "deployment.headends.exists(h, h.name == deployment.labels.nothing)",
    "deployment.headends.exists(h, h.installed.exists(t, t == deployment.labels.site))",
    "deployment.headends.exists(h, h.installed.exists(t, t == h.name))",
    "deployment.headends.exists(h, h.name == deployment.name && 1 / number(deployment.months - deployment.months) > 1)",
    "'plus' in deployment.headends[0].installed",
    "deployment.labels.site in deployment.headends.map(h, h.name)",
]
_NAMES = st.sampled_from(["a", "b", "plus", "ftd", "emea"])
_HEADENDS = st.lists(
    st.fixed_dictionaries(
        {"name": _NAMES},
        optional={
            "platform": st.sampled_from(["ftd", "ios"]),
            "installed": st.lists(st.sampled_from(["plus", "apex"]), max_size=3),
            "maxSessions": st.integers(0, 2),
            "slots": st.integers(0, 2),
            "smart": st.fixed_dictionaries({}, optional={"registration": _NAMES}),
        },
    ),
    min_size=1,
    max_size=4,
)


def _ran(text: str, data: dict[str, Any], memo: dict[Any, Any] | None) -> tuple[object, ...]:
    checked = check(text, ENVIRONMENT)
    context = Context(TODAY)
    context.memo = memo
    try:
        return "value", compile_plan(checked.plan, CODE)(frame_of(checked, data, context))
    except (Missing, EvaluationError) as failure:
        return type(failure).__name__, getattr(failure, "reason", "")


@settings(max_examples=60, deadline=None)
@given(headends=_HEADENDS, times=st.integers(8, 20), name=_NAMES, site=_NAMES)
def test_an_index_changes_no_answer(headends: list[dict[str, Any]], times: int, name: str, site: str) -> None:
    data = {**DATA, "headends": headends * times * 4, "name": name, "labels": {"site": site}}
    memo: dict[Any, Any] = {}
    for text in CONDITIONS:
        plain = _ran(text, data, None)
        assert _ran(text, data, memo) == plain, text
        assert _ran(text, data, memo) == plain, text


@pytest.mark.parametrize(
    ("text", "visits"),
    [
        ("deployment.headends.exists(h, h.name == deployment.name)", 1),
        ("deployment.headends.filter(h, h.name == deployment.name || h.name == deployment.labels.site)", 3),
        ("deployment.headends.filter(h, has(h.platform) && h.platform == deployment.labels.site)", 1),
        ("deployment.headends.filter(h, deployment.ratio > 1.0 ? h.name == deployment.name : true)", 1),
        ("deployment.headends.exists(h, h.installed.exists(t, t == deployment.name))", 1),
        ("deployment.name in deployment.headends[999].installed", 1),
        ("deployment.headends.filter(h, h.platform == deployment.labels.site)", 1000),
        ("deployment.headends.all(h, h.name != deployment.name)", 1000),
    ],
)
def test_a_second_look_visits_what_can_count(text: str, visits: int) -> None:
    headends = [{"name": f"h{number}", "installed": ["plus"] * 70} for number in range(1000)]
    data = {**DATA, "headends": headends, "name": "none", "labels": {"site": "h7"}}
    checked = check(text, ENVIRONMENT)
    run = compile_plan(checked.plan, CODE)
    context = Context(TODAY)
    context.memo = {}

    def spent() -> int:
        before = context.iterations
        with suppress(Missing):
            run(frame_of(checked, data, context))
        return before - context.iterations

    first, second = spent(), spent()
    assert second <= visits + 2
    assert first >= 70


def test_nothing_is_remembered_unless_asked_for() -> None:
    assert Context().memo is None


def test_making_an_index_is_paid_for() -> None:
    checked = check("deployment.headends.exists(h, h.name == deployment.name)", ENVIRONMENT)
    context = Context(TODAY, iterations=99)
    context.memo = {}
    data = {**DATA, "headends": [{"name": "h"}] * 100}
    with pytest.raises(BudgetExceeded):
        compile_plan(checked.plan, CODE)(frame_of(checked, data, context))


def test_variables_that_read_nothing_of_a_subject_are_the_same_for_all() -> None:
    same = ("select", 0, 0, (("var", 0, 0, (), 5),), "x")
    of_subject = ("select", 0, 0, (("var", 0, 0, (), 6),), "x")
    plans = {
        7: same,
        8: of_subject,
        9: ("not", 0, 0, (("lazy", 0, 0, (), 7),)),
        10: ("not", 0, 0, (("lazy", 0, 0, (), 8),)),
    }
    assert steady(plans, [6]) == [7, 9]


RULES = (
    "essentials-still-enabled-beside-new-key",
    "perpetual-without-swss",
    "pak-registered-where-not-applicable",
    "non-cisco-headend",
)


def _estate(count: int) -> dict[str, Any]:
    numbers = range(count)
    return {
        "headends": [
            {"name": f"h{n}", "platform": "asa-5500-x", "vendor": "cisco", "essentialsEnabled": False, "contract": f"c{n}"}
            for n in numbers
        ],
        "paks": [{"name": f"p{n}", "registrations": [{"headend": f"h{n}"}]} for n in numbers],
        "entitlements": [
            {"name": f"e{n}", "tier": "vpn-only", "basis": "perpetual", "headends": [f"h{n}"], "paks": [f"p{n}"],
             "start": "2026-01-01"}
            for n in numbers
        ],
        "contracts": [{"name": f"c{n}", "kind": "swss", "start": "2026-01-01", "end": "2027-01-01"} for n in numbers],
        "expectations": {"softwareDownloads": True, "technicalSupport": True},
        "clients": [{"product": "secure-client", "platform": "windows", "headends": [f"h{n}" for n in numbers]}],
    }  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_rules_that_compare_everything_with_everything_decide_large_estates(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = shipped()
    policy = next(one for one in bundle.policies if any(rule["name"] == name for rule in one["rules"]))
    rule = next(one for one in policy["rules"] if one["name"] == name)
    alone = Bundle([{**policy, "rules": [rule]}], bundle.shape, "")
    spent: dict[int, int] = {}
    for count in (400, 4000):
        context = Context(parse_timestamp("2026-06-01"), "UTC")
        monkeypatch.setattr("lictool.evaluation.Context", lambda *_, context=context: context)
        manifest = {"apiVersion": "lictool/v1", "kind": "SecureClientDeployment", "metadata": {"name": "x"}}
        content = json.dumps({**manifest, "spec": _estate(count)}).encode()
        deployments = join(load("m.json", content).documents, SHAPE)
        outcomes = judge(deployments, alone, Options("2026-06-01")).outcomes
        assert outcomes == {"pass": count, "violation": 0, "unknown": 0, "not-applicable": 0}
        spent[count] = ITERATIONS_A_RULE - context.iterations
    assert spent[4000] < 12 * spent[400]
