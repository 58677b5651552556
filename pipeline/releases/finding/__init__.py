"""Which standards fit a text: the ranking, its folding of characters, and its index."""
