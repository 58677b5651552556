"""What changed: between two releases, key by key, and between two versions of one standard.

`compare` reads the canonical CSV files, so that releases of any age compare, `successions` finds
standards that follow others under a new code or name, `versions` matches the items of two versions
by code and by folded text. `difference` gives `changes.csv` and `CHANGES.md` of a release.
"""

from pipeline.releases.delta.compare import Change, compare, counts
from pipeline.releases.delta.markdown import release_page, version_page
from pipeline.releases.delta.store import CHANGES_CSV, CHANGES_PAGE, Difference, difference
from pipeline.releases.delta.versions import Comparison, compare_versions

__all__ = [
    "CHANGES_CSV", "CHANGES_PAGE", "Change", "Comparison", "Difference", "compare", "compare_versions", "counts", "difference",
    "release_page", "version_page",
]
