"""The tenant's own policy: which hosts may be read from, and Cedar additions that only tighten the platform's."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from greenlight import audit, aws
from greenlight.approvals import controls
from greenlight.approvals.controls import Controls
from greenlight.errors import Invalid, Stale
from greenlight.reading import pointer
from greenlight.rest import Answer, answer, body, current_caller, if_match
from greenlight.spec import spec

from . import hosts
from .schemas import Addition, Policy, StoredPolicy


@spec(returns=StoredPolicy, roles=("operator",))
def get_policy() -> Answer:
    """The policy as it stands; the revision, which the kill switches share, is the ETag."""
    return _said(controls.load(current_caller().tenant_id))


@spec(body=Policy, returns=StoredPolicy, roles=("operator",))
def put_policy() -> Answer:
    """This policy instead of the one that If-Match names; validated whole before anything is stored."""
    caller, wanted, insisted = current_caller(), body(Policy), if_match()
    before = controls.load(caller.tenant_id)
    if (insisted or 0) != before.revision:
        raise Stale("Send If-Match with the revision that you saw: this is another one.")
    allowed = hosts.normal(wanted.hosts)
    _check(wanted.additions)
    added = tuple(addition.model_dump(exclude_none=True) for addition in wanted.additions)
    after = replace(before, hosts=allowed, additions=added, version=before.version + 1)
    entry = audit.entry(
        caller.tenant_id, "policy.changed", actor=f"user:{caller.user_id}", subject=caller.tenant_id,
        correlation_id=caller.correlation_id, details={"before": _plain(before), "after": _plain(after)},
    )  # fmt: skip
    return _said(controls.save(caller, after, entry))


def _check(additions: Sequence[Addition]) -> None:
    """Raises Invalid, pointing at every addition whose name is taken or that the policy engine does not take."""
    names = [addition.name for addition in additions]
    problems = [
        {"pointer": pointer("additions", n, "name"), "detail": "is the name of another addition"}
        for n, name in enumerate(names)
        if name in names[:n]
    ]
    for n, addition in enumerate(additions):
        problems += [
            {"pointer": pointer("additions", n, "cedar"), "detail": detail}
            for detail in _complaints(addition)
        ]
    if problems:
        raise Invalid(f"{problems[0]['pointer']} {problems[0]['detail']}", problems=problems)


def _complaints(addition: Addition) -> list[str]:
    """What the engine has against it; only the executor's folder carries Cedar, so its Lambda is asked."""
    request = {"cedar": addition.cedar, "scope": addition.agent_type_id or ""}
    reply = aws.client("lambda", read_timeout=15).invoke(
        FunctionName=aws.function_name("policy_check"), Payload=json.dumps(request).encode()
    )
    said = json.loads(reply["Payload"].read())
    if "FunctionError" in reply:
        raise RuntimeError(f"policy_check failed: {said.get('errorType')}")
    problems = [one if isinstance(one, str) else str(one["detail"]) for one in said["problems"]]
    return problems or ([] if said["ok"] else ["is refused by the policy engine"])


def _plain(found: Controls) -> dict[str, Any]:
    return {"hosts": list(found.hosts), "additions": [dict(one) for one in found.additions]}


def _said(found: Controls) -> Answer:
    stored = {**_plain(found), "version": found.version, "revision": found.revision}
    return answer(StoredPolicy.model_validate(stored), revision=found.revision)
