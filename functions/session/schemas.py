"""What crosses: the signed-in person, his ticket, and the platform's own state."""

from datetime import datetime

from pydantic import BaseModel, Field


class Me(BaseModel):
    """The signed-in person, with the rights of this moment."""

    tenant_id: str
    user_id: str
    name: str
    email: str
    roles: list[str] = Field(description="customer, approver, operator, viewer")
    timezone: str
    session_expires_at: datetime = Field(
        description="when the sign-in ends, and with it every socket it opened"
    )


class Ticket(BaseModel):
    """Opens one socket, once: `wss://…/realtime?ticket=…`."""

    ticket: str
    expires_at: datetime = Field(description="one minute from now")


class SignIn(BaseModel):
    """OpenID Connect Core 1.0 §3.2: ask `authorization_url` for `response_type=id_token` as `client_id`."""

    authorization_url: str = Field(description="of the issuer; a path where it is this origin's own")
    client_id: str


class Health(BaseModel):
    """That this Lambda runs and what it was built from; it asks no table."""

    status: str = "ok"
    stage: str
    catalogue: str
