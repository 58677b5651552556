"""`portal-metadata.csv`: one row of 資料集詮釋資料, as the government's open-data portal lists its datasets.

Whoever registers the dataset fills in what only the portal or the agency knows: identifier, category,
price, contact by telephone, date of publication.
"""

from __future__ import annotations

from pipeline.base.dialect import CANONICAL
from pipeline.releases.exporters import about, excel_csv, files
from pipeline.releases.exporters.exporter import Exporter
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES

FILE_NAME = "portal-metadata.csv"
_SEPARATOR = ";"


def _row(content: Written, into: ReleaseFolder, settings: Settings) -> dict[str, str]:
    listed = [file for file in files.data_files(into) if file.form is not excel_csv.FORM]
    day = content.newest_update()
    columns = [f"{column.name}（{column.field.label_zh}）" for column in TABLES["requirements"].columns]
    return {
        "資料集識別碼": "",
        "資料集名稱": about.TITLE.zh,
        "資料提供屬性": "",
        "服務分類": "",
        "檔案格式": _SEPARATOR.join(file.form.name for file in listed),
        "資料下載網址": _SEPARATOR.join(files.address(file.path, settings) for file in listed),
        "編碼格式": "UTF-8",
        "資料集上架方式": "",
        "資料集描述": about.DESCRIPTION.zh,
        "主要欄位說明": "、".join(columns),
        "提供機關": settings.publisher or "",
        "更新頻率": "不定期更新",
        "授權方式": settings.licence.title if settings.licence else "",
        "相關網址": settings.licence.url if settings.licence else about.SOURCE_URL,
        "計費方式": "",
        "提供機關聯絡人姓名": settings.contact or "",
        "提供機關聯絡人電話": "",
        "上架日期": "",
        "詮釋資料更新時間": "" if day is None else day.isoformat(),
        "備註": " ".join([about.licence_sentence(settings).zh, *(warning.zh for warning in about.WARNINGS)]),
        "資料量": str(content.count("standards")),
    }


def write(content: Written, into: ReleaseFolder, settings: Settings) -> None:
    """Write the header and the one row."""
    row = _row(content, into, settings)
    (into.path / FILE_NAME).write_bytes(CANONICAL.content(row.keys(), [row.values()]))


EXPORTER = Exporter(
    "portal",
    files={FILE_NAME: None},
    write=write,
    purpose=about.Bilingual("registering the dataset at the government's open-data portal", "在政府資料開放平臺登錄資料集"),
)
