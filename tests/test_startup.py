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
    "lictool.baseline",
    "lictool.position",
    "lictool.verdict",
    "lictool.waiver",
)


def test_a_clean_check_imports_little() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    code, *modules = ran.stderr.split()
    assert code == "0"
    assert [name for name in NEVER if name in modules] == []


PATTERNS = """
import re
compile_ = re.compile
from lictool.document import load
load("a.yaml", b"a: 1").documents
from yaml import SafeLoader, reader, resolver, safe_load
assert re.compile is compile_
made = [reader.Reader.NON_PRINTABLE, *(one for some in SafeLoader.yaml_implicit_resolvers.values() for _, one in some)]
print(any(isinstance(one, re.Pattern) or one._made for one in made))
print(safe_load("{a: 1.5, b: yes, c: 2026-01-01, d: ~, e: 0x10}"))
try:
    safe_load("a: \\0")
except reader.ReaderError as error:
    print(error.reason)
"""


def test_patterns_of_pyyaml_are_compiled_only_for_those_who_use_them() -> None:
    ran = subprocess.run([sys.executable, "-c", PATTERNS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == [
        "False",
        "{'a': 1.5, 'b': True, 'c': datetime.date(2026, 1, 1), 'd': None, 'e': 16}",
        "special characters are not allowed",
    ]
