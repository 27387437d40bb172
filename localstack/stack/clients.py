"""boto3 clients for the local AWS, made by localstack-client; they refuse every address that is not loopback."""

from typing import Any
from urllib.parse import urlsplit

from botocore.config import Config
from localstack_client.config import get_service_endpoints
from localstack_client.session import Session

from .profile import REGION

LOOPBACK = {"127.0.0.1", "localhost", "::1", "localhost.localstack.cloud"}
ROOT_KEY = "test"  # the root account of every local AWS


class NotLocal(Exception):
    """An endpoint that is not on this machine: nothing of `localstack/` or the tests ever talks to one."""


def must_be_local(endpoint_url: str) -> str:
    """The endpoint itself. Raises NotLocal."""
    if urlsplit(endpoint_url).hostname not in LOOPBACK:
        raise NotLocal(
            f"{endpoint_url!r} is not on this machine; the local stack and the tests use loopback only."
        )
    return endpoint_url


def session(endpoint_url: str) -> Session:
    """Makes clients as boto3's session does, for the root account of the local AWS. Raises NotLocal."""
    parts = urlsplit(must_be_local(endpoint_url))
    return _AtEndpoint(f"{parts.scheme}://{parts.netloc}")


class _AtEndpoint(Session):  # type: ignore[misc]  # localstack-client has no types
    """localstack-client's session with the endpoint said rather than read from the environment."""

    def __init__(self, endpoint_url: str) -> None:
        super().__init__(
            aws_access_key_id=ROOT_KEY,
            aws_secret_access_key=ROOT_KEY,
            aws_session_token=None,
            region_name=REGION,
        )
        self._service_endpoint_mapping = dict.fromkeys(get_service_endpoints(), endpoint_url)


def client(service: str, endpoint_url: str) -> Any:
    """One client. Raises NotLocal."""
    return session(endpoint_url).client(service, config=Config(max_pool_connections=24))
