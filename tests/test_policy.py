"""Reading a folder of policies: what a sound one gives, and every fault of its files at its place, all at once."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from lictool.errors import PolicyError
from lictool.expr.celtypes import Type
from lictool.location import Span
from lictool.policy import Policy, closed_set, deployment_type, load_policies
from lictool.resources import folder, schema_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lictool.errors import Problem

SCHEMA = json.loads(schema_text("manifest"))
TEXTS = "{en: Text, ja: 文}"
HEAD = f"""\
title: {TEXTS}
sources:
  faq: {{title: {TEXTS}, label: FAQ, url: {{en: "https://e.example/", ja: "https://j.example/"}}}}
"""
ENTRY = f"title: {TEXTS}\nanswer: {TEXTS}\nstatus: enforced\n"
TABLE = f"""\
title: {TEXTS}
key: {{name: tier, enum: tier}}
columns:
  perpetual: {{type: bool, description: {TEXTS}}}
rows:
"""
TIERS = [*(closed_set(SCHEMA, "tier") or ())]
ROWS = "".join(f"  - {{tier: {tier}, perpetual: false, citations: [Q1], confidence: faq}}\n" for tier in TIERS)
EXAMPLES = "examples: [{name: none, outcome: not-applicable}]\n"
RULE = f"""\
title: {TEXTS}
severity: error
citations: [Q1, Q25]
why: {TEXTS}
for: deployment.headends
as: headend
assert: headend.name != 'x'
message: {{en: "`{{{{ headend.name }}}}` is wrong", ja: "`{{{{ headend.name }}}}`"}}
remediation: {TEXTS}
{EXAMPLES}"""
SOUND = {
    "policy.yaml": HEAD,
    "knowledge/Q1.yaml": ENTRY,
    "knowledge/Q25.yaml": ENTRY,
    "knowledge/Q6.yaml": ENTRY,
    "tables/tiers.yaml": TABLE + ROWS,
    "topic/name-is-x.yaml": RULE,
}


def _write(home: Path, files: Mapping[str, str | None]) -> None:
    for name, text in files.items():
        if text is not None:
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def _load(home: Path, **changed: str | None) -> list[Policy]:
    """Load a sound policy with some files changed, added, or (None) left out."""
    _write(home / "mine", {**SOUND, **changed})
    return load_policies(str(home), "shown", SCHEMA)


def _faults(home: Path, **changed: str | None) -> list[str]:
    with pytest.raises(PolicyError) as raised:
        _load(home, **changed)
    return [_said(problem) for problem in raised.value.problems]


def _said(problem: Problem) -> str:
    """Give file, what is pointed at, and message."""
    assert problem.file is not None
    if problem.span is None:
        return f"{problem.file} | {problem.message}"
    assert problem.source is not None
    line, column, end_line, end_column = problem.span
    marked = problem.source[column - 1 : end_column - 1 if end_line == line else None]
    return f"{problem.file.removeprefix('shown/mine/')}:{line} | {marked} | {problem.message}"


def test_a_sound_policy(tmp_path: Path) -> None:
    (policy,) = _load(tmp_path)
    assert list(policy.rules) == ["name-is-x"]
    assert list(policy.knowledge) == ["Q1", "Q6", "Q25"]
    assert policy.authored.document.file == "shown/mine/policy.yaml"
    data = policy.data
    assert list(data) == ["name", "parameters", "choices", "tables", "rules", "reference"]
    assert (data["name"], data["parameters"], data["choices"]) == ("mine", {}, {})
    assert data["tables"] == {"tiers": {tier: {"perpetual": False} for tier in TIERS}}
    assert data["reference"]["entries"]["Q1"] == {"source": "faq", "title": {"en": "Text", "ja": "文"}, "digest": ""}
    assert list(data["reference"]["entries"]) == ["Q1", "Q6", "Q25"]
    assert data["reference"]["sources"]["faq"]["label"] == "FAQ"
    assert data["reference"]["rowCitations"]["tiers"]["plus"] == ["Q1"]
    (rule,) = data["rules"]
    assert {key: rule[key] for key in ("name", "policy", "severity", "citations", "waivable", "scope", "needs")} == {
        "name": "name-is-x",
        "policy": "mine",
        "severity": "error",
        "citations": ["Q1", "Q25"],
        "waivable": True,
        "scope": ["headends"],
        "needs": [],
    }
    assert rule["across"] is False
    assert rule["words"]["title"] == {"en": "Text", "ja": "文"}
    assert json.loads(json.dumps(data)) == json.loads(json.dumps(data, sort_keys=True))


def test_the_shipped_policies_are_sound() -> None:
    policies = load_policies(folder("policies"), "policies", SCHEMA)
    assert [policy.data["name"] for policy in policies] == ["cisco-external", "secure-client"]
    assert {f"Q{number}" for number in range(58)} <= set(policies[1].knowledge)


def test_several_policies_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    other = {name: text for name, text in SOUND.items() if not name.startswith("topic")}
    _write(tmp_path / "b", SOUND)
    _write(tmp_path / "a" / "deep", other)
    _write(tmp_path / "b" / "inner", other)
    found = load_policies(str(tmp_path), "shown", SCHEMA)
    assert [policy.data["name"] for policy in found] == ["deep", "b", "inner"]
    assert [list(policy.rules) for policy in found] == [[], ["name-is-x"], []]


def test_a_folder_that_is_a_policy_itself(tmp_path: Path) -> None:
    _write(tmp_path / "mine", SOUND)
    (policy,) = load_policies(str(tmp_path / "mine") + os.sep, "shown", SCHEMA)
    assert (policy.data["name"], list(policy.rules)) == ("mine", ["name-is-x"])


@pytest.mark.parametrize(
    "name", ["policy/name-is-x.yaml", "rules/name-is-x.yaml", "a/tables/name-is-x.yml", "name-is-x.yaml"]
)
def test_a_rule_may_stand_in_any_other_folder(tmp_path: Path, name: str) -> None:
    (policy,) = _load(tmp_path, **{"topic/name-is-x.yaml": None, name: RULE})
    assert list(policy.rules) == ["name-is-x"]


def test_no_policy(tmp_path: Path) -> None:
    _write(tmp_path, {"a.yaml": RULE})
    with pytest.raises(PolicyError) as raised:
        load_policies(str(tmp_path), "shown", SCHEMA)
    assert [problem.message for problem in raised.value.problems] == ["there is no policy.yaml in `shown` or below it"]


def test_symbolic_links_are_not_followed(tmp_path: Path) -> None:
    _write(tmp_path / "mine", SOUND)
    (tmp_path / "mine" / "again").symlink_to("topic")
    (tmp_path / "mine" / "other.yaml").symlink_to("topic/name-is-x.yaml")
    (policy,) = load_policies(str(tmp_path), "shown", SCHEMA)
    assert list(policy.rules) == ["name-is-x"]


def _parameter(text: str) -> str:
    return HEAD + f"parameters:\n  days: {{description: {TEXTS}, {text}}}\n"


def _rule(old: str, new: str) -> str:
    assert old in RULE
    return RULE.replace(old, new)


DAY = "is not a day; write it as 2026-12-31"
FAULTS: dict[str, tuple[dict[str, str | None], list[str]]] = {
    "a file of no policy": (
        {"../stray.yaml": RULE},
        ["shown/stray.yaml | the file belongs to no policy: no folder above it has a policy.yaml"],
    ),
    "a rule twice in a policy": (
        {"other/name-is-x.yaml": RULE},
        [
            "topic/name-is-x.yaml:1 | title: {en: Text, ja: 文} | `name-is-x` is the name of shown/mine/other/name-is-x.yaml already"
        ],
    ),
    "a rule twice in two policies": (
        {**{f"../other/{name}": text for name, text in SOUND.items()}},
        [
            (
                "shown/other/topic/name-is-x.yaml:1 | title: {en: Text, ja: 文} | "
                "a rule `name-is-x` is in shown/mine/topic/name-is-x.yaml already"
            )
        ],
    ),
    "faults of several files come together": (
        {"policy.yaml": HEAD + "x: 1\n", "topic/a.yaml": "- 1\n", "knowledge/Q6.yaml": "a: 'b\n"},
        [
            "knowledge/Q6.yaml:1 | ' | `'` opens a text that never ends; close it",
            "policy.yaml:4 | x | unknown key `x`; allowed here: `title`, `description`, `sources`, `parameters`, `asOf`, `base`",
            "topic/a.yaml:1 | - 1 | expected a mapping of keys, got a list",
        ],
    ),
    "an entry of no source": (
        {"knowledge/Q6.yaml": ENTRY + "source: fax\n"},
        ["knowledge/Q6.yaml:4 | fax | policy.yaml declares no source `fax`"],
    ),
    "related to nothing": (
        {"knowledge/Q6.yaml": ENTRY + "related: [Q1, Q26]\n"},
        ["knowledge/Q6.yaml:4 | Q26 | there is no entry `Q26`; did you mean `Q25`?"],
    ),
    "a unit of a text": (
        {"policy.yaml": _parameter("type: string, unit: days, ownChoice: true")},
        ["policy.yaml:5 | days | only a number has a unit"],
    ),
    "a default of another type": (
        {"policy.yaml": _parameter("type: int, unit: days, default: soon, ownChoice: true")},
        ["policy.yaml:5 | soon | expected int, found `soon`"],
    ),
    "a bool for a number": (
        {"policy.yaml": _parameter("type: int, default: true, ownChoice: true")},
        ["policy.yaml:5 | true | expected int, found `true`"],
    ),
    "a default that is no day": (
        {"policy.yaml": _parameter("type: date, default: 2026-02-30, ownChoice: true")},
        [f"policy.yaml:5 | 2026-02-30 | `2026-02-30` {DAY}"],
    ),
    "a parameter without a ground": (
        {"policy.yaml": _parameter("type: int, default: 5")},
        ["policy.yaml:5 | days | a parameter has `citations`, or `ownChoice: true`"],
    ),
    "a parameter that cites nothing": (
        {"policy.yaml": _parameter("type: int, citations: [Q1, Q99]")},
        ["policy.yaml:5 | Q99 | there is no entry `Q99`"],
    ),
    "a rule that cites nothing": (
        {"topic/name-is-x.yaml": _rule("[Q1, Q25]", "[Q1, Q52]")},
        ["topic/name-is-x.yaml:3 | Q52 | there is no entry `Q52` in the knowledge base; did you mean `Q25`?"],
    ),
    "a fault of a table": (
        {"tables/tiers.yaml": (TABLE + ROWS).replace("[Q1]", "[Q2]", 1)},
        ["tables/tiers.yaml:6 | Q2 | there is no entry `Q2`; did you mean `Q1`?"],
    ),
    "no such subject": (
        {"topic/name-is-x.yaml": _rule("deployment.headends", "deployment.headend")},
        ["topic/name-is-x.yaml:5 | deployment.headend | deployment has no field `headend`; did you mean `headends`?"],
    ),
    "no such subject, and nothing near": (
        {"topic/name-is-x.yaml": _rule("deployment.headends", "deployment.ise.zzz")},
        ["topic/name-is-x.yaml:5 | deployment.ise.zzz | ise has no field `zzz`; there are deployments"],
    ),
    "a subject without a name": (
        {
            "topic/name-is-x.yaml": _rule(
                "for: deployment.headends\nas: headend\n", "for: deployment.orders.lines\nas: order\n"
            ).replace("headend.name", "order.name")
        },
        ["topic/name-is-x.yaml:5 | deployment.orders.lines | `as` must name each level of lists; `lines` has no name"],
    ),
    "a name too many": (
        {"topic/name-is-x.yaml": _rule("as: headend\n", "as: [headend, line]\n")},
        ["topic/name-is-x.yaml:6 | [headend, line] | `as` names 2 levels of lists, `for` goes through 1"],
    ),
    "a name in scope": (
        {"topic/name-is-x.yaml": _rule("as: headend\n", "as: tables\n").replace("headend.name", "deployment.name")},
        ["topic/name-is-x.yaml:6 | tables | `tables` is in scope already; choose another name"],
    ),
    "a subject that is a text": (
        {
            "topic/name-is-x.yaml": _rule("for: deployment.headends\nas: headend\n", "for: deployment.note\n").replace(
                "headend.name", "deployment.name"
            )
        },
        ["topic/name-is-x.yaml:5 | deployment.note | `deployment.note` is neither a list nor a record"],
    ),
    "a variable by a name in scope": (
        {"topic/name-is-x.yaml": _rule("assert:", "variables: {headend: '1'}\nassert:")},
        ["topic/name-is-x.yaml:7 | headend | `headend` is in scope already; choose another name"],
    ),
    "a faulty variable gives no second fault": (
        {"topic/name-is-x.yaml": _rule("assert: headend.name", "variables: {one: headend.nam, two: one}\nassert: two")},
        ["topic/name-is-x.yaml:7 | nam | `nam` is no field of headend; did you mean `name`?"],
    ),
    "an assertion that is no bool": (
        {"topic/name-is-x.yaml": _rule("headend.name != 'x'", "headend.name")},
        ["topic/name-is-x.yaml:7 | headend.name | the expression gives string, where bool is wanted"],
    ),
    "no such value": (
        {"topic/name-is-x.yaml": _rule("headend.name != 'x'", "headend.name != '' && headend.platform == 'asa'")},
        ["topic/name-is-x.yaml:7 | 'asa' | `asa` is no value of `headend.platform`; did you mean `asav`?"],
    ),
    "a place that is none": (
        {"topic/name-is-x.yaml": _rule("assert:", "at: size(headend.name)\nassert:")},
        [
            "topic/name-is-x.yaml:7 | size(headend.name) | `at` names a place in the manifest: a path such as headend.installed"
        ],
    ),
    "a text with an absent fact": (
        {"topic/name-is-x.yaml": _rule('ja: "`{{ headend.name }}`"', 'ja: "`{{ headend.model }}`"')},
        ["topic/name-is-x.yaml:8 | headend.model | `headend.model` may be missing; ask `has(headend.model)` first"],
    ),
}


@pytest.mark.parametrize(("changed", "expected"), FAULTS.values(), ids=FAULTS)
def test_faults(tmp_path: Path, changed: dict[str, str | None], expected: list[str]) -> None:
    assert _faults(tmp_path, **changed) == expected


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    _write(tmp_path / "mine", SOUND)
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(tmp_path / "mine")
        while (left := 4088 - len(os.getcwd()) - 1) > 0:  # too long for the system only with the file's name
            name = "d" * min(200, left)
            os.mkdir(name)
            os.chdir(name)
        os.close(os.open("rule.yaml", os.O_CREAT))
    finally:
        os.fchdir(here)
        os.close(here)
    with pytest.raises(PolicyError) as raised:
        load_policies(str(tmp_path), "shown", SCHEMA)
    (problem,) = raised.value.problems
    assert problem.message == "cannot be read: file name too long"
    assert problem.file is not None
    assert problem.file.endswith("d/rule.yaml")


def test_a_folder_by_a_file_name_is_a_folder(tmp_path: Path) -> None:
    _write(tmp_path / "mine", {**SOUND, "topic/folder.yaml/other.yaml": RULE})
    (policy,) = load_policies(str(tmp_path), "shown", SCHEMA)
    assert list(policy.rules) == ["name-is-x", "other"]


def _only(home: Path, rule: str) -> dict[str, Any]:
    (policy,) = _load(home, **{"topic/name-is-x.yaml": rule})
    found: dict[str, Any] = policy.data["rules"][0]
    return found


@pytest.mark.parametrize(
    ("rule", "scope", "levels"),
    [
        (_rule("for: deployment.headends\nas: headend\n", "").replace("headend.name", "deployment.name"), [], []),
        (RULE, ["headends"], [6]),
        (
            _rule(
                "for: deployment.headends\nas: headend\n", "for: deployment.orders.lines\nas: [order, line]\n"
            ).replace("headend.name", "order.name"),
            ["orders", "lines"],
            [6, 7],
        ),
        (
            _rule("for: deployment.headends\nas: headend\n", "for: deployment.ise.deployments\nas: node\n").replace(
                "headend.name", "node.name"
            ),
            ["ise", "deployments"],
            [6],
        ),
        (
            _rule("for: deployment.headends\nas: headend\n", "for: deployment.users\n").replace(
                "headend.name", "deployment.name"
            ),
            ["users"],
            [],
        ),
    ],
)
def test_subjects(tmp_path: Path, rule: str, scope: list[str], levels: list[int]) -> None:
    found = _only(tmp_path, rule)
    assert (found["scope"], found["levels"]) == (scope, levels)


PORTFOLIO = (
    _rule("for: deployment.headends\nas: headend\n", "for: portfolio\n")
    .replace('message: {en: "`{{ headend.name }}` is wrong", ja: "`{{ headend.name }}`"}', f"message: {TEXTS}")
    .replace("assert: headend.name != 'x'", "assert: size(portfolio) < 5")
)


@pytest.mark.parametrize(
    ("rule", "across"),
    [
        (RULE, False),
        (PORTFOLIO, True),
        (_rule("assert: headend.name", "when: size(portfolio) > 1\nassert: headend.name"), True),
        (_rule("assert: headend.name != 'x'", "variables: {all: size(portfolio)}\nassert: all > 1"), True),
        (
            _rule("assert: headend.name", "variables: {a: size(portfolio), b: a}\nwhen: b > 1\nassert: headend.name"),
            True,
        ),
        (
            _rule("assert: headend.name", "variables: {own: headend.name}\nwhen: own != 'y'\nassert: headend.name"),
            False,
        ),
    ],
)
def test_rules_across_deployments_are_known(tmp_path: Path, rule: str, across: bool) -> None:
    assert _only(tmp_path, rule)["across"] is across


def test_a_rule_knows_which_facts_it_needs(tmp_path: Path) -> None:
    rule = _rule(
        "assert: headend.name != 'x'",
        "when: has(headend.model)\nassert: headend.model != '' && headend.vendor == 'cisco'",
    )
    assert _only(tmp_path, rule)["needs"] == ["headend.vendor"]


def test_what_a_failed_assertion_proves_may_be_said(tmp_path: Path) -> None:
    rule = _rule("assert: headend.name != 'x'", "assert: \"!has(headend.model) || headend.model == ''\"").replace(
        'ja: "`{{ headend.name }}`"', 'ja: "`{{ headend.model }}`"'
    )
    assert _only(tmp_path, rule)["words"]["message"]["ja"][0] == "`"


def test_parameters_without_a_default_are_left_out(tmp_path: Path) -> None:
    text = _parameter("type: int, unit: days, default: 5, citations: [Q1]")
    text += f"  open: {{description: {TEXTS}, type: date, ownChoice: true}}\n"
    text += f"  until: {{description: {TEXTS}, type: date, default: 2026-12-31, ownChoice: true}}\n"
    (policy,) = _load(tmp_path, **{"policy.yaml": text})
    assert policy.data["parameters"] == {"days": 5, "until": "2026-12-31"}


def test_the_type_of_a_deployment() -> None:
    type_ = deployment_type(SCHEMA)
    assert str(type_) == "deployment"
    assert type_.fields["name"].required
    assert not type_.fields["labels"].required
    assert not type_.fields["headends"].required
    assert isinstance(type_.fields["headends"].type, Type)


@pytest.mark.parametrize(
    ("name", "first"),
    [("tier", "plus"), ("platform", "asa-5500"), ("nothing", None), ("users", None), ("headend", None)],
)
def test_closed_sets(name: str, first: str | None) -> None:
    found = closed_set(SCHEMA, name)
    assert (found[0] if found else None) == first
    assert "premier" not in (found or ())


def test_spans_of_faults_are_inside_of_their_files(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as raised:
        _load(tmp_path, **{"topic/name-is-x.yaml": _rule("headend.name != 'x'", "headend.name ==")})
    (problem,) = raised.value.problems
    assert problem.span is not None
    assert problem.span.line == 7
    assert problem.span >= Span(7, 9, 7, 9)
