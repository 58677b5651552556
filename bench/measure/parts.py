"""Parts of the benchmark that can be measured each for itself: whole runs, commands, floors, giants, other engines."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lxml import etree

from bench.measure.cluster import compare
from bench.measure.giants import GOOD, KINDS, NONE, giants, more_than
from bench.measure.peers import OURS, Standing, beside_docx, compared, made_up
from bench.measure.reading import in_turns, made, rates
from bench.measure.records import codes, rate_of
from bench.measure.runs import Cost, Growth, cost, growth, middle, write_corpus
from bench.measure.stages import READ_ALONE, WHOLE, Stages, stages
from pipeline.documents.readers import docx, odt
from pipeline.releases.versions import latest

TABLES_AND_TEXT = """
import sys, pdfplumber
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.pdf")):
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables(), page.extract_text()
"""
_STAGED, _ON_CLUSTER = 1000, 1000
"""Documents, at most, over which stages and cluster are measured."""
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page: what it adds to the table of ratios, and its own lines."""

    title: str
    ratios: Sequence[tuple[str, str]]
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much to measure, the Pythons that have the other engines, a folder of PDF files that an office program typeset."""

    sizes: Sequence[int]
    files: int
    rounds: int
    peers: Sequence[str] = ()
    kinds: Sequence[str] = tuple(KINDS)
    printed: Path | None = None


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table."""
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def runs_part(folder: Path, wanted: Wanted) -> Part:
    """Whole runs of every size against reading the same documents alone."""
    paths = write_corpus(folder / "corpus", max(wanted.sizes))
    grown = []
    for size in wanted.sizes:
        whole = growth(paths, size, folder / str(size))
        grown.append((whole, reading_alone(folder / str(size) / "raw")))
    return runs_told(grown)


def reading_alone(raw: Path) -> float:
    """CPU seconds of reading every document of a folder and nothing else."""
    return cost("-c", READ_ALONE, str(raw)).cpu


def runs_told(grown: Sequence[tuple[Growth, float]]) -> Part:
    """The part of runs, each with the CPU seconds of its reading alone."""
    ratios = [
        (f"{one.documents} documents: first run against reading alone · one more against the first · nothing changed",
         f"{one.cold.cpu / reading:.1f} × · {one.one_more.cpu / one.cold.cpu:.2f} × · {one.unchanged.cpu / one.cold.cpu:.3f} ×")
        for one, reading in grown
    ]
    rows = [
        (f"{one.documents}", f"{reading:.1f}", *map(_spent, (one.cold, one.one_more, one.unchanged))) for one, reading in grown
    ]
    head = ("documents", "reading alone", "first run", "one document more", "nothing changed")
    return Part("Runs against reading", ratios, ["CPU seconds, and MB of the largest process:", "", *table(head, rows)])


def _spent(one: Cost) -> str:
    return f"{one.cpu:.1f} · {one.peak:.0f}"


def stages_part(folder: Path, wanted: Wanted) -> Part:
    """The stages of a first run, and the memory that each takes."""
    return stages_told(stages(folder, min(max(wanted.sizes), _STAGED)))


def stages_told(found: Stages) -> Part:
    """The part of stages."""
    shares = [name for name in found.costs if name != WHOLE and not name.startswith("reading and")]
    most = max(found.costs.values(), key=lambda one: one.peak).peak
    ratios = [
        (f"of a first run of {found.documents} documents: {' · '.join(shares)}",
         " · ".join(f"{found.share(name):.0%}" for name in shares)),
        ("peak memory of its largest process", f"{most:.0f} MB"),
    ]
    rows = [(name, f"{one.cpu:.1f}", f"{found.share(name):.0%}", f"{one.peak:.0f}") for name, one in found.costs.items()]
    head = ("stage, each by itself and with its start-up", "CPU seconds", "of the whole", "peak MB")
    return Part(f"Stages of a run of {found.documents} documents", ratios, table(head, rows))


def records_part(_: Path, wanted: Wanted) -> Part:
    """Bytes to records against pdfplumber, interpreted and compiled, on PDF files of our generator and of an office program."""
    sets = {f"{wanted.files} PDF files of our own generator": "made", "the sample in raw/, typeset by LibreOffice": "raw"}
    if wanted.printed is not None:
        sets[f"the PDF files in {wanted.printed.name}/, typeset by an office program"] = str(wanted.printed.resolve())
    rows = []
    for what, where in sets.items():
        for form, code in codes():
            rate = rate_of(code, where, wanted.files, wanted.rounds)
            rows.append((f"{what}, {form}", f"{rate.ratio:.1f} × as fast", f"{rate.worst:.1f} ×"))
    ratios = [(f"bytes to records against pdfplumber's tables and text: {what}", ratio) for what, ratio, _ in rows]
    return Part("Bytes to records", ratios, table(("PDF files", "against pdfplumber's tables and text", "worst round"), rows))


def cluster_part(folder: Path, wanted: Wanted) -> Part:
    """Two Dask workers on this machine against two reading processes."""
    found = compare(folder, min(max(wanted.sizes), _ON_CLUSTER), wanted.rounds)
    ratio = (f"two Dask workers on this machine against two processes, {found.documents} documents, by the clock",
             f"{found.ratio:.2f} × as fast")
    rows = [
        ("two processes", f"{found.here:.1f}", ""), ("two Dask workers", f"{found.there:.1f}", f"{found.scheduler_peak:.0f}"),
    ]
    return Part("A cluster", [ratio], table(("", "seconds by the clock", "peak MB of the scheduler"), rows))


def commands_part(folder: Path, wanted: Wanted) -> Part:
    """What a person types, start-up included, over a release of a few documents; `parse` against pdfplumber's tables and text."""
    raw, output, pdfs = folder / "raw", folder / "processed", folder / "pdfs"
    write_corpus(raw, GOOD)
    cost("-m", "pipeline", "run", "--quiet", "--input", str(raw), "--output", str(output))
    made_up(pdfs, wanted.files)
    held = latest(output)
    standard = next(path.stem for path in sorted(raw.glob("*.pdf")))
    if held is None:
        raise RuntimeError(f"{output} holds no release to measure")
    parse = ("-m", "pipeline", "parse", "--quiet", "--no-cache", "--input", str(pdfs), "--output", str(folder / "tables"))
    commands = {
        "`--help`": ("-m", "pipeline", "--help"),
        "`show`": ("-m", "pipeline", "show", standard, "--release", str(output)),
        "`search`": ("-m", "pipeline", "search", "甲", "--release", str(output)),
        f"`parse` of {wanted.files} PDF files": parse,
        "pdfplumber, tables and text of the same": ("-c", TABLES_AND_TEXT, str(pdfs)),
    }
    spent = {name: middle([cost(*command) for _ in range(wanted.rounds)]) for name, command in commands.items()}
    *_, parsed, peer = spent.values()
    ratio = ("`parse` against pdfplumber's tables and text, start-up included", f"{peer.cpu / parsed.cpu:.1f} × as fast")
    rows = [(name, f"{one.cpu:.2f}", f"{one.wall:.2f}", f"{one.peak:.0f}") for name, one in spent.items()]
    return Part("Commands", [ratio], table(("", "CPU seconds", "seconds by the clock", "peak MB"), rows))


def floors_part(_: Path, wanted: Wanted) -> Part:
    """The readers of DOCX and ODT against unpacking and parsing the XML of the same files."""
    forms: tuple[tuple[str, str, Callable[[bytes], object]], ...] = (
        ("docx", "word/document.xml", docx.read), ("odt", "content.xml", odt.read),
    )
    ratios = []
    for form, name, read in forms:
        files = made(form, wanted.files)
        works = {"floor": partial(_each, partial(_xml, name), files), "ours": partial(_each, read, files)}
        ours = rates(in_turns(works, wanted.rounds), "floor", wanted.files)["ours"]
        ratios.append((f"{form.upper()} reader against unpacking and parsing the XML", f"{1 / ours.ratio:.1f} × the time"))
    return Part("Floors", ratios, table(("reader", "ratio"), ratios))


def _each(work: Callable[[bytes], object], files: Sequence[bytes]) -> None:
    for data in files:
        work(data)


def _xml(part: str, data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(part))


def giants_part(folder: Path, wanted: Wanted) -> Part:
    """One giant of each kind among ten good documents."""
    found = dict(giants(folder / "giants", wanted.kinds))
    alone = found.pop(NONE)
    rows = [(NONE, f"{alone.cost.cpu:.1f}", f"{alone.cost.peak:.0f}", f"{alone.published}", "")]
    for name, giant in found.items():
        told = f"{giant.status}: {giant.reason}" if giant.reason else giant.status
        added = f"{more_than(giant, alone).cost.cpu:+.1f}"
        rows.append((name, added, f"{giant.cost.peak:.0f}", f"{giant.published}", told.replace("|", "\\|")))
    head = ("among ten good documents", "CPU seconds", "peak MB", "good ones published", "the giant")
    kept = sum(giant.published == alone.published for giant in found.values())
    ratio = (f"giants that cost no good document its place, of {len(found)}", f"{kept}")
    return Part("Giants", [ratio], table(head, rows))


def peers_part(folder: Path, wanted: Wanted) -> Part:
    """Our reader beside other engines: on made-up PDF files, and on the sample in raw/, typeset by an office program."""
    lines, ratios = [], []
    sets = {
        f"{wanted.files} made-up PDF files": made_up(folder / "peers", wanted.files),
        "the sample in raw/, typeset by an office program; true is what its DOCX file says": beside_docx(Path("raw")),
    }
    for what, paths in sets.items():
        standings = compared(paths, [sys.executable, *wanted.peers], wanted.rounds)
        lines += [f"On {what}:", "", *table(("engine", "time against ours", "cells right"), _standings(standings)), ""]
        ratios.append((f"cells right on {what}", f"{standings[OURS].right:.1%}"))
    return Part("Other engines", ratios, lines)


def _standings(standings: dict[str, Standing]) -> list[Row]:
    ours = standings[OURS].seconds
    return [
        (name, "failed", one.failed) if one.failed else (name, f"{one.seconds / ours:.2f} ×", f"{one.right:.1%}")
        for name, one in standings.items()
    ]


PARTS: dict[str, Callable[[Path, Wanted], Part]] = {
    "runs": runs_part, "stages": stages_part, "records": records_part, "commands": commands_part, "floors": floors_part,
    "cluster": cluster_part, "giants": giants_part, "peers": peers_part,
}
