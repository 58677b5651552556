"""The page of one standard: head, the printed table, competencies, and everything known about it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from pipeline.schema import TABLES
from pipeline.views.site import linked, standard_json
from pipeline.views.site.catalogue import Catalogue, standard_file
from pipeline.views.site.english import separated, worded
from pipeline.views.site.html import Child, Html, el, join, link, slug, t
from pipeline.views.site.names import name_address
from pipeline.views.site.shelf import Row
from pipeline.views.site.shell import Page, heading
from pipeline.views.site.standard_parts import about_source, classifications, history, issues, notes
from pipeline.views.site.standard_similar import similar
from pipeline.views.site.standard_table import absent, anchor, coded, main_table
from pipeline.views.site.take_along import SCRIPTS, panel

KINDS = (("K", "知識", "Knowledge"), ("S", "技能", "Skills"), ("A", "態度", "Attitudes"))
JSON = ((standard_json.MEDIA_TYPE, standard_json.FILE_NAME),)
"""What says the same to programs, beside the page."""


def standard_page(catalogue: Catalogue, standard_id: str, address: str | None) -> Page:
    """The whole page."""
    row = catalogue.by_id[standard_id]
    title = f"{catalogue.title(standard_id)} {standard_id}" if row["name"] else standard_id
    path = standard_file(standard_id)
    main = join(
        _head(catalogue, row), panel(standard_id), _contents(),
        _section("table", "職責與任務", "Duties and tasks", main_table(catalogue, standard_id)),
        *(_competencies(catalogue, standard_id, *kind) for kind in KINDS),
        _section("notes", "說明與補充事項", "Notes", notes(catalogue, standard_id)),
        _section("similar", "相近的職能基準", "Similar standards", similar(catalogue, standard_id)),
        _section("classes", "所屬類別", "Classification", classifications(catalogue, standard_id)),
        _section("versions", "版次", "Versions", history(catalogue, standard_id)),
        _section("quality", "讀取品質", "How it was read", issues(catalogue, standard_id)),
        _section("source", "來源文件", "Source document", about_source(catalogue, standard_id)),
    )
    described = (row["description"] or title).replace("\n", " ")
    data = linked.occupation(catalogue, standard_id, address)
    return Page(path, (title, title), main, described, data, SCRIPTS, wide=True, alternates=JSON)


def _section(name: str, chinese: str, english: str, content: Child) -> Html:
    return el("section", heading(2, chinese, english), content, id=name)


def _head(catalogue: Catalogue, row: Row) -> Html:
    standard_id = row["standard_id"]
    cluster = separated(map(worded, catalogue.clusters(standard_id)))
    return el(
        "div",
        el("p", el("code", standard_id), " ", cluster, class_="over"),
        el("h1", catalogue.title(standard_id)),
        _superseded(catalogue, row),
        el("p", row["description"], class_="description") if row["description"] else None,
        el("dl", *_facts(catalogue, row), class_="facts"),
        _actions(standard_id),
        class_="head",
    )


def _superseded(catalogue: Catalogue, row: Row) -> Html | None:
    newest = catalogue.versions(row["standard_id"])[0]
    if newest["standard_id"] == row["standard_id"] and not row["historical"]:
        return None
    there = link(f"../../{standard_file(newest['standard_id'])}", newest["standard_id"]) if newest is not row else None
    return el("p", t("這不是最新版次。", "This is not the newest version. "), there, class_="notice", role="note")


def _facts(catalogue: Catalogue, row: Row) -> Iterator[Html]:
    columns = TABLES["standards"]
    level = el("span", row["level"], class_=f"level l{row['level']}") if row["level"] else row["level_printed"] or absent()
    yield _fact("基準級別", "Level", level)
    counted = (("tasks", "工作任務", "Tasks"), ("indicators", "行為指標", "Indicators"))
    for table, chinese, english in counted:
        yield _fact(chinese, english, f"{len(catalogue.rows(table, row['standard_id'])):,}")
    kinds = [one["kind"] for one in catalogue.rows("competencies", row["standard_id"])]
    for kind, chinese, english in KINDS:
        yield _fact(chinese, english, f"{kinds.count(kind):,}")
    for name in ("status", "updated_on", "developing_unit", "valid_until"):
        if row.get(name) is not None:
            yield _fact(columns[name].field.label_zh, columns[name].field.label, worded(row[name]))


def _fact(chinese: str, english: str, value: Child) -> Html:
    return el("div", el("dt", t(chinese, english)), el("dd", value))


def _actions(standard_id: str) -> Html:
    asked = f"#a={quote(standard_id, safe='~')}"
    compare = link(f"../../compare.html{asked}", t("與另一項比較", "Compare with another"), class_="button")
    team = link(f"../../team.html{asked}", t("看團隊缺口", "Gap of a team"), class_="button")
    paper = el("button", t("列印", "Print"), type="button", data_print=True)
    data = link(standard_json.FILE_NAME, t("資料（JSON）", "Data (JSON)"), download=f"{slug(standard_id)}.json", class_="button")
    return el("p", compare, team, paper, data, class_="actions")


def _contents() -> Html:
    parts = (("table", "職責與任務", "Duties and tasks"), ("kind-K", "知識", "Knowledge"), ("kind-S", "技能", "Skills"),
             ("kind-A", "態度", "Attitudes"), ("notes", "說明與補充", "Notes"), ("similar", "相近基準", "Similar"),
             ("classes", "類別", "Classification"),
             ("versions", "版次", "Versions"), ("quality", "品質", "Quality"), ("source", "來源", "Source"))
    items = [el("li", el("a", t(chinese, english), href=f"#{name}")) for name, chinese, english in parts]
    return el("nav", el("ul", items), class_="contents", aria_label="本頁 On this page")


def _competencies(catalogue: Catalogue, standard_id: str, kind: str, chinese: str, english: str) -> Html:
    own = [row for row in catalogue.rows("competencies", standard_id) if row["kind"] == kind]
    if not own:
        content: Html = el("p", t("原件未載。", "None printed."))
    else:
        content = el("ul", *(_competency(catalogue, row) for row in own), class_="competencies")
    return _section(f"kind-{kind}", chinese, english, content)


def _competency(catalogue: Catalogue, row: Row) -> Html:
    name = catalogue.shared(row["standard_id"], row["competency_id"])
    shown = link(f"../../{name_address(name)}", row["name"]) if name else row["name"] or absent()
    others = len(name.standards) - 1 if name else 0
    shared = el("span", f"{others:,}", class_="shared also") if others else None
    return el(
        "li", coded(row["competency_code"]), " ", shown, shared,
        el("p", row["definition"]) if row["definition"] else None, _needed(catalogue, row),
        id=anchor("competency_id", row["competency_id"]),
    )


def _needed(catalogue: Catalogue, row: Row) -> Html | None:
    """Links to the tasks that need it."""
    tasks = catalogue.tasks_needing(row["standard_id"], row["competency_id"])
    if not tasks:
        return None
    links = [join(el("a", task, href="#" + anchor("task_id", task)), " ") for task in tasks]
    return el("span", *links, class_="tasks")
