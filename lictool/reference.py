"""Pages for reading at a terminal: the rules, and the entries of the cited sources."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from lictool.errors import Problem, UsageError
from lictool.expr.suggestion import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lictool.policy import Policy

_LABELS = {
    "why": {"en": "Why", "ja": "理由"},
    "for": {"en": "Asked about", "ja": "対象"},
    "when": {"en": "Applies when", "ja": "適用条件"},
    "assert": {"en": "Demands", "ja": "要件"},
    "variables": {"en": "Where", "ja": "ここで"},
    "needs": {"en": "Unknown without", "ja": "ないと判定できない事実"},
    "fix": {"en": "How to put it right", "ja": "対処"},
    "sources": {"en": "Sources", "ja": "出典"},
    "examples": {"en": "Examples", "ja": "例"},
    "rules": {"en": "Enforced by", "ja": "適用するルール"},
    "related": {"en": "See also", "ja": "関連項目"},
    "readings": {"en": "How lictool reads it", "ja": "lictool の解釈"},
    "facts": {"en": "Facts", "ja": "事実"},
    "not-enforced": {"en": "Not enforced, or not wholly", "ja": "ルール化していない点"},
    "waivable": {"en": "cannot be waived", "ja": "例外を認めません"},
}


def rule_list(policies: Sequence[Policy], language: str) -> str:
    """List the rules with severity, citations and title."""
    lines = []
    for policy in policies:
        lines.append(f"{policy.data['name']}: {policy.data['reference']['title'][language]}")
        for name, authored in policy.rules.items():
            data = authored.data
            lines.append(f"  {data['severity']:<7}  {name}  [{', '.join(data['citations'])}]")
            lines.append(f"           {data['title'][language]}")
    return "\n".join(lines) + "\n"


def rule_page(policies: Sequence[Policy], name: str, language: str) -> str:
    """Show a rule. Raises UsageError if there is none of that name."""
    policy = _owner(policies, name, "rule", lambda p: p.rules)
    data = policy.rules[name].data
    compiled = next(rule for rule in policy.data["rules"] if rule["name"] == name)
    extra = "" if data.get("waivable", True) else f", {_LABELS['waivable'][language]}"
    lines = [f"{name} ({data['severity']}{extra})", data["title"][language], ""]
    lines += _section("why", data["why"][language], language)
    if data.get("for"):
        names = data.get("as", "")
        named = names if isinstance(names, str) else ", ".join(names)
        lines += _section("for", data["for"] + (f" ({named})" if named else ""), language)
    if data.get("variables"):
        lines += _section("variables", "\n".join(f"{k} = {v.strip()}" for k, v in data["variables"].items()), language)
    for key in ("when", "assert"):
        if key in data:
            lines += _section(key, data[key].strip(), language)
    if compiled["needs"] and "neverUnknown" not in data:
        lines += _section("needs", "\n".join(compiled["needs"]), language)
    lines += _section("fix", data["remediation"][language], language)
    lines += _section("sources", "\n".join(_cited(policy, entry, language) for entry in data["citations"]), language)
    lines += _section("examples", "\n".join(f"{e['outcome']:<14}  {e['name']}" for e in data["examples"]), language)
    return "\n".join(lines).rstrip() + "\n"


def entry_list(policies: Sequence[Policy], language: str) -> str:
    """List the entries of the cited sources."""
    lines = []
    for policy in policies:
        for name, authored in policy.knowledge.items():
            lines.append(f"{name:<4}  {authored.data['status']:<13}  {authored.data['title'][language]}")
    return "\n".join(lines) + "\n"


def entry_page(policies: Sequence[Policy], name: str, language: str) -> str:
    """Show an entry of a cited source. Raises UsageError if there is none of that name."""
    policy = _owner(policies, name, "entry", lambda p: p.knowledge)
    data = policy.knowledge[name].data
    entry = policy.data["reference"]["entries"][name]
    source = policy.data["reference"]["sources"][entry["source"]]
    lines = [f"{source['label']} {name}: {data['title'][language]}", entry.get("url", source["url"])[language], ""]
    lines += [textwrap.fill(part, 110) if language == "en" else part for part in data["answer"][language].split("\n")]
    lines.append("")
    if data.get("facts"):
        lines += _section("facts", "\n".join(f"{f['name']}: {_value(f['value'])}" for f in data["facts"]), language)
    if "readings" in data:
        lines += _section("readings", "\n".join(f"- {reading[language]}" for reading in data["readings"]), language)
    if "reason" in data:
        lines += _section("not-enforced", data["reason"][language], language)
    rules = [rule for rule, authored in policy.rules.items() if name in authored.data["citations"]]
    if rules:
        lines += _section("rules", "\n".join(rules), language)
    if data.get("related"):
        related = (
            f"{other}: {policy.data['reference']['entries'][other]['title'][language]}" for other in data["related"]
        )
        lines += _section("related", "\n".join(related), language)
    return "\n".join(lines).rstrip() + "\n"


def _owner(policies: Sequence[Policy], name: str, kind: str, things: Any) -> Policy:
    for policy in policies:
        if name in things(policy):
            return policy
    known: Iterable[str] = [thing for policy in policies for thing in things(policy)]
    near = nearest(name, known)
    raise UsageError(Problem(f"there is no {kind} `{name}`" + (f"; did you mean `{near}`?" if near else "")))


def _section(label: str, text: str, language: str) -> list[str]:
    body = [
        line
        for part in text.split("\n")
        for line in (
            textwrap.wrap(part, 106, break_long_words=False, break_on_hyphens=False) if part.isascii() else [part]
        )
    ]
    return [f"{_LABELS[label][language]}:", *(f"    {line}" for line in body), ""]


def _cited(policy: Policy, entry: str, language: str) -> str:
    known = policy.data["reference"]["entries"][entry]
    source = policy.data["reference"]["sources"][known["source"]]
    return f"{source['label']} {entry}: {known['title'][language]} <{known.get('url', source['url'])[language]}>"


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
