"""What is known to be present, and what an expression needs."""

from __future__ import annotations

import pytest

from lictool.expr.celtypes import BOOL
from lictool.expr.checker import check
from lictool.expr.fault import ExpressionError
from tests.expr.estate import DEPLOYMENT, ENVIRONMENT

HEADEND = DEPLOYMENT.fields["headends"].type.args[0]
SUBJECT = ENVIRONMENT.child("h", HEADEND)

# expression over one headend `h`; what it needs; what is present when it is true; when it is false
FACTS = [
    ("h.platform == 'ftd'", "h.platform", "h.platform", "h.platform"),
    ("h.name == 'a'", "", "", ""),
    ("has(h.platform)", "", "h.platform", ""),
    ("!has(h.platform)", "", "", "h.platform"),
    ("!!has(h.platform)", "", "h.platform", ""),
    ("has(h.platform) && h.platform == 'ftd'", "", "h.platform", ""),
    ("h.platform == 'ftd' && has(h.platform)", "h.platform", "h.platform", ""),
    ("!has(h.platform) || h.platform == 'ftd'", "", "", "h.platform"),
    ("!(has(h.platform) && h.platform == 'ftd')", "", "", "h.platform"),
    ("has(h.platform) || h.platform == 'ftd'", "h.platform", "h.platform", "h.platform"),
    ("has(h.platform) ? h.platform == 'ftd' : false", "", "h.platform", ""),
    ("has(h.platform) ? true : h.platform == 'ftd'", "h.platform", "h.platform", "h.platform"),
    ("!has(h.platform) ? true : h.platform == 'ftd'", "", "", "h.platform"),
    ("has(h.platform) && has(h.slots)", "", "h.platform h.slots", ""),
    ("has(h.platform) || has(h.slots)", "", "", ""),
    ("!has(h.platform) || !has(h.slots)", "", "", "h.platform h.slots"),
    ("has(h.platform) && has(h.slots) && h.slots > 1 && h.platform == 'ftd'", "", "h.platform h.slots", ""),
    ("(has(h.platform) || has(h.slots)) && h.slots > 1", "h.slots", "h.slots", ""),
    ("has(h.smart.registration)", "h.smart", "h.smart h.smart.registration", "h.smart"),
    ("has(h.smart) && has(h.smart.registration)", "", "h.smart h.smart.registration", ""),
    ("has(h.smart) && h.smart.registration == 'a'", "h.smart.registration", "h.smart h.smart.registration", ""),
    ("h.active", "h.active", "h.active", "h.active"),
    ("h.active && h.active", "h.active", "h.active", "h.active"),
    ("h.slots + h.slots > h.slots", "h.slots", "h.slots", "h.slots"),
    ("size(h.installed) > 0", "h.installed", "h.installed", "h.installed"),
    ("h.installed.all(t, t == 'apex')", "h.installed", "h.installed", "h.installed"),
    ("'apex' in h.installed", "h.installed", "h.installed", "h.installed"),
    ("[h.slots] == [1]", "h.slots", "h.slots", "h.slots"),
    ("{1: h.slots} == {1: 1}", "h.slots", "h.slots", "h.slots"),
    ("-h.slots < 0", "h.slots", "h.slots", "h.slots"),
    ("[1, 2].all(x, x > h.slots)", "h.slots", "", ""),
    ("has(h.slots) && [1, 2].all(x, x > h.slots)", "", "h.slots", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "needs", "yes", "no"), FACTS)
def test_facts(text: str, needs: str, yes: str, no: str) -> None:
    checked = check(text, SUBJECT, expected=BOOL)
    assert (" ".join(checked.needs), " ".join(sorted(checked.facts)), " ".join(sorted(checked.otherwise))) == (
        needs,
        yes,
        no,
    )


NEEDS = [
    ("deployment.headends.all(x, x.platform == 'ftd')", "deployment.headends deployment.headends[].platform"),
    ("deployment.headends.all(x, !has(x.platform) || x.platform == 'ftd')", "deployment.headends"),
    ("deployment.headends.filter(x, has(x.platform)).all(x, x.platform == 'ftd')", "deployment.headends"),
    (
        "deployment.headends.filter(x, has(x.smart) && has(x.smart.registration)).all(y, y.smart.registration == 'a')",
        "deployment.headends",
    ),
    (
        "deployment.headends.filter(x, has(x.smart)).all(y, y.smart.registration == 'a')",
        "deployment.headends deployment.headends[].smart.registration",
    ),
    ("deployment.headends.filter(x, has(x.platform))[0].platform == 'ftd'", "deployment.headends"),
    ("deployment.headends.map(x, has(x.slots), x.slots).sum() > 1", "deployment.headends"),
    (
        "deployment.headends.map(x, x)[0].slots > 1",
        "deployment.headends deployment.headends.map(x, x)[0].slots",
    ),
    ("(true ? h : h).slots > 1", "(true ? h : h).slots"),
    ("'a' in deployment.labels && deployment.labels['a'] == 'b'", "deployment.labels"),
    ("tables.platforms['ftd'].maker == 'a'", "tables.platforms['ftd']"),
    ("'ftd' in tables.platforms && tables.platforms['ftd'].maker == 'a'", ""),
    ("'ftd' in tables.platforms && tables.platforms.ftd.maker == 'a'", ""),
    ("has(tables.platforms.ftd) && tables.platforms['ftd'].maker == 'a'", ""),
    ("'ftd' in tables.platforms && tables.platforms['ftd'].end > today", "tables.platforms['ftd'].end"),
    (
        "has(h.platform) && h.platform in tables.platforms && tables.platforms[h.platform].maker == 'a'",
        "",
    ),
    ("[h][0].slots > 1", "[h][0].slots"),
    ("deployment.headends[0].slots > 1", "deployment.headends deployment.headends[].slots"),
    ("has(deployment.headends[0].slots) && deployment.headends[0].slots > 1", "deployment.headends"),
    (
        "has(deployment.headends[0].slots) && deployment.headends[1].slots > 1",
        "deployment.headends deployment.headends[].slots",
    ),
]


@pytest.mark.parametrize(("text", "needs"), NEEDS)
def test_needs(text: str, needs: str) -> None:
    assert " ".join(check(text, SUBJECT, expected=BOOL).needs) == needs


def test_facts_are_passed_on() -> None:
    when = check("has(h.platform)", SUBJECT)
    assert check("h.platform == 'ftd'", SUBJECT, facts=when.facts).needs == ()
    assert check("h.platform == 'ftd'", SUBJECT).needs == ("h.platform",)
    assert check("true", SUBJECT, facts=when.facts).facts == {"h.platform"}


TOTAL = [
    ("h.platform", "`h.platform` may be missing; ask `has(h.platform)` first", "h.platform"),
    ("size(h.installed)", "`h.installed` may be missing; ask `has(h.installed)` first", "h.installed"),
    ("tables.platforms['ftd'].maker", "`tables.platforms['ftd']` may be missing; ask with `in` first", "tables.platforms['ftd']"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "place"), TOTAL)
def test_a_message_may_need_nothing(text: str, message: str, place: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check(text, SUBJECT, total=True)
    assert [(f.message, text[f.start : f.end]) for f in caught.value.faults] == [(message, place)]


@pytest.mark.parametrize("text", ["h.name", "has(h.platform) ? string(h.platform) : 'none'", "size(h.name)"])
def test_a_message_that_needs_nothing(text: str) -> None:
    assert check(text, SUBJECT, total=True).needs == ()


def test_a_variable_needs_what_its_expression_does() -> None:
    total = check("deployment.headends.map(x, x.slots).sum()", SUBJECT)
    larger = SUBJECT.variable("total", total)
    checked = check("total > 1", larger)
    assert checked.needs == ("deployment.headends", "deployment.headends[].slots")
    assert checked.uses == ("total",)
    with pytest.raises(ExpressionError) as caught:
        check("total", larger, total=True)
    assert {fault.message for fault in caught.value.faults} == {
        "`deployment.headends` may be missing; ask `has(deployment.headends)` first",
        "`deployment.headends[].slots` may be missing; ask `has(deployment.headends[].slots)` first",
    }
    assert check("total", larger, total=True, facts=checked.otherwise).needs == ()


def test_a_variable_that_is_a_path_stands_for_it() -> None:
    platform = check("h.platform", SUBJECT)
    larger = SUBJECT.variable("platform", platform)
    assert check("platform == 'ftd'", larger).needs == ("h.platform",)
    assert check("platform == 'ftd'", larger, facts=frozenset(("h.platform",))).needs == ()
    smart = SUBJECT.variable("smart", check("h.smart", SUBJECT))
    assert "h.smart.registration" in check("has(smart.registration)", smart).facts


def test_a_variable_that_is_true_settles_what_its_expression_does() -> None:
    larger = SUBJECT.variable("known", check("has(h.platform)", SUBJECT))
    assert check("known && h.platform == 'ftd'", larger).needs == ()
    assert check("!known || h.platform == 'ftd'", larger).needs == ()
    assert check("known || h.platform == 'ftd'", larger).needs == ("h.platform",)
