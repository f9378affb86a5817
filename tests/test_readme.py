"""The README's examples are what lictool really prints, and its commands are those that the checks run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.conftest import Ran

README = ROOT / "README.md"
CUT = "[{count} more findings]"
BLOCK = re.compile(r"<!-- example -->\n```console\n\$ lictool ([^\n]*)\n(.*?)```\n<!-- /example -->", re.DOTALL)


def test_examples_are_real(lictool: Callable[..., Ran], request: pytest.FixtureRequest) -> None:
    text = README.read_text("utf-8")
    found = BLOCK.findall(text)
    assert found
    for line, shown in found:
        ran = lictool(*line.split(), cwd=ROOT)
        assert ran.err == ""
        blocks = ran.out.split("\n\n")
        real = "\n\n".join([*blocks[:2], CUT.format(count=len(blocks) - 3), blocks[-1]])
        if request.config.getoption("--update"):
            text = text.replace(f"$ lictool {line}\n{shown}```", f"$ lictool {line}\n{real}```")
            README.write_text(text, "utf-8")
        else:
            assert shown == real


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = next(line.strip() for line in README.read_text("utf-8").splitlines() if "-m tests" in line)
    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
