"""The report as one HTML page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.gate.report import page_documents, page_rules
from pipeline.gate.report.html import bars, both, details, table, tag, text
from pipeline.gate.report.style import CSS, POLICY
from pipeline.gate.report.words import FORMATS, SEVERITY, STATUS
from pipeline.schema import TABLES

Figures = Mapping[str, Any]

_TOTALS = {
    "documents": ("來源文件", "documents"), "standards": ("職能基準", "standards"), "duties": ("主要職責", "duties"),
    "tasks": ("工作任務", "tasks"), "outputs": ("工作產出", "outputs"), "indicators": ("行為指標", "indicators"),
    "K": ("知識", "knowledge"), "S": ("技能", "skills"), "A": ("態度", "attitudes"), "issues": ("異常", "issues"),
}


def _verdict(figures: Figures) -> str:
    summary = figures["rules"]["summary"]
    failed = {severity: summary[severity]["failed"] for severity in summary}
    words = ("通過檢核", "the gate is open")
    if not figures["passed"]:
        words = ("未通過檢核，不發布", "the gate is closed: no release")
    chips = "".join(
        tag("span", both(f"{SEVERITY[name][0]} {number}", name), f"chip {name if number else 'good'}")
        for name, number in failed.items()
    )
    caption = tag("span", both("未通過的規則", "rules that failed"), "soft")
    classes = "verdict" if figures["passed"] else "verdict closed"
    return tag("div", tag("strong", both(*words)) + caption + chips, classes, role="status")


def _totals(figures: Figures) -> str:
    cards = (tag("li", tag("b", f"{figures['totals'][name]:,}") + both(*words)) for name, words in _TOTALS.items())
    return tag("ul", "".join(cards), "cards")


def _signed(number: int | None, sign: str) -> str:
    return "" if number is None else f"{sign}{number:,}" if number else "0"


def _change(one: Mapping[str, Any]) -> tuple[str, ...]:
    before = "–" if one["before"] is None else f"{one['before']:,}"
    name = f"{text(TABLES[one['table']].label_zh)} {tag('span', text(one['table']), 'en')}"
    return name, before, f"{one['now']:,}", _signed(one["added"], "+"), _signed(one["removed"], "−")


def _change_table(some: Sequence[Mapping[str, Any]]) -> str:
    header = [both("資料表", "table"), both("前版", "before"), both("本版", "now"), both("新增", "added"),
              both("移除", "removed")]
    return table(header, map(_change, some), numbers=(1, 2, 3, 4))


def _moved(standards: Mapping[str, Sequence[str]]) -> str:
    words = (("added", "新增的職能基準：", "standards added"), ("removed", "移除的職能基準：", "standards removed"))
    return "".join(
        tag("p", both(chinese, english) + " " + " ".join(tag("code", text(one)) for one in standards[name]))
        for name, chinese, english in words if standards[name]
    )


def _changes(figures: Figures) -> str:
    changes = figures["changes"]
    if changes is None:
        return tag("p", both("這是第一次發布，沒有前一版可以比較。", "This is the first release."))
    known = [one for one in changes["tables"] if one["table"] in TABLES]
    moved = [one for one in known if one["before"] is None or one["added"] or one["removed"]]
    still = [one for one in known if one not in moved]
    since = tag("p", both(f"與前一版 {changes['since']} 相比，依主鍵計算。", "Compared with that release, by key."), "soft")
    shown = _change_table(moved) if moved else tag("p", both("主鍵沒有增減。", "No key was added or removed."), "good")
    unmoved = both(f"沒有增減的資料表 {len(still):,} 個", "tables without a change")
    return since + _moved(changes["standards"]) + shown + (details(unmoved, _change_table(still)) if still else "")


def _issues(figures: Figures) -> str:
    rows = [
        (tag("code", text(one["code"])) + " " + both(one["meaning_zh"], one["meaning"])
         + tag("span", f" · {one['standards']:,} " + both("項基準", "standards"), "soft"), one["number"], one["severity"])
        for one in figures["issues"]["by_code"]
    ]
    found = figures["issues"]["by_severity"]
    counts = " ".join(
        tag("span", both(f"{chinese} {found.get(name, 0):,}", english), f"chip {name}")
        for name, (chinese, english) in SEVERITY.items()
    )
    return tag("p", counts) + (bars(rows, wide=True) if rows else "")


def _level_rows(levels: Mapping[str, int]) -> list[tuple[str, int, str]]:
    known = [(both(f"{level} 級", f"level {level}"), number, "") for level, number in levels.items() if level]
    return [*known, (both("未印或無法判讀", "none read"), levels[""], "warning")]


def _cluster(one: Mapping[str, Any]) -> tuple[str, int, str]:
    if not one["letter"]:
        return both("無職類別", "none"), one["standards"], "warning"
    return text(f"{one['letter']} {one['name']}"), one["standards"], ""


def _charts(figures: Figures) -> str:
    formats = [(text(FORMATS.get(name, name)), number, "") for name, number in figures["formats"].items()]
    statuses = [
        (both(*STATUS[name]), number, "critical" if name in ("rejected", "held") else "")
        for name, number in figures["statuses"].items()
    ]
    parts = [
        (("職能基準級別", "levels of standards"), _level_rows(figures["levels"]["standards"])),
        (("職能區塊級別", "levels of task blocks"), _level_rows(figures["levels"]["blocks"])),
        (("領域（職類別首字母）", "clusters"), [_cluster(one) for one in figures["clusters"]]),
        (("檔案格式", "formats"), formats),
        (("文件處理狀態", "what became of the files"), statuses),
    ]
    return tag("div", "".join(tag("div", tag("h3", both(*title)) + bars(rows)) for title, rows in parts), "grid")


_KINDS = {"K": "知識", "S": "技能", "A": "態度"}


def _pair(one: Mapping[str, Any]) -> tuple[str, ...]:
    first = f"{text(one['name'])} {tag('span', text(one['standards']), 'soft')}"
    other = f"{text(one['other_name'])} {tag('span', text(one['other_standards']), 'soft')}"
    return text(_KINDS[one["kind"]]), first, other, f"{one['score']:g}"


def _vocabulary(figures: Figures) -> str:
    vocabulary = figures["vocabulary"]
    counts = "、".join(f"{name} {vocabulary['terms'][kind]:,}（{vocabulary['shared'][kind]:,}）" for kind, name in _KINDS.items())
    intro = tag("p", both(
        f"不同名稱數（括號內為兩項以上基準共用者）：{counts}。",
        "Distinct names, in brackets those that several standards share; derived by us.",
    ))
    header = ["", both("名稱", "name"), both("相近名稱", "similar name"), both("相似度", "score")]
    near = both(f"相近而未合併的名稱 {vocabulary['near']:,} 組", f"{vocabulary['near']:,} pairs look alike and are not merged")
    return intro + (details(near, table(header, map(_pair, vocabulary["first"]), numbers=(3,))) if vocabulary["first"] else "")


_SECTIONS: tuple[tuple[str, str, str, Callable[[Figures], str]], ...] = (
    ("changes", "與前一版的差異", "what changed since the last release", _changes),
    ("rules", "檢核規則", "rules", page_rules.rules),
    ("issues", "來源異常", "issues in the sources, by code", _issues),
    ("charts", "級別與類別", "levels and categories", _charts),
    ("documents", "文件涵蓋率", "coverage per document", page_documents.documents),
    ("trust", "讀取信度", "what a reading is worth", page_documents.trust),
    ("rejected", "未採用與暫緩發布的文件", "documents rejected or held, and why", page_documents.kept_out),
    ("catalogue", "與公開資料清單比對", "coverage of the published list", page_documents.catalogue),
    ("vocabulary", "職能詞彙", "vocabulary", _vocabulary),
)


def page(figures: Figures) -> str:
    """The whole page; the same figures give the same bytes."""
    sections = "".join(tag("section", tag("h2", both(zh, en)) + draw(figures), id=name) for name, zh, en, draw in _SECTIONS)
    said = both("每一項數字都可由同一版的資料表重新算出。", "Every number follows from the tables of the release.")
    intro = tag("p", said, "soft")
    stamp = f"dataset {figures['dataset']} · schema {figures['schema_version']} · parser {figures['parser_version']}"
    body = tag("h1", both("職能基準資料品質報告", "Data quality of the competency standards")) + intro
    body += _verdict(figures) + _totals(figures) + sections + tag("footer", tag("span", text(stamp), "id"))
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>職能基準資料品質報告 · data quality</title><style>{CSS}</style>"
    )
    return f'<!doctype html>\n<html lang="zh-Hant-TW"><head>{head}</head><body><main>{body}</main></body></html>\n'
