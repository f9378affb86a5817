"""What was asked of the knowledge base, for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.phrases import sayer
from lictool.reporters.escaping import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lictool.knowledge import Coverage, Dependents, Hit, Verification

_NEW = 80
"""Characters of a new passage that are shown."""
_WORDS = {
    "none": {"en": "no entry holds all of these words", "ja": "すべての語を含む項目はありません"},
    "outcome": {"en": "{outcome} {count}", "ja": "{outcome} {count}"},
    "no-rule": {"en": "no rule", "ja": "ルールなし"},
    "not-enforced": {
        "en": "fault: the status is `{status}`, but no rule cites the entry",
        "ja": "不整合: 状態は `{status}` ですが、この項目を引用するルールがありません",
    },
    "enforced": {
        "en": "fault: the status is `{status}`, but rules cite the entry",
        "ja": "不整合: 状態は `{status}` ですが、この項目を引用するルールがあります",
    },
    "entries": {
        "en": "entries: {total} ({enforced} enforced, {partly} partly, {informational} informational); faults: {faults}",
        "ja": "項目: {total}（enforced {enforced}、partly {partly}、informational {informational}）、不整合: {faults}",
    },
    "changed": {"en": "changed", "ja": "変更"},
    "vanished": {"en": "vanished", "ja": "消失"},
    "new": {"en": "new", "ja": "新規"},
    "rules": {"en": "rules that cite it", "ja": "引用しているルール"},
    "cells": {"en": "tables and parameters that cite it", "ja": "引用している表とパラメーター"},
    "readers": {"en": "rules that read those", "ja": "それらを参照するルール"},
    "related": {"en": "entries that refer to it", "ja": "関連項目"},
    "passages": {
        "en": "{label}: {unchanged} passages unchanged, {changed} changed, {vanished} vanished, {new} new;"
        " rules to read again: {rules}",
        "ja": "{label}: 変更なし {unchanged}、変更 {changed}、消失 {vanished}、新規 {new}。再確認が必要なルール: {rules}",
    },
}
_say = sayer(_WORDS)


def render_search(hits: Sequence[Hit], language: str) -> str:
    """Give each entry that was found: name, status, title, and the sentence with the words."""
    lines = []
    for hit in hits:
        data = hit.policy.knowledge[hit.name].data
        lines.append(f"{hit.name:<4}  {data['status']:<13}  {data['title'][language]}")
        if hit.excerpt:
            lines.append(f"      {hit.excerpt}")
    return _lines(lines or [_say("none", language)])


def render_coverage(entries: Sequence[Coverage], language: str) -> str:
    """Give each entry with its status, the rules that cite it and the outcomes that their examples show, and the counts."""
    lines = []
    for entry in entries:
        title = entry.policy.knowledge[entry.name].data["title"][language]
        lines.append(f"{entry.name:<4}  {entry.status:<13}  {title}")
        lines += [f"      {name}: {_outcomes(counts, language)}" for name, counts in entry.rules.items()]
        if not entry.rules:
            lines.append(f"      {_say('no-rule', language)}")
        if entry.fault:
            lines.append(f"      {_say(entry.fault, language, status=entry.status)}")
    statuses = [entry.status for entry in entries]
    counts = {status: statuses.count(status) for status in ("enforced", "partly", "informational")}
    faults = sum(bool(entry.fault) for entry in entries)
    lines += ["", _say("entries", language, total=len(entries), faults=faults, **counts)]
    return _lines(lines)


def _outcomes(counts: Mapping[str, int], language: str) -> str:
    return ", ".join(
        _say("outcome", language, outcome=outcome, count=counts[outcome])
        for outcome in ("pass", "violation", "unknown", "not-applicable")
        if counts.get(outcome)
    )


def render_verification(verifications: Sequence[Verification], language: str) -> str:
    """Give what changed, vanished and is new, with all that stands on it, and the counts."""
    lines = []
    for verification in verifications:
        for kind in ("changed", "vanished"):
            for name in getattr(verification, kind):
                title = verification.policy.knowledge[name].data["title"][language]
                lines.append(f"{_say(kind, language)}: {name}  {title}")
                lines += _dependents(verification.dependents[name], language)
        lines += [f"{_say('new', language)}: {text[:_NEW]}{'…' * (len(text) > _NEW)}" for text in verification.new]
        reference = verification.policy.data["reference"]
        rules = {rule for one in verification.dependents.values() for rule in (*one.rules, *one.readers)}
        counts = {key: len(getattr(verification, key)) for key in ("unchanged", "changed", "vanished", "new")}
        label = reference["sources"][verification.source]["label"]
        lines.append(_say("passages", language, label=label, rules=len(rules), **counts))
    return _lines(lines)


def _dependents(found: Dependents, language: str) -> list[str]:
    groups = {"rules": found.rules, "cells": found.cells, "readers": found.readers, "related": found.entries}
    return [f"  {_say(key, language)}: {', '.join(names)}" for key, names in groups.items() if names]


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{one_line(line)}\n" for line in lines)
