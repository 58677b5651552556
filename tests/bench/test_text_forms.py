"""The table of text forms: every form is read, and each outcome stands in its column."""

from __future__ import annotations

import pytest

from bench.generate import make
from bench.generate.truth import truth
from bench.text_forms.forms import FORMS
from bench.text_forms.page import page
from bench.text_forms.trial import Outcome, judged

PLAIN = make(3, 1, mixture=0.0)


@pytest.mark.parametrize("form", FORMS)
def test_a_regular_standard_is_right_in_every_form(form: str) -> None:
    suffix, write = FORMS[form]
    outcome = judged(form, PLAIN.stem, write(PLAIN.body), truth(PLAIN.standard), suffix)
    assert (outcome.right, outcome.verdict) == (True, "clean")


def test_what_is_not_right_is_told() -> None:
    facts = truth(PLAIN.standard) | {"name": "甲"}
    data = FORMS["Markdown"][1](PLAIN.body)
    assert judged("Markdown", "甲", data, facts, ".md") == Outcome("Markdown", "甲", False, "clean")
    refused = judged("Markdown", "甲", b"?", facts, ".md")
    assert refused.verdict == "refused" and refused.reason is not None and "made" not in refused.reason


def test_the_page_counts_each_outcome_once_and_gives_the_reasons() -> None:
    verdicts = [(True, "clean"), (True, "doubtful"), (True, "held"), (False, "refused"), (False, "doubtful"), (False, "clean")]
    reasons = {"held": "is too short", "refused": "is too short"}
    outcomes = [Outcome("CSV", "甲", right, verdict, reasons.get(verdict)) for right, verdict in verdicts]
    text = page(outcomes, 6, ["soffice"])
    assert "| CSV | 1 | 1 | 2 | 1 | 1 |" in text
    assert "6 texts, 1 read wrongly without a word" in text and "not installed: soffice" in text
    assert "- CSV, 2: is too short" in text
