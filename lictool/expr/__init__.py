"""The expression language: CEL, typed by the JSON Schema of the data, with unknown facts and their paths.

Knows nothing of YAML, licences or policies.
"""
