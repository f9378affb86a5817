"""A policy of one rule and one table, small enough to be read at a glance, for tests of what tests policies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lictool.policy import Policy, load_policies
from lictool.resources import schema_text
from lictool.shape import shape_of

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = json.loads(schema_text("manifest"))
SHAPE = shape_of(SCHEMA)
TEXTS = "{en: Text, ja: 文}"
POLICY = f"""\
title: {TEXTS}
sources:
  book: {{title: {TEXTS}, label: Book, url: {{en: "https://e.example/", ja: "https://j.example/"}}}}
parameters:
  notice: {{type: int, unit: days, default: 9, ownChoice: true, description: {TEXTS}}}
  firstDay: {{type: date, default: "2026-01-01", ownChoice: true, description: {TEXTS}}}
asOf: 2026-10-01
"""
ENTRY = f"title: {TEXTS}\nanswer: {TEXTS}\nstatus: enforced\n"
TABLE = f"""\
title: {TEXTS}
key: {{name: size}}
columns:
  limit: {{type: int, unit: users, description: {TEXTS}}}
  least: {{type: int, unit: users, description: {TEXTS}}}
  most: {{type: int, unit: users, description: {TEXTS}}}
  same: {{type: int, unit: users, description: {TEXTS}}}
  until: {{type: date, description: {TEXTS}}}
  known: {{type: bool, description: {TEXTS}}}
  sold: {{type: bool, description: {TEXTS}}}
  kept: {{type: bool, description: {TEXTS}}}
rows:
  - {{size: small, limit: 10, least: 1, most: 99, same: 10, until: "2026-12-31", known: true, sold: true, kept: false,
     citations: [Q1], confidence: faq}}
  - {{size: large, limit: 20, least: 1, most: 99, same: 20, until: "2026-12-31", sold: false,
     citations: [Q1], confidence: faq}}
"""
HEAD = f"""\
title: {TEXTS}
severity: error
citations: [Q1, Q2]
why: {TEXTS}
remediation: {TEXTS}
"""
MESSAGE = 'message: {en: "wrong", ja: "誤り"}\n'


def write(home: Path, rule: str, *, base: str = "", name: str = "tiny-rule") -> Path:
    """Write the policy with a rule, whose texts and citations are given; `base` is the base manifest in flow style."""
    for path, text in {
        "policy.yaml": POLICY + (f"base: {base}\n" if base else ""),
        "knowledge/Q1.yaml": ENTRY,
        "knowledge/Q2.yaml": ENTRY,
        "tables/sizes.yaml": TABLE,
        f"{name}.yaml": HEAD + ("" if "\nmessage:" in rule else MESSAGE) + rule,
    }.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text, encoding="utf-8")
    return home


def load(home: Path, rule: str, *, base: str = "") -> Policy:
    """Write the policy and load it."""
    (policy,) = load_policies(str(write(home / "tiny", rule, base=base)), "tiny", SCHEMA)
    return policy
