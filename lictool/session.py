"""A session: project, policies and options put together, from whichever tree they come; and judging in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lictool.acceptance import Terms, accept
from lictool.bundle import Bundle, Source, read_folder, shipped, with_choices, with_policies
from lictool.document import MARK, load
from lictool.errors import PolicyError, Problem, UsageError
from lictool.evaluation import Options
from lictool.expr.chronology import SECOND, is_day, shift
from lictool.expr.values import Timestamp
from lictool.pipeline import APART, check, read
from lictool.policy_files import ENDINGS
from lictool.project import Project, find
from lictool.record import NamedTuple
from lictool.report import Counts, Report, locate
from lictool.tree import WorkTree, lone, ways
from lictool.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lictool.progress import Meter
    from lictool.report import Located
    from lictool.tree import Tree

_LONG = 500
"""Files from which on a run is one to wait for."""


class Wishes(NamedTuple):
    """What the command line asks for; None where the project decides."""

    seconds: float
    """The time, in seconds since 1970."""
    as_of: str | None = None
    """The day of the judgement; None for the day it is in the project's time zone."""
    language: str | None = None
    unknown: str | None = None
    fail_level: str | None = None
    policies: Sequence[str] = ()
    """Folders of the file system."""
    cache: str | None = None
    """Folder for policies that were read before."""
    baseline: str | None = None
    """A file of the file system with findings that are known, in place of the project's."""
    naked: bool = False
    """Whether nothing is accepted: neither by waivers nor by a baseline."""
    progress: Callable[[str], None] | None = None
    """Shows how far a long run is; None where nobody looks."""


class Session(NamedTuple):
    """All that a judgement needs besides manifests."""

    project: Project
    bundle: Bundle
    options: Options
    fail_level: str
    tree: Tree
    """The tree from which project file, policies, waivers and baseline come."""
    wishes: Wishes

    def waivers(self) -> list[tuple[str, bytes | OSError]]:
        """Give the files that may hold waivers, with content."""
        return list(self.tree.marked(self.project.waiver_names(self.tree), MARK))

    def baseline(self) -> tuple[str, bytes | OSError] | None:
        """Give the file of the baseline, None where there is none."""
        if self.wishes.baseline:
            return lone(self.wishes.baseline)
        return next(iter(self.tree.contents([self.project.baseline]))) if self.project.baseline else None

    def meter(self, inputs: Sequence[tuple[str, bytes | OSError]]) -> Meter | None:
        """Give what shows how far the judgement of files is, None where it takes no time to speak of."""
        count = sum(bool(content) for _, content in inputs)
        if self.wishes.progress is None or count < _LONG:
            return None
        from lictool.progress import Meter

        return Meter(self.wishes.progress, count, self.options.language)

    def manifests(self, tree: Tree) -> list[tuple[str, bytes | OSError]]:
        """Give all files of the project that may hold manifests, with content, from a tree."""
        return list(tree.marked(self.project.manifest_names(tree), MARK))


def surrounding(folder: str) -> tuple[str, str]:
    """Give the root of the tree that a folder of the file system belongs to, and the folder's name in it.

    That is the repository around it; a folder in none stands for itself.
    """
    here = os.path.realpath(folder)
    root = here
    while not os.path.lexists(os.path.join(root, ".git")):
        above = os.path.dirname(root)
        if above == root:
            return here, ""
        root = above
    name = os.path.relpath(here, root).replace(os.sep, "/")
    return root, "" if name == "." else name


def begin(tree: Tree, here: str, wishes: Wishes) -> Session:
    """Put a session together for a folder of a tree.

    Raises UsageError for a day that is none, PolicyError for a project file or a policy that cannot be used.
    """
    project = find(tree, here)
    bundle = shipped()
    sources = _sources(tree, project, wishes)
    if sources:
        bundle = with_policies(bundle, sources, wishes.cache)
    if project.authored:
        from lictool.settling import settle

        settle(project, bundle)
    options = Options(
        wishes.as_of or day(wishes.seconds, project.time_zone),
        wishes.language or project.language,
        project.time_zone,
        wishes.unknown or project.unknown,
    )
    if not is_day(options.as_of):
        raise UsageError(Problem(f"`{options.as_of}` is not a day; write it as 2026-12-31"))
    bundle = with_choices(bundle, project.parameters)
    return Session(project, bundle, options, wishes.fail_level or project.fail_level, tree, wishes)


def policies_here(wishes: Wishes) -> tuple[Project, list[Source]]:
    """Give the project of the working folder, and the folders of policies besides the shipped ones.

    Raises PolicyError for a project file or a folder that cannot be used.
    """
    root, here = surrounding(".")
    tree = WorkTree(root)
    project = find(tree, here)
    return project, _sources(tree, project, wishes)


def judge(
    session: Session,
    inputs: Sequence[tuple[str, bytes | OSError]],
    tree: Tree | None = None,
    *,
    whole: bool = True,
) -> Report:
    """Judge files as a session says, and mark what waivers and the baseline accept.

    `tree` is the one whose files they are, None where they are in none; `whole` says whether they are all that belongs
    to the project. Waivers come from the session's tree; without a project file from the files that are judged, if
    these are of the same tree. Raises PolicyError for a waiver or a baseline that cannot be used.
    """
    report = check(inputs, session.bundle, session.options, session.meter(inputs))
    dates = session.project.enforce_from
    if dates:
        as_of, language = report.as_of, report.language
        lightened = (_lightened(one, dates.get(one.finding.rule, ""), as_of, language) for one in report.findings)
        report = report._replace(findings=tuple(lightened))
    if session.wishes.naked:
        return report
    project, own = session.project, session.tree is tree
    taken, strays = inputs, inputs[:0]
    if not own or (project.authored and project.waivers != project.manifests):
        taken = session.waivers()
        names = {name for name, _ in taken}
        strays = [one for one in inputs if own and one[0] not in names]
    terms = Terms(session.options.zone, project.waiver_days, whole)
    return accept(report, taken, session.bundle, terms, strays=strays, baseline=session.baseline())


def fitted(session: Session, inputs: Iterable[tuple[str, bytes | OSError]]) -> Report:
    """Hold files against their schemas, without joining parts and without asking any rule.

    Raises PolicyError if a project file or a waiver does not fit: these are no manifests.
    """
    inputs = list(inputs)
    _fit_apart(inputs)
    bundle, options = session.bundle, session.options
    intake = read(inputs, bundle.shape, options.language)
    return Report(
        as_of=options.as_of,
        language=options.language,
        findings=locate(intake.findings, bundle.shape),
        counts=Counts(0, 0, 0, 0, 0, 0, len(intake.parts), intake.broken, intake.skipped, 0),
        absent=(),
        hidden=(),
        policy_digest=bundle.digest,
        zone=options.zone,
    )


def _fit_apart(inputs: Iterable[tuple[str, bytes | OSError]]) -> None:
    """Hold the documents that are no manifests against the schemas of their kinds."""
    from lictool.authored import misfits
    from lictool.resources import schema_names
    from lictool.waiver import faults

    problems: list[Problem] = []
    for file, content in inputs:
        if not isinstance(content, bytes) or not any(kind.encode() in content for kind in APART):
            continue
        loaded = load(file, content)
        problems += faults(file, loaded)
        for document in loaded.documents:
            kind = document.data.get("kind") if isinstance(document.data, dict) else None
            if kind in APART and str(kind).lower() in schema_names():
                problems += misfits(document, str(kind).lower())
    if problems:
        raise PolicyError(*problems)


def concerning(report: Report, names: Iterable[str]) -> Report:
    """Leave of the findings those that concern files, or files below folders, of the tree; `` is everything.

    A finding concerns the files in which its place, a related place, or a fact is that the verdict rests on.
    """
    wanted = frozenset(names)
    if "" in wanted:
        return report

    def concerns(located: Located) -> bool:
        places = (located.place, *located.related, *(place for place in located.facts if place))
        return any(not wanted.isdisjoint(ways(place.file)) for place in places)

    return report._replace(findings=tuple(located for located in report.findings if concerns(located)))


def day(seconds: float, zone: str) -> str:
    """Give the day that a moment belongs to in a time zone, ISO 8601."""
    from time import gmtime, strftime

    return strftime("%Y-%m-%d", gmtime(shift(Timestamp(int(seconds) * SECOND), zone) // SECOND))


def _lightened(located: Located, first_day: str, as_of: str, language: str) -> Located:
    """Make a finding of a rule that is not enforced yet an info that says from when it is."""
    if as_of >= first_day:
        return located
    finding = located.finding
    message = finding.message + say("enforced-from", language, date=first_day, severity=say(finding.severity, language))
    return located._replace(finding=finding._replace(severity="info", message=message))


def _sources(tree: Tree, project: Project, wishes: Wishes) -> list[Source]:
    sources = [_source(tree, project, position) for position in range(len(project.policies))]
    return sources + [read_folder(folder) for folder in wishes.policies]


def _source(tree: Tree, project: Project, position: int) -> Source:
    folder = project.policies[position]
    names = [name for name in tree.names(folder) if name.endswith(ENDINGS)]
    if not names:
        authored = project.authored
        message = f"there is no policy in `{folder}`"
        raise PolicyError(authored.problem(("policies", position), message) if authored else Problem(message))
    files = {name[len(folder) + 1 :] if folder else name: content for name, content in tree.contents(names)}
    return Source(folder, files)
