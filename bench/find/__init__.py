"""How often `find` puts the right standard first, on questions made of what the index is not told."""
