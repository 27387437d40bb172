"""Claim and append over HTTP: NDJSON of AG-UI events, the batch's number in the query."""

from greenlight.errors import Invalid, Refused
from greenlight.inward import ask, run_token
from greenlight.reading import read_json
from greenlight.rest import Answer, answer, body, query, raw_body
from pydantic import BaseModel, Field


class Claim(BaseModel):
    """`invocation_id` tells one attempt from another; `deadline` in epoch seconds ends the lease."""

    invocation_id: str = Field(min_length=1, max_length=128)
    deadline: int


class Numbered(BaseModel):
    batch: int = Field(ge=1)


def claim(run_id: str) -> Answer:
    token = run_token(run_id)
    return answer(ask("thread_append", {"op": "claim", "run_token": token, **body(Claim).model_dump()}))


def append(run_id: str) -> Answer:
    """The answer is the internal one: `{ok, seq, closed}`."""
    token, batch = run_token(run_id), query(Numbered).batch
    events = [_event(number, line) for number, line in enumerate(raw_body().splitlines()) if line.strip()]
    return answer(
        ask("thread_append", {"op": "append", "run_token": token, "batch": batch, "events": events})
    )


def _event(number: int, line: bytes) -> object:
    try:
        return read_json(line)
    except Refused:
        raise Invalid(f"Line {number + 1} is not JSON; send one event a line.") from None
