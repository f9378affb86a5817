"""Policies ready to judge: plain data, from the shipped module or from policy folders.

Plans of expressions are plain data too, so that neither YAML nor the language's checker is needed at the start.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lictool.policy import Policy
    from lictool.policy_files import Files
    from lictool.shape import Shape

FORMAT = "2"
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


class Source(NamedTuple):
    """A folder of policies whose files were read."""

    shown: str
    """Its path as it is printed."""
    files: Files


def read_folder(folder: str) -> Source:
    """Read a folder of policies. Raises PolicyError if it is none."""
    from lictool.errors import PolicyError, Problem
    from lictool.policy_files import contents
    from lictool.tree import shown

    if not os.path.isdir(folder):
        raise PolicyError(Problem(f"`{folder}` is no folder"))
    return Source(shown(folder), contents(folder))


def with_policies(bundle: Bundle, sources: Sequence[Source], cache: str | None) -> Bundle:
    """Add policies, from the cache where the same files were read before.

    `cache` is a folder outside of any work tree; it holds data only, named by the digest of what it was made of.
    Raises PolicyError if files are no policy or a rule's name is taken.
    """
    policies = list(bundle.policies)
    digest = bundle.digest
    for source in sources:
        content = files_digest(source.files)
        entry = os.path.join(cache, f"{_digest(FORMAT, content, source.shown, _tool())}.json") if cache else ""
        found = _cached(entry)
        if found is None:
            found = [policy.data for policy in load(source)]
            _keep(entry, found)
        policies += found
        digest = _digest(digest, content)
    _distinct(policies)
    return Bundle(policies, bundle.shape, digest)


def with_choices(bundle: Bundle, chosen: Mapping[str, Mapping[str, Any]]) -> Bundle:
    """Set parameters, by policy and name; what may be set was seen to by the caller."""
    if not chosen:
        return bundle
    policies = [
        {**policy, "parameters": {**policy["parameters"], **chosen[policy["name"]]}}
        if policy["name"] in chosen
        else policy
        for policy in bundle.policies
    ]
    return bundle._replace(policies=policies)


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


def load(source: str | Source) -> list[Policy]:
    """Load the policies of a folder from their YAML files. Raises PolicyError with all faults."""
    import json

    from lictool.policy import load_policies
    from lictool.resources import schema_text

    if isinstance(source, str):
        source = read_folder(source)
    return load_policies(source.files, source.shown, json.loads(schema_text("manifest")))


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


def files_digest(files: Files) -> str:
    """Give the SHA-256 of the names and contents of files."""
    return _digest(
        *(
            name + "\0" + (content.decode("utf-8", "surrogateescape") if isinstance(content, bytes) else "")
            for name, content in files.items()
        )
    )


def _digest(*parts: str) -> str:
    from hashlib import sha256

    return sha256("\1".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
