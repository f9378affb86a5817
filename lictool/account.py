"""What is told of a rule, in one language: the same on its page and at a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import yaml

from lictool.anatomy import children, parts_of
from lictool.expr import nodes
from lictool.record import NamedTuple
from lictool.selftest import judge_example
from lictool.wording_pages import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lictool.expr.celtypes import Type
    from lictool.policy import Policy
    from lictool.shape import Shape

    Meanings = Mapping[tuple[str, str], str]
    """What the manifest schema says of the fields, by record and name."""

_SHOWN = ("violation", "violation", "unknown", "pass", "not-applicable")
"""Outcomes of the examples that are shown in full: the first of each that says most."""
_FOUND = ("violation", "unknown")
"""Outcomes that give a finding."""


class Read(NamedTuple):
    """What the expressions of a rule read."""

    facts: tuple[tuple[str, str], ...]
    """Records and fields of the manifest."""
    tables: tuple[str, ...]
    parameters: tuple[str, ...]


class Shown(NamedTuple):
    """An example that is shown in full."""

    outcome: str
    name: str
    conditions: tuple[tuple[str, str], ...]
    """What else holds: a label and what it says."""
    patches: tuple[tuple[str, str], ...]
    """The deployment, empty for the one in question, and what it changes of the base manifest, in YAML."""
    message: str
    """What lictool reports of it, empty where that is nothing."""


class Cited(NamedTuple):
    """A citation."""

    entry: str
    label: str
    """Short name of the source and the entry's."""
    title: str
    source: str
    address: str


class Account(NamedTuple):
    """A rule in one language; expressions are wrapped for reading."""

    name: str
    title: str
    severity: str
    policy: str
    why: str
    subject: tuple[str, str]
    """What the rule is asked about: a sentence, and the path with the names that expressions have for it."""
    variables: str
    when: str
    demand: str
    facts: tuple[tuple[str, str], ...]
    """What it reads, and what the manifest schema says of that."""
    tables: tuple[str, ...]
    parameters: tuple[tuple[str, str, str], ...]
    """Name, value and meaning."""
    needs: tuple[str, ...]
    """Facts without which the outcome may be unknown, as the checker found them."""
    never: str
    """What to say where there are none."""
    examples: tuple[Shown, ...]
    more: tuple[tuple[str, str], ...]
    """Outcome and name of the examples that are not shown in full."""
    remediation: str
    is_filled_in: bool
    """Whether the remediation is that of the first violation shown."""
    sources: tuple[Cited, ...]


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


def account_of(policy: Policy, name: str, language: str, shape: Shape, meanings: Meanings) -> Account:
    """Give what is told of a rule; its examples are judged for what lictool reports of them."""
    data = policy.rules[name].data
    compiled = next(rule for rule in policy.data["rules"] if rule["name"] == name)
    read = read_by(policy, name)
    shown, more = _chosen(data["examples"])
    judged = [_judged(policy, compiled, example, shape, language) for example in shown]
    remedy = next((fix for _, fix in judged if fix), "") if "{{" in data["remediation"][language] else ""
    severity = WORDS[data["severity"]][language]
    return Account(
        name=name,
        title=data["title"][language],
        severity=severity if data.get("waivable", True) else f"{severity} ({WORDS['not-waivable'][language]})",
        policy=policy.data["reference"]["title"][language],
        why=data["why"][language],
        subject=_subject(data, language),
        variables="\n".join(_wrapped(f"{key} = {text}") for key, text in data.get("variables", {}).items()),
        when=_wrapped(data.get("when", "")),
        demand=_wrapped(data["assert"]),
        facts=tuple((f"{r}.{f}", meanings[r, f]) for r, f in read.facts if (r, f) in meanings),
        tables=read.tables,
        parameters=tuple(_parameters(policy, read.parameters, language)),
        needs=() if "neverUnknown" in data else tuple(compiled["needs"]),
        never=_never(data, language),
        examples=tuple(_example(e, said, language) for e, (said, _) in zip(shown, judged, strict=True)),
        more=tuple((WORDS[example["outcome"]][language], example["name"]) for example in more),
        remediation=remedy or data["remediation"][language],
        is_filled_in=bool(remedy),
        sources=tuple(_cited(policy, entry, language) for entry in data["citations"]),
    )


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
    if example["outcome"] not in _FOUND:
        return "", ""
    findings = judge_example(policy, rule, example, shape, language).findings
    if not findings:
        return "", ""
    is_violation = example["outcome"] == "violation"
    return findings[0].finding.message, findings[0].finding.remediation if is_violation else ""


def _example(example: dict[str, Any], message: str, language: str) -> Shown:
    conditions = []
    if "asOf" in example:
        conditions.append((WORDS["as-of"][language], str(example["asOf"])))
    if "parameters" in example:
        stated = ", ".join(f"{name} = {value}" for name, value in example["parameters"].items())
        conditions.append((WORDS["set"][language], stated))
    patches = {"": example.get("patch", {}), **example.get("deployments", {})}
    return Shown(
        WORDS[example["outcome"]][language],
        example["name"],
        tuple(conditions),
        tuple((name, _yaml(patch)) for name, patch in patches.items()),
        message,
    )


def _wrapped(expression: str) -> str:
    return textwrap.fill(
        " ".join(expression.split()), 100, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def _yaml(patch: object) -> str:
    return str(yaml.safe_dump(patch, allow_unicode=True, sort_keys=False, width=100)).rstrip("\n")


def _subject(data: dict[str, Any], language: str) -> tuple[str, str]:
    scope = data.get("for", "deployment")
    if scope in ("deployment", "portfolio"):
        return WORDS[scope][language], ""
    names = data.get("as", [])
    called = [names] if isinstance(names, str) else names
    shown = f" ({WORDS['called'][language]} {', '.join(f'`{name}`' for name in called)})" if called else ""
    return WORDS["each" if called else "record"][language], f"`{scope}`{shown}"


def _never(data: dict[str, Any], language: str) -> str:
    if "neverUnknown" not in data:
        return WORDS["never-unknown"][language]
    return WORDS["never-unknown-because"][language].format(reason=data["neverUnknown"])


def _parameters(policy: Policy, names: Sequence[str], language: str) -> Iterator[tuple[str, str, str]]:
    declared = policy.authored.data.get("parameters", {})
    for name in names:
        value = declared[name].get("default", WORDS["unset"][language])
        yield name, str(value), declared[name]["description"][language]


def _cited(policy: Policy, entry: str, language: str) -> Cited:
    reference = policy.data["reference"]
    known = reference["entries"][entry]
    source = reference["sources"][known["source"]]
    address = known.get("url", source["url"])[language]
    return Cited(entry, f"{source['label']} {entry}", known["title"][language], source["title"][language], address)
