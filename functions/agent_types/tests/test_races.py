"""Two operators at once: one version for each draft, no version left out, nothing overwritten."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from greenlight import agent_types, audit
from greenlight.declare import AGENTS
from greenlight.errors import Conflict, Stale
from greenlight.items import Items, Write
from greenlight.keys import agent_type

from functions.agent_types import store
from tests.standins.approvals import PEOPLE
from tests.standins.platform import TENANT
from tests.standins.platform import caller as caller_of

from .conftest import OTHER, ask, operate
from .definitions import RECALL, TYPE
from .operating import PUBLISH, entries, write

pytestmark = pytest.mark.usefixtures("library")


def audit_of(subject: str) -> tuple[str, Write]:
    return audit.entry(
        TENANT, "agent_type.published", actor="user:u", subject=subject, correlation_id="cor_1", details={}
    )


def attempt(definition: Any, draft: store.Draft) -> str:
    """As one more publisher, who has read all this already; the id of his audit entry."""
    entry = audit_of("raced")
    with suppress(Conflict):
        store.publish(caller_of(PEOPLE["operator"]), definition, draft, entry)
    return entry[0]


def test_of_two_who_publish_at_once_one_makes_the_version_and_the_other_is_told() -> None:
    write()
    draft = store.written(TENANT, RECALL)
    definition = {"agent_type_id": RECALL, "version": 1, **draft.definition}
    made = [attempt({**definition, "title": title}, draft) for title in ("First", "Second")]
    assert agent_types.published(RECALL).title == "First"
    assert ask("GET", f"/{RECALL}?version=2").status == 404
    assert [one["entry_id"]["S"] for one in entries("raced")] == made[:1]
    with pytest.raises(Conflict):
        store.publish(caller_of(PEOPLE["operator"]), definition, draft, audit_of("again"))


def test_a_publisher_who_was_slow_takes_no_newer_draft_with_his_version() -> None:
    write()
    draft = store.written(TENANT, RECALL)
    operate("POST", PUBLISH)
    write()
    attempt(
        {"agent_type_id": RECALL, "version": 2, **draft.definition, "title": "Slow"},
        replace(draft, revision=7),
    )
    assert agent_types.published(RECALL).version == 1
    assert store.written(TENANT, RECALL).revision == 1


@pytest.mark.parametrize(
    "stands", [{"sk": "VERSION#000001"}, {"sk": "LATEST", "version": 1, "publisher": OTHER}]
)
def test_each_item_of_a_version_has_a_condition_of_its_own(stands: dict[str, Any]) -> None:
    write()
    there = {**agent_type(RECALL), **stands}
    Items(AGENTS).put(there)
    attempt({"agent_type_id": RECALL, "version": 1, **TYPE}, store.written(TENANT, RECALL))
    key = {name: there[name] for name in ("pk", "sk")}
    assert Items(AGENTS).get(key) == there
    Items(AGENTS).delete(key)


def test_no_version_is_left_out() -> None:
    write()
    operate("POST", PUBLISH)
    write()
    attempt({"agent_type_id": RECALL, "version": 3, **TYPE}, store.written(TENANT, RECALL))
    assert agent_types.published(RECALL).version == 1


def test_a_draft_that_was_changed_meanwhile_is_not_thrown_away() -> None:
    write()
    seen = store.written(TENANT, RECALL)
    write(revision=1)
    with pytest.raises(Stale):
        store.drop(caller_of(PEOPLE["operator"]), RECALL, seen, audit_of("dropped"))
    assert store.written(TENANT, RECALL).revision == 2
    assert list(entries("dropped")) == []


def test_of_two_who_write_the_same_draft_at_once_one_is_told() -> None:
    write()
    caller, before = caller_of(PEOPLE["operator"]), store.written(TENANT, RECALL)
    store.keep(caller, RECALL, {**TYPE, "title": "First"}, before, audit_of("first"))
    with pytest.raises(Stale):
        store.keep(caller, RECALL, {**TYPE, "title": "Second"}, before, audit_of("second"))
    assert store.written(TENANT, RECALL).definition["title"] == "First"
