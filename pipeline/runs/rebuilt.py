"""A release beside the one that was made again: which files are equal, and why others may not be."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.base.errors import PipelineError
from pipeline.releases.delta import CHANGES_CSV, CHANGES_PAGE
from pipeline.releases.exporters import archive, datapackage
from pipeline.releases.exporters.csv import file_name, identity_of
from pipeline.releases.verify import checksums, damage
from pipeline.releases.versions import ReleaseInfo
from pipeline.runs.software import software
from pipeline.schema import TABLES

DOCUMENTS = file_name("documents")
OF_CHANGES = frozenset((
    CHANGES_CSV, CHANGES_PAGE, "report.json", "report.html", "report.md", "violations.csv", archive.FILE_NAME,
))
"""The files in which the release before it shows, and the archive that holds them."""
_FEW = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """Names of files: how many are equal, which differ."""

    equal: int
    different: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rebuilt:
    """A release (`info`, `record`) of `output`, and the folder `made` of what was made again.

    `remarks` are sentences about how it was made; without `compares_changes` the release before it was not to be had.
    """

    info: ReleaseInfo
    output: Path
    made: Path
    record: Mapping[str, Any]
    remarks: list[str] = field(default_factory=list)
    compares_changes: bool = True

    @cached_property
    def comparison(self) -> Comparison:
        """All that `SHA256SUMS` of both names; of a release without it the tables, by the identity in the list."""
        found, promised = checksums(self.made), self._promised
        if promised is None:
            tables = tuple(file_name(name) for name in TABLES)
            same = identity_of(found) == self.info.identity
            return Comparison(len(tables)) if same else Comparison(0, tables)
        names = (promised.keys() | found.keys()) - (frozenset() if self.compares_changes else OF_CHANGES)
        different = sorted(name for name in names if promised.get(name) != found.get(name))
        return Comparison(len(names) - len(different), tuple(different))

    @cached_property
    def _promised(self) -> dict[str, str] | None:
        """What `SHA256SUMS` of the release says; None where it is gone or no such list."""
        try:
            return checksums(self.output / self.info.name)
        except PipelineError:
            return None

    @property
    def summary(self) -> str:
        """The lines for the terminal; the last one tells whether the release is what archive and settings make."""
        equal, different = self.comparison.equal, self.comparison.different
        lines = [f"remark      {remark}" for remark in (*self._damage(), *self.remarks)]
        if not different:
            return "\n".join([*lines, f"rebuild     {self.info.name}: all {equal} files are equal"])
        lines += [f"differs     {name}" for name in different]
        lines += [f"reason      {reason}" for reason in self.reasons()]
        return "\n".join([*lines, f"rebuild     {self.info.name}: {equal} files are equal, {len(different)} differ"])

    def _damage(self) -> Iterator[str]:
        """What is compared are the hashes that were promised; the files of the release may not keep the promise any more."""
        for fault in damage(self.info, self.output):
            yield f"{self.output / self.info.name}: {fault}; `verify` tells all, `--restore` puts in its place what is made."
            break
        if self._promised is None:
            yield "without its SHA256SUMS only the tables can be compared, by the identity that versions.json states"

    def reasons(self) -> list[str]:
        """Why files may differ, the likeliest first."""
        found = [*self._other_documents(), *self._other_software(), *self._other_settings()]
        return found or ["none is apparent: documents and software are the same; expectations or official lists may be others"]

    def _other_documents(self) -> Iterator[str]:
        then, now = documents_of(self.output / self.info.name), documents_of(self.made)
        if DOCUMENTS not in self.comparison.different or not then:
            return
        kinds = {
            "lacks": sorted(then.keys() - now.keys()), "has besides": sorted(now.keys() - then.keys()),
            "has other bytes of": sorted(path for path in then.keys() & now.keys() if then[path] != now[path]),
        }
        yield from (f"{DOCUMENTS} differs: the archive {kind} {_listed(paths)}" for kind, paths in kinds.items() if paths)

    def _other_software(self) -> Iterator[str]:
        then, now = self.record.get("software") or {}, software()
        if not then:
            yield "its run.json does not tell which software made it"
        elif names := [name for name in then | now if then.get(name) != now.get(name)]:
            told = [f"{name} {then.get(name, 'absent')} then, {now.get(name, 'absent')} here" for name in names]
            yield f"other software: {'; '.join(told)}"

    def _other_settings(self) -> Iterator[str]:
        tables = {file_name(name) for name in TABLES}
        if datapackage.FILE_NAME in self.comparison.different and not tables & set(self.comparison.different):
            yield "the tables are equal and datapackage.json is not: other settings (licence, publisher, address, forms)"


def documents_of(release: Path) -> dict[str, str]:
    """The hash of each document that a release names, by path; nothing where it does not tell."""
    try:
        with (release / DOCUMENTS).open(encoding="utf-8", newline="") as stream:
            return {row["path"]: row["sha256"] for row in csv.DictReader(stream)}
    except (OSError, ValueError, KeyError, csv.Error):
        return {}


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return ", ".join(names[:_FEW]) + more
