"""From a need to what it means on AWS: IAM statements and environment. The only place that knows the actions."""

from collections.abc import Iterator, Sequence
from typing import Any

from greenlight.declare import Need

from functions.effects.adapters import base_urls

from .template import arn, logical, ref, statement, sub

TOOLS = "tools"  # `may_invoke("tools")` means every tool's Lambda
TABLE_READ = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"]
TABLE_CHECK = "dynamodb:ConditionCheckItem"
TABLE_WRITE = [
    TABLE_CHECK,
    "dynamodb:DeleteItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
]
BUCKET_NAME = "${{Prefix}}-{}-${{AWS::AccountId}}-${{AWS::Region}}"
WRITABLE = {  # of content never catalogue/: the executor believes what it reads there
    "content": ("generated/*",),
    "audit": ("heads/*", "exports/*"),
}
LOCAL_ALONE = {"HTTP_CALL_LOOPBACK", "MASTODON_LOOPBACK"}  # empty on AWS, whatever a deploy is given
PROVIDERS = frozenset(base_urls.DEFAULTS)  # under https on AWS, whatever a deploy is given
SOCKET_STAGE = "realtime"
SCHEDULER_ROLE = "SchedulerRoleArn"
VAULT_READER = "VaultReaderArn"
Statements = Iterator[dict[str, Any]]


def statements(needs: Sequence[Need]) -> Statements:
    """What a role is allowed, by its Lambda's needs."""
    for need in needs:
        yield from _MAKERS[need.kind](need)


def _table(need: Need) -> Statements:
    table = f"table/${{Prefix}}-{need.name}"
    access, *partitions = need.access.split()
    if access == "write" and partitions:
        yield statement(TABLE_CHECK, arn("dynamodb", table))
        # A write always has its partition key: the condition cannot be got round by leaving the key out.
        held = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": partitions}}
        changes = [action for action in TABLE_WRITE if action != TABLE_CHECK]
        yield statement(changes, arn("dynamodb", table)) | {"Condition": held}
        return
    if access == "write":
        yield statement(TABLE_WRITE, arn("dynamodb", table))
        return
    places = (table, f"{table}/index/gsi1", f"{table}/index/gsi2")
    yield statement(TABLE_READ, [arn("dynamodb", place) for place in places])


def _key(need: Need) -> Statements:
    """By the key's own ARN, which is what AWS compares; the embedded engine compares the alias that was asked for."""
    action = {"sign": "kms:Sign", "verify": "kms:GetPublicKey", "generate": "kms:GenerateDataKey"}[
        need.access
    ]
    yield statement(action, [ref(key_parameter(need.name)), arn("kms", f"alias/${{Prefix}}-{need.name}")])


def _function(need: Need) -> Statements:
    name = "tool-*" if need.name == TOOLS else need.name
    yield statement("lambda:InvokeFunction", function_arn(name))


def _bucket(need: Need) -> Statements:
    """Reading includes listing: without it S3 answers 403 for an object that is merely absent."""
    bucket = f"arn:${{AWS::Partition}}:s3:::{BUCKET_NAME.format(need.name)}"
    access, *places = need.access.split()
    if access == "write":
        wanted = [place for place in WRITABLE[need.name] if not places or place in places]
        yield statement("s3:PutObject", [sub(f"{bucket}/{place}") for place in wanted])
        return
    yield statement(["s3:GetObject", "s3:ListBucket"], [sub(bucket), sub(f"{bucket}/*")])


def _secret(need: Need) -> Statements:
    """Secrets Manager ends each ARN with a hyphen and six characters of its own."""
    yield statement(
        "secretsmanager:GetSecretValue", arn("secretsmanager", f"secret:${{Prefix}}/{need.name}-??????")
    )


def _sockets(_: Need) -> Statements:
    """To send to a connection, and to close one whose sign-in has ended."""
    place = f"${{WsApiId}}/{SOCKET_STAGE}"
    methods = [arn("execute-api", f"{place}/{method}/@connections/*") for method in ("POST", "DELETE")]
    yield statement("execute-api:ManageConnections", methods)


def _machine(need: Need) -> Statements:
    yield statement("states:StartExecution", machine_arn(need.name))
    yield statement("states:DescribeExecution", arn("states", f"execution:${{Prefix}}-{need.name}:*"))


def _tokens(_: Need) -> Statements:
    """Whoever has a token may complete its task: AWS takes no resource here (Service Authorization Reference)."""
    yield statement(["states:SendTaskFailure", "states:SendTaskSuccess"], "*")


def _mail(need: Need) -> Statements:
    """By the sender's address, or by its domain where that is the identity that SES has verified."""
    address = ref(setting_parameter(need.name))
    domain = {"Fn::Select": [1, {"Fn::Split": ["@", address]}]}
    identities = [{"Fn::Join": ["", [arn("ses", "identity/"), name]]} for name in (address, domain)]
    yield statement("ses:SendEmail", identities)


def _bus(_: Need) -> Statements:
    yield statement("events:PutEvents", arn("events", "event-bus/${Prefix}"))


def _schedules(_: Need) -> Statements:
    """In the stage's own group alone; each schedule hands the scheduler the one role that it fires with."""
    actions = [f"scheduler:{verb}Schedule" for verb in ("Create", "Delete", "Get", "Update")]
    yield statement(actions, arn("scheduler", "schedule/${Prefix}/*"))
    passed = {"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}}
    yield statement("iam:PassRole", ref(SCHEDULER_ROLE)) | {"Condition": passed}


def _role(_: Need) -> Statements:
    """The role's own trust says who may take it on, and that he says for which tenant (base.yaml)."""
    yield statement(["sts:AssumeRole", "sts:TagSession"], ref(VAULT_READER))


def _setting(_: Need) -> Statements:
    yield from ()


_MAKERS = {
    "table": _table, "key": _key, "function": _function, "bucket": _bucket, "secret": _secret, "sockets": _sockets,
    "setting": _setting, "machine": _machine, "tokens": _tokens, "mail": _mail, "bus": _bus,
    "schedules": _schedules, "role": _role,
}  # fmt: skip


def environment(needs: Sequence[Need]) -> dict[str, Any]:
    """The environment variables that a Lambda's needs bring; never a secret's value."""
    return dict(pair for need in needs for pair in _variables(need))


def _variables(need: Need) -> Iterator[tuple[str, Any]]:
    match need.kind:
        case "setting" | "mail":
            yield need.name, _value(need.name)
        case "bucket":
            yield f"{need.name.upper()}_BUCKET", sub(BUCKET_NAME.format(need.name))
        case "sockets":
            yield "SOCKET_ENDPOINT", {"Fn::If": ["IsLocal", *map(sub, _socket_endpoints())]}
        case "machine":
            yield f"{need.name.upper()}_MACHINE", machine_arn(need.name)
        case kind:
            yield from _of_the_stage(kind)


def _of_the_stage(kind: str) -> Iterator[tuple[str, Any]]:
    """Of what there is one in a stage, whatever it is called."""
    match kind:
        case "bus":
            yield "EVENT_BUS", ref("Prefix")
        case "role":
            yield "VAULT_READER_ROLE", ref(VAULT_READER)
        case "schedules":
            yield "SCHEDULE_GROUP", ref("Prefix")
            yield "SCHEDULER_ROLE", ref(SCHEDULER_ROLE)
            yield "SCHEDULES_DEAD", arn("sqs", "${Prefix}-schedules-dead")
            yield "SCHEDULED_FUNCTIONS", function_arn("")


def _value(name: str) -> dict[str, Any]:
    """On AWS a provider's address is under https, whatever a deploy is given: never this machine, nor in the clear."""
    given = ref(setting_parameter(name))
    if name in LOCAL_ALONE:
        return {"Fn::If": ["IsLocal", given, ""]}
    if name in PROVIDERS:
        place = {"Fn::Select": [1, {"Fn::Split": ["://", given]}]}
        return {"Fn::If": ["IsLocal", given, {"Fn::Join": ["", ["https://", place]]}]}
    return given


def _socket_endpoints() -> tuple[str, str]:
    local = f"${{EndpointUrl}}/_aws/execute-api/${{WsApiId}}/{SOCKET_STAGE}"
    return local, f"https://${{WsApiId}}.execute-api.${{AWS::Region}}.${{AWS::URLSuffix}}/{SOCKET_STAGE}"


def function_arn(name: str) -> dict[str, str]:
    """Of a Lambda of ours by its name after the prefix; names are deterministic, so that no stack exports any."""
    return arn("lambda", f"function:${{Prefix}}-{name}")


def machine_arn(name: str) -> dict[str, str]:
    return arn("states", f"stateMachine:${{Prefix}}-{name}")


def stream_parameter(table: str) -> str:
    return f"{logical(table)}StreamArn"


def key_parameter(name: str) -> str:
    return f"{logical(name)}KeyArn"


def setting_parameter(name: str) -> str:
    """CloudFormation allows letters and digits alone: OIDC_ISSUER becomes OidcIssuer."""
    return "".join(word.capitalize() for word in name.split("_"))
