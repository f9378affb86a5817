"""Every fault of an expression: its exact words, and the part of the text that it points at."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from lictool.errors import PolicyError
from lictool.expr.celtypes import BOOL, STRING
from lictool.expr.checker import check
from lictool.expr.environment import Environment
from lictool.expr.fault import ExpressionError
from tests.expr.estate import ENVIRONMENT
from tests.tiny import HEAD, MESSAGE, load

if TYPE_CHECKING:
    from pathlib import Path

SYNTAX = [
    ("", "the expression is empty", ""),
    ("1 +", "the expression ends where a value should follow", ""),
    ("(1", "the expression ends where `)` should follow", ""),
    ("[1", "the expression ends where `,` or `]` should follow", ""),
    ("{1: 2", "the expression ends where `,` or `}` should follow", ""),
    ("{1 2}", "`2` stands where `:` and a value should be", "2"),
    ("today[1", "the expression ends where `]` should follow", ""),
    ("1 2", "`2` stands where an operator or the end should be", "2"),
    ("true and false", "`and` stands where an operator or the end should be; write `&&`", "and"),
    ("true or false", "`or` stands where an operator or the end should be; write `||`", "or"),
    ("true ? 1", "the expression ends where `:` and what holds otherwise should follow", ""),
    ("a.1", "`.1` stands where an operator or the end should be", ".1"),
    ("a.", "the expression ends where a field or a function should follow", ""),
    ("a.true", "`true` stands where a field or a function should be", "true"),
    (".1.2", "`.2` stands where an operator or the end should be", ".2"),
    (". + 1", "`+` stands where a name should be", "+"),
    ("size([],)", "`)` stands where another argument should be", ")"),
    ("size([]", "the expression ends where `,` or `)` should follow", ""),
    ("for", "`for` is a reserved word and cannot be a name", "for"),
    ("a = b", "`=` is no operator; write `==`", "="),
    ("a & b", "`&` is no operator; write `&&`", "&"),
    ("a | b", "`|` is no operator; write `||`", "|"),
    ("a # b", "`#` has no meaning in an expression", "#"),
    ("a \x00 b", "`U+0000` has no meaning in an expression", "\x00"),
    ("a.`b", "a name in backticks holds letters, digits, `_ . - /` and blanks, and ends in one", "`"),
    ("'abc", "the text is not closed; it wants another '", "'abc"),
    ("'abc\n'", "the text is not closed; it wants another '", "'abc\n'"),
    ('"""abc"', 'the text is not closed; it wants another """', '"""abc"'),
    ("'abc\\", "the text is not closed; it wants another '", "'abc\\"),
    (r"'a\q'", r"`\q` is no escape", r"\q"),
    (r"'\x4'", r"`\x4` is no escape", r"\x4"),
    (r"'\ud800'", r"`\ud800` is no escape", r"\ud800"),
    (r"'\U00110000'", r"`\U00110000` is no escape", r"\U00110000"),
    (r"'\400'", r"`\400` is no escape", r"\400"),
    (r"b'\u0041'", r"`\u` is no escape", r"\u"),
    ("12abc", "`12abc` is no number", "12abc"),
    ("0x", "`0x` is no number", "0x"),
    ("1e999", "`1e999` is too large for a double", "1e999"),
    ("9223372036854775808", "`9223372036854775808` is larger than 9223372036854775807, the largest int", "9223372036854775808"),
    ("-9223372036854775809", "`-9223372036854775809` is smaller than -9223372036854775808, the smallest int", "9223372036854775809"),
    ("1" * 40, f"`{'1' * 40}` is larger than 9223372036854775807, the largest int", "1" * 40),
    ("18446744073709551616u", "`18446744073709551616u` is larger than 18446744073709551615, the largest uint", "18446744073709551616u"),
    ("has()", "`has` takes one field: `has(x.field)`", "has"),
    ("has(today)", "`has` asks for a field: `has(x.field)`", "today"),
    ("has(today['k'])", "`has` asks for a field: `has(x.field)`; ask for a key with `'key' in x`", "today['k']"),
    ("[1].all(x)", "`all` takes a variable and an expression: `list.all(x, …)`", "all"),
    ("[1].all(1, true)", "the first argument of `all` names the element: `list.all(x, …)`", "1"),
    ("[1].map(.x, true)", "the first argument of `map` names the element: `list.map(x, …)`", ".x"),
    ("x{1: 2}", "`1` stands where a field should be", "1"),
    ("x{a 2}", "`2` stands where `:` and a value should be", "2"),
    ("x{a: 2", "the expression ends where `,` or `}` should follow", ""),
]  # fmt: skip

NAMES = [
    ("deploymnt.name == 'a'", "there is no name `deploymnt`; did you mean `deployment`?", "deploymnt"),
    ("zzz", "there is no name `zzz`; there are `deployment`, `today`, `tables`", "zzz"),
    ("size == 1", "`size` is a function; it wants arguments: `size(…)`", "size"),
    ("deployment.hedends", "`hedends` is no field of deployment; did you mean `headends`?", "hedends"),
    ("deployment.users.zzz", "`zzz` is no field of users; it has `authorized`, `peak`", "zzz"),
    ("has(deployment.hedends)", "`hedends` is no field of deployment; did you mean `headends`?", "hedends"),
    ("has(deployment.name.x)", "`deployment.name` is string and has no fields", "x"),
    ("deployment.name.x", "`deployment.name` is string and has no field `x`", "x"),
    ("deployment.headends.name", "`deployment.headends` is list(headend) and has no field `name`; take an item with `[0]` or ask all with a macro", "name"),
    ("deployment['name']", "`deployment` is deployment and has no index; write `deployment.name`", "deployment['name']"),
    ("today[0]", "`today` is timestamp and has no index", "today[0]"),
    ("deployment.headends['a']", "a list is indexed by int, not by string", "'a'"),
    ("deployment.labels[1]", "the keys of `deployment.labels` are string, not int", "1"),
    ("{1: 2}.a", "the keys of `{1: 2}` are int, not string", "a"),
    ("tables.platforms['fdt']", "`fdt` is no key of `tables.platforms`; did you mean `ftd`?", "'fdt'"),
    ("tables.platforms.fdt", "`fdt` is no key of `tables.platforms`; did you mean `ftd`?", "fdt"),
    ("tables.platforms['cloud']", "`cloud` is no key of `tables.platforms`; it has `asa-5500-x`, `ftd`", "'cloud'"),
    ("tables.platforms[deployment.entitlements[0].tier]", "no value of `deployment.entitlements[0].tier` is a key of `tables.platforms`", "deployment.entitlements[0].tier"),
    ("deployment.anything == 1", "the schema gives `deployment.anything` no type; write `dyn(deployment.anything)` if that is meant", "deployment.anything"),
    ("a{b: 1, c: 2,}", "`a{…}` makes a message, which this language does not have", "a{b: 1, c: 2,}"),
    ("a.b{}", "`a.b{…}` makes a message, which this language does not have", "a.b{}"),
]  # fmt: skip

CALLS = [
    ("siz([])", "there is no function `siz`; did you mean `size`?", "siz"),
    ("'a'.startWith('b')", "there is no function `startWith`; did you mean `startsWith`?", "startWith"),
    ("startsWith('a', 'b')", "`startsWith` is called as `x.startsWith(…)`", "startsWith"),
    ("'a'.days()", "`days` is called as `days(…)`", "days"),
    ("'a'.startsWith()", "`startsWith` takes 1 argument, not 0", "startsWith"),
    ("'a'.substring()", "`substring` takes 1 or 2 arguments, not 0", "substring"),
    ("'a'.startsWith(1)", "`startsWith` takes string, but `1` is int", "1"),
    ("[1].join(',')", "`join` takes list(string), but `[1]` is list(int)", "[1]"),
    ("size(1)", "`size` takes (string) or (bytes) or (list(any)) or (map(any, any)), not (int)", "size"),
    ("days(deployment.users.authorized)", "`days` takes (int) or (days), not (users)", "days"),
    ("sum(['a'])", "`sum` takes (list(int)) or (list(uint)) or (list(double)) or (list(duration)), not (list(string))", "sum"),
    ("min([deployment.users])", "`min` takes list(int | uint | double | string | timestamp | duration | bool | bytes | opaque), but `[deployment.users]` is list(users)", "[deployment.users]"),
    ("releaseOf('iso', '9') == releaseOf('ios', '9')", "`iso` is no system with versions", "releaseOf('iso', '9')"),
    ("pair(1, 'a')", "`pair` takes (any, any), not (int, string)", "pair"),
    ("onTier('plos') == 'a'", "`plos` is no value that `onTier` takes; did you mean `plus`?", "'plos'"),
    ("duration('1x')", "`1x` is no duration such as `1h30m` or `90s`", "'1x'"),
    ("timestamp('yesterday')", "`yesterday` is no date or date-time such as 2026-10-01T09:30:00Z", "'yesterday'"),
    ("'a'.matches('(a+)+')", "`(a+)+` cannot be used as pattern: it repeats without end what can be read in several ways, which takes unbounded time", "'(a+)+'"),
]  # fmt: skip

OPERATORS = [
    ("!1", "`1` is int, where a bool is wanted", "1"),
    ("1 && true", "`1` is int, where a bool is wanted", "1"),
    ("'a' ? 1 : 2", "`'a'` is string, where a bool is wanted", "'a'"),
    ("true ? 1 : 'a'", "`?:` gives int or string; both sides want one type", "true ? 1 : 'a'"),
    ("-'a'", "`-` takes int or double; `'a'` is string", "-'a'"),
    ("1 + 'a'", "`+` does not go with int and string", "+"),
    ("1 + 1.0", "`+` does not go with int and double", "+"),
    ("[1] + ['a']", "the lists that `+` joins are list(int) and list(string)", "+"),
    ("[1, 'a']", "the items of the list are int up to here; `'a'` is string", "'a'"),
    ("{1: 2, 'a': 3}", "the keys of the map are int up to here; `'a'` is string", "'a'"),
    ("{1: 2, 2: 'a'}", "the values of the map are int up to here; `'a'` is string", "'a'"),
    ("{1.0: 2}", "a key is bool, int, uint or string, not double", "1.0"),
    ("{'a': 1, 'a': 2}", "the key `'a'` stands twice", "'a'"),
    ("1 == 'a'", "int cannot be compared with string", "=="),
    ("1 == 1.0", "int cannot be compared with double", "=="),
    ("today < 'a'", "timestamp cannot be compared with string", "<"),
    ("[1] < [2]", "`<` does not order list(int)", "<"),
    ("unordered('a') < unordered('b')", "`<` does not order mark", "<"),
    ("release('9') == 9", "version cannot be compared with int", "=="),
    ("releaseOf('asa', '9') == releaseOf('ios', '9')", "version of asa cannot be compared with version of ios", "=="),
    ("deployment.headends[0].platform < deployment.headends[1].platform", "`<` does not order a closed set of values", "<"),
    ("1 in 2", "`in` looks into a list or map; `2` is int", "2"),
    ("1 in ['a']", "int cannot be looked for among string", "in"),
    ("1 in deployment.labels", "int cannot be looked for among string", "in"),
    ("today.all(x, true)", "`all` goes through a list or map; `today` is timestamp", "today"),
    ("[1].all(x, x)", "`x` is int, where a bool is wanted", "x"),
    ("[1].all(today, true)", "`today` is in scope already; give the element another name", "today"),
    ("[[1]].all(x, x.all(x, true))", "`x` is in scope already; give the element another name", "x"),
]  # fmt: skip

UNITS = [
    ("deployment.users.authorized > deployment.users.peak", "users cannot be compared with connections; `number(x)` drops a unit on purpose", ">"),
    ("deployment.headends[0].slots == deployment.users.peak", "a plain number cannot be compared with connections; `number(x)` drops a unit on purpose", "=="),
    ("deployment.users.authorized + deployment.users.peak > 1", "`+` does not go with users and connections; `number(x)` drops a unit on purpose", "+"),
    ("deployment.users.authorized * deployment.users.authorized > 1", "`*` does not go with users and users; `number(x)` drops a unit on purpose", "*"),
    ("1 / deployment.users.authorized > 1", "`/` does not go with a plain number and users; `number(x)` drops a unit on purpose", "/"),
    ("deployment.users.authorized / 2 == deployment.users.authorized / deployment.users.authorized", "users cannot be compared with a plain number; `number(x)` drops a unit on purpose", "=="),
    ("deployment.users.authorized in deployment.headends.map(h, h.maxSessions)", "users cannot be looked for among connections; `number(x)` drops a unit on purpose", "in"),
    ("[deployment.users.authorized, deployment.users.peak]", "the items of the list are users up to here; `deployment.users.peak` is connections", "deployment.users.peak"),
    ("true ? deployment.users.authorized : deployment.users.peak", "`?:` gives users or connections; both sides want one type", "true ? deployment.users.authorized : deployment.users.peak"),
    ("unique(deployment, []) > deployment.users.peak", "users cannot be compared with connections; `number(x)` drops a unit on purpose", ">"),
    ("unique(deployment, []) + 1 > 2", "`+` does not go with interval of users and int", "+"),
]  # fmt: skip

SETS = [
    ("deployment.headends[0].platform == 'asa5500x'", "`asa5500x` is no value of `deployment.headends[0].platform`; did you mean `asa-5500-x`?", "'asa5500x'"),
    ("'cloud' != deployment.headends[0].platform", "`cloud` is no value of `deployment.headends[0].platform`; it has `asa-5500-x`, `ftd`, `ios`", "'cloud'"),
    ("deployment.headends[0].platform in ['ftd', 'isos']", "`isos` is no value of `deployment.headends[0].platform`; did you mean `ios`?", "'isos'"),
    ("'aplex' in deployment.headends[0].installed", "`aplex` is no value of `deployment.headends[0].installed`; did you mean `apex`?", "'aplex'"),
    ("deployment.entitlements[0].tier == 'advantage'", "`advantage` is no value of `deployment.entitlements[0].tier`; it has `plus`, `apex`, `vpn-only`", "'advantage'"),
    ("deployment.headends[0].platform == deployment.entitlements[0].tier", "`deployment.headends[0].platform` and `deployment.entitlements[0].tier` have no value in common", "deployment.headends[0].platform"),
    ("deployment.headends[0].platform in deployment.headends[0].installed", "`deployment.headends[0].installed` and `deployment.headends[0].platform` have no value in common", "deployment.headends[0].installed"),
    ("'fdt' in tables.platforms", "`fdt` is no value of `tables.platforms`; did you mean `ftd`?", "'fdt'"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "place"), SYNTAX + NAMES + CALLS + OPERATORS + UNITS + SETS)
def test_fault(text: str, message: str, place: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check(text, ENVIRONMENT)
    assert [(fault.message, text[fault.start : fault.end]) for fault in caught.value.faults] == [(message, place)]


SEVERAL = [
    (
        "deployment.nam == 1 && todey > today && siz([])",
        [
            ("`nam` is no field of deployment; did you mean `name`?", "nam"),
            ("there is no name `todey`; did you mean `today`?", "todey"),
            ("there is no function `siz`; did you mean `size`?", "siz"),
        ],
    ),
    ("zz + 1 - zz * 2 == [zz.a][0]", [("there is no name `zz`; there are `deployment`, `today`, `tables`", "zz")] * 3),
    ("# @", [("`#` has no meaning in an expression", "#"), ("`@` has no meaning in an expression", "@")]),
    ("-deployment.nam < 1", [("`nam` is no field of deployment; did you mean `name`?", "nam")]),
    ("size(deployment.nam) > 1", [("`nam` is no field of deployment; did you mean `name`?", "nam")]),
    ("deployment.nam.all(x, x.y > 1)", [("`nam` is no field of deployment; did you mean `name`?", "nam")]),
    ("has(deployment.nam.x)", [("`nam` is no field of deployment; did you mean `name`?", "nam")]),
    ("!deployment.nam", [("`nam` is no field of deployment; did you mean `name`?", "nam")]),
    ("deployment.nam[0]", [("`nam` is no field of deployment; did you mean `name`?", "nam")]),
]


@pytest.mark.parametrize(("text", "wanted"), SEVERAL)
def test_all_faults_come_at_once_and_none_follows_from_another(text: str, wanted: list[tuple[str, str]]) -> None:
    with pytest.raises(ExpressionError) as caught:
        check(text, ENVIRONMENT)
    assert [(fault.message, text[fault.start : fault.end]) for fault in caught.value.faults] == wanted
    assert str(caught.value) == "; ".join(message for message, _ in wanted)


def test_the_wanted_type() -> None:
    assert check("deployment.name == 'a'", ENVIRONMENT, expected=BOOL).type == BOOL
    with pytest.raises(ExpressionError, match=r"^the expression gives string, where bool is wanted$") as caught:
        check(" deployment.name ", ENVIRONMENT, expected=BOOL)
    assert caught.value.faults[0][1:] == (1, 16)
    assert check("dyn(1)", ENVIRONMENT, expected=STRING).type.kind == "dyn"


def test_long_expressions_are_shown_short() -> None:
    text = "deployment.name" + " + 'a'" * 40
    with pytest.raises(ExpressionError) as caught:
        check(f"!({text})", ENVIRONMENT)
    assert len(caught.value.faults[0].message) < 110
    assert "…` is string, where a bool is wanted" in caught.value.faults[0].message


def test_a_name_may_not_hide_another() -> None:
    with pytest.raises(ValueError, match=r"^`today` is in scope already$"):
        ENVIRONMENT.child("today", STRING)
    loose = Environment({"x": STRING}, loose=True)
    assert check("[1].all(x, x > 0)", loose).type == BOOL


RULE_FAULTS = [
    # misspelt names, fields, tables, rows, columns, parameters, functions, macros, values
    ("deploymnt.name == 'a'", "deploymnt", "there is no name `deploymnt`; did you mean `deployment`?"),
    ("deployment.entitlments.size() > 0", "entitlments", "`entitlments` is no field of deployment; did you mean `entitlements`?"),
    ("headend.instaled.size() > 0", "instaled", "`instaled` is no field of headend; did you mean `installed`?"),
    ("tables.size['small'].limit > 1", "size", "`size` is no field of tables; did you mean `sizes`?"),
    ("tables.sizes['smal'].limit > 1", "'smal'", "`smal` is no key of `tables.sizes`; did you mean `small`?"),
    ("tables.sizes['small'].limt > 1", "limt", "`limt` is no field of row of sizes; did you mean `limit`?"),
    ("parameters.notise > 1", "notise", "`notise` is no field of parameters; did you mean `notice`?"),
    ("parameters.first > today", "first", "`first` is no field of parameters; it has `notice`, `firstDay`"),
    ("headend.platform == 'asaw'", "'asaw'", "`asaw` is no value of `headend.platform`; did you mean `asav`?"),
    ("'plsu' in headend.installed", "'plsu'", "`plsu` is no value of `headend.installed`; did you mean `plus`?"),
    ("headend.platform in ['asav', 'fdt']", "'fdt'", "`fdt` is no value of `headend.platform`; did you mean `ftd`?"),
    ("siz(headend.name) > 1", "siz", "there is no function `siz`; did you mean `size`?"),
    ("headend.name.startWith('a')", "startWith", "there is no function `startWith`; did you mean `startsWith`?"),
    ("headend.installed.exist(t, t == 'plus')", "exist", "there is no function `exist`; did you mean `exists`?"),
    # wrong types
    ("headend.name > 1", ">", "string cannot be compared with int"),
    ("headend.installed == 'plus'", "==", "list(string) cannot be compared with string"),
    ("headend.name && true", "headend.name", "`headend.name` is string, where a bool is wanted"),
    ("today > '2026-01-01'", ">", "timestamp cannot be compared with string"),
    ("headend.name + 1 == ''", "+", "`+` does not go with string and int"),
    ("headend.name.all(c, c == 'a')", "headend.name", "`all` goes through a list or map; `headend.name` is string"),
    ("deployment.headends.name == 'a'", "name",
     "`deployment.headends` is list(headend) and has no field `name`; take an item with `[0]` or ask all with a macro"),
    ("timestamp('soon') > today", "'soon'", "`soon` is no date or date-time such as 2026-10-01T09:30:00Z"),
    # unit mix-ups
    ("parameters.notice > tables.sizes['small'].limit", ">", "days cannot be compared with users; `number(x)` drops a unit on purpose"),
    ("tables.sizes['small'].limit + parameters.notice > 1", "+", "`+` does not go with users and days; `number(x)` drops a unit on purpose"),
    ("days(tables.sizes['small'].limit) > days(1)", "days", "`days` takes (int) or (days), not (users)"),
    # shadowing, syntax, patterns
    ("deployment.headends.all(headend, true)", "headend", "`headend` is in scope already; give the element another name"),
    ("deployment.headends.all(today, true)", "today", "`today` is in scope already; give the element another name"),
    ("headend.name = 'a'", "=", "`=` is no operator; write `==`"),
    ("headend.name == 'a' and true", "and", "`and` stands where an operator or the end should be; write `&&`"),
    ("headend.name.matches('(a+)+')", "'(a+)+'",
     "`(a+)+` cannot be used as pattern: it repeats without end what can be read in several ways, which takes unbounded time"),
]  # fmt: skip
PLACES = {
    "assert": "assert: {0}\n",
    "when": 'when: {0}\nassert: "true"\n',
    "a variable": 'variables:\n  one: {0}\nassert: "one"\n',
    "the message": 'assert: "true"\nmessage: {{en: text, ja: "文 {{{{ {1} }}}} 文"}}\n',
}
_TEXTS_ONLY = [
    # optional facts that nobody has made sure of
    ("headend.model", "headend.model", "`headend.model` may be missing; ask `has(headend.model)` first"),
    ("deployment.note", "deployment.note", "`deployment.note` may be missing; ask `has(deployment.note)` first"),
    ("[headend.ha].size()", "headend.ha", "`headend.ha` may be missing; ask `has(headend.ha)` first"),
    ("headend.installed.join(', ')", "headend.installed", "`headend.installed` may be missing; ask `has(headend.installed)` first"),
]  # fmt: skip


def _seeded(home: Path, rule: str) -> list[str]:
    """Load a rule at fault; it never becomes a policy that could judge. Give place and message of its faults."""
    with pytest.raises(PolicyError) as caught:
        load(home, f"for: deployment.headends\nas: headend\n{rule}examples:\n  - {{name: a, outcome: pass}}\n")
    lines = (home / "tiny" / "tiny-rule.yaml").read_text(encoding="utf-8").splitlines()
    found = []
    for problem in caught.value.problems:
        assert problem.file == "tiny/tiny-rule.yaml"
        assert problem.span
        line, column, _, end = problem.span
        assert problem.source == lines[line - 1]
        found.append(f"{line}:{column} {lines[line - 1][column - 1 : end - 1]} | {problem.message}")
    return found


@pytest.mark.parametrize("place", ["assert", "when", "a variable", "the message"])
@pytest.mark.parametrize(("text", "part", "message"), RULE_FAULTS, ids=[fault[0] for fault in RULE_FAULTS])
def test_a_seeded_fault_of_a_rule(tmp_path: Path, text: str, part: str, message: str, place: str) -> None:
    rule = PLACES[place].format(json.dumps(text), text)
    if place == "the message":
        rule = 'when: "has(headend.platform) && has(headend.installed)"\n' + rule
    line, column = _place(rule, text, part)
    assert _seeded(tmp_path, rule) == [f"{line}:{column} {part} | {message}"]


@pytest.mark.parametrize(("text", "part", "message"), _TEXTS_ONLY, ids=[fault[0] for fault in _TEXTS_ONLY])
def test_a_fact_in_a_text_that_may_be_absent(tmp_path: Path, text: str, part: str, message: str) -> None:
    rule = PLACES["the message"].format("", text)
    line, column = _place(rule, text, part)
    assert _seeded(tmp_path, rule) == [f"{line}:{column} {part} | {message}"]
    guarded = f'when: "has({part})"\n{rule}'
    assert load(
        tmp_path / "sound",
        f"for: deployment.headends\nas: headend\n{guarded}examples:\n  - {{name: a, outcome: pass}}\n",
    )


def _place(rule: str, text: str, part: str) -> tuple[int, int]:
    """Give line and column of a part of an expression in the file of the rule."""
    message = 0 if "\nmessage:" in rule else MESSAGE.count("\n")
    before = rule[: rule.index(text)]
    line = HEAD.count("\n") + message + 2 + before.count("\n") + 1
    starts = [found.start() for found in re.finditer(rf"(?<![\w']){re.escape(part)}", text)]
    return line, len(before) - before.rfind("\n") + starts[-1 if part in ("headend", "today", "name") else 0]


def test_the_corpus_is_large() -> None:
    seeds = len(SYNTAX + NAMES + CALLS + OPERATORS + UNITS + SETS) + 4 * len(RULE_FAULTS) + len(_TEXTS_ONLY)
    assert seeds >= 250
