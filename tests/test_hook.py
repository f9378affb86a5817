"""lictool as a pre-commit hook of another repository: real git, real pre-commit, installed from this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

GOOD = (ROOT / "examples" / "compliant" / "headends.yaml").parent
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    """Run git with an identity of its own and no configuration from outside."""
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.com",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.com",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        environment.pop(name, None)
    return subprocess.run(["git", *argv], cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Commit what an installation needs of this checkout to a repository of its own; give it and the revision."""
    home = tmp_path_factory.mktemp("lictool")
    for name in ("lictool", "schemas", "policies"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, home / name)
    git(home, "init", "-q", "-b", "main")
    git(home, "add", ".")
    assert git(home, "commit", "-qm", "lictool").returncode == 0
    return home, git(home, "rev-parse", "HEAD").stdout.strip()


@pytest.fixture(scope="session")
def estate(hook_repository: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository that uses the hook, with a compliant estate committed through it."""
    home = tmp_path_factory.mktemp("estate")
    hooks = {"repo": str(hook_repository[0]), "rev": hook_repository[1], "hooks": [{"id": "lictool"}]}
    (home / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [hooks]}))
    shutil.copytree(GOOD, home / "estate")
    git(home, "init", "-q", "-b", "main")
    installed = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install", "--install-hooks"],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PRE_COMMIT_HOME": str(home.parent / "pre-commit-home"), "GIT_CONFIG_GLOBAL": os.devnull},
    )
    if installed.returncode and "Could not find a version" in installed.stdout + installed.stderr:
        pytest.skip("the hook's dependencies cannot be installed here: no package index")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return home


def _commit(estate: Path, monkeypatch: pytest.MonkeyPatch) -> subprocess.CompletedProcess[str]:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(estate.parent / "pre-commit-home"))
    git(estate, "add", ".")
    return git(estate, "commit", "-m", "change")


def test_the_hook_passes_a_good_estate_and_blocks_a_bad_one(estate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = _commit(estate, monkeypatch)
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Passed" in good.stderr + good.stdout

    bad = estate / "estate" / "more.yaml"
    bad.write_text(
        "apiVersion: lictool/v1\n"
        "kind: SecureClientDeployment\n"
        "metadata: {name: annex}\n"
        "spec:\n"
        "  headends:\n"
        "    - {name: fw-9, vendor: cisco, platform: asa-5500-x, installed: [vpn-only, apex], essentialsEnabled: false}\n"
    )
    blocked = _commit(estate, monkeypatch)
    said = blocked.stdout + blocked.stderr
    assert blocked.returncode == 1, said
    assert "estate/more.yaml:6:" in said
    assert "error[vpn-only-shares-hardware-with-plus-or-apex]" in said
    assert "FAQ Q25" in said
    assert git(estate, "log", "--oneline").stdout.count("\n") == 1

    bad.unlink()
    assert "nothing to commit" in _commit(estate, monkeypatch).stdout
