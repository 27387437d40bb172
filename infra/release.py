"""`make deploy STAGE=…`: builds, reads the account's limits, shows the plan, asks, deploys."""

import argparse
import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from greenlight.errors import Refused

from . import ROOT, plan, settings
from .account import Account
from .build import build
from .deploy import Deploy, Target
from .progress import say
from .stack import DeployFailed

Connect = Callable[[str], Account]
STAGE = re.compile(r"[a-z][a-z0-9]{1,11}\Z")


def release(arguments: Sequence[str] | None = None, connect: Connect = Account) -> int:
    """Exit code 0 when deployed, 1 when refused or failed, 2 when the answer was no."""
    options = _options(arguments)
    if not STAGE.match(options.stage):
        say("a stage's name is 2 to 12 lower-case letters and digits, a letter first.")
        return 1
    began = time.perf_counter()
    try:
        build(options.functions, options.out, with_layers=not options.no_layers)
        done = _deploy(options, connect)
    except Refused as refusal:
        say(f"refused: {refusal.detail}")
        return 1
    except DeployFailed as failure:
        say(f"failed:\n{failure}")
        return 1
    if done:
        say(f"deployed in {time.perf_counter() - began:.0f} s")
    return 0 if done else 2


def _deploy(options: argparse.Namespace, connect: Connect) -> bool:
    values = settings.read(options.env, os.environ)
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
    layers: Literal["attached", "provided"] = "provided" if options.no_layers else "attached"
    target = Target(options.stage, values, settings.secrets(values), endpoint, layers, options.out)
    account = connect(endpoint)
    deploy = Deploy(target, account)
    if not endpoint:
        _show(account, deploy)
        if not options.yes and input(f"Deploy? Type the stage's name ({options.stage}): ") != options.stage:
            say("nothing was changed.")
            return False
    say(f"deploy {target.prefix}")
    for name, value in sorted(deploy.run().outputs.items()):
        say(f"  {name:<20} {value}")
    return True


def _show(account: Account, deploy: Deploy) -> None:
    say("account limits")
    for line in plan.limits(account, deploy):
        say(line)
    say(f"plan for {deploy.target.prefix}")
    for line in plan.lines(deploy):
        say(line)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.deploy", description=__doc__)
    parser.add_argument("--stage", required=True)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--env", type=Path, default=ROOT / ".env", help="settings and secrets")
    parser.add_argument("--functions", type=Path, default=ROOT / "functions")
    parser.add_argument("--no-layers", action="store_true", help="the runtime holds third-party code itself")
    parser.add_argument("--out", type=Path, default=ROOT / "build")
    return parser.parse_args(arguments)
