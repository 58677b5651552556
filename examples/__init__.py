"""Questions answered with a release. Run one from the project's folder: `python -m examples.skills_gap --help`."""
