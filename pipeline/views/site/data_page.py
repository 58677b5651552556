"""Downloads and the data dictionary; quality and changes of the release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.releases.exporters import about
from pipeline.releases.folder import ReleaseFolder
from pipeline.schema import SCHEMA_VERSION, TABLES, Column, Table
from pipeline.standards.issue_catalogue import CATALOGUE
from pipeline.views.site.catalogue import Catalogue, standard_file
from pipeline.views.site.downloads import Offer, data, offer
from pipeline.views.site.html import Child, Html, el, join, link, t, table
from pipeline.views.site.markdown import as_html
from pipeline.views.site.shell import Alternates, Page, heading
from pipeline.views.site.standard_parts import SEVERITIES, chosen, label

REPORT, CHANGES = "report.html", "CHANGES.md"


def data_page(release: ReleaseFolder, copied: bool) -> Page:
    """Files with sizes and hashes (as links where they are `copied`), then every table and column."""
    main = join(
        heading(1, "資料下載與欄位說明", "Downloads and data dictionary"),
        el("ul", *(el("li", t(one.zh, one.en)) for one in about.WARNINGS)),
        heading(2, "下載", "Downloads", id="files"), _files(release, copied),
        el("p", t("SQLite 檔可用 datasette 瀏覽：", "The SQLite file can be browsed with datasette: "),
           el("code", "datasette standards.sqlite -m metadata.json")),
        el("p", t("給程式用的 JSON：", "JSON for programs: "), link("api/index.html", t("介面說明", "the interface"))),
        heading(2, "欄位說明", "Data dictionary", id="dictionary"), el("p", t("結構版本 ", "Schema version "), SCHEMA_VERSION),
        *map(_table, TABLES.values()),
    )
    title = "資料下載與欄位說明", "Downloads and data dictionary"
    return Page("data.html", title, main, "職能基準資料集的檔案與欄位說明", wide=True)


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


def quality_page(catalogue: Catalogue, release: Path) -> Page:
    """Documents by what became of them, issues by code, and the way to the full report."""
    report = link(REPORT, t("完整品質報告", "Full quality report"), class_="button") if (release / REPORT).is_file() else None
    main = join(
        heading(1, "資料品質", "Data quality"), el("p", report) if report else None, *_documents(catalogue),
        heading(2, "異常紀錄", "Issues"), _issue_counts(catalogue),
    )
    return Page("quality.html", ("資料品質", "Data quality"), main, "來源文件的處理狀態、涵蓋率與異常紀錄", wide=True)


def _documents(catalogue: Catalogue) -> Iterator[Html]:
    documents = list(catalogue.documents.values())
    counts = Counter(row["status"] for row in documents)
    yield heading(2, "來源文件", "Source documents")
    yield table([label("documents", "status"), t("份數", "Documents")], [
        (chosen("documents", "status", status), f"{number:,}") for status, number in sorted(counts.items())
    ], numbers=(1,))
    for status, title in (("rejected", t("未採用", "Rejected")), ("held", t("暫緩發布", "Held"))):
        refused = [(row["path"], row["reason"]) for row in documents if row["status"] == status]
        if refused:
            yield table([label("documents", "path"), label("documents", "reason")], refused, title)
    covered = [row for row in documents if row["coverage"] is not None and row["coverage"] < 1]
    low = sorted((row["coverage"], row["standard_id"] or "", row["path"]) for row in covered)
    if low:
        header = [label("documents", "standard_id"), label("documents", "path"), label("documents", "coverage")]
        rows = [(_standard(catalogue, standard_id), path, f"{coverage:.2%}") for coverage, standard_id, path in low]
        yield table(header, rows, t("涵蓋率未達 100% 的文件", "Documents with a coverage below 100%"), numbers=(2,))


def _standard(catalogue: Catalogue, standard_id: str) -> Child:
    return link(standard_file(standard_id), standard_id) if standard_id in catalogue.by_id else standard_id


def _issue_counts(catalogue: Catalogue) -> Html:
    issues = catalogue.shelf
    if not issues.count("issues"):
        return el("p", t("沒有異常紀錄。", "No issues."))
    counts = Counter(zip(issues.column("issues", "severity"), issues.column("issues", "code"), strict=True))
    order = {name: place for place, name in enumerate(SEVERITIES)}
    rows = sorted(counts.items(), key=lambda item: (order.get(item[0][0], len(order)), -item[1], item[0][1]))
    return table([label("issues", "severity"), label("issues", "code"), t("筆數", "Rows"), t("說明", "Meaning")], [
        (t(*SEVERITIES.get(severity, (severity, severity))), el("code", code), f"{number:,}", _meaning(code))
        for (severity, code), number in rows
    ], numbers=(2,))


def _meaning(code: str) -> Child:
    kind = CATALOGUE.get(code)
    return t(kind.meaning_zh, kind.meaning) if kind else None


def changes_page(release: Path, feed: Alternates = ()) -> Page:
    """The release's own page of changes, and the feed that tells of the next ones."""
    path = release / CHANGES
    body = as_html(path.read_text(encoding="utf-8")) if path.is_file() else el("p", t(
        "這一版資料沒有變更紀錄。", "This release has no record of changes.",
    ))
    follow = [link(there, t("訂閱變更（Atom）", "Follow the changes (Atom)"), class_="button") for _, there in feed]
    main = join(heading(1, "變更紀錄", "Changes"), el("p", follow) if follow else None, body)
    return Page("changes.html", ("變更紀錄", "Changes"), main, "與前一版資料的差異", wide=True, alternates=feed)
