"""What crosses the border of a web request: seed 003's `HttpCallInput` and `HttpCallOutput`."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class HttpCallInput(BaseModel):
    """One request, written out in full: what a person approves is exactly what is sent."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(description="https only, without a user name or fragment in it.")
    method: str = Field(default="GET", description="GET, HEAD, POST, PUT, PATCH or DELETE.")
    headers: dict[str, Any] | None = Field(default=None, description="Texts by name, such as Content-Type.")
    body: str | None = Field(default=None, description="Sent as it stands, in UTF-8; not with GET or HEAD.")


class HttpCallOutput(BaseModel):
    """What the destination answered; a body over 64 KB is cut."""

    status_code: int
    body: str
    headers: dict[str, Any]
