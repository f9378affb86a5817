"""What is absorbed and what is not: truth tables of `&& || ?: all exists`, and unknown beside errors."""

from __future__ import annotations

import itertools

import pytest

from tests.expr.estate import outcome

# t: true, f: false, m: an absent fact, e: an error that data cause
TERMS = {
    "t": "(deployment.name == 'emea')",
    "f": "(deployment.name == 'apac')",
    "m": "(deployment.users.peak > 1)",
    "e": "(deployment.labels['nothing'] == 'a')",
}
SHOWN = {True: "t", False: "f", "missing": "m", "error: no such key: `nothing`": "e"}

AND = {
    "tt": "t", "tf": "f", "tm": "m", "te": "e",
    "ft": "f", "ff": "f", "fm": "f", "fe": "f",
    "mt": "m", "mf": "f", "mm": "m", "me": "m",
    "et": "e", "ef": "f", "em": "m", "ee": "e",
}  # fmt: skip
OR = {
    "tt": "t", "tf": "t", "tm": "t", "te": "t",
    "ft": "t", "ff": "f", "fm": "m", "fe": "e",
    "mt": "t", "mf": "m", "mm": "m", "me": "m",
    "et": "t", "ef": "e", "em": "m", "ee": "e",
}  # fmt: skip


def shown(text: str) -> str:
    return SHOWN[outcome(text)]


@pytest.mark.parametrize(("operator", "table"), [("&&", AND), ("||", OR)])
def test_logic(operator: str, table: dict[str, str]) -> None:
    found = {one + other: shown(f"{TERMS[one]} {operator} {TERMS[other]}") for one in "tfme" for other in "tfme"}
    assert found == table


@pytest.mark.parametrize("terms", ["".join(terms) for terms in itertools.product("tfme", repeat=3)])
def test_three_operands_are_two_and_one(terms: str) -> None:
    one, two, three = list(terms)
    for operator, table in (("&&", AND), ("||", OR)):
        wanted = table[table[one + two] + three]
        assert shown(f" {operator} ".join(TERMS[term] for term in terms)) == wanted


@pytest.mark.parametrize("terms", ["".join(terms) for terms in itertools.product("tfme", repeat=2)])
def test_quantifiers_are_chains(terms: str) -> None:
    elements = ", ".join(f"string({term!r})" for term in terms)
    body = "x == 't' || (x == 'm' && deployment.users.peak > 1) || (x == 'e' && deployment.labels['nothing'] == 'a')"
    assert shown(f"[{elements}].all(x, {body})") == AND[terms]
    assert shown(f"[{elements}].exists(x, {body})") == OR[terms]


CONDITION = {"t": "t", "f": "f", "m": "m", "e": "e"}


@pytest.mark.parametrize("condition", "tfme")
def test_the_condition_decides_which_side_is_read(condition: str) -> None:
    assert shown(f"{TERMS[condition]} ? true : false") == CONDITION[condition]
    assert shown(f"true ? {TERMS[condition]} : deployment.users.peak > 1") == condition
    assert shown(f"false ? deployment.users.peak > 1 : {TERMS[condition]}") == condition


@pytest.mark.parametrize("term", "me")
def test_not_absorbs_nothing(term: str) -> None:
    assert shown(f"!{TERMS[term]}") == term


# strict operations: an unknown operand wins over one that fails, wherever it stands
PEAK, FAILS = "deployment.users.peak", "size(deployment.labels['nothing'])"
STRICT = [
    "{0} == {1}",
    "{0} < {1}",
    "[{0}] == [{1}]",
    "[{0}, 1] == [{1}, 2]",
    "{0} + {1} > 1",
    "{0} - {1} - {0} > 1",
    "{{1: {0}, 2: {1}}} == {{1: 2}}",
    "[[1, 2][{0}]] == [[1][{1}]]",
    "{0} in [1, {1}]",
    "[{0}, {1}].sum() > 1",
    "[1, 2][{0}] == {1}",
    "{0} == [1, 2][{1}]",
    "'abc'.substring({0}, {1}) == 'a'",
    "dyn({0}) == dyn({1})",
    "dyn({0}) < dyn({1})",
    "dyn({0}) + dyn({1}) == 1",
    "{0} in dyn([{1}])",
    "dyn([1])[{0} + {1}] == 1",
    "{{1: 2}}[{0} + {1}] == 2",
]


@pytest.mark.parametrize("form", STRICT)
def test_unknown_wins_in_any_order(form: str) -> None:
    peak = PEAK if "in [" in form or "[{0}" in form[:4] else f"number({PEAK})"
    assert outcome(form.format(peak, FAILS)) == "missing"
    assert outcome(form.format(FAILS, peak)) == "missing"
    assert outcome(form.format(FAILS, FAILS)) == "error: no such key: `nothing`"


MACROS = [
    ("['a', 'site'].map(x, deployment.labels[x])", "error: no such key: `a`"),
    ("['a', 'm'].map(x, x == 'm' ? [deployment.users.peak] : [size(deployment.labels[x])])", "missing"),
    ("['a', 'm'].filter(x, x == 'm' ? deployment.users.peak > 1 : deployment.labels[x] == 'b')", "missing"),
    ("['a', 'm'].exists_one(x, x == 'm' ? deployment.users.peak > 1 : deployment.labels[x] == 'b')", "missing"),
    ("['a'].exists_one(x, deployment.labels[x] == 'b')", "error: no such key: `a`"),
    ("['a'].filter(x, deployment.labels[x] == 'b')", "error: no such key: `a`"),
    ("['a'].map(x, deployment.labels[x] == 'b', x)", "error: no such key: `a`"),
]


@pytest.mark.parametrize(("text", "wanted"), MACROS)
def test_macros_that_want_every_element(text: str, wanted: str) -> None:
    assert outcome(text) == wanted


READS = [
    ("deployment.users.authorized == 10", True),
    ("has(deployment.users.peak)", False),
    ("deployment.headends[0].platform == 'ftd'", True),
    ("deployment.headends[1].platform == 'ftd'", "missing"),
    ("deployment.headends[2].name == 'x'", "error: no item 2 in a list of 2"),
    ("tables.platforms['ftd'].maker == 'cisco'", True),
    ("tables.platforms['ftd'].end > today", "missing"),
    ("tables.platforms['asa-5500-x'].maker == 'cisco'", "missing"),
    ("tables.platforms.ftd.maker == 'cisco'", True),
    ("'ftd' in tables.platforms", True),
    ("'asa-5500-x' in tables.platforms", False),
    ("deployment.labels.site == 'bonn'", True),
    ("deployment.labels.nothing == 'bonn'", "error: no such key: `nothing`"),
    ("deployment.entitlements[0].end == timestamp('2026-12-31')", True),
    ("deployment.holidays.exists(d, d.getMonth() == 11)", True),
    ("deployment.holidays[1] - deployment.holidays[0] == days(238)", True),
    ("deployment.ratio == 2.0", True),
    # what was put together on the way is converted once
    ("[deployment.holidays[1]][0] == timestamp('2026-12-25')", True),
    ("[deployment.holidays, deployment.holidays][1][0] == timestamp('2026-05-01')", True),
    ("deployment.holidays.filter(d, d > today)[0] == timestamp('2026-12-25')", True),
    ("(deployment.ratio > 1.0 ? deployment.holidays : [today])[0] == timestamp('2026-05-01')", True),
    ("(deployment.holidays + [today])[0] < (deployment.holidays + [today])[1]", True),
    ("deployment.entitlements.filter(e, has(e.end)).map(e, e.end).distinct()[1] == timestamp('2026-03-31')", True),
    ("{'a': deployment.holidays[0]}['a'] == {'a': deployment.holidays[0]}.a", True),
    ("{'a': deployment.milestones}['a'].end == deployment.milestones['end']", True),
    ("[deployment.milestones][0]['begin'] < [deployment.milestones][0].end", True),
    ("[deployment.ratio][0] / {'a': deployment.ratio}.a == 1.0", True),
    ("[[deployment.ratio]][0][0] == 2.0", True),
    ("deployment.milestones['end'] - deployment.milestones.begin == days(364)", True),
    ("deployment.milestones == {'begin': timestamp('2026-01-01'), 'end': timestamp('2026-12-31')}", True),
    ("pair(deployment.users.authorized, 1).sum() == 11", True),
    ("string(deployment.ratio) == '2'", True),
    ("deployment.ratio / 4.0 == 0.5", True),
    ("dyn(deployment.anything) == 1", "missing"),
    ("plusMonths(today, deployment.months) == timestamp('2026-08-01')", True),
    ("today + days(deployment.notice) == timestamp('2026-07-01')", True),
    ("release('9.16') > release('9.8')", True),
    ("release('9.16') == release('9.16') && release('9.1') != release('9.10')", True),
    ("release('x') == release('9')", "error: `x` is no version"),
    ("release('?') == release('9')", "missing"),
    ("releaseOf('asa', '9.2') < releaseOf('asa', '9.10')", True),
    ("['9.8', '9.16'].map(v, release(v)).max() == release('9.16')", True),
]


@pytest.mark.parametrize(("text", "wanted"), READS)
def test_reading(text: str, wanted: object) -> None:
    assert outcome(text) == wanted


COUNTED = "unique(deployment, deployment.entitlements.filter(e, has(e.users)))"  # exactly 8
OPEN = "unique(deployment, deployment.entitlements)"  # 8 or more
INTERVALS = [
    (f"{COUNTED} == 8", True), (f"{COUNTED} != 8", False), (f"{COUNTED} < 8", False), (f"{COUNTED} <= 8", True),
    (f"{COUNTED} > 7", True), (f"{COUNTED} >= 9", False), (f"{COUNTED} == 9", False), (f"9 > {COUNTED}", True),
    (f"{OPEN} == 8", "missing"), (f"{OPEN} != 7", True), (f"{OPEN} == 7", False), (f"{OPEN} < 8", False),
    (f"{OPEN} < 9", "missing"), (f"{OPEN} <= 7", False), (f"{OPEN} <= 8", "missing"), (f"{OPEN} > 7", True),
    (f"{OPEN} > 8", "missing"), (f"{OPEN} >= 8", True), (f"{OPEN} >= 9", "missing"), (f"8 <= {OPEN}", True),
    (f"deployment.users.authorized > {OPEN}", "missing"), (f"{COUNTED} <= {OPEN}", True), (f"{OPEN} == {OPEN}", "missing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), INTERVALS)
def test_intervals(text: str, wanted: object) -> None:
    assert outcome(text) == wanted
