"""`explain`: everything printed is named once with where it went, in a form that is safe to open."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipeline.base.errors import PipelineError
from pipeline.cli import command_line
from pipeline.documents.model import Grid
from pipeline.documents.text.normalise import fold
from pipeline.standards.sections.headings import COLUMNS
from pipeline.views.explain import Examination, as_text, examine, write_html, write_pngs
from pipeline.views.explain.drawing import label_place, pages
from pipeline.views.explain.html import as_html
from pipeline.views.explain.marks import page_marks
from pipeline.views.explain.palette import SWATCHES
from pipeline.views.explain.text import span_of
from pipeline.views.width import cut, pad, width

RAW = Path(__file__).resolve().parents[2] / "raw"
FILES = sorted(RAW.glob("IDC5294-001v3.*"))
CELL = re.compile(r"  r(?P<row>\d+)c(?P<column>\d+)(?:\+\d+×\d+)? +(?P<place>[a-z]+(?:/[a-z_]+)?)(?: .*)?")
ALARM = "<script>alert(1)</script>"


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.suffix)
def examined(request: pytest.FixtureRequest) -> Examination:
    return examine(request.param)


@pytest.fixture(scope="module")
def pdf() -> Examination:
    return examine(next(path for path in FILES if path.suffix == ".pdf"))


def spoiled(folder: Path, old: str, new: str) -> Examination:
    """The text dump with one passage replaced."""
    text = next(path for path in FILES if path.suffix == ".txt").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / "spoiled.txt").write_text(text.replace(old, new), encoding="utf-8")
    return examine(folder / "spoiled.txt")


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str | None]] = []
        self.titles: list[str] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += attrs
        if tag == "td":
            self.titles += [value or "" for name, value in attrs if name == "title"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_every_filled_cell_is_named_once_with_its_destination(examined: Examination) -> None:
    printed = [
        (number, cell.row + 1, cell.column + 1)
        for number, block in enumerate(examined.document.body, 1) if isinstance(block, Grid)
        for cell in block.cells if fold(cell.text)
    ]
    named, grid = [], 0
    for line in as_text(examined).splitlines():
        grid = int(line.split()[1].rstrip(",:")) if line.startswith("grid ") else grid
        if match := CELL.fullmatch(line):
            named.append((grid, int(match["row"]), int(match["column"])))
    assert len(printed) > 60 and named == printed


def test_every_line_outside_the_tables_is_named_once(examined: Examination) -> None:
    body = [block for block in examined.document.body if not isinstance(block, Grid)]
    printed = [examined.addresses[id(line)].line for block in body for line in block.lines if fold(line.text)]
    named = re.findall(r"^line (\d+) +[a-z]", as_text(examined), re.MULTILINE)
    assert len(printed) > 10 and list(map(int, named)) == printed


def test_every_published_item_is_named_by_a_cell_or_line(examined: Examination) -> None:
    body = examined.document.body
    places = [place for block in body if isinstance(block, Grid) for cell in block.cells for place in examined.of_cell(cell)]
    places += [examined.of_line(line) for block in body if not isinstance(block, Grid) for line in block.lines]
    named = {item for place in places for item in place.items}
    for table, name in (("duties", "duty"), ("tasks", "task"), ("outputs", "output"), ("indicators", "indicator")):
        assert {getattr(row, f"{name}_id") for row in examined.reading.tables.of(table)} <= named, table
    assert {row.competency_id for row in examined.reading.tables.competencies} <= named
    assert {f"note {row.position}" for row in examined.reading.tables.notes} <= named


def test_sections_and_columns_are_those_of_the_document(examined: Examination) -> None:
    sections = [start.section for start in examined.starts]
    assert sections == ["title", "versions", "profile", "tasks", "attitudes", "notes"]
    assert "職能內涵" in examined.starts[4].text and "說明與補充" in examined.starts[5].text
    for header in examined.headers:
        assert [column for column, _ in header.ranges] == list(COLUMNS)
        lefts = [left for _, (left, _) in header.ranges]
        assert lefts == sorted(lefts)


def test_an_item_that_goes_on_over_a_page_end_is_told_as_such(pdf: Examination) -> None:
    assert "→ …T2" in as_text(pdf) and "→ …P2.1.1 P2.1.2" in as_text(pdf)


def test_the_reading_by_task_holds_every_item(examined: Examination) -> None:
    text = as_text(examined).partition("READING BY TASK")[2].partition("ISSUES")[0]
    for requirement in examined.reading.tables.requirements:
        assert f"{requirement.competency_id} " in text.partition(f"{requirement.task_id} ")[2]
    for output in examined.reading.tables.outputs:
        assert output.name is not None and output.name in text


def test_html_asks_for_nothing_from_outside(examined: Examination) -> None:
    html = as_html(examined)
    page = Page(html)
    assert not {"script", "link", "iframe", "img", "object", "base"} & set(page.tags)
    linked = [value for name, value in page.attributes if name in ("src", "href", "xlink:href", "srcset", "action")]
    assert all(value and value.startswith("data:image/png;base64,") for value in linked)
    assert len(linked) == (examined.document.pages or 0)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert "@import" not in html and "url(" not in html


def test_html_names_every_cell_with_its_destination(examined: Examination) -> None:
    cells = [
        f"grid {number} {span_of(cell)}: "
        for number, block in enumerate(examined.document.body, 1) if isinstance(block, Grid)
        for cell in block.cells
    ]
    titles = Page(as_html(examined)).titles
    assert [title[: len(cell)] for title, cell in zip(titles, cells, strict=True)] == cells
    assert all(title.removeprefix(cell) for title, cell in zip(titles, cells, strict=True))


def test_html_escapes_what_the_document_says(tmp_path: Path) -> None:
    examination = spoiled(tmp_path, "市場分析報告", f'市場"分析{ALARM}')
    html = write_html(examination, tmp_path / "new" / "page.html").read_text(encoding="utf-8")
    assert any(ALARM in (row.name or "") for row in examination.reading.tables.outputs)
    assert ALARM not in html and "script" not in Page(html).tags
    assert ALARM in "".join(Page(html).texts)


def test_unplaced_text_is_loud(tmp_path: Path) -> None:
    stray = "此行不屬於任何段落"
    examination = spoiled(tmp_path, "職能基準代碼\t\tIDC5294-001v3", f"{stray}\n職能基準代碼\t\tIDC5294-001v3")
    assert examination.reading.coverage is not None and examination.reading.coverage < 1
    told = next(line for line in as_text(examination).splitlines() if stray in line)
    assert "UNPLACED" in told
    assert re.search(rf'class="line k-unplaced"[^>]*>.*{stray}', as_html(examination))
    assert "text_outside" in as_text(examination).partition("ISSUES")[2]


def test_a_file_that_is_no_standard_is_explained_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("敬啟者\n來函收悉。\n", encoding="utf-8")
    examination = examine(tmp_path / "letter.txt")
    assert "not a competency standard" in as_text(examination) and "UNREAD" in as_text(examination)
    assert "not a competency standard" in as_html(examination)


def test_a_file_that_cannot_be_read_gives_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    with pytest.raises(PipelineError, match="is empty"):
        examine(tmp_path / "empty.pdf")


LABEL_PLACES = {
    "nothing": ((47, 87), ()),
    "the last line": ((47, 61), ((10, 85, 90, 99),)),
    "the ends of lines": ((13, 87), ((55, 62, 90, 99),)),
    "all of the box": ((47, 101), ((10, 60, 90, 100),)),
    "the box and below": (None, ((10, 60, 90, 115),)),
}


@pytest.mark.parametrize(("place", "ink"), LABEL_PLACES.values(), ids=LABEL_PLACES.keys())
def test_a_label_hides_no_text(place: tuple[int, int] | None, ink: tuple[tuple[int, int, int, int], ...]) -> None:
    picture = Image.new("L", (100, 120), 255)
    for box in ink:
        ImageDraw.Draw(picture).rectangle(box, fill=20)
    assert label_place(picture, (10.0, 60.0, 90.0, 100.0), (40, 10)) == place


def test_a_box_that_ends_with_its_text_is_no_ruled_cell(pdf: Examination) -> None:
    marks = list(page_marks(pdf, 1))
    assert {mark.hugs for mark in marks if mark.title.startswith("line")} == {True}
    assert {mark.hugs for mark in marks if mark.title.startswith("grid") and mark.label} == {False}


def test_pages_are_drawn_with_their_cells_outlined(pdf: Examination, tmp_path: Path) -> None:
    files = write_pngs(pdf, tmp_path / "pages")
    assert len(files) == pdf.document.pages
    marks = list(page_marks(pdf, 2))
    assert {mark.kind for mark in marks} >= {"duty", "task", "output", "indicator", "level", "knowledge", "skill"}
    with Image.open(files[1]) as picture:
        colours = {colour for _, colour in picture.getcolors(1 << 24) or []}
        shape = picture.width / picture.height
    assert {SWATCHES[mark.kind].rgb for mark in marks if mark.kind in COLUMNS} <= colours
    assert 0.6 < shape < 0.8


def test_every_filled_cell_of_a_page_is_marked(pdf: Examination) -> None:
    for page in range(1, (pdf.document.pages or 0) + 1):
        boxes = {mark.box for mark in page_marks(pdf, page)}
        grids = [block for block in pdf.document.body if isinstance(block, Grid)]
        assert {cell.box for grid in grids for cell in grid.cells if cell.page == page} <= boxes


def test_a_pdf_that_cannot_be_drawn_gives_a_sentence() -> None:
    with pytest.raises(PipelineError, match="without --html and --png"):
        next(pages(b"%PDF-1.7 no pages"))


def test_only_a_pdf_has_pages_to_draw(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="use --html"):
        write_pngs(examine(next(path for path in FILES if path.suffix == ".docx")), tmp_path)


def test_the_command_prints_or_writes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = str(next(path for path in FILES if path.suffix == ".odt"))
    assert command_line.main(["explain", file]) == 0
    assert "READING BY TASK" in capsys.readouterr().out
    assert command_line.main(["explain", file, "--html", str(tmp_path / "page.html")]) == 0
    assert capsys.readouterr().out == f"wrote {tmp_path / 'page.html'}\n"
    assert command_line.main(["explain", file, "--png", str(tmp_path)]) == 1
    assert "use --html" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("職能", 4), ("（K）", 5), ("e\u0301", 1), ("", 0)])
def test_width_counts_terminal_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize("columns", range(1, 12))
def test_cut_keeps_to_its_columns(columns: int) -> None:
    text = cut("職a能b基c準", columns)
    assert width(text) <= columns and (columns < 11) == text.endswith("…")
    assert width(pad(text, 12)) == 12
    assert cut("a\nb\tc", 9) == "a⏎b→c"
