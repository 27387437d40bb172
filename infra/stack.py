"""Creating and updating CloudFormation stacks, several at a time, and saying what failed in one of them."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from botocore.exceptions import ClientError

from .account import Account
from .template import Template, canonical

MAX_BODY = 51_200  # bytes; a larger template goes by URL (AWS quota)
WAIT = 1800  # seconds for one wave
FAILED_FIRST = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"}  # can only be deleted
READY = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"}
DONE = {"CREATE_COMPLETE", "UPDATE_COMPLETE"}


class DeployFailed(RuntimeError):
    """A stack did not come up; the message lists the resources that failed, as CloudFormation words it."""


class Stacks:
    """The stacks of one account whose names start with one prefix."""

    def __init__(self, account: Account, prefix: str, store: Callable[[str], str]) -> None:
        """`store` keeps a large template and returns its URL."""
        self._client = account.cloudformation
        self._prefix, self._store = prefix, store
        self.refresh()

    def refresh(self) -> None:
        pages = self._client.get_paginator("describe_stacks").paginate()
        stacks = (stack for page in pages for stack in page["Stacks"])
        self.known: dict[str, dict[str, Any]] = {
            stack["StackName"].removeprefix(f"{self._prefix}-"): stack
            for stack in stacks
            if stack["StackName"].startswith(f"{self._prefix}-")
        }

    def start(self, name: str, template: Template, parameters: Mapping[str, str]) -> str:
        """Begins what is needed: `created`, `updated` or, where nothing differs, `unchanged`."""
        known = self.known.get(name)
        if known and known["StackStatus"] in FAILED_FIRST:
            self._delete(name)
            known = None
        if known and self.same(name, template, parameters):
            return "unchanged"
        body = canonical(template)
        source = {"TemplateBody": body} if len(body) <= MAX_BODY else {"TemplateURL": self._store(body)}
        given = [{"ParameterKey": key, "ParameterValue": value} for key, value in sorted(parameters.items())]
        request = {
            "StackName": self._name(name),
            "Parameters": given,
            "Capabilities": ["CAPABILITY_IAM"],
            **source,
        }
        if known:
            return "updated" if self._update(request) else "unchanged"
        self._client.create_stack(**request)
        return "created"

    def same(self, name: str, template: Template, parameters: Mapping[str, str]) -> bool:
        """True where the deployed stack has this template, by the digest in its description, and these parameters."""
        known = self.known[name]
        given = {p["ParameterKey"]: p.get("ParameterValue", "") for p in known.get("Parameters", [])}
        described = known.get("Description") == template["Description"]
        return described and given == dict(parameters) and known["StackStatus"] in READY

    def _update(self, request: dict[str, Any]) -> bool:
        try:
            self._client.update_stack(**request)
        except ClientError as error:
            # The one case that AWS tells apart by its words alone: a template that differs in nothing that counts.
            if "No updates are to be performed" not in error.response["Error"]["Message"]:
                raise
            return False
        return True

    def settle(self, names: Iterable[str]) -> None:
        """Waits until all of these are done. Raises DeployFailed, once all have stopped moving."""
        wanted, pause, until = list(names), 0.05, time.monotonic() + WAIT
        while wanted:
            self.refresh()
            if not any(self._moving(name) for name in wanted):
                break
            if time.monotonic() > until:
                raise DeployFailed(f"still not done after {WAIT} s: {', '.join(wanted)}")
            time.sleep(pause)
            pause = min(pause * 1.5, 5)
        if failed := [name for name in wanted if self.known[name]["StackStatus"] not in DONE]:
            raise DeployFailed("\n".join(line for name in failed for line in self._failures(name)))

    def outputs(self) -> dict[str, str]:
        """The outputs of all our stacks; their names are unique."""
        every = (output for stack in self.known.values() for output in stack.get("Outputs", []))
        return {output["OutputKey"]: output["OutputValue"] for output in every}

    def template(self, name: str) -> Template:
        """What is deployed."""
        found: Template = self._client.get_template(StackName=self._name(name))["TemplateBody"]
        return found

    def _name(self, name: str) -> str:
        return f"{self._prefix}-{name}"

    def _moving(self, name: str) -> bool:
        status: str = self.known[name]["StackStatus"]
        return status.endswith("_IN_PROGRESS")

    def _delete(self, name: str) -> None:
        self._client.delete_stack(StackName=self._name(name))
        self._client.get_waiter("stack_delete_complete").wait(
            StackName=self._name(name), WaiterConfig={"Delay": 2}
        )

    def _failures(self, name: str) -> Iterable[str]:
        """The failed resources of the latest operation, oldest first; that is where the cause stands."""
        lines = []
        for event in self._client.describe_stack_events(StackName=self._name(name))["StackEvents"]:
            status = event.get("ResourceStatus", "")
            if status.endswith("_FAILED"):
                lines.append(
                    f"  {event['LogicalResourceId']}: {status}: {event.get('ResourceStatusReason', '')}"
                )
            if event["LogicalResourceId"] == self._name(name) and status in {
                "CREATE_IN_PROGRESS",
                "UPDATE_IN_PROGRESS",
            }:
                break
        return [f"{self._name(name)}: {self.known[name]['StackStatus']}", *reversed(lines)]
