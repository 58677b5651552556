"""What changes from one version of a standard to the next.

    python -m examples.version_changes processed

Where a release holds several versions of a standard, their items are compared by text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pandas as pd

from examples.common import arguments, bars, open_release, show
from pipeline.views.dataset import Dataset

_COLUMNS = ("older", "newer", "item", "kept", "dropped", "added")


def version_pairs(data: Dataset) -> Iterator[tuple[str, str]]:
    """Neighbouring versions of one base code that the release holds, older first."""
    versions = data["standards"].dropna(subset=["base_code", "version"]).sort_values(["base_code", "version"])
    for _, group in versions.groupby("base_code", sort=True):
        yield from pairwise(group["standard_id"].tolist())


def version_changes(data: Dataset) -> pd.DataFrame:
    """Items kept, dropped and added per pair of versions and kind of item."""
    rows = []
    for older, newer in version_pairs(data):
        found = data.compare(older, newer).groupby(["item", "found"], sort=True).size().unstack(fill_value=0)
        for item, counts in found.iterrows():
            rows.append((older, newer, item, *(int(counts.get(word, 0)) for word in ("both", "first", "second"))))
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def told_changes(data: Dataset) -> pd.DataFrame:
    """What the documents themselves say about each of their versions."""
    history = data["standard_versions"].dropna(subset=["note"])
    return history[["standard_id", "version_code", "updated_on", "note"]].reset_index(drop=True)


def main(given: Sequence[str] | None = None) -> None:
    """Print, and draw what was added or dropped by kind of item."""
    options = arguments(__doc__ or "", given=given)
    data = open_release(options)
    show(told_changes(data), "文件記載的更新說明")
    changes = version_changes(data)
    show(changes, "版次之間的異動（kept 保留、dropped 刪除、added 新增）")
    if options.plot:
        totals = changes.groupby("item")[["dropped", "added"]].sum().sum(axis=1)
        bars(totals, "版次之間的異動項數", options.plot)


if __name__ == "__main__":
    main()
