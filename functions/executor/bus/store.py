"""The bus's counters in the Ledger: one conditional write each, so that two calls at once never count as one."""

from greenlight import spending
from greenlight.declare import LEDGER
from greenlight.items import ConditionFailed, Items
from greenlight.keys import ItemKey, Keys
from greenlight.spending import Reservation

KEPT = 3600  # seconds that a minute's count stays; it means nothing once the minute is over


class LedgerCounters:
    def call(self, tenant_id: str, agent_id: str, most: int, now: float) -> bool:
        key = Keys(tenant_id).rate(agent_id, int(now) // 60)
        return _one_more(key, most, int(now) + KEPT)

    def trial_action(self, tenant_id: str, agent_id: str, most: int) -> bool:
        return _one_more(Keys(tenant_id).trial(agent_id), most)

    def reserve(self, tenant_id: str, wanted: Reservation, budget_cents: int | None, now: float) -> bool:
        return spending.reserve(tenant_id, wanted, budget_cents, now)


def _one_more(key: ItemKey, most: int, ttl: int = 0) -> bool:
    if most < 1:
        return False
    kept = ("SET #ttl = :ttl ", {":ttl": ttl}, {"#ttl": "ttl"}) if ttl else ("", {}, {})
    try:
        Items(LEDGER).update(
            key, f"{kept[0]}ADD calls :one", condition="attribute_not_exists(calls) OR calls < :most",
            values={":one": 1, ":most": most, **kept[1]}, names=kept[2],
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True
