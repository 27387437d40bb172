"""What stops an execution that is neither an answer nor a fault: somebody else is at it.

StillRunning   another invocation holds the lease; ask again later (the state machine retries by this name)
Raced          somebody changed the row between our look and our write: look again
"""


class StillRunning(Exception):
    """Another invocation may be sending right now."""


class Raced(Exception):
    """The stored row is not the one that was read; nothing was written."""
