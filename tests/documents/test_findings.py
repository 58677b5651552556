"""Findings and the books of a document, with a catalogue and with places that no standard knows."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from pipeline.documents.findings import Finding, IssueLog, found
from pipeline.documents.ledger import Ledger, Loss
from pipeline.documents.model import Document, Line, Paragraph


class Kind(NamedTuple):
    """An entry of a catalogue of another family of documents."""

    severity: str
    about: str
    meaning: str


CATALOGUE = {"stain": Kind("warning", "source", "There is a stain.")}


def test_a_finding_carries_what_its_catalogue_says() -> None:
    log = IssueLog(CATALOGUE)
    log.add("stain", "lid", locator="left", raw="tea", page=2, detail="A big one.")
    assert log.findings == [Finding("stain", "warning", "source", "lid", "left", "tea", 2, "There is a stain. A big one.")]


def test_an_unknown_issue_code_is_refused() -> None:
    with pytest.raises(KeyError, match="stian is not in the issue catalogue"):
        IssueLog(CATALOGUE).add("stian", "lid")


def test_half_a_surrogate_pair_is_no_character() -> None:
    """A font may hold one; no file could be written with it, and so no release made."""
    odd = found(CATALOGUE, "stain", "lid", locator="\ud83d", raw="tea\udf2e", detail="\udf2e")
    assert (odd.locator, odd.raw_value, odd.message) == ("\ufffd", "tea\ufffd", "There is a stain. \ufffd")


def test_an_empty_text_becomes_none() -> None:
    empty = found(CATALOGUE, "stain", "lid", locator="", raw="")
    assert (empty.locator, empty.raw_value, empty.message) == (None, None, "There is a stain.")


@pytest.mark.parametrize(("locator", "raw"), [("", None), (None, "")])
def test_a_finding_with_an_empty_text_cannot_be_made(locator: str | None, raw: str | None) -> None:
    with pytest.raises(ValueError, match="must be None"):
        Finding("stain", "warning", "source", "lid", locator, raw, None, "There is a stain.")


def test_ids_of_issues_stay_what_they_were() -> None:
    finding = found(CATALOGUE, "stain", "lid", raw="tea", page=3, detail="Neither page nor detail counts.")
    assert finding.issue_id("0" * 64, 1) == found(CATALOGUE, "stain", "lid", raw="tea").issue_id("0" * 64, 1)
    assert finding.issue_id("0" * 64, 1) == "d8be7535e3e60b70"
    assert finding.issue_id("0" * 64, 2) == "f252cb8c388745ae"


def test_a_ledger_reports_what_is_lost_and_what_nobody_read() -> None:
    whole, half, unread = Line("茶", page=1), Line("茶葉", page=1), Line("渣", page=2, box=(3.0, 4.0, 5.0, 6.0))
    losses: list[Loss] = []
    ledger = Ledger.open(Document("text", (Paragraph((whole, half, unread)),)), losses.append)
    ledger.published((whole,), ("茶",), "pot", None)
    ledger.published((half,), ("茶",), "pot", "spout")
    assert losses == [Loss("pot", "spout", (half,), "葉")]
    assert ledger.close() == 0.5
    assert losses[1:] == [Loss(None, "x 3 y 4", (unread,))]
    assert [ledger.places[id(line)] for line in (whole, half, unread)] == ["pot", "pot/spout", "unplaced"]
