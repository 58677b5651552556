"""Work that need not be done again: readings by content, what was last released, what was last validated.

Everything here can be deleted at any time; it is made anew. Nothing is ever unpickled.
"""

FOLDER = ".cache"
"""Inside the output folder, hidden and therefore no release."""
