"""What git knows of a repository: what is staged, and the files of the index or of a commit. The only caller of git."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lictool.errors import LictoolError, Problem, UsageError
from lictool.reading.source import MAX_BYTES
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_REGULAR = (b"100644", b"100755")
_WIDE = b"\xff\xfe", b"\xfe\xff"
"""How a file in UTF-16 begins; a mark cannot be looked for in it."""
_ARGUMENTS = 500
"""Paths that are named to git one by one; of more it is asked for all."""


class GitError(LictoolError):
    """Git is not there, or cannot do what is asked of it."""


class Change(NamedTuple):
    """A file that the index has otherwise than the last commit."""

    name: str
    is_file: bool
    """Whether it is or was a regular file, not a link or a submodule."""


class Repository:
    """A git repository, seen from a folder in it.

    Nothing is written: not even git's own refreshing of the index.
    """

    __slots__ = ("_environment", "folder", "inside", "is_bare")

    def __init__(self, folder: str, environment: Mapping[str, str]) -> None:
        """Find the repository around a folder. Raises GitError if there is none."""
        self._environment = {**environment, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
        self.folder = folder
        self.inside = ""
        text = self.ask("rev-parse", "--is-inside-work-tree", "--show-cdup", "--show-prefix")
        inside, *ways = text.split(b"\n", 1)
        self.is_bare = inside != b"true"
        """Whether there is no work tree here."""
        if not self.is_bare:
            up = ways[0].split(b"\n", 1)[0]
            self.folder = os.path.normpath(os.path.join(folder, os.fsdecode(up)))
            self.inside = os.fsdecode(ways[0][len(up) + 1 :]).removesuffix("\n").removesuffix("/")
            """The folder that it was seen from, as a name in its tree."""

    def ask(self, *argv: str | bytes, given: bytes | None = None, quiet: tuple[int, ...] = ()) -> bytes:
        """Run git and give what it prints; codes of `quiet` besides 0 are no fault. Raises GitError."""
        code, out, err = _run([b"git", *(os.fsencode(a) for a in argv)], self.folder, self._environment, given)
        if code and code not in quiet:
            said = err.decode("utf-8", "replace").strip().splitlines() or [f"exit code {code}"]
            raise GitError(Problem(f"git {os.fsdecode(argv[0])}: {said[0].removeprefix('fatal: ')}"))
        return out

    def commit(self, revision: str) -> str:
        """Give the name of the commit that a revision stands for. Raises UsageError if there is none."""
        found = self.ask(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", quiet=(1, 128)
        )
        if not found:
            shallow = self.ask("rev-parse", "--is-shallow-repository").strip() == b"true"
            hint = "; this clone is shallow, fetch more of the history first" if shallow else ""
            raise UsageError(Problem(f"`{revision}` is no commit of this repository{hint}"))
        return found.decode().strip()

    def has_commit(self) -> bool:
        """Tell whether there is a last commit."""
        return bool(self.ask("rev-parse", "--verify", "--quiet", "HEAD", quiet=(1, 128)))

    def merge_base(self, one: str, other: str) -> str:
        """Give the commit at which two histories parted. Raises UsageError if they have none in common."""
        found = self.ask("merge-base", one, other, quiet=(1,)).decode().split()
        if not found:
            raise UsageError(Problem("the two commits have no history in common; in a shallow clone, fetch more of it"))
        return found[0]

    def staged(self) -> list[Change]:
        """Give what the index has otherwise than the last commit; a renamed file is one that went and one that came."""
        argv = ("diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-ext-diff")
        try:
            raw = self.ask(*argv, "HEAD", "--")
        except GitError:
            if self.has_commit():
                raise
            nothing = self.ask("hash-object", "-t", "tree", os.devnull).strip().decode()
            raw = self.ask(*argv, nothing, "--")
        fields = raw.split(b"\0")
        changes = []
        for head_, name in zip(fields[::2], fields[1::2], strict=False):
            before, after = head_.lstrip(b":").split(b" ")[:2]
            changes.append(Change(os.fsdecode(name), before in _REGULAR or after in _REGULAR))
        return changes

    def index(self) -> GitTree:
        """Give the files that the next commit would have. Raises UsageError where a merge is unresolved."""
        raw = self.ask("ls-files", "--stage", "-z", "--full-name")
        entries = {}
        torn = set()
        for line in raw.split(b"\0")[:-1]:
            head, _, name = line.partition(b"\t")
            mode, oid, stage = head.split(b" ")
            if stage != b"0":
                torn.add(os.fsdecode(name))
            elif mode in _REGULAR:
                entries[os.fsdecode(name)] = oid
        if torn:
            raise UsageError(*(Problem("the merge of this file is unresolved", name) for name in sorted(torn)))
        return GitTree(self, "", entries)

    def tree(self, commit: str) -> GitTree:
        """Give the files of a commit."""
        raw = self.ask("ls-tree", "-r", "-z", "--full-tree", commit)
        entries = {}
        for line in raw.split(b"\0")[:-1]:
            head, _, name = line.partition(b"\t")
            mode, _, oid = head.split(b" ")
            if mode in _REGULAR:
                entries[os.fsdecode(name)] = oid
        return GitTree(self, commit, entries)

    def having(self, commit: str, mark: bytes, names: Sequence[str]) -> set[str]:
        """Give those of the files of a commit, or of the index, that have a mark or are in UTF-16."""
        if not names:
            return set()
        where = [commit] if commit else []
        paths = [b":(top,literal)" + os.fsencode(name) for name in names] if len(names) <= _ARGUMENTS else []
        marks = [part for text in (mark, *_WIDE) for part in (b"-e", text)]
        cached = [] if commit else ["--cached"]
        # Binary files are searched too: a manifest may have a NUL in it, which is a finding.
        out = self.ask(
            "grep", *cached, "-lzFa", "--no-textconv", "--no-recurse-submodules", "--full-name", *marks, *where, "--", *paths, quiet=(1,)
        )  # fmt: skip
        prefix = len(commit) + 1 if commit else 0
        return {os.fsdecode(name[prefix:]) for name in out.split(b"\0")[:-1]}


class GitTree:
    """The regular files of the index or of a commit."""

    __slots__ = ("_commit", "_entries", "_repository")

    def __init__(self, repository: Repository, commit: str, entries: Mapping[str, bytes]) -> None:
        self._repository = repository
        self._commit = commit
        self._entries = entries

    def names(self, below: str = "") -> Iterator[str]:
        """Give the files at and below a folder."""
        prefix = f"{below}/" if below else ""
        return (name for name in sorted(self._entries) if name.startswith(prefix))

    def contents(self, names: Sequence[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """Give contents in the order of the names; what is no file of the tree comes as an error."""
        known = [name for name in names if name in self._entries]
        found = dict(zip(known, self._blobs(self._entries[name] for name in known), strict=True))
        for name in names:
            yield name, found.get(name, FileNotFoundError(2, "no such file in the tree"))

    def marked(self, names: Sequence[str], mark: bytes) -> Iterator[tuple[str, bytes | OSError]]:
        """Give contents; those without the mark as nothing, UTF-16 apart: git looks for it where the content is."""
        having = self._repository.having(self._commit, mark, names)
        found = dict(self.contents([name for name in names if name in having]))
        for name in names:
            yield name, found.get(name, b"")

    def _blobs(self, oids: Iterable[bytes]) -> list[bytes]:
        asked = list(oids)
        if not asked:
            return []
        out = self._repository.ask("cat-file", "--batch", given=b"\n".join(asked) + b"\n")
        blobs = []
        at = 0
        for oid in asked:
            end = out.index(b"\n", at)
            head = out[at:end].split(b" ")
            if len(head) != 3:
                raise GitError(Problem(f"git cat-file: {oid.decode()} is missing from the repository"))
            start = end + 1
            at = start + int(head[2]) + 1
            blobs.append(out[start : min(at - 1, start + MAX_BYTES + 1)])
        return blobs


def _run(
    argv: list[bytes], folder: str, environment: Mapping[str, str], given: bytes | None
) -> tuple[int, bytes, bytes]:
    """Run a program; give its exit code and what it printed."""
    from subprocess import run

    try:
        done = run(argv, cwd=folder, env=environment, input=given or b"", capture_output=True, check=False)  # noqa: S603 - git
    except FileNotFoundError:
        raise GitError(Problem("git is not installed, or the folder is gone")) from None
    return done.returncode, done.stdout, done.stderr
