"""Real concurrency, on an engine: writers and several sealers at once keep one chain, with each entry in it once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from greenlight import audit
from greenlight.items import commit

from functions.audit.blocks import Block
from functions.audit.evidence import Period, Trail
from functions.audit.judge import findings
from functions.audit.seal import seal_new, seal_rest
from functions.audit.store import Store
from tests.standins.ledger import open_ledger

from .conftest import record_of

TENANT, WRITERS, EACH = "acmehealth", 6, 10
LONG_AGO = Period(date(2001, 1, 1), date(2001, 1, 1))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with open_ledger(Path(tmp_path_factory.mktemp("engine"))):
        yield


def _write_and_seal(_: int) -> list[str]:
    """As the stream does it: each write wakes a sealer, which may see others' entries too."""
    made = []
    for n in range(EACH):
        entry_id, write = audit.entry(
            TENANT, "thing.done", actor="user:usr_1", subject=f"thg_{n}", correlation_id="cor_1", details={}
        )
        commit([write])
        made.append(entry_id)
        seal_new([record_of(dict(write.item))])
        if n % 4 == 0:
            seal_rest()
    return made


def test_sealers_at_the_same_time_keep_one_chain(engine: None) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        made = [entry_id for mine in pool.map(_write_and_seal, range(WRITERS)) for entry_id in mine]
    seal_rest()
    blocks: list[Block] = list(Store(TENANT).blocks())
    assert sorted(line.entry_id for block in blocks for line in block.lines) == sorted(made)
    assert [block.number for block in blocks] == list(range(1, len(blocks) + 1))
    chain = Trail(LONG_AGO, datetime.now(UTC), {}, blocks, None)
    assert [one.detail for one in findings(chain)] == ["is the last, but there is no head that says so"]
