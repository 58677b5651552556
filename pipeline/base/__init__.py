"""What every room stands on and what knows nothing of documents: errors, files that are whole or absent, the lock, events."""
