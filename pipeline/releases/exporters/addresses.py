"""Identifiers for linked data. They carry the version, because K01 of two standards or versions are two things."""

from __future__ import annotations

import uuid
from functools import lru_cache
from urllib.parse import quote

from pipeline.releases.settings import Settings

WITHOUT_ADDRESS = "urn:x-icap:"
"""Where identifiers begin as long as whoever publishes has no address: valid, and promises no page."""
_REMEMBERED = 1 << 14


def base(settings: Settings) -> str:
    """What every identifier begins with."""
    return f"{settings.address}id/" if settings.address else WITHOUT_ADDRESS


@lru_cache(_REMEMBERED)
def quoted(own: str) -> str:
    """An id as part of an address."""
    return quote(own, safe="~")


def standard(settings: Settings, standard_id: str) -> str:
    """Identifier of one version of a standard."""
    return base(settings) + quoted(standard_id)


def item(settings: Settings, standard_id: str, item_id: str) -> str:
    """Identifier of a duty, task, output, indicator or competency inside a standard."""
    return f"{standard(settings, standard_id)}/{quoted(item_id)}"


def vocabulary(settings: Settings) -> str:
    """Namespace of the few terms that no public vocabulary has."""
    return base(settings) + "terms/"


def term(settings: Settings, term_id: str = "") -> str:
    """Identifier of a term of the vocabulary over all standards; of the vocabulary itself without one."""
    return f"{base(settings)}vocabulary" + (f"/{quoted(term_id)}" if term_id else "")


def identifier(address: str) -> str:
    """The UUID of an address, the same for ever."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, address))
