"""Irregularities of the version table and the profile (I-01 … I-23)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from random import Random

from bench.generate.standard import Classes, Standard
from bench.generate.words import CATEGORIES, INDUSTRIES, OCCUPATIONS, Words

Change = Callable[[Standard, Random, Words], None]


def name_key(name: str) -> str:
    """The key that stands for a standard without a code of its own (`NC~…`, I-02)."""
    return hashlib.sha256(name.casefold().encode()).hexdigest()[:8]


def no_code(standard: Standard, rng: Random, words: Words) -> None:
    """No code in its cell; the standard is known by its name."""
    standard.id, standard.code_text = f"NC~{name_key(standard.name)}", ""


def version_cells(standard: Standard, rng: Random, words: Words) -> None:
    """The full code instead of `V3`, or the same `V3` twice."""
    for row in standard.versions:
        row.version_text = row.code if len(standard.versions) < 3 else standard.versions[0].version_text


def old_rows(standard: Standard, rng: Random, words: Words) -> None:
    """Old names, an oldest code without version, a replacement that points at itself."""
    for row in standard.versions[1:]:
        row.name = row.name.replace("人員", "專員") if "人員" in row.name else words.name()
    if len(standard.versions) > 1:
        oldest = standard.versions[-1]
        oldest.code = oldest.code.rpartition("v")[0]
        standard.versions[1].note = f"已被《{standard.versions[1].code}》取代"


def odd_status(standard: Standard, rng: Random, words: Words) -> None:
    """Another word for the newest row, and an old row whose code cell is empty."""
    for row in standard.versions[:1]:
        row.status = "最近版本"
    for row in standard.versions[2:3]:
        row.code = ""


def odd_dates(standard: Standard, rng: Random, words: Words) -> None:
    """Dates without zeros or with other separators, some missing."""
    for row in standard.versions:
        year, month, day = (int(part) for part in row.date.split("/"))
        row.date_text = rng.choice((f"{year}/{month}/{day}", f"{year}-{month:02d}-{day:02d}", f"{year}.{month:02d}.{day:02d}"))
        if rng.random() < 0.1:
            row.date = row.date_text = ""


def code_typo(standard: Standard, rng: Random, words: Words) -> None:
    """A digit read as a letter, or no version at all; kept as printed."""
    base, _, version = standard.id.rpartition("v")
    digits = base.split("-")[0][3:]
    standard.id = rng.choice((f"{base[:3]}I{digits[1:]}-{base[-3:]}v{version}", base, f"{base[:3]}{digits[:3]}-{base[-3:]}"))
    standard.code_text = standard.id


def code_spaced(standard: Standard, rng: Random, words: Words) -> None:
    """Upper-case V, or a space inside the printed code."""
    standard.code_text = rng.choice((standard.id.replace("v", "V"), standard.id.replace("-", "- "), f"{standard.id} "))


def several(scheme: str, pool: tuple[tuple[str, str], ...], most: int) -> Change:
    """Two to `most` classes of a scheme in one cell, parted in one of the known ways."""

    def change(standard: Standard, rng: Random, words: Words) -> None:
        pairs = rng.sample(pool, rng.randint(2, most))
        brackets = scheme == "categories" and rng.random() < 0.15
        if brackets:
            pairs = [("「{}」{}".format(*name.split("／")), code) for name, code in pairs]
        setattr(standard, scheme, Classes(pairs, *separated(pairs, rng, lead=scheme == "industries", brackets=brackets)))

    return change


def separated(pairs: list[tuple[str, str]], rng: Random, *, lead: bool, brackets: bool) -> tuple[list[str], list[str]]:
    """The paragraphs of the name and the code cell."""
    names, codes = [name for name, _ in pairs], [code for _, code in pairs]
    if brackets:
        return ["".join(names)], codes
    way = rng.choice(("paragraphs", "breaks", "semicolon", "bullets", "numbers", "lead", "mixed-codes", "wrapped"))
    if way == "breaks":
        return ["\n".join(names)], ["\n".join(codes)]
    if way == "semicolon":
        return ["；".join(names)], ["；".join(codes)]
    if way == "bullets":
        return [f"{rng.choice('•●')}{name}" for name in names], codes
    if way == "numbers":
        return [f"{number}.{name}" for number, name in enumerate(names, 1)], codes
    if way == "lead" and lead:
        return ["本基準可能跨屬下列行業別：", *(f"•{name}" for name in names)], codes
    if way == "mixed-codes":
        return names, [rng.choice(("、", "；", "／", " ")).join(codes)]
    if way == "wrapped":
        long = max(range(len(names)), key=lambda index: len(names[index]))
        return [f"{name[:-1]}\n{name[-1]}" if index == long else name for index, name in enumerate(names)], codes
    return names, codes


def name_kind(standard: Standard, rng: Random, words: Words) -> None:
    """職類 in the place of 職業."""
    standard.name_kind = "job_category"


def wrong_class_code(standard: Standard, rng: Random, words: Words) -> None:
    """The code of the standard in the cell of its category."""
    standard.categories.pairs = [(standard.categories.pairs[0][0], standard.id)]
    standard.categories.codes = [standard.code_text]


def free_wording(standard: Standard, rng: Random, words: Words) -> None:
    """The name of the occupation in other words."""
    name, code = standard.occupations.pairs[0]
    free = rng.choice((f"{name}（此基準相關職業名稱包含：{words.pick(('領班', '技師'))}）", f"專業人員／{name}", words.name()))
    if len(standard.occupations.pairs) == 1:
        standard.occupations = Classes([(free, code)], [free], [code])


def industry_code(standard: Standard, rng: Random, words: Words) -> None:
    """Industry codes of other lengths, and combined ones."""
    name = standard.industries.pairs[0][0]
    code = rng.choice(("C", "G45-46", "N740", "S95", "R9030"))
    if len(standard.industries.pairs) == 1:
        standard.industries = Classes([(name, code)], [name], [code])


def no_class(standard: Standard, rng: Random, words: Words) -> None:
    """An empty classification."""
    standard.industries = Classes([])


def numbered_description(standard: Standard, rng: Random, words: Words) -> None:
    """The description as a numbered list."""
    lines = [f"{number}.{words.description()}" for number in range(1, rng.randint(3, 5))]
    standard.description, standard.description_text = "\n".join(lines), lines


def no_description(standard: Standard, rng: Random, words: Words) -> None:
    """An empty description."""
    standard.description, standard.description_text = "", []


def base_level(standard: Standard, rng: Random, words: Words) -> None:
    """A decorated or empty base level."""
    text = rng.choice(("{}級", "第{}級", "{}級以上", ""))
    standard.level_text = text.format(standard.level)
    if not text:
        standard.level = None


PROFILE_CHANGES: dict[str, tuple[float, Change]] = {
    "I-02": (0.02, no_code),
    "I-11": (0.02, code_typo),
    "code-spaced": (0.03, code_spaced),
    "I-04": (0.03, version_cells),
    "I-05": (0.15, old_rows),
    "A.1": (0.06, odd_status),
    "I-06": (0.08, odd_dates),
    "I-12": (0.06, several("categories", CATEGORIES, 3)),
    "I-14": (0.08, several("occupations", OCCUPATIONS, 4)),
    "I-15": (0.1, several("industries", INDUSTRIES, 5)),
    "I-18": (0.05, name_kind),
    "I-19": (0.02, wrong_class_code),
    "I-20": (0.06, free_wording),
    "I-21": (0.06, industry_code),
    "no-industry": (0.02, no_class),
    "I-22": (0.06, numbered_description),
    "I-22:empty": (0.02, no_description),
    "I-23": (0.03, base_level),
}
