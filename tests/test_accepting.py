"""`lictool waive`, and what hook, diff and trusted set-ups make of waivers, baseline and position."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lictool.document import load
from lictool.reporters.stub import scalar
from lictool.resources import schema_text
from tests.accepting import DAY, RULE, estate, project, waiver
from tests.repository import git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Run = Callable[..., Ran]

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def listed(lictool: Run, home: Path, *argv: str) -> list[str]:
    """Give the fingerprints that `waive` lists."""
    ran = lictool("waive", "--as-of", DAY, *argv, cwd=home)
    assert ran.code == 0
    return [line.split("  ")[0] for line in ran.out.splitlines()]


def test_without_a_finding_those_that_can_be_waived_are_listed(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, waiver())
    ran = lictool("waive", "--as-of", DAY, cwd=home)
    assert re.fullmatch(rf"[0-9a-f]{{16}}\.[0-9a-f]{{16}}  estate\.yaml:8:143  {RULE}  fw-2 carries .*\n", ran.out)


def test_where_nothing_can_be_waived_it_says_so(lictool: Run, tmp_path: Path) -> None:
    assert lictool("init", cwd=tmp_path).code == 0
    said = {"en": "nothing that can be waived was found", "ja": "免除できる指摘はありません"}
    for language, text in said.items():
        ran = lictool("waive", "--as-of", DAY, "--lang", language, cwd=tmp_path)
        assert ran == (0, "", f"lictool: {text}\n")


def test_a_stub_fits_once_reason_and_owner_are_said(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path)
    one, _ = listed(lictool, home)
    bare = lictool("waive", one, "--as-of", DAY, cwd=home).out
    assert bare == (
        "# estate.yaml:7:143: fw-1 carries VPN Only together with apex\n"
        "apiVersion: lictool/v1\nkind: Waiver\n"
        f"metadata: {{name: emea-fw-1-{RULE}}}\nspec:\n  rule: {RULE}\n"
        "  selector: {deployment: emea, resource: headends/fw-1, key: installed/apex}\n"
        "  reason:  # why this is accepted\n  owner:  # who answers for it\n  expires: 2026-12-30\n"
    )
    (home / "waivers" / "0.yaml").write_text(bare)
    assert lictool("check", "--as-of", DAY, cwd=home).code == 2
    (home / "waivers" / "0.yaml").unlink()
    given_ = ("--reason", 'no: # "colon"', "--owner", "yes", "--expires", "2027-01-01", "--ticket", "[1]")
    full = lictool("waive", one[:6], *given_, "--as-of", DAY, cwd=home).out
    assert yaml.safe_load(full)["spec"]["reason"] == 'no: # "colon"'
    (home / "waivers" / "0.yaml").write_text(full)
    report = json.loads(lictool("check", "--format", "json", "--as-of", DAY, cwd=home).out)
    assert [one["waiver"]["owner"] for one in report["findings"] if "waiver" in one] == ["yes"]
    assert lictool("waive", one, "--lang", "ja", "--as-of", DAY, "--no-such", cwd=home).code == 2


def test_the_project_bounds_the_proposed_end(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, keys="waiverDays: 10\n")
    assert "expires: 2026-10-11\n" in lictool("waive", listed(lictool, home)[0], "--as-of", DAY, cwd=home).out
    assert (
        "# 許容する理由\n" in lictool("waive", listed(lictool, home)[0], "--as-of", DAY, "--lang", "ja", cwd=home).out
    )


@pytest.mark.parametrize(
    ("word", "says"),
    [("zz", "there is no finding `zz`"), ("0000000000000000.0000000000000000", "there is no finding `0000")],
)
def test_a_finding_that_is_not_there(lictool: Run, tmp_path: Path, word: str, says: str) -> None:
    ran = lictool("waive", word, "--as-of", DAY, cwd=project(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_a_beginning_of_several_findings_is_no_name(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, manifest=estate(*(f"fw-{n}" for n in range(20))))
    first = next(one[0] for one in listed(lictool, home) if sum(x[0] == one[0] for x in listed(lictool, home)) > 1)
    ran = lictool("waive", first, "--as-of", DAY, cwd=home)
    assert (ran.code, ran.out) == (2, "")
    assert f"`{first}` begins the names of several findings" in ran.err


def test_what_cannot_be_waived_is_refused(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, waiver(), waiver("w-2", rule="no-such"))
    report = json.loads(lictool("check", "--format", "json", "--as-of", DAY, cwd=home).out)
    ids = {one["rule"] + ("+" if "waiver" in one else ""): one["id"] for one in report["findings"]}
    ran = lictool("waive", ids["waiver-dangling"], "--as-of", DAY, cwd=home)
    assert (ran.code, ran.out) == (2, "")
    assert "is about manifests or waivers themselves, which nothing accepts" in ran.err
    ran = lictool("waive", ids[RULE + "+"], "--as-of", DAY, cwd=home)
    assert "is accepted by the waiver `w-1` already" in ran.err
    assert lictool("waive", "--expires", "soon", cwd=home).code == 2
    assert lictool("waive", cwd=tmp_path / "waivers").code in (0, 3)


def test_a_rule_can_forbid_waivers(lictool: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from lictool.bundle import shipped

    bundle = shipped()
    strict = [
        {**policy, "rules": [{**rule, "waivable": rule["name"] != RULE} for rule in policy["rules"]]}
        for policy in bundle.policies
    ]
    monkeypatch.setattr("lictool.session.shipped", lambda: bundle._replace(policies=strict))
    home = project(tmp_path, waiver())
    report = json.loads(lictool("check", "--format", "json", "--as-of", DAY, cwd=home).out)
    assert [one["rule"] for one in report["findings"]].count("waiver-not-allowed") == 1
    assert [one for one in report["findings"] if "waiver" in one] == []
    found = next(one["id"] for one in report["findings"] if one["rule"] == RULE)
    ran = lictool("waive", found, "--as-of", DAY, cwd=home)
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be waived, as its policy says" in ran.err


def test_a_rule_about_all_deployments_takes_no_deployment(
    lictool: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lictool.bundle import shipped

    bundle = shipped()
    everything = {
        **bundle.policies[0]["rules"][0],
        "name": "across-all",
        "scope": None,
        "when": ("const", 0, 1, (), False),
    }
    extended = [{**bundle.policies[0], "rules": [*bundle.policies[0]["rules"], everything]}, *bundle.policies[1:]]
    monkeypatch.setattr("lictool.session.shipped", lambda: bundle._replace(policies=extended))
    home = project(tmp_path, waiver(rule="across-all"), waiver("w-2", rule="across-all", selector="{}"))
    report = json.loads(lictool("check", "--format", "json", "--as-of", DAY, cwd=home).out)
    said = {one["rule"]: one["message"] for one in report["findings"] if one["rule"].startswith("waiver-")}
    assert set(said) == {"waiver-dangling", "waiver-unused"}
    assert "is asked about all deployments together, not about `emea`" in said["waiver-dangling"]


def test_an_earlier_name_of_a_rule_goes_on_working(
    lictool: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lictool.bundle import shipped

    bundle = shipped()
    renamed = [
        {
            **policy,
            "rules": [{**rule, "aliases": ["old-name"]} if rule["name"] == RULE else rule for rule in policy["rules"]],
        }
        for policy in bundle.policies
    ]
    monkeypatch.setattr("lictool.session.shipped", lambda: bundle._replace(policies=renamed))
    home = project(tmp_path, waiver(rule="old-name"))
    report = json.loads(lictool("check", "--format", "json", "--as-of", DAY, cwd=home).out)
    assert [one["resource"]["path"] for one in report["findings"] if "waiver" in one] == ["headends/fw-1"]


@given(st.text())
def test_every_text_survives_a_stub(text: str) -> None:
    (document,) = load("a.yaml", f"a: {{b: {scalar(text)}}}\n".encode()).documents
    assert document.data == {"a": {"b": text}}
    assert scalar("a\udc80") == '"a?"'


def committed(home: Path, message: str) -> None:
    """Commit everything."""
    if not (home / ".git").exists():
        assert git(home, "init", "-q", "-b", "main").returncode == 0
    git(home, "add", ".")
    assert git(home, "commit", "-qm", message).returncode == 0


def differing(lictool: Run, home: Path, *argv: str) -> tuple[int, dict[str, Any]]:
    ran = lictool("diff", *argv, "--as-of", DAY, "--format", "json", cwd=home)
    return ran.code, json.loads(ran.out)


@needs_git
def test_the_hook_asks_the_same_resolver(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, waiver(), manifest=estate("fw-1"))
    committed(home, "one")
    assert lictool("hook", "--as-of", DAY, cwd=home).code == 0
    assert lictool("hook", "--as-of", DAY, "--no-waivers", cwd=home).code == 1
    assert lictool("hook", "--as-of", "2027-04-01", cwd=home).code == 1
    (home / "waivers" / "0.yaml").unlink()
    git(home, "add", ".")
    assert lictool("hook", "--as-of", DAY, cwd=home).code == 1


@needs_git
def test_waivers_come_from_the_trusted_commit(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, manifest=estate("fw-1"))
    committed(home, "one")
    (home / "waivers").mkdir(exist_ok=True)
    (home / "waivers" / "0.yaml").write_text(waiver())
    assert lictool("check", "--as-of", DAY, cwd=home).code == 0
    assert lictool("check", "--as-of", DAY, "--trusted", "main", cwd=home).code == 1
    committed(home, "two")
    assert lictool("check", "--as-of", DAY, "--trusted", "main", cwd=home).code == 0
    assert lictool("check", "--as-of", DAY, "--trusted", "main~1", cwd=home).code == 1


@needs_git
def test_a_diff_says_which_findings_are_accepted_and_by_what_change(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, manifest=estate("fw-1"))
    committed(home, "one")
    (home / "waivers" / "0.yaml").write_text(waiver())
    code, found = differing(lictool, home)
    assert code == 0
    assert (found["summary"]["accepted"], found["summary"]["fixed"]) == (1, 0)
    (amendment,) = found["amendments"]
    assert amendment == {
        "subject": "waiver",
        "name": "w-1",
        "action": "added",
        "loosens": True,
        "after": "2027-03-31",
    }
    committed(home, "two")
    (home / "waivers" / "0.yaml").unlink()
    code, found = differing(lictool, home)
    assert (code, found["summary"]["new"]) == (1, 1)


@needs_git
def test_a_diff_sees_a_baseline_grow(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, keys="baseline: known.json\n")
    assert lictool("baseline", "--as-of", DAY, cwd=home).code == 0
    committed(home, "one")
    (home / "estate.yaml").write_text(estate("fw-1", "fw-2", "fw-3"))
    code, found = differing(lictool, home)
    assert (code, found["summary"]["new"], found["amendments"]) == (1, 1, [])
    assert lictool("baseline", "--update", "--as-of", DAY, cwd=home).code == 0
    code, found = differing(lictool, home)
    assert (code, found["summary"]["new"]) == (0, 0)
    assert found["amendments"] == [
        {
            "subject": "baseline",
            "name": "known.json",
            "action": "changed",
            "loosens": True,
            "before": "2",
            "after": "3",
        }
    ]


SEATS = """\
apiVersion: lictool/v1
kind: SecureClientDeployment
metadata: {{name: emea}}
spec:
  users: {{authorized: {users}, unattendedDevices: 0}}
  entitlements:
    - {{name: p, tier: plus, basis: term, users: {seats}, start: 2026-01-01, end: 2028-12-31, renewalOwner: net}}
"""


@needs_git
def test_a_diff_says_what_a_change_does_to_seats(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, manifest=SEATS.format(users=100, seats=100))
    committed(home, "one")
    (home / "estate.yaml").write_text(SEATS.format(users=130, seats=120))
    _, found = differing(lictool, home)
    total = next(one for one in found["position"] if one["before"]["tier"] == "plus+apex")
    assert (total["before"]["headroom"], total["after"]["headroom"]) == (
        {"low": 0, "high": 0},
        {"low": -10, "high": -10},
    )
    said = (
        "position of emea plus+apex: entitled 100 → 120, needed 100 → 130, headroom 0 → -10, next expiry 2028-12-31\n"
    )
    assert said in lictool("diff", "--as-of", DAY, cwd=home).out
    markdown = lictool("diff", "--as-of", DAY, "--format", "markdown", cwd=home).out
    assert "#### Changes of the licence position\n" in markdown
    assert "entitled 100 → 120, needed 100 → 130" in markdown
    (home / "estate.yaml").write_text(SEATS.format(users=100, seats=100) + "  note: nothing\n")
    assert differing(lictool, home)[1]["position"] == []


def test_the_json_report_carries_the_position(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, manifest=SEATS.format(users=130, seats=120))
    report = json.loads(lictool("check", "--as-of", DAY, "--format", "json", cwd=home).out)
    jsonschema.validate(report, json.loads(schema_text("report")))
    alone = json.loads(lictool("position", "--as-of", DAY, "--format", "json", cwd=home).out)
    jsonschema.validate(alone, json.loads(schema_text("position")))
    assert report["position"] == alone["position"] != []


def test_a_folder_is_no_baseline(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path)
    (home / "empty").mkdir()
    for folder in ("empty", "."):
        for argv in (("baseline", folder), ("check", "--baseline", folder)):
            assert lictool(*argv, cwd=home) == (2, "", f"lictool: error: `{folder}` is no file\n")
