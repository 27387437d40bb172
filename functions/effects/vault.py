"""Opening a credential: as a role that is taken on for one tenant, reads that tenant's alone and keeps nothing."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from greenlight import aws
from greenlight.credentials import Credential, from_item
from greenlight.errors import Denied
from greenlight.keys import Keys
from greenlight.packing import pack, unpack
from greenlight.vault import KEY, NONCE, bound, context_of
from greenlight.vault_limits import stricter

SECONDS = 900  # the shortest session that STS gives
LOOKS = 2  # a rotation between two reads takes the older version away; the newer one is there at once
MISSING = "There is no such credential of this agent's owner; connect the account again."
UNREADABLE = "This credential cannot be opened any more; connect the account again."


class NeedsReconnect(Denied):
    """A credential that is not there for this, was revoked, or does not open: its owner has to connect it again."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail, rule="credential")


class Opened(Mapping[str, str]):
    """What a credential holds, as texts by name; its repr shows nothing of it.

    Its secret fields; beneath them its identity, as it was sealed; beneath that the risk limits that stand beside it,
    and what the agent that it is opened for may order (`for_agent`).
    """

    __slots__ = ("_fields", "credential", "user_id")

    def __init__(self, credential: Credential, user_id: str, fields: Mapping[str, str]) -> None:
        self.credential, self.user_id, self._fields = credential, user_id, dict(fields)

    def __getitem__(self, name: str) -> str:
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def for_agent(self, limits: Mapping[str, int], coins: Collection[str]) -> "Opened":
        """With the agent's own limits where they are stricter, and the coins that it may trade, if it says any."""
        lowest = stricter(self.credential.risk_limits, limits)
        more = {name: str(value) for name, value in lowest.items()}
        more |= {"allowed_coins": " ".join(coins)} if coins else {}
        return Opened(self.credential, self.user_id, {**self._fields, **more})

    def __repr__(self) -> str:
        return f"Opened({self.credential.credential_ref})"

    def __reduce__(self) -> Any:
        raise TypeError("an opened credential is not written down")


def open_secret(tenant_id: str, credential_ref: str, *, revoked_by_provider: bool = False) -> Opened:
    """Raises NeedsReconnect; with `revoked_by_provider` one that needs reconnecting is opened too, to ask once more."""
    try:
        keys = Keys(tenant_id)
        place = keys.credential(credential_ref)
    except ValueError:
        raise NeedsReconnect(MISSING) from None
    reader = _Reader(tenant_id)
    for _ in range(LOOKS):
        item = reader.get(place)
        if item is None:
            raise NeedsReconnect(MISSING)
        credential = from_item(item)
        if not (credential.is_connected or (revoked_by_provider and credential.status == "needs_reconnect")):
            said = "was revoked" if credential.status == "revoked" else "needs reconnecting"
            raise NeedsReconnect(f"The credential {credential_ref} {said}; connect the account again.")
        version = reader.get(keys.credential_version(credential_ref, credential.version))
        if version and "sealed" in version:
            return _opened(credential, version, reader)
    raise NeedsReconnect(UNREADABLE)


def _opened(credential: Credential, version: Mapping[str, Any], reader: "_Reader") -> Opened:
    """By the context that it must have, never by the one that stands beside it."""
    context = context_of(credential.tenant_id, credential.credential_ref, credential.provider)
    content = reader.unsealed(version, context, credential.version)
    limits = {name: str(value) for name, value in credential.risk_limits.items()}
    return Opened(credential, content["user_id"], {**limits, **content["identity"], **content["secret"]})


class _Reader:
    """The vault reader's role, with this tenant as its session's tag."""

    def __init__(self, tenant_id: str) -> None:
        given = aws.client("sts").assume_role(
            RoleArn=aws.setting("VAULT_READER_ROLE"), RoleSessionName=tenant_id, DurationSeconds=SECONDS,
            Tags=[{"Key": "tenant", "Value": tenant_id}],
        )  # fmt: skip
        self._role = given["Credentials"]
        self._dynamodb = aws.client_as(self._role, "dynamodb")

    def get(self, key: Mapping[str, str]) -> dict[str, Any] | None:
        found = self._dynamodb.get_item(TableName=aws.table_name("Vault"), Key=pack(key), ConsistentRead=True)
        return unpack(found["Item"]) if "Item" in found else None

    def unsealed(self, version: Mapping[str, Any], context: Mapping[str, str], number: int) -> dict[str, Any]:
        """Raises NeedsReconnect for anything but the very bytes that were sealed in this context."""
        from botocore.exceptions import ClientError
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        sealed, wrapped = bytes(version["sealed"]), bytes(version["data_key"])
        try:
            key = aws.client_as(self._role, "kms").decrypt(
                KeyId=aws.key_alias(KEY), CiphertextBlob=wrapped, EncryptionContext=dict(context)
            )["Plaintext"]
            text = AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound(context, number))
        except ClientError as error:
            if error.response["Error"]["Code"] not in {"InvalidCiphertextException", "IncorrectKeyException"}:
                raise
            raise NeedsReconnect(UNREADABLE) from None
        except InvalidTag:
            raise NeedsReconnect(UNREADABLE) from None
        found: dict[str, Any] = json.loads(text)
        return found
