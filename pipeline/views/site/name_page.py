"""The page of one competency name: which standards and tasks need it, and how it is spelt."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.views.site import linked
from pipeline.views.site.catalogue import Catalogue, Name, name_file, standard_file
from pipeline.views.site.html import Child, Html, el, join, link, t, table
from pipeline.views.site.shell import Page, heading
from pipeline.views.site.standard_table import anchor

KINDS = {"K": ("知識", "Knowledge"), "S": ("技能", "Skill"), "A": ("態度", "Attitude")}


def name_page(catalogue: Catalogue, name: Name, address: str | None) -> Page:
    """The whole page."""
    standards = name.standards
    tasks = sum(len(_tasks(catalogue, use)) for use in name.uses)
    counts = t(
        f"{len(standards):,} 項職能基準、{tasks:,} 項工作任務",
        f"{len(standards):,} {_plural('standard', len(standards))}, {tasks:,} {_plural('task', tasks)}",
    )
    header = [t("職能基準", "Standard"), t("代碼", "Code"), t("級別", "Level"), t("需要它的工作任務", "Tasks that need it")]
    main = join(
        el("p", t(*KINDS[name.kind]) if name.kind in KINDS else name.kind, class_="over"), heading_of(name), el("p", counts),
        _spellings(name), table(header, (_use(catalogue, use) for use in name.uses)),
    )
    chinese, english = KINDS.get(name.kind, (name.kind, name.kind))
    title = f"{name.title}（{chinese}）", f"{name.title} ({english})"
    return Page(name_file(name), title, main, f"{name.title}：{len(standards):,} 項職能基準", linked.term(name, address))


def _plural(noun: str, number: int) -> str:
    return noun if number == 1 else f"{noun}s"


def heading_of(name: Name) -> Html:
    """The commonest spelling."""
    return el("h1", name.title)


def _tasks(catalogue: Catalogue, use: tuple[str, str]) -> dict[str, str | None]:
    """Ids and names of the tasks, each once."""
    return {need["task_id"]: need["task_name"] for need in catalogue.needed_by.get(use, [])}


def _use(catalogue: Catalogue, use: tuple[str, str]) -> Iterator[Child]:
    standard_id, competency_id = use
    row = catalogue.by_id[standard_id]
    page = f"../{standard_file(standard_id)}"
    yield join(link(page, catalogue.title(standard_id)), " ", el("code", standard_id))
    yield link(f"{page}#{anchor('competency_id', competency_id)}", competency_id)
    yield row["level"] if row["level"] is not None else "—"
    tasks = [
        el("li", link(f"{page}#{anchor('task_id', task)}", task), " ", title) for task, title in _tasks(catalogue, use).items()
    ]
    yield el("ul", *tasks) if tasks else "—"


def _spellings(name: Name) -> Html | None:
    if len(name.spellings) == 1:
        return None
    ordered = sorted(name.spellings.items(), key=lambda pair: (-pair[1], pair[0]))
    items = [el("li", spelling, f" ×{count}") for spelling, count in ordered]
    return join(heading(2, "寫法", "Spellings"), el("ul", *items))
