"""Classifications against the code, against each other, against the clusters and against official lists (I-09 … I-21)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import regex

from pipeline.documents.text.normalise import match_key
from pipeline.gate.validate.checks.registry import Answers, Broken, answers, check, grouped, key
from pipeline.gate.validate.facts import Facts
from pipeline.gate.validate.tables import Tables

_REGULAR = regex.compile(r"(?P<letters>[A-Z]{3})(?P<digits>[0-9]{4})-[0-9]{3}(?:v[0-9]+)?")
_CATEGORY = regex.compile(r"[A-Z]{3}")
_INDUSTRY = regex.compile(r"(?P<letter>[A-Z])(?P<digits>[0-9]{2,4}|[0-9]{2}-[0-9]{2})?")
_SLASH = regex.compile(r"\s*[／/]\s*")


def _of(tables: Tables, scheme: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Some columns of the classifications of a scheme, row by row."""
    rows = np.flatnonzero(tables.column("classifications", "scheme").among({scheme}))
    return tables["classifications"].tuples(*columns, rows=rows)


class Said(NamedTuple):
    """What is said of a classification: the value in question, whether it is right, the sentence if not."""

    value: str | None
    holds: bool
    message: str


def _coded(tables: Tables, scheme: str, judge: Callable[[str, str | None], Said | None]) -> Answers:
    """Each classification that has a code, judged by code and name, which many standards share; None where it is not asked."""
    known: dict[tuple[str, str | None], Said | None] = {}
    asked, broken = 0, []
    for standard, position, code, name in _of(tables, scheme, "standard_id", "position", "code", "name"):
        if code is None:
            continue
        if (code, name) not in known:
            known[code, name] = judge(code, name)
        said = known[code, name]
        if said is not None:
            asked += 1
            if not said.holds:
                broken.append(Broken(key(standard, scheme, position), said.value, said.message))
    return Answers(asked, broken)


def _codes(tables: Tables, scheme: str, part: str) -> Iterator[tuple[str, str, list[str]]]:
    """Each regular standard code that meets classification codes of a scheme: id, its part, the others."""
    held = grouped(_of(tables, scheme, "standard_id", "code"))
    for standard, code in tables.tuples("standards", "standard_id", "standard_code"):
        match = _REGULAR.fullmatch(code) if code is not None else None
        if match and standard in held:
            yield standard, match[part], held[standard]


@check("code_prefix", "standards", "standard_code")
def code_prefix(tables: Tables, facts: Facts) -> Answers:
    """The first three letters of the code are one of the 職類別代碼."""
    return answers(
        (standard, letters, letters in categories,
         f"The code begins with {letters}, but its 職類別代碼 is {', '.join(categories)}.")
        for standard, letters, categories in _codes(tables, "job_category", "letters")
    )


@check("code_digits", "standards", "standard_code")
def code_digits(tables: Tables, facts: Facts) -> Answers:
    """The four digits of the code begin with one of the 職業別代碼."""
    return answers(
        (standard, digits, any(code.isdecimal() and digits.startswith(code) for code in occupations),
         f"The code has the digits {digits}, but its 職業別代碼 is {', '.join(occupations)}.")
        for standard, digits, occupations in _codes(tables, "occupation", "digits")
    )


@check("names_and_codes", "classifications", "code")
def names_and_codes(tables: Tables, facts: Facts) -> Answers:
    """As many names as codes in each scheme of a standard."""
    counts: dict[tuple[str, str], list[int]] = {}
    for standard, scheme, name, code in tables.tuples("classifications", "standard_id", "scheme", "name", "code"):
        if standard is not None and scheme is not None:
            counted = counts.setdefault((standard, scheme), [0, 0])
            counted[0] += name is not None
            counted[1] += code is not None
    wrong = [(*place, *counted) for place, counted in sorted(counts.items()) if counted[0] != counted[1]]
    return Answers(len(counts), [
        Broken(f"{standard} / {scheme}", f"{names} / {codes}",
               f"{names} names stand against {codes} codes; the cell was split wrongly or lacks one.")
        for standard, scheme, names, codes in wrong
    ])


@check("category_known", "classifications", "code")
def category_known(tables: Tables, facts: Facts) -> Answers:
    """A 職類別代碼 of three letters is one that was seen before."""

    def judge(code: str, _: str | None) -> Said | None:
        said = f"The 職類別代碼 {code} was never seen; add it to the facts if it is real."
        return Said(code, code in facts.categories, said) if _CATEGORY.fullmatch(code) else None

    return _coded(tables, "job_category", judge)


def _split(name: str | None) -> tuple[str, str] | None:
    """Cluster and pathway of a printed 職類別; None where only one of them is printed."""
    parts = _SLASH.split(name or "", maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 else None


@check("cluster_name", "classifications", "name")
def cluster_name(tables: Tables, facts: Facts) -> Answers:
    """The cluster before the slash is the one of the code's first letter."""

    def judge(code: str, name: str | None) -> Said | None:
        parts = _split(name)
        if not parts or not _CATEGORY.fullmatch(code):
            return None
        right = facts.clusters.get(code[0], frozenset())
        said = f"The letter {code[0]} of {code} does not stand for the cluster 「{parts[0]}」."
        return Said(name, match_key(parts[0]) in right, said)

    return _coded(tables, "job_category", judge)


@check("category_name", "classifications", "name")
def category_name(tables: Tables, facts: Facts) -> Answers:
    """The pathway after the slash is the known name of the code."""

    def judge(code: str, name: str | None) -> Said | None:
        parts, known = _split(name), facts.categories.get(code)
        if not parts or not known:
            return None
        return Said(name, match_key(parts[1]) in known, f"{code} is known under another name than 「{parts[1]}」.")

    return _coded(tables, "job_category", judge)


@check("industry_letter", "classifications", "code")
def industry_letter(tables: Tables, facts: Facts) -> Answers:
    """The first two digits of a 行業別代碼 lie in the range of its letter."""

    def judge(code: str, _: str | None) -> Said | None:
        match = _INDUSTRY.fullmatch(code)
        if not match or not match["digits"]:
            return None
        inside = int(match["digits"][:2]) in facts.industries.get(match["letter"], range(0))
        return Said(code, inside, f"{code} lies outside the range of the letter {match['letter']}.")

    return _coded(tables, "industry", judge)


@check("industry_listed", "classifications", "code", needs="industry")
def industry_listed(tables: Tables, facts: Facts) -> Answers:
    """A 行業別代碼 stands in the official list, padding zeros aside."""
    scheme = facts.lists["industry"]

    def judge(code: str, _: str | None) -> Said:
        match = _INDUSTRY.fullmatch(code)
        own = match["digits"] or code if match else code
        return Said(code, scheme.listed(own) is not None, f"{code} is not in the official list of industries.")

    return _coded(tables, "industry", judge)


@check("occupation_listed", "classifications", "code", needs="occupation")
def occupation_listed(tables: Tables, facts: Facts) -> Answers:
    """A 職業別代碼 stands in the official list."""
    return _coded(tables, "occupation", lambda code, _: Said(
        code, code in facts.lists["occupation"].names, f"{code} is not in the official list of occupations."))


@check("occupation_name", "classifications", "name", needs="occupation")
def occupation_name(tables: Tables, facts: Facts) -> Answers:
    """A 職業別 has the name that the official list gives its code."""

    def judge(code: str, name: str | None) -> Said | None:
        official = facts.lists["occupation"].names.get(code)
        if not name or not official:
            return None
        return Said(name, match_key(name) == match_key(official), f"The official name of {code} is 「{official}」.")

    return _coded(tables, "occupation", judge)


@check("category_listed", "classifications", "code", needs="job_category")
def category_listed(tables: Tables, facts: Facts) -> Answers:
    """A 職類別代碼 stands in the official list."""
    return _coded(tables, "job_category", lambda code, _: Said(
        code, code in facts.lists["job_category"].names, f"{code} is not in the official list of job categories."))
