"""The README's examples are what lictool really prints, and its commands are those that the checks run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lictool.bundle import load
from lictool.resources import folder
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.conftest import Ran

README = ROOT / "README.md"
CUT = "[{count} more findings]"
NUMBERS = re.compile(r"<!-- numbers -->(.*?)<!-- /numbers -->", re.DOTALL)
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


def test_the_numbers_are_right(request: pytest.FixtureRequest) -> None:
    policies = load(folder("policies"))
    rules = [rule.data for policy in policies for rule in policy.rules.values()]
    cases = sum((case / "args").is_file() for case in (ROOT / "tests" / "cases").iterdir())
    real = (
        f"{len(rules)} rules with {sum(len(rule['examples']) for rule in rules):,} examples,"
        f" {sum(len(policy.knowledge) for policy in policies)} entries of what Cisco says, in English and Japanese, and"
        f" {cases} cases with all that is printed"
    )
    text = README.read_text("utf-8")
    (shown,) = NUMBERS.findall(text)
    if request.config.getoption("--update"):
        README.write_text(text.replace(f">{shown}<", f">{real}<"), "utf-8")
    else:
        assert shown == real


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = next(line.strip() for line in README.read_text("utf-8").splitlines() if "-m tests" in line)
    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
