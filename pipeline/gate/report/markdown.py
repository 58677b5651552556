"""The report in short, for a pull request or a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.gate.report.calibration import said

MOST = 15
"""How many rules, codes and rejected files the summary names."""


def _cell(value: object) -> str:
    """Text that cannot break out of a Markdown table or become markup."""
    shown = "" if value is None else " ".join(str(value).split())
    for mark in "\\`*_{}[]<>|":
        shown = shown.replace(mark, f"\\{mark}")
    return shown


def _table(header: tuple[str, ...], rows: list[tuple[object, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "|" + "---|" * len(header)
    yield from ("| " + " | ".join(map(_cell, row)) + " |" for row in rows)
    yield ""


def _rules(figures: Mapping[str, Any]) -> Iterator[str]:
    broken = [rule for rule in figures["rules"]["all"] if rule["status"] == "failed"]
    if not broken:
        yield from ("所有規則皆通過。 Every rule holds.", "")
        return
    rows: list[tuple[object, ...]] = [
        (rule["severity"], rule["rule"], f"{rule['table']}.{rule['column']}" if rule["column"] else rule["table"],
         f"{rule['failing']} / {rule['checked']}" if rule["checked"] else rule["violations"], rule["reason_zh"] or rule["reason"],
         rule["examples"][0]["key"] if rule["examples"] else "")
        for rule in broken[:MOST]
    ]
    yield from _table(("嚴重度 severity", "規則 rule", "對象 about", "不符 broken", "意義 meaning", "例 example"), rows)


def _changes(figures: Mapping[str, Any]) -> Iterator[str]:
    changes = figures["changes"]
    if changes is None:
        return
    yield from (f"## 與 {changes['since']} 的差異 · changes", "")
    rows: list[tuple[object, ...]] = [
        (one["table"], one["before"], one["now"], one["added"], one["removed"]) for one in changes["tables"]
        if one["before"] is None or one["added"] or one["removed"]
    ]
    if rows:
        yield from _table(("資料表 table", "前版 before", "本版 now", "新增 added", "移除 removed"), rows)
    else:
        yield from ("主鍵沒有增減。 No key was added or removed.", "")


def _trust(figures: Mapping[str, Any]) -> Iterator[str]:
    readings = figures["readings"]
    yield from ("## 讀取信度 · what a reading is worth", "")
    yield f"無疑義 clean {readings.get('clean', 0):,}, 有疑義 doubtful {readings.get('doubtful', 0):,}."
    yield from said(figures["calibration"])
    yield ""


def _kept_out(figures: Mapping[str, Any]) -> Iterator[str]:
    for status, title in (("rejected", "未採用 · rejected"), ("held", "暫緩發布 · held")):
        some = [one for one in figures["documents"] if one["status"] == status]
        if some:
            yield from (f"## {title}: {len(some)}", "")
            yield from (f"- {_cell(one['path'])}: {_cell(one['reason'])}" for one in some[:MOST])
            yield ""


def summary(figures: Mapping[str, Any]) -> str:
    """`report.md`: verdict, totals, broken rules, changes, issues, rejected files."""
    totals, issues = figures["totals"], figures["issues"]["by_code"]
    verdict = "通過 open" if figures["passed"] else "未通過 closed"
    lines = ["# 職能基準資料品質 · data quality", "", f"檢核 gate: **{verdict}** · dataset `{figures['dataset'][:12]}`", ""]
    lines += _table(tuple(totals), [tuple(f"{number:,}" for number in totals.values())])
    lines += [*_rules(figures), *_changes(figures), *_trust(figures), *_kept_out(figures)]
    if issues:
        lines += ["## 來源異常 · issues", ""]
        rows: list[tuple[object, ...]] = [
            (one["severity"], one["code"], one["number"], one["meaning_zh"]) for one in issues[:MOST]
        ]
        lines += _table(("嚴重度", "代碼 code", "件數", "意義"), rows)
    return "\n".join(lines).rstrip() + "\n"
