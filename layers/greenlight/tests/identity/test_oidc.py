"""A sign-in token proves a person only if this issuer signed it, for us, and it still counts."""

import time

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from greenlight import oidc
from greenlight.errors import Unauthenticated

from tests.standins.issuer import Issuer


def test_a_sign_in_gives_an_identity(signed_in: Issuer) -> None:
    now = int(time.time())
    token = signed_in.token(exp=now + 60, auth_time=now - 5, email="c@example.org", email_verified=True)
    assert oidc.verify(token) == oidc.Identity(signed_in.url, "customer", now + 60, now - 5, "c@example.org")


def test_an_issuer_that_does_not_say_when_gives_no_fresh_login(signed_in: Issuer) -> None:
    assert oidc.verify(signed_in.token()).auth_time == 0


def test_an_unverified_address_is_nobodys(signed_in: Issuer) -> None:
    assert oidc.verify(signed_in.token(email="boss@example.org")).email == ""


def test_a_token_of_another_issuer_is_refused(signed_in: Issuer) -> None:
    with pytest.raises(Unauthenticated, match="issued by somebody else"):
        oidc.verify(signed_in.token(iss="https://accounts.google.com"))


def test_a_token_for_another_application_is_refused(signed_in: Issuer) -> None:
    with pytest.raises(Unauthenticated, match="meant for somebody else"):
        oidc.verify(signed_in.token(aud="another-app"))


def test_a_token_by_a_key_that_borrows_a_known_id_is_refused(
    signed_in: Issuer, key: rsa.RSAPrivateKey, other_key: rsa.RSAPrivateKey
) -> None:
    oidc.verify(signed_in.token())
    signed_in.keys["one"] = other_key
    forged = signed_in.token()
    signed_in.keys["one"] = key
    with pytest.raises(Unauthenticated, match="not valid"):
        oidc.verify(forged)


@pytest.mark.parametrize("headers", [{}, {"kid": "one", "typ": "at+jwt"}, {"kid": "one", "typ": "run+jwt"}])
def test_another_kind_of_token_is_refused(signed_in: Issuer, headers: dict[str, str]) -> None:
    import jwt

    said = jwt.decode(signed_in.token(), options={"verify_signature": False})
    with pytest.raises(Unauthenticated, match="not a sign-in token"):
        oidc.verify(jwt.encode(said, signed_in.keys["one"], algorithm="RS256", headers=headers))
    assert signed_in.requests == []
