"""A page of this machine on which a document is dropped and explained: where its text went, issues, corrections to copy.

Whoever serves it says how documents are read (`server.Explain`), because that happens in a process of its own, which
this room knows nothing of.
"""
