"""Why a PDF file may be refused, each with its remedy; whoever knows the file's name puts it in front."""

from __future__ import annotations

NOT_A_PDF = "is not a PDF file; fetch it again, or give it the suffix of what it really is"
DAMAGED = "is damaged or cut off and cannot be opened as PDF; fetch it again"
PASSWORD = "needs a password to be opened; save a copy without password protection"
NO_PAGES = "is a PDF without any page; fetch it again"
NO_TEXT = "has no text layer, only pictures of pages; use the ODT or DOCX edition, or run text recognition over it first"
RECOGNISED = (
    "shows only pictures of pages; the text that a machine recognised under them is not shown and may be wrong; "
    "use the ODT or DOCX edition"
)
UNSHOWN = "shows none of its text, which stands {reason}; use the edition that was published, or the ODT or DOCX edition"
OUTLINED = "draws its letters as outlines and has no text; use the ODT or DOCX edition, or run text recognition over it first"
ILLEGIBLE = "uses fonts that do not tell which characters they draw, so its text cannot be read; use the ODT or DOCX edition"
TOO_MANY_BOXES = "holds a page that is ruled into more boxes than any standard's; check where it comes from"
TOO_MANY_OBJECTS = "draws more shapes and pieces of text than any standard of as many pages; check where it comes from"
TOO_MANY_RULES = "draws more rules and frames than any standard of as many pages; check where it comes from"
TOO_MANY_STROKES = (
    "draws pictures, or letters as outlines, of more strokes than any standard of as many pages; use the ODT or DOCX edition"
)
HEAVY_LAYERS = (
    "switches layers off and draws more than any standard of as many pages, so that what they hide cannot be told in time; "
    "save a copy without hidden layers"
)
TOO_MUCH_TEXT = "holds more text than any standard of as many pages; check where it comes from"
TOO_MANY_CELLS = "holds more cells than any standard of as many pages; check where it comes from"
