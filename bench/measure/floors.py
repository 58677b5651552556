"""`python -m bench.measure.floors FOLDER…`: what reading costs over what nobody can do without, in ratios.

Each folder holds documents of one format. PDF: the command `parse`, start-up and tables included, and reading alone,
against pdfplumber's tables and text. DOCX and ODT: the reader against unzipping and parsing the parts that it reads.
CPU seconds, everything in turns; of each document the least of some rounds, of commands the least of all.
"""

from __future__ import annotations

import argparse
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pdfplumber
from lxml import etree

from bench.measure.runs import cost
from pipeline.documents.readers import read
from pipeline.standards.parse import parse_content

PARTS = {
    ".docx": ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/numbering.xml",
              "word/styles.xml"),
    ".odt": ("content.xml", "styles.xml"),
}
"""What a reader of each format has to unzip and parse where it is there."""
PEER = """
import sys, pdfplumber
for path in sys.argv[1:]:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables(), page.extract_text()
"""


def least(works: Mapping[str, Callable[[bytes], object]], documents: Sequence[bytes], rounds: int) -> dict[str, float]:
    """CPU milliseconds of each work over all documents, done in turns, the least of each document."""
    spent = {name: [float("inf")] * len(documents) for name in works}
    for _ in range(rounds):
        for place, data in enumerate(documents):
            for name, work in works.items():
                began = time.process_time()
                work(data)
                spent[name][place] = min(spent[name][place], time.process_time() - began)
    return {name: 1000 * sum(each) for name, each in spent.items()}


def floor(suffix: str) -> Callable[[bytes], object]:
    """Unzip and parse what the reader of a format reads."""
    def work(data: bytes) -> object:
        package = zipfile.ZipFile(BytesIO(data))
        there = set(package.namelist())
        return [etree.fromstring(package.read(name)) for name in PARTS[suffix] if name in there]

    return work


def _plumber(data: bytes) -> object:
    found: list[Any] = []
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            found.append((page.extract_tables(), page.extract_text()))
    return found


def office(documents: Sequence[bytes], suffix: str, rounds: int) -> dict[str, float]:
    """Reader, whole reading, and floor of DOCX or ODT files."""
    return least({"floor": floor(suffix), "reader": read, "bytes to records": parse_content}, documents, rounds)


def printed(documents: Sequence[bytes], rounds: int) -> dict[str, float]:
    """Reader, whole reading, and pdfplumber's tables and text of PDF files."""
    return least({"floor": _plumber, "reader": read, "bytes to records": parse_content}, documents, rounds)


def command(folder: Path, paths: Sequence[Path], rounds: int) -> dict[str, float]:
    """The command `parse` over a folder of PDF files against a program that calls pdfplumber, start-up included."""
    ours, theirs = [], []
    for _ in range(rounds):
        with TemporaryDirectory() as output:
            arguments = ("-m", "pipeline", "parse", "--quiet", "--no-cache", "--input", str(folder), "--output", output)
            ours.append(cost(*arguments).cpu)
        theirs.append(cost("-c", PEER, *map(str, paths)).cpu)
    return {"floor": 1000 * min(theirs), "parse": 1000 * min(ours)}


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.measure.floors", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth document, but for the command")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds (default: 3)")
    options = parser.parse_args(arguments)
    for folder in options.folders:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
        suffix, documents = paths[0].suffix, [path.read_bytes() for path in paths[:: options.every]]
        if suffix == ".pdf":
            _tell(suffix, printed(documents, options.rounds))
            _tell(suffix, command(folder, paths, options.rounds))
        else:
            _tell(suffix, office(documents, suffix, options.rounds))


def _tell(suffix: str, spent: Mapping[str, float]) -> None:
    for name, milliseconds in spent.items():
        print(f"{suffix:6} {name:18} {milliseconds:9.1f} ms {spent['floor'] / milliseconds:6.2f} × as fast as the floor")


if __name__ == "__main__":
    main()
