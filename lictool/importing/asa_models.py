"""Model words of ASA software and the platforms of the manifest that they belong to."""

from __future__ import annotations

import re

_FIRST_GENERATION = ("5505", "5510", "5520", "5540", "5550", "5580")
_ASA = re.compile(r"ASA-?(55\d\d)", re.IGNORECASE)


def platform_of(model: str) -> str | None:
    """Give the platform of a model such as ASA5516, ASA-5545, ASA5516-X, ASAv10, ISA-3000-2C2F or FPR4K-SM-12.

    None for a word that is not known.
    """
    word = model.upper()
    found = _ASA.match(word)
    if found:
        return "asa-5500" if found[1] in _FIRST_GENERATION else "asa-5500-x"
    if word.startswith(("ASAV", "ASA-VASA")):
        return "asav"
    if word.startswith(("ISA-3000", "ISA3000")):
        return "isa-3000"
    return "firepower-asa" if word.startswith(("FPR", "CSF")) else None
