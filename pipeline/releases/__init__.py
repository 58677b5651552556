"""Releases: every form they are written in, what changed between two, how they are swapped in and published."""
