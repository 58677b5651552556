"""`python -m bench.generate OUT`: made-up standards in all forms, with truth files for scoring."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.generate.compose import compose
from bench.generate.drawing import Drawing
from bench.generate.irregularities import CHANGES, CODE_FEATURES, apply, draw_features
from bench.generate.layouts import LAYOUT_FEATURES, Layout, draw_layout
from bench.generate.physical import Physical
from bench.generate.standard import Standard
from bench.generate.truth import truth
from bench.generate.words import Words
from bench.generate.write_docx import write_docx
from bench.generate.write_odt import write_odt
from bench.generate.write_pdf import write_pdf
from bench.generate.write_text import write_text

FORMATS: dict[str, tuple[str, Callable[[Physical, Layout], bytes]]] = {
    "docx": (".docx", write_docx),
    "odt": (".odt", write_odt),
    "pdf": (".pdf", write_pdf),
    "text": (".txt", write_text),
}


_NEVER_GLUED = frozenset(("I-56L", "I-58"))
"""Features whose codes nobody could find in items that are glued together."""


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up document: what is true, how it is laid out, and what stands on its pages."""

    standard: Standard
    layout: Layout
    body: Physical

    @property
    def stem(self) -> str:
        """File name without suffix, unique by the document's number."""
        return self.standard.id.replace("~", "-")


def make(
    seed: int, number: int, wanted: frozenset[str] = frozenset(), mixture: float = 1.0, barred: frozenset[str] = frozenset(),
    tasks: int | None = None,
) -> Made:
    """The `number`-th document of a seed: the same arguments give the same document.

    `wanted` features are shown wherever the document can; `mixture` scales how often the others are drawn, those
    `barred` never. `tasks` makes it as long as wanted.
    """
    rng = Random(f"{seed}/{number}")
    features = draw_features(rng, wanted, mixture) - barred
    standard = Drawing(rng, features, number, tasks).standard()
    words = Words(rng)
    apply(standard, features, rng, words)
    if features & _NEVER_GLUED:
        barred |= {"item-glued"}
    layout = draw_layout(rng, wanted, barred, mixture, duty_column=standard.duty_column)
    return Made(standard, layout, compose(standard, layout))


@dataclass(frozen=True, slots=True)
class Order:
    """What corpus to make; the fields are those of `make`."""

    documents: int
    seed: int
    formats: tuple[str, ...] = tuple(FORMATS)
    wanted: frozenset[str] = frozenset()
    mixture: float = 1.0
    barred: frozenset[str] = frozenset()


def generate(out: Path, order: Order) -> None:
    """Write the corpus: a folder for each format, `truth/` and `mix.json`."""
    mix: dict[str, dict[str, list[str]]] = {}
    for folder in (*order.formats, "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for number in range(1, order.documents + 1):
        made = make(order.seed, number, order.wanted, order.mixture, order.barred)
        for name in order.formats:
            suffix, write = FORMATS[name]
            (out / name / f"{made.stem}{suffix}").write_bytes(write(made.body, made.layout))
        facts = json.dumps(truth(made.standard), ensure_ascii=False, indent=1)
        (out / "truth" / f"{made.stem}.json").write_text(facts, encoding="utf-8")
        mix[made.standard.id] = {"features": sorted(made.standard.features), "layout_features": sorted(made.layout.features)}
    (out / "mix.json").write_text(json.dumps(mix, ensure_ascii=False, indent=1), encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="folder to write to; made if missing")
    parser.add_argument("--documents", type=int, default=60, metavar="N", help="how many standards (default 60)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same corpus (default 1)")
    parser.add_argument("--formats", default=",".join(FORMATS), help=f"comma-separated, of {', '.join(FORMATS)} (default all)")
    parser.add_argument("--features", default="", help="features that every document shows, e.g. I-53,I-33")
    parser.add_argument("--mixture", type=float, default=1.0, help="scales how often other features are drawn (default 1)")
    parser.add_argument("--without", default="", help="features that no document shows")
    options = parser.parse_args(arguments)
    formats = tuple(name for name in options.formats.split(",") if name)
    if unknown := [name for name in formats if name not in FORMATS]:
        parser.error(f"unknown format {', '.join(unknown)}; known are {', '.join(FORMATS)}")
    wanted, barred = (frozenset(name for name in text.split(",") if name) for text in (options.features, options.without))
    known = {*CHANGES, *CODE_FEATURES, *LAYOUT_FEATURES}
    if unknown := sorted((wanted | barred) - known):
        parser.error(f"unknown feature {', '.join(unknown)}; known are {', '.join(sorted(known))}")
    generate(options.out, Order(options.documents, options.seed, formats, wanted, options.mixture, barred))
