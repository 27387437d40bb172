"""Sealing a credential: AES-256-GCM under a data key of its own, bound to tenant, credential, purpose and version.

Whoever seals needs `VAULT_KEY.generate` and cannot open again: that is done in `functions/effects/vault.py`, as a role
that is taken on for one tenant (docs/decisions/0024).
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import aws
from .approvals.digests import canonical

KEY = "vault"
NONCE = 12  # bytes, of a data key that seals one text alone (NIST SP 800-38D)


@dataclass(frozen=True, slots=True)
class Sealed:
    """`sealed` is the nonce and the ciphertext with its tag; `data_key` what KMS wrapped under `context`."""

    sealed: bytes
    data_key: bytes
    context: Mapping[str, str]


def seal(
    tenant_id: str, credential_ref: str, purpose: str, content: Mapping[str, Any], *, version: int = 1
) -> Sealed:
    """Any JSON object. `purpose` is the provider that it may be shown to; nothing that is kept of it is readable."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    context = context_of(tenant_id, credential_ref, purpose)
    made = aws.client("kms").generate_data_key(
        KeyId=aws.key_alias(KEY), KeySpec="AES_256", EncryptionContext=context
    )
    nonce, text = os.urandom(NONCE), json.dumps(dict(content)).encode()
    ciphertext = AESGCM(made["Plaintext"]).encrypt(nonce, text, bound(context, version))
    return Sealed(nonce + ciphertext, made["CiphertextBlob"], context)


def context_of(tenant_id: str, credential_ref: str, purpose: str) -> dict[str, str]:
    """KMS's encryption context: public, in CloudTrail, and what the reader's role is judged by."""
    return {"tenant": tenant_id, "credential_ref": credential_ref, "purpose": purpose}


def bound(context: Mapping[str, str], version: int) -> bytes:
    """What the tag of the ciphertext covers beside it: bytes of an older version do not pass for the newest."""
    return canonical({**context, "version": version}).encode()
