"""Publishing a site beside the releases: only what changed is sent, and identifiers lead somewhere for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.base.errors import PipelineError
from pipeline.releases.feed import write_feed
from pipeline.releases.publish import PublishRefused, publish
from pipeline.views.site import Options, build
from tests.build import factory
from tests.releases import published

NEXT_DAY = published.DAY.replace(month=2, day=1)


def test_the_site_is_sent_along_and_only_what_changed_is_sent_again(output: Path, tmp_path: Path) -> None:
    site, place = build(output, tmp_path / "pages", Options(published.ADDRESS)).folder, tmp_path / "place"
    done = publish(output, str(place), published.SMALL, site=site).site
    assert done is not None and "id/IDC5294-001v3/index.html" in done.sent and {"standards.html", "team.html"} <= set(done.sent)
    assert (place / "id" / "IDC5294-001" / "index.html").is_file() and not list(place.glob(".*"))
    again = publish(output, str(place), published.SMALL, site=site)
    assert again.site is not None and again.sent == again.site.sent == [] and again.site.present == len(done.sent)
    published.publishable(output, published.SMALL, factory.standard_tables("AVA2651-002v1"), NEXT_DAY)
    write_feed(output)
    with pytest.raises(PublishRefused, match="shows release 2026-01-31 and not 2026-02-01"):
        publish(output, str(place), published.SMALL, site=site)
    build(output, site, Options(published.ADDRESS, copy=False))
    changed = publish(output, str(place), published.SMALL, site=site)
    assert changed.site is not None and "id/AVA2651-002v1/standard.json" in changed.site.sent and "feed.xml" in changed.sent
    assert not [path for path in changed.site.sent if path.startswith("assets/")]
    assert (place / "id" / "IDC5294-001v3" / "index.html").is_file(), "an identifier leads somewhere for good"
    assert changed.site.removed and not [path for path in changed.site.removed if (place / path).exists()]


def test_what_is_no_site_is_refused_before_anything_is_sent(output: Path, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="holds no site"):
        publish(output, str(tmp_path / "place"), published.SMALL, site=tmp_path)
    assert not (tmp_path / "place").exists()
