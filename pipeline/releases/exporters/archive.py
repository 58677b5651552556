"""`all.zip`: every table and description in one file, for those who download by hand.

What is added once a release has been judged and compared (report, changes) lies beside it.
"""

from __future__ import annotations

from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipeline.releases.exporters import about
from pipeline.releases.exporters.exporter import Exporter
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings

FILE_NAME = "all.zip"
_TIME = (1980, 1, 1, 0, 0, 0)
"""The oldest time that the format can say: the archive's bytes must not depend on a clock."""
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


def _member(name: str) -> ZipInfo:
    member = ZipInfo(f"{about.NAME}/{name}", _TIME)
    member.compress_type, member.create_system, member.external_attr = ZIP_DEFLATED, _UNIX, _PLAIN_FILE
    return member


def write(_content: Written, into: ReleaseFolder, _: Settings) -> None:
    """Pack what the release holds, in the order of the names."""
    target = into.path / FILE_NAME
    target.unlink(missing_ok=True)
    names = into.names()
    with ZipFile(target, "w") as packed:
        for name in names:
            packed.writestr(_member(name), (into.path / name).read_bytes())


EXPORTER = Exporter(
    "zip",
    files={FILE_NAME: None},
    write=write,
    purpose=about.Bilingual("downloading by hand: every table and description at once", "人工下載：一次取得所有資料表與說明"),
    on_request=True,
)
