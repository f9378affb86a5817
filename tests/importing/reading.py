"""What an import says, in a form that reads well in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lictool.importing.extraction import extracted
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from lictool.importing.facts import Extract, Item

SAMPLES = next(
    (up / "shared" / "samples" for up in ROOT.parents if (up / "shared" / "samples").is_dir()), ROOT / "none"
)
REASON = "the samples of real outputs (../shared/samples) are not here"


def sample(name: str) -> Path:
    """Give a sample of a real output; the test is skipped where there are none."""
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip(f"{name}: {REASON}")
    return path


def outputs(path: Path, kind: str = "auto") -> list[Extract]:
    """Read a file."""
    return list(extracted(kind, str(path), path.name))


def facts(extracts: list[Extract]) -> dict[str, Any]:
    """Give the facts by path; those of the headend that an output is of stand without the headend."""
    found: dict[str, Any] = {}
    for extract in extracts:
        for fact in extract.facts:
            path = ".".join(_step(step) for step in fact.path).removeprefix("headends.[].")
            if isinstance(fact.value, tuple) and path in found:
                found[path] += [one for one in fact.value if one not in found[path]]
            else:
                found[path] = list(fact.value) if isinstance(fact.value, tuple) else fact.value
    return found


def _step(step: str | Item) -> str:
    return step if isinstance(step, str) else f"[{step[0][1]}]"


def kinds(extracts: list[Extract]) -> list[str]:
    """Give the kinds of the outputs that were read, in their order."""
    return [extract.kind for extract in extracts if extract.kind]


def warned(extracts: list[Extract]) -> list[tuple[str, int]]:
    """Give the warnings with their lines."""
    return [(warning.key, warning.line) for extract in extracts for warning in extract.warnings]


def skipped(extracts: list[Extract]) -> set[int]:
    """Give the numbers of the lines that gave no fact."""
    stretches = (skip for extract in extracts for skip in extract.skipped)
    return {line for stretch in stretches for line in range(stretch.first, stretch.last + 1)}
