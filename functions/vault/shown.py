"""What is told of a credential, in full: there is no door behind which more is told."""

from dataclasses import asdict
from typing import Any

from greenlight import aws
from greenlight.credentials import KINDS, Credential, Kind

from . import schemas
from .providers import PROVIDERS


def shown(found: Credential) -> dict[str, Any]:
    said = {**asdict(found), "egress_addresses": _addresses() if found.kind == "exchange" else []}
    return {name: said[name] for name in schemas.StoredCredential.model_fields}


def forms(kind: Kind) -> list[dict[str, Any]]:
    """Of every provider of that kind, what its account consists of."""
    return [
        {
            "provider": name, "title": one.title,
            "identity": [
                {"name": part, "title": title, "needed": needed, "example": example}
                for part, (_, needed, title, example) in one.identity.items()
            ],
            "secret": [{"name": part, "title": title} for part, title in one.secret.items()],
        }
        for name, one in PROVIDERS.items() if KINDS[name] == kind
    ]  # fmt: skip


def _addresses() -> list[str]:
    """The setting's, with commas between; empty where requests leave from anywhere."""
    return [one.strip() for one in aws.setting("FIXED_EGRESS_ADDRESSES", "").split(",") if one.strip()]
