"""`make up`: from whatever state to a stack that answers, each step printed with its time; a repeat changes nothing."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Literal

from infra import tenant
from infra.deploy import Deployed, Target, deploy
from infra.progress import say, step
from localstack.engine.run import UNFINISHED
from localstack.page import build as page

from . import fingerprint, settings
from .clients import must_be_local, session
from .fleet import PYTHONPATH, Fleet
from .processes import Failed, Process
from .profile import ROOT, Profile
from .reapply import reapply

BIGGEST_LOGS = 32_000_000


class Up:
    """One run of `up` for one profile; `functions` is the tree to deploy."""

    def __init__(self, profile: Profile, functions: Path = ROOT / "functions") -> None:
        self.profile, self.functions = profile, functions
        self.fleet = Fleet(profile)
        self.build = ROOT / "build" if profile.name == "local" else profile.state / "build"
        self.values = settings.chosen(profile)
        self.provider = settings.model(profile, self.values)
        self.given_endpoint = must_be_local(url) if (url := self.values.get("AWS_ENDPOINT_URL", "")) else ""
        self.endpoint = self.given_endpoint or profile.url("engine")

    def run(self) -> dict[str, Any]:
        """The stack file's content. Raises Failed, and what a build or a deploy refuses."""
        began = time.perf_counter()
        say(f"{self.profile.prefix} on {self.profile.url('edge')}")
        with ThreadPoolExecutor(1) as pool:
            return self._run(pool.submit(page.for_the_stack), began)

    def _run(self, page_built: Future[str], began: float) -> dict[str, Any]:
        self._start()
        sources = self._fingerprint()
        if self._stored().get("fingerprint") != sources:
            self._build()
        self._await()
        if self._is_deployed(sources):
            say("  nothing has changed since the last deploy")
            outputs = self._stored()["outputs"]
        else:
            outputs = dict(self._deploy().outputs)
        stack = self._open_edge(outputs, sources)
        with step("page") as notes:
            notes.append(page_built.result())
        say(f"ready in {time.perf_counter() - began:.1f} s: {stack['edge_url']}")
        return stack

    def _start(self) -> None:
        """Engine, model and sign-in; the engine's own environment first."""
        if not self.given_endpoint:
            with step("environment of the engine"):
                script = ["sh", "localstack/environment.sh", ".local/engine", "requirements/engine.txt"]
                subprocess.run(script, cwd=ROOT, check=True)
            self._tidy()
        with step("processes") as notes:
            notes += [f"{process.name} {self.fleet.ensure(process)}," for process in self._processes()]
        if not self.provider.is_stand_in:
            self.fleet.register.stop(["model"])

    def _processes(self) -> list[Process]:
        """What runs besides the edge; they come up while the build goes on."""
        engine = [] if self.given_endpoint else [self.fleet.engine()]
        model = [self.fleet.model()] if self.provider.is_stand_in else []
        return [*engine, *model, self.fleet.sign_in()]

    def _await(self) -> None:
        for process in self._processes():
            with step(f"{process.name} answers"):
                self.fleet.await_ready(process)

    def _tidy(self) -> None:
        """Before the engine starts: what a crash left half, and logs that grew large, begin afresh."""
        state = self.fleet.engine_state
        if "engine" in self.fleet.register.running() or not state.exists():
            return
        if (state / UNFINISHED).exists():
            say("  the engine did not end properly last time: its data is incomplete and begins afresh")
            shutil.rmtree(state)
        logs = state / "services" / "cloudwatch_logs.json"
        if logs.exists() and logs.stat().st_size > BIGGEST_LOGS:
            say("  old Lambda logs are dropped (over 32 MB)")
            logs.unlink()

    def _fingerprint(self) -> str:
        """Changes with any source or setting that a deploy depends on."""
        chosen = [settings.parameters(self.profile, self.provider), self._secrets(), self.endpoint]
        return fingerprint.of(ROOT, self.functions, json.dumps(chosen, sort_keys=True))

    def _secrets(self) -> dict[str, str]:
        return settings.secrets(self.provider, self.values)

    def _is_deployed(self, now: str) -> bool:
        if self._stored().get("fingerprint") != now:
            return False
        stacks = session(self.endpoint).client("cloudformation").describe_stacks()["Stacks"]
        return f"{self.profile.prefix}-api" in {stack["StackName"] for stack in stacks}

    def _build(self) -> None:
        """In a process of its own: it imports every folder, and a folder may have been imported here before."""
        where = ["--functions", str(self.functions.resolve()), "--out", str(self.build)]
        layers = [] if self.given_endpoint else ["--no-layers"]
        command = [sys.executable, "-m", "infra.build", *where, *layers]
        if subprocess.run(
            command, check=False, cwd=ROOT, env=os.environ | {"PYTHONPATH": PYTHONPATH}
        ).returncode:
            raise Failed("The build was refused; it says above why.")

    def _deploy(self) -> Deployed:
        clients = session(self.endpoint)
        say("deploy")
        parameters = settings.parameters(self.profile, self.provider)
        layers: Literal["attached", "provided"] = "attached" if self.given_endpoint else "provided"
        target = Target(self.profile.stage, parameters, self._secrets(), self.endpoint, layers, self.build)
        done = deploy(target, clients)
        with step("what the engine drops") as notes:
            templates, without = self.build / "templates", target.without()
            changed = reapply(templates, self.profile.prefix, partial(clients.client), without)
            notes.append(f"{len(changed)} set again and read back")
        with step("demo tenants, sender of mail"):
            clients.client("ses").verify_email_identity(EmailAddress=settings.MAIL_FROM)
            tenant.seed(partial(clients.client), self.profile.prefix, self.profile.issuer)
        return done

    def _open_edge(self, outputs: Mapping[str, str], now: str) -> dict[str, Any]:
        edge = self.fleet.edge(outputs["RestUrl"], outputs["WsUrl"], self.build / "routes.json")
        with step("edge, until /health answers") as notes:
            notes.append(self.fleet.ensure(edge))
            self.fleet.await_ready(edge)
        stack = {
            "edge_url": self.profile.url("edge"),
            "ws_url": self.profile.ws_url,
            "endpoint_url": self.endpoint,
            "model_url": self.provider.base_url,
            "stage": self.profile.stage,
            "prefix": self.profile.prefix,
            "outputs": dict(outputs),
            "pids": self.fleet.register.running(),
            "fingerprint": now,
        }
        _write(self._kept, stack)
        _write(self.profile.stack_file, stack)
        return stack

    @property
    def _kept(self) -> Path:
        """The last stack file; it stays while the stack is down."""
        return self.profile.state / "deployed.json"

    def _stored(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._kept.read_text()) if self._kept.exists() else {}
        return found


def down(profile: Profile) -> list[str]:
    """Stop every process of the profile, the engine last, so that it saves its state; returns their names."""
    register = Fleet(profile).register
    profile.stack_file.unlink(missing_ok=True)
    return register.stop(["edge", "sign-in", "model"]) + register.stop()


def reset(profile: Profile) -> None:
    """`down`, and everything the profile kept."""
    down(profile)
    for kept in ("engine-state", "logs", "build"):
        shutil.rmtree(profile.state / kept, ignore_errors=True)
    for kept in ("deployed.json", "sign-in.pem", "processes.json"):
        (profile.state / kept).unlink(missing_ok=True)


def _write(file: Path, content: Mapping[str, Any]) -> None:
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n")
    os.replace(draft, file)
