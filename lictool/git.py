"""What git knows of a repository: what is staged, and the files of the index or of a commit. The only caller of git."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from lictool.errors import LictoolError, Problem, UsageError, cause
from lictool.reading.source import MAX_BYTES, WIDE
from lictool.record import NamedTuple
from lictool.tree import LINK, is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from subprocess import Popen

_REGULAR = (b"100644", b"100755")
_LINK = b"120000"
_EMPTY = (
    b"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    b"473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
)
"""Names of the empty file in git's two kinds of repositories."""
_ROOM = 50_000
"""Bytes of paths that are named to git one by one; of more it is asked for all."""
_STRETCH = 200
"""Objects asked for at once: so few that their names fit into a pipe while git has not read any yet."""
_PIECE = 1 << 20
"""Bytes that are read at once of what is left out."""
_SETTINGS = ("core.fsmonitor=false", "core.preloadIndex=false", "core.hooksPath=/dev/null", "submodule.recurse=false")
"""Settings of git that hold whatever a repository says: it shall start no program and leave the work tree alone."""
_STEADY = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "LC_ALL": "C"}
"""No refreshing of the index, nothing fetched from elsewhere, English."""
_MISLEADING = (
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_EXTERNAL_DIFF",
)
"""Variables that would change what a path or a difference is."""
_ANCHORED = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR")
"""Variables whose paths are relative to where git is started."""


class GitError(LictoolError):
    """Git is not there, or cannot do what is asked of it."""


class Change(NamedTuple):
    """A file that the index has otherwise than the last commit."""

    name: str
    is_file: bool
    """Whether it is or was a regular file, not a link or a submodule."""


class Repository:
    """A git repository, seen from a folder in it.

    Nothing is written, not even git's own refreshing of the index, and no program that the repository names is started:
    file contents are as they are kept, not as a filter would check them out.
    """

    __slots__ = ("_environment", "folder", "inside", "is_bare")

    def __init__(self, folder: str, environment: Mapping[str, str]) -> None:
        """Find the repository around a folder. Raises GitError if there is none."""
        kept = {name: value for name, value in environment.items() if name not in _MISLEADING}
        anchored = {name: os.path.abspath(os.path.join(folder, kept[name])) for name in _ANCHORED if name in kept}
        self._environment = {**kept, **anchored, **_STEADY}
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
        with self.start(*argv) as process:
            out, err = process.communicate(given)
        # git grep goes on after a file that it cannot read; what was not looked at must not pass for clean.
        torn = argv[0] == "grep" and b"error: " in err
        if torn or (process.returncode and process.returncode not in quiet):
            raise _refusal(os.fsdecode(argv[0]), err, process.returncode)
        return out

    def start(self, *argv: str | bytes) -> Popen[bytes]:
        """Start git with pipes at all its ends. Raises GitError if there is none."""
        from subprocess import PIPE, Popen

        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        line = [os.fsencode(part) for part in ("git", "--no-pager", *settings, *argv)]
        try:
            return Popen(line, cwd=self.folder, env=self._environment, stdin=PIPE, stdout=PIPE, stderr=PIPE)  # noqa: S603 - git
        except FileNotFoundError:
            raise GitError(Problem("git is not installed, or the folder is gone")) from None
        except OSError as error:
            raise GitError(Problem(f"git cannot be started: {cause(error)}")) from None

    def commit(self, revision: str) -> str:
        """Give the name of the commit that a revision stands for. Raises UsageError if there is none."""
        found = self.ask(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", quiet=(1, 128)
        )
        if not found.strip().isalnum():  # a range gives several names
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
        changes = []
        for head, name in self._changed("--ita-invisible-in-index"):
            before, after = head.lstrip(b":").split(b" ")[:2]
            changes.append(Change(os.fsdecode(name), before in _REGULAR or after in _REGULAR))
        return changes

    def _changed(self, promised: str) -> list[tuple[bytes, bytes]]:
        """Give what git says of each file that the index has otherwise than the last commit, and the file's name.

        `promised` says how files count whose content is yet to be staged (`git add -N`): a commit leaves them out.
        """
        argv = ("diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-ext-diff", promised)
        try:
            raw = self.ask(*argv, "HEAD", "--")
        except GitError:
            if self.has_commit():
                raise
            nothing = self.ask("hash-object", "-t", "tree", os.devnull).strip().decode()
            raw = self.ask(*argv, nothing, "--")
        fields = raw.split(b"\0")
        return list(zip(fields[::2], fields[1::2], strict=False))

    def index(self) -> GitTree:
        """Give the files that the next commit would have. Raises UsageError where a merge is unresolved."""
        raw = self.ask("ls-files", "--stage", "-z", "--full-name")
        entries = []
        torn = set()
        for line in raw.split(b"\0")[:-1]:
            head, _, name = line.partition(b"\t")
            mode, oid, stage = head.split(b" ")
            if stage != b"0":
                torn.add(os.fsdecode(name))
            entries.append((mode, oid, name))
        if torn:
            raise UsageError(*(Problem("the merge of this file is unresolved", name) for name in sorted(torn)))
        if any(oid in _EMPTY for _, oid, _ in entries):
            # Such a file may only be promised; git tells so by what it says with and without those.
            without = self._changed("--ita-invisible-in-index")
            promised = {name for _, name in {*without} ^ {*self._changed("--ita-visible-in-index")}}
            entries = [entry for entry in entries if entry[2] not in promised]
        return GitTree(self, "", entries)

    def tree(self, commit: str) -> GitTree:
        """Give the files of a commit."""
        raw = self.ask("ls-tree", "-r", "-z", "--full-tree", commit)
        entries = []
        for line in raw.split(b"\0")[:-1]:
            head, _, name = line.partition(b"\t")
            mode, _, oid = head.split(b" ")
            entries.append((mode, oid, name))
        return GitTree(self, commit, entries)

    def having(self, commit: str, mark: bytes, names: Sequence[str]) -> set[str]:
        """Give those of the files of a commit, or of the index, that have a mark or are in UTF-16."""
        if not names:
            return set()
        where = [commit] if commit else []
        paths = [b":(top,literal)" + os.fsencode(name) for name in names]
        if sum(map(len, paths)) > _ROOM:
            paths = []
        marks = [part for text in (mark, *WIDE) for part in (b"-e", text)]
        cached = [] if commit else ["--cached"]
        # Binary files are searched too: a manifest may have a NUL in it, which is a finding.
        out = self.ask(
            "grep", *cached, "-lzFa", "--no-color", "--no-textconv", "--no-recurse-submodules", "--full-name", *marks,
            *where, "--", *paths, quiet=(1,),
        )  # fmt: skip
        prefix = len(commit) + 1 if commit else 0
        return {os.fsdecode(name[prefix:]) for name in out.split(b"\0")[:-1]}


class GitTree:
    """The regular files of the index or of a commit."""

    __slots__ = ("_commit", "_entries", "_links", "_names", "_repository")

    def __init__(self, repository: Repository, commit: str, entries: Iterable[tuple[bytes, bytes, bytes]]) -> None:
        """Take modes, object names and file names."""
        self._repository = repository
        self._commit = commit
        self._entries: dict[str, bytes] = {}
        self._links: set[str] = set()
        for mode, oid, name in entries:
            if mode in _REGULAR:
                self._entries[os.fsdecode(name)] = oid
            elif mode == _LINK:
                self._links.add(os.fsdecode(name))
        self._names: list[str] = []
        """The names in order, once somebody asks for them."""

    def names(self, below: str = "") -> Iterator[str]:
        """Give the files at and below a folder."""
        from bisect import bisect_left

        if not self._names:
            self._names = sorted(name for name in self._entries if not is_foreign(name))
        prefix = f"{below}/" if below else ""
        for position in range(bisect_left(self._names, prefix), len(self._names)):
            name = self._names[position]
            if not name.startswith(prefix):
                return
            yield name

    def contents(self, names: Sequence[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """Give contents in the order of the names; what is no file of the tree comes as an error."""
        blobs = self._blobs([self._entries[name] for name in names if name in self._entries])
        for name in names:
            if name in self._entries:
                yield name, next(blobs)
            elif name in self._links:
                yield name, OSError(0, LINK)
            else:
                yield name, FileNotFoundError(2, "no such file in the tree")

    def marked(self, names: Sequence[str], mark: bytes) -> Iterator[tuple[str, bytes | OSError]]:
        """Give contents; those without the mark as nothing, UTF-16 apart: git looks for it where the content is."""
        having = self._repository.having(self._commit, mark, names)
        found = dict(self.contents([name for name in names if name in having]))
        for name in names:
            yield name, found.get(name, b"")

    def _blobs(self, oids: Sequence[bytes]) -> Iterator[bytes]:
        """Give the contents of objects, one byte beyond the largest size at most."""
        if not oids:
            return
        with self._repository.start("cat-file", "--batch") as git:
            asked, answers = git.stdin, git.stdout
            if asked is None or answers is None:
                raise AssertionError
            for start in range(0, len(oids), _STRETCH):
                stretch = oids[start : start + _STRETCH]
                with suppress(BrokenPipeError):  # git has ended; its answers say why
                    asked.write(b"\n".join(stretch) + b"\n")
                    asked.flush()
                for oid in stretch:
                    head = answers.readline().split()
                    if not head and git.stderr:
                        raise _refusal("cat-file", git.stderr.read(), git.wait())
                    if len(head) != 3:
                        git.kill()
                        raise GitError(Problem(f"git cat-file: {oid.decode()} is missing from the repository"))
                    left = int(head[2])
                    content = answers.read(min(left, MAX_BYTES + 1))
                    left -= len(content) - 1
                    while left > 0:
                        left -= len(answers.read(min(left, _PIECE))) or left
                    yield content


def _refusal(command: str, said: bytes, code: int) -> GitError:
    """Say in a line why git did not do what it was asked."""
    lines = said.decode("utf-8", "replace").strip().splitlines() or [f"exit code {code}"]
    grave = [line for line in lines if line.startswith(("fatal: ", "error: "))]
    reason = grave[0].partition(": ")[2] if grave else lines[0]
    if reason.startswith("not a git repository"):
        return GitError(Problem("not a git repository; `lictool check` judges folders that are in none"))
    hint = "; this clone is partial, fetch its files first" if "promisor remote" in reason else ""
    return GitError(Problem(f"git {command}: {reason}{hint}"))
