"""Charts over the whole release."""

from __future__ import annotations

from collections import Counter

from pipeline.views.site.catalogue import Catalogue
from pipeline.views.site.charts import bars, figure, stacked
from pipeline.views.site.english import worded
from pipeline.views.site.html import Child, Html, el, join, link, t
from pipeline.views.site.names import Name, name_address
from pipeline.views.site.shell import Page, heading

LEVELS: tuple[int | None, ...] = (1, 2, 3, 4, 5, 6, None)
MOST = 20
NO_CLUSTER = "（未載）"


def charts_page(catalogue: Catalogue) -> Page:
    """The whole page."""
    main = join(
        heading(1, "圖表", "Charts"), levels(catalogue),
        shared(catalogue, "K", "最多職能基準共用的知識", "Knowledge that most standards share"),
        shared(catalogue, "S", "最多職能基準共用的技能", "Skills that most standards share"),
        el("p", link("names.html", t("共用的知識、技能與態度", "Knowledge, skills and attitudes that standards share"))),
        growth(catalogue),
    )
    return Page("charts.html", ("圖表", "Charts"), main, "職能級別分布、最常共用的知識與技能、歷次發布的成長", wide=True)


def levels(catalogue: Catalogue) -> Html:
    """Standards by cluster and level; one in two clusters counts in both."""
    counted: Counter[tuple[str, int | None]] = Counter()
    for row in catalogue.standards:
        for cluster in catalogue.clusters(row["standard_id"]) or [NO_CLUSTER]:
            counted[cluster, row["level"]] += 1
    totals: Counter[str] = Counter()
    for (cluster, _), number in counted.items():
        totals[cluster] += number
    rows = [(name, [counted[name, level] for level in LEVELS]) for name in sorted(totals, key=lambda name: (-totals[name], name))]
    classes = [f"l{level}" if level else "l0" for level in LEVELS]
    title = "各職類的職能級別", "Levels by cluster"
    marks = [el("li", el("span", level or "—", class_=f"level l{level or 0}")) for level in LEVELS]
    legend = el("ul", el("li", t("級別", "Level")), *marks, class_="legend")
    header = [t("職類", "Cluster"), *("—" if level is None else level for level in LEVELS), t("合計", "All")]
    return figure(title, stacked(rows, classes), header, [(worded(name), *values, sum(values)) for name, values in rows], legend)


def shared(catalogue: Catalogue, kind: str, chinese: str, english: str) -> Html | None:
    """The names that most standards use; nothing where no two standards share one."""
    lists = (names for (of, _), names in catalogue.names.listed.items() if of == kind)
    found = ((len(name.standards), name) for names in lists for name in names)
    top = sorted(found, key=lambda pair: (-pair[0], pair[1].title))[:MOST]
    if not top:
        return None
    title = chinese, english
    rows: list[tuple[Child, Child]] = [(_linked(name), f"{count:,}") for count, name in top]
    drawing = bars([(name.title, count) for count, name in top])
    return figure(title, drawing, [t("名稱", "Name"), t("職能基準", "Standards")], rows)


def _linked(name: Name) -> Html:
    return link(name_address(name), name.title)


def growth(catalogue: Catalogue) -> Html | None:
    """Standards of each release; nothing where the list of releases is not at hand."""
    if not catalogue.growth:
        return None
    title = "歷次發布的職能基準數", "Standards by release"
    rows = [(one.name, one.standards) for one in catalogue.growth]
    header = [t("發布日", "Release"), t("職能基準", "Standards")]
    return figure(title, bars(rows), header, [(name, f"{value:,}") for name, value in rows])
