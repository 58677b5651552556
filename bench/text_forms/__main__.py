"""`python -m bench.text_forms`: made-up standards in every form of text, and what was made of each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from multiprocessing import Pool
from pathlib import Path

from bench.generate import make
from bench.generate.truth import truth
from bench.text_forms.converted import by_office, missing
from bench.text_forms.page import page
from bench.text_forms.trial import Outcome, judged, own_forms, printed_forms
from pipeline.runs.workers import cores

QUALITY = Path(__file__).resolve().parents[2] / "docs" / "quality.md"
BEGIN, END = "<!-- text forms -->", "<!-- /text forms -->"
SEED = 1601
NOT_IN_TEXTS = frozenset(("I-27", "edited"))
"""What no text can show: a head whose cells do not stand over their columns, and that LibreOffice writes what was deleted."""


def outcomes(documents: int, processes: int) -> list[Outcome]:
    """The outcomes of so many documents, form by form."""
    made = [make(SEED, number, barred=NOT_IN_TEXTS) for number in range(1, documents + 1)]
    with Pool(processes) as pool:
        found = [one for some in pool.imap(own_forms, made) for one in some]
        found += [one for some in pool.imap(printed_forms, made) for one in some]
    for form, texts in by_office(made).items():
        suffix = ".html" if "HTML" in form else ".txt"
        found += [judged(form, one.stem, data, truth(one.standard), suffix) for one, data in zip(made, texts, strict=True)]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and write it down where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.text_forms", description=__doc__)
    parser.add_argument("--documents", type=int, default=20, metavar="N", help="documents, each in every form (default: 20)")
    parser.add_argument("--processes", type=int, default=cores(), metavar="N", help="how many at a time (default: one per core)")
    parser.add_argument("--wrong", action="store_true", help="also name the documents that were read wrongly")
    parser.add_argument("--write", action="store_true", help="also write docs/quality.md")
    options = parser.parse_args(arguments)
    found = outcomes(options.documents, options.processes)
    text = page(found, options.documents, missing())
    print(text)
    if options.wrong:
        wrong = [one for one in found if not one.right and one.verdict in ("clean", "doubtful")]
        print("\n".join(f"wrong, {one.verdict}: {one.form}: {one.document}" for one in wrong))
    if options.write:
        before, _, rest = QUALITY.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        QUALITY.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
