"""The objects of statements, as Turtle and as JSON-LD write them: both forms are made of one walk over a standard."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import NamedTuple

LANGUAGE = "zh-Hant-TW"


class Value(NamedTuple):
    """A statement's object in both forms."""

    turtle: str
    json: str


def quoted(text: str) -> str:
    """A text as JSON string without escapes of letters; Turtle has these escapes and a few more."""
    return encode_basestring(text)


def link(address: str) -> Value:
    """A resource."""
    return Value(f"<{address}>", quoted(address))


def plain(text: str) -> Value:
    """A text in no language: a code, a word of ours."""
    return Value(quoted(text), quoted(text))


def chinese(text: str) -> Value:
    """A text in Traditional Chinese."""
    own = quoted(text)
    return Value(f"{own}@{LANGUAGE}", f'{{"@value": {own}, "@language": "{LANGUAGE}"}}')


def typed(text: str, kind: str) -> Value:
    """A number or a date; `kind` is its XML Schema type."""
    return Value(f'"{text}"^^xsd:{kind}', f'{{"@value": "{text}", "@type": "xsd:{kind}"}}')
