"""lictool from Python: `lictool.check`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lictool.acceptance import Terms, accept
from lictool.bundle import read_folder, shipped, with_policies
from lictool.errors import Problem, UsageError
from lictool.evaluation import Options
from lictool.expr.chronology import is_day
from lictool.pipeline import check as check_files
from lictool.tree import candidates, files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lictool.report import Report


def check(
    paths: Iterable[str],
    *,
    as_of: str,
    language: str = "en",
    policies: Sequence[str] = (),
    unknown: str = "error",
    cache: str | None = None,
    baseline: str | None = None,
) -> Report:
    """Judge the manifests in files and folders, whatever a project file says; waivers among the files accept findings.

    `as_of` is the day of the judgement (ISO 8601); `language` that of the findings (`en` or `ja`); `policies` are folders
    with policies of one's own, added to the shipped ones; `unknown` is the severity (`error`, `warning`, `info`) that a
    question which cannot be decided has at most; `cache` is a folder, outside of any work tree, for policies that were
    read before.
    Raises UsageError if a path leads nowhere or `as_of` is no day, PolicyError if a policy cannot be used.
    """
    if not is_day(as_of):
        raise UsageError(Problem(f"`{as_of}` is not a day; write it as 2026-12-31"))
    bundle = with_policies(shipped(), [read_folder(p) for p in policies], cache) if policies else shipped()
    paths = list(paths)
    inputs = list(candidates(paths))
    options = Options(as_of, language, "UTC", unknown)
    terms = Terms(whole=all(map(os.path.isdir, paths)))
    known = next(files([baseline])) if baseline else None
    return accept(check_files(inputs, bundle, options), inputs, bundle, terms, baseline=known)
