"""Downloads and the data dictionary; changes of the release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.releases.exporters import about
from pipeline.releases.folder import ReleaseFolder
from pipeline.schema import SCHEMA_VERSION, TABLES, Column, Table
from pipeline.views.site.downloads import Offer, data, offer
from pipeline.views.site.html import Child, Html, el, join, link, t, table
from pipeline.views.site.markdown import as_html
from pipeline.views.site.shell import Alternates, Page, heading
from pipeline.views.site.ways_in import terms_of_use, ways

CHANGES = "CHANGES.md"


def data_page(release: ReleaseFolder, copied: bool, address: str | None = None) -> Page:
    """How the data may be used, three ways to them, every table and column, and all files (links where they are `copied`)."""
    main = join(
        heading(1, "資料下載與欄位說明", "Downloads and data dictionary"), *terms_of_use(release),
        *(ways(release, address) if copied else ()),
        heading(2, "使用前請注意", "Before you use it"), el("ul", *(el("li", t(one.zh, one.en)) for one in about.WARNINGS)),
        heading(2, "欄位說明", "Data dictionary", id="dictionary"),
        el("p", t("資料結構版次 ", "Schema version "), SCHEMA_VERSION),
        el("ul", *(el("li", el("a", t(one.label_zh, one.label), href=f"#table-{name}")) for name, one in TABLES.items()),
           class_="columns"),
        *map(_table, TABLES.values()),
        heading(2, "全部檔案", "All files", id="files"), _files(release, copied),
    )
    title = "資料下載與欄位說明", "Downloads and data dictionary"
    return Page("data.html", title, main, "職能基準資料集的授權、引用方式、檔案與欄位說明", wide=True)


def _files(release: ReleaseFolder, copied: bool) -> Html:
    header = [t("檔案", "File"), t("內容", "Content"), t("大小", "Size"), "SHA-256"]
    return table(header, (
        (_file(offer(one.path, one.bytes)) if copied else one.path, t(one.label.zh, one.label.en), size(one.bytes),
         el("code", one.sha256, class_="hash"))
        for one in data(release)
    ), numbers=(2,))


def _file(one: Offer) -> Html:
    packed = t("（以 ZIP 壓縮）", " (packed as ZIP)") if one.is_packed else None
    return join(link(one.address, one.name), packed)


def size(number: int) -> str:
    """Bytes for people, in decimal units."""
    for unit, scale in (("MB", 1_000_000), ("kB", 1000)):
        if number >= scale:
            return f"{number / scale:,.1f} {unit}"
    return f"{number} B"


def _table(one: Table) -> Html:
    header = [t("欄位", "Column"), t("名稱", "Label"), t("型別", "Type"), t("必填", "Required"), t("說明", "Meaning")]
    key = "、".join(one.key)
    return el(
        "section", el("h3", el("code", one.name), " ", t(one.label_zh, one.label)),
        el("p", el("span", one.grain, lang="en"), " ", t("主鍵：", "Key: "), el("code", key)),
        table(header, (_column(one, column) for column in one.columns)), id=f"table-{one.name}",
    )


def _column(one: Table, column: Column) -> Iterator[Child]:
    yield el("code", column.name)
    yield t(column.field.label_zh, column.field.label)
    yield column.field.kind.value
    yield t("主鍵", "key") if column.name in one.key else None if column.nullable else t("是", "yes")
    allowed = [el("li", el("code", value), " ", words) for value, words in column.field.allowed]
    yield join(el("span", column.field.description, lang="en"), el("ul", *allowed) if allowed else None)


def changes_page(release: Path, feed: Alternates = ()) -> Page:
    """The release's own page of changes, and the feed that tells of the next ones."""
    path = release / CHANGES
    body = as_html(path.read_text(encoding="utf-8")) if path.is_file() else el("p", t(
        "這次發布沒有變更紀錄。", "This release has no record of changes.",
    ))
    follow = [link(there, t("訂閱變更（Atom）", "Follow the changes (Atom)"), class_="button") for _, there in feed]
    main = join(heading(1, "變更紀錄", "Changes"), el("p", follow) if follow else None, body)
    return Page("changes.html", ("變更紀錄", "Changes"), main, "與前次發布的差異", wide=True, alternates=feed)
