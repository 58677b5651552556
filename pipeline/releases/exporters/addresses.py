"""Identifiers for linked data. They carry the version, because K01 of two standards or versions are two things.

A standard is `<address>id/<standard>`, an item of it a fragment of that, as the site has them as folder and anchor: so
every identifier leads somewhere on any host of plain files.
"""

from __future__ import annotations

import uuid
from functools import lru_cache
from urllib.parse import quote

from pipeline.releases.settings import Settings

WITHOUT_ADDRESS = "urn:x-icap:"
"""Where identifiers begin as long as whoever publishes has no address: valid, and promises no page."""
FOLDER = "id"
TERMS, CLASSES, VOCABULARY = "terms", "classes", "vocabulary"
_REMEMBERED = 1 << 14
_PLAIN = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_~.")
_LETTERS = {"duty_id": "d", "task_id": "t", "output_id": "o", "indicator_id": "p", "competency_id": "c"}


def base(settings: Settings) -> str:
    """What every identifier begins with."""
    return f"{settings.address}{FOLDER}/" if settings.address else WITHOUT_ADDRESS


@lru_cache(_REMEMBERED)
def quoted(own: str) -> str:
    """An id as a file name."""
    return quote(own, safe="~")


@lru_cache(_REMEMBERED)
def slug(identifier: str) -> str:
    """A folder name, file name and anchor for an id: equal only for equal ids, nothing in it that a URL or a shell minds."""
    if _PLAIN.issuperset(identifier):
        return identifier
    return "".join(one if one in _PLAIN else _hex(one) for one in identifier)


def _hex(character: str) -> str:
    return "".join(f"={byte:02x}" for byte in character.encode("utf-8", "replace"))


def standard(settings: Settings, standard_id: str) -> str:
    """Identifier of one version of a standard; of its newest one where the id is a code without version."""
    return base(settings) + slug(standard_id)


def anchor(column: str, item_id: str) -> str:
    """Where an item stands in its standard; the column of its id tells a duty from a task of the same code."""
    return f"{_LETTERS[column]}-{slug(item_id)}"


def item(settings: Settings, standard_id: str, column: str, item_id: str) -> str:
    """Identifier of a duty, task, output, indicator or competency inside a standard; `column` is that of its id."""
    return f"{standard(settings, standard_id)}#{anchor(column, item_id)}"


def scheme(settings: Settings, name: str) -> str:
    """Identifier of a scheme of classes."""
    return f"{base(settings)}{CLASSES}/{slug(name)}"


def class_of(settings: Settings, name: str, code: str) -> str:
    """Identifier of a class inside its scheme, which has all of them on one page."""
    return f"{scheme(settings, name)}#{slug(code)}"


def vocabulary(settings: Settings) -> str:
    """Namespace of the few terms that no public vocabulary has."""
    return f"{base(settings)}{TERMS}#"


def shelf(term_id: str) -> str:
    """The page among those of the vocabulary that a term stands on: its kind and the first digit of its hash."""
    kind, _, digits = term_id.rpartition("~")
    return f"{slug(kind)}-{slug(digits[:1])}"


def term(settings: Settings, term_id: str = "") -> str:
    """Identifier of a term of the vocabulary over all standards; of the vocabulary itself without one.

    There are too many terms for a page each; which of the few pages has a term follows from its id and never changes.
    """
    return f"{base(settings)}{VOCABULARY}" + (f"/{shelf(term_id)}#{slug(term_id)}" if term_id else "")


def identifier(address: str) -> str:
    """The UUID of an address, the same for ever."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, address))
