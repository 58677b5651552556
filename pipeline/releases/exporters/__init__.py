"""Tables to files: a module for each form of publication, which declares it as its `EXPORTER`.

An exporter writes the same bytes for the same tables and settings: no clock, no machine, no library
version in its files where that can be helped. Most forms are joined of what each standard gives by itself
(`Joined`); the others are written once those are there. A new form of the data is one more line in `files.DATA`,
a new description of the release one more line in `every.EXPORTERS`.
"""
