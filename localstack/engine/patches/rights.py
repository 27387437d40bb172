"""A right is judged by the resource that AWS judges it by, where the engine takes another.

A KMS key named by its alias is its key; a mail is its sender's identity (the engine asks for a right to every one).
"""

from typing import Any

from . import replace

OUTBOUND = "/v2/email/outbound-emails"


def _resource(original: Any) -> Any:
    from ministack.core import iam_actions

    def extract_resource_arn(
        service: str, method: str, path: str, headers: Any, body: bytes, query: Any, region: str, account: str
    ) -> str:
        if service == "ses" and path.rstrip("/") == OUTBOUND:
            sender = iam_actions._safe_json_field(body, "FromEmailAddress")
            return f"arn:aws:ses:{region}:{account}:identity/{sender}"
        arn: str = original(service, method, path, headers, body, query, region, account)
        if service == "kms" and ":alias/" in arn:
            from ministack.services import kms

            key = kms._resolve_key(arn)
            return str(key["Arn"]) if key else arn
        return arn

    return extract_resource_arn


def apply() -> None:
    from ministack.core import iam_actions

    replace(iam_actions, "extract_resource_arn", _resource)
