"""The commands that see a repository as git does: `hook` and `diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.answer import Answer
from lictool.errors import Problem, UsageError
from lictool.git import Repository
from lictool.project import FILE, find
from lictool.reading.source import MARK
from lictool.record import NamedTuple
from lictool.report import FOUND, JUDGED
from lictool.tree import ENDINGS, WorkTree

if TYPE_CHECKING:
    from lictool.answer import Surroundings
    from lictool.diff import Difference
    from lictool.git import Change
    from lictool.project import Project
    from lictool.tree import Tree


def hook(arguments: dict[str, Any], around: Surroundings) -> Answer:
    """Judge what is staged, or the commit that is pushed; where neither is there, the work tree."""
    repository = Repository(".", around.environment)
    pushed = around.environment.get("PRE_COMMIT_TO_REF", "")
    if repository.is_bare and not pushed:
        raise UsageError(Problem("a repository without a work tree has nothing staged; use `lictool diff BASE..HEAD`"))
    tree: Tree = WorkTree(repository.folder)
    # A report that was asked for holds the whole verdict, also where nothing that is staged changes it.
    is_report = arguments["format"] != "text" or bool(arguments["output"])
    if pushed.strip("0"):
        tree = repository.tree(repository.commit(pushed))
    elif not pushed:
        changes = repository.staged()
        if changes:
            if not is_report and not any(change.name.lower().endswith(ENDINGS) for change in changes):
                return Answer("", JUDGED)
            index = repository.index()
            if not is_report and not _is_touched(changes, find(index, repository.inside), repository):
                return Answer("", JUDGED)
            tree = index
    from lictool.answering import reported, wishes
    from lictool.session import begin, judge

    session = begin(tree, repository.inside, wishes(arguments, around))
    inputs = session.manifests(tree)
    return reported(judge(session, inputs, tree), session, arguments, around)


def diff(arguments: dict[str, Any], around: Surroundings) -> Answer:
    """Compare the judgements of two commits, or of a commit and the work tree."""
    from lictool.answering import naming, wishes
    from lictool.diff import Side, compare, verdict
    from lictool.session import begin, judge

    repository = Repository(".", around.environment)
    base, head = _ends(arguments["words"][0] if arguments["words"] else "HEAD", repository)
    asked = wishes(arguments, around)
    head_tree = repository.tree(head.commit) if head.commit else WorkTree(repository.folder)
    base_tree = repository.tree(base.commit)
    trusted = arguments["trusted"]
    ground = repository.tree(repository.commit(trusted)) if trusted else head_tree
    ends = (
        (head, head_tree, ground, trusted or (head.label if head.commit else "")),
        (base, base_tree, base_tree, base.label),
    )
    sides = []
    for end, tree, grounds, revision in ends:
        with naming(revision):
            session = begin(grounds, repository.inside, asked)
        # Both are judged for the same day and speak the same language.
        asked = asked._replace(as_of=session.options.as_of, language=session.options.language)
        inputs = session.manifests(tree)
        sides.append(Side(end.label, session, judge(session, inputs, tree)))
    difference = compare(sides[1], sides[0])
    code = verdict(difference, allow_empty=arguments["allow_empty"])
    failed = verdict(difference, allow_empty=True) == FOUND
    if code == FOUND and arguments["exit_zero"]:
        code = JUDGED
    return Answer(_written(difference, arguments, around, code=code, failed=failed), code)


def _written(
    difference: Difference, arguments: dict[str, Any], around: Surroundings, *, code: int, failed: bool
) -> str:
    from lictool import __version__
    from lictool.answering import colored
    from lictool.reporters import difference as reporter

    if arguments["format"] == "json":
        return reporter.render_json(difference, exit_code=code, version=__version__)
    if arguments["format"] == "markdown":
        return reporter.render_markdown(difference, failed=failed)
    return reporter.render_text(difference, failed=failed, color=colored(arguments["color"], around))


class _End(NamedTuple):
    """One end of a comparison."""

    label: str
    commit: str
    """Empty for the work tree."""


def _ends(word: str, repository: Repository) -> tuple[_End, _End]:
    """Read `BASE`, `BASE..HEAD` and `BASE...HEAD`: from where the two parted."""
    base, dots, head = word.partition("...") if "..." in word else word.partition("..")
    base = base or "HEAD"
    commit = repository.commit(base)
    if not dots and not repository.is_bare:
        return _End(base, commit), _End("work tree", "")
    head = head or "HEAD"
    end = _End(head, repository.commit(head))
    return _End(base, repository.merge_base(commit, end.commit) if dots == "..." else commit), end


def _is_touched(changes: list[Change], project: Project, repository: Repository) -> bool:
    """Tell whether any change could change the verdict: of manifests only those that are lictool's, before or after."""
    names = [change.name for change in changes if change.is_file]
    if any(project.governs(name) or name.rpartition("/")[2] == FILE for name in names):
        return True
    names = [name for name in names if project.may_hold_manifest(name) or project.may_hold_waiver(name)]
    if not names:
        return False
    if not repository.having("", MARK, names).isdisjoint(names):
        return True
    return repository.has_commit() and not repository.having("HEAD", MARK, names).isdisjoint(names)
