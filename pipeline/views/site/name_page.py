"""Competency names that standards share: who needs each, and how it is spelt; a page for each kind and first character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.views.site import linked
from pipeline.views.site.catalogue import Catalogue, standard_file
from pipeline.views.site.english import separated, worded
from pipeline.views.site.html import Child, Html, el, join, link, slug, t, table
from pipeline.views.site.names import Name, list_file
from pipeline.views.site.shell import Page, heading
from pipeline.views.site.standard_table import anchor

KINDS = {"K": ("知識", "Knowledge"), "S": ("技能", "Skills"), "A": ("態度", "Attitudes")}
_ORDER = {kind: place for place, kind in enumerate(KINDS)}
INDEX = "names.html"
MANY = 40
"""Standards from which on the tasks that need a name are shown by their codes: nobody reads so many titles, and they weigh."""


def index_page(catalogue: Catalogue) -> Page:
    """The ways to all shared names: by kind and first character."""
    listed = catalogue.names.listed
    kinds = list(dict.fromkeys(kind for kind, _ in listed))
    number = sum(map(len, listed.values()))
    counts = t(f"{number:,} 個名稱至少有兩項職能基準使用。", f"{number:,} names are used by two standards or more.")
    main = join(
        heading(1, "共用的知識、技能與態度", "Shared knowledge, skills and attitudes"), el("p", counts),
        *(_kind(catalogue, kind) for kind in sorted(kinds, key=lambda kind: (_ORDER.get(kind, len(_ORDER)), kind))),
    )
    title = "共用的知識、技能與態度", "Shared knowledge, skills and attitudes"
    return Page(INDEX, title, main, "依第一個字列出至少兩項職能基準共用的知識、技能與態度", wide=True)


def _kind(catalogue: Catalogue, kind: str) -> Html:
    chinese, english = KINDS.get(kind, (kind, kind))
    items = [
        el("li", link(list_file(kind, initial), f"{initial} ({len(names):,})"))
        for (of, initial), names in catalogue.names.listed.items() if of == kind
    ]
    return el("section", heading(2, chinese, english), el("ul", items, class_="initials"))


def list_page(catalogue: Catalogue, kind: str, initial: str, address: str | None) -> Page:
    """The names of a kind that begin with a character."""
    names = catalogue.names.listed[kind, initial]
    chinese, english = KINDS.get(kind, (kind, kind))
    title = f"{chinese}：{initial}", f"{english}: {initial}"
    contents = el("ul", *(
        el("li", el("a", name.title, href=f"#{slug(name.term_id)}"), " ", el("span", len(name.standards), class_="rest"))
        for name in names
    ), class_="columns")
    main = join(
        el("p", link(f"../{INDEX}", t("共用的知識、技能與態度", "Shared knowledge, skills and attitudes")), class_="over"),
        heading(1, *title), contents if len(names) > 1 else None, *(_section(catalogue, name) for name in names),
    )
    described = f"{chinese}：" + "、".join(name.title for name in names)
    return Page(list_file(kind, initial), title, main, described, linked.terms(names, address))


def _section(catalogue: Catalogue, name: Name) -> Html:
    """A name with the standards and tasks that need it."""
    is_brief = len(name.standards) >= MANY
    rows = [_use(catalogue, *use, is_brief) for use in name.uses]
    standards, tasks = len(name.standards), sum(number for _, number in rows)
    counts = t(f"{standards:,} 項職能基準、{tasks:,} 項工作任務", f"{standards:,} standards, {tasks:,} {_tasks(tasks)}")
    header = [t("職能基準", "Standard"), t("代碼", "Code"), t("級別", "Level"), t("需要它的工作任務", "Tasks that need it")]
    return el(
        "section", el("h2", name.title), el("p", counts, *_among(catalogue, name)), _spellings(name),
        el("div", table(header, (cells for cells, _ in rows)), class_="stacked"), id=slug(name.term_id),
    )


def _among(catalogue: Catalogue, name: Name) -> Iterator[Html]:
    """The levels and clusters of the standards that use a name."""
    levels = sorted({level for own in name.standards if (level := catalogue.by_id[own]["level"]) is not None})
    if levels:
        span = f"{levels[0]}" if len(levels) == 1 else f"{levels[0]}–{levels[-1]}"
        yield t(f"；級別 {span}", f"; level {span}")
    clusters = Counter(cluster for own in name.standards for cluster in catalogue.clusters(own))
    if clusters:
        ordered = sorted(clusters.items(), key=lambda pair: (-pair[1], pair[0]))
        yield join(t("；職類：", "; clusters: "), separated(join(worded(cluster), f" {number:,}") for cluster, number in ordered))


def _tasks(number: int) -> str:
    return "task" if number == 1 else "tasks"


def _use(catalogue: Catalogue, standard_id: str, competency_id: str, is_brief: bool) -> tuple[Sequence[Child], int]:
    """The cells of a row, and how many tasks it names."""
    row = catalogue.by_id[standard_id]
    page = f"../{standard_file(standard_id)}"
    needing = catalogue.tasks_needing(standard_id, competency_id)
    links = {task: link(f"{page}#{anchor('task_id', task)}", task) for task in needing}
    tasks = [join(links[task], " ") if is_brief else el("li", links[task], " ", title) for task, title in needing.items()]
    return (
        join(link(page, catalogue.title(standard_id)), " ", el("code", standard_id)),
        link(f"{page}#{anchor('competency_id', competency_id)}", competency_id),
        el("span", row["level"], class_=f"level l{row['level']}") if row["level"] is not None else "—",
        "—" if not tasks else join(*tasks) if is_brief else el("ul", *tasks),
    ), len(tasks)


def _spellings(name: Name) -> Html | None:
    if len(name.spellings) == 1:
        return None
    ordered = sorted(name.spellings.items(), key=lambda pair: (-pair[1], pair[0]))
    return el("p", t("寫法：", "Spellings: "), "、".join(f"{spelling} ×{count}" for spelling, count in ordered))

