"""The style sheet of the report; it names no font file and no address, so the page asks for nothing."""

from __future__ import annotations

import base64
import hashlib

CSS = """
:root{--ink:#1c2430;--soft:#5b6675;--line:#dde2e9;--page:#f5f7fa;--card:#fff;--accent:#28618f;--track:#e8edf3;
--critical:#b3261e;--warning:#a35c00;--info:#3b6ea5;--good:#1f7a45}
@media (prefers-color-scheme:dark){:root{--ink:#e7ecf2;--soft:#a2adba;--line:#343d49;--page:#141920;--card:#1d242d;
--accent:#79b4e3;--track:#2b343f;--critical:#ff8a80;--warning:#f2b05e;--info:#8fbcea;--good:#74cf9a}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);
font:16px/1.6 "Noto Sans TC","Noto Sans CJK TC","PingFang TC","Microsoft JhengHei",sans-serif}
main{max-width:70rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.7rem;line-height:1.3;margin:0}
h2{font-size:1.2rem;margin:2.5rem 0 .75rem;padding-bottom:.35rem;border-bottom:2px solid var(--line)}
h3{font-size:1rem;margin:1.25rem 0 .5rem}
p{margin:.4rem 0}
.en{color:var(--soft);font-size:.86em;font-weight:400}
.soft{color:var(--soft);font-size:.88rem}
code,.id{font-family:ui-monospace,"Noto Sans Mono CJK TC",monospace;font-size:.86em;overflow-wrap:anywhere}
.verdict{display:flex;gap:.75rem;align-items:center;flex-wrap:wrap;margin:1rem 0;padding:.8rem 1rem;border-radius:.6rem;
background:var(--card);border:1px solid var(--line);border-left:.45rem solid var(--good)}
.verdict.closed{border-left-color:var(--critical)}
.verdict strong{font-size:1.15rem}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));gap:.6rem;margin:1rem 0;padding:0;list-style:none}
.cards li{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.6rem .8rem}
.cards b{display:block;font-size:1.5rem;line-height:1.25;font-variant-numeric:tabular-nums}
.chip{display:inline-block;padding:0 .5rem;border-radius:1rem;border:1px solid currentColor;font-size:.8rem;white-space:nowrap}
.critical{color:var(--critical)}.warning{color:var(--warning)}.info{color:var(--info)}.good{color:var(--good)}
.rule{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.8rem 1rem;margin:.7rem 0;
border-left:.35rem solid var(--line)}
.rule.is-critical{border-left-color:var(--critical)}.rule.is-warning{border-left-color:var(--warning)}
.rule.is-info{border-left-color:var(--info)}
.rule header{display:flex;flex-wrap:wrap;gap:.3rem .7rem;align-items:baseline}
.rule ul{margin:.4rem 0 0;padding-left:1.2rem}
.rule li{overflow-wrap:anywhere;font-size:.9rem}
.measure{font-variant-numeric:tabular-nums;font-size:.9rem}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(19rem,1fr));gap:1rem 2rem}
.bars{list-style:none;margin:.4rem 0;padding:0}
.bars li{display:grid;grid-template-columns:minmax(7rem,38%) 1fr 4.2rem;gap:.6rem;align-items:center;padding:.12rem 0}
.bars.wide li{grid-template-columns:minmax(9rem,58%) 1fr 4.2rem}
.label{overflow-wrap:anywhere;line-height:1.35}
.number{text-align:right;font-variant-numeric:tabular-nums}
.bar{display:block;width:100%;height:.7rem;border-radius:.35rem;overflow:hidden}
.track{fill:var(--track)}.fill{fill:var(--accent)}
.fill.critical{fill:var(--critical)}.fill.warning{fill:var(--warning)}.fill.info{fill:var(--info)}.fill.good{fill:var(--good)}
.scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:.6rem;margin:.5rem 0}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{padding:.4rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child td{border-bottom:0}
th{font-weight:600;white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td .bar{min-width:4rem}
details{margin:.6rem 0}
summary{cursor:pointer;padding:.35rem 0;font-weight:600}
footer{margin-top:3rem;color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
@media (max-width:40rem){main{padding:1rem .75rem 3rem}h1{font-size:1.35rem}
h1 .en,h2 .en,th .en,td .en{display:block}th,td{padding:.35rem .45rem}
.bars.wide li{grid-template-columns:1fr 3.6rem;row-gap:.1rem}.bars.wide .label{grid-column:1/-1}
.cards{grid-template-columns:repeat(auto-fill,minmax(6.6rem,1fr))}.cards b{font-size:1.25rem}.grid{grid-template-columns:1fr}}
@media print{body{background:#fff}.scroll{overflow:visible}}
"""


def policy(css: str) -> str:
    """Content security policy of a page with this style sheet and nothing else: no script, no picture, no request."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


POLICY = policy(CSS)
