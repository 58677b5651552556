"""The home page (what this is, totals, newest changes, search), the list of all standards, and the page to compare them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.releases.exporters import about
from pipeline.views.site import linked
from pipeline.views.site.catalogue import Catalogue, standard_file
from pipeline.views.site.changes import Changes
from pipeline.views.site.html import Html, el, join, link, slug, spoken, t
from pipeline.views.site.shelf import Row
from pipeline.views.site.shell import Alternates, Page, heading
from pipeline.views.site.standard_page import KINDS

NEWEST = 8
FACETS = (
    ("cluster", "職類", "Cluster"), ("level", "級別", "Level"),
    ("occupation", "職業", "Occupation"), ("industry", "行業", "Industry"),
)
PARTS = (
    ("", "所有內容", "Everything"), ("n", "名稱與代碼", "Names and codes"), ("x", "工作描述", "Description"),
    ("d", "主要職責", "Duties"),
    ("t", "工作任務", "Tasks"), ("o", "工作產出", "Outputs"), ("p", "行為指標", "Indicators"),
    ("K", "知識", "Knowledge"), ("S", "技能", "Skills"), ("A", "態度", "Attitudes"), ("g", "所屬類別", "Classes"),
)


def home_page(
    catalogue: Catalogue, address: str | None, since: Changes | None, data: tuple[str, ...], feed: Alternates = ()
) -> Page:
    """The home page; `since` tells what the release changed, `data` are the scripts of the index, `feed` is where the feed is."""
    main = join(
        el("h1", t("查找臺灣職能基準", "Find competency standards of Taiwan")),
        el("p", t(about.DESCRIPTION.zh, about.DESCRIPTION.en), class_="lead"), _totals(catalogue), _search(), _results(),
        _newest(catalogue, since),
    )
    title = about.TITLE.zh, about.TITLE.en
    return Page(
        "index.html", title, main, about.DESCRIPTION.zh, linked.dataset(catalogue, address), (*data, "assets/search.js"),
        alternates=feed,
    )


def _totals(catalogue: Catalogue) -> Html:
    shelf = catalogue.shelf
    kinds = Counter(shelf.column("competencies", "kind"))
    counted = [("職能基準", "Standards", shelf.count("standards")), ("工作任務", "Tasks", shelf.count("tasks")),
               ("行為指標", "Indicators", shelf.count("indicators"))]
    counted += [(chinese, english, kinds[kind]) for kind, chinese, english in KINDS]
    facts = (el("div", el("dt", t(chinese, english)), el("dd", f"{number:,}")) for chinese, english, number in counted)
    return el("dl", *facts, class_="facts")


def _search() -> Html:
    words = spoken("placeholder", "例：智慧財產權、電信、T1.1、台灣", "e.g. 智慧財產權, 電信, T1.1")
    text = el("input", id="q", type="search", autocomplete="off", spellcheck="false", enterkeyhint="search", **words)
    options = (el("option", chinese, value=value, **spoken("text", chinese, english)) for value, chinese, english in PARTS)
    parts = el("select", *options, id="part")
    return el(
        "form",
        el("div", el("label", t("搜尋文字", "Text"), for_="q"), text, class_="field q"),
        el("div", el("label", t("搜尋範圍", "Search in"), for_="part"), parts, class_="field"),
        *(_facet(*facet) for facet in FACETS),
        el("button", t("清除", "Clear"), type="reset", id="clear"),
        el("p", t("需要 JavaScript 才能搜尋；", "Searching needs JavaScript; "),
           link("standards.html", t("全部基準", "all standards")), t("不需要。", " are listed without."), class_="no-script"),
        role="search", id="search",
    )


def _results() -> Html:
    """Where the script shows what it found."""
    more = el("button", t("顯示更多", "Show more"), type="button", id="more", hidden=True)
    return join(el("p", id="status", role="status"), el("ol", id="results"), more)


def _facet(name: str, chinese: str, english: str) -> Html:
    everything = el("option", "全部", value="", **spoken("text", "全部", "All"))
    select = el("select", everything, id=name)
    return el("div", el("label", t(chinese, english), for_=name), select, class_="field")


def _newest(catalogue: Catalogue, since: Changes | None) -> Html:
    dated = [row for row in catalogue.standards if row["updated_on"]]
    newest = sorted(dated, key=lambda row: (row["updated_on"], row["standard_id"]), reverse=True)[:NEWEST]
    items = [el("li", el("time", row["updated_on"]), " ", entry(catalogue, row, "")) for row in newest]
    more = join(_since(since), link("changes.html", t("與前一版資料的差異", "What changed since the last release")))
    return el("section", heading(2, "最近更新", "Newest updates"), el("ul", *items, class_="newest"), el("p", more), id="newest")


def _since(since: Changes | None) -> Html | None:
    if since is None:
        return None
    chinese = (
        f"這一版新增 {since.added:,} 項（其中 {since.new_versions:,} 項為新版），"
        f"移除 {since.removed:,} 項，另有 {since.changed:,} 項內容變更。"
    )
    english = (
        f"This release adds {since.added:,} standards ({since.new_versions:,} of them new versions), "
        f"removes {since.removed:,} and changes {since.changed:,} others. "
    )
    return t(chinese, english)


def entry(catalogue: Catalogue, row: Row, root: str) -> Html:
    """A standard in a list."""
    own = row["standard_id"]
    named = spoken("title", "基準級別", "Level")
    level = el("span", row["level"], class_=f"level l{row['level']}", **named) if row["level"] else None
    return join(link(root + standard_file(own), catalogue.title(own)), " ", level, " ", el("code", own))


def list_page(catalogue: Catalogue) -> Page:
    """Every standard by cluster, without any script."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in catalogue.standards:
        for cluster in catalogue.clusters(row["standard_id"]) or ["—"]:
            groups[cluster].append(row)
    names = sorted(groups)
    items = (el("li", el("a", f"{name} ({len(groups[name]):,})", href=f"#g-{slug(name)}")) for name in names)
    contents = el("ul", *items, class_="columns")
    number = len(catalogue.standards)
    main = join(heading(1, "全部職能基準", "All standards"), el("p", t(f"共 {number:,} 項。", f"{number:,} standards.")),
                contents, *_groups(catalogue, names, groups))
    return Page("standards.html", ("全部職能基準", "All standards"), main, "依職類列出全部職能基準")


def _groups(catalogue: Catalogue, names: list[str], groups: dict[str, list[Row]]) -> Iterator[Html]:
    for name in names:
        items = [el("li", entry(catalogue, row, "")) for row in groups[name]]
        yield el("section", el("h2", name), el("ul", *items, class_="plain"), id=f"g-{slug(name)}")


def compare_page() -> Page:
    """Two to four standards side by side; filled by its scripts, which also know the standards' names."""
    hint = spoken("placeholder", "輸入名稱或代碼", "Name or code")
    fields = [
        el("div", el("label", t(chinese, english), for_=name),
           el("input", id=name, list="standards", autocomplete="off", **hint), class_="field q")
        for name, chinese, english in (
            ("a", "甲：現在的", "A: the one I know"), ("b", "乙：想了解的", "B: the one I look at"),
            ("c", "丙（可不填）", "C (optional)"), ("d", "丁（可不填）", "D (optional)"),
        )
    ]
    main = join(
        heading(1, "比較職能基準", "Compare standards"),
        el("p", t("依名稱與內容比對（不分全半形、台／臺），不依代碼；代碼只在同一項基準內有效。",
                  "Matched by text (width and 台/臺 folded) and not by code: codes belong to one standard."), class_="lead"),
        el("form", *fields[:2], el("button", t("甲乙對調", "Swap A and B"), type="button", id="swap"), *fields[2:],
           el("datalist", id="standards"), id="compare"),
        el("p", id="status", role="status"), el("div", id="comparison"),
    )
    scripts = (f"assets/{name}.js" for name in ("search-index", "choose", "near", "compare-many", "compare"))
    return Page("compare.html", ("比較職能基準", "Compare standards"), main, "二到四項職能基準共有、相近與各有的任務、知識、技能",
                scripts=("data/standards.js", *scripts), wide=True)
