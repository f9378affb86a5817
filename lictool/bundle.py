"""Policies ready to judge: plain data, from the shipped module or from policy folders.

Plans of expressions are plain data too, so that neither YAML nor the language's checker is needed at the start.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.policy import Policy
    from lictool.shape import Shape

FORMAT = "1"
"""Version of the data; another one makes cached data void."""


class Bundle(NamedTuple):
    """Everything that a judgement needs besides manifests."""

    policies: Sequence[dict[str, Any]]
    """As `Policy.data`; the words of shipped rules are kept apart."""
    shape: Shape
    digest: str
    """SHA-256 of the files that the policies were made of."""


def shipped() -> Bundle:
    """Give the shipped policies from their prebuilt form."""
    from lictool import _bundle

    return Bundle(_bundle.POLICIES, _bundle.SHAPE, _bundle.DIGEST)


def words(rule: dict[str, Any]) -> dict[str, Any]:
    """Give title, message and remediation of a rule, by language; those of shipped rules are read only now."""
    if "words" not in rule:
        from lictool._bundle_words import WORDS

        return WORDS[rule["policy"], rule["name"]]
    found: dict[str, Any] = rule["words"]
    return found


def reference(policy: dict[str, Any]) -> dict[str, Any]:
    """Give title, sources, entries and citations of table rows of a policy; those of shipped ones are read only now."""
    if "reference" not in policy:
        from lictool._bundle_words import REFERENCES

        return REFERENCES[policy["name"]]
    found: dict[str, Any] = policy["reference"]
    return found


def with_folders(bundle: Bundle, folders: Sequence[str], cache: str | None) -> Bundle:
    """Add the policies of folders, from the cache where the same files were read before.

    `cache` is a folder outside of any work tree; it holds data only, named by the digest of what it was made of.
    Raises PolicyError if a folder is no policy or a rule's name is taken.
    """
    policies = list(bundle.policies)
    digest = bundle.digest
    for folder in folders:
        found, content = _folder(folder, cache)
        policies += found
        digest = _digest(digest, content)
    _distinct(policies)
    return Bundle(policies, bundle.shape, digest)


def _distinct(policies: Sequence[dict[str, Any]]) -> None:
    from lictool.errors import PolicyError, Problem

    seen: dict[str, str] = {}
    names: set[str] = set()
    for policy in policies:
        if policy["name"] in names:
            raise PolicyError(Problem(f"there are two policies `{policy['name']}`; rename the folder of one"))
        names.add(policy["name"])
        for rule in policy["rules"]:
            other = seen.setdefault(rule["name"], policy["name"])
            if other != policy["name"]:
                raise PolicyError(
                    Problem(f"policy `{policy['name']}` has a rule `{rule['name']}`, which `{other}` has already")
                )


def _folder(folder: str, cache: str | None) -> tuple[list[dict[str, Any]], str]:
    """Give the policies of a folder, and the digest of its files."""
    from lictool.errors import PolicyError, Problem
    from lictool.project import shown

    if not os.path.isdir(folder):
        raise PolicyError(Problem(f"`{folder}` is no folder"))
    content = files_digest(folder)
    entry = os.path.join(cache, f"{_digest(FORMAT, content, shown(folder), _tool())}.json") if cache else ""
    known = _cached(entry)
    if known is None:
        known = [policy.data for policy in load(folder)]
        _keep(entry, known)
    return known, content


def load(folder: str) -> list[Policy]:
    """Load the policies of a folder from their YAML files. Raises PolicyError with all faults."""
    import json

    from lictool.errors import PolicyError, Problem
    from lictool.policy import load_policies
    from lictool.project import shown
    from lictool.resources import schema_text

    if not os.path.isdir(folder):
        raise PolicyError(Problem(f"`{folder}` is no folder"))
    return load_policies(folder, shown(folder), json.loads(schema_text("manifest")))


def _tool() -> str:
    """Give what stands for this version of the language and of the manifest."""
    from lictool import __version__
    from lictool.resources import schema_text

    return __version__ + schema_text("manifest")


def _cached(entry: str) -> list[dict[str, Any]] | None:
    import json

    try:
        with open(entry, encoding="utf-8") as file:
            known: list[dict[str, Any]] = json.load(file)
    except (OSError, ValueError):
        return None
    return known


def _keep(entry: str, policies: list[dict[str, Any]]) -> None:
    """Keep policies for the next run; a cache that cannot be written is no fault."""
    import json
    from contextlib import suppress

    if not entry:
        return
    draft = f"{entry}.{os.getpid()}"
    with suppress(OSError):
        os.makedirs(os.path.dirname(entry), exist_ok=True)
        with open(draft, "w", encoding="utf-8") as file:
            json.dump(policies, file)
        os.replace(draft, entry)


def files_digest(folder: str) -> str:
    """Give the SHA-256 of the names and contents of the YAML files below a folder."""
    from lictool.policy_files import names

    parts = []
    for name in sorted(names(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            parts.append(name + "\0" + file.read().decode("utf-8", "surrogateescape"))
    return _digest(*parts)


def _digest(*parts: str) -> str:
    from hashlib import sha256

    return sha256("\1".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
