"""The files of a policy folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def names(folder: str, below: str = "") -> Iterator[str]:
    """Give the YAML files at and below a folder, relative, with forward slashes; symbolic links are not followed."""
    with os.scandir(os.path.join(folder, below)) as entries:
        for entry in entries:
            if entry.is_symlink():
                continue
            if entry.is_dir():
                yield from names(folder, f"{below}{entry.name}/")
            elif entry.name.endswith((".yaml", ".yml")):
                yield below + entry.name
