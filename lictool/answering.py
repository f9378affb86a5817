"""What several commands share: reading their options, and answering with a report."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from lictool import __version__
from lictool.answer import Answer
from lictool.errors import LictoolError, Problem, UsageError
from lictool.report import FOUND, JUDGED, exit_code
from lictool.session import Wishes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lictool.answer import Surroundings
    from lictool.report import Report
    from lictool.session import Session
    from lictool.tree import Tree

_LONG = 500
"""Files from which on a run is one to wait for."""


def wishes(arguments: dict[str, Any], around: Surroundings) -> Wishes:
    """Give what a command line asks of a session."""
    return Wishes(
        seconds=around.seconds,
        as_of=arguments["as_of"],
        language=arguments["lang"],
        unknown=arguments.get("unknown"),
        fail_level=arguments.get("fail_level"),
        policies=arguments["policies"],
        cache=cache(around.environment),
    )


def cache(environment: Mapping[str, str]) -> str | None:
    """Give the folder for policies that were read before, or None where the system names none."""
    home = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    if not home:
        user = os.path.expanduser("~")
        home = os.path.join(user, ".cache") if os.path.isabs(user) else ""
    return os.path.join(home, "lictool", "policies") if home else None


def colored(choice: str, around: Surroundings) -> bool:
    """Decide about colours: the option, then NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, then the terminal."""
    if choice != "auto":
        return choice == "always"
    if around.environment.get("NO_COLOR"):
        return False
    if around.environment.get("FORCE_COLOR") or around.environment.get("CLICOLOR_FORCE"):
        return True
    return around.is_terminal


def reported(report: Report, session: Session, arguments: dict[str, Any], around: Surroundings) -> Answer:
    """Answer with a report; neither format nor what is shown of it changes the exit code."""
    code = exit_code(report, session.fail_level, allow_empty=arguments["allow_empty"])
    if code == FOUND and arguments["exit_zero"]:
        code = JUDGED
    if arguments["format"] == "json":
        from lictool.reporters.json_v1 import render as render_json

        return Answer(render_json(report, exit_code=code, version=__version__), code)
    from lictool.reporters.text import render

    failed = exit_code(report, session.fail_level, allow_empty=True) == FOUND
    return Answer(render(report, failed=failed, color=colored(arguments["color"], around)), code)


def selected(
    session: Session, tree: Tree, root: str, paths: Iterable[str]
) -> tuple[list[tuple[str, bytes | OSError]], list[str] | None]:
    """Give the files to judge for paths of the file system, and the names in the tree of which the verdicts are wanted.

    Paths in a project have all of the project judged; what is no part of a project is judged by itself, and all of it
    is wanted (None). Raises UsageError for a path that leads nowhere, and if some paths are of the project, some not.
    """
    from lictool.tree import candidates, named, ways

    inputs = session.manifests(tree) if session.project.authored else []
    names = named(paths, root)
    known = {step for file, _ in inputs for step in ways(file)}
    strange = [path for path, name in names.items() if name not in known]
    if len(strange) == len(names):
        return list(candidates(names)), None
    if strange:
        project = session.project.file
        raise UsageError(
            *(
                Problem(f"`{path}` has no manifest of the project `{project}`, but others that are named have")
                for path in strange
            )
        )
    return inputs, [name for name in names.values() if name is not None]


def fitting(session: Session, root: str, paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
    """Give the files at paths that may hold manifests or waivers; where there is a project, only its own.

    Raises UsageError for a path that leads nowhere.
    """
    from lictool.tree import candidates, named

    project = session.project
    for file, content in candidates(paths):
        name = named([file], root)[file] if project.authored else ""
        if not project.authored or (name and (project.may_hold_manifest(name) or project.may_hold_waiver(name))):
            yield file, content


@contextmanager
def naming(revision: str) -> Iterator[None]:
    """Say of what is wrong in a file of a commit in which commit that is, as git writes it: `main:lictool.yaml`."""
    try:
        yield
    except LictoolError as error:
        if not revision:
            raise
        raise type(error)(
            *(
                problem._replace(file=f"{revision}:{problem.file}" if problem.file else None)
                for problem in error.problems
            )
        ) from None


def announced(inputs: Sequence[tuple[str, object]], around: Surroundings) -> None:
    """Say at a terminal what takes its time."""
    if len(inputs) >= _LONG:
        around.progress(f"judging {len(inputs):,} files …")
