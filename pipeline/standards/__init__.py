"""Meaning: what a competency standard (職能基準) is, how its parts are read, and what follows from all of them together."""

PARSER_VERSION = 12
"""Raised whenever the records of an unchanged file change."""
