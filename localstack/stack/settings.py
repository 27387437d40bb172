"""What the developer chose: `.env` beneath the environment; the test stack takes neither, so that tests repeat."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass

from infra import settings as deploy_settings

from .profile import AUDIENCE, ROOT, Profile

OFFLINE = "offline"
MAIL_FROM = "greenlight@example.com"  # the engine keeps what is sent, and sends nothing


@dataclass(frozen=True, slots=True)
class Model:
    """The model provider; `offline` is our stand-in, started when there is no key."""

    base_url: str
    name: str
    api_key: str

    @property
    def is_stand_in(self) -> bool:
        return self.name == OFFLINE


class Incomplete(Exception):
    """A setting that another one requires is missing; the message says which."""


def chosen(profile: Profile, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables that count for this profile."""
    return {} if profile.name == "test" else deploy_settings.read(ROOT / ".env", environ)


def model(profile: Profile, values: Mapping[str, str]) -> Model:
    """Raises Incomplete: no model's name is written in code, so a real provider needs OPENAI_MODEL."""
    if not (key := values.get("OPENAI_API_KEY", "")):
        return Model(f"{profile.url('model')}/v1", OFFLINE, OFFLINE)
    if not (name := values.get("OPENAI_MODEL", "")):
        raise Incomplete("OPENAI_API_KEY is set; set OPENAI_MODEL too (see .env.example).")
    return Model(values["OPENAI_BASE_URL"], name, key)


def parameters(profile: Profile, provider: Model) -> dict[str, str]:
    """The settings of a local deploy; the one address of this machine that a call may go to is the stand-in's."""
    edge, said = profile.url("edge"), chosen(profile)
    return {
        "OIDC_ISSUER": profile.issuer,
        "OIDC_AUDIENCE": AUDIENCE,
        "OIDC_JWKS_URL": f"{profile.url('sign-in')}/local/jwks",
        "OIDC_AUTHORIZATION_URL": "/local/sign-in",  # of whichever name of this machine the page was opened by
        "ALLOWED_ORIGINS": f"{edge},{edge.replace('127.0.0.1', 'localhost')}",
        "OPENAI_BASE_URL": provider.base_url,
        "OPENAI_MODEL": provider.name,
        "MAIL_FROM": MAIL_FROM,
        **{
            name: said.get(name) or deploy_settings.DEFAULTS[name]
            for name in ("MODEL_INPUT_CENTS", "MODEL_OUTPUT_CENTS")
        },
        **{name: deploy_settings.DEFAULTS[name] for name in ("FIXED_EGRESS", "FIXED_EGRESS_ADDRESSES")},
        "HTTP_CALL_LOOPBACK": profile.stand_in,
        **outside(profile),
    }


def outside(profile: Profile) -> dict[str, str]:
    """The providers that adapters send to, each in its stand-in's place."""
    places = profile.stand_ins
    return {
        "MASTODON_LOOPBACK": places["mastodon"].removeprefix("http://"),
        "GRAPH_BASE_URL": f"{places['graph']}/v23.0",
        "LINKEDIN_BASE_URL": places["linkedin"],
        "LINKEDIN_VERSION": deploy_settings.DEFAULTS["LINKEDIN_VERSION"],
        "X_BASE_URL": places["x"],
        "DELTA_BASE_URL": places["delta"],
    }


def secrets(provider: Model, values: Mapping[str, str]) -> dict[str, str]:
    """What a local deploy puts into Secrets Manager."""
    return deploy_settings.secrets(values) | {"model": json.dumps({"api_key": provider.api_key})}
