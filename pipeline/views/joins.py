"""What people ask of a release over several tables: find, search, compare. Frames in, frames out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.documents.text.normalise import match_key
from pipeline.releases.exporters.rows import rows
from pipeline.releases.exporters.sqlite import SEARCHED
from pipeline.views.lookup import KnownAs, find

Frames = Mapping[str, pd.DataFrame]

_COMPARED = (
    ("duty", "duties", "duty_id", "name"),
    ("task", "tasks", "task_id", "name"),
    ("output", "outputs", "output_id", "name"),
    ("indicator", "indicators", "indicator_id", "text"),
    (None, "competencies", "competency_id", "name"),
)
"""Item, table, id and text; competencies say their own kind."""


def listed(standards: pd.DataFrame) -> list[KnownAs]:
    """What each standard is known by, in the order of the frame."""
    return [KnownAs(*row.values()) for row in rows(standards[["standard_id", "base_code", "version", "name", "level"]])]


def find_standard(standards: pd.DataFrame, code: str) -> str:
    """The `standard_id` that a code, a base code, or a part of a code or name means; of several versions the newest.

    Raises KeyError with the candidates or with similar codes where it does not mean one.
    """
    return find(listed(standards), code).standard_id


def tasks_with_levels(duties: pd.DataFrame, tasks: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """Tasks in reading order with their duty's name and a row per block and level."""
    duty_names = duties[["standard_id", "duty_id", "name"]].rename(columns={"name": "duty_name"})
    named = tasks.merge(duty_names, on=["standard_id", "duty_id"], how="left")
    return named.merge(blocks, on=["standard_id", "task_id"], how="left")


def _hits(frames: Frames, wanted: str) -> Iterator[pd.DataFrame]:
    for table, item, column in SEARCHED:
        frame = frames[table]
        texts = frame[column].dropna()
        found = frame.loc[texts[texts.map(match_key).str.contains(wanted, regex=False)].index]
        yield pd.DataFrame({
            "standard_id": found["standard_id"], "table": table, "item_id": found[item].astype("string"), "column": column,
            "text": found[column],
        })


def search(frames: Frames, text: str) -> pd.DataFrame:
    """Every text that contains `text`, compared without width, case, white space and variants like 台 and 臺."""
    wanted = match_key(text)
    if not wanted:
        raise ValueError("search needs at least one character")
    found = [hits for hits in _hits(frames, wanted) if len(hits)]
    if not found:
        return pd.DataFrame({name: pd.Series(dtype="string") for name in ("standard_id", "table", "item_id", "column", "text")})
    return pd.concat(found, ignore_index=True)


def _items(frames: Frames, standard_id: str) -> pd.DataFrame:
    """Every named item of a standard once: item, key for matching, text, id."""
    parts = []
    for kind, table, name, text in _COMPARED:
        frame = frames[table]
        own = frame[(frame["standard_id"] == standard_id) & frame[text].notna()]
        item = own["kind"] if kind is None else kind
        parts.append(pd.DataFrame({"item": item, "key": own[text].map(match_key), "text": own[text], "id": own[name]}))
    return pd.concat(parts, ignore_index=True).drop_duplicates(["item", "key"])


def _pairs(items: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(items["item"], items["key"], strict=True))


def compare(frames: Frames, first: str, second: str) -> pd.DataFrame:
    """The items of two standards side by side, those of the first in its order and then what only the second has."""
    left, right = _items(frames, first), _items(frames, second)
    both = left.merge(right, on=["item", "key"], how="outer", suffixes=("_first", "_second"), indicator="found", sort=False)
    places: dict[tuple[str, str], int] = {}
    for pair in (*_pairs(left), *_pairs(right)):
        places.setdefault(pair, len(places))
    both = both.assign(place=[places[pair] for pair in _pairs(both)]).sort_values("place", ignore_index=True)
    return pd.DataFrame({
        "item": both["item"].astype("string"),
        "text": both["text_first"].fillna(both["text_second"]),
        "found": both["found"].map({"both": "both", "left_only": "first", "right_only": "second"}).astype("string"),
        "first_id": both["id_first"],
        "second_id": both["id_second"],
    })
