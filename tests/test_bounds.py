"""Hostile policies and manifests: verdicts, places and messages end in bounded time and memory."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from lictool.bundle import Bundle
from lictool.evaluation import Options
from lictool.pipeline import check
from tests.tiny import SHAPE, load

if TYPE_CHECKING:
    from pathlib import Path

    from lictool.report import Report

HEAD = "for: deployment.headends\nas: h\nwhen: has(deployment.clients)\n"
EXAMPLES = """\
examples:
  - {name: one, outcome: pass, patch: {}}
  - {name: two, outcome: violation, patch: {}}
"""
TEXT = "deployment.clients.map(a, deployment.clients.map(b, deployment.clients.map(c, 'xyz').join()).join()).join()"


def nested(macro: str) -> str:
    """Give an assertion over all quadruples of clients."""
    inner = "d.product == 'third-party' || a.product == h.name"
    for name in "dcba":
        inner = f"deployment.clients.{macro}({name}, {inner})"
    return f'assert: "{inner}"\n'


def variables() -> str:
    """Give variables each of which reads the one before three times."""
    lines = [f'  v{n}: "v{n - 1} - v{n - 1} + v{n - 1}"' for n in range(1, 28)]
    return "\n".join(["variables:", '  v0: "h.name.size()"', *lines, 'assert: "v27 == 100"', ""])


def judged(home: Path, rule: str, *, headends: int = 100, clients: int = 30) -> Report:
    """Judge an estate by one rule."""
    spec = {
        "clients": [
            {
                "platform": "windows",
                "product": "secure-client",
                "version": f"5.1.{n}.0",
                "devices": 1,
                "source": "portal",
            }
            for n in range(clients)
        ],
        "headends": [{"name": f"h{n}"} for n in range(headends)],
    }
    manifest = {"apiVersion": "lictool/v1", "kind": "SecureClientDeployment", "metadata": {"name": "x"}, "spec": spec}
    policy = load(home, HEAD + rule + EXAMPLES)
    return check([("m.json", json.dumps(manifest).encode())], Bundle([policy.data], SHAPE, ""), Options("2026-10-01"))


def places(report: Report) -> Counter[str]:
    """Count findings by outcome and the list in which their place is."""
    found = (located.finding for located in report.findings)
    return Counter(f"{finding.outcome} {finding.spot.where.path[1]}" for finding in found)


@pytest.mark.parametrize("rule", [nested("all"), nested("exists"), variables()], ids=["all", "exists", "variables"])
def test_explaining_a_run_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    monkeypatch.setattr("lictool.evaluation.EXPLAINING", 1_000_000)
    monkeypatch.setattr("lictool.evaluation.ITERATIONS_A_RULE", 1_000_000)
    start = time.process_time()
    report = judged(tmp_path, rule)
    assert len(report.findings) == 100
    assert time.process_time() - start < 20


def test_what_is_beyond_the_bound_is_judged_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While there is something left the elements are found; then the list; at last the subject stands for all."""
    monkeypatch.setattr("lictool.evaluation.EXPLAINING", 150_000)
    rule = 'assert: "deployment.clients.all(c, c.product == h.name)"\n'
    found = places(judged(tmp_path, rule, clients=200))
    assert found["violation clients"] > 2
    assert found["violation headends"] > 2
    assert found.total() == 100


def test_a_message_takes_no_more_than_its_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lictool.evaluation.EXPLAINING", 1_000_000)
    rule = f'assert: "h.name == \'x\'"\nmessage: {{en: "{{{{ {TEXT} }}}}!", ja: "{{{{ h.name }}}}"}}\n'
    small = judged(tmp_path / "a", rule, headends=3, clients=10)
    assert {located.finding.message for located in small.findings} == {"xyz" * 1000 + "!"}
    tracemalloc.start()
    report = judged(tmp_path / "b", rule, clients=60)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert {located.finding.message for located in report.findings} == {"…!"}
    assert peak < 50_000_000
