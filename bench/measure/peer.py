"""`PYTHON bench/measure/peer.py ROUNDS PDF…`: the tables of PDF files by every engine that this Python has, as JSON.

A program of its own, without anything of the project: engines that stand in for pdfplumber install their module under its
name, so each of them has a Python of its own.
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

Cells = Iterator[str | None]


def _pdfplumber(path: str) -> Cells:
    with import_module("pdfplumber").open(path) as document:
        for page in document.pages:
            for table in page.extract_tables():
                for row in table:
                    yield from row


def _tablers(path: str) -> Cells:
    tablers = import_module("tablers")
    with tablers.Document(path) as document:
        for page in document.pages():
            for table in tablers.find_tables(page, extract_text=True):
                for cell in table.cells:
                    yield cell.text


def _pdfspine(path: str) -> Cells:
    document: Any = import_module("pdfspine").open(path)
    for number in range(document.page_count):
        for table in document[number].find_tables().tables:
            for row in table.extract():
                yield from row


ENGINES: dict[str, Callable[[str], Cells]] = {
    "pdfplumber": _pdfplumber, "bolivar": _pdfplumber, "pdfplumber-rs": _pdfplumber, "tablers": _tablers, "pdfspine": _pdfspine,
}

_MODULES: dict[Callable[[str], Cells], str] = {_pdfplumber: "pdfplumber", _tablers: "tablers", _pdfspine: "pdfspine"}


def found() -> dict[str, str]:
    """The engines that this Python has, with their versions; what an engine that replaced another left of it is none."""
    versions = {}
    for name, tables in ENGINES.items():
        try:
            if find_spec(_MODULES[tables]) is not None:
                versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return versions


def measured(engine: str, rounds: int, paths: list[str]) -> dict[str, Any]:
    """CPU seconds of each round after one that warms up, and the texts of the cells of each file; or what failed."""
    cells: dict[str, list[str]] = {}
    seconds = []
    try:
        for turn in range(rounds + 1):
            began = time.process_time()
            for path in paths:
                cells[path] = [text for text in ENGINES[engine](path) if text]
            if turn:
                seconds.append(time.process_time() - began)
    except Exception as error:  # whatever an engine does wrong is its figure
        return {"failed": f"{type(error).__name__}: {error}"}
    return {"seconds": seconds, "cells": cells}


def main(rounds: str, *paths: str) -> None:
    """Measure every engine and print what it gave."""
    given = {f"{name} {version}": measured(name, int(rounds), list(paths)) for name, version in found().items()}
    json.dump(given, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
