"""My Agents, shown on the running local stack: `make agents-demo`, or `python -m localstack.demo.agents`.

A marketing and a trading agent are hired and set up with stand-in accounts; each gets a daily goal, and the schedule is
fired by setting the scheduler's clock. Of what they draft, one post is approved and one rejected, and the trade is
tried without its approval, refused, approved, and carried out. What the stand-ins received is compared with what was
approved; the refusal is read as an operator's timeline. The exit code is 1 if any expectation fails. Both subscriptions
are ended afterwards.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from localstack.client.edge_session import EdgeSession, HttpRefused
from localstack.demo.command import stack_of
from localstack.demo.transcript import Transcript

from . import hire
from .acts import Desk
from .clock import fire_until, scheduled
from .outside import World, world

Json = dict[str, Any]
LONGEST = 240  # seconds for all of it
BEARER, SIGNED = {"authorization": "Bearer"}, {"api-key": "", "timestamp": "", "signature": ""}


async def play(stack: Json, outside: World, say: Transcript) -> None:
    """The whole story as the demo customer. Raises HttpRefused, TimeoutError, OSError."""
    door, operator = (EdgeSession(stack["edge_url"], user) for user in ("customer", "operator"))
    say.heading("two agents are hired, and their accounts connected")
    maya, tara = await hire.marketing(door, outside), await hire.trading(door)
    try:
        async with asyncio.timeout(LONGEST):
            await _story(stack, door, Desk(door, operator, outside, say), (maya, tara), say)
    finally:
        await fire_until(stack["endpoint_url"], None)
        for one in (maya, tara):
            await hire.let_go(door, one)


async def _story(
    stack: Json, door: EdgeSession, desk: Desk, hired: tuple[hire.Hired, hire.Hired], say: Transcript
) -> None:
    maya, tara = hired
    summary = await door.call("GET", "/api/cp/my-agents/summary")
    shown = {one["agent_id"]: one for one in summary["instances"]}
    for one in hired:
        about = shown[one.agent_id]
        say.line(one.name, f"{one.agent_id}  {about['title']}, trial {about['trial_status']}")
        say.expect(
            f"{one.name} is configured, its connections checked or new",
            about["configured"] and about["connection_health"] in ("connected", "none"),
        )

    say.heading("one goal each, and the schedule is fired")
    posts = await hire.goal(door, maya, "daily_micro_post", {"topics": ["Floss before bed"]})
    closes = await hire.goal(
        door, tara, "close_position_reminder", {"coin": "BTC", "side": "sell", "size": 3}
    )
    for goal in (posts, closes):
        say.line("goal", f"{goal['title']}: {goal['frequency']}, next {goal['next_slot']} {goal['timezone']}")
    await _fire(stack, say, posts, closes)

    say.heading("drafts, reviewed")
    drafts = {one["platform"]: one for one in await desk.drafts(maya, 2)}
    (trade,) = await desk.drafts(tara, 1)
    approval_id = await desk.approve(drafts["mastodon"])
    await desk.reject(drafts["x"])

    say.heading("the trade is tried without its approval")
    denied = await desk.execute_without(trade)

    say.heading("what was approved acts, once")
    await desk.execute(drafts["mastodon"], approval_id, BEARER)
    await desk.execute(trade, await desk.approve(trade), SIGNED)

    say.heading("the refusal, as an operator reads it")
    await desk.timeline(denied, trade)


async def _fire(stack: Json, say: Transcript, *goals: Json) -> None:
    """Sets the scheduler's clock a moment after the last of them; each schedule must be there by then."""
    latest = max(
        datetime.fromisoformat(moment.replace("Z", "+00:00"))
        for moment in (goal["next_at"] for goal in goals)
    )
    moment = (latest + timedelta(seconds=5)).isoformat().replace("+00:00", "Z")
    group, ids = f"greenlight-{stack['stage']}", [goal["goal_id"] for goal in goals]
    say.expect("each goal has its schedule", await scheduled(stack["endpoint_url"], group, ids))
    await fire_until(stack["endpoint_url"], moment)
    say.line("clock", f"set to {moment}, and every schedule due by then has fired")


def run(stack: Json, write: Callable[[str], None]) -> int:
    """0 if every expectation held."""
    say = Transcript(write)
    with world(stack["stage"]) as outside:
        asyncio.run(play(stack, outside, say))
    return say.end()


def main(arguments: Sequence[str] | None = None) -> int:
    """0, 1 if an expectation failed or the stack refused something, 2 if there is no stack."""
    stack = stack_of("localstack.demo.agents", __doc__, arguments)
    if stack is None:
        return 2
    try:
        return run(stack, lambda text: print(text, flush=True))
    except (HttpRefused, TimeoutError) as trouble:
        print(f"Stopped: {trouble or 'it took too long'}")
        return 1
    except OSError as trouble:
        print(f"{trouble}\nIs the stack up (`make up`), and nobody else on the stand-ins' ports?")
        return 2
