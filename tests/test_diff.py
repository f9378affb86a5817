"""`lictool diff` in real repositories: findings, what decides how is judged, formats, and the two ends."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from referencing import Registry, Resource

from lictool.resources import schema_text
from lictool.wording_diff import SENTENCES
from tests.repository import MIXED, OWN, Repository, headend, own, part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Run = Callable[..., Ran]

AS_OF = ("--as-of", "2026-10-01")
DAY = (*AS_OF, "--unknown", "info")
GOOD, BAD = headend("apex"), headend("vpn-only", "apex")
PROJECT = "apiVersion: lictool/v1\nkind: Project\n"
_REPORT = Resource.from_contents(json.loads(schema_text("report")))
SCHEMA = jsonschema.Draft202012Validator(
    json.loads(schema_text("diff")), registry=Registry().with_resource("report.schema.json", _REPORT)
)

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def compare(run: Run, repo: Repository, *argv: str, day: tuple[str, ...] = DAY) -> tuple[int, Any]:
    """Compare with JSON output, hold it against its schema, and give code and data."""
    ran = run("diff", "--format", "json", *day, *argv, cwd=repo.home)
    assert ran.err == ""
    data = json.loads(ran.out)
    SCHEMA.validate(data)
    assert data["run"]["exitCode"] == ran.code
    counts = {key: data["summary"][key] for key in ("new", "changed", "fixed", "accepted", "unjudged")}
    assert counts == {key: len(data[key]) for key in counts}
    assert data["summary"]["loosened"] == sum(one["loosens"] for one in data["amendments"])
    return ran.code, data


def rules(data: Any, kind: str) -> list[str]:
    """Give the rules of the findings of a kind that are no questions."""
    return [one["rule"] for one in data[kind] if one["outcome"] == "violation"]


def is_empty(data: Any) -> bool:
    """Tell whether nothing is said."""
    return not any(data[key] for key in ("new", "changed", "fixed", "accepted", "unjudged", "amendments", "position"))


# ------------------------------------------------------------------------------------------------------------ findings
def test_new_and_fixed(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD})
    repo.write("a.yaml", BAD)
    code, data = compare(lictool, repo)
    assert (code, rules(data, "new"), rules(data, "fixed")) == (1, [MIXED], [])
    assert (data["base"]["label"], data["head"]["label"]) == ("HEAD", "work tree")
    repo.commit()
    code, data = compare(lictool, repo, "HEAD~1..HEAD")
    assert (code, rules(data, "new")) == (1, [MIXED])
    code, data = compare(lictool, repo, "HEAD..HEAD~1")
    assert (code, rules(data, "new"), rules(data, "fixed")) == (0, [], [MIXED])
    code, data = compare(lictool, repo, "HEAD")
    assert (code, is_empty(data)) == (0, True)
    assert data["summary"]["unchanged"] > 0


def test_old_findings_do_not_fail(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": BAD})
    assert lictool("check", *DAY, cwd=repo.home).code == 1
    repo.write("b.yaml", headend("apex", name="fw-2"))
    code, data = compare(lictool, repo)
    assert (code, rules(data, "new")) == (0, ["serial-number-of-another-form"])
    assert compare(lictool, repo, "--fail-level", "warning")[0] == 1
    assert compare(lictool, repo, "--fail-level", "warning", "--exit-zero")[0] == 0


def test_other_values_of_the_same_finding_are_a_change(repo: Repository, lictool: Run) -> None:
    own(repo.home / "own")
    repo.commit(**{"lictool.yaml": f"{PROJECT}policies: [own]\n", "a.yaml": part("  users: {authorized: 10}\n")})
    repo.write("a.yaml", part("  users: {authorized: 11}\n"))
    code, data = compare(lictool, repo)
    (change,) = [one for one in data["changed"] if one["after"]["rule"] == "too-many"]
    before, after = change["before"], change["after"]
    assert [before["facts"][0]["value"], after["facts"][0]["value"]] == ["10", "11"]
    assert before["id"].split(".")[0] == after["id"].split(".")[0]
    assert (code, rules(data, "new"), rules(data, "fixed")) == (0, [], [])


def test_what_becomes_graver_fails(repo: Repository, lictool: Run) -> None:
    own(repo.home / "own")
    own(repo.home / "own", **{"too-many.yaml": OWN["too-many.yaml"].replace("severity: error", "severity: warning")})
    repo.commit(**{"lictool.yaml": f"{PROJECT}policies: [own]\n", "a.yaml": part("  users: {authorized: 10}\n")})
    own(repo.home / "own")
    code, data = compare(lictool, repo)
    assert (code, [one["after"]["rule"] for one in data["changed"]]) == (1, ["too-many"])
    repo.commit()
    code, data = compare(lictool, repo, "HEAD..HEAD~1")
    assert (code, [one["after"]["rule"] for one in data["changed"]]) == (0, ["too-many"])


FULL = part(
    "  users: {authorized: 50, groups: [{name: staff, users: 50}, {name: guests, users: 60}], groupsAre: disjoint}\n"
    "  features:\n"
    "    - {name: nvm, status: used, groups: [guests]}\n"
    "    - {name: secure-client-vpn, status: used, groups: [staff]}\n"
    "  headends:\n"
    "    - {name: fw-1, vendor: cisco, platform: asa-5500-x, installed: [vpn-only, apex], essentialsEnabled: true}\n"
    "    - {name: fw-2, vendor: cisco, platform: asa-5500-x, installed: [plus], essentialsEnabled: true}\n"
    "  entitlements:\n"
    "    - {name: e1, tier: plus, basis: term, users: 10, start: 2024-01-01, end: 2025-12-31}\n"
    "    - {name: e2, tier: plus, basis: term, users: 10, start: 2024-01-01, end: 2025-12-31}\n"
)
REORDERED = part(
    "  entitlements:\n"
    "    - {name: e2, tier: plus, basis: term, users: 10, start: 2024-01-01, end: 2025-12-31}\n"
    "    - {name: e1, users: 10, tier: plus, basis: term, start: 2024-01-01, end: 2025-12-31}\n"
    "  headends:\n"
    "    - {name: fw-2, vendor: cisco, platform: asa-5500-x, installed: [plus], essentialsEnabled: true}\n"
    "    - {name: fw-1, platform: asa-5500-x, vendor: cisco, installed: [vpn-only, apex], essentialsEnabled: true}\n"
    "  features:\n"
    "    - {name: secure-client-vpn, status: used, groups: [staff]}\n"
    "    - {name: nvm, groups: [guests], status: used}\n"
    "  users: {groupsAre: disjoint, groups: [{name: guests, users: 60}, {name: staff, users: 50}], authorized: 50}\n"
)


def _blocks(text: str) -> str:
    import yaml

    return f"# another style\n---\n{yaml.safe_dump(yaml.safe_load(text), indent=4)}...\n"


def _json(text: str) -> str:
    import yaml

    return json.dumps(yaml.safe_load(text), default=str, indent=1)


def _split(text: str) -> str:
    import yaml

    data = yaml.safe_load(text)
    return "---\n".join(yaml.safe_dump({**data, "spec": {key: value}}) for key, value in data["spec"].items())


SPELLINGS = {
    "reordered": {"a.yaml": REORDERED},
    "reformatted": {"a.yaml": _blocks(FULL)},
    "as JSON": {"a.json": _json(FULL)},
    "renamed": {"somewhere/else.yml": FULL},
    "split": {"a.yaml": _split(FULL)},
    "split among files": {f"part-{n}.yaml": text for n, text in enumerate(_split(FULL).split("---\n"))},
    "moved down": {"a.yaml": "\n" * 30 + FULL.replace("\n", "   # comment\n")},
}


@pytest.mark.parametrize("how", SPELLINGS)
def test_the_same_facts_in_other_words_are_no_difference(how: str, repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": FULL})
    (repo.home / "a.yaml").unlink()
    for name, text in SPELLINGS[how].items():
        repo.write(name, text)
    code, data = compare(lictool, repo, day=AS_OF)
    assert (code, is_empty(data)) == (0, True), data
    assert data["summary"]["unchanged"] > 5


FAULTY = part(
    "  headends:\n"
    "    - {name: fw-1, vendor: cisco, platform: asa-5500-x, installd: [], essentialsEnable: true}\n"
    "    - {name: fw-2, vendor: cisco, platform: nonsense}\n"
)
FAULTY_REORDERED = part(
    "  headends:\n"
    "    - {name: fw-2, vendor: cisco, platform: nonsense}\n"
    "    - {name: fw-1, vendor: cisco, platform: asa-5500-x, essentialsEnable: true, installd: []}\n"
)
SYNTAX = 'apiVersion: lictool/v1\nkind: [\nx: "\\q"\n---\ny: *nowhere\n---\nz: *nowhere\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FAULTY, FAULTY),
        (FAULTY, FAULTY_REORDERED),
        (FAULTY, f"# shifted\n{FAULTY}"),
        (SYNTAX, SYNTAX),
        (SYNTAX, f"# shifted\n{SYNTAX}"),
        (f"{GOOD}---\n{BAD.replace('serialNumber: J1', 'serialNumber: J2')}",) * 2,
    ],
)
def test_faults_of_manifests_stay_the_same(before: str, after: str, repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": before})
    repo.write("a.yaml", after)
    code, data = compare(lictool, repo)
    assert (code, is_empty(data)) == (0, True), data
    assert data["summary"]["unchanged"] > 0


def test_one_of_two_faults_of_a_value(repo: Repository, lictool: Run) -> None:
    twice = "apiVersion: lictool/v1\nkind: a\nkind: a\nkind: a\n"
    repo.commit(**{"a.yaml": twice})
    count = compare(lictool, repo)[1]["summary"]["unchanged"]
    assert count > 1  # all about one file
    repo.write("a.yaml", twice.removesuffix("kind: a\n"))
    code, data = compare(lictool, repo)
    assert (code, data["summary"]["unchanged"], len(data["fixed"])) == (0, count - 1, 1)
    repo.commit()
    code, data = compare(lictool, repo, "HEAD..HEAD~1")
    assert (code, data["summary"]["unchanged"], len(data["new"])) == (1, count - 1, 1)


def test_what_cannot_be_judged_any_more_is_not_fixed(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": BAD})
    repo.write("a.yaml", BAD.replace("vendor:", "vendr:"))
    code, data = compare(lictool, repo)
    assert (code, rules(data, "fixed")) == (1, [])
    assert set(rules(data, "new")) == {"manifest-schema"}
    assert MIXED in rules(data, "unjudged")
    text = lictool("diff", *DAY, cwd=repo.home).out
    assert f"no longer judged error[{MIXED}]" in text


def test_nothing_judged(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": BAD})
    repo.write("a.yaml", "a: 1\n")
    code, data = compare(lictool, repo)
    assert (code, rules(data, "fixed")) == (3, [MIXED, "serial-number-of-another-form"])
    assert compare(lictool, repo, "--allow-empty")[0] == 0
    assert compare(lictool, repo, "HEAD..HEAD")[0] == 0


# -------------------------------------------------------------------------------------------- what decides how is judged
def amended(data: Any) -> list[tuple[str, str, str, bool]]:
    """Give the amendments without their values."""
    return [(one["subject"], one["name"], one["action"], one["loosens"]) for one in data["amendments"]]


@pytest.mark.parametrize(
    ("before", "after", "amendment"),
    [
        ("", "failLevel: warning\n", ("failLevel", "added", False)),
        ("failLevel: error\n", "failLevel: info\n", ("failLevel", "changed", False)),
        ("failLevel: info\n", "failLevel: error\n", ("failLevel", "changed", True)),
        ("failLevel: warning\n", "", ("failLevel", "removed", True)),
        ("", "unknown: warning\n", ("unknown", "added", True)),
        ("unknown: info\n", "unknown: warning\n", ("unknown", "changed", False)),
        ("", "manifests: ['*.yaml', '!b.yaml']\n", ("manifests", "added", True)),
        ("", "timeZone: Asia/Tokyo\n", ("timeZone", "added", True)),
        ("", "language: ja\n", ("language", "added", False)),
        ("", "waiverDays: 30\n", ("waiverDays", "added", False)),
        ("waiverDays: 30\n", "waiverDays: 31\n", ("waiverDays", "changed", True)),
        ("waiverDays: 30\n", "", ("waiverDays", "removed", True)),
        ("waiverDays: 30\n", "waiverDays: 3\n", ("waiverDays", "changed", False)),
        ("", "waivers: [waivers]\n", ("waivers", "added", True)),
        ("", f"enforceFrom: {{{MIXED}: 2026-12-01}}\n", (f"enforceFrom.{MIXED}", "added", True)),
        (
            f"enforceFrom: {{{MIXED}: 2026-12-01}}\n",
            f"enforceFrom: {{{MIXED}: 2026-11-01}}\n",
            (f"enforceFrom.{MIXED}", "changed", False),
        ),
        (f"enforceFrom: {{{MIXED}: 2026-12-01}}\n", "", (f"enforceFrom.{MIXED}", "removed", False)),
        (
            "",
            "parameters: {secure-client: {renewalNoticeDays: 1}}\n",
            ("parameters.secure-client.renewalNoticeDays", "added", True),
        ),
    ],
)
def test_changes_of_the_project_file(
    before: str, after: str, amendment: tuple[str, str, bool], repo: Repository, lictool: Run
) -> None:
    repo.commit(**{"lictool.yaml": PROJECT + before, "a.yaml": GOOD})
    repo.write("lictool.yaml", PROJECT + after)
    _, data = compare(lictool, repo)
    assert amended(data) == [("project", *amendment)]


def test_a_project_file_that_comes_and_goes(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": BAD})
    repo.write("lictool.yaml", f"{PROJECT}manifests: [nothing]\nfailLevel: warning\n")
    code, data = compare(lictool, repo, "--allow-empty")
    assert code == 0
    assert amended(data) == [("project", "failLevel", "added", False), ("project", "manifests", "added", True)]
    assert MIXED in rules(data, "fixed")
    repo.commit()
    code, data = compare(lictool, repo, "HEAD..HEAD~1")
    assert code == 1
    assert amended(data) == [("project", "failLevel", "removed", True), ("project", "manifests", "removed", True)]


POLICY_CHANGES = {
    "gone": ({"too-many.yaml": ""}, ("policy", "too-many", "removed", True)),
    "lighter": (
        {"too-many.yaml": OWN["too-many.yaml"].replace("severity: error", "severity: info")},
        ("policy", "too-many", "changed", True),
    ),
    "other condition": (
        {"too-many.yaml": OWN["too-many.yaml"].replace("<= parameters.most", "< parameters.most + 1")},
        ("policy", "too-many", "changed", True),
    ),
    "other default": (
        {"policy.yaml": OWN["policy.yaml"].replace("default: 9", "default: 99")},
        ("policy", "own/parameters.most", "changed", True),
    ),
    "other words": ({"too-many.yaml": OWN["too-many.yaml"].replace("more than {{", "far more than {{")}, None),
}


@pytest.mark.parametrize("how", POLICY_CHANGES)
def test_changes_of_policies(how: str, repo: Repository, lictool: Run) -> None:
    texts, amendment = POLICY_CHANGES[how]
    own(repo.home / "own", **{"second.yaml": OWN["too-many.yaml"]})
    repo.commit(**{"lictool.yaml": f"{PROJECT}policies: [own]\n", "a.yaml": part("  users: {authorized: 9}\n")})
    for name, text in texts.items():
        repo.write(f"own/{name}", text)
        if not text:
            (repo.home / "own" / name).unlink()
    _, data = compare(lictool, repo)
    assert amended(data) == ([amendment] if amendment else [])
    assert data["base"]["policyDigest"] != data["head"]["policyDigest"]


def test_rules_of_ones_own_that_are_new(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": part("  users: {authorized: 10}\n")})
    own(repo.home / "own")
    repo.write("lictool.yaml", f"{PROJECT}policies: [own]\n")
    code, data = compare(lictool, repo)
    assert amended(data) == [("project", "policies", "added", False), ("policy", "too-many", "added", False)]
    assert (code, rules(data, "new")) == (1, ["too-many"])


WAIVER = (
    "apiVersion: lictool/v1\nkind: Waiver\nmetadata: {name: w}\nspec:\n"
    f"  rule: {MIXED}\n  selector: {{deployment: a, resource: headends/fw-1}}\n  reason: known\n  owner: team\n"
    "  expires: 2026-12-31\n"
)


@pytest.mark.parametrize(
    ("before", "after", "amendment"),
    [
        ("", WAIVER, ("added", True)),
        (WAIVER, "", ("removed", False)),
        (WAIVER, WAIVER.replace("2026-12-31", "2027-01-31"), ("changed", True)),
        (WAIVER, WAIVER.replace("2026-12-31", "2026-11-30"), ("changed", False)),
        (WAIVER, WAIVER.replace("reason: known", "reason: ordered"), ("changed", False)),
        (WAIVER, WAIVER.replace(f"rule: {MIXED}", "rule: serial-number-of-another-form"), ("changed", True)),
    ],
)
def test_changes_of_waivers(
    before: str, after: str, amendment: tuple[str, bool], repo: Repository, lictool: Run
) -> None:
    repo.commit(**{"a.yaml": BAD, "w.yaml": before or "a: 1\n"})
    repo.write("w.yaml", after or "a: 1\n")
    _, data = compare(lictool, repo)
    assert amended(data) == [("waiver", "w", *amendment)]


def test_a_trusted_commit_judges(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD, "lictool.yaml": PROJECT})
    repo.git("switch", "-qc", "change")
    repo.commit(
        **{"a.yaml": BAD, "lictool.yaml": f"{PROJECT}manifests: [none]\nenforceFrom: {{{MIXED}: 2030-01-01}}\n"}
    )
    assert lictool("diff", *DAY, "main...HEAD", cwd=repo.home).code == 3
    code, data = compare(lictool, repo, "main...HEAD", "--trusted", "main")
    assert (code, rules(data, "new"), data["amendments"]) == (1, [MIXED], [])
    code, data = compare(lictool, repo, "main", "--trusted", "main")
    assert (code, rules(data, "new")) == (1, [MIXED])
    assert lictool("check", *DAY, cwd=repo.home).code == 3
    assert f"[{MIXED}]" in lictool("check", *DAY, "--trusted", "main", cwd=repo.home).out


# ----------------------------------------------------------------------------------------------------------- the ends
def test_three_dots_start_where_the_two_parted(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD})
    repo.git("switch", "-qc", "change")
    repo.commit(**{"b.yaml": headend("vpn-only", "apex", name="fw-2")})
    repo.git("switch", "-q", "main")
    repo.commit(**{"a.yaml": BAD})
    repo.git("switch", "-q", "change")
    for argv, new, fixed in (
        (("main...change",), 1, 0),
        (("main...",), 1, 0),
        (("...change",), 0, 0),
        (("main..change",), 1, 1),
        (("main..",), 1, 1),
        (("..main",), 1, 1),
        (("main",), 1, 1),
        ((), 0, 0),
    ):
        data = compare(lictool, repo, *argv)[1]
        assert (rules(data, "new").count(MIXED), rules(data, "fixed").count(MIXED)) == (new, fixed), argv


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("nowhere", "`nowhere` is no commit of this repository"),
        ("HEAD..nowhere", "`nowhere` is no commit of this repository"),
        ("HEAD...nowhere", "`nowhere` is no commit of this repository"),
        ("HEAD..HEAD..HEAD", "`HEAD..HEAD` is no commit of this repository"),
        ("HEAD:a.yaml", "`HEAD:a.yaml` is no commit of this repository"),
        ("HEAD^{tree}", "`HEAD^{tree}` is no commit of this repository"),
        ("HEAD\nHEAD", "`HEAD\\x0aHEAD` is no commit of this repository"),
        ("a b; rm -rf x", "`a b; rm -rf x` is no commit of this repository"),
        ("main...orphan", "the two commits have no history in common; in a shallow clone, fetch more of it"),
    ],
)
def test_revisions_that_are_none(word: str, said: str, repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD})
    repo.git("checkout", "-q", "--orphan", "orphan")
    repo.commit(**{"a.yaml": BAD})
    ran = lictool("diff", word, cwd=repo.home)
    assert (ran.code, ran.err) == (2, f"lictool: error: {said}\n")


@pytest.mark.parametrize(
    "option", ["--upload-pack=touch x", "--output=x", "-x", "--all", "--open-files-in-pager=touch x"]
)
def test_revisions_that_look_like_options(option: str, repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD})
    ran = lictool("diff", "--", option, cwd=repo.home)
    assert (ran.code, ran.err) == (2, f"lictool: error: `{option}` is no commit of this repository\n")
    for word in (f"HEAD..{option}", f"{option}..HEAD", f"HEAD...{option}"):
        ran = lictool("diff", "--", word, cwd=repo.home)
        assert (ran.code, ran.err) == (2, f"lictool: error: `{option}` is no commit of this repository\n")
    for command in ("diff", "check"):
        ran = lictool(command, f"--trusted={option}", cwd=repo.home)
        assert (ran.code, ran.out) == (2, "")
    assert not (repo.home / "x").exists()


def test_no_commit_yet_and_bare(repo: Repository, lictool: Run, tmp_path: Path) -> None:
    repo.write("a.yaml", GOOD)
    ran = lictool("diff", cwd=repo.home)
    assert (ran.code, ran.err) == (2, "lictool: error: `HEAD` is no commit of this repository\n")
    repo.commit()
    repo.commit(**{"a.yaml": BAD})
    repo.git("clone", "-q", "--bare", ".", str(tmp_path / "bare"))
    for word in ("HEAD~1", "HEAD~1..HEAD", "HEAD~1...main"):
        ran = lictool("diff", word, *DAY, cwd=tmp_path / "bare")
        assert (ran.code, f"new error[{MIXED}]" in ran.out) == (1, True)


def test_a_broken_project_file_is_named_with_its_commit(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD, "lictool.yaml": f"{PROJECT}fail: 1\n"})
    repo.write("lictool.yaml", PROJECT)
    ran = lictool("diff", *DAY, cwd=repo.home)
    assert ran.code == 2
    assert ran.err.startswith("HEAD:lictool.yaml:3:1: error: ")
    repo.write("lictool.yaml", f"{PROJECT}fail: 1\n")
    assert lictool("diff", *DAY, cwd=repo.home).err.startswith("lictool.yaml:3:1: error: ")
    assert lictool("diff", *DAY, "--trusted", "main", cwd=repo.home).err.startswith("main:lictool.yaml:3:1: error: ")
    assert lictool("check", *DAY, "--trusted", "main", cwd=repo.home).err.startswith("main:lictool.yaml:3:1: error: ")


def test_from_a_sub_folder(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"lictool.yaml": PROJECT, "a.yaml": GOOD, "sub/b.yaml": part("  {}\n", "b")})
    repo.write("a.yaml", BAD)
    ran = lictool("diff", *DAY, cwd=repo.home / "sub")
    assert ran.out.startswith("a.yaml:6:")
    assert ran.code == 1


# ------------------------------------------------------------------------------------------------------------ formats
@pytest.fixture
def changed(repo: Repository) -> Repository:
    repo.commit(
        **{"a.yaml": BAD, "b.yaml": headend("apex", name="fw-2"), "lictool.yaml": f"{PROJECT}failLevel: info\n"}
    )
    repo.write("a.yaml", GOOD)
    repo.write("b.yaml", headend("vpn-only", "apex", name="fw-2"))
    repo.write("lictool.yaml", PROJECT)
    return repo


def test_the_text(changed: Repository, lictool: Run) -> None:
    ran = lictool("diff", *DAY, cwd=changed.home)
    lines = ran.out.splitlines()
    assert lines[0].startswith(f"b.yaml:6:99: new error[{MIXED}] fw-2 carries VPN Only together with ")
    assert f"a.yaml:6:99: fixed error[{MIXED}] fw-1 carries VPN Only together with apex" in lines
    assert lines[-2] == "project file: `failLevel` is not set any more: info (may loosen)"
    assert lines[-1].startswith("FAIL: 1 new, ")
    assert lines[-1].endswith("; changes of project file, policies, waivers and baseline: 1, of which 1 may loosen")
    ja = lictool("diff", *DAY, "--lang", "ja", cwd=changed.home).out
    assert f"b.yaml:6:99: 新規 エラー[{MIXED}]" in ja
    assert "プロジェクト設定: `failLevel` を削除: info（緩和の可能性）" in ja
    colored = lictool("diff", *DAY, "--color", "always", cwd=changed.home).out
    assert "\x1b[1;31mnew\x1b[0m" in colored
    assert "\x1b" not in ran.out


def test_a_question_is_marked_as_one(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": "a: 1\n"})
    repo.write("a.yaml", part("  users: {authorized: 9}\n"))
    assert "new error (unknown)[" in lictool("diff", *AS_OF, cwd=repo.home).out


def test_the_comment(changed: Repository, lictool: Run) -> None:
    ran = lictool("diff", *DAY, "--format", "markdown", cwd=changed.home)
    lines = ran.out.splitlines()
    assert lines[:2] == ["<!-- lictool diff -->", "### lictool: `HEAD` → `work tree`"]
    assert "#### New findings (1)" in lines
    assert "| error | `b.yaml:6` | fw&#45;2" in ran.out or f"| `{MIXED}` |" in ran.out
    assert ran.out.count("<details>") == ran.out.count("</details>") == 1
    assert "- project file: `failLevel` is not set any more: info (may loosen)" in lines
    ja = lictool("diff", *DAY, "--format", "markdown", "--lang", "ja", cwd=changed.home)
    assert ja.out.startswith("<!-- lictool diff -->\n")
    assert "#### 新規の指摘 (1)" in ja.out


def test_a_long_comment_is_cut(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": part("  {}\n", "d")})
    repo.write(
        "a.yaml", "---\n".join(headend("vpn-only", "apex").replace("{name: a}", f"{{name: d{n}}}") for n in range(900))
    )
    for argv in (("HEAD",), ("--trusted", "HEAD")):
        ran = lictool("diff", *DAY, "--format", "markdown", *argv, cwd=repo.home)
        assert ran.code == 1
        assert 55_000 < len(ran.out) <= 60_000
        assert ran.out.endswith("\n\nThe rest was cut; run `lictool diff` to see all.\n")
    repo.commit()
    ran = lictool("diff", *DAY, "--format", "markdown", "HEAD..HEAD~1", cwd=repo.home)
    assert len(ran.out) <= 60_000
    assert ran.out.count("<details>") == ran.out.count("</details>") == 1


def test_foreign_text_stays_text(repo: Repository, lictool: Run) -> None:
    name = "x`|<b>\n::error::\x1b[31m@you.yaml"
    repo.commit(**{"a.yaml": part("  {}\n", "d")})
    repo.write(name, headend("vpn-only", "apex", name='"fw`|<script>@you](http://x)"'))
    repo.git("branch", "a`|<b>@you")
    text = lictool("diff", *DAY, "a`|<b>@you", cwd=repo.home).out
    assert "\x1b" not in text
    assert not [line for line in text.splitlines() if line.startswith("::")]
    comment = lictool("diff", *DAY, "--format", "markdown", "a`|<b>@you", cwd=repo.home).out
    for row in comment.splitlines():
        outside = "".join(row.split("`")[::2])
        assert "<b>" not in outside
        assert "<script>" not in outside
        assert "@you" not in outside
        assert not row.startswith("|") or row.count("|") == 5
    assert json.loads(lictool("diff", *DAY, "--format", "json", cwd=repo.home).out)


def test_both_sides_are_judged_for_the_same_day_and_zone(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD, "lictool.yaml": f"{PROJECT}timeZone: Pacific/Kiritimati\nlanguage: ja\n"})
    repo.write("lictool.yaml", f"{PROJECT}timeZone: Pacific/Pago_Pago\n")
    _, data = compare(lictool, repo, day=())
    assert data["run"]["timezone"] == "Pacific/Pago_Pago"
    assert data["run"]["language"] == "en"
    assert is_empty({**data, "amendments": []})


def test_sentences_are_whole() -> None:
    import re

    for key, texts in SENTENCES.items():
        assert texts.keys() == {"en", "ja"}, key
        assert all(texts.values()), key
        marks = [sorted(re.findall(r"\{\w+\}", text)) for text in texts.values()]
        assert marks[0] == marks[1], key


def test_the_licence_position_that_a_change_moves(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": FULL})
    repo.write("a.yaml", FULL.replace("2025-12-31", "2027-12-31"))
    _, data = compare(lictool, repo)
    (moved,) = [one for one in data["position"] if one["after"]["tier"] == "plus"]
    assert moved["before"] != moved["after"]
    assert "plus" in lictool("diff", *DAY, cwd=repo.home).out.splitlines()[-2]
    repo.commit()
    repo.git("mv", "a.yaml", "b.yaml")
    assert compare(lictool, repo)[1]["position"] == []
