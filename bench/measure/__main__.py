"""`python -m bench.measure`: measure the pipeline on made-up documents, write docs/benchmarks.md and its plot."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.measure.page import LONG, SHORT, Figures, page, part_lines, picture
from bench.measure.parts import PARTS, Part, Wanted, reading_alone, runs_told
from bench.measure.reading import form_rates, made, pages_of, pdf_rates, whole_rates
from bench.measure.runs import growth, memory, speeds, starts, write_corpus, write_long
from pipeline.runs.workers import cores

ROOT = Path(__file__).resolve().parents[2]
DOCS, RAW = ROOT / "docs", ROOT / "raw"


@dataclass(frozen=True, slots=True)
class Extent:
    """How much to measure: PDF files for the engines, documents for each form, sizes of whole runs."""

    pdf_files: int
    forms: int
    scaling: int
    sizes: tuple[int, ...]
    rounds: int


FULL = Extent(pdf_files=8, forms=40, scaling=200, sizes=(100, 120, 1000, 3000, 10_000), rounds=7)
QUICK = Extent(pdf_files=2, forms=10, scaling=40, sizes=(20, 60), rounds=3)


def measure(extent: Extent) -> Figures:
    """Everything, with a line on the terminal for each part."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        _tell("making documents")
        paths = write_corpus(folder / "corpus", max(*extent.sizes, extent.scaling))
        _tell("PDF engines")
        documents = made("pdf", extent.pdf_files)
        engines, whole = pdf_rates(documents, extent.rounds), whole_rates(documents, extent.rounds)
        sample = pdf_rates([path.read_bytes() for path in sorted(RAW.glob("*.pdf"))], extent.rounds)
        _tell("forms")
        forms = form_rates(extent.forms, extent.rounds)
        _tell("memory")
        files = [path for path in paths if path.suffix == ".pdf"][:extent.pdf_files]
        long = write_long(folder)
        peaks = {SHORT: memory(files, 3), LONG: memory([long], 3)}
        _tell("reading processes")
        scaled = _corpus(folder / "scaling", paths[:extent.scaling])
        workers = speeds(scaled, [1, *sorted({2, cores()} - {1})], min(extent.rounds, 3))
        grown, alone = [], []
        for size in extent.sizes:
            _tell(f"whole runs over {size} documents")
            grown.append(growth(paths, size, folder / str(size)))
            alone.append(reading_alone(folder / str(size) / "raw"))
        _tell("starts")
        last = folder / str(extent.sizes[-1])
        begun = starts(last / "raw", last / "processed", extent.rounds)
        return Figures(
            pages_of(documents), engines, sample, whole, forms, peaks, pages_of([long.read_bytes()]), workers, grown, begun,
            [runs_told(list(zip(grown, alone, strict=True)))],
        )


def parts(extent: Extent, names: Sequence[str], peers: Sequence[str], printed: Path | None = None) -> list[Part]:
    """The named parts, each in a folder of its own."""
    wanted = Wanted(extent.sizes, extent.forms, min(extent.rounds, 3), peers, printed=printed)
    found = []
    for name in names:
        _tell(name)
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            found.append(PARTS[name](Path(folder), wanted))
    return found


def _corpus(folder: Path, paths: list[Path]) -> Path:
    folder.mkdir()
    for path in paths:
        (folder / path.name).hardlink_to(path)
    return folder


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.measure", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the documents; shows that it works, too noisy to quote")
    parser.add_argument("--sizes", help="documents of the whole runs, e.g. 100,300,1000")
    parser.add_argument("--out", type=Path, default=DOCS, metavar="DIR", help="where to write (default: docs)")
    parser.add_argument("--only", metavar="PARTS", help=f"print these parts and write nothing, of {','.join(PARTS)}")
    parser.add_argument("--peers", nargs="*", default=[], metavar="PYTHON", help="Pythons that have other engines")
    parser.add_argument("--printed", type=Path, metavar="DIR", help="PDF files of an office program, for bytes to records")
    options = parser.parse_args(arguments)
    extent = QUICK if options.quick else FULL
    if options.sizes:
        sizes = tuple(sorted(int(size) for size in options.sizes.split(",")))
        extent = Extent(extent.pdf_files, extent.forms, extent.scaling, sizes, extent.rounds)
    names = options.only.split(",") if options.only else [name for name in PARTS if name != "runs"]
    more = parts(extent, names, options.peers, options.printed)
    if options.only:
        print("\n".join(part_lines(more)))
        return
    figures = measure(extent)
    figures = replace(figures, more=[*figures.more, *more])
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "benchmarks.svg").write_text(picture(figures), encoding="utf-8")
    (options.out / "benchmarks.md").write_text(page(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
