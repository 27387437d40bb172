"""The doors of those who write agent types: a draft with what is wrong with it, and a version made of it."""

from collections.abc import Mapping
from typing import Any

from greenlight import agent_types, audit
from greenlight.caller import Caller
from greenlight.catalogue import load
from greenlight.errors import Conflict, Invalid, NotFound, Stale
from greenlight.items import Write
from greenlight.rest import Answer, answer, body, current_caller, if_match, query
from greenlight.spec import spec

from . import guardrails, owners, schemas, store, views
from .enforcement import whole

Json = dict[str, Any]


@spec(query=schemas.DraftsQuery, returns=schemas.Drafts, roles=("operator",))
def list_drafts() -> Json:
    """What my tenant has begun and not published yet, by id."""
    page = query(schemas.DraftsQuery)
    found, following = store.drafts(current_caller().tenant_id, page.limit, page.cursor)
    items = [
        {"agent_type_id": type_id, "title": draft.definition["title"], "updated_at": draft.updated_at,
         "updated_by": draft.updated_by, "revision": draft.revision}
        for type_id, draft in found
    ]  # fmt: skip
    return {"items": items, "next_cursor": following}


@spec(returns=schemas.Draft, roles=("operator",))
def get_draft(agent_type_id: str) -> Answer:
    """My tenant's draft of a type; its revision is the ETag."""
    caller = current_caller()
    if not owners.ID.match(agent_type_id):
        raise NotFound("There is no draft of this agent type.")
    return _said(
        agent_type_id, store.written(caller.tenant_id, agent_type_id), _before(agent_type_id, caller)
    )


@spec(body=schemas.Definition, returns=schemas.Draft, roles=("operator",))
def put_draft(agent_type_id: str) -> Answer:
    """This draft instead of the one that If-Match names. It may have problems still: they are told, not refused."""
    caller, given, insisted = current_caller(), body(schemas.Definition), if_match()
    before = _before(agent_type_id, caller)
    _check_origin(agent_type_id, given, before)
    old = store.draft(caller.tenant_id, agent_type_id)
    if (insisted or 0) != old.revision:
        raise Stale("Send If-Match with the revision of the draft that you saw: this is another one.")
    definition = _content(given)
    if places := guardrails.secrets(definition):
        raise Invalid("A sample holds what looks like a secret; nothing was stored.", problems=places)
    entry = _entry(caller, "agent_type.drafted", agent_type_id, {"revision": old.revision + 1})
    return _said(agent_type_id, store.keep(caller, agent_type_id, definition, old, entry), before)


@spec(status=204, roles=("operator",))
def delete_draft(agent_type_id: str) -> Answer:
    """Throws away the draft that If-Match names; what is published stays as it is."""
    caller, insisted = current_caller(), if_match()
    _before(agent_type_id, caller)
    draft = store.written(caller.tenant_id, agent_type_id)
    if insisted != draft.revision:
        raise Stale("Send If-Match with the revision of the draft that you saw: this is another one.")
    entry = _entry(caller, "agent_type.draft_deleted", agent_type_id, {"revision": draft.revision})
    store.drop(caller, agent_type_id, draft, entry)
    return answer(status=204)


@spec(returns=schemas.AgentType, status=201, roles=("operator",))
def publish(agent_type_id: str) -> Answer:
    """Makes the next version of my tenant's draft, for good; refused with all that is wrong with it."""
    caller, insisted = current_caller(), if_match()
    before = _before(agent_type_id, caller)
    draft = store.written(caller.tenant_id, agent_type_id)
    if insisted not in {None, draft.revision}:
        raise Stale("The draft was changed meanwhile: read it again.")
    definition = _next(agent_type_id, draft.definition, before)
    if problems := guardrails.problems(definition, before, _tools()):
        first = f"{problems[0]['pointer']} {problems[0]['detail']}"
        raise Invalid(f"This cannot be published: {first}.", problems=problems)
    details = {"version": definition["version"], "draft": draft.revision}
    entry = _entry(caller, "agent_type.published", agent_type_id, details)
    return views.shown(agent_types.of_item(store.publish(caller, definition, draft, entry)), 201)


def _before(agent_type_id: str, caller: Caller) -> Json | None:
    """The definition of the newest version, None where nothing is published. Raises Invalid, Denied."""
    owners.check_id(agent_type_id)
    latest = store.latest(agent_type_id)
    owners.check(agent_type_id, latest, caller.tenant_id)
    return agent_types.definition(agent_type_id, latest["version"]) if latest else None


def _check_origin(agent_type_id: str, given: schemas.Definition, before: Json | None) -> None:
    """Raises Invalid for another type's definition, Conflict for one that was made from an older version."""
    if given.agent_type_id not in {None, agent_type_id}:
        problem = {"pointer": "/agent_type_id", "detail": f"is not {agent_type_id}"}
        raise Invalid("This is the definition of another agent type.", problems=[problem])
    newest = before["version"] if before else 0
    if given.version not in {None, newest, newest + 1}:
        raise Conflict(f"Version {newest} is the newest now: make your changes to that one.")


def _content(given: schemas.Definition) -> Json:
    """As it was written, without id and version: they are given when it is published."""
    said = given.model_dump(mode="json", exclude_unset=True, exclude={"agent_type_id", "version"})
    return said | {"enforcement_defaults": whole(said["enforcement_defaults"])}


def _next(agent_type_id: str, content: Mapping[str, Any], before: Json | None) -> Json:
    version = before["version"] + 1 if before else 1
    return {"agent_type_id": agent_type_id, "version": version, **content}


def _said(agent_type_id: str, draft: store.Draft, before: Json | None) -> Answer:
    definition = _next(agent_type_id, draft.definition, before)
    told = {
        "problems": guardrails.problems(definition, before, _tools()), "updated_at": draft.updated_at,
        "updated_by": draft.updated_by, "revision": draft.revision,
    }  # fmt: skip
    return answer({**definition, **told}, revision=draft.revision)


def _tools() -> set[str]:
    """The names of all tools that there are."""
    domains = load()["domains"]
    return {f"{domain}.{tool}" for domain, described in domains.items() for tool in described["tools"]}


def _entry(caller: Caller, what: str, agent_type_id: str, details: Json) -> tuple[str, Write]:
    return audit.entry(
        caller.tenant_id, what, actor=f"user:{caller.user_id}", subject=agent_type_id,
        correlation_id=caller.correlation_id, details={**details, "user_id": caller.user_id},
    )  # fmt: skip
