"""The level at which the tasks of each job category (職類) are done.

    python -m examples.levels_by_cluster processed --plot levels.png

In SQL on the Parquet files themselves; the same query works on a published address.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd

from examples.common import arguments, bars, open_release, show

QUERY = """
SELECT category.name AS category, count(*) AS tasks, round(avg(block.level), 2) AS mean_level,
  min(block.level) AS lowest, max(block.level) AS highest
FROM read_parquet($blocks) AS block
JOIN (
  SELECT DISTINCT standard_id, replace(name, '/', '／') AS name  -- both slashes are printed
  FROM read_parquet($classes) WHERE scheme = 'job_category' AND name IS NOT NULL
) AS category USING (standard_id)
WHERE block.level IS NOT NULL
GROUP BY category.name
ORDER BY mean_level DESC, category.name
"""


def levels_by_cluster(release: Path) -> pd.DataFrame:
    """Mean, lowest and highest level of the tasks of each job category."""
    places = {"blocks": str(release / "task_blocks.parquet"), "classes": str(release / "classifications.parquet")}
    with duckdb.connect() as connection:
        return connection.execute(QUERY, places).df()


def main(given: Sequence[str] | None = None) -> None:
    """Print, and draw the mean levels."""
    options = arguments(__doc__ or "", given=given)
    levels = levels_by_cluster(open_release(options).folder)
    show(levels, "各職類工作任務的職能級別")
    if options.plot:
        bars(levels.set_index("category")["mean_level"], "各職類的平均職能級別", options.plot)


if __name__ == "__main__":
    main()
