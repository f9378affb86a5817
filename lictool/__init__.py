"""Policy as code for Cisco Secure Client (AnyConnect) licensing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lictool.api import check

__all__ = ["__version__", "check"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import what the package offers when it is asked for: nobody pays for what it does not use."""
    if name == "check":
        from lictool.api import check

        return check
    raise AttributeError(f"module `lictool` has no attribute `{name}`")
