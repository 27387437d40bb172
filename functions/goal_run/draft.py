"""One item of a run: drafted by its skill, judged by the bus, and kept in the run's own rows. Once."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from greenlight import goal_runs
from greenlight.approvals.records import as_text
from greenlight.declare import AGENTS
from greenlight.denials import Denial, denying
from greenlight.errors import Refused
from greenlight.goal_runs import GoalRun
from greenlight.items import ConditionFailed, Items, Write, commit
from greenlight.keys import Keys
from greenlight.observe import note
from greenlight.prices import Prices

from . import ask, look
from . import given as givens
from .given import Given
from .model import json_model
from .ports import Json, Ports, Writer
from .proposal import Proposal, problem, refused
from .skills import SKILLS, Skill
from .writer import PaidWriter

CANONICAL = "canonical"
RECORDED = ("budget", "check.")  # refusals of ours that are denials; those of the bus it records itself


def draft(event: Mapping[str, Any]) -> dict[str, Any]:
    """`{tenant_id, goal_run_id, correlation_id, item}` → `{item, ok}`: whether anything was kept of it.

    Raises ModelUnavailable, NoAnswer, for which the machine asks again; an item that is drafted is not drafted anew.
    """
    run, item = goal_runs.get(event["tenant_id"], event["goal_run_id"]), str(event["item"])
    kept = drafted(run, item)
    if kept is None and run.status == "running":
        try:
            kept = _drafted(givens.of(run), item)
        except Refused as no:
            kept = _row({}, [_cannot(item, no)])
        kept = _keep(run, item, kept)
    note(item=item, refused=sum(bool(one["problems"]) for one in (kept or {}).get("proposals", ())))
    return {"item": item, "ok": kept is not None}


def drafted(run: GoalRun, item: str) -> Json | None:
    """What was kept of an item: `{said, proposals}`."""
    found = Items(AGENTS).get(Keys(run.tenant_id).goal_draft(run.goal_run_id, item))
    return json.loads(found["drafted"]) if found else None


def _drafted(given: Given, item: str) -> Json:
    skill, ports = SKILLS[given.skill], _ports(given)
    if item == CANONICAL:
        return _row(_composed(skill, given, ports), [])
    proposals = [_judged(given, one) for one in skill.draft(given, item, ports)]
    return _row({}, proposals)


def _composed(skill: Skill, given: Given, ports: Ports) -> Json:
    return skill.compose(given, ports) if skill.compose else {}


def _ports(given: Given) -> Ports:
    def writer() -> Writer:
        return PaidWriter(given, json_model(), Prices.of_settings())

    return Ports(
        writer, partial(ask.facts, given.run.tenant_id), partial(look.attempts, given), partial(look.identity, given),
        partial(_canonical, given.run),
    )  # fmt: skip


def _canonical(run: GoalRun) -> Json:
    """Raises Refused with what kept it from being composed."""
    kept = drafted(run, CANONICAL) or {"said": {}, "proposals": []}
    if not kept["said"]:
        why = kept["proposals"][0]["problems"][0] if kept["proposals"] else {}
        raise Refused(why.get("detail", "Nothing was composed."), rule=why.get("rule", "model"))
    found: Json = kept["said"]
    return found


def _judged(given: Given, one: Proposal) -> Proposal:
    """What the bus would say now of a proposal; it is asked again when the proposal is opened, and at the send."""
    if one.problems or not one.tool:
        return one
    run = given.run
    said = ask.deliver(
        {
            "op": "judge", "tenant_id": run.tenant_id, "user_id": run.user_id, "agent_id": run.agent_id,
            "goal_run_id": run.goal_run_id, "correlation_id": run.correlation_id, "tool": one.tool,
            "arguments": dict(one.arguments),
        }
    )  # fmt: skip
    if said["decision"] != "deny":
        return one
    found = said.get("problems") or [{"detail": said["detail"]}]
    problems = [problem(said["rule"], each["detail"], each.get("pointer", "")) for each in found]
    return refused(one.name, one.kind, one.title, *problems, platform=one.platform)


def _cannot(item: str, no: Refused) -> Proposal:
    """An item of which nothing came at all."""
    rule = str(no.extra.get("rule", "draft"))
    return refused(item, "", item, problem(rule, no.detail), platform=item if item != CANONICAL else "")


def _row(said: Json, proposals: Sequence[Proposal]) -> Json:
    return {"said": said, "proposals": [one.as_json() for one in proposals]}


def _keep(run: GoalRun, item: str, kept: Json) -> Json:
    """Where another execution was faster, what it has drafted counts."""
    key = Keys(run.tenant_id).goal_draft(run.goal_run_id, item)
    put = Items(AGENTS).putting({**key, "drafted": as_text(kept)}, condition="attribute_not_exists(pk)")
    with suppress(ConditionFailed):
        commit([put, *_denials(run, kept)])
    return drafted(run, item) or kept


def _denials(run: GoalRun, kept: Json) -> Sequence[Write]:
    """For a budget that has no room, or a trade past a limit; one for the item."""
    for one in kept["proposals"]:
        for each in one["problems"]:
            if each["rule"].startswith(RECORDED):
                denial = Denial(
                    rule=each["rule"], detail=each["detail"], actor=f"agent:{run.agent_id}", stage="draft",
                    subject=run.goal_run_id, correlation_id=run.correlation_id, agent_id=run.agent_id,
                    user_id=run.user_id, tool=one["tool"],
                )  # fmt: skip
                return denying(run.tenant_id, denial)[1]
    return []
