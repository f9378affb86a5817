"""Pages for reading at a terminal: the rules, and the entries of the cited sources."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any

from lictool.account import account_of
from lictool.errors import Problem, UsageError
from lictool.expr.suggestion import hint, no_rule
from lictool.fields import meanings
from lictool.reporters.escaping import one_line
from lictool.resources import schema_text
from lictool.shape import shape_of
from lictool.wording_pages import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lictool.account import Account, Shown
    from lictool.policy import Policy

_WIDTH = 106
_PROSE = frozenset(("why", "needs", "fix", "not-enforced"))
"""Sections whose lines are sentences."""


def rule_list(policies: Sequence[Policy], language: str) -> str:
    """List the rules with severity, citations and title."""
    lines = []
    for policy in policies:
        lines.append(one_line(f"{policy.data['name']}: {policy.data['reference']['title'][language]}"))
        for name, authored in policy.rules.items():
            data = authored.data
            lines.append(f"  {data['severity']:<7}  {name}  [{', '.join(data['citations'])}]")
            lines.append(f"           {one_line(data['title'][language])}")
    return "\n".join(lines) + "\n"


def rule_page(policies: Sequence[Policy], name: str, language: str) -> str:
    """Show a rule: what its page holds. Raises UsageError if there is none of that name."""
    policy = _owner(policies, name, "rule", lambda p: p.rules)
    schema = json.loads(schema_text("manifest"))
    told = account_of(policy, name, language, shape_of(schema), meanings(schema, language))
    lines = [f"{told.name} ({told.severity})", one_line(told.title), one_line(told.policy), ""]
    lines += _section("why", told.why, language)
    lines += _section("applies", " ".join(told.subject).strip(), language)
    for key, text in (("variables", told.variables), ("when", told.when), ("assert", told.demand)):
        if text:
            lines += _section(key, text, language)
    if told.facts:
        lines += _section("reads", _rows((code, meaning) for code, meaning in told.facts), language)
    if told.tables:
        lines += _section("tables", "\n".join(told.tables), language)
    if told.parameters:
        stated = ((f"{parameter} = {value}", meaning) for parameter, value, meaning in told.parameters)
        lines += _section("parameters", _rows(stated), language)
    lines += _section("needs", _needs(told, language), language)
    for example in told.examples:
        lines += _example(example, language)
    if told.more:
        lines += _section("further", _rows(told.more), language)
    lines += _section("fix", told.remediation, language)
    lines += _section("sources", "\n".join(f"{s.label}: {s.title} <{s.address}>" for s in told.sources), language)
    return "\n".join(lines).rstrip() + "\n"


def _rows(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{name}: {text}" for name, text in pairs)


def _needs(told: Account, language: str) -> str:
    if not told.needs:
        return told.never
    return "\n".join([WORDS["needs-intro"][language], *(f"- {need}" for need in told.needs)])


def _example(example: Shown, language: str) -> list[str]:
    """Show an example; its YAML stays as it is, so that it can be copied."""
    beside = WORDS["deployments"][language]
    lines = [f"{WORDS['example'][language]}: {example.outcome}: {one_line(example.name)}"]
    lines += [f"    {one_line(f'{label} {stated}')}" for label, stated in example.conditions]
    for name, patch in example.patches:
        if name:
            lines.append(f"    {beside} {one_line(name)}")
        lines += [f"        {one_line(line)}" for line in patch.split("\n")]
    if example.message:
        lines.append(f"    > {one_line(example.message)}")
    return [*lines, ""]


def entry_list(policies: Sequence[Policy], language: str) -> str:
    """List the entries of the cited sources."""
    lines = []
    for policy in policies:
        for name, authored in policy.knowledge.items():
            lines.append(f"{name:<4}  {authored.data['status']:<13}  {one_line(authored.data['title'][language])}")
    return "\n".join(lines) + "\n"


def entry_page(policies: Sequence[Policy], name: str, language: str) -> str:
    """Show an entry of a cited source. Raises UsageError if there is none of that name."""
    policy = _owner(policies, name, "entry", lambda p: p.knowledge)
    data = policy.knowledge[name].data
    entry = policy.data["reference"]["entries"][name]
    source = policy.data["reference"]["sources"][entry["source"]]
    lines = [one_line(f"{source['label']} {name}: {data['title'][language]}")]
    lines += [one_line(entry.get("url", source["url"])[language]), ""]
    lines += [line for part in data["answer"][language].split("\n") for line in _folded(one_line(part), "")]
    lines.append("")
    if data.get("facts"):
        lines += _section("facts", "\n".join(f"{f['name']}: {_value(f['value'])}" for f in data["facts"]), language)
    if "readings" in data:
        lines += _section("readings", "\n".join(f"- {reading[language]}" for reading in data["readings"]), language)
    if "reason" in data:
        lines += _section("not-enforced", data["reason"][language], language)
    rules = [rule for rule, authored in policy.rules.items() if name in authored.data["citations"]]
    if rules:
        lines += _section("enforced-by", "\n".join(rules), language)
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
    listed = "; `lictool faq` lists the entries"
    fault = no_rule(name, known) if kind == "rule" else f"there is no entry `{name}`{hint(name, known) or listed}"
    raise UsageError(Problem(fault))


def _section(label: str, text: str, language: str) -> list[str]:
    head = WORDS[label][language].rstrip(":")
    hang = "" if label in _PROSE else "  "
    return [f"{head}:", *(f"    {line}" for part in text.split("\n") for line in _folded(one_line(part), hang)), ""]


def _folded(line: str, hang: str) -> list[str]:
    """Fold a line that is too long; one of an expression is wrapped already and keeps its indent."""
    if not line.isascii() or len(line) <= _WIDTH:
        return [line]
    return textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False, subsequent_indent=hang)


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
