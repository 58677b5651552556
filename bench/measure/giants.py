"""One giant of each kind among ten good documents: what it costs, and that it costs nobody else their place in the release."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.generate.compose import compose
from bench.generate.documents import FORMATS, Made, make
from bench.generate.standard import Item, NoteLine, Row, Task
from bench.measure.runs import Cost, cost, write_corpus
from pipeline.releases.versions import latest

GOOD = 10
SEED = 5
BODY = "word/document.xml"
_CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"


@dataclass(frozen=True, slots=True)
class Giant:
    """What became of a giant, the good documents that were published beside it, and the cost of the run."""

    cost: Cost
    status: str
    reason: str
    published: int


def _written(made: Made, form: str = "docx") -> bytes:
    return FORMATS[form][1](compose(made.standard, made.layout), made.layout)


def _edited(change: Callable[[Made], None], form: str = "docx") -> bytes:
    made = make(SEED, 1, mixture=0.0)
    change(made)
    return _written(made, form)


def _long_name(made: Made) -> None:
    made.standard.duties[0].tasks[0].blocks[0].knowledge[0].name = "甲" * 60_000


def _tasks(made: Made) -> None:
    duty = made.standard.duties[0]
    block = duty.tasks[0].blocks[0]
    small = replace(block, rows=[], knowledge=block.knowledge[:1], skills=block.skills[:1], joined=frozenset())
    for number in range(1, 10_001):
        row = Row([Item(f"O1.{number}.1", "甲物清單")], [Item(f"P1.{number}.1", "依規格挑選甲物。")])
        duty.tasks.append(Task([Item(f"T1.{number}", f"挑選第{number}項")], [replace(small, rows=[row])]))
    del duty.tasks[:-10_000]


def _knowledge(made: Made) -> None:
    blocks = made.standard.duties[0].tasks[0].blocks
    blocks[0].knowledge += [Item(f"K{number:04}", f"第{number}項知識") for number in range(1000, 6000)]


def _notes(made: Made) -> None:
    texts = [f"第{number}項說明。" for number in range(10_000)]
    made.standard.notes += [NoteLine("supplement", text, text) for text in texts]


def with_body(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A DOCX file with its body changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry.filename, change(content) if entry.filename == BODY else content)
    return out.getvalue()


def _before_end(more: str) -> bytes:
    """A sound DOCX file with more behind its last table."""
    data = _edited(lambda _: None)
    return with_body(data, lambda body: body.replace(b"</w:body>", more.encode() + b"</w:body>"))


def _cells() -> bytes:
    row = f"<w:tr>{''.join(_CELL.format(f'甲{column}') for column in range(10))}</w:tr>"
    return _before_end(f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * 10}</w:tblGrid>{row * 20_000}</w:tbl><w:p/>")


def _nested() -> bytes:
    depth = 3_000
    return _before_end("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl><w:p/>" * depth)


def _text() -> bytes:
    return _edited(lambda _: None, "text") + "依作業程序整理甲物，並記錄結果。\n".encode() * 1_000_000


def _bomb() -> bytes:
    return with_body(_edited(lambda _: None), lambda body: body + b" " * (300 << 20))


KINDS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "a name of 60,000 characters": (".docx", lambda: _edited(_long_name)),
    "10,000 tasks": (".docx", lambda: _edited(_tasks)),
    "5,000 items of knowledge": (".docx", lambda: _edited(_knowledge)),
    "10,000 notes": (".docx", lambda: _edited(_notes)),
    "a table of 200,000 cells": (".docx", _cells),
    "a text of 48 MB": (".txt", _text),
    "3,000 tables inside each other": (".docx", _nested),
    "a package that unpacks to 300 MB": (".docx", _bomb),
}
NONE = "ten good documents alone"


def giants(folder: Path, names: Sequence[str] = tuple(KINDS)) -> Iterator[tuple[str, Giant]]:
    """Run over ten good documents alone, then with each giant; every run makes a release of its own."""
    good = write_corpus(folder / "good", GOOD, seed=SEED + 1)
    yield NONE, _among(folder / "none", good, None)
    for number, name in enumerate(names):
        suffix, made = KINDS[name]
        path = folder / f"giant-{number}{suffix}"
        path.write_bytes(made())
        yield name, _among(folder / str(number), good, path)
        path.unlink()


def _among(folder: Path, good: Sequence[Path], giant: Path | None) -> Giant:
    raw, output = folder / "raw", folder / "processed"
    raw.mkdir(parents=True)
    for path in [*good, *([giant] if giant else [])]:
        shutil.copy2(path, raw)
    spent = cost("-m", "pipeline", "run", "--quiet", "--no-cache", "--input", str(raw), "--output", str(output))
    release = latest(output)
    if release is None:
        raise RuntimeError(f"a giant kept the good documents of {raw} from being released")
    with (output / release.name / "documents.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["path"]: row for row in csv.DictReader(stream)}
    shutil.rmtree(folder)
    own = rows.pop(giant.name) if giant else None
    published = sum(row["status"] == "published" for row in rows.values())
    if own is None:
        return Giant(spent, "", "", published)
    return Giant(spent, own["status"], own["reason"].removeprefix(f"{own['path']} "), published)


def more_than(found: Giant, alone: Giant) -> Giant:
    """A giant with the CPU seconds that it added to those of the good documents."""
    return replace(found, cost=replace(found.cost, cpu=found.cost.cpu - alone.cost.cpu))
