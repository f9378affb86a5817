"""Every folder of tests/cases: a command line, its inputs, and exactly what it prints and answers."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if (path / "args").is_file())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, lictool: Callable[..., Ran], request: pytest.FixtureRequest) -> None:
    ran = lictool(*shlex.split((case / "args").read_text()), cwd=case)
    if request.config.getoption("--update"):
        _write(case / "expected.txt", ran.out)
        _write(case / "expected.err", ran.err)
        (case / "exit").write_text(f"{ran.code}\n")
        return
    assert ran.out == _read(case / "expected.txt")
    assert ran.err == _read(case / "expected.err")
    assert ran.code == int((case / "exit").read_text())


def _write(path: Path, text: str) -> None:
    if text:
        path.write_text(text, encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
