"""Official CEL cases that the language does not mean to pass, and why. Reviewed with every new copy of the cases."""

from __future__ import annotations

_OPTIONAL = "there are no optional values: an absent fact is unknown"
_TUPLE = "the case declares functions with opaque results of its own"
_FORMAT = "no formatting with templates: rules have messages"
_QUOTE = "no quoting of texts for other languages"
_REVERSE = "no rule reads a text backwards"

FILES: dict[str, str] = {
    "bindings_ext": "a rule names parts of an expression as variables",
    "block_ext": "what an optimizer makes, nothing that people write",
    "encoders_ext": "no rule reads base64",
    "macros2": "macros have one variable",
    "math_ext": "no rule needs bits or rounding",
    "network_ext": "no rule reads addresses",
    "optionals": _OPTIONAL,
}
"""Whole files."""

SECTIONS: dict[str, str] = {
    "string_ext:format": _FORMAT,
    "string_ext:quote": _QUOTE,
    "string_ext:reverse": _REVERSE,
}
"""Whole sections by file and name."""

CASES: dict[str, str] = {
    "type_deduction:functions/function_result_type": _TUPLE,
    "type_deduction:flexible_type_parameter_assignment/optional_none": _OPTIONAL,
    "type_deduction:flexible_type_parameter_assignment/optional_none_2": _OPTIONAL,
    "type_deduction:flexible_type_parameter_assignment/optional_dyn_promotion": _OPTIONAL,
    "type_deduction:flexible_type_parameter_assignment/optional_dyn_promotion_2": _OPTIONAL,
    "type_deduction:flexible_type_parameter_assignment/optional_in_ternary": _OPTIONAL,
    "type_deduction:type_parameters/multiple_parameters_generality": _TUPLE,
    "type_deduction:type_parameters/multiple_parameters_generality_2": _TUPLE,
    "type_deduction:type_parameters/multiple_parameters_parameterized_ovl": _TUPLE,
    "type_deduction:type_parameters/multiple_parameters_parameterized_ovl_2": _TUPLE,
    "type_deduction:legacy_nullable_types/null_assignable_to_abstract_parameter_candidate": _OPTIONAL,
}
"""Single cases by file, section and name."""
