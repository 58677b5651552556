"""Names and colours of the destinations, the same in every picture."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.views.explain.tracing import FURNITURE, UNPLACED, UNREAD


@dataclass(frozen=True, slots=True)
class Swatch:
    """A destination's colour as `#rrggbb` and its names."""

    colour: str
    label: str
    label_zh: str

    @property
    def rgb(self) -> tuple[int, int, int]:
        return int(self.colour[1:3], 16), int(self.colour[3:5], 16), int(self.colour[5:7], 16)


SWATCHES = {
    "title": Swatch("#6b7280", "title", "標題"),
    "versions": Swatch("#92400e", "versions", "版本沿革"),
    "profile": Swatch("#7c3aed", "profile", "基本資料"),
    "tasks": Swatch("#1e3a8a", "main table", "職責與任務"),
    "duty": Swatch("#1d4ed8", "duty", "主要職責"),
    "task": Swatch("#0891b2", "task", "工作任務"),
    "output": Swatch("#b45309", "output", "工作產出"),
    "indicator": Swatch("#15803d", "indicator", "行為指標"),
    "level": Swatch("#be185d", "level", "職能級別"),
    "knowledge": Swatch("#6d28d9", "knowledge", "知識"),
    "skill": Swatch("#0f766e", "skill", "技能"),
    "attitudes": Swatch("#a16207", "attitudes", "態度"),
    "notes": Swatch("#4d7c0f", "notes", "說明與補充"),
    FURNITURE: Swatch("#6b7280", "furniture: headings, labels, footers", "標題、欄名、頁碼"),
    UNPLACED: Swatch("#dc2626", "unplaced", "未歸入"),
    UNREAD: Swatch("#dc2626", "not read", "未讀取"),
}
"""By `Destination.kind`."""


def swatch(kind: str) -> Swatch:
    """The swatch of a kind; a kind without one of its own gets that of the main table."""
    return SWATCHES.get(kind, SWATCHES["tasks"])


def both(kind: str) -> str:
    """Chinese and English name, for people of either language."""
    return f"{swatch(kind).label_zh} {swatch(kind).label}"
