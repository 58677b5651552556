"""Where a published text is printed, for a doubt about one whose row has no page."""

from __future__ import annotations

from pipeline.standards.witness.printed import Printed
from pipeline.standards.witness.printed_cells import codes_in


def page_of(code: str, seen: Printed) -> int | None:
    """The page on which a code is printed first: in the main table, or behind it; None where it is nowhere."""
    for cell in seen.cells:
        if any(one.text == code for one in cell.codes):
            return cell.page
    return next((page for text, page in seen.behind if any(one.text == code for one in codes_in(text))), None)
