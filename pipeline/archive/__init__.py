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
