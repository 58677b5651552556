"""One made-up document through every kind of damage and every form, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any

from bench.calibrate.damage import LESS as LESS_KNOWN
from bench.calibrate.damage import SAME as SAME_KNOWN
from bench.calibrate.damage import Damage
from bench.calibrate.falsify import FALSIFIED, copied
from bench.calibrate.honest import LESS_HONEST, SAME_HONEST
from bench.calibrate.right import is_right, verdict_of
from bench.generate import FORMATS, make
from bench.generate.documents import Made
from bench.generate.physical import Physical
from bench.generate.truth import truth
from pipeline.documents.readers import read
from pipeline.documents.running import running_lines
from pipeline.standards.parse import parse_content
from pipeline.standards.prepared import prepared
from pipeline.standards.reading import Reading, named
from pipeline.standards.sections.headings import is_section_heading
from pipeline.standards.witness import doubts

SEED = 1301
SAME, LESS, FALSE = "same", "less", "false"
"""The questions: a document that says the same, one that says less, a reading that is wrong though the document is sound."""
SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made of one file.

    `honest` kinds are those that no sign was made for. `told` says that the reading has an issue more than that of
    the sound document: a reader learns that something is odd, even if only in the document.
    """

    question: str
    kind: str
    honest: bool
    form: str
    right: bool
    verdict: str
    told: bool = False


_KINDS: tuple[tuple[str, bool, tuple[Damage, ...]], ...] = (
    (SAME, False, SAME_KNOWN), (SAME, True, SAME_HONEST), (LESS, False, LESS_KNOWN), (LESS, True, LESS_HONEST),
)


def trial(number: int, forms: Sequence[str] = tuple(FORMATS)) -> list[Outcome]:
    """Everything that is tried with the document of that number in these forms; the same number gives the same outcomes."""
    made = make(SEED, number)
    facts = truth(made.standard)
    outcomes: list[Outcome] = []
    for form in forms:
        data = _written(made, made.body, form)
        sound = _read(data, form)
        right, verdict = _is_right(sound, facts), verdict_of(sound)
        outcomes.append(Outcome(SAME, SOUND, False, form, right, verdict))
        if right and verdict == "clean":
            outcomes += _falsified(data, sound, form, number)
        for question, honest, kind, body in _damaged(made, number):
            reading = _read(_written(made, body, form), form)
            told = bool(_issues(reading) - _issues(sound))
            outcomes.append(Outcome(question, kind, honest, form, _is_right(reading, facts), verdict_of(reading), told))
    return outcomes


def _damaged(made: Made, number: int) -> Iterator[tuple[str, bool, str, Physical]]:
    for question, honest, kinds in _KINDS:
        for kind in kinds:
            body = deepcopy(made.body)
            if kind(body, Random(f"{number}/{kind.__name__}")):
                yield question, honest, kind.__name__, body


def _falsified(data: bytes, reading: Reading, form: str, number: int) -> Iterator[Outcome]:
    document = prepared(read(data))
    running = running_lines(document, is_section_heading)
    for name, falsify in FALSIFIED.items():
        tables = copied(reading.tables)
        if falsify(tables, Random(f"{number}/{form}/{name}")):
            noticed = any(True for _ in doubts(document, tables, 1.0, running))
            yield Outcome(FALSE, name, False, form, False, "doubtful" if noticed else "clean", noticed)


def _written(made: Made, body: Physical, form: str) -> bytes:
    return FORMATS[form][1](body, made.layout)


def _read(data: bytes, form: str) -> Reading:
    return named(parse_content(data), f"made{FORMATS[form][0]}")


def _is_right(reading: Reading, facts: dict[str, Any]) -> bool:
    return not reading.rejected and is_right(reading.tables, facts)


def _issues(reading: Reading) -> Counter[str]:
    return Counter(found.code for found in reading.findings)
