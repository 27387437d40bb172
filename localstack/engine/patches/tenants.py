"""Conditions of policies that tell tenants apart are judged as AWS judges them; the engine knows none of them.

- A value may hold `${aws:PrincipalTag/tenant}`, the session's own tag; without one, or with a wildcard in it, the
  statement does not count.
- `dynamodb:LeadingKeys` are the partition keys that a request names, in a transaction each item's own.
- `kms:EncryptionContext:…` is what a request gives as its context.
- `aws:PrincipalArn` of an assumed role is the role's.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from . import replace

VARIABLE = re.compile(r"\$\{(aws:[A-Za-z]+(?:/[^}]+)?)\}")
SESSION = re.compile(r"arn:aws:sts::(\d{12}):assumed-role/([^/]+)/.+")
EQUALS = re.compile(r"\s*\(?\s*([#\w]+)\s*=\s*(:\w+)")
LEADING = (
    "greenlight:leading"  # by "action table", "table" or neither; ours alone, gone before a policy is judged
)
Leading = dict[str, list[str]]


def _principal(original: Any) -> Any:
    def resolve_condition_key(key: str, ctx: Any) -> Any:
        found = original(key, ctx)
        session = SESSION.fullmatch(found) if key.lower() == "aws:principalarn" and found else None
        return f"arn:aws:iam::{session[1]}:role/{session[2]}" if session else found

    return resolve_condition_key


def _variables(original: Any) -> Any:
    def conditions_met(conditions: Any, ctx: Any) -> bool:
        if not conditions:
            return True
        text = json.dumps(conditions)
        if "${aws:" in text:
            text = VARIABLE.sub(lambda found: _value(found[1], ctx), text)
        return "${aws:" not in text and bool(original(json.loads(text), ctx))

    return conditions_met


def _value(name: str, ctx: Any) -> str:
    """In JSON; the variable itself where there is nothing to put in its place."""
    from ministack.core import iam_evaluator

    found = iam_evaluator._resolve_condition_key(name, ctx)
    usable = isinstance(found, str) and found and not set(found) & set("*?$")
    return json.dumps(found)[1:-1] if usable else f"${{{name}}}"


def _context_of_kms(original: Any) -> Any:
    def request_tag_context(
        service: str, iam_action: str, body: bytes, params: Mapping[str, Any]
    ) -> dict[str, Any]:
        found: dict[str, Any] = original(service, iam_action, body, params)
        given = _read(body).get("EncryptionContext") if service == "kms" else None
        if isinstance(given, dict) and given:
            found |= {f"kms:EncryptionContext:{name}": str(value) for name, value in given.items()}
            found["kms:EncryptionContextKeys"] = list(given)
        return found

    return request_tag_context


def _context_of_dynamodb(original: Any) -> Any:
    def dynamodb_service_context(body: bytes) -> dict[str, Any]:
        leading: Leading = {}
        for place, key in _keys(_read(body)):
            leading.setdefault(place, []).append(key)
        return {**original(body), LEADING: leading}

    return dynamodb_service_context


def _leading(original: Any) -> Any:
    def enforce(
        access_key_id: str, iam_action: str, service: str, region: str, resource_arn: str = "*",
        service_context: Mapping[str, Any] | None = None,
    ) -> Any:  # fmt: skip
        context = dict(service_context or {})
        leading: Leading = context.pop(LEADING, {})
        table = resource_arn.partition(":table/")[2].partition("/")[0]
        for place in (f"{iam_action} {table}", table, ""):
            if place in leading:
                context["dynamodb:LeadingKeys"] = leading[place]
                break
        return original(access_key_id, iam_action, service, region, resource_arn, context)

    return enforce


def _keys(request: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each partition key that a request of ours names, with the place that it counts for."""
    from ministack.core.iam_actions import _DYNAMODB_TRANSACT_ITEM_ACTIONS as ACTIONS

    for item in request.get("TransactItems") or ():
        for member, detail in item.items():
            yield from _of(f"{ACTIONS.get(member)} {detail.get('TableName')}", detail)
    for table, asked in (request.get("RequestItems") or {}).items():
        for one in asked if isinstance(asked, list) else [{"Key": key} for key in asked.get("Keys", ())]:
            yield from _of(table, one.get("PutRequest") or one.get("DeleteRequest") or one)
    yield from _of("", request)


def _of(place: str, detail: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("Key", "Item"):
        if "pk" in (detail.get(name) or {}):
            yield place, str(detail[name]["pk"].get("S"))
    condition = EQUALS.match(str(detail.get("KeyConditionExpression") or ""))
    if condition and (value := (detail.get("ExpressionAttributeValues") or {}).get(condition[2])):
        yield place, str(value.get("S"))


def _read(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def apply() -> None:
    from ministack.core import iam_actions, iam_evaluator

    replace(iam_evaluator, "_resolve_condition_key", _principal)
    replace(iam_evaluator, "_conditions_met", _variables)
    replace(iam_evaluator, "enforce", _leading)
    replace(iam_actions, "request_tag_context", _context_of_kms)
    replace(iam_actions, "dynamodb_service_context", _context_of_dynamodb)
