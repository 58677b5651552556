"""The rules on the page: the broken ones open with examples, the others folded up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.gate.report.html import both, details, table, tag, text
from pipeline.gate.report.words import FRAMES, RULE_STATUS, SEVERITY
from pipeline.schema import TABLES

Rule = Mapping[str, Any]


def _place(rule: Rule) -> str:
    name = TABLES[rule["table"]].label_zh if rule["table"] in TABLES else FRAMES.get(rule["table"], (rule["table"], ""))[0]
    place = f"{rule['table']}.{rule['column']}" if rule["column"] else rule["table"]
    return text(name) + " " + tag("code", text(place))


def _measured(rule: Rule) -> str:
    """`3 / 57 (5.3 %)`, or how many violations there are where nothing was counted."""
    if not rule["checked"] or rule["failing"] is None:
        return f"{rule['violations']:,}" if rule["violations"] else ""
    share = rule["failing"] / rule["checked"]
    return f"{rule['failing']:,} / {rule['checked']:,} ({share:.1%})" if rule["failing"] else f"0 / {rule['checked']:,}"


def _told(rule: Rule) -> str:
    """What was measured before the rule was written, as its author notes it: in English."""
    return tag("span", text(rule["prior"]), lang="en") if rule["prior"] else ""


def _prior(rule: Rule) -> str:
    guide = f" · {text(rule['guide'])}" if rule["guide"] else ""
    prior = both("先前的量測結果：", "measured before:") + " " + _told(rule) if rule["prior"] else ""
    limit = " " + both(f"容許 {1 - rule['mostly']:.1%}", "tolerated") if rule["mostly"] else ""
    return tag("p", prior + limit + guide, "soft") if prior or limit or guide else ""


def _example(one: Mapping[str, Any]) -> str:
    place = " ".join(part for part in (one["table"], one["key"]) if part)
    return tag("li", tag("code", text(place)) + " " + text(one["message"]) + " " + tag("span", text(one["id"]), "id soft"))


def _card(rule: Rule) -> str:
    severity = tag("span", both(*SEVERITY[rule["severity"]]), f"chip {rule['severity']}")
    accepted = tag("span", both(*RULE_STATUS["accepted"]), "chip good") if rule["status"] == "accepted" else ""
    head = tag("header", severity + accepted + tag("b", tag("code", text(rule["rule"]))) + _place(rule)
               + tag("span", _measured(rule), "measure"))
    reason = tag("p", both(rule["reason_zh"], rule["reason"]) if rule["reason_zh"] else text(rule["reason"]))
    examples = tag("ul", "".join(map(_example, rule["examples"]))) if rule["examples"] else ""
    more = rule["violations"] - len(rule["examples"])
    rest = tag("p", both(f"另有 {more:,} 筆，見 violations.csv。", "more in violations.csv"), "soft") if more > 0 else ""
    return tag("article", head + reason + _prior(rule) + examples + rest, f"rule is-{rule['severity']}")


def _row(rule: Rule) -> tuple[str, ...]:
    reason = both(rule["reason_zh"], rule["reason"]) if rule["reason_zh"] else text(rule["reason"])
    status = tag("span", both(*RULE_STATUS[rule["status"]]), "soft") if rule["status"] != "passed" else ""
    return tag("code", text(rule["rule"])), _place(rule) + status, reason, _measured(rule), _told(rule)


def _derived(rules: Sequence[Rule]) -> str:
    """What follows from the schema, by table: it is much and seldom breaks."""
    counts: dict[str, int] = {}
    for rule in rules:
        counts[rule["table"]] = counts.get(rule["table"], 0) + 1
    rows = [(_place({"table": name, "column": None}), f"{number:,}") for name, number in counts.items()]
    title = both(f"通過：由結構定義推得的規則 {len(rules):,} 條", "passed: rules that follow from the schema")
    return details(title, table([both("資料表", "table"), both("規則數", "rules")], rows, numbers=(1,)))


def rules(figures: Mapping[str, Any]) -> str:
    """The section about rules."""
    judged = figures["rules"]["all"]
    broken = [rule for rule in judged if rule["status"] in ("failed", "accepted")]
    passed = [rule for rule in judged if rule["status"] in ("passed", "not_run")]
    written, derived = [rule for rule in passed if rule["written"]], [rule for rule in passed if not rule["written"]]
    header = [both("規則", "rule"), both("對象", "about"), both("意義", "meaning"), both("不符／檢查數", "broken / checked"),
              both("先前的量測結果", "measured before")]
    cards = "".join(map(_card, broken)) or tag("p", both("所有規則皆通過。", "Every rule holds."), "good")
    title = both(f"通過：依經驗訂定的規則 {len(written):,} 條", "passed: rules written from experience")
    return cards + details(title, table(header, map(_row, written), numbers=(3,))) + _derived(derived)
