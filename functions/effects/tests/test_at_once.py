"""Many workers with one approval: one request leaves, whoever is faster."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from functions.effects.errors import StillRunning

from .approved import Desk


def told(workers: int, carry: Callable[[str], str]) -> set[str]:
    """What each was told, all of them let go at the same moment."""
    gate = Barrier(workers)

    def one(n: int) -> str:
        gate.wait(10)
        try:
            return carry(f"worker {n}")
        except StillRunning:
            return "running"

    with ThreadPoolExecutor(workers) as pool:
        return set(pool.map(one, range(workers)))


def test_many_at_the_same_time_send_once_and_the_others_are_told_to_come_back(
    engine: None, desk: Desk
) -> None:
    record = desk.approve()
    said = told(6, lambda by: desk.execute(record, by=by).status)
    assert len(desk.sent()) == 1
    assert said <= {"confirmed", "running"}
    assert desk.execute(record).status == "confirmed"
    assert len(desk.sent()) == 1
