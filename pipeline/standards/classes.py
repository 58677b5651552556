"""The classes that standards are filed under: their names, their tree, and which of them a printed code means (I-09 … I-21).

The official lists of occupations and industries are facts of public decrees and lie in `expectations/facts/`; the job
categories there are those seen in published documents. A list that a user puts into the reference folder goes first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import regex

from pipeline.base.lists import read_rows
from pipeline.base.places import EXPECTATIONS
from pipeline.schema.conclusions import ClassLink, SchemeClass
from pipeline.schema.records import Classification

SCHEMES = ("job_category", "occupation", "industry")
_INDUSTRY = regex.compile(r"(?P<letter>[A-Z])(?P<digits>[0-9]{2,4}|[0-9]{2}-[0-9]{2})?")
_COMBINED = regex.compile(r"(?P<first>[0-9]{2})-(?P<last>[0-9]{2})")


@dataclass(frozen=True)
class Scheme:
    """A list of classes: code to name, which is None where no name is known.

    `sections` are the divisions that each letter of the industries covers; `official` says whether the list is whole, so
    that a code outside of it is wrong.
    """

    scheme: str
    title: str
    edition: str
    names: Mapping[str, str | None]
    sections: Mapping[str, range] = field(default_factory=dict)
    official: bool = True

    def listed(self, digits: str) -> str | None:
        """The class of a code as the list writes it: padding zeros fall away (I-21), 45 stands in `45-46`."""
        if digits in self.names:
            return digits
        if self.scheme != "industry":
            return None
        shorter = (digits[:length] for length in range(len(digits), 1, -1) if not digits[length:].strip("0"))
        return next((found for one in shorter if (found := one if one in self.names else self._combined.get(one))), None)

    def resolved(self, printed: str) -> str | None:
        """The class that a printed code means; None where it is in no list, or its letter contradicts its digits."""
        match = _INDUSTRY.fullmatch(printed) if self.scheme == "industry" else None
        if match is None or match["digits"] is None:
            return self.listed(printed)
        code = self.listed(match["digits"])
        top = self.path(code)[0] if code is not None else None
        return None if top in self.sections and top != match["letter"] else code

    def parent(self, code: str) -> str | None:
        """The class above a class; None at the top."""
        if code in self.sections:
            return None
        shorter = (code[:length] for length in range(len(code) - 1, 0, -1))
        above = (one if one in self.names else self._combined.get(one) for one in shorter)
        return next((one for one in above if one not in (None, code)), None) or self._section(code)

    def path(self, code: str) -> tuple[str, ...]:
        """The codes from the top of the tree down to a class, itself included."""
        above = self.parent(code)
        return (*(self.path(above) if above else ()), code)

    def _section(self, code: str) -> str | None:
        """The letter of an industry's division."""
        number = int(code[:2]) if code[:2].isdecimal() else None
        return next((letter for letter, covered in self.sections.items() if number in covered and letter in self.names), None)

    @cached_property
    def _combined(self) -> dict[str, str]:
        """Each division that the list names together with others, `45` in `45-46`."""
        found = [match for match in map(_COMBINED.fullmatch, self.names) if match]
        return {f"{number:02}": match[0] for match in found for number in range(int(match["first"]), int(match["last"]) + 1)}


class Schemes:
    """The schemes by name."""

    def __init__(self, schemes: Iterable[Scheme]) -> None:
        self._schemes = {one.scheme: one for one in schemes}
        self.digest = hashlib.sha256(repr(list(self._schemes.values())).encode()).hexdigest()
        """Changes with every name, code and edition."""

    def __getitem__(self, scheme: str) -> Scheme:
        return self._schemes[scheme]

    def official(self) -> dict[str, Scheme]:
        """The schemes whose list is whole."""
        return {name: scheme for name, scheme in self._schemes.items() if scheme.official}

    def links(self, rows: Iterable[Classification]) -> list[ClassLink]:
        """The classes that printed codes mean; a code that means none has no link."""
        found = ((row, self[row.scheme].resolved(row.code)) for row in rows if row.code)
        return [
            ClassLink(standard_id=row.standard_id, scheme=row.scheme, position=row.position, class_code=code)
            for row, code in found if code is not None
        ]

    def classes(self, filed: Iterable[tuple[str, str, str]]) -> list[SchemeClass]:
        """Every class, with how many of the standards `filed` (standard, scheme, class) lie in it or below it."""
        inside: dict[tuple[str, str], set[str]] = {}
        for standard, scheme, code in filed:
            for above in self[scheme].path(code):
                inside.setdefault((scheme, above), set()).add(standard)
        return [row for scheme in self._schemes.values() for row in _classes(scheme, inside)]


def _classes(scheme: Scheme, inside: Mapping[tuple[str, str], set[str]]) -> Iterator[SchemeClass]:
    for code, name in scheme.names.items():
        path = scheme.path(code)
        yield SchemeClass(
            scheme=scheme.scheme, code=code, name=name, parent_code=scheme.parent(code), path="/".join(path), depth=len(path),
            standards=len(inside.get((scheme.scheme, code), ())), edition=scheme.edition,
        )


def load_schemes(expectations: Path = EXPECTATIONS, reference: Path | None = None) -> Schemes:
    """The schemes of `facts/` below `expectations`, each with the user's list where one lies in `reference`.

    Raises `PipelineError` where a list is no CSV in UTF-8 or lacks a column.
    """
    facts = expectations / "facts"
    told = {row["scheme"]: row for row in read_rows(facts / "schemes.csv", ("scheme", "title", "edition"))}
    ranges = read_rows(facts / "industries.csv", ("letter", "first", "last"))
    sections = {row["letter"]: range(int(row["first"]), int(row["last"]) + 1) for row in ranges}
    clusters = {row["letter"]: row["name"] for row in read_rows(facts / "clusters.csv", ("letter", "name"))}
    shipped = {
        "job_category": clusters | _names(facts / "job_categories.csv"), "occupation": _names(facts / "occupation.csv"),
        "industry": _names(facts / "industry.csv"),
    }
    schemes = []
    for scheme in SCHEMES:
        own = Scheme(
            scheme, told[scheme]["title"], told[scheme]["edition"], shipped[scheme], sections if scheme == "industry" else {},
            scheme != "job_category",
        )
        path = None if reference is None else reference / f"{scheme}.csv"
        if path is not None and path.is_file():
            names = (clusters if scheme == "job_category" else {}) | _names(path)
            own = replace(own, names=names, edition=f"reference/{path.name}", official=True)
        schemes.append(own)
    return Schemes(schemes)


def _names(path: Path) -> dict[str, str | None]:
    return {row["code"]: row["name"] or None for row in read_rows(path, ("code", "name")) if row["code"]}
