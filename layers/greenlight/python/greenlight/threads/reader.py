"""Reading a thread's events: by number, page by page, or the newest that fit."""

from greenlight.declare import THREADS
from greenlight.items import Items
from greenlight.keys import Keys

from .chunks import CHUNK_BYTES, CHUNK_EVENTS, Numbered, numbered

MOST_READ = 2_000_000  # bytes at once; a Lambda answers with 6 MB at most
TOLD = ("base", "events", "octets")  # of a chunk; the rest is for writers
LAST_SEQ = 10**12 - 1  # what twelve digits of a chunk's key can tell


class EventReader:
    """One thread's events."""

    def __init__(self, keys: Keys, thread_id: str, items: Items | None = None) -> None:
        self._keys = keys
        self._thread = thread_id
        self._items = items or Items(THREADS)

    def read(self, after_seq: int = 0, limit: int = 1000) -> list[Numbered]:
        """The events after a number, oldest first."""
        return self.page(after_seq, limit)[0]

    def page(self, after_seq: int, limit: int) -> tuple[list[Numbered], bool]:
        """The events after a number, oldest first, and whether there may be more: the page ends early at 2 MB."""
        found: list[Numbered] = []
        size = 0
        after_seq = min(after_seq, LAST_SEQ)
        first = self._keys.chunk(self._thread, max(1, after_seq + 2 - CHUNK_EVENTS))
        last = self._keys.chunk(self._thread, LAST_SEQ)
        for chunk in self._items.every(first["pk"], between=(first["sk"], last["sk"]), limit=100, only=TOLD):
            found += [event for event in numbered(chunk) if event.seq > after_seq]
            size += chunk["octets"]
            if len(found) > limit or size > MOST_READ:
                return found[:limit], True
        return found[:limit], False

    def newest(self, size: int) -> list[Numbered]:
        """The latest events, oldest first: whole chunks, until they hold `size` bytes."""
        found: list[Numbered] = []
        pk = self._keys.thread(self._thread)["pk"]
        page = size // CHUNK_BYTES + 2  # as many as they would be if full: DynamoDB charges for all it reads
        for chunk in self._items.every(pk, begins="CHUNK#", descending=True, limit=page, only=TOLD):
            found = numbered(chunk) + found
            size -= chunk["octets"]
            if size <= 0:
                break
        return found
