"""Critical rules about single values: what breaks one is held with the value, and everybody else goes on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.base.errors import PipelineError
from pipeline.base.places import EXPECTATIONS
from pipeline.gate.single import RULES, judged, load
from pipeline.standards.body import Body
from pipeline.standards.parse import parse
from pipeline.standards.reading import Reading
from tests.build import Made, as_docx


def reading(path: str) -> Reading:
    return parse(path, as_docx(Made()))


def spoiled(path: str, text: str) -> Reading:
    """A reading that holds what no reading should: a fault of ours that the rules are there for."""
    found = reading(path)
    tables = replace(found.tables, indicators=[replace(row, text=text) for row in found.tables.indicators])
    return replace(found, body=Body.of(tables))


@pytest.mark.parametrize(("text", "rule"), [
    ("依規格\ue000挑選。", "no_private_use"),
    ("挑選甲物。第1頁，總共3頁", "no_footer"),
    ("挑選甲\u2f00。", "no_compatibility_ideographs"),
])
def test_a_value_that_breaks_a_rule_holds_its_document_alone(text: str, rule: str) -> None:
    bad, good = judged([spoiled("bad.docx", text), reading("good.docx")], EXPECTATIONS)
    assert good.held is None and bad.held is not None and bad.held.startswith("bad.docx was read but is held back")
    (found,) = [found for found in bad.findings if found.code == "rule_broken"]
    assert (found.locator, found.raw_value) == ("indicators.text", text) and rule in found.message


def test_every_critical_rule_about_texts_is_asked() -> None:
    written = json.loads((EXPECTATIONS / RULES).read_text(encoding="utf-8"))["expectations"]
    critical = [rule["meta"]["rule"] for rule in written if rule["severity"] == "critical"]
    assert [rule.name for rule in load(EXPECTATIONS)] == critical and len(critical) > 2


def test_rules_that_cannot_be_used_are_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="cannot be used"):
        load(tmp_path)
