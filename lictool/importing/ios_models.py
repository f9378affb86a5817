"""Model words of routers and the platforms of the manifest that they belong to."""

from __future__ import annotations

import re

_PLATFORMS = (
    (re.compile(r"(?:CISCO)?(?:C?19[24]1|C?29[0-5]1|C?39[24]5E?)(?![0-9])"), "isr-g2"),
    (re.compile(r"ISR4[234]\d1"), "isr-4000"),
    (re.compile(r"ASR10\d\d"), "asr-1000"),
    (re.compile(r"CSR1000V"), "csr-1000v"),
    (re.compile(r"C8000V"), "catalyst-8000v"),
)


def platform_of(model: str) -> str | None:
    """Give the platform of a model such as CISCO1921/K9 or ISR4451-X/K9; None for a word that is not known."""
    word = model.upper()
    return next((platform for pattern, platform in _PLATFORMS if pattern.match(word)), None)
