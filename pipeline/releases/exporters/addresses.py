"""Identifiers for linked data. They carry the version, because K01 of two standards or versions are two things."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from pipeline.releases.settings import Settings

WITHOUT_ADDRESS = "urn:x-icap:"
"""Where identifiers begin as long as whoever publishes has no address: valid, and promises no page."""


def base(settings: Settings) -> str:
    """What every identifier begins with."""
    return f"{settings.address}id/" if settings.address else WITHOUT_ADDRESS


def standard(settings: Settings, standard_id: str) -> str:
    """Identifier of one version of a standard."""
    return base(settings) + quote(standard_id, safe="~")


def item(settings: Settings, standard_id: str, item_id: str) -> str:
    """Identifier of a duty, task, output, indicator or competency inside a standard."""
    return f"{standard(settings, standard_id)}/{quote(item_id, safe='~')}"


def vocabulary(settings: Settings) -> str:
    """Namespace of the few terms that no public vocabulary has."""
    return base(settings) + "terms/"


def identifier(address: str) -> str:
    """The UUID of an address, the same for ever."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, address))
