"""Fetch the documents of `raw/sources.csv`, politely and never half.

    sources.csv   addresses, with what is known of each document
    hosts.csv     per host: delay, TLS settings, network
      │  politeness user agent, robots, delay per host
      │  guard      bounded in time; private places only where hosts.csv says so
      │  tls        verification always on; per host another CA file or the lenient form
      │  download   conditional, bounded, resumed after a break
      │  content    is it a document at all
      ▼  fetch      into the archive, with address and dates; `fetch.json` remembers the validators

One address that fails stops no other; what was fetched is entered in the manifest like what a person drops in.
"""

from pipeline.archive.fetch.fetch import Fetched, fetch_all, fetch_listed
from pipeline.archive.fetch.politeness import Politeness
from pipeline.archive.fetch.settings import HOSTS, SOURCES, Host, Source, read_hosts, read_sources

__all__ = [
    "HOSTS", "SOURCES", "Fetched", "Host", "Politeness", "Source", "fetch_all", "fetch_listed", "read_hosts",
    "read_sources",
]
