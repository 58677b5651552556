"""Made-up standards in bulk and what it costs to read them: `generate` makes the documents, `measure` the figures."""
