"""Run tokens and agents' tokens: each key signs one kind, and neither kind passes for the other."""

import time
from dataclasses import replace
from hashlib import sha256

import boto3
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from greenlight import jws, signing, tokens
from greenlight.errors import Unauthenticated
from greenlight.tokens import RunClaims

CLAIMS = RunClaims(
    tenant_id="acmehealth", user_id="usr_1", thread_id="thr_1", run_id="run_1", leg=2, agent_id="agt_1",
    correlation_id="cor_1", timezone="Europe/Berlin",
)  # fmt: skip
pytestmark = pytest.mark.usefixtures("account")


def pem_of(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_pem_of(key: rsa.RSAPrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def make_known(pem: str) -> None:
    """What a deployment with this AGENT_PUBLIC_KEY holds; a Lambda reads it once."""
    tokens.elsewhere_key.cache_clear()
    boto3.client("secretsmanager").put_secret_value(
        SecretId="greenlight-test/agent-public-key", SecretString=pem
    )


def test_a_run_token_says_what_was_signed() -> None:
    said = tokens.verify_run(tokens.sign_run(CLAIMS, seconds=60))
    assert said == replace(CLAIMS, expires_at=said.expires_at)
    assert abs(said.expires_at - time.time() - 60) < 5


def test_an_expired_run_token_is_refused() -> None:
    with pytest.raises(Unauthenticated, match="expired"):
        tokens.verify_run(tokens.sign_run(CLAIMS, seconds=-60))


def test_an_agents_token_is_not_a_run_token() -> None:
    with pytest.raises(Unauthenticated, match="not a run token"):
        tokens.verify_run(tokens.sign_agent())


def test_a_run_token_is_not_an_agents_token() -> None:
    with pytest.raises(Unauthenticated):
        tokens.verify_agent(tokens.sign_run(CLAIMS))


def test_an_agent_cannot_make_a_run_token_with_its_own_key() -> None:
    now = int(time.time())
    said = {"iss": "greenlight", "aud": "internal", "sub": "run_1", "iat": now, "exp": now + 60}
    forged = jws.sign(said, "run", lambda data: signing.kms_sign("agent", data), tokens.RUN_TYPE)
    with pytest.raises(Unauthenticated, match="not valid"):
        tokens.verify_run(forged)


def test_the_agent_inside_signs_with_its_kms_key() -> None:
    assert tokens.verify_agent(tokens.sign_agent()).subject == "agent"


def test_an_agents_token_for_another_audience_is_refused() -> None:
    with pytest.raises(Unauthenticated, match="meant for somebody else"):
        tokens.verify_agent(tokens.sign_agent("elsewhere"))


@pytest.mark.parametrize("newline", ["\n", "\\n"])
def test_an_agent_elsewhere_signs_with_its_pem(
    key: rsa.RSAPrivateKey, monkeypatch: pytest.MonkeyPatch, newline: str
) -> None:
    make_known(public_pem_of(key).replace("\n", newline))
    monkeypatch.setenv("AGENT_PRIVATE_KEY", pem_of(key).replace("\n", newline))
    assert tokens.verify_agent(tokens.sign_agent(subject="berlin")).subject == "berlin"


def test_any_jwt_library_will_do_for_an_agent_elsewhere(key: rsa.RSAPrivateKey) -> None:
    make_known(public_pem_of(key))
    now = int(time.time())
    said = {"iss": "agent", "aud": "greenlight", "sub": "go-agent", "iat": now, "exp": now + 60}
    assert tokens.verify_agent(jwt.encode(said, key, algorithm="RS256")).subject == "go-agent"


def test_nobody_from_elsewhere_is_let_in_while_no_key_is_known(
    key: rsa.RSAPrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_known(" ")
    monkeypatch.setenv("AGENT_PRIVATE_KEY", pem_of(key))
    with pytest.raises(Unauthenticated, match="No agent from elsewhere"):
        tokens.verify_agent(tokens.sign_agent())


def test_another_key_than_the_known_one_is_refused(
    key: rsa.RSAPrivateKey, other_key: rsa.RSAPrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_known(public_pem_of(other_key))
    monkeypatch.setenv("AGENT_PRIVATE_KEY", pem_of(key))
    with pytest.raises(Unauthenticated, match="not valid"):
        tokens.verify_agent(tokens.sign_agent())


def test_the_platform_signs_a_document_beside_itself() -> None:
    signature = tokens.sign_detached(b'{"hash": "abc"}')
    jws.verify_detached(signature, b'{"hash": "abc"}', signing.kms_key("platform"))
    with pytest.raises(Unauthenticated):
        jws.verify_detached(signature, b'{"hash": "abd"}', signing.kms_key("platform"))


def test_kms_signs_the_digest_of_what_is_too_long_for_it() -> None:
    assert signing.kms_message(b"x" * 4096)["MessageType"] == "RAW"
    assert signing.kms_message(b"x" * 4097) == {
        "MessageType": "DIGEST",
        "Message": sha256(b"x" * 4097).digest(),
    }


def test_a_weak_or_foreign_kind_of_key_is_a_fault() -> None:
    weak = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    with pytest.raises(ValueError, match="2048"):
        signing.public_key(public_pem_of(weak))
