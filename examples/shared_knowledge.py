"""The knowledge that the standards of one job category share.

    python -m examples.shared_knowledge processed 資訊科技 --plot shared.png

Codes do not help here, because K01 of two standards are different things: names are compared.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from examples.common import arguments, bars, open_release, show
from pipeline.documents.text.normalise import match_key
from pipeline.views.dataset import Dataset


def shared_knowledge(data: Dataset, category: str) -> pd.DataFrame:
    """Knowledge that more than one standard of a job category asks for: name and number of standards."""
    classes = data["classifications"]
    inside = classes[(classes["scheme"] == "job_category") & classes["name"].str.contains(category, regex=False, na=False)]
    knowledge = data["competencies"].query("kind == 'K'").dropna(subset=["name"])
    knowledge = knowledge[knowledge["standard_id"].isin(inside["standard_id"])]
    by_name = knowledge.assign(key=knowledge["name"].map(match_key)).groupby("key")
    counted = by_name.agg(name=("name", "first"), standards=("standard_id", "nunique"))
    shared = counted[counted["standards"] > 1]
    return shared.sort_values(["standards", "name"], ascending=[False, True], ignore_index=True)


def main(given: Sequence[str] | None = None) -> None:
    """Print, and draw the twenty most frequent."""
    options = arguments(__doc__ or "", "category", given=given)
    shared = shared_knowledge(open_release(options), options.category)
    show(shared, f"「{options.category}」職類的職能基準共有的知識")
    if options.plot:
        bars(shared.head(20).set_index("name")["standards"], "共有的知識（職能基準數）", options.plot)


if __name__ == "__main__":
    main()
