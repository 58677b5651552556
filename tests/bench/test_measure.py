"""The benchmark's own arithmetic, page and plot; its measurements are no tests."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.measure import floors, form_alone, peer, phases
from bench.measure.giants import NONE, giants
from bench.measure.page import FLOOR, LONG, OURS, PEER, SHORT, Figures, page, picture
from bench.measure.parts import runs_told, stages_told
from bench.measure.peers import OURS as OURS_HERE
from bench.measure.peers import cells_of, compared, made_up, right
from bench.measure.plot import HEIGHT, WIDTH, plot
from bench.measure.reading import Rate, in_turns, made, pages_of, rates
from bench.measure.records import codes
from bench.measure.runs import Cost, Growth, cost, write_corpus, write_long
from bench.measure.stages import FORM_ALONE, WHOLE, Stages, stages
from pipeline.runs.intake import Options
from pipeline.runs.run import Run
from tests.build import factory
from tests.conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"


def cost_of(cpu: float) -> Cost:
    return Cost(cpu, 2 * cpu, 50)


FIGURES = Figures(
    pages=40,
    engines={PEER: Rate(10, 1, 1), OURS: Rate(250, 25, 20), FLOOR: Rate(500, 50, 45)},
    sample={PEER: Rate(10, 1, 1), OURS: Rate(100, 10, 9), FLOOR: Rate(200, 20, 19)},
    whole={"ours, bytes to records": Rate(30, 12, 11)},
    forms={form: Rate(30, 2, 1) for form in ("pdf", "docx", "odt", "text")},
    peaks={SHORT: {PEER: Cost(1, 1, 60), OURS: Cost(1, 1, 30)}, LONG: {PEER: Cost(1, 1, 120), OURS: Cost(1, 1, 30)}},
    long_pages=38,
    workers={1: 20.0, 2: 38.0},
    growth=[Growth(size, cost_of(size / 10), cost_of(5), cost_of(0.2)) for size in (100, 3000)],
    starts={"Python, doing nothing": cost_of(0.02), "`--help`": cost_of(0.05), "a run in which nothing changed": cost_of(0.2)},
)


def test_ratios_are_taken_round_by_round() -> None:
    """So that a moment in which the machine was busy hits both."""
    found = rates({"peer": [10.0, 20.0, 10.0], "ours": [1.0, 2.0, 2.0]}, "peer", units=40)
    assert found["peer"] == Rate(4, 1, 1)
    assert found["ours"] == Rate(20, 10, 5)


def test_every_work_is_done_once_more_than_it_is_timed() -> None:
    done: list[str] = []
    seconds = in_turns({name: partial(done.append, name) for name in "abc"}, rounds=3)
    assert [len(taken) for taken in seconds.values()] == [3, 3, 3]
    assert "".join(done) == "abc" + "abc" + "bca" + "cab"


def test_the_page_begins_with_the_ratios() -> None:
    text = page(FIGURES)
    (first,) = re.findall(r"\n\n(\| what \| ratio \|\n.*?)\n\n", text, re.S)
    for told in ("25.0 × as fast (worst round 20.0 ×)", "2.0 × the time", "0.25 ×", "0.50 ×", "1.90 × as fast by the clock",
                 "30.0 × the time for 30 × the documents", "1/1500 of the time", "10.0 × the time"):
        assert told in first
    assert text.index("what | ratio") < text.index("pages a second")


def test_the_plot_shows_every_point_inside_its_frame() -> None:
    drawing = ElementTree.fromstring(picture(FIGURES))
    circles = drawing.findall(f"{SVG}circle")
    assert len(circles) == 6 and len(drawing.findall(f"{SVG}polyline")) == 3
    assert all(0 < float(circle.get("cx", 0)) < WIDTH and 0 < float(circle.get("cy", 0)) < HEIGHT for circle in circles)


def test_equal_steps_on_the_plot_are_equal_factors() -> None:
    drawing = ElementTree.fromstring(plot("a < b", "x", "y", {"line": [(1, 1), (10, 10), (100, 100)]}))
    xs = [float(circle.get("cx", 0)) for circle in drawing.findall(f"{SVG}circle")]
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1])


def test_costs_are_those_of_the_process_and_not_of_the_one_that_started_it() -> None:
    held = bytearray(200 << 20)
    small, busy = cost("-c", "pass"), cost("-c", "import time\nwhile time.process_time() < 0.2: pass")
    assert small.peak < len(held) >> 20 and small.cpu < busy.cpu
    assert busy.cpu >= 0.2


def test_a_measured_command_that_fails_is_no_figure() -> None:
    with pytest.raises(RuntimeError, match="no such thing"):
        cost("-c", "raise SystemExit('no such thing')")


def test_the_corpus_is_seeded_mixed_and_has_lain_there_for_long(tmp_path: Path) -> None:
    first, second = write_corpus(tmp_path / "a", 4), write_corpus(tmp_path / "b", 4)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert sorted(path.suffix for path in first) == [".docx", ".odt", ".pdf", ".pdf"]
    assert all(path.stat().st_mtime < time.time() - 60 for path in first)


def test_the_long_document_is_long(tmp_path: Path) -> None:
    assert 35 <= pages_of([write_long(tmp_path).read_bytes()]) <= 45


def test_the_published_page_has_parts_that_the_program_writes() -> None:
    published = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    heads = [re.findall(r"^(?:#+ .*|\| .* \|(?=\n\| ---))", text, re.M) for text in (published, page(FIGURES))]
    assert [head for head in heads[0] if head in heads[1]] == heads[1]
    ElementTree.fromstring((ROOT / "docs" / "benchmarks.svg").read_text(encoding="utf-8"))


def test_more_parts_stand_in_the_table_of_ratios_and_have_their_sections() -> None:
    growth = Growth(1000, cost_of(90), cost_of(18), cost_of(0.9))
    text = page(replace(FIGURES, more=[runs_told([(growth, 45.0)])]))
    (first,) = re.findall(r"\n\n(\| what \| ratio \|\n.*?)\n\n", text, re.S)
    assert "first run against reading alone · one more against the first · nothing changed | 2.0 × · 0.20 × · 0.010 × |" in first
    assert "## Runs against reading" in text and "| 1000 | 45.0 | 90.0 · 50 | 18.0 · 50 | 0.9 · 50 |" in text


def test_stages_are_told_as_shares_of_the_whole_run_with_their_memory() -> None:
    costs = {WHOLE: cost_of(100), "reading": cost_of(40), "XLSX": cost_of(10), "the gate": Cost(20, 20, 400)}
    part = stages_told(Stages(1000, costs))
    assert part.ratios == [
        ("of a first run of 1000 documents: reading · XLSX · the gate", "40% · 10% · 20%"),
        ("peak memory of its largest process", "400 MB"),
    ]
    assert "| the gate | 20.0 | 20% | 400 |" in part.lines


def test_each_stage_is_done_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without processes of their own, and without the gate and most forms, which take seconds."""
    def run(*arguments: str) -> Cost:
        if "run" in arguments:
            raw, output = (Path(arguments[arguments.index(name) + 1]) for name in ("--input", "--output"))
            Run(raw, output, options=Options(workers=0), settings=factory.ALONE).walk()
        elif arguments[1] == FORM_ALONE:
            form_alone.main(list(arguments[2:]))
        return cost_of(1.0)

    monkeypatch.setattr("pipeline.runs.stages.Stages.judge", lambda *_: None)
    monkeypatch.setattr("bench.measure.stages.cost", run)
    found = stages(tmp_path, 1)
    assert next(iter(found.costs)) == WHOLE and len(found.costs) == 6
    assert sorted(path.name for path in (tmp_path / "again").iterdir()) == ["standards.sqlite", "standards.xlsx"]


def test_compiled_code_is_measured_where_it_has_been_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.measure.records.COMPILED", tmp_path)
    assert [name for name, _ in codes()] == ["interpreted"]
    (tmp_path / "sources.sum").touch()
    assert [name for name, _ in codes()] == ["interpreted", "compiled"]


def test_cells_are_right_as_often_as_they_are_printed() -> None:
    here = Path("a.pdf")
    true = {here: cells_of(["甲物", "甲 物", "乙", "", "丙"])}
    assert right(true, {here: cells_of(["甲\n物", "乙", "乙", "丁"])}) == 0.5 and right(true, {}) == 0.0


def test_the_cells_of_a_made_up_file_are_those_that_our_reader_sees(tmp_path: Path) -> None:
    paths = made_up(tmp_path, 1)
    assert compared(paths, [], 1)[OURS_HERE].right > 0.9


def test_an_engine_that_is_not_there_is_not_asked_and_one_that_fails_says_so() -> None:
    assert set(peer.found()) <= set(peer.ENGINES) and "pdfplumber" in peer.found()
    assert "FileNotFoundError" in peer.measured("pdfplumber", 1, ["/nowhere.pdf"])["failed"]


def test_a_giant_among_good_documents_is_held_and_they_are_released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without processes of their own, and without the gate and most forms, which take seconds."""
    def run(*arguments: str) -> Cost:
        raw, output = (Path(arguments[arguments.index(name) + 1]) for name in ("--input", "--output"))
        Run(raw, output, options=Options(workers=0), settings=factory.ALONE).walk()
        return cost_of(1.0)

    monkeypatch.setattr("pipeline.runs.stages.Stages.judge", lambda *_: None)
    monkeypatch.setattr("bench.measure.giants.cost", run)
    monkeypatch.setattr("bench.measure.giants.GOOD", 1)
    (alone, without), (_, giant) = giants(tmp_path, ["a name of 60,000 characters"])
    assert (alone, without.published) == (NONE, 1)
    assert (giant.status, giant.published) == ("held", 1) and "a value of 60,000 characters" in giant.reason
def test_phases_and_floors_tell_of_every_part() -> None:
    """What they time, not how long it takes."""
    documents = made("docx", 1)
    assert set(phases.phases(documents, 1)) == {*phases.PHASES, phases.GLYPHS, phases.TEXT, phases.WHOLE}
    assert set(floors.office(documents, ".docx", 1)) == {"floor", "reader", "bytes to records"}
