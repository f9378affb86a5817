"""The files of a policy folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Files = Mapping[str, bytes | OSError]
    """Contents by name relative to the folder, in the order of the names."""

ENDINGS = (".yaml", ".yml")
"""Endings of the files that make a policy."""


def names(folder: str, below: str = "") -> Iterator[str]:
    """Give the YAML files at and below a folder, relative, with forward slashes; symbolic links are not followed."""
    with os.scandir(os.path.join(folder, below)) as entries:
        for entry in entries:
            if entry.is_symlink():
                continue
            if entry.is_dir():
                yield from names(folder, f"{below}{entry.name}/")
            elif entry.name.endswith(ENDINGS):
                yield below + entry.name


def contents(folder: str) -> Files:
    """Give the contents of the YAML files at and below a folder."""
    return {name: _content(os.path.join(folder, name)) for name in sorted(names(folder))}


def _content(path: str) -> bytes | OSError:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        return error
