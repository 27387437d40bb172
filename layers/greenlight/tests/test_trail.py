"""Outbox rows and audit entries as they are written, before anybody carries or seals them."""

import json

import pytest
from greenlight import audit, outbox
from greenlight.errors import Invalid
from greenlight.items import Item
from ulid import ULID


@pytest.fixture(autouse=True)
def prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENLIGHT_PREFIX", "greenlight-test")


def entry(**said: object) -> Item:
    details = {"user_id": "usr_1", "said": "a person's words", **said}
    _, write = audit.entry(
        "acmehealth",
        "thing.done",
        actor="user:usr_1",
        subject="thg_1",
        correlation_id="cor_1",
        details=details,
    )
    return dict(write.item)


def test_a_row_is_due_at_the_sweeper_after_the_streams_time() -> None:
    row = outbox.row("acmehealth", "event", {"b": 1, "a": 2}).item
    assert row["body"] == '{"a":2,"b":1}'
    assert row["gsi2pk"].startswith("DUE#")
    assert row["gsi2sk"] > row["created_at"]


def test_a_delayed_row_is_due_when_it_may_go() -> None:
    soon, later = (outbox.row("acmehealth", "event", {}, delay=delay).item for delay in (0, 600))
    assert later["due_at"] - soon["due_at"] in {600, 601}
    assert later["gsi2sk"] > soon["gsi2sk"]


def test_neither_is_written_over_another() -> None:
    _, write = audit.entry("acmehealth", "x", actor="a", subject="s", correlation_id="c", details={})
    assert write.condition == "attribute_not_exists(pk)"
    assert outbox.row("acmehealth", "event", {}).condition == "attribute_not_exists(pk)"


def test_an_entry_is_kept_under_the_day_of_its_id() -> None:
    item = entry()
    made = ULID.from_str(item["entry_id"].removeprefix("aud_")).datetime
    assert item["pk"] == f"TENANT#acmehealth#AUDIT#{made.date().isoformat()}"
    assert item["sk"] == f"ENTRY#{item['entry_id']}"


def test_an_entrys_hash_covers_everything_that_it_says() -> None:
    item = entry()
    assert audit.content_hash(item) == item["hash"]
    for name in audit.HASHED:
        assert audit.content_hash(item | {name: "bent"}) != item["hash"], name


def test_an_entrys_hash_outlives_its_details() -> None:
    item = entry()
    assert audit.details_digest(item["salt"], item["details"]) == item["details_digest"]
    bare = {name: value for name, value in item.items() if name not in {"details", "salt"}}
    assert audit.content_hash(bare) == item["hash"]
    assert "a person's words" not in json.dumps(bare)


def test_the_same_details_have_another_digest_each_time() -> None:
    assert entry()["details_digest"] != entry()["details_digest"]


def test_details_without_a_canonical_form_are_refused() -> None:
    with pytest.raises(Invalid, match="canonical"):
        entry(amount=float("nan"))
