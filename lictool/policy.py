"""Reading a folder of policies: knowledge, tables, parameters and rules, checked and made plain data.

A policy is a folder with a `policy.yaml`; every other YAML file below it is a knowledge entry (in `knowledge/`), a
table (in `tables/`) or a rule. Nothing is registered anywhere.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from lictool.authored import Authored, read
from lictool.domain import functions
from lictool.errors import PolicyError, Problem, cause
from lictool.expr.celtypes import BOOL, STRING, TIMESTAMP, Field, Type, list_of, object_of, quantity
from lictool.expr.chronology import is_day
from lictool.expr.environment import Environment
from lictool.expr.schema_types import type_of
from lictool.expr.suggestion import hint
from lictool.policy_files import contents
from lictool.record import NamedTuple
from lictool.rule import RuleChecker
from lictool.table import Table, said, table_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lictool.location import Path
    from lictool.policy_files import Files

_TYPES = {"string": STRING, "bool": BOOL, "date": TIMESTAMP}


class Scope(NamedTuple):
    """What the rules of a policy are checked against: the arguments of RuleChecker behind the rule."""

    environment: Environment
    """The names that every rule has, without `deployment`."""
    deployment: Type
    entries: Mapping[str, object]
    """The entries that may be cited."""


class Policy(NamedTuple):
    """A policy as its author wrote it, and as plain data for the evaluation."""

    data: dict[str, Any]
    """`name`, `parameters`, `choices` (types of those that a project may set), `tables`, `rules` for judging; `reference` for findings. Strings, numbers, lists, records."""
    authored: Authored
    """The file policy.yaml."""
    rules: dict[str, Authored]
    """Files of the rules by name."""
    knowledge: dict[str, Authored]
    """Files of the knowledge entries by name."""
    scope: Scope


class _Folder(NamedTuple):
    """The files of a policy by kind."""

    name: str
    policy: Authored
    knowledge: dict[str, Authored]
    tables: dict[str, Authored]
    rules: dict[str, Authored]


def load_policies(folder: str | Files, shown: str, schema: Mapping[str, Any]) -> list[Policy]:
    """Load every policy at or below a folder, in the order of their paths.

    `shown` is the folder's path as faults print it, `schema` the manifest schema. Files that were read before may be
    given in place of the folder; a policy at their top is then named by the end of `shown`.
    Raises PolicyError with all faults of all files, and if there is no policy.
    """
    problems: list[Problem] = []
    files = contents(folder) if isinstance(folder, str) else folder
    homes = [path.removesuffix("policy.yaml") for path in files if path.rsplit("/", 1)[-1] == "policy.yaml"]
    if not homes:
        raise PolicyError(Problem(f"there is no policy.yaml in `{shown}` or below it"))
    kinds: dict[str, dict[str, dict[str, Authored]]] = {
        home: {"knowledge": {}, "tables": {}, "rules": {}} for home in homes
    }
    heads: dict[str, Authored] = {}
    for path, content in files.items():
        home = max((h for h in homes if path.startswith(h)), key=len, default=None)
        if home is None:
            problems.append(
                Problem("the file belongs to no policy: no folder above it has a policy.yaml", f"{shown}/{path}")
            )
            continue
        kind = path.removeprefix(home).split("/")[0]
        schema_name = {"policy.yaml": "policy", "knowledge": "knowledge", "tables": "table"}.get(kind, "rule")
        if isinstance(content, OSError):
            problems.append(Problem(f"cannot be read: {cause(content)}", f"{shown}/{path}"))
            continue
        try:
            authored = read(f"{shown}/{path}", content, schema_name)
        except PolicyError as error:
            problems.extend(error.problems)
        else:
            if kind == "policy.yaml":
                heads[home] = authored
            else:
                _place(kinds[home][kind if kind in kinds[home] else "rules"], authored, problems)
    base = os.path.basename(os.path.normpath(folder if isinstance(folder, str) else shown))
    policies = []
    for home in sorted(heads):
        name = home.rstrip("/").rsplit("/", 1)[-1] or base
        policies.append(_policy(_Folder(name, heads[home], **kinds[home]), schema, problems))
    _unique(policies, problems)
    if problems:
        raise PolicyError(*problems)
    return policies


def _place(kind: dict[str, Authored], authored: Authored, problems: list[Problem]) -> None:
    if authored.name in kind:
        there = kind[authored.name].document.file
        problems.append(authored.problem((), f"`{authored.name}` is the name of {there} already"))
    kind[authored.name] = authored


def _unique(policies: list[Policy], problems: list[Problem]) -> None:
    seen: dict[str, str] = {}
    for policy in policies:
        for name, authored in policy.rules.items():
            if name in seen:
                problems.append(authored.problem((), f"a rule `{name}` is in {seen[name]} already"))
            seen[name] = authored.document.file


def _policy(folder: _Folder, schema: Mapping[str, Any], problems: list[Problem]) -> Policy:
    """Check the files of one policy against each other."""
    head = folder.policy.data
    entries = {name: _entry(authored, folder.policy, problems) for name, authored in folder.knowledge.items()}
    for authored in folder.knowledge.values():
        _cited(authored, ("related",), authored.data.get("related", ()), entries, problems)
    tables: dict[str, Table] = {}
    for name, authored in folder.tables.items():
        tables[name], found = table_of(authored, lambda set_: closed_set(schema, set_), entries)
        problems.extend(found)
    parameters = _parameters(folder.policy, entries, problems)
    deployment = deployment_type(schema)
    scope = {
        "today": TIMESTAMP,
        "tables": object_of("tables", {name: Field(table.type) for name, table in tables.items()}),
        "parameters": parameters,
        "portfolio": list_of(deployment),
    }
    checked_against = Scope(Environment(scope, functions()), deployment, entries)
    rules = []
    for name in sorted(folder.rules):
        checker = RuleChecker(folder.rules[name], *checked_against)
        rules.append(checker.check(folder.name))
        problems.extend(checker.problems)
    data = {
        "name": folder.name,
        "parameters": {n: p["default"] for n, p in head.get("parameters", {}).items() if "default" in p},
        "choices": {n: p["type"] for n, p in head.get("parameters", {}).items() if p.get("ownChoice")},
        "tables": {name: table.rows for name, table in sorted(tables.items())},
        "rules": rules,
        "reference": {
            "title": head["title"],
            "sources": {
                name: {"label": source["label"], "title": source["title"], "url": source["url"]}
                for name, source in head["sources"].items()
            },
            "entries": dict(sorted(entries.items(), key=_number)),
            "rowCitations": {name: table.citations for name, table in sorted(tables.items())},
            "columnCitations": {name: table.column_citations for name, table in sorted(tables.items())},
        },
    }
    return Policy(
        data,
        folder.policy,
        dict(sorted(folder.rules.items())),
        dict(sorted(folder.knowledge.items(), key=_number)),
        checked_against,
    )


def _number(pair: tuple[str, object]) -> tuple[str, int, str]:
    """Order entries by their number: Q2 before Q10."""
    letters = pair[0].rstrip("0123456789")
    return letters, int(pair[0].removeprefix(letters) or 0), pair[0]


def _entry(authored: Authored, policy: Authored, problems: list[Problem]) -> dict[str, Any]:
    sources = policy.data["sources"]
    source = authored.data.get("source", next(iter(sources)))
    if source not in sources:
        problems.append(authored.problem(("source",), f"policy.yaml declares no source `{source}`"))
    entry = {
        "source": source,
        "title": authored.data["title"],
        "digest": authored.data.get("passage", {}).get("digest", ""),
    }
    return {**entry, "url": authored.data["url"]} if "url" in authored.data else entry


def _cited(
    authored: Authored, path: Path, names: Sequence[str], entries: Mapping[str, object], problems: list[Problem]
) -> None:
    """See that entries which are named are there."""
    for position, name in enumerate(names):
        if name not in entries:
            message = f"there is no entry `{name}`{hint(name, entries)}"
            problems.append(authored.problem((*path, position), message))


def _parameters(policy: Authored, entries: Mapping[str, object], problems: list[Problem]) -> Type:
    """Give the type of `parameters`, and see that each default is of its type and each value has its ground."""
    fields = {}
    for name, parameter in policy.data.get("parameters", {}).items():
        type_ = _TYPES.get(parameter["type"], quantity(parameter.get("unit", "")))
        if "unit" in parameter and parameter["type"] != "int":
            problems.append(policy.problem(("parameters", name, "unit"), "only a number has a unit"))
        if "default" in parameter:
            wanted = {"int": int, "bool": bool}.get(parameter["type"], str)
            if parameter["default"].__class__ is not wanted:
                message = f"expected {parameter['type']}, found {said(parameter['default'])}"
                problems.append(policy.problem(("parameters", name, "default"), message))
            elif parameter["type"] == "date" and not is_day(str(parameter["default"])):
                message = f"`{parameter['default']}` is not a day; write it as 2026-12-31"
                problems.append(policy.problem(("parameters", name, "default"), message))
        _cited(policy, ("parameters", name, "citations"), parameter.get("citations", ()), entries, problems)
        if not parameter.get("ownChoice") and "citations" not in parameter:
            problems.append(
                policy.problem(("parameters", name), "a parameter has `citations`, or `ownChoice: true`", key=True)
            )
        fields[name] = Field(type_, "default" in parameter)
    return object_of("parameters", fields)


def deployment_type(schema: Mapping[str, Any]) -> Type:
    """Give the type of a deployment: its name, its labels and everything of `spec`."""
    spec = type_of(schema["$defs"]["spec"], schema)
    labels = type_of(schema["properties"]["metadata"]["properties"]["labels"], schema)
    fields = {"name": Field(STRING), "labels": Field(labels, required=False), **spec.fields}
    return object_of("deployment", fields)


def closed_set(schema: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    """Give the values of a closed set of the manifest schema, aliases left out; None if there is none of that name."""
    found = schema["$defs"].get(name, {})
    return type_of(found, schema).values if "enum" in found else None
