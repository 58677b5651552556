"""Changes for people: Traditional Chinese first, then English, in Markdown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.releases.delta.compare import ADDED, CHANGED, KINDS, NEW_VERSION, REMOVED, RENAMED, Change, Rows, counts
from pipeline.releases.delta.lines import Row
from pipeline.releases.delta.versions import GAINED, GROUPS, LOST, RECODED, REWORDED, Comparison, Step
from pipeline.releases.delta.words import quoted, reworded
from pipeline.schema import TABLES

MOST = 30
"""Lines for one table of one standard; `changes.csv` has all."""

_LABELS = {
    ADDED: ("新增", "added"), REMOVED: ("移除", "removed"), CHANGED: ("變更", "changed"),
    RENAMED: ("更名", "renamed"), NEW_VERSION: ("新版", "new version"),
}
_STEPS = {
    GAINED: ("新增", "gained"), LOST: ("移除", "lost"), REWORDED: ("改寫", "reworded"), RECODED: ("改編號", "recoded"),
}
# These follow from the other tables of a standard; their numbers say enough.
_COUNTED_ONLY = frozenset((
    "block_competencies", "requirements", "printed_rows", "standards_wide", "vocabulary_links", "class_links",
    "similar_standards",
))
_SILENT_COLUMNS = frozenset(("sha256", "page"))
# Where an item stands; one more before it moves all that follow, which nobody wants to read.
_ORDER_COLUMNS = frozenset(("position", "block", "row"))
_TEXT_COLUMNS = ("name", "text", "class_name", "level")

Read = Mapping[str, tuple[Rows, Rows]]
"""The rows of each table before and after that differ; of `standards` those of all standards that the page names."""


def release_page(changes: Sequence[Change], rows: Read, against: str | None, news: Mapping[str, Comparison]) -> str:
    """`CHANGES.md` of a release; `against` is the release it follows, `news` compares new versions with their predecessors."""
    lines = ["# 變更紀錄 · Changes", ""]
    if against is None:
        return "\n".join([*lines, "首次發布，沒有可比較的前一版。", "First release: there is nothing to compare with.", ""])
    lines += [f"與 {against} 比較。Compared with {against}.", ""]
    if not changes:
        return "\n".join([*lines, "沒有變更。No changes.", ""])
    lines += [*_numbers(changes), ""]
    by_standard: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if "standard_id" in TABLES[change.table].key:
            by_standard[change.value("standard_id")].append(change)
    for standard_id, own in sorted(by_standard.items()):
        lines += [*_standard(standard_id, own, rows, news.get(standard_id)), ""]
    return "\n".join([*lines, *_documents(changes, rows)]).rstrip("\n") + "\n"


def _numbers(changes: Sequence[Change]) -> Iterator[str]:
    yield "| 資料表 | table | " + " | ".join(" ".join(_LABELS[kind]) for kind in KINDS) + " |"
    yield "|---|---|" + "--:|" * len(KINDS)
    for name, number in counts(changes).items():
        cells = " | ".join(str(number.get(kind, 0)) for kind in KINDS)
        yield f"| {TABLES[name].label_zh} | `{name}` | {cells} |"


def _name(standard_id: str, rows: Read) -> str:
    """The newest name of a standard, as far as the standards table shows it."""
    for side in reversed(rows["standards"]):
        if (standard_id,) in side:
            return side[(standard_id,)]["name"] or "（無名稱 no name）"
    return ""


def _standard(standard_id: str, changes: Sequence[Change], rows: Read, news: Comparison | None) -> Iterator[str]:
    """The part of the page about one standard."""
    yield f"## {standard_id} {quoted(_name(standard_id, rows))}"
    yield ""
    whole = {change.change for change in changes if change.table == "standards"} & {ADDED, REMOVED}
    for kind in sorted(whole):
        zh, en = _LABELS[kind]
        yield f"- 本基準{zh} · this standard was {en}: {_row_numbers(changes, kind)}"
    for change in changes:
        if change.change == NEW_VERSION:
            yield f"- 為 {change.old} 的新版 · new version of {change.old}"
        elif change.change == RENAMED:
            column = TABLES["standards"][change.column].field.label_zh
            yield f"- {column}更名 · renamed `{change.column}`: {quoted(change.old)} → {quoted(change.new)}"
    if news is not None:
        yield from _steps(news)
    if not whole:
        yield from _tables(changes, rows)


def _row_numbers(changes: Sequence[Change], kind: str) -> str:
    numbers = [
        f"{TABLES[table].label_zh} {number[kind]}" for table, number in counts(changes).items()
        if kind in number and table not in _COUNTED_ONLY and table != "standards"
    ]
    return "、".join(numbers) or "—"


def _tables(changes: Sequence[Change], rows: Read) -> Iterator[str]:
    """The changes of a standard that is in both releases, table by table; of what only moved there is a number."""
    told = [change for change in changes if change.column not in _SILENT_COLUMNS | _ORDER_COLUMNS]
    for table in TABLES.values():
        own = [change for change in told if change.table == table.name]
        if own and table.name in _COUNTED_ONLY:
            numbers = "、".join(f"{_LABELS[kind][0]} {number}" for kind, number in counts(own)[table.name].items())
            yield f"- {table.label_zh} · {table.label}: {numbers}"
        elif own:
            yield f"- {table.label_zh} · {table.label}"
            yield from (f"  - {_line(change, rows[table.name])}" for change in own[:MOST])
            if len(own) > MOST:
                yield f"  - 另有 {len(own) - MOST} 項，見 changes.csv · and {len(own) - MOST} more, see changes.csv"
    yield from _moved(changes, alone=not told)


def _moved(changes: Sequence[Change], *, alone: bool) -> Iterator[str]:
    """How many items of each table stand elsewhere, said only where nothing else changed; `changes.csv` has them one by one."""
    moved = [change for change in changes if change.column in _ORDER_COLUMNS and change.table not in _COUNTED_ONLY]
    if alone and moved:
        numbers = "、".join(f"{TABLES[name].label_zh} {number[CHANGED]}" for name, number in counts(moved).items())
        yield f"- 僅順序變動 · only the order changed: {numbers}"


def _line(change: Change, sides: tuple[Rows, Rows]) -> str:
    zh, en = _LABELS[change.change]
    item = " ".join(value for name, value in zip(TABLES[change.table].key, change.key, strict=True) if name != "standard_id")
    if change.change == CHANGED:
        column = next((column.field.label_zh for column in TABLES[change.table].columns if column.name == change.column), "")
        return f"{zh} {en} {item} {column} `{change.column}`: {reworded(change.old, change.new)}"
    row: Row = sides[change.change == ADDED].get(change.key, {})
    text = next((row[name] for name in _TEXT_COLUMNS if row.get(name)), "")
    return f"{zh} {en} {item}: {quoted(text)}"


def _documents(changes: Sequence[Change], rows: Read) -> Iterator[str]:
    """The files that came and went; their hashes are the keys, so a changed file is one of each."""
    own = [change for change in changes if change.table == "documents"]
    if not own:
        return
    yield "## 來源文件 · Documents"
    yield ""
    pairs = [(rows["documents"][change.change != REMOVED][change.key], change) for change in own]
    for row, change in sorted(pairs, key=_by_path):
        zh, en = _LABELS[change.change]
        change_of_value = f" `{change.column}`: {quoted(change.old)} → {quoted(change.new)}" if change.column else ""
        yield f"- {zh} {en} {quoted(row['path'])}{change_of_value}"


def _by_path(pair: tuple[Row, Change]) -> tuple[str, str, str]:
    row, change = pair
    return row["path"], change.change, change.column


def _steps(comparison: Comparison) -> Iterator[str]:
    for group in GROUPS:
        steps = comparison.steps[group.label]
        if steps:
            yield f"- {group.label_zh} · {group.label}: 相同 same {comparison.kept[group.label]}"
            yield from (f"  - {_step(step)}" for step in steps)


def _step(step: Step) -> str:
    zh, en = _STEPS[step.what]
    if step.what == GAINED:
        return f"{zh} {en} {step.new_id} {quoted(step.new)}"
    if step.what == LOST:
        return f"{zh} {en} {step.old_id} {quoted(step.old)}"
    if step.what == RECODED:
        return f"{zh} {en} {step.old_id} → {step.new_id} {quoted(step.new)}"
    return f"{zh} {en} {step.old_id} {reworded(step.old, step.new)}"


def version_page(comparison: Comparison) -> str:
    """Two versions of a standard as a page."""
    old, new = comparison.old, comparison.new
    lines = [f"# {old['standard_id']} → {new['standard_id']}", ""]
    for column in ("name", "level_printed", "description"):
        if old[column] != new[column]:
            label = TABLES["standards"][column].field.label_zh
            lines.append(f"- {label} · `{column}`: {reworded(old[column], new[column])}")
    if comparison.is_unrelated:
        same, most = comparison.shared
        lines += [
            "", f"這兩項職能基準並無關聯：基準代碼不同，{most} 項職責、任務、產出、指標與知識中僅 {same} 項相同，故不逐項比較。",
            f"These two standards are unrelated: they share no base code, and of {most} duties, tasks, outputs, indicators and",
            f"knowledge items {same} are the same. They are not compared item by item.",
        ]
        return "\n".join(lines) + "\n"
    lines += _steps(comparison)
    if comparison.is_equal:
        lines.append("職責、任務、產出、指標與職能內涵均相同。")
        lines.append("All duties, tasks, outputs, indicators and competencies are the same.")
    return "\n".join(lines) + "\n"
