"""The state of licence tiers as the API of ISE gives it: which tiers are switched on, and what is consumed of them.

A tier that is switched on is no licence that was bought, and the tiers of ISE are not those of the client.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.importing.facts import THIS
from lictool.importing.trees import mappings

if TYPE_CHECKING:
    from lictool.importing.facts import Notebook

TIERS = {"ESSENTIAL": "base", "ESSENTIALS": "base", "ADVANTAGE": "plus", "PREMIER": "apex"}
"""Names of the tiers since ISE 3.0, and the manifest's."""
_SIGNS = (b'"status"', b'"name"')
_OWN = (b'"consumptionCounter"', b'"compliance"', b'"daysOutOfCompliance"')
_MOST = 100_000_000


def recognises(name: str, content: bytes) -> bool:
    """Tell whether a file is such an answer."""
    del name
    return all(sign in content for sign in _SIGNS) and any(sign in content for sign in _OWN)


def read_file(content: bytes, notes: Notebook) -> None:
    """Take down the tiers."""
    for spotted in mappings(content, "answer.json", notes):
        word = spotted.data.get("name")
        status = spotted.data.get("status")
        if not isinstance(word, str) or not isinstance(status, str):
            continue
        tier = TIERS.get(word.upper())
        if tier is None:
            notes.is_empty = True
            notes.skip(spotted.line())
            continue
        state(tier, status, spotted.line("status"), notes)
        used = spotted.data.get("consumptionCounter")
        if isinstance(used, int) and not isinstance(used, bool) and 0 <= used <= _MOST:
            notes.fact((*DEPLOYMENT, "consumption", tier), used, spotted.line("consumptionCounter"))


def state(tier: str, status: str, line: int, notes: Notebook) -> None:
    """Take down whether a tier is switched on."""
    if status == "ENABLED":
        notes.fact((*DEPLOYMENT, "enabledTiers"), (tier,), line)
    elif status == "DISABLED":
        notes.is_empty = True
        notes.fact(DEPLOYMENT, None, line)
    else:
        notes.warn("import-state-unknown", line)


DEPLOYMENT: tuple[Any, ...] = ("ise", "deployments", THIS)
