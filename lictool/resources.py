"""The files that ship with lictool: schemas and policies, installed or in a checkout."""

from __future__ import annotations

import os

_HERE = os.path.dirname(os.path.abspath(__file__))


def folder(name: str) -> str:
    """Give the folder `schemas` or `policies`: inside the installed package, or beside the package in a checkout."""
    installed = os.path.join(_HERE, "data", name)
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(_HERE), name)


def schema_text(name: str) -> str:
    """Give the text of the shipped schema of that name, such as `manifest`.

    Raises FileNotFoundError where there is none.
    """
    with open(os.path.join(folder("schemas"), f"{name}.schema.json"), encoding="utf-8") as file:
        return file.read()


def schema_names() -> list[str]:
    """Give the names of all shipped schemas, sorted."""
    return sorted(f.removesuffix(".schema.json") for f in os.listdir(folder("schemas")) if f.endswith(".schema.json"))
