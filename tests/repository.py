"""Real git repositories for tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTSIDE = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "PRE_COMMIT_FROM_REF", "PRE_COMMIT_TO_REF")
"""Variables that would say where tests look, were they run by a hook themselves."""
IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.com",
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
}
"""An identity of its own and no configuration from outside."""


def git(folder: Path, *argv: str | bytes, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run git and give what it did."""
    environment = {**{k: v for k, v in os.environ.items() if k not in OUTSIDE}, **IDENTITY, **(env or {})}
    return subprocess.run(["git", *argv], cwd=folder, env=environment, capture_output=True, text=True, check=False)


class Repository:
    """A repository with a work tree."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *argv: str | bytes) -> str:
        """Run git, which must succeed, and give what it prints."""
        ran = git(self.home, *argv)
        assert ran.returncode == 0, (argv, ran.stdout + ran.stderr)
        return ran.stdout

    def write(self, name: str, text: str) -> Path:
        """Write a file of the work tree."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def stage(self, name: str, text: str) -> None:
        """Write a file and stage it."""
        self.write(name, text)
        self.git("add", "--", name)

    def commit_unchecked(self, **files: str) -> str:
        """Commit as `commit` does, past all hooks."""
        return self.commit("--no-verify", **files)

    def commit(self, *options: str, **files: str) -> str:
        """Stage files by name, commit everything in the work tree and give the commit."""
        for name, text in files.items():
            self.write(name, text)
        self.git("add", "-A")
        self.git("commit", "-qm", "change", "--allow-empty", *options)
        return self.git("rev-parse", "HEAD").strip()


def part(body: str, name: str = "a") -> str:
    """Give a document of a deployment; body is what stands below `spec`, indented by two blanks."""
    return f"apiVersion: lictool/v1\nkind: SecureClientDeployment\nmetadata: {{name: {name}}}\nspec:\n{body}"


def headend(*installed: str, name: str = "fw-1") -> str:
    """Give a part with a headend."""
    return part(
        "  headends:\n"
        f"    - {{name: {name}, vendor: cisco, platform: asa-5500-x, remoteAccess: true, "
        f"installed: [{', '.join(installed)}], essentialsEnabled: false, serialNumber: J1}}\n"
    )


MIXED = "vpn-only-shares-hardware-with-plus-or-apex"
"""A rule that `headend("vpn-only", "apex")` violates, whatever else is there."""

_TEXT = "{en: Text, ja: 文}"
OWN = {
    "policy.yaml": f"title: {_TEXT}\n"
    f"sources:\n  book: {{title: {_TEXT}, label: BK, url: {{en: 'https://example.com', ja: 'https://example.com'}}}}\n"
    "parameters:\n"
    f"  most: {{type: int, unit: users, default: 9, ownChoice: true, description: {_TEXT}}}\n"
    f"  since: {{type: date, default: 2026-01-01, ownChoice: true, description: {_TEXT}}}\n"
    f"  given: {{type: int, unit: users, default: 1, description: {_TEXT}, citations: [B1]}}\n",
    "knowledge/B1.yaml": f"title: {_TEXT}\nanswer: {_TEXT}\nstatus: enforced\n",
    "too-many.yaml": f"title: {_TEXT}\nseverity: error\ncitations: [B1]\nwhy: {_TEXT}\nremediation: {_TEXT}\n"
    "when: has(deployment.users)\n"
    "assert: deployment.users.authorized <= parameters.most\n"
    "at: deployment.users.authorized\n"
    "message: {en: 'more than {{ parameters.most }}', ja: '{{ parameters.most }}を超えています'}\n"
    "examples:\n"
    "  - {name: few, outcome: pass, patch: {users: {authorized: 9}}}\n"
    "  - {name: many, outcome: violation, message: {en: more than 9 users}, at: users.authorized,"
    " patch: {users: {authorized: 10}}}\n"
    "  - {name: none, outcome: not-applicable, patch: {users: null}}\n",
}
"""The files of a policy of one rule."""


def own(folder: Path, **other: str) -> None:
    """Write the policy, some of its files with another content."""
    for name, text in (OWN | other).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
