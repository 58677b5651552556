"""The home page (what this is, totals, newest changes, search), the list of all standards, and the page to compare them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.releases.exporters import about
from pipeline.views.site import linked
from pipeline.views.site.catalogue import Catalogue, standard_file
from pipeline.views.site.changes import Changes
from pipeline.views.site.english import worded
from pipeline.views.site.html import Html, el, join, link, slug, spoken, t
from pipeline.views.site.shelf import Row
from pipeline.views.site.shell import Alternates, Page, heading
from pipeline.views.site.standard_page import KINDS

NEWEST = 8
FILTERS = (
    ("cluster", "職類", "Cluster"), ("occupation", "職業", "Occupation"), ("industry", "行業", "Industry"),
    ("from", "級別從", "Level from"), ("to", "級別到", "Level to"), ("schooling", "學歷要求", "Education required"),
    ("years", "工作經驗要求", "Experience required"), ("certificates", "證照", "Certificates"),
)
_HOW = "搜尋文字（空格分開的字詞都要有，引號內的照樣找）", "Text (all of the words; quotes for a phrase)"
SCRIPTS = tuple(f"assets/{name}.js" for name in ("query", "suggest", "filters", "results", "counting", "ranking", "search"))
PARTS = (
    ("", "所有內容", "Everything"), ("n", "名稱與代碼", "Names and codes"), ("x", "工作描述", "Description"),
    ("d", "主要職責", "Duties"),
    ("t", "工作任務", "Tasks"), ("o", "工作產出", "Outputs"), ("p", "行為指標", "Indicators"),
    ("K", "知識", "Knowledge"), ("S", "技能", "Skills"), ("A", "態度", "Attitudes"), ("m", "說明與補充", "Notes"),
    ("g", "所屬類別", "Classes"),
)


def home_page(
    catalogue: Catalogue, address: str | None, since: Changes | None, data: tuple[str, ...], feed: Alternates = ()
) -> Page:
    """The home page; `since` tells what the release changed, `data` are the scripts of the index, `feed` is where the feed is."""
    main = join(
        el("h1", t("查找臺灣職能基準", "Find competency standards of Taiwan")),
        _search(), _results(), _newest(catalogue, since),
        el("p", t(about.SUMMARY.zh, about.SUMMARY.en), class_="lead"), _totals(catalogue),
    )
    title = about.TITLE.zh, about.TITLE.en
    return Page(
        "index.html", title, main, about.SUMMARY.zh, linked.dataset(catalogue, address), (*data, *SCRIPTS),
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
    """Query first; what narrows it stands behind a button where the screen is narrow."""
    words = spoken("placeholder", "例：顧客 溝通、證照、AI、K01", "e.g. 顧客 溝通, 證照, AI, K01")
    text = el("input", id="q", type="search", autocomplete="off", spellcheck="false", enterkeyhint="search", **words)
    return el(
        "form",
        el("div", el("label", t(*_HOW), for_="q"), text, class_="field q"),
        el("button", t("條件", "Filters"), el("span", id="chosen"), type="button", id="more-filters", aria_expanded="false",
           aria_controls="filters"),
        el("div", _part(), *(_filter(*one) for one in FILTERS), id="filters"), _describe(),
        el("button", t("清除", "Clear"), type="reset", id="clear"),
        el("p", t("需要 JavaScript 才能搜尋；", "Searching needs JavaScript; "),
           link("standards.html", t("全部基準", "all standards")), t("不需要。", " are listed without."), class_="no-script"),
        role="search", id="search",
    )


def _part() -> Html:
    options = (el("option", chinese, value=value, **spoken("text", chinese, english)) for value, chinese, english in PARTS)
    return el("div", el("label", t("搜尋範圍", "Search in"), for_="part"), el("select", *options, id="part"), class_="field")


def _describe() -> Html:
    """Where a description of work is pasted."""
    label = el("label", t("貼上職缺或工作內容（最多 12,000 字）；不會送到任何地方。",
                          "Paste a job advertisement or what somebody does (up to 12,000 characters); it is sent nowhere."),
               for_="work")
    buttons = el("div", el("button", t("找適合的基準", "Find what fits"), type="button", id="ask"),
                 el("button", t("不用這段", "Without it"), type="button", id="forget"), class_="actions")
    text = el("div", label, el("textarea", id="work", rows="4"), class_="field")
    return el("details", el("summary", t("用工作描述來找", "Describe the work")), text, buttons,
              el("p", id="refused", role="status"), id="describe")


def _results() -> Html:
    """Where the script shows what it found, and what helps where that is little."""
    more = el("button", t("顯示更多", "Show more"), type="button", id="more", hidden=True)
    found = el("ol", id="results", class_="results")
    return join(el("p", id="status", role="status"), el("div", id="also", role="status"), found, more, el("section", id="near"))


def _filter(name: str, chinese: str, english: str) -> Html:
    everything = el("option", "全部", value="", **spoken("text", "全部", "All"))
    select = el("select", everything, id=name)
    return el("div", el("label", t(chinese, english), for_=name), select, class_="field")


def _newest(catalogue: Catalogue, since: Changes | None) -> Html:
    dated = [row for row in catalogue.standards if row["updated_on"]]
    newest = sorted(dated, key=lambda row: (row["updated_on"], row["standard_id"]), reverse=True)[:NEWEST]
    items = [el("li", el("time", row["updated_on"]), " ", entry(catalogue, row, "")) for row in newest]
    more = join(_since(since), link("changes.html", t("與前次發布的差異", "What changed since the last release")))
    return el("section", heading(2, "最近更新", "Newest updates"), el("ul", *items, class_="newest"), el("p", more), id="newest")


def _since(since: Changes | None) -> Html | None:
    if since is None:
        return None
    chinese = (
        f"這次發布新增 {since.added:,} 項（其中 {since.new_versions:,} 項為新版次），"
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
    items = (el("li", el("a", worded(name), f" ({len(groups[name]):,})", href=f"#g-{slug(name)}")) for name in names)
    contents = el("ul", *items, class_="columns")
    number = len(catalogue.standards)
    main = join(heading(1, "全部職能基準", "All standards"), el("p", t(f"共 {number:,} 項。", f"{number:,} standards.")),
                contents, *_groups(catalogue, names, groups))
    return Page("standards.html", ("全部職能基準", "All standards"), main, "依職類列出全部職能基準")


def _groups(catalogue: Catalogue, names: list[str], groups: dict[str, list[Row]]) -> Iterator[Html]:
    for name in names:
        items = [el("li", entry(catalogue, row, "")) for row in groups[name]]
        yield el("section", el("h2", worded(name)), el("ul", *items, class_="plain"), id=f"g-{slug(name)}")


def compare_page() -> Page:
    """Two to four standards side by side; filled by its scripts, which also know the standards' names."""
    hint = spoken("placeholder", "輸入名稱或代碼", "Name or code")
    fields = [
        el("div", el("label", t(chinese, english), for_=name),
           el("input", id=name, list="standards", autocomplete="off", **hint), class_="field q")
        for name, chinese, english in (
            ("a", "甲：目前職務", "A: the present job"), ("b", "乙：目標職務", "B: the wanted job"),
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
    scripts = (f"assets/{name}.js" for name in ("fold", "search-index", "choose", "near", "compare-many", "compare"))
    return Page("compare.html", ("比較職能基準", "Compare standards"), main, "二到四項職能基準共有、相近與各有的任務、知識、技能",
                scripts=("data/standards.js", *scripts), wide=True)
