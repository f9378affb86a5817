"""The project file: its keys, where it is looked for, what it makes of `check`, and its faults."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from lictool.errors import PolicyError
from lictool.project import find
from lictool.resources import schema_text
from lictool.tree import WorkTree
from tests.repository import MIXED, OWN, headend, own, part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Run = Callable[..., Ran]

DAY = ("--as-of", "2026-10-01", "--unknown", "info")
HEAD = "apiVersion: lictool/v1\nkind: Project\n"
GOOD, BAD = headend("apex"), headend("vpn-only", "apex")
BAD_2 = headend("vpn-only", "apex", name="fw-2")
SCHEMA = jsonschema.Draft202012Validator(json.loads(schema_text("project")))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()  # what is above belongs to nobody
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / "cache"))
    return tmp_path


def write(home: Path, **files: str) -> None:
    """Write files by name."""
    for name, text in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, "utf-8")


def found(run: Run, home: Path, *argv: str, day: tuple[str, ...] = DAY) -> tuple[int, list[tuple[str, str, str]]]:
    """Check with JSON output; give the exit code, and rule, severity and file of the findings that are no questions."""
    ran = run("check", "--format", "json", *day, *argv, cwd=home)
    findings = [one for one in json.loads(ran.out)["findings"] if one["outcome"] == "violation"]
    return ran.code, [(one["rule"], one["severity"], one["location"]["file"]) for one in findings]


def of(findings: list[tuple[str, str, str]], rule: str = MIXED) -> list[str]:
    """Give the files in which a rule found something."""
    return [file for name, _, file in findings if name == rule]


# ---------------------------------------------------------------------------------------------------------------- keys
def test_every_key_at_once_fits_and_is_used(home: Path) -> None:
    text = (
        HEAD + "manifests: [estate, 'more/**/*.yml', '!estate/old']\npolicies: [./rules/own/]\nwaivers: [waivers]\n"
        "baseline: estate/known.json\nfailLevel: warning\nunknown: info\nlanguage: ja\ntimeZone: Asia/Tokyo\n"
        f"parameters: {{own: {{most: 3, since: 2026-02-01}}}}\nenforceFrom: {{{MIXED}: 2026-12-01}}\nwaiverDays: 90\n"
    )
    write(home, **{"sub/lictool.yaml": text})
    project = find(WorkTree(str(home)), "sub/deep/deeper")
    assert project.folder == "sub"
    assert project.file == "sub/lictool.yaml"
    assert project.policies == ("sub/rules/own",)
    assert project.baseline == "sub/estate/known.json"
    assert (project.fail_level, project.unknown, project.language) == ("warning", "info", "ja")
    assert (project.time_zone, project.waiver_days) == ("Asia/Tokyo", 90)
    assert project.parameters == {"own": {"most": 3, "since": "2026-02-01"}}
    assert project.enforce_from == {MIXED: "2026-12-01"}
    takes = [
        name
        for name in (
            "sub/estate/a.yaml", "sub/estate/x/b.JSON", "sub/more/c.yml", "sub/more/x/y/d.yml", "sub/estate/old/e.yaml",
            "sub/more/f.yaml", "estate/g.yaml", "sub/estate/h.txt", "sub/waivers/w.yaml", "sub/lictool.yaml",
        )
        if project.may_hold_manifest(name)
    ]  # fmt: skip
    assert takes == ["sub/estate/a.yaml", "sub/estate/x/b.JSON", "sub/more/c.yml", "sub/more/x/y/d.yml"]
    assert project.may_hold_waiver("sub/waivers/w.yaml")
    assert not project.may_hold_waiver("sub/estate/a.yaml")
    for name in ("sub/lictool.yaml", "sub/estate/known.json", "sub/rules/own/site/a.yaml"):
        assert project.governs(name)
    assert not project.governs("sub/estate/a.yaml")


def test_all_keys_of_the_schema_are_in_that_test() -> None:
    assert set(json.loads(schema_text("project"))["properties"]) == {
        "apiVersion", "kind", "manifests", "policies", "waivers", "baseline", "failLevel", "unknown", "language", "timeZone",
        "parameters", "enforceFrom", "waiverDays",
    }  # fmt: skip


def test_without_a_file_everything_belongs(home: Path) -> None:
    project = find(WorkTree(str(home)), "")
    assert project.authored is None
    assert project.may_hold_manifest("a/b.yaml")
    assert project.may_hold_waiver("a/b.yaml")
    assert (project.fail_level, project.unknown, project.language, project.time_zone) == ("error", "error", "en", "UTC")
    assert (project.policies, project.baseline, project.waiver_days) == ((), "", None)
    assert project.file == "lictool.yaml"


def test_where_waivers_are_follows_manifests_where_it_is_not_said(home: Path) -> None:
    write(home, **{"lictool.yaml": f"{HEAD}manifests: [estate]\n"})
    project = find(WorkTree(str(home)), "")
    assert project.may_hold_waiver("estate/w.yaml")
    assert not project.may_hold_waiver("w.yaml")


# -------------------------------------------------------------------------------------------------------------- faults
FAULTS = {
    "kind": ("apiVersion: lictool/v1\nkind: Projekt\n", "lictool.yaml:2:7: error: ", "Project"),
    "version": ("apiVersion: lictool/v2\nkind: Project\n", "lictool.yaml:1:13: error: ", "lictool/v1"),
    "unknown key": (f"{HEAD}manifest: [a]\n", "lictool.yaml:3:1: error: unknown key `manifest`", "did you mean"),
    "type": (f"{HEAD}manifests: estate\n", "lictool.yaml:3:12: error: ", "list"),
    "empty list": (f"{HEAD}manifests: []\n", "lictool.yaml:3:1: error: the list is empty", ""),
    "choice": (f"{HEAD}failLevel: fatal\n", "lictool.yaml:3:12: error: ", "`error`"),
    "language": (f"{HEAD}language: de\n", "lictool.yaml:3:11: error: ", "`ja`"),
    "zone": (f"{HEAD}timeZone: Europe/Atlantis\n", "lictool.yaml:3:11: error: ", "Europe/Atlantis"),
    "zone that is a path": (f"{HEAD}timeZone: ../../etc/passwd\n", "lictool.yaml:3:11: error: ", "../../etc/passwd"),
    "absolute": (f"{HEAD}manifests: [a, /etc]\n", "lictool.yaml:3:16: error: `/etc` is no path below the folder", ""),
    "above": (f"{HEAD}policies: [a/../../b]\n", "lictool.yaml:3:12: error: `a/../../b` is no path below", ""),
    "above, taken out": (f"{HEAD}manifests: [a, '!../b']\n", "lictool.yaml:3:16: error: `!../b` is no path", ""),
    "backslash": (f"{HEAD}waivers: ['a\\b']\n", "lictool.yaml:3:11: error: `a\\b` is no path below", ""),
    "drive": (f"{HEAD}baseline: C:/x.json\n", "lictool.yaml:3:11: error: `C:/x.json` is no path below", ""),
    "baseline": (f"{HEAD}baseline: x.yaml\n", "lictool.yaml:3:11: error: `x.yaml` is no JSON file", ""),
    "nothing taken in": (f"{HEAD}manifests: ['!a']\n", "lictool.yaml:3:12: error: nothing is taken in", "`**`"),
    "day": (f"{HEAD}enforceFrom: {{{MIXED}: soon}}\n", "lictool.yaml:3:", "soon"),
    "rule": (f"{HEAD}enforceFrom: {{nvm-without-apx: 2026-12-01}}\n", "lictool.yaml:3:15: error: there is no rule", "did you mean `nvm-without-apex`"),
    "policy": (f"{HEAD}parameters: {{secure-clint: {{a: 1}}}}\n", "lictool.yaml:3:14: error: there is no policy `secure-clint`", "did you mean `secure-client`"),
    "parameter": (f"{HEAD}parameters: {{secure-client: {{renewalNotice: 1}}}}\n", "lictool.yaml:3:30: error: policy `secure-client` has no parameter", "renewalNoticeDays"),
    "figure": (f"{HEAD}parameters: {{secure-client: {{evaluationDays: 90}}}}\n", "lictool.yaml:3:30: error: `evaluationDays` is a figure of the source", ""),
    "parameter type": (f"{HEAD}parameters: {{secure-client: {{renewalNoticeDays: '9'}}}}\n", "lictool.yaml:3:49: error: expected int, found str", ""),
    "truth is no number": (f"{HEAD}parameters: {{secure-client: {{renewalNoticeDays: true}}}}\n", "lictool.yaml:3:49: error: expected int, found bool", ""),
    "negative days": (f"{HEAD}waiverDays: 0\n", "lictool.yaml:3:13: error: ", "1"),
    "no policy there": (f"{HEAD}policies: [nowhere]\n", "lictool.yaml:3:12: error: there is no policy in `nowhere`", ""),
    "two documents": (f"{HEAD}---\n{HEAD}", "lictool.yaml:1:1: error: expected one document, found 2", ""),
    "empty": ("", "lictool.yaml:1:1: error: expected one document, found 0", ""),
    "syntax": (f"{HEAD}manifests: [\n", "lictool.yaml:", "error"),
    "twice": (f"{HEAD}kind: Project\n", "lictool.yaml:3:1: error: ", "kind"),
    "text": ("lictool/v1\n", "lictool.yaml:1:1: error: ", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_faults_have_a_place(name: str, home: Path, lictool: Run) -> None:
    text, start, also = FAULTS[name]
    write(home, **{"lictool.yaml": text, "a.yaml": GOOD})
    ran = lictool("check", *DAY, cwd=home)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith(start), ran.err
    assert also in ran.err
    as_json = lictool("check", *DAY, "--format", "json", cwd=home)
    assert as_json.code == 2
    assert {one["file"] for one in json.loads(as_json.out)["notifications"]} == {"lictool.yaml"}
    for command in (("explain",), ("test", "nvm-without-apex")):
        assert lictool(*command, cwd=home).code in (0, 2)


def test_all_faults_come_at_once(home: Path, lictool: Run) -> None:
    text = f"{HEAD}manifests: [/a, ../b]\nbaseline: x\nenforceFrom: {{a: 2026-01-01}}\n"
    write(home, **{"lictool.yaml": text})
    ran = lictool("check", cwd=home)
    assert [line.split(" ")[0] for line in ran.err.splitlines() if line.startswith("lictool.yaml")] == [
        "lictool.yaml:3:13:", "lictool.yaml:3:17:", "lictool.yaml:4:11:",
    ]  # fmt: skip


def test_faults_are_located_below_the_root(home: Path, lictool: Run) -> None:
    write(home, **{"sub/lictool.yaml": f"{HEAD}x: 1\n"})
    assert lictool("check", cwd=home / "sub").err.startswith("sub/lictool.yaml:3:1: error: ")


@pytest.mark.parametrize("text", [b"\xff\xfe\0", b"\0", b"a: &a [*a]\n", b"[" * 5000, b"a: \xc3\x28\n"])
def test_hostile_bytes(text: bytes, home: Path, lictool: Run) -> None:
    (home / "lictool.yaml").write_bytes(text)
    ran = lictool("check", cwd=home)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("lictool.yaml:1:")


def test_a_folder_of_that_name_is_no_project_file(home: Path, lictool: Run) -> None:
    write(home, **{"lictool.yaml/x.txt": "", "a.yaml": BAD})
    assert found(lictool, home)[0] == 1


@pytest.mark.parametrize("name", FAULTS)
def test_the_schema_stands_for_editors(name: str) -> None:
    import yaml

    text = FAULTS[name][0]
    structural = {"kind", "version", "unknown key", "type", "empty list", "choice", "language", "negative days", "text"}
    if name in structural:
        assert not SCHEMA.is_valid(yaml.safe_load(text))
    assert SCHEMA.is_valid(yaml.safe_load(HEAD))


# --------------------------------------------------------------------------------------------------- where it is found
def test_the_nearest_file_up_to_the_root(home: Path, lictool: Run) -> None:
    write(
        home,
        **{
            "lictool.yaml": f"{HEAD}manifests: [a.yaml]\n",
            "a.yaml": BAD,
            "in/lictool.yaml": f"{HEAD}manifests: [b.yaml]\n",
            "in/b.yaml": BAD,
            "in/deep/c.yaml": BAD,
            "other/d.yaml": BAD,
        },
    )
    assert of(found(lictool, home)[1]) == ["a.yaml"]
    assert of(found(lictool, home / "in")[1]) == ["in/b.yaml"]
    assert of(found(lictool, home / "in" / "deep", "..")[1]) == ["in/b.yaml"]
    assert of(found(lictool, home / "other", "..")[1]) == ["a.yaml"]


def test_the_search_ends_at_the_root_of_the_repository(home: Path, lictool: Run) -> None:
    write(home, **{"lictool.yaml": f"{HEAD}x: 1\n", "inner/.git": "gitdir: elsewhere\n", "inner/a.yaml": BAD})
    assert of(found(lictool, home / "inner")[1]) == ["a.yaml"]
    assert lictool("check", cwd=home).code == 2


def test_without_a_repository_only_the_folder_itself(tmp_path: Path, lictool: Run) -> None:
    write(tmp_path, **{"lictool.yaml": f"{HEAD}x: 1\n", "sub/a.yaml": BAD})
    assert lictool("check", cwd=tmp_path).code == 2
    assert of(found(lictool, tmp_path / "sub")[1]) == ["a.yaml"]


# ------------------------------------------------------------------------------------------------ what check makes of it
PEOPLE = part("  users: {authorized: 9, groups: [{name: staff, users: 9}], groupsAre: disjoint}\n")
USE = part("  features: [{name: secure-client-vpn, status: used, groups: [staff]}]\n")


def test_paths_of_a_project_are_judged_with_the_whole(home: Path, lictool: Run) -> None:
    write(
        home,
        **{"estate/people.yaml": PEOPLE, "estate/use.yaml": USE, "estate/bad.yaml": BAD, "x/foreign.yaml": "a: 1\n"},
    )
    assert of(found(lictool, home, "estate/use.yaml")[1], "manifest-reference") == ["estate/use.yaml"]  # alone
    write(home, **{"lictool.yaml": f"{HEAD}manifests: [estate]\n"})
    code, findings = found(lictool, home, "estate/use.yaml")
    assert (code, of(findings, "manifest-reference"), of(findings)) == (0, [], [])
    ran = lictool("check", *DAY, "estate/use.yaml", cwd=home)
    assert "lictool: " in ran.err  # that there is more elsewhere
    assert of(found(lictool, home, "estate/bad.yaml")[1]) == ["estate/bad.yaml"]
    assert of(found(lictool, home, "estate/bad.yaml", "estate/use.yaml")[1]) == ["estate/bad.yaml"]
    for paths in ((), (".",), ("estate",), ("estate/",), (str(home),), ("./estate/../estate",)):
        assert of(found(lictool, home, *paths)[1]) == ["estate/bad.yaml"], paths
    assert of(found(lictool, home / "estate", "bad.yaml")[1]) == ["estate/bad.yaml"]
    assert of(found(lictool, home / "estate")[1]) == ["estate/bad.yaml"]


def test_a_finding_concerns_the_files_of_its_facts(home: Path, lictool: Run) -> None:
    write(home, **{"lictool.yaml": HEAD, "use.yaml": USE, "people.yaml": PEOPLE.replace("staff", "everyone")})
    code, findings = found(lictool, home, "use.yaml")
    assert (code, of(findings, "manifest-reference")) == (1, ["use.yaml"])


def test_what_is_no_part_of_the_project_is_judged_by_itself(home: Path, lictool: Run, tmp_path: Path) -> None:
    write(home, **{"lictool.yaml": f"{HEAD}manifests: [estate]\n", "estate/a.yaml": GOOD, "b.yaml": BAD_2})
    assert of(found(lictool, home)[1]) == []
    assert of(found(lictool, home, "b.yaml")[1]) == ["b.yaml"]
    ran = lictool("check", *DAY, "b.yaml", "estate", cwd=home)
    assert ran.code == 2
    assert "`b.yaml` has no manifest of the project `lictool.yaml`, but others that are named have" in ran.err
    ran = lictool("check", "missing", cwd=home)
    assert (ran.code, ran.err) == (2, "lictool: error: `missing` is no file and no folder\n")


def test_a_project_that_takes_in_nothing_has_nothing_judged(home: Path, lictool: Run) -> None:
    write(home, **{"a.yaml": BAD, "in/lictool.yaml": f"{HEAD}manifests: [estates]\n", "in/estate/b.yaml": BAD_2})
    for folder, *argv in ((home / "in",), (home / "in", "."), (home / "in" / "estate", "..")):
        assert found(lictool, folder, *argv) == (3, [])
    assert of(found(lictool, home / "in", "estate")[1]) == ["estate/b.yaml"]


def test_many_paths_of_a_large_project(home: Path, lictool: Run) -> None:
    names = [f"estate/{number:04d}.yaml" for number in range(2_000)]
    write(home, **{"lictool.yaml": HEAD, **dict.fromkeys(names, "a: 1 # lictool\n"), "estate/x.yaml": BAD})
    assert of(found(lictool, home, *names, "estate/x.yaml")[1]) == ["estate/x.yaml"]


def test_a_folder_that_cannot_be_listed_is_no_clean_one(
    home: Path, lictool: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    write(
        home,
        **{
            "lictool.yaml": f"{HEAD}manifests: ['**/*.yaml', '!old']\n",
            "a.yaml": GOOD,
            "in/b.yaml": BAD,
            "old/c.yaml": BAD,
        },
    )
    scandir = os.scandir

    def guarded(path: str) -> Any:
        if os.path.basename(path) in ("in", "old"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    def locked(path: str, *rest: Any) -> int:
        if path.endswith("in/"):
            raise PermissionError(13, "Permission denied")
        return open_(path, *rest)

    open_ = os.open
    monkeypatch.setattr(os, "scandir", guarded)
    monkeypatch.setattr(os, "open", locked)
    code, findings = found(lictool, home)
    assert (code, of(findings, "manifest-syntax")) == (1, ["in/"])


def test_a_single_file_that_cannot_be_read_is_a_finding(home: Path, lictool: Run) -> None:
    write(home, **{"lictool.yaml": f"{HEAD}manifests: [a.yaml, link.yaml, none.yaml]\n", "a.yaml": GOOD})
    (home / "link.yaml").symlink_to("a.yaml")
    code, findings = found(lictool, home)
    assert (code, of(findings, "manifest-syntax")) == (1, ["link.yaml"])


def test_fail_level_unknown_and_language(home: Path, lictool: Run) -> None:
    write(home, **{"a.yaml": GOOD})  # a warning and a question
    plain = ("--as-of", "2026-10-01")
    write(home, **{"lictool.yaml": f"{HEAD}unknown: info\n"})
    assert lictool("check", *plain, cwd=home).code == 0
    assert lictool("check", *plain, "--unknown", "error", cwd=home).code == 1
    write(home, **{"lictool.yaml": f"{HEAD}unknown: info\nfailLevel: warning\n"})
    assert lictool("check", *plain, cwd=home).code == 1
    assert lictool("check", *plain, "--fail-level", "error", cwd=home).code == 0
    write(home, **{"lictool.yaml": f"{HEAD}language: ja\n"})
    assert "不合格" in lictool("check", *plain, "--fail-level", "warning", cwd=home).out
    assert "FAIL" in lictool("check", *plain, "--fail-level", "warning", "--lang", "en", cwd=home).out


def test_the_day_is_that_of_the_time_zone(home: Path, lictool: Run) -> None:
    days = []
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # never on the same day
        write(home, **{"lictool.yaml": f"{HEAD}timeZone: {zone}\n", "a.yaml": GOOD})
        days.append(json.loads(lictool("check", "--format", "json", cwd=home).out)["run"]["asOf"])
    assert days[0] > days[1]


def test_policies_and_their_parameters(home: Path, lictool: Run) -> None:
    own(home / "rules" / "own")
    write(home, **{"lictool.yaml": f"{HEAD}policies: [rules/own]\n", "a.yaml": part("  users: {authorized: 10}\n")})
    assert of(found(lictool, home)[1], "too-many") == ["a.yaml"]
    assert "more than 9" in lictool("check", *DAY, cwd=home).out
    write(home, **{"lictool.yaml": f"{HEAD}policies: [rules/own]\nparameters: {{own: {{most: 10}}}}\n"})
    assert of(found(lictool, home)[1], "too-many") == []
    write(home, **{"lictool.yaml": f"{HEAD}policies: [rules/own]\nparameters: {{own: {{most: 3}}}}\n"})
    assert "more than 3" in lictool("check", *DAY, cwd=home).out
    assert lictool("explain", "too-many", cwd=home).code == 0
    assert lictool("test", "too-many", cwd=home).code == 0
    write(home, **{"lictool.yaml": f"{HEAD}policies: [rules/own]\nparameters: {{own: {{since: soon}}}}\n"})
    assert "lictool.yaml:4:27: error: expected a day" in lictool("check", *DAY, cwd=home).err
    write(home, **{"lictool.yaml": f"{HEAD}policies: [rules/own]\nparameters: {{own: {{given: 3}}}}\n"})
    assert "`given` is a figure of the source" in lictool("check", *DAY, cwd=home).err


def test_a_fault_in_an_own_policy_has_its_place(home: Path, lictool: Run) -> None:
    own(
        home / "rules" / "own",
        **{"too-many.yaml": OWN["too-many.yaml"].replace("deployment.users.auth", "deployment.users.uth")},
    )
    write(home, **{"lictool.yaml": f"{HEAD}policies: [rules/own]\n", "a.yaml": GOOD})
    ran = lictool("check", *DAY, cwd=home)
    assert ran.code == 2
    assert ran.err.startswith("rules/own/too-many.yaml:7:")


def test_enforced_from_a_day_on(home: Path, lictool: Run) -> None:
    write(home, **{"lictool.yaml": f"{HEAD}enforceFrom: {{{MIXED}: 2026-12-01}}\n", "a.yaml": BAD})
    for day, code, severity in (("2026-11-30", 0, "info"), ("2026-12-01", 1, "error"), ("2026-12-02", 1, "error")):
        got, findings = found(lictool, home, day=("--as-of", day, "--unknown", "info"))
        assert (got, [(s, f) for r, s, f in findings if r == MIXED]) == (code, [(severity, "a.yaml")]), day
    text = lictool("check", *DAY, cwd=home).out
    assert "2026-12-01" in next(line for line in text.splitlines() if MIXED in line)


# -------------------------------------------------------------------------------------------------------- schema only
def test_schema_only_holds_to_the_schema_alone(home: Path, lictool: Run) -> None:
    write(
        home,
        **{"a.yaml": BAD, "b.yaml": USE, "c.yaml": part("  user: {}\n"), "d.yaml": "{{ template }}\n", "e.json": "[]"},
    )
    code, findings = found(lictool, home, "--schema-only", "a.yaml", "b.yaml", "d.yaml", "e.json", day=())
    assert (code, findings) == (0, [])
    code, findings = found(lictool, home, "--schema-only", day=())
    assert (code, of(findings, "manifest-schema")) == (1, ["c.yaml"])
    assert lictool("check", "--schema-only", "d.yaml", cwd=home).code == 3
    assert lictool("check", "--schema-only", "--allow-empty", "d.yaml", cwd=home).code == 0


def test_schema_only_keeps_to_the_project(home: Path, lictool: Run) -> None:
    write(
        home,
        **{
            "lictool.yaml": f"{HEAD}manifests: [estate]\nwaivers: [w]\n",
            "c.yaml": part("  user: {}\n"),
            "estate/c.yaml": part("  user: {}\n"),
        },
    )
    code, findings = found(lictool, home, "--schema-only", "c.yaml", "--allow-empty", day=())
    assert (code, findings) == (0, [])
    code, findings = found(lictool, home / "estate", "--schema-only", "c.yaml", day=())
    assert (code, of(findings, "manifest-schema")) == (1, ["c.yaml"])


def test_an_unreadable_file_of_a_tree_is_said(tmp_path: Path) -> None:
    class Broken(WorkTree):
        def contents(self, names: Any) -> Any:
            for name in names:
                yield name, OSError(5, "Input/output error")

    with pytest.raises(PolicyError) as raised:
        find(Broken(str(tmp_path)), "")
    assert raised.value.problems[0].message == "cannot be read: input/output error"
