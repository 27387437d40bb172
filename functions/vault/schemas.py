"""What crosses at the vault's doors: secrets inwards, never outwards."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, SecretStr

Platform = Literal["mastodon", "facebook", "instagram", "linkedin", "x"]
Exchange = Literal["delta_exchange_india"]
Ref = Annotated[str, Field(pattern=r"^crd_[A-Za-z0-9]{1,60}$")]
Name = Annotated[str, Field(max_length=80)]


class RiskLimits(BaseModel):
    """Of every order; where an agent's own configuration says less, that counts."""

    max_units_per_order: int | None = Field(default=None, ge=1, le=1_000_000_000)
    max_notional_inr: int | None = Field(default=None, ge=1, le=1_000_000_000_000)


class PlatformAccount(BaseModel):
    """An account to connect; with `credential_ref`, one that is connected already, whose secret is replaced."""

    credential_ref: Ref | None = None
    provider: Platform
    name: Name = ""
    identity: dict[str, str] | None = Field(
        default=None,
        max_length=4,
        description="public: mastodon {instance, handle?}, facebook {page_id}, instagram {account_id}, "
        "linkedin {author_urn}, x {handle?}; changes only together with the secret",
    )
    secret: dict[str, SecretStr] | None = Field(
        default=None, max_length=4, description="{access_token}; left out where only the name changes"
    )


class ExchangeAccount(BaseModel):
    """An exchange's API key to connect; with `credential_ref`, another key or other limits for one that is."""

    credential_ref: Ref | None = None
    provider: Exchange
    name: Name = ""
    api_key: SecretStr | None = None
    api_secret: SecretStr | None = None
    risk_limits: RiskLimits | None = Field(default=None, description="left out: as they were")


class Health(BaseModel):
    checked_at: str = Field(default="", description="UTC; empty until it was first asked")
    detail: str = ""


class StoredCredential(BaseModel):
    """All that is ever told of one."""

    credential_ref: str
    kind: Literal["platform", "exchange"]
    provider: str
    name: str
    identity: dict[str, str]
    last4: str = Field(description="the end of the access token, or of the API key")
    version: int = Field(description="counts its secrets")
    status: Literal["connected", "needs_reconnect", "revoked"]
    health: Health
    risk_limits: RiskLimits
    egress_addresses: list[str] = Field(
        description="where our requests to an exchange come from, for its allow-list; empty where that is not fixed"
    )
    created_at: str
    updated_at: str
    revision: int
    entries: list[str] = Field(description="ids of its audit entries")


class IdentityField(BaseModel):
    name: str
    title: str
    needed: bool
    example: str


class SecretField(BaseModel):
    name: str
    title: str


class ProviderForm(BaseModel):
    """What a provider's account consists of, as the body of PUT takes it."""

    provider: str
    title: str
    identity: list[IdentityField]
    secret: list[SecretField]


class StoredCredentials(BaseModel):
    items: list[StoredCredential]
    next_cursor: str | None
    providers: list[ProviderForm] = Field(description="who can be connected at this door, and with what")


class CredentialQuery(BaseModel):
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = None
