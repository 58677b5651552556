"""`feed.xml`: the releases as an Atom feed (RFC 4287), for whoever wants to be told of new ones, and what they changed.

An entry for each release is followed by one for each standard that it changed, which leads to the standard's page.
"""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any, cast

from lxml import etree

from pipeline.base.durable import write_whole
from pipeline.releases.changed_standards import ChangedStandard, changed_standards
from pipeline.releases.delta import CHANGES_PAGE
from pipeline.releases.exporters.addresses import FOLDER, slug
from pipeline.releases.feed_name import FEED as FEED
from pipeline.releases.folder import RUN_RECORD
from pipeline.releases.versions import ReleaseInfo, releases

MOST = 50
"""Releases in the feed; the newest come first."""
MOST_STANDARDS = 500
"""Standards in the feed; a release that changed more leads to all of them."""

_ATOM = "http://www.w3.org/2005/Atom"
# lxml takes None for "no prefix", its types do not know.
_DEFAULT = cast("dict[str, str]", {None: _ATOM})
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:icap-competency-pipeline")
_TITLE = "臺灣職能基準資料發布 · Releases of Taiwan's competency standards"
_NO_RELEASE = "1970-01-01"


def write_feed(output: Path) -> None:
    """Write the feed of an output folder anew; it follows from the releases alone, so equal ones give equal bytes.

    Links are relative: only who publishes the folder knows its address.
    """
    listed = releases(output)[:MOST]
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap=_DEFAULT)
    _add(feed, "title", _TITLE)
    _add(feed, "id", (uuid.uuid5(_NAMESPACE, "feed")).urn)
    _add(feed, "updated", _moment(max((info.created for info in listed), default=_NO_RELEASE)))
    _add(_add(feed, "author"), "name", "icap-competency-pipeline")
    _add(feed, "link", rel="self", href=FEED)
    left = MOST_STANDARDS
    for info in listed:
        _entry(feed, info, output)
        changed = [] if info.withdrawn else changed_standards(output / info.name)
        for one in changed[:left]:
            _standard(feed, info, one)
        left -= len(changed[:left])
    write_whole(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True), output / FEED)


def _entry(feed: etree._Element, info: ReleaseInfo, output: Path) -> None:
    entry = _add(feed, "entry")
    taken_back = "（已撤回 withdrawn）" if info.withdrawn else ""
    _add(entry, "title", f"{info.name}{taken_back}：{info.counts.get('standards', 0)} 項職能基準 · standards")
    _add(entry, "id", uuid.uuid5(_NAMESPACE, f"{info.name} {info.identity}").urn)
    _add(entry, "updated", _moment(info.created))
    page = f"{info.name}/{CHANGES_PAGE}" if (output / info.name / CHANGES_PAGE).exists() else f"{info.name}/datapackage.json"
    _add(entry, "link", rel="alternate", href=page)
    _add(entry, "summary", info.withdrawn or _summary(output / info.name / RUN_RECORD))


def _standard(feed: etree._Element, info: ReleaseInfo, one: ChangedStandard) -> None:
    entry = _add(feed, "entry")
    _add(entry, "title", one.title)
    _add(entry, "id", uuid.uuid5(_NAMESPACE, f"{info.name} {info.identity} {one.standard_id}").urn)
    _add(entry, "updated", _moment(info.created))
    _add(entry, "link", rel="alternate", href=f"{FOLDER}/{slug(one.standard_id)}/")
    _add(entry, "link", rel="related", href=f"{info.name}/{CHANGES_PAGE}")
    _add(entry, "category", term="standard")
    _add(entry, "summary", one.summary)


def _summary(path: Path) -> str:
    """The number of changed rows by table, as the release's run record states them."""
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "變更不詳 · changes unknown"
    changes = [
        f"{table}: " + ", ".join(f"{number} {kind}" for kind, number in numbers.items())
        for table, numbers in record.get("changes", {}).items()
    ]
    return "; ".join(changes) or "首次發布 · first release"


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", dict(attributes))
    element.text = text
    return element
