"""The batch as an errand, on a log in memory."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from greenlight.caller import Caller
from greenlight.errors import Invalid
from greenlight.rows import Raced, Snapshot

from functions.weights.domain import DOMAIN
from functions.weights.schemas import Weight, WeightBatch
from functions.weights.tools import save_batch
from tests.standins.rows import MemoryRows

ANA = Caller("acmehealth", "usr_ana")
TODAY = datetime.now(UTC).date()
YESTERDAY = TODAY - timedelta(days=1)


class Log(MemoryRows):
    """The weights' own port, in memory."""

    def on(self, caller: Caller, days: Iterable[date]) -> Snapshot[Weight]:
        return self.load(caller, [day.isoformat() for day in days])


@pytest.fixture
def log() -> Log:
    return Log(DOMAIN)


def test_a_batch_logs_corrects_and_removes(log: Log) -> None:
    log.keep(ANA, Weight(day=YESTERDAY, kg=83), Weight(day=date(2026, 1, 1), kg=90))
    new = [Weight(day=YESTERDAY, kg=82.9), Weight(day=TODAY, kg=82.5)]
    saved = save_batch(ANA, WeightBatch(revision=1, upserts=new, deletes=[date(2026, 1, 1)]), log)
    assert (saved.revision, saved.saved, saved.deleted) == (2, 2, 1)
    assert log.all(ANA) == new


def test_a_refused_batch_changes_nothing(log: Log) -> None:
    batch = WeightBatch(upserts=[Weight(day=TODAY, kg=82), Weight(day=TODAY + timedelta(days=9), kg=82)])
    with pytest.raises(Invalid):
        save_batch(ANA, batch, log)
    assert log.all(ANA) == []


def test_an_empty_batch_makes_no_new_revision(log: Log) -> None:
    log.keep(ANA, Weight(day=TODAY, kg=82))
    assert save_batch(ANA, WeightBatch(), log).revision == 1


def test_today_is_the_persons_own(log: Log) -> None:
    """On Kiritimati (UTC+14) it is a day later than on Baker Island (UTC-12), so its tomorrow is two days off there."""
    east, west = (Caller("acmehealth", "usr_ana", timezone=zone) for zone in ("Etc/GMT-14", "Etc/GMT+12"))
    tomorrow = WeightBatch(upserts=[Weight(day=east.now().date() + timedelta(days=1), kg=82)])
    assert save_batch(east, tomorrow, log).saved == 1
    with pytest.raises(Invalid):
        save_batch(west, tomorrow, log)


def test_a_write_in_between_is_noticed(log: Log) -> None:
    log.meanwhile = lambda: log.keep(ANA, Weight(day=YESTERDAY, kg=83))
    with pytest.raises(Raced):
        save_batch(ANA, WeightBatch(upserts=[Weight(day=TODAY, kg=82)]), log)
