"""Irregularities of attitudes and notes (I-07, I-66 … I-77)."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bench.generate.standard import Attitude, NoteLine, Standard
from bench.generate.words import Words

Change = Callable[[Standard, Random, Words], None]


def attitude_heading(standard: Standard, rng: Random, words: Words) -> None:
    """Another spelling of the heading, or 職業內涵."""
    standard.attitude_heading = rng.choice((
        "職業內涵（A=attitude 態度）", "職能內涵(A=attitude態度)", "職能內涵\n（A=attitude 態度）", "職能內涵（A＝attitude態度）",
        "職能內涵 （A= attitude 態度）",
    ))


def names_only(standard: Standard, rng: Random, words: Words) -> None:
    """Codes and names without definitions."""
    for attitude in standard.attitudes:
        attitude.definition = ""
    standard.attitude_lines = [f"{attitude.code}{attitude.name}" for attitude in standard.attitudes]


def on_one_line(standard: Standard, rng: Random, words: Words) -> None:
    """All names on one line."""
    names_only(standard, rng, words)
    standard.attitude_lines = [rng.choice(("、", " ", "　", "；")).join(standard.attitude_lines)]


def uncoded_list(standard: Standard, rng: Random, words: Words) -> None:
    """Names without codes, a line each or in one list."""
    names_only(standard, rng, words)
    for attitude in standard.attitudes:
        attitude.code = ""
    names = [attitude.name for attitude in standard.attitudes]
    standard.attitude_lines = names if rng.random() < 0.4 else ["、".join(names)]


def uncoded_prose(standard: Standard, rng: Random, words: Words) -> None:
    """A sentence in the place of a list."""
    text = f"應具備耐心，能與同事合作完成{words.trade}之工作，並遵守{words.thing()}之規範。"
    standard.attitudes, standard.attitude_lines = [Attitude("", text, "")], [text]


def attitude_forms(standard: Standard, rng: Random, words: Words) -> None:
    """Space behind the code or before the colon, half-width colon, names with brackets, definition over lines."""
    form = rng.choice(("{0} {1}：{2}", "{0}{1} ：{2}", "{0}{1}:{2}", "{0}　{1}： {2}"))
    standard.attitudes[0].name += "（學習力/抗壓）"
    for attitude in standard.attitudes:
        if rng.random() < 0.2:
            attitude.definition = ""
    standard.attitude_lines = [
        form.format(item.code, item.name, item.definition) if item.definition else f"{item.code}{item.name}"
        for item in standard.attitudes
    ]


def attitude_gap(standard: Standard, rng: Random, words: Words) -> None:
    """A number is missing."""
    del standard.attitudes[1:2]
    del standard.attitude_lines[1:2]


def no_attitudes(standard: Standard, rng: Random, words: Words) -> None:
    """A heading with nothing below it."""
    standard.attitudes, standard.attitude_lines = [], []


def no_sub_heading(standard: Standard, rng: Random, words: Words) -> None:
    """Lines right below the main heading."""
    standard.notes = [line for line in standard.notes if line.section]
    for line in standard.notes:
        line.section, line.depth = "supplement", 0


def body_on_heading(standard: Standard, rng: Random, words: Words) -> None:
    """`其他補充說明：某內容。`."""
    heading = next((line for line in standard.notes if line.printed.startswith("其他")), None)
    if heading is None:
        return
    text = f"{words.knowledge()}依{words.thing()}另行規定。"
    heading.section, heading.text = "supplement", text
    heading.printed = f"其他補充說明：{text}"


def bracketed_heading(standard: Standard, rng: Random, words: Words) -> None:
    """A sub-heading in brackets, broken by a line."""
    heading = standard.notes[0]
    if not heading.section:
        heading.printed = rng.choice((
            "【擔任此職類/職業之學歷/經歷/或能力條\n件】", "【建議擔任此職類／職業之學歷／經歷\n／或能力條件】。",
        ))


def odd_leads(standard: Standard, rng: Random, words: Words) -> None:
    """Lines that begin with what looks like a number or a dash and is none."""
    for text in ("3D圖檔須與實物相符。", "-20°C以下須穿著防寒衣。", "1.5公尺以上屬高處作業。"):
        standard.notes.append(NoteLine("supplement" if standard.notes else "", text, text, depth=1))
    _close_supplement(standard)


def _close_supplement(standard: Standard) -> None:
    """Lines added at the end follow the supplement heading; print one where there was none."""
    has_heading = any(line.printed.startswith("其他") for line in standard.notes)
    has_any = any(not line.section for line in standard.notes)
    if not has_any:
        for line in standard.notes:
            line.depth = 0
    if has_any and not has_heading:
        last = max((index for index, line in enumerate(standard.notes) if line.section == "prerequisite"), default=-1)
        standard.notes.insert(last + 1, NoteLine("", "", "其他補充說明："))


def nested_notes(standard: Standard, rng: Random, words: Words) -> None:
    """A second level of lines below a line."""
    lines: list[NoteLine] = []
    for line in standard.notes:
        lines.append(line)
        if line.section == "supplement" and rng.random() < 0.6:
            lines += [NoteLine("supplement", text, text, depth=2) for text in (words.knowledge(), f"{words.skill()}。")]
    standard.notes = lines


def level_table(standard: Standard, rng: Random, words: Words) -> None:
    """The table of the six levels, in or below the notes."""
    standard.notes_level_table = True


def footnote_list(standard: Standard, rng: Random, words: Words) -> None:
    """What the footnote marks mean."""
    for number in range(1, rng.randint(3, 5)):
        text = f"【註{number}】{words.knowledge()}：係指{words.knowledge()}、{words.skill()}等。"
        standard.notes.append(NoteLine("supplement", text, text, depth=1))
    _close_supplement(standard)


def legacy_headings(standard: Standard, rng: Random, words: Words) -> None:
    """Sub-headings of older documents."""
    standard.notes.append(NoteLine("", "", rng.choice(("基準更新紀錄", "相關所屬類別：", "基準更新紀錄："))))
    text = f"2019年由{words.trade}公會檢視更新。"
    standard.notes.append(NoteLine("supplement", text, text, depth=1))


def long_notes(standard: Standard, rng: Random, words: Words) -> None:
    """Notes that wrap over several lines."""
    for _ in range(3):
        text = f"{words.skill()}：" + "，".join(words.task() for _ in range(rng.randint(8, 16))) + "。"
        standard.notes.append(NoteLine("supplement", text, text, depth=1))
    _close_supplement(standard)


def leaked_footer(standard: Standard, rng: Random, words: Words) -> None:
    """A page's footer and the repeated heading stand between two notes."""
    place = rng.randint(1, len(standard.notes))
    form = rng.choice(("第{}頁，總共{}頁", "第{}頁/共{}頁", "第{}頁，共{}頁"))
    standard.notes.insert(place, NoteLine("", "", form.format(3, 5)))
    if rng.random() < 0.5:
        standard.notes.insert(place + 1, NoteLine("", "", standard.notes_heading))


def short_heading(standard: Standard, rng: Random, words: Words) -> None:
    """Another form of the main heading."""
    standard.notes_heading = rng.choice(("說明與補充", "說明與補充事項：", "說明與補充 事項"))


NOTE_CHANGES: dict[str, tuple[float, Change]] = {
    "I-70": (0.15, attitude_heading),
    "I-69:gap": (0.05, attitude_gap),
    "I-66": (0.12, names_only),
    "I-67": (0.08, on_one_line),
    "I-68": (0.04, uncoded_list),
    "I-68:prose": (0.02, uncoded_prose),
    "I-69": (0.12, attitude_forms),
    "no-attitudes": (0.02, no_attitudes),
    "I-71": (0.05, no_sub_heading),
    "I-73": (0.05, bracketed_heading),
    "I-72": (0.06, body_on_heading),
    "I-74": (0.06, odd_leads),
    "I-75": (0.08, nested_notes),
    "I-77": (0.12, footnote_list),
    "I-78": (0.04, legacy_headings),
    "I-74:long": (0.15, long_notes),
    "I-76": (0.05, level_table),
    "A.5": (0.06, short_heading),
    "I-07": (0.1, leaked_footer),
}
