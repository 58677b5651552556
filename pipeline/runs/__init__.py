"""One run from documents to a release, attended or not: reading many documents, remembering, telling."""
