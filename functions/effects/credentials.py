"""The vault as an approved action may use it: its owner's credential, for its provider; and what that says of it."""

from collections.abc import Mapping
from typing import Any

from greenlight import audit
from greenlight.approvals.records import Record
from greenlight.credential_refs import refs
from greenlight.credentials import Credential
from greenlight.declare import AGENTS, VAULT
from greenlight.errors import Denied
from greenlight.items import ConditionFailed, Item, Items, Write, commit
from greenlight.keys import Keys
from greenlight.threads.records import utc

from .adapters.protocol import Health
from .vault import MISSING, NeedsReconnect, Opened, open_secret

MOST_DETAIL = 300  # characters
KEPT = "health = :health, updated_at = :now"
MOVED = "#status = :status, revision = revision + :one, entries = list_append(entries, :entry)"


class VaultSecrets:
    """The `Secrets` of one tenant (ports.py), for one invocation; it knows which version it opened."""

    def __init__(self, tenant_id: str) -> None:
        self._tenant_id = tenant_id
        self._opened: dict[str, Credential] = {}

    def open(self, record: Record, provider: str, /) -> Opened:
        """Raises NeedsReconnect, and Denied for one that its agent does not name: rule `credential`."""
        ref = str(record.arguments.get("credential_ref", ""))
        opened = open_secret(self._tenant_id, ref)
        if opened.user_id != record.user_id:
            raise NeedsReconnect(MISSING)
        if opened.credential.provider != provider:
            raise NeedsReconnect(f"The credential {ref} is not one for {provider}.")
        agent = self._agent(record)
        config, limits = agent.get("config", {}), agent.get("enforcement", {}).get("limits", {})
        named = {one for _, one in refs(config)}
        if named and ref not in named:
            raise Denied(f"The credential {ref} is not one of this agent's accounts.", rule="credential")
        self._opened[record.approval_id] = opened.credential
        return opened.for_agent(limits, config.get("allowed_coins", ()))

    def _agent(self, record: Record) -> Item:
        """As its row says now; a customer may have set it tighter since he was asked."""
        key = Keys(self._tenant_id).agent(record.user_id, record.agent_id)
        return Items(AGENTS).get(key) or {}

    def refused(self, record: Record, detail: str, /) -> None:
        """What was opened for this record is not taken any more."""
        if credential := self._opened.get(record.approval_id):
            keep(credential, Health("needs_reconnect", detail), record.correlation_id)


def keep(credential: Credential, health: Health, correlation_id: str) -> None:
    """What was learnt of this very version; a change of status is on record. A newer version knows nothing of it."""
    said = {":health": {"checked_at": utc(), "detail": health.detail[:MOST_DETAIL]}, ":now": utc()}
    if health.status in ("unknown", credential.status):
        _keep(credential, f"SET {KEPT}", said, [])
        return
    entry_id, entry = audit.entry(
        credential.tenant_id, f"credential.{health.status}", actor="service:effects",
        subject=credential.credential_ref, correlation_id=correlation_id,
        details={"user_id": credential.user_id, "provider": credential.provider, "version": credential.version,
                 "detail": health.detail[:MOST_DETAIL]},
    )  # fmt: skip
    moved = {":status": health.status, ":one": 1, ":entry": [entry_id]}
    _keep(credential, f"SET {KEPT}, {MOVED}", {**said, **moved}, [entry])


def _keep(credential: Credential, expression: str, values: Mapping[str, Any], also: list[Write]) -> None:
    stood = {":version": credential.version, ":before": credential.status}
    health = Items(VAULT).updating(
        Keys(credential.tenant_id).credential(credential.credential_ref), expression,
        condition="version = :version AND #status = :before", values={**values, **stood},
        names={"#status": "status"},
    )  # fmt: skip
    try:
        commit([health, *also])
    except ConditionFailed:
        """Rotated, revoked or noted by somebody else meanwhile: what we learnt is not of this one any more."""
