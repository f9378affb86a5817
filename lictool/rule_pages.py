"""The page of a rule: what is told of it, with links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lictool.markup import Markup, code, link, prose, render
from lictool.paging import home, named, other, place, say, words
from lictool.wording_pages import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lictool.account import Account, Shown
    from lictool.policy import Policy

_NAME = re.compile(r"(?<![\w`-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w`-])")


def rule_page(policy: Policy, account: Account, language: str) -> tuple[str, str]:
    """Give path, from the folder of the policies, and text of the page of a rule."""
    path = place(policy, policy.rules[account.name])
    up = "../" * path.count("/")
    others = {name: f"{up}{named(place(policy, rule), language)}" for name, rule in policy.rules.items()}
    del others[account.name]
    values = words(
        language,
        account=account,
        other_page=named(account.name, other(language)),
        why=_linked(account.why, others),
        tables=[(table, f"{up}tables/{table}.yaml") for table in account.tables],
        examples_intro=say("examples-intro", language, policy=f"{up}policy.yaml"),
        examples=[_example(example, language) for example in account.examples],
        more_intro=say("more", language, rule=f"{account.name}.yaml"),
        sources=[(cited, f"{up}knowledge/{named(cited.entry, language)}") for cited in account.sources],
        offline=say("offline", language, rule=account.name),
    )
    return f"{home(policy)}{named(path, language)}", render("rule.md", values)


def _linked(text: str, addresses: Mapping[str, str]) -> Markup:
    """Give a text in which the names of other rules lead to their pages."""

    def linked(found: re.Match[str]) -> str:
        return link(code(found[0]), addresses[found[0]]) if found[0] in addresses else found[0]

    return Markup(_NAME.sub(linked, prose(text)))


def _example(example: Shown, language: str) -> dict[str, object]:
    beside = WORDS["deployments"][language]
    return {
        **example._asdict(),
        "conditions": [Markup(f"{prose(label)} {prose(stated)}") for label, stated in example.conditions],
        "patches": [(Markup(f"{beside} {prose(n)}") if n else "", patch) for n, patch in example.patches],
    }
