"""Many uses of one standing approval at once, on an engine of the test's own: moto's conditions hold for one thread."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from greenlight import audit
from greenlight.approvals import standing
from greenlight.caller import Caller
from greenlight.declare import APPROVALS

from tests.standins.ledger import open_ledger

from .conftest import OWNER, TENANT

USES, AT_ONCE = 3, 10
OWN = Caller(TENANT, OWNER, frozenset({"customer"}), correlation_id="cor_1")


@pytest.fixture(scope="module", autouse=True)
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with open_ledger(tmp_path_factory.mktemp("engine"), APPROVALS):
        yield


def test_ten_at_once_take_three_uses() -> None:
    given = {
        "standing_id": standing.named(), "agent_id": "agt_coach", "tool": "notes.create", "schema_hash": "h1",
        "pattern": {"text": {"const": "hello"}}, "uses": USES, "expires_at": int(time.time()) + 600,
    }  # fmt: skip
    entry = audit.entry(
        TENANT, "standing.given", actor=f"user:{OWNER}", subject="x", correlation_id="cor_1", details={}
    )
    made, gate = standing.create(OWN, given, entry), Barrier(AT_ONCE)

    def take(_: int) -> bool:
        gate.wait(10)
        return standing.take(TENANT, made)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        taken = list(pool.map(take, range(AT_ONCE)))
    assert sum(taken) == USES
    assert standing.get(OWN, made.standing_id).used == USES
