"""Text cleaning: one idempotent function per purpose, and nothing that loses a printed mark.

Names and texts stay as printed but for line wraps, letter spacing, radicals in place of ideographs and
private-use bullets (field guide I-79 … I-85). Full-width punctuation is never folded (I-81); folding is
for comparing only (`match_key`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import regex

from pipeline.documents.text.hyphens import Hyphen, hyphen

HARD = "\n"
"""A line break that the author made."""
SOFT = "\v"
"""A line break that the layout made for want of room."""

# Radicals of the supplement block and the ideograph that Unicode calls equivalent; NFKC maps two of them only.
_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺"
    "⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_IDEOGRAPHS = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
    "聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)


def _one_by_one() -> dict[int, str]:
    """Compatibility ideographs and radicals, each with its unified ideograph (I-79, I-80)."""
    table = {ord(a): b for a, b in zip(_RADICALS, _IDEOGRAPHS, strict=True)}
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    for code in (*range(0xF900, 0xFADA), *range(0x2F800, 0x2FA1E)):
        unified = unicodedata.normalize("NFC", chr(code))
        if unified != chr(code):
            table[code] = unified
    return table


# Characters that print nothing: zero-width marks, soft hyphen, byte order mark, bidi controls, variation selectors.
_INVISIBLE = dict.fromkeys((
    0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), *range(0xFE00, 0xFE10), 0xFEFF,
    *range(0xE0100, 0xE01F0),
))
# A word processor's hyphen where no line may break has a character of its own, or none, by its file format.
_HYPHENS = dict.fromkeys((0x2010, 0x2011), "-")
_RADICALS_MAPPED = _one_by_one()
_CHARACTERS: dict[int, str | None] = {**_RADICALS_MAPPED, **_INVISIBLE, **_HYPHENS}
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# `re` keeps such a class as a bitmap, so that a search costs a tenth of a translation; `regex` does not.
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_MAPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u2011\u202a-\u202e\u2060\u2066-\u2069"
    "\u2e80-\u2fd5\uf900-\ufad9\ufe00-\ufe0f\ufeff\U00010000-\U0010ffff]"
)
"""Whatever `characters` changes, and its neighbours, such as all beyond the first plane; hardly any text holds one."""
_FOLDED = re.compile(f"{_MAPPED.pattern}|{_PRIVATE.pattern}".replace("]|[", ""))
"""And what `without_private_use` takes out."""

_CJK = (
    r"\p{Han}\p{Bopomofo}\p{Hiragana}\p{Katakana}"
    r"\u3001-\u303f\u30fb\uff01-\uff60\uffe0-\uffe6\u2014\u2026\u2500\u00b7\u2027"
)
_TOTAL = r"[總共計]\s*[總共計]?\s*[0-9０-９]+\s*頁"
_PAGE_COUNT = regex.compile(rf"第\s*[0-9０-９]+\s*頁\s*(?:[（(]\s*{_TOTAL}\s*[）)]|[，,、；;/／─—－-]?\s*{_TOTAL})")
_CJK_GAP = regex.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}])")
_HYPHENATED = regex.compile(rf"(?<![A-Za-z-])([A-Za-z]{{2,}})-[{HARD}{SOFT}]\s*([a-z]+)(?![A-Za-z])")
_REAL_HYPHEN = regex.compile(rf"(?<=[A-Za-z0-9]-)[{HARD}{SOFT}]\s*(?=[A-Za-z0-9])")
# A wrap beside a CJK character leaves nothing, unless the line before it ends with a printed space.
_WRAP_BESIDE_CJK = regex.compile(rf"(?<=[{_CJK}])[{HARD}{SOFT}]+(?=\S)|(?<=\S)[{HARD}{SOFT}]+(?=[{_CJK}])")


def characters(text: str) -> str:
    """Map radicals, compatibility ideographs and hyphens one by one; drop what prints nothing. Length may shrink."""
    return _CONTROL.sub("", text.translate(_CHARACTERS)) if _MAPPED.search(text) else text


def has_radicals(text: str) -> bool:
    """True where the text layer shows radicals or compatibility ideographs for ideographs (I-79, I-80)."""
    return _MAPPED.search(text) is not None and any(ord(ch) in _RADICAL_CODES for ch in text)


_RADICAL_CODES = frozenset(_RADICALS_MAPPED)


def has_private_use(text: str) -> bool:
    """True where a private-use character stands in the text (I-85)."""
    return _PRIVATE.search(text) is not None


def without_private_use(text: str) -> str:
    """Private-use characters removed; they are bullets or glyphs of a missing font (I-85)."""
    return _PRIVATE.sub("", text)


def without_page_counts(text: str) -> str:
    """`第N頁，總共M頁` cut out: no sentence holds it, but footers run into texts (I-07)."""
    while "頁" in text and (cut := _PAGE_COUNT.sub("", text)) != text:
        text = cut
    return text


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """The published form of a name or text: one line, wraps joined, letter spacing closed.

    Between CJK characters a wrap and a space leave nothing (I-83, I-84), between Latin words one space;
    a hyphen that a wrap put into a word goes (`Pro-⏎tocol`), a real one stays (`e-⏎Learning`) (I-111).
    """
    text = without_page_counts(without_private_use(characters(text)))
    if HARD in text or SOFT in text:
        if "-" in text:
            text = _REAL_HYPHEN.sub("", _HYPHENATED.sub(_mended, text))
        text = _WRAP_BESIDE_CJK.sub("", text)
    text = " ".join(text.split())
    return _CJK_GAP.sub("", text) if " " in text else text


def _mended(match: regex.Match[str]) -> str:
    return match[1] + match[2] if hyphen(match[1], match[2]) is Hyphen.LAYOUT else f"{match[1]}-{match[2]}"


def join(lines: Iterable[str]) -> str:
    """Join the lines of one value as `clean` would."""
    return clean(HARD.join(lines))


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """Every white space removed, characters mapped: what two readings of one cell must have in common."""
    return "".join((without_private_use(characters(text)) if _FOLDED.search(text) else text).split())


_DASHES = regex.compile(r"[\p{Pd}\u2500\u2212\uff0d\u30fc]")
VARIANTS = str.maketrans({"台": "臺", "巿": "市", "汙": "污", "_": "/", "・": "·", "‧": "·"})
"""Characters that are written for one another; keys for comparing hold the second."""


@lru_cache(maxsize=65536)
def match_key(text: str) -> str:
    """A key for comparing names only: width, case, dashes and known variants folded (I-82, E.2)."""
    key, folded = "", fold(text)
    while folded != key:
        # Compatibility forms may decompose into spaces and marks that fold again.
        key, folded = folded, fold(unicodedata.normalize("NFKC", folded).casefold())
    return _DASHES.sub("-", key).translate(VARIANTS)
