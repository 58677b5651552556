"""Standard and layout to paragraphs and tables: every part of the document in printed order."""

from __future__ import annotations

import itertools
import unicodedata
from random import Random

from bench.generate.layouts import Layout
from bench.generate.main_table import main_tables
from bench.generate.physical import WIDTH, Cell, Para, Physical, Table, paras
from bench.generate.standard import Classes, NoteLine, Standard
from bench.generate.words import LEVEL_TEXTS

_VERSION_HEADS = ("版本", "職能基準代碼", "職能基準名稱", "狀態", "更新說明", "發展更新日期")
_VERSION_EDGES = (0, 70, 230, 450, 570, 850, WIDTH)
_PROFILE_EDGES = (0, 110, 240, 690, 830, WIDTH)


def compose(standard: Standard, layout: Layout) -> Physical:
    """The document as it stands on its pages."""
    rng = Random(layout.seed)
    body: Physical = [Para(f"{standard.name}職能基準", bold=True, center=True)]
    if standard.versions:
        body += [_versions(standard), Para("")]
    profile = Table(_profile(standard, layout, rng))
    main = main_tables(standard, layout, rng)
    attitudes = _attitudes(standard, layout)
    if layout.has("one-table"):
        first = main[0]
        first.rows[:0] = profile.rows
        first.heads = 0
    else:
        body += [profile, Para("")]
    body += [block for table in main for block in (table, Para(""))]
    if layout.has("I-30") and isinstance(attitudes[0], Para):
        lines = [para for para in attitudes if isinstance(para, Para)]
        main[-1].rows += [[Cell(0, WIDTH, part)] for part in (lines[:1], lines[1:]) if part]
    else:
        body += _boxed(attitudes, layout.has("attitudes-table"))
    body += [Para(""), *_notes(standard, layout)]
    _distort(body, layout, rng)
    return body


def _boxed(lines: Physical, boxed: bool) -> Physical:
    """Lines as paragraphs, or in a one-column table with the heading in its first row."""
    inner = [line for line in lines if isinstance(line, Para)]
    if not boxed or len(inner) < 2:
        return lines
    return [Table([[Cell(0, WIDTH, inner[:1])], [Cell(0, WIDTH, inner[1:])]])]


def _versions(standard: Standard) -> Table:
    rows = [_row(_VERSION_EDGES, _VERSION_HEADS, bold=True)]
    for row in standard.versions:
        rows.append(_row(_VERSION_EDGES, (row.version_text, row.code, row.name, row.status, row.note, row.date_text)))
    return Table(rows)


def _row(edges: tuple[int, ...], texts: tuple[str, ...], *, bold: bool = False) -> list[Cell]:
    pairs = itertools.pairwise(edges)
    return [Cell(left, right, paras([text], bold=bold)) for (left, right), text in zip(pairs, texts, strict=True)]


def _profile(standard: Standard, layout: Layout, rng: Random) -> list[list[Cell]]:
    a, b, c, d, e, f = _PROFILE_EDGES
    label = "職能基準名稱" + rng.choice(("（擇一填寫）", "(擇一填寫)", " （擇一填寫）", "\n（擇一填寫）"))
    group = rng.choice(("所屬類別", "所屬 類別", "所屬\n類別"))
    rows = [[Cell(a, c, paras(["職能基準代碼"])), Cell(c, f, paras([standard.code_text]))]]
    if layout.has("name-merged") and standard.name_kind == "occupation":
        rows.append([Cell(a, c, paras(["職能基準名稱"])), Cell(c, f, paras([standard.name]))])
    else:
        kinds = (standard.name, "") if standard.name_kind == "job_category" else ("", standard.name)
        rows.append([Cell(a, b, paras([label]), rows=2), Cell(b, c, paras(["職類"])), Cell(c, f, paras([kinds[0]]))])
        rows.append([Cell(b, c, paras(["職業"])), Cell(c, f, paras([kinds[1]]))])
    schemes = (("職類別", standard.categories), ("職業別", standard.occupations), ("行業別", standard.industries))
    for number, (word, classes) in enumerate(schemes):
        row = [Cell(a, b, paras([group]), rows=3)] if number == 0 else []
        rows.append([*row, *_class_cells(word, classes, (b, c, d, e, f))])
    rows.append([Cell(a, c, paras(["工作描述"])), Cell(c, f, paras(standard.description_text or [""]))])
    rows.append([Cell(a, c, paras(["基準級別"])), Cell(c, f, paras([standard.level_text]))])
    return rows


def _class_cells(word: str, classes: Classes, edges: tuple[int, int, int, int, int]) -> list[Cell]:
    b, c, d, e, f = edges
    return [
        Cell(b, c, paras([word])), Cell(c, d, paras(classes.names or [""])), Cell(d, e, paras([f"{word}代碼"])),
        Cell(e, f, paras(classes.codes or [""])),
    ]


def _attitudes(standard: Standard, layout: Layout) -> Physical:
    return [Para(standard.attitude_heading, bold=True), *paras(standard.attitude_lines)]


def _notes(standard: Standard, layout: Layout) -> Physical:
    lines: list[Para] = [Para(standard.notes_heading, bold=True)]
    counts: dict[int, int] = {}
    for note in standard.notes:
        lines.append(_note(note, layout, counts))
    if layout.has("notes-table"):
        boxed = _boxed([*lines], True)
        table = boxed[0]
        if standard.notes_level_table and isinstance(table, Table):
            table.rows[-1][0].nested = list(LEVEL_TEXTS)
        return boxed
    if standard.notes_level_table:
        half = WIDTH // 4
        rows = [_row((0, half, WIDTH), pair) for pair in (("級別", "能力內涵說明"), *LEVEL_TEXTS)]
        return [*lines, Table(rows)]
    return [*lines]


def _note(note: NoteLine, layout: Layout, counts: dict[int, int]) -> Para:
    """A note with its bullet as text, or as a paragraph of an automatic list."""
    if not note.section and note.printed[:1] in "第說":
        return Para(note.printed)
    if layout.has("list-bullets"):
        return Para(note.printed, level=note.depth)
    glyph = layout.glyphs[note.depth]
    if not note.section:
        counts.update(dict.fromkeys((1, 2), 0))
    if glyph == "1.":
        counts[note.depth] = counts.get(note.depth, 0) + 1
        glyph = f"{counts[note.depth]}."
    if note.printed.startswith("【") and not note.section:
        glyph = ""
    parted = layout.seed % 3 == 0 or (note.printed[:1] in "-0123456789" and glyph[-1:] in ("-", "－", "."))
    gap = " " if glyph and parted else ""
    indent = layout.notes_indent * note.depth
    return Para(f"{glyph}{gap}{note.printed}", indent=indent, hanging=10.0 if glyph else 0.0)


_COMPATIBILITY = {unicodedata.normalize("NFC", chr(code)): chr(code) for code in range(0xF900, 0xFA6E)
                  if unicodedata.normalize("NFC", chr(code)) != chr(code)}
_KANGXI = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
_KANGXI |= {"長": "⻑", "民": "⺠", "食": "⻝"}


def _distort(body: Physical, layout: Layout, rng: Random) -> None:
    """Compatibility ideographs and radicals in the place of ideographs (I-79, I-80)."""
    table = (_COMPATIBILITY if layout.has("I-79") else {}) | (_KANGXI if layout.has("I-80") else {})
    if not table:
        return
    for block in body:
        cells = [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
        for para in [para for cell in cells for para in cell.paras] + ([block] if isinstance(block, Para) else []):
            para.text = "".join(table[ch] if ch in table and rng.random() < 0.4 else ch for ch in para.text)
