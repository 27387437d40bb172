"""What a deploy would do, before it does it: stacks, resources by type, and the account's limits beside them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from . import egress, web
from .account import Account
from .deploy import Deploy
from .template import Template

FEW_CONCURRENT = 100  # a new AWS account starts with 10 concurrent Lambdas: a handful of chats fill that


def lines(deploy: Deploy) -> Iterator[str]:
    """One line per stack that would change; its parameters are only final once the stacks before it exist."""
    for name, wanted in deploy.templates.items():
        if name not in deploy.stacks.known:
            yield f"  create     {name:<20} {_count(wanted['Resources'])}"
        elif deploy.stacks.known[name].get("Description") != wanted["Description"]:
            yield f"  update     {name:<20} {_difference(deploy.stacks.template(name), wanted)}"
        else:
            yield f"  as it is   {name:<20} (settings or layers may still change)"
    for name in sorted(set(deploy.stacks.known) - set(deploy.templates)):
        yield f"  left over  {name:<20} {_left_over(name)}"


def _left_over(name: str) -> str:
    if name == egress.STACK:
        return f"{egress.SETTING} is off: requests leave from anywhere, and this goes on costing; see docs/releasing.md"
    if name == web.STACK:
        return f"{web.SETTING} is off: it goes on serving the page as it is; see docs/releasing.md"
    return "no folder has this name; delete the stack by hand if that is meant"


def limits(account: Account, deploy: Deploy) -> Iterator[str]:
    """What the account allows, with a warning where this deploy comes near it."""
    functions, roles, stacks = (_number(deploy, kind) for kind in ("Lambda::Function", "IAM::Role", ""))
    concurrent = account.client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    warning = (
        f"  WARNING: few for {functions} Lambdas; ask AWS for more" if concurrent < FEW_CONCURRENT else ""
    )
    yield f"  Lambda     {concurrent} concurrent executions{warning}"
    summary = account.client("iam").get_account_summary()["SummaryMap"]
    free = summary["RolesQuota"] - summary["Roles"]
    warning = "  WARNING: not enough" if free < roles else ""
    yield f"  IAM        {free} roles free, {roles} in this build{warning}"
    allowed = {limit["Name"]: limit["Value"] for limit in _account_limits(account)}
    yield f"  Stacks     {allowed.get('StackLimit', '?')} allowed, {stacks} in this build"
    throttle = account.client("apigateway").get_account()["throttleSettings"]
    yield f"  Gateway    {throttle['rateLimit']:.0f} requests/s, burst {throttle['burstLimit']}"
    mail = account.client("sesv2").get_account()
    warning = "" if mail["ProductionAccessEnabled"] else "  WARNING: sandbox, only verified addresses get any"
    yield f"  Mail       {mail['SendQuota']['Max24HourSend']:.0f} a day{warning}"


def _account_limits(account: Account) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = account.cloudformation.describe_account_limits()["AccountLimits"]
    return found


def _number(deploy: Deploy, kind: str) -> int:
    if not kind:
        return len(deploy.templates)
    every = (r["Type"] for content in deploy.templates.values() for r in content["Resources"].values())
    return sum(one == f"AWS::{kind}" for one in every)


def _count(resources: dict[str, Any]) -> str:
    types = Counter(resource["Type"].removeprefix("AWS::") for resource in resources.values())
    return ", ".join(f"{number} {kind}" for kind, number in sorted(types.items()))


def _difference(deployed: Template, wanted: Template) -> str:
    before, after = deployed["Resources"], wanted["Resources"]
    parts = {
        "+": {name: after[name] for name in after.keys() - before.keys()},
        "-": {name: before[name] for name in before.keys() - after.keys()},
        "~": {name: after[name] for name in after.keys() & before.keys() if after[name] != before[name]},
    }
    return (
        "  ".join(f"{sign} {_count(found)}" for sign, found in parts.items() if found)
        or "outputs or parameters"
    )
