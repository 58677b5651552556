"""A term's documents and counts as few bytes: for each document two numbers of seven bits a byte, low bits first.

The first number is how far the document's number is from the one before it (from -1 for the first), the second its
count; the high bit of a byte says that the number goes on.
"""

from __future__ import annotations

from collections.abc import Sequence


def add(into: bytearray, distance: int, count: int) -> None:
    """Append a document: how far it is from the one before it, and its count."""
    if distance | count < 128:
        # Nearly always; a call for each number would double the time that an index takes.
        into.append(distance)
        into.append(count)
    else:
        _add_number(into, distance)
        _add_number(into, count)


def _add_number(into: bytearray, number: int) -> None:
    while number > 127:
        into.append(number & 127 | 128)
        number >>= 7
    into.append(number)


def unpacked(data: bytes | bytearray) -> Sequence[tuple[int, int]]:
    """The documents' numbers, each with its count."""
    found, document, is_count = [], -1, False
    number = shift = 0
    for byte in data:
        if byte > 127:
            number |= (byte & 127) << shift
            shift += 7
            continue
        number |= byte << shift
        if is_count:
            found.append((document, number))
        else:
            document += number
        is_count, number, shift = not is_count, 0, 0
    return found
