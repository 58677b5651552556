"""Characters and lines as printed: cleaning, folding, bullets."""
