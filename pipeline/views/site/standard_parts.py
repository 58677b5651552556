"""The parts of a standard's page below its table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote

from pipeline.schema import TABLES
from pipeline.standards.issue_catalogue import CATALOGUE
from pipeline.views.site.catalogue import Catalogue, standard_file
from pipeline.views.site.classes_page import scheme_file
from pipeline.views.site.differences import Difference, differences
from pipeline.views.site.english import worded
from pipeline.views.site.html import Child, Html, el, join, link, slug, t, table
from pipeline.views.site.shelf import Row
from pipeline.views.site.standard_table import absent

SEVERITIES = {"critical": ("嚴重", "critical"), "warning": ("警告", "warning"), "info": ("資訊", "info")}
_DEEPEST = 6


def label(table_name: str, column: str) -> Html:
    """A column's label in both languages."""
    field = TABLES[table_name][column].field
    return t(field.label_zh, field.label)


def chosen(table_name: str, column: str, value: str | None) -> Child:
    """One of a column's allowed values by its Chinese label, beside the value itself for English readers."""
    labels = dict(TABLES[table_name][column].field.allowed)
    if value is None:
        return None
    return t(labels[value], value.replace("_", " ")) if value in labels else value


def notes(catalogue: Catalogue, standard_id: str) -> Html:
    """Prerequisites and supplements, as deep as they are indented."""
    rows = catalogue.rows("notes", standard_id)
    if not rows:
        return el("p", t("原件未載。", "None printed."))
    parts = []
    for section, group in groupby(rows, key=lambda row: row["section"]):
        items = [
            el("li", el("span", row["marker"], " ", class_="marker") if row["marker"] else None, row["text"],
               class_=f"depth d{min(row['depth'], _DEEPEST)}")
            for row in group
        ]
        parts += [el("h3", chosen("notes", "section", section)), el("ul", items, class_="notes")]
    return join(*parts)


def classifications(catalogue: Catalogue, standard_id: str) -> Html:
    """Scheme, code and name of each class."""
    rows = catalogue.rows("classifications", standard_id)
    if not rows:
        return el("p", t("原件未載。", "None printed."))
    header = [label("classifications", name) for name in ("scheme", "code", "name")]
    meant = {(row["scheme"], row["position"]): row["class_code"] for row in catalogue.rows("class_links", standard_id)}
    return table(header, [
        (chosen("classifications", "scheme", row["scheme"]), el("code", row["code"]) if row["code"] else absent(),
         _class(row["scheme"], meant.get((row["scheme"], row["position"])), row["name"]))
        for row in rows
    ])


def _class(scheme: str, code: str | None, name: str | None) -> Html:
    """The printed name, as a way to the class that the code means."""
    shown = name or absent()
    return link(f"../../{scheme_file(scheme)}#{slug(code)}", shown) if code is not None else join(shown)


def history(catalogue: Catalogue, standard_id: str) -> Html:
    """The printed version history with links to versions that are here, and what changed since the one before."""
    rows = catalogue.rows("standard_versions", standard_id)
    names = ("version_code", "version", "name", "status", "updated_on", "note")
    printed = table([label("standard_versions", name) for name in names], [_version(catalogue, row) for row in rows])
    here = [row for row in catalogue.versions(standard_id) if row["standard_id"] != standard_id]
    links = [join(link(f"../../{standard_file(row['standard_id'])}", row["standard_id"]), " ") for row in here]
    return join(
        printed if rows else el("p", t("原件沒有版次沿革表。", "The document has no version table.")),
        el("p", t("本資料集另有版次：", "Other versions here: "), *links) if links else None,
        _since(catalogue, standard_id),
    )


def _version(catalogue: Catalogue, row: Row) -> Iterator[Child]:
    code = row["version_code"]
    is_here = code in catalogue.by_id and code != row["standard_id"]
    yield link(f"../../{standard_file(code)}", code) if is_here else code or absent()
    yield from (worded(row[name]) for name in ("version", "name", "status", "updated_on", "note"))


def _since(catalogue: Catalogue, standard_id: str) -> Html | None:
    previous = catalogue.previous(standard_id)
    if previous is None:
        return None
    old = previous["standard_id"]
    found = list(differences(catalogue, old, standard_id))
    there = f"../../compare.html#a={quote(old, safe='~')}&b={quote(standard_id, safe='~')}"
    side_by_side = link(there, t("並排比較", "Side by side"))
    changed = [_difference(one) for one in found if not one.is_empty]
    return join(
        el("h3", t("與前一版的差異", "Since the previous version"), " ", el("code", old), id="differences"),
        el("p", side_by_side),
        *(changed or [el("p", t("職責、任務與職能內容相同。", "Duties, tasks and competencies are the same."))]),
    )


def _difference(one: Difference) -> Html:
    group = one.group
    counts = t(
        f"{group.label_zh}：新增 {len(one.gained)}、移除 {len(one.lost)}、改寫 {len(one.reworded)}、相同 {one.kept}",
        f"{group.label}: {len(one.gained)} gained, {len(one.lost)} lost, {len(one.reworded)} reworded, {one.kept} kept",
    )
    items = [el("li", el("ins", _one(*pair)), class_="gained") for pair in one.gained]
    items += [el("li", el("del", _one(*pair)), class_="lost") for pair in one.lost]
    items += [el("li", el("del", _one(item, old)), " → ", el("ins", new)) for item, old, new in one.reworded]
    return el("details", el("summary", counts), el("ul", items, class_="diff"))


def _one(item: str, text: str) -> Html:
    return join(el("b", item, class_="c"), " ", text)


def issues(catalogue: Catalogue, standard_id: str) -> Html:
    """Coverage, and each issue with what it means and what to do."""
    coverage = _coverage(catalogue.source(standard_id))
    rows = catalogue.rows("issues", standard_id)
    if not rows:
        return join(coverage, el("p", t("沒有異常紀錄。", "No issues.")))
    header = [label("issues", name) for name in ("severity", "code", "section", "page", "locator", "raw_value")]
    return join(coverage, table([*header, t("說明", "Meaning")], map(_issue, rows), numbers=(3,)))


def _coverage(source: Row | None) -> Html | None:
    if source is None or source["coverage"] is None:
        return None
    share = f"{source['coverage']:.2%}"
    return el("p", t(
        f"涵蓋率 {share}：來源文字中已歸入欄位或版面裝飾的比例。",
        f"Coverage {share}: the share of the source's characters that lie in a published cell or in page furniture.",
    ))


def _issue(row: Row) -> Iterator[Child]:
    yield el("span", t(*SEVERITIES.get(row["severity"], (row["severity"],) * 2)), class_=f"severity {slug(row['severity'])}")
    yield el("code", row["code"])
    yield chosen("issues", "section", row["section"])
    yield from (row["page"], row["locator"], row["raw_value"])
    kind = CATALOGUE.get(row["code"])
    meaning = t(kind.meaning_zh, kind.meaning) if kind else None
    advice = el("p", t(kind.advice_zh, kind.advice), class_="advice") if kind else None
    yield join(meaning, el("p", row["message"], lang="en", class_="message"), advice)


def about_source(catalogue: Catalogue, standard_id: str) -> Html:
    """The file that was read, and its hash."""
    source = catalogue.source(standard_id)
    if source is None:
        return el("p", t("來源文件不詳。", "The source document is not known."))
    pairs: list[tuple[Child, Child]] = [
        (label("documents", "path"), source["path"]),
        (label("documents", "format"), chosen("documents", "format", source["format"])),
        (label("documents", "pages"), source["pages"]), (label("documents", "bytes"), f"{source['bytes']:,}"),
        (label("documents", "sha256"), el("code", source["sha256"], class_="hash")),
        (label("documents", "reason"), source["reason"]),
    ]
    return el("dl", *(el("div", el("dt", name), el("dd", value)) for name, value in pairs if value is not None), class_="pairs")
