"""Who holds the keys: RSA in KMS, of which only the public half is ever seen, and the PEM of an agent elsewhere."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from . import aws

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

KMS_RAW_BYTES = 4096  # above it, KMS signs a digest only
MIN_KEY_BITS = 2048


def kms_sign(name: str, data: bytes) -> bytes:
    """RS256 over these bytes by the KMS key of that name."""
    answer = aws.client("kms").sign(
        KeyId=aws.key_alias(name), SigningAlgorithm="RSASSA_PKCS1_V1_5_SHA_256", **kms_message(data)
    )
    return bytes(answer["Signature"])


def kms_message(data: bytes) -> dict[str, Any]:
    """What KMS is asked to sign: the bytes themselves, or their digest where they are too many for it."""
    if len(data) <= KMS_RAW_BYTES:
        return {"Message": data, "MessageType": "RAW"}
    return {"Message": sha256(data).digest(), "MessageType": "DIGEST"}


@cache
def kms_key(name: str) -> "RSAPublicKey":
    """Fetched and parsed once per process (parsing costs a hundred verifications): redeploy after a new key."""
    der = aws.client("kms").get_public_key(KeyId=aws.key_alias(name))["PublicKey"]
    return public_key(f"-----BEGIN PUBLIC KEY-----\n{b64encode(der).decode()}\n-----END PUBLIC KEY-----\n")


def jwk(name: str) -> dict[str, Any]:
    """The public half of a KMS key as a JWK (RFC 7517), under the `kid` that its tokens and signatures name."""
    from jwt.algorithms import RSAAlgorithm

    return {**RSAAlgorithm.to_jwk(kms_key(name), as_dict=True), "kid": name, "use": "sig", "alg": "RS256"}


def pem_sign(pem: str, data: bytes) -> bytes:
    """RS256 over these bytes by a private key in PEM."""
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    return _private_key(pem).sign(data, PKCS1v15(), SHA256())


@cache
def public_key(pem: str) -> "RSAPublicKey":
    """An RSA public key from PEM; `\\n` may be written out, as in a `.env` file. Raises ValueError."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    key = load_pem_public_key(_lines(pem))
    if not isinstance(key, RSAPublicKey) or key.key_size < MIN_KEY_BITS:
        raise ValueError(f"an RSA key of at least {MIN_KEY_BITS} bits is wanted")
    return key


@cache
def _private_key(pem: str) -> "RSAPrivateKey":
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(_lines(pem), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("an RSA key is wanted")
    return key


def _lines(pem: str) -> bytes:
    return pem.replace("\\n", "\n").encode()
