"""The objects of statements, as Turtle and as JSON-LD write them: both forms are made of one walk over a standard."""

from __future__ import annotations

from json.encoder import encode_basestring

LANGUAGE = "zh-Hant-TW"


Value = tuple[str, str]
"""A statement's object in both forms: Turtle, JSON-LD."""

quoted = encode_basestring
"""A text as JSON string without escapes of letters; Turtle has these escapes and a few more."""


def link(address: str) -> Value:
    """A resource."""
    return f"<{address}>", quoted(address)


def plain(text: str) -> Value:
    """A text in no language: a code, a word of ours."""
    own = quoted(text)
    return own, own


def chinese(text: str) -> Value:
    """A text in Traditional Chinese."""
    own = quoted(text)
    return f"{own}@{LANGUAGE}", f'{{"@value": {own}, "@language": "{LANGUAGE}"}}'


def typed(text: str, kind: str) -> Value:
    """A number or a date; `kind` is its XML Schema type."""
    return f'"{text}"^^xsd:{kind}', f'{{"@value": "{text}", "@type": "xsd:{kind}"}}'
