"""The page of a rule: what it demands and why, what it reads, and its examples."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import yaml

from lictool.anatomy import children, parts_of
from lictool.expr import nodes
from lictool.markup import Markup, prose, render
from lictool.paging import home, named, other, place, say, words
from lictool.record import NamedTuple
from lictool.selftest import judge_example
from lictool.wording_pages import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lictool.expr.celtypes import Type
    from lictool.policy import Policy
    from lictool.shape import Shape

_SHOWN = ("violation", "violation", "unknown", "pass", "not-applicable")
"""Outcomes of the examples that a page shows in full: the first of each that says most."""


class Read(NamedTuple):
    """What the expressions of a rule read."""

    facts: tuple[tuple[str, str], ...]
    """Records and fields of the manifest."""
    tables: tuple[str, ...]
    parameters: tuple[str, ...]


def read_by(policy: Policy, name: str) -> Read:
    """Give what the expressions of a rule read, in the order of the text."""
    found: dict[tuple[str, str], None] = {}

    def walk(node: nodes.Node, types: Mapping[tuple[int, int], Type]) -> None:
        if isinstance(node, nodes.Has):
            node = node.select
        if isinstance(node, nodes.Select):
            walk(node.operand, types)
            type_ = types[node.operand.start, node.operand.end]
            if type_.kind == "object":
                found[type_.name, node.field] = None
            return
        for child in children(node):
            walk(child, types)

    for part in parts_of(policy, name):
        walk(part.root, part.types)
    return Read(
        tuple(pair for pair in found if pair[0] not in ("tables", "parameters") and not pair[0].startswith("row of ")),
        tuple(field for record, field in found if record == "tables"),
        tuple(field for record, field in found if record == "parameters"),
    )


def rule_page(
    policy: Policy, name: str, language: str, shape: Shape, meanings: Mapping[tuple[str, str], str]
) -> tuple[str, str]:
    """Give path and text of the page of a rule."""
    authored = policy.rules[name]
    data = authored.data
    path = place(policy, authored)
    up = "../" * path.count("/")
    compiled = next(rule for rule in policy.data["rules"] if rule["name"] == name)
    read = read_by(policy, name)
    shown, more = _chosen(data["examples"])
    judged = [_judged(policy, compiled, example, shape, language) for example in shown]
    first = next((j for j, example in zip(judged, shown, strict=True) if example["outcome"] == "violation"), None)
    parameters = policy.authored.data.get("parameters", {})
    waivable = data.get("waivable", True)
    values = words(
        language,
        title=data["title"][language],
        name=name,
        severity=WORDS[data["severity"]][language],
        not_waivable="" if waivable else Markup(f" ({WORDS['not-waivable'][language]})"),
        policy=policy.data["reference"]["title"][language],
        other_page=named(name, other(language)),
        why=data["why"][language],
        subject=_subject(data, language),
        variables="\n".join(_wrapped(f"{key} = {text}") for key, text in data.get("variables", {}).items()),
        when=_wrapped(data.get("when", "")),
        demand=_wrapped(data["assert"]),
        facts=[
            (f"{record}.{field}", meanings[record, field])
            for record, field in read.facts
            if (record, field) in meanings
        ],
        tables=[(table, f"{up}tables/{table}.yaml") for table in read.tables],
        parameters=[
            (p, parameters[p].get("default", WORDS["unset"][language]), parameters[p]["description"][language])
            for p in read.parameters
        ],
        needs=[] if "neverUnknown" in data else compiled["needs"],
        examples_intro=say("examples-intro", language, policy=f"{up}policy.yaml"),
        examples=[_example(e, j, language) for e, j in zip(shown, judged, strict=True)],
        more_intro=say("more", language, rule=f"{name}.yaml"),
        more=[(Markup(WORDS[example["outcome"]][language]), example["name"]) for example in more],
        is_filled_in=first is not None and "{{" in data["remediation"][language],
        remediation=first[1] if first else data["remediation"][language],
        sources=[_source(policy, entry, up, language) for entry in data["citations"]],
        offline=say("offline", language, rule=name),
    )
    return f"{home(policy)}{named(path, language)}", render("rule.md", values)


def _chosen(examples: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Choose the examples to show in full; give them and the others."""
    left = list(examples)
    shown = []
    for outcome in _SHOWN:
        fitting = [example for example in left if example["outcome"] == outcome]
        # One that says something more than the base manifest does shows more.
        best = next((example for example in fitting if example.get("patch")), fitting[0] if fitting else None)
        if best is not None:
            left.remove(best)
            shown.append(best)
    return shown, left


def _judged(
    policy: Policy, rule: dict[str, Any], example: dict[str, Any], shape: Shape, language: str
) -> tuple[str, str]:
    """Give message and remediation of the first finding, empty if there is none."""
    findings = judge_example(policy, rule, example, shape, language).findings
    return (findings[0].finding.message, findings[0].finding.remediation) if findings else ("", "")


def _example(example: dict[str, Any], judged: tuple[str, str], language: str) -> dict[str, object]:
    conditions = []
    if "asOf" in example:
        conditions.append(Markup(f"{WORDS['as-of'][language]} {example['asOf']}"))
    if "parameters" in example:
        stated = ", ".join(f"{name} = {value}" for name, value in example["parameters"].items())
        conditions.append(Markup(f"{WORDS['set'][language]} {prose(stated)}"))
    patches = [("", _yaml(example.get("patch", {})))]
    for name, patch in example.get("deployments", {}).items():
        patches.append((Markup(f"{WORDS['deployments'][language]} {prose(name)}"), _yaml(patch)))
    return {
        "outcome": Markup(WORDS[example["outcome"]][language]),
        "name": example["name"],
        "conditions": conditions,
        "patches": patches,
        "message": judged[0],
    }


def _wrapped(expression: str) -> str:
    return textwrap.fill(
        expression.strip(), 100, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def _yaml(patch: object) -> str:
    return str(yaml.safe_dump(patch, allow_unicode=True, sort_keys=False, width=100))


def _subject(data: dict[str, Any], language: str) -> Markup:
    scope = data.get("for", "deployment")
    if scope in ("deployment", "portfolio"):
        return Markup(WORDS[scope][language])
    names = data.get("as", [])
    called = ", ".join(f"`{name}`" for name in ([names] if isinstance(names, str) else names))
    return Markup(
        f"{WORDS['each' if called else 'record'][language]} `{scope}`"
        + (f" ({WORDS['called'][language]} {called})" if called else "")
    )


def _source(policy: Policy, entry: str, up: str, language: str) -> tuple[str, ...]:
    reference = policy.data["reference"]
    known = reference["entries"][entry]
    source = reference["sources"][known["source"]]
    address = known.get("url", source["url"])[language]
    page = f"{up}knowledge/{named(entry, language)}"
    return f"{source['label']} {entry}", page, known["title"][language], source["title"][language], address
