"""Secrets are about, and the stack has a bad day: none of them may be found in any place where it does not belong."""

import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from greenlight import keys
from greenlight.keys import new_id

from localstack.stack.profile import profile

from . import canary_faults, canary_flows
from .approving import Asker
from .canaries import Canary, finds, jwts, of_jwt, password
from .canary_flows import Day
from .everywhere import Place, everywhere, logs, messages
from .outside import open_outside
from .people import Person

pytestmark = pytest.mark.e2e
KINDS = {"log", "history", "dead letter", "outbox row", "audit entry", "task token", "row", "mail", "event",
         "answer", "settings", "file"}  # fmt: skip


@dataclass(frozen=True)
class Swept:
    """`marks` are no secrets: each was put where it is allowed, and must be found there."""

    day: Day
    places: list[Place]
    marks: list[str]


@pytest.fixture(scope="module")
def swept(stack: Any) -> Iterator[Swept]:
    """The day, and everything that is left of it."""
    with ExitStack() as at_work:
        outside = at_work.enter_context(open_outside(int(profile("test").stand_in.rpartition(":")[2])))
        began = time.time()
        hears = at_work.enter_context(canary_faults.hearing_events(stack))
        day, mark = Day(stack, began, Asker(stack, Person(stack), outside.url), outside), new_id("mark")
        pem = at_work.enter_context(canary_flows.keys_of_the_agents(day))
        canary_flows.at_the_doors(day)
        canary_flows.an_agent_from_elsewhere(day, pem)
        late, linked = canary_flows.verdicts(day), canary_flows.a_mailed_link(day)
        canary_faults.secrets_in_arguments(day)
        canary_faults.a_secret_said_in_chat(day)
        canary_faults.a_worker_killed_while_it_sends(day)
        canary_flows.a_bad_day_of_the_model(day)
        at_work.enter_context(canary_faults.a_poison_row(day, mark))
        canary_faults.what_fails_for_good(day, mark)
        events = [Place("event", "on the bus", text) for text in messages(hears)]
        marks = [mark, late.approval_id, linked.approval_id, day.asker.run["correlation_id"], stack["prefix"]]
        yield Swept(day, [*everywhere(stack, began), *events, *day.refusals], marks)


def test_the_search_reads_every_kind_of_place(swept: Swept) -> None:
    found = {place.kind for place in swept.places if any(mark in place.text for mark in swept.marks)}
    assert found >= KINDS, KINDS - found
    print(f"\n{len(swept.day.canaries)} secrets, {len(swept.places)} places of {len(KINDS)} kinds")


@pytest.mark.parametrize("spelling", ["plain", "in base64", "in a URL"])
def test_the_search_finds_what_stands_where_it_should_not(swept: Swept, spelling: str) -> None:
    planted = {"plain": password(), "in a URL": f"pass word/{password()}"}.get(spelling, password())
    written = {
        "in base64": b64encode(b"it is " + planted.encode()).decode(),
        "in a URL": quote(planted, safe=""),
    }
    since = time.time() - 1
    canary_faults.plant(written.get(spelling, planted))
    (found,) = finds(Canary("what was planted", (planted,)), list(logs(swept.day.stack, since)))
    assert found.startswith("what was planted in log /aws/lambda/")
    assert planted not in found


def test_the_search_finds_a_token_and_anybodys(swept: Swept) -> None:
    since = time.time() - 1
    canary_faults.plant(swept.day.asker.token)
    lines = list(logs(swept.day.stack, since))
    assert finds(of_jwt("a run token", swept.day.asker.token), lines)
    assert list(jwts(lines))


def test_no_secret_stands_where_it_does_not_belong(swept: Swept) -> None:
    found = [one for canary in swept.day.canaries for one in finds(canary, swept.places)]
    assert found == [], "\n".join(found)


def test_nobodys_token_stands_in_a_log_a_history_a_queue_or_a_mail(swept: Swept) -> None:
    assert list(jwts([place for place in swept.places if place.kind != "row"])) == []


def test_a_links_token_is_in_one_mail_to_one_person(swept: Swept) -> None:
    (link,) = [canary for canary in swept.day.canaries if canary.name == "a link's token"]
    (found,) = finds(Canary(link.name, link.needles), swept.places)
    assert found.startswith("a link's token in mail customer@example.com: ")


def test_of_what_is_for_somebody_only_its_hash_is_stored(swept: Swept) -> None:
    """Tickets and links are found by their digests, so that the search did not simply miss their rows."""
    rows = [place.name for place in swept.places if place.kind == "row"]
    by_name = {canary.name: canary.needles[0] for canary in swept.day.canaries}
    stored = [keys.ticket(by_name["a ticket"]), keys.approval_link(by_name["a link's token"])]
    assert {f"Doors {key['pk']} {key['sk']}" for key in stored} <= set(rows)
