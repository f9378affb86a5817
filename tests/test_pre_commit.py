"""The hooks that lictool offers, in other repositories: real git, real pre-commit, installed from this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.repository import IDENTITY, MIXED, OUTSIDE, OWN, Repository, git, headend, own, part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Run = Callable[..., Ran]
    Make = Callable[..., "Estate"]

GOOD = ROOT / "examples" / "compliant"
BAD = headend("vpn-only", "apex", name="fw-9").replace("name: a}", "name: annex}")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(scope="session")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Commit what an installation needs of this checkout to a repository of its own; give it and the revision."""
    home = Repository(tmp_path_factory.mktemp("lictool"))
    for name in ("lictool", "schemas", "policies"):
        shutil.copytree(ROOT / name, home.home / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, home.home / name)
    return home.home, home.commit()


class Estate(Repository):
    """A repository that uses hooks, with a compliant estate in it."""

    def run(self, *argv: str) -> subprocess.CompletedProcess[str]:
        """Run pre-commit."""
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", *argv],
            cwd=self.home,
            env={name: value for name, value in os.environ.items() if name not in OUTSIDE} | IDENTITY,
            capture_output=True,
            text=True,
            check=False,
        )

    def through_hooks(self, *argv: str) -> tuple[int, str]:
        """Run git, which may fail, and give its code and what it and its hooks said."""
        ran = git(self.home, *argv)
        return ran.returncode, ran.stdout + ran.stderr


@pytest.fixture
def estate(
    hook_repository: tuple[Path, str],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Make:
    """Give a maker of estates; what pre-commit installs is shared by all."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path_factory.getbasetemp() / "pre-commit-home"))
    monkeypatch.setenv("PRE_COMMIT_COLOR", "never")

    def make(*hooks: str | dict[str, Any], stages: tuple[str, ...] = ("pre-commit",)) -> Estate:
        made = Estate(tmp_path / "estate")
        wanted = [{"id": hook} if isinstance(hook, str) else hook for hook in hooks]
        source = {"repo": str(hook_repository[0]), "rev": hook_repository[1], "hooks": wanted}
        made.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [source]}))
        shutil.copytree(GOOD, made.home / "estate")
        made.commit()
        types = [word for stage in stages for word in ("--hook-type", stage)]
        installed = made.run("install", "--install-hooks", *types)
        if installed.returncode and "Could not find a version" in installed.stdout + installed.stderr:
            pytest.skip("the hook's dependencies cannot be installed here: no package index")
        assert installed.returncode == 0, installed.stdout + installed.stderr
        return made

    return make


def test_what_is_offered_is_what_the_table_says() -> None:
    said = {
        hook["id"]: (
            hook["entry"],
            hook.get("pass_filenames", True),
            hook.get("always_run", False),
            hook.get("require_serial", False),
            hook["stages"],
        )
        for hook in HOOKS
    }
    assert said == {
        "lictool": ("lictool hook", False, True, True, ["pre-commit", "pre-merge-commit", "pre-push", "manual"]),
        "lictool-schema": (
            "lictool check --schema-only --allow-empty", True, False, False, ["pre-commit", "manual"],
        ),
        "lictool-test": ("lictool test", False, False, True, ["pre-commit", "pre-push", "manual"]),
        "lictool-advise": ("lictool hook --exit-zero", False, True, True, ["pre-push", "manual"]),
    }  # fmt: skip
    assert {hook["language"] for hook in HOOKS} == {"python"}


def test_a_staged_file_is_never_taken_for_an_option(lictool: Run, tmp_path: Path) -> None:
    for hook in HOOKS:
        if hook.get("pass_filenames", True):
            _, *argv = hook["entry"].split()
            (tmp_path / "--debug.yaml").write_text(part("  user: {}\n"))
            ran = lictool(*argv, *hook["args"], "--debug.yaml", cwd=tmp_path)
            assert (ran.code, ran.out.partition(":")[0], ran.err) == (1, "--debug.yaml", "")


def test_a_commit_passes_or_is_blocked(estate: Make) -> None:
    repo = estate("lictool")
    code, said = repo.through_hooks("commit", "--allow-empty", "-m", "nothing")
    assert code == 0, said
    assert "Passed" in said

    repo.stage("estate/more.yaml", BAD)
    code, said = repo.through_hooks("commit", "-m", "bad")
    assert code == 1, said
    assert "estate/more.yaml:6:" in said
    assert f"error[{MIXED}]" in said
    assert "FAQ Q25" in said
    assert repo.git("log", "--oneline").count("\n") == 2


def test_only_what_is_staged_counts(estate: Make) -> None:
    repo = estate("lictool")
    people = repo.home / "estate" / "people-and-services.yaml"
    repo.stage("notes.yaml", "a: 1\n")
    repo.write("estate/headends.yaml", BAD)  # not staged: pre-commit puts it aside and back
    code, said = repo.through_hooks("commit", "-m", "foreign")
    assert code == 0, said
    assert (repo.home / "estate" / "headends.yaml").read_text() == BAD
    repo.git("checkout", "-q", "estate/headends.yaml")

    repo.git("rm", "-q", "--cached", str(people))  # a deletion alone, and the file still lies there
    code, said = repo.through_hooks("commit", "-m", "gone")
    assert code == 1, said
    assert "cannot be decided" in said
    assert "2 judged" in said


def test_all_files_and_refs(estate: Make) -> None:
    repo = estate("lictool")
    good = repo.git("rev-parse", "HEAD").strip()
    assert repo.run("run", "--all-files").returncode == 0
    bad = repo.commit_unchecked(**{"estate/more.yaml": BAD})
    after = repo.commit_unchecked(**{"estate/more.yaml": "a: 1\n"})
    assert repo.run("run", "--all-files").returncode == 0
    for start, end, code in ((good, bad, 1), (bad, after, 0), (good, good, 0)):
        ran = repo.run("run", "--from-ref", start, "--to-ref", end)
        assert ran.returncode == code, ran.stdout + ran.stderr
    repo.git("checkout", "-q", bad)
    assert MIXED in repo.run("run", "--all-files").stdout


def test_merges_and_pushes(estate: Make, tmp_path: Path) -> None:
    repo = estate("lictool", "lictool-advise", stages=("pre-commit", "pre-merge-commit", "pre-push"))
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "remote")], check=True)
    repo.git("remote", "add", "origin", str(tmp_path / "remote"))
    repo.git("switch", "-qc", "other")
    repo.commit_unchecked(**{"estate/more.yaml": BAD})
    repo.git("switch", "-q", "main")
    repo.commit_unchecked(**{"notes.txt": "x"})
    code, said = repo.through_hooks("merge", "--no-ff", "-m", "merge", "other")
    assert code == 1, said
    assert MIXED in said
    repo.git("merge", "--abort")

    code, said = repo.through_hooks("push", "-q", "origin", "main")
    assert code == 0, said
    assert said.count("documents:") == 1, said  # the advice is shown although nothing failed
    code, said = repo.through_hooks("push", "-q", "origin", "other")
    assert code == 1, said
    assert said.count(f"error[{MIXED}]") == 2
    assert "Failed" in said
    assert "Passed" in said


def test_the_schema_of_changed_files(estate: Make) -> None:
    repo = estate("lictool-schema")
    names = ["a b.yaml", 'it\'s "so".yaml', "new\nline.yaml", "ü日本.yml", "j.json", "*.yaml"]
    for number, name in enumerate(names):
        text = part("  {}\n", f"d{number}")
        repo.write(name, '{"a": 1}' if name.endswith("json") else text)
    for number in range(3_000):  # several batches
        repo.write(f"many/a-folder-with-a-rather-long-name/to-fill-the-line/{number:05d}.yaml", "a: 1\n")
    repo.write("broken.yaml", "{{ template }}\n")
    repo.git("add", "-A")
    code, said = repo.through_hooks("commit", "-qm", "fine")
    assert code == 0, said

    repo.stage("new\nline.yaml", part("  user: {}\n", "d2"))
    repo.stage("other.yaml", BAD)  # a rule would be against it, the schema is not
    code, said = repo.through_hooks("commit", "-qm", "not fine")
    assert code == 1, said
    assert "manifest-schema" in said
    assert MIXED not in said


def test_the_schema_only_of_what_the_project_takes_in(estate: Make) -> None:
    repo = estate("lictool-schema")
    repo.stage("lictool.yaml", "apiVersion: lictool/v1\nkind: Project\nmanifests: [estate, '!estate/fixtures']\n")
    repo.stage("estate/fixtures/bad.yaml", part("  user: {}\n"))
    repo.stage("elsewhere.yaml", part("  user: {}\n"))
    code, said = repo.through_hooks("commit", "-qm", "fine")
    assert code == 0, said
    repo.stage("estate/bad.yaml", part("  user: {}\n"))
    code, said = repo.through_hooks("commit", "-qm", "not fine")
    assert code == 1, said
    repo.git("rm", "-qf", "estate/bad.yaml")
    repo.stage("lictool.yaml", "apiVersion: lictool/v1\nkind: Project\nmanifest: [estate]\n")
    code, said = repo.through_hooks("commit", "-qm", "not fine")
    assert code == 1, said
    assert "lictool.yaml:3:1: error: " in said


def test_examples_of_own_policies(estate: Make) -> None:
    repo = estate("lictool-test")
    repo.stage("notes.yaml", "a: 1\n")
    code, said = repo.through_hooks("commit", "-qm", "no policy")
    assert (code, "Skipped" in said) == (0, True), said
    repo.write("lictool.yaml", "apiVersion: lictool/v1\nkind: Project\npolicies: [policies/own]\n")
    own(repo.home / "policies" / "own")
    repo.git("add", "-A")
    code, said = repo.through_hooks("commit", "-qm", "policy")
    assert code == 0, said
    assert "Passed" in said
    repo.stage("policies/own/too-many.yaml", OWN["too-many.yaml"].replace("authorized: 10}", "authorized: 8}"))
    code, said = repo.through_hooks("commit", "-qm", "worse policy")
    assert code == 1, said
    assert "too-many" in said
