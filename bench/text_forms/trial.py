"""What came of a text: right or wrong, and whether the reading says that it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bench.calibrate.right import is_right, verdict_of
from bench.generate.documents import Made
from bench.generate.truth import truth
from bench.text_forms.converted import by_poppler
from bench.text_forms.forms import FORMS
from pipeline.standards.parse import parse_content
from pipeline.standards.reading import named

_EXAMPLE = re.compile(r"(?<= in )[0-9,]+(?= places)| \(first: .*?\)(?=;)")
"""What differs from one refusal to the next of the same kind."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One document in one form; `reason` says why it was refused or held."""

    form: str
    document: str
    right: bool
    verdict: str
    reason: str | None = None


def own_forms(made: Made) -> list[Outcome]:
    """A document in every form that is written here."""
    facts = truth(made.standard)
    return [judged(form, made.stem, write(made.body), facts, suffix) for form, (suffix, write) in FORMS.items()]


def printed_forms(made: Made) -> list[Outcome]:
    """A document as poppler turns its PDF into text."""
    facts = truth(made.standard)
    return [judged(form, made.stem, data, facts, ".txt") for form, data in by_poppler(made).items()]


def judged(form: str, document: str, data: bytes, facts: dict[str, Any], suffix: str) -> Outcome:
    """Read a text and compare it with what is true."""
    name = f"made{suffix}"
    reading = named(parse_content(data), name)
    right = reading.rejected is None and is_right(reading.tables, facts, counted=False)
    reason = reading.rejected or reading.held
    return Outcome(form, document, right, verdict_of(reading), reason and _EXAMPLE.sub(_cut, reason.removeprefix(f"{name} ")))


def _cut(match: re.Match[str]) -> str:
    return "" if match[0].startswith(" ") else "several"
