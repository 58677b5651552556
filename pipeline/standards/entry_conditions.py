"""What a standard's notes ask of newcomers: schooling, years of experience, certificates.

Read from the notes of section `prerequisite`, for narrowing a search and for nothing else: they are sentences in many
words, often with alternatives, and the sentence is what counts. All rules give the *least* that any alternative names.

- schooling: the lowest named of 國中, 高中職, 專科／大專, 大學／學士, 碩士／研究所, 博士. 學歷不拘 and 學歷不限 ask none. A
  school that somebody taught at (大專校院講師) and what is excluded (非大學) are not named.
- years: the least number of years or months in a line that speaks of experience (經驗, 經歷, 實務, 年資); 經驗不拘 asks none.
  A time in which something happened (三年內), a length of training (半年以上訓練) and a calendar year are no number of years.
- certificates: 證照, 執照, 證書, 技術士, 檢定 …; preferred where each sentence that names one says 尤佳, 為佳 or 優先.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

import regex


class Schooling(IntEnum):
    """A level of schooling; `NONE` is said in so many words."""

    NONE = 0
    JUNIOR = 1
    SENIOR = 2
    COLLEGE = 3
    BACHELOR = 4
    MASTER = 5
    DOCTOR = 6


class Certificates(IntEnum):
    """Whether certificates are named."""

    UNNAMED = 0
    PREFERRED = 1
    NAMED = 2


@dataclass(frozen=True, slots=True)
class EntryConditions:
    """The least that the notes ask for; None where they name nothing of the kind. `years` may be a part of one."""

    schooling: Schooling | None
    years: float | None
    certificates: Certificates


_ANY = r"[^,。;、]{0,4}(?:不拘|不限|皆可|均可)"
_SCHOOLS = (
    (Schooling.NONE, regex.compile(rf"學(?:歷|經歷){_ANY}|不[拘限]學(?:歷|經歷)|無學歷限制")),
    (Schooling.JUNIOR, regex.compile(r"國中|初中|國民中學")),
    (Schooling.SENIOR, regex.compile(r"高中|高職|高級中[等學]|高級職業學校|高工|高商")),
    (Schooling.COLLEGE, regex.compile(r"大專|專科(?!醫師|護理)|二專|三專|五專|副學士")),
    (Schooling.BACHELOR, regex.compile(r"(?<!非)大學|(?<!副)學士|四技|二技|學院(?=[^,。;]{0,6}畢業)")),
    (Schooling.MASTER, regex.compile(r"碩士|研究所")),
    (Schooling.DOCTOR, regex.compile(r"博士")),
)
_TAUGHT = regex.compile(r"(?:大專|大學|專科|研究所)[^,。;、]{0,6}(?:講師|教授|教師|任教|授課)")
_EXPERIENCE = regex.compile(r"經驗|經歷|實務|年資|資歷|工作\d|服務.{0,6}\d")
_NO_EXPERIENCE = regex.compile(rf"(?:經驗|學經歷){_ANY}|[無不](?:需|須|具)[^,。;、]{{0,4}}經驗|不[拘限](?:工作)?(?:經驗|學經歷)")
_DIGITS = {one: number for number, one in enumerate("一二三四五六七八九", 1)} | {"兩": 2, "半": 0.5}
_NUMBER = r"\d{1,2}(?:\.\d+)?|[一二兩三四五六七八九]?十[一二三四五六七八九]?|[一二兩三四五六七八九半]"
_TIME = regex.compile(
    rf"(?<![\d.第民國])(?P<number>{_NUMBER})(?P<half>個?半)?(?:[-~至到](?:{_NUMBER}))?(?P<unit>年|個月)"
    r"(?P<half_after>半)?(?!級|度|制|\d*月|版|齡|[之以]?內)(?!(?:\(含\))?(?:以上|的|之)?[^,。;、或且]{0,4}(?:訓練|受訓|課程))"
)
_CERTIFICATE = regex.compile(r"證照|執照|證書|技術士|檢定|技能證|資格證|合格證|證明書|考試及格|登錄證")
_NO_CERTIFICATE = regex.compile(rf"[無不免](?:需|須|具)?(?:相關|具備|持有|任何)?證照|證照{_ANY}")
_PREFERRED = regex.compile(r"尤佳|[為更較]佳|優先|加分")
_SENTENCE = regex.compile(r"[。;]")


def entry_conditions(notes: Iterable[str]) -> EntryConditions:
    """What the prerequisite notes of one standard ask, each of them a line as printed."""
    lines = [_plain(note) for note in notes]
    schools = [school for line in lines if (school := _schooling(line)) is not None]
    years = [number for line in lines if (number := _years(line)) is not None]
    return EntryConditions(min(schools, default=None), min(years, default=None), _certificates(lines))


def _plain(text: str) -> str:
    """Narrow and without white space: what a form breaks or sets wide reads the same."""
    return regex.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("(職)", "職").replace("~", "-")


def _schooling(line: str) -> Schooling | None:
    left = _TAUGHT.sub("", line)
    return next((school for school, named in _SCHOOLS if named.search(left)), None)


def _years(line: str) -> float | None:
    if _NO_EXPERIENCE.search(line):
        return 0
    if not _EXPERIENCE.search(line) and "相關" not in line:
        return None
    return min(map(_in_years, _TIME.finditer(line)), default=None)


def _in_years(match: regex.Match[str]) -> float:
    number = _value(match["number"]) + (0.5 if match["half"] or match["half_after"] else 0)
    return number if match["unit"] == "年" else round(number / 12, 2)


def _value(number: str) -> float:
    """A number in Arabic or Chinese digits: `十` is 10, `二十五` 25, `半` a half."""
    if number[0].isdecimal():
        return float(number)
    tens, ten, ones = number.partition("十")
    if not ten:
        return _DIGITS[tens]
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def _certificates(lines: Iterable[str]) -> Certificates:
    named = [
        sentence for line in lines for sentence in _SENTENCE.split(_NO_CERTIFICATE.sub("", line)) if _CERTIFICATE.search(sentence)
    ]
    if not named:
        return Certificates.UNNAMED
    return Certificates.PREFERRED if all(map(_PREFERRED.search, named)) else Certificates.NAMED
