"""Labels of the profile that a narrow column wraps: their parts stand below one another (field guide I-116)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.standards.arrange.fields import Field
from pipeline.standards.sections.headings import PROFILE_LABELS, key

_OFF = 2
"""Columns by which the parts of a label may be out of line: it may be centred, and print is squeezed into a grid."""
_APART = 2
"""Lines from one part to the next: those of a taller value may stand between."""
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class LabelPart:
    """A field that is part of a wrapped label; `name` is what the whole one labels, `first` is its first part."""

    name: str
    first: bool


def wrapped_labels(fields: Sequence[Field]) -> Mapping[Field, LabelPart]:
    """The fields that together make a label, the longest one that they can make; fields in reading order."""
    found: dict[Field, LabelPart] = {}
    for index, one in enumerate(fields):
        if one in found or len(key(one.text)) < _SHORTEST:
            continue
        parts = _longest(fields[index:])
        if len(parts) > 1:
            name = PROFILE_LABELS[key("".join(part.text for part in parts))]
            found |= {part: LabelPart(name, part is one) for part in parts}
    return found


def _longest(fields: Sequence[Field]) -> list[Field]:
    """The first field and those below it, as far as together they are a label; empty if they never are."""
    parts, longest, text = [fields[0]], list[Field](), key(fields[0].text)
    for one in fields[1:]:
        if one.line - parts[-1].line > _APART or not any(label.startswith(text) for label in PROFILE_LABELS):
            break
        if one.line > parts[-1].line and _is_below(one, fields[0]):
            parts.append(one)
            text += key(one.text)
            if text in PROFILE_LABELS:
                longest = list(parts)
    return longest


def _is_below(one: Field, first: Field) -> bool:
    """Whether both begin at one place or lie around one middle, counted in columns or in characters: programs count both."""
    wide, first_wide = (_span(field.wide, _width(field)) for field in (one, first))
    places, first_places = (_span(field.place, len(field.text)) for field in (one, first))
    return any(
        abs(here - there) <= _OFF
        for pair in (zip(wide, first_wide, strict=True), zip(places, first_places, strict=True)) for here, there in pair
    )


def _span(start: int, width: int) -> tuple[float, float]:
    return float(start), start + width / 2


def _width(one: Field) -> int:
    return one.part(len(one.text)).wide - one.wide
