"""Functions that render a report; each takes a report and gives a text."""
