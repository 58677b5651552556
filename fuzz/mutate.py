"""Ways to damage a document: its bytes, its zip members, its XML, its PDF streams, its text."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random

Damage = Callable[[bytes, Random], bytes]

_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"99999999999999999999", b"1e308", b"0.0000001")
_TEXTS = (
    "", " ", "\u202e", "\u200b", "\ufeff", "\x0b", "T1.1", "K01", "O1.1.1", "P999999999.1", "職能級別", "職能基準代碼",
    "＝SUM(A1)", "=1+1", "K" * 5000, "𠮷", "\ue000", "１２３", "T1.1T1.1T1.1", "\n\n\n", "A#1", "v0",
    "IDC5294-001v0", "《歷史資料》",
)


_TABLE_TAGS = (b"w:tr", b"w:tc", b"w:tbl", b"table:table-row", b"table:table-cell", b"table:table")


def flip(data: bytes, rng: Random) -> bytes:
    """Other values in up to 64 bytes."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 64)):
        if out:
            out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def truncate(data: bytes, rng: Random) -> bytes:
    """The beginning only."""
    return data[: rng.randrange(len(data) + 1)]


def cut(data: bytes, rng: Random) -> bytes:
    """A piece less."""
    begin = rng.randrange(len(data) + 1)
    return data[:begin] + data[begin + rng.randint(1, 4096):]


def splice(data: bytes, rng: Random) -> bytes:
    """A piece copied to another place."""
    begin, place = rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)
    return data[:place] + data[begin: begin + rng.randint(1, 4096)] + data[place:]


def blank(data: bytes, rng: Random) -> bytes:
    """A piece overwritten with one value."""
    begin, length = rng.randrange(len(data) + 1), rng.randint(1, 2048)
    return data[:begin] + bytes([rng.choice((0, 32, 255))]) * len(data[begin: begin + length]) + data[begin + length:]


def renumber(data: bytes, rng: Random) -> bytes:
    """Some numbers in the bytes become extreme ones."""
    places = list(re.finditer(rb"-?[0-9]+(?:\.[0-9]+)?", data))
    for place in sorted(rng.sample(places, min(len(places), rng.randint(1, 6))), key=lambda match: -match.start()):
        data = data[: place.start()] + rng.choice(_NUMBERS) + data[place.end():]
    return data


def insert_text(data: bytes, rng: Random) -> bytes:
    """A disturbing text somewhere."""
    place = rng.randrange(len(data) + 1)
    return data[:place] + rng.choice(_TEXTS).encode() + data[place:]


def lines(data: bytes, rng: Random) -> bytes:
    """Lines dropped, doubled, swapped or broken at tabs."""
    rows = data.split(b"\n")
    for _ in range(rng.randint(1, 5)):
        place, other = rng.randrange(len(rows)), rng.randrange(len(rows))
        choice = rng.randrange(4)
        if choice == 0 and len(rows) > 1:
            del rows[place]
        elif choice == 1:
            rows.insert(other, rows[place])
        elif choice == 2:
            rows[place], rows[other] = rows[other], rows[place]
        else:
            rows[place] = rows[place].replace(b"\t", rng.choice((b"", b"\t\t", b"\n")), 1)
    return b"\n".join(rows)


def xml(data: bytes, rng: Random) -> bytes:
    """Elements dropped, doubled, moved or nested, still mostly well formed."""
    elements = list(re.finditer(rb"<([a-z]+:[A-Za-z-]+)\b[^<>]*?(?:/>|>[^<]*</\1>)", data))
    if not elements:
        return flip(data, rng)
    element = rng.choice(elements)
    other = rng.choice(elements)
    piece = element[0]
    choice = rng.randrange(5)
    if choice == 0:
        return data[: element.start()] + data[element.end():]
    if choice == 1:
        return data[: element.end()] + piece * rng.randint(1, 50) + data[element.end():]
    if choice == 2:
        return data[: other.start()] + piece + data[other.end():]
    if choice == 3:
        depth, name = rng.randint(1, 300), element[1]
        return data[: element.start()] + b"<" + name + b">" + piece * depth + b"</" + name + b">" + data[element.end():]
    return nest_tables(data, rng)


def nest_tables(data: bytes, rng: Random) -> bytes:
    """A whole table put into one of its own cells, or rows doubled."""
    tags = [tag for tag in _TABLE_TAGS if re.search(b"<" + tag + rb"\b", data)]
    if not tags:
        return renumber(data, rng)
    tag = rng.choice(tags)
    begin = rng.choice([match.start() for match in re.finditer(b"<" + tag + rb"\b", data)])
    end = data.find(b"</" + tag + b">", begin)
    if end < 0:
        return data
    end += len(tag) + 3
    place = rng.choice((begin, end, end - len(tag) - 3))
    return data[:place] + data[begin:end] * rng.randint(1, 8) + data[place:]


_BYTES: Sequence[Damage] = (flip, truncate, cut, splice, blank)
_XML: Sequence[Damage] = (xml, xml, xml, xml, nest_tables, nest_tables, renumber, renumber, insert_text, insert_text, cut, flip)
_TEXT: Sequence[Damage] = (lines, lines, insert_text, renumber, *_BYTES)


def package(data: bytes, rng: Random) -> bytes:
    """One member of a zip container damaged, dropped, doubled or exchanged, in a container that is whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        members = [(entry.filename, source.read(entry)) for entry in source.infolist()]
    choice = rng.randrange(10)
    place = rng.randrange(len(members))
    if choice == 0:
        del members[place]
    elif choice == 1:
        members.append((members[place][0], members[rng.randrange(len(members))][1]))
    else:
        biggest = max(range(len(members)), key=lambda number: len(members[number][1]))
        place = biggest if rng.random() < 0.7 else place
        name, content = members[place]
        for _ in range(rng.randint(1, 3)):
            content = rng.choice(_XML)(content, rng) if content else b"\x00"
        members[place] = (name, content)
    return _packed(members)


def _packed(members: Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target, warnings.catch_warnings():
        # The same name twice is what is wanted here; the library warns of it.
        warnings.simplefilter("ignore")
        for name, content in members:
            target.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def streams(data: bytes, rng: Random) -> bytes:
    """The content of one compressed PDF stream damaged and packed again."""
    found = [match for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S) if match[1][:1] == b"\x78"]
    if not found:
        return flip(data, rng)
    match = rng.choice(found)
    try:
        content = zlib.decompress(match[1])
    except zlib.error:
        return flip(data, rng)
    for _ in range(rng.randint(1, 4)):
        content = rng.choice((renumber, splice, cut, flip, insert_text, lines))(content, rng)
    return data[: match.start(1)] + zlib.compress(content, 1) + data[match.end(1):]


_WAYS: dict[str, Sequence[Damage]] = {
    "pdf": (streams, streams, streams, renumber, *_BYTES),
    # Bytes of a container are rarely read before a checksum tells; its members say more.
    "docx": (*[package] * 12, *_BYTES),
    "odt": (*[package] * 12, *_BYTES),
    "txt": _TEXT,
}


def damaged(data: bytes, kind: str, rng: Random) -> bytes:
    """A damaged copy of a document; `kind` is its suffix."""
    for _ in range(1 if rng.random() < 0.8 else 2):
        ways = _WAYS[kind]
        try:
            data = rng.choice(ways)(data, rng)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError):
            # A container damaged once cannot be opened for the second damage.
            data = rng.choice(_BYTES)(data, rng) if data else b"?"
    return data
