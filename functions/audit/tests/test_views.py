"""The trail at its REST door: who may look, what is found, and what `verify` says of what was done to the table."""

from typing import Any

import pytest
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import new_id

from .conftest import KNOWN, TENANT, blocks, happen, rest, sealed, swept

ROUTES: list[tuple[str, str, Any]] = [("GET", "", None), ("POST", "/verify", {})]


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
@pytest.mark.parametrize("by", ["usr_me", "usr_view"])
def test_only_operators_look(ledger: Items, method: str, path: str, body: Any, by: str) -> None:
    status, said = rest(method, path, by=by, body=body)
    assert (status, said["rule"]) == (403, "role")


def test_entries_are_listed_newest_first_page_by_page(ledger: Items) -> None:
    made = [item["entry_id"] for item in happen(5)]
    status, page = rest("GET", "", limit="2")
    assert status == 200
    seen = [one["entry_id"] for one in page["items"]]
    while page["next_cursor"]:
        _, page = rest("GET", "", limit="2", cursor=page["next_cursor"])
        seen += [one["entry_id"] for one in page["items"]]
    assert seen == sorted(made, reverse=True)


def test_an_entry_is_shown_with_its_details_and_its_block(ledger: Items) -> None:
    [item] = happen(details={"amount": "4.20", "user_id": "usr_me"})
    assert rest("GET", "")[1]["items"][0]["block"] is None
    sealed([item])
    [shown] = rest("GET", "")[1]["items"]
    assert shown["block"] == 1
    assert shown["details"] == {"amount": "4.20", "user_id": "usr_me"}
    assert {"pk", "sk", "salt", "gsi2pk"}.isdisjoint(shown)


def test_entries_are_found_by_correlation_id(ledger: Items) -> None:
    happen(3)
    wanted = {item["entry_id"] for item in happen(3, correlation_id="cor_2")}
    _, page = rest("GET", "", correlation_id="cor_2", limit="2")
    _, rest_of_it = rest("GET", "", correlation_id="cor_2", limit="2", cursor=page["next_cursor"])
    assert {one["entry_id"] for one in page["items"] + rest_of_it["items"]} == wanted


@pytest.mark.parametrize("actor", ["usr_two", "user:usr_two"])
def test_entries_are_found_by_actor(ledger: Items, actor: str) -> None:
    happen(2)
    [item] = happen(actor="user:usr_two")
    assert [one["entry_id"] for one in rest("GET", "", actor=actor)[1]["items"]] == [item["entry_id"]]


def test_entries_are_found_by_their_days(ledger: Items) -> None:
    [item] = happen(1)
    today = item["at"][:10]
    assert len(rest("GET", "", **{"from": today, "to": today})[1]["items"]) == 1
    assert rest("GET", "", **{"from": "2020-01-01", "to": "2020-01-31"})[1]["items"] == []
    assert rest("GET", "", **{"from": "2020-02-01", "to": "2020-01-31"})[0] == 422


@pytest.mark.parametrize("cursor", ["nonsense", "aud_", "aud_7ZZZZZZZZZZZZZZZZZZZZZZZZZZ", "ENTRY#x"])
def test_a_foreign_cursor_is_refused(ledger: Items, cursor: str) -> None:
    assert rest("GET", "", cursor=cursor)[0] == 422


def test_another_tenants_entries_do_not_exist(ledger: Items) -> None:
    happen(2, tenant_id="otherfirm", correlation_id="cor_9")
    assert rest("GET", "")[1]["items"] == []
    assert rest("GET", "", correlation_id="cor_9")[1]["items"] == []


def test_an_untouched_trail_is_right(ledger: Items) -> None:
    sealed(happen(4))
    sealed(happen(2))
    happen(1)
    status, verdict = rest("POST", "/verify", body={})
    assert (status, verdict["ok"], verdict["findings"]) == (200, True, [])
    assert (verdict["entries"], verdict["blocks"], verdict["unsealed"]) == (7, 2, 1)
    assert verdict["head_hash"] == blocks()[1]["hash"]


def test_a_tenant_without_a_trail_is_right(ledger: Items) -> None:
    assert rest("POST", "/verify", body={})[1]["ok"]


def test_what_was_done_to_the_table_is_named(ledger: Items) -> None:
    items = happen(4)
    sealed(items)
    changed, gone = items[0], items[1]
    ledger.update({"pk": changed["pk"], "sk": changed["sk"]}, "SET actor = :x", values={":x": "user:usr_x"})
    ledger.delete({"pk": gone["pk"], "sk": gone["sk"]})
    verdict = rest("POST", "/verify", body={})[1]
    named = {(one["kind"], one["entry_id"]) for one in verdict["findings"]}
    assert named == {("changed", changed["entry_id"]), ("missing", gone["entry_id"])}
    assert not verdict["ok"]


def test_an_entry_deleted_before_it_was_sealed_is_named_by_its_approval(ledger: Items) -> None:
    fields = {
        "approval_id": new_id("apr"), "tenant_id": TENANT, "user_id": "usr_me", "agent_id": "agt_1",
        "tool": "web.http_call", "effect": "external", "arguments": {}, "bound": {}, "digest": "d", "title": "x",
        "status": "pending", "expires_at": 4_000_000_000, "assignees": ["usr_me"], "correlation_id": "cor_1",
    }  # fmt: skip
    approval = Approvals(TENANT).ask(fields)
    [entry_id] = approval.entries
    ledger.delete(KNOWN.audit_entry(entry_id))
    swept()
    [finding] = rest("POST", "/verify", body={})[1]["findings"]
    assert (finding["kind"], finding["entry_id"]) == ("missing", entry_id)
    assert approval.approval_id in finding["detail"]


def test_an_entry_that_an_effect_or_the_kill_switches_name_is_missed_too(ledger: Items) -> None:
    items = happen(2, subject="apr_1")
    kept = [item["entry_id"] for item in items]
    Items(APPROVALS).put({**KNOWN.effect("apr_1", 1), "entries": [kept[0]]})
    Items(APPROVALS).put({**KNOWN.controls(), "entries": [kept[1]]})
    happen(1, subject="apr_1")
    swept()
    assert rest("POST", "/verify", body={})[1]["ok"]
    for item in items:
        ledger.delete({"pk": item["pk"], "sk": item["sk"]})
    ledger.delete(KNOWN.audit_block(1))
    ledger.delete(KNOWN.audit_head())
    named = {one["entry_id"]: one["detail"] for one in rest("POST", "/verify", body={})[1]["findings"]}
    assert "APPROVAL#apr_1/EFFECT#001" in named[kept[0]]
    assert "CONTROLS" in named[kept[1]]


def test_erased_details_leave_the_chain_right(ledger: Items) -> None:
    [item] = happen(details={"note": "a person's words"})
    sealed([item])
    ledger.update(
        {"pk": item["pk"], "sk": item["sk"]}, "SET erased_at = :now REMOVE details, salt",
        values={":now": "2026-01-01T00:00:00.000Z"},
    )  # fmt: skip
    verdict = rest("POST", "/verify", body={})[1]
    assert (verdict["ok"], verdict["erased"]) == (True, 1)
    assert rest("GET", "")[1]["items"][0]["details"] is None


def test_a_period_that_ends_before_it_begins_is_refused(ledger: Items) -> None:
    assert rest("POST", "/verify", body={"from": "2026-02-01", "to": "2026-01-01"})[0] == 422
