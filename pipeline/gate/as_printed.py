"""Which published texts stay as they are printed, so that no rule about cleaned texts is asked of them."""

from __future__ import annotations

AS_PRINTED = {
    "documents": "file names and our own words",
    "issues": "shows what was wrong, so it keeps the source's text untouched",
    "standards.level_printed": "as printed by definition",
    "standards.developing_unit": "from the catalogue list",
    "printed_rows": "the texts of the other tables again, with their codes",
    "standards_wide": "the texts of the other tables again",
    "vocabulary": "the names of the competencies again, and keys for comparing",
}
"""Tables and columns whose text is not cleaned, with the reason; rules for every text leave them out."""
