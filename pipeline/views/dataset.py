"""A published release in Python: `load` gives typed frames, their labels, and the joins that people want.

    from pipeline import load

    data = load("processed")                   # or a release's folder, or its all.zip
    data["tasks"]                              # a frame with pandas' nullable dtypes
    data.standard("IDC5294-001v3").tasks       # tasks with duty and level
    data.requirements(kind="S")                # task × skill over all standards
    data.search("智慧財產權")                   # every text that contains it
    data.find("規劃展覽並控管預算 …")             # which standards fit a text, with the reasons
    data.standard("IDC5294-001v3").export("docx")   # the printed form as bytes; also xlsx, job, interview, course
    data.compare("IDC5294-001v2", "IDC5294-001v3")
    data.cite("IDC5294-001v3")                 # a sentence to cite it by; data.sources() tells the files
    data.similar("IDC5294-001")                # the nearest standards, and the next level of the occupation
    data.gap("IDC5294-001", "IDC2513-002")     # what the second asks for and the first does not

The functions behind it live in `pipeline.views.joins`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import pandas as pd

from pipeline.releases.exporters import nested
from pipeline.releases.exporters.rows import rows
from pipeline.schema import TABLES
from pipeline.schema.derive.arrow import to_pandas
from pipeline.schema.tables import TABLES_OF_A_STANDARD
from pipeline.views import citing, finding_frame, joins
from pipeline.views.printed.content import Content
from pipeline.views.table_files import Bytes, in_folder, read_table, source

Language = Literal["zh", "en"]
Kind = Literal["K", "S", "A"]


def load(place: str | os.PathLike[str] = "processed") -> Dataset:
    """Open a release: its folder, its archive `all.zip`, or a folder of releases, whose latest is taken.

    `processed/latest` means the latest too, whether or not there is a folder of that name. Tables are read when
    they are first asked for, from Parquet or where that is not there from CSV, with the same types. Raises
    `PipelineError` where there is no release.
    """
    return Dataset(*source(place))


class Dataset(Mapping[str, pd.DataFrame]):
    """The tables of one release by name, as frames in the published order with nullable dtypes.

    The frames are shared: copy one before changing it.
    """

    def __init__(self, folder: Path, files: Bytes | None = None) -> None:
        self.folder = folder
        self._files = files or in_folder(folder)
        self._frames: dict[str, pd.DataFrame] = {}

    def __repr__(self) -> str:
        return f"<Dataset {self.folder.name}: {len(self['standards'])} standards>"

    def __getitem__(self, table: str) -> pd.DataFrame:
        """A table as a frame; raises KeyError for a table that the schema does not have."""
        if table not in TABLES:
            raise KeyError(f"there is no table {table}; there are {', '.join(TABLES)}")
        if table not in self._frames:
            self._frames[table] = to_pandas(read_table(table, self._files))
        return self._frames[table]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def labels(self, table: str, language: Language = "zh") -> dict[str, str]:
        """The label of every column of a table."""
        columns = TABLES[table].columns
        return {column.name: column.field.label_zh if language == "zh" else column.field.label for column in columns}

    def labelled(self, table: str, language: Language = "zh") -> pd.DataFrame:
        """A table with labels for column names and, in Chinese, for coded values: for reading and printing."""
        frame = self[table].copy()
        if language == "zh":
            for column in TABLES[table].columns:
                if column.field.allowed:
                    frame[column.name] = frame[column.name].map(dict(column.field.allowed), na_action="ignore")
        return frame.rename(columns=self.labels(table, language))

    def standard(self, code: str) -> StandardView:
        """One standard by its `standard_id`, or by its base code, which means the newest version here.

        Raises KeyError with similar codes where there is none.
        """
        return StandardView(self, joins.find_standard(self["standards"], code))

    def requirements(self, kind: Kind | None = None, standard: str | None = None) -> pd.DataFrame:
        """Task × knowledge or skill with names and level; of one kind or one standard if asked."""
        frame = self["requirements"]
        if kind is not None:
            frame = frame[frame["kind"] == kind]
        if standard is not None:
            frame = frame[frame["standard_id"] == joins.find_standard(self["standards"], standard)]
        return frame.reset_index(drop=True)

    def search(self, text: str) -> pd.DataFrame:
        """Every text that contains `text`: standard_id, table, item_id, column, text.

        Any number of characters; width, case, white space and 台/臺 do not matter. Raises ValueError
        where nothing but white space is asked for.
        """
        return joins.search(self, text)

    def find(self, text: str, limit: int | None = 10) -> pd.DataFrame:
        """The current standards that fit a text of up to 12,000 characters, the best first (docs/find.md).

        Columns: rank, standard_id, name, level, score, words (that both have), tasks, knowledge, skills (codes of those
        that have them); the last four are lists. `limit` None gives every standard that shares anything with the text.
        Raises ValueError with a sentence for a text that is empty, too long or without Chinese.
        """
        return finding_frame.find(self, self.folder, text, limit)

    def compare(self, first: str, second: str) -> pd.DataFrame:
        """What two standards, or two versions of one, share and what only one of them has.

        A row per different text: item (`duty`, `task`, `output`, `indicator`, `K`, `S`, `A`), text, found
        (`both`, `first`, `second`), first_id, second_id. Texts are matched and not codes, because codes
        belong to one standard.
        """
        standards = self["standards"]
        return joins.compare(self, joins.find_standard(standards, first), joins.find_standard(standards, second))

    def cite(self, standard: str | None = None, style: citing.Style = "text") -> str:
        """How to cite this release, or one standard of it: a sentence (`text`) or an entry of `bibtex`.

        Raises KeyError for a standard that there is not, ValueError for another style.
        """
        name = self.folder.name.removesuffix(".zip")
        return citing.cite(name, self._files, None if standard is None else self.standard(standard).profile, style)

    def sources(self, standard: str | None = None) -> pd.DataFrame:
        """The files that the standards, or one of them, were read from, with content hash and the release's licence."""
        standards = self["standards"]
        if standard is not None:
            standards = standards[standards["standard_id"] == joins.find_standard(standards, standard)]
        return citing.sources(self._files, self["documents"], standards)

    def similar(self, code: str) -> pd.DataFrame:
        """The standards that are near to one, the nearest first, and the next level of its occupation."""
        return self.standard(code).table("similar_standards")

    def gap(self, now: str, wanted: str) -> pd.DataFrame:
        """What the standard `wanted` asks for, and what of it the standard `now` asks for already.

        A row per knowledge, skill and attitude of `wanted` under the columns of `views.gap.Need`; `found` is `same`, `near`
        (another name that may mean it stands beside) or `missing`.
        """
        from pipeline.views import gap

        first, second = (joins.find_standard(self["standards"], code) for code in (now, wanted))
        found = gap.needs(lambda table, own: rows(StandardView(self, own).table(table)), first, second)
        frame = pd.DataFrame(gap.lines(found), columns=list(gap.COLUMNS))
        return frame.astype({"level": "Int64", "score": "Float64", **dict.fromkeys(("own_id", "own_name"), "string")})


@dataclass(frozen=True)
class StandardView:
    """One standard of a dataset; every frame is in reading order."""

    data: Dataset
    standard_id: str

    def table(self, name: str) -> pd.DataFrame:
        """The rows of a table that belong to this standard."""
        frame = self.data[name]
        return frame[frame["standard_id"] == self.standard_id].reset_index(drop=True)

    @cached_property
    def profile(self) -> Mapping[str, object]:
        """The row of `standards`."""
        return {str(name): value for name, value in self.table("standards").iloc[0].items()}

    @property
    def name(self) -> str | None:
        """Printed name."""
        value = self.profile["name"]
        return value if isinstance(value, str) else None

    @property
    def duties(self) -> pd.DataFrame:
        return self.table("duties")

    @property
    def tasks(self) -> pd.DataFrame:
        """Tasks with the name of their duty and a row per block and level."""
        return joins.tasks_with_levels(self.table("duties"), self.table("tasks"), self.table("task_blocks"))

    @property
    def indicators(self) -> pd.DataFrame:
        return self.table("indicators")

    @property
    def outputs(self) -> pd.DataFrame:
        return self.table("outputs")

    @property
    def notes(self) -> pd.DataFrame:
        return self.table("notes")

    @property
    def versions(self) -> pd.DataFrame:
        """The printed version history."""
        return self.table("standard_versions")

    def competencies(self, kind: Kind | None = None) -> pd.DataFrame:
        """Knowledge, skills and attitudes, or one kind of them."""
        frame = self.table("competencies")
        return frame if kind is None else frame[frame["kind"] == kind].reset_index(drop=True)

    def requirements(self, kind: Kind | None = None) -> pd.DataFrame:
        """Task × knowledge or skill."""
        return self.data.requirements(kind, self.standard_id)

    def content(self) -> Content:
        """The standard in plain rows, as every form to take along is made from."""
        return Content({name: rows(self.table(name)) for name in TABLES_OF_A_STANDARD})

    def export(self, form: str = "docx", duty: str | None = None, template: str | os.PathLike[str] | None = None) -> bytes:
        """A file to take along: the printed form as `docx` or `xlsx`, or a `job`, `interview` or `course` sheet as Word.

        `duty` narrows a sheet to one duty, `template` is a Word template in the place of the sheet's own one. Raises
        `PipelineError` for a form, duty or template that there is not.
        """
        from pipeline.views.printed.export import export

        return export(self.content(), form, duty, None if template is None else Path(template))

    def nested(self) -> dict[str, object]:
        """The standard as one nested object, as in `standards.jsonl`."""
        own = {name: self.table(name) for name in TABLES if "standard_id" in TABLES[name].column_names}
        return next(nested.standards(own))
