"""One harmless question with a credential, so that what does not work is known before it is needed."""

import time
from collections.abc import Mapping
from typing import Any

from greenlight.errors import Invalid
from greenlight.keys import new_id
from greenlight.observe import note

from .adapters.protocol import Adapter, Health
from .credentials import keep
from .vault import NeedsReconnect, open_secret

SECONDS = 8  # for the question and its answer


def probe(request: Mapping[str, Any], adapters: Mapping[str, Adapter]) -> dict[str, Any]:
    """`{tenant_id, credential_ref, tool, correlation_id?}` → `{ok, health, detail}`; `ok` is that it may be used.

    `unknown` is no reason to hold anything back: the provider was not to be reached. Raises Invalid.
    """
    tenant_id, ref = str(request.get("tenant_id")), str(request.get("credential_ref"))
    adapter = adapters.get(str(request.get("tool")))
    if adapter is None or not adapter.credential:
        raise Invalid("Nothing here asks for a credential by that tool.", rule="request")
    try:
        opened = open_secret(tenant_id, ref, revoked_by_provider=True)
        if opened.credential.provider != adapter.credential:
            raise NeedsReconnect(f"The credential {ref} is not one for {adapter.credential}.")
    except NeedsReconnect as refused:
        return _said(Health("needs_reconnect", refused.detail))
    health = adapter.probe(opened, time.time() + SECONDS)
    keep(opened.credential, health, str(request.get("correlation_id") or new_id("cor")))
    return _said(health)


def _said(health: Health) -> dict[str, Any]:
    note(health=health.status)
    return {"ok": health.status != "needs_reconnect", "health": health.status, "detail": health.detail}
