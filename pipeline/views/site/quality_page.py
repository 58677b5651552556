"""How the sources were read: documents, readings in doubt, findings of the rules and issues, each with its standards."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.schema import TABLES
from pipeline.standards.issue_catalogue import CATALOGUE
from pipeline.views.site.catalogue import Catalogue, standard_file
from pipeline.views.site.english import separated
from pipeline.views.site.html import Child, Html, el, join, link, slug, t, table
from pipeline.views.site.shell import Page, heading
from pipeline.views.site.standard_parts import SEVERITIES, chosen, label

REPORT = "report.json"
MOST = 200
"""Standards that are named of those with the same finding; the table `issues` has all."""
_KEY = " / "
_BROKEN = ("failed", "accepted")


def quality_page(catalogue: Catalogue, release: Path) -> Page:
    """The whole page; what the rules found stands in the release's report, where it has one."""
    title = "資料品質", "Data quality"
    main = join(
        heading(1, *title), *_documents(catalogue), *_doubts(catalogue), *_rules(catalogue, release),
        heading(2, "異常紀錄", "Issues", id="issues"), _issue_counts(catalogue),
    )
    return Page("quality.html", title, main, "來源文件的處理狀態、涵蓋率、檢核結果與異常紀錄", wide=True)


def _documents(catalogue: Catalogue) -> Iterator[Html]:
    documents = list(catalogue.documents.values())
    counts = Counter(row["status"] for row in documents)
    yield heading(2, "來源文件", "Source documents", id="documents")
    yield table([label("documents", "status"), t("份數", "Documents")], [
        (chosen("documents", "status", status), f"{number:,}") for status, number in sorted(counts.items())
    ], numbers=(1,))
    for status, title in (("rejected", t("未採用", "Rejected")), ("held", t("暫緩發布", "Held"))):
        refused = [(row["path"], row["reason"]) for row in documents if row["status"] == status]
        if refused:
            yield table([label("documents", "path"), label("documents", "reason")], refused, title)
    covered = [row for row in documents if row["coverage"] is not None and row["coverage"] < 1]
    low = sorted((row["coverage"], row["standard_id"] or "", row["path"]) for row in covered)
    if low:
        header = [label("documents", "standard_id"), label("documents", "path"), label("documents", "coverage")]
        rows = [(_standard(catalogue, standard_id), path, f"{coverage:.2%}") for coverage, standard_id, path in low]
        yield table(header, rows, t("涵蓋率未達 100% 的文件", "Documents with a coverage below 100%"), numbers=(2,))


def _standard(catalogue: Catalogue, standard_id: str) -> Child:
    """A standard by name, leading to what is said of its reading."""
    if standard_id not in catalogue.by_id:
        return standard_id
    there = f"{standard_file(standard_id)}#quality"
    return join(link(there, catalogue.title(standard_id)), " ", el("code", standard_id))


def _doubts(catalogue: Catalogue) -> Iterator[Html]:
    doubtful = [row["standard_id"] for row in catalogue.standards if row["reading"] == "doubtful"]
    number, clean = len(catalogue.standards), len(catalogue.standards) - len(doubtful)
    yield heading(2, "讀取信度", "How far to trust a reading", id="reading")
    yield el("p", t(
        f"{number:,} 項職能基準中，{clean:,} 項的讀取沒有疑義，{len(doubtful):,} 項值得與原件對照。",
        f"Of {number:,} standards {clean:,} were read without a doubt; {len(doubtful):,} deserve a look at the source.",
    ))
    if doubtful:
        yield _named(catalogue, doubtful)


def _named(catalogue: Catalogue, standards: list[str]) -> Html:
    """Standards behind a count."""
    items = [el("li", _standard(catalogue, own)) for own in standards[:MOST]]
    rest = len(standards) - len(items)
    if rest > 0:
        items.append(el("li", t(f"另有 {rest:,} 項", f"and {rest:,} more"), class_="rest"))
    counts = t(f"{len(standards):,} 項職能基準", f"{len(standards):,} standard" + ("s" if len(standards) > 1 else ""))
    return el("details", el("summary", counts), el("ul", items, class_="plain"))


def _rules(catalogue: Catalogue, release: Path) -> Iterator[Html]:
    """The rules that not all rows keep, with examples."""
    path = release / REPORT
    if not path.is_file():
        return
    judged: list[Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["rules"]["all"]
    broken = [rule for rule in judged if rule["status"] in _BROKEN]
    kept = len(judged) - len(broken)
    yield heading(2, "檢核結果", "Checks", id="rules")
    yield el("p", t(f"{len(judged):,} 條規則中，{kept:,} 條全數符合。", f"{kept:,} of {len(judged):,} rules hold for every row."))
    if broken:
        header = [label("issues", "severity"), t("規則", "Rule"), t("不符", "Against it"), t("例", "Examples")]
        yield el("div", table(header, [_rule(catalogue, rule) for rule in broken], numbers=(2,)), class_="stacked")


def _rule(catalogue: Catalogue, rule: Mapping[str, Any]) -> Iterator[Child]:
    yield _severity(rule["severity"])
    place = f"{rule['table']}.{rule['column']}" if rule["column"] else rule["table"]
    named = TABLES[rule["table"]].label_zh if rule["table"] in TABLES else None
    said = t(rule["reason_zh"] or rule["reason"], rule["reason"])
    yield join(said, el("p", el("code", place), " ", named, class_="message"))
    found = rule["violations"] if rule["failing"] is None else rule["failing"]
    among = t(f" 筆，共檢查 {rule['checked']:,} 筆", f" of {rule['checked']:,}") if rule["checked"] else None
    yield join(f"{found:,}", among)
    yield el("ul", (el("li", *_example(catalogue, one)) for one in rule["examples"])) if rule["examples"] else None


def _example(catalogue: Catalogue, one: Mapping[str, Any]) -> Iterator[Child]:
    """The row that a rule does not hold for; its key begins with the standard, if it is a row of one."""
    own, _, rest = str(one["key"]).partition(_KEY)
    document = catalogue.documents.get(own)
    if document is not None:
        own = document["standard_id"] or document["path"]
    schemes = dict(TABLES["classes"]["scheme"].field.allowed)
    places = [t(schemes[part], part.replace("_", " ")) if part in schemes else part for part in rest.split(_KEY)]
    yield from (_standard(catalogue, own), " ", separated(places), " ", el("span", one["value"] or one["message"], class_="rest"))


def _severity(severity: str) -> Html:
    return el("span", t(*SEVERITIES.get(severity, (severity, severity))), class_=f"severity {slug(severity)}")


def _issue_counts(catalogue: Catalogue) -> Html:
    issues = catalogue.shelf
    if not issues.count("issues"):
        return el("p", t("沒有異常紀錄。", "No issues."))
    columns = [issues.column("issues", name) for name in ("severity", "code", "standard_id")]
    counts: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for severity, code, standard_id in zip(*columns, strict=True):
        counts[severity, code] += 1
        if standard_id in catalogue.by_id:
            found[severity, code][standard_id] = None
    order = {name: place for place, name in enumerate(SEVERITIES)}
    rows = sorted(counts.items(), key=lambda item: (order.get(item[0][0], len(order)), -item[1], item[0][1]))
    header = [label("issues", "severity"), t("異常", "Issue"), t("筆數", "Rows"), t("職能基準", "Standards")]
    return el("div", table(header, [
        (_severity(severity), _meaning(code), join(f"{number:,}", t(" 筆", " rows" if number > 1 else " row")),
         _named(catalogue, list(found[severity, code])) if found[severity, code] else "—")
        for (severity, code), number in rows
    ], numbers=(2,)), class_="stacked")


def _meaning(code: str) -> Child:
    kind = CATALOGUE.get(code)
    return join(t(kind.meaning_zh, kind.meaning) if kind else None, el("p", el("code", code), class_="message"))
