"""What a team writes by hand instead of a tool: PyYAML, jsonschema for the structure, three rules as ifs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator


class Loader(yaml.CSafeLoader):
    """Leaves dates as text, as JSON Schema wants them."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def broken(spec: dict[str, Any]) -> Iterator[str]:
    """Give the names of the rules that an estate breaks."""
    for headend in spec["headends"]:
        installed = headend.get("installed", [])
        if "vpn-only" in installed and ("plus" in installed or "apex" in installed):
            yield "vpn-only-mixed"
            break
    used = {feature["name"] for feature in spec["features"] if feature["status"] == "used"}
    apex = any(entitlement["tier"] == "apex" and entitlement["users"] > 0 for entitlement in spec["entitlements"])
    if "nvm" in used and not apex:
        yield "nvm-without-apex"
    ise_apex = any(one.get("licenses", {}).get("apex") for one in spec.get("ise", {}).get("deployments", []))
    if "ise-posture" in used and not (apex and ise_apex):
        yield "posture-without-apex"


def main(schema: str, folder: str) -> int:
    """Judge every manifest of a folder."""
    validator = jsonschema.Draft202012Validator(
        json.loads(Path(schema).read_text()), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    found = 0
    for path in sorted(Path(folder).glob("*.yaml")):
        manifest = yaml.load(path.read_bytes(), Loader=Loader)  # noqa: S506 - a safe loader
        faults = [error.message for error in validator.iter_errors(manifest)]
        faults += broken(manifest["spec"]) if not faults else []
        for fault in faults:
            sys.stdout.write(f"{path}: {fault}\n")
        found += bool(faults)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
