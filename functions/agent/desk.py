"""A leg of a run for a caller over HTTP, who waits for its events as long as the gateway lets him."""

import json
from typing import Any

from greenlight import aws
from greenlight.agui import Event
from greenlight.errors import Denied
from greenlight.rest import Answer, answer
from greenlight.tokens import RunClaims, verify_run
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

WAIT = 25  # seconds; API Gateway gives up at 29
NDJSON = "application/x-ndjson"


class RunInput(BaseModel):
    """AG-UI's RunAgentInput with the run's token. Context, tools and messages are the platform's to give: not read."""

    model_config = ConfigDict(alias_generator=to_camel)

    thread_id: str
    run_id: str
    run_token: str
    catalogue_hash: str = ""
    protocol_version: str | None = None
    parent_run_id: str | None = None
    messages: list[Any] = Field(default_factory=list)
    tools: list[Any] = Field(default_factory=list)
    context: list[Any] = Field(default_factory=list)
    resume: list[Any] | None = None
    state: Any = None
    forwarded_props: Any = None


def run(wanted: RunInput, wait: int = WAIT) -> Answer:
    """The leg's events as NDJSON; 202 where it goes on after `wait` seconds, or where it is being run already."""
    claims = verify_run(wanted.run_token)
    if claims.thread_id != wanted.thread_id or claims.run_id != wanted.run_id.partition(".")[0]:
        raise Denied("The run token is for another run.", rule="run_token")
    events = _work(claims, wanted.run_token, wait)
    if not events:
        address = f"/api/v1/threads/{claims.thread_id}/events"
        return answer({"run_id": claims.run_id, "events": address}, 202, {"Location": address})
    lines = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)
    return answer(lines, headers={"Content-Type": NDJSON})


def _work(claims: RunClaims, run_token: str, wait: int) -> list[Event]:
    """None where it takes too long, or is not ours to run; a fault of the agent escapes."""
    from botocore.exceptions import ReadTimeoutError

    event = {
        "run_token": run_token, "run_id": claims.run_id, "thread_id": claims.thread_id, "leg": claims.leg,
        "correlation_id": claims.correlation_id,
    }  # fmt: skip
    client = aws.client("lambda", read_timeout=wait, attempts=1)
    try:
        said = client.invoke(FunctionName=aws.function_name("agent"), Payload=json.dumps(event).encode())
        text = said["Payload"].read()
    except ReadTimeoutError:
        return []
    if "FunctionError" in said:
        raise RuntimeError(f"agent failed: {said['FunctionError']}")
    events: list[Event] = json.loads(text)["events"]
    return events
