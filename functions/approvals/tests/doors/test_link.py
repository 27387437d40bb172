"""The mailed link: looking changes nothing at all, the page's own form decides, and nothing unknown is told apart."""

import json
import re
import time
from base64 import b64encode
from hashlib import sha256
from html import unescape
from urllib.parse import urlencode

import boto3
import pytest
from greenlight import aws, keys
from greenlight.approvals import links
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS, DOORS
from greenlight.items import Items

from tests.standins.account import TABLES
from tests.standins.approvals import PEOPLE, become, waiting
from tests.standins.cloud import Cloud
from tests.standins.gateway import Said
from tests.standins.platform import CUSTOMER, TENANT

from .conftest import ask

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
EXACT = 'POST https://example.com/a?b=1&c=<2>\n\n{"text": "<script>alert(1)</script> & \'more\'"}'


def mailed(record: Record, user_id: str = CUSTOMER) -> str:
    return f"/approvals/{record.approval_id}/link?token={links.mint(record, user_id)}"


def get(url: str, method: str = "GET") -> Said:
    return ask(method, url, user="")


def fields(page: str, verdict: str) -> dict[str, str]:
    forms = [dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) for form in page.split("<form")[1:]]
    return {
        name: unescape(value) for form in forms if form["verdict"] == verdict for name, value in form.items()
    }


def post(url: str, verdict: str = "approve", **changes: str) -> Said:
    """What a person's browser does: it fetches the page and posts one of its forms."""
    return send(url, {**fields(get(url).body, verdict), **changes})


def send(url: str, form: dict[str, str]) -> Said:
    return ask("POST", url, urlencode(form), user="", **FORM)


def everything() -> str:
    """All that the tables hold."""
    tables = {name: boto3.client("dynamodb").scan(TableName=aws.table_name(name))["Items"] for name in TABLES}
    return json.dumps(tables, sort_keys=True, default=str)


def now(record: Record) -> Record:
    return Approvals(TENANT).get(record.approval_id)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_twenty_times_writes_nothing_at_all(cloud: Cloud, method: str) -> None:
    record = waiting()
    urls = [mailed(record), mailed(waiting(expires_at=1)), f"/approvals/{record.approval_id}/link?token=x"]
    before = everything()
    for url in urls * 7:
        get(url, method)
    assert everything() == before


def test_the_page_shows_the_exact_bytes_and_who_asks_for_what(cloud: Cloud) -> None:
    record = waiting(
        exact=EXACT, target="POST https://example.com/a", tool="notes.http_call", effect="external"
    )
    said = get(mailed(record))
    assert said.status == 200
    shown = re.search(r"<pre>\n(.*?)</pre>", said.body, re.DOTALL)
    assert shown is not None
    assert unescape(shown[1]) == EXACT
    for fact in ("Coach", CUSTOMER, "notes.http_call", "POST https://example.com/a", record.digest,
                 record.exact_sha256, "A risky write asks.", "Approving sends exactly this, once."):  # fmt: skip
        assert fact in unescape(said.body)


def test_the_page_runs_nothing_loads_nothing_and_is_kept_by_nobody(cloud: Cloud) -> None:
    said = get(mailed(waiting(exact=EXACT)))
    policy = said.headers["Content-Security-Policy"]
    style = re.findall(r"<style>(.*?)</style>", said.body)
    assert len(style) == 1
    assert f"style-src 'sha256-{b64encode(sha256(style[0].encode()).digest()).decode()}'" in policy
    assert {"default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"} <= set(policy.split("; "))
    assert said.headers["Content-Type"] == "text/html; charset=utf-8"
    assert said.headers["Cache-Control"] == "no-store"
    assert said.headers["Referrer-Policy"] == "no-referrer"
    assert said.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert not re.search(
        r"<script|src=|\son\w+=|http-equiv|style=", said.body.replace("<pre>", "").split("<pre>")[0]
    )
    assert not re.search(r"(?:href|action)=\"(?!/\")", said.body)


def test_a_mark_that_nobody_can_see_is_named(cloud: Cloud) -> None:
    said = get(mailed(waiting(exact="pay \u202e001\u202c to \u200bme\x00", title="a\u202eb")))
    assert "pay <mark>[U+202E]</mark>001<mark>[U+202C]</mark> to <mark>[U+200B]</mark>me" in said.body
    assert "<mark>[U+0000]</mark>" in said.body
    assert "<h1>a<mark>[U+202E]</mark>b</h1>" in said.body


def test_a_rehearsal_says_so_in_plain_words(cloud: Cloud) -> None:
    url = mailed(waiting(mode="rehearse", effect="external"))
    assert "Rehearsal: approving sends nothing." in get(url).body
    assert "nothing is sent" in post(url).body


@pytest.mark.parametrize(
    ("verdict", "status"), [("approve", "approved"), ("deny", "denied"), ("respond", "responded")]
)
def test_a_form_decides_for_the_person_of_the_link(cloud: Cloud, verdict: str, status: str) -> None:
    record = waiting()
    said = post(mailed(record, PEOPLE["approver"]), verdict, note="because")
    stands = now(record)
    assert (said.status, stands.status, stands.decided_by) == (200, status, PEOPLE["approver"])
    assert stands.decided_from == {"door": "link", "address": "192.0.2.7"}
    assert stands.note == "because"


def test_the_same_verdict_again_is_well_and_another_comes_too_late(cloud: Cloud) -> None:
    record = waiting()
    url = mailed(record)
    approve, deny = (fields(get(url).body, verdict) for verdict in ("approve", "deny"))
    assert [send(url, form).status for form in (approve, approve, deny)] == [200, 200, 409]
    assert "already" in send(url, approve).body
    assert now(record).status == "approved"
    assert "<form" not in get(url).body


def test_after_its_time_nothing_can_be_decided(cloud: Cloud) -> None:
    record = waiting()
    url = mailed(record)
    form = fields(get(url).body, "approve")
    Items(APPROVALS).update(
        keys.Keys(TENANT).approval(record.approval_id), "SET expires_at = :past", values={":past": 1}
    )
    assert "<form" not in get(url).body
    assert send(url, form).status == 410
    assert now(record).status == "expired"


def test_a_link_ends_and_says_so(cloud: Cloud) -> None:
    record = waiting()
    url = mailed(record)
    Items(DOORS).update(
        keys.approval_link(url.partition("=")[2]), "SET expires_at = :past", values={":past": 1}
    )
    assert (get(url).status, get(url, "HEAD").status) == (410, 410)
    assert send(url, {"verdict": "approve"}).status == 410


def test_whatever_opens_nothing_is_answered_alike(cloud: Cloud) -> None:
    record, other = waiting(), waiting()
    good = links.mint(record, CUSTOMER)
    gone = links.mint(record, "usr_never_a_member")
    stranger = links.mint(record, PEOPLE["viewer"])
    urls = [
        f"/approvals/{other.approval_id}/link?token={good}", f"/approvals/apr_none/link?token={good}",
        f"/approvals/{record.approval_id}/link?token={'A' * 43}", f"/approvals/{record.approval_id}/link?token=x",
        f"/approvals/{record.approval_id}/link", f"/approvals/{record.approval_id}/link?token={gone}",
        f"/approvals/{record.approval_id}/link?token={stranger}",
    ]  # fmt: skip
    answers = {
        (said.status, said.body) for url in urls for said in (get(url), send(url, {"verdict": "deny"}))
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"csrf": ""},
        {"csrf": "1.abc"},
        {"csrf": f"{int(time.time())}.{'0' * 64}"},
        {"digest": "0" * 64},
        {"csrf": "x" * 190},
    ],
)
def test_only_the_pages_own_value_decides(cloud: Cloud, changes: dict[str, str]) -> None:
    record = waiting()
    said = post(mailed(record), **changes)
    assert (said.status, now(record).status) == (403, "pending")


def test_a_value_of_another_link_or_of_long_ago_does_not_decide(cloud: Cloud) -> None:
    record = waiting()
    url = mailed(record)
    other = fields(get(mailed(record)).body, "approve")
    link = links.open_link(url.partition("=")[2], record.approval_id)
    old = links.form_value(link, record.digest, int(time.time()) - links.FORM_SECONDS - 5)
    early = links.form_value(link, record.digest, int(time.time()) + 600)
    assert [send(url, {**other, "csrf": value}).status for value in (other["csrf"], old, early)] == [403] * 3
    assert now(record).is_open


def test_what_was_edited_since_the_page_was_opened_is_not_approved(cloud: Cloud) -> None:
    record = waiting(people=2)
    url = mailed(record)
    form = fields(get(url).body, "approve")
    body = {"verdict": "edit", "digest": record.digest, "arguments": {"text": "other"}}
    ask("POST", f"/api/v1/approvals/{record.approval_id}/decide", body, user=PEOPLE["approver"])
    assert send(url, form).status == 412
    assert "edited since this link was mailed" in get(url).body
    assert post(url).status == 200
    assert now(record).status == "edited"


def test_a_fresh_sign_in_cannot_be_had_by_a_link(cloud: Cloud) -> None:
    record = waiting(fresh_login=True)
    url = mailed(record)
    assert "<form" not in (page := get(url).body)
    assert "Sign in" in page
    link = links.open_link(url.partition("=")[2], record.approval_id)
    form = {"csrf": links.form_value(link, record.digest), "digest": record.digest, "verdict": "approve"}
    assert (send(url, form).status, now(record).status) == (403, "pending")


def test_the_person_decides_with_the_rights_of_that_moment(cloud: Cloud) -> None:
    record = waiting()
    url = mailed(record, PEOPLE["approver"])
    form = fields(get(url).body, "approve")
    become(PEOPLE["approver"], ["viewer"])
    assert send(url, form).status == 404
    become(PEOPLE["approver"], ["approver"], status="left")
    assert (send(url, form).status, now(record).status) == (404, "pending")


def test_a_vote_among_two_leaves_it_open_and_says_so(cloud: Cloud) -> None:
    record = waiting(people=2)
    said = post(mailed(record))
    assert "1 of 2" in said.body
    assert now(record).is_open
    post(mailed(record, PEOPLE["approver"]))
    assert now(record).status == "approved"


def test_a_context_is_approved_or_denied_and_not_answered(cloud: Cloud) -> None:
    page = get(mailed(waiting(kind="context", effect="review"))).body
    assert [bool(fields(page, verdict)) for verdict in ("approve", "deny", "respond")] == [True, True, False]


def test_no_other_body_is_a_form(cloud: Cloud) -> None:
    record = waiting()
    url = mailed(record)
    said = ask("POST", url, {"verdict": "approve"}, user="", **{"Content-Type": "application/json"})
    assert (said.status, now(record).status) == (415, "pending")
    assert send(url, {"verdict": "edit"}).status == 422


def test_the_secret_is_stored_nowhere(cloud: Cloud) -> None:
    url = mailed(waiting())
    post(url)
    assert url.partition("=")[2] not in everything()


def test_the_methods_are_told_without_looking_anything_up(cloud: Cloud) -> None:
    known, unknown = get(mailed(waiting()), "OPTIONS"), get("/approvals/apr_none/link", "OPTIONS")
    assert (known.status, known.headers["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert (unknown.status, unknown.body) == (known.status, known.body)
    assert get(mailed(waiting()), "HEAD").body == ""
