"""Options and helpers of all tests."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from lictool.cli import main
from tests.repository import IDENTITY, OUTSIDE, Repository

if TYPE_CHECKING:
    from collections.abc import Callable

# How long a machine takes says nothing about what is tested.
settings.register_profile("lictool", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lictool")

ROOT = Path(__file__).resolve().parent.parent


class Ran(NamedTuple):
    """What a command line did."""

    code: int
    out: str
    err: str


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to rewrite the expected outputs of tests/cases, and to look longer where inputs are made at random."""
    parser.addoption("--update", action="store_true", help="rewrite the expected outputs of tests/cases")
    parser.addoption("--oracle-long", action="store_true", help="compare 15,000 expressions with Google's engine")
    parser.addoption("--oracle-seed", type=int, default=0, help="compare others of them: which, a number says")
    parser.addoption("--properties-long", action="store_true", help="delete every optional key of every example")


@pytest.fixture
def lictool(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run a command line in this process, in a folder, without colours from the environment."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "120")  # argparse breaks lines by it

    def run(*argv: str, cwd: Path | str | None = None) -> Ran:
        here = os.getcwd()
        os.chdir(cwd or here)
        try:
            code = main(argv)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        finally:
            os.chdir(here)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Make a real repository that nothing outside has a say in."""
    for name in OUTSIDE:
        monkeypatch.delenv(name, raising=False)
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Repository(tmp_path / "repo")
