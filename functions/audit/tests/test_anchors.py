"""Once a day a head is locked away, and from then on it convicts whoever rewrites the chain."""

import json
from contextlib import suppress
from typing import Any

from greenlight import aws
from greenlight.declare import LEDGER
from greenlight.items import Items

from .conftest import KNOWN, TENANT, Killed, happen, killed_at, rest, sealed, swept


def locked() -> dict[str, Any]:
    s3, bucket = aws.client("s3"), aws.bucket("audit")
    names = [one["Key"] for one in s3.list_objects_v2(Bucket=bucket).get("Contents", [])]
    return {name: json.loads(s3.get_object(Bucket=bucket, Key=name)["Body"].read()) for name in names}


def a_day_later(day: str = "2026-01-05") -> None:
    """What was sealed so far was sealed on that day."""
    Items(LEDGER).update(
        KNOWN.audit_head(), "SET gsi2sk = :day, sealed_at = :at",
        values={":day": day, ":at": f"{day}T23:00:00.000Z"},
    )  # fmt: skip


def test_a_day_that_is_not_over_is_not_locked_away(ledger: Items) -> None:
    sealed(happen())
    swept()
    assert locked() == {}


def test_the_head_of_a_day_that_is_over_is_locked_away_once(ledger: Items) -> None:
    sealed(happen())
    a_day_later()
    swept()
    swept()
    head = ledger.get(KNOWN.audit_head()) or {}
    [(name, kept)] = locked().items()
    assert name == f"heads/{TENANT}/2026-01-05.json"
    assert (kept["n"], kept["hash"], kept["day"]) == (1, head["hash"], "2026-01-05")
    assert "gsi2pk" not in head


def test_a_head_that_has_moved_on_is_due_again_after_today(ledger: Items) -> None:
    sealed(happen())
    a_day_later()
    sealed(happen())
    swept()
    head = ledger.get(KNOWN.audit_head()) or {}
    assert list(locked()) == [f"heads/{TENANT}/2026-01-05.json"]
    assert head["gsi2sk"] == head["sealed_at"][:10]


def test_a_crash_before_the_mark_is_taken_off_writes_no_second_copy(ledger: Items) -> None:
    sealed(happen())
    a_day_later()
    with suppress(Killed), killed_at("dynamodb", "UpdateItem"):
        swept()
    before = locked()
    swept()
    assert locked() == before
    assert len(aws.client("s3").list_object_versions(Bucket=aws.bucket("audit"))["Versions"]) == 1
    assert "gsi2pk" not in (ledger.get(KNOWN.audit_head()) or {})


def test_a_chain_that_was_made_anew_differs_from_what_was_locked_away(ledger: Items) -> None:
    items = happen(2)
    sealed(items)
    a_day_later()
    swept()
    assert rest("POST", "/verify", body={})[1]["ok"]
    for key in (KNOWN.audit_block(1), KNOWN.audit_head(), {"pk": items[0]["pk"], "sk": items[0]["sk"]}):
        ledger.delete(key)
    ledger.update(
        {"pk": items[1]["pk"], "sk": items[1]["sk"]}, "SET gsi2pk = :pk, gsi2sk = :sk REMOVE sealed_in",
        values={":pk": items[1]["gsi2pk"], ":sk": items[1]["gsi2sk"]},
    )  # fmt: skip
    swept()
    _, verdict = rest("POST", "/verify", body={})
    assert [(one["kind"], one["block"]) for one in verdict["findings"]] == [("head_differs", 1)]
