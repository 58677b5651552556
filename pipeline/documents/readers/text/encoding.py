"""The encoding of a text, told by its content (field guide I-117).

UTF-8 and UTF-16 are told by their own rules. The double-byte encodings of Taiwan and China accept each other's
bytes, so that of those which decode the one whose characters are in common use in Taiwan is taken, and none where
two come close.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

import regex

from pipeline.base.errors import UnreadableDocument

_SAMPLE = 20_000
"""Characters by which an encoding is judged."""
_USUAL = regex.compile(r"[\t\n\r\f\v -~\u00a0-\u00ff\u2010-\u2027\u2500-\u25ff\u3000-\u303f\uff01-\uff5e\ufeff]")
_IDEOGRAPH = regex.compile(r"\p{Han}")
_LEAST = 0.97
"""The share of usual characters in a text that is one."""
_LEAST_COMMON = 0.9
"""The share of ideographs in common use: of 60 published standards none has less than 0.99."""
_MARGIN = 0.05
_MOST_BROKEN = 0.002
"""The share of bytes that a cut transfer breaks; more is another encoding."""
_FIRST_RARE = b"\xc9\x40"
"""Big5 lists the ideographs in common use before this code, the rare ones behind it."""
_BROKEN = "\ufffd"
_BIG5 = ("cp950", "big5hkscs")
_DIVISION_SIGN, _SLASH = "\u2215", "／"
SAVE_AS_UTF8 = "open it where it looks right and save it as UTF-8"


def decode(data: bytes) -> tuple[str, int]:
    """The text of a file and how many of its bytes could not be read; these stand as U+FFFD in the text.

    Raises `UnreadableDocument` with the reason for what is no text, or one whose encoding cannot be told.
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _marked(data, "UTF-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _marked(data, "UTF-16")
    if b"\x00" in data[:4096]:
        # A cut transfer leaves half a character at the end.
        return _unmarked_utf16(data[: len(data) // 2 * 2]), len(data) % 2
    try:
        return data.decode("utf-8-sig"), 0
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8-sig", errors="replace")
    broken = text.count(_BROKEN)
    if broken <= max(1, len(data) * _MOST_BROKEN):
        return text, broken
    text = _double_byte(data)
    return text, text.count(_BROKEN)


def _marked(data: bytes, encoding: str) -> tuple[str, int]:
    text = data.decode(encoding, errors="replace")
    broken = text.count(_BROKEN)
    if broken > max(1, len(text) * _MOST_BROKEN):
        raise UnreadableDocument(f"is marked as {encoding} but is none; {SAVE_AS_UTF8}")
    return text, broken


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark: of both byte orders at most one gives usual characters."""
    found = [text for encoding in ("utf-16-le", "utf-16-be") if (text := _read(data, encoding)) and _is_text(text)]
    if len(found) != 1:
        raise UnreadableDocument("is neither a document nor text; check that it is a published standard")
    return found[0]


def _double_byte(data: bytes) -> str:
    """Big5 (as Windows has it), Big5 with the Hong Kong supplement, or GB18030, whichever reads as common Chinese."""
    scores = sorted(((_commonness(text), encoding, text) for encoding, text in _readings(data)), reverse=True)
    if not scores or scores[0][0] < _LEAST_COMMON:
        raise UnreadableDocument(
            "is text in an encoding that is neither UTF-8, UTF-16, Big5, Big5-HKSCS nor GB18030; " + SAVE_AS_UTF8
        )
    rivals = [encoding for score, encoding, text in scores[1:] if score > scores[0][0] - _MARGIN and text != scores[0][2]]
    if rivals:
        raise UnreadableDocument(f"is text that reads as {scores[0][1]} and as {rivals[0]}; " + SAVE_AS_UTF8)
    return scores[0][2]


def _readings(data: bytes) -> Iterator[tuple[str, str]]:
    """The encodings in which all bytes but a few broken ones have a meaning, those without broken ones if there are any.

    The supplement counts only where plain Big5 has none.
    """
    for most in (0.0, len(data) * _MOST_BROKEN):
        found = [(encoding, text) for encoding in (*_BIG5, "gb18030") if (text := _read(data, encoding, most)) is not None]
        if found:
            plain = found[0][0] == _BIG5[0]
            yield from (one for one in found if not (plain and one[0] == _BIG5[1]))
            return


def _read(data: bytes, encoding: str, most: float = 0.0) -> str | None:
    """The text in an encoding, if no more than so many of its bytes are broken.

    Tables of Big5 differ in where they have the slash, and none means a division sign.
    """
    text = data.decode(encoding, errors="replace")
    if text.count(_BROKEN) > most:
        return None
    return text.replace(_DIVISION_SIGN, _SLASH) if encoding in _BIG5 else text


def _is_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    usual = len(_USUAL.findall(sample)) + len(_IDEOGRAPH.findall(sample))
    return bool(sample) and usual >= _LEAST * len(sample)


def _commonness(text: str) -> float:
    """The share of ideographs in common use in Taiwan; 0 where other characters than those of Chinese texts stand."""
    if not _is_text(text):
        return 0.0
    ideographs = _IDEOGRAPH.findall(text[:_SAMPLE])
    return sum(map(_is_common, ideographs)) / len(ideographs) if ideographs else 0.0


def _is_common(ideograph: str) -> bool:
    try:
        return ideograph.encode("big5") < _FIRST_RARE
    except UnicodeEncodeError:
        return False
