"""Policy as code for Cisco Secure Client (AnyConnect) licensing."""

from __future__ import annotations

__version__ = "0.1.0"
