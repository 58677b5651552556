"""File formats: bytes become a `Document`, a document becomes one flow of rows and lines. Nothing here knows what a duty is."""
