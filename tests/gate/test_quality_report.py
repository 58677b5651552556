"""The quality report: what it says, that it needs nothing but itself, that it is the same twice."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.base.errors import GateFailed
from pipeline.cli import main
from pipeline.gate import report
from pipeline.gate.inspection import FAILURE
from pipeline.gate.report import data_docs
from pipeline.gate.report.data_docs import without_requests
from pipeline.gate.validate import check
from pipeline.gate.validate.assets import Asset, Sources, read_assets
from pipeline.gate.validate.outcome import Outcome
from pipeline.gate.validate.tables import Tables as Read
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.versions import latest
from pipeline.runs.record import LAST_RUN
from pipeline.runs.stages import release_tables
from pipeline.schema.derive.suites import CHECKS, MEASURES
from pipeline.schema.records import DocumentRow
from pipeline.schema.tables import Tables
from pipeline.standards.published_list import ListedStandard
from tests.build import factory
from tests.gate.conftest import Only

ROOT = Path(__file__).resolve().parents[2]
EXPECTATIONS = ROOT / "expectations"

pytestmark = pytest.mark.usefixtures("remembering_gate")

NASTY = "<script>alert('甲')</script>&\"\u202e"
FILES = (report.HTML, report.JSON, report.MARKDOWN, report.NEAR, "violations.csv", "catalogue_coverage.csv")


def tables() -> Tables:
    many = factory.many_tables("IDC5294-001v3", "AVA2651-002v1")
    many = factory.changed(many, "standards", level=5)
    many = factory.changed(many, "documents", 1, path=f"{NASTY}.pdf", coverage=0.99999)
    reason = f"scan.pdf {NASTY} has no text."
    lost = DocumentRow(
        sha256="0" * 64, path="scan.pdf", format="pdf", bytes=10, pages=1, standard_id=None, status="rejected",
        reason=reason, coverage=None,
    )
    many.documents.append(lost)
    return many


def written(folder: Path, last: Path | None = None) -> Path:
    staged = factory.staged(tables(), folder)
    entries = [ListedStandard("甲物整理人員", "甲部", dt.date(2026, 12, 31), None)]
    context = report.Context(EXPECTATIONS, last, entries, dt.date(2026, 11, 23))
    report.write(report.contents(ReleaseFolder(staged), check(staged, EXPECTATIONS), context), staged)
    return staged


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    before = tmp_path_factory.mktemp("before") / "2026-01-31"
    factory.staged(factory.standard_tables(tasks=3), before)
    return written(tmp_path_factory.mktemp("now"), before)


@pytest.fixture(scope="module")
def page(reported: Path) -> str:
    return (reported / report.HTML).read_text(encoding="utf-8")


class _Page(HTMLParser):
    """What a browser would load from a page, and the text it would show."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.shown = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.shown += data


def test_the_page_asks_for_nothing(page: str) -> None:
    elements = _Page(page).elements
    assert not {tag for tag, _ in elements} & {"script", "link", "img", "iframe", "object", "form", "base"}
    names = {name for _, attributes in elements for name in attributes}
    assert not [name for name in names if name in ("src", "href", "style") or name.startswith("on")]
    assert "url(" not in page and "@import" not in page and "http:" not in page and "https:" not in page


def test_the_policy_allows_this_style_sheet_only(page: str) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.S)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = [one.get("content") for tag, one in _Page(page).elements if one.get("http-equiv") == "Content-Security-Policy"]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_values_are_shown_and_never_markup(page: str) -> None:
    assert "<script" not in page and "\u202e" not in page
    assert "<script>alert('甲')</script>&\"⟨U+202E⟩.pdf" in _Page(page).shown


def test_the_page_tells_each_thing_it_should(page: str) -> None:
    shown = _Page(page).shown
    headings = "與前一版的差異 檢核規則 來源異常 級別與類別 文件涵蓋率 未採用與暫緩發布的文件 與公開資料清單比對 職能詞彙"
    for heading in headings.split():
        assert heading in shown
    assert "The base level is 5, but the tasks have 3." in shown and "4 of 878 fail" in shown
    assert "99.99%" in shown, "what is not quite all must not look like all"
    assert "甲物整理員 90.9" in shown and "2026-12-31" in shown
    assert '<html lang="zh-Hant-TW">' in page and 'name="viewport"' in page


def test_what_was_measured_before_is_said_in_words(page: str) -> None:
    assert ">prior" not in page
    assert '先前的量測結果 <span class="en" lang="en">measured before</span>' in page


def test_changes_are_counted_by_key(reported: Path) -> None:
    changes = report.read(reported)["changes"]
    told = {one["table"]: (one["before"], one["now"], one["added"], one["removed"]) for one in changes["tables"]}
    assert told["standards"] == (1, 2, 1, 0) and told["tasks"] == (3, 4, 2, 1)
    assert changes["standards"] == {"added": ["AVA2651-002v1"], "removed": []} and changes["since"] == "2026-01-31"


def test_figures_agree_with_the_tables(reported: Path) -> None:
    told = report.read(reported)
    assert told["totals"] | {"issues": 2} == {
        "documents": 3, "standards": 2, "duties": 2, "tasks": 4, "outputs": 4, "indicators": 4, "K": 4, "S": 4, "A": 4,
        "issues": 2,
    }
    assert told["levels"]["standards"] == {"1": 0, "2": 0, "3": 1, "4": 0, "5": 1, "6": 0, "": 0}
    assert [(one["letter"], one["standards"]) for one in told["clusters"]] == [("A", 1), ("I", 1)]
    assert told["statuses"] == {"published": 2, "rejected": 1}
    broken = [one for one in told["rules"]["all"] if one["status"] == "failed"]
    measured = [(one["rule"], one["failing"], one["checked"]) for one in broken]
    assert measured[:2] == [("full_coverage", 1, 2), ("base_level", 1, 2)]
    assert {one["rule"] for one in told["rules"]["all"] if one["status"] == "not_run"} == {
        "category_listed",
    }


def test_the_summary_is_markdown_that_holds(reported: Path) -> None:
    text = (reported / report.MARKDOWN).read_text(encoding="utf-8")
    assert "| warning | base\\_level | standards.level | 1 / 2 |" in text
    assert "未採用 · rejected: 1" in text and "<script>" not in text.replace("\\<script\\>", "")


def test_the_same_release_gives_the_same_bytes(tmp_path: Path, only: Only) -> None:
    only(CHECKS, MEASURES, "standards", "documents")
    from tests.gate import gate_memory  # not above: each process that collects the tests would load the library

    first = written(tmp_path / "a")
    gate_memory.forget()
    second = written(tmp_path / "b")
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in FILES)


def test_the_report_can_be_drawn_again(reported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(reported), "--output", str(tmp_path / "report")]) == 0
    assert "report.html" in capsys.readouterr().out
    for name in (report.HTML, report.JSON, report.MARKDOWN):
        assert (tmp_path / "report" / name).read_bytes() == (reported / name).read_bytes()


def test_a_release_without_a_report_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    factory.staged(factory.standard_tables(), tmp_path / "bare")
    assert main(["report", str(tmp_path / "bare"), "--output", str(tmp_path / "report")]) == 1
    assert "has no report.json" in capsys.readouterr().err


def test_a_release_has_its_report_and_checksums_of_it(tmp_path: Path) -> None:
    staged = factory.written(tables(), tmp_path / "tables").path
    record = release_tables(staged, tmp_path / "processed")
    folder = tmp_path / "processed" / str(record.release)
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    for name in (report.HTML, report.JSON, report.MARKDOWN, "violations.csv"):
        assert f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" in sums


def test_a_closed_gate_leaves_its_report_beside_the_releases(tmp_path: Path) -> None:
    wrong = factory.changed(tables(), "block_competencies", name="乙物概論")
    staged, output = factory.written(wrong, tmp_path / "tables").path, tmp_path / "processed"
    with pytest.raises(GateFailed, match=FAILURE):
        release_tables(staged, output)
    assert report.read(output / FAILURE)["passed"] is False and latest(output) is None
    assert "copy_agrees" in (output / FAILURE / "violations.csv").read_text(encoding="utf-8")
    last = json.loads((output / LAST_RUN).read_text(encoding="utf-8"))
    assert last["outcome"] == "failed" and last["message"].startswith("The gate is closed")
    record = release_tables(factory.written(tables(), tmp_path / "sound").path, output)
    assert record.outcome == "released" and not (output / FAILURE).exists()


def test_tables_that_cannot_be_read_leave_their_violations(tmp_path: Path) -> None:
    staged, output = factory.written(tables(), tmp_path / "tables").path, tmp_path / "processed"
    path = staged / "notes.parquet"
    content = path.read_bytes()
    path.write_bytes(content[:4] + bytes(len(content) - 8) + content[-4:])
    with pytest.raises((GateFailed, OSError)):
        release_tables(staged, output)
    assert latest(output) is None


LIBRARY = """<!DOCTYPE html><html><head><script src="https://cdn.example/x.js"></script><style>a{}</style>
<link rel="stylesheet" href="https://cdn.example/x.css"></head><body onload="send()">
<img src="https://logo.example/logo.png?d=20261123T0758"> text <a href="https://elsewhere.example/">away</a>
<a href="#here">here</a><i class="fas fa-check-circle text-success"></i><form action="https://f.example"><input></form>
<p style="background:url(x)">kept</p></body></html>"""


def test_pages_of_the_library_lose_all_that_is_loaded_or_sent() -> None:
    page = _Page(without_requests(LIBRARY))
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "form", "input"}
    links = [one.get("href") for tag, one in page.elements if tag == "a"]
    assert links == [None, "#here"] and "example" not in without_requests(LIBRARY)
    assert "text" in page.shown and "kept" in page.shown and "✓" in page.shown
    assert ("meta", "Content-Security-Policy") in {(tag, one.get("http-equiv")) for tag, one in page.elements}


def test_data_docs_of_a_release_name_no_host(
    reported: Path, tmp_path: Path, only: Only, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = ("standards", CHECKS, MEASURES)
    only(*shown)

    def read(where: Sources) -> tuple[list[Asset], Read, list[Outcome]]:
        assets, tables, problems = read_assets(where)
        return [one for one in assets if one.name in shown], tables, problems

    monkeypatch.setattr(data_docs, "read_assets", read)
    assert main(["report", str(reported), "--output", str(tmp_path / "r"), "--data-docs", str(tmp_path / "docs")]) == 0
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "docs").iterdir()}
    assert {"index.html", "standards.html", "checks.html", "measures.html"} <= set(pages)
    assert not [name for name, text in pages.items() if "http:" in text or "https:" in text or "<script" in text]
    assert "standard_id" in pages["standards.html"]


def test_json_is_plain_json(reported: Path) -> None:
    text = (reported / report.JSON).read_text(encoding="utf-8")
    assert json.loads(text)["passed"] is True and "NaN" not in text
