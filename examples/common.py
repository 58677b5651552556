"""What the examples share: the command line and a font that can draw Chinese."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline import load

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from pipeline.views.dataset import Dataset

# Free fonts with Traditional Chinese, then those of Windows and macOS.
FONTS = (
    "Noto Sans CJK TC", "Noto Sans CJK JP", "Noto Sans TC", "Noto Serif CJK TC", "Noto Serif CJK JP", "Source Han Sans TW",
    "WenQuanYi Zen Hei", "AR PL UMing TW", "AR PL UKai TW", "Microsoft JhengHei", "PingFang TC", "Heiti TC",
)


def arguments(description: str, *names: str, given: Sequence[str] | None = None) -> argparse.Namespace:
    """The release, the example's own words, and where to draw."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("release", help="folder of a release, or of releases (then the latest)")
    for name in names:
        parser.add_argument(name)
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the answer as PNG or SVG as well")
    return parser.parse_args(given)


def open_release(options: argparse.Namespace) -> Dataset:
    """The release that the command line names."""
    return load(options.release)


def chinese_font() -> str | None:
    """A font of this machine that has Chinese characters; None if there is none."""
    from matplotlib import font_manager

    known = {font.name for font in font_manager.fontManager.ttflist}
    return next((font for font in FONTS if font in known), None)


def bars(counts: pd.Series, title: str, target: Path) -> bool:
    """Draw a series as horizontal bars; False, and no file, where no font can show the labels."""
    font = chinese_font()
    if font is None:
        print(f"No plot: no font with Chinese characters was found; install one, for example {FONTS[0]} (fonts-noto-cjk).")
        return False
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"font.family": font, "axes.unicode_minus": False, "svg.hashsalt": "examples"}):
        figure = Figure(figsize=(9, 1.2 + 0.35 * max(len(counts), 1)), layout="constrained")
        axes: Axes = figure.subplots()
        axes.barh([str(label) for label in counts.index], counts.astype(float).tolist(), color="#3b6ea5")
        axes.invert_yaxis()
        axes.set_title(title)
        figure.savefig(target, metadata={"Date": None} if target.suffix == ".svg" else None)
    return True


def show(frame: pd.DataFrame | pd.Series, heading: str) -> None:
    """Print an answer in full width."""
    print(f"\n{heading}\n")
    print(frame.to_string() if len(frame) else "（無 none）")
