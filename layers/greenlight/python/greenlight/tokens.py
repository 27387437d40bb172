"""The tokens we sign ourselves: of one run (by a key no agent holds), of an agent, and over a published document."""

import os
import time
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from . import aws, jws
from .errors import Unauthenticated
from .signing import kms_key, kms_sign, pem_sign, public_key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

Actor = Literal["agent", "person"]
RUN_TYPE, RUN_ISSUER, RUN_AUDIENCE = "run+jwt", "greenlight", "internal"
AGENT_ISSUER, AGENT_AUDIENCE, AGENT_SECONDS = "agent", "greenlight", 300
ELSEWHERE = "agent-elsewhere"  # the `kid` of an agent that signs with a PEM of its own


@dataclass(frozen=True, slots=True)
class RunClaims:
    """What a run token says: this leg of this run, for this user, until `expires_at` (epoch seconds, UTC).

    `audit` names the gates of audit mode that were on when the leg was started.
    """

    tenant_id: str
    user_id: str
    thread_id: str
    run_id: str
    leg: int
    agent_id: str
    actor: Actor = "agent"
    correlation_id: str = ""
    timezone: str = "UTC"
    audit: tuple[str, ...] = ()
    expires_at: int = 0


@dataclass(frozen=True, slots=True)
class AgentClaims:
    """Who calls as an agent; it may act on a run only together with that run's token."""

    subject: str
    expires_at: int


def sign_run(claims: RunClaims, seconds: int = 900) -> str:
    """A token for one leg of a run, good for `seconds` from now whatever `claims.expires_at` says."""
    now = int(time.time())
    said = asdict(claims)
    del said["expires_at"]
    said |= {
        "sub": said.pop("run_id"),
        "iss": RUN_ISSUER,
        "aud": RUN_AUDIENCE,
        "iat": now,
        "exp": now + seconds,
    }
    return jws.sign(said, "run", lambda data: kms_sign("run", data), RUN_TYPE)


def verify_run(token: str) -> RunClaims:
    """Raises Unauthenticated for anything but an unexpired token that `sign_run` made."""
    head = jws.header(token)
    if head.get("typ") != RUN_TYPE or head.get("kid") != "run":
        raise Unauthenticated("This is not a run token.")
    said = jws.claims(token, kms_key("run"), audience=RUN_AUDIENCE, issuer=RUN_ISSUER)
    said |= {"run_id": said["sub"], "expires_at": said["exp"], "audit": tuple(said["audit"])}
    return RunClaims(**{name: said[name] for name in RunClaims.__dataclass_fields__})


def sign_agent(audience: str = AGENT_AUDIENCE, *, subject: str = "agent") -> str:
    """An agent's own token, for five minutes: by its PEM where AGENT_PRIVATE_KEY is set, else by the KMS key."""
    now = int(time.time())
    said = {"iss": AGENT_ISSUER, "aud": audience, "sub": subject, "iat": now, "exp": now + AGENT_SECONDS}
    if pem := os.environ.get("AGENT_PRIVATE_KEY"):
        return jws.sign(said, ELSEWHERE, lambda data: pem_sign(pem, data))
    return jws.sign(said, "agent", lambda data: kms_sign("agent", data))


def verify_agent(token: str) -> AgentClaims:
    """By the KMS key of the agent inside, or by the PEM in secret `agent-public-key`, as the token's `kid` says."""
    inside = jws.header(token).get("kid") == "agent"
    key = kms_key("agent") if inside else elsewhere_key()
    said = jws.claims(token, key, audience=AGENT_AUDIENCE, issuer=AGENT_ISSUER)
    return AgentClaims(said["sub"], said["exp"])


def sign_detached(payload: bytes) -> str:
    """The platform's detached signature over a document of any size; check it with `jws.verify_detached`."""
    return jws.sign_detached(payload, "platform", lambda data: kms_sign("platform", data))


@cache
def elsewhere_key() -> "RSAPublicKey":
    """What AGENT_PUBLIC_KEY was at deploy, read once per process. Raises Unauthenticated where none was given."""
    secrets = aws.client("secretsmanager")
    try:
        pem: str = secrets.get_secret_value(SecretId=aws.secret_name("agent-public-key"))["SecretString"]
    except secrets.exceptions.ResourceNotFoundException:  # the stack makes it without a value
        pem = ""
    if not pem.strip():
        raise Unauthenticated("No agent from elsewhere is known here.")
    return public_key(pem)
