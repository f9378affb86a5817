"""Where files come from: paths of the command line, or a tree, which is a work tree or what git keeps."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lictool.errors import Problem, UsageError
from lictool.reading.source import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Protocol

    class Tree(Protocol):
        """Files by name: relative to the root, forward slashes; symbolic links and other repositories left out."""

        def names(self, below: str = "") -> Iterator[str]:
            """Give the files at and below a folder, all without one; a name that is no folder gives nothing."""

        def contents(self, names: Sequence[str]) -> Iterator[tuple[str, bytes | OSError]]:
            """Give contents in the order of the names; one that is too large ends one byte beyond the largest size."""

        def marked(self, names: Sequence[str], mark: bytes) -> Iterator[tuple[str, bytes | OSError]]:
            """Give contents as `contents` does; those without the mark may come as nothing, UTF-16 apart."""


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


def named(paths: Iterable[str], root: str) -> dict[str, str | None]:
    """Give the names in the tree of a root of paths of the file system; None for what lies outside of it.

    Raises UsageError if a path leads to no file and no folder.
    """
    found: dict[str, str | None] = {}
    problems = []
    for path in paths:
        if not os.path.isdir(path) and not os.path.isfile(path):
            problems.append(Problem(f"`{path}` is no file and no folder"))
            continue
        real = os.path.realpath(path)
        inside = real == root or real.startswith(os.path.join(root, ""))
        found[path] = os.path.relpath(real, root).replace(os.sep, "/") if inside else None
        if found[path] == ".":
            found[path] = ""
    if problems:
        raise UsageError(*problems)
    return found


def shown(path: str) -> str:
    """Give a path as it is printed: forward slashes, relative where it lies below the working folder."""
    normal = os.path.normpath(path)
    if os.path.isabs(normal):
        here = os.getcwd()
        if normal.startswith(os.path.join(here, "")):
            normal = os.path.relpath(normal, here)
    return normal.replace(os.sep, "/")


class WorkTree:
    """The files of a folder as they are now."""

    __slots__ = ("root",)

    def __init__(self, root: str) -> None:
        self.root = root

    def names(self, below: str = "") -> Iterator[str]:
        """Give the files at and below a folder; other repositories, virtual environments and node_modules left out."""
        start = os.path.join(self.root, below)
        if os.path.isdir(start) and not _is_linked(self.root, below):
            prefix = len(os.path.join(self.root, ""))
            for path in _below(start, endings=("",), repositories=False):
                yield path[prefix:].replace(os.sep, "/")

    def contents(self, names: Sequence[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """Give contents in the order of the names; what is no file of the tree comes as an error."""
        for name in names:
            if _is_linked(self.root, name):
                yield name, OSError(0, "a symbolic link is not followed")
            else:
                yield name, _content(os.path.join(self.root, name))

    def marked(self, names: Sequence[str], mark: bytes) -> Iterator[tuple[str, bytes | OSError]]:
        """Give contents; looking for the mark would cost as much as reading."""
        del mark
        for name in names:
            yield name, _content(os.path.join(self.root, name))


def _is_linked(root: str, name: str) -> bool:
    """Tell whether the way from the root to a file leads over a symbolic link or out of the tree."""
    way = root
    for step in name.split("/"):
        way = os.path.join(way, step)
        if step == ".." or os.path.islink(way):
            return True
    return False


def _below(folder: str, endings: tuple[str, ...] = ENDINGS, *, repositories: bool = True) -> Iterator[str]:
    """Give the files at and below a folder; of other repositories below it only where they are wanted."""
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
            if entry.name in (".git", "node_modules"):
                continue
            if repositories or not os.path.lexists(os.path.join(entry.path, ".git")):
                yield from _below(entry.path, endings, repositories=repositories)
        elif entry.name.lower().endswith(endings) and entry.is_file():
            yield entry.path


def _content(path: str) -> bytes | OSError:
    """Read a file, one byte beyond the largest size at most, so that a larger one is noticed."""
    try:
        with open(path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        return error
