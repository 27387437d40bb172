"""JSON Web Signatures as we accept and make them: RS256 and nothing else, with every claim checked.

Rules of contracts §2, and of RFC 8725 (JWT best practice). A refusal never quotes the token.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .errors import Unauthenticated

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

ALGORITHM = "RS256"
LEEWAY = 30  # seconds that two clocks may differ
MAX_BYTES = 8192
REQUIRED = ("exp", "iat", "aud", "iss", "sub")
MOMENTS = ("exp", "iat", "nbf", "auth_time")
FOREIGN_KEYS = frozenset({"jku", "jwk", "x5u", "x5c", "crit"})  # a token does not bring its own key or rules
SignBytes = Callable[[bytes], bytes]


def header(token: str) -> dict[str, Any]:
    """The unverified header, good only for choosing a key. Raises Unauthenticated for what no key could save."""
    import jwt

    if len(token) > MAX_BYTES:
        raise Unauthenticated("The token is too long.")
    try:
        found = jwt.get_unverified_header(token)
    except (jwt.InvalidTokenError, ValueError, RecursionError):
        raise Unauthenticated("The token is not a signed token.") from None
    if found.get("alg") != ALGORITHM or FOREIGN_KEYS & found.keys():
        raise Unauthenticated("The token is not signed in a way that we accept.")
    return found


def claims(token: str, key: "RSAPublicKey", *, audience: str, issuer: str) -> dict[str, Any]:
    """The claims of a token that this key signed, for this audience alone, and that has not expired."""
    import jwt

    options: Any = {"require": list(REQUIRED), "strict_aud": True}
    try:
        found: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=audience,
            issuer=issuer,
            leeway=LEEWAY,
            options=options,
        )
    except (jwt.InvalidTokenError, ValueError, OverflowError, RecursionError) as error:
        raise Unauthenticated(_reason(error)) from None
    if not all(_is_moment(found[name]) for name in MOMENTS if name in found):
        raise Unauthenticated("The token's times are not whole seconds.")
    return found


def _is_moment(value: object) -> bool:
    """PyJWT takes `"exp": "1900000000"` too; RFC 7519 says a number. A float may be NaN, so: whole seconds."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _reason(error: Exception) -> str:
    import jwt

    reasons: dict[type[Exception], str] = {
        jwt.ExpiredSignatureError: "The token has expired.",
        jwt.ImmatureSignatureError: "The token is not valid yet.",
        jwt.InvalidAudienceError: "The token is meant for somebody else.",
        jwt.InvalidIssuerError: "The token was issued by somebody else.",
        jwt.MissingRequiredClaimError: "The token lacks a required claim.",
    }
    return reasons.get(type(error), "The token is not valid.")


def sign(payload: Mapping[str, Any], kid: str, sign_bytes: SignBytes, typ: str = "JWT") -> str:
    """A token over these claims; `sign_bytes` is whoever holds the private key (KMS does not hand it out)."""
    signing_input = f"{_head(kid, typ)}.{encode(_json(payload))}"
    return f"{signing_input}.{encode(sign_bytes(signing_input.encode()))}"


def sign_detached(payload: bytes, kid: str, sign_bytes: SignBytes) -> str:
    """`header..signature` over bytes that travel beside it (RFC 7515, appendix F)."""
    head = _head(kid, "JOSE")
    return f"{head}..{encode(sign_bytes(f'{head}.{encode(payload)}'.encode()))}"


def verify_detached(signature: str, payload: bytes, key: "RSAPublicKey") -> None:
    """Raises Unauthenticated unless this key signed exactly these bytes."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    header(signature)
    head, _, sealed = signature.partition("..")
    try:
        key.verify(decode(sealed), f"{head}.{encode(payload)}".encode(), PKCS1v15(), SHA256())
    except (InvalidSignature, ValueError):
        raise Unauthenticated("The signature does not match the content.") from None


def encode(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Raises ValueError for what is not base64url."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _head(kid: str, typ: str) -> str:
    return encode(_json({"alg": ALGORITHM, "kid": kid, "typ": typ}))


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()
