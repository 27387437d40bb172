"""Settings and secrets of a deploy: from `.env` and the environment, which wins; secrets never become parameters."""

import json
from collections.abc import Mapping
from pathlib import Path

from functions.effects.adapters import base_urls

from . import web

DEFAULTS = {
    "OIDC_ISSUER": "https://accounts.google.com",
    "OIDC_JWKS_URL": "https://www.googleapis.com/oauth2/v3/certs",
    "OIDC_AUTHORIZATION_URL": "https://accounts.google.com/o/oauth2/v2/auth",
    "OPENAI_BASE_URL": "https://api.openai.com/v1",
    "HTTP_CALL_LOOPBACK": "",
    "MASTODON_LOOPBACK": "",
    "FIXED_EGRESS": "off",  # or on, on AWS: the deploy makes the address itself, and tells it in the next one's place
    "FIXED_EGRESS_ADDRESSES": "",  # IPv4, with commas between; what a customer allows at his exchange
    "LINKEDIN_VERSION": base_urls.LINKEDIN_VERSION,
    **base_urls.DEFAULTS,
    **web.SETTINGS,
    "MODEL_INPUT_CENTS": "500",  # per million tokens: what a budget holds for a call; set them to your model's prices
    "MODEL_OUTPUT_CENTS": "3000",
}


def read(file: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """`NAME=value` lines; quotes are taken off, `\\n` in a quoted value is a line break, as a PEM needs."""
    found = dict(DEFAULTS)
    for line in file.read_text().splitlines() if file.is_file() else ():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            found[name.strip()] = _value(value.strip())
    return found | {name: value for name, value in environment.items() if value}


def _value(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1].replace("\\n", "\n")
    return text


def secrets(values: Mapping[str, str]) -> dict[str, str]:
    """What goes to Secrets Manager, by the secret's name; nothing for a value that is not there."""
    found = {}
    if api_key := values.get("OPENAI_API_KEY"):
        found["model"] = json.dumps({"api_key": api_key})
    if public := values.get("AGENT_PUBLIC_KEY"):
        found["agent-public-key"] = public
    return found
