"""What a release is measured by besides its documents: expectations, official lists, the published list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.places import EXPECTATIONS, REFERENCE

if TYPE_CHECKING:
    from pipeline.standards.published_list import ListedStandard

_SHA256 = 64
CATALOGUE = "catalogue.csv"
"""Name of the published list in the reference folder."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """Folders of expectations and official lists; `catalogue` is the published list if it lies elsewhere."""

    expectations: Path = EXPECTATIONS
    reference: Path = REFERENCE
    catalogue: Path | None = None

    @property
    def places(self) -> tuple[Path, ...]:
        """Everything that decides about a release, there or not."""
        return (self.expectations, self.reference, *(() if self.catalogue is None else (self.catalogue,)))

    def admitted(self) -> dict[str, str]:
        """Documents that a person let in although they are held: SHA-256 to the reason given."""
        from pipeline.gate.accepted import load

        return {one.id: one.reason for one in load(self.expectations) if one.complete and len(one.id) == _SHA256}

    def entries(self) -> list[ListedStandard] | None:
        """The published list; None where there is none. Raises `PipelineError` where it is named or there and no such list."""
        from pipeline.standards.published_list import read_list

        path = self.catalogue or self.reference / CATALOGUE
        return None if self.catalogue is None and not path.is_file() else read_list(path)
