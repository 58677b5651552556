"""The archive of source documents: `raw/`, whose bytes never change, and `raw/manifest.csv`.

    raw/inbox/          what a person drops in: files, folders, zip files
      │  unpack         zip files, within limits
      │  names          readable, safe on every file system
      ▼  inbox          copied, checked, entered in the manifest, and only then taken out of the inbox
    raw/*               the documents; other bytes under a known name stand beside the old ones
    raw/withdrawn/      kept and verified, not read: whoever withdraws a document moves it there
    raw/manifest.csv    one row per content, in the order of arrival

Nothing here deletes a document. `verify` hashes all of it again.
"""

from pipeline.archive.differences import raw_changes
from pipeline.archive.inbox import Facts, TakenIn, take_in
from pipeline.archive.layout import INBOX, WITHDRAWN
from pipeline.archive.manifest import MANIFEST, Entry, read_manifest
from pipeline.archive.store import Archive
from pipeline.archive.verify import Check, verify

__all__ = [
    "INBOX", "MANIFEST", "WITHDRAWN", "Archive", "Check", "Entry", "Facts", "TakenIn", "raw_changes", "read_manifest", "take_in",
    "verify",
]
