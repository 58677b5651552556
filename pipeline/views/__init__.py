"""Looking at a release or at one reading: in Python, in the terminal, in the browser."""
