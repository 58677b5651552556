"""Standards and search hits as tables in a terminal: CJK characters are two columns wide, colours only where wanted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from pipeline.documents.text.normalise import match_key
from pipeline.views.width import cut, pad, width

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.views.dataset import Dataset

Row = Mapping[str, Any]
NARROWEST = 60
"""Fewer columns than this are not used, even on a smaller terminal."""
MOST = 20
"""Standards that a search shows unless asked for more."""
HITS = 4
_CLOSING = frozenset("，。、；：！？）」』】》〉")
"""Marks that do not begin a line."""
_KINDS = (("K", "知識"), ("S", "技能"), ("A", "態度"))
_PLACES = {"standards": "基準", "duties": "職責", "tasks": "任務", "outputs": "產出", "indicators": "指標",
           "competencies": "職能", "notes": "說明"}


@dataclass(frozen=True, slots=True)
class Screen:
    """How wide to write and whether to colour."""

    columns: int = 100
    colour: bool = False

    def paint(self, text: str, code: str) -> str:
        """The text in a colour (an SGR code such as `1;36`), or as it is."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def screen(stream: TextIO) -> Screen:
    """The screen behind a stream; colours on a terminal only, and never if NO_COLOR is set."""
    is_terminal = stream.isatty()
    columns = shutil.get_terminal_size((100, 24)).columns if is_terminal else 100
    return Screen(max(NARROWEST, columns), is_terminal and not os.environ.get("NO_COLOR"))


def safe(text: object) -> str:
    """A value for a terminal: nothing in it can move the cursor or set a colour."""
    shown = "" if text is None else str(text)
    return "".join(one if one.isprintable() or one == "\n" else "·" for one in shown)


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most `columns`; between Latin words at spaces, between CJK characters anywhere."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if width(line) + width(piece.rstrip()) > columns and line:
                lines.append(line.rstrip())
                line = ""
            while width(piece) > columns:
                head = cut(piece, columns)[:-1] if columns > 1 else piece[0]
                lines.append(head)
                piece = piece[max(1, len(head)):]
            line += piece if line or piece.strip() else ""
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> Iterator[str]:
    """Latin words with the space after them, and single wide characters with the closing mark after them."""
    piece = ""
    for one in text:
        is_wide = bool(piece) and width(piece[0]) == 2
        if piece and one not in _CLOSING and (is_wide or width(one) == 2 or (piece.endswith(" ") and one != " ")):
            yield piece
            piece = ""
        piece += one
    if piece:
        yield piece


def table(header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int], out: Screen) -> list[str]:
    """A table with wrapped cells; a row of one cell is a heading across all columns."""
    rule = "─"
    lines = [_line([out.paint(pad(name, size), "1") for name, size in zip(header, widths, strict=True)])]
    lines.append("─┼─".join(rule * size for size in widths))
    for row in rows:
        if len(row) == 1:
            lines.append(out.paint(cut(row[0], sum(widths) + 3 * (len(widths) - 1)), "1;36"))
            continue
        cells = [wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells))):
            lines.append(_line([
                pad(cell[number] if number < len(cell) else "", size) for cell, size in zip(cells, widths, strict=True)
            ]))
    return lines


def _line(cells: Sequence[str]) -> str:
    return " │ ".join(cells).rstrip()


def _text(value: Any) -> str:
    """A value of a frame; nothing for null."""
    return "" if value is None or value != value or str(value) == "<NA>" else safe(value)


def _records(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame, nulls as pandas has them."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _named(row: Row, code: str, name: str) -> str:
    return f"{_text(row[code])} {_text(row[name])}".strip()


def show(data: Dataset, code: str, out: Screen) -> str:
    """One standard: head, tasks by duty, and its knowledge, skills and attitudes. Raises KeyError with similar codes."""
    view = data.standard(code)
    lines = [*_head(data, view.standard_id, out), ""]
    tasks, indicators, needs = map(_records, (view.tasks, view.indicators, view.table("block_competencies")))
    room = out.columns - 12
    widths = (room * 26 // 100, 4, room - room * 26 // 100 - 4 - 2 * (room * 12 // 100), room * 12 // 100, room * 12 // 100)
    lines += table(("工作任務", "級別", "行為指標", "知識", "技能"), _tasks(tasks, indicators, needs), widths, out)
    competencies = _records(view.competencies())
    for kind, label in _KINDS:
        found = [_named(row, "competency_code", "name") for row in competencies if row["kind"] == kind]
        if found:
            lines += ["", out.paint(f"{label}（{len(found)}）", "1"), *_columns(found, out)]
    return "\n".join(lines)


def _head(data: Dataset, standard_id: str, out: Screen) -> Iterator[str]:
    profile = data.standard(standard_id).profile
    yield f"{out.paint(safe(standard_id), '1;36')}  {out.paint(_text(profile['name']), '1')}"
    level = _text(profile["level"]) or _text(profile["level_printed"]) or "未載"
    facts = [f"級別 {level}", _text(profile["status"]), _text(profile["updated_on"])]
    classes = data.standard(standard_id).table("classifications")
    facts += [_text(name) for name in dict.fromkeys(classes["name"].dropna())]
    yield from wrap(" · ".join(fact for fact in facts if fact), out.columns)
    if description := _text(profile["description"]):
        yield ""
        yield from wrap(description, out.columns)


def _tasks(tasks: list[Row], indicators: list[Row], needs: list[Row]) -> Iterator[tuple[str, ...]]:
    duty = None
    for row in tasks:
        if row["duty_id"] != duty:
            duty = row["duty_id"]
            yield (f"{safe(duty)} {_text(row['duty_name'])}".strip(),)
        own = [one for one in indicators if one["task_id"] == row["task_id"] and one["block"] == row["block"]]
        codes = {
            kind: " ".join(_text(one["competency_code"]) or safe(one["competency_id"]) for one in needs
                           if one["block"] == row["block"] and one["kind"] == kind)
            for kind in ("K", "S")
        }
        texts = "\n".join(_named(one, "indicator_code", "text") for one in own)
        yield _named(row, "task_code", "name"), _text(row["level"]) or "—", texts, codes["K"], codes["S"]


def _columns(texts: Sequence[str], out: Screen) -> Iterator[str]:
    """Short texts side by side, read from top to bottom."""
    longest = min(max(map(width, texts)), out.columns)
    number = max(1, out.columns // (longest + 3))
    height = -(-len(texts) // number)
    for line in range(height):
        cells = [texts[place] for place in range(line, len(texts), height)]
        yield "   ".join(pad(cut(cell, out.columns), longest) for cell in cells).rstrip()


def search(data: Dataset, text: str, out: Screen, most: int | None = MOST) -> str:
    """Every standard that contains the text, with the places where it stands; `most` None shows all.

    Raises ValueError where nothing but white space is asked for.
    """
    hits = data.search(text)
    names = dict(zip(data["standards"]["standard_id"], data["standards"]["name"], strict=True))
    groups = {str(own): _records(rows) for own, rows in hits.groupby("standard_id", sort=True)}
    order = sorted(groups, key=lambda own: (match_key(text) not in match_key(_text(names[own])), own))
    total = f"{len(groups):,} 項職能基準、{len(hits):,} 處有「{safe(text)}」"
    lines: list[str] = []
    for own in order[:most]:
        lines += [f"{out.paint(safe(own), '1;36')}  {out.paint(_text(names[own]), '1')}", *_hits(groups[own], text, out), ""]
    if most is not None and len(order) > most:
        total += f"；只列出前 {most} 項，其餘請加 --all"
    return "\n".join([*lines, total])


def _hits(rows: list[Row], text: str, out: Screen) -> Iterator[str]:
    shown = [row for row in rows if not (row["table"] == "standards" and row["column"] == "name")]
    for row in shown[:HITS]:
        item = "" if row["table"] in ("standards", "notes") else safe(row["item_id"])
        head = f"  {pad(_PLACES[row['table']], 4)} {pad(item, 8)} "
        yield head + marked(safe(row["text"]).replace("\n", " "), text, out, out.columns - width(head))
    if len(shown) > HITS:
        yield f"  … 另有 {len(shown) - HITS} 處"


def marked(text: str, wanted: str, out: Screen, columns: int) -> str:
    """The part of a text around the first hit, the hit coloured, in at most `columns`."""
    places = [place for place, one in enumerate(text) for _ in match_key(one)]
    folded, key = "".join(map(match_key, text)), match_key(wanted)
    hit = folded.find(key) if key else -1
    if hit < 0:
        return cut(text, columns)
    first, last = places[hit], places[hit + len(key) - 1] + 1
    while first and width(text[:last]) > columns - 2 and width(text[first:last]) < columns - 20:
        # What stands far before the hit goes, so that the hit is seen.
        dropped = max(1, len(text[:first]) - 8)
        text, first, last = "…" + text[dropped:], first - dropped + 1, last - dropped + 1
        break
    shown = cut(text, columns)
    if last > len(shown):
        return shown
    return shown[:first] + out.paint(shown[first:last], "1;33") + shown[last:]
