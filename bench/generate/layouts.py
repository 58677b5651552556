"""How a document is laid out: drawn at random for each document, independent of what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

ALIASES = {"duty": "工作職責", "task": "工作任務代碼", "indicator": "績效指標", "level": "職能"}
LABELS = {
    "duty": "主要職責", "task": "工作任務", "output": "工作產出", "indicator": "行為指標", "level": "職能級別",
    "knowledge": "職能內涵（K=knowledge 知識）", "skills": "職能內涵（S=skills 技能）",
}
COLUMNS = tuple(LABELS)
_WEIGHTS = {"duty": 120, "task": 130, "output": 130, "indicator": 240, "level": 60, "knowledge": 160, "skills": 160}
LAYOUT_FEATURES = {
    "landscape": 0.4, "I-24": 0.2, "I-24:blank": 0.12, "I-27": 0.2, "I-25": 0.3, "I-25:3": 0.06, "header-split": 0.08,
    "I-26:alias": 0.1, "one-table": 0.12, "I-30": 0.15, "manual-tables": 0.12, "manual-rows": 0.12, "I-28": 0.1,
    "repeat-duty": 0.4, "repeat-task": 0.25, "I-42": 0.35, "no-merge": 0.1, "item-br": 0.15, "item-space": 0.05,
    "item-glued": 0.05, "I-85": 0.35, "list-bullets": 0.15, "valign": 0.1, "I-79": 0.1, "I-80": 0.03, "notes-table": 0.3,
    "spaced-header": 0.06, "attitudes-table": 0.5, "name-merged": 0.08, "I-29": 0.04, "edited": 0.15, "shaded": 0.2,
}
"""Layout features and the share of documents that show each."""


_PAIRS = (
    ("I-25", "I-25:3"), ("I-25:3", "header-split"), ("item-br", "item-space"), ("item-br", "item-glued"), ("I-24", "I-24:blank"),
    ("item-space", "item-glued"), ("manual-tables", "manual-rows"), ("manual-rows", "I-28"), ("I-85", "list-bullets"),
)
"""Layout features of which a document shows only one."""
_PRIVATE_GLYPHS = (("\uf06c", "\uf06e", "-"), ("\uf09f", "－", "․"), ("\uf06e", "•", "-"))
_GLYPHS = (
    ("", "", "-"), ("•", "－", "․"), ("1.", "", "•"), ("●", "- ", "○"), ("■", "•", "-"), ("", "•", "-"), ("◆", "1.", "•"),
)


@dataclass(slots=True)
class Layout:
    """The drawn layout: `features` are its ids, `edges` the body's column boundaries, `header_edges` the header's."""

    features: frozenset[str]
    columns: tuple[str, ...]
    edges: list[int]
    header_edges: list[int]
    labels: dict[str, str]
    glyphs: tuple[str, str, str]
    seed: int
    font_size: float = 9.0
    paren: str = "（）"
    notes_indent: float = 15.0
    extra: dict[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name in self.features


def draw_layout(rng: Random, wanted: frozenset[str], barred: frozenset[str], mixture: float, *, duty_column: bool) -> Layout:
    """Draw a layout; layout features in `wanted` are certain, those in `barred` are left out."""
    features = {name for name, share in LAYOUT_FEATURES.items() if rng.random() < share * mixture or name in wanted} - barred
    for pair in _PAIRS:
        if features.issuperset(pair):
            features.discard(pair[1] if pair[0] in wanted or pair[1] not in wanted else pair[0])
    columns = COLUMNS if duty_column else COLUMNS[1:]
    edges = _edges(rng, columns)
    shifted = [edge + rng.randint(5, 14) * rng.choice((-1, 1)) for edge in edges[1:-1]]
    header = [edges[0], *shifted, edges[-1]] if "I-27" in features else list(edges)
    glyphs = rng.choice(_PRIVATE_GLYPHS if "I-85" in features else _GLYPHS)
    paren = rng.choice(("（）", "（）", "()"))
    return Layout(
        frozenset(features), columns, edges, header, _labels(rng, features, paren), glyphs, rng.randrange(1 << 30),
        rng.choice((8.0, 9.0, 10.0, 10.5, 12.0)), paren, rng.choice((12.0, 18.0, 24.0)),
    )


def _edges(rng: Random, columns: tuple[str, ...]) -> list[int]:
    weights = [_WEIGHTS[column] * rng.uniform(0.85, 1.15) for column in columns]
    total, edges = sum(weights), [0]
    for index in range(1, len(weights)):
        edges.append(round(sum(weights[:index]) / total * 1000))
    return [*edges, 1000]


def _labels(rng: Random, features: set[str], paren: str) -> dict[str, str]:
    labels = dict(LABELS)
    if "I-26:alias" in features:
        labels |= dict(rng.sample(sorted(ALIASES.items()), rng.randint(1, 3)))
    word = rng.choice(("skills", "skills", "skill"))
    gap, line = rng.choice((" ", "")), rng.choice(("", "\n", " "))
    labels["knowledge"] = f"職能內涵{line}{paren[0]}K=knowledge{gap}知識{paren[1]}"
    labels["skills"] = f"職能內涵{line}{paren[0]}S={word}{gap}技能{paren[1]}"
    if "spaced-header" in features:
        labels |= {column: " ".join(labels[column]) for column in ("duty", "task", "output", "indicator")}
        labels["knowledge"] = labels["knowledge"].replace("K=", rng.choice(("Ｋ＝", "K = ", "K＝")))
    if labels["level"] == "職能級別":
        labels["level"] = rng.choice(("職能級別", "職能 級別", "職能\n級別"))
    return labels
