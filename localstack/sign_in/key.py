"""The RSA key of the local sign-in: made once, kept with the stack's state, published as a JWK."""

import hashlib
import json
import os
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


class SigningKey:
    """Signs ID tokens with RS256; its id is the RFC 7638 thumbprint of its public half."""

    def __init__(self, key: RSAPrivateKey) -> None:
        self._key = key
        jwk = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
        needed = {name: jwk[name] for name in ("e", "kty", "n")}
        thumbprint = hashlib.sha256(
            json.dumps(needed, sort_keys=True, separators=(",", ":")).encode()
        ).digest()
        self.id = urlsafe_b64encode(thumbprint).rstrip(b"=").decode()
        self.public: dict[str, str] = needed | {"kid": self.id, "use": "sig", "alg": "RS256"}

    def sign(self, claims: Mapping[str, Any]) -> str:
        return jwt.encode(dict(claims), self._key, algorithm="RS256", headers={"kid": self.id})

    @classmethod
    def kept_in(cls, file: Path) -> "SigningKey":
        """The key in this PEM file, which is made (readable by its owner alone) if it is not there."""
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            made = generate_private_key(public_exponent=65537, key_size=2048)
            pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(pem)
        key = load_pem_private_key(file.read_bytes(), password=None)
        if not isinstance(key, RSAPrivateKey):
            raise TypeError(f"{file} does not hold an RSA key")
        return cls(key)
