"""Paths of a case, said for people: places in files, names of items instead of positions, secrets masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.finding import Spot
from lictool.location import Path, Where

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.deployment import Deployment
    from lictool.evaluation import Case


def in_manifest(path: Path) -> bool:
    """Tell whether a path leads into a manifest: not into tables or parameters."""
    return path[0] in ("deployment", "portfolio")


def spot(case: Case, path: Path) -> Spot:
    """Find the file and the place in it of a path; of a record, the key that it stands under."""
    deployment, inside = _inside(case, path)
    document, where = deployment.trace(inside)
    is_record = bool(where) and isinstance(where[-1], str) and isinstance(at(case, path), dict)
    return Spot(document, Where(where, is_record))


def at(case: Case, path: Path) -> Any:
    """Give what stands at a path of a manifest, None where nothing does."""
    deployment, inside = _inside(case, path)
    if path == ("portfolio",):
        return None
    value: Any = deployment.data
    for step in inside:
        if isinstance(value, dict):
            value = value.get(step)
        else:
            value = value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None
    return value


def _inside(case: Case, path: Path) -> tuple[Deployment, Path]:
    """Give the deployment that a path leads into, and the way inside of it."""
    if path[0] == "portfolio":
        return (case.deployments[int(path[1])], path[2:]) if len(path) > 1 else (case.deployments[0], ())
    return case.deployments[0], path[1:]


def label(case: Case, path: Path) -> tuple[str, ...]:
    """Give a path with items of lists by what identifies them."""
    if path[0] == "deployment":
        return ("deployment", *case.deployments[0].label(path[1:]))
    if path[0] == "portfolio" and len(path) > 1:
        deployment = case.deployments[int(path[1])]
        return ("portfolio", deployment.name, *deployment.label(path[2:]))
    return tuple(map(str, path))


def display(case: Case, path: Path) -> str:
    """Give a path for people: `headends[fw-1].platform`."""
    listed = 1 if path[0] == "tables" else len(path)
    text = spelled(path[1:], label(case, path)[1:], listed)
    return text if path[0] == "deployment" else f"{path[0]}.{text}" if text else str(path[0])


def spelled(path: Path, labels: Iterable[str], listed: int | None = None) -> str:
    """Write a path below its root with labels for its steps; positions, and steps from `listed` on, in brackets."""
    text = ""
    for place, (step, said) in enumerate(zip(path, labels, strict=True)):
        in_brackets = isinstance(step, int) or (listed is not None and place >= listed)
        text += f"[{said}]" if in_brackets else f".{said}" if text else said
    return text


def shown(case: Case, path: Path, value: Any) -> Any:
    """Mask what the schema calls a secret, also inside of a larger value."""
    if path[0] == "deployment":
        return case.deployments[0].shown(path[1:], value)
    return case.deployments[int(path[1])].shown(path[2:], value) if len(path) > 1 else "…"


def telling(case: Case, primary: Path, paths: Iterable[Path]) -> list[Path]:
    """Leave out of places beside a first one those that say nothing.

    These are a list or record of which something inside is shown, a list of records that is not empty, and the name of
    an item in a list of whose items something else is shown.
    """
    others = [path for path in dict.fromkeys(paths) if path != primary]
    inner = {path[:end] for path in (primary, *others) for end in range(len(path))}
    left = [path for path in others if path not in inner and len(path) > 1 and not _is_full(at(case, path))]
    names = {path for path in left if in_manifest(path) and _is_name(case, path)}
    lists = {path[:end] for path in (primary, *left) if path not in names for end in range(1, len(path))}
    return [path for path in left if path not in names or path[:-2] not in lists]


def _is_name(case: Case, path: Path) -> bool:
    """Tell whether a path leads to what an item of a list is called by, and nothing else."""
    deployment, inside = _inside(case, path)
    return deployment.is_name(inside)


def _is_full(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)
