"""`lictool hook` in real git repositories: what is judged, what is left alone, and what never runs."""

from __future__ import annotations

import json
import os
import shutil
import stat
from typing import TYPE_CHECKING

import pytest

from tests.repository import MIXED, Repository, git, headend, part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Run = Callable[..., Ran]

DAY = ("--as-of", "2026-10-01", "--unknown", "info")
CROSS = "reference to something that another file has"
PERSON = part("  users: {authorized: 9, groups: [{name: staff, users: 9}], groupsAre: disjoint}\n")
USE = part("  features: [{name: secure-client-vpn, status: used, groups: [staff]}]\n")
BAD, GOOD = headend("vpn-only", "apex"), headend("apex")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def places(ran: Ran, rule: str = MIXED) -> list[str]:
    """Give the files in which a rule found something."""
    return [line.split(":")[0] for line in ran.out.splitlines() if f"[{rule}]" in line]


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Give everything in a folder, git's own files included: mode, time and content."""
    found = {}
    for path in sorted(folder.rglob("*")):
        info = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(info.st_mode) else b""
        found[str(path)] = (info.st_mode, info.st_mtime_ns if content else 0, content)
    return found


# --------------------------------------------------------------------------------------------------- what is judged
def test_what_is_staged_counts_not_what_lies_there(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD})
    repo.stage("a.yaml", BAD)
    repo.write("a.yaml", GOOD)
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert (ran.code, places(ran)) == (1, ["a.yaml"])

    repo.stage("a.yaml", GOOD.replace("J1", "J2"))
    repo.write("a.yaml", BAD)
    repo.write("untracked.yaml", BAD)
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert (ran.code, places(ran)) == (0, [])
    assert "1 judged" in ran.out


def test_part_of_a_file_staged(repo: Repository, lictool: Run) -> None:
    two = f"{GOOD}---\n{headend('apex', name='fw-2')}"
    repo.commit(**{"a.yaml": two})
    repo.stage("a.yaml", two.replace("name: fw-2", "name: fw-3"))
    repo.write("a.yaml", two.replace("[apex]", "[vpn-only, apex]"))
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert ran.code == 0
    assert "fw-3" in ran.out


def test_a_deletion_alone_is_judged(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"people.yaml": PERSON, "use.yaml": USE})
    repo.git("rm", "-q", "people.yaml")
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert (ran.code, places(ran, "manifest-reference")) == (1, ["use.yaml"])


def test_a_rename_is_judged(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": BAD})
    repo.git("mv", "a.yaml", "b.yaml")
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert (ran.code, places(ran)) == (1, ["b.yaml"])
    repo.commit()
    repo.git("mv", "b.yaml", "b.txt")
    assert lictool("hook", *DAY, cwd=repo.home).code == 3
    assert lictool("hook", *DAY, "--allow-empty", cwd=repo.home).code == 0


def test_a_merge_is_judged_as_it_will_be(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"people.yaml": PERSON})
    repo.git("switch", "-qc", "other")
    repo.commit(**{"use.yaml": USE})
    repo.git("switch", "-q", "main")
    repo.commit(**{"people.yaml": PERSON.replace("staff", "everyone")})
    repo.git("merge", "-q", "--no-commit", "--no-ff", "other")
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert (ran.code, places(ran, "manifest-reference")) == (1, ["use.yaml"])


def test_an_unresolved_merge_is_named(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD})
    repo.git("switch", "-qc", "other")
    repo.commit(**{"a.yaml": GOOD.replace("J1", "J2")})
    repo.git("switch", "-q", "main")
    repo.commit(**{"a.yaml": GOOD.replace("J1", "J3")})
    assert git(repo.home, "merge", "-q", "other").returncode == 1
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert (ran.code, ran.err) == (2, "a.yaml: error: the merge of this file is unresolved\n")


def test_the_first_commit(repo: Repository, lictool: Run) -> None:
    repo.stage("a.yaml", BAD)
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert (ran.code, places(ran)) == (1, ["a.yaml"])


def test_many_files_are_judged_as_one(repo: Repository, lictool: Run) -> None:
    count = 2_500  # names alone are more than one command line of a hook holds
    for number in range(count):
        repo.write(
            f"estate/a-folder-with-a-long-name/and-a-long-name-too/{number:05d}.yaml", part("  {}\n", f"d{number}")
        )
    repo.write("estate/people.yaml", PERSON)
    repo.write("estate/use.yaml", USE)
    repo.git("add", "-A")
    ran = lictool("hook", *DAY, "--format", "json", cwd=repo.home)
    assert ran.code == 0
    assert f'"judged": {count + 2}' in ran.out
    repo.git("commit", "-qm", "x")
    repo.git("rm", "-q", "estate/people.yaml")
    assert places(lictool("hook", *DAY, cwd=repo.home), "manifest-reference") == ["estate/use.yaml"]


NAMES = [
    "a b.yaml",
    'it\'s "so".yaml',
    "new\nline.yaml",
    "tab\t.yaml",
    "ü/日本.yaml",
    "-x.yaml",
    ":(top)x.yaml",
    "*.yaml",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_all_kinds(name: str, repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": headend("apex", name="fw-2")})
    repo.write(name, BAD)
    repo.git("add", "-A")
    shown = name.replace("\n", "\\x0a").replace("\t", "\\x09")
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert ran.code == 1
    assert [line for line in ran.out.splitlines() if line.startswith(f"{shown}:6:") and MIXED in line]


def test_a_name_that_is_no_utf_8(repo: Repository, lictool: Run) -> None:
    (repo.home / os.fsdecode(b"\xff.yaml")).write_text(BAD)
    repo.git("add", "-A")
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert (ran.code, places(ran)) == (1, ["\\udcff.yaml"])


def test_utf_16_and_a_nul_are_noticed(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD})
    (repo.home / "wide.yaml").write_bytes("\ufeff".encode("utf-16-le") + BAD.encode("utf-16-le"))
    (repo.home / "nul.yaml").write_bytes(BAD.encode() + b"\0")
    repo.git("add", "-A")
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert (ran.code, places(ran, "manifest-syntax")) == (1, ["nul.yaml", "wide.yaml"])


def test_attributes_hide_nothing(repo: Repository, lictool: Run) -> None:
    repo.commit(**{".gitattributes": "*.yaml binary -text -diff filter=lfs diff=evil\n", "a.yaml": GOOD})
    repo.stage("a.yaml", BAD)
    assert places(lictool("hook", *DAY, cwd=repo.home)) == ["a.yaml"]


@pytest.mark.parametrize("first", [True, False])
def test_what_is_only_promised_is_no_part_of_the_commit(first: bool, repo: Repository, lictool: Run) -> None:
    if not first:
        repo.commit(**{"b.yaml": ""})
        repo.git("rm", "-q", "--cached", "b.yaml")
    for name, text in (("lictool.yaml", "kind: ["), ("b.yaml", BAD)):
        repo.write(name, text)
        repo.git("add", "-N", name)
    repo.stage("a.yaml", GOOD)
    repo.stage("empty.yaml", "")
    ran = lictool("hook", *DAY, "--format", "json", cwd=repo.home)
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["summary"]["documents"] == {"judged": 1, "notJudged": 0, "skipped": 1}
    repo.git("add", "b.yaml")
    assert lictool("hook", *DAY, cwd=repo.home).code == 1


def test_links_and_submodules_are_not_followed(repo: Repository, lictool: Run, tmp_path: Path) -> None:
    inner = Repository(tmp_path / "inner")
    inner.commit(**{"bad.yaml": BAD})
    repo.commit(**{"a.yaml": GOOD})
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.home), "module")
    (repo.home / "link.yaml").symlink_to("module/bad.yaml")
    (repo.home / "folder").symlink_to("module")
    repo.stage("a.yaml", GOOD.replace("J1", "J2"))
    repo.git("add", "-A")
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert (ran.code, places(ran)) == (0, [])
    assert "1 judged" in ran.out
    repo.commit()
    assert "1 judged" in lictool("hook", *DAY, cwd=repo.home).out  # the work tree, this time


def test_a_project_file_must_be_no_link(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD, "p.yaml": "apiVersion: lictool/v1\nkind: Project\n"})
    (repo.home / "lictool.yaml").symlink_to("p.yaml")
    wanted = (2, "lictool.yaml: error: cannot be read: a symbolic link is not followed\n")
    ran = lictool("check", cwd=repo.home)
    assert (ran.code, ran.err) == wanted
    repo.git("add", "-A")
    repo.stage("a.yaml", BAD)
    ran = lictool("hook", cwd=repo.home)
    assert (ran.code, ran.err) == wanted


def test_packages_that_tools_install_are_nobodys(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD, "node_modules/b.yaml": BAD, "v/lib/site-packages/c.yaml": BAD})
    assert lictool("check", *DAY, cwd=repo.home).code == 0
    repo.stage("a.yaml", GOOD.replace("J1", "J2"))
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert (ran.code, places(ran)) == (0, [])


def test_a_sub_folder_sees_the_whole_project(repo: Repository, lictool: Run) -> None:
    repo.commit(
        **{"people.yaml": PERSON, "sub/use.yaml": USE, "lictool.yaml": "apiVersion: lictool/v1\nkind: Project\n"}
    )
    repo.git("rm", "-q", "people.yaml")
    ran = lictool("hook", *DAY, cwd=repo.home / "sub")
    assert (ran.code, places(ran, "manifest-reference")) == (1, ["sub/use.yaml"])


# ----------------------------------------------------------------------------------------------- what is left alone
@pytest.mark.parametrize(
    ("name", "text"),
    [("notes.md", "lictool/v1"), ("ci.yaml", "steps: []\n"), ("deep/other.json", "{}"), ("x.yaml.bak", BAD)],
)
def test_what_does_not_matter_ends_at_once(name: str, text: str, repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": BAD})
    repo.stage(name, text)
    assert lictool("hook", *DAY, cwd=repo.home) == (0, "", "")
    repo.git("commit", "-qm", "x")
    repo.git("rm", "-q", name)
    assert lictool("hook", *DAY, cwd=repo.home) == (0, "", "")


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.yaml", BAD, "steps: []\n"),
        ("a.yaml", "steps: []\n", BAD),
        (
            "lictool.yaml",
            "apiVersion: lictool/v1\nkind: Project\n",
            "apiVersion: lictool/v1\nkind: Project\nunknown: info\n",
        ),
        ("own/policy.yaml", "a: 1\n", "a: 2\n"),
        ("known.json", "{}", "[]"),
        ("waivers/w.yaml", "", "apiVersion: lictool/v1\nkind: Waiver\n"),
    ],
)
def test_what_matters_is_judged(name: str, before: str, after: str, repo: Repository, lictool: Run) -> None:
    project = "apiVersion: lictool/v1\nkind: Project\nmanifests: ['*.yaml']\nwaivers: [waivers]\n"
    if name.startswith("own/"):
        project += "policies: [own]\n"
    if name == "known.json":
        project += "baseline: known.json\n"
    repo.commit(**{"lictool.yaml": project, "b.yaml": headend("apex", name="fw-2")})
    repo.commit(**{name: before})
    repo.stage(name, after)
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert ran.out + ran.err != ""


def test_what_the_project_leaves_out_does_not_matter(repo: Repository, lictool: Run) -> None:
    project = "apiVersion: lictool/v1\nkind: Project\nmanifests: [estate, '!estate/old']\n"
    repo.commit(**{"lictool.yaml": project, "estate/a.yaml": GOOD})
    for name in ("b.yaml", "estate/old/b.yaml", "estatex/b.yaml"):
        repo.stage(name, BAD)
    assert lictool("hook", *DAY, cwd=repo.home) == (0, "", "")
    repo.stage("estate/b.yaml", headend("vpn-only", "apex", name="fw-2"))
    assert places(lictool("hook", *DAY, cwd=repo.home)) == ["estate/b.yaml"]


def test_nothing_staged_has_the_work_tree_judged(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": BAD})
    assert places(lictool("hook", *DAY, cwd=repo.home)) == ["a.yaml"]
    repo.write("a.yaml", GOOD)
    repo.write("b.yaml", headend("vpn-only", "apex", name="fw-2"))
    assert lictool("hook", *DAY, cwd=repo.home).code == 1


# ----------------------------------------------------------------------------------------- what is pushed; other clones
def test_a_push_is_judged_as_it_is_pushed(repo: Repository, lictool: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = repo.commit(**{"a.yaml": BAD})
    good = repo.commit(**{"a.yaml": GOOD})
    repo.write("a.yaml", "steps: []\n")
    for commit, code in ((bad, 1), (good, 0), ("HEAD~1", 1)):
        monkeypatch.setenv("PRE_COMMIT_TO_REF", commit)
        assert lictool("hook", *DAY, cwd=repo.home).code == code
    for commit in ("nowhere", "--upload-pack=/bin/false", "HEAD:a.yaml", "-"):
        monkeypatch.setenv("PRE_COMMIT_TO_REF", commit)
        ran = lictool("hook", *DAY, cwd=repo.home)
        assert (ran.code, ran.err) == (2, f"lictool: error: `{commit}` is no commit of this repository\n")


def test_bare_shallow_and_linked_clones(
    repo: Repository, lictool: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = repo.commit(**{"a.yaml": GOOD})
    last = repo.commit(**{"a.yaml": BAD})
    repo.git("clone", "-q", "--bare", ".", str(tmp_path / "bare"))
    ran = lictool("hook", *DAY, cwd=tmp_path / "bare")
    assert ran.code == 2
    assert "a repository without a work tree has nothing staged" in ran.err
    monkeypatch.setenv("PRE_COMMIT_TO_REF", last)
    assert places(lictool("hook", *DAY, cwd=tmp_path / "bare")) == ["a.yaml"]
    monkeypatch.delenv("PRE_COMMIT_TO_REF")

    repo.git("clone", "-q", "--depth", "1", f"file://{repo.home}", str(tmp_path / "shallow"))
    (tmp_path / "shallow" / "b.yaml").write_text(headend("vpn-only", "apex", name="fw-2"))
    git(tmp_path / "shallow", "add", "-A")
    assert places(lictool("hook", *DAY, cwd=tmp_path / "shallow")) == ["a.yaml", "b.yaml"]
    ran = lictool("diff", first, cwd=tmp_path / "shallow")
    assert ran.code == 2
    assert "this clone is shallow, fetch more of the history first" in ran.err

    repo.git("worktree", "add", "-q", str(tmp_path / "linked"), first)
    (tmp_path / "linked" / "a.yaml").write_text(BAD)
    git(tmp_path / "linked", "add", "-A")
    assert places(lictool("hook", *DAY, cwd=tmp_path / "linked")) == ["a.yaml"]


def test_a_partial_clone_fetches_nothing(repo: Repository, lictool: Run, tmp_path: Path) -> None:
    repo.commit(**{"a.yaml": GOOD})
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{repo.home}", str(tmp_path / "partial"))
    ran = lictool("diff", "HEAD..HEAD", *DAY, cwd=tmp_path / "partial")
    assert ran.code == 2
    assert ran.err.endswith("; this clone is partial, fetch its files first\n")


def test_no_repository_and_no_git(lictool: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for command in ("hook", "diff"):
        ran = lictool(command, cwd=tmp_path)
        assert ran.code == 2
        expected = "lictool: error: not a git repository; `lictool check` judges folders that are in none\n"
        assert (ran.code, ran.err) == (2, expected)
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = lictool("hook", cwd=tmp_path)
    assert (ran.code, ran.err) == (2, "lictool: error: git is not installed, or the folder is gone\n")


def test_a_broken_repository_is_no_crash(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD})
    repo.stage("a.yaml", BAD)
    blob = repo.git("rev-parse", ":a.yaml").strip()
    (repo.home / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert ran.code == 2
    assert ran.err.startswith("lictool: error: git ")
    (repo.home / ".git" / "index").write_bytes(b"DIRC nonsense")
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert ran.code == 2
    assert ran.err.startswith("lictool: error: git ")
    assert "Traceback" not in ran.err


# --------------------------------------------------------------------------------------------------- what never runs
def test_nothing_is_written(repo: Repository, lictool: Run) -> None:
    repo.commit(**{"a.yaml": GOOD, "b.yaml": headend("apex", name="fw-2")})
    repo.stage("a.yaml", BAD)
    os.utime(repo.home / "b.yaml", (1, 1))  # git would like to refresh its index
    before = state(repo.home)
    for command in (("hook",), ("diff", "HEAD"), ("diff", "HEAD..HEAD"), ("check", "--trusted", "HEAD")):
        assert lictool(*command, *DAY, cwd=repo.home).code in (0, 1)
    assert state(repo.home) == before


def test_no_program_of_the_repository_is_started(repo: Repository, lictool: Run, tmp_path: Path) -> None:
    log = tmp_path / "log"
    evil = tmp_path / "evil"
    evil.write_text(f'#!/bin/sh\necho "$0 $*" >> {log}\nexit 0\n')
    evil.chmod(0o755)
    many = {f"f{number}.yaml": "a: 1\n" for number in range(3_000)}  # enough for git to look at the work tree at all
    attributes = "*.yaml filter=evil diff=evil merge=evil working-tree-encoding=UTF-8 -text\n"
    repo.commit(**{"a.yaml": GOOD, **many})
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "pre-auto-gc", "fsmonitor-watchman", "post-checkout", "reference-transaction"):
        shutil.copy(evil, hooks / name)
        shutil.copy(evil, repo.home / ".git" / "hooks" / name)
    repo.write(".gitattributes", attributes)
    repo.write("a.yaml", BAD)
    repo.git("add", "-A")
    settings = {
        "core.fsmonitor": evil, "core.hooksPath": hooks, "core.pager": evil, "pager.grep": evil, "core.editor": evil,
        "core.sshCommand": evil, "core.askPass": evil, "core.gitProxy": evil, "core.alternateRefsCommand": evil,
        "diff.external": evil, "diff.evil.textconv": evil, "diff.evil.command": evil, "diff.trustExitCode": "true",
        "filter.evil.clean": evil, "filter.evil.smudge": evil, "filter.evil.process": evil, "filter.evil.required": "true",
        "merge.evil.driver": evil, "credential.helper": evil, "gpg.program": evil, "log.showSignature": "true",
        "alias.grep": f"!{evil}", "alias.cat-file": f"!{evil}", "alias.rev-parse": f"!{evil}", "include.path": "/dev/null",
        "color.ui": "always", "color.grep": "always", "grep.lineNumber": "true", "grep.column": "true",
        "grep.patternType": "perl", "grep.fallbackToNoIndex": "true", "submodule.recurse": "true",
        "core.quotePath": "true", "diff.noprefix": "true", "diff.ignoreSubmodules": "all", "diff.relative": "true",
        "core.precomposeUnicode": "true", "core.ignoreCase": "true", "core.attributesFile": "/dev/zero/x",
    }  # fmt: skip
    for key, value in settings.items():
        repo.git("config", key, str(value))
    log.unlink(missing_ok=True)
    ran = lictool("hook", *DAY, cwd=repo.home)
    assert (ran.code, places(ran)) == (1, ["a.yaml"])
    for command in (("diff", "HEAD"), ("diff", "HEAD..HEAD"), ("check", "--trusted", "HEAD")):
        assert lictool(*command, *DAY, cwd=repo.home).code in (0, 1)
    assert not log.exists(), log.read_text()
    git(repo.home, "status")
    assert log.exists()  # the trap works


def test_variables_of_git_do_not_lead_astray(
    repo: Repository, lictool: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repo.commit(**{"a.yaml": GOOD, "b.yaml": headend("apex", name="fw-2")})
    repo.stage("a.yaml", BAD)
    for name in (
        "GIT_LITERAL_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_TRACE", "GIT_TRACE_PACKET",
        "GIT_FLUSH", "GIT_ADVICE",
    ):  # fmt: skip
        monkeypatch.setenv(name, "1")
    for name, value in (
        ("GIT_EXTERNAL_DIFF", "/bin/false"), ("GIT_PAGER", "/bin/false"), ("PAGER", "/bin/false"), ("LC_ALL", "ja_JP.UTF-8"),
        ("LANGUAGE", "ja"), ("GIT_CONFIG_PARAMETERS", "'core.fsmonitor'='/bin/false'"), ("GIT_CONFIG_COUNT", "1"),
        ("GIT_CONFIG_KEY_0", "color.ui"), ("GIT_CONFIG_VALUE_0", "always"), ("GIT_DIFF_OPTS", "-u9"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    assert places(lictool("hook", *DAY, cwd=repo.home)) == ["a.yaml"]


def test_the_repository_that_git_names_is_looked_at(
    repo: Repository, lictool: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit(**{"a.yaml": GOOD, "sub/x.txt": "x"})
    # As `git commit a.yaml` does: the index of the commit is another one than what is staged.
    other = repo.home / ".git" / "next-index"
    shutil.copy(repo.home / ".git" / "index", other)
    repo.write("a.yaml", BAD)
    assert git(repo.home, "add", "a.yaml", env={"GIT_INDEX_FILE": str(other)}).returncode == 0
    for folder, index in ((".", ".git/next-index"), ("sub", str(other))):
        monkeypatch.setenv("GIT_INDEX_FILE", index)
        assert places(lictool("hook", *DAY, cwd=repo.home / folder)) == ["a.yaml"]
    monkeypatch.setenv("GIT_DIR", "../.git")
    monkeypatch.setenv("GIT_WORK_TREE", "..")
    assert places(lictool("hook", *DAY, cwd=repo.home / "sub")) == ["a.yaml"]
