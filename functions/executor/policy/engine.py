"""The engine: the platform's policies and a tenant's additions, compiled once, asked two questions per action."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from .check import MOST, problems
from .texts import Policy, Source, own, policies, schema_text

if TYPE_CHECKING:
    from cedarpy import PolicySet, Schema

Uid = tuple[str, str]  # entity type and id
Additions = tuple[tuple[str, str], ...]  # name and text of each
NOBODY = "Nothing allows this, and nobody can be asked."


class Unusable(Exception):
    """Policies that cannot be compiled or evaluated: nothing may be done on their word."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One action in the schema's words: who, doing what to what, belonging to which groups, in which setting."""

    principal: Uid
    principal_in: Sequence[Uid]
    resource: Uid
    resource_in: Sequence[Uid]
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One question's answer, and the policies that decided it: none where nothing spoke for it."""

    allowed: bool
    by: tuple[Policy, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """`act` and `propose` are the two evaluations from which `decision` follows; `version` names the policies."""

    decision: Literal["allow", "ask", "deny"]
    act: Evaluation
    propose: Evaluation
    version: str

    @property
    def deciding(self) -> tuple[Policy, ...]:
        """Why it came out so: for an ask, what stands against acting."""
        if self.decision == "deny":
            return self.propose.by or self.act.by
        return self.act.by

    @property
    def words(self) -> str:
        said = " ".join(dict.fromkeys(policy.words for policy in self.deciding))
        return f"{said} {NOBODY}".strip() if self.decision == "deny" and not self.propose.by else said


@dataclass(frozen=True, slots=True)
class Compiled:
    policies: "PolicySet"
    known: Mapping[str, Policy]
    version: str


def ruling(asked: Asked, additions: Additions = ()) -> Ruling:
    """Allow if it may be done unasked, ask if a person may be asked, else deny. Raises Unusable."""
    compiled = compile_policies(additions)
    act, propose = _evaluate(compiled, asked)
    decision: Literal["allow", "ask", "deny"] = "deny"
    if act.allowed:
        decision = "allow"
    elif propose.allowed:
        decision = "ask"
    return Ruling(decision, act, propose, compiled.version)


@lru_cache(maxsize=64)
def compile_policies(additions: Additions = ()) -> Compiled:
    """Additions are checked again, although they were when stored: what could loosen never gets in. Raises Unusable."""
    import cedarpy

    if len(additions) > MOST:
        raise Unusable(f"there are more than {MOST} additions")
    for name, text in additions:
        if found := problems(text):
            raise Unusable(f"the addition «{name}» {found[0]['detail']}")
    sources = [*own(), *(Source(name, text) for name, text in additions)]
    every = [policy for source in sources for policy in policies(source)]
    known = {f"policy{n}": policy for n, policy in enumerate(every)}
    whole = cedarpy.PolicySet.from_str("\n".join(source.text for source in sources))
    return Compiled(whole, known, _version(sources))


def _evaluate(compiled: Compiled, asked: Asked) -> tuple[Evaluation, Evaluation]:
    import cedarpy

    entities = [
        _entity(asked.principal, asked.principal_in),
        _entity(asked.resource, asked.resource_in),
    ]
    requests = [
        {"principal": _uid(asked.principal), "action": _uid(("Action", action)), "resource": _uid(asked.resource),
         "context": dict(asked.context)}
        for action in ("act", "propose")
    ]  # fmt: skip
    try:
        answers = cedarpy.is_authorized_batch(requests, compiled.policies, entities, _schema())
    except ValueError as error:
        raise Unusable("the question is not one of the schema's") from error
    act, propose = (_evaluation(compiled, answer) for answer in answers)
    return act, propose


def _evaluation(compiled: Compiled, answer: Any) -> Evaluation:
    """Cedar passes over a policy that fails; a forbid among them would have counted, so all of it fails."""
    if answer.diagnostics.errors or answer.decision.value not in {"Allow", "Deny"}:
        raise Unusable("one of them fails for this call")
    reasons = sorted(answer.diagnostics.reasons, key=lambda name: int(name.removeprefix("policy")))
    return Evaluation(answer.allowed, tuple(compiled.known[name] for name in reasons))


def _entity(uid: Uid, groups: Sequence[Uid]) -> dict[str, Any]:
    return {"uid": _uid(uid), "attrs": {}, "parents": [_uid(group) for group in groups]}


def _uid(uid: Uid) -> dict[str, str]:
    return {"type": uid[0], "id": uid[1]}


def _version(sources: Sequence[Source]) -> str:
    """Twelve hex digits over the schema and every text, names included."""
    found = hashlib.sha256(schema_text().encode())
    for source in sources:
        found.update(f"\0{source.ours}\0{source.name}\0{len(source.text)}\0{source.text}".encode())
    return found.hexdigest()[:12]


@cache
def _schema() -> "Schema":
    import cedarpy

    return cedarpy.Schema.from_str(schema_text())
