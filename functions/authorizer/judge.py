"""From an Authorization header to an identity and its policy. What the person may do is decided where he does it."""

from collections.abc import Mapping
from typing import Any

from greenlight import oidc
from greenlight.doors import Visitor, who_is
from greenlight.errors import Unauthenticated
from greenlight.observe import note

Policy = dict[str, Any]


def judge(event: Mapping[str, Any], context: object) -> Policy | None:  # noqa: ARG001  a Lambda handler's signature
    """None for a token that proves nobody (401); a denying policy for somebody who is no member here (403)."""
    try:
        identity = oidc.verify(bearer(event.get("headers") or {}))
    except Unauthenticated as refused:
        note(outcome="refused", reason=refused.detail)
        return None
    visitor = who_is(identity.iss, identity.sub)
    if visitor is None:
        note(outcome="unknown identity")
        return policy("unknown", "Deny", event["methodArn"])
    return policy(visitor.user_id, "Allow", event["methodArn"]) | {"context": said(visitor, identity)}


def bearer(headers: Mapping[str, str]) -> str:
    """The token of the Authorization header, whose name comes in any case. Raises Unauthenticated."""
    value = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
    scheme, _, token = value.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("There is no bearer token.")
    return token.strip()


def said(visitor: Visitor, identity: oidc.Identity) -> dict[str, str]:
    """What handlers learn; API Gateway passes text only."""
    return {
        "tenant_id": visitor.tenant_id,
        "user_id": visitor.user_id,
        "iss": identity.iss,
        "sub": identity.sub,
        "exp": str(identity.expires_at),
        "auth_time": str(identity.auth_time),
    }


def policy(principal: str, effect: str, method_arn: str) -> Policy:
    """For every method of the stage: the gateway caches it under the token alone, for whatever is asked next."""
    stage_arn = "/".join(method_arn.split("/")[:2])
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": f"{stage_arn}/*"}
    return {"principalId": principal, "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}}
