"""The project: what its file `lictool.yaml` says, or what holds without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.errors import PolicyError, cause
from lictool.patterns import Patterns
from lictool.record import NamedTuple
from lictool.tree import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lictool.authored import Authored
    from lictool.errors import Problem
    from lictool.location import Path
    from lictool.tree import Tree

FILE = "lictool.yaml"
EVERYTHING = ("**",)
_ABSENT = FileNotFoundError, NotADirectoryError, IsADirectoryError


class Project(NamedTuple):
    """A project; paths are names in the tree in which its file is."""

    authored: Authored | None = None
    """The project file, None where there is none."""
    folder: str = ""
    """The folder of the project file; empty for the root of the tree."""
    manifests: Patterns = Patterns(EVERYTHING)
    waivers: Patterns = Patterns(EVERYTHING)
    policies: tuple[str, ...] = ()
    """Folders."""
    baseline: str = ""
    """A file; empty where there is none."""
    fail_level: str = "error"
    unknown: str = "error"
    language: str = "en"
    time_zone: str = "UTC"
    parameters: Mapping[str, Mapping[str, Any]] = {}
    """By policy and name; not yet held against the policies."""
    enforce_from: Mapping[str, str] = {}
    """First day of enforcement by rule."""
    waiver_days: int | None = None
    """Days that a waiver may last at most."""

    @property
    def file(self) -> str:
        """The name of the project file, also where there is none."""
        return _joined(self.folder, FILE)

    def may_hold_manifest(self, name: str) -> bool:
        """Tell whether a file belongs to the project as one that may hold manifests."""
        return self._may_hold(self.manifests, name)

    def may_hold_waiver(self, name: str) -> bool:
        """Tell whether a file belongs to the project as one that may hold waivers."""
        return self._may_hold(self.waivers, name)

    def governs(self, name: str) -> bool:
        """Tell whether a file has a say in how is judged: project file, baseline, or a file of a policy."""
        return name in (self.file, self.baseline) or any(
            not folder or name.startswith(f"{folder}/") for folder in self.policies
        )

    def manifest_names(self, tree: Tree) -> list[str]:
        """Give the files of a tree that may hold manifests, sorted."""
        return sorted(name for name in self._walk(tree, self.manifests) if self.may_hold_manifest(name))

    def waiver_names(self, tree: Tree) -> list[str]:
        """Give the files of a tree that may hold waivers, sorted."""
        return sorted(name for name in self._walk(tree, self.waivers) if self.may_hold_waiver(name))

    def _may_hold(self, patterns: Patterns, name: str) -> bool:
        if not name.startswith(f"{self.folder}/" if self.folder else ""):
            return False
        inside = name[len(self.folder) + 1 :] if self.folder else name
        if name.endswith("/"):  # a folder that cannot be listed: what is in it may fit
            return not patterns.rule_out(inside.removesuffix("/"))
        return name.lower().endswith(ENDINGS) and patterns.fits(inside)

    def _walk(self, tree: Tree, patterns: Patterns) -> Iterator[str]:
        single = []
        for start in patterns.starts:
            name = _joined(self.folder, start)
            found = False
            for below in tree.names(name):
                found = True
                yield below
            if not found and name:
                single.append(name)
        for name, content in tree.contents(single):
            if not isinstance(content, _ABSENT):
                yield name


def find(tree: Tree, here: str) -> Project:
    """Find the project of a folder of a tree: the nearest project file at or above it.

    Raises PolicyError with all faults of the file.
    """
    steps = here.split("/") if here else []
    names = [_joined("/".join(steps[:depth]), FILE) for depth in range(len(steps), -1, -1)]
    for name, content in tree.contents(names):
        if isinstance(content, bytes):
            return _project(name, content)
        if not isinstance(content, _ABSENT):
            from lictool.errors import Problem

            raise PolicyError(Problem(f"cannot be read: {cause(content)}", name))
    return Project()


def _project(name: str, content: bytes) -> Project:
    from lictool.authored import read

    authored = read(name, content, "project")
    data = authored.data
    folder = name.rpartition("/")[0]
    problems = list(_problems(authored))
    if problems:
        raise PolicyError(*problems)
    manifests = data.get("manifests", EVERYTHING)
    return Project(
        authored=authored,
        folder=folder,
        manifests=Patterns(manifests),
        waivers=Patterns(data.get("waivers", manifests)),
        policies=tuple(_joined(folder, path) for path in data.get("policies", ())),
        baseline=_joined(folder, data["baseline"]) if "baseline" in data else "",
        fail_level=data.get("failLevel", "error"),
        unknown=data.get("unknown", "error"),
        language=data.get("language", "en"),
        time_zone=data.get("timeZone", "UTC"),
        parameters=data.get("parameters", {}),
        enforce_from=data.get("enforceFrom", {}),
        waiver_days=data.get("waiverDays"),
    )


def _problems(authored: Authored) -> Iterator[Problem]:
    """Give what the schema cannot say: paths stay below the folder, patterns take something in, the zone exists."""
    from lictool.expr.chronology import shift
    from lictool.expr.values import EvaluationError, Timestamp

    data = authored.data
    for path, text in _paths(data):
        plain = text.removeprefix("!") if path[0] in ("manifests", "waivers") else text
        if plain.startswith("/") or "\\" in plain or plain[1:2] == ":" or ".." in plain.split("/"):
            yield authored.problem(
                path, f"`{text}` is no path below the folder of {FILE}; write it relative to that, with forward slashes"
            )
    for key in ("manifests", "waivers"):
        if data.get(key) and all(text.startswith("!") for text in data[key]):
            yield authored.problem((key,), "nothing is taken in, so that there is nothing to take out; start with `**`")
    if not data.get("baseline", ".json").endswith(".json"):
        yield authored.problem(("baseline",), f"`{data['baseline']}` is no JSON file; its name ends in .json")
    try:
        shift(Timestamp(0), data.get("timeZone", "UTC"))
    except EvaluationError as error:
        yield authored.problem(("timeZone",), str(error))


def _paths(data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for key in ("manifests", "waivers", "policies"):
        texts: Sequence[str] = data.get(key, ())
        for position, text in enumerate(texts):
            yield (key, position), text
    if "baseline" in data:
        yield ("baseline",), data["baseline"]


def _joined(folder: str, name: str) -> str:
    """Give a path of the project file as a name in the tree."""
    steps = [step for step in f"{folder}/{name}".split("/") if step not in ("", ".")]
    return "/".join(steps)
