"""The exceptions that a user may meet; each message is one sentence that names the file and the remedy."""


class PipelineError(Exception):
    """Base of every error that ends a command with a sentence instead of a traceback."""


class UnreadableDocument(PipelineError):
    """A source file that cannot be read as a competency standard; it becomes a `rejected` row."""


class GateFailed(PipelineError):
    """A critical expectation failed: nothing is released, the last good release stays current."""


class AlreadyRunning(PipelineError):
    """Another run holds the lock of the same output folder."""
