"""Evidence that stands alone: whoever holds it can follow each entry to a root, the roots to a head."""

import json
from typing import Any

import pytest
from greenlight import aws
from greenlight.audit import content_hash, details_digest
from greenlight.items import Items

from functions.audit import merkle
from functions.audit.blocks import block_hash

from .conftest import happen, rest, sealed, swept
from .test_anchors import a_day_later


def lines(text: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"export": [], "block": [], "entry": [], "anchor": []}
    for line in map(json.loads, text.splitlines()):
        found[line["type"]].append(line)
    return found


def test_an_export_proves_each_entry_by_itself(ledger: Items) -> None:
    sealed(happen(5, actor="user:usr_other"))
    sealed(happen(3) + happen(4, actor="user:usr_other"))
    a_day_later()
    swept()
    status, text = rest("POST", "/export", body={"user_id": "usr_me"})
    told = lines(text)
    assert status == 200
    assert len(told["entry"]) == 3
    blocks = {block["n"]: block for block in told["block"]}
    for entry in told["entry"]:
        content = {**entry, "tenant_id": "acmehealth"}
        assert content_hash(content) == entry["hash"]
        assert (
            details_digest(entry["salt"], json.dumps(entry["details"], separators=(",", ":")))
            == entry["details_digest"]
        )
        proof = entry["proof"]
        leaf = f"{entry['entry_id']} {entry['hash']}"
        assert (
            merkle.rooted(leaf, proof["index"], proof["size"], proof["path"])
            == blocks[proof["block"]]["root"]
        )
    for block in told["block"]:
        header = {name: block[name] for name in ("tenant_id", "n", "prev_hash", "root", "sealed_at")}
        assert block_hash(header) == block["hash"]
    assert [(one["n"], one["hash"]) for one in told["anchor"]] == [(2, blocks[2]["hash"])]


def test_an_export_of_one_person_shows_nothing_of_another(ledger: Items) -> None:
    sealed(happen(2, actor="user:usr_other", details={"said": "his words"}) + happen(1))
    assert "his words" not in rest("POST", "/export", body={"user_id": "usr_me"})[1]


def test_an_export_holds_what_others_did_with_what_is_his(ledger: Items) -> None:
    happen(1, actor="user:usr_boss", details={"user_id": "usr_me"})
    happen(1, actor="user:usr_boss", details={"user_id": "usr_other"})
    assert len(lines(rest("POST", "/export", body={"user_id": "usr_me"})[1])["entry"]) == 1


def test_an_export_by_agent(ledger: Items) -> None:
    happen(2, agent_id="agt_1")
    happen(1, agent_id="agt_2")
    assert len(lines(rest("POST", "/export", body={"agent_id": "agt_1"})[1])["entry"]) == 2


def test_a_customer_exports_himself_without_saying_so(ledger: Items) -> None:
    happen(2)
    happen(1, actor="user:usr_other", details={})
    status, text = rest("POST", "/export", by="usr_me", body={})
    assert status == 200
    assert {entry["actor"] for entry in lines(text)["entry"]} == {"user:usr_me"}


@pytest.mark.parametrize("body", [{"user_id": "usr_other"}, {"user_id": "usr_op", "agent_id": "agt_1"}])
def test_a_customer_exports_nobody_else(ledger: Items, body: dict[str, str]) -> None:
    status, said = rest("POST", "/export", by="usr_me", body=body)
    assert (status, said["rule"]) == (403, "role")


def test_a_viewer_exports_nothing(ledger: Items) -> None:
    assert rest("POST", "/export", by="usr_view", body={})[0] == 403


def test_a_large_export_is_a_link(ledger: Items) -> None:
    sealed(happen(20, details={"text": "x" * 300_000}))
    status, said = rest("POST", "/export", body={})
    assert status == 201
    assert said["bytes"] > 5 * 1024 * 1024
    key = f"exports/acmehealth/{said['export_id']}.ndjson"
    assert key in said["url"]
    assert "X-Amz-Expires=3600" in said["url"] or "Expires=" in said["url"]
    kept = aws.client("s3").get_object(Bucket=aws.bucket("audit"), Key=key)["Body"].read()
    assert len(kept) == said["bytes"]
    assert len(lines(kept.decode())["entry"]) == 20
