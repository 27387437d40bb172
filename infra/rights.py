"""From a need to what it means on AWS: IAM statements and environment. The only place that knows the actions."""

from collections.abc import Iterator, Sequence
from typing import Any

from greenlight.declare import Need

from .template import arn, logical, ref, statement, sub

TOOLS = "tools"  # `may_invoke("tools")` means every tool's Lambda
TABLE_READ = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"]
TABLE_WRITE = [
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
]
BUCKET_NAME = "${{Prefix}}-{}-${{AWS::AccountId}}-${{AWS::Region}}"
WRITABLE = "generated/*"  # never catalogue/: the executor believes what it reads there
SOCKET_STAGE = "realtime"


def statements(needs: Sequence[Need]) -> Iterator[dict[str, Any]]:
    """What a role is allowed, by its Lambda's needs."""
    for need in needs:
        if made := _MAKERS[need.kind](need):
            yield made


def _table(need: Need) -> dict[str, Any]:
    table = f"table/${{Prefix}}-{need.name}"
    if need.access == "write":
        return statement(TABLE_WRITE, arn("dynamodb", table))
    places = (table, f"{table}/index/gsi1", f"{table}/index/gsi2")
    return statement(TABLE_READ, [arn("dynamodb", place) for place in places])


def _key(need: Need) -> dict[str, Any]:
    """By the key's own ARN, which is what AWS compares; the embedded engine compares the alias that was asked for."""
    action = {"sign": "kms:Sign", "verify": "kms:GetPublicKey"}[need.access]
    return statement(action, [ref(key_parameter(need.name)), arn("kms", f"alias/${{Prefix}}-{need.name}")])


def _function(need: Need) -> dict[str, Any]:
    name = "tool-*" if need.name == TOOLS else need.name
    return statement("lambda:InvokeFunction", function_arn(name))


def _bucket(need: Need) -> dict[str, Any]:
    """Reading includes listing: without it S3 answers 403 for an object that is merely absent."""
    bucket = f"arn:${{AWS::Partition}}:s3:::{BUCKET_NAME.format(need.name)}"
    if need.access == "write":
        return statement("s3:PutObject", sub(f"{bucket}/{WRITABLE}"))
    return statement(["s3:GetObject", "s3:ListBucket"], [sub(bucket), sub(f"{bucket}/*")])


def _secret(need: Need) -> dict[str, Any]:
    """Secrets Manager ends each ARN with a hyphen and six characters of its own."""
    return statement(
        "secretsmanager:GetSecretValue", arn("secretsmanager", f"secret:${{Prefix}}/{need.name}-??????")
    )


def _sockets(_: Need) -> dict[str, Any]:
    """To send to a connection, and to close one whose sign-in has ended."""
    place = f"${{WsApiId}}/{SOCKET_STAGE}"
    methods = [arn("execute-api", f"{place}/{method}/@connections/*") for method in ("POST", "DELETE")]
    return statement("execute-api:ManageConnections", methods)


def _setting(_: Need) -> None:
    return None


_MAKERS = {
    "table": _table, "key": _key, "function": _function, "bucket": _bucket, "secret": _secret,
    "sockets": _sockets, "setting": _setting,
}  # fmt: skip


def environment(needs: Sequence[Need]) -> dict[str, Any]:
    """The environment variables that a Lambda's needs bring; never a secret's value."""
    found: dict[str, Any] = {}
    for need in needs:
        if need.kind == "setting":
            found[need.name] = ref(setting_parameter(need.name))
        elif need.kind == "bucket":
            found[f"{need.name.upper()}_BUCKET"] = sub(BUCKET_NAME.format(need.name))
        elif need.kind == "sockets":
            found["SOCKET_ENDPOINT"] = {"Fn::If": ["IsLocal", *map(sub, _socket_endpoints())]}
    return found


def _socket_endpoints() -> tuple[str, str]:
    local = f"${{EndpointUrl}}/_aws/execute-api/${{WsApiId}}/{SOCKET_STAGE}"
    return local, f"https://${{WsApiId}}.execute-api.${{AWS::Region}}.${{AWS::URLSuffix}}/{SOCKET_STAGE}"


def function_arn(name: str) -> dict[str, str]:
    """Of a Lambda of ours by its name after the prefix; names are deterministic, so that no stack exports any."""
    return arn("lambda", f"function:${{Prefix}}-{name}")


def key_parameter(name: str) -> str:
    return f"{logical(name)}KeyArn"


def setting_parameter(name: str) -> str:
    """CloudFormation allows letters and digits alone: OIDC_ISSUER becomes OidcIssuer."""
    return "".join(word.capitalize() for word in name.split("_"))
