"""Text in a terminal, where a CJK character is two columns wide and a mark that joins another takes none."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size


def width(text: str) -> int:
    """How many terminal columns a text takes."""
    return cell_len(text)


def pad(text: str, columns: int) -> str:
    """The text with spaces up to `columns`; a longer one stays whole."""
    return text + " " * max(0, columns - width(text))


def cut(text: str, columns: int) -> str:
    """The text in one line of at most `columns`; line breaks are shown as `⏎`, tabs as `→`."""
    text = text.replace("\n", "⏎").replace("\t", "→")
    if width(text) <= columns:
        return text
    # A wide character that would stand half inside gives way to a space.
    return f"{set_cell_size(text, columns - 1).rstrip()}…"
