"""Whether the tables of a release agree with each other: whatever fails here is a defect of ours and not of a source."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.documents.text.normalise import fold, match_key
from pipeline.gate.validate.checks.registry import Answers, Broken, check, key
from pipeline.gate.validate.columns import Column, Mask, Positions
from pipeline.gate.validate.facts import Facts
from pipeline.gate.validate.numbers import Numbers, distinct, firsts, numbered
from pipeline.gate.validate.tables import Tables
from pipeline.standards.assemble import GOES_ON


@check("one_source", "standards", "sha256")
def one_source(tables: Tables, facts: Facts) -> Answers:
    """A standard is published from exactly one document, the one that it names.

    A document may hold several standards, or go on from another document (I-120).
    """
    documents = tables.tuples("documents", "standard_id", "sha256", "status", "reason")
    used = [
        (standard, sha) for standard, sha, status, reason in documents
        if status in ("published", "superseded") and not (reason or "").startswith(GOES_ON)
    ]
    sources: dict[str, list[str]] = {}
    for standard, sha in used:
        if standard is not None:
            sources.setdefault(standard, []).append(sha)
    holding = {sha for _, sha in used}
    standards = list(tables.tuples("standards", "standard_id", "sha256"))
    broken = []
    for standard, named in standards:
        found = sources.pop(standard, [])
        if not (found == [named] or (not found and named in holding)):
            told = f"It names one source, but {len(found)} documents are its published source."
            broken.append(Broken(key(standard), named, told))
    said = "A document counts as published, but its standard is not in the tables."
    broken += [Broken(standard, left[0], said) for standard, left in sorted(sources.items())]
    return Answers(len(standards) + len(sources), broken)


@check("issue_source", "issues", "sha256")
def issue_source(tables: Tables, facts: Facts) -> Answers:
    """An issue names a document of the release."""
    named, known = numbered([tables.column("issues", "sha256")], [tables.column("documents", "sha256")])
    lost = tables["issues"].tuples("issue_id", "sha256", rows=np.flatnonzero(~np.isin(named, known)))
    said = "The issue's document is not among the documents."
    return Answers(len(named), [Broken(key(issue), sha, said) for issue, sha in lost])


_COPIED = ("standard_id", "competency_id", "kind", "competency_code", "name")


def _folded(value: str | None) -> str:
    return "" if value is None else fold(str(value))


def _spelt(column: Column, rows: Positions) -> Column:
    """Some texts of a column without what does not count when they are compared."""
    return Column.of(pd.Series([_folded(value) for value in column.listed(rows)], dtype="string"))


def _last(keys: Numbers) -> tuple[Numbers, npt.NDArray[np.intp]]:
    """The different keys in order, and the last row of each."""
    found, place = np.unique(keys[::-1], return_index=True)
    return found, len(keys) - 1 - place


@check("copy_agrees", "block_competencies", "name")
def copy_agrees(tables: Tables, facts: Facts) -> Answers:
    """Kind, code and name of a competency are the same in a block as in the list, spaces aside."""
    copies, listed = (tables.columns(name, *_COPIED) for name in ("block_competencies", "competencies"))
    rows = firsts(numbered(copies)[0])
    keys, originals = numbered(copies[:2], listed[:2])
    known, last = _last(originals)
    rows = rows[np.isin(keys[rows], known)]
    places = last[np.searchsorted(known, keys[rows])]
    asked = len(rows)
    # Hardly one differs at all, and what is equal needs no folding.
    printed, original = numbered(copies[2:], listed[2:])
    differs = printed[rows] != original[places]
    rows, places = rows[differs], places[differs]
    copied, meant = numbered([_spelt(one, rows) for one in copies[2:]], [_spelt(one, places) for one in listed[2:]])
    wrong = tables["block_competencies"].tuples(*_COPIED, rows=rows[copied != meant])
    return Answers(asked, [
        Broken(key(standard, item), _folded(name), f"{key(item)} differs between the block and the list of competencies.")
        for standard, item, _, _, name in wrong
    ])


def _excess(rows: Numbers, others: Numbers, owners: Numbers, size: int) -> Numbers:
    """How many different rows of each owner the others lack; owners are counted from 0 to `size`."""
    _, place = np.unique(rows, return_index=True)
    left = place[~np.isin(rows[place], others)]
    return np.bincount(owners[left], minlength=size)


def _same(tables: Tables, wanted: list[Column], given: list[Column], what: str) -> Answers:
    """Whether each standard has the same rows on both sides, whose first column names it."""
    standards = tables.column("standards", "standard_id")
    owner, wanting, giving = numbered([standards], wanted[:1], given[:1])
    size = max((int(part.max()) + 1 for part in (owner, wanting, giving) if len(part)), default=0)
    left, right = numbered(wanted, given)
    if np.array_equal(distinct(left), distinct(right)):
        return Answers(len(standards), [])
    missing, excess = _excess(left, right, wanting, size), _excess(right, left, giving, size)
    wrong = np.flatnonzero((missing[owner] > 0) | (excess[owner] > 0))
    return Answers(len(standards), [
        Broken(key(standard), f"{few} / {many}", f"{few} {what} are missing and {many} are too many.")
        for standard, few, many in zip(standards.listed(wrong), missing[owner[wrong]], excess[owner[wrong]], strict=True)
    ])


def _joined(tables: Tables) -> list[Column]:
    """Standard, task and competency of each task with each competency of its blocks."""
    tasks, required = numbered(*(tables.columns(name, "standard_id", "block") for name in ("task_blocks", "block_competencies")))
    owner, task = tables.columns("task_blocks", "standard_id", "task_id")
    competency = tables.column("block_competencies", "competency_id")
    left = pd.DataFrame({"block": tasks, "owner": owner.codes, "task": task.codes})
    pairs = left.merge(pd.DataFrame({"block": required, "competency": competency.codes}), on="block")
    codes = [pairs[name].to_numpy() for name in ("owner", "task", "competency")]
    return [Column(column.values, part) for column, part in zip((owner, task, competency), codes, strict=True)]


@check("requirements_complete", "requirements", "competency_id")
def requirements_complete(tables: Tables, facts: Facts) -> Answers:
    """The flat view holds each task with each competency of its blocks, and nothing else."""
    given = tables.columns("requirements", "standard_id", "task_id", "competency_id")
    return _same(tables, _joined(tables), given, "requirements")


_SAYS = re.compile("[0-9A-Za-z\u4e00-\u9fff]")
"""What no key leaves out: most names need no key to tell that they have one."""


def _of_rows(columns: list[Column], rows: Mask) -> list[Column]:
    return [Column(column.values, column.codes[rows]) for column in columns]


@check("vocabulary_complete", "vocabulary_links", "competency_id")
def vocabulary_complete(tables: Tables, facts: Facts) -> Answers:
    """Every named competency has its term."""
    columns = ("standard_id", "competency_id")
    name = tables.column("competencies", "name")
    said = [value is not None and (_SAYS.search(value) is not None or match_key(value) != "") for value in name.plain]
    named = _of_rows(tables.columns("competencies", *columns), name.of_rows(np.array(said, dtype=bool)))
    return _same(tables, named, tables.columns("vocabulary_links", *columns), "links")
