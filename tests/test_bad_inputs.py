"""Bad input of every kind, as a user meets it: the message, the place, the exit code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "data" / "bad_inputs.yaml").read_text("utf-8"))


def _bytes(content: str | dict[str, Any]) -> bytes:
    """Give the content of a file: text, or `{hex: …}`, `{repeat: …, times: …, before: …, after: …}`."""
    if isinstance(content, str):
        return content.encode()
    if "hex" in content:
        return bytes.fromhex(content["hex"])
    return str(content.get("before", "") + content["repeat"] * content["times"] + content.get("after", "")).encode()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_bad_input(case: dict[str, Any], tmp_path: Path, lictool: Callable[..., Ran]) -> None:
    for name, content in case.get("files", {}).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_bytes(content))
    ran = lictool(*case["args"], cwd=tmp_path)
    assert ran.code == case["exit"], ran
    said = (ran.err if case["exit"] == 2 else ran.out).replace("'", "")  # argparse quotes by the version of Python
    heads = [
        line for line in said.splitlines() if re.match(r"(\S[^:]*:\d+:\d+: |lictool: |usage: |lictool \w+: )", line)
    ]
    for expected in case["says"]:
        wanted = re.escape(expected.replace("'", "")).replace("…", ".*")
        assert any(re.fullmatch(wanted, head) for head in heads), said
    assert len(heads) == len(case["says"]), said
    assert "Traceback" not in ran.err


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 40
    assert len({case["name"] for case in CASES}) == len(CASES)
