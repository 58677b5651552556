"""Our reader beside the newest engines that a user would pick: speed, and the share of cells that are right, on the same PDFs."""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.generate.documents import FORMATS, Made, make
from bench.generate.physical import Table
from pipeline.documents.model import Document, Grid
from pipeline.documents.readers import docx, pdf

PROGRAM = Path(__file__).with_name("peer.py")
OURS = "ours on pdfium"
Cells = Counter[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """An engine on some PDFs: CPU seconds for all of them, and the share of the true cells that it gives as they are."""

    seconds: float
    right: float
    failed: str = ""


def compared(paths: Mapping[Path, Cells], pythons: Sequence[str], rounds: int) -> dict[str, Standing]:
    """Ours and every engine that the `pythons` have, over PDF files with their true cells."""
    standings = {OURS: _ours(paths, rounds)}
    for python in pythons:
        command = [python, str(PROGRAM), str(rounds), *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        for engine, told in json.loads(done.stdout).items():
            if "failed" in told:
                standings[engine] = Standing(0.0, 0.0, told["failed"])
            else:
                given = {Path(name): cells_of(texts) for name, texts in told["cells"].items()}
                standings[engine] = Standing(statistics.median(told["seconds"]), right(paths, given))
    return standings


def _ours(paths: Mapping[Path, Cells], rounds: int) -> Standing:
    read: dict[Path, Cells] = {}
    seconds = []
    for turn in range(rounds + 1):
        began = time.process_time()
        documents = {path: pdf.read(path.read_bytes(), "pdfium") for path in paths}
        if turn:
            seconds.append(time.process_time() - began)
        read = {path: in_grids(document) for path, document in documents.items()}
    return Standing(statistics.median(seconds), right(paths, read))


def right(true: Mapping[Path, Cells], given: Mapping[Path, Cells]) -> float:
    """The share of the true cells that are among those given for the same file."""
    same = sum((cells & given.get(path, Counter())).total() for path, cells in true.items())
    return same / sum(cells.total() for cells in true.values())


def cells_of(texts: Iterable[str]) -> Cells:
    """Texts of cells without spaces and line breaks, which engines set as they like; blank cells say nothing."""
    return Counter(filter(None, ("".join(text.split()) for text in texts)))


def in_grids(document: Document) -> Cells:
    """The cells of a document that was read."""
    return cells_of(cell.text for block in document.body if isinstance(block, Grid) for cell in block.cells)


def drawn(made: Made) -> Cells:
    """The cells that a made-up document draws; one that a page end cuts in two is nobody's."""
    cells = (cell for block in made.body if isinstance(block, Table) for row in block.rows for cell in row if not cell.nested)
    return cells_of("".join(para.text for para in cell.paras) for cell in cells)


def made_up(folder: Path, count: int, seed: int = 1) -> dict[Path, Cells]:
    """Made-up PDF files with their true cells."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for number in range(1, count + 1):
        made = make(seed, number)
        path = folder / f"{made.stem}.pdf"
        path.write_bytes(FORMATS["pdf"][1](made.body, made.layout))
        found[path] = drawn(made)
    return found


def beside_docx(raw: Path) -> dict[Path, Cells]:
    """The PDF files of a folder that an office program typeset, each with the cells of the DOCX file of the same name."""
    pairs = [(path, path.with_suffix(".docx")) for path in sorted(raw.glob("*.pdf"))]
    return {path: in_grids(docx.read(twin.read_bytes())) for path, twin in pairs if twin.is_file()}
