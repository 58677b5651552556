"""A release in the making: a folder beside the published ones, which gets its name when all is well."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.base.digest import sha256_of
from pipeline.base.durable import json_bytes
from pipeline.base.memory import let_go
from pipeline.releases.content import Content
from pipeline.releases.exporters import archive, csv
from pipeline.releases.exporters.exporter import PARTS
from pipeline.releases.exporters.written import Written, file_name
from pipeline.releases.folder import CHECKSUMS, OWN, RUN_RECORD, SIGNATURE, ReleaseFolder
from pipeline.releases.fragment import Forms
from pipeline.releases.joining import join
from pipeline.releases.leftovers import STAGING
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES

_NO_SETTINGS = Settings()


class Staging(ReleaseFolder):
    """The folder: filled and sealed in one step, and from then on only added to.

    Sealing hashes what is there, each file once; what is added later brings its hash along. So `SHA256SUMS` is
    true at every moment. It names every file but itself, its signature and the run record, which tells of one
    run and not of the data.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._sums: dict[str, str] = {}

    @classmethod
    def begin(cls, output: Path) -> Staging:
        """An empty one inside `output`, because only inside one file system can a folder be renamed in whole."""
        path = output / STAGING
        if path.exists():
            shutil.rmtree(path)
        path.mkdir(parents=True)
        return cls(path)

    def write(
        self, content: Content, settings: Settings = _NO_SETTINGS, telling: Callable[[str], None] = lambda _: None
    ) -> None:
        """Write the content in every form that the settings ask for, and seal; `telling` hears which form is under way.

        Raises `PipelineError` where the settings name a form that there is not, and OSError where the disk is full.
        """
        from pipeline.releases.exporters.every import chosen, disk_errors

        forms = list(chosen(settings).values())
        self._join(content, Forms(forms, settings))
        written = Written(self)
        for form in forms:
            if form.write is not None:
                telling(f"writing {form.name}")
                with disk_errors(self.path):
                    form.write(written, self, settings)
        shutil.rmtree(self.path / PARTS, ignore_errors=True)
        self._seal()

    def write_tables(self, content: Content) -> None:
        """Write the tables alone, as CSV and Parquet, and seal. Raises OSError where the disk is full."""
        self._join(content, Forms([csv.EXPORTER], _NO_SETTINGS))
        self._seal()

    def _join(self, content: Content, forms: Forms) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        join(content, forms, self)
        let_go()

    def clear(self) -> None:
        """Remove the forms that lie here from before: one that is not written again would show older tables."""
        for table in TABLES:
            for name in (csv.file_name(table), file_name(table)):
                (self.path / name).unlink(missing_ok=True)
        others = [name for name in self.names() if name not in OWN]
        if not others:
            return
        from pipeline.releases.exporters.every import is_form

        for name in filter(is_form, others):
            (self.path / name).unlink()

    def copy(self, tables: Path) -> None:
        """Take over a folder of tables as it is, and seal; its own checksums, signature and record count for nothing here."""
        shutil.copytree(tables, self.path, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*", SIGNATURE))
        self._seal()

    def _seal(self) -> None:
        self._sums = {name: self.sha256(name) for name in self.names() if name not in OWN}
        self._write_checksums()

    def add(self, files: Mapping[str, bytes]) -> None:
        """Put in what could only be told once the tables were there: report, changes."""
        for name, content in files.items():
            (self.path / name).write_bytes(content)
            self._sums[name] = self._sha256[name] = sha256(content).hexdigest()
        if archive.add(self, files):
            self._sums[archive.FILE_NAME] = self._sha256[archive.FILE_NAME] = sha256_of(self.path / archive.FILE_NAME)
        self._write_checksums()

    def record(self, run: Mapping[str, Any]) -> None:
        """Write `run.json`, in place of an earlier one."""
        (self.path / RUN_RECORD).write_bytes(json_bytes(run))

    def _write_checksums(self) -> None:
        (self.path / CHECKSUMS).write_bytes(self.checksums().encode())

    def checksums(self) -> str:
        """What `SHA256SUMS` says: a line for each file, in the order of their paths."""
        return "".join(f"{digest}  {name}\n" for name, digest in sorted(self._sums.items()))

    @property
    def identity(self) -> str:
        """SHA-256 over the names and hashes of the canonical CSV files: equal exactly when the tables are."""
        return csv.identity(self)

    def counts(self) -> dict[str, int]:
        """Rows per table, as the Parquet files state them."""
        return {name: Written(self).count(name) for name in TABLES}

    def discard(self) -> None:
        """Remove the folder: the latest release holds all of it already."""
        shutil.rmtree(self.path)
