"""The engine's Lambda workers as processes of this machine, to be killed at a bad moment."""

import os
import random
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from localstack.stack.profile import profile


def workers(function: str) -> list[int]:
    """Process ids of the live workers of one Lambda of the test stack, and of no other stack of that stage, by the
    directory that each runs in."""
    test = profile("test")
    place, mark = f"{test.state}/", f"/ministack-lambda-{test.prefix}-{function}-"
    found = []
    for process in Path("/proc").iterdir():
        with suppress(OSError):
            where = os.readlink(process / "cwd") if process.name.isdigit() else ""
            if where.startswith(place) and mark in where:
                found.append(int(process.name))
    return found


def kill(function: str) -> int:
    """`kill -9` to all of them; how many there were."""
    killed = 0
    for worker in workers(function):
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
            killed += 1
    return killed


@contextmanager
def dying(function: str, most: int = 6) -> Iterator[list[int]]:
    """Inside, the workers of this Lambda are killed at random moments, up to `most` times; the list counts them."""
    over, killed, chance = threading.Event(), [0], random.Random(function)

    def strike() -> None:
        while killed[0] < most and not over.wait(chance.uniform(0.05, 0.5)):
            killed[0] += kill(function)

    striker = threading.Thread(target=strike)
    striker.start()
    try:
        yield killed
    finally:
        over.set()
        striker.join()
