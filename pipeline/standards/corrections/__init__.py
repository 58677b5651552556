"""Declared errors of the sources: the file of corrections (`rows`), and what applying it does (`applying`)."""

from pathlib import Path

SHIPPED = Path(__file__).with_name("corrections.csv")
"""The corrections that come with the project."""
