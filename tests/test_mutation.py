"""Changing rules in one place at a time: which changes are made, which are noticed, and what is said of the rest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lictool.anatomy import Variants, parts_of
from lictool.bundle import load as load_shipped
from lictool.mutation import edits
from lictool.neighbours import vocabulary
from lictool.resources import folder
from lictool.survival import _states, scores, snippet
from tests.tiny import SHAPE, load, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lictool.survival import Survivor
    from tests.conftest import Ran

    Run = Callable[..., Ran]

NONE = "examples: [{name: none, outcome: pass}]\n"

CHANGES: dict[str, list[str]] = {
    # orders: the other operator at the limit, the contrary, and the limit in the direction that the first does not cover
    "deployment.users.authorized < 5": [
        "relation: deployment.users.authorized <= 5",
        "relation: deployment.users.authorized >= 5",
        "limit: deployment.users.authorized < 4",
    ],
    "1 <= deployment.users.authorized": [
        "limit: 0 <= deployment.users.authorized",
        "relation: 1 < deployment.users.authorized",
        "relation: 1 > deployment.users.authorized",
    ],
    "double(deployment.users.authorized) >= 1.5": [
        "relation: double(deployment.users.authorized) < 1.5",
        "relation: double(deployment.users.authorized) > 1.5",
        "limit: double(deployment.users.authorized) >= 0.5",
    ],
    "today >= parameters.firstDay": [
        "relation: today < parameters.firstDay",
        "relation: today > parameters.firstDay",
        "limit: today >= parameters.firstDay - days(1)",
    ],
    "parameters.firstDay < today": [
        "limit: parameters.firstDay + days(1) < today",
        "relation: parameters.firstDay <= today",
        "relation: parameters.firstDay >= today",
    ],
    "today <= tables.sizes['small'].until": [
        "relation: today < tables.sizes['small'].until",
        "relation: today > tables.sizes['small'].until",
        "limit: today <= tables.sizes['small'].until + days(1)",
    ],
    # equality has no direction
    "deployment.users.authorized == 5": [
        "relation: deployment.users.authorized != 5",
        "limit: deployment.users.authorized == 4",
        "limit: deployment.users.authorized == 6",
    ],
    # cells stay as they are; keys and columns change, except for those that say the same
    "deployment.users.authorized > tables.sizes['small'].limit": [
        "relation: deployment.users.authorized <= tables.sizes['small'].limit",
        "relation: deployment.users.authorized >= tables.sizes['small'].limit",
        "limit: deployment.users.authorized > tables.sizes['small'].limit + 1",
        "member: deployment.users.authorized > tables.sizes['large'].limit",
        "column: deployment.users.authorized > tables.sizes['small'].least",
        "column: deployment.users.authorized > tables.sizes['small'].most",
    ],
    "deployment.users.authorized != tables.sizes['small'].least": [
        "relation: deployment.users.authorized == tables.sizes['small'].least",
        "limit: deployment.users.authorized != (tables.sizes['small'].least + 1)",
        "limit: deployment.users.authorized != (tables.sizes['small'].least - 1)",
        "column: deployment.users.authorized != tables.sizes['small'].limit",
        "column: deployment.users.authorized != tables.sizes['small'].most",
    ],
    "has(tables.sizes['small'].limit)": ["presence: false", "presence: true"],
    "has(tables.sizes[deployment.name].known)": [
        "presence: false",
        "presence: true",
        "column: has(tables.sizes[deployment.name].sold)",
    ],
    # a guard has the column of the cell behind it; columns that say the same wherever there is such a cell are no change
    "has(tables.sizes[deployment.name].known) && tables.sizes[deployment.name].known": [
        "presence: false && tables.sizes[deployment.name].known",
        "operand dropped: tables.sizes[deployment.name].known",
        "operand dropped: has(tables.sizes[deployment.name].known)",
        "logic: has(tables.sizes[deployment.name].known) || tables.sizes[deployment.name].known",
        "negation: has(tables.sizes[deployment.name].known) && !tables.sizes[deployment.name].known",
        "column: has(tables.sizes[deployment.name].known) && tables.sizes[deployment.name].kept",
    ],
    "today + days(parameters.notice) == today": [
        "term dropped: days(parameters.notice) == today",
        "term dropped: today == today",
        "arithmetic: today - days(parameters.notice) == today",
        "function: today + hours(parameters.notice) == today",
        "limit: today + days(parameters.notice + 1) == today",
        "limit: today + days(parameters.notice - 1) == today",
        "relation: today + days(parameters.notice) != today",
    ],
    # clauses: what `has()` forced would do is made once only
    "has(deployment.users) && has(deployment.labels) || deployment.name == 'a'": [
        "operand dropped: deployment.name == 'a'",
        "operand dropped: has(deployment.labels) || deployment.name == 'a'",
        "presence: false && has(deployment.labels) || deployment.name == 'a'",
        "operand dropped: has(deployment.users) || deployment.name == 'a'",
        "logic: has(deployment.users) || has(deployment.labels) || deployment.name == 'a'",
        "presence: has(deployment.users) && false || deployment.name == 'a'",
        "operand dropped: has(deployment.users) && has(deployment.labels)",
        "logic: has(deployment.users) && has(deployment.labels) && deployment.name == 'a'",
        "relation: has(deployment.users) && has(deployment.labels) || deployment.name != 'a'",
        "text: has(deployment.users) && has(deployment.labels) || deployment.name == ''",
    ],
    "!has(deployment.users) || has(deployment.labels)": [
        "negation: has(deployment.users) || has(deployment.labels)",
        "operand dropped: has(deployment.labels)",
        "presence: !false || has(deployment.labels)",
        "operand dropped: !has(deployment.users)",
        "logic: !has(deployment.users) && has(deployment.labels)",
        "presence: !has(deployment.users) || true",
    ],
    "deployment.name in ['a', 'b']": [
        "negation: !(deployment.name in ['a', 'b'])",
        "item dropped: deployment.name in ['b']",
        "text: deployment.name in ['', 'b']",
        "item dropped: deployment.name in ['a']",
        "text: deployment.name in ['a', '']",
    ],
    # members of closed sets: the two neighbours that do not stand there already
    "deployment.entitlements.all(e, 'term' == e.basis)": [
        "negation: !deployment.entitlements.all(e, 'term' == e.basis)",
        "quantifier: deployment.entitlements.exists(e, 'term' == e.basis)",
        "member: deployment.entitlements.all(e, 'other' == e.basis)",
        "member: deployment.entitlements.all(e, 'perpetual' == e.basis)",
        "relation: deployment.entitlements.all(e, 'term' != e.basis)",
    ],
    # an item that is found by its name is the only one
    "deployment.entitlements.exists(e, e.name == deployment.name)": [
        "negation: !deployment.entitlements.exists(e, e.name == deployment.name)",
        "quantifier: deployment.entitlements.all(e, e.name == deployment.name)",
        "relation: deployment.entitlements.exists(e, e.name != deployment.name)",
    ],
    "deployment.entitlements.exists(e, e.name == e.contract)": [
        "negation: !deployment.entitlements.exists(e, e.name == e.contract)",
        "quantifier: deployment.entitlements.all(e, e.name == e.contract)",
        "quantifier: deployment.entitlements.exists_one(e, e.name == e.contract)",
        "relation: deployment.entitlements.exists(e, e.name != e.contract)",
    ],
    # how many rows of a table fit is for its author to say
    "tables.sizes.exists(k, tables.sizes[k].limit == 5)": [
        "negation: !tables.sizes.exists(k, tables.sizes[k].limit == 5)",
        "quantifier: tables.sizes.all(k, tables.sizes[k].limit == 5)",
        "relation: tables.sizes.exists(k, tables.sizes[k].limit != 5)",
        "column: tables.sizes.exists(k, tables.sizes[k].least == 5)",
        "column: tables.sizes.exists(k, tables.sizes[k].most == 5)",
        "limit: tables.sizes.exists(k, (tables.sizes[k].limit + 1) == 5)",
        "limit: tables.sizes.exists(k, (tables.sizes[k].limit - 1) == 5)",
        "limit: tables.sizes.exists(k, tables.sizes[k].limit == 4)",
        "limit: tables.sizes.exists(k, tables.sizes[k].limit == 6)",
    ],
    "deployment.headends.exists_one(h, h.remoteAccess)": [
        "negation: !deployment.headends.exists_one(h, h.remoteAccess)",
        "quantifier: deployment.headends.all(h, h.remoteAccess)",
        "quantifier: deployment.headends.exists(h, h.remoteAccess)",
        "negation: deployment.headends.exists_one(h, !h.remoteAccess)",
    ],
    "(deployment.headends).filter(h, h.remoteAccess).map(h, has(h.os), h.os) == []": [
        "filter dropped: (deployment.headends).map(h, has(h.os), h.os) == []",
        "negation: (deployment.headends).filter(h, !h.remoteAccess).map(h, has(h.os), h.os) == []",
        "filter dropped: (deployment.headends).filter(h, h.remoteAccess).map(h, h.os) == []",
        "presence: (deployment.headends).filter(h, h.remoteAccess).map(h, false, h.os) == []",
        "presence: (deployment.headends).filter(h, h.remoteAccess).map(h, true, h.os) == []",
        "relation: (deployment.headends).filter(h, h.remoteAccess).map(h, has(h.os), h.os) != []",
    ],
    "deployment.name == 'a' ? true : deployment.name.trim() == 'b'": [
        "one branch: (deployment.name.trim() == 'b')",
        "one branch: true",
        "relation: deployment.name != 'a' ? true : deployment.name.trim() == 'b'",
        "text: deployment.name == '' ? true : deployment.name.trim() == 'b'",
        "branches swapped: deployment.name == 'a' ? (deployment.name.trim() == 'b') : true",
        "constant: deployment.name == 'a' ? false : deployment.name.trim() == 'b'",
        "function dropped: deployment.name == 'a' ? true : deployment.name == 'b'",
        "relation: deployment.name == 'a' ? true : deployment.name.trim() != 'b'",
        "text: deployment.name == 'a' ? true : deployment.name.trim() == ''",
    ],
    # free texts
    "deployment.name.matches('^a$')": [
        "negation: !deployment.name.matches('^a$')",
        "text: deployment.name.matches('')",
        "text: deployment.name.matches('^a')",
        "text: deployment.name.matches('a$')",
    ],
    r"deployment.name != '' || [deployment.name].join('') == r'\d'": [
        r"operand dropped: [deployment.name].join('') == r'\d'",
        r"relation: deployment.name == '' || [deployment.name].join('') == r'\d'",
        r"text: deployment.name != 'x' || [deployment.name].join('') == r'\d'",
        r"operand dropped: deployment.name != ''",
        r"logic: deployment.name != '' && [deployment.name].join('') == r'\d'",
        r"relation: deployment.name != '' || [deployment.name].join('') != r'\d'",
        r"text: deployment.name != '' || [deployment.name].join('') == r''",
    ],
    "date(today) - timestamp('2026-02-28') == duration('24h')": [
        "function dropped: today - timestamp('2026-02-28') == duration('24h')",
        "term dropped: date(today) == duration('24h')",
        "arithmetic: date(today) + timestamp('2026-02-28') == duration('24h')",
        "text: date(today) - timestamp('2026-02-27') == duration('24h')",
        "text: date(today) - timestamp('2026-03-01') == duration('24h')",
        "relation: date(today) - timestamp('2026-02-28') != duration('24h')",
        "text: date(today) - timestamp('2026-02-28') == duration('23h')",
        "text: date(today) - timestamp('2026-02-28') == duration('25h')",
    ],
    "deployment.name == '2026-02-31'": [
        "relation: deployment.name != '2026-02-31'",
    ],
    # arithmetic; terms of texts and lists can only be dropped
    "-deployment.users.authorized * 2 + 3 == 4": [
        "arithmetic: deployment.users.authorized * 2 + 3 == 4",
        "term dropped: 3 == 4",
        "arithmetic: -deployment.users.authorized / 2 + 3 == 4",
        "limit: -deployment.users.authorized * 1 + 3 == 4",
        "limit: -deployment.users.authorized * 3 + 3 == 4",
        "term dropped: -deployment.users.authorized * 2 == 4",
        "arithmetic: -deployment.users.authorized * 2 - 3 == 4",
        "limit: -deployment.users.authorized * 2 + 2 == 4",
        "limit: -deployment.users.authorized * 2 + 4 == 4",
        "relation: -deployment.users.authorized * 2 + 3 != 4",
        "limit: -deployment.users.authorized * 2 + 3 == 3",
        "limit: -deployment.users.authorized * 2 + 3 == 5",
    ],
    "deployment.name + 'x' == 'ax' && 'k' in {'k': 1}": [
        "operand dropped: 'k' in {'k': 1}",
        "term dropped: 'x' == 'ax' && 'k' in {'k': 1}",
        "term dropped: deployment.name == 'ax' && 'k' in {'k': 1}",
        "text: deployment.name + '' == 'ax' && 'k' in {'k': 1}",
        "relation: deployment.name + 'x' != 'ax' && 'k' in {'k': 1}",
        "operand dropped: deployment.name + 'x' == 'ax'",
        "text: deployment.name + 'x' == '' && 'k' in {'k': 1}",
        "logic: deployment.name + 'x' == 'ax' || 'k' in {'k': 1}",
        "negation: deployment.name + 'x' == 'ax' && !('k' in {'k': 1})",
        "text: deployment.name + 'x' == 'ax' && 'k' in {'': 1}",
        "limit: deployment.name + 'x' == 'ax' && 'k' in {'k': 0}",
        "limit: deployment.name + 'x' == 'ax' && 'k' in {'k': 2}",
    ],
    "max([1, deployment.name.size()]) == 2 // && no operator": [
        "function: min([1, deployment.name.size()]) == 2 // && no operator",
        "limit: max([0, deployment.name.size()]) == 2 // && no operator",
        "item dropped: max([deployment.name.size()]) == 2 // && no operator",
        "limit: max([2, deployment.name.size()]) == 2 // && no operator",
        "item dropped: max([1]) == 2 // && no operator",
        "relation: max([1, deployment.name.size()]) != 2 // && no operator",
        "limit: max([1, deployment.name.size()]) == 1 // && no operator",
        "limit: max([1, deployment.name.size()]) == 3 // && no operator",
    ],
}


@pytest.mark.parametrize("text", CHANGES)
def test_the_changes_to_an_expression(text: str, tmp_path: Path) -> None:
    policy = load(tmp_path, f"assert: {json.dumps(text)}\n{NONE}")
    (part,) = parts_of(policy, "tiny-rule")
    made = [f"{edit.kind}: {edit.applied(text)}" for edit in edits(part, vocabulary(policy, SHAPE))]
    assert sorted(made) == sorted(CHANGES[text])


SERVED = """\
for: deployment.headends
as: headend
variables:
  served: deployment.entitlements.filter(e, e.tier == 'apex')
when: has(headend.remoteAccess) && headend.remoteAccess
assert: >-
  served.exists(e, headend.name in e.headends)
  || deployment.users.authorized <= 5
"""
FEW = """\
examples:
  - {name: not used, outcome: not-applicable, patch: {headends: [{name: fw-1, remoteAccess: false}]}}
  - {name: few people, outcome: pass, patch: {users: {authorized: 5}, headends: [{name: fw-1, remoteAccess: true}]}}
  - name: many people
    outcome: violation
    patch: {users: {authorized: 6}, entitlements: [], headends: [{name: fw-1, remoteAccess: true}]}
"""
ENOUGH = (
    FEW
    + """\
  - name: many people, Apex
    outcome: pass
    patch: &many
      users: {authorized: 6}
      entitlements:
        - {name: e-1, tier: apex, headends: [fw-1]}
        - {name: e-2, tier: apex, headends: [fw-1]}
      headends: [{name: fw-1, remoteAccess: true}]
  - name: many people, Apex for another headend, Plus for this one
    outcome: violation
    patch:
      users: {authorized: 6}
      entitlements:
        - {name: e-1, tier: apex, headends: [fw-2]}
        - {name: e-2, tier: plus, headends: [fw-1]}
        - {name: e-3, tier: vpn-only, headends: [fw-1]}
      headends: [{name: fw-1, remoteAccess: true}, {name: fw-2, remoteAccess: false}]
  - {name: not stated, outcome: not-applicable, patch: {headends: [{name: fw-1}]}}
  - {name: nobody is counted, outcome: unknown, patch: {headends: [{name: fw-1, remoteAccess: true}]}}
"""
).replace("&many", "")


def test_what_survives_is_shown_as_a_diff(tmp_path: Path, lictool: Run) -> None:
    write(tmp_path / "tiny", SERVED + FEW)
    ran = lictool("test", "--policies", "tiny", "tiny-rule", "--mutate", cwd=tmp_path)
    assert ran == (
        1,
        """\
3 examples of 1 rule: 3 passed, 0 failed

tiny/tiny-rule.yaml:10:34: survived[tiny-rule] filter dropped in `served` (Book Q1, Book Q2)
  - deployment.entitlements.filter(e, e.tier == 'apex')
  + deployment.entitlements
  2 examples evaluate this, such as: few people
tiny/tiny-rule.yaml:10:52: survived[tiny-rule] relation in `served` (Book Q1, Book Q2)
  - deployment.entitlements.filter(e, e.tier == 'apex')
  + deployment.entitlements.filter(e, e.tier != 'apex')
  no example evaluates this
tiny/tiny-rule.yaml:10:55: survived[tiny-rule] member in `served` (Book Q1, Book Q2)
  - deployment.entitlements.filter(e, e.tier == 'apex')
  + deployment.entitlements.filter(e, e.tier == 'plus')
  no example evaluates this
tiny/tiny-rule.yaml:10:55: survived[tiny-rule] member in `served` (Book Q1, Book Q2)
  - deployment.entitlements.filter(e, e.tier == 'apex')
  + deployment.entitlements.filter(e, e.tier == 'vpn-only')
  no example evaluates this
tiny/tiny-rule.yaml:11:7: survived[tiny-rule] operand dropped in `when` (Book Q1, Book Q2)
  - has(headend.remoteAccess) && headend.remoteAccess
  + headend.remoteAccess
  3 examples evaluate this, such as: not used
tiny/tiny-rule.yaml:13:3: survived[tiny-rule] operand dropped in `assert` (Book Q1, Book Q2)
  - served.exists(e, headend.name in e.headends) || deployment.users.authorized <= 5
  + deployment.users.authorized <= 5
  2 examples evaluate this, such as: few people
tiny/tiny-rule.yaml:13:10: survived[tiny-rule] quantifier in `assert` (Book Q1, Book Q2)
  - served.exists(e, headend.name in e.headends) || deployment.users.authorized <= 5
  + served.exists_one(e, headend.name in e.headends) || deployment.users.authorized <= 5
  2 examples evaluate this, such as: few people
tiny/tiny-rule.yaml:13:20: survived[tiny-rule] negation in `assert` (Book Q1, Book Q2)
  - served.exists(e, headend.name in e.headends) || deployment.users.authorized <= 5
  + served.exists(e, !(headend.name in e.headends)) || deployment.users.authorized <= 5
  no example evaluates this

A mutant survives where no example tells it from the rule. Add an example with another outcome, message or place under
the mutant; or simplify the rule; or, where both always say the same, list it in the rule's file:
  equivalents:
    - {was: "the line with -", mutant: "the line with +", reason: "why no manifest can tell them apart"}

rule       mutants  killed  equivalent  survived
tiny-rule       20      12           0         8  60.0 %

citation   mutants  killed  equivalent  survived
Book Q1         20      12           0         8  60.0 %
Book Q2         20      12           0         8  60.0 %

20 mutants of 1 rule: 12 killed, 0 equivalent, 8 survived, 60.0 %
""",
        "",
    )


TESTED = """\
{examples} examples of 1 rule: {examples} passed, 0 failed

rule       mutants  killed  equivalent  survived
tiny-rule       20      {killed}           {equivalent}         0  100.0 %

citation   mutants  killed  equivalent  survived
Book Q1         20      {killed}           {equivalent}         0  100.0 %
Book Q2         20      {killed}           {equivalent}         0  100.0 %

20 mutants of 1 rule: {killed} killed, {equivalent} equivalent, 0 survived, 100.0 %
"""


def test_every_mutant_killed(tmp_path: Path, lictool: Run) -> None:
    write(tmp_path / "tiny", SERVED + ENOUGH)
    ran = lictool("test", "--policies", "tiny", "tiny-rule", "--mutate", cwd=tmp_path)
    assert ran == (0, TESTED.format(examples=7, killed=20, equivalent=0), "")


EQUIVALENT = """\
equivalents:
  - was: served.exists(e, headend.name in e.headends)
    mutant: "served.exists_one(e,headend.name in e.headends)"
    reason: an imagined one
"""


def test_an_equivalent_mutant_counts_for_nothing(tmp_path: Path, lictool: Run) -> None:
    once = ENOUGH.replace("        - {name: e-2, tier: apex, headends: [fw-1]}\n", "")
    write(tmp_path / "tiny", SERVED + EQUIVALENT + once)
    ran = lictool("test", "--policies", "tiny", "tiny-rule", "--mutate", cwd=tmp_path)
    assert ran == (0, TESTED.format(examples=7, killed=19, equivalent=1), "")


TWICE = """\
when: has(deployment.labels)
variables:
  one: has(deployment.users) && has(deployment.users)
  two: "has(deployment.users) ? (1) : 1"
assert: one || two > 0
examples:
  - {name: labels are not part of a patch, outcome: not-applicable}
"""


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            '{was: "served.all(e, headend.name)", mutant: served, reason: none}',
            "no change makes `served` of `served.all(e, headend.name)`; take the texts from the report",
        ),
        (
            "{in: when, was: served.exists, mutant: served.all, reason: none}",
            "no change makes `served.all` of `served.exists`; take the texts from the report",
        ),
        (
            '{was: "headend.name in e.headends", mutant: "!(headend.name in e.headends)", reason: none}',
            "an example notices the change: it is no equivalent; take it off the list",
        ),
        (
            '{was: "headend.remoteAccess", mutant: "!headend.remoteAccess", reason: none}',
            "an example notices the change: it is no equivalent; take it off the list",
        ),
    ],
)
def test_an_entry_that_is_of_no_use(entry: str, message: str, tmp_path: Path, lictool: Run) -> None:
    write(tmp_path / "tiny", SERVED + f"equivalents:\n  - {entry}\n" + ENOUGH)
    ran = lictool("test", "--policies", "tiny", "tiny-rule", "--mutate", cwd=tmp_path)
    assert ran.code == 1
    assert ran.out.splitlines()[2] == f"tiny/tiny-rule.yaml:16:5: no equivalent[tiny-rule] {message}"


@pytest.mark.parametrize(
    ("entries", "messages"),
    [
        (
            ['{was: "has(deployment.users)", mutant: "false", reason: none}'],
            ["3 changes make `false` of `has(deployment.users)`; write more of the text around"],
        ),
        (
            ['{was: "&& has(deployment.users)", mutant: "&& false", reason: none}'],
            [],
        ),
        (
            [
                '{in: two, was: "has(deployment.users)", mutant: "false", reason: none}',
                '{in: two, was: "has(deployment.users) ?", mutant: "false ?", reason: none}',
            ],
            ["the change is listed already"],
        ),
        (
            ['{was: "0", mutant: "1", reason: none}', '{was: "(1) : 1", mutant: "2 : 1", reason: none}'],
            [],
        ),
        (
            ['{was: "(1) : 1", mutant: "1 : (1)", reason: none}'],
            ["the change makes no other rule; take it off the list"],
        ),
    ],
)
def test_an_entry_stands_for_one_survivor(
    entries: list[str], messages: list[str], tmp_path: Path, lictool: Run
) -> None:
    listed = "".join(f"  - {entry}\n" for entry in entries)
    write(tmp_path / "tiny", TWICE + "equivalents:\n" + listed)
    ran = lictool("test", "--policies", "tiny", "tiny-rule", "--mutate", cwd=tmp_path)
    said = [line.split("] ", 1)[1] for line in ran.out.splitlines() if "no equivalent[" in line]
    assert said == messages


def test_an_entry_for_what_does_not_check(tmp_path: Path, lictool: Run) -> None:
    entry = '{was: "days(parameters.notice)", mutant: "hours(parameters.notice)", reason: none}'
    write(tmp_path / "tiny", f"assert: today + days(parameters.notice) > today\nequivalents: [{entry}]\n{NONE}")
    ran = lictool("test", "--policies", "tiny", "tiny-rule", "--mutate", cwd=tmp_path)
    message = "the changed rule does not check, so that nobody can mistake it; take it off the list"
    assert f"tiny/tiny-rule.yaml:8:15: no equivalent[tiny-rule] {message}" in ran.out.splitlines()


SAID = """\
for: deployment.headends
as: headend
variables:
  others: deployment.headends.filter(h, h.name != headend.name).map(h, h.name)
assert: headend.vendor == 'cisco'
message: {{en: "{{{{ headend.name }}}} beside {{{{ others.join(', ') }}}}", ja: "誤り"}}
examples:
  - name: another vendor's
    outcome: violation
    {said}
    patch: {{headends: [{{name: fw-1, vendor: cisco}}, {{name: fw-2, vendor: other}}]}}
  - {{name: Cisco's, outcome: pass, patch: {{headends: [{{name: fw-1, vendor: cisco}}]}}}}
  - {{name: no headends, outcome: not-applicable}}
  - {{name: not stated, outcome: unknown, patch: {{headends: [{{name: fw-1}}]}}}}
"""


@pytest.mark.parametrize(
    ("said", "survivors"),
    [
        ("asOf: 2026-10-01", 2),  # nothing is said of the message: the variable may be anything
        ('message: {en: "fw-2 beside fw-1"}', 0),
        ("at: headends[fw-2].vendor", 2),
    ],
)
def test_a_message_notices_what_outcomes_do_not(said: str, survivors: int, tmp_path: Path) -> None:
    policy = load(tmp_path, SAID.format(said=said))
    (score,) = scores([policy], ["tiny-rule"], SHAPE)
    assert [survivor.part for survivor in score.survivors] == ["others"] * survivors


def test_a_place_notices_too(tmp_path: Path) -> None:
    rule = """\
for: deployment.headends
as: headend
variables:
  strange: "headend.vendor == 'other' || headend.remoteAccess"
assert: "!strange"
examples:
  - name: another vendor's
    outcome: violation
    {said}
    patch: {{headends: [{{name: fw-1, vendor: other, remoteAccess: true}}]}}
"""
    told = [
        {survivor.mutant for survivor in _score(tmp_path / str(number), rule.format(said=said))}
        for number, said in enumerate(("asOf: 2026-10-01", "at: headends[fw-1].vendor"))
    ]
    assert told[0] - told[1] == {
        "headend.remoteAccess",
        "headend.vendor != 'other' || headend.remoteAccess",
        "headend.vendor == 'cisco' || headend.remoteAccess",
        "headend.vendor == 'other' && headend.remoteAccess",
    }
    assert told[1] == {"headend.vendor == 'other'", "headend.vendor == 'other' || !headend.remoteAccess"}


def _score(home: Path, rule: str) -> tuple[Survivor, ...]:
    (score,) = scores([load(home, rule)], ["tiny-rule"], SHAPE)
    return score.survivors


def test_a_missing_fact_notices_too(tmp_path: Path) -> None:
    rule = """\
assert: deployment.users.authorized > 5 && deployment.users.peakConcurrent > 5
examples:
  - name: none is stated
    outcome: unknown
    missing: [users.authorized, users.peakConcurrent]
    patch: {users: {unattendedDevices: 0}}
"""
    kinds = {survivor.kind for survivor in _score(tmp_path, rule)}
    assert kinds == {"relation", "limit", "logic"}


@pytest.mark.parametrize(("threshold", "code"), [("60", 0), ("61", 1), ("0", 0), ("100", 1)])
def test_the_threshold(threshold: str, code: int, tmp_path: Path, lictool: Run) -> None:
    write(tmp_path / "tiny", SERVED + FEW)
    ran = lictool("test", "--policies", "tiny", "tiny-rule", "--mutate", "--threshold", threshold, cwd=tmp_path)
    assert ran.code == code


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--mutate", "--threshold", "101"), "--threshold: `101` is no whole number from 0 to 100"),
        (("--mutate", "--threshold", "half"), "--threshold: `half` is no whole number from 0 to 100"),
        (("--mutate", "--threshold=-1"), "--threshold: `-1` is no whole number from 0 to 100"),
        (("--threshold", "50"), "--threshold needs something to measure: add --coverage or --mutate"),
    ],
)
def test_a_threshold_that_makes_no_sense(options: tuple[str, ...], message: str, lictool: Run) -> None:
    assert lictool("test", *options) == (2, "", f"lictool: error: {message}\n")


def test_rules_whose_examples_do_not_hold_are_left_out(tmp_path: Path, lictool: Run) -> None:
    write(tmp_path / "tiny", SERVED + ENOUGH.replace("outcome: unknown", "outcome: pass"))
    ran = lictool("test", "--policies", "tiny", "tiny-rule", "--mutate", "--threshold", "0", cwd=tmp_path)
    assert ran.code == 1
    assert ran.out.endswith(
        "7 examples of 1 rule: 6 passed, 1 failed\n\nnot mutated: tiny-rule: its examples do not hold\n"
    )


def test_the_base_manifest_is_an_example_that_violates_nothing(tmp_path: Path) -> None:
    rule = "assert: deployment.users.authorized < 5\nexamples: [{name: a, outcome: unknown, patch: {users: null}}]\n"
    policy = load(tmp_path, rule, base="{users: {authorized: 4}}")
    (score,) = scores([policy], ["tiny-rule"], SHAPE)
    assert [survivor.mutant for survivor in score.survivors] == ["deployment.users.authorized <= 5"]


LINE = "deployment.name == 'a long name that fills the line'"
SIZE = "deployment.name.size() < 3"


@pytest.mark.parametrize(
    ("before", "place", "old", "new", "was", "mutant"),
    [
        (SIZE, 0, "<", "<=", "deployment.name.size() < 3", "deployment.name.size() <= 3"),
        # of a long expression as much as fits on a line
        (
            f"{LINE} || {LINE} || {SIZE}", 0, "< 3", "<= 3",
            "deployment.name.size() < 3",
            "deployment.name.size() <= 3",
        ),
        # of two alike, so much that they are told apart
        (
            f"{LINE} || {SIZE} && today == today || {SIZE}", 1, "< 3", "<= 3",
            "today || deployment.name.size() < 3",
            "today || deployment.name.size() <= 3",
        ),
        # of a long chain what stands beside the change
        (
            f"{LINE} || {LINE} || {SIZE}", 1, "||", "&&",
            "== 'a long name that fills the line' || deployment.name.size() <",
            "== 'a long name that fills the line' && deployment.name.size() <",
        ),
        # of what is large itself, all
        (
            f"{LINE} || !({LINE} || {LINE} || {LINE})", 0, f" || !({LINE} || {LINE} || {LINE})", "",
            f"{LINE} || !({LINE} || {LINE} || {LINE})",
            LINE,
        ),
    ],
)  # fmt: skip
def test_the_text_around_a_change(
    before: str, place: int, old: str, new: str, was: str, mutant: str, tmp_path: Path
) -> None:
    policy = load(tmp_path, f"assert: {json.dumps(before)}\n{NONE}")
    (part,) = parts_of(policy, "tiny-rule")
    after = new.join(_cut(before, old, place))
    (edit,) = [edit for edit in edits(part, vocabulary(policy, SHAPE)) if edit.applied(before) == after]
    assert snippet(part, edit) == (was, mutant)


def _cut(text: str, word: str, place: int) -> tuple[str, str]:
    """Cut a text at one of the places where a word stands."""
    pieces = text.split(word)
    return word.join(pieces[: place + 1]), word.join(pieces[place + 1 :])


def test_results_do_not_depend_on_how_the_work_is_shared(tmp_path: Path) -> None:
    policy = load(tmp_path, SERVED + ENOUGH)
    items = [
        (0, "tiny-rule", part.path, edit.applied(part.text))
        for part in parts_of(policy, "tiny-rule")
        for edit in edits(part, vocabulary(policy, SHAPE))
    ]
    whole = _states([policy], items, SHAPE)
    assert whole == [state for item in items for state in _states([policy], [item], SHAPE)]


def test_a_changed_rule_is_what_checking_it_anew_gives(tmp_path: Path) -> None:
    policy = load(tmp_path / "one", SAID.format(said="asOf: 2026-10-01"))
    other = "deployment.headends.filter(h, h.name == headend.name).map(h, h.name)"
    text = SAID.format(said="asOf: 2026-10-01").replace("h.name != headend.name", "h.name == headend.name")
    (wanted,) = load(tmp_path / "other", text).data["rules"]
    variants = Variants(policy, "tiny-rule")
    assert variants.changed(("variables", "others"), other) == wanted
    assert variants.changed(("variables", "others"), "deployment.nam") is None
    assert variants.changed(("assert",), "headend.vendor == 'sisco'") is None
    assert variants.changed(("variables", "others"), other) == wanted


def test_no_mutant_of_a_shipped_rule_survives() -> None:
    """Every rule in every way; that takes half a minute of one processor."""
    policies = load_shipped(folder("policies"))
    names = [name for policy in policies for name in policy.rules]
    found = scores(policies, names, SHAPE)
    assert sum(score.mutants for score in found) > 10_000
    survivors = [one for score in found for one in score.survivors]
    assert [f"{one.place}: {one.kind}: {one.was} -> {one.mutant}" for one in survivors] == []
    assert [f"{one.place}: {one.message}" for score in found for one in score.faults] == []
