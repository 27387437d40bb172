"""One act per Idempotency-Key: Powertools' record in the Ledger, kept 24 hours; a repeat gets the first answer.

A refusal or a fault is not kept: its key may be tried again. Powertools is imported here and only here, and this
module only for a request that carries the header (it costs more than all the rest of a cold start).
"""

import hashlib
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyValidationError,
)

from . import aws
from .caller import Caller
from .declare import LEDGER
from .errors import Conflict, Invalid, Refused
from .keys import Keys
from .request import Answer, Request

KEPT_SECONDS = 24 * 60 * 60
LONGEST_KEY = 255
_REPLAYED = {"Idempotent-Replayed": "true"}


def once(request: Request, caller: Caller, key: str, act: Callable[[], Answer]) -> Answer:
    """Raises Invalid (422) for another body under the same key, Conflict (409) while the first is still running."""
    if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        raise Refused(f"An Idempotency-Key has 1 to {LONGEST_KEY} printable characters.")
    fresh: list[Answer] = []

    def carry_out(*, _record: dict[str, str]) -> dict[str, Any]:
        fresh.append(act())
        return _kept(fresh[0])

    guarded = idempotent_function(
        carry_out, data_keyword_argument="_record", persistence_store=_store(caller), config=_config(request),
        key_prefix="rest",
    )  # fmt: skip
    try:
        kept = guarded(_record=_what_decides(request, caller, key))
    except IdempotencyValidationError:
        raise Invalid("This Idempotency-Key was used with another body.") from None
    except IdempotencyAlreadyInProgressError:
        raise Conflict("The first request with this key is still running.", retry_after=1) from None
    return fresh[0] if fresh else _replayed(kept)


def _what_decides(request: Request, caller: Caller, key: str) -> dict[str, str]:
    parts = (caller.tenant_id, caller.user_id, request.method, request.path, key)
    return {"key": "\x1f".join(parts), "body": hashlib.sha256(request.content).hexdigest()}


def _kept(given: Answer) -> dict[str, Any]:
    if given.secret:
        return {"secret": True, "object_id": given.object_id}
    return {"content": given.content, "status": given.status, "headers": dict(given.headers)}


def _replayed(kept: dict[str, Any]) -> Answer:
    if kept.get("secret"):
        named = {"object_id": kept["object_id"]} if kept["object_id"] else {}
        raise Conflict("This was answered once; the answer held a secret and was not kept.", **named)
    return Answer(kept["content"], kept["status"], {**kept["headers"], **_REPLAYED})


def _store(caller: Caller) -> DynamoDBPersistenceLayer:
    """A layer of its own per call: one that is shared keeps the configuration of its first use."""
    return DynamoDBPersistenceLayer(
        table_name=aws.table_name(LEDGER.name), key_attr="pk", sort_key_attr="sk", expiry_attr="ttl",
        static_pk_value=Keys(caller.tenant_id).idempotency(), boto3_client=aws.client("dynamodb"),
    )  # fmt: skip


def _config(request: Request) -> IdempotencyConfig:
    """With the Lambda's context a crashed first attempt blocks its key until the deadline, not for a day."""
    return IdempotencyConfig(
        event_key_jmespath="key", payload_validation_jmespath="body", raise_on_no_idempotency_key=True,
        expires_after_seconds=KEPT_SECONDS, hash_function="sha256", lambda_context=request.context,
    )  # fmt: skip
