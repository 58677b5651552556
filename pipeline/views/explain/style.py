"""The look of the HTML page: system fonts, and one colour per destination."""

from __future__ import annotations

from pipeline.views.explain.palette import SWATCHES

_BASE = """
:root { color-scheme: light; }
body { font: 14px/1.5 system-ui, "Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif;
  color: #1f2937; background: #fff; margin: 1.5rem auto; max-width: 96rem; padding: 0 1.5rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; border-bottom: 1px solid #d1d5db; } h3 { font-size: 1rem; }
table { border-collapse: collapse; } td, th { vertical-align: top; text-align: left; }
.plain td, .plain th { border-bottom: 1px solid #e5e7eb; padding: .2rem .8rem .2rem 0; }
.plain { font-variant-numeric: tabular-nums; }
.facts { display: flex; flex-wrap: wrap; gap: .4rem 1.6rem; } .facts dd { margin: 0; }
.facts dt { font-size: .75rem; color: #6b7280; }
.legend { position: sticky; top: 0; background: #fff; padding: .4rem 0; display: flex; flex-wrap: wrap; gap: .3rem; z-index: 1; }
.swatch { border: 1.5px solid; border-radius: .3rem; padding: 0 .5rem; font-size: .8rem; }
.hint, .name { color: #6b7280; font-size: .8rem; margin: .6rem 0 .2rem; }
.page { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.2rem; align-items: start; }
.page.wide { grid-template-columns: minmax(0, 1fr); }
.page svg { width: 100%; border: 1px solid #d1d5db; }
@media (max-width: 60rem) { .page { grid-template-columns: minmax(0, 1fr); } }
rect { stroke-width: 1; fill-opacity: .14; } rect:hover { fill-opacity: .38; }
rect.k-blank { fill: transparent; stroke: none; } rect.k-furniture { fill-opacity: .05; stroke-dasharray: 3 2; }
.grid { width: 100%; table-layout: fixed; font-size: .8rem; line-height: 1.35; }
.grid td { border: 1.5px solid; padding: .15rem .35rem; overflow-wrap: anywhere; }
.grid td, .line, .swatch, .grid div { color: #1f2937; } .grid td.k-blank { border: 1px solid #e5e7eb; }
small { display: block; font-size: .68rem; font-weight: 600; color: #4b5563; }
.line { border-left: 4px solid; margin: .1rem 0; padding: 0 .5rem; }
.entry { margin: .1rem 0; } .entry small { display: inline; font-weight: 400; margin-left: .5rem; }
.d0 { margin-top: .8rem; } .d1 { margin-left: 1.5rem; margin-top: .5rem; } .d2 { margin-left: 3rem; } .d3 { margin-left: 4.5rem; }
.loud, .s-critical { color: #dc2626; font-weight: 700; } .s-warning { color: #b45309; font-weight: 600; }
@media print { .legend { position: static; } }
"""


def _colours() -> str:
    """The rules of each kind: outline and tint for boxes, the colour itself for names."""
    rules = []
    for kind, swatch in SWATCHES.items():
        rules.append(
            f"rect.k-{kind} {{ stroke: {swatch.colour}; fill: {swatch.colour}; }} b.k-{kind} {{ color: {swatch.colour}; }}\n"
            f"td.k-{kind}, .line.k-{kind}, .swatch.k-{kind}, div.k-{kind} "
            f"{{ border-color: {swatch.colour}; background: {swatch.colour}1c; }}\n"
        )
    loud = ", ".join(f"{tag}.k-{kind}" for tag in ("td", ".grid div", "p") for kind in ("unplaced", "unread"))
    return "".join(rules) + f"{loud} {{ color: #dc2626; font-weight: 700; }}\n"


STYLE = _BASE + _colours()
