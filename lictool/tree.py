"""Where files come from: paths of the command line, or a tree, which is a work tree or what git keeps."""

from __future__ import annotations

import os
from errno import ELOOP
from typing import TYPE_CHECKING

from lictool.errors import Problem, UsageError
from lictool.reading.source import MARK, MAX_BYTES, WIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Protocol

    class Tree(Protocol):
        """Files by name: relative to the root, forward slashes; symbolic links and other repositories left out."""

        def names(self, below: str = "") -> Iterator[str]:
            """Give the files below a folder in the order of their names, all without one; a file gives nothing.

            A folder that cannot be listed comes itself, with a slash at its end.
            """

        def contents(self, names: Sequence[str]) -> Iterator[tuple[str, bytes | OSError]]:
            """Give contents in the order of the names; one that is too large ends one byte beyond the largest size."""

        def marked(self, names: Sequence[str], mark: bytes) -> Iterator[tuple[str, bytes | OSError]]:
            """Give contents as `contents` does; those without the mark may come as nothing, UTF-16 apart."""


ENDINGS = (".yaml", ".yml", ".json")
"""Endings of the files that may hold manifests."""
FOREIGN = frozenset(("node_modules", "site-packages"))
"""Folders of packages that tools install; what is in them is nobody's manifest."""
LINK = "a symbolic link is not followed"
"""What is said of one."""
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
"""Has the system refuse to open a link, where it can."""
_PIECE = 1 << 16
"""Bytes that are read at once; most files are smaller."""


def files(paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
    """Give the files named or found below folders, each once, with content; sorted, paths as they are shown.

    In folders, only files that may hold manifests; symbolic links, `.git` and folders of installed packages are left
    out. A file that cannot be read comes with its error.
    Raises UsageError if a path leads to no file and no folder.
    """
    found: dict[str, tuple[str, str]] = {}
    problems = []
    for path in paths:
        if os.path.isdir(path):
            real = os.path.join(os.path.realpath(path), "")
            start = shown(os.path.join(path, "x")).removesuffix("x")
            for below in _below(path):
                tail = below[len(path) :].lstrip(os.sep)
                found.setdefault(real + tail, (start + tail.replace(os.sep, "/"), below))
        elif os.path.isfile(path):
            found.setdefault(os.path.realpath(path), (shown(path), path))
        else:
            problems.append(Problem(f"`{path}` is no file and no folder"))
    if problems:
        raise UsageError(*problems)
    for name, path in sorted(found.values()):
        yield name, _content(path)


def lone(path: str) -> tuple[str, bytes | OSError]:
    """Give the file at a path, as it is shown and with content. Raises UsageError if there is none."""
    if not os.path.isfile(path):
        raise UsageError(Problem(f"`{path}` is no file"))
    return shown(path), _content(path)


def candidates(paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
    """Give the same as `files`, but those without the mark as nothing, UTF-16 apart. Raises as that does."""
    for name, content in files(paths):
        yield name, _marked(content, MARK)


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


def ways(name: str) -> list[str]:
    """Give a name in a tree and those of all folders around it; the root is ``."""
    steps = name.split("/")
    return ["/".join(steps[:depth]) for depth in range(len(steps) + 1)]


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

    __slots__ = ("_linked", "root")

    def __init__(self, root: str) -> None:
        self.root = root
        self._linked: dict[str, bool] = {}
        """Of folders, whether the way to them leads over a link."""

    def names(self, below: str = "") -> Iterator[str]:
        """Give the files at and below a folder; other repositories and folders of installed packages left out."""
        start = os.path.join(self.root, below)
        if os.path.isdir(start) and not _is_linked(self.root, below) and not self._is_outside(below):
            prefix = len(os.path.join(self.root, ""))
            for path in sorted(_below(start, endings=("",), repositories=False)):
                yield path[prefix:].replace(os.sep, "/")

    def contents(self, names: Sequence[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """Give contents in the order of the names; what is no file of the tree comes as an error."""
        for name in names:
            yield name, self._content(name)

    def marked(self, names: Sequence[str], mark: bytes) -> Iterator[tuple[str, bytes | OSError]]:
        """Give contents, those without the mark as nothing, UTF-16 apart."""
        for name in names:
            yield name, _marked(self._content(name), mark)

    def _content(self, name: str) -> bytes | OSError:
        folder = name.rpartition("/")[0]
        if folder not in self._linked:
            self._linked[folder] = bool(folder) and _is_linked(self.root, folder)
        path = os.path.join(self.root, name)
        if self._linked[folder] or name == ".." or (not _NO_LINK and os.path.islink(path)):
            return OSError(0, LINK)
        content = _content(path, _NO_LINK)
        return OSError(0, LINK) if isinstance(content, OSError) and content.errno == ELOOP else content

    def _is_outside(self, name: str) -> bool:
        """Tell whether a folder lies in a repository of its own or among installed packages."""
        steps = name.split("/") if name else []
        inner = ("/".join(steps[:depth]) for depth in range(1, len(steps) + 1))
        return is_foreign(f"{name}/") or any(os.path.lexists(os.path.join(self.root, way, ".git")) for way in inner)


def is_foreign(name: str) -> bool:
    """Tell whether the name of a file leads through a folder of installed packages."""
    return ("node_modules/" in name or "site-packages/" in name) and not FOREIGN.isdisjoint(name.split("/")[:-1])


def _marked(content: bytes | OSError, mark: bytes) -> bytes | OSError:
    """Give nothing for a content without a mark: it need not be kept."""
    if isinstance(content, OSError) or mark in content or content.startswith(WIDE):
        return content
    return b""


def _is_linked(root: str, name: str) -> bool:
    """Tell whether the way from the root to a file leads over a symbolic link or out of the tree."""
    way = root
    for step in name.split("/"):
        way = os.path.join(way, step)
        if step == ".." or os.path.islink(way):
            return True
    return False


def _below(folder: str, endings: tuple[str, ...] = ENDINGS, *, repositories: bool = True) -> Iterator[str]:
    """Give the files at and below a folder, in no order; of other repositories below it only where they are wanted.

    A folder that cannot be listed comes itself, with a slash at its end: opening it gives the error.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.is_symlink():
                        continue
                    if entry.is_dir():
                        if entry.name == ".git" or entry.name in FOREIGN:
                            continue
                        if repositories or not os.path.lexists(os.path.join(entry.path, ".git")):
                            waiting.append(entry.path)
                    elif entry.name.lower().endswith(endings) and entry.is_file():
                        yield entry.path
        except OSError:
            yield os.path.join(here, "")


def _content(path: str, flags: int = 0) -> bytes | OSError:
    """Read a file, one byte beyond the largest size at most, so that a larger one is noticed.

    By the system's own calls: a file object would cost several times as much as what most files hold.
    """
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | flags)
    except OSError as error:
        return error
    try:
        pieces = [os.read(file, _PIECE)]
        room = MAX_BYTES + 1 - _PIECE
        while len(pieces[-1]) == _PIECE and room > 0:  # a shorter one is the last
            pieces.append(os.read(file, _PIECE))
            room -= _PIECE
    except OSError as error:
        return error
    finally:
        os.close(file)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)[: MAX_BYTES + 1]
