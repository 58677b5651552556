"""Text that a reader of the document does not see, with the reason (I-101)."""

from __future__ import annotations

from enum import StrEnum

NOT_SHOWN = "text_not_shown"


class Unshown(StrEnum):
    """Why nobody sees a text; each completes “the text stands …”."""

    GROUND = "in the colour of its ground"
    COVERED = "under a painted area"
    PICTURE = "under a picture"
    NOT_PAINTED = "there without being painted"
    LAYER = "on a layer that is off"
    OUTSIDE = "off the page"


def told(reason: Unshown, words: str) -> str:
    """The remark about words that are left out, as `told_reason` reads it."""
    return f"It stands {reason}: {words}"


def told_reason(detail: str) -> Unshown | None:
    """The reason that a remark gives."""
    return next((reason for reason in Unshown if detail.startswith(told(reason, ""))), None)
