"""The picture on the front page, drawn from the release of the sample: a row of the printed form, and the tables it becomes.

`.venv/bin/python -m tests.cli.picture` draws it anew from the latest release in `processed/`, which `make run` makes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from pipeline.releases.versions import release_folder
from pipeline.views.explain.palette import swatch
from pipeline.views.terminal import wrap
from pipeline.views.width import cut

PAGE = Path(__file__).resolve().parents[2] / "docs" / "release.svg"
STANDARD, TASK = "IDC5294-001v3", "T1.1"
WIDTH, LINE, SIZE = 960, 17, 12
_FORM = (
    ("duty", "主要職責", 105), ("task", "工作任務", 105), ("output", "工作產出", 125), ("indicator", "行為指標", 265),
    ("level", "級別", 50), ("knowledge", "知識 K", 155), ("skill", "技能 S", 123),
)
"""Kind, heading and width of the columns of the printed form."""
_TABLES = (
    ("tasks", (("task_id", "task", 60), ("duty_id", "duty", 55), ("name", "task", 95))),
    ("indicators", (("indicator_id", "indicator", 95), ("task_id", "task", 60), ("text", "indicator", 190))),
    ("block_competencies", (("block", "", 50), ("competency_id", "knowledge", 105), ("name", "knowledge", 165))),
)
"""Name and columns (name, kind, width) of the tables below."""
_STYLE = """
text { font: 12px system-ui, "Noto Sans TC", "Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei", sans-serif; fill: #1f2937; }
.b { font-weight: 700; } .s { fill: #64748b; font-size: 11px; } .m { font-family: ui-monospace, Menlo, Consolas, monospace; }
.paper { fill: #ffffff; stroke: #cbd5e1; } .rule { stroke: #cbd5e1; }
@media (prefers-color-scheme: dark) {
  text { fill: #e2e8f0; } .s { fill: #94a3b8; } .paper { fill: #0f172a; stroke: #475569; } .rule { stroke: #475569; }
}
"""


def picture(release: Path) -> str:
    """The picture as SVG; its text is that of the release."""
    cells = _printed(release)
    wrapped = [wrap(text, (width - 14) * 2 // SIZE) for text, (_, _, width) in zip(cells, _FORM, strict=True)]
    depth = max(map(len, wrapped)) * LINE + 12
    parts = [*_form(wrapped, depth), *_arrow(78 + depth), *_tables(release, 150 + depth)]
    height = 150 + depth + 6 * LINE + 34
    title = "印刷的表格成為資料表 · The printed form becomes tables"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n"
        f'<rect class="paper" x=".5" y=".5" width="{WIDTH - 1}" height="{height - 1}" rx="10"/>\n'
        + "\n".join([*parts, "</svg>\n"])
    )


def _rows(release: Path, table: str) -> list[dict[str, str]]:
    """The rows of the standard."""
    with (release / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["standard_id"] == STANDARD]


def _printed(release: Path) -> list[str]:
    """The cells of the printed row of one task."""
    (task,) = [row for row in _rows(release, "tasks") if row["task_id"] == TASK]
    (duty,) = [row for row in _rows(release, "duties") if row["duty_id"] == task["duty_id"]]
    (block,) = [row for row in _rows(release, "task_blocks") if row["task_id"] == TASK]
    needs = [row for row in _rows(release, "block_competencies") if row["block"] == block["block"]]

    def listed(rows: Sequence[dict[str, str]], code: str, name: str) -> str:
        return "\n".join(f"{row[code]} {row[name]}" for row in rows)

    def of_task(table: str) -> list[dict[str, str]]:
        return [row for row in _rows(release, table) if row["task_id"] == TASK]

    return [
        listed([duty], "duty_code", "name"), listed([task], "task_code", "name"),
        listed(of_task("outputs"), "output_code", "name"),
        listed(of_task("indicators")[:3], "indicator_code", "text"), block["level"],
        *(listed([row for row in needs if row["kind"] == kind], "competency_code", "name") for kind in "KS"),
    ]


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" class="{kind}">{escape(text)}</text>' if text else ""


def _box(x: float, y: float, width: float, height: float, kind: str) -> str:
    look = 'fill="{0}" fill-opacity=".14" stroke="{0}"'.format(swatch(kind).colour)
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" {look}/>'


def _form(wrapped: Sequence[Sequence[str]], depth: int) -> Iterator[str]:
    yield _text(16, 26, f"文件 document: {STANDARD}", "b")
    x = 16
    for (kind, heading, width), lines in zip(_FORM, wrapped, strict=True):
        yield _box(x, 38, width, 24, kind) + _text(x + 7, 54, heading, "b")
        yield _box(x, 62, width, depth, kind)
        yield from (_text(x + 7, 62 + LINE * (number + 1), line) for number, line in enumerate(lines))
        x += width


def _arrow(y: int) -> Iterator[str]:
    middle = WIDTH / 2
    yield f'<path d="M{middle} {y}v16m-6-7l6 7l6-7" fill="none" stroke="#0891b2" stroke-width="2"/>'
    yield _text(middle + 16, y + 13, "make run", "m b")
    yield _text(16, y + 42, "資料表 tables: CSV · Parquet · SQLite · Excel · JSON · SKOS", "b")


def _tables(release: Path, top: int) -> Iterator[str]:
    x = 16
    for name, columns in _TABLES:
        yield _text(x, top, name, "m b")
        place = x
        for column, kind, room in columns:
            yield (_box(place, top + 8, room, 20, kind) if kind else "") + _text(place + 5, top + 22, column, "m s")
            for number, row in enumerate(_rows(release, name)[:5]):
                yield _text(place + 5, top + 26 + LINE * (number + 1), cut(row[column], (room - 8) * 2 // SIZE))
            place += room
        yield f'<path class="rule" d="M{x} {top + 28}h{place - x}"/>'
        x = place + 26


if __name__ == "__main__":
    PAGE.write_text(picture(release_folder(Path("processed"))), encoding="utf-8", newline="\n")
