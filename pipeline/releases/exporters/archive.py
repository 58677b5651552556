"""`all.zip`: every table and description in one file, for those who download by hand.

What comes once a release has been judged and compared (report, changes) is added to it then.
"""

from __future__ import annotations

from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipeline.releases.exporters import about
from pipeline.releases.exporters.exporter import Exporter
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import OWN, ReleaseFolder
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
    _pack(into)


def _pack(into: ReleaseFolder) -> None:
    target = into.path / FILE_NAME
    target.unlink(missing_ok=True)
    names = [name for name in into.names() if name not in OWN]
    with ZipFile(target, "w") as packed:
        for name in names:
            packed.writestr(_member(name), (into.path / name).read_bytes())


def add(into: ReleaseFolder, files: Mapping[str, bytes]) -> bool:
    """Put files that came later into the archive of a release as well; returns whether it has one.

    An archive that holds one of them already, because it was taken over as a whole, is packed anew.
    """
    if not into.holds(FILE_NAME):
        return False
    with ZipFile(into.path / FILE_NAME, "a") as packed:
        members = {name: _member(name) for name in files}
        is_new = {member.filename for member in members.values()}.isdisjoint(packed.namelist())
        for name, member in members.items() if is_new else ():
            packed.writestr(member, files[name])
    if not is_new:
        _pack(into)
    return True


EXPORTER = Exporter(
    "zip",
    files={FILE_NAME: None},
    write=write,
    purpose=about.Bilingual(
        "downloading by hand: every table, description and the quality report at once",
        "人工下載：一次取得所有資料表、說明與品質報告",
    ),
    on_request=True,
)
