"""From what devices print and other tools define to facts of a manifest, each with its source.

What was observed, configured or claimed stays that: no importer of device output writes that a service is used, or that
a licence was bought.
"""
