"""Characters and lines as printed: cleaning, folding, list marks."""
