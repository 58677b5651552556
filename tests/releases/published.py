"""Releases of invented standards, with every form and with what is hard for some of them."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

from pipeline.releases import release
from pipeline.releases.content import Content
from pipeline.releases.exporters.every import EXPORTERS
from pipeline.releases.settings import Licence, Settings
from pipeline.releases.staging import Staging
from pipeline.schema import TABLES
from pipeline.schema.tables import Tables
from tests.build import factory

LICENCE = Licence("OGDL-Taiwan-1.0", "政府資料開放授權條款-第1版", "https://data.gov.tw/license")
ADDRESS = "https://data.example.org/standards/"
FULL = Settings(LICENCE, "某某學會", "data@example.org", ADDRESS, add=("case", "zip"))
SMALL = replace(factory.ALONE, licence=LICENCE)
"""What may be published, with few files."""
DAY = dt.date(2026, 1, 31)
FORMULA = "=1+1"
ADDRESS_LIKE = "https://example.org/甲"


def tables() -> Tables:
    """Three standards, two of them versions of one; with an output of no task, and texts that spreadsheets would run."""
    made = factory.many_tables("IDC5294-001v3", "IDC5294-001v2", "AVA2651-002v1", tasks=3)
    made = factory.changed(made, "standards", 1, is_current=False)
    made = factory.changed(made, "outputs", task_id=None, block=None, row=None)
    made = factory.changed(made, "tasks", name=FORMULA)
    made = factory.changed(made, "tasks", 1, name=ADDRESS_LIKE)
    made = factory.changed(made, "tasks", 2, name=None)
    made = factory.changed(made, "indicators", text="說明智慧財產權的ＩＳＯ 9001規定。")
    return factory.changed(made, "competencies", name="智慧財產權概論")


def build(folder: Path, settings: Settings = FULL, made: Tables | None = None) -> Path:
    """A complete release in `folder`, not yet listed anywhere."""
    return staged(Staging(folder), settings, made).path


def staged(staging: Staging, settings: Settings = FULL, made: Tables | None = None) -> Staging:
    """A complete release, ready to be swapped in."""
    staging.write(Content.of(made or tables()), settings)
    staging.record({"outcome": "released"})
    return staging


def publishable(output: Path, settings: Settings = FULL, made: Tables | None = None, day: dt.date = DAY) -> str:
    """A release listed in `output`; returns its name."""
    staging = staged(Staging.begin(output), settings, made)
    return release.swap_in(staging, output, release.next_name(output, day), day).name


def data_paths() -> list[str]:
    """The files of data that a complete release of `tables()` has."""
    forms = [(path, form) for exporter in EXPORTERS.values() for path, form in exporter.files.items()]
    return sorted({path.format(table=table) for path, form in forms if form is not None for table in TABLES})


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder by path."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}
