"""Why an expression came out as it did: what is missing, what is to blame, what was read."""

from __future__ import annotations

from typing import Any

import pytest

from lictool.expr.checker import check
from lictool.expr.compiler import compile_plan
from lictool.expr.explainer import explain
from lictool.expr.reasons import Reason
from lictool.expr.values import Context, Interval
from tests.expr.estate import CODE, DATA, ENVIRONMENT, ROOTS, TODAY, frame_of, outcome, values, why
from tests.expr.test_plans import TEXTS

Paths = list[tuple[Any, ...]]


def below(*paths: tuple[Any, ...]) -> Paths:
    return [("deployment", *path) for path in paths]


def head(number: int, *rest: str) -> tuple[Any, ...]:
    return ("headends", number, *rest)


def claim(number: int, *rest: str) -> tuple[Any, ...]:
    return ("entitlements", number, *rest)


BLAMED = [
    # comparisons blame what they read
    ("deployment.name == 'apac'", False, below(("name",))),
    ("deployment.name == 'emea'", True, below(("name",))),
    ("deployment.users.authorized > 10", False, below(("users", "authorized"))),
    ("deployment.entitlements[0].end < deployment.entitlements[0].start", False, below(claim(0, "end"), claim(0, "start"))),
    ("deployment.headends.size() > 2", False, below(("headends",))),
    ("deployment.name.startsWith('x')", False, below(("name",))),
    ("deployment.name.matches('^x')", False, below(("name",))),
    ("!deployment.name.startsWith('e')", False, below(("name",))),
    ("deployment.holidays.exists(d, d > today)", True, below(("holidays", 1))),
    ("deployment.headends[1].active", False, below(head(1, "active"))),
    ("1 > 2", False, []),
    ("today > timestamp('2027-01-01')", False, []),
    # logic
    ("deployment.name == 'emea' && deployment.users.authorized > 10", False, below(("users", "authorized"))),
    ("deployment.name == 'apac' && deployment.users.authorized > 10", False, below(("name",), ("users", "authorized"))),
    ("deployment.name == 'apac' && deployment.users.peak > 10", False, below(("name",))),
    ("deployment.name == 'apac' || deployment.users.authorized > 10", False, below(("name",), ("users", "authorized"))),
    ("deployment.name == 'apac' || deployment.users.authorized == 10", True, below(("users", "authorized"))),
    ("!(deployment.name == 'emea' || deployment.users.authorized > 10)", False, below(("name",))),
    ("deployment.users.authorized == 10 ? deployment.name == 'x' : true", False, below(("name",))),
    ("deployment.users.authorized == 10 ? false : true", False, below(("users", "authorized"))),
    ("dyn(deployment.headends[1].active) && true", False, below(head(1, "active"))),
    # presence: a missing key blames the parent
    ("has(deployment.users.peak)", False, below(("users",))),
    ("has(deployment.users.authorized)", True, below(("users", "authorized"))),
    ("!has(deployment.users.authorized)", False, below(("users", "authorized"))),
    ("'nothing' in deployment.labels", False, below(("labels",))),
    ("deployment.headends.all(h, has(h.platform))", False, below(head(1))),
    # membership
    ("'apex' in deployment.headends[0].installed", False, below(head(0, "installed"))),
    ("deployment.headends[0].platform in ['ios']", False, below(head(0, "platform"))),
    ("deployment.name in deployment.labels", False, below(("name",), ("labels",))),
    # elements
    ("deployment.headends.all(h, h.name == 'h1')", False, below(head(1, "name"))),
    ("deployment.headends.all(h, h.name == 'x' && 1 > 2)", False, below(head(0, "name"), head(1, "name"))),
    ("deployment.headends.all(h, 1 > 2)", False, below(head(0), head(1))),
    ("deployment.headends.all(h, deployment.name == 'x')", False, below(head(0), ("name",), head(1))),
    ("!deployment.headends.exists(h, 'apex' in h.installed)", False, below(head(1, "installed", 0))),  # type: ignore[arg-type]
    # where none fits, or all do: those of which the least would have to be different
    ("deployment.headends.exists(h, h.name == 'x')", False, below(head(0, "name"), head(1, "name"))),
    ("!deployment.headends.all(h, h.name != 'x')", False, below(head(0, "name"), head(1, "name"))),
    ("deployment.headends.exists(h, h.name == 'h2' && has(h.platform))", False, below(head(0, "name"), head(1))),
    ("deployment.headends.exists(h, h.name == 'h3' && has(h.platform))", False, below(head(0, "name"))),
    ("deployment.entitlements.filter(e, false).exists(e, e.tier == 'apex')", False, below(claim(0), claim(1), claim(2))),
    ("deployment.headends.exists_one(h, h.name == 'x')", False, below(("headends",))),
    ("deployment.headends.exists_one(h, h.name != 'x')", False, below(head(0, "name"), head(1, "name"))),
    ("deployment.headends[0].installed.all(t, t == 'plus')", False, below(head(0, "installed", 1))),  # type: ignore[arg-type]
    ("deployment.labels.all(k, k == 'x')", False, below(("labels", "site"))),
    ("deployment.headends.all(h, h.installed.all(t, t != 'apex'))", False, below(head(1, "installed", 0))),  # type: ignore[arg-type]
    ("[1, 2].all(x, x < 2)", False, []),
    ("[deployment.name, 'x'].all(x, x == 'x')", False, below(("name",))),
    # lists that were put together
    ("deployment.headends.filter(h, h.name == 'h2').all(h, h.name == 'x')", False, below(head(1, "name"))),
    ("deployment.headends.filter(h, h.name == 'h2').exists(h, h.name == 'x')", False, below(head(1, "name"))),
    # a list from which everything was left out: what left it out
    ("deployment.headends.filter(h, h.name == 'x').exists(h, h.name == 'x')", False, below(head(0, "name"), head(1, "name"))),
    ("deployment.headends.filter(h, h.name == 'x').size() > 0", False, below(head(0, "name"), head(1, "name"))),
    ("deployment.headends.filter(h, h.name == 'h2').size() == 0", False, below(head(1), head(1, "name"))),
    ("deployment.headends.map(h, h.name == 'h2', h.installed).distinct().size() == 0", False, below(head(1), head(1, "name"))),
    ("deployment.headends.filter(h, h.name == 'h2').size() > 1", False, below(head(1))),
    ("deployment.headends.map(h, h.name).all(n, n == 'h1')", False, below(head(1, "name"))),
    ("deployment.headends.map(h, h.name == 'h2', h.installed).all(i, 'plus' in i)", False, below(head(1, "installed"))),
    ("(deployment.headends + deployment.headends).all(h, h.name == 'h1')", False, below(head(1, "name"))),
    ("deployment.headends.map(h, h.name).distinct().all(n, n == 'h1')", False, below(head(1, "name"))),
    ("(deployment.name == 'x' ? [] : deployment.headends).all(h, h.name == 'h1')", False, below(head(1, "name"))),
    ("deployment.headends.filter(h, true)[1].name == 'x'", False, below(head(1, "name"))),
    ("deployment.entitlements.filter(e, has(e.users)).map(e, e.users).sum() > 8", False, below(claim(0, "users"), claim(1, "users"))),
    ("deployment.entitlements.filter(e, has(e.users)).map(e, e.users).max() > 5", False, below(claim(0, "users"))),
    ("deployment.entitlements.filter(e, has(e.end)).map(e, e.end).min() > today", False, below(claim(1, "end"))),
    ("(deployment.name + deployment.labels.site).size() > 99", False, below(("name",), ("labels", "site"))),
    ("{'a': deployment.name}['a'] == 'x'", False, below(("name",))),
    ("deployment.headends.exists(h, h.name == 'x') == true", False, below(("headends",))),
    ("deployment.headends.exists_one(h, h.name == 'h1') == false", False, below(("headends",))),
    ("deployment.headends.all(h, h.name == 'x') == true", False, below(("headends",))),
    ("number(deployment.users.authorized) > 99", False, below(("users", "authorized"))),
    ("tables.platforms['ftd'].maker == 'x'", False, [("tables", "platforms", "ftd", "maker")]),
    ("tables.platforms[deployment.headends[0].platform].maker == 'x'", False, [("tables", "platforms", "ftd", "maker"), *below(head(0, "platform"))]),
    ("(true || tables.platforms[deployment.headends[1].platform].maker == 'x') == false", False, []),
    ("(deployment.name == 'emea' || deployment.users.peak > 1) == false", False, below(("name",))),
    # intervals
    ("unique(deployment, deployment.entitlements) < 8", False, below((), ("entitlements",))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "blamed"), BLAMED)
def test_blame(text: str, value: bool, blamed: Paths) -> None:
    explanation = why(text)
    assert (explanation.value, list(explanation.blamed)) == (value, blamed)
    assert (explanation.missing, explanation.reasons) == ((), ())


MISSING = [
    ("deployment.users.peak > 1", below(("users", "peak"))),
    ("deployment.users.peak > 1 && deployment.headends[1].platform == 'ftd'", below(("users", "peak"), head(1, "platform"))),
    ("deployment.users.peak > 1 && deployment.name == 'emea'", below(("users", "peak"))),
    ("deployment.users.peak > 1 || deployment.name == 'apac'", below(("users", "peak"))),
    ("deployment.headends.all(h, h.platform == 'ftd')", below(head(1, "platform"))),
    ("deployment.headends.exists(h, h.platform == 'ios')", below(head(1, "platform"))),
    ("deployment.headends.exists_one(h, h.platform == 'ios')", below(head(1, "platform"))),
    ("deployment.headends.filter(h, h.platform == 'ftd').size() > 1", below(head(1, "platform"))),
    ("deployment.headends.map(h, h.platform).size() > 1", below(head(1, "platform"))),
    ("deployment.headends.map(h, h.name == 'h2', h.platform).size() > 1", below(head(1, "platform"))),
    ("deployment.headends.map(h, h.platform == 'ftd', h.name).size() > 1", below(head(1, "platform"))),
    ("deployment.entitlements.map(e, e.users).sum() > 1", below(claim(2, "users"))),
    ("deployment.entitlements.map(e, [e.start, e.end]).size() > 1", below(claim(1, "start"), claim(2, "start"), claim(2, "end"))),
    ("deployment.users.peak == deployment.headends[1].maxSessions", below(("users", "peak"), head(1, "maxSessions"))),
    ("(deployment.users.peak > 1 ? 1 : 2) > 1", below(("users", "peak"))),
    ("(deployment.name == 'emea' ? deployment.users.peak : 2) > 1", below(("users", "peak"))),
    ("deployment.headends[1].smart.registration == 'a'", below(head(1, "smart", "registration"))),
    ("deployment.headends[0].smart.registration == 'a'", below(head(0, "smart"))),
    ("deployment.headends.filter(h, true)[1].platform == 'ftd'", below(head(1, "platform"))),
    ("[deployment.headends[1], deployment.headends[0]][0].platform == 'ftd'", below(head(1, "platform"))),
    ("deployment.headends.filter(h, h.platform == 'ftd').all(h, true)", below(head(1, "platform"))),
    ("tables.platforms['ftd'].end > today", [("tables", "platforms", "ftd", "end")]),
    ("tables.platforms['asa-5500-x'].end > today", [("tables", "platforms", "asa-5500-x")]),
    ("tables.platforms['asa-5500-x'].maker == 'cisco'", [("tables", "platforms", "asa-5500-x")]),
    ("tables.platforms[deployment.headends[1].platform].maker == 'a'", below(head(1, "platform"))),
    ("deployment.labels['nothing'] == 'a' && deployment.users.peak > 1", below(("users", "peak"))),
    ("{'a': deployment.headends[1]}['a'].platform == 'ftd'", below(head(1, "platform"))),
    # an interval that is not decided: what its function says would settle it
    ("unique(deployment, deployment.entitlements) == 8", below(claim(2, "users"), ("groups",))),
    ("unique(deployment, deployment.entitlements.filter(e, e.tier == 'plus')) == 5", below(claim(2, "users"), ("groups",))),
    ("8 == unique(deployment, deployment.entitlements)", below(claim(2, "users"), ("groups",))),
    ("(true ? unique(deployment, deployment.entitlements) : unique(deployment, [])) == 8", below(claim(2, "users"), ("groups",))),
    ("[unique(deployment, deployment.entitlements)].exists(n, n == 8)", below((), ("entitlements",))),
    # a function of others that does not know
    ("release(deployment.name == 'emea' ? '?' : deployment.name) == release('9')", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "missing"), MISSING)
def test_missing(text: str, missing: Paths) -> None:
    explanation = why(text)
    assert list(explanation.missing) == missing
    assert (explanation.value, explanation.blamed, explanation.reasons) == (None, (), ())


ERRORS = [
    ("1 / number(deployment.users.authorized - deployment.users.authorized) > 1", "division by zero", below(("users", "authorized"))),
    ("deployment.labels['nothing'] == 'a'", "no such key: `nothing`", below(("labels",))),
    ("deployment.labels.nothing == 'a'", "no such key: `nothing`", below(("labels",))),
    ("deployment.headends[7].name == 'a'", "no item 7 in a list of 2", below(("headends",))),
    ("deployment.headends.all(h, int(h.name) > 1)", "`h1` is no whole number", below(head(0, "name"), head(1, "name"))),
    ("deployment.name == 'emea' && int(deployment.name) > 1", "`emea` is no whole number", below(("name",))),
    ("deployment.headends.filter(h, false).map(h, h.name).max() == 'a'", "an empty list has no greatest item", below(("headends",))),
    ("release(deployment.name) > release('9')", "`emea` is no version", below(("name",))),
    ("1 / 0 > 1", "division by zero", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason", "blamed"), ERRORS)
def test_errors(text: str, reason: str, blamed: Paths) -> None:
    explanation = why(text)
    assert (explanation.reasons, list(explanation.blamed)) == ((reason,), blamed)
    assert (explanation.value, explanation.missing) == (None, ())


READS = [
    ("deployment.name == 'x' && deployment.users.authorized > 1", ["name"]),
    ("deployment.name == 'emea' && deployment.users.authorized > 1", ["name", "users.authorized"]),
    ("deployment.name == 'emea' || deployment.users.authorized > 1", ["name"]),
    ("deployment.name == 'x' ? deployment.users.authorized > 1 : deployment.ratio > 1.0", ["name", "ratio"]),
    ("deployment.users.peak > 1", ["users"]),
    ("deployment.users.peak > 1 ? true : deployment.ratio > 1.0", ["users"]),
    ("deployment.headends.all(h, h.name == 'x')", ["headends", "headends.0.name", "headends.1.name"]),
    ("deployment.headends[7].name == 'x'", ["headends"]),
    ("deployment.headends[1].platform in ['ftd']", ["headends.1"]),
    ("deployment.labels['nothing'].size() > 1", ["labels"]),
    ("deployment.entitlements.map(e, e.tier == 'plus', e.name).size() > 9",
     ["entitlements", "entitlements.0.tier", "entitlements.0.name", "entitlements.1.tier", "entitlements.2.tier", "entitlements.2.name"]),
    ("deployment.entitlements[2].end.getMonth() > 1", ["entitlements.2"]),
    ("[deployment.users.peak].all(x, x > 1)", ["users"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), READS)
def test_reads(text: str, wanted: list[str]) -> None:
    found = [".".join(map(str, path[1:])) for path, _ in why(text).reads]
    assert found == wanted


def test_reads_carry_values_and_rows_of_tables() -> None:
    reads = dict(why("tables.platforms[deployment.headends[0].platform].maker == 'x'").reads)
    assert reads == {("deployment", "headends", 0, "platform"): "ftd", ("tables", "platforms", "ftd", "maker"): "cisco"}


def detailed(text: str, **more: Any) -> Reason:
    """Explain a truth with the operands of its clauses."""
    checked = check(text, more.pop("environment", ENVIRONMENT))
    found = explain(checked.plan, frame_of(checked), ROOTS, functions=CODE, detailed=True, slot=-7, **more).why
    assert found is not None
    return found


def clauses(text: str, reason: Reason) -> list[tuple[Any, ...]]:
    """Give the clauses below a reason: text, value, and what stands on their sides."""
    if reason.parts:
        return [clause for part in reason.parts for clause in clauses(text, part)]
    sides = [part.value if part.known else "?" for part in reason.operands]
    shown = [str(side) if isinstance(side, Interval) else side for side in sides]
    return [(text[reason.start : reason.end], reason.value, *shown)]


CLAUSES = [
    ("deployment.name == 'emea' && deployment.entitlements.size() * 2 > 9",
     [("deployment.entitlements.size() * 2 > 9", False, 6, 9)]),
    ("deployment.name == 'emea' && deployment.ratio > 1.0",
     [("deployment.ratio > 1.0", True, 2, 1.0), ("deployment.name == 'emea'", True, "emea", "emea")]),
    ("deployment.name == 'x' || !(deployment.ratio > 1.0)",
     [("deployment.name == 'x'", False, "emea", "x"), ("(deployment.ratio > 1.0)", True, 2, 1.0)]),
    ("deployment.name == 'x' ? true : deployment.ratio > 2.0", [("deployment.ratio > 2.0", False, 2, 2.0)]),
    ("deployment.headends.all(h, h.name == 'h1')", [("h.name == 'h1'", False, "h2", "h1")]),
    ("deployment.headends[1].active", [("deployment.headends[1].active", False, False)]),
    ("has(deployment.users.peak)", [("has(deployment.users.peak)", False, "?")]),
    ("'apex' in deployment.headends[0].installed",
     [("'apex' in deployment.headends[0].installed", False, "apex", ["plus", "vpn-only"])]),
    ("deployment.users.authorized < unique(deployment, deployment.entitlements)",
     [("deployment.users.authorized < unique(deployment, deployment.entitlements)", None, 10, "Interval(8, None)")]),
    ("deployment.users.peak > 1 && deployment.name == 'emea'", [("deployment.users.peak > 1", None, "?", 1)]),
    ("1 / number(deployment.months - deployment.months) > 1 || deployment.users.peak > 1",
     [("deployment.users.peak > 1", None, "?", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CLAUSES)
def test_clauses_that_decided_with_both_sides(text: str, wanted: list[tuple[Any, ...]]) -> None:
    assert clauses(text, detailed(text)) == wanted


def test_elements_say_for_whom_a_clause_was_asked() -> None:
    text = "deployment.headends.all(h, h.installed.all(t, t != 'apex'))"
    outer = detailed(text)
    (middle,) = outer.parts
    (inner,) = middle.parts
    assert middle.element
    assert inner.element
    assert (middle.element.path, text[middle.element.start : middle.element.end]) == (below(head(1))[0], ".all(h, ")
    assert text[inner.element.start : inner.element.end] == ".all(t, "
    assert inner.element[:2] == ((*below(head(1))[0], "installed", 0), "apex")
    assert outer.all_count
    assert not Reason("and", 0, 0, 0, True).all_count
    assert Reason("or", 0, 0, 0, True).all_count


def test_operands_are_taken_apart_down_to_the_data() -> None:
    text = "deployment.entitlements.filter(e, has(e.users)).map(e, e.users).sum() + 2 > deployment.users.authorized"
    left, right = detailed(text).operands
    assert (left.operation, left.value, text[left.start : left.end]) == ("fold", 10, text.partition(" >")[0])
    (total,) = left.below
    assert (total.operation, total.value, total.path) == ("sum", 8, None)
    assert [(part.value, part.path) for part in total.below] == [
        (5, below(claim(0, "users"))[0]),
        (3, below(claim(1, "users"))[0]),
    ]
    assert (right.value, right.path, right.below) == (10, ("deployment", "users", "authorized"), ())
    row = detailed("tables.platforms[deployment.headends[0].platform].maker == 'x'").operands[0]
    assert (row.value, row.path) == ("cisco", ("tables", "platforms", "ftd", "maker"))
    assert [part.path for part in row.below] == below(head(0, "platform"))


def test_where_many_come_equally_near_the_list_is_blamed() -> None:
    text = "deployment.headends.exists(h, h.name == 'x')"
    for count, wanted in (
        (5, below(*(head(number, "name") for number in range(5)))),
        (6, below(("headends",))),
        (201, below(("headends",))),
    ):
        data = {**DATA, "headends": [{"name": f"h{number}"} for number in range(count)]}
        assert list(why(text, data).blamed) == wanted
    near = [{"name": f"h{number}", "active": number == 150} for number in range(200)]
    text = "deployment.headends.exists(h, h.name == 'x' && has(h.platform) && h.active)"
    assert why(text, {**DATA, "headends": near}).blamed[0] == ("deployment", "headends", 150, "name")
    near.append({"name": "one more"})
    assert list(why(text, {**DATA, "headends": near}).blamed) == below(("headends",))


def test_variables_are_explained_by_their_own_expressions() -> None:
    names: list[tuple[str, str]] = [
        ("claims", "deployment.entitlements.filter(e, e.tier == 'plus')"),
        ("some", "claims.exists(e, has(e.users))"),
        ("total", "claims.map(e, e.users).sum()"),
        ("counted", "unique(deployment, claims)"),
    ]
    environment, plans = ENVIRONMENT, {}
    for name, text in names:
        checked = check(text, environment)
        environment = environment.variable(name, checked)
        plans[environment.slot(name)] = checked.plan
    closures: dict[int, Any] = {}
    for slot, plan in plans.items():
        closures[slot] = compile_plan(plan, CODE, closures)

    def explained(text: str) -> tuple[Any, ...]:
        checked = check(text, environment)
        frame = frame_of(checked)
        explanation = explain(checked.plan, frame, ROOTS, lazies=plans, functions=CODE)
        paths = explanation.missing or explanation.blamed
        return (explanation.value, *(path[1:] for path in paths))

    assert explained("!some") == (False, claim(0, "users"))
    assert explained("total > 1") == (None, claim(2, "users"))
    assert explained("claims.all(e, has(e.users))") == (False, claim(2))
    assert explained("counted == 5") == (None, claim(2, "users"), ("groups",))
    assert explained("claims.size() > 3") == (False, claim(0), claim(2))
    some = explain(
        check("!some", environment).plan, frame_of(check("!some", environment)), ROOTS, lazies=plans, functions=CODE
    )
    assert some.why is not None
    named = some.why.parts[0]
    assert (named.operation, named.slot, named.parts[0].slot) == ("lazy", 0, environment.slot("some"))
    assert [(part.start, part.end) for part in named.parts[0].parts] == [(17, 29)]
    summed = detailed("total > 1 || !some", environment=environment, lazies=plans)
    assert summed.value is None
    few = detailed("claims.size() > 3", environment=environment, lazies=plans).operands[0]
    chosen = [DATA["entitlements"][0], DATA["entitlements"][2]]
    assert [(part.name, part.value) for part in few.below] == [(environment.slot("claims"), chosen)]
    assert ("deployment", "entitlements", 0, "tier") in dict(some.reads)


def test_explaining_takes_nothing_from_the_run_and_knows_no_root_of_unnamed_slots() -> None:
    checked = check("deployment.headends.all(h, h.name == 'x')", ENVIRONMENT)
    context = Context(TODAY, iterations=1)
    frame = frame_of(checked, DATA, context)
    before = list(frame)
    explanation = explain(checked.plan, frame, {}, functions=CODE)
    assert (explanation.value, explanation.blamed) == (False, ())
    assert frame == before
    assert context.iterations == 1


def test_a_budget_that_does_not_do_is_a_reason() -> None:
    many = {**DATA, "holidays": ["2026-01-01"] * 2000}
    text = "deployment.holidays.all(a, deployment.holidays.all(b, a == b))"
    checked = check(text, ENVIRONMENT)
    explanation = explain(checked.plan, [None, *values(many), None, None], ROOTS, functions=CODE)
    assert explanation.reasons == ("the expression visits too many elements",)


def test_a_value_that_is_no_truth_is_blamed_on_what_it_is_made_of() -> None:
    explanation = why("deployment.headends.map(h, h.name).join(', ')")
    assert explanation.value == "h1, h2"
    assert list(explanation.blamed) == below(head(0, "name"), head(1, "name"))


@pytest.mark.parametrize("text", TEXTS)
def test_everything_can_be_explained(text: str) -> None:
    wanted, explanation = outcome(text), why(text)
    if wanted == "missing":
        assert explanation.value is None
        assert not explanation.reasons
    elif isinstance(wanted, str) and wanted.startswith("error: "):
        assert explanation.reasons == (wanted.removeprefix("error: "),)
    else:
        assert explanation.value == wanted
        assert not explanation.missing
    for path, _ in explanation.reads:
        assert path[0] in ("deployment", "tables")
