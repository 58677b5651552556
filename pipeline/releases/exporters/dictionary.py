"""`data-dictionary.md`: every table and column explained, inside the release."""

from __future__ import annotations

from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Exporter
from pipeline.releases.exporters.rows import write_text
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema.derive.dictionary import data_dictionary

FILE_NAME = "data-dictionary.md"


def write(_content: Written, into: ReleaseFolder, _: Settings) -> None:
    """Write the same page as `docs/data-dictionary.md`."""
    write_text([data_dictionary()], into.path / FILE_NAME)


EXPORTER = Exporter(
    "dictionary",
    files={FILE_NAME: None},
    write=write,
    purpose=Bilingual("people: every table and column explained", "人工閱讀：各資料表與欄位的說明"),
)
