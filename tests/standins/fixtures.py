"""The stand-ins as fixtures; a folder's conftest.py takes those it wants."""

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from greenlight import oidc

from .account import open_account
from .issuer import AUDIENCE, Issuer


@pytest.fixture(scope="session")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="session")
def other_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def account() -> Iterator[None]:
    with open_account():
        yield


@pytest.fixture
def issuer(key: rsa.RSAPrivateKey) -> Iterator[Issuer]:
    made = Issuer()
    made.keys["one"] = key
    yield made
    made.stop()


@pytest.fixture
def signed_in(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Issuer]:
    """The issuer, as the settings of a Lambda that trusts it."""
    settings = {"OIDC_ISSUER": issuer.url, "OIDC_AUDIENCE": AUDIENCE, "OIDC_JWKS_URL": issuer.jwks_url}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    oidc.issuer_keys.cache_clear()
    yield issuer
    oidc.issuer_keys.cache_clear()
