"""What the feed is called; known without the library that writes it."""

from __future__ import annotations

FEED = "feed.xml"
ATOM = "application/atom+xml"
