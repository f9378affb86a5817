"""Which files a run reads."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lictool.document import MAX_BYTES
from lictool.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENDINGS = (".yaml", ".yml", ".json")
"""Endings of the files that may hold manifests."""


def files(paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
    """Give the files named or found below folders, each once, with content; sorted, paths as they are shown.

    In folders, only files that may hold manifests; symbolic links, `.git`, virtual environments and `node_modules` are
    left out. A file that cannot be read comes with its error.
    Raises UsageError if a path leads to no file and no folder.
    """
    found: dict[str, tuple[str, str]] = {}
    problems = []
    for path in paths:
        if os.path.isdir(path):
            real = os.path.realpath(path)
            for below in _below(path):
                found.setdefault(os.path.join(real, below[len(path) :].lstrip(os.sep)), (shown(below), below))
        elif os.path.isfile(path):
            found.setdefault(os.path.realpath(path), (shown(path), path))
        else:
            problems.append(Problem(f"`{path}` is no file and no folder"))
    if problems:
        raise UsageError(*problems)
    for name, path in sorted(found.values()):
        yield name, _content(path)


def shown(path: str) -> str:
    """Give a path as it is printed: forward slashes, relative where it lies below the working folder."""
    normal = os.path.normpath(path)
    if os.path.isabs(normal):
        here = os.getcwd()
        if normal.startswith(os.path.join(here, "")):
            normal = os.path.relpath(normal, here)
    return normal.replace(os.sep, "/")


def _below(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield folder  # opening it gives the error
        return
    if any(entry.name == "pyvenv.cfg" for entry in ordered):
        return
    for entry in ordered:
        if entry.is_symlink():
            continue
        if entry.is_dir():
            if entry.name not in (".git", "node_modules"):
                yield from _below(entry.path)
        elif entry.name.lower().endswith(ENDINGS) and entry.is_file():
            yield entry.path


def _content(path: str) -> bytes | OSError:
    """Read a file, one byte beyond the largest size at most, so that a larger one is noticed."""
    try:
        with open(path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        return error
