"""An estate with findings, and waivers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

RULE = "vpn-only-shares-hardware-with-plus-or-apex"
DAY = "2026-10-01"
HEADEND = (
    "    - {name: %s, vendor: cisco, platform: asa-5500-x, model: ASA5516, os: asa, remoteAccess: false,"
    " ha: {mode: none}, installed: [%s], essentialsEnabled: false}\n"
)
HEAD = "apiVersion: lictool/v1\nkind: SecureClientDeployment\nmetadata: {name: %s}\nspec:\n"


def estate(*headends: str, name: str = "emea", installed: str = "vpn-only, apex") -> str:
    """Give a manifest of headends that each violate RULE, and of nothing else to find."""
    return (
        HEAD % name
        + "  entitlements: []\n  headends:\n"
        + "".join(HEADEND % (headend, installed) for headend in headends)
    )


def waiver(
    name: str = "w-1",
    *,
    rule: str = RULE,
    selector: str = "{deployment: emea, resource: headends/fw-1}",
    expires: str = "2027-03-31",
    reason: str = "replaced in March",
    more: str = "",
) -> str:
    """Give a waiver."""
    return (
        f"apiVersion: lictool/v1\nkind: Waiver\nmetadata: {{name: {name}}}\nspec:\n  rule: {rule}\n"
        f"  selector: {selector}\n  reason: {reason}\n  owner: team-net\n  expires: {expires}\n{more}"
    )


def project(home: Path, *waivers: str, keys: str = "", manifest: str | None = None) -> Path:
    """Write a project with an estate of two headends and waivers, each in a file of its own."""
    (home / "lictool.yaml").write_text(f"apiVersion: lictool/v1\nkind: Project\n{keys}")
    (home / "estate.yaml").write_text(estate("fw-1", "fw-2") if manifest is None else manifest)
    (home / "waivers").mkdir(exist_ok=True)
    for number, text in enumerate(waivers):
        (home / "waivers" / f"{number}.yaml").write_text(text)
    return home
