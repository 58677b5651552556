"""Values of the profile that hold the form's own words, and codes that are none: a label was cut or not known (I-116, I-128)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.schema.tables import Tables
from pipeline.standards.section import Section
from pipeline.standards.sections.headings import PROFILE_LABELS, key
from pipeline.standards.witness.doubt import Doubt

_LONG = 3
"""Characters of a label that may be a word of a value too: 職業別 is one of a sentence."""
_LABELS = (*(label for label in PROFILE_LABELS if len(label) > _LONG), "(擇一填")
_IDEOGRAPH = re.compile(r"[\u2e80-\ua4cf\uf900-\ufaff]")


def form_words(tables: Tables) -> Iterator[Doubt]:
    """What no value is, however odd the source: measured over all known standards."""
    (standard,) = tables.standards
    if standard.standard_code and _IDEOGRAPH.search(standard.standard_code):
        yield _doubt("code", standard.standard_code)
    values = [("code", standard.standard_code), ("name", standard.name), ("description", standard.description)]
    values.append(("level", standard.level_printed))
    values += [(one.scheme, text) for one in tables.classifications for text in (one.name, one.code)]
    for name, text in values:
        if text and any(label in key(text) for label in _LABELS):
            yield _doubt(name, text)


def _doubt(locator: str, text: str) -> Doubt:
    return Doubt("profile_mixed", locator=locator, raw=text, section=Section.PROFILE)
