"""How fast documents are read: our engines, pdfplumber and the pdfium floor in one process, in turns."""

from __future__ import annotations

import gc
import logging
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber
import pypdfium2

from bench.generate.documents import FORMATS, make
from pipeline.documents.readers import pdf
from pipeline.standards.parse import parse_content

Work = Callable[[], object]
# The made-up fonts are sparse, which pdfminer tells on every page.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Rate:
    """Units (pages, documents) a second of one core, and how many times as fast as the peer: median and worst round."""

    per_second: float
    ratio: float
    worst: float


def in_turns(works: Mapping[str, Work], rounds: int) -> dict[str, list[float]]:
    """CPU seconds of each work in each round; every round begins with another one, so that none is favoured."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    names = list(works)
    for work in works.values():
        work()
    for turn in range(rounds):
        for name in (*names[turn % len(names):], *names[: turn % len(names)]):
            gc.collect()
            began = time.process_time()
            works[name]()
            seconds[name].append(time.process_time() - began)
    return seconds


def rates(seconds: Mapping[str, Sequence[float]], peer: str, units: int) -> dict[str, Rate]:
    """Rates of works that did the same `units`, with ratios to `peer` round by round."""
    found = {}
    for name, own in seconds.items():
        ratios = [theirs / ours for theirs, ours in zip(seconds[peer], own, strict=True)]
        found[name] = Rate(units / statistics.median(own), statistics.median(ratios), min(ratios))
    return found


def made(form: str, count: int, seed: int = 1) -> list[bytes]:
    """Made-up documents of one form."""
    _, write = FORMATS[form]
    documents = (make(seed, number) for number in range(1, count + 1))
    return [write(document.body, document.layout) for document in documents]


def _with_pdfplumber(data: bytes, look: Callable[[Any], object]) -> None:
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            look(page)


def _tables_and_text(page: Any) -> object:
    return page.extract_tables(), page.extract_text()


def _floor(data: bytes) -> None:
    """What no reader on pdfium can undercut: load every page and its text."""
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        document[number].get_textpage().get_text_range()
    document.close()


def pages_of(documents: Sequence[bytes]) -> int:
    """How many pages some PDF files have together."""
    return sum(len(pypdfium2.PdfDocument(data)) for data in documents)


def pdf_rates(documents: Sequence[bytes], rounds: int) -> dict[str, Rate]:
    """Pages a second from the file to its cells, against pdfplumber's bare `extract_tables()`."""
    works = {
        "pdfplumber, `extract_tables()`": lambda data: _with_pdfplumber(data, lambda page: page.extract_tables()),
        "ours on pdfium": lambda data: pdf.read(data, "pdfium"),
        "ours on pdfplumber": lambda data: pdf.read(data, "pdfplumber"),
        "pdfium: load page and text": _floor,
    }
    seconds = in_turns({name: _each(work, documents) for name, work in works.items()}, rounds)
    return rates(seconds, next(iter(works)), pages_of(documents))


def whole_rates(documents: Sequence[bytes], rounds: int) -> dict[str, Rate]:
    """Documents a second from the file to its records, against pdfplumber's tables and text alone."""
    works: dict[str, Callable[[bytes], object]] = {
        "pdfplumber, tables and text": lambda data: _with_pdfplumber(data, _tables_and_text),
        "ours, bytes to records": parse_content,
    }
    seconds = in_turns({name: _each(work, documents) for name, work in works.items()}, rounds)
    return rates(seconds, next(iter(works)), len(documents))


def form_rates(count: int, rounds: int) -> dict[str, Rate]:
    """Documents a second from bytes to records for each form of the same standards, against PDF."""
    works = {form: _each(parse_content, made(form, count)) for form in ("pdf", "docx", "odt", "text")}
    return rates(in_turns(works, rounds), "pdf", count)


def _each(work: Callable[[bytes], object], documents: Sequence[bytes]) -> Work:
    def all_of_them() -> None:
        for data in documents:
            work(data)

    return all_of_them
