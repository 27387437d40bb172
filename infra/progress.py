"""What every command of ours prints: each step with its time, and a bar where one takes long."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

WIDTH = 24


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[list[str]]:
    """Prints the title and its time when the step is over; append to the list to add a word about the result."""
    notes: list[str] = []
    began = time.perf_counter()
    yield notes
    took = time.perf_counter() - began
    say(f"  {title:<34}{took:7.2f} s  {' '.join(notes)}".rstrip())


class Bar:
    """A progress bar on a terminal; silent elsewhere, since the step's own line follows."""

    def __init__(self, title: str, total: int, *, shown: bool | None = None) -> None:
        self._title, self._total, self._count = title, max(total, 1), 0
        self._shown = sys.stderr.isatty() if shown is None else shown

    def advance(self, by: int = 1) -> None:
        self._count = min(self._count + by, self._total)
        self._draw()

    def done(self) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _draw(self) -> None:
        if self._shown:
            full = WIDTH * self._count // self._total
            bar = "█" * full + "·" * (WIDTH - full)
            sys.stderr.write(f"\r  {self._title} {bar} {self._count}/{self._total}\x1b[K")
            sys.stderr.flush()
