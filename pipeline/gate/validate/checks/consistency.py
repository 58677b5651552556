"""Whether the tables of a release agree with each other: whatever fails here is a defect of ours and not of a source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.documents.text.normalise import fold, match_key
from pipeline.gate.validate.checks.registry import Answer, Frames, check
from pipeline.gate.validate.facts import Facts
from pipeline.standards.assemble import GOES_ON

Keys = dict[str, set[tuple[str, ...]]]


def _keys(frame: pd.DataFrame, *columns: str) -> Keys:
    """The distinct values of `columns` by standard."""
    found: Keys = {}
    for standard, *rest in frame[["standard_id", *columns]].drop_duplicates().itertuples(index=False, name=None):
        found.setdefault(standard, set()).add(tuple(rest))
    return found


def _same(frames: Frames, wanted: Keys, given: Keys, what: str) -> Iterator[Answer]:
    for standard in frames["standards"]["standard_id"]:
        missing = wanted.get(standard, set()) - given.get(standard, set())
        excess = given.get(standard, set()) - wanted.get(standard, set())
        said = f"{len(missing)} {what} are missing and {len(excess)} are too many."
        yield Answer(standard, f"{len(missing)} / {len(excess)}", not missing and not excess, said)


@check("one_source", "standards", "sha256")
def one_source(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A standard is published from exactly one document, the one that it names.

    A document may hold several standards, or go on from another document (I-120).
    """
    documents = frames["documents"]
    documents = documents[~documents["reason"].fillna("").str.startswith(GOES_ON)]
    used = documents[documents["status"].isin(["published", "superseded"])]
    sources = used.groupby("standard_id")["sha256"].agg(list).to_dict()
    holding = set(used["sha256"])
    for standard, named in zip(frames["standards"]["standard_id"], frames["standards"]["sha256"], strict=True):
        found = sources.pop(standard, [])
        said = f"It names one source, but {len(found)} documents are its published source."
        yield Answer(standard, named, found == [named] or (not found and named in holding), said)
    for standard, left in sources.items():
        yield Answer(str(standard), left[0], False, "A document counts as published, but its standard is not in the tables.")


@check("issue_source", "issues", "sha256")
def issue_source(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """An issue names a document of the release."""
    documents, issues = set(frames["documents"]["sha256"]), frames["issues"]
    for issue, source in zip(issues["issue_id"], issues["sha256"], strict=True):
        yield Answer(issue, source, source in documents, "The issue's document is not among the documents.")


@check("copy_agrees", "block_competencies", "name")
def copy_agrees(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """Kind, code and name of a competency are the same in a block as in the list, spaces aside."""
    columns = ["standard_id", "competency_id", "kind", "competency_code", "name"]
    listed = {tuple(row[:2]): row[2:] for row in frames["competencies"][columns].itertuples(index=False, name=None)}
    copies = frames["block_competencies"][columns].drop_duplicates()
    for standard, name, *copy in copies.itertuples(index=False, name=None):
        original = listed.get((standard, name))
        if original is not None:
            agree = all(_folded(a) == _folded(b) for a, b in zip(copy, original, strict=True))
            said = f"{name} differs between the block and the list of competencies."
            yield Answer(f"{standard} / {name}", _folded(copy[2]), agree, said)


def _folded(value: Any) -> str:
    return "" if pd.isna(value) else fold(str(value))


@check("requirements_complete", "requirements", "competency_id")
def requirements_complete(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """The flat view holds each task with each competency of its blocks, and nothing else."""
    blocks = frames["task_blocks"].merge(frames["block_competencies"], on=["standard_id", "block"])
    wanted = _keys(blocks, "task_id", "competency_id")
    return _same(frames, wanted, _keys(frames["requirements"], "task_id", "competency_id"), "requirements")


@check("vocabulary_complete", "vocabulary_links", "competency_id")
def vocabulary_complete(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """Every named competency has its term."""
    named = frames["competencies"].dropna(subset="name")
    named = named[named["name"].map(match_key) != ""]
    return _same(frames, _keys(named, "competency_id"), _keys(frames["vocabulary_links"], "competency_id"), "links")
