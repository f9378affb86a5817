"""The pages that are generated beside the rules and the entries, in both languages; for a checkout only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lictool.account import account_of
from lictool.fields import meanings
from lictool.knowledge import coverage, dependents
from lictool.language_page import language_page
from lictool.markup import Markup, prose, render
from lictool.paging import home, named, other, place, words
from lictool.resources import schema_text
from lictool.rule_pages import rule_page
from lictool.shape import shape_of
from lictool.wording import LANGUAGES
from lictool.wording_pages import TOPICS, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lictool.knowledge import Dependents
    from lictool.policy import Policy

OUTCOMES = ("pass", "violation", "unknown", "not-applicable")
"""In the order in which pages show them."""


def pages(policies: Sequence[Policy]) -> Iterator[tuple[str, str]]:
    """Give path, from the folder of the policies, and text of every page."""
    schema = json.loads(schema_text("manifest"))
    shape = shape_of(schema)
    said = {language: meanings(schema, language) for language in LANGUAGES}
    yield language_page(policies[-1])
    for language in LANGUAGES:
        yield named("README", language), _index(policies, language)
    for policy in policies:
        for language in LANGUAGES:
            yield f"{home(policy)}{named('COVERAGE', language)}", _coverage(policy, language)
            yield f"{home(policy)}knowledge/{named('README', language)}", _entries(policy, language)
            for name in policy.rules:
                yield rule_page(policy, account_of(policy, name, language, shape, said[language]), language)
        for name, authored in policy.knowledge.items():
            standing = dependents(policy, name)
            for language in LANGUAGES:
                path = f"{home(policy)}{named(place(policy, authored), language)}"
                yield path, _entry(policy, name, language, standing)


def _entry(policy: Policy, name: str, language: str, standing: Dependents) -> str:
    """Give the page of an entry."""
    data = policy.knowledge[name].data
    reference = policy.data["reference"]
    source = reference["sources"][reference["entries"][name]["source"]]
    return render(
        "entry.md",
        words(
            language,
            label=f"{source['label']} {name}",
            title=data["title"][language],
            status=WORDS[data["status"]][language],
            source=source["title"][language],
            address=reference["entries"][name].get("url", source["url"])[language],
            other_page=named(name, other(language)),
            answer=[part for part in data["answer"][language].split("\n") if part.strip()],
            facts=[(f["name"], _value(f["value"]), _note(f, language)) for f in data.get("facts", ())],
            readings=[reading[language] for reading in data.get("readings", ())],
            reason=data.get("reason", {}).get(language, ""),
            rules=[
                (
                    rule,
                    f"../{named(place(policy, policy.rules[rule]), language)}",
                    WORDS[policy.rules[rule].data["severity"]][language],
                    policy.rules[rule].data["title"][language],
                )
                for rule in standing.rules
            ],
            cells=standing.cells,
            readers=[(rule, f"../{named(place(policy, policy.rules[rule]), language)}") for rule in standing.readers],
            related=[
                (other, named(other, language), reference["entries"][other]["title"][language])
                for other in data.get("related", ())
            ],
        ),
    )


def _value(value: Any) -> str:
    return (
        ", ".join(map(str, value))
        if isinstance(value, list)
        else json.dumps(value)
        if isinstance(value, bool)
        else str(value)
    )


def _note(fact: dict[str, Any], language: str) -> Markup:
    return Markup(f" ({prose(fact['note'][language])})" if "note" in fact else "")


def _entries(policy: Policy, language: str) -> str:
    """Give the index of the entries of a policy."""
    return render(
        "knowledge.md",
        words(
            language,
            policy=policy.data["reference"]["title"][language],
            coverage=f"../{named('COVERAGE', language)}",
            other_page=named("README", other(language)),
            entries=[
                (
                    name,
                    named(name, language),
                    authored.data["title"][language],
                    WORDS[authored.data["status"]][language],
                )
                for name, authored in policy.knowledge.items()
            ],
        ),
    )


def _coverage(policy: Policy, language: str) -> str:
    """Give the matrix of entries, rules and outcomes."""
    return render(
        "coverage.md",
        words(
            language,
            policy=policy.data["reference"]["title"][language],
            other_page=named("COVERAGE", other(language)),
            outcomes=[WORDS[outcome][language] for outcome in OUTCOMES],
            entries=[
                (
                    entry.name,
                    f"knowledge/{named(entry.name, language)}",
                    WORDS[entry.status][language],
                    [entry.outcomes[outcome] for outcome in OUTCOMES],
                    [(rule, named(place(policy, policy.rules[rule]), language)) for rule in entry.rules],
                )
                for entry in coverage([policy])
            ],
        ),
    )


def _index(policies: Sequence[Policy], language: str) -> str:
    """Give the index of the rules by topic."""
    shown = []
    for policy in policies:
        reference = policy.data["reference"]
        topics: dict[str, list[tuple[str, str, str, str, str]]] = {}
        for name, authored in sorted(policy.rules.items(), key=lambda pair: place(policy, pair[1])):
            data = authored.data
            path = place(policy, authored)
            label = reference["sources"][reference["entries"][data["citations"][0]]["source"]]["label"]
            row = (
                name,
                f"{home(policy)}{named(path, language)}",
                WORDS[data["severity"]][language],
                f"{label} {', '.join(data['citations'])}",
                data["title"][language],
            )
            topic = path.partition("/")[0]
            topics.setdefault(TOPICS[topic][language] if topic in TOPICS else topic, []).append(row)
        shown.append(
            {
                "title": reference["title"][language],
                "knowledge": f"{home(policy)}knowledge/{named('README', language)}",
                "coverage": f"{home(policy)}{named('COVERAGE', language)}",
                "topics": list(topics.items()),
            }
        )
    return render("index.md", words(language, policies=shown, other_page=named("README", other(language))))
