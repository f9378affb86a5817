"""How a rule came to its verdicts: exact pages, faults of the command line, and every example of every shipped rule."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from lictool.derivation import derive
from lictool.evaluation import Options, judge
from lictool.pipeline import join, read
from lictool.reporters.derivation import LINES, render
from lictool.resources import folder, schema_text
from lictool.rule_texts import Texts
from lictool.selftest import day_of, example_bundle, example_inputs
from lictool.shape import shape_of
from lictool.wording_derivation import SENTENCES
from tests.tiny import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lictool.policy import Policy
    from tests.conftest import Ran

    Run = Callable[..., Ran]

RULE = """\
for: deployment.entitlements
as: entitlement
variables:
  limit: tables.sizes['small'].limit
  bought: "deployment.entitlements.map(e, e.users).sum()"
when: "entitlement.tier in ['plus', 'apex']"
assert: "bought <= limit && (entitlement.end >= today - days(parameters.notice))"
message: {en: "{{ entitlement.name }} is not covered", ja: "{{ entitlement.name }} は足りません"}
examples:
  - {name: a, outcome: pass}
"""
EMEA = """\
apiVersion: lictool/v1
kind: SecureClientDeployment
metadata: {name: emea}
spec:
  entitlements:
    - {name: e1, tier: plus, users: 5, end: "2026-12-31"}
    - {name: e2, tier: apex, users: 7, end: "2026-03-31"}
    - {name: e3, tier: vpn-only, users: 0}
"""
APAC = """\
apiVersion: lictool/v1
kind: SecureClientDeployment
metadata: {name: apac}
spec:
  entitlements:
    - {name: f1, tier: plus, users: 5, end: "2026-12-31"}
---
apiVersion: lictool/v1
kind: SecureClientDeployment
metadata: {name: apac}
spec:
  entitlements:
    - {name: f2, tier: plus, users: 4}
"""
ENGLISH = """\
tiny-rule (error), as of 2026-06-01: Text

emea.yaml:6:37: violation: emea: entitlements/e1
  e1 is not covered
  `bought <= limit` is false: 12 users <= 10 users
    bought = 5 users + 7 users + 0 users = 12 users, from `deployment.entitlements.map(e, e.users).sum()`
    entitlements[e1].users = 5 users (emea.yaml:6:37)
    entitlements[e2].users = 7 users (emea.yaml:7:37)
    entitlements[e3].users = 0 users (emea.yaml:8:41)
    tables.sizes[small][limit] = 10 users (Book Q1)
  would pass: `bought` at most 10 users
  fix: Text

emea.yaml:6:37: violation: emea: entitlements/e2
  e2 is not covered
  `bought <= limit` is false: 12 users <= 10 users
    bought = 5 users + 7 users + 0 users = 12 users, from `deployment.entitlements.map(e, e.users).sum()`
    entitlements[e1].users = 5 users (emea.yaml:6:37)
    entitlements[e2].users = 7 users (emea.yaml:7:37)
    entitlements[e3].users = 0 users (emea.yaml:8:41)
    tables.sizes[small][limit] = 10 users (Book Q1)
  `entitlement.end >= today - days(parameters.notice)` is false: 2026-03-31 >= 2026-05-23
    entitlements[e2].end = 2026-03-31 (emea.yaml:7:45)
    parameters.notice = 9 days (the project's own choice)
  would pass: `bought` at most 10 users, and entitlements[e2].end on 2026-05-23 or later
  fix: Text

apac.yaml:13:7: unknown: apac: entitlements/f2
  cannot be decided: `entitlements[f2].end` is not stated
  `entitlement.end >= today - days(parameters.notice)` cannot be decided
    parameters.notice = 9 days (the project's own choice)
  would decide it: entitlements[f2].end (apac.yaml:13:7)
  fix: state `entitlements[f2].end` in the manifest; a fact that is left out is never taken for a pass

apac: entitlements/f1: passes: `entitlement.end >= today - days(parameters.notice)` is true: \
2026-12-31 >= 2026-05-23; entitlements[f1].end = 2026-12-31 (apac.yaml:6:45)
emea: entitlements/e3: does not apply: `entitlement.tier in ['plus', 'apex']` is false: vpn-only in [plus, apex]

2 violations, 1 unknown, 1 pass, 1 not applicable
"""
JAPANESE = """\
tiny-rule（エラー）、基準日 2026-06-01: 文

emea.yaml:6:37: 違反: emea: entitlements/e1
  e1 は足りません
  `bought <= limit` が偽です: 12ユーザー <= 10ユーザー
    bought = 5ユーザー + 7ユーザー + 0ユーザー = 12ユーザー（式 `deployment.entitlements.map(e, e.users).sum()`）
    entitlements[e1].users = 5ユーザー（emea.yaml:6:37）
    entitlements[e2].users = 7ユーザー（emea.yaml:7:37）
    entitlements[e3].users = 0ユーザー（emea.yaml:8:41）
    tables.sizes[small][limit] = 10ユーザー（Book Q1）
  合格になる条件: `bought` が 10ユーザー 以下
  対処: 文

emea.yaml:6:37: 違反: emea: entitlements/e2
  e2 は足りません
  `bought <= limit` が偽です: 12ユーザー <= 10ユーザー
    bought = 5ユーザー + 7ユーザー + 0ユーザー = 12ユーザー（式 `deployment.entitlements.map(e, e.users).sum()`）
    entitlements[e1].users = 5ユーザー（emea.yaml:6:37）
    entitlements[e2].users = 7ユーザー（emea.yaml:7:37）
    entitlements[e3].users = 0ユーザー（emea.yaml:8:41）
    tables.sizes[small][limit] = 10ユーザー（Book Q1）
  `entitlement.end >= today - days(parameters.notice)` が偽です: 2026-03-31 >= 2026-05-23
    entitlements[e2].end = 2026-03-31（emea.yaml:7:45）
    parameters.notice = 9日（プロジェクトで定める値）
  合格になる条件: `bought` が 10ユーザー 以下、かつ entitlements[e2].end が 2026-05-23 以降
  対処: 文

apac.yaml:13:7: 不明: apac: entitlements/f2
  判定できません: `entitlements[f2].end` の記載がありません
  `entitlement.end >= today - days(parameters.notice)` は定まりません
    parameters.notice = 9日（プロジェクトで定める値）
  判定に必要: entitlements[f2].end（apac.yaml:13:7）
  対処: マニフェストに `entitlements[f2].end` を記載してください。記載のない事実を合格とみなすことはありません

apac: entitlements/f1: 合格: `entitlement.end >= today - days(parameters.notice)` が真です: \
2026-12-31 >= 2026-05-23。entitlements[f1].end = 2026-12-31（apac.yaml:6:45）
emea: entitlements/e3: 非該当: `entitlement.tier in ['plus', 'apex']` が偽です: vpn-only in [plus, apex]

違反 2、不明 1、合格 1、非該当 1
"""


@pytest.fixture
def explain(lictool: Run, tmp_path: Path) -> Run:
    """Explain the small rule on the manifests of a folder."""
    write(tmp_path / "tiny", RULE)
    (tmp_path / "emea.yaml").write_text(EMEA, encoding="utf-8")
    (tmp_path / "apac.yaml").write_text(APAC, encoding="utf-8")

    def run(*words: str, day: str = "2026-06-01") -> Ran:
        return lictool("explain", *words, "--policies", "tiny", *(("--as-of", day) if day else ()), cwd=tmp_path)

    return run


@pytest.mark.parametrize(("language", "page"), [("en", ENGLISH), ("ja", JAPANESE)])
def test_the_page(explain: Run, language: str, page: str) -> None:
    """Violations, an unknown, a pass and a rule that does not apply; several subjects, files and documents."""
    for files in (("emea.yaml", "apac.yaml"), (".",)):
        assert explain("tiny-rule", "--on", *files, "--lang", language) == (0, page, "")


def test_one_file_leaves_out_what_does_not_concern_it(explain: Run) -> None:
    ran = explain("tiny-rule", "--on", "apac.yaml")
    assert ran.code == 0
    assert "emea" not in ran.out
    assert ran.out.endswith("\n0 violations, 1 unknown, 1 pass, 0 not applicable\n")


def test_the_day_decides(explain: Run) -> None:
    early = explain("tiny-rule", "--on", "emea.yaml", day="2026-04-09").out
    late = explain("tiny-rule", "--on", "emea.yaml", day="2026-04-10").out
    assert early.startswith("tiny-rule (error), as of 2026-04-09: Text\n")
    assert "2026-03-31 >=" not in early
    assert "is false: 2026-03-31 >= 2026-04-01\n" in late


def test_a_choice_of_the_project_counts(explain: Run, tmp_path: Path) -> None:
    (tmp_path / "lictool.yaml").write_text(
        "apiVersion: lictool/v1\nkind: Project\nparameters: {tiny: {notice: 90}}\n", encoding="utf-8"
    )
    page = explain("tiny-rule", "--on", "apac.yaml").out
    assert "parameters.notice = 90 days (the project's own choice)" in page


WRONG = [
    (("tiny-rul", "--on", "."), 2, "there is no rule `tiny-rul`; did you mean `tiny-rule`?"),
    (("--on", "."), 2, "`--on` asks how a rule judges; name it first: `lictool explain RULE --on PATH`"),
    (("tiny-rule",), 2, "`--as-of` says on which day manifests are judged; name them with `--on PATH`"),
    (("tiny-rule", "--on", "none.yaml"), 2, "`none.yaml`"),
    (("tiny-rule", "--on", "emea.yaml", "--as-of", "soon"), 2, "`soon`"),
    (("tiny-rule", "--on", "emea.yaml", "--lang", "de"), 2, "de"),
]


@pytest.mark.parametrize(("words", "code", "said"), WRONG)
def test_wrong_usage(explain: Run, words: tuple[str, ...], code: int, said: str) -> None:
    ran = explain(*words, day="" if "--as-of" in words else "2026-06-01")
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


BROKEN = """\
no document with `apiVersion: lictool/v1` was judged
1 document not usable; `lictool check` says why
not judged, because a part of it cannot be used: `emea`
"""
UNUSABLE = {
    "nothing for lictool": ("a: 1\n", "no document with `apiVersion: lictool/v1` was judged\n"),
    "broken YAML": (
        EMEA + "  headends: [\n",
        BROKEN,
    ),
    "a misspelt field": (
        EMEA.replace("tier: plus", "teir: plus"),
        BROKEN,
    ),
    "no subject": (
        EMEA.partition("  entitlements")[0].replace("spec:\n", "spec: {}\n"),
        "the rule found nothing to ask about: no manifest keeps `entitlements`\n",
    ),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_nothing_to_show(explain: Run, tmp_path: Path, name: str) -> None:
    content, said = UNUSABLE[name]
    (tmp_path / "emea.yaml").write_text(content, encoding="utf-8")
    (tmp_path / "apac.yaml").unlink()
    page = f"tiny-rule (error), as of 2026-06-01: Text\n\n{said}"
    assert explain("tiny-rule", "--on", "emea.yaml") == (3, page, "")


_DANGEROUS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\U000e0000-\U000e007f]")


def test_hostile_names_of_things_are_refused_before_a_rule_sees_them(explain: Run, tmp_path: Path) -> None:
    hostile = "\x1b[31mred\x1b[0m\nfix: pay\r\u202egnp.exe"
    spec = {"entitlements": [{"name": hostile, "tier": "plus", "users": 99, "end": "2026-01-01"}]}
    manifest = {
        "apiVersion": "lictool/v1",
        "kind": "SecureClientDeployment",
        "metadata": {"name": hostile},
        "spec": spec,
    }
    (tmp_path / "emea.yaml").write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "apac.yaml").unlink()
    ran = explain("tiny-rule", "--on", "emea.yaml")
    assert ran.code == 3
    assert "1 document not usable" in ran.out
    assert (
        r"not judged, because a part of it cannot be used: `\x1b[31mred\x1b[0m\x0afix: pay\x0d\u202egnp.exe`" in ran.out
    )
    assert not _DANGEROUS.search(ran.out + ran.err)


def test_hostile_names_of_files_stay_on_their_line(explain: Run, tmp_path: Path) -> None:
    (tmp_path / "emea.yaml").rename(tmp_path / "\x1b[31m\nfix: pay\u202e.yaml")
    (tmp_path / "apac.yaml").unlink()
    for on in (".", "\x1b[31m\nfix: pay\u202e.yaml"):
        ran = explain("tiny-rule", "--on", on)
        assert ran.code == 0
        assert "\n\\x1b[31m\\x0afix: pay\\u202e.yaml:6:37: violation: emea: entitlements/e1\n" in ran.out
        assert not _DANGEROUS.search(ran.out + ran.err)


def test_hostile_values_stay_on_their_line(explain: Run, tmp_path: Path) -> None:
    rule = """\
for: deployment.headends
as: headend
assert: "!(headend.osVersion.contains('9') && headend.name != headend.osVersion)"
examples:
  - {name: a, outcome: pass}
"""
    write(tmp_path / "tiny", rule)
    manifest = {
        "apiVersion": "lictool/v1",
        "kind": "SecureClientDeployment",
        "metadata": {"name": "emea"},
        "spec": {"headends": [{"name": "h", "platform": "asa-5500-x", "osVersion": "9\x1b[2J\n\u202ezyx"}]},
    }
    (tmp_path / "emea.yaml").write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "apac.yaml").unlink()
    ran = explain("tiny-rule", "--on", "emea.yaml")
    assert ran.code == 0, ran
    assert not _DANGEROUS.search(ran.out)
    assert r"headends[h].osVersion = 9\x1b[2J\x0a\u202ezyx (emea.yaml:1:" in ran.out


def test_no_more_than_fifteen_lines_however_much_there_is_to_say(explain: Run, tmp_path: Path) -> None:
    many = "".join(f'    - {{name: m{n}, tier: plus, users: 9, end: "2026-01-0{n % 9 + 1}"}}\n' for n in range(40))
    (tmp_path / "emea.yaml").write_text(EMEA + many, encoding="utf-8")
    page = explain("tiny-rule", "--on", "emea.yaml").out
    blocks = [block.splitlines() for block in page.split("\n\n") if ": violation: " in block]
    assert len(blocks) == 42
    assert max(map(len, blocks)) == LINES
    assert all(re.search(r"^    and \d+ more lines$", "\n".join(block), re.MULTILINE) for block in blocks)
    assert "bought = 5 users + 7 users + 0 users + 9 users + 9 users + … (43 terms) = 372 users" in page


def test_a_text_is_shown_without_what_encloses_it() -> None:
    for text, shown in {
        "(a)": "a",
        " ( (a) && (b) ) ": "(a) && (b)",
        "(a) && (b)": "(a) && (b)",
        "('(' == a) || (b == ')' || c)": "('(' == a) || (b == ')' || c)",
        r"('\')' == a)": r"'\')' == a",
        "(a\n  && b)": "a && b",
    }.items():
        assert Texts({0: ("assert", text)}, {}, {}).cut(0) == shown


def test_every_sentence_is_there_in_both_languages_with_the_same_blanks() -> None:
    for key, sentence in SENTENCES.items():
        assert set(sentence) == {"en", "ja"}, key
        english, japanese = (set(re.findall(r"\{(\w+)\}", sentence[language])) for language in ("en", "ja"))
        assert english == japanese, key


SHAPE = shape_of(json.loads(schema_text("manifest")))
_PLACE = re.compile(r"[\w.-]+\.json:\d+:\d+")


def _shipped() -> list[tuple[Policy, str]]:
    from lictool.policy import load_policies

    policies = load_policies(folder("policies"), "policies", json.loads(schema_text("manifest")))
    return [(policy, name) for policy in policies for name in policy.rules]


SHIPPED = _shipped()


@pytest.mark.parametrize(("policy", "name"), SHIPPED, ids=[name for _, name in SHIPPED])
def test_every_example_of_every_shipped_rule(policy: Policy, name: str) -> None:
    """A derivation has few lines, says where its facts stand, and comes to the outcome that the judgement comes to."""
    rule = next(one for one in policy.data["rules"] if one["name"] == name)
    for example in policy.rules[name].data["examples"]:
        inputs = example_inputs(policy, example, SHAPE)
        bundle = example_bundle(policy, rule, example, SHAPE)
        for language in ("en", "ja") if example is policy.rules[name].data["examples"][0] else ("en",):
            options = Options(day_of(policy, example), language)
            found = derive(policy, name, bundle.policies[0], inputs, SHAPE, options)
            deployments = join(read(list(inputs), SHAPE, language).parts, SHAPE)
            judged = judge(deployments, bundle, options, every=True)
            outcomes = [item.outcome for item in found.items]
            assert sorted(outcomes) == sorted(outcome for outcome, _ in judged.cases)
            _page(render(found, language), outcomes, language)


def _page(page: str, outcomes: list[str], language: str) -> None:
    if not outcomes:
        assert SENTENCES["no-subject"][language].partition("`")[0] in page
        return
    said = {outcome: SENTENCES[outcome][language] for outcome in outcomes}
    blocks = page.split("\n\n")[1:-1]
    long_ones = [outcome for outcome in outcomes if outcome in ("violation", "unknown")]
    shown = [outcome for outcome in outcomes if outcome not in ("violation", "unknown")]
    for outcome, block in zip(long_ones, blocks, strict=False):
        lines = block.splitlines()
        assert len(lines) <= LINES
        assert re.match(rf"{_PLACE.pattern}: {said[outcome]}: ", lines[0]), lines[0]
        assert _PLACE.search("\n".join(lines[1:])), block
        assert len(lines) > 2, "there is more to say than the message"
    short = blocks[len(long_ones) :]
    assert len(short) == (1 if shown else 0)
    for outcome, line in zip(shown, short[0].splitlines() if short else (), strict=True):
        assert f": {said[outcome]}" in line
    assert "None" not in page
    assert not re.search(r"\{[a-z]+\}", re.sub(r"`[^`]*`", "", page)), "a blank was left open"


def test_the_corpus_is_not_empty() -> None:
    assert sum(len(policy.rules[name].data["examples"]) for policy, name in SHIPPED) > 500


def test_a_text_that_takes_too_much_is_left_out_of_the_message(explain: Run, tmp_path: Path) -> None:
    every = "deployment.headends"
    rule = f"""\
for: deployment.headends
as: headend
assert: "headend.name != 'h1'"
message:
  en: "{{{{ headend.name }}}}: {{{{ {every}.filter(a, {every}.exists(b, {every}.exists(c, a == b && b != c))).size() }}}}"
  ja: 文
examples:
  - {{name: a, outcome: pass}}
"""
    write(tmp_path / "tiny", rule)
    spec = {"headends": [{"name": f"h{number}", "platform": "asav"} for number in range(130)]}
    manifest = {"apiVersion": "lictool/v1", "kind": "SecureClientDeployment", "metadata": {"name": "x"}, "spec": spec}
    (tmp_path / "emea.yaml").write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "apac.yaml").unlink()
    ran = explain("tiny-rule", "--on", "emea.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert "violation: x: headends/h1\n  h1: …\n" in ran.out
