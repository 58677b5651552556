"""Tests in a real browser: Chromium, spoken to over a pipe, because that needs no driver and no package."""
