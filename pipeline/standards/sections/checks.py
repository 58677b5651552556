"""What a document says against itself: warnings that change no value (I-03 … I-10, I-33, I-66, I-70)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from pipeline.documents.findings import IssueLog
from pipeline.standards.section import Section
from pipeline.standards.sections.attitudes import AttitudeDraft
from pipeline.standards.sections.draft import BlockDraft, MainTable
from pipeline.standards.sections.headings import key
from pipeline.standards.sections.parts import Parts
from pipeline.standards.sections.profile import ProfileDraft
from pipeline.standards.sections.versions import VersionDraft, clean_code

_REPLACED_BY = regex.compile(r"已被《(?P<code>[^》]+)》取代")
_USUAL_HEADING = regex.compile(r"職能內涵.*態度")
_SHAPES = {
    "job_category": regex.compile(r"[A-Z]{3}"),
    "occupation": regex.compile(r"[0-9]{3,4}"),
    "industry": regex.compile(r"[A-S][0-9]{0,4}|[A-S][0-9]{2}-[0-9]{2}"),
}


def check_profile(profile: ProfileDraft, log: IssueLog) -> None:
    """Code against classifications, and what a profile should not lack (I-09, I-10, I-19, I-21, I-22)."""
    if profile.description is None:
        log.add("description_missing", Section.PROFILE)
    for draft in profile.classes:
        if draft.code and not _SHAPES[draft.scheme].fullmatch(draft.code):
            log.add("class_code_irregular", Section.PROFILE, locator=draft.scheme, raw=draft.code)
    code = profile.code or ""
    categories = [draft.code for draft in profile.classes if draft.scheme == "job_category" and draft.code]
    occupations = [draft.code for draft in profile.classes if draft.scheme == "occupation" and draft.code]
    if code and categories and code[:3] not in categories:
        log.add("code_prefix_differs", Section.PROFILE, locator=code, raw=", ".join(categories))
    if code and occupations and not any(digits.isdigit() and code[3:].startswith(digits) for digits in occupations):
        log.add("code_digits_differ", Section.PROFILE, locator=code, raw=", ".join(occupations))


def check_versions(versions: Sequence[VersionDraft], code: str | None, log: IssueLog) -> None:
    """Newest row against the profile, and each replacement against the next newer row (I-03, I-05)."""
    if not versions:
        log.add("versions_missing", Section.VERSIONS)
        return
    if code and versions[0].code and versions[0].code != code:
        log.add("newest_version_differs", Section.VERSIONS, locator=code, raw=versions[0].code)
    for newer, older in pairwise(versions):
        match = _REPLACED_BY.search(older.note or "")
        if match and newer.code and clean_code(match["code"]) != newer.code:
            log.add("replacement_illogical", Section.VERSIONS, locator=older.code, raw=older.note)


def check_tasks(table: MainTable, log: IssueLog) -> None:
    """Tasks without knowledge or without skill (I-33)."""
    held: dict[str, set[str]] = {}
    for block in table.blocks:
        kinds = _kinds(block)
        for task in block.tasks:
            held.setdefault(task.id, set()).update(kinds)
    for task_id, kinds in held.items():
        for kind, code in (("K", "knowledge_missing"), ("S", "skill_missing")):
            if kind not in kinds:
                log.add(code, Section.TASKS, locator=task_id)


def _kinds(block: BlockDraft) -> set[str]:
    return {cell.kind_of(printed) for cell in block.cells for printed in block.items_of(cell)}


def check_attitudes(attitudes: Sequence[AttitudeDraft], parts: Parts, log: IssueLog) -> None:
    """No attitudes at all, or under a heading with other words (I-66, I-70)."""
    if not attitudes:
        log.add("attitudes_missing", Section.ATTITUDES)
    elif parts.attitude_heading and not _USUAL_HEADING.match(key(parts.attitude_heading)):
        log.add("attitude_heading_unusual", Section.ATTITUDES, raw=parts.attitude_heading)
