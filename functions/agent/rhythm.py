"""When the next batch is due: at once, then 60, 120, 250 and 400 ms after the one before, from start to start.

The first word is what a person waits for; later ones may come in larger helpings, which cost a write each.
"""

GAPS = (0.0, 0.06, 0.12, 0.25, 0.4)
UNREAD = GAPS[-1]  # what nobody reads word by word may wait as long as the longest gap, from when it came


class Rhythm:
    """Times are of any clock that only runs forwards, in seconds."""

    def __init__(self) -> None:
        self._count = 0
        self._last = 0.0
        self._rested = True

    def wait(self, now: float) -> float:
        """Seconds until a batch may go; 0 if it may go now."""
        if self._rested:
            return 0.0
        return max(0.0, self._last + GAPS[min(self._count, len(GAPS) - 1)] - now)

    def sent(self, now: float) -> None:
        self._last = now
        self._count += 1
        self._rested = False

    def rest(self) -> None:
        """A pause, such as a tool call: the next batch goes at once, and the rhythm goes on where it was."""
        self._rested = True
