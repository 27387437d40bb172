"""Every domain through its REST routes (contracts §1 and §3)."""

from greenlight.declare import Domain

from tests.contract import samples
from tests.contract.found import Front


def path(domain: Domain, index: int = 0) -> str:
    return f"/{samples.key(domain, index)}"


def test_a_row_is_made_read_changed_and_removed(front: Front, domain: Domain) -> None:
    row, changed = samples.row(domain), samples.other(domain)
    made = front.rest("POST", "", row)
    assert (made.status, made.headers["Location"]) == (201, f"/api/v1/{domain.name}{path(domain)}")
    assert made.body == {**row, "revision": 1}
    assert front.rest("GET", path(domain)).body == made.body
    put = front.rest("PUT", path(domain), changed, If_Match=made.etag)
    assert (put.status, put.body) == (200, {**changed, "revision": 2})
    assert front.rest("DELETE", path(domain), If_Match=put.etag).status == 204
    assert front.rest("GET", path(domain)).status == 404


def test_put_to_a_new_key_creates(front: Front, domain: Domain) -> None:
    assert front.rest("PUT", path(domain), samples.row(domain)).status == 201


def test_a_second_row_of_the_same_key_is_a_conflict(front: Front, domain: Domain) -> None:
    front.rest("POST", "", samples.row(domain))
    assert front.rest("POST", "", samples.row(domain)).status == 409


def test_a_list_has_items_and_a_cursor(front: Front, domain: Domain) -> None:
    front.rest("POST", "", samples.row(domain))
    listed = front.rest("GET", query={"limit": "1"})
    assert listed.body == {"items": [{**samples.row(domain), "revision": 1}], "next_cursor": None}


def test_an_old_revision_is_stale(front: Front, domain: Domain) -> None:
    old = front.rest("POST", "", samples.row(domain)).etag
    front.rest("PUT", path(domain), samples.other(domain))
    for method, body in (("PUT", samples.row(domain)), ("DELETE", None)):
        answer = front.rest(method, path(domain), body, If_Match=old)
        assert (answer.status, answer.headers["Content-Type"]) == (412, "application/problem+json")
    assert front.rest("GET", path(domain)).body == {**samples.other(domain), "revision": 2}


def test_if_match_on_a_row_that_is_gone_is_stale(front: Front, domain: Domain) -> None:
    assert front.rest("PUT", path(domain), samples.row(domain), If_Match='"1"').status == 412


def test_another_persons_row_is_absent(front: Front, domain: Domain) -> None:
    front.rest("POST", "", samples.row(domain))
    absent = front.rest("GET", path(domain, 1) if domain.key else "/you").body
    for somebody in (front.neighbour, front.stranger):
        for method in ("GET", "DELETE"):
            answer = front.rest(method, path(domain), by=somebody)
            assert (answer.status, answer.body["detail"]) == (404, absent["detail"])
        assert front.rest("GET", by=somebody).body["items"] == []


def test_a_key_that_no_row_can_have_is_absent(front: Front, domain: Domain) -> None:
    for impossible in ("/%00", "/a%20b", "/" + "x" * 300):
        assert front.rest("GET", impossible).status == 404


def test_a_row_with_an_undeclared_member_is_refused_at_that_member(front: Front, domain: Domain) -> None:
    answer = front.rest("POST", "", samples.broken(domain))
    assert answer.status == 422
    assert answer.body["errors"][0]["pointer"] == "/nobody_declared_this"


def test_the_form_is_a_surface_with_the_rows(front: Front, domain: Domain) -> None:
    front.rest("POST", "", samples.row(domain))
    answer = front.rest("GET", "/form")
    assert answer.status == (200 if domain.edit_with else 404)
    if domain.edit_with:
        data = answer.body["messages"][-1]["updateDataModel"]["value"]
        assert data == {
            "revision": 1,
            "rows": [samples.row(domain)],
            "more": False,
            "upserts": [],
            "deletes": [],
        }
