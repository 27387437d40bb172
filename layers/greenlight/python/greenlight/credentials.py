"""Credentials as everybody but their sealer and their opener knows them: by a reference, never by what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .declare import VAULT
from .errors import NotFound
from .items import Item, Items
from .keys import Keys
from .threads.records import known

Kind = Literal["platform", "exchange"]
Status = Literal["connected", "needs_reconnect", "revoked"]
KINDS: Mapping[str, Kind] = {
    "mastodon": "platform", "facebook": "platform", "instagram": "platform", "linkedin": "platform", "x": "platform",
    "delta_exchange_india": "exchange",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Credential:
    """One connected account. `identity` is public (instance, page_id, …); `last4` ends the secret, or the API key.

    `version` counts its secrets, `revision` changes of any kind; `health` is `{checked_at, detail}` of the last probe;
    `risk_limits` are an exchange's `{max_units_per_order?, max_notional_inr?}` (vault_limits).
    """

    credential_ref: str
    tenant_id: str
    user_id: str
    kind: Kind
    provider: str
    name: str
    last4: str
    version: int
    status: Status
    revision: int
    created_at: str
    updated_at: str
    identity: Mapping[str, str] = field(default_factory=dict)
    health: Mapping[str, str] = field(default_factory=dict)
    risk_limits: Mapping[str, int] = field(default_factory=dict)
    entries: tuple[str, ...] = ()

    @property
    def is_connected(self) -> bool:
        return self.status == "connected"


def from_item(item: Item) -> Credential:
    said: dict[str, Any] = {name: item[name] for name in Credential.__dataclass_fields__ if name in item}
    return Credential(**said | {"entries": tuple(item.get("entries", ()))})


class Credentials:
    """Those of one tenant, read as they stand; needs `VAULT.read`."""

    def __init__(self, tenant_id: str) -> None:
        self._keys, self._items = Keys(tenant_id), Items(VAULT)

    def get(self, credential_ref: str) -> Credential:
        """Raises NotFound."""
        found = self._items.get(known(self._keys.credential, credential_ref))
        if not found:
            raise NotFound("There is no such credential.")
        return from_item(found)

    def owned_by(self, user_id: str, credential_ref: str) -> Credential:
        """Raises NotFound, for another user's too."""
        found = self.get(credential_ref)
        if found.user_id != user_id:
            raise NotFound("There is no such credential.")
        return found

    def of_user(
        self, user_id: str, kind: Kind, *, limit: int = 20, cursor: str | None = None
    ) -> tuple[list[Credential], str | None]:
        """In the order in which they were connected, revoked ones among them."""
        page = self._items.query(
            self._keys.credentials_of(user_id), index=1, begins=f"{kind}#", limit=limit, cursor=cursor
        )
        return [from_item(item) for item in page.items], page.next


def place_of(credential: Credential) -> dict[str, str]:
    """Its key, and its place in index 1: sorted by kind, and within it by age."""
    keys = Keys(credential.tenant_id)
    index = {
        "gsi1pk": keys.credentials_of(credential.user_id),
        "gsi1sk": f"{credential.kind}#{credential.credential_ref}",
    }
    return {**keys.credential(credential.credential_ref), **index}
