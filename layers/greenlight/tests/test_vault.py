"""Sealing: a data key per version, bound to where it belongs; and limits, of which the stricter wins."""

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from greenlight import vault
from greenlight.vault_limits import rules, stricter

from tests.standins.account import PREFIX
from tests.standins.fixtures import account

__all__ = ["account"]
HOLDS = {"secret": {"access_token": "mT7kQ2vX9pLr4sWz8nBc3dFg6hJk1yAe"}}


def opened(sealed: vault.Sealed, context: dict[str, str], version: int = 1) -> bytes:
    key = boto3.client("kms").decrypt(CiphertextBlob=sealed.data_key, EncryptionContext=context)["Plaintext"]
    nonce, ciphertext = sealed.sealed[: vault.NONCE], sealed.sealed[vault.NONCE :]
    return AESGCM(key).decrypt(nonce, ciphertext, vault.bound(context, version))


@pytest.fixture
def sealed(account: None) -> vault.Sealed:
    return vault.seal("acmehealth", "crd_1", "mastodon", HOLDS)


def test_what_was_sealed_opens_in_its_own_context(sealed: vault.Sealed) -> None:
    assert b"mT7kQ2vX9pLr4sWz8nBc3dFg6hJk1yAe" in opened(sealed, dict(sealed.context))
    assert b"mT7kQ2vX9pLr4sWz8nBc3dFg6hJk1yAe" not in sealed.sealed


@pytest.mark.parametrize("name", ["tenant", "credential_ref", "purpose"])
def test_kms_gives_the_key_in_no_other_context(sealed: vault.Sealed, name: str) -> None:
    for context in (
        {**sealed.context, name: "other"},
        {k: v for k, v in sealed.context.items() if k != name},
        {},
    ):
        with pytest.raises(ClientError) as refused:
            opened(sealed, context)
        assert refused.value.response["Error"]["Code"] == "InvalidCiphertextException"


def test_bytes_of_another_version_do_not_pass(sealed: vault.Sealed) -> None:
    with pytest.raises(InvalidTag):
        opened(sealed, dict(sealed.context), 2)


@pytest.mark.parametrize("place", [0, vault.NONCE, -1])
def test_a_changed_byte_does_not_pass(sealed: vault.Sealed, place: int) -> None:
    changed = bytearray(sealed.sealed)
    changed[place] ^= 1
    with pytest.raises(InvalidTag):
        opened(vault.Sealed(bytes(changed), sealed.data_key, sealed.context), dict(sealed.context))


def test_the_same_secret_is_never_sealed_to_the_same_bytes(account: None) -> None:
    one, other = (vault.seal("acmehealth", "crd_1", "mastodon", HOLDS) for _ in range(2))
    assert (one.sealed != other.sealed, one.data_key != other.data_key) == (True, True)


def test_another_key_opens_nothing(sealed: vault.Sealed) -> None:
    kms = boto3.client("kms")
    other = kms.create_key()["KeyMetadata"]["KeyId"]
    given: Any = {"CiphertextBlob": sealed.data_key, "EncryptionContext": dict(sealed.context)}
    assert kms.decrypt(**given, KeyId=f"alias/{PREFIX}-vault")["KeyId"]
    with pytest.raises(ClientError):
        kms.decrypt(**given, KeyId=other)


@pytest.mark.parametrize(
    ("given", "counts"),
    [
        (({}, {}), {}),
        (({"max_units_per_order": 5}, {}), {"max_units_per_order": 5}),
        (({"max_units_per_order": 5}, {"max_units_per_order": 3}), {"max_units_per_order": 3}),
        (({"max_units_per_order": 3}, {"max_units_per_order": 5}), {"max_units_per_order": 3}),
        (({"max_units_per_order": None}, {"max_units_per_order": 7}), {"max_units_per_order": 7}),
        (({"max_units_per_order": 0}, {"max_units_per_order": 7}), {"max_units_per_order": 0}),
        (({"max_notional_inr": 9}, {"max_units_per_order": 7}), {"max_units_per_order": 7, "max_notional_inr": 9}),
        (({"max_leverage": 9}, {"nickname": "x"}), {}),
    ],
)  # fmt: skip
def test_the_stricter_limit_wins(given: tuple[dict[str, Any], ...], counts: dict[str, int]) -> None:
    assert stricter(*given) == counts


def test_units_count_for_opening_and_closing_alike() -> None:
    assert rules({"max_notional_inr": 9}) == []
    assert rules({"max_units_per_order": 5}) == [
        {"tool": "trading.place_order", "pointer": "/size", "max": 5},
        {"tool": "trading.close_position", "pointer": "/size", "max": 5},
    ]
