"""What someone in one occupation has to learn for another.

    python -m examples.skills_gap processed IDC5294-001 AVA2651-002 --plot gap.png

Items are compared by their words, because codes belong to one standard.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from examples.common import arguments, bars, open_release, show
from pipeline.views.dataset import Dataset

_KINDS = {"K": "知識", "S": "技能", "A": "態度"}


def skills_gap(data: Dataset, now: str, wanted: str) -> pd.DataFrame:
    """Knowledge, skills and attitudes of the wanted occupation that the present one does not ask for."""
    compared = data.compare(now, wanted)
    gap = compared[compared["item"].isin(list(_KINDS)) & (compared["found"] == "second")]
    return gap[["item", "second_id", "text"]].rename(columns={"second_id": "code"}).reset_index(drop=True)


def overlap(data: Dataset, now: str, wanted: str) -> pd.Series:
    """Share of the wanted occupation's knowledge, skills and attitudes that the present one covers, 0–1."""
    compared = data.compare(now, wanted)
    needed = compared[compared["item"].isin(list(_KINDS)) & (compared["found"] != "first")]
    covered = (needed["found"] == "both").groupby(needed["item"]).mean()
    return covered.rename(index=_KINDS).round(3)


def main(given: Sequence[str] | None = None) -> None:
    """Print the gap, and draw how much is covered."""
    options = arguments(__doc__ or "", "now", "wanted", given=given)
    data = open_release(options)
    names = [data.standard(code).name for code in (options.now, options.wanted)]
    show(skills_gap(data, options.now, options.wanted), f"由「{names[0]}」轉任「{names[1]}」，還需要")
    covered = overlap(data, options.now, options.wanted)
    show(covered, "已具備的比例")
    if options.plot:
        bars(covered, f"{names[0]} → {names[1]}：已具備的比例", options.plot)


if __name__ == "__main__":
    main()
