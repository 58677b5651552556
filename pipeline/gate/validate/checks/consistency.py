"""Whether the tables of a release agree with each other: whatever fails here is a defect of ours and not of a source."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.documents.text.normalise import fold, match_key
from pipeline.gate.validate.checks.registry import Answers, Broken, check
from pipeline.gate.validate.columns import Column, Mask
from pipeline.gate.validate.facts import Facts
from pipeline.gate.validate.numbers import Numbers, firsts, numbered
from pipeline.gate.validate.tables import Tables
from pipeline.standards.assemble import GOES_ON


@check("one_source", "standards", "sha256")
def one_source(tables: Tables, facts: Facts) -> Answers:
    """A standard is published from exactly one document, the one that it names.

    A document may hold several standards, or go on from another document (I-120).
    """
    documents = tables.frame("documents", "standard_id", "sha256", "status", "reason")
    documents = documents[~documents["reason"].fillna("").str.startswith(GOES_ON)]
    used = documents[documents["status"].isin(["published", "superseded"])]
    sources: dict[str, list[str]] = {}
    for standard, sha in used.dropna(subset="standard_id")[["standard_id", "sha256"]].itertuples(index=False, name=None):
        sources.setdefault(standard, []).append(sha)
    holding = set(used["sha256"])
    standards = tables.frame("standards", "standard_id", "sha256")
    broken = []
    for standard, named in standards.itertuples(index=False, name=None):
        found = sources.pop(standard, [])
        if not (found == [named] or (not found and named in holding)):
            broken.append(Broken(standard, named, f"It names one source, but {len(found)} documents are its published source."))
    said = "A document counts as published, but its standard is not in the tables."
    broken += [Broken(standard, left[0], said) for standard, left in sorted(sources.items())]
    return Answers(len(standards) + len(sources), broken)


@check("issue_source", "issues", "sha256")
def issue_source(tables: Tables, facts: Facts) -> Answers:
    """An issue names a document of the release."""
    source = tables.column("issues", "sha256")
    known = source.values.isin(tables.column("documents", "sha256").values).to_numpy(dtype=bool)
    lost = tables["issues"].frame("issue_id", "sha256", rows=np.flatnonzero(~source.of_rows(known)))
    said = "The issue's document is not among the documents."
    return Answers(len(source), [Broken(issue, sha, said) for issue, sha in lost.itertuples(index=False, name=None)])


_COPIED = ("standard_id", "competency_id", "kind", "competency_code", "name")


def _folded(value: Any) -> str:
    return "" if pd.isna(value) else fold(str(value))


def _spelt(column: Column) -> Column:
    """A column of texts without what does not count when they are compared."""
    return Column(pd.Series([_folded(value) for value in column.values], dtype="string"), column.codes)


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
    copied, original = numbered([_spelt(one) for one in copies[2:]], [_spelt(one) for one in listed[2:]])
    differs = copied[rows] != original[last[np.searchsorted(known, keys[rows])]]
    wrong = tables["block_competencies"].frame(*_COPIED, rows=rows[differs])
    return Answers(len(rows), [
        Broken(f"{standard} / {item}", _folded(name), f"{item} differs between the block and the list of competencies.")
        for standard, item, _, _, name in wrong.itertuples(index=False, name=None)
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
    missing, excess = _excess(left, right, wanting, size), _excess(right, left, giving, size)
    wrong = np.flatnonzero((missing[owner] > 0) | (excess[owner] > 0))
    return Answers(len(standards), [
        Broken(standard, f"{few} / {many}", f"{few} {what} are missing and {many} are too many.")
        for standard, few, many in zip(standards.series(wrong), missing[owner[wrong]], excess[owner[wrong]], strict=True)
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


def _of_rows(columns: list[Column], rows: Mask) -> list[Column]:
    return [Column(column.values, column.codes[rows]) for column in columns]


@check("vocabulary_complete", "vocabulary_links", "competency_id")
def vocabulary_complete(tables: Tables, facts: Facts) -> Answers:
    """Every named competency has its term."""
    columns = ("standard_id", "competency_id")
    name = tables.column("competencies", "name")
    said = np.array([not pd.isna(value) and match_key(value) != "" for value in name.values], dtype=bool)
    named = _of_rows(tables.columns("competencies", *columns), name.of_rows(said))
    return _same(tables, named, tables.columns("vocabulary_links", *columns), "links")
