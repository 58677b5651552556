"""Standards and search hits as tables in a terminal: CJK characters are two columns wide, colours only where wanted."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from pipeline.documents.text.normalise import match_key
from pipeline.views.lookup import Hit, KnownAs, Release, Row, find
from pipeline.views.width import cut, pad, width

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


def _named(row: Row, code: str, name: str) -> str:
    return f"{safe(row[code])} {safe(row[name])}".strip()


def show(release: Release, code: str, out: Screen) -> str:
    """One standard: head, tasks by duty, and its knowledge, skills and attitudes; raises KeyError as `lookup.find` does."""
    own = find(release.standards, code)
    lines = [*_head(release, own, out), ""]
    room = out.columns - 12
    widths = (room * 26 // 100, 4, room - room * 26 // 100 - 4 - 2 * (room * 12 // 100), room * 12 // 100, room * 12 // 100)
    lines += table(("工作任務", "級別", "行為指標", "知識", "技能"), _tasks(release, own.standard_id), widths, out)
    competencies = release.rows("competencies", own.standard_id)
    for kind, label in _KINDS:
        found = [_named(row, "competency_code", "name") for row in competencies if row["kind"] == kind]
        if found:
            lines += ["", out.paint(f"{label}（{len(found)}）", "1"), *_columns(found, out)]
    lines += _similar(release, own.standard_id, out)
    return "\n".join([*lines, "", f"取用：show {shlex.quote(safe(own.standard_id))} --format csv 或 json"])


def _similar(release: Release, own: str, out: Screen) -> list[str]:
    """The nearest standards, and the next level of the occupation first."""
    rows = sorted(release.rows("similar_standards", own), key=lambda row: row["relation"] != "next_level")
    named = [_named(row, "other_id", "other_name") + ("（下一級別）" if row["relation"] == "next_level" else "") for row in rows]
    return ["", out.paint("相近的職能基準", "1"), *_columns(named, out)] if named else []


def _head(release: Release, own: KnownAs, out: Screen) -> Iterator[str]:
    (profile,) = release.rows("standards", own.standard_id)
    yield f"{out.paint(safe(own.standard_id), '1;36')}  {out.paint(safe(own.name), '1')}".rstrip()
    level = safe(profile["level"]) or safe(profile["level_printed"]) or "未載"
    facts = [f"級別 {level}", safe(profile["status"]), safe(profile["updated_on"])]
    classes = (row["name"] for row in release.rows("classifications", own.standard_id))
    facts += [safe(name) for name in dict.fromkeys(classes) if name is not None]
    yield from wrap(" · ".join(fact for fact in facts if fact), out.columns)
    if description := safe(profile["description"]):
        yield ""
        yield from wrap(description, out.columns)


def _tasks(release: Release, own: str) -> Iterator[tuple[str, ...]]:
    """A line for each task and block, under a heading for each duty."""
    duties = {row["duty_id"]: row["name"] for row in release.rows("duties", own)}
    indicators, needs = release.rows("indicators", own), release.rows("block_competencies", own)
    blocks = release.rows("task_blocks", own)
    duty = None
    for task in release.rows("tasks", own):
        if task["duty_id"] != duty:
            duty = task["duty_id"]
            yield (f"{safe(duty)} {safe(duties.get(duty))}".strip(),)
        own_blocks = [(row["block"], row["level"]) for row in blocks if row["task_id"] == task["task_id"]]
        for block, level in own_blocks or [(None, None)]:
            texts = [_named(one, "indicator_code", "text") for one in indicators
                     if one["task_id"] == task["task_id"] and one["block"] == block]
            codes = [_codes(needs, block, kind) for kind in ("K", "S")]
            yield _named(task, "task_code", "name"), safe(level) or "—", "\n".join(texts), *codes


def _codes(needs: Sequence[Row], block: int | None, kind: str) -> str:
    found = (one for one in needs if one["block"] == block and one["kind"] == kind)
    return " ".join(safe(one["competency_code"] or one["competency_id"]) for one in found)


def _columns(texts: Sequence[str], out: Screen) -> Iterator[str]:
    """Short texts side by side, read from top to bottom."""
    longest = min(max(map(width, texts)), out.columns)
    number = max(1, out.columns // (longest + 3))
    height = -(-len(texts) // number)
    for line in range(height):
        cells = [texts[place] for place in range(line, len(texts), height)]
        yield "   ".join(pad(cut(cell, out.columns), longest) for cell in cells).rstrip()


def search(release: Release, text: str, out: Screen, most: int | None = MOST) -> str:
    """Every standard that contains the text, with the places where it stands; `most` None shows all.

    Raises ValueError where nothing but white space is asked for.
    """
    wanted = match_key(text)
    if not wanted:
        raise ValueError("search needs at least one character")
    names = {one.standard_id: one.name for one in release.standards}
    groups: dict[str, list[Hit]] = {}
    for hit in release.search(wanted):
        groups.setdefault(hit.standard_id, []).append(hit)
    order = sorted(groups, key=lambda own: (wanted not in match_key(names[own] or ""), own))
    total = f"{len(groups):,} 項職能基準、{sum(map(len, groups.values())):,} 處有「{safe(text)}」"
    lines = [total, ""]
    for own in order[:most]:
        head = f"{out.paint(safe(own), '1;36')}  {out.paint(safe(names[own]), '1')}".rstrip()
        lines += [head, *_hits(groups[own], names[own], text, out), ""]
    return "\n".join([*lines, _next(order, most)]).rstrip()


def _next(found: Sequence[str], most: int | None) -> str:
    """What to do next."""
    if not found:
        return "換個說法，或只輸入其中幾個字"
    rest = f"只列出前 {most} 項，其餘請加 --all；" if most is not None and len(found) > most else ""
    return f"{rest}看一項：show {shlex.quote(safe(found[0]))}"


def _hits(hits: Sequence[Hit], name: str | None, text: str, out: Screen) -> Iterator[str]:
    """The places; the name stands in the head already, and comes before the description."""
    first = hits[0]
    shown = hits[1:] if first.table == "standards" and first.text == name else hits
    for hit in shown[:HITS]:
        item = "" if hit.table in ("standards", "notes") else safe(hit.item_id)
        head = f"  {pad(_PLACES[hit.table], 4)} {pad(item, 8)} "
        yield head + marked(safe(hit.text).replace("\n", " "), text, out, out.columns - width(head))
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
