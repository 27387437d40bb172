"""Puts a build into an account: uploads by content, then the stacks in order, folders side by side.

`python -m infra.deploy --stage NAME` does it for AWS with a plan and a question; programs call `deploy(target)`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import boto3

from . import ROOT, agent_types, egress, given, page, secret_values, template, upload, waves, web
from .account import Account
from .build import CATALOGUE, MANIFEST, OPENAPI
from .layers import WHEELS
from .progress import step
from .rights import setting_parameter
from .stack import Stacks
from .stacks import LAST
from .template import Template


@dataclass(frozen=True)
class Target:
    """One stage in one account. `settings` go by the Lambdas' variable names, `secrets` by the secret's name.

    An empty `endpoint` is AWS. `layers` is "provided" where the runtime's own environment holds what the third-party
    layers do, so that only ours is attached.
    """

    stage: str
    settings: Mapping[str, str]
    secrets: Mapping[str, str] = field(default_factory=dict)
    endpoint: str = ""
    layers: Literal["attached", "provided"] = "attached"
    build: Path = ROOT / "build"
    page: Path = ROOT / "web" / "dist"

    @property
    def prefix(self) -> str:
        return f"greenlight-{self.stage}"

    @property
    def templates(self) -> Path:
        return self.build / "templates"

    def without(self) -> set[str]:
        """The stacks of the build that this stage does not have."""
        choices = {egress.STACK: egress.is_on, web.STACK: web.is_on}
        return {name for name, is_on in choices.items() if not is_on(self.settings, self.endpoint)}


@dataclass(frozen=True)
class Deployed:
    """What happened: the outputs of all stacks, and by stack `created`, `updated` or `unchanged`."""

    target: Target
    outputs: Mapping[str, str]
    stacks: Mapping[str, str]

    @property
    def ws_url(self) -> str:
        """Where a socket connects to; an emulator's endpoint is given as http."""
        return self.outputs["WsUrl"].replace("http", "ws", 1)

    @property
    def changed(self) -> list[str]:
        return [name for name, what in self.stacks.items() if what != "unchanged"]


def deploy(target: Target, session: boto3.Session | None = None) -> Deployed:
    """Raises what `given` refuses before anything is changed, and DeployFailed with the failed resources."""
    return Deploy(target, Account(target.endpoint, session)).run()


class Deploy:
    """One deploy of one build; `templates` are those of the stacks that there shall be."""

    def __init__(self, target: Target, account: Account) -> None:
        self.target, self.account = target, account
        self.manifest: dict[str, Any] = json.loads((target.build / MANIFEST).read_text())
        self.templates: dict[str, Template] = {
            name: json.loads((target.templates / f"{name}.json").read_text())
            for name in self.manifest["stacks"]
            if name not in target.without()
        }
        self.stacks = Stacks(account, target.prefix, self._store)
        self._done: dict[str, str] = {}
        given.check(target.settings, target.endpoint)
        given.check_complete(self.templates, set(self._given()))
        if web.STACK in self.templates:
            page.files(target.page)

    def run(self) -> Deployed:
        self._wave("code")
        with step("upload") as notes:
            notes.append(f"{self._upload()} new")
        self._wave("base")
        for name in (web.STACK, egress.STACK):
            if name in self.templates:
                self._wave(name)
        with step("catalogue, agent types, secrets") as notes:
            types = agent_types.publish(self.account.client("dynamodb"), self.target.prefix)
            put = secret_values.put(
                self.account.client("secretsmanager"), self.target.prefix, self.target.secrets
            )
            notes.append(f"{self._catalogue() + types + put} new")
        self._wave("layers")
        for names in waves.of_folders(self.templates):
            self._wave(*names)
        self._wave(LAST)
        if web.STACK in self.templates:
            self._page()
        return Deployed(self.target, self._outputs(), dict(self._done))

    def parameters(self, name: str) -> dict[str, str]:
        """What this stack's template asks for, out of what is known now."""
        asked = self.templates[name].get("Parameters", {})
        known = self._given() | self._outputs()
        if web.ORIGIN in known:
            known["AllowedOrigins"] = web.origins(known[web.ORIGIN], known["AllowedOrigins"])
        without = {key: "" for key in asked if key.endswith("LayerArn") or key in egress.NETWORK}
        return {key: (without | known)[key] for key in asked}

    def _outputs(self) -> dict[str, str]:
        """Of all our stacks; what was turned off may be there still, but nothing leaves or comes in by it."""
        found = self.stacks.outputs()
        for stack, output in ((egress.STACK, egress.ADDRESSES), (web.STACK, web.ORIGIN)):
            if stack not in self.templates:
                found.pop(output, None)
        return found

    def _given(self) -> dict[str, str]:
        built = {"CATALOGUE_HASH": self.manifest["catalogue"], "OPENAPI_HASH": self.manifest["openapi"]}
        own = {**web.SETTINGS, "ALLOWED_ORIGINS": ""} if web.STACK in self.templates else {}
        settings = {**own, **self.target.settings, **built}
        return {setting_parameter(name): value for name, value in settings.items()} | {
            "Prefix": self.target.prefix,
            "Stage": self.target.stage,
            "EndpointUrl": self.target.endpoint,
            "SharedLayers": self.target.layers,
        }

    def _wave(self, *names: str) -> None:
        """Stacks that do not wait for each other."""
        title = names[0] if len(names) == 1 else f"{len(names)} folders"
        with step(f"stack {title}" if len(names) == 1 else f"stacks of {title}") as notes:
            began = {
                name: self.stacks.start(name, self.templates[name], self.parameters(name)) for name in names
            }
            self.stacks.settle(name for name, what in began.items() if what != "unchanged")
            self._done |= began
            notes.append(_summary(began))

    def _page(self) -> None:
        """Last of all: the page that is sent knows the API that is there."""
        outputs = self.stacks.outputs()
        with step("page") as notes:
            sent = page.put(self.account.s3, outputs["PageBucketName"], self.target.page)
            cloudfront = self.account.client("cloudfront")
            paths = page.refresh(cloudfront, outputs["WebDistributionId"], sent)
            notes.append(f"{len(sent)} new, {len(paths)} refreshed")

    def _upload(self) -> int:
        """Attached layers and every folder's zip; provided layers stay at home."""
        unused = set() if self.target.layers == "attached" else set(WHEELS)
        keys = [key for name, key in self.manifest["keys"].items() if name not in unused]
        return upload.files(self.account, self.stacks.outputs()["CodeBucket"], keys, self.target.build)

    def _store(self, body: str) -> str:
        bucket = self.stacks.outputs()["CodeBucket"]
        key = f"templates/{template.digest(body)}.json"
        upload.text(self.account, bucket, key, body)
        return self.account.object_url(bucket, key)

    def _catalogue(self) -> int:
        """The catalogue and the API's description, each under its own hash."""
        bucket, new = self.stacks.outputs()["ContentBucketName"], 0
        for kind, file in (("catalogue", CATALOGUE), ("openapi", OPENAPI)):
            content = (self.target.build / file).read_text()
            new += upload.text(self.account, bucket, f"{kind}/{self.manifest[kind]}.json", content)
        return new


def _summary(began: Mapping[str, str]) -> str:
    if len(began) == 1:
        return next(iter(began.values()))
    groups = {
        what: sorted(n for n, w in began.items() if w == what) for what in ("created", "updated", "unchanged")
    }
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in groups.items() if names)


if __name__ == "__main__":
    from infra.release import release

    raise SystemExit(release())
