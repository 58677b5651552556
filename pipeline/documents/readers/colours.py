"""Colours as office documents write them: what is white on white is on no page (I-101)."""

from __future__ import annotations

_BACKGROUND = 0.9
"""Lightness, 0 black to 1 white, up to which white text shows on what is painted."""


def is_white(colour: str | None) -> bool:
    """Whether a colour of six hexadecimal digits, with or without `#`, is white."""
    return colour is not None and colour.removeprefix("#").upper() == "FFFFFF"


def shows_white(colour: str) -> bool:
    """Whether white text shows on a painted colour; of one that is no six digits nobody knows, so it does."""
    try:
        red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    except ValueError:
        return True
    return 0.299 * red + 0.587 * green + 0.114 * blue < 255 * _BACKGROUND
