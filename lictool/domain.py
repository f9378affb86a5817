"""The functions that licensing adds to the expression language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.library import IMPLEMENTATIONS as STANDARD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lictool.expr.celtypes import Type
    from lictool.expr.functions import Argument, FunctionTable


def _unique_users(population: Mapping[str, Any], features: list[Mapping[str, Any]]) -> object:
    from lictool.headcount import unique_users

    return unique_users(population, features)


def _version(product: str, text: str) -> object:
    from lictool.release import version

    return version(product, text)


IMPLEMENTATIONS: dict[str, Callable[..., object]] = {
    **STANDARD,
    "unique_users": _unique_users,
    "version": _version,
}
"""Implementations of all functions by overload id: the language's own and licensing's."""


def functions() -> FunctionTable:
    """Give the signatures of all functions."""
    from lictool.expr import celtypes
    from lictool.expr.functions import STANDARD as SIGNATURES
    from lictool.expr.functions import Overload
    from lictool.release import PRODUCTS

    record = celtypes.Type
    return SIGNATURES.extended(
        Overload(
            "uniqueUsers",
            (record("object", name="population"), celtypes.list_of(record("object", name="featureUse"))),
            celtypes.interval("users"),
            "unique_users",
            "The number of different people (and unattended devices of groups) who use one of the features, within "
            "bounds where the manifest does not decide it: each counts once (FAQ Q6, Q10, Q17).",
        ),
        Overload(
            "version",
            (celtypes.one_of(PRODUCTS), celtypes.STRING),
            celtypes.opaque("version"),
            "version",
            "A version of a product, to be compared with others of the same product; a comparison that the texts do "
            "not decide is unknown.",
            infer=_version_type,
        ),
    )


def _version_type(arguments: tuple[Argument, ...]) -> Type | str:
    """Give versions of different products different types where the product is written out."""
    from lictool.expr.celtypes import opaque

    product = arguments[0].literal
    return opaque(f"version of {product}") if isinstance(product, str) else opaque("version")
