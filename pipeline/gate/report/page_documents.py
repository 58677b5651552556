"""Documents on the page: how much of each was read, which were rejected, and what the published list says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.gate.report.calibration import said
from pipeline.gate.report.figures import SHOWN
from pipeline.gate.report.html import bar, both, details, table, tag, text
from pipeline.gate.report.words import COVERAGE, STATUS

Document = Mapping[str, Any]


def _share(document: Document) -> str:
    share = document["coverage"]
    if share is None:
        return "–"
    # 99.99 % must not look like all.
    shown = "100%" if share == 1 else f"{min(share, 0.9999):.2%}"
    return bar(share, "good" if share == 1 else "warning") + shown


def _row(document: Document) -> tuple[str, ...]:
    counts = "　".join(
        tag("span", f"{number:,}", name) for name, number in document["issues"].items() if number
    )
    return (tag("span", text(document["path"]), "id"), both(*STATUS[document["status"]]), _share(document), counts)


def _table(some: Sequence[Document]) -> str:
    header = [both("檔案", "file"), both("狀態", "status"), both("涵蓋率", "coverage"),
              both("異常（嚴重、警告、資訊）", "issues")]
    return table(header, map(_row, some))


def documents(figures: Mapping[str, Any]) -> str:
    """Which documents were not read in whole, then all of them."""
    read = [one for one in figures["documents"] if one["coverage"] is not None]
    partly = sorted((one for one in read if one["coverage"] < 1), key=lambda one: (one["coverage"], one["path"]))
    whole = len(read) - len(partly)
    coverage = tag("p", both(
        f"{len(read):,} 份文件中，{whole:,} 份的每個字元都已歸入欄位或版面元素。",
        f"{whole:,} of {len(read):,} documents were read to the last character.",
    ))
    first = _table(partly[:SHOWN]) if partly else ""
    everything = both(f"全部 {len(figures['documents']):,} 份文件", "all documents")
    return coverage + first + details(everything, _table(figures["documents"]))


def trust(figures: Mapping[str, Any]) -> str:
    """How many standards are called clean, and what that word has been worth where the truth was known."""
    readings = figures["readings"]
    clean, doubtful = readings.get("clean", 0), readings.get("doubtful", 0)
    counts = both(
        f"{clean + doubtful:,} 項職能基準中，{clean:,} 項的讀取無疑義，{doubtful:,} 項有疑義（見 standards.reading 與 issues）。",
        f"{clean:,} of {clean + doubtful:,} standards are called clean, {doubtful:,} doubtful.",
    )
    return tag("p", counts) + tag("p", both(*said(figures["calibration"])), "soft")


def kept_out(figures: Mapping[str, Any]) -> str:
    """Each document that is rejected or held, with its reason."""
    some = [one for one in figures["documents"] if one["status"] in ("rejected", "held")]
    if not some:
        return tag("p", both("沒有未採用或暫緩發布的文件。", "No document was rejected or held."), "good")
    rows = [(both(*STATUS[one["status"]]), tag("span", text(one["path"]), "id"), text(one["reason"])) for one in some]
    return table([both("狀態", "status"), both("檔案", "file"), both("原因", "reason")], rows)


def _line(line: Mapping[str, Any]) -> tuple[str, ...]:
    status = both(*COVERAGE[line["validity"] if line["status"] == "matched" else line["status"]])
    near = f"{text(line['suggestion'])} {tag('span', text(line['score']), 'soft')}" if line["suggestion"] else ""
    return (status, text(line["name"]), tag("span", text(line["standard_id"]), "id"), text(line["developing_unit"]),
            text(line["valid_until"]), near)


def catalogue(figures: Mapping[str, Any]) -> str:
    """What the list has and we have not, the other way round, and what expires."""
    listed = figures["catalogue"]
    if listed is None:
        return tag("p", both("未提供清單，未比對。", "No list was given."), "soft")
    counts = {**listed["by_status"], **{name: listed["by_validity"].get(name, 0) for name in ("expiring", "expired")}}
    cards = "".join(tag("li", tag("b", f"{number:,}") + both(*COVERAGE[name])) for name, number in counts.items())
    as_of = tag("p", both(f"有效期限以 {listed['as_of']} 為準；名稱折疊後相同才視為同一項，相近者僅供參考。",
                          "Only equal folded names are matched; similar ones are suggestions."), "soft")
    header = [both("比對結果", "result"), both("名稱", "name"), both("識別碼", "id"), both("發展單位", "developing unit"),
              both("有效期限", "valid until"), both("相近名稱", "suggestion")]
    lines = listed["lines"]
    shown = table(header, map(_line, lines[:SHOWN])) if lines else ""
    rest = details(both(f"其餘 {len(lines) - SHOWN:,} 筆", "the rest"), table(header, map(_line, lines[SHOWN:])))
    return as_of + tag("ul", cards, "cards") + shown + (rest if len(lines) > SHOWN else "")
