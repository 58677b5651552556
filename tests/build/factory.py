"""Tiny made-up record sets, consistent over all tables: what the parser would return for invented standards."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline.releases.content import Content
from pipeline.releases.exporters import csv, sqlite
from pipeline.releases.exporters.every import EXPORTERS
from pipeline.releases.exporters.exporter import PARTS
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.fragment import Forms
from pipeline.releases.joining import join
from pipeline.releases.settings import Settings
from pipeline.releases.staging import Staging
from pipeline.schema import conclusions as c
from pipeline.schema import records as r
from pipeline.schema.tables import TABLES_OF_A_STANDARD, Tables
from pipeline.standards.classes import load_schemes
from pipeline.standards.publication import Publication, PublishedStandard
from pipeline.standards.requirements import requirements_of
from pipeline.standards.wide import with_derived
from tests.build.concluded import with_classes, with_similar

_SCHEMES = load_schemes()

ALONE = Settings(leave_out=tuple(name for name, exporter in EXPORTERS.items() if not exporter.always))
"""What no release goes without; the other forms take most of the time, and are written in the same way."""


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _document(code: str) -> r.DocumentRow:
    return r.DocumentRow(
        sha256=_sha(code), path=f"{code}.pdf", format="pdf", bytes=4096, pages=3, standard_id=code, status="published",
        reason=None, coverage=1.0,
    )


def _standard(code: str) -> r.Standard:
    base, _, version = code.partition("v")
    return r.Standard(
        standard_id=code, standard_code=code, base_code=base, version=int(version), name="甲物整理員", name_kind="occupation",
        description="1.整理甲物。\n2.交付「乙物」, \"丙物\"。", level=3, level_printed="3", status="最新版本",
        updated_on=dt.date(2025, 6, 15), historical=False, is_current=True, reading="clean", sha256=_sha(code),
    )


def _history(code: str) -> Iterable[r.StandardVersion]:
    base, _, version = code.partition("v")
    yield r.StandardVersion(
        standard_id=code, position=1, version_code=code, version=int(version), name="甲物整理員", status="最新版本", note="略",
        updated_on=dt.date(2025, 6, 15),
    )
    yield r.StandardVersion(
        standard_id=code, position=2, version_code=base, version=None, name="甲物管理員", status="歷史版本", note=None,
        updated_on=None,
    )


_CATEGORIES = {"I": "資訊科技／數位內容與傳播", "A": "藝文與影音傳播／視覺藝術"}


def _classifications(code: str) -> Iterable[r.Classification]:
    yield r.Classification(standard_id=code, scheme="job_category", position=1, code=code[:3], name=_CATEGORIES[code[0]])
    official = _SCHEMES["occupation"].names.get(code[3:7])
    yield r.Classification(standard_id=code, scheme="occupation", position=1, code=code[3:7], name=official or "乙物人員")
    yield r.Classification(standard_id=code, scheme="occupation", position=2, code="2431", name="廣告及行銷專業人員")
    yield r.Classification(standard_id=code, scheme="industry", position=1, code="J5812", name="甲業／乙業")


def _competencies(code: str) -> Iterable[r.Competency]:
    named = {
        "K01": "甲物概論", "K02": "5S概念【註1】", "S01": "挑選能力", "S#1": "包裝能力", "A01": "主動積極", "A#1": "團隊意識",
    }
    for position, (item, name) in enumerate(named.items(), 1):
        yield r.Competency(
            standard_id=code, competency_id=item, position=position, kind=item[0], competency_code=None if "#" in item else item,
            name=name, definition="先做再問。" if item == "A01" else None,
        )


def _required(block: int) -> dict[str, str]:
    """What a block requires; the first one also what the others do not."""
    first = {"K02": "5S概念【註1】", "S#1": "包裝能力"} if block == 1 else {}
    return {"K01": "甲物概論", "S01": "挑選能力"} | first


def _block(code: str, block: int) -> Iterable[r.BlockCompetency]:
    for position, (item, name) in enumerate(_required(block).items(), 1):
        printed = None if "#" in item else item
        yield r.BlockCompetency(
            standard_id=code, block=block, competency_id=item, position=position, kind=item[0], competency_code=printed,
            name=name, inherited=block > 1, page=1,
        )


def _printed_row(code: str, n: int) -> r.PrintedRow:
    cells = {kind: [f"{item} {name}" for item, name in _required(n).items() if item[0] == kind] for kind in "KS"}
    return r.PrintedRow(
        standard_id=code, position=n, page=1, duty="T1 整理甲物", task=f"T1.{n} 第{n}項整理", outputs=f"O1.{n}.1 甲物清單",
        indicators=f"P1.{n}.1 依規格挑選甲物，並記錄結果。", level="3", knowledge="\n".join(cells["K"]),
        skills="\n".join(cells["S"]).replace("S#1 ", ""), continued=False,
    )


def _tasks(code: str, count: int) -> Tables:
    """One duty with `count` tasks, each with its block, output, indicator, knowledge and skill."""
    tables = Tables()
    tables.duties = [r.Duty(standard_id=code, duty_id="T1", position=1, duty_code="T1", name="整理甲物", page=1)]
    for n in range(1, count + 1):
        task = f"T1.{n}"
        tables.tasks.append(r.Task(
            standard_id=code, task_id=task, position=n, task_code=task, duty_id="T1", name=f"第{n}項整理", page=1,
        ))
        tables.task_blocks.append(r.TaskBlock(standard_id=code, task_id=task, block=n, level=3))
        tables.outputs.append(r.Output(
            standard_id=code, output_id=f"O1.{n}.1", position=n, output_code=f"O1.{n}.1", name="甲物清單", task_id=task, block=n,
            row=1, page=1,
        ))
        tables.indicators.append(r.Indicator(
            standard_id=code, indicator_id=f"P1.{n}.1", position=n, indicator_code=f"P1.{n}.1",
            text="依規格挑選甲物，並記錄結果。", task_id=task, block=n, row=1, page=1,
        ))
        tables.block_competencies += _block(code, n)
        tables.printed_rows.append(_printed_row(code, n))
    return tables


def _issue(code: str) -> c.Issue:
    return c.Issue(
        issue_id=_sha(f"issue {code}")[:16], code="uncoded_item", severity="info", about="source", sha256=_sha(code),
        standard_id=code, page=2, section="attitudes", locator="A#1", raw_value="團隊意識", message="The attitude has no code.",
    )


def _notes(code: str) -> Iterable[r.Note]:
    yield r.Note(standard_id=code, position=1, section="prerequisite", text="高中職以上畢業。", depth=0, marker="•")
    text = "【註1】整理、整頓、清掃、清潔、素養。"
    yield r.Note(standard_id=code, position=2, section="supplement", text=text, depth=1, marker=None)


def _printed(code: str, tasks: int) -> Tables:
    """What one standard fills by itself."""
    tables = _tasks(code, tasks)
    tables.documents.append(_document(code))
    tables.standards.append(_standard(code))
    tables.standard_versions += _history(code)
    tables.classifications += _classifications(code)
    tables.competencies += _competencies(code)
    tables.notes += _notes(code)
    tables.requirements = requirements_of(tables)
    tables.issues.append(_issue(code))
    return tables


@cache
def _made(codes: tuple[str, ...], tasks: int) -> Tables:
    tables = Tables()
    for code in codes:
        for table, records in _printed(code, tasks).items():
            tables.of(table).extend(records)
    return with_similar(with_classes(with_derived(tables), _SCHEMES))


def standard_tables(code: str = "IDC5294-001v3", tasks: int = 2) -> Tables:
    """The records of one invented standard with `tasks` tasks, in all tables."""
    return many_tables(code, tasks=tasks)


def many_tables(*codes: str, tasks: int = 2) -> Tables:
    """The records of several standards together."""
    return _made(codes, tasks).copy()


def changed(tables: Tables, table: str, position: int = 0, **values: Any) -> Tables:
    """The same tables with other values in one record, ignoring what its class allows."""
    copied = tables.copy()
    rows = copied.of(table)
    rows[position] = replace(rows[position], **values)
    return copied


def staged(tables: Tables, folder: Path, database: bool = False) -> Path:
    """The tables as a release has them, with its SQLite file if wanted; its other forms take their time."""
    folder.mkdir(parents=True, exist_ok=True)
    release = ReleaseFolder(folder)
    join(Content.of(tables), Forms([csv.EXPORTER, sqlite.EXPORTER] if database else [csv.EXPORTER], Settings()), release)
    if database:
        sqlite.write(Written(release), release, Settings())
        shutil.rmtree(folder / PARTS)
    return folder


def written(tables: Tables, folder: Path, settings: Settings = ALONE) -> Staging:
    """The tables as a run stages them."""
    staging = Staging(folder)
    staging.write(Content.of(tables), settings)
    return staging


def publication(tables: Tables) -> Publication:
    """The tables as what a run publishes."""
    standards = [PublishedStandard(row, partial(_own, tables, row.standard_id)) for row in tables.standards]
    return Publication(tables.documents, tables.issues, sorted(standards, key=lambda one: one.standard.standard_id))


def _own(tables: Tables, standard_id: str) -> Tables:
    own = Tables()
    for table in TABLES_OF_A_STANDARD:
        own.of(table).extend(row for row in tables.of(table) if attrgetter("standard_id")(row) == standard_id)
    return own
