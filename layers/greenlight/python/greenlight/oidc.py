"""A person's sign-in: an OIDC ID token, checked against the keys its issuer publishes.

Issuer, audience and JWKS address are settings. Google's are https://accounts.google.com, your OAuth client id and
https://www.googleapis.com/oauth2/v3/certs.
"""

from dataclasses import dataclass
from functools import cache

from . import aws, jws
from .errors import Unauthenticated
from .jwks import KeySet, fetch

KINDS = ("JWT", None)  # an access token says `at+jwt`, a run token `run+jwt`


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signed in. Times in epoch seconds UTC; `auth_time` 0 where the issuer did not say (never a fresh login)."""

    iss: str
    sub: str
    expires_at: int
    auth_time: int = 0
    email: str = ""


def verify(token: str) -> Identity:
    """Raises Unauthenticated for a token that proves nobody, IssuerUnreachable while no key was ever fetched."""
    head = jws.header(token)
    if head.get("typ") not in KINDS or not isinstance(head.get("kid"), str):
        raise Unauthenticated("This is not a sign-in token.")
    key = issuer_keys().key(head["kid"])
    said = jws.claims(token, key, audience=aws.setting("OIDC_AUDIENCE"), issuer=aws.setting("OIDC_ISSUER"))
    email = said.get("email", "") if said.get("email_verified") is True else ""
    return Identity(said["iss"], said["sub"], said["exp"], said.get("auth_time", 0), email)


@cache
def issuer_keys() -> KeySet:
    """One cache per process, so that a warm Lambda asks the issuer rarely."""
    return KeySet(aws.setting("OIDC_JWKS_URL"), fetch)
