"""Where the project's own files lie: expectations, templates of schedules, the page about them.

In a checkout that is the checkout's folder, where people edit them; an installed package brings copies along, which
`setup.py` puts into it.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.base.errors import PipelineError

PACKAGE = Path(__file__).resolve().parents[1]
COPIES = PACKAGE / "shipped"
"""In an installed package, files of the project under the names that they have in a checkout."""


def _checkout() -> Path | None:
    """The folder that the package lies in as source, or as compiled code in `build/compiled`."""
    around = (PACKAGE.parent, *PACKAGE.parents[2:3])
    return next((folder for folder in around if (folder / "expectations" / "bounds.json").is_file()), None)


CHECKOUT = _checkout()
"""The project's folder; None in an installed package."""
ROOT = CHECKOUT or COPIES
EXPECTATIONS = ROOT / "expectations"
REFERENCE = Path("reference") if CHECKOUT is None else CHECKOUT / "reference"
"""Official lists, which a user puts there: into the checkout, or into the working folder."""


def checkout(purpose: str) -> Path:
    """The project's folder, for what cannot do without. Raises `PipelineError` in an installed package."""
    if CHECKOUT is None:
        raise PipelineError(f"{purpose} works in a checkout of the project; this package is installed without one.")
    return CHECKOUT
