"""Ansible playbooks for threat defense that manages itself: which licences of the client a device is told to claim.

The count beside a licence switches it on for one device; it is no number of users, and a claim is no purchase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.importing.facts import HERE, THIS, item
from lictool.importing.trees import mappings

if TYPE_CHECKING:
    from lictool.importing.facts import Notebook
    from lictool.importing.trees import Spotted

MODULES = ("ftd_configuration", "cisco.ftdansible.ftd_configuration", "cisco.ftd.ftd_configuration")
TIERS = {"PLUS": "plus", "APEX": "apex", "VPNOnly": "vpn-only"}
"""Words for licences of the client; other words are licences of the platform."""
_CLAIMS = ("addLicense", "upsertLicense")
_MOST = 100_000_000


def recognises(name: str, content: bytes) -> bool:
    """Tell whether a file has tasks for threat defense."""
    del name
    return b"ftd_configuration" in content


def read_file(content: bytes, notes: Notebook) -> None:
    """Take down the claims of the tasks."""
    for spotted in mappings(content, "playbook.yaml", notes):
        module = next((word for word in MODULES if isinstance(spotted.data.get(word), dict)), None)
        if module:
            _task(spotted, module, notes)


def _task(spotted: Spotted, module: str, notes: Notebook) -> None:
    """Read a task; what it does only under a condition is told."""
    task = spotted.data[module]
    line = spotted.line(module)
    if task.get("operation") not in _CLAIMS:
        notes.is_empty = True
        notes.skip(line, "skip-variable" if _is_variable(task.get("operation")) else "skip-unknown")
        return
    data = task.get("data")
    word = data.get("licenseType") if isinstance(data, dict) else None
    if _is_variable(word) or _is_variable(data):
        notes.is_empty = True
        notes.warn("import-variable", line, setting="licenseType")
        return
    tier = TIERS.get(word) if isinstance(word, str) else None
    if tier is None or not isinstance(data, dict):
        notes.is_empty = True
        notes.skip(line)
        return
    where = spotted.line(module, "data", "licenseType")
    notes.fact(("headends", item(name=HERE), "os"), "ftd", where)
    notes.fact((*_SMART, "claimed"), (tier,), where)
    count = data.get("count")
    if isinstance(count, int) and not isinstance(count, bool) and 0 <= count <= _MOST:
        notes.fact((*_SMART, "claimedCount"), count, spotted.line(module, "data", "count"))
    if "when" in spotted.data:
        notes.warn("import-conditional", spotted.line("when"))


_SMART = ("headends", THIS, "smart")


def _is_variable(value: Any) -> bool:
    return isinstance(value, str) and "{{" in value
