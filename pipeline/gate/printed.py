"""Which published texts the reading rules do not clean, so that rules about cleaned text leave them out."""

from __future__ import annotations

AS_PRINTED = {
    "documents": "file names and our own words",
    "issues": "shows what was wrong, so it keeps the source's text untouched",
    "standards.level_printed": "as printed by definition",
    "standards.developing_unit": "from the catalogue list",
    "vocabulary": "the names of the competencies again, and keys for comparing",
}
"""Tables and columns whose text is not cleaned, with the reason; rules for every text leave them out."""
