"""From what the profile, the version table and the notes say to published records.

None has a `standard_id` yet: only the whole input shows whether a code is unique.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.schema.records import Classification, Note, Standard, StandardVersion
from pipeline.standards.sections.notes import NoteDraft
from pipeline.standards.sections.profile import ProfileDraft
from pipeline.standards.sections.versions import VersionDraft, split_code

NO_ID = ""
"""The `standard_id` of every record until assembly."""


def standard_record(profile: ProfileDraft, versions: Sequence[VersionDraft], sha256: str) -> Standard:
    """The row of `standards`; status and date are those of the version row that has the profile's code."""
    base, version = split_code(profile.code)
    current = next((row for row in versions if row.code == profile.code), None)
    return Standard(
        standard_id=NO_ID, standard_code=profile.code, base_code=base, version=version, name=profile.name,
        name_kind=profile.name_kind, description=profile.description, level=profile.level,
        level_printed=profile.level_printed, status=current.status if current else None,
        updated_on=current.updated_on if current else None, historical=False, is_current=False,
        reading="clean", sha256=sha256,
    )


def version_records(versions: Sequence[VersionDraft]) -> list[StandardVersion]:
    """The rows of `standard_versions` as printed, newest first."""
    return [
        StandardVersion(
            standard_id=NO_ID, position=position, version_code=row.code, version=row.version, name=row.name,
            status=row.status, note=row.note, updated_on=row.updated_on,
        )
        for position, row in enumerate(versions, 1)
    ]


def classification_records(profile: ProfileDraft) -> list[Classification]:
    """The rows of `classifications`, counted inside each scheme."""
    counts: Counter[str] = Counter()
    rows = []
    for draft in profile.classes:
        counts[draft.scheme] += 1
        rows.append(
            Classification(
                standard_id=NO_ID, scheme=draft.scheme, position=counts[draft.scheme], code=draft.code, name=draft.name
            )
        )
    return rows


def note_records(notes: Sequence[NoteDraft]) -> list[Note]:
    """The rows of `notes` in printed order."""
    return [
        Note(
            standard_id=NO_ID, position=position, section=note.section, text=note.text, depth=note.depth, marker=note.marker
        )
        for position, note in enumerate(notes, 1)
    ]
