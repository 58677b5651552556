"""Classifications against the code, against each other, against the clusters and against official lists (I-09 … I-21)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import regex

from pipeline.documents.text.normalise import match_key
from pipeline.gate.validate.checks.registry import Answer, Frames, check, grouped
from pipeline.gate.validate.facts import Facts

_REGULAR = regex.compile(r"(?P<letters>[A-Z]{3})(?P<digits>[0-9]{4})-[0-9]{3}(?:v[0-9]+)?")
_CATEGORY = regex.compile(r"[A-Z]{3}")
_INDUSTRY = regex.compile(r"(?P<letter>[A-Z])(?P<digits>[0-9]{2,4}|[0-9]{2}-[0-9]{2})?")
_SLASH = regex.compile(r"\s*[／/]\s*")


def _of(frames: Frames, scheme: str) -> pd.DataFrame:
    classes = frames["classifications"]
    return classes[classes["scheme"] == scheme]


def _coded(frames: Frames, scheme: str) -> Iterator[tuple[str, str, str | None]]:
    """Key, code and name of each classification that has a code."""
    some = _of(frames, scheme).dropna(subset="code")
    for standard, position, code, name in zip(some["standard_id"], some["position"], some["code"], some["name"], strict=True):
        yield f"{standard} / {scheme} / {position}", code, None if pd.isna(name) else name


def _codes(frames: Frames, scheme: str, part: str) -> Iterator[tuple[str, str, list[str]]]:
    """Each regular standard code that meets classification codes of a scheme: id, its part, the others."""
    held = grouped(_of(frames, scheme), "standard_id", "code")
    standards = frames["standards"][["standard_id", "standard_code"]].dropna()
    for standard, code in zip(standards["standard_id"], standards["standard_code"], strict=True):
        match = _REGULAR.fullmatch(code)
        if match and standard in held:
            yield standard, match[part], held[standard]


@check("code_prefix", "standards", "standard_code")
def code_prefix(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """The first three letters of the code are one of the 職類別代碼."""
    for standard, letters, categories in _codes(frames, "job_category", "letters"):
        said = f"The code begins with {letters}, but its 職類別代碼 is {', '.join(categories)}."
        yield Answer(standard, letters, letters in categories, said)


@check("code_digits", "standards", "standard_code")
def code_digits(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """The four digits of the code begin with one of the 職業別代碼."""
    for standard, digits, occupations in _codes(frames, "occupation", "digits"):
        agree = any(code.isdecimal() and digits.startswith(code) for code in occupations)
        said = f"The code has the digits {digits}, but its 職業別代碼 is {', '.join(occupations)}."
        yield Answer(standard, digits, agree, said)


@check("names_and_codes", "classifications", "code")
def names_and_codes(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """As many names as codes in each scheme of a standard."""
    counts = frames["classifications"].groupby(["standard_id", "scheme"])[["name", "code"]].count()
    for (standard, scheme), (names, codes) in zip(counts.index, counts.to_numpy().tolist(), strict=True):
        said = f"{names} names stand against {codes} codes; the cell was split wrongly or lacks one."
        yield Answer(f"{standard} / {scheme}", f"{names} / {codes}", names == codes, said)


@check("category_known", "classifications", "code")
def category_known(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A 職類別代碼 of three letters is one that was seen before."""
    for key, code, _ in _coded(frames, "job_category"):
        if _CATEGORY.fullmatch(code):
            said = f"The 職類別代碼 {code} was never seen; add it to the facts if it is real."
            yield Answer(key, code, code in facts.categories, said)


def _split(name: str | None) -> tuple[str, str] | None:
    """Cluster and pathway of a printed 職類別; None where only one of them is printed."""
    parts = _SLASH.split(name or "", maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 else None


@check("cluster_name", "classifications", "name")
def cluster_name(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """The cluster before the slash is the one of the code's first letter."""
    for key, code, name in _coded(frames, "job_category"):
        parts = _split(name)
        if parts and _CATEGORY.fullmatch(code):
            right = facts.clusters.get(code[0], frozenset())
            said = f"The letter {code[0]} of {code} does not stand for the cluster 「{parts[0]}」."
            yield Answer(key, name, match_key(parts[0]) in right, said)


@check("category_name", "classifications", "name")
def category_name(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """The pathway after the slash is the known name of the code."""
    for key, code, name in _coded(frames, "job_category"):
        parts, known = _split(name), facts.categories.get(code)
        if parts and known:
            yield Answer(key, name, match_key(parts[1]) in known, f"{code} is known under another name than 「{parts[1]}」.")


@check("industry_letter", "classifications", "code")
def industry_letter(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """The first two digits of a 行業別代碼 lie in the range of its letter."""
    for key, code, _ in _coded(frames, "industry"):
        match = _INDUSTRY.fullmatch(code)
        if match and match["digits"]:
            inside = int(match["digits"][:2]) in facts.industries.get(match["letter"], range(0))
            yield Answer(key, code, inside, f"{code} lies outside the range of the letter {match['letter']}.")


def _resolved(code: str, listed: frozenset[str]) -> bool:
    """An industry code may be padded with zeros to four digits (I-21)."""
    match = _INDUSTRY.fullmatch(code)
    if match is None or not match["digits"]:
        return code in listed
    digits = match["digits"]
    return any(digits[:length] in listed for length in range(len(digits), 1, -1) if not digits[length:].strip("0"))


@check("industry_listed", "classifications", "code", needs="industry")
def industry_listed(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A 行業別代碼 stands in the official list, padding zeros aside."""
    listed = frozenset(facts.lists["industry"])
    for key, code, _ in _coded(frames, "industry"):
        yield Answer(key, code, _resolved(code, listed), f"{code} is not in the official list of industries.")


@check("occupation_listed", "classifications", "code", needs="occupation")
def occupation_listed(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A 職業別代碼 stands in the official list."""
    for key, code, _ in _coded(frames, "occupation"):
        yield Answer(key, code, code in facts.lists["occupation"], f"{code} is not in the official list of occupations.")


@check("occupation_name", "classifications", "name", needs="occupation")
def occupation_name(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A 職業別 has the name that the official list gives its code."""
    for key, code, name in _coded(frames, "occupation"):
        official = facts.lists["occupation"].get(code)
        if name and official:
            yield Answer(key, name, match_key(name) == match_key(official), f"The official name of {code} is 「{official}」.")


@check("category_listed", "classifications", "code", needs="job_category")
def category_listed(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A 職類別代碼 stands in the official list."""
    for key, code, _ in _coded(frames, "job_category"):
        yield Answer(key, code, code in facts.lists["job_category"], f"{code} is not in the official list of job categories.")
