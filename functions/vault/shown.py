"""What is told of a credential, in full: there is no door behind which more is told."""

from dataclasses import asdict
from typing import Any

from greenlight import aws
from greenlight.credentials import Credential

from . import schemas


def shown(found: Credential) -> dict[str, Any]:
    said = {**asdict(found), "egress_addresses": _addresses() if found.kind == "exchange" else []}
    return {name: said[name] for name in schemas.StoredCredential.model_fields}


def _addresses() -> list[str]:
    """The setting's, with commas between; empty where requests leave from anywhere."""
    return [one.strip() for one in aws.setting("FIXED_EGRESS_ADDRESSES", "").split(",") if one.strip()]
