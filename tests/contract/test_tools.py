"""Every domain through its tools' Lambdas, as the executor invokes them (contracts §6)."""

import pytest
from greenlight.declare import Domain

from tests.contract import samples
from tests.contract.found import Front


def key_argument(domain: Domain, index: int = 0) -> dict[str, object]:
    return {domain.key: samples.key(domain, index)} if domain.key else {}


def put(front: Front, domain: Domain, index: int = 0) -> dict[str, object]:
    """A row, made the way this domain lets a coach make one."""
    row = samples.row(domain, index)
    made = front.tool("create" if domain.key else "update", **row)
    assert made["ok"], made
    return row


def test_a_row_is_made_read_changed_and_removed(front: Front, domain: Domain) -> None:
    row = put(front, domain)
    assert front.tool("get", **key_argument(domain))["result"] == {**row, "revision": 1}
    changed = samples.other(domain)
    assert front.tool("update", **changed)["result"] == {**changed, "revision": 2}
    assert front.tool("delete", **key_argument(domain))["result"]["revision"] == 3
    assert front.tool("get", **key_argument(domain))["ok"] is False


def test_null_leaves_a_field_as_it_is(front: Front, domain: Domain) -> None:
    row = put(front, domain)
    nothing = {name: None for name in row if name != domain.key}
    assert front.tool("update", **nothing, **key_argument(domain))["result"] == {**row, "revision": 2}


def test_rows_are_listed_page_by_page(front: Front, domain: Domain) -> None:
    if not domain.key:
        pytest.skip("has one row per person")
    rows = [put(front, domain, index) for index in range(3)]
    first = front.tool("list", limit=2)["result"]
    second = front.tool("list", limit=2, cursor=first["next_cursor"])["result"]
    listed = [{n: v for n, v in item.items() if n != "revision"} for item in first["items"] + second["items"]]
    assert sorted(map(str, listed)) == sorted(map(str, rows))
    assert second["next_cursor"] is None


def test_a_second_row_of_the_same_key_is_refused(front: Front, domain: Domain) -> None:
    if not domain.key:
        pytest.skip("is changed, never made")
    row = put(front, domain)
    assert front.tool("create", **row)["ok"] is False


def test_another_persons_row_is_absent(front: Front, domain: Domain) -> None:
    put(front, domain)
    for somebody in (front.neighbour, front.stranger):
        for tool in ("get", "delete"):
            answer = front.tool(tool, somebody, **key_argument(domain))
            assert (answer["ok"], answer["detail"]) == (False, "There is no such entry.")
    assert front.tool("get", **key_argument(domain))["ok"]


def test_identity_is_never_an_argument(front: Front, domain: Domain) -> None:
    answer = front.tool("get", **key_argument(domain), user_id="usr_ben")
    assert answer["problems"][0]["pointer"] == "/user_id"


def test_bad_arguments_are_refused_with_pointers(front: Front, domain: Domain) -> None:
    answer = front.tool("save_batch", revision=-1, upserts=[samples.broken(domain)], deletes=[])
    assert {p["pointer"] for p in answer["problems"]} == {"/revision", "/upserts/0/nobody_declared_this"}


def test_half_a_character_is_refused(front: Front, domain: Domain) -> None:
    field = next(iter(domain.row.model_fields))
    answer = front.tool("save_batch", upserts=[{field: "\ud800"}])
    assert (answer["ok"], answer["detail"]) == (False, "The text holds half a character.")


def test_a_lambda_refuses_to_be_another_tool(front: Front, domain: Domain) -> None:
    event = {"tool": f"{domain.name}.delete", "arguments": {}}
    with pytest.raises(ValueError, match="another tool"):
        front.invoke("get", event)


def test_the_form_opens_with_the_rows_and_saves_what_changed(front: Front, domain: Domain) -> None:
    if not domain.edit_with:
        pytest.skip("has no form")
    row = put(front, domain)
    form = front.tool("open_form")["result"]["form"]
    assert form["rows"] == [row]
    saved = front.tool(
        domain.edit_with, revision=form["revision"], upserts=[samples.other(domain)], deletes=[]
    )
    assert (saved["result"]["saved"], saved["result"]["deleted"]) == (1, 0)
    assert front.tool("get", **key_argument(domain))["result"] == {**samples.other(domain), "revision": 2}
