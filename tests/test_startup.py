"""What a clean check imports: every module here would be paid for at each commit of every user."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT

PROGRAM = """
import sys
from lictool.cli import main
code = main(["check", "--as-of", "2026-10-01", "examples/compliant"])
print(code, *sorted(sys.modules), file=sys.stderr)
"""
NEVER = (
    "argparse",
    "asyncio",
    "dataclasses",
    "difflib",
    "hashlib",
    "importlib.metadata",
    "inspect",
    "jinja2",
    "json",
    "jsonschema",
    "logging",
    "pathlib",
    "subprocess",
    "lictool._bundle_words",
    "lictool.expr.checker",
    "lictool.expr.explainer",
    "lictool.expr.parser",
    "lictool.policy",
    "lictool.verdict",
)


def test_a_clean_check_imports_little() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    code, *modules = ran.stderr.split()
    assert code == "0"
    assert [name for name in NEVER if name in modules] == []
