"""Typesets the sample standard from its text form.

`source` reads the text, `layout` decides the spans, `word` draws, `office` converts, `packing` makes
the bytes repeatable. The sample must not come out of the pipeline it is there to test, so nothing
here imports the pipeline.
"""
