"""Values of Secrets Manager: put after the base stack has made the secrets, so that none passes through a template."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError


def put(client: Any, prefix: str, secrets: Mapping[str, str]) -> int:
    """Puts the values that differ from what is stored; how many."""
    changed = 0
    for name, value in secrets.items():
        place = f"{prefix}/{name}"
        if _stored(client, place) != value:
            client.put_secret_value(SecretId=place, SecretString=value)
            changed += 1
    return changed


def _stored(client: Any, place: str) -> str | None:
    try:
        found: str | None = client.get_secret_value(SecretId=place).get("SecretString")
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return None  # made empty by the base stack
    return found
